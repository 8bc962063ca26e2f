/* Inside the model: what its files share. Nobody outside harness/model includes this.
 *
 * Reading order: parameters.c (what there is to learn), tables.c, places.c, rotary.c, distances.c (what the scheme
 * says, as tables), rows.c (norms, linear layers, activations: everything that works row by row), attention.c (in bands
 * of queries), forward.c and backward.c (the walk through the layers), optimiser.c.
 *
 * Shapes: N rows of a group or batch, M answer rows, C width, H heads, D head size, F hidden width, V vocabulary, T
 * tokens of a sequence. In the last layer queries, and everything after attention, exist on answer rows only: Q is the
 * number of query rows of a layer, N or M.
 */
#ifndef LEXBENCH_MODEL_INTERNAL_H
#define LEXBENCH_MODEL_INTERNAL_H
#include "base/memory.h"
#include "model/model.h"

/* The tensors of a layer: field, name, rows (0: a vector), columns, weight decay, initial value, condition. */
#define LAYER_TENSORS(X)                                                                                               \
    X(norm1_gain, "norm1.weight", 0, C, false, INIT_ONES, true)                                                        \
    X(norm1_bias, "norm1.bias", 0, C, false, INIT_ZEROS, layer_norm)                                                   \
    X(qkv_weight, "attention.qkv.weight", C, 3 * C, true, INIT_NORMAL, true)                                           \
    X(qkv_bias, "attention.qkv.bias", 0, 3 * C, false, INIT_ZEROS, bias)                                               \
    X(out_weight, "attention.out.weight", C, C, true, INIT_BRANCH, true)                                               \
    X(out_bias, "attention.out.bias", 0, C, false, INIT_ZEROS, bias)                                                   \
    X(norm2_gain, "norm2.weight", 0, C, false, INIT_ONES, true)                                                        \
    X(norm2_bias, "norm2.bias", 0, C, false, INIT_ZEROS, layer_norm)                                                   \
    X(up_weight, "mlp.up.weight", C, up, true, INIT_NORMAL, true)                                                      \
    X(up_bias, "mlp.up.bias", 0, up, false, INIT_ZEROS, bias)                                                          \
    X(down_weight, "mlp.down.weight", F, C, true, INIT_BRANCH, true)                                                   \
    X(down_bias, "mlp.down.bias", 0, C, false, INIT_ZEROS, bias)

/* The tensors of the model, the same columns. */
#define MODEL_TENSORS(X)                                                                                               \
    X(token_embedding, "token_embedding.weight", V, C, true, INIT_NORMAL, true)                                        \
    X(final_gain, "final_norm.weight", 0, C, false, INIT_ONES, pre_norm)                                               \
    X(final_bias, "final_norm.bias", 0, C, false, INIT_ZEROS, (pre_norm && layer_norm))                                \
    X(head_weight, "head.weight", C, V, true, INIT_NORMAL, !tied)

enum init_kind { INIT_ZEROS, INIT_ONES, INIT_NORMAL, INIT_BRANCH };

struct layer_tensors { /* NULL where the configuration has none */
#define X(field, ...) real *field;
    LAYER_TENSORS(X)
#undef X
    real *part[SCHEME_PARTS_MAX][PARAMS_MAX]; /* the scheme's, per layer or shared by all */
};
struct model_tensors {
#define X(field, ...) real *field;
    MODEL_TENSORS(X)
#undef X
    struct layer_tensors layer[LAYERS_MAX];
    real *part[SCHEME_PARTS_MAX][PARAMS_MAX]; /* the scheme's that serve the whole model (layer -1) */
};

