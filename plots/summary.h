/* The summary of a suite cut into what a page shows of each task. */
#ifndef LEXBENCH_SUMMARY_H
#define LEXBENCH_SUMMARY_H
#include "plots/study.h"

/* Rows of one task out of summary_table(): scheme, runs that fitted of all, fit, exact match in range and at multiples.
 * *strong (mem_free it) has a flag per cell: the best of each multiple among the schemes that some run fitted. */
const char *summary_metric(const struct table *summary, const char *task); /* "exact", "token" or "loss" */
struct table *summary_of_task(const struct study *study, const struct table *summary, const char *task, bool **strong);
#endif
