/* Inside the model: what its files share. Nobody outside harness/model includes this.
 *
 * Reading order: parameters.c (what there is to learn), parts.c (which parts of the scheme stand where), atom.h (what
 * an atom is), tables.c and places.c (the life of what atoms make of the scheme), rows.c (norms, linear layers,
 * activations: everything that works row by row), attention.c (in blocks of queries), forward.c and backward.c (the
 * walk through the layers), optimiser.c; then any atom in atom/.
 *
 * Shapes: N rows of a group or batch, M answer rows, C width, H heads, D head size, F hidden width, V vocabulary, T
 * tokens of a sequence. In the last layer queries, and everything after attention, exist on answer rows only: Q is the
 * number of query rows of a layer, N or M.
 */
#ifndef LEXBENCH_MODEL_INTERNAL_H
#define LEXBENCH_MODEL_INTERNAL_H
#include "base/memory.h"
#include "model/math/blas.h"
#include "model/model.h"

/* The tensors of a layer: field, name, rows (0: a vector), columns, weight decay, initial value, condition. */
#define LAYER_TENSORS(X)                                                                                               \
    X(norm1_gain, "norm1.weight", 0, C, false, INIT_ONES, true)                                                        \
    X(norm1_bias, "norm1.bias", 0, C, false, INIT_ZEROS, layer_norm)                                                   \
    X(qkv_weight, "attention.qkv.weight", C, 3 * C, true, INIT_NORMAL, true)                                           \
    X(qkv_bias, "attention.qkv.bias", 0, 3 * C, false, INIT_ZEROS, bias)                                               \
    X(out_weight, "attention.out.weight", C, C, true, INIT_BRANCH, true)                                               \
    X(out_bias, "attention.out.bias", 0, C, false, INIT_ZEROS, bias)                                                   \
    X(norm2_gain, "norm2.weight", 0, C, false, INIT_ONES, mlp)                                                         \
    X(norm2_bias, "norm2.bias", 0, C, false, INIT_ZEROS, (mlp && layer_norm))                                          \
    X(up_weight, "mlp.up.weight", C, up, true, INIT_NORMAL, mlp)                                                       \
    X(up_bias, "mlp.up.bias", 0, up, false, INIT_ZEROS, (mlp && bias))                                                 \
    X(down_weight, "mlp.down.weight", F, C, true, INIT_BRANCH, mlp)                                                    \
    X(down_bias, "mlp.down.bias", 0, C, false, INIT_ZEROS, (mlp && bias))

/* The tensors of the model, the same columns. */
#define MODEL_TENSORS(X)                                                                                               \
    X(token_embedding, "token_embedding.weight", V, C, true, INIT_NORMAL, true)                                        \
    X(value_embedding, "value_embedding.weight", 0, C, true, INIT_NORMAL, valued)                                      \
    X(final_gain, "final_norm.weight", 0, C, false, INIT_ONES, pre_norm)                                               \
    X(final_bias, "final_norm.bias", 0, C, false, INIT_ZEROS, (pre_norm && layer_norm))                                \
    X(head_weight, "head.weight", C, V, true, INIT_NORMAL, !tied)                                                      \
    X(inject_weight, "inject.weight", C, C, true, INIT_IDENTITY, injected)

enum init_kind { INIT_ZEROS, INIT_ONES, INIT_NORMAL, INIT_BRANCH, INIT_IDENTITY };

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

/* Queries and keys as the content product meets them, all heads side by side: as they are projected, or another form
 * that an atom has made of them. Whatever is added to queries or scales them must reach all forms. */
enum { OPERANDS_MAX = 1 + BRANCHES_MAX };
struct operands {
    int branch;     /* 0, or the branch whose form it is (encoders/atom/branches.h) */
    uint64_t heads; /* that meet this form rather than an earlier one of the branch */
    int size;       /* numbers of a head: D, or 2D of polar pairs */
    int query_stride, key_stride;
    real *query, *key;   /* [Q][query_stride], [N][key_stride] */
    real *dquery, *dkey; /* training room only */
};

