/* Positions that the task couples: digits of the same significance share one, as do a token and its copy. */
#include "encoders/atom/positions.h"
#include "encoders/encoder.h"

struct options {
    long max, at_eval;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"max", OPTION_INT, AT(max), "256", 2, 1000000, NULL, "positions",
     "the last position that training reaches: the start is drawn so that it is not passed"},
    {"eval", OPTION_INT, AT(at_eval), "1", 1, 1000000, NULL, "positions", "the start in evaluation"},
    {0}};

/* Separators stand at the start s, coupled places at s + 1, s + 2, ..., what has no place at 0. */
static void positions(const struct view *view, struct rng *rng, int T, double *position) {
    const struct options *o = view->options;
    long places = 1, start = o->at_eval;
    if (!view->hint) return;
    for (int t = 0; t < T; t++)
        if (view->hint[t] > places) places = view->hint[t];
    const long starts = o->max - places + 1;
    if (!view->evaluating) start = 1 + (starts > 1 ? (long)rng_below(rng, (uint32_t)starts) : 0);
    for (int t = 0; t < T; t++) position[t] = view->hint[t] ? (double)(start + view->hint[t] - 1) : 0;
}

static long limit(const struct view *view, long before, int T) {
    (void)before;
    const struct options *o = view->options;
    const long places = (long)T + 1; /* of T tokens, with the separator's */
    if (view->evaluating) return o->at_eval + places;
    return (o->max > places ? o->max : places) + 1;
}

const struct encoder encoder_coupling = {
    .name = "coupling",
    .title = "Position coupling",
    .family = FAMILY_positions,
    .formula =
        "position of a token = s + the place that the task gives it, 0 where there is none; s random in training",
    .source = "Cho et al. 2024, arXiv 2405.20671; HanseulJo/position-coupling",
    .differs =
        "works under any scheme that hears positions; the paper's is learned+coupling. Separators always stand at s; "
        "in the code the one before a sum whose highest digit comes first (addition(order=plain)) stands behind that "
        "digit, at s + digits + 1",
    .at_eval = "the start is `eval` (1); places up to max were met in training",
    .claims = CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .needs_hints = true,
    .positions = &(const struct positions_atom){.map = positions, .uneven = true, .limit = limit},
};
