/* The walk down: m->dx holds the gradient to what leaves a layer on entry, to what enters it at the end. */
#include "base/vec.h"
#include "model/atom.h"
#include "model/math/blas.h"
#include <string.h>

static void streams_backward(struct model *m, int layer, enum site site, const struct group *g, real *d) {
    EACH_ATOM_BACK(at, &m->stands[layer])
    if (at->atom->stream_backward) at->atom->stream_backward(m, layer, site, g, d);
}

static void scatter_add(int n, int C, const int *row, const real *from, real *to) {
    for (int r = 0; r < n; r++) vec_add(to + (long)row[r] * C, from + (long)r * C, C);
}

/* What of a residual branch's gradient gets through dropout; d itself stays for the residual path. */
static const real *through_dropout(struct model *m, int site, int layer, const struct group *g, int n, const real *d,
                                   real *scratch) {
    if (!m->dropping) return d;
    memcpy(scratch, d, sizeof(real) * (size_t)n * (size_t)m->C);
    dropout_apply(m, site, g->first_row, answers_only(m, layer) ? g->answer_row : NULL, n, scratch);
    return scratch;
}

/* dmlp_in from d (the gradient to the MLP's output), overwritten or added to. */
static void mlp_backward(struct model *m, int layer, const struct group *g, int n, const real *d, bool add,
                         real *dmlp_in) {
    const struct layer_acts *a = &m->acts[layer];
    const struct layer_tensors *p = &m->p.layer[layer], *t = &m->g.layer[layer];
    const real *branch = through_dropout(m, 2 + 2 * layer, layer, g, n, d, m->dmixed);
    const struct operand act = {a->act, a->rounded.act}, mlp_in = {a->mlp_in, a->rounded.mlp_in},
                         dup = {m->dup, a->rounded.dup};
    linear_backward(n, m->F, m->C, act, p->down_weight, m->C, (struct operand){branch, NULL}, false, m->dact,
                    t->down_weight, t->down_bias);
    if (dup.rounded)
        activation_backward_rounded(m, n, a->up, m->dact, m->dup, a->rounded.dup, t->up_bias);
    else
        activation_backward(m, n, a->up, m->dact, m->dup);
    streams_backward(m, layer, SITE_HIDDEN, g, m->dup);
    linear_backward(n, m->C, m->up, mlp_in, p->up_weight, m->up, dup, add, dmlp_in, t->up_weight,
                    dup.rounded ? NULL : t->up_bias);
    streams_backward(m, layer, SITE_MLP, g, dmlp_in);
}

/* From d (the gradient to mid) to dq and dkv as they were projected. */
static void mix_backward(struct model *m, int layer, const struct group *g, int n, const real *d) {
    const struct layer_acts *a = &m->acts[layer];
    const struct layer_tensors *p = &m->p.layer[layer], *t = &m->g.layer[layer];
    const real *branch = through_dropout(m, 1 + 2 * layer, layer, g, n, d, m->dact);
    linear_backward(n, m->C, m->C, (struct operand){a->mixed, NULL}, p->out_weight, m->C,
                    (struct operand){branch, NULL}, false, m->dmixed, t->out_weight, t->out_bias);
    EACH_ATOM(at, &m->stands[layer]) if (at->atom->clear) at->atom->clear(m, layer, g, n);
    EACH_ATOM_BACK(at, &m->stands[layer]) if (at->atom->mixed_backward) at->atom->mixed_backward(m, layer, g, n);
    attention_backward(m, layer, g);
    EACH_ATOM_BACK(at, &m->stands[layer])
    if (at->atom->rows_backward) at->atom->rows_backward(m, layer, g, projected_queries(m, layer, g));
    streams_backward(m, layer, SITE_KEY_VALUE, g, m->dkv);
    streams_backward(m, layer, SITE_QUERY, g, m->dq);
}

/* Gradient to what was projected: from keys and values on all rows into din (overwritten), from queries into dquery
 * (added when they are the same rows), or into din too where they were projected on all rows. */
static void project_backward(struct model *m, int layer, const struct group *g, int n, bool add, real *din,
                             bool add_query, real *dquery) {
    const struct layer_acts *a = &m->acts[layer];
    const struct layer_tensors *p = &m->p.layer[layer], *t = &m->g.layer[layer];
    const int C = m->C;
    const struct operand normed = {a->normed, a->rounded.normed}, query = {a->normed_query, a->rounded.normed_query},
                         dkv = {m->dkv, NULL}, dq = {m->dq, NULL};
    linear_backward(g->rows, C, 2 * C, normed, p->qkv_weight + C, 3 * C, dkv, add, din, t->qkv_weight + C,
                    t->qkv_bias ? t->qkv_bias + C : NULL);
    EACH_ATOM_BACK(at, &m->stands[layer]) if (at->atom->input_backward) at->atom->input_backward(m, layer, g, din);
    if (queries_apart(m, layer))
        linear_backward(n, C, C, query, p->qkv_weight, 3 * C, dq, add_query, dquery, t->qkv_weight, t->qkv_bias);
    else
        linear_backward(g->rows, C, C, normed, p->qkv_weight, 3 * C, dq, true, din, t->qkv_weight, t->qkv_bias);
}

