/* How often the gate fires when it should and when it should not, by resampling a pool of real results: two sides of
 * one configuration between which nothing got worse (another build, another machine), under as many seeds as there are.
 */
#ifndef LEXBENCH_RATES_H
#define LEXBENCH_RATES_H
#include "results/compare.h"

/* How the two sides of a drawn comparison differ besides the drop. */
enum rate_noise {
    NOISE_BITS, /* the same seeds in both builds, with the two builds swapped at random per seed */
    NOISE_SEEDS /* other seeds: as far apart as two trainings can be */
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
};
/* Fills fired and fired_holm. Only cells that have all the pool's seeds take part; what falls is drawn among those
 * whose mean is at least the drop's depth. false: err (fewer seeds than twice the comparison's with NOISE_SEEDS, or
 * once). */
bool gate_rate(const struct comparison *pool, const struct gate_rules *gate, struct rate *rate, struct error *err);
#endif
