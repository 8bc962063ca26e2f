/* Polar pairs (PoPE): every number of a query or key becomes a radius softplus(x), turned by an angle that position
 * alone gives. The content product meets heads of 2D numbers, radius times cosine and then radius times sine; queries
 * and keys themselves stay for everything else that looks at them.
 */
#include "model/cell.h"

bool polar_stands(const struct model *m, int layer, int head) {
    return m->polar_part >= 0 && part_stands(m, m->polar_part, layer) && part_has_head(m, m->polar_part, head);
}

void polar_arrange(struct model *m, struct arena *arena, int layer, long N) {
    struct layer_acts *a = &m->acts[layer];
    if (m->polar_part < 0) return;
    const size_t wide = (size_t)(N * 2 * m->C);
    a->q_polar = arena_take(arena, wide, sizeof(real));
    a->k_polar = arena_take(arena, wide, sizeof(real));
    if (m->training && m->learns_temperature) a->q_polar_plain = arena_take(arena, wide, sizeof(real));
}

static void to_polar(int D, const real *restrict cosine, const real *restrict sine, const real *restrict x,
                     real *restrict y) {
    for (int d = 0; d < D; d++) {
        const real radius = vec_softplus1(x[d]);
        y[d] = radius * cosine[d];
        y[D + d] = radius * sine[d];
    }
}

void polar_apply(const struct model *m, int branch, int layer, bool key, int n, const int *place, int stride,
                 const real *x, real *y) {
    const struct rotary_tables *t = &m->tables.rotary[branch][m->rotary_per_layer ? layer : 0];
    const int D = m->D;
    for (int h = 0; h < m->H; h++)
        for (int r = 0; r < n && polar_stands(m, layer, h); r++) {
            const long at = ((long)h * m->tables.limit + place[r]) * D;
            to_polar(D, t->cosine[key] + at, t->sine[key] + at, x + (long)r * stride + h * D,
                     y + (long)r * 2 * m->C + h * 2 * D);
        }
}

/* With radius r and its slope s: dx += s (dy_c C + dy_s S), dC += dy_c r, dS += dy_s r. */
static void from_polar(int D, const real *restrict cosine, const real *restrict sine, const real *restrict x,
                       const real *restrict dy, real *restrict dcosine, real *restrict dsine, real *restrict dx) {
    for (int d = 0; d < D; d++) {
        const real radius = vec_softplus1(x[d]), slope = vec_sigmoid1(x[d]);
        dx[d] += slope * (dy[d] * cosine[d] + dy[D + d] * sine[d]);
        dcosine[d] += dy[d] * radius;
        dsine[d] += dy[D + d] * radius;
    }
}

void polar_backward(struct model *m, int layer, bool key, int n, const int *place, const real *raw, const real *dy,
                    int dstride, real *dx) {
    const struct rotary_tables *t = &m->tables.rotary[0][m->rotary_per_layer ? layer : 0];
    const int D = m->D;
    for (int h = 0; h < m->H; h++)
        for (int r = 0; r < n && polar_stands(m, layer, h); r++) {
            const long at = ((long)h * m->tables.limit + place[r]) * D;
            from_polar(D, t->cosine[key] + at, t->sine[key] + at, raw + (long)r * m->C + h * D,
                       dy + (long)r * 2 * m->C + h * 2 * D, t->dcosine[key] + at, t->dsine[key] + at,
                       dx + (long)r * dstride + h * D);
        }
}
