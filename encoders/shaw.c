/* A learned vector per clipped distance, added to keys and to values. */
#include "encoders/atom/vectors.h"
#include "encoders/encoder.h"
#include <math.h>
#include <string.h>

struct options {
    long k;
    bool values;
    double init_std;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"k", OPTION_INT, AT(k), "16", 0, 4096, NULL, "tokens",
     "distances are clipped to k; k below the training length leaves no row untrained"},
    {"values", OPTION_BOOL, AT(values), "true", 0, 0, NULL, NULL, "the value term a^V too, not only a^K"},
    {"init_std", OPTION_REAL, AT(init_std), "0.02", 0, 10, NULL, "", "initial vectors N(0, init_std^2)"},
    {0}};

static int rows(const struct view *view) {
    const struct options *o = view->options;
    return (int)(view->causal ? o->k + 1 : 2 * o->k + 1);
}

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[0] = (struct param_spec){
        .name = "keys", .rows = rows(view), .cols = view->head_size, .per_layer = true, .init_std = o->init_std};
    out[1] = out[0];
    out[1].name = "values";
    return o->values ? 2 : 1;
}

/* Row clip(distance, -k, k) + k; causal models have distances >= 0 only and rows 0..k. */
static void row_of(const struct view *view, int n, const double *distance, int *row) {
    const struct options *o = view->options;
    const double k = (double)o->k, first = view->causal ? 0 : -k;
    for (int i = 0; i < n; i++) row[i] = (int)(fmin(fmax(distance[i], first), k) - first);
}

static void vectors(const struct view *view, struct vectors *out) {
    const struct options *o = view->options;
    out->rows = rows(view);
    out->side[VECTORS_QUERY] = true;
    out->side[VECTORS_VALUE] = o->values;
}

static int tensor_of(enum vector_side side) { return side == VECTORS_QUERY ? 0 : 1; }

static void table(const struct view *view, enum vector_side side, real *out) {
    memcpy(out, view->param[tensor_of(side)], sizeof *out * (size_t)rows(view) * (size_t)view->head_size);
}

static void table_grad(const struct view *view, enum vector_side side, const real *dout) {
    real *grad = view->grad[tensor_of(side)];
    for (long i = 0; i < (long)rows(view) * view->head_size; i++) grad[i] += dout[i];
}

const struct encoder encoder_shaw = {
    .name = "shaw",
    .title = "Relative position representations",
    .family = FAMILY_relative,
    .formula = "score[i][j] = q_i . (k_j + aK[c]) / sqrt(D), out_i = sum_j w_ij (v_j + aV[c]), c = min(i-j, k)",
    .source = "Shaw et al. 2018, arXiv 1803.02155, eq. 3 and 4; shared by the heads of a layer as in tensor2tensor",
    .differs = "",
    .at_eval = "every distance of k or more shares one vector, defined at any length",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .vectors = &(const struct vectors_atom){.of = vectors, .row = row_of, .table = table, .table_grad = table_grad},
};
