/* Score atom "key updates" (PaTH, Yang et al. 2025): every token reflects the keys before it, k_j -= b_n (w_n . k_j)
 * w_n. The keys of a head are worked on in a copy, tokens in order; queries meet the keys as they stand after their own
 * token. In the copy keys stand in blocks of LANES, number by number: [blocks][D][LANES], zeros behind the last key.
 *
 * Way back: the walk is undone from the last token, which needs w_n . k_j before each update and no inverse of the
 * reflection (it has none at b = 1).
 */
#include "model/cell.h"

static int blocks(int n) { return (n + LANES - 1) / LANES; }
static long padded(long n) { return (n + LANES - 1) / LANES * LANES; }

void reflect_size(struct model *m, struct arena *arena, long longest) {
    const bool any = m->reflect_part >= 0, back = any && m->training;
    const size_t wide = (size_t)(m->D * padded(longest)), square = (size_t)(longest * padded(longest));
    m->reflect.keys = arena_take(arena, any ? wide : 0, sizeof(real));
    m->reflect.dkeys = arena_take(arena, back ? wide : 0, sizeof(real));
    m->reflect.along = arena_take(arena, back ? square : 0, sizeof(real));
    m->reflect.dscore = arena_take(arena, back ? square : 0, sizeof(real));
    m->reflect.sums = arena_take(arena, back ? (size_t)(m->D * LANES) : 0, sizeof(real));
}

/* Keys 0..n-1 of a row of numbers per key that is padded: those of block k. */
static real *row(const struct cell *c, real *base, int n) { return base + (long)n * padded(c->T); }
static real *block(const struct cell *c, real *base, int k) { return base + (long)k * c->m->D * LANES; }
static lanes only(lanes v, int n) { return (lanes)(lanes_first(n) & (lanes_mask)v); }

static real strength(const struct cell *c, int n) { return (real)channel_at(&c->channels.strength, n); }

/* w_n times a factor, in real. */
static void scaled_direction(const struct cell *c, int n, real factor, real *out) {
    const double *w = c->channels.direction.at + (long)n * c->channels.direction.stride;
    for (int d = 0; d < c->m->D; d++) out[d] = factor * (real)w[d];
}

static void scaled_query(const struct cell *c, int i, real *out) {
    const real *q = cell_query(c, i);
    for (int d = 0; d < c->m->D; d++) out[d] = c->scale * q[d];
}

void reflect_begin(const struct cell *c) {
    const int D = c->m->D;
    memset(c->m->reflect.keys, 0, sizeof(real) * (size_t)D * (size_t)padded(c->T));
    for (int j = 0; j < c->T; j++) {
        const real *key = cell_key(c, j);
        real *to = block(c, c->m->reflect.keys, j / LANES) + j % LANES;
        for (int d = 0; d < D; d++) to[d * LANES] = key[d];
    }
}

/* x . k of a block's keys. */
static inline lanes meet(const real *keys, const real *x, int D) {
    lanes sum = {0};
    for (int d = 0; d < D; d++) sum += x[d] * lanes_load(keys + d * LANES);
    return sum;
}

/* Token n turns the keys before it; along: where w_n . k_j goes, or NULL. */
static void reflect(const struct cell *c, int n, real *along) {
    const int D = c->m->D;
    real w[WIDTH_MAX], turned[WIDTH_MAX];
    scaled_direction(c, n, 1, w);
    scaled_direction(c, n, -strength(c, n), turned);
    for (int k = 0; k < blocks(n); k++) {
        real *keys = block(c, c->m->reflect.keys, k);
        const lanes a = only(meet(keys, w, D), n - k * LANES);
        if (along) lanes_store(along + k * LANES, a);
        for (int d = 0; d < D; d++) lanes_store(keys + d * LANES, lanes_load(keys + d * LANES) + turned[d] * a);
    }
}

/* What stands behind the row's end is read and written back, as softmax.h does. */
static void score_row(const struct cell *c, int i, int n, real *out) {
    real q[WIDTH_MAX];
    scaled_query(c, i, q);
    for (int k = 0; k < blocks(n); k++) {
        real *to = out + k * LANES;
        const lanes s = meet(block(c, c->m->reflect.keys, k), q, c->m->D);
        lanes_store(to, lanes_pick(lanes_first(n - k * LANES), s, lanes_load(to)));
    }
}