/* What the layers keep of one group. Training: every layer its own; evaluation: all layers share one. */
struct layer_acts {
    real *stream_in[SITES][SCHEME_PARTS_MAX]; /* [N][W] what enters each part's map there; NULL: none */
    real *x;                                  /* [N][C] what enters the layer, after maps at its entry */
    real *normed;                             /* [N][C] norm1(x); post-norm: x itself */
    real *stat1;                              /* [N][2] mean and 1/std of norm1 */
    real *x_query;                            /* [Q][C] x on query rows; x itself where Q == N */
    real *normed_query;                       /* [Q][C] likewise */
    real *q;                                  /* [Q][C] turned queries, scaled by the row's temperature */
    real *q_plain, *q_polar_plain;            /* q and q_polar before that; kept only when a temperature is learned */
    real *kv;                                 /* [N][2C] turned keys, then values */
    real *q_branch[BRANCHES_MAX], *k_branch[BRANCHES_MAX]; /* [Q][C], [N][C] turned for branches 1, 2, ...; where some
                            pairs are polar [Q][2C], [N][2C], heads without radii as x and zeros */
    real *q_raw, *k_raw; /* [Q][C], [N][C] before turning, of polar pairs the slopes of radii; kept only when a rotation
                            is learned, queries with turns of tokens' own too */
    real *q_polar, *k_polar; /* [Q][2C], [N][2C] what the content product meets where pairs are polar */
    real *weights; /* attention weights, per sequence and head [queries][T], one after the other; training room only */
    real *bins; /* per sequence and head [queries][R] weight per row of vectors, for a value term; training room only */
    real *channel_in[SCHEME_PARTS_MAX]; /* [N][P] and */
    double *channel[SCHEME_PARTS_MAX];  /* [N][K] of parts with channels; NULL where they do not stand */
    real *turns;    /* [N][2][heads of the part][P] cosines, sines of tokens' own turns; NULL: none */
    real *kv_plain; /* [N][2C] keys and values before shifts; kept for the way back only */
    real *selected; /* per sequence [T][T], what a query masks for later ones; training room only */
    real *mixed;    /* [Q][C] heads' outputs side by side */
    real *mid;      /* [Q][C] x + attention's branch */
    real *mlp_in;   /* [Q][C] norm2(mid); post-norm: norm1(mid) */
    real *stat2;    /* [Q][2] of the norm that made mlp_in */
    real *up;       /* [Q][up] before the activation; then its slope, for the way back */
    real *act;      /* [Q][F] after it */
    real *sum;      /* [Q][C] mid (post-norm: mlp_in) + the MLP's branch; pre-norm: what leaves the layer */
    real *stat3;    /* [Q][2] post-norm: of norm2(sum) */
    real *out;      /* [Q][C] what leaves the layer: the next one's entry */
};

/* The scheme's tables over distance for one layer, turned round so that a causal row reads them forwards: entry [dmax -
 * distance]. */
struct distance_tables {
    real *bias;          /* [H][n] */
    real *dbias;         /* [H][n] gradient, summed over the step; only when some part wants it */
    real *near, *number; /* [H][n], [n] of the part with rows of its own: its table, and numbers of distances */
    real *dnear, *dnumber;
};
/* Vectors by distance of one layer, likewise turned round: the last row first. */
struct vector_tables {
    real *table[VECTOR_SIDES], *dtable[VECTOR_SIDES]; /* [H][R][D] or [R][D] */
    real *offset, *doffset; /* [2][C] added to queries: to all products, and more for the product with the vectors */
};
struct rotary_tables { /* [2][limit][H][P], queries then keys (the same block when they do not differ) */
    real *cosine[2], *sine[2];
    real *dcosine[2], *dsine[2]; /* only of the side that learns */
};

/* What the tables by place hold: nothing that may be read, the integer positions from 0 on, or the positions of the
 * rows of the last group that asked for them. */
enum standing { STANDS_NOTHING, STANDS_PLACES, STANDS_ROWS };

