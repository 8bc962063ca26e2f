/* One sequence and one head of a layer (a cell), and the bands in which attention walks it: blocks of consecutive
 * queries.
 */
#ifndef LEXBENCH_CELL_H
#define LEXBENCH_CELL_H
#include "base/vec.h"
#include "model/internal.h"
#include "model/math/distance.h"
#include <float.h>
#include <math.h>
#include <string.h>

struct cell {
    struct model *m;
    struct layer_acts *acts;
    const struct group *group;
    int sequence; /* of the group */
    int layer, head, task;
    int n, T;               /* queries, keys */
    int q0, k0;             /* first query row, first key row of the group */
    long pairs;             /* of queries and keys in the group's sequences before this one */
    const int *index;       /* token index of each query; NULL: 0..n-1 */
    const int *step;        /* [T] integer positions; NULL: even */
    const double *position; /* of the sequence's tokens */
    /* What atoms may change before the bands are walked: */
    real scale;       /* of the content product: 1/sqrt(D), or what the scheme makes of it */
    struct mask mask; /* what the head sees */
    real sink;        /* logit of a key without value; -inf: none */
    real *dsink;      /* its gradient, or NULL */
    real *weights;    /* [n][T], kept for the backward pass; NULL: nothing is kept */
};

/* Keys from..to-1. */
struct keys {
    int from, to;
};

/* Training: bands so low that little of what they cover lies in the future. Evaluation: as high as fits into cache. */
enum { TRAIN_BAND = 32, BAND_ROWS = 64, BAND_ROWS_LEAST = 16, BAND_PAIRS = 64 * 4096 };

/* Queries [first, first + n) of a cell and all keys that some of them see. Scores become weights in place. */
struct band {
    int first, n;
    struct keys keys[2]; /* ascending, apart; the first holds sinks when there are two */
    int pieces;          /* of keys: 1 or 2 */
    long stride;         /* of rows of scores: T, and less in a tile (tiles.c), where `score` begins before its room */
    real *score;         /* [n][stride], by key; only columns of `keys` are ever written or read */
    real *spare;         /* another such room of scratch, for atoms with ATOM_SPARE; else NULL */
    real *mixed;         /* [n] rows of D numbers, one every mixed_stride: weighted sums of values */
    int mixed_stride;
};

/* Keys one query sees: [0, sinks) and [first, last), sinks <= first. */
struct visible {
    int sinks, first, last;
};

static inline int cell_token(const struct cell *c, int i) { return c->index ? c->index[i] : i; }
static inline int cell_seen(const struct cell *c, int i) { return c->m->config.causal ? cell_token(c, i) + 1 : c->T; }

static inline void cell_narrow(struct visible *v, int first, int last) {
    if (first > v->first) v->first = first;
    if (last < v->last) v->last = last;
}

static inline struct visible cell_visible(const struct cell *c, int i) {
    struct visible v = {.last = cell_seen(c, i)};
    if (!c->mask.window && !c->mask.block) return v;
    const int t = cell_token(c, i);
    if (c->mask.window) cell_narrow(&v, t - (int)c->mask.window + 1, t + (int)c->mask.window);
    if (c->mask.block)
        cell_narrow(&v, (t / (int)c->mask.block - 1) * (int)c->mask.block,
                    (t / (int)c->mask.block + 2) * (int)c->mask.block);
    v.sinks = c->mask.sinks < v.first ? (int)c->mask.sinks : v.first;
    /* Where all tokens are seen a window may end before the last sink. */
    const int seen = cell_seen(c, i), sinks = c->mask.sinks < seen ? (int)c->mask.sinks : seen;
    if (v.last < sinks) v.last = sinks;
    return v;
}

static inline int visible_count(struct visible v) { return v.sinks + v.last - v.first; }

/* What a query sees of row x: in place, or side by side in `copy` when sinks stand apart; put back in that case. */
static inline real *visible_part(struct visible v, const real *x, real *copy) {
    if (!v.sinks) return (real *)x + v.first;
    memcpy(copy, x, sizeof *x * (size_t)v.sinks);
    memcpy(copy + v.sinks, x + v.first, sizeof *x * (size_t)(v.last - v.first));
    return copy;
}
static inline void visible_put_back(struct visible v, const real *part, real *x) {
    if (!v.sinks) return;
    memcpy(x, part, sizeof *x * (size_t)v.sinks);
    memcpy(x + v.first, part + v.sinks, sizeof *x * (size_t)(v.last - v.first));
}

static inline struct distance_row cell_row(const struct cell *c, int i) {
    const int t = cell_token(c, i);
    return (struct distance_row){.step = c->step,
                                 .own = c->step ? c->step[t] : t,
                                 .longest = c->m->tables.longest_distance,
                                 .causal = c->m->config.causal};
}

/* Rows of the cell's queries and keys: head's columns, strides C and 2C. */
static inline const real *cell_query(const struct cell *c, int i) {
    return c->acts->q + ((long)c->q0 + i) * c->m->C + c->head * c->m->D;
}
static inline const real *cell_key(const struct cell *c, int j) {
    return c->acts->kv + ((long)c->k0 + j) * 2 * c->m->C + c->head * c->m->D;
}
static inline const real *cell_value(const struct cell *c, int j) { return cell_key(c, j) + c->m->C; }
static inline real *cell_mixed(const struct cell *c, int i) {
    return c->acts->mixed + ((long)c->q0 + i) * c->m->C + c->head * c->m->D;
}

