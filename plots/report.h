/* The report of a suite: what was run, how it came out, and what it was run on. */
#ifndef LEXBENCH_REPORT_H
#define LEXBENCH_REPORT_H
#include "results/store.h"

/* Draw the suite's charts into dir (plot.h; SVG, PNG and PDF) and write beside them report.html, one file with the
 * charts inside that opens from the disk, and report.md, which shows the PNG files. Times come from the database, never
 * from the clock: the same database gives the same report. Errors as plots_write. */
bool report_write(struct store *store, const char *suite, const char *dir, struct error *err);

/* One row per task, scheme and variant: exact match in range and at multiples of the training length in percent, and
 * how many of the runs fitted. Columns of multiples that no run was evaluated at are left out. NULL: err (EXIT_NOTHING
 * when the suite is unknown or empty). The caller frees it. */
struct table *summary_table(struct store *store, const char *suite, struct error *err);

/* The same for people: a block per task, at most 80 columns wide where labels allow it, the best extrapolation of the
 * fitted schemes marked with '*'. */
bool summary_print(struct store *store, const char *suite, FILE *out, struct error *err);
#endif
