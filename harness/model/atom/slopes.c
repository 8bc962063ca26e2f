/* Score atom "distance times gate" (GRAPE-A): -distance (a g(v . q_i) + b g(u . k_j)), g(x) = softplus(x / sqrt(D)).
 */
#include "encoders/atom/slopes.h"
#include "model/atom.h"
#include "model/plain.h"
#include <stdlib.h>

struct state {
    real *table[LAYERS_MAX], *grad[LAYERS_MAX]; /* [heads of the part][2D + 2] */
};
static struct state *own(const struct model *m) { return m->state[ATOM_slopes]; }

static int numbers(const struct model *m) { return 2 * m->D + 2; }
static const struct slopes_atom *hooks_of(const struct model *m) {
    return m->scheme.part[part_of(m, ATOM_slopes)].encoder->slopes;
}
static bool stands(const struct model *m, int layer) { return part_stands(m, part_of(m, ATOM_slopes), layer); }

static void room(struct model *m, struct arena *arena, long N, long longest) {
    (void)N, (void)longest;
    for (int layer = 0; layer < m->L; layer++) {
        own(m)->table[layer] = take(arena, true, (size_t)(m->H * numbers(m)));
        own(m)->grad[layer] = take(arena, m->training, (size_t)(m->H * numbers(m)));
    }
}

static void build(struct model *m, bool fixed) {
    (void)fixed;
    for (int layer = 0; layer < m->L; layer++) {
        if (!stands(m, layer)) continue;
        const struct view view = part_view(m, part_of(m, ATOM_slopes), layer, false);
        hooks_of(m)->table(&view, own(m)->table[layer]);
    }
}

static void zero_grad(struct model *m) {
    for (int layer = 0; layer < m->L; layer++)
        memset(own(m)->grad[layer], 0, sizeof(real) * (size_t)(m->H * numbers(m)));
}

static void hand_back(struct model *m) {
    for (int layer = 0; layer < m->L; layer++) {
        if (!stands(m, layer)) continue;
        const struct view view = part_view(m, part_of(m, ATOM_slopes), layer, true);
        hooks_of(m)->grad(&view, own(m)->grad[layer]);
    }
}

struct slopes {
    const real *query, *key, *weight; /* v [D], u [D], a and b; NULL: none here */
    real *dquery, *dkey, *dweight;    /* the backward pass only */
};

static struct slopes slopes_of(const struct model *m, int layer, int head) {
    const int part = part_of(m, ATOM_slopes), D = m->D;
    if (part < 0 || !part_stands(m, part, layer) || !part_has_head(m, part, head)) return (struct slopes){0};
    const long first = (long)part_own_head(m, part, head) * numbers(m);
    const real *at = own(m)->table[layer] + first;
    real *d = m->training ? own(m)->grad[layer] + first : NULL;
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
    real *d; /* the backward pass only */
    int stride, n;
};

static struct rows band_queries(const struct cell *c, const struct band *b) {
    const struct model *m = c->m;
    real *d = m->training ? cell_dquery(c, b->first) : NULL;
    return (struct rows){.at = cell_query(c, b->first), .d = d, .stride = m->C, .n = b->n};
}

static struct rows band_keys(const struct cell *c, struct keys keys) {
    const struct model *m = c->m;
    real *d = m->training ? cell_dkey(c, keys.from) : NULL;
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

static void scores(const struct cell *c, const struct band *b, const real *content, real *out) {
    const struct slopes s = slopes_of(c->m, c->layer, c->head);
    (void)content;
    real own[BAND_ROWS], *gate = c->m->row[1], *distance = c->m->row[2];
    softplus_gates(c, s.query, s.weight[0], band_queries(c, b), own);
    for (int p = 0; p < b->pieces; p++) {
        const struct keys keys = b->keys[p];
        softplus_gates(c, s.key, s.weight[1], band_keys(c, keys), gate + keys.from);
        for (int i = 0; i < b->n; i++) {
            real *row = out + i * b->stride;
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
static void scores_backward(const struct cell *c, const struct band *b, const real *d, real *content) {
    const struct slopes s = slopes_of(c->m, c->layer, c->head);
    (void)content;
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
        softplus_backward(c, dgate + keys.from, s.key, s.weight[1], band_keys(c, keys), &s.dweight[1], s.dkey);
    }
    softplus_backward(c, own, s.query, s.weight[0], band_queries(c, b), &s.dweight[0], s.dquery);
}

/* ---- plain ---- */

/* a softplus(v . x / sqrt(D)), times 1/sqrt(D) as the scheme changes it. */
static double plain_gate(const struct plain *s, int head, const real *v, real a, const double *x) {
    double sum = 0;
    for (int d = 0; d < s->m->D; d++) sum += (double)v[d] * x[d];
    return (double)a * log1p(exp(plain_scale(s, head) * sum));
}

static void plain_scores(const struct plain *s, int head) {
    const struct model *m = s->m;
    const int D = m->D, part = part_of(m, ATOM_slopes);
    const struct view view = part_view(m, part, s->layer, false);
    real *table = mem_zero((size_t)(view.heads * (2 * D + 2)), sizeof *table);
    const real *v = table + part_own_head(m, part, head) * (2 * D + 2), *u = v + D, *weight = u + D;
    m->scheme.part[part].encoder->slopes->table(&view, table);
    for (int i = 0; i < s->T; i++)
        for (int j = 0; j < s->T; j++)
            s->added[head][i * s->T + j] -=
                fabs(plain_distance(s, i, j)) * (plain_gate(s, head, v, weight[0], plain_query(s, 0, head, i)) +
                                                 plain_gate(s, head, u, weight[1], plain_key(s, 0, head, j)));
    mem_free(table);
}

static const struct plain_atom plain = {.scores = plain_scores};

const struct atom atom_slopes = {.plain = &plain,
                                 .traits = ATOM_TILES,
                                 .alone = "have gates of distance",
                                 .state = sizeof(struct state),
                                 .room = room,
                                 .build = build,
                                 .zero_grad = zero_grad,
                                 .hand_back = hand_back,
                                 .scores = scores,
                                 .scores_backward = scores_backward};