/* What the layers keep of one group. Training: every layer its own; evaluation: all layers share one. */
struct layer_acts {
    real *x;            /* [N][C] what enters the layer, after maps at its entry */
    real *normed;       /* [N][C] norm1(x); post-norm: x itself */
    real *stat1;        /* [N][2] mean and 1/std of norm1 */
    real *x_query;      /* [Q][C] x on query rows; x itself where Q == N */
    real *normed_query; /* [Q][C] likewise */
    real *q;            /* [Q][C] queries as attention meets them */
    real *kv;           /* [N][2C] keys likewise, then values */
    int n_operands;
    struct operands operands[OPERANDS_MAX]; /* the first is q and kv */
    real *weights; /* attention weights, per sequence and head [queries][T], one after the other; training room only */
    real *mixed;   /* [Q][C] heads' outputs side by side */
    real *mid;     /* [Q][C] x + attention's branch */
    real *mlp_in;  /* [Q][C] norm2(mid); post-norm: norm1(mid) */
    real *stat2;   /* [Q][2] of the norm that made mlp_in */
    real *up;      /* [Q][up] before the activation; then its slope, for the backward pass */
    real *act;     /* [Q][F] after it */
    real *sum;     /* [Q][C] mid (post-norm: mlp_in) + the MLP's branch; pre-norm: what leaves the layer */
    real *stat3;   /* [Q][2] post-norm: of norm2(sum) */
    real *out;     /* [Q][C] what leaves the layer: the next one's entry */
    /* What nothing but products reads is rounded where it is written, in a training whose products round: these stand
     * for the numbers then, as blas.h has rows of them. NULL elsewhere. */
    struct {
        uint32_t *normed, *normed_query, *mlp_in, *act, *dup;
    } rounded;
};

/* What the tables by place hold: nothing that may be read, the integer positions from 0 on, or the positions of the
 * rows of the last group that asked for them. */
enum standing_for { STANDS_NOTHING, STANDS_PLACES, STANDS_ROWS };

/* What all tables of the scheme share: atoms own the tables. */
struct tables {
    int limit;            /* places: rows of tables by position */
    int places;           /* integer positions 0..places-1 read them directly */
    int distances;        /* n: entries of tables over distance */
    int longest_distance; /* dmax */
    bool fresh;           /* fixed tables stand; false after a change of room, scheme or parameters from outside */
    enum standing_for standing; /* what tables by place hold now */
    bool tabled;                /* all distances of the group are whole numbers that tables over distance hold */
    bool by_row;    /* some position is not an integer in 0..places-1, so tables by place hold one entry per row of the
                       group instead of one per position */
    double *number; /* scratch: positions or distances, [max(limit, distances)] */
    real *scratch;  /* one part's table before it joins the others */
};

/* An atom that stands in a layer, and the heads in which it does. */
struct standing {
    const struct atom *atom;
    enum atom_index number;
    uint64_t heads;
};
struct standings {
    int n;
    unsigned traits; /* of them all */
    struct standing list[ATOMS_MAX];
};

/* The sequences in work: a group of a training batch, or a whole evaluation batch. */
struct group {
    int sequences, rows, answers; /* a batch's answers may be none in a group */
    const double *position;       /* [rows] */
    const int *start;             /* [sequences + 1] local rows */
    const int *answer_start;      /* [sequences + 1] into the answers */
    const int *token;             /* [rows] */
    const int *number;            /* [rows] or NULL */
    const float *value;           /* [rows] or NULL */
    const int *place;             /* [rows] row of the embed and rotary tables */
    const int *ordinal;           /* [rows] token index within its sequence */
    const int *step;              /* [rows] integer position for distances */
    const int *task;              /* [sequences] or NULL */
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
    int vocabulary, train_length, eval_length;
    long train_offset, train_places; /* with two lengths struct exposure; what the trained scheme makes of it */
    double progress;                 /* share of the training steps that are done */
    uint64_t seed;
    enum precision precision; /* of products, now */
    bool valued;              /* tokens come with a real number */
    int C, H, D, F, up, L;

    struct tensor *tensor;
    int n_tensors;
    long parameters;
    real *block, *grad_block, *first_moment, *second_moment; /* the last three only after training was reserved */
    struct model_tensors p, g;
    bool part_learns[SCHEME_PARTS_MAX]; /* some tensor of the part is trained */

    /* What the scheme needs, found once: by the frame, */
    int alone[ATOMS_MAX];                /* index of the only part with an atom that allows one; -1 */
    struct standings stands[LAYERS_MAX]; /* atoms of each layer, in the order of the list */
    struct standings anywhere;           /* of some layer */
    void *state[ATOMS_MAX];              /* the atoms' own, whole while the model lives */
    /* and by atoms, for all. */
    bool adds_scores; /* some part adds terms to the content score */
    int tasks;        /* of sequences that biases tell apart */
    int layout_part;  /* index of the part that lays out pairs; -1 */
    enum rotary_layout layout;
    int pairs;                                 /* P: of a head that are turned */
    int branches;                              /* of attention, now: 1 in training */
    double score_scale[LAYERS_MAX][HEADS_MAX]; /* on 1/sqrt(D) */
    struct mask mask[LAYERS_MAX][HEADS_MAX];
    bool looped;       /* the layers may run more than once */
    bool all_rows;     /* the last layer works on all rows: its maps or scores look at rows without answers, or it does
                          not stand last in each loop */
    bool rows_at_once; /* nothing row by row goes in chunks: some map behind a layer's entry looks at other rows */

