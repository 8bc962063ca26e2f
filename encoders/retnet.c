/* Linear attention whose heads forget at rates of their own, on rotated queries and keys. */
#include "encoders/atom/rotary.h"
#include "encoders/mixers.h"
#include "encoders/rotary.h"

struct options {
    struct rotary_options rotary;
    struct mixers_options mixer;
};
_Static_assert(offsetof(struct options, rotary) == 0, "rotary_layout reads the options from there");

static const struct option options[] = {ROTARY_ROWS(struct options), MIXERS_ROWS(struct options, "0", "silu"), {0}};

/* The heads' shares that stay per token: 1 - 2^(-5 - h). */
static void shape(const struct view *view, struct mixers_shape *out) {
    mixers_begin(view, &((const struct options *)view->options)->mixer, out);
    out->mixer.decay = MIXER_FIXED;
    for (int h = 0; h < view->heads; h++) out->mixer.fixed[h] = log1p(-exp2(-5 - h));
}
MIXERS_HOOKS(shape)

static void frequencies(const struct view *view, double *theta) {
    const struct options *o = view->options;
    for (int p = 0; p < view->heads * view->pairs; p++)
        theta[p] += rotary_frequency(o->rotary.base, view->head_size, p % view->pairs);
}

/* Taps mix rows that are rotated already, so they see where positions begin. */
static unsigned claims(const void *of) {
    const struct options *o = of;
    return CLAIM_USES_POSITION | CLAIM_CAUSAL_ONLY | (o->mixer.taps > 0 ? 0 : CLAIM_SHIFT_INVARIANT);
}

const struct encoder encoder_retnet = {
    .name = "retnet",
    .title = "Retention",
    .family = FAMILY_mixer,
    .formula = "S <- g_h S + k v', o = S' q / sqrt(D) on rotated q and k, g_h = 1 - 2^(-5-h); a norm per head, times "
               "silu(x W_g)",
    .source = "Sun et al. 2023, arXiv 2307.08621, eq. 6 and 8; code flash-linear-attention",
    .differs = "values have the size of keys; the division of rows by their decays and by their sum is left out, since "
               "the norm undoes both but for its 1e-5; queries, keys and values have the model's biases",
    .at_eval = "nothing: the state has its size at any length, and what is older than some 2^(5+h) tokens is gone",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION | CLAIM_CAUSAL_ONLY,
    .claims_under = claims,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .rotary = &(const struct rotary_atom){.layout = rotary_layout, .frequencies = frequencies},
    .mixer = &(const struct mixer_atom){.of = mixer},
};
