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

/* A token's numbers that gates are made of, and their gradient. */
static long gates_at(const struct mixer_walk *w, int t) { return (long)t * w->inputs + mixer_numbers_of(w); }

struct gate {
    lanes open, slope;
};
INLINE struct gate gate_of(enum mixer_gate kind, const real *z, int k) {
    if (kind == MIXER_OPEN) return (struct gate){(lanes){0} + 1, {0}};
    const lanes x = lanes_load_part(z, k), s = lanes_sigmoid(x), y = x * s;
    return kind == MIXER_SILU ? (struct gate){y, s + y * (1 - s)} : (struct gate){s, s * (1 - s)};
}

/* A head's output at a token, with the skip: without the delta rule errors are values. */
INLINE lanes output_of(const struct mixer_walk *w, int h, int t, int at) {
    const lanes y = lanes_load(mixer_row(w, w->o.out, h, t) + at);
    return w->x->skip ? y + w->x->skip[h] * lanes_load(mixer_row(w, w->o.error, h, t) + at) : y;
}

/* Of n numbers with this sum of squares. */
INLINE real inverse_root(const struct mixer *x, int n, lanes squares) {
    return 1 / vec_sqrt(lanes_sum(squares) / (real)n + (real)x->epsilon);
}

/* A norm per head, then the gate. */
INLINE void narrow_row(const struct mixer_walk *w, int t, real *mixed, int D) {
    const struct mixer *x = w->x;
    const real *z = w->in + gates_at(w, t);
    for (int h = 0; h < w->m->H; h++, mixed += D, z += D) {
        lanes squares = {0};
        for (int at = 0; at < D; at += LANES) {
            const lanes y = output_of(w, h, t, at);
            squares += y * y;
        }
        const real i = inverse_root(x, D, squares);
        for (int at = 0; at < D; at += LANES) {
            const int k = mixer_lanes(D, at);
            const lanes y = i * lanes_load_part(x->gain + at, k) * output_of(w, h, t, at);
            lanes_store_part(mixed + at, k, y * gate_of(x->gate, z + at, k).open);
        }
    }
}

/* The gate, then one norm over all heads. */
INLINE void wide_row(const struct mixer_walk *w, int t, real *mixed, int D) {
    const struct mixer *x = w->x;
    const int C = w->m->C;
    const real *z = w->in + gates_at(w, t);
    lanes squares = {0};
    for (int h = 0; h < w->m->H; h++)
        for (int at = 0; at < D; at += LANES) {
            const int k = mixer_lanes(D, at), c = h * D + at;
            const lanes y = output_of(w, h, t, at) * gate_of(x->gate, z + c, k).open;
            squares += y * y;
            lanes_store_part(mixed + c, k, y);
        }
    const real i = inverse_root(x, C, squares);
    for (int c = 0; c < C; c++) mixed[c] *= i * x->gain[c];
}

/* Token t to its query's mixed row. */
INLINE void row(const struct mixer_walk *w, int t, real *mixed, int D) {
    if (w->x->wide)
        wide_row(w, t, mixed, D);
    else
        narrow_row(w, t, mixed, D);
}

void mixer_output(const struct mixer_walk *w) {
    const struct queries q = queries_of(w);
    for (int i = q.from; i < q.to; i++) {
        real *mixed = w->m->acts[w->layer].mixed + (long)i * w->m->C;
        MIXER_WITH_SIZE(w->m->D, row, w, token_of(w, q, i), mixed)
    }
}

/* Gradient of a head's output to where the recurrence looks for it, and through the skip. */
INLINE lanes leave(const struct mixer_walk *w, int h, int t, int at, int k, lanes d) {
    real *to = mixer_dbefore(w, VALUE, t) + h * w->m->D + at;
    lanes_store(mixer_block_row(w, w->dout, h, t) + at, d);
    if (!w->x->skip) return d;
    lanes_store_part(to, k, w->x->skip[h] * d);
    return d * lanes_load(mixer_row(w, w->o.error, h, t) + at);
}

INLINE void add_to(real *to, int k, lanes v) { lanes_store_part(to, k, lanes_load_part(to, k) + v); }

/* Both ways back have a norm of n numbers, y = i gain x with i = (mean x^2 + epsilon)^-1/2: with u = gain dy, dx = i u
 * - x along, along = i^3 mean(x u); dgain += dy x i. */
