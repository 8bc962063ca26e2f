/* Real positions drawn at random in order from a fixed interval; in evaluation evenly spaced over it. */
#include "encoders/atom/positions.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    double max;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"max", OPTION_REAL, AT(max), "2048", 1, 1e6, NULL, "positions", "positions lie between 0 and max"}, {0}};

/* Sorted uniform numbers are sums of exponential ones over the sum of one more. */
static void drawn(struct rng *rng, int T, double *position) {
    double sum = 0;
    for (int t = 0; t < T; t++) {
        sum -= log(1 - rng_uniform(rng));
        position[t] = sum;
    }
    sum -= log(1 - rng_uniform(rng));
    for (int t = 0; t < T; t++) position[t] /= sum;
}

static void positions(const struct view *view, struct rng *rng, int T, double *position) {
    const struct options *o = view->options;
    const int most = view->train_length > T ? view->train_length : T;
    if (view->evaluating)
        for (int t = 0; t < T; t++) position[t] = (2 * t + 1) / (2.0 * most);
    else
        drawn(rng, T, position);
    for (int t = 0; t < T; t++) position[t] *= o->max;
}

static long limit(const struct view *view, long before, int T) {
    (void)T;
    (void)before;
    return (long)ceil(((const struct options *)view->options)->max) + 1;
}

const struct encoder encoder_random_float = {
    .name = "random-float",
    .title = "Random real positions",
    .family = FAMILY_positions,
    .formula = "positions of T tokens: max u_t, u_1 < ... < u_T sorted uniform draws; in evaluation u_t = (2t-1) / (2 "
               "max(L, T))",
    .source = "Shimizu et al. 2026 (random float sampling), arXiv 2602.14050, known here from secondary notes",
    .differs = "the factor from the unit interval to positions was not found; it is the option max",
    .at_eval = "evenly spaced, nothing is drawn; every length stays within the interval, at finer steps",
    .claims = CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .positions = &(const struct positions_atom){.map = positions, .uneven = true, .real = true, .limit = limit},
};