    /* Room. */
    bool training;   /* room to keep activations: weights and everything the backward pass needs */
    bool evaluating; /* what schemes are told */
    int room_rows, room_longest, room_asked;
    long room_pass; /* counts the passes over the arena that laid the room out, from 1 */
    void *arena_block;
    size_t arena_bytes;
    struct layer_acts acts[LAYERS_MAX];
    struct tables tables;
    struct { /* the group in work, local */
        int *start, *answer_start, *place, *ordinal, *step, *answer_row, *answer_index, *answer_place;
        bool *even;
    } index;
    int loop;            /* in work, from 0 */
    int loops_drawn;     /* of the step in work where their number is drawn; else 0 */
    struct {             /* where the model is looped, each [N][C] */
        real *embedded;  /* what enters the first loop */
        real *out;       /* what leaves the loop in work */
        real *entry;     /* [loops][N][C] what entered each, in training */
        real *dout;      /* gradient to what leaves the last loop of each sequence */
        real *before;    /* what left the loop before; in evaluation */
        double *surest;  /* [sequences] the greatest confidence so far; in evaluation */
        bool *done;      /* [sequences] further loops do not count; in evaluation */
        int *counted;    /* [sequences] the loop that counts so far, from 1; in evaluation */
        real *dembedded; /* sum of the gradients to the embedding, where it is injected */
    } loops;
    real *x_all;             /* [N][C] what leaves the last layer (of the last loop), when it works on all rows */
    real *x_end;             /* [M][C] what leaves the last layer on answer rows */
    real *head_in;           /* [M][C] after the final norm; post-norm: x_end itself */
    real *stat_end;          /* [M][2] */
    real *logits;            /* [HEAD_CHUNK][V] */
    real *dx, *dx2, *dx3;    /* [N][C] gradients on their way down */
    real *dup, *dact;        /* [Q][up], [Q][F] */
    uint32_t *dup_rounded;   /* of layers that have it in place of dup */
    real *dq, *dkv, *dmixed; /* [Q][C], [N][2C], [Q][C] */
    real *band;              /* bands of scores or of their gradients, see attention_room */
    real *row[3];            /* [2][longest] scratch of one row */
    long step;               /* names dropout's streams */
    bool dropping;           /* dropout is on in this pass */
    double batch_answers;    /* the loss is a mean over these */
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
bool part_evaluates_only(const struct model *m, int part); /* a variant that does nothing in training */
bool part_acts(const struct model *m, int part);           /* false: such a one in training */

bool part_has_atom(const struct model *m, int part, enum atom_index atom);
int part_own_head(const struct model *m, int part, int head); /* which of the part's own heads this is */
/* The part's heads of all[H][size bytes], side by side as its hooks see them; and back. */
void part_gather(const struct model *m, int part, size_t size, const void *all, void *own);
void part_scatter(const struct model *m, int part, size_t size, const void *own, void *all);
/* false, with an error that names both: what says why. */
bool part_clash(const struct model *m, int a, int b, const char *what, struct error *err);
/* The part wants pairs laid out so; false: another one has them otherwise, or the head size is odd. */
bool pairs_agree(struct model *m, int part, enum rotary_layout layout, struct error *err);

/* tables.c */
bool tables_check(struct model *m, struct error *err); /* composition: which atoms stand where */
void tables_free(struct model *m);
void tables_measure(struct model *m, int longest); /* what the room depends on, before it is laid out */
void tables_size(struct model *m, struct arena *arena, int rows, int longest);
/* Before every pass over a batch, for its positions [rows]: parameters may have changed since the last one. */
void tables_begin(struct model *m, const double *position, int rows);
void tables_zero_grad(struct model *m);
void tables_hand_back(struct model *m); /* gradients of tables that do not depend on positions, to the scheme */

/* places.c: the life of tables by position, [limit] rows. */
int place_limit(const struct model *m, int longest); /* the largest position + 1 of sequences up to `longest` tokens */
void places_size(struct model *m, int rows, int longest);
/* Decide once per batch. Tables by place are made here; tables by row are made anew for each group. Parameters may have
 * changed since the last time. */
void places_begin(struct model *m, const double *position, int rows);
/* Places and integer steps of the group's rows; positions that are no place get tables of their own, by row. */
void places_of_rows(struct model *m, const struct group *g, int *place, int *step, bool *even);
void places_zero_grad(struct model *m);
/* Hands the gradients to the scheme. position: of the group's n rows when the tables stand by row, else NULL. */
void places_grad(struct model *m, const double *position, int n);

/* rows.c: y and x may not overlap unless said. All add to gradients of parameters. */
void norm_forward(const struct model *m, int n, const real *x, const real *gain, const real *bias, real *y, real *stat);
/* The same with rows as products round them (blas.h); y is scratch for some rows. */
void norm_forward_rounded(const struct model *m, int n, const real *x, const real *gain, const real *bias, real *y,
                          uint32_t *rounded, real *stat);
/* dx is overwritten, or added to with `add`. */
void norm_backward(const struct model *m, int n, const real *x, const real *gain, const real *stat, const real *dy,
                   bool add, real *dx, real *dgain, real *dbias);
/* dweight, dbias added to; dx = dy W^T (added with `add`); dx may be NULL. */
void linear_backward(int n, int in, int out, struct operand x, const real *weight, int ldw, struct operand dy, bool add,
                     real *dx, real *dweight, real *dbias);
/* up: overwritten with the slope in training. */
void activation_forward(const struct model *m, int n, real *up, real *act);
void activation_backward(const struct model *m, int n, const real *slope, const real *dact, real *dup);
/* The same with rows as products round them; act and dup are scratch for some rows, and dbias[up], unless NULL, += the
 * sums of dup's columns. */
void activation_forward_rounded(const struct model *m, int n, real *up, real *act, uint32_t *rounded);
void activation_backward_rounded(const struct model *m, int n, const real *slope, const real *dact, real *dup,
                                 uint32_t *rounded, real *dbias);
void dropout_apply(const struct model *m, int site, long first_row, const int *row, int n,
                   real *x); /* forward and backward */
void rows_gather(int n, int C, const int *row, const real *x, real *y);

/* rounding.c: whether the model rounds what this level rounds, in the pass in work; and the numbers [n][cols] of x, one
 * row every `stride`, rounded if it does. */
bool rounds(const struct model *m, enum rounding level);
void round_rows(const struct model *m, enum rounding level, long n, int cols, int stride, real *x);

/* attention.c: from q and kv of the layer to mixed, and back. */
void attention_forward(struct model *m, int layer, const struct group *g);
void attention_backward(struct model *m, int layer, const struct group *g);
long attention_room(const struct model *m, long longest); /* reals of m->band */
/* Weights of a group of one sequence that went forward in training room: out[H][queries][T]. */
void attention_weights(struct model *m, int layer, const struct group *g, real *out);
bool attention_stands(const struct model *m, int layer); /* false: an atom replaces it there */

/* Heads are walked together where some atom maps across them or one masks keys for all; else one after the other.
 * Whatever a head keeps from one call of its cell to the next needs a room for every head where they are together, and
 * rooms are laid out for the layer that needs most: ask these two for it. */
bool heads_together(const struct model *m, int layer);
bool heads_ever_together(const struct model *m); /* in some layer */

/* forward.c, backward.c, loss.c. layers_: all layers once, from acts[0].x to what leaves the last one; and back, from
 * the gradient of that in m->dx to the gradient of what entered in m->dx. */
void forward(struct model *m, const struct group *g);
void layers_forward(struct model *m, const struct group *g);
void layers_backward(struct model *m, const struct group *g);
void head_logits(struct model *m, int from, int n); /* of head_in rows [from, from + n) into m->logits */
double loss_backward(struct model *m,
                     const struct group *g); /* sum of losses, d(x_end) in m->dx, head's gradients added */
void backward(struct model *m, const struct group *g);

/* loops.c: the layers several times with the same weights. From acts[0].x, the embedding, to m->x_all; and from the
 * gradient of that in m->dx to the embedding's, in m->dx. */
void loops_check(struct model *m); /* whether the model is looped, when it is known what stands where */
void loops_size(struct model *m, struct arena *arena, long N);
int loops_over(const struct model *m, int tokens); /* how many over a sequence of so many tokens, at least 1 */
void loops_draw(struct model *m); /* for the training step m->step; loops_over has the most before and after it */
void loops_forward(struct model *m, const struct group *g);
void loops_backward(struct model *m, const struct group *g);

/* loops_stop.c: whether what the loop m->loop has left in m->loops.out counts for a sequence of the group, more than
 * what an earlier one has. last: no other is allowed. */
bool loops_count(struct model *m, const struct group *g, int sequence, bool last, const struct loops_stop *stop);

/* optimiser.c */
double gradient_norm(const struct model *m);
/* scale: multiplies the gradient (clipping). */
void adamw_step(struct model *m, const struct optimiser_config *o, double lr, double scale, long step);
#endif