INLINE void narrow_row_backward(const struct mixer_walk *w, int t, const real *dmixed, int D) {
    const struct mixer *x = w->x;
    const real *z = w->in + gates_at(w, t);
    real *dz = w->din + gates_at(w, t);
    for (int h = 0; h < w->m->H; h++, dmixed += D, z += D, dz += D) {
        lanes squares = {0}, met = {0}, skipped = {0}, dy[WIDTH_MAX / LANES], slope[WIDTH_MAX / LANES];
        for (int b = 0; b * LANES < D; b++) {
            const int at = b * LANES, k = mixer_lanes(D, at);
            const lanes y = output_of(w, h, t, at), d = lanes_load_part(dmixed + at, k);
            const struct gate gate = gate_of(x->gate, z + at, k);
            dy[b] = d * gate.open, slope[b] = d * gate.slope;
            squares += y * y;
            met += y * dy[b] * lanes_load_part(x->gain + at, k);
        }
        const real i = inverse_root(x, D, squares), along = lanes_sum(met) * i * i * i / (real)D;
        for (int b = 0; b * LANES < D; b++) {
            const int at = b * LANES, k = mixer_lanes(D, at);
            const lanes y = output_of(w, h, t, at), gain = lanes_load_part(x->gain + at, k);
            if (x->gate != MIXER_OPEN) lanes_store_part(dz + at, k, slope[b] * i * gain * y);
            add_to(x->dgain + at, k, dy[b] * y * i);
            skipped += leave(w, h, t, at, k, i * gain * dy[b] - along * y);
        }
        if (x->skip) x->dskip[h] += lanes_sum(skipped);
    }
}

INLINE void wide_row_backward(const struct mixer_walk *w, int t, const real *dmixed, int D) {
    const struct mixer *x = w->x;
    const int C = w->m->C, blocks = recurrence_width(D) / LANES;
    const real *z = w->in + gates_at(w, t);
    real *dz = w->din + gates_at(w, t);
    struct gate gate[WIDTH_MAX / LANES + HEADS_MAX];
    lanes squares = {0}, met = {0};
    for (int h = 0; h < w->m->H; h++)
        for (int b = 0; b < blocks; b++) {
            const int at = b * LANES, k = mixer_lanes(D, at), c = h * D + at;
            const struct gate own = gate[h * blocks + b] = gate_of(x->gate, z + c, k);
            const lanes y = output_of(w, h, t, at) * own.open;
            squares += y * y;
            met += y * lanes_load_part(dmixed + c, k) * lanes_load_part(x->gain + c, k);
        }
    const real i = inverse_root(x, C, squares), along = lanes_sum(met) * i * i * i / (real)C;
    for (int h = 0; h < w->m->H; h++) {
        lanes skipped = {0};
        for (int b = 0; b < blocks; b++) {
            const int at = b * LANES, k = mixer_lanes(D, at), c = h * D + at;
            const struct gate own = gate[h * blocks + b];
            const lanes out = output_of(w, h, t, at), y = out * own.open, dy = lanes_load_part(dmixed + c, k),
                        d = i * lanes_load_part(x->gain + c, k) * dy - along * y;
            add_to(x->dgain + c, k, dy * y * i);
            if (x->gate != MIXER_OPEN) lanes_store_part(dz + c, k, d * out * own.slope);
            skipped += leave(w, h, t, at, k, d * own.open);
        }
        if (x->skip) x->dskip[h] += lanes_sum(skipped);
    }
}

INLINE void row_backward(const struct mixer_walk *w, int t, const real *dmixed, int D) {
    if (w->x->wide)
        wide_row_backward(w, t, dmixed, D);
    else
        narrow_row_backward(w, t, dmixed, D);
}

/* What the forward pass left of a token. Inlined, since gcc drops calls of a function that does nothing else. */
INLINE void look_ahead(const struct mixer_walk *w, int t) {
    for (int h = 0; h < w->m->H; h++) {
        lanes_fetch(mixer_row(w, w->o.out, h, t), w->o.W);
        if (w->x->skip) lanes_fetch(mixer_row(w, w->o.error, h, t), w->o.W);
    }
    if (w->x->gate != MIXER_OPEN) lanes_fetch(w->in + gates_at(w, t), w->m->C);
}

void mixer_output_backward(const struct mixer_walk *w) {
    const struct queries q = queries_of(w);
    for (int i = q.from; i < q.to; i++) {
        const real *dmixed = w->m->dmixed + (long)i * w->m->C;
        if (i + MIXER_AHEAD < q.to) look_ahead(w, token_of(w, q, i + MIXER_AHEAD));
        MIXER_WITH_SIZE(w->m->D, row_backward, w, token_of(w, q, i), dmixed)
    }
}
