/* Polar pairs (PoPE): every number of a query or key becomes a radius softplus(x), turned by an angle that position
 * alone gives. The content product meets heads of 2D numbers, radius times cosine and then radius times sine; queries
 * and keys themselves stay for everything else that looks at them.
 */
#include "model/atom/rotary.h"

/* Radii of a row, all heads side by side, and the slope of each. */
static void radii(int C, const real *restrict x, real *restrict radius, real *restrict slope) {
    for (int c = 0; c < C; c++) vec_softplus_slope1(x[c], radius + c, slope + c);
}

/* Numbers of one head, in registers as far as they fill them: heads are too narrow for the loops that compilers make.
 */
static void to_polar(int D, const real *cosine, const real *sine, const real *radius, real *y) {
    int d = 0;
    for (; d + LANES <= D; d += LANES) {
        lanes_store(y + d, lanes_load(radius + d) * lanes_load(cosine + d));
        lanes_store(y + D + d, lanes_load(radius + d) * lanes_load(sine + d));
    }
    for (; d < D; d++) y[d] = radius[d] * cosine[d], y[D + d] = radius[d] * sine[d];
}

/* A head without radii: its numbers turned by nothing. */
static void plain(int D, const real *x, real *y) {
    memcpy(y, x, sizeof *y * (size_t)D);
    memset(y + D, 0, sizeof *y * (size_t)D);
}

void polar_apply(const struct model *m, const struct rotary_tables *t, uint64_t heads, bool key, int n,
                 const int *place, int stride, const real *x, real *y, real *slope) {
    const int C = m->C, D = m->D;
    real radius[WIDTH_MAX], unused[WIDTH_MAX];
    for (int r = 0; r < n; r++, x += stride, y += 2 * C) {
        const long at = (long)place[r] * C;
        radii(C, x, radius, slope ? slope + (long)r * C : unused);
        for (int c = 0; c < C; c += D)
            if (heads >> (c / D) & 1)
                to_polar(D, t->cosine[key] + at + c, t->sine[key] + at + c, radius + c, y + 2 * c);
            else
                plain(D, x + c, y + 2 * c);
    }
}

/* dx += slope (dy_c C + dy_s S). */
static void to_radius(int D, const real *cosine, const real *sine, const real *slope, const real *dy, real *dx) {
    int d = 0;
    for (; d + LANES <= D; d += LANES) {
        const lanes along = lanes_load(dy + d) * lanes_load(cosine + d) + lanes_load(dy + D + d) * lanes_load(sine + d);
        lanes_store(dx + d, lanes_load(dx + d) + lanes_load(slope + d) * along);
    }
    for (; d < D; d++) dx[d] += slope[d] * (dy[d] * cosine[d] + dy[D + d] * sine[d]);
}

/* dC += dy_c radius, dS += dy_s radius; y says what the radius was. */
static void to_maps(int D, const real *cosine, const real *sine, const real *y, const real *dy, real *dcosine,
                    real *dsine) {
    int d = 0;
    for (; d + LANES <= D; d += LANES) {
        const lanes radius = lanes_load(y + d) * lanes_load(cosine + d) + lanes_load(y + D + d) * lanes_load(sine + d);
        lanes_store(dcosine + d, lanes_load(dcosine + d) + lanes_load(dy + d) * radius);
        lanes_store(dsine + d, lanes_load(dsine + d) + lanes_load(dy + D + d) * radius);
    }
    for (; d < D; d++) {
        const real radius = y[d] * cosine[d] + y[D + d] * sine[d];
        dcosine[d] += dy[d] * radius;
        dsine[d] += dy[D + d] * radius;
    }
}

void polar_backward(const struct model *m, const struct rotary_tables *t, bool key, int n, const int *place,
                    const real *slope, const real *y, const real *dy, int dstride, real *dx) {
    const int C = m->C, D = m->D;
    for (int r = 0; r < n; r++, slope += C, y += 2 * C, dy += 2 * C, dx += dstride) {
        const long at = (long)place[r] * C;
        const real *cosine = t->cosine[key] + at, *sine = t->sine[key] + at;
        for (int c = 0; c < C; c += D) to_radius(D, cosine + c, sine + c, slope + c, dy + 2 * c, dx + c);
        for (int c = 0; t->dcosine[key] && c < C; c += D)
            to_maps(D, cosine + c, sine + c, y + 2 * c, dy + 2 * c, t->dcosine[key] + at + c, t->dsine[key] + at + c);
    }
}
