/* Statistics of extrapolation. The unit is the training run; examples within a run only tell how well that run was
 * measured. Scores are bounded and bimodal (a seed extrapolates or it does not), so nothing here assumes a
 * normal distribution except the planning of sample sizes, which says so.
 *
 * What draws at random draws from streams of fixed names, so the same data give the same bits every time.
 */
#ifndef LEXBENCH_STATISTICS_H
#define LEXBENCH_STATISTICS_H
#include "results/store.h"
#include <stdint.h>

struct interval {
    double low, high;
};

/* ---- describing (statistics.c) ---- */

/* Wilson's score interval for k successes of n at 95 %; {0, 1} for n == 0. */
struct interval wilson(long k, long n);
struct interval wilson_of_share(double p, long n); /* the same of k = p n, which need not be whole */
double mean_of(const double *x, int n);            /* NaN for n == 0 */
double deviation_of(const double *x, int n);       /* standard deviation, divisor n - 1; 0 for n < 2 */
/* Linear interpolation between order statistics (type 7, as numpy); q in 0..1; x is sorted by the call. */
double quantile(double *x, int n, double q);
/* Ranks 1..n of scores, the greatest first; ties share their average rank. Differences of at most `tie` are ties. The
 * ranks add up to n (n + 1) / 2. */
void average_ranks(const double *score, int n, double tie, double *rank);

/* A curve over length: at[0..n-1] ascending (lengths, or multiples of the training length), value beside it. */
/* Mean height between `from` and `to`: the area of the polygon through the points, interpolated at both ends, over to
 * - from. NaN when the points do not reach from one end to the other. */
double mean_height(const double *at, const double *value, int n, double from, double to);
/* How far a curve of right[i] of seen[i] examples holds a level: the largest at[i] such that neither there nor at any
 * point before it the share is clearly below the level, by the upper end of Wilson's interval; 0 when it is at the
 * first. (The least of many noisy points lies below the level long before the truth does.) open: no point failed, so
 * that the curve reaches at least so far. */
struct reach {
    double far;
    bool open;
};
struct reach reach_of(const double *at, const long *right, const long *seen, int n, double level);

/* ---- exact tests (resample.c) ---- */

enum { FLIPS_EXACT = 20, FAMILY_EXACT = 16, SPLITS_EXACT = 200000, SHUFFLES = 100000 };

/* P of a sum at least as great as sum(x) when the sign of every x[i] is drawn anew: the exact paired test against
 * "as often above as below zero". All 2^n patterns up to n = FLIPS_EXACT, beyond that SHUFFLES drawn ones and then
 * (hits + 1) / (drawn + 1). *exact (may be NULL) says which. 1 for n == 0. */
double sign_flip(const double *x, int n, bool *exact);
/* The same test of several series at once: x[series * n + i], unit i of every series flipped together, so that whatever
 * makes series rise and fall together stays (0: no value). p[k] is the share of sign patterns in which the largest of
 * all sums, each divided by the root of its sum of squares, is at least as great as that of series k: the chance of one
 * false alarm or more among all series is at most p (Westfall and Young 1993, single step). For one series it is
 * sign_flip's. Unlike Holm's correction it can reach 2^-n for any number of series. All patterns up to
 * n = FAMILY_EXACT, then SHUFFLES drawn ones. Series of zeros: 1. */
void sign_flip_family(const double *x, int series, int n, double *p);
/* P of a rank sum of x at least as great when the n + m values are split at random (Mann-Whitney, one-sided,
 * average ranks for ties). All splits when there are at most SPLITS_EXACT, else SHUFFLES drawn ones, as above. */
double mann_whitney(const double *x, int n, const double *y, int m, bool *exact);

/* ---- many tests, and how many seeds (plan.c) ---- */

/* Holm's adjusted p-values in the order of p: rejecting where adjusted <= alpha holds the chance of any false
 * rejection at alpha. */
void holm(const double *p, int n, double *adjusted);
double normal_quantile(double p); /* 0 < p < 1 */
enum { SEEDS_UNKNOWN = 100000 };
/* Seeds for a one-sided paired test at alpha with a power of 80 %: at least so many that the exact sign-flip test can
 * reach alpha at all (2^-n <= alpha), and ((z(1-alpha) + z(0.8)) deviation / effect)^2 + z(1-alpha)^2 / 2 of the normal
 * approximation with Guenther's correction for few. SEEDS_UNKNOWN when the effect is 0 or more were needed than that.
 */
int seeds_needed(double effect, double deviation, double alpha);
#endif
