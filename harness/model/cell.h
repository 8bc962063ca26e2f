/* One sequence and one head of a layer, and the bands in which attention walks it. */
#ifndef LEXBENCH_CELL_H
#define LEXBENCH_CELL_H
#include "base/vec.h"
#include "model/internal.h"
#include "model/math/distance.h"
#include <float.h>
#include <math.h>
#include <string.h>

/* Channels of one head and kind, from the first token of the sequence on, one every `stride`; at NULL: none. */
struct channel {
    int stride;
    const double *at;
    double *d; /* the way back only */
};
struct channels {
    struct channel gate, strength, direction, turn, shift[2];
    struct channel forget[2]; /* of queries, of keys */
    int forget_size;          /* E */
    real forget_factor;
};

/* The head's gates of distance; query NULL: none. */
struct slopes {
    const real *query, *key, *weight; /* v [D], u [D], a and b */
    real *dquery, *dkey, *dweight;    /* the way back only */
};

struct cell {
    struct model *m;
    struct layer_acts *acts;
    int layer, head, kind;
    int n, T;                           /* queries, keys */
    int q0, k0;                         /* first query row, first key row of the group */
    const int *index;                   /* token index of each query; NULL: 0..n-1 */
    const int *step;                    /* [T] integer positions; NULL: even */
    real scale;                         /* 1/sqrt(D), or what the scheme makes of it */
    const real *bias;                   /* [distances] or NULL */
    real *dbias;                        /* its gradient or NULL */
    const real *temperature;            /* [longest] by the keys a query sees, less 1; or NULL */
    real *dtemperature;                 /* its gradient or NULL */
    bool polar;                         /* the content product meets radii and angles */
    bool vectors;                       /* the scheme's vectors by distance serve this head */
    const double *position;             /* of the sequence's tokens */
    const double *decay;                /* [P] rates of pairs in the content product, or NULL */
    bool decays_at_once;                /* rows of all bands stand, */
    double decay_from;                  /* counted from this position */
    const int *query_place, *key_place; /* rows of the vectors by place; NULL: none here */
    struct mask mask;
    real sink; /* logit of the key without value; -inf: none */
    struct normaliser normaliser;
    struct counted counted; /* rows 0: none here */
    struct channels channels;
    struct slopes slopes;
    real *weights;  /* [n][T], kept for the way back; NULL: nothing is kept */
    real *selected; /* [n][T] likewise, of all heads, where queries mask keys for later ones */
    real *bins;     /* [n][R] likewise, when the scheme has a value term */
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
    real *score;         /* [n][T]; only columns of `keys` are ever written or read */
    real *bins;          /* [n][R] weight by row of the vectors, or NULL */
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

/* What the content product multiplies: `size` numbers each of the cell's queries and keys, from the first one on. */
struct met {
    const real *query, *key;
    int query_stride, key_stride, size;
};

static inline struct met cell_met(const struct cell *c, int branch) {
    const struct layer_acts *a = c->acts;
    const int C = c->m->C, D = c->m->D, wide = branch ? branch_width(c->m, branch) : c->polar ? 2 : 1;
    struct met met = {.query_stride = wide * C, .key_stride = branch || c->polar ? wide * C : 2 * C, .size = wide * D};
    const real *query = branch ? a->q_branch[branch] : c->polar ? a->q_polar : a->q;
    const real *key = branch ? a->k_branch[branch] : c->polar ? a->k_polar : a->kv;
    met.query = query + (long)c->q0 * met.query_stride + c->head * met.size;
    met.key = key + (long)c->k0 * met.key_stride + c->head * met.size;
    return met;
}

/* channels.c: of a head, for the sequence that begins at a row of the group. */
struct channels channels_of(const struct model *m, int layer, int head, long row);

static inline real *row_table(real *table, const struct model *m, int head) {
    return table ? table + (long)head * m->room_longest : NULL;
}

struct slopes slopes_of(const struct model *m, int layer, int head); /* slopes.c */

static inline bool place_vectors_stand(const struct model *m, int layer, int head) {
    return m->place_part >= 0 && part_stands(m, m->place_part, layer) && part_has_head(m, m->place_part, head);
}

static inline double channel_at(const struct channel *c, int token) { return c->at[(long)token * c->stride]; }
static inline double *channel_d(const struct channel *c, int token) { return c->d + (long)token * c->stride; }

static inline struct cell cell_of(struct model *m, int layer, const struct group *g, int s, int head) {
    const bool apart = answers_only(m, layer), placed = place_vectors_stand(m, layer, head);
    const struct distance_tables *table = &m->tables.distance[layer];
    const int kind = g->kind ? g->kind[s] : 0;
    const long at = ((long)kind * m->H + head) * m->tables.distances;
    return (struct cell){.m = m,
                         .acts = &m->acts[layer],
                         .layer = layer,
                         .head = head,
                         .kind = kind,
                         .n = apart ? g->answer_start[s + 1] - g->answer_start[s] : g->start[s + 1] - g->start[s],
                         .T = g->start[s + 1] - g->start[s],
                         .q0 = apart ? g->answer_start[s] : g->start[s],
                         .k0 = g->start[s],
                         .index = apart ? g->answer_index + g->answer_start[s] : NULL,
                         .step = g->even[s] ? NULL : g->step + g->start[s],
                         .scale = (real)(m->score_scale[layer][head] / sqrt((double)m->D)),
                         .bias = table->bias ? table->bias + at : NULL,
                         .dbias = table->dbias ? table->dbias + at : NULL,
                         .temperature = row_table(m->tables.temperature[layer], m, head),
                         .dtemperature = row_table(m->tables.dtemperature[layer], m, head),
                         .polar = polar_stands(m, layer, head),
                         .vectors = vectors_stand(m, layer, head),
                         .position = g->position + g->start[s],
                         .decay = decay_rates(m, layer, head),
                         .query_place = !placed ? NULL
                                        : apart ? g->answer_place + g->answer_start[s]
                                                : g->place + g->start[s],
                         .key_place = placed ? g->place + g->start[s] : NULL,
                         .mask = m->mask[layer][head],
                         .sink = m->has_sink ? m->tables.sink[layer][head] : -(real)INFINITY,
                         .normaliser = m->tables.normaliser[layer][head],
                         .counted = counted_of(m, layer, head),
                         .slopes = slopes_of(m, layer, head),
                         .channels = channels_of(m, layer, head, g->start[s])};
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

static inline void band_zero(const struct band *b, int T, real *x) {
    for (int i = 0; i < b->n; i++) band_clear(b, 0, T, x + (long)i * T);
}

/* to += from on the band's keys. */
static inline void band_add(const struct band *b, int T, const real *from, real *to) {
    for (int i = 0; i < b->n; i++)
        for (int k = 0; k < b->pieces; k++) {
            const long at = (long)i * T + b->keys[k].from;
            vec_add(to + at, from + at, b->keys[k].to - b->keys[k].from);
        }
}

/* Sum of the weights of the band's row i. */
static inline real band_row_sum(const struct band *b, int i, int T) {
    real sum = 0;
    for (int k = 0; k < b->pieces; k++)
        sum += vec_sum(b->score + (long)i * T + b->keys[k].from, b->keys[k].to - b->keys[k].from);
    return sum;
}

/* slopes.c: score[i][j] -= |distance| (gate of the query + gate of the key). */
void slopes_forward(const struct cell *c, const struct band *b, real *out);
void slopes_backward(const struct cell *c, const struct band *b, const real *d);

/* gates.c: score[i][j] += c_i - c_j. */
void gates_forward(const struct cell *c, const struct band *b, real *out);
void gates_backward(const struct cell *c, const struct band *b, const real *d);

/* reflect.c: the content product of turned keys, bands in order; the way back takes the whole cell's score gradient. */
void reflect_begin(const struct cell *c);
void reflect_scores(const struct cell *c, const struct band *b, real *out);
void reflect_collect(const struct cell *c, const struct band *b, const real *d);
void reflect_backward(const struct cell *c);

/* attention.c: the content product q k' / sqrt(D), [n][T] like the band's scores. */
void content_scores(const struct cell *c, const struct band *b, real *out);

/* decay.c: what a cell's bands meet where pairs decay with distance; the content product of a branch there, on some
 * keys of a band; and d of it to queries and keys. */
void decay_begin(struct cell *c);
void decay_begin_backward(struct cell *c);
void decay_end_backward(const struct cell *c);
void decay_scores(const struct cell *c, const struct band *b, int branch, struct keys keys, real *out);
void decay_backward(const struct cell *c, const struct band *b, struct keys keys, const real *d);

/* branches.c: a token's position as a branch has it; the content product where each range of keys has turns of its own;
 * spare: another band. */
double branch_position(const struct cell *c, int branch, bool key, int token);
void branches_scores(const struct cell *c, const struct band *b, real *spare, real *out);

/* temperature.c: scales the cell's queries before, and the gradient to them after, its bands are walked. */
void temperature_forward(const struct cell *c);
void temperature_backward(const struct cell *c);

/* counted.c: adds contextual positions, counted on the content scores, to out (which may be the same). The way back
 * takes d of the sum to the queries and to the vectors; dcontent comes in as the content scores and leaves as what came
 * through the gates. */
void counted_forward(const struct cell *c, const struct band *b, const real *content, real *out);
void counted_backward(const struct cell *c, const struct band *b, const real *d, real *dcontent);

/* across.c: of the cells c[H] of one sequence and their bands b[H], with arrays like the bands' scores for each head.
 * score: content scores in, whole scores out. added: what else is added to them; unused where nothing is. */
void across_forward(const struct cell *c, const struct band *b, real *const *score, real *const *added);
/* d: of the whole scores in, of the added terms out. content: scores in, their gradient out. */
void across_backward(const struct cell *c, const struct band *b, real *const *d, real *const *content,
                     real *const *added);

/* reach.c: narrows the cell's window to the keys that can matter, in evaluations of REACH_LEAST tokens and more. After
 * the queries have their temperature. */
enum { REACH_LEAST = 512 };
/* What the keys left out weigh together in a row, at most: less than a weight's rounding. */
#define REACH_TAIL (sizeof(real) == sizeof(float) ? (double)FLT_EPSILON : DBL_EPSILON)
void reach_narrow(struct cell *c);
/* The largest distance below T that is needed: near[-d] is the bias at distance d, bound the largest |content score|.
 */
int reach_distance(const real *near, int T, double bound);

/* bias.c */
void bias_forward(const struct cell *c, const struct band *b, real *out);
void bias_backward(const struct cell *c, const struct band *b, const real *d);

/* place_vectors.c */
void place_vectors_forward(const struct cell *c, const struct band *b, real *out);
void place_vectors_backward(const struct cell *c, const struct band *b, const real *d);

/* forget.c: score[i][j] += sums of log gates between key and query. room: a band of scores. */
void forget_forward(const struct cell *c, const struct band *b, real *room, real *out);
void forget_backward(const struct cell *c, const struct band *b, const real *d, real *room);

/* select.c: of the cells c[H] of one sequence, whose queries are all tokens, and their bands b[H], in order; the way
 * back in reverse order. begin: before the first band in either. d: of the scores after, to before. */
void select_begin(const struct cell *c);
void select_forward(const struct cell *c, const struct band *b);
void select_backward(const struct cell *c, const struct band *b, real *const *d);

/* vectors.c: what a cell's keys meet, before its bands; a band's scores and outputs. The way back: keys gather over the
 * bands and give at the end. */
void vectors_begin(const struct cell *c);
void vectors_forward(const struct cell *c, const struct band *b, real *out);
void vectors_output(const struct cell *c, const struct band *b);
void vectors_begin_backward(const struct cell *c);
/* dmixed: of the band's first row, stride C; adds to d of the weights. */
void vectors_output_backward(const struct cell *c, const struct band *b, const real *dmixed, real *d);
void vectors_backward(const struct cell *c, const struct band *b, const real *d);
void vectors_end_backward(const struct cell *c);

/* normaliser.c */
void normaliser_forward(const struct cell *c, const struct band *b);
void normaliser_backward(const struct cell *c, const struct band *b, real *d);
void remainder_forward(const struct cell *c, const struct band *b);
/* dmixed: of the band's first row, stride C. */
void remainder_backward(const struct cell *c, const struct band *b, const real *dmixed, real *d);

#endif
