/* Mamba-2 in the form of linear attention: a step per token and head both weighs what is written and lets the state
 * forget. */
#include "encoders/mixers.h"

struct options {
    struct mixers_options mixer;
};

static const struct option options[] = {MIXERS_ROWS(struct options, "4", "silu"), {0}};

static void shape(const struct view *view, struct mixers_shape *out) {
    mixers_begin(view, &((const struct options *)view->options)->mixer, out);
    out->mixer.feature = FEATURE_SILU;
    out->mixer.scale = 1;
    out->mixer.decay = MIXER_SOFTPLUS;
    out->mixer.strength = STRENGTH_STEP;
    out->mixer.wide = true;
    out->skips = true;
    out->rate_least = 1;
}
MIXERS_HOOKS(shape)

const struct encoder encoder_mamba_2 = {
    .name = "mamba-2",
    .title = "Mamba-2 (SSD)",
    .family = FAMILY_mixer,
    .formula = "S <- e^(-e^r d) S + d k v', o = S' q + s v, d = softplus(x w_d + c) per head; q, k, v behind a "
               "convolution of 4 tokens with a bias and SiLU; then times silu(x W_g), then one norm over all heads",
    .source = "Dao and Gu 2024, arXiv 2405.21060; code state-spaces/mamba and flash-linear-attention",
    .differs =
        "every head has its own q and k (C and B there) of its size D instead of one pair of 128 for all, and the "
        "inner width is the model's, not twice that; first steps lie evenly by their logarithm between .001 and .1 "
        "over heads; the convolution's bias begins at 0; queries, keys and values have the model's biases before it",
    .at_eval = "nothing: the state has its size at any length; what a head forgets follows from its steps",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .mixer = &(const struct mixer_atom){.of = mixer},
};
