/* Positions drawn at random in order, so that training meets positions far beyond its lengths. */
#include "encoders/atom/positions.h"
#include "encoders/encoder.h"

struct options {
    long max;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {{"max", OPTION_INT, AT(max), "2048", 1, 1000000, NULL, "positions",
                                         "positions are drawn from 0..max-1; at least the longest sequence evaluated"},
                                        {0}};

/* Selection sampling (Knuth, The Art of Computer Programming 2, algorithm 3.4.2S): sorted, uniform over all subsets.
 * Token t gets the t-th drawn position; a sequence longer than max gets the range stretched to its length. */
static void positions(const struct view *view, struct rng *rng, int T, double *position) {
    const struct options *o = view->options;
    const long max = o->max > T ? o->max : T;
    int taken = 0;
    for (long x = 0; taken < T; x++)
        if ((long)rng_below(rng, (uint32_t)(max - x)) < T - taken) position[taken++] = (double)x;
}

static long limit(const struct view *view, long before, int T) {
    (void)before;
    const struct options *o = view->options;
    return o->max > T ? o->max : T;
}

const struct encoder encoder_random = {
    .name = "random",
    .title = "Randomised positions",
    .family = FAMILY_positions,
    .formula = "position of token t = r_t, r_0 < r_1 < ... drawn without replacement from 0..max-1",
    .source = "Ruoss et al. 2023, arXiv 2305.16843; drawn again in evaluation, as in its code",
    .differs = "one draw per sequence (the code draws one per batch); relative schemes see r_i - r_j, as the paper "
               "writes, where the code draws "
               "distances",
    .at_eval = "drawn again from the evaluation's own stream; sequences longer than max are numbered 0, 1, 2, ...",
    .claims = CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .positions = &(const struct positions_atom){.map = positions, .uneven = true, .limit = limit},
};