static void swap_rows(real **a, real **b) {
    real *swap = *a;
    *a = *b;
    *b = swap;
}

static void layer_backward_pre(struct model *m, int layer, const struct group *g, int n) {
    const struct layer_acts *a = &m->acts[layer];
    const struct layer_tensors *p = &m->p.layer[layer], *t = &m->g.layer[layer];
    const bool apart = answers_only(m, layer);
    if (m->F) {
        mlp_backward(m, layer, g, n, m->dx, false, m->dx2);
        norm_backward(m, n, a->mid, p->norm2_gain, a->stat2, m->dx2, true, m->dx, t->norm2_gain, t->norm2_bias);
    }
    mix_backward(m, layer, g, n, m->dx);
    project_backward(m, layer, g, n, false, m->dx2, !apart, apart ? m->dx3 : m->dx2);
    streams_backward(m, layer, SITE_ATTENTION, g, m->dx2);
    if (!apart) {
        norm_backward(m, n, a->x, p->norm1_gain, a->stat1, m->dx2, true, m->dx, t->norm1_gain, t->norm1_bias);
        return;
    }
    if (queries_apart(m, layer)) scatter_add(n, m->C, g->answer_row, m->dx3, m->dx2);
    norm_backward(m, g->rows, a->x, p->norm1_gain, a->stat1, m->dx2, false, m->dx3, t->norm1_gain, t->norm1_bias);
    scatter_add(n, m->C, g->answer_row, m->dx, m->dx3);
    swap_rows(&m->dx, &m->dx3);
}

static void layer_backward_post(struct model *m, int layer, const struct group *g, int n) {
    const struct layer_acts *a = &m->acts[layer];
    const struct layer_tensors *p = &m->p.layer[layer], *t = &m->g.layer[layer];
    const bool apart = answers_only(m, layer);
    if (m->F) {
        norm_backward(m, n, a->sum, p->norm2_gain, a->stat3, m->dx, false, m->dx2, t->norm2_gain, t->norm2_bias);
        mlp_backward(m, layer, g, n, m->dx2, true, m->dx2);
    } else {
        swap_rows(&m->dx, &m->dx2);
    }
    norm_backward(m, n, a->mid, p->norm1_gain, a->stat2, m->dx2, false, m->dx, t->norm1_gain, t->norm1_bias);
    mix_backward(m, layer, g, n, m->dx);
    if (!apart) {
        project_backward(m, layer, g, n, true, m->dx, true, m->dx);
        return;
    }
    project_backward(m, layer, g, n, false, m->dx2, true, m->dx);
    scatter_add(n, m->C, g->answer_row, m->dx, m->dx2);
    swap_rows(&m->dx, &m->dx2);
}

static void embed_backward(struct model *m, const struct group *g) {
    dropout_apply(m, 0, g->first_row, NULL, g->rows, m->dx);
    for (int r = 0; r < g->rows; r++)
        vec_add(m->g.token_embedding + (long)g->token[r] * m->C, m->dx + (long)r * m->C, m->C);
    for (int r = 0; m->valued && g->value && r < g->rows; r++)
        vec_axpy(m->g.value_embedding, (real)g->value[r], m->dx + (long)r * m->C, m->C);
    EACH_ATOM_BACK(at, &m->anywhere) if (at->atom->embed_backward) at->atom->embed_backward(m, g, m->dx);
}

/* m->dx from answer rows to all rows, zero elsewhere. */
static void answers_to_rows(struct model *m, const struct group *g) {
    memset(m->dx2, 0, sizeof(real) * (size_t)g->rows * (size_t)m->C);
    scatter_add(g->answers, m->C, g->answer_row, m->dx, m->dx2);
    swap_rows(&m->dx, &m->dx2);
}

void layers_backward(struct model *m, const struct group *g) {
    for (int layer = m->L - 1; layer >= 0; layer--) {
        const int queries = query_rows(m, layer, g);
        if (m->config.place == PLACE_PRE)
            layer_backward_pre(m, layer, g, queries);
        else
            layer_backward_post(m, layer, g, queries);
        streams_backward(m, layer, SITE_ENTRY, g, m->dx);
    }
}

void backward(struct model *m, const struct group *g) {
    if (m->all_rows) answers_to_rows(m, g);
    if (m->looped)
        loops_backward(m, g);
    else
        layers_backward(m, g);
    embed_backward(m, g);
}