/* Everything about the scheme that depends on the batch in work. */
struct tables {
    int limit;              /* places: rows of embed and rotary tables */
    int places;             /* integer positions 0..places-1 read them directly */
    int distances;          /* n: entries of tables over distance */
    int longest_distance;   /* dmax */
    bool fresh;             /* fixed tables stand; false after a change of room, scheme or parameters from outside */
    enum standing standing; /* what tables by place hold now */
    bool tabled;            /* all distances of the group are whole numbers that tables over distance hold */
    bool by_row;            /* some position of the batch is no place: its tables stand for the rows of a group */
    double *number;         /* scratch: positions or distances, [max(limit, distances)] */
    double *theta, *phi;    /* scratch: frequencies, phases of keys, each twice [H][P] */
    real *embed, *dembed;   /* [limit][C] */
    int place_rows;         /* n of */
    real *place_vectors[2], *dplace_vectors[2];            /* [H][n][D], queries then keys */
    real *place_products, *dplace_products;                /* [H][places][places] of them; NULL: not in this room */
    struct rotary_tables rotary[BRANCHES_MAX][LAYERS_MAX]; /* layer 0 only, unless some part turns per layer */
    double *mapped;                                        /* scratch: a branch's positions, [limit] */
    double *decay[LAYERS_MAX];                             /* [H][P] rates of pairs, */
    real *decay_factor[LAYERS_MAX];                        /* and what they make of whole distances, see decay.c */
    struct distance_tables distance[LAYERS_MAX];
    struct vector_tables vectors[LAYERS_MAX];
    int *vector_row;                              /* [n] of the turned tables, turned round likewise */
    int vector_bend;                              /* struct distance_lookup */
    real *slope[LAYERS_MAX], *dslope[LAYERS_MAX]; /* [H][2D + 2] of the part with slopes */
    real *channel_weight[SCHEME_PARTS_MAX],
        *dchannel_weight[SCHEME_PARTS_MAX];                   /* [L][C][P] of parts that make theirs */
    real *scratch;                                            /* one part's table before it joins the others */
    real *temperature[LAYERS_MAX], *dtemperature[LAYERS_MAX]; /* [H][longest] by the keys a query sees, less 1 */
    real sink[LAYERS_MAX][HEADS_MAX], dsink[LAYERS_MAX][HEADS_MAX];
    struct normaliser normaliser[LAYERS_MAX][HEADS_MAX];
};

/* The sequences in work: a group of a training batch, or a whole evaluation batch. */
struct group {
    int sequences, rows, answers; /* a batch's answers may be none in a group */
    const double *position;       /* [rows] */
    const int *start;             /* [sequences + 1] local rows */
    const int *answer_start;      /* [sequences + 1] into the answers */
    const int *token;             /* [rows] */
    const int *number;            /* [rows] or NULL */
    const int *place;             /* [rows] row of the embed and rotary tables */
    const int *ordinal;           /* [rows] token index within its sequence */
    const int *step;              /* [rows] integer position for distances */
    const int *kind;              /* [sequences] or NULL */
    const bool *even;             /* [sequences] positions rise by one: distances are differences of indices */
    const int *answer_row;        /* [answers] local rows */
    const int *answer_index;      /* [answers] token index within its sequence */
    const int *answer_place;      /* [answers] place of the answer rows */
    const int *target;            /* [answers] */
    long first_row;               /* of the batch: names dropout's streams */
};

struct model {
    struct model_config config;
    struct scheme scheme; /* in force: the trained one or a variant */
    struct scheme trained_scheme;
    int trained_layout; /* of its pairs, enum rotary_layout; -1: it turns none */
    int vocabulary, train_length;
    long train_offset, train_places; /* struct exposure; what the trained scheme makes of it */
    double progress;                 /* share of the training steps that are done */
    uint64_t seed;
    int C, H, D, F, up, L;

    struct tensor *tensor;
    int n_tensors;
    long parameters;
    real *block, *grad_block, *first_moment, *second_moment; /* the last three only after training was reserved */
    struct model_tensors p, g;
    bool part_learns[SCHEME_PARTS_MAX]; /* some tensor of the part is trained */

    /* What the scheme needs, found once. */
    bool has_embed, has_rotary, has_frequencies, has_bias, has_sink, has_temperature, has_decay;
    bool learns_embed, learns_rotary, learns_bias, learns_sink, learns_temperature;
    bool rotary_per_layer, rotary_keys_differ;
    int number_part;           /* index of the part that embeds by number; -1 */
    int branch_part, branches; /* index of the part that turns in several ways, -1; in how many, now: 1 in training */
    int kinds;                 /* of sequences that biases tell apart */
    int layout_part;           /* index of the part that lays out pairs; -1 */
    enum rotary_layout layout;
    int pairs;       /* P: of a head that are turned */
    int polar_part;  /* index of the part whose pairs are polar; -1 */
    int vector_part; /* index of the part with vectors by distance; -1 */
    struct vectors vectors;
    bool learns_vectors, has_offset;
    int row_part;   /* index of the part whose biases depend on the query too; -1 */
    int place_part; /* index of the part with vectors by place; -1 */
    bool learns_place_vectors;
    double score_scale[LAYERS_MAX][HEADS_MAX]; /* on 1/sqrt(D) */
    int normaliser_part;                       /* index of the part that changes the normaliser; -1 */
    int counted_part;                          /* index of the part with contextual positions; -1 */
    int counted_rows;                          /* its vectors */
    bool adds_scores;                          /* some part adds terms to the content score */
    int across_part;                           /* index of the part that maps across heads; -1 */
    int across_hidden, across_kernel;
    int slope_part; /* index of the part with distances times gates; -1 */
    int channel_inputs[SCHEME_PARTS_MAX], channels[SCHEME_PARTS_MAX]; /* P and K of each part; K = 0: none */
    int select_part; /* index of the part that scans over earlier rows; -1 */
    int gate_part, shift_part, forget_part, reflect_part,
        turn_part; /* index of the part with channels of the kind; -1 */
    struct mask mask[LAYERS_MAX][HEADS_MAX];
    bool all_rows;     /* the last layer works on all rows: its maps or scores look at rows without answers */
    bool rows_at_once; /* nothing row by row goes in chunks: some map behind a layer's entry looks at other rows */

