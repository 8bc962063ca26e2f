/* Score atom "key updates" (PaTH, Yang et al. 2025): every token reflects the keys before it, k_j -= b_n (w_n . k_j)
 * w_n. The keys of a head are worked on in a copy, tokens in order; queries meet the keys as they stand after their own
 * token. In the copy keys stand in blocks of LANES, number by number: [blocks][D][LANES], zeros behind the last key.
 *
 * Backward pass: the walk is undone from the last token, which needs w_n . k_j before each update and no inverse of the
 * reflection (it has none at b = 1).
 */
#include "model/atom/channels.h"

struct state {          /* of one head */
    real *keys, *dkeys; /* [blocks][D][LANES] */
    real *along;        /* [longest][longest, padded] w_n . key_j before token n turned it */
    real *dscore;       /* [longest][longest, padded] */
    real *sums;         /* [D][LANES] */
    struct channel strength, direction;
};
static struct state *own(const struct model *m) { return m->state[ATOM_householder]; }

static int blocks(int n) { return (n + LANES - 1) / LANES; }
static long padded(long n) { return (n + LANES - 1) / LANES * LANES; }

static int channels(const struct model *m, int part) { return part_own_head(m, part, m->H) * (1 + m->D); }

static void room(struct model *m, struct arena *arena, long N, long longest) {
    struct state *s = own(m);
    const size_t wide = (size_t)(m->D * padded(longest)), square = (size_t)(longest * padded(longest));
    (void)N;
    s->keys = take(arena, true, wide);
    s->dkeys = take(arena, m->training, wide);
    s->along = take(arena, m->training, square);
    s->dscore = take(arena, m->training, square);
    s->sums = take(arena, m->training, (size_t)(m->D * LANES));
}

/* Keys 0..n-1 of a row of numbers per key that is padded: those of block k. */
static real *row(const struct cell *c, real *base, int n) { return base + (long)n * padded(c->T); }
static real *block(const struct cell *c, real *base, int k) { return base + (long)k * c->m->D * LANES; }
static lanes only(lanes v, int n) { return (lanes)(lanes_first(n) & (lanes_mask)v); }

static real strength(const struct cell *c, int n) { return (real)channel_at(&own(c->m)->strength, n); }

/* w_n times a factor, in real. */
static void scaled_direction(const struct cell *c, int n, real factor, real *out) {
    const double *w = own(c->m)->direction.at + (long)n * own(c->m)->direction.stride;
    for (int d = 0; d < c->m->D; d++) out[d] = factor * (real)w[d];
}

static void scaled_query(const struct cell *c, int i, real *out) {
    const real *q = cell_query(c, i);
    for (int d = 0; d < c->m->D; d++) out[d] = c->scale * q[d];
}

static void copy_keys(const struct cell *c) {
    const int D = c->m->D;
    memset(own(c->m)->keys, 0, sizeof(real) * (size_t)D * (size_t)padded(c->T));
    for (int j = 0; j < c->T; j++) {
        const real *key = cell_key(c, j);
        real *to = block(c, own(c->m)->keys, j / LANES) + j % LANES;
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
        real *keys = block(c, own(c->m)->keys, k);
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
        const lanes s = meet(block(c, own(c->m)->keys, k), q, c->m->D);
        lanes_store(to, lanes_pick(lanes_first(n - k * LANES), s, lanes_load(to)));
    }
}

/* Tokens between the last query of the band before and this one's turn the keys first. */
static bool content(const struct cell *c, const struct band *b, real *out) {
    int done = b->first ? cell_token(c, b->first - 1) + 1 : 0;
    for (int i = 0; i < b->n; i++) {
        const int t = cell_token(c, b->first + i);
        for (; done <= t; done++) reflect(c, done, NULL);
        score_row(c, b->first + i, t + 1, out + (long)i * c->T);
    }
    return true;
}

/* The backward pass takes the whole cell's score gradient: bands only collect it. */
static bool content_backward(const struct cell *c, const struct band *b, const real *d) {
    for (int i = 0; i < b->n; i++) {
        real *to = row(c, own(c->m)->dscore, b->first + i);
        memset(to, 0, sizeof *to * (size_t)padded(c->T));
        for (int k = 0; k < b->pieces; k++)
            for (int j = b->keys[k].from; j < b->keys[k].to; j++) to[j] = d[(long)i * c->T + j];
    }
    return true;
}