/* The form of queries and keys that the head meets in a branch. */
static inline const struct operands *operands_of(const struct cell *c, int branch) {
    const struct operands *o = c->acts->operands + c->acts->n_operands - 1;
    while (o->branch != branch || !(o->heads >> c->head & 1)) o--;
    return o;
}

/* What the content product multiplies: `size` numbers each of the cell's queries and keys, from the first one on, and
 * their gradients (training room only). */
struct met {
    real *query, *key, *dquery, *dkey;
    int query_stride, key_stride, size;
};

static inline struct met cell_met(const struct cell *c, int branch) {
    const struct operands *o = operands_of(c, branch);
    const long query = (long)c->q0 * o->query_stride + c->head * o->size,
               key = (long)c->k0 * o->key_stride + c->head * o->size;
    return (struct met){.query = o->query + query,
                        .key = o->key + key,
                        .dquery = o->dquery ? o->dquery + query : NULL,
                        .dkey = o->dkey ? o->dkey + key : NULL,
                        .query_stride = o->query_stride,
                        .key_stride = o->key_stride,
                        .size = o->size};
}

/* Gradients of the cell's queries and keys as they are projected: head's columns, strides C and 2C. */
static inline real *cell_dquery(const struct cell *c, int i) {
    return c->m->dq + ((long)c->q0 + i) * c->m->C + c->head * c->m->D;
}
static inline real *cell_dkey(const struct cell *c, int j) {
    return c->m->dkv + ((long)c->k0 + j) * 2 * c->m->C + c->head * c->m->D;
}

/* pairs: of queries and keys in the sequences of the group before s. */
static inline struct cell cell_of(struct model *m, int layer, const struct group *g, int s, int head, long pairs) {
    const bool apart = answers_only(m, layer);
    struct cell c = {.m = m,
                     .acts = &m->acts[layer],
                     .group = g,
                     .sequence = s,
                     .layer = layer,
                     .head = head,
                     .task = g->task ? g->task[s] : 0,
                     .n = apart ? g->answer_start[s + 1] - g->answer_start[s] : g->start[s + 1] - g->start[s],
                     .T = g->start[s + 1] - g->start[s],
                     .q0 = apart ? g->answer_start[s] : g->start[s],
                     .k0 = g->start[s],
                     .pairs = pairs,
                     .index = apart ? g->answer_index + g->answer_start[s] : NULL,
                     .step = g->even[s] ? NULL : g->step + g->start[s],
                     .position = g->position + g->start[s],
                     .scale = (real)(m->score_scale[layer][head] / sqrt((double)m->D)),
                     .mask = m->mask[layer][head],
                     .sink = -(real)INFINITY};
    if (c.acts->weights) c.weights = c.acts->weights + m->H * pairs + (long)head * c.n * c.T;
    return c;
}

/* The columns of piece k that the band's row i may see: up to its own token when causal. */
static inline struct keys row_keys(const struct cell *c, const struct band *b, int i, int k) {
    struct keys keys = b->keys[k];
    const int seen = cell_seen(c, b->first + i);
    if (seen < keys.to) keys.to = seen;
    if (keys.to < keys.from) keys.to = keys.from;
    return keys;
}

/* Zero in columns [from, to) of row x, as far as the band holds them. */
static inline void band_clear(const struct band *b, int from, int to, real *x) {
    for (int k = 0; k < b->pieces; k++)
        for (int j = from > b->keys[k].from ? from : b->keys[k].from; j < b->keys[k].to && j < to; j++) x[j] = 0;
}

static inline void band_clear_hidden(const struct band *b, struct visible v, int T, real *x) {
    band_clear(b, v.sinks, v.first, x);
    band_clear(b, v.last, T, x);
}

static inline void band_zero(const struct band *b, real *x) {
    for (int i = 0; i < b->n; i++) band_clear(b, 0, b->keys[b->pieces - 1].to, x + i * b->stride);
}

/* to += from on the band's keys. */
static inline void band_add(const struct band *b, const real *from, real *to) {
    for (int i = 0; i < b->n; i++)
        for (int k = 0; k < b->pieces; k++) {
            const long at = i * b->stride + b->keys[k].from;
            vec_add(to + at, from + at, b->keys[k].to - b->keys[k].from);
        }
}

/* Sum of the weights of the band's row i. */
static inline real band_row_sum(const struct band *b, int i) {
    real sum = 0;
    for (int k = 0; k < b->pieces; k++)
        sum += vec_sum(b->score + i * b->stride + b->keys[k].from, b->keys[k].to - b->keys[k].from);
    return sum;
}

/* attention.c. The content product q k' / sqrt(D), like the band's scores, whoever makes it. */
void content_scores(const struct cell *c, const struct band *b, real *out);
/* On some keys of a band, with the operands of a branch; and d of it to queries and keys of branch 0. */
void content_product(const struct cell *c, const struct band *b, int branch, struct keys keys, real *out);
/* Everything that is added to it: out += (out may be the content). */
void added_scores(const struct cell *c, const struct band *b, const real *content, real *out);
/* Of queries first..first+n-1 of a cell: the keys that some of them see, ascending, to keys[2]; how many pieces. */
int keys_of_rows(const struct cell *c, int first, int n, struct keys *keys);

/* tiles.c: evaluation in tiles of keys. Whether a head of a layer goes that way, when tables stand; whether it does
 * whatever they say; the room that takes, in reals; and the walk, after the atoms' `begin`. */
bool tiles_do(const struct model *m, int layer, int head);
bool tiles_for_sure(const struct model *m, int layer, int head);
long tiles_room(const struct model *m, long longest);
void tiles_forward(const struct cell *c);
#endif
