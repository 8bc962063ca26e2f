/* Pairs of a row's numbers turned by 2x2 maps, and the gradients of these: the innermost loops of everything that
 * turns.
 */
#include "base/bf16.h"
#include "model/atom/rotary.h"
#include <string.h>

/* Pairs in registers: heads are too narrow for the loops that compilers make vectors of, and for the 16 lanes of
 * base/vec.h, since a head of 16 numbers has 8 pairs. */
enum { SOME = 8 };
typedef real some __attribute__((vector_size(sizeof(real) * SOME)));
typedef double some_double __attribute__((vector_size(sizeof(double) * SOME)));

static inline some load(const real *x) {
    some v;
    memcpy(&v, x, sizeof v);
    return v;
}
static inline void store(real *x, some v) { memcpy(x, &v, sizeof v); }

/* (a, b) -> (a C - b S, b C + a S); back applies the transpose, which is the gradient's way. */
static void turn_half(int half, const real *c, const real *s, real sign, real *x) {
    int p = 0;
    for (; p + SOME <= half; p += SOME) {
        const some a = load(x + p), b = load(x + p + half), cosine = load(c + p), t = sign * load(s + p);
        store(x + p, a * cosine - b * t);
        store(x + p + half, b * cosine + a * t);
    }
    for (; p < half; p++) {
        const real a = x[p], b = x[p + half], t = sign * s[p];
        x[p] = a * c[p] - b * t;
        x[p + half] = b * c[p] + a * t;
    }
}

static void turn_interleaved(int half, const real *restrict c, const real *restrict s, real sign, real *restrict x) {
    for (int p = 0; p < half; p++) {
        real a = x[2 * p], b = x[2 * p + 1], t = sign * s[p];
        x[2 * p] = a * c[p] - b * t;
        x[2 * p + 1] = b * c[p] + a * t;
    }
}

void rotary_turn(const struct model *m, const real *cosine, const real *sine, bool back, int heads, real *x) {
    const int half = m->D / 2;
    const real sign = back ? -1 : 1;
    for (int h = 0; h < heads; h++, x += m->D, cosine += half, sine += half)
        if (m->layout == ROTARY_HALF)
            turn_half(half, cosine, sine, sign, x);
        else
            turn_interleaved(half, cosine, sine, sign, x);
}

void rotary_turn_rows(const struct model *m, const struct rotary_tables *t, bool key, bool back, int n,
                      const int *place, int stride, real *x) {
    const int size = m->H * m->pairs;
    for (int r = 0; r < n; r++, x += stride)
        rotary_turn(m, t->cosine[key] + (long)place[r] * size, t->sine[key] + (long)place[r] * size, back, m->H, x);
}

/* d_b x_a - d_a x_b: the angle between a pair and its gradient is what turning leaves. */
static void angles_of_pairs(int n, int next, int other, const real *x, const real *d, double *dangle) {
    for (int p = 0; p < n; p++)
        dangle[p] += (double)(d[p * next + other] * x[p * next] - d[p * next] * x[p * next + other]);
}

static void angles_half(int half, const real *x, const real *d, double *dangle) {
    int p = 0;
    for (; p + SOME <= half; p += SOME) {
        const some along = load(d + p + half) * load(x + p) - load(d + p) * load(x + p + half);
        some_double sum;
        memcpy(&sum, dangle + p, sizeof sum);
        sum += __builtin_convertvector(along, some_double);
        memcpy(dangle + p, &sum, sizeof sum);
    }
    angles_of_pairs(half - p, 1, half, x + p, d + p, dangle + p);
}

void rotary_angles_grad(const struct model *m, int heads, const real *x, const real *d, double *dangle) {
    const int half = m->D / 2;
    for (int h = 0; h < heads; h++, x += m->D, d += m->D, dangle += half)
        if (m->layout == ROTARY_HALF)
            angles_half(half, x, d, dangle);
        else
            angles_of_pairs(half, 2, 1, x, d, dangle);
}

void rotary_turn_rounded(const struct model *m, const real *cosine, const real *sine, real *x) {
    const int half = m->D / 2, next = m->layout == ROTARY_HALF ? 1 : 2, other = m->layout == ROTARY_HALF ? half : 1;
    for (int p = 0; p < half; p++, x += next) {
        const float a = bf16_round((float)x[0]), b = bf16_round((float)x[other]), c = (float)cosine[p],
                    s = (float)sine[p];
        x[0] = (real)bf16_round(bf16_round(a * c) - bf16_round(b * s));
        x[other] = (real)bf16_round(bf16_round(b * c) + bf16_round(a * s));
    }
}

/* dC += g_a x_a + g_b x_b, dS += g_b x_a - g_a x_b, with x before turning and g the gradient after it; a and b lie
 * `other` apart, pairs `next`. */
static void grad_pairs(int n, int next, int other, const real *x, const real *g, real *dc, real *ds) {
    for (int p = 0; p < n; p++) {
        const real xa = x[p * next], xb = x[p * next + other], ga = g[p * next], gb = g[p * next + other];
        dc[p] += ga * xa + gb * xb;
        ds[p] += gb * xa - ga * xb;
    }
}

static void grad_half(int half, const real *x, const real *g, real *dc, real *ds) {
    int p = 0;
    for (; p + SOME <= half; p += SOME) {
        const some xa = load(x + p), xb = load(x + p + half), ga = load(g + p), gb = load(g + p + half);
        store(dc + p, load(dc + p) + ga * xa + gb * xb);
        store(ds + p, load(ds + p) + gb * xa - ga * xb);
    }
    grad_pairs(half - p, 1, half, x + p, g + p, dc + p, ds + p);
}

void rotary_maps_grad(const struct model *m, const struct rotary_tables *t, bool key, int n, const int *place,
                      const real *raw, int dstride, const real *dy) {
    const int half = m->D / 2;
    if (!t->dcosine[key]) return;
    for (int r = 0; r < n; r++)
        for (int h = 0; h < m->H; h++) {
            const long at = ((long)place[r] * m->H + h) * half;
            real *dc = t->dcosine[key] + at, *ds = t->dsine[key] + at;
            const real *x = raw + (long)r * m->C + h * m->D, *g = dy + (long)r * dstride + h * m->D;
            if (m->layout == ROTARY_HALF)
                grad_half(half, x, g, dc, ds);
            else
                grad_pairs(half, 2, 1, x, g, dc, ds);
        }
}
