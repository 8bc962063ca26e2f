/* Score atom "key updates" (PaTH, Yang et al. 2025): every token reflects the keys before it, k_j -= b_n (w_n . k_j)
 * w_n. The keys of a head are worked on in a copy, tokens in order; queries meet the keys as they stand after their own
 * token. Keys stand with their numbers apart, [D][T], so that everything runs along j.
 *
 * Way back: the walk is undone from the last token, which needs w_n . k_j before each update and no inverse of the
 * reflection (it has none at b = 1).
 */
#include "model/cell.h"

static const double *direction(const struct cell *c, int n) {
    return c->channels.direction.at + (long)n * c->channels.direction.stride;
}
static real strength(const struct cell *c, int n) { return (real)channel_at(&c->channels.strength, n); }

void reflect_begin(const struct cell *c) {
    const int D = c->m->D, T = c->T;
    for (int j = 0; j < T; j++) {
        const real *key = cell_key(c, j);
        for (int d = 0; d < D; d++) c->m->reflect.keys[(long)d * T + j] = key[d];
    }
}

/* out[j] = x . k_j for j < n. */
static void along(const struct cell *c, const real *keys, const real *x, int n, real *restrict out) {
    memset(out, 0, sizeof *out * (size_t)n);
    for (int d = 0; d < c->m->D; d++) vec_axpy(out, x[d], keys + (long)d * c->T, n);
}

/* k_j += a[j] x for j < n. */
static void push(const struct cell *c, real *keys, const real *x, const real *a, int n) {
    for (int d = 0; d < c->m->D; d++) vec_axpy(keys + (long)d * c->T, x[d], a, n);
}

/* b_n w_n with a sign, in real. */
static void scaled_direction(const struct cell *c, int n, real factor, real *out) {
    const double *w = direction(c, n);
    for (int d = 0; d < c->m->D; d++) out[d] = factor * (real)w[d];
}

enum { HEAD_SIZE_MAX = 4096 };

/* Token n turns the keys before it; a: where w_n . k_j goes. */
static void reflect(const struct cell *c, int n, real *a) {
    real w[HEAD_SIZE_MAX];
    scaled_direction(c, n, 1, w);
    along(c, c->m->reflect.keys, w, n, a);
    scaled_direction(c, n, -strength(c, n), w);
    push(c, c->m->reflect.keys, w, a, n);
}

static void scaled_query(const struct cell *c, int i, real *out) {
    const real *q = cell_query(c, i);
    for (int d = 0; d < c->m->D; d++) out[d] = c->scale * q[d];
}

/* Tokens between the last query of the band before and this one's turn the keys first. */
void reflect_scores(const struct cell *c, const struct band *b, real *out) {
    real q[HEAD_SIZE_MAX];
    int done = b->first ? cell_token(c, b->first - 1) + 1 : 0;
    for (int i = 0; i < b->n; i++) {
        const int t = cell_token(c, b->first + i);
        for (; done <= t; done++) reflect(c, done, c->m->row[0]);
        scaled_query(c, b->first + i, q);
        along(c, c->m->reflect.keys, q, t + 1, out + (long)i * c->T);
    }
}

void reflect_collect(const struct cell *c, const struct band *b, const real *d) {
    for (int i = 0; i < b->n; i++) {
        real *to = c->m->reflect.dscore + (long)(b->first + i) * c->T;
        memset(to, 0, sizeof *to * (size_t)c->T);
        for (int k = 0; k < b->pieces; k++)
            for (int j = b->keys[k].from; j < b->keys[k].to; j++) to[j] = d[(long)i * c->T + j];
    }
}

/* out[d] = sum_{j<n} a[j] k_j[d]. */
static void gather(const struct cell *c, const real *keys, const real *a, int n, real *out) {
    for (int d = 0; d < c->m->D; d++) out[d] = vec_dot(keys + (long)d * c->T, a, n);
}

static void query_backward(const struct cell *c, int i, int t) {
    struct model *m = c->m;
    real q[HEAD_SIZE_MAX], dq[HEAD_SIZE_MAX];
    const real *ds = m->reflect.dscore + (long)i * c->T;
    real *to = m->dq + ((long)c->q0 + i) * m->C + c->head * m->D;
    gather(c, m->reflect.keys, ds, t + 1, dq);
    for (int d = 0; d < m->D; d++) to[d] += c->scale * dq[d];
    scaled_query(c, i, q);
    push(c, m->reflect.dkeys, q, ds, t + 1);
}

/* Undo token n: with a = w . k (before), g = w . dk: db = -sum a g, dw = -b (sum a dk + sum g k), dk -= b g w. */
static void token_backward(const struct cell *c, int n) {
    struct model *m = c->m;
    real w[HEAD_SIZE_MAX], turned[HEAD_SIZE_MAX], part[HEAD_SIZE_MAX], *g = m->row[0];
    const real *a = m->reflect.along + (long)n * c->T, b = strength(c, n);
    double *dw = channel_d(&c->channels.direction, n);
    scaled_direction(c, n, 1, w);
    along(c, m->reflect.dkeys, w, n, g);
    *channel_d(&c->channels.strength, n) -= (double)vec_dot(a, g, n);
    scaled_direction(c, n, b, turned);
    push(c, m->reflect.keys, turned, a, n);
    gather(c, m->reflect.dkeys, a, n, part);
    for (int d = 0; d < m->D; d++) dw[d] -= (double)(b * part[d]);
    gather(c, m->reflect.keys, g, n, part);
    for (int d = 0; d < m->D; d++) dw[d] -= (double)(b * part[d]);
    scaled_direction(c, n, -b, turned);
    push(c, m->reflect.dkeys, turned, g, n);
}

void reflect_backward(const struct cell *c) {
    struct model *m = c->m;
    const int D = m->D, T = c->T;
    if (c->n == 0) return;
    const int last = cell_token(c, c->n - 1);
    reflect_begin(c);
    for (int n = 0; n <= last; n++) reflect(c, n, m->reflect.along + (long)n * T);
    memset(m->reflect.dkeys, 0, sizeof(real) * (size_t)D * (size_t)T);
    for (int n = last, i = c->n - 1; n >= 0; n--) {
        for (; i >= 0 && cell_token(c, i) == n; i--) query_backward(c, i, n);
        token_backward(c, n);
    }
    for (int j = 0; j <= last; j++) {
        real *dkey = m->dkv + ((long)c->k0 + j) * 2 * m->C + c->head * D;
        for (int d = 0; d < D; d++) dkey[d] += m->reflect.dkeys[(long)d * T + j];
    }
}
