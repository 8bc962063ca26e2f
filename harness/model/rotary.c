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

/* all[H][P], frequencies or phases of a layer, and behind it scratch of the same size. */
static void build_angles(const struct model *m, int layer, bool phases, double *all) {
    double *own = all + m->H * m->pairs;
    memset(all, 0, sizeof *all * (size_t)(m->H * m->pairs));
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        void (*hook)(const struct view *, double *) = phases ? e->key_phases : e->frequencies;
        if (!hook || !part_acts(m, i) || !part_stands(m, i, layer)) continue;
        struct view view = tables_view(m, i, layer, false);
        gather_heads(m, i, m->pairs, all, own);
        hook(&view, own);
        scatter_heads(m, i, m->pairs, own, all);
    }
}

void rotary_turns(const double *theta, const double *phi, int pairs, int n, const double *position, real *cosine,
                  real *sine) {
    for (int i = 0; i < n; i++)
        for (int p = 0; p < pairs; p++) {
            const double angle = position[i] * theta[p] + (phi ? phi[p] : 0);
            *cosine++ = (real)cos(angle);
            *sine++ = (real)sin(angle);
        }
}

/* Whether a head's row of angles is that of the head before. */
static bool as_before(const double *row, int h, int pairs) {
    return h && memcmp(row + h * pairs, row + (h - 1) * pairs, sizeof *row * (size_t)pairs) == 0;
}

/* Heads of the same angles share the work. */
static void build_turns(struct model *m, bool key, int n, const double *position, real *cosine, real *sine) {
    const struct tables *t = &m->tables;
    const int P = m->pairs;
    const long room = (long)t->limit * P;
    for (int h = 0; h < m->H; h++, cosine += room, sine += room) {
        if (as_before(t->theta, h, P) && (!key || as_before(t->phi, h, P))) {
            memcpy(cosine, cosine - room, sizeof *cosine * (size_t)n * (size_t)P);
            memcpy(sine, sine - room, sizeof *sine * (size_t)n * (size_t)P);
        } else {
            rotary_turns(t->theta + h * P, key ? t->phi + h * P : NULL, P, n, position, cosine, sine);
        }
    }
}

/* Tables hold `limit` places per head, of which the first n are in use. */
static void multiply_maps(struct model *m, int part, int n, real *cosine, real *sine) {
    const long used = (long)n * m->pairs, room = (long)m->tables.limit * m->pairs;
    const real *c = m->tables.scratch, *s = c + room * m->H;
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
    build_angles(m, layer, false, t->theta);
    build_angles(m, layer, true, t->phi);
    build_turns(m, key, n, position, cosine, sine);
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->rotate || !part_acts(m, i) || !part_stands(m, i, layer)) continue;
        struct view view = tables_view(m, i, layer, false);
        e->rotate(&view, key, n, position, t->scratch, t->scratch + (long)t->limit * m->H * m->pairs);
        multiply_maps(m, i, n, cosine, sine);
    }
}

/* dangle = C dS - S dC, summed over places: as it is for a phase, times the position for a frequency. */
static void angles_grad(struct model *m, int part, int layer, bool key, int n, const double *position,
                        void (*hook)(const struct view *, const double *)) {
    struct tables *t = &m->tables;
    const struct rotary_tables *r = &t->rotary[0][layer];
    const int P = m->pairs;
    double *sum = t->theta, *own = t->theta + m->H * P;
    memset(sum, 0, sizeof *sum * (size_t)(m->H * P));
    for (int h = 0; h < m->H; h++)
        for (int i = 0; i < n; i++)
            for (int p = 0; p < P; p++) {
                const long k = ((long)h * t->limit + i) * P + p;
                sum[h * P + p] += (position ? position[i] : 1) * ((double)r->cosine[key][k] * (double)r->dsine[key][k] -
                                                                  (double)r->sine[key][k] * (double)r->dcosine[key][k]);
            }
    struct view view = tables_view(m, part, layer, true);
    gather_heads(m, part, P, sum, own);
    hook(&view, own);
}

/* The part's heads of a [H][limit][P] gradient side by side, as the hook gave its table. */
static void gather_maps(const struct model *m, int part, int n, const real *from, real *to) {
    const size_t used = (size_t)n * (size_t)m->pairs, room = (size_t)m->tables.limit * (size_t)m->pairs;
    for (int h = 0; h < m->H; h++)
        if (part_has_head(m, part, h)) memcpy(to, from + (size_t)h * room, used * sizeof *to), to += used;
}

static void maps_grad(struct model *m, int part, int layer, bool key, int n) {
    struct tables *t = &m->tables;
    real *c = t->scratch, *s = c + (long)t->limit * m->H * m->pairs;
    struct view view = tables_view(m, part, layer, true);
    gather_maps(m, part, n, t->rotary[0][layer].dcosine[key], c);
    gather_maps(m, part, n, t->rotary[0][layer].dsine[key], s);
    m->scheme.part[part].encoder->rotate_grad(&view, key, n, t->number, c, s);
}

void rotary_hand_back(struct model *m, int layer, bool key, int n) {
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!m->part_learns[i] || !part_stands(m, i, layer)) continue;
        if (e->frequencies_grad) angles_grad(m, i, layer, key, n, m->tables.number, e->frequencies_grad);
        if (e->key_phases_grad && key) angles_grad(m, i, layer, key, n, NULL, e->key_phases_grad);
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

void rotary_turn(const struct model *m, const real *cosine, const real *sine, bool back, real *x) {
    (m->layout == ROTARY_HALF ? turn_half : turn_interleaved)(m->D / 2, cosine, sine, back ? -1 : 1, x);
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
