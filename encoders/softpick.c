/* Weights that need not sum to 1: keys with scores below 0 get none, so no key has to take what is left. */
#include "encoders/atom/normaliser.h"
#include "encoders/encoder.h"

static void normaliser(const struct view *view, struct normaliser *out) {
    (void)view;
    out->kind = NORMALISER_SOFTPICK;
}

const struct encoder encoder_softpick = {
    .name = "softpick",
    .title = "Rectified softmax",
    .family = FAMILY_softmax,
    .formula = "w_ij = max(e^s_ij - 1, 0) / (sum_n |e^s_in - 1| + 1e-8)",
    .source = "Zuhri et al. 2025, arXiv 2504.20966; code zaydzuhri/softpick-attention",
    .differs =
        "the code adds 1e-8 after it has divided by e^max(s), here it is divided too, and a row of scores far below 0 "
        "cannot overflow",
    .at_eval =
        "nothing is set; keys with scores below 0 weigh nothing, but each takes up to 1 from the sum, so many of them "
        "dilute the others. A bias over distance pulls far keys below 0 and so hides them",
    .claims = CLAIM_SHIFT_INVARIANT,
    .normaliser = &(const struct normaliser_atom){.of = normaliser, .keeps = true},
};
