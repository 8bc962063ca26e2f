/* Attention without softmax: what all tokens so far wrote is one matrix per head. The ancestor of the other mixers. */
#include "encoders/mixers.h"

struct options {
    struct mixers_options mixer;
    int feature;
};

static const struct option options[] = {
    MIXERS_ROWS(struct options, "0", "none"),
    {"feature", OPTION_CHOICE, offsetof(struct options, feature), "elu", 0, 0, "identity|silu|elu", NULL,
     "of queries and keys: as they are, SiLU (of values too), or elu + 1, which is never negative"},
    {0}};

static void shape(const struct view *view, struct mixers_shape *out) {
    const struct options *o = view->options;
    mixers_begin(view, &o->mixer, out);
    out->mixer.feature = (enum mixer_feature)o->feature;
}
MIXERS_HOOKS(shape)

const struct encoder encoder_linear_attention = {
    .name = "linear-attention",
    .title = "Linear attention",
    .family = FAMILY_mixer,
    .formula = "S <- S + f(k) v', o = S' f(q) / sqrt(D), then a norm per head, in place of attention",
    .source = "Katharopoulos et al. 2020, arXiv 2006.16236, eq. 16 to 20",
    .differs = "a norm with a gain behind every head stands in place of the division by the sum of f(k) . f(q), which "
               "scales a head's output and no more: the norm undoes it but for its 1e-5 under the root; queries, keys "
               "and values have the model's biases",
    .at_eval = "nothing: the state has its size at any length",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .mixer = &(const struct mixer_atom){.of = mixer},
};
