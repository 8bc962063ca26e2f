/* A random offset of all positions in training, so that every absolute position of the test is trained. */
#include "encoders/encoder.h"

struct options {
    long max, at_eval;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"max", OPTION_INT, AT(max), "256", 0, 1000000, NULL, "positions",
     "the last position that training reaches: the offset is drawn from 0..max-T for a sequence of T tokens"},
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
    return before + (o->max > T ? o->max - T : 0);
}

const struct encoder encoder_shift = {
    .name = "shift",
    .title = "Random offset of positions",
    .formula = "position of token t = t + o, o ~ U{0..max-T} for each training sequence of T tokens",
    .source = "Kiyono et al. 2021 (SHAPE), arXiv 2109.05644; Huang et al. 2024, arXiv 2410.02140, with offset 0 in "
              "evaluation",
    .differs = "max names the last position reached, not the largest offset",
    .at_eval = "the offset is `eval` (0); relative schemes do not notice the shift at all",
    .claims = CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .positions = positions,
    .position_limit = limit,
};