    /* Room. */
    bool training;   /* room to keep activations: weights and everything the way back needs */
    bool evaluating; /* what schemes are told */
    int room_rows, room_longest, room_asked;
    void *arena_block;
    size_t arena_bytes;
    struct layer_acts acts[LAYERS_MAX];
    struct tables tables;
    struct { /* the group in work, local */
        int *start, *answer_start, *place, *ordinal, *step, *answer_row, *answer_index, *answer_place;
        bool *even;
    } index;
    real *stream;              /* [N][W] streams.c */
    real *x_all;               /* [N][C] what leaves the last layer, when it works on all rows */
    real *x_end;               /* [M][C] what leaves the last layer on answer rows */
    real *head_in;             /* [M][C] after the final norm; post-norm: x_end itself */
    real *stat_end;            /* [M][2] */
    real *logits;              /* [HEAD_CHUNK][V] */
    real *dx, *dx2, *dx3;      /* [N][C] gradients on their way down */
    real *dup, *dact;          /* [Q][up], [Q][F] */
    real *dq, *dkv, *dmixed;   /* [Q][C], [N][2C], [Q][C] */
    real *dq_polar, *dk_polar; /* [Q][2C], [N][2C] */
    real *place_room;          /* place_vectors.c */
    real *vector_room;         /* vectors.c */
    real *band;                /* bands of scores or of their gradients, see attention_room */
    real *across;              /* see across.c */
    real *counted;             /* twice a band of [counted_rows] */
    real *row[3];              /* [2][longest] scratch of one row */
    struct forget_room {       /* forget gates of a row's own: of a band and head */
        real *query, *key;     /* [BAND_ROWS][E], [longest][E] */
        real *dquery, *dkey;   /* training room only */
    } forget;
    struct {                /* decay.c: queries, then keys, of a head as the content product meets them */
        real *rows, *drows; /* [2 longest][D], for every head where they are walked together */
    } decay;
    double *selection; /* [longest] what earlier queries have masked, by key; their d on the way back */
    double *dchannel[SCHEME_PARTS_MAX]; /* [N][K] */
    real *dchannel_in;                  /* [N][P] of the part in work */
    struct reflect_room {               /* reflect.c: of one head */
        real *keys, *dkeys;             /* [blocks][D][LANES] */
        real *along;                    /* [longest][longest, padded] w_n . key_j before token n turned it */
        real *dscore;                   /* [longest][longest, padded] */
        real *sums;                     /* [D][LANES] */
    } reflect;
    long step;            /* names dropout's streams */
    bool dropping;        /* dropout is on in this pass */
    double batch_answers; /* the loss is a mean over these */
};
/* Evaluation keeps nothing of what works row by row: it goes through in chunks. */
enum { ROW_CHUNK = 512, HEAD_CHUNK = 256 };

/* Queries of the layer, and everything after attention, exist on answer rows only. */
static inline bool answers_only(const struct model *m, int layer) { return layer == m->L - 1 && !m->all_rows; }
static inline int query_rows(const struct model *m, int layer, const struct group *g) {
    return answers_only(m, layer) ? g->answers : g->rows;
}
static inline bool whole_rows(const struct model *m) { return m->training || m->rows_at_once; }

/* parameters.c */
void parameters_lay_out(struct model *m);
/* Which parts of the scheme in force learn. */
void parameters_note(struct model *m);
/* Points t into the block: every part of the scheme in force at the tensors of its names. */
void parameters_bind(struct model *m, struct model_tensors *t, real *block);
/* Whether a variant's tensors are the trained ones, by name and shape; those that are left out may be missing. */
bool parameters_fit(const struct model *trained, const struct model *variant, struct error *err);
void parameters_init(struct model *m);

