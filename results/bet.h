/* Evidence that may be looked at after every seed.
 *
 * A question is put to each seed ("does the check hold?", "how large is the difference?"), and a gambler bets on the
 * answer against a null hypothesis: z is the gain of a stake of 1 on one seed, at least -1, and its expectation is at
 * most 0 if the null is true. Whoever stakes the share b of the capital every time holds the product of 1 + b z_i after
 * n seeds; we hold a fixed mixture of four such gamblers (a universal portfolio over b = 1/4, 1/2, 3/4, 1), which needs
 * neither a variance nor a model of the noise. Under the null the capital is a nonnegative supermartingale that starts
 * at 1, so by Ville's inequality (1939) the chance that it ever reaches 1/alpha is at most alpha: one may look after
 * each seed, stop or go on for any reason, and count the largest capital that was ever held.
 *
 *     E(n) = sum over k of weight_k * product over i <= n of (1 + stake_k z_i)        M(n) = max(1, E(1), ..., E(n))
 *
 * What the order of the seeds is must be fixed before the first one is looked at; nothing else must. Background:
 * Waudby-Smith and Ramdas 2024, "Estimating means of bounded random variables by betting" (JRSS-B 86(1)); Ramdas,
 * Gruenwald, Vovk and Shafer 2023, "Game-theoretic statistics and safe anytime-valid inference" (Stat. Sci. 38(4)).
 */
#ifndef LEXBENCH_BET_H
#define LEXBENCH_BET_H
#include "results/statistics.h"

enum { BETS = 4 };
extern const double bet_stake[BETS], bet_weight[BETS]; /* weights add up to 1 */

/* Gain of a stake of 1 on a value x in [low, high] against the null "the mean is at most m" (above: low < m), and
 * against "the mean is at least m" (below: m < high). For a share, x is 1 or 0 and the range 0 to 1. A value beyond the
 * range would break the promise. */
double bet_above(double x, double m, double low);
double bet_below(double x, double m, double high);

/* Capital after each of z[0..n-1] into capital[n] (may be NULL); NaN in z: no bet on this seed. Returns M(n), the
 * largest capital so far, at least 1. No gambler's capital grows beyond 1e300 or rises again once it has fallen below
 * the least double (after some 2,500 seeds against it): either can only lose evidence. */
double bet_capital(const double *z, int n, double *capital);

/* Intervals that hold at every n at once, in 95 % of all series of seeds: the nulls that E(n), the capital after all
 * seeds, does not speak against with 40, 2.5 % at each end. They always hold the estimate (there every gambler has lost
 * or broken even), and do not depend on the order of the seeds. A verdict, which counts the largest capital ever held,
 * may rest on an earlier look than the interval beside it. The least stake is 1/4: noise of the size of the range hides
 * what lies within 1/14 of it (of a share of one half: 3/7 to 4/7), however many the seeds. x[0..n-1]: finite, in [low,
 * high]; {low, high} for n == 0. The interval of a share is that of a mean in 0..1. */
struct interval bet_mean_interval(const double *x, int n, double low, double high);
struct interval bet_share_interval(const bool *held, int n);
enum { INTERVAL_SEEDS = 7 };
/* Of the median of any numbers, infinite ones too, but not NaN: the greatest of them that most seeds reach, and the
 * least that most do not exceed. NaN at both ends for less than INTERVAL_SEEDS; the worst and the best for 7 to 12. */
struct interval bet_median_interval(const double *x, int n);

/* How many more seeds it takes, on average, until the logarithm of a capital has grown by `missing`, when the check
 * goes on to hold in the share of seeds that it held in so far, q = (held + 1/2) / (counted + 1), against the null of a
 * share s, 0 < s < 1: missing over the growth of the best gambler's log capital a seed, which is the divergence of q
 * from s. For a mean, held is the sum of x and s the bound, both brought to 0..1: it then takes at most so many. Huge
 * or infinite when q is all but s, which is finite and at least 0 otherwise. */
double bet_seeds_expected(double missing, double held, int counted, double s);
/* The same in words for a reader, "about 12 seeds": whole, at least 1; SEEDS_UNKNOWN when q is within 0.1 of s, so that
 * the few seeds there are do not say on which side it lies. */
int bet_seeds_more(double capital, double threshold, double held, int counted, double s);
#endif
