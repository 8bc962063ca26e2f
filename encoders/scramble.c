/* A control: positions mean something in training and nothing in evaluation. */
#include "encoders/atom/positions.h"
#include "encoders/encoder.h"

/* A permutation of the positions that depends on T alone. Fisher-Yates needs integers; positions of an earlier part are
 * permuted as they are. */
static void positions(const struct view *view, struct rng *rng, int T, double *position) {
    (void)rng;
    if (!view->evaluating) return;
    struct rng fixed = rng_open(0, "scramble", (uint64_t)T, 0);
    for (int t = T - 1; t > 0; t--) {
        int other = (int)rng_below(&fixed, (uint32_t)t + 1);
        double keep = position[t];
        position[t] = position[other];
        position[other] = keep;
    }
}

const struct encoder encoder_scramble = {
    .name = "scramble",
    .title = "Scrambled positions (control)",
    .family = FAMILY_control,
    .formula = "position of token t = p(t) in evaluation, p a fixed random permutation of 0..T-1",
    .source = "a control of this project: write rope+scramble, learned+scramble, ...",
    .differs = "",
    .at_eval = "positions are permuted, so a scheme that uses them must do badly; relative schemes see |distance|",
    .claims = CLAIM_USES_POSITION | CLAIM_CONTROL,
    .positions = &(const struct positions_atom){.map = positions, .uneven = true},
};