/* Tokens between the last query of the band before and this one's turn the keys first. */
void reflect_scores(const struct cell *c, const struct band *b, real *out) {
    int done = b->first ? cell_token(c, b->first - 1) + 1 : 0;
    for (int i = 0; i < b->n; i++) {
        const int t = cell_token(c, b->first + i);
        for (; done <= t; done++) reflect(c, done, NULL);
        score_row(c, b->first + i, t + 1, out + (long)i * c->T);
    }
}

void reflect_collect(const struct cell *c, const struct band *b, const real *d) {
    for (int i = 0; i < b->n; i++) {
        real *to = row(c, c->m->reflect.dscore, b->first + i);
        memset(to, 0, sizeof *to * (size_t)padded(c->T));
        for (int k = 0; k < b->pieces; k++)
            for (int j = b->keys[k].from; j < b->keys[k].to; j++) to[j] = d[(long)i * c->T + j];
    }
}

/* dq = sum over j of ds_j k_j, and dk_j += ds_j q. */
static void query_backward(const struct cell *c, int i, int t) {
    struct model *m = c->m;
    real q[WIDTH_MAX], *sums = m->reflect.sums;
    const real *ds = row(c, m->reflect.dscore, i);
    real *dq = m->dq + ((long)c->q0 + i) * m->C + c->head * m->D;
    scaled_query(c, i, q);
    memset(sums, 0, sizeof *sums * (size_t)m->D * LANES);
    for (int k = 0; k < blocks(t + 1); k++) {
        const real *keys = block(c, m->reflect.keys, k);
        real *dkeys = block(c, m->reflect.dkeys, k);
        const lanes s = lanes_load(ds + k * LANES);
        for (int d = 0; d < m->D; d++) {
            const int at = d * LANES;
            lanes_store(sums + at, lanes_load(sums + at) + s * lanes_load(keys + at));
            lanes_store(dkeys + at, lanes_load(dkeys + at) + q[d] * s);
        }
    }
    for (int d = 0; d < m->D; d++) dq[d] += c->scale * lanes_sum(lanes_load(sums + d * LANES));
}

/* Undo token n: with a = w . k (before), g = w . dk: db = -sum a g, dw = -b (sum a dk + sum g k), dk -= b g w. */
static void token_backward(const struct cell *c, int n) {
    struct model *m = c->m;
    real w[WIDTH_MAX], turned[WIDTH_MAX], *sums = m->reflect.sums;
    const real b = strength(c, n), *along = row(c, m->reflect.along, n);
    double *dw = channel_d(&c->channels.direction, n);
    lanes both = {0};
    scaled_direction(c, n, 1, w);
    scaled_direction(c, n, b, turned);
    memset(sums, 0, sizeof *sums * (size_t)m->D * LANES);
    for (int k = 0; k < blocks(n); k++) {
        real *keys = block(c, m->reflect.keys, k), *dkeys = block(c, m->reflect.dkeys, k);
        const lanes a = lanes_load(along + k * LANES), g = only(meet(dkeys, w, m->D), n - k * LANES);
        both += a * g;
        for (int d = 0; d < m->D; d++) {
            const int at = d * LANES;
            const lanes key = lanes_load(keys + at) + turned[d] * a, dkey = lanes_load(dkeys + at);
            lanes_store(sums + at, lanes_load(sums + at) + a * dkey + g * key);
            lanes_store(keys + at, key);
            lanes_store(dkeys + at, dkey - turned[d] * g);
        }
    }
    *channel_d(&c->channels.strength, n) -= (double)lanes_sum(both);
    for (int d = 0; d < m->D; d++) dw[d] -= (double)(b * lanes_sum(lanes_load(sums + d * LANES)));
}

void reflect_backward(const struct cell *c) {
    struct model *m = c->m;
    const int D = m->D;
    if (c->n == 0) return;
    const int last = cell_token(c, c->n - 1);
    reflect_begin(c);
    for (int n = 0; n <= last; n++) reflect(c, n, row(c, m->reflect.along, n));
    memset(m->reflect.dkeys, 0, sizeof(real) * (size_t)D * (size_t)padded(c->T));
    for (int n = last, i = c->n - 1; n >= 0; n--) {
        for (; i >= 0 && cell_token(c, i) == n; i--) query_backward(c, i, n);
        token_backward(c, n);
    }
    for (int j = 0; j <= last; j++) {
        const real *from = block(c, m->reflect.dkeys, j / LANES) + j % LANES;
        real *dkey = m->dkv + ((long)c->k0 + j) * 2 * m->C + c->head * D;
        for (int d = 0; d < D; d++) dkey[d] += from[d * LANES];
    }
}
