/* What the seeds of a claim say, for it and against it.
 *
 * A claim is a list of checks that must all hold. A check asks every seed a yes or no ("is A better than B by d here?")
 * and holds when the answer is yes in more than a share s of the seeds; or it asks for a number and holds when the
 * number's mean lies above (or below) a bound. Both are a mean of x against a bound, where a yes counts 1 and a no 0,
 * and both are settled by bets (bet.h).
 *
 *     for a claim       the least of its checks' evidence: all of them must hold
 *     against a claim   the mean of its checks' capitals against, and the largest such mean so far: one that fails is
 *                       enough, and which one need not be known beforehand
 *
 * A claim is decided when its evidence reaches family / CLAIM_ALPHA. Every claim is wrong in one direction at most: one
 * that holds may come out contradicted, one that does not may come out reproduced. By Ville's inequality either
 * happens, at any time, with a chance of at most CLAIM_ALPHA / family; so the chance that any claim of the family ever
 * gets a wrong verdict, in whichever direction, is at most CLAIM_ALPHA. (Holm's step-down would gain nothing: of the
 * two nulls of a claim one is always true, so that after any number of decisions as many nulls may be true as there are
 * claims; Shaffer 1986, "Modified sequentially rejective multiple test procedures", JASA 81(395). Holm's correction of
 * each direction by itself promises twice CLAIM_ALPHA.) The verdict on a claim so depends on its own seeds and on the
 * size of its family alone.
 */
#ifndef LEXBENCH_EVIDENCE_H
#define LEXBENCH_EVIDENCE_H
#include "results/bet.h"

static const double CLAIM_ALPHA = 0.05;

/* One check's question, and its answers in the order of the seeds. */
struct answers {
    int n;            /* seeds */
    const double *x;  /* [n] in [low, high]; NaN: the seed does not count (its runs did not fit), so there is no bet */
    double m;         /* the bound of the mean, or the share; low < m < high */
    double low, high; /* 0 and 1 for yes and no */
    bool above;       /* the check says "the mean is above m"; false: below */
};

/* The evidence for and against a claim of these answers, which all have the same n: M of the header of bet.h, at least
 * 1. k >= 1. */
double evidence_for(const struct answers *list, int k);
double evidence_against(const struct answers *list, int k);
/* The same after each seed, into path[n]: it only grows, so that what reached the threshold once stays decided. */
void evidence_path(const struct answers *list, int k, bool for_it, double *path);
/* The capital that is held after the last seed: for a claim the least, against it the mean, of its checks'. */
double evidence_now(const struct answers *list, int k, bool for_it);
double evidence_threshold(int family); /* what decides a claim of a family of so many */

/* Seeds that count, the sum of their x (of yes and no: how often the check held), and the interval of the mean of x, 95
 * % at all looks together (bet_mean_interval). */
struct tally {
    int counted;
    double sum;
    struct interval interval;
};
struct tally evidence_tally(const struct answers *a);

/* The evidence for "fewer than a quarter of the seeds count", the greatest capital so far; and whether it has reached
 * EVIDENCE_UNFITTED (with no fit at all, after 13 seeds): then too few runs fit. */
enum { EVIDENCE_UNFITTED = 20 };
double evidence_unfitted(const bool *counts, int n);
bool evidence_not_fitted(const bool *counts, int n);
/* The interval lies nearer to the bound than to either end of the range on both sides (of a share of one half: within
 * 1/4 to 3/4), so that more seeds would not settle it soon. */
bool evidence_depends_on_seed(const struct answers *a, const struct tally *t);
#endif
