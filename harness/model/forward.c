/* The walk up. Row-wise work goes in chunks: one chunk of all rows where activations are kept, chunks of ROW_CHUNK over
 * the same scratch where they are not (evaluation), so that its memory is little more than x, q, k and v. A map behind
 * a layer's entry (streams.c) stands only where all rows are one chunk.
 */
#include "base/vec.h"
#include "model/atom.h"
#include "model/math/blas.h"
#include <string.h>

/* Row r of a buffer that is whole where activations are kept, and one chunk's scratch where they are not. */
static real *chunk(const struct model *m, real *base, long row, int cols) {
    return whole_rows(m) ? base + row * cols : base;
}

static int chunk_rows(const struct model *m, int rows) { return whole_rows(m) || rows < ROW_CHUNK ? rows : ROW_CHUNK; }

/* Maps of the stream at a site. */
static void streams_forward(struct model *m, int layer, enum site site, const struct group *g, real *x) {
    EACH_ATOM(at, &m->stands[layer]) if (at->atom->stream) at->atom->stream(m, layer, site, g, x);
}

static void embed_tokens(struct model *m, const struct group *g) {
    real *x = m->acts[0].x;
    for (int r = 0; r < g->rows; r++)
        memcpy(x + (long)r * m->C, m->p.token_embedding + (long)g->token[r] * m->C, sizeof(real) * (size_t)m->C);
    for (int r = 0; m->valued && g->value && r < g->rows; r++)
        vec_axpy(x + (long)r * m->C, (real)g->value[r], m->p.value_embedding, m->C);
    EACH_ATOM(at, &m->anywhere) if (at->atom->embed) at->atom->embed(m, g, x);
    dropout_apply(m, 0, g->first_row, NULL, g->rows, x);
    round_rows(m, ROUNDING_STREAM, g->rows, m->C, m->C, x);
}

/* What a norm leaves for products and whatever else reads it: y, or in its place what products alone read. */
static struct operand normed_rows(const struct model *m, int n, const real *x, const real *gain, const real *bias,
                                  real *y, uint32_t *rounded, real *stat) {
    if (rounded)
        norm_forward_rounded(m, n, x, gain, bias, y, rounded, stat);
    else
        norm_forward(m, n, x, gain, bias, y, stat);
    return rounded ? (struct operand){NULL, rounded} : (struct operand){y, NULL};
}

/* x to q, k, v; keys and values on all rows, queries on the rows that matter (all where queries_apart does not hold).
 */
static void project(struct model *m, int layer, const struct group *g) {
    struct layer_acts *a = &m->acts[layer];
    const struct layer_tensors *p = &m->p.layer[layer];
    const int C = m->C, rows = chunk_rows(m, g->rows);
    const bool apart = queries_apart(m, layer), pre = m->config.place == PLACE_PRE;
    const real *kv_bias = p->qkv_bias ? p->qkv_bias + C : NULL;
    for (int r = 0, n; r < g->rows; r += n) {
        n = g->rows - r < rows ? g->rows - r : rows;
        const real *x = a->x + (long)r * C;
        real *normed = chunk(m, a->normed, r, C), *stat = chunk(m, a->stat1, r, 2);
        struct operand in = {x, NULL};
        if (pre) in = normed_rows(m, n, x, p->norm1_gain, p->norm1_bias, normed, a->rounded.normed, stat);
        streams_forward(m, layer, SITE_ATTENTION, g, normed);
        blas_linear_operand(n, C, 2 * C, in, p->qkv_weight + C, 3 * C, kv_bias, NULL, a->kv + (long)r * 2 * C);
        EACH_ATOM(at, &m->stands[layer]) if (at->atom->input) at->atom->input(m, layer, r, n, in.at);
        if (!apart) blas_linear_operand(n, C, C, in, p->qkv_weight, 3 * C, p->qkv_bias, NULL, a->q + (long)r * C);
    }
    if (answers_only(m, layer)) rows_gather(g->answers, C, g->answer_row, a->x, a->x_query);
    for (int r = 0, n; apart && r < g->answers; r += n) {
        n = g->answers - r < rows ? g->answers - r : rows;
        const real *x = a->x_query + (long)r * C;
        real *normed = chunk(m, a->normed_query, r, C), *stat = chunk(m, a->stat2, r, 2);
        struct operand in = {x, NULL};
        if (pre) in = normed_rows(m, n, x, p->norm1_gain, p->norm1_bias, normed, a->rounded.normed_query, stat);
        blas_linear_operand(n, C, C, in, p->qkv_weight, 3 * C, p->qkv_bias, NULL, a->q + (long)r * C);
    }
}

/* A projection back to the stream. */
struct branch {
    int site; /* of its dropout */
    int in;
    const real *weight, *bias;
};

/* y = stream + dropout(x W + bias). */
static void branch_forward(const struct model *m, struct branch b, long first, const int *rows, int n, struct operand x,
                           const real *stream, real *y) {
    const bool apart = m->dropping || rounds(m, ROUNDING_STREAM);
    blas_linear_operand(n, b.in, m->C, x, b.weight, m->C, b.bias, apart ? NULL : stream, y);
    if (!apart) return;
    round_rows(m, ROUNDING_STREAM, n, m->C, m->C, y);
    if (m->dropping) dropout_apply(m, b.site, first, rows, n, y);
    vec_add(y, stream, n * m->C);
    round_rows(m, ROUNDING_STREAM, n, m->C, m->C, y);
}

