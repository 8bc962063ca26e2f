/* Where training ends on an axis of lengths: arms of one figure may be trained to different lengths. */
#ifndef LEXBENCH_BORDER_H
#define LEXBENCH_BORDER_H
#include "plots/figure.h"

/* The training lengths of rows first..last-1 that are in colour (column train_length), ascending, joined with spaces,
 * are appended to `lengths`; where there are several, who was trained to which, "trained to 6: rope and alibi; to 12:
 * t5", to `words`. */
void find_borders(const struct dataset *dataset, const struct table *rows, int first, int last, struct text *lengths,
                  struct text *words);
/* The script gets
 *   borders borders_words    what find_borders says of all rows
 *   trained[s]               the training length of the series with style s; 0: it has no rows */
void describe_borders(struct figure *figure, const struct dataset *dataset, const struct table *rows);
#endif
