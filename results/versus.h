/* Two arms of a suite compared seed by seed: the test of claims (evidence.h), asked of what is stored.
 *
 * Every seed that both have is asked whether A is better than B by at least d (with d = 0: at all; equal values are
 * better for neither), in the order of the seeds. A is better when that is so in more than a share s of the seeds, and
 * B when the opposite is. Each of the two statements, and "in more than s neither is", is wrong with a chance of at
 * most 1/20 if it is made when its evidence has reached 20, however often one looks; of n rows that are looked at
 * together, if it is made at n * 20.
 */
#ifndef LEXBENCH_VERSUS_H
#define LEXBENCH_VERSUS_H
#include "results/claim.h"

struct versus_ask {
    const char *a, *b;  /* names as tables show them: an arm's, or "ARM > VARIANT" */
    const char *task;   /* NULL: every task that both have */
    const char *at;     /* "2x", that multiple of the training length; "1x..3x", the mean over the lengths above 1x up
                           to 3x; NULL: a row for every multiple beyond 1x at which both were evaluated */
    const char *metric; /* as in claims; NULL: the task's own */
    double by, share;   /* d >= 0 and s, 0 < s < 1 */
};
enum versus_end { VERSUS_A, VERSUS_B, VERSUS_NEITHER, VERSUS_NOT_FITTED, VERSUS_DEPENDS, VERSUS_UNDECIDED };
const char *versus_end_name(enum versus_end end); /* "A better" */

/* One seed: by how much A is better in the metric's units; counts: it is asked (both runs fitted, if that matters). */
struct versus_seed {
    bool counts;
    double lead; /* infinite: one side is the worst there can be; nothing where it does not count */
};
struct versus_row {
    char *task, *at;          /* at: "2x", "1x..3x"; "-": one number per run */
    enum measure_kind metric; /* in which they are compared */
    int seeds, counted;       /* seeds that both have there; of these, those that are asked */
    int n_better[2];          /* of counted: A is better by d, B is */
    struct interval share;    /* of seeds in which A is better by d; 95 % at all looks together */
    double median;            /* of the lead of A; NaN: no seed counts */
    struct interval interval; /* of the median, in the same way; NaN below 7 seeds */
    double evidence[3];       /* in VERSUS_A, _B, _NEITHER: that it is so in most seeds; each at least 1 */
    enum versus_end end;      /* of this row alone: evidence_threshold(1) decides */
    int seeds_more; /* UNDECIDED, DEPENDS: about how many more seeds; 0: decided. SEEDS_UNKNOWN: none can be named */
    int missing;    /* seeds that both have, but that were not both evaluated there */
    /* Of seeds, by side: those whose training diverged, and those whose answers were not finite there. Both are the
     * worst there can be: accuracy 0, an infinite loss. */
    int diverged[2], not_finite[2];
};
/* Fills what follows from the answers of the seeds, in their order; n seeds. */
void versus_judge(const struct versus_seed *seed, int n, double by, double share, struct versus_row *out);
/* Has the verdict A, B or neither the evidence that n rows together ask for? */
bool versus_holds_among(const struct versus_row *row, int n);

struct versus {
    int n;
    struct versus_row *row; /* [n] tasks in the suite's order, multiples ascending */
    struct text note;       /* what is not compared and why, what a range is the mean over: sentences, a line each */
};
/* The one suite that has both arms, into out[size]; false: err, with the names that there are. */
bool versus_suite(struct store *store, const struct versus_ask *ask, char *out, int size, struct error *err);
/* false: err. EXIT_USAGE: a name, task, metric or multiple that cannot be; EXIT_NOTHING: nothing to compare. Runs of
 * several codes are not pooled: what they made is left out, and noted with the remedy. */
bool versus_read(struct store *store, const char *suite, const struct versus_ask *ask, struct versus *out,
                 struct error *err);
void versus_free(struct versus *versus);
#endif