/* Rows [r, r + n) of what follows attention. */
static void finish_rows(struct model *m, int layer, const struct group *g, int r, int n) {
    struct layer_acts *a = &m->acts[layer];
    const struct layer_tensors *p = &m->p.layer[layer];
    const int C = m->C, F = m->F;
    const bool pre = m->config.place == PLACE_PRE;
    const int *rows = answers_only(m, layer) ? g->answer_row + r : NULL;
    const long first = g->first_row + (rows ? 0 : r);
    real *mid = chunk(m, a->mid, r, C), *mlp_in = chunk(m, a->mlp_in, r, C), *stat2 = chunk(m, a->stat2, r, 2);
    real *up = chunk(m, a->up, r, m->up), *act = chunk(m, a->act, r, F);
    const struct branch out = {1 + 2 * layer, C, p->out_weight, p->out_bias},
                        down = {2 + 2 * layer, F, p->down_weight, p->down_bias};
    const struct operand mixed = {a->mixed + (long)r * C, NULL};
    branch_forward(m, out, first, rows, n, mixed, a->x_query + (long)r * C, mid);
    if (!m->F) { /* attention alone */
        real *x = a->out + (long)r * C;
        if (pre)
            memcpy(x, mid, sizeof *x * (size_t)n * (size_t)C);
        else
            norm_forward(m, n, mid, p->norm1_gain, p->norm1_bias, x, stat2);
        round_rows(m, ROUNDING_STREAM, n, C, C, x);
        return;
    }
    const struct operand in = normed_rows(m, n, mid, pre ? p->norm2_gain : p->norm1_gain,
                                          pre ? p->norm2_bias : p->norm1_bias, mlp_in, a->rounded.mlp_in, stat2);
    if (!pre) round_rows(m, ROUNDING_STREAM, n, C, C, mlp_in); /* the stream itself */
    streams_forward(m, layer, SITE_MLP, g, mlp_in);
    blas_linear_operand(n, C, m->up, in, p->up_weight, m->up, p->up_bias, NULL, up);
    round_rows(m, ROUNDING_STREAM, n, m->up, m->up, up);
    streams_forward(m, layer, SITE_HIDDEN, g, up);
    const struct operand activated = {act, a->rounded.act};
    if (a->rounded.act)
        activation_forward_rounded(m, n, up, act, a->rounded.act);
    else
        activation_forward(m, n, up, act);
    real *sum = pre ? a->out + (long)r * C : chunk(m, a->sum, r, C);
    branch_forward(m, down, first, rows, n, activated, pre ? mid : mlp_in, sum);
    if (pre) return;
    norm_forward(m, n, sum, p->norm2_gain, p->norm2_bias, a->out + (long)r * C, chunk(m, a->stat3, r, 2));
    round_rows(m, ROUNDING_STREAM, n, C, C, a->out + (long)r * C);
}

/* Queries and keys in all forms, as attention meets them. */
static void round_operands(const struct model *m, int layer, const struct group *g, int queries) {
    const struct layer_acts *a = &m->acts[layer];
    for (const struct operands *o = a->operands; o < a->operands + a->n_operands; o++) {
        round_rows(m, ROUNDING_SCORES, queries, m->H * o->size, o->query_stride, o->query);
        round_rows(m, ROUNDING_SCORES, g->rows, m->H * o->size, o->key_stride, o->key);
    }
}

static void layer_forward(struct model *m, int layer, const struct group *g) {
    struct layer_acts *a = &m->acts[layer];
    const int queries = query_rows(m, layer, g), rows = chunk_rows(m, queries);
    const int projected = projected_queries(m, layer, g);
    streams_forward(m, layer, SITE_ENTRY, g, a->x);
    round_rows(m, ROUNDING_STREAM, g->rows, m->C, m->C, a->x);
    project(m, layer, g);
    round_rows(m, ROUNDING_SCORES, projected, m->C, m->C, a->q);
    round_rows(m, ROUNDING_SCORES, g->rows, 2 * m->C, 2 * m->C, a->kv);
    streams_forward(m, layer, SITE_QUERY, g, a->q);
    streams_forward(m, layer, SITE_KEY_VALUE, g, a->kv);
    EACH_ATOM(at, &m->stands[layer]) if (at->atom->rows) at->atom->rows(m, layer, g, projected);
    round_operands(m, layer, g, projected);
    attention_forward(m, layer, g);
    round_rows(m, ROUNDING_STREAM, queries, m->C, m->C, a->mixed);
    EACH_ATOM(at, &m->stands[layer]) if (at->atom->mixed) at->atom->mixed(m, layer, g, queries);
    for (int r = 0; r < queries; r += rows) finish_rows(m, layer, g, r, queries - r < rows ? queries - r : rows);
}

void layers_forward(struct model *m, const struct group *g) {
    for (int layer = 0; layer < m->L; layer++) layer_forward(m, layer, g);
}

void forward(struct model *m, const struct group *g) {
    m->loop = 0;
    embed_tokens(m, g);
    if (m->looped)
        loops_forward(m, g);
    else
        layers_forward(m, g);
    if (m->all_rows) rows_gather(g->answers, m->C, g->answer_row, m->x_all, m->x_end);
    if (m->config.place == PLACE_PRE)
        norm_forward(m, g->answers, m->x_end, m->p.final_gain, m->p.final_bias, m->head_in, m->stat_end);
}

void head_logits(struct model *m, int from, int n) {
    const real *in = m->head_in + (long)from * m->C;
    if (m->config.tied)
        blas_gemm(false, true, n, m->vocabulary, m->C, 1, in, m->C, m->p.token_embedding, m->C, 0, m->logits,
                  m->vocabulary);
    else
        blas_linear(n, m->C, m->vocabulary, in, m->p.head_weight, m->vocabulary, NULL, NULL, m->logits);
    round_rows(m, ROUNDING_STREAM, n, m->vocabulary, m->vocabulary, m->logits);
}
