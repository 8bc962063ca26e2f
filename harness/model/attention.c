/* Attention with all weights kept, for training. Per sequence and head: scores q k' / sqrt(D), plus what the scheme
 * adds, the normaliser, the mix of values; and the way back.
 *
 * A layer's queries are all rows, or the answer rows in the last layer. Query r of a sequence has token index t; it
 * sees keys 0..t when causal, all otherwise, less what the mask hides. The weights of a sequence and head are a full
 * [queries][T] block, zero where unseen.
 */
#include "model/blas.h"
#include "model/cell.h"
#include "model/vec.h"
#include <math.h>
#include <string.h>

/* Scores of row i to weights, in place. Unseen keys get weight 0. */
static void normalise(const struct cell *c, int i, real *w) {
    struct visible v = cell_visible(c, i);
    const int first = v.first, last = v.last, sinks = v.sinks;
    real top = vec_max(w + first, last - first);
    if (sinks) {
        real far = vec_max(w, sinks);
        top = far > top ? far : top;
    }
    if (c->sink > top) top = c->sink;
    real sum = vec_exp_sum(w + first, w + first, top, last - first);
    if (sinks) sum += vec_exp_sum(w, w, top, sinks);
    if (c->sink > -(real)INFINITY) sum += vec_exp1(c->sink - top);
    for (int j = sinks; j < first; j++) w[j] = 0;
    for (int j = last; j < c->T; j++) w[j] = 0;
    vec_scale(w, (real)1 / sum, last);
}

static void cell_forward(const struct cell *c, real *weights, real *bins) {
    const struct model *m = c->m;
    const int C = m->C, D = m->D, R = m->relative_rows, *index = m->tables.relative_row;
    real *mixed = c->acts->mixed + (long)c->q0 * C + c->head * D;
    blas_gemm(false, true, c->n, c->T, D, c->scale, cell_queries(c), C, cell_keys(c), 2 * C, 0, weights, c->T);
    if (c->relative && m->relative_key)
        blas_gemm(false, true, c->n, R, D, c->scale, cell_queries(c), C, relative_vectors(m, c->layer, false), D, 0,
                  m->relative, R);
    if (bins) memset(bins, 0, sizeof(real) * (size_t)c->n * (size_t)R);
    for (int i = 0; i < c->n; i++) {
        real *w = weights + (long)i * c->T;
        const int seen = cell_seen(c, i);
        struct distance_row row = cell_row(c, i);
        if (c->bias) distance_add(&row, c->bias, 0, seen, w);
        if (c->relative && m->relative_key) distance_gather(&row, index, m->relative + (long)i * R, 0, seen, w);
        normalise(c, i, w);
        if (bins) distance_scatter(&row, index, bins + (long)i * R, 0, seen, w);
    }
    blas_gemm(false, false, c->n, D, c->T, 1, weights, c->T, cell_values(c), 2 * C, 0, mixed, C);
    if (bins) blas_gemm(false, false, c->n, D, R, 1, bins, R, relative_vectors(m, c->layer, true), D, 1, mixed, C);
}

/* dweight to dscore in place: p (dp - sum p dp). Returns what the sink's logit receives. */
static real normalise_backward(const struct cell *c, int i, const real *w, real *d) {
    const int seen = cell_seen(c, i);
    real mean = vec_dot(w, d, seen), kept = vec_sum(w, seen);
    for (int j = 0; j < seen; j++) d[j] = w[j] * (d[j] - mean);
    for (int j = seen; j < c->T; j++) d[j] = 0;
    return -(1 - kept) * mean;
}

static void relative_backward_query(const struct cell *c, const real *drow) {
    struct model *m = c->m;
    const int C = m->C, D = m->D, R = m->relative_rows;
    real *dq = m->dq + (long)c->q0 * C + c->head * D;
    blas_gemm(false, false, c->n, D, R, c->scale, drow, R, relative_vectors(m, c->layer, false), D, 1, dq, C);
    blas_gemm(true, false, R, D, c->n, c->scale, drow, R, cell_queries(c), C, 1, relative_grads(m, c->layer, false), D);
}

/* d holds the gradient to the weights on entry of the loop, to the scores after it. */
static void cell_backward(const struct cell *c, const real *weights, const real *bins) {
    struct model *m = c->m;
    const int C = m->C, D = m->D, R = m->relative_rows, *index = m->tables.relative_row;
    const real *dmixed = m->dmixed + (long)c->q0 * C + c->head * D;
    real *d = m->dscore, *drow = m->relative, *dbin = m->relative + (long)m->room_longest * R;
    real *dkey = m->dkv + (long)c->k0 * 2 * C + c->head * D;
    bool by_query = c->relative && m->relative_key;
    blas_gemm(false, true, c->n, c->T, D, 1, dmixed, C, cell_values(c), 2 * C, 0, d, c->T);
    if (bins) {
        blas_gemm(false, true, c->n, R, D, 1, dmixed, C, relative_vectors(m, c->layer, true), D, 0, dbin, R);
        blas_gemm(true, false, R, D, c->n, 1, bins, R, dmixed, C, 1, relative_grads(m, c->layer, true), D);
    }
    if (by_query) memset(drow, 0, sizeof(real) * (size_t)c->n * (size_t)R);
    for (int i = 0; i < c->n; i++) {
        real *di = d + (long)i * c->T;
        const int seen = cell_seen(c, i);
        struct distance_row row = cell_row(c, i);
        if (bins) distance_gather(&row, index, dbin + (long)i * R, 0, seen, di);
        real dsink = normalise_backward(c, i, weights + (long)i * c->T, di);
        if (m->learns_sink) m->tables.dsink[c->layer][c->head] += dsink;
        if (c->dbias) distance_collect(&row, c->dbias, 0, seen, di);
        if (by_query) distance_scatter(&row, index, drow + (long)i * R, 0, seen, di);
    }
    blas_gemm(false, false, c->n, D, c->T, c->scale, d, c->T, cell_keys(c), 2 * C, 0,
              m->dq + (long)c->q0 * C + c->head * D, C);
    blas_gemm(true, false, c->T, D, c->n, c->scale, d, c->T, cell_queries(c), C, 0, dkey, 2 * C);
    blas_gemm(true, false, c->T, D, c->n, 1, weights, c->T, dmixed, C, 0, dkey + C, 2 * C);
    if (by_query) relative_backward_query(c, drow);
}

/* The walk over sequences and heads; weights and bins lie in the order of the walk. */
static void each_cell(struct model *m, int layer, const struct group *g, bool back) {
    const struct layer_acts *acts = &m->acts[layer];
    real *weights = acts->weights, *bins = acts->bins;
    for (int s = 0; s < g->sequences; s++)
        for (int h = 0; h < m->H; h++) {
            struct cell c = cell_of(m, layer, g, s, h);
            real *own_bins = c.relative && m->relative_value ? bins : NULL;
            if (back)
                cell_backward(&c, weights, own_bins);
            else
                cell_forward(&c, weights, own_bins);
            weights += (long)c.n * c.T;
            if (own_bins) bins += (long)c.n * m->relative_rows;
        }
}

void attention_forward(struct model *m, int layer, const struct group *g) { each_cell(m, layer, g, false); }
void attention_backward(struct model *m, int layer, const struct group *g) { each_cell(m, layer, g, true); }
