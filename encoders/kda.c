/* Kimi delta attention: the delta rule on a state that forgets each number of a key at a rate of its own. */
#include "encoders/mixers.h"

static const struct option options[] = {MIXERS_DELTA_ROWS("sigmoid"), {0}};

static void shape(const struct view *view, struct mixers_shape *out) {
    mixers_begin_delta(view, out);
    out->mixer.decay = MIXER_SOFTPLUS;
    out->mixer.per_channel = true;
    out->rate_least = 1;
}
MIXERS_HOOKS(shape)

const struct encoder encoder_kda = {
    .name = "kda",
    .title = "Kimi delta attention (KDA)",
    .family = FAMILY_mixer,
    .formula = "S <- Diag(a) S, S <- S + b k (v - S' k)', o = S' q / sqrt(D), log a = -e^r softplus(x W_a + c) per "
               "number of a key; else as deltanet, and the norm's output times sigmoid(x W_g)",
    .source = "Kimi Linear 2025, arXiv 2510.26692; code flash-linear-attention",
    .differs = "decays and gate have full matrices instead of two of rank D, which at few heads save nothing; the gate "
               "has no bias; taps and biases as deltanet",
    .at_eval = "nothing: the state has its size at any length; what is forgotten follows from the decays",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = options,
    .options_size = sizeof(struct mixers_delta_options),
    .params = params,
    .init = init,
    .mixer = &(const struct mixer_atom){.of = mixer},
};
