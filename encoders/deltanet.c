/* The delta rule: what the state already answers for a key is taken off before the new value is written. */
#include "encoders/mixers.h"

static const struct option options[] = {MIXERS_DELTA_ROWS("none"), {0}};

static void shape(const struct view *view, struct mixers_shape *out) { mixers_begin_delta(view, out); }
MIXERS_HOOKS(shape)

const struct encoder encoder_deltanet = {
    .name = "deltanet",
    .title = "DeltaNet",
    .family = FAMILY_mixer,
    .formula = "S <- S + b k (v - S' k)', o = S' q / sqrt(D), b = sigmoid(x w_b) per head; q, k, v behind a "
               "convolution of 4 tokens and SiLU, q and k of length 1; a norm per head",
    .source =
        "Yang et al. 2024, arXiv 2406.06484; beta=2: Grazzi et al. 2024, arXiv 2411.12537; code flash-linear-attention",
    .differs =
        "values have the size of keys; taps begin uniform within 1/sqrt(taps), since values from N(0, 0.02^2) are so "
        "small that the 1e-5 under the root rules the norm; queries, keys and values have the model's biases",
    .at_eval = "nothing: the state has its size at any length, and nothing is forgotten but what is overwritten",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = options,
    .options_size = sizeof(struct mixers_delta_options),
    .params = params,
    .init = init,
    .mixer = &(const struct mixer_atom){.of = mixer},
};
