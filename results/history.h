/* The history of a suite over the nights of the ledger: the series of its cells and where they change level. */
#ifndef LEXBENCH_HISTORY_H
#define LEXBENCH_HISTORY_H
#include "results/store.h"

/* Rows of v_history of the suite, by cell and night, with one more column `step`: -1 where a new, lower level begins,
 * 1 a higher one, else 0 (find_steps with `least`). NULL: err. */
struct table *history_rows(struct store *ledger, const char *suite, double least, struct error *err);
/* One row per step, the newest first: task, label, variant, length, multiple, night, was, now (means of the levels),
 * last (the last revision of the old level) and first (the first one of the new level). */
struct table *history_steps(const struct table *rows);

/* Where a series changes level: the cuts of the piecewise constant fit that is best by squares with a price per cut,
 * which is four times the variance of the noise times log n (noise from differences of neighbours) and at least
 * least * least / 2, so that a last value apart by `least` is a step. first[k], k = 1..returned, is the first index of
 * the k-th new level (first[0] = 0 is not a step). first has n + 1 entries. */
int find_steps(const double *x, int n, double least, int *first);
#endif
