/* The summary of a suite cut into what a page shows of each task. */
#ifndef LEXBENCH_SUMMARY_H
#define LEXBENCH_SUMMARY_H
#include "plots/dataset.h"
#include "results/summary.h"

const char *summary_metric(const struct summary *summary, const char *task); /* "exact", "token" or "loss" */

/* "1.5x": the multiple of this place in summary.multiple, with as many digits as tell it from its neighbours. */
enum { MULTIPLE_NAME = 32 };
void name_multiple(const struct summary *summary, int multiple, char out[MULTIPLE_NAME]);

/* What is shown of a task: scheme, runs that fitted of all, fit, in range, and a column for each multiple above 1 that
 * a run of the task was evaluated at. Where these are more than `most` they are thinned out evenly, the last one
 * included, and *left_out says how many are gone. interval: a cell says the least and the greatest seed too, and how
 * many runs it is of, where that are not all. Cells are marked as summary_mark found, and schemes of which no run
 * fitted. */
enum { MULTIPLES_SHOWN = 8 };
struct table *summary_of_task(const struct dataset *dataset, const struct summary *summary, const char *task, int most,
                              bool interval, int *left_out);

/* The settings that arms of the suite have with different values: a row per arm, with its task, scheme and a column per
 * setting. No columns beyond these two: they differ in nothing else. NULL: err. The caller frees it. */
struct table *summary_settings(const struct dataset *dataset, struct error *err);
#endif
