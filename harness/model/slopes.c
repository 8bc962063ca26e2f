/* Score atom "distance times gate" (GRAPE-A): -distance (a g(v . q_i) + b g(u . k_j)), g(x) = softplus(x / sqrt(D)).
 */
#include "model/cell.h"

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
        const struct view view = tables_view(m, m->slope_part, layer, false);
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
        const struct view view = tables_view(m, m->slope_part, layer, true);
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

static real distance_to(const struct cell *c, int t, int j) {
    const int distance = c->step ? c->step[t] - c->step[j] : t - j;
    return (real)(distance < 0 ? -distance : distance);
}

/* weight[1] g(u . k_j) of the band's keys. */
static void key_gates(const struct cell *c, const struct band *b, real *gate) {
    const struct slopes *s = &c->slopes;
    for (int k = 0; k < b->pieces; k++)
        for (int j = b->keys[k].from; j < b->keys[k].to; j++)
            gate[j] = s->weight[1] * vec_softplus1(c->scale * vec_dot(s->key, cell_key(c, j), c->m->D));
}

void slopes_forward(const struct cell *c, const struct band *b, real *out) {
    real *gate = c->m->row[1];
    key_gates(c, b, gate);
    for (int i = 0; i < b->n; i++) {
        const int t = cell_token(c, b->first + i);
        const real own = c->slopes.weight[0] *
                         vec_softplus1(c->scale * vec_dot(c->slopes.query, cell_query(c, b->first + i), c->m->D));
        real *s = out + (long)i * c->T;
        for (int k = 0; k < b->pieces; k++)
            for (int j = b->keys[k].from; j < b->keys[k].to; j++) s[j] -= distance_to(c, t, j) * (own + gate[j]);
    }
}

/* The gradient d to one gate w g(v . x): to its weight, to v and to x. */
static void gate_backward(const struct cell *c, real d, const real *v, real weight, const real *x, real *dweight,
                          real *dv, real *dx) {
    const int D = c->m->D;
    const real z = c->scale * vec_dot(v, x, D), slope = d * weight * vec_sigmoid1(z) * c->scale;
    *dweight += d * vec_softplus1(z);
    vec_axpy(dv, slope, x, D);
    vec_axpy(dx, slope, v, D);
}

/* d is zero for keys that a query does not see. */
void slopes_backward(const struct cell *c, const struct band *b, const real *d) {
    const struct slopes *s = &c->slopes;
    const struct model *m = c->m;
    real *dgate = c->m->row[1];
    for (int k = 0; k < b->pieces; k++)
        for (int j = b->keys[k].from; j < b->keys[k].to; j++) dgate[j] = 0;
    for (int i = 0; i < b->n; i++) {
        const int t = cell_token(c, b->first + i);
        const real *di = d + (long)i * c->T;
        real *part = c->m->row[2], own = 0;
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = b->keys[k];
            for (int j = keys.from; j < keys.to; j++) part[j] = -distance_to(c, t, j) * di[j];
            own += vec_sum(part + keys.from, keys.to - keys.from);
            vec_add(dgate + keys.from, part + keys.from, keys.to - keys.from);
        }
        gate_backward(c, own, s->query, s->weight[0], cell_query(c, b->first + i), &s->dweight[0], s->dquery,
                      m->dq + ((long)c->q0 + b->first + i) * m->C + c->head * m->D);
    }
    for (int k = 0; k < b->pieces; k++)
        for (int j = b->keys[k].from; j < b->keys[k].to; j++)
            gate_backward(c, dgate[j], s->key, s->weight[1], cell_key(c, j), &s->dweight[1], s->dkey,
                          m->dkv + ((long)c->k0 + j) * 2 * m->C + c->head * m->D);
}
