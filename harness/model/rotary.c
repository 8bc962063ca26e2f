/* Turning queries and keys: tables of 2x2 maps by place, made from the frequencies and maps that the scheme's parts
 * give, their application to rows, and the way back. Angles are double; what the maps hold is stored real.
 */
#include "base/vec.h"
#include "model/internal.h"
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

typedef void (*angles)(const struct view *view, double *out);

/* A part's hook on all[H][P] of a layer, behind which there is scratch of the same size. */
static void ask(const struct model *m, int part, int layer, angles hook, double *all) {
    double *own = all + m->H * m->pairs;
    struct view view = part_view(m, part, layer, false);
    gather_heads(m, part, m->pairs, all, own);
    hook(&view, own);
    scatter_heads(m, part, m->pairs, own, all);
}

static bool turns_here(const struct model *m, int part, int layer) {
    return part_acts(m, part) && part_stands(m, part, layer);
}

/* Parts from..to-1 taper what they and the variants behind them gave. */
static void taper(const struct model *m, int from, int to, int layer, double *theta) {
    for (int i = from; i < to; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (e->taper && turns_here(m, i, layer)) ask(m, i, layer, e->taper, theta);
    }
}

static void build_frequencies(const struct model *m, int layer, double *theta) {
    int tapered = 0;
    memset(theta, 0, sizeof *theta * (size_t)(m->H * m->pairs));
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->frequencies || !turns_here(m, i, layer)) continue;
        if (!e->variant) taper(m, tapered, i, layer, theta), tapered = i;
        ask(m, i, layer, e->frequencies, theta);
    }
    taper(m, tapered, m->scheme.n, layer, theta);
}

static void build_phases(const struct model *m, int layer, double *phi) {
    memset(phi, 0, sizeof *phi * (size_t)(m->H * m->pairs));
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (e->key_phases && turns_here(m, i, layer)) ask(m, i, layer, e->key_phases, phi);
    }
}

void rotary_turns(const double *theta, const double *phi, int pairs, int n, const double *position, real *cosine,
                  real *sine) {
    for (int i = 0; i < n; i++, cosine += pairs, sine += pairs)
        for (int p = 0; p < pairs; p++) vec_turn1(position[i] * theta[p] + phi[p], cosine + p, sine + p);
}

/* Maps of a part, [heads of the part][n][P] as its hook gives them, onto those of n places. */
static void multiply_maps(struct model *m, int part, int n, real *cosine, real *sine) {
    const int P = m->pairs;
    const real *c = m->tables.scratch, *s = c + (long)m->tables.limit * m->H * P;
    for (int h = 0; h < m->H; h++) {
        if (!part_has_head(m, part, h)) continue;
        for (int i = 0; i < n; i++, c += P, s += P)
            for (int p = 0; p < P; p++) {
                const long k = ((long)i * m->H + h) * P + p;
                const real a = cosine[k], b = sine[k];
                cosine[k] = a * c[p] - b * s[p];
                sine[k] = a * s[p] + b * c[p];
            }
    }
}

/* Positions as a branch has them: of tokens counted from the start of their sequence, wherever that stands. */
static const double *mapped(struct model *m, int branch, int layer, bool key, int n) {
    struct tables *t = &m->tables;
    if (!branches_stand(m, layer)) return t->number;
    struct view view = part_view(m, m->branch_part, layer, false);
    for (int k = 0; k < n; k++) t->mapped[k] = k;
    m->scheme.part[m->branch_part].encoder->branch_positions(&view, branch, key, n, t->mapped);
    return t->mapped;
}

void rotary_build(struct model *m, int branch, int layer, bool key, int n) {
    struct tables *t = &m->tables;
    real *cosine = t->rotary[branch][layer].cosine[key], *sine = t->rotary[branch][layer].sine[key];
    const double *position = mapped(m, branch, layer, key, n);
    build_frequencies(m, layer, t->theta);
    build_phases(m, layer, t->phi);
    if (!key) memset(t->phi, 0, sizeof *t->phi * (size_t)(m->H * m->pairs));
    rotary_turns(t->theta, t->phi, m->H * m->pairs, n, position, cosine, sine);
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->rotate || !part_acts(m, i) || !part_stands(m, i, layer)) continue;
        struct view view = part_view(m, i, layer, false);
        e->rotate(&view, key, n, position, t->scratch, t->scratch + (long)t->limit * m->H * m->pairs);
        multiply_maps(m, i, n, cosine, sine);
    }
}

/* dangle = C dS - S dC, summed over places: as it is for a phase, times the position for a frequency. */
static void angles_grad(struct model *m, int part, int layer, bool key, int n, const double *position,
                        void (*hook)(const struct view *, const double *)) {
    struct tables *t = &m->tables;
    const struct rotary_tables *r = &t->rotary[0][layer];
    const int size = m->H * m->pairs;
    double *sum = t->theta, *own = t->theta + size;
    memset(sum, 0, sizeof *sum * (size_t)size);
    for (int i = 0; i < n; i++)
        for (int a = 0; a < size; a++) {
            const long k = (long)i * size + a;
            sum[a] += (position ? position[i] : 1) * ((double)r->cosine[key][k] * (double)r->dsine[key][k] -
                                                      (double)r->sine[key][k] * (double)r->dcosine[key][k]);
        }
    struct view view = part_view(m, part, layer, true);
    gather_heads(m, part, m->pairs, sum, own);
    hook(&view, own);
}

/* The part's heads of a gradient of n places one after the other, as the hook gave its table. */
static void gather_maps(const struct model *m, int part, int n, const real *from, real *to) {
    const int P = m->pairs;
    for (int h = 0; h < m->H; h++)
        for (int i = 0; part_has_head(m, part, h) && i < n; i++, to += P)
            memcpy(to, from + ((long)i * m->H + h) * P, sizeof *to * (size_t)P);
}

static void maps_grad(struct model *m, int part, int layer, bool key, int n) {
    struct tables *t = &m->tables;
    real *c = t->scratch, *s = c + (long)t->limit * m->H * m->pairs;
    struct view view = part_view(m, part, layer, true);
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

/* Pairs in registers: heads are too narrow for the loops that compilers make vectors of. */
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

void rotary_apply(const struct model *m, int branch, int layer, bool key, int n, const int *place, int stride, real *x,
                  bool back) {
    const struct rotary_tables *t = &m->tables.rotary[branch][m->rotary_per_layer ? layer : 0];
    const int size = m->H * m->pairs;
    for (int r = 0; r < n; r++, x += stride) {
        const long at = (long)place[r] * size;
        rotary_turn(m, t->cosine[key] + at, t->sine[key] + at, back, m->H, x);
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

void rotary_grad(struct model *m, int layer, bool key, int n, const int *place, const real *raw, int dstride,
                 const real *dy) {
    const struct rotary_tables *t = &m->tables.rotary[0][m->rotary_per_layer ? layer : 0];
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
