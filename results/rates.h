/* How often the gate fires when it should and when it should not, by resampling a pool of real results: two sides of
 * one configuration between which nothing got worse (another build, another machine), under as many seeds as there are.
 */
#ifndef LEXBENCH_RATES_H
#define LEXBENCH_RATES_H
#include "results/compare.h"

/* How the two sides of a drawn comparison differ besides the drop. */
enum rate_noise {
    NOISE_BITS, /* the same seeds in both builds, the first before and the second after */
    NOISE_SEEDS /* other seeds after than before: as far apart as two trainings can be */
};
enum rate_drop {
    DROP_NONE,  /* false alarms: any cell called regressed */
    DROP_CELL,  /* one cell falls: it is called regressed */
    DROP_SCHEME /* every length of one scheme on one task falls: one of them is called regressed */
};
struct rate {
    enum rate_noise noise;
    enum rate_drop drop;
    int seeds;      /* of a comparison */
    double depth;   /* of the drop, in exact match; no score falls below 0 */
    int times;      /* comparisons drawn */
    int fired;      /* of them */
    int fired_holm; /* with Holm's correction of each cell's own sign-flip test instead of the joint one */
    int disjoint;   /* comparisons that the pool's seeds make without using one twice */
    /* Of the rate over all seeds there could be, at 95 %. Comparisons drawn from one pool share its seeds, so their
     * number does not count: the mean over all of them varies from pool to pool no more than that over the disjoint
     * ones would (Hoeffding 1963, section 5), which is what Wilson's interval is taken of. */
    struct interval interval;
};
/* Fills fired and fired_holm. Only cells that have all the pool's seeds take part; what falls is drawn among those
 * whose mean is at least the drop's depth. false: err (fewer seeds than twice the comparison's with NOISE_SEEDS, or
 * once). */
bool gate_rate(const struct comparison *pool, const struct gate_rules *gate, struct rate *rate, struct error *err);
#endif
