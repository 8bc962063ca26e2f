/* The delta rule on a state whose heads forget as the token says. */
#include "encoders/mixers.h"

static const struct option options[] = {MIXERS_DELTA_ROWS("silu"), {0}};

static void shape(const struct view *view, struct mixers_shape *out) {
    mixers_begin_delta(view, out);
    out->mixer.decay = MIXER_SOFTPLUS;
}
MIXERS_HOOKS(shape)

const struct encoder encoder_gated_deltanet = {
    .name = "gated-deltanet",
    .title = "Gated DeltaNet",
    .family = FAMILY_mixer,
    .formula = "S <- a S, S <- S + b k (v - S' k)', o = S' q / sqrt(D), log a = -e^r softplus(x w_a + c) per head; "
               "else as deltanet, and the norm's output times silu(x W_g)",
    .source = "Yang et al. 2024, arXiv 2412.06464; code flash-linear-attention and Qwen3-Next",
    .differs = "values have the size of keys; first steps softplus(c) lie evenly by their logarithm between .001 and "
               ".1 over heads instead of at random, since few heads might all be fast; taps and biases as deltanet",
    .at_eval = "nothing: the state has its size at any length; what a head forgets at follows from its decays",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = options,
    .options_size = sizeof(struct mixers_delta_options),
    .params = params,
    .init = init,
    .mixer = &(const struct mixer_atom){.of = mixer},
};
