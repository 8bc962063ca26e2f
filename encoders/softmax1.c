/* Softmax with one more in the denominator: a head may attend to nothing. */
#include "encoders/atom/normaliser.h"
#include "encoders/encoder.h"

static void sink(const struct view *view, real *logit) {
    for (int h = 0; h < view->heads; h++) logit[h] = 0;
}

const struct encoder encoder_softmax1 = {
    .name = "softmax1",
    .title = "Softmax off by one",
    .family = FAMILY_softmax,
    .formula = "w_ij = e^s_ij / (1 + sum_n e^s_in)",
    .source = "Miller 2023 (note)",
    .differs = "",
    .at_eval = "nothing is set",
    .claims = CLAIM_SHIFT_INVARIANT,
    .normaliser = &(const struct normaliser_atom){.sink = sink},
};
