/* A random offset of all positions in training, so that every absolute position of the test is trained. */
#include "encoders/atom/positions.h"
#include "encoders/encoder.h"

struct options {
    long max, at_eval;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"max", OPTION_INT, AT(max), "256", 0, 1000000, NULL, "positions",
     "training reaches the positions 0..max-1: the offset is drawn from 0..max-T for a sequence of T tokens"},
    {"eval", OPTION_INT, AT(at_eval), "0", 0, 1000000, NULL, "positions", "the offset in evaluation"},
    {0}};

static void positions(const struct view *view, struct rng *rng, int T, double *position) {
    const struct options *o = view->options;
    long room = o->max - T;
    long offset = view->evaluating ? o->at_eval : room > 0 ? (long)rng_below(rng, (uint32_t)room + 1) : 0;
    for (int t = 0; t < T; t++) position[t] += (double)offset;
}

static long limit(const struct view *view, long before, int T) {
    const struct options *o = view->options;
    if (view->evaluating) return before + o->at_eval;
    /* A shorter sequence is moved further; only where it is 0, 1, 2, ... is it known to end earlier. */
    if (before > T) return before + (o->max > 0 ? o->max - 1 : 0);
    return before > o->max ? before : o->max;
}

const struct encoder encoder_shift = {
    .name = "shift",
    .title = "Random offset of positions",
    .family = FAMILY_positions,
    .formula = "position of token t = t + o, o ~ U{0..max-T} for each training sequence of T tokens",
    .source = "Kiyono et al. 2021 (SHAPE), arXiv 2109.05644; Huang et al. 2024, arXiv 2410.02140, with offset 0 in "
              "evaluation",
    .differs = "max says which positions are reached, 0..max-1, and not the largest offset",
    .at_eval = "the offset is `eval` (0); relative schemes do not notice the shift at all",
    .claims = CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .positions = &(const struct positions_atom){.map = positions, .limit = limit},
};
