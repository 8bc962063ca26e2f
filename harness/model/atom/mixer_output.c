/* What becomes of what a mixer's recurrence gives: the skip, the norm, the gate. */
#include "model/atom/mixer.h"

#define INLINE static inline __attribute__((always_inline))

/* The sequence's query rows among the tokens of a walk: rows [from, to) of the layer's queries. */
struct queries {
    int from, to;
    bool apart; /* they are answers */
};

static struct queries queries_of(const struct mixer_walk *w) {
    const struct group *g = w->group;
    struct queries q = {.apart = answers_only(w->m, w->layer)};
    if (!q.apart) {
        q.from = g->start[w->s] + w->first;
        q.to = q.from + w->n;
        return q;
    }
    q.from = g->answer_start[w->s];
    while (q.from < g->answer_start[w->s + 1] && g->answer_index[q.from] < w->first) q.from++;
    for (q.to = q.from; q.to < g->answer_start[w->s + 1] && g->answer_index[q.to] < w->first + w->n;) q.to++;
    return q;
}

/* The walk's token, from 0, that query row i belongs to. */
static int token_of(const struct mixer_walk *w, struct queries q, int i) {
    return (q.apart ? w->group->answer_index[i] : i - w->group->start[w->s]) - w->first;
}

/* Where a token's gates begin among what is made of its numbers. */
static int gates_from(const struct mixer_walk *w) { return w->decays + w->strengths; }

/* Heads' outputs of a token side by side, with the skip: without the delta rule errors are values. */
INLINE void gather(const struct mixer_walk *w, int t, real *y, int D) {
    for (int h = 0; h < w->m->H; h++, y += D) {
        memcpy(y, mixer_row(w, w->o.out, h, t), sizeof *y * (size_t)D);
        if (w->x->skip) vec_axpy(y, w->x->skip[h], mixer_row(w, w->o.error, h, t), D);
    }
}

/* Gates of a token and their slopes. */
static void make_gates(const struct mixer_walk *w, int t) {
    const int n = w->m->C;
    const real *restrict z = w->in + (long)t * w->inputs + gates_from(w);
    real *restrict gate = mixer_made(w, t) + gates_from(w), *restrict slope = mixer_slopes(w, t) + gates_from(w);
    if (w->x->gate == MIXER_LOGISTIC)
        for (int c = 0; c < n; c++) {
            const real s = vec_sigmoid1(z[c]);
            gate[c] = s, slope[c] = s * (1 - s);
        }
    if (w->x->gate == MIXER_SILU)
        for (int c = 0; c < n; c++) {
            const real s = vec_sigmoid1(z[c]), y = z[c] * s;
            gate[c] = y, slope[c] = s + y * (1 - s);
        }
}

static void multiply(int n, const real *restrict factor, real *restrict y) {
    for (int c = 0; c < n; c++) y[c] *= factor[c];
}

/* y: before the gate; d becomes the gradient of that. */
static void gates_backward(int n, const real *restrict gate, const real *restrict slope, const real *restrict y,
                           real *restrict d, real *restrict dz) {
    for (int c = 0; c < n; c++) {
        dz[c] = d[c] * y[c] * slope[c];
        d[c] *= gate[c];
    }
}

static void open_gate(const struct mixer_walk *w, int t, real *y) {
    if (w->x->gate != MIXER_OPEN) multiply(w->m->C, mixer_made(w, t) + gates_from(w), y);
}
static void open_gate_backward(const struct mixer_walk *w, int t, const real *y, real *d) {
    const int from = gates_from(w);
    if (w->x->gate == MIXER_OPEN) return;
    gates_backward(w->m->C, mixer_made(w, t) + from, mixer_slopes(w, t) + from, y, d,
                   w->din + (long)t * w->inputs + from);
}

INLINE real inverse_root(const struct mixer *x, int n, const real *y) {
    return 1 / vec_sqrt(vec_dot(y, y, n) / (real)n + (real)x->epsilon);
}