/* parts.c. The view of a part's hooks in a layer (-1: of the whole model); grad: with its tensors' gradients. */
struct view part_view(const struct model *m, int part, int layer, bool grad);
bool part_placed(const struct model *m, int part, int layer); /* has its tensors there */
bool part_left(const struct model *m, int part);              /* its share of the training is over */
bool part_stands(const struct model *m, int part, int layer); /* placed and not left out */
bool part_has_head(const struct model *m, int part, int head);
bool part_acts(const struct model *m, int part); /* false: a variant of evaluation in training */

/* tables.c */
bool tables_check(struct model *m, struct error *err); /* composition; fills has_*, vector_part */
void tables_measure(struct model *m, int longest);     /* what the room depends on, before it is laid out */
void tables_size(struct model *m, struct arena *arena, int rows, int longest);
/* Before every pass over a batch, for its positions [rows]: parameters may have changed since the last one. */
void tables_begin(struct model *m, const double *position, int rows);
void tables_zero_grad(struct model *m);

/* The largest position + 1 that the scheme's maps can give sequences of up to `longest` tokens. */
int place_limit(const struct model *m, int longest);
/* places.c: tables by place, [limit] rows. */
void places_size(struct model *m, struct arena *arena, int rows, int longest);
/* Before the groups of a batch: decides whether its tables are by place or by row, and makes the former. Parameters may
 * have changed since the last time. */
void places_begin(struct model *m, const double *position, int rows);
/* Places and integer steps of the group's rows; positions that are no place get tables of their own, by row. */
void places_of_rows(struct model *m, const struct group *g, int *place, int *step, bool *even);
void places_zero_grad(struct model *m);
void places_grad(struct model *m, const double *position, int n); /* hands the gradients to the scheme */

/* distances.c: tables over distance. */
void distances_size(struct model *m, struct arena *arena); /* after places_size, which sets the longest distance */
/* Learned tables; with `fixed` all. Likewise temperature_build and vectors_build. */
void distances_build(struct model *m, bool fixed);
void distances_zero_grad(struct model *m);
void distances_grad(struct model *m); /* hands the gradients to the scheme */
struct across across_of(const struct model *m, int layer);
struct counted counted_of(const struct model *m, int layer, int head);
real *normaliser_remainder(const struct model *m, int layer, int head, bool grad); /* [D] or NULL */

/* slopes.c: distances times gates. */
void slopes_size(struct model *m, struct arena *arena);
void slopes_build(struct model *m);
void slopes_zero_grad(struct model *m);
void slopes_grad(struct model *m); /* hands the gradients to the scheme */

/* channels.c. Rows [r, r + n) of what enters attention make the inputs; then the whole group its channels. */
void channels_size(struct model *m, struct arena *arena, long N,
                   long longest); /* scratch of the way back, and reflect */
void channels_arrange(struct model *m, struct arena *arena, int layer, long N); /* the layer's own */
/* The matrices that make inputs, where parts make them; once per step, as tables. */
void channels_weights_size(struct model *m, struct arena *arena);
void channels_weights_build(struct model *m);
void channels_weights_zero_grad(struct model *m);
void channels_weights_grad(struct model *m); /* hands the gradients to the scheme */
void channels_project(struct model *m, int layer, long r, int n, const real *normed);
void channels_forward(struct model *m, int layer, const struct group *g);
void channels_zero_grad(struct model *m, int rows);
/* Adds to din, the gradient of what enters attention, on all rows. */
void channels_backward(struct model *m, int layer, const struct group *g, real *din);

/* select.c */
bool select_stands(const struct model *m, int layer);
void select_size(struct model *m, struct arena *arena, long longest);
void select_arrange(struct model *m, struct arena *arena, int layer, long N, long longest); /* the layer's own */

void forget_size(struct model *m, struct arena *arena, long longest);  /* forget.c */
void reflect_size(struct model *m, struct arena *arena, long longest); /* reflect.c */

/* turns.c: queries and keys of a group by their tokens' own turns, in place; their gradients likewise, and what the
 * channels get from keys; and, when gradients have reached queries as projected, what they get from these. */
bool turns_stand(const struct model *m, int layer);
void turns_arrange(struct model *m, struct arena *arena, int layer, long N); /* the layer's own */
void turns_forward(struct model *m, int layer, const struct group *g, int queries);
void turns_back(struct model *m, int layer, const struct group *g, int queries);
void turns_grad(struct model *m, int layer, const struct group *g, int queries);

