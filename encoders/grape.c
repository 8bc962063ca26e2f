/* A penalty on distance whose slope the query and the key choose. */
#include "encoders/atom/slopes.h"
#include "encoders/encoder.h"
#include "encoders/slope.h"
#include <math.h>

struct options {
    int gates;
    double init_std;
};
enum { BOTH, KEY, QUERY };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"gates", OPTION_CHOICE, AT(gates), "both", 0, 0, "both|key|query", NULL, "what chooses the slope"},
    {"init_std", OPTION_REAL, AT(init_std), "0", 0, 100, NULL, "",
     "initial directions N(0, init_std^2); 0: 1/sqrt(D) (their length does not matter)"},
    {0}};
#undef AT

enum { QUERIES, KEYS, OMEGA };

static int params(const struct view *view, struct param_spec *out) {
    out[QUERIES] =
        (struct param_spec){.name = "query", .rows = view->heads, .cols = view->head_size, .per_layer = true};
    out[KEYS] = out[QUERIES];
    out[KEYS].name = "key";
    out[OMEGA] = (struct param_spec){.name = "omega", .rows = 1, .cols = view->heads, .per_layer = true};
    return 3;
}

/* softplus(omega) = 1 at first. */
static void init(const struct view *view, int k, struct rng *rng, real *out) {
    const struct options *o = view->options;
    const double std = o->init_std > 0 ? o->init_std : 1 / sqrt(view->head_size);
    if (k == OMEGA)
        for (int h = 0; h < view->heads; h++) out[h] = (real)log(expm1(1));
    else
        for (int i = 0; i < view->heads * view->head_size; i++) out[i] = (real)(std * rng_normal(rng));
}

static double length_of(const real *v, int n) {
    double square = 1e-24;
    for (int i = 0; i < n; i++) square += (double)v[i] * (double)v[i];
    return sqrt(square);
}

/* Which gates act, as factors of the query's and the key's. */
static double acts(const struct view *view, int side) {
    const struct options *o = view->options;
    return o->gates == BOTH || (o->gates == QUERY) == (side == QUERIES) ? 1 : 0;
}

static void slopes(const struct view *view, real *out) {
    const int D = view->head_size;
    for (int h = 0; h < view->heads; h++) {
        for (int side = QUERIES; side <= KEYS; side++) {
            const real *v = view->param[side] + h * D;
            const double length = length_of(v, D);
            for (int d = 0; d < D; d++) *out++ = (real)((double)v[d] / length);
        }
        const double omega = log1p(exp((double)view->param[OMEGA][h])) * alibi_slope(h, view->heads);
        for (int side = QUERIES; side <= KEYS; side++) *out++ = (real)(omega * acts(view, side));
    }
}

/* A unit vector's gradient back to the vector: what lies across it, over its length. */
static void unit_grad(int D, const real *v, const real *dunit, real *dv) {
    const double length = length_of(v, D);
    double along = 0;
    for (int d = 0; d < D; d++) along += (double)v[d] / length * (double)dunit[d];
    for (int d = 0; d < D; d++) dv[d] += (real)(((double)dunit[d] - along * (double)v[d] / length) / length);
}

static void slopes_grad(const struct view *view, const real *dout) {
    const int D = view->head_size;
    for (int h = 0; h < view->heads; h++) {
        for (int side = QUERIES; side <= KEYS; side++, dout += D)
            unit_grad(D, view->param[side] + h * D, dout, view->grad[side] + h * D);
        const double slope = 1 / (1 + exp(-(double)view->param[OMEGA][h])) * alibi_slope(h, view->heads);
        for (int side = QUERIES; side <= KEYS; side++)
            view->grad[OMEGA][h] += (real)(slope * acts(view, side) * (double)*dout++);
    }
}

const struct encoder encoder_grape_a = {
    .name = "grape-a",
    .title = "ALiBi with gated slopes (GRAPE)",
    .family = FAMILY_content,
    .formula = "score[i][j] = q_i . k_j / sqrt(D) - |i-j| w_h (softplus(v_h . q_i / sqrt(D)) + softplus(u_h . k_j / "
               "sqrt(D))), |u| = |v| = 1, w_h = softplus(o_h) 2^(-8h/H)",
    .source = "Zhang et al. 2026 (ICLR), arXiv 2512.07805; code model-architectures/GRAPE",
    .differs = "q and k are not normalised before the gates, as they are nowhere else here",
    .at_eval = "nothing is set; a key whose gate is near zero stays visible at any distance",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .slopes = &(const struct slopes_atom){.table = slopes, .grad = slopes_grad},
};
