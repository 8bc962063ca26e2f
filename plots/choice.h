/* Which series a chart draws in colour where it does not draw all of them so. */
#ifndef LEXBENCH_CHOICE_H
#define LEXBENCH_CHOICE_H
#include "plots/figure.h"

enum { PANELS_MOST = 24 }; /* series that a chart gives a panel each */
/* The rows. Where not all of their series (label and, where there is a column, variant) are to be in colour, they are
 * freed, and those given back have a column `chosen`, 1 or 0. With style->highlight those that it names are in colour,
 * the best and the worst by rank, and the first of the suite, which is its baseline; without, all are or, where there
 * are more than `most`, the four best, the worst and the first. The script gets
 *   others           the number of series that are grey
 *   grey_style[i]    the style of the i-th of them
 */
struct table *choose_rows(struct figure *figure, const struct dataset *dataset, int most, struct table *rows);
/* The same, where the others would be too many even as grey lines: beyond PANELS_MOST they are left out, which the
 * title says, so that figure_title comes before. Rows are ordered by series. */
struct table *choose_few(struct figure *figure, const struct dataset *dataset, struct table *rows);
/* chosen[style] of the dataset's series becomes true for those that are in colour where not all are, as above. */
void choose_series(const struct dataset *dataset, bool *chosen);
/* Is the row in colour? Rows without a column `chosen` are. */
bool is_chosen(const struct table *rows, int row);
#endif
