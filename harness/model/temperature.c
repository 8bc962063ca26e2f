/* Row scales: a factor on the query, after it is turned, that depends on how many keys it sees. It multiplies every
 * product of the query (with keys, and with vectors by distance), not what is added to scores otherwise.
 */
#include "model/cell.h"

void temperature_size(struct model *m, struct arena *arena) {
    struct tables *t = &m->tables;
    const size_t n = (size_t)m->room_longest * (size_t)m->H;
    for (int l = 0; l < m->L; l++) {
        t->temperature[l] = m->has_temperature ? arena_take(arena, n, sizeof(real)) : NULL;
        t->dtemperature[l] = m->learns_temperature && m->training ? arena_take(arena, n, sizeof(real)) : NULL;
    }
}

static void build_layer(struct model *m, int layer) {
    const long n = m->room_longest;
    real *factor = m->tables.temperature[layer];
    for (long k = 0; k < n * m->H; k++) factor[k] = 1;
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->temperature || !part_acts(m, i) || !part_stands(m, i, layer)) continue;
        struct view view = part_view(m, i, layer, false);
        e->temperature(&view, (int)n, m->tables.scratch);
        for (int h = 0, own = 0; h < m->H; h++) {
            if (!part_has_head(m, i, h)) continue;
            for (long k = 0; k < n; k++) factor[h * n + k] *= m->tables.scratch[own * n + k];
            own++;
        }
    }
}

void temperature_build(struct model *m, bool fixed) {
    if (!m->has_temperature || !(fixed || m->learns_temperature)) return;
    for (int layer = 0; layer < m->L; layer++) build_layer(m, layer);
}

void temperature_zero_grad(struct model *m) {
    for (int l = 0; l < m->L; l++)
        if (m->tables.dtemperature[l])
            memset(m->tables.dtemperature[l], 0, sizeof(real) * (size_t)m->room_longest * (size_t)m->H);
}

/* A learned temperature stands alone in training, so its gradient is the table's. */
void temperature_grad(struct model *m) {
    const int n = m->room_longest;
    for (int i = 0; m->learns_temperature && i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        for (int layer = 0; e->temperature_grad && m->part_learns[i] && layer < m->L; layer++) {
            if (!part_stands(m, i, layer)) continue;
            struct view view = part_view(m, i, layer, true);
            real *own = m->tables.scratch;
            for (int h = 0; h < m->H; h++)
                if (part_has_head(m, i, h))
                    memcpy(own, m->tables.dtemperature[layer] + h * n, sizeof *own * (size_t)n), own += n;
            e->temperature_grad(&view, n, m->tables.scratch);
        }
    }
}

static int seen_of(const struct cell *c, int i) { return visible_count(cell_visible(c, i)); }

static void scale_row(real *x, real *plain, real factor, int n) {
    if (plain) memcpy(plain, x, sizeof *x * (size_t)n);
    vec_scale(x, factor, n);
}

void temperature_forward(const struct cell *c) {
    const int D = c->m->D;
    if (!c->temperature) return;
    const struct layer_acts *a = c->acts;
    for (int i = 0; i < c->n; i++) {
        const long at = ((long)c->q0 + i) * c->m->C + c->head * D;
        const real factor = c->temperature[seen_of(c, i) - 1];
        scale_row(a->q + at, a->q_plain ? a->q_plain + at : NULL, factor, D);
        if (c->polar)
            scale_row(a->q_polar + 2 * at, a->q_polar_plain ? a->q_polar_plain + 2 * at : NULL, factor, 2 * D);
        for (int k = 1; k < c->m->branches; k++) {
            const int wide = branch_width(c->m, k);
            vec_scale(branch_queries(c->m, c->layer, k) + wide * at, factor, wide * D);
        }
    }
}

/* d of a scaled row to d of the row, in place; returns d of the factor where the row is kept. */
static real scale_row_backward(real *d, const real *plain, real factor, int n) {
    const real dfactor = plain ? vec_dot(d, plain, n) : 0;
    vec_scale(d, factor, n);
    return dfactor;
}

void temperature_backward(const struct cell *c) {
    const int D = c->m->D;
    if (!c->temperature) return;
    const struct layer_acts *a = c->acts;
    for (int i = 0; i < c->n; i++) {
        const long at = ((long)c->q0 + i) * c->m->C + c->head * D;
        const int seen = seen_of(c, i);
        const real factor = c->temperature[seen - 1], *plain = a->q_plain ? a->q_plain + at : NULL,
                   *polar_plain = a->q_polar_plain ? a->q_polar_plain + 2 * at : NULL;
        real dfactor = scale_row_backward(c->m->dq + at, plain, factor, D);
        if (c->polar) dfactor += scale_row_backward(c->m->dq_polar + 2 * at, polar_plain, factor, 2 * D);
        if (c->dtemperature) c->dtemperature[seen - 1] += dfactor;
    }
}