/* shift.c: keys and values of a group, in place; and their gradients, which hands channels theirs. */
void shift_arrange(struct model *m, struct arena *arena, int layer, long N); /* the layer's own */
void shift_forward(struct model *m, int layer, const struct group *g);
void shift_backward(struct model *m, int layer, const struct group *g);

/* streams.c: maps at a site, on all rows in place; and d of what leaves them to d of what enters. */
bool streams_stand(const struct model *m, int layer, enum site from, enum site to); /* at some site of the range */
void streams_size(struct model *m, struct arena *arena, long N);
void streams_arrange(struct model *m, struct arena *arena, int layer, long N); /* the layer's own */
void streams_forward(struct model *m, int layer, enum site site, const struct group *g, real *x);
void streams_backward(struct model *m, int layer, enum site site, const struct group *g, real *d);

/* branches.c */
void branches_arrange(struct model *m, struct arena *arena, int layer, long N);     /* the layer's own */
void branches_turn(struct model *m, int layer, const struct group *g, int queries); /* from q and k before turning */

/* Whether queries of the layer are turned in several ways: their branches count tokens from the start of the sequence,
 * and the tables of turns stand for these. */
static inline bool branches_stand(const struct model *m, int layer) {
    return m->branches > 1 && part_stands(m, m->branch_part, layer);
}
/* Rows of the tables of turns for all rows, and for those of queries. */
static inline const int *turn_place(const struct model *m, int layer, const struct group *g) {
    return branches_stand(m, layer) ? g->ordinal : g->place;
}
static inline const int *query_turn_place(const struct model *m, int layer, const struct group *g) {
    if (!answers_only(m, layer)) return turn_place(m, layer, g);
    return branches_stand(m, layer) ? g->answer_index : g->answer_place;
}

/* Queries of a branch, heads side by side: whatever is added to queries or scales them must reach all branches. */
static inline real *branch_queries(const struct model *m, int layer, int branch) {
    return branch ? m->acts[layer].q_branch[branch] : m->acts[layer].q;
}
static inline int branch_width(const struct model *m, int branch) { return branch && m->polar_part >= 0 ? 2 : 1; }

/* decay.c: rates of pairs; the layers' and the scratch of one band. */
void decay_size(struct model *m, struct arena *arena, long longest);
void decay_build(struct model *m);
const double *decay_rates(const struct model *m, int layer, int head); /* [P]; NULL: nothing decays */

/* temperature.c: tables by the number of keys a query sees. */
void temperature_size(struct model *m, struct arena *arena);
void temperature_build(struct model *m, bool fixed);
void temperature_zero_grad(struct model *m);
void temperature_grad(struct model *m); /* hands the gradients to the scheme */
/* place_vectors.c: vectors by place; the positions stand in tables.number. */
void place_vectors_size(struct model *m, struct arena *arena);
long place_vectors_room(const struct model *m, long longest); /* reals of m->place_room */
void place_vectors_build(struct model *m, int n);
void place_vectors_zero_grad(struct model *m);
void place_vectors_grad(struct model *m, int n); /* hands the gradients to the scheme */

/* vectors.c: vectors by distance. Measured when the longest distance is known, before the rest of the room. */
void vectors_measure(struct model *m);
void vectors_size(struct model *m, struct arena *arena);
void vectors_build(struct model *m, bool fixed);
void vectors_zero_grad(struct model *m);
void vectors_grad(struct model *m); /* hands the gradients to the scheme */
bool vectors_stand(const struct model *m, int layer, int head);
long vectors_room(const struct model *m, long longest); /* reals of m->vector_room */
real *vectors_bins(const struct model *m);              /* one band's, where none are kept */
/* What the scheme adds to queries before any product, on all of the layer's query rows. */
void offset_forward(struct model *m, int layer, int queries);
void offset_backward(struct model *m, int layer, int queries);

/* rows.c: y and x may not overlap unless said. All add to gradients of parameters. */
void norm_forward(const struct model *m, int n, const real *x, const real *gain, const real *bias, real *y, real *stat);
/* dx is overwritten, or added to with `add`. */
void norm_backward(const struct model *m, int n, const real *x, const real *gain, const real *stat, const real *dy,
                   bool add, real *dx, real *dgain, real *dbias);
