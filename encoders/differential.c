/* Two heads that subtract what both look at. */
#include "encoders/atom/differential.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    double init_std;
};
enum { QUERY_1, KEY_1, QUERY_2, KEY_2, GAIN };

static const struct option options[] = {{"init_std", OPTION_REAL, offsetof(struct options, init_std), "0.1", 0.001, 10,
                                         NULL, "",
                                         "initial values N(0, init_std^2) of the four vectors that make lambda"},
                                        {0}};

static bool check(const struct view *view, struct error *err) {
    return view->heads % 2 == 0 ||
           error_set(err, "works with pairs of heads, and the model has %d; make model.heads even", view->heads);
}

static int params(const struct view *view, struct param_spec *out) {
    static const char *const names[] = {"query1", "key1", "query2", "key2"};
    for (int k = 0; k < GAIN; k++)
        out[k] = (struct param_spec){.name = names[k],
                                     .cols = view->head_size,
                                     .per_layer = true,
                                     .init_std = ((const struct options *)view->options)->init_std};
    out[GAIN] = (struct param_spec){.name = "gain", .cols = 2L * view->head_size, .per_layer = true};
    return GAIN + 1;
}

static void init(const struct view *view, int k, struct rng *rng, real *out) {
    (void)rng;
    for (int d = 0; k == GAIN && d < 2 * view->head_size; d++) out[d] = 1;
}

/* What lambda is at first, by layer from 0. */
static double start_of(const struct view *view) { return 0.8 - 0.6 * exp(-0.3 * view->layer); }

static double power_of(const struct view *view, int query) {
    double sum = 0;
    for (int d = 0; d < view->head_size; d++) sum += (double)view->param[query][d] * (double)view->param[query + 1][d];
    return exp(sum);
}

static void differential(const struct view *view, struct differential *out) {
    *out = (struct differential){.lambda = power_of(view, QUERY_1) - power_of(view, QUERY_2) + start_of(view),
                                 .scale = 1 - start_of(view),
                                 .epsilon = 1e-5,
                                 .gain = view->param[GAIN],
                                 .dgain = view->grad ? view->grad[GAIN] : NULL};
}

static void lambda_grad(const struct view *view, double dlambda) {
    for (int query = QUERY_1; query <= QUERY_2; query += 2) {
        const double d = (query == QUERY_1 ? 1 : -1) * power_of(view, query) * dlambda;
        for (int k = 0; k < view->head_size; k++) {
            view->grad[query][k] += (real)(d * (double)view->param[query + 1][k]);
            view->grad[query + 1][k] += (real)(d * (double)view->param[query][k]);
        }
    }
}

const struct encoder encoder_differential = {
    .name = "differential",
    .title = "Differential attention",
    .family = FAMILY_attention,
    .formula =
        "o = (softmax_1 - lambda softmax_2) [v_1, v_2] of heads in pairs, y = (1 - l0) rms(o); lambda = e^(a.b) - "
        "e^(c.d) + l0, l0 = 0.8 - 0.6 e^(-0.3 layer)",
    .source = "Ye et al. 2025 (ICLR), arXiv 2410.05258; code microsoft/unilm Diff-Transformer, first version",
    .differs = "",
    .at_eval = "nothing is set; what both maps give to far keys cancels",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = params,
    .init = init,
    .differential = &(const struct differential_atom){.of = differential, .lambda_grad = lambda_grad},
};
