/* Charts of a suite, drawn by gnuplot. For every chart NAME there are, in one directory:
 *   NAME.svg NAME.png NAME.pdf   the chart, in the formats asked for
 *   NAME.tsv                     the numbers it draws, one table with a header line
 *   NAME.gp                      the script, complete: `gnuplot NAME.gp` draws NAME.svg again,
 *                                `gnuplot -e "format='pdf'" NAME.gp` another format
 * The script is a preamble (names and sizes of this suite), plots/style.gp and the chart's template plots/CHART.gp.
 * A scheme has one colour and one marker in all charts of a suite, by its order in the suite.
 */
#ifndef LEXBENCH_PLOT_H
#define LEXBENCH_PLOT_H
#include "results/store.h"

enum plot_format { PLOT_SVG = 1, PLOT_PNG = 2, PLOT_PDF = 4, PLOT_ALL = 7 }; /* bits */

/* "svg,png" -> bits; an unknown word is an error that lists the formats. */
bool plot_formats_parse(const char *list, unsigned *formats, struct error *err);

/* Write every chart that the suite has data for into dir (made when missing). A suite that is not in the database, or
 * has no evaluated run yet, is an error with EXIT_NOTHING; a gnuplot that is missing or fails is an error that says so.
 * Verdicts that are stale (stale_why in results/claim.h; NULL: none) are marked. */
bool plots_write(struct store *store, const char *suite, const struct table *stale, const char *dir, unsigned formats,
                 struct error *err);
/* The last verdicts at a scale, a row per claim: verdicts.svg ... in dir. None: an error with EXIT_NOTHING. */
bool plot_verdicts(struct store *store, const char *scale, const struct table *stale, const char *dir, unsigned formats,
                   struct error *err);
/* The attention profile of a scheme: rows head, distance, weight (relative to equal shares) as one line per head
 * against distance on logarithmic axes, NAME.svg ... in dir. train_length is marked. */
bool plot_scheme(const struct table *rows, const char *title, double train_length, const char *dir, const char *name,
                 unsigned formats, struct error *err);
#endif
