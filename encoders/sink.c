/* A learned logit per head that takes part in the softmax and has no value: a head may attend to nothing. */
#include "encoders/atom/normaliser.h"
#include "encoders/encoder.h"

struct options {
    double init;
};

static const struct option options[] = {{"init", OPTION_REAL, offsetof(struct options, init), "0", -100, 100, NULL, "",
                                         "initial logit; 0 starts as softmax1, far below 0 as softmax"},
                                        {0}};

static int params(const struct view *view, struct param_spec *out) {
    out[0] = (struct param_spec){.name = "logit", .cols = view->heads, .per_layer = true};
    return 1;
}

static void init(const struct view *view, int k, struct rng *rng, real *out) {
    (void)k, (void)rng;
    const struct options *o = view->options;
    for (int h = 0; h < view->heads; h++) out[h] = (real)o->init;
}

static void sink(const struct view *view, real *logit) {
    for (int h = 0; h < view->heads; h++) logit[h] = view->param[0][h];
}

static void sink_grad(const struct view *view, const real *dlogit) {
    for (int h = 0; h < view->heads; h++) view->grad[0][h] += dlogit[h];
}

const struct encoder encoder_sink = {
    .name = "sink",
    .title = "Learned sink logits",
    .family = FAMILY_softmax,
    .formula = "w_ij = e^s_ij / (e^b_h + sum_n e^s_in), b_h learned per layer and head",
    .source = "OpenAI 2025, GPT-OSS; sink_bias of flash-linear-attention",
    .differs = "",
    .at_eval = "nothing is set",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .normaliser = &(const struct normaliser_atom){.sink = sink, .sink_grad = sink_grad},
};
