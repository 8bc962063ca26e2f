/* Linear attention on a state that forgets each number of a key at a rate of its own. */
#include "encoders/mixers.h"

struct options {
    struct mixers_options mixer;
};

static const struct option options[] = {MIXERS_ROWS(struct options, "0", "silu"), {0}};

static void shape(const struct view *view, struct mixers_shape *out) {
    mixers_begin(view, &((const struct options *)view->options)->mixer, out);
    out->mixer.decay = MIXER_SIGMOID;
    out->mixer.per_channel = true;
    out->mixer.over = 16;
}
MIXERS_HOOKS(shape)

const struct encoder encoder_gla = {
    .name = "gla",
    .title = "Gated linear attention (GLA)",
    .family = FAMILY_mixer,
    .formula = "S <- Diag(a) S + k v', o = S' q / sqrt(D), log a = log sigmoid(x W_a + c) / 16 per number of a key; a "
               "norm per head, times silu(x W_g)",
    .source = "Yang et al. 2023, arXiv 2312.06635; code flash-linear-attention",
    .differs = "keys have the size of values, not half of it; W_a is a full matrix instead of two of rank 16; queries, "
               "keys and values have the model's biases",
    .at_eval = "nothing: the state has its size at any length; what is forgotten follows from the decays",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .mixer = &(const struct mixer_atom){.of = mixer},
};