/* dweight, dbias added to; dx = dy W^T (added with `add`); dx may be NULL. */
void linear_backward(int n, int in, int out, const real *x, const real *weight, int ldw, const real *dy, bool add,
                     real *dx, real *dweight, real *dbias);
/* up: overwritten with the slope in training. */
void activation_forward(const struct model *m, int n, real *up, real *act);
void activation_backward(const struct model *m, int n, const real *slope, const real *dact, real *dup);
void dropout_apply(const struct model *m, int site, long first_row, const int *row, int n,
                   real *x); /* forward and backward */
void rows_gather(int n, int C, const int *row, const real *x, real *y);

/* rotary.c. [n][pairs] cosines and sines of position * theta + phi. */
void rotary_turns(const double *theta, const double *phi, int pairs, int n, const double *position, real *cosine,
                  real *sine);
/* The tables of a layer (0 where they serve all) at the n positions in tables.number; and what the scheme learns from
 * their gradient. */
void rotary_build(struct model *m, int branch, int layer, bool key, int n);
void rotary_hand_back(struct model *m, int layer, bool key, int n);
/* Turn the pairs of `heads` heads side by side, by [heads][P], in place; back: the other way. */
void rotary_turn(const struct model *m, const real *cosine, const real *sine, bool back, int heads, real *x);
/* dangle[heads][P] += what the angles of these turns get, from x and its gradient d, both before turning or after it.
 */
void rotary_angles_grad(const struct model *m, int heads, const real *x, const real *d, double *dangle);
/* Turn rows of x (heads side by side) in place; back: apply the transpose, which is the gradient's way. */
void rotary_apply(const struct model *m, int branch, int layer, bool key, int n, const int *place, int stride, real *x,
                  bool back);
void rotary_grad(struct model *m, int layer, bool key, int n, const int *place, const real *raw, int dstride,
                 const real *dy);
/* polar.c: rows of x (heads side by side) to radius and angle, y [n][2C], and the slopes of the radii [n][C] (NULL: not
 * kept); and dy to dx (added). */
bool polar_stands(const struct model *m, int layer, int head);
void polar_arrange(struct model *m, struct arena *arena, int layer, long N); /* the layer's own */
void polar_apply(const struct model *m, int branch, int layer, bool key, int n, const int *place, int stride,
                 const real *x, real *y, real *slope);
void polar_backward(struct model *m, int layer, bool key, int n, const int *place, const real *slope, const real *y,
                    const real *dy, int dstride, real *dx);

/* attention.c: from q and kv of the layer to mixed, and back. */
void attention_forward(struct model *m, int layer, const struct group *g);
void attention_backward(struct model *m, int layer, const struct group *g);
long attention_room(const struct model *m, long longest); /* reals of m->band */
long counted_room(const struct model *m);                 /* reals of m->counted */

/* Heads are walked together where some part maps across them or one masks keys for all; else one after the other.
 * Whatever a head keeps from one call of its cell to the next needs a room for every head where they are together, and
 * rooms are laid out for the layer that needs most: ask these two for it. */
bool heads_together(const struct model *m, int layer);
bool heads_ever_together(const struct model *m); /* in some layer */

/* across.c */
bool across_stands(const struct model *m, int layer);
long across_room(const struct model *m, long longest); /* reals of m->across */

/* normaliser.c: on n scores side by side, in place; backward: d of the weights w to d of the scores. scratch:
 * [2][n]. */
void normalise_seen(const struct normaliser *how, real *x, int n, real *scratch);
void normalise_seen_backward(const struct normaliser *how, const real *w, real *d, int n, real *scratch);
double normaliser_temperature(const struct normaliser *how, double entropy_nats);

/* forward.c, backward.c, loss.c */
real *number_vectors(const struct model *m, const struct group *g, bool grad); /* [rows][C] or NULL */
void forward(struct model *m, const struct group *g);
void head_logits(struct model *m, int from, int n); /* of head_in rows [from, from + n) into m->logits */
double loss_backward(struct model *m,
                     const struct group *g); /* sum of losses, d(x_end) in m->dx, head's gradients added */
void backward(struct model *m, const struct group *g);

/* optimiser.c */
double gradient_norm(const struct model *m);
/* scale: multiplies the gradient (clipping). */
void adamw_step(struct model *m, const struct optimiser_config *o, double lr, double scale, long step);
#endif
