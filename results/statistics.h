/* Statistics of extrapolation. The unit is the training run; examples within a run only tell how well that run was
 * measured. */
#ifndef LEXBENCH_STATISTICS_H
#define LEXBENCH_STATISTICS_H
#include "results/store.h"
#include <stdint.h>

struct interval {
    double low, high;
};
/* Wilson's score interval for k successes of n at 95 %; {0, 1} for n == 0. */
struct interval wilson(long k, long n);
double mean_of(const double *x, int n);
/* Linear interpolation between order statistics (type 7, as numpy); q in 0..1; x is sorted by the call. */
double quantile(double *x, int n, double q);
/* Ranks 1..n of scores, the greatest first; ties share their average rank. Differences below `tie` are ties. */
void average_ranks(const double *score, int n, double tie, double *rank);

struct rank_row {
    char label[128];
    double rank;              /* mean over tasks, 1 = best */
    struct interval interval; /* 95 %: percentiles over resampled seeds within each cell */
    double score;             /* mean over tasks of exact match beyond the training length */
    int tasks;
};
/* Ranking of a suite's schemes over its tasks by mean exact match beyond the training length (1x < length <= 8x). Tasks
 * that no scheme fits are left out. *rows is mem_free'd by the caller, best first. false: err. */
bool store_rank(struct store *store, const char *suite, struct rank_row **rows, int *n, struct error *err);
#endif
