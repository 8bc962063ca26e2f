/* The chart of a metric against length: a line for every series, and grey lines for what needs no learning (chance,
 * guesses, the optimum). Shared by the charts of accuracy and of loss.
 */
#ifndef LEXBENCH_LENGTHS_H
#define LEXBENCH_LENGTHS_H
#include "plots/chart.h"

/* What the band around a median is, for a chart's `about`. */
#define MEDIAN_BAND                                                                                                    \
    "a 95 % interval of that median, which holds however often seeds are added: with 7 to 12 seeds it goes from the "  \
    "worst to the best, with fewer there is none."

/* Fill the figure of a task for plots/lengths.gp. loss: whether this chart is for tasks whose metric is loss; a task of
 * the other kind leaves the figure empty. The script gets, besides what figure_data writes,
 *   metric           in words
 *   bottom top       the ends of its axis
 *   guesses          the number of grey lines; guess[i] the column of line i; guesses_words: what they are
 *   bands            whether some line has one; interval_words
 *   line_first[s] line_last[s] dot_first[s] dot_last[s]    rows of medians and of seeds (describe_rows)
 *   last_y[i]        where the line of series i ends
 *   seeds            the most runs of a series
 *   others grey_style[i]    of series that style->highlight leaves grey (plots/choice.h)
 *   ties_words       which series lie under one line, in words; may be empty */
bool fill_lengths(const struct dataset *dataset, const char *task, bool loss, struct figure *figure, struct error *err);
/* NAME_first[s] and NAME_last[s] of the script: which rows of the .tsv, from 0, are of the series with style s, so that
 * gnuplot, which is slow to compute, passes over the others (`every`). The rows of a series, of this kind, stand
 * together; where it has none, both are the number of all rows. */
enum row_kind { ROWS_ALL, ROWS_MEDIAN, ROWS_SEED };
void describe_rows(struct figure *figure, const struct dataset *dataset, const struct table *rows, const char *name,
                   enum row_kind kind);
/* bands and interval_words of rows that with_medians made. */
void describe_band(struct figure *figure, const struct dataset *dataset, const struct table *rows);
/* Whether some cell of rows has no median since models were not finite (column crossed, with_medians). */
void describe_crosses(struct figure *figure, const struct table *rows);
/* Names of series whose lines lie on each other at every length of rows first..last-1, "rope, alibi; t5, nope": one
 * would look for all but the last drawn. Rows of a series stand together, by length; those with 0 in a column `chosen`
 * do not count. range: of the axis. Nothing: every line is seen. */
void find_ties(const struct dataset *dataset, const struct table *rows, int first, int last, double range,
               struct text *out);
/* "exact", "token", "loss" -> as an axis says it. */
const char *metric_words(const char *metric);
extern const char plots_lengths_gp[];
#endif
