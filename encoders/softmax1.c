/* Softmax with one more in the denominator: a head may attend to nothing. */
#include "encoders/encoder.h"

struct options {
    bool learned;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {{"learned", OPTION_BOOL, AT(learned), "false", 0, 0, NULL, NULL,
                                         "a learned logit per layer and head instead of 0 (attention sink logits)"},
                                        {0}};

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[0] = (struct param_spec){.name = "logit", .cols = view->heads, .per_layer = true};
    return o->learned ? 1 : 0;
}

static void sink(const struct view *view, real *logit) {
    const struct options *o = view->options;
    for (int h = 0; h < view->heads; h++) logit[h] = o->learned ? view->param[0][h] : 0;
}

static void sink_grad(const struct view *view, const real *dlogit) {
    for (int h = 0; h < view->heads; h++) view->grad[0][h] += dlogit[h];
}

const struct encoder encoder_softmax1 = {
    .name = "softmax1",
    .title = "Softmax off by one, or a learned sink logit",
    .formula = "w_ij = e^s_ij / (e^b_h + sum_n e^s_in), b = 0 or learned",
    .source = "Miller 2023 (note); learned logits as in GPT-OSS",
    .differs = "",
    .at_eval = "nothing is set",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .sink = sink,
    .sink_grad = sink_grad,
};
