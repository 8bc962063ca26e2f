/* Whether a series of seeds has begun to get worse at some time: an e-detector (Shin, Ramdas and Rinaldo 2022,
 * "E-detectors: a nonparametric framework for sequential change detection", arXiv 2203.03532).
 *
 * z is +1 where a seed got worse than at the baseline and -1 where it got better. While nothing has changed for the
 * worse, its expectation is at most 0, whatever the seeds before showed. Each seed a new gambler begins, with a capital
 * of 1, who bets on every seed from then on (results/bet.h: the same mixture of four stakes); R is what all of them
 * hold together:
 *
 *     R_k <- (R_k + 1) (1 + stake_k z)        R = sum over k of weight_k R_k
 *
 * While nothing has changed, the expectation of R after n seeds is at most n. So if one alarms as soon as R, or the
 * mean of R over any number of series however dependent, reaches C, the seeds until a false alarm are C or more on
 * average. With C = 365 k and k seeds a night that is a year.
 *
 * A tie, z = 0, says nothing and changes nothing: no gambler begins either, else R would reach C after a year in which
 * every seed was the baseline's, bit for bit. R is never greater than with one, so the promise holds all the more.
 */
#ifndef LEXBENCH_DETECTOR_H
#define LEXBENCH_DETECTOR_H
#include "results/bet.h"

enum { DETECTOR_NIGHTS = 365 }; /* on average, until a false alarm */

/* State of a series; all zero in the beginning, and after a change that was accepted. */
struct detector {
    double own[BETS];
};
/* One more seed; z in -1..1. No gambler's capital grows beyond 1e300. */
void detector_bet(struct detector *detector, double z);
double detector_evidence(const struct detector *detector);
/* C for so many seeds a night. */
double detector_limit(int seeds_a_night);
/* When it began: the index in z[0..n-1] from which on the bets have won most (of equal ones the last). 0 for n == 0. */
int detector_since(const double *z, int n);
#endif
