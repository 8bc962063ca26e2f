/* Turning queries and keys: tables of 2x2 maps by place, made from the frequencies and maps that the scheme's parts
 * give, their application to rows, and the way back. Angles are double; what the maps hold is stored real.
 */
#include "model/internal.h"
#include <math.h>
#include <string.h>

/* The part's heads of an array [H][size] side by side, as its hooks see them; and back. */
static void gather_heads(const struct model *m, int part, int size, const double *all, double *own) {
    for (int h = 0; h < m->H; h++)
        if (part_has_head(m, part, h)) memcpy(own, all + h * size, sizeof *own * (size_t)size), own += size;
}

static void scatter_heads(const struct model *m, int part, int size, const double *own, double *all) {
    for (int h = 0; h < m->H; h++)
        if (part_has_head(m, part, h)) memcpy(all + h * size, own, sizeof *own * (size_t)size), own += size;
}

/* theta[H][D/2] of a layer, and behind it scratch of the same size. */
static void build_frequencies(const struct model *m, int layer, double *theta) {
    double *own = theta + m->C / 2;
    memset(theta, 0, sizeof *theta * (size_t)m->C / 2);
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->frequencies || !part_acts(m, i) || !part_stands(m, i, layer)) continue;
        struct view view = tables_view(m, i, layer, false);
        gather_heads(m, i, m->D / 2, theta, own);
        e->frequencies(&view, own);
        scatter_heads(m, i, m->D / 2, own, theta);
    }
}

void rotary_turns(const double *theta, int pairs, int n, const double *position, real *cosine, real *sine) {
    for (int i = 0; i < n; i++)
        for (int p = 0; p < pairs; p++) {
            const double angle = position[i] * theta[p];
            *cosine++ = (real)cos(angle);
            *sine++ = (real)sin(angle);
        }
}

/* Heads of the same frequencies share the work. */
static void build_turns(struct model *m, int n, const double *position, real *cosine, real *sine) {
    const struct tables *t = &m->tables;
    const int half = m->D / 2;
    const long room = (long)t->limit * half;
    for (int h = 0; h < m->H; h++) {
        const double *theta = t->theta + h * half;
        if (h && memcmp(theta, theta - half, sizeof *theta * (size_t)half) == 0) {
            memcpy(cosine + h * room, cosine + (h - 1) * room, sizeof *cosine * (size_t)n * (size_t)half);
            memcpy(sine + h * room, sine + (h - 1) * room, sizeof *sine * (size_t)n * (size_t)half);
        } else {
            rotary_turns(theta, half, n, position, cosine + h * room, sine + h * room);
        }
    }
}

/* Tables hold `limit` places per head, of which the first n are in use. */
static void multiply_maps(struct model *m, int part, int n, real *cosine, real *sine) {
    const long half = m->D / 2, used = n * half, room = (long)m->tables.limit * half;
    const real *c = m->tables.scratch, *s = c + (size_t)m->tables.limit * (size_t)m->C / 2;
    for (int h = 0, own = 0; h < m->H; h++) {
        if (!part_has_head(m, part, h)) continue;
        for (long k = 0; k < used; k++) {
            real a = cosine[h * room + k], b = sine[h * room + k], pc = c[own * used + k], ps = s[own * used + k];
            cosine[h * room + k] = a * pc - b * ps;
            sine[h * room + k] = a * ps + b * pc;
        }
        own++;
    }
}

/* Positions as a branch has them. */
static const double *mapped(struct model *m, int branch, int layer, bool key, int n) {
    struct tables *t = &m->tables;
    if (m->branches == 1 || !part_stands(m, m->branch_part, layer)) return t->number;
    struct view view = tables_view(m, m->branch_part, layer, false);
    memcpy(t->mapped, t->number, sizeof *t->mapped * (size_t)n);
    m->scheme.part[m->branch_part].encoder->branch_positions(&view, branch, key, n, t->mapped);
    return t->mapped;
}

void rotary_build(struct model *m, int branch, int layer, bool key, int n) {
    struct tables *t = &m->tables;
    real *cosine = t->rotary[branch][layer].cosine[key], *sine = t->rotary[branch][layer].sine[key];
    const double *position = mapped(m, branch, layer, key, n);
    build_frequencies(m, layer, t->theta);
    build_turns(m, n, position, cosine, sine);
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->rotate || !part_acts(m, i) || !part_stands(m, i, layer)) continue;
        struct view view = tables_view(m, i, layer, false);
        e->rotate(&view, key, n, position, t->scratch, t->scratch + (size_t)t->limit * (size_t)m->C / 2);
        multiply_maps(m, i, n, cosine, sine);
    }
}