/* dq = sum over j of ds_j k_j, and dk_j += ds_j q. */
static void query_backward(const struct cell *c, int i, int t) {
    struct model *m = c->m;
    real q[WIDTH_MAX], *sums = own(m)->sums;
    const real *ds = row(c, own(m)->dscore, i);
    real *dq = cell_dquery(c, i);
    scaled_query(c, i, q);
    memset(sums, 0, sizeof *sums * (size_t)m->D * LANES);
    for (int k = 0; k < blocks(t + 1); k++) {
        const real *keys = block(c, own(m)->keys, k);
        real *dkeys = block(c, own(m)->dkeys, k);
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
    real w[WIDTH_MAX], turned[WIDTH_MAX], *sums = own(m)->sums;
    const real b = strength(c, n), *along = row(c, own(m)->along, n);
    double *dw = channel_d(&own(c->m)->direction, n);
    lanes both = {0};
    scaled_direction(c, n, 1, w);
    scaled_direction(c, n, b, turned);
    memset(sums, 0, sizeof *sums * (size_t)m->D * LANES);
    for (int k = 0; k < blocks(n); k++) {
        real *keys = block(c, own(m)->keys, k), *dkeys = block(c, own(m)->dkeys, k);
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
    *channel_d(&own(c->m)->strength, n) -= (double)lanes_sum(both);
    for (int d = 0; d < m->D; d++) dw[d] -= (double)(b * lanes_sum(lanes_load(sums + d * LANES)));
}

static void end_backward(struct cell *c) {
    struct model *m = c->m;
    const int D = m->D;
    if (c->n == 0) return;
    const int last = cell_token(c, c->n - 1);
    copy_keys(c);
    for (int n = 0; n <= last; n++) reflect(c, n, row(c, own(m)->along, n));
    memset(own(m)->dkeys, 0, sizeof(real) * (size_t)D * (size_t)padded(c->T));
    for (int n = last, i = c->n - 1; n >= 0; n--) {
        for (; i >= 0 && cell_token(c, i) == n; i--) query_backward(c, i, n);
        token_backward(c, n);
    }
    for (int j = 0; j <= last; j++) {
        const real *from = block(c, own(m)->dkeys, j / LANES) + j % LANES;
        real *dkey = cell_dkey(c, j);
        for (int d = 0; d < D; d++) dkey[d] += from[d * LANES];
    }
}

static void begin(struct cell *c, bool back) {
    const int head = cell_own_head(c, ATOM_householder),
              heads = part_own_head(c->m, part_of(c->m, ATOM_householder), c->m->H);
    own(c->m)->strength = cell_channel(c, ATOM_householder, head);
    own(c->m)->direction = cell_channel(c, ATOM_householder, heads + head * c->m->D);
    if (!back) copy_keys(c);
}

static bool agree(struct model *m, struct error *err) {
    const int part = part_of(m, ATOM_householder);
    EACH_ATOM(at, &m->anywhere) {
        const unsigned traits = atom_traits(at->atom);
        const char *why = traits & ATOM_TOGETHER && !(traits & ATOM_APART) ? "keys are updated head by head"
                          : traits & (ATOM_APART | ATOM_CONTENT)
                              ? "the backward pass would need scores of updated keys again"
                          : (at->atom->content || at->atom->product) && at->number != ATOM_householder
                              ? "keys that are updated along the way have no other content product"
                              : NULL;
        for (int i = 0; why && i < m->scheme.n; i++)
            if (part_has_atom(m, i, at->number) && !part_left(m, i)) return part_clash(m, part, i, why, err);
    }
    return m->layout_part < 0 || m->layout != ROTARY_POLAR ||
           part_clash(m, m->layout_part, part, "keys that are updated have no radius", err);
}

const struct atom atom_householder = {.alone = "update keys on their way",
                                      .state = sizeof(struct state),
                                      .agree = agree,
                                      .channels = channels,
                                      .room = room,
                                      .begin = begin,
                                      .content = content,
                                      .content_backward = content_backward,
                                      .end_backward = end_backward};
