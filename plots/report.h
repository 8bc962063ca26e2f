/* The report of a suite: what was run, how it came out, and what it was run on. */
#ifndef LEXBENCH_REPORT_H
#define LEXBENCH_REPORT_H
#include "results/store.h"

/* Draw the suite's charts into dir (plot.h; in the formats asked for, and always as SVG) and write beside them
 * report.html, one file with the charts inside that opens from the disk, and report.md, which shows the PNG files, or
 * the SVG files where there are none. Charts that an earlier report left in dir, of tasks or in formats that this one
 * does not have, are removed. Times come from the database, never
 * from the clock: the same database gives the same report. Errors as plots_write. */
bool report_write(struct store *store, const char *suite, const char *dir, unsigned formats, struct error *err);

/* One row per task, scheme and variant: task, label, variant, runs, fitted (how many of them fitted), fit, and exact
 * match, 0..1, in range and at multiples of the training length (v_summary in results/views.sql). Multiples beyond the
 * last that any run was evaluated at are left out. NULL: err (EXIT_NOTHING when the suite is unknown or empty). The
 * caller frees it. */
struct table *summary_table(struct store *store, const char *suite, struct error *err);

/* The same for people: a table per task, at most 80 columns wide where labels allow it, with a column that says at
 * which multiples a scheme is the best of those that fitted. */
bool summary_print(struct store *store, const char *suite, FILE *out, struct error *err);
#endif