/* dtheta = sum over places of position * dangle, where dangle = C dS - S dC. */
static void frequencies_grad(struct model *m, int part, int layer, bool key, int n) {
    struct tables *t = &m->tables;
    const struct rotary_tables *r = &t->rotary[0][layer];
    const int half = m->D / 2;
    double *dtheta = t->theta, *own = t->theta + m->C / 2;
    memset(dtheta, 0, sizeof *dtheta * (size_t)m->C / 2);
    for (int h = 0; h < m->H; h++)
        for (int i = 0; i < n; i++)
            for (int p = 0; p < half; p++) {
                const long k = ((long)h * t->limit + i) * half + p;
                dtheta[h * half + p] += t->number[i] * ((double)r->cosine[key][k] * (double)r->dsine[key][k] -
                                                        (double)r->sine[key][k] * (double)r->dcosine[key][k]);
            }
    struct view view = tables_view(m, part, layer, true);
    gather_heads(m, part, half, dtheta, own);
    m->scheme.part[part].encoder->frequencies_grad(&view, own);
}

/* The part's heads of a [H][limit][D/2] gradient side by side, as the hook gave its table. */
static void gather_maps(const struct model *m, int part, int n, const real *from, real *to) {
    const size_t used = (size_t)n * (size_t)m->D / 2, room = (size_t)m->tables.limit * (size_t)m->D / 2;
    for (int h = 0; h < m->H; h++)
        if (part_has_head(m, part, h)) memcpy(to, from + (size_t)h * room, used * sizeof *to), to += used;
}

static void maps_grad(struct model *m, int part, int layer, bool key, int n) {
    struct tables *t = &m->tables;
    real *c = t->scratch, *s = c + (size_t)t->limit * (size_t)m->C / 2;
    struct view view = tables_view(m, part, layer, true);
    gather_maps(m, part, n, t->rotary[0][layer].dcosine[key], c);
    gather_maps(m, part, n, t->rotary[0][layer].dsine[key], s);
    m->scheme.part[part].encoder->rotate_grad(&view, key, n, t->number, c, s);
}

void rotary_hand_back(struct model *m, int layer, bool key, int n) {
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!m->part_learns[i] || !part_stands(m, i, layer)) continue;
        if (e->frequencies_grad) frequencies_grad(m, i, layer, key, n);
        if (e->rotate_grad) maps_grad(m, i, layer, key, n);
    }
}

/* (a, b) -> (a C - b S, b C + a S); back applies the transpose, which is the gradient's way. */
static void turn_half(int half, const real *restrict c, const real *restrict s, real sign, real *restrict x) {
    for (int p = 0; p < half; p++) {
        real a = x[p], b = x[p + half], t = sign * s[p];
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

void rotary_apply(const struct model *m, int branch, int layer, bool key, int n, const int *place, int stride, real *x,
                  bool back) {
    const struct rotary_tables *t = &m->tables.rotary[branch][m->rotary_per_layer ? layer : 0];
    const int half = m->D / 2;
    const long room = (long)m->tables.limit * half;
    const real sign = back ? -1 : 1;
    for (int r = 0; r < n; r++)
        for (int h = 0; h < m->H; h++) {
            long at = h * room + (long)place[r] * half;
            real *pair = x + (long)r * stride + h * m->D;
            if (m->layout == ROTARY_HALF)
                turn_half(half, t->cosine[key] + at, t->sine[key] + at, sign, pair);
            else
                turn_interleaved(half, t->cosine[key] + at, t->sine[key] + at, sign, pair);
        }
}

/* dC += g_a x_a + g_b x_b, dS += g_b x_a - g_a x_b, with x before turning and g the gradient after it. */
void rotary_grad(struct model *m, int layer, bool key, int n, const int *place, const real *raw, int dstride,
                 const real *dy) {
    const struct rotary_tables *t = &m->tables.rotary[0][m->rotary_per_layer ? layer : 0];
    const int half = m->D / 2;
    const long room = (long)m->tables.limit * half;
    const int next = m->layout == ROTARY_HALF ? 1 : 2, other = m->layout == ROTARY_HALF ? half : 1;
    for (int r = 0; r < n; r++)
        for (int h = 0; h < m->H; h++) {
            long at = h * room + (long)place[r] * half;
            real *dc = t->dcosine[key] + at, *ds = t->dsine[key] + at;
            const real *x = raw + (long)r * m->C + h * m->D, *g = dy + (long)r * dstride + h * m->D;
            for (int p = 0; p < half; p++) {
                real xa = x[p * next], xb = x[p * next + other], ga = g[p * next], gb = g[p * next + other];
                dc[p] += ga * xa + gb * xb;
                ds[p] += gb * xa - ga * xb;
            }
        }
}
