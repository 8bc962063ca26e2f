/* Every key is weighed by itself: no key takes weight from another. */
#include "encoders/atom/normaliser.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    int bias;
};
enum { BIAS_LENGTH, BIAS_ROW, BIAS_NONE };

static const struct option options[] = {
    {"bias", OPTION_CHOICE, offsetof(struct options, bias), "length", 0, 0, "length|row|none", NULL,
     "-ln L of the training length; -ln n of the n keys that a query sees, at any length; 0"},
    {0}};

static void normaliser(const struct view *view, struct normaliser *out) {
    const struct options *o = view->options;
    out->kind = NORMALISER_SIGMOID;
    out->bias = o->bias == BIAS_LENGTH ? -log(view->train_length) : 0;
    out->by_keys = o->bias == BIAS_ROW;
}

const struct encoder encoder_sigmoid = {
    .name = "sigmoid",
    .title = "Sigmoid attention",
    .family = FAMILY_softmax,
    .formula = "w_ij = sigmoid(s_ij + b), b = -ln L: L scores of 0 have weights that sum to L / (L + 1)",
    .source = "Ramapuram et al. 2025 (ICLR), arXiv 2409.04431; code apple/ml-sigmoid-attention",
    .differs = "the paper's models have QK-norm and ALiBi or RoPE beside it: qk-norm+alibi+sigmoid here. bias=row is "
               "not the paper's",
    .at_eval = "nothing is set, so the sum of a row's weights grows with the number of keys; bias=row follows that "
               "number",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .normaliser = &(const struct normaliser_atom){.of = normaliser},
};
