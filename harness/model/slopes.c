/* Score atom "distance times gate" (GRAPE-A): -distance (a g(v . q_i) + b g(u . k_j)), g(x) = softplus(x / sqrt(D)).
 */
#include "model/cell.h"
#include <stdlib.h>

static int numbers(const struct model *m) { return 2 * m->D + 2; }
static const struct encoder *encoder_of(const struct model *m) { return m->scheme.part[m->slope_part].encoder; }
static bool slopes_stand(const struct model *m, int layer) {
    return m->slope_part >= 0 && part_stands(m, m->slope_part, layer);
}

void slopes_size(struct model *m, struct arena *arena) {
    const size_t n = m->slope_part >= 0 ? (size_t)(m->H * numbers(m)) : 0;
    for (int layer = 0; layer < m->L; layer++) {
        m->tables.slope[layer] = arena_take(arena, n, sizeof(real));
        m->tables.dslope[layer] = arena_take(arena, m->training ? n : 0, sizeof(real));
    }
}

void slopes_build(struct model *m) {
    for (int layer = 0; layer < m->L; layer++) {
        if (!slopes_stand(m, layer)) continue;
        const struct view view = part_view(m, m->slope_part, layer, false);
        encoder_of(m)->slopes(&view, m->tables.slope[layer]);
    }
}

void slopes_zero_grad(struct model *m) {
    if (m->slope_part < 0) return;
    for (int layer = 0; layer < m->L; layer++)
        memset(m->tables.dslope[layer], 0, sizeof(real) * (size_t)(m->H * numbers(m)));
}

void slopes_grad(struct model *m) {
    for (int layer = 0; layer < m->L; layer++) {
        if (!slopes_stand(m, layer)) continue;
        const struct view view = part_view(m, m->slope_part, layer, true);
        encoder_of(m)->slopes_grad(&view, m->tables.dslope[layer]);
    }
}

struct slopes slopes_of(const struct model *m, int layer, int head) {
    if (!slopes_stand(m, layer) || !part_has_head(m, m->slope_part, head)) return (struct slopes){0};
    int own = 0;
    for (int h = 0; h < head; h++) own += part_has_head(m, m->slope_part, h);
    const int D = m->D;
    const real *at = m->tables.slope[layer] + own * numbers(m);
    real *d = m->training ? m->tables.dslope[layer] + own * numbers(m) : NULL;
    return (struct slopes){.query = at,
                           .key = at + D,
                           .weight = at + 2 * D,
                           .dquery = d,
                           .dkey = d ? d + D : NULL,
                           .dweight = d ? d + 2 * D : NULL};
}

/* out[j] = |p_t - p_j| of keys [from, to). */
static void distances(const struct cell *c, int t, struct keys keys, real *out) {
    if (!c->m->tables.tabled)
        for (int j = keys.from; j < keys.to; j++) out[j] = (real)fabs(c->position[t] - c->position[j]);
    else if (c->step)
        for (int j = keys.from; j < keys.to; j++) out[j] = (real)abs(c->step[t] - c->step[j]);
    else
        for (int j = keys.from; j < keys.to; j++) out[j] = (real)abs(t - j);
}

/* Rows of heads: one every `stride` numbers. */
struct rows {
    const real *at;
    real *d; /* the way back only */
    int stride, n;
};

static struct rows band_queries(const struct cell *c, const struct band *b) {
    const struct model *m = c->m;
    real *d = m->training ? m->dq + ((long)c->q0 + b->first) * m->C + c->head * m->D : NULL;
    return (struct rows){.at = cell_query(c, b->first), .d = d, .stride = m->C, .n = b->n};
}

static struct rows band_keys(const struct cell *c, struct keys keys) {
    const struct model *m = c->m;
    real *d = m->training ? m->dkv + ((long)c->k0 + keys.from) * 2 * m->C + c->head * m->D : NULL;
    return (struct rows){.at = cell_key(c, keys.from), .d = d, .stride = 2 * m->C, .n = keys.to - keys.from};
}

/* z[k] = v . x_k / sqrt(D). */
static void project(const struct cell *c, const real *v, struct rows x, real *z) {
    for (int k = 0; k < x.n; k++) z[k] = c->scale * vec_dot(v, x.at + (long)k * x.stride, c->m->D);
}

/* gate[k] = w g(z_k), functions apart from sums so that they are vectorised. */
static void softplus_gates(const struct cell *c, const real *v, real w, struct rows x, real *gate) {
    project(c, v, x, gate);
    for (int k = 0; k < x.n; k++) gate[k] = w * vec_softplus1(gate[k]);
}

void slopes_forward(const struct cell *c, const struct band *b, real *out) {
    const struct slopes *s = &c->slopes;
    real own[BAND_ROWS], *gate = c->m->row[1], *distance = c->m->row[2];
    softplus_gates(c, s->query, s->weight[0], band_queries(c, b), own);
    for (int p = 0; p < b->pieces; p++) {
        const struct keys keys = b->keys[p];
        softplus_gates(c, s->key, s->weight[1], band_keys(c, keys), gate + keys.from);
        for (int i = 0; i < b->n; i++) {
            real *row = out + (long)i * c->T;
            distances(c, cell_token(c, b->first + i), keys, distance);
            for (int j = keys.from; j < keys.to; j++) row[j] -= distance[j] * (own[i] + gate[j]);
        }
    }
}

/* The gradient d[k] of w g(v . x_k): to w, to v and to x. */
static void softplus_backward(const struct cell *c, const real *d, const real *v, real w, struct rows x, real *dw,
                              real *dv) {
    const int D = c->m->D;
    real *z = c->m->row[2], *g = z + x.n;
    project(c, v, x, z);
    for (int k = 0; k < x.n; k++) g[k] = d[k] * vec_softplus1(z[k]);
    *dw += vec_sum(g, x.n);
    for (int k = 0; k < x.n; k++) z[k] = d[k] * w * c->scale * vec_sigmoid1(z[k]);
    for (int k = 0; k < x.n; k++) {
        vec_axpy(dv, z[k], x.at + (long)k * x.stride, D);
        vec_axpy(x.d + (long)k * x.stride, z[k], v, D);
    }
}

/* d is zero for keys that a query does not see. */
void slopes_backward(const struct cell *c, const struct band *b, const real *d) {
    const struct slopes *s = &c->slopes;
    real own[BAND_ROWS] = {0}, *dgate = c->m->row[1], *distance = c->m->row[2];
    for (int p = 0; p < b->pieces; p++) {
        const struct keys keys = b->keys[p];
        const int n = keys.to - keys.from;
        memset(dgate + keys.from, 0, sizeof *dgate * (size_t)n);
        for (int i = 0; i < b->n; i++) {
            const real *di = d + (long)i * c->T;
            distances(c, cell_token(c, b->first + i), keys, distance);
            for (int j = keys.from; j < keys.to; j++) {
                distance[j] *= -di[j];
                dgate[j] += distance[j];
            }
            own[i] += vec_sum(distance + keys.from, n);
        }
        softplus_backward(c, dgate + keys.from, s->key, s->weight[1], band_keys(c, keys), &s->dweight[1], s->dkey);
    }
    softplus_backward(c, own, s->query, s->weight[0], band_queries(c, b), &s->dweight[0], s->dquery);
}
