/* A penalty with a linear, a logarithmic and a square root part, whose weights are learned per head. */
#include "encoders/atom/bias.h"
#include "encoders/encoder.h"
#include "encoders/gate.h"
#include "encoders/slope.h"

enum { LINEAR, LOGARITHM, ROOT, PARTS }; /* tensors */

static int params(const struct view *view, struct param_spec *out) {
    static const char *const names[PARTS] = {"linear", "logarithm", "root"};
    for (int k = 0; k < PARTS; k++) out[k] = (struct param_spec){.name = names[k], .cols = view->heads};
    return PARTS;
}

/* Half of ALiBi's slope, 1/2 and 1/10, through the softplus that keeps weights above 0. */
static void init(const struct view *view, int k, struct rng *rng, real *out) {
    (void)rng;
    for (int h = 0; h < view->heads; h++)
        out[h] = (real)log(expm1(k == LINEAR ? alibi_slope(h, view->heads) / 2 : k == LOGARITHM ? 0.5 : 0.1));
}

static double weight(const struct view *view, int k, int h) { return -log_sigmoid(-(double)view->param[k][h]); }

static double part(int k, double distance) {
    const double d = fabs(distance);
    return k == LINEAR ? d : k == LOGARITHM ? log1p(d) : sqrt(d);
}

static void bias(const struct view *view, int n, const double *distance, real *table) {
    for (int h = 0; h < view->heads; h++)
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < PARTS; k++) sum -= weight(view, k, h) * part(k, distance[i]);
            *table++ = (real)sum;
        }
}

static void bias_grad(const struct view *view, int n, const double *distance, const real *dtable) {
    for (int h = 0; h < view->heads; h++)
        for (int k = 0; k < PARTS; k++) {
            double sum = 0;
            for (int i = 0; i < n; i++) sum -= (double)dtable[(long)h * n + i] * part(k, distance[i]);
            view->grad[k][h] += (real)(sum * sigmoid_of((double)view->param[k][h]));
        }
}

const struct encoder encoder_ape_decay = {
    .name = "ape-decay",
    .title = "Decay in three parts",
    .family = FAMILY_bias,
    .formula =
        "score[i][j] = q_i . k_j / sqrt(D) - (a_h d + b_h ln(1+d) + c_h sqrt(d)), d = |i-j|, a, b, c > 0 learned",
    .source = "APE 2026, arXiv 2601.06113, known here from its abstract: a decay of linear, logarithmic and root terms",
    .differs =
        "the paper's formula was not found: the sum, the weights' softplus, their initial values (half of ALiBi's "
        "slope, 1/2, 1/10) and their sharing by all layers are this program's own, so results are not the paper's; "
        "its frequencies that follow the length are left to variants (ape-decay+rope+dynamic-ntk)",
    .at_eval = "nothing is set; the linear part, however small, decides far out",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .params = params,
    .init = init,
    .bias = &(const struct bias_atom){.table = bias, .grad = bias_grad},
};
