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

enum { WIDTH_MAX = 4096 };

/* Radii of a row, all heads side by side; slope: of softplus there, or NULL. */
static void radii(int C, const real *restrict x, real *restrict radius, real *restrict slope) {
    for (int c = 0; c < C; c++) radius[c] = vec_softplus1(x[c]);
    for (int c = 0; slope && c < C; c++) slope[c] = vec_sigmoid1(x[c]);
}

static void to_polar(int D, const real *restrict cosine, const real *restrict sine, const real *restrict radius,
                     real *restrict y) {
    for (int d = 0; d < D; d++) {
        y[d] = radius[d] * cosine[d];
        y[D + d] = radius[d] * sine[d];
    }
}

void polar_apply(const struct model *m, int branch, int layer, bool key, int n, const int *place, int stride,
                 const real *x, real *y) {
    const struct rotary_tables *t = &m->tables.rotary[branch][m->rotary_per_layer ? layer : 0];
    const int C = m->C, D = m->D;
    real radius[WIDTH_MAX];
    for (int r = 0; r < n; r++, x += stride, y += 2 * C) {
        radii(C, x, radius, NULL);
        for (int h = 0; h < m->H; h++) {
            const long at = ((long)place[r] * m->H + h) * D;
            to_polar(D, t->cosine[key] + at, t->sine[key] + at, radius + h * D, y + h * 2 * D);
        }
    }
}

/* dx += slope (dy_c C + dy_s S), dC += dy_c radius, dS += dy_s radius. */
static void from_polar(int D, const real *restrict cosine, const real *restrict sine, const real *restrict radius,
                       const real *restrict slope, const real *restrict dy, real *restrict dcosine,
                       real *restrict dsine, real *restrict dx) {
    for (int d = 0; d < D; d++) {
        dx[d] += slope[d] * (dy[d] * cosine[d] + dy[D + d] * sine[d]);
        dcosine[d] += dy[d] * radius[d];
        dsine[d] += dy[D + d] * radius[d];
    }
}

void polar_backward(struct model *m, int layer, bool key, int n, const int *place, const real *raw, const real *dy,
                    int dstride, real *dx) {
    const struct rotary_tables *t = &m->tables.rotary[0][m->rotary_per_layer ? layer : 0];
    const int C = m->C, D = m->D;
    real radius[WIDTH_MAX], slope[WIDTH_MAX];
    for (int r = 0; r < n; r++, raw += C, dy += 2 * C, dx += dstride) {
        radii(C, raw, radius, slope);
        for (int h = 0; h < m->H; h++) {
            const long at = ((long)place[r] * m->H + h) * D;
            from_polar(D, t->cosine[key] + at, t->sine[key] + at, radius + h * D, slope + h * D, dy + h * 2 * D,
                       t->dcosine[key] + at, t->dsine[key] + at, dx + h * D);
        }
    }
}