/* out = i gain y */
INLINE void norm_run(int n, real i, const real *restrict gain, const real *restrict y, real *restrict out) {
    for (int c = 0; c < n; c++) out[c] = i * gain[c] * y[c];
}

/* Norms of C numbers, n at a time; their inverse roots to `inverse`. */
INLINE void norm(const struct mixer_walk *w, const real *y, real *inverse, real *out, int n) {
    for (int at = 0; at < w->m->C; at += n, inverse++) {
        *inverse = inverse_root(w->x, n, y + at);
        norm_run(n, *inverse, w->x->gain, y + at, out + at);
    }
}

/* y: before the norm. With i = (mean y^2 + epsilon)^-1/2 and u = gain d: dy = i u - i^3 y mean(y u). */
INLINE void norm_run_back(int n, real i, const real *restrict gain, const real *restrict y, real *restrict dgain,
                          real *restrict d) {
    for (int c = 0; c < n; c++) {
        dgain[c] += d[c] * y[c] * i;
        d[c] *= gain[c];
    }
    const real along = vec_dot(d, y, n) * i * i * i / (real)n;
    for (int c = 0; c < n; c++) d[c] = i * d[c] - along * y[c];
}
INLINE void norm_back(const struct mixer_walk *w, const real *y, const real *inverse, real *d, int n) {
    for (int at = 0; at < w->m->C; at += n, inverse++)
        norm_run_back(n, *inverse, w->x->gain, y + at, w->x->dgain, d + at);
}

/* Token t to its query's mixed row. */
INLINE void row(const struct mixer_walk *w, int t, real *mixed, int D) {
    real y[WIDTH_MAX], inverse[HEADS_MAX];
    gather(w, t, y, D);
    make_gates(w, t);
    if (w->x->wide) {
        open_gate(w, t, y);
        norm(w, y, inverse, mixed, w->m->C);
    } else {
        norm(w, y, inverse, mixed, D);
        open_gate(w, t, mixed);
    }
}

void mixer_output(const struct mixer_walk *w) {
    const struct queries q = queries_of(w);
    for (int i = q.from; i < q.to; i++) {
        real *mixed = w->m->acts[w->layer].mixed + (long)i * w->m->C;
        MIXER_WITH_SIZE(w->m->D, row, w, token_of(w, q, i), mixed)
    }
}

INLINE void scatter(const struct mixer_walk *w, int t, const real *d, int D) {
    const int C = w->m->C;
    for (int h = 0; h < w->m->H; h++, d += D) {
        memcpy(mixer_block_row(w, w->dout, h, t), d, sizeof *d * (size_t)D);
        if (!w->x->skip) continue;
        w->x->dskip[h] += vec_dot(d, mixer_row(w, w->o.error, h, t), D);
        vec_axpy(w->dbefore + (long)t * 3 * C + 2 * C + h * D, w->x->skip[h], d, D);
    }
}

INLINE void row_backward(const struct mixer_walk *w, int t, const real *dmixed, int D) {
    const int C = w->m->C;
    real y[WIDTH_MAX], between[WIDTH_MAX], d[WIDTH_MAX], inverse[HEADS_MAX];
    memcpy(d, dmixed, sizeof *d * (size_t)C);
    gather(w, t, y, D);
    make_gates(w, t);
    if (w->x->wide) {
        memcpy(between, y, sizeof *y * (size_t)C);
        open_gate(w, t, between);
        inverse[0] = inverse_root(w->x, C, between);
        norm_back(w, between, inverse, d, C);
        open_gate_backward(w, t, y, d);
    } else {
        norm(w, y, inverse, between, D);
        open_gate_backward(w, t, between, d);
        norm_back(w, y, inverse, d, D);
    }
    scatter(w, t, d, D);
}

void mixer_output_backward(const struct mixer_walk *w) {
    const struct queries q = queries_of(w);
    for (int i = q.from; i < q.to; i++) {
        const real *dmixed = w->m->dmixed + (long)i * w->m->C;
        MIXER_WITH_SIZE(w->m->D, row_backward, w, token_of(w, q, i), dmixed)
    }
}
