/* The interface of a positional scheme.
 *
 * To add a scheme: write encoders/NAME.c that defines `const struct encoder encoder_NAME`, and add one line to list.h
 * (a '-' of the name is '_' there). Schemes that are one formula with another table share a file. The command line, the
 * help, the documentation table, the tests and the legends follow from that.
 *
 * A scheme says small things: a table over distance, a 2x2 map per pair and position, a vector per position. The model
 * owns every loop that is quadratic in length or touches the batch (harness/model). Every hook is optional; NULL does
 * nothing. Hooks do not allocate, keep no state, and draw random numbers from the stream they are given; what all
 * examples share they draw from one of their own that is opened by name (clex's scale of a step, scramble's permutation
 * of a length).
 *
 * Names: T tokens of a sequence, C width, H heads, D head size, L layers; d in front is a gradient. Positions,
 * distances and angles are double; what enters the model's arithmetic is `real`.
 *
 * Gradients: the backward of a hook receives the gradient with respect to what the hook gave (same shape) and ADDS to
 * view->grad. Hooks of schemes without parameters need no backward.
 */
#ifndef LEXBENCH_ENCODER_H
#define LEXBENCH_ENCODER_H
#include "base/option.h"
#include "base/real.h"
#include "base/rng.h"
#include <stdbool.h>

/* The greatest model.width, for rows on the stack. */
enum { WIDTH_MAX = 4096 };

/* What a scheme claims of itself; the test battery proves each bit, and the absence of the first one. */
enum encoder_claim {
    CLAIM_SHIFT_INVARIANT = 1, /* adding a constant to all positions changes no output */
    CLAIM_USES_POSITION = 2,   /* outputs depend on positions at all (nope: not; cpe: through order only, so not) */
    CLAIM_CONTROL = 4,         /* ships as a control that is expected to do badly */
    CLAIM_CAUSAL_ONLY = 8      /* has no meaning in a bidirectional model, which is refused */
};

/* Where a part of a scheme stands: what every hook may know. `positions` and `numbers` are asked before there is a
 * model: they know of pairs, train_places, reach, biased and tensors nothing (0). `position_limit` and `derive` belong
 * to an expression, whatever the model: they know lengths, and whether it is evaluated, alone. */
struct view {
    const void *options; /* the part's options struct, filled from its table */
    int layer;           /* 0..layers-1; -1 for hooks that serve the whole model (positions, embed) */
    int layers;          /* L of the model */
    int heads;           /* H: heads this part serves in this layer (all, unless placed on some with @heads) */
    int head_size;       /* D, even */
    int pairs;           /* P: pairs of a head that are turned, see enum rotary_layout */
    int width;           /* C */
    int hidden;          /* numbers per token before the MLP's activation */
    int train_length;    /* L: tokens of the longest training sequence; what scales, windows and logarithms mean */
    long train_places;   /* the largest position + 1 that training reaches, through maps of positions and the protocol's
                            offset; what tables by position mean */
    int length;          /* tokens of the longest sequence that there is room for; `positions`: of this one */
    int reach;           /* the largest distance that tables over distance hold; 0 where it is not known yet */
    bool causal;
    bool biased;        /* some part adds terms to the content score */
    bool evaluating;    /* false while training */
    int kind;           /* of the sequence in work, 0..kinds-1, for `bias`; 0 elsewhere */
    long step;          /* of training, from 0: for what a whole step shares; meaningless while evaluating */
    uint64_t seed;      /* of the run: for tables that are random but fixed; open streams as "init/NAME" */
    const int *hint;    /* [T] of `positions` and `numbers`: the place each token has in the task, as tasks/task.h says
                           (0: none, 1: a separator, from 2 on: places, coupled tokens the same); NULL: no task in play */
    real *const *param; /* [params] this part's tensors, in the order of .params (per layer: those of view->layer) */
    real *const *grad;  /* the same shapes; NULL outside the backward pass */
};

/* A parameter tensor that a scheme owns. Named NAME in files as "scheme.PART.NAME" (per layer:
 * "layer.L.scheme.PART.NAME"). */
struct param_spec {
    const char *name;
    long rows, cols; /* row-major */
    bool per_layer;  /* one per layer the part stands in, else one for the model */
    bool decay;      /* weight decay applies */
    bool frozen;     /* saved with the model but never trained: random yet fixed */
    double init_std; /* initial values N(0, init_std^2) from the stream "init/<full name>"; 0: zeros, or .init fills
                        them */
};
enum { PARAMS_MAX = 8 };

/* Causal (key not after query) or bidirectional visibility is the model's; a mask narrows it. */
struct mask {
    long window; /* a head sees keys with |i-j| < window; 0: all. Counts the current token */
    long block;  /* blocks of so many tokens: a head sees keys of the own block and of its neighbours; 0: all */
    long sinks;  /* and additionally keys j < sinks */
};

/* Pairs of a head that one 2x2 map turns: (a_p, b_p) -> (a C - b S, b C + a S), that is multiplication by C + iS. There
 * are P = D/2 pairs, and P = D under ROTARY_POLAR, where the content product is one of heads of 2D numbers. */
enum rotary_layout {
    ROTARY_HALF,        /* pair p is (p, p + D/2) */
    ROTARY_INTERLEAVED, /* pair p is (2p, 2p + 1) */
    ROTARY_POLAR        /* pair p is (softplus(x_p), 0): every number is a radius and has an angle of its own */
};

/* What turns a row of scores into weights. */
enum normaliser_kind {
    NORMALISER_SOFTMAX,
    NORMALISER_ENTMAX,  /* [(alpha-1) s - t]+^(1/(alpha-1)), t such that the weights sum to 1 */
    NORMALISER_STICK,   /* w_j = sigmoid(s_j) prod_{j<n<=i} (1 - sigmoid(s_n)); causal */
    NORMALISER_ADAPTIVE /* softmax(f s), f from the entropy of softmax(s); evaluation only */
};
enum { NORMALISER_COEFFICIENTS = 5 };
struct normaliser {
    enum normaliser_kind kind;
    double alpha;                                /* entmax: in (1, 2] */
    bool attend_current;                         /* stick: the query's own key takes part; else it weighs nothing */
    double threshold;                            /* adaptive: f = 1 at entropies (nats) up to this */
    double coefficient[NORMALISER_COEFFICIENTS]; /* adaptive: f = max(1, polynomial), the highest power first */
};

/* Positions counted along the row of scores. */
struct counted {
    int rows;            /* N: counts end at N - 1 */
    bool scaled;         /* the term is divided by sqrt(D) as the content is */
    const real *vectors; /* [N][D], e_0..e_(N-1), shared by the heads; NULL while there are no parameters */
    real *dvectors;      /* the gradient's place, or NULL */
};

/* A network over the scores of all heads of a pair, with one hidden layer of leaky ReLUs. Inputs: the content scores of
 * the part's heads, and, when other parts add terms (view->biased), what they add. */
struct across {
    int hidden;
    int kernel; /* odd: keys j - kernel/2 .. j + kernel/2 enter both layers, those a row does not have as 0 */
    real leak;  /* slope below 0, > 0 */
    const real *weight[2];       /* [kernel][hidden][inputs], [kernel][H][hidden] */
    const real *bias[2];         /* [hidden], [H] */
    real *dweight[2], *dbias[2]; /* the gradients' places, or NULL */
};

/* What vectors looked up by distance E[row(i-j)] meet. */
enum vector_side {
    VECTORS_QUERY, /* score[i][j] += q_i . E / sqrt(D) */
    VECTORS_KEY,   /* score[i][j] += k_j . E / sqrt(D) */
    VECTORS_VALUE, /* out_i += sum_j w_ij E */
    VECTOR_SIDES
};
struct vectors {
    int rows;                /* R of a table */
    bool per_head;           /* every head has vectors of its own; else they share them */
    bool side[VECTOR_SIDES]; /* which tables there are */
};

/* Where in a layer a map of rows stands, and the width W of what it sees. */
enum site {
    SITE_ENTRY,     /* [C] the residual stream, before the layer */
    SITE_ATTENTION, /* [C] what enters attention, after its norm; pre-norm models only */
    SITE_QUERY,     /* [C] projected queries, all heads side by side, before they are turned */
    SITE_KEY_VALUE, /* [2C] keys likewise, then values */
    SITE_MLP,       /* [C] what enters the MLP, after its norm; pre-norm models only */
    SITE_HIDDEN,    /* [view->hidden] before the MLP's activation */
    SITES
};

struct encoder {
    const char *name;
    const char *title;   /* "Attention with linear biases" */
    const char *formula; /* one or two plain-text lines */
    const char *source;  /* paper, year, equation; code if it decides */
    const char *differs; /* how this deviates from the source, or "" */
    const char *at_eval; /* what changes between training and evaluation, and beyond the training length */
    unsigned claims;
    bool variant;                 /* of evaluation: the model asks its hooks while it evaluates only */
    const struct option *options; /* NULL: none */
    size_t options_size;          /* sizeof the options struct, at most ENCODER_OPTIONS_SIZE */

    /* Fill in options whose default follows from what training reaches (view->train_length, train_places), so that a
     * configuration says what they came to. Other hooks may meet them as they were. */
    void (*derive)(const struct view *view, void *options);
    /* Refuse options or a model that cannot work (odd head size, ...). */
    bool (*check)(const struct view *view, struct error *err);
    /* The part's tensors; returns how many (at most PARAMS_MAX). Called before parameters exist (view->param is NULL).
     */
    int (*params)(const struct view *view, struct param_spec *out);
    /* Initial values of tensor k where init_std does not do. rng: the tensor's own stream. */
    void (*init)(const struct view *view, int k, struct rng *rng, real *out);
    /* Put the part's tensors (view->param) back into the range where they mean something; before every use. */
    void (*project)(const struct view *view);

    /* positions: change the T positions of one sequence in place; they come in as 0..T-1, or as an earlier part left
     * them. rng: a stream for this example alone; evaluation draws from another one, so that it repeats. */
    void (*positions)(const struct view *view, struct rng *rng, int T, double *position);
    bool real_positions;   /* they may be no whole numbers, which vectors by distance cannot be looked up by */
    bool uneven_positions; /* in evaluation they need not rise by one from token to token: refused with branches */
    /* The largest position + 1 that `positions` can give for sequences up to T tokens (default: unchanged `limit`). */
    long (*position_limit)(const struct view *view, long limit, int T);

    bool needs_hints; /* positions or numbers come from the task: refused with one that has no places */

    /* embed by number: x_t += V[number[t]]. numbers: of the T tokens of one sequence, from rng and view->hint like
     * positions; they come in as zeros. number_vectors: V, [rows][C] (grad: the gradient's place). Only one part may
     * number tokens. */
    void (*numbers)(const struct view *view, struct rng *rng, int T, int *number);
    real *(*number_vectors)(const struct view *view, bool grad);

    /* embed: out[n][C], the vector for each of n positions, added to the token embedding. */
    void (*embed)(const struct view *view, int n, const double *position, real *out);
    void (*embed_grad)(const struct view *view, int n, const double *position, const real *dout);

    /* stream: a causal map on rows x[T][W] of one sequence, standing at sites of layer `view->layer`; y[T][W] is
     * written (y = x + ... for a residual map). stream_at says where it does anything. A map behind the entry of the
     * last layer makes that layer work on all rows, not only on those of answers. */
    bool (*stream_at)(const struct view *view, enum site site);
    void (*stream)(const struct view *view, enum site site, int T, const real *x, real *y);
    /* d[T][W] comes in as the gradient to y and leaves as that to x. */
    void (*stream_grad)(const struct view *view, enum site site, int T, const real *x, real *d);

    /* frequencies: theta[H][P], radians per position: pair p is turned by position * theta[p]. Comes in as zeros, or
     * as earlier parts left it: a trained scheme adds its own, a variant of evaluation changes what is there. The
     * gradient: dtheta of the same shape, for a part whose frequencies are learned. */
    void (*frequencies)(const struct view *view, double *theta);
    void (*frequencies_grad)(const struct view *view, const double *dtheta);
    /* What a trained scheme does to frequencies that variants right behind it have changed: in their place, after them
     * and before the next trained part. */
    void (*taper)(const struct view *view, double *theta);
    /* Angles phi[H][P] by which keys are turned in addition, at every position; added to what is there. */
    void (*key_phases)(const struct view *view, double *phi);
    void (*key_phases_grad)(const struct view *view, const double *dphi);
    bool needs_frequencies; /* refused unless an earlier part turns pairs */

    /* rotate: tables cosine[H][n][P] and sine (C and S above) at n positions for queries (key == false) and keys, for
     * maps that are no turn at a constant frequency. Identity where a pair is not turned. Maps of several parts, and
     * the turn by frequencies, multiply. layout must be given with it or with frequencies of a trained scheme, and
     * agree among parts. */
    enum rotary_layout (*layout)(const struct view *view);
    bool rotate_per_layer; /* turns depend on view->layer (else they are built once for all layers) */
    void (*rotate)(const struct view *view, bool key, int n, const double *position, real *cosine, real *sine);
    void (*rotate_grad)(const struct view *view, bool key, int n, const double *position, const real *dcosine,
                        const real *dsine);

    /* decay: rate[H][P], >= 0, in nats per position: what pair p gives to the content product is multiplied by
     * exp(-rate (position_i - position_j)), at most by e^16 where a map of positions puts a key ahead of its query.
     * Several add. Pairs as `layout` says, not polar. */
    void (*decay)(const struct view *view, double *rate);

    /* branches: a query turned in several ways, each for keys of its own range, all under one softmax (Self-Extend). Of
     * a variant of evaluation in a causal model; only one part may have them. Branch b stands for places that are
     * mapped: branch_positions changes n places in place, for queries or keys; they count tokens from the start of the
     * sequence, whatever its positions are. branch_keys: query of token i sees
     * keys from..to-1 under branch b; the branches' ranges are apart and cover 0..i. */
    int (*branches)(const struct view *view); /* how many, at most BRANCHES_MAX */
    void (*branch_positions)(const struct view *view, int branch, bool key, int n, double *position);
    void (*branch_keys)(const struct view *view, int branch, int i, int *from, int *to);
    bool branch_distances; /* biases over distance take a query where its branch has it too; keys are not mapped then */

    /* temperature: factor[H][n], on every product of a query (with keys, with vectors by distance) that sees k+1 keys,
     * k = 0..n-1; what is added to scores otherwise stays. Factors of several parts multiply; a learned one stands
     * alone. */
    void (*temperature)(const struct view *view, int n, real *factor);
    void (*temperature_grad)(const struct view *view, int n, const real *dfactor);

    /* How many kinds of sequences `bias` tells apart (view->kind): of several tasks trained together, each is one.
     * Default: 1. */
    int (*kinds)(const struct view *view);

    /* score atom "table over distance": score[i][j] += table[h][k] where distance[k] = position_i - position_j. n
     * distances, in any order; negative ones only in bidirectional models. Not multiplied by 1/sqrt(D). */
    void (*bias)(const struct view *view, int n, const double *distance, real *table /*[H][n]*/);
    void (*bias_grad)(const struct view *view, int n, const double *distance, const real *dtable /*[H][n]*/);
    /* The same where the query's position matters too (FIRE): queries for which bias_by_row is true are not served by
     * the table. Their row is made of a number for the distance of each of n keys, and ADDED to out; the way back adds
     * to dnumber. bias_row must hold for every position. Only one part may have them. */
    bool (*bias_by_row)(const struct view *view, double position);
    void (*bias_number)(const struct view *view, int n, const double *distance, real *number);
    void (*bias_number_grad)(const struct view *view, int n, const double *distance, const real *dnumber);
    void (*bias_row)(const struct view *view, int head, double position, int n, const real *number, real *out);
    void (*bias_row_grad)(const struct view *view, int head, double position, int n, const real *number,
                          const real *dout, real *dnumber);

    /* score atoms "query by distance" and "key by distance", value atom "value by distance": vectors looked up by
     * distance, see enum vector_side. vectors: what there is; it may depend on view->reach, on the layer not.
     * vector_row: the row of each of n ascending distances, in 0..rows-1, never falling. vector_table: the vectors of a
     * side, [H][rows][D] or [rows][D]. Only one part may have them. */
    void (*vectors)(const struct view *view, struct vectors *out);
    void (*vector_row)(const struct view *view, int n, const double *distance, int *row);
    void (*vector_table)(const struct view *view, enum vector_side side, real *out);
    void (*vector_table_grad)(const struct view *view, enum vector_side side, const real *dout);
    /* [H][D] added to the queries for the content product, or for the product with the vectors; asked of the part that
     * has vectors. NULL: nothing. */
    void (*query_offset)(const struct view *view, bool distance, real *out);
    void (*query_offset_grad)(const struct view *view, bool distance, const real *dout);
    /* score atom "position by position": score[i][j] += A_i . B_j / sqrt(D) with vectors of the query's and of the
     * key's position, out[H][n][D]; one pair for the whole model. Only one part may have it. */
    void (*place_vectors)(const struct view *view, bool key, int n, const double *position, real *out);
    void (*place_vectors_grad)(const struct view *view, bool key, int n, const double *position, const real *dout);
    /* Factor on 1/sqrt(D) wherever it stands: the content product, the products by distance and those of positions.
     * Several multiply. */
    double (*score_scale)(const struct view *view);

    /* score atom "scan along the row": score += q_i . e(p_ij) with positions counted back from the query by gates on
     * the content scores z, p_ij = min(sum_{j<=n<=i} sigmoid(z_in), N - 1), and vectors between e_floor(p) and
     * e_ceil(p) for those that are not whole. Keys that a mask hides count nothing. Only one part may have it. */
    void (*counted)(const struct view *view, struct counted *out);

    /* score atom "across heads": score_ij += network(scores of all heads at ij), see struct across. Pointers are not
     * needed while there are no parameters. Only one part may have it. */
    void (*across)(const struct view *view, struct across *out);
    /* score atom "distance times gate": score[i][j] -= |distance| (a softplus(v . q_i / sqrt(D)) + b softplus(u . k_j /
     * sqrt(D))). out: for each head v [D], u [D], a, b. Only one part may have it. */
    void (*slopes)(const struct view *view, real *out /*[H][2 D + 2]*/);
    void (*slopes_grad)(const struct view *view, const real *dout);

    /* channels: K numbers per token and layer, made from what enters attention. The model makes `in` [T][P] of one
     * sequence by a product with the part's first tensor [C][P] (no tensor where P is 0); the scheme turns it into out
     * [T][K] in double, so that sums along the sequence stay exact. The way back writes din and adds to the gradients
     * of the part's other tensors. Only one part may have channels of a kind. Layout of out, each kind as far as it is
     * there: `gates` [H], `shifts` [2][H], `forgets` [H][E] vectors p then [H][E] vectors r, `reflections` [H]
     * strengths b then [H][D] directions w, `turns` [H][P] angles; H are the part's heads. */
    int (*channel_inputs)(const struct view *view);
    /* The matrix [C][P] where it is no tensor as it stands: asked once per step. dweight: its gradient, of the step. */
    void (*channel_weight)(const struct view *view, real *out);
    void (*channel_weight_grad)(const struct view *view, const real *dweight);
    int (*channels)(const struct view *view);
    void (*channel)(const struct view *view, int T, const real *in, double *out);
    void (*channel_grad)(const struct view *view, int T, const real *in, const double *out, const double *dout,
                         real *din);
    /* score atom "rank one": score[i][j] += c_i - c_j, with c the gates. */
    bool gates;
    /* shifts: projected keys (first) and values become a x_{t-1} + (1 - a) x_t, with 0 before the start. */
    bool shifts;
    /* score atom "forget gates of a row's own": score[i][j] += factor[h] sum_{j<n<=i} log sigmoid(p_i . r_n); keys that
     * a mask hides have no gate. Returns E. */
    int (*forgets)(const struct view *view, double *factor /*[H]*/);
    /* score atom "key updates" (PaTH): score[i][j] = q_i . (prod_{j<n<=i} (1 - b_n w_n w_n')) k_j / sqrt(D), later
     * tokens to the left. */
    bool reflections;
    /* turns: a token's query and key are turned by angles of its own, pair by pair as `layout` says (not polar), on top
     * of what frequencies and rotate do. */
    bool turns;

    /* score atom "scan over earlier rows": score[i][j] -= sum_{m<i} S_mj in all heads of the part, S_mj = max(score, 0)
     * of its first head before that, 0 at j = m and for the first tokens, as many as this says. Causal. Only one part
     * may have it. */
    int (*selects)(const struct view *view);

    /* mask of head h; comes in as zeros. Several parts: the narrower window and block, the larger number of sinks. May
     * depend on view->evaluating. */
    void (*mask)(const struct view *view, int head, struct mask *mask);

    /* normaliser: only one part may have one. Comes in as softmax. */
    void (*normaliser)(const struct view *view, struct normaliser *out);
    /* value atom: out_i += (1 - sum_j w_ij) r, what the weights leave goes to a vector per head; pointer to [H][D].
     * Asked of the part that has the normaliser. NULL: it goes nowhere. */
    real *(*remainder)(const struct view *view, bool grad);
    /* normaliser: softmax with one more key of logit sink[h] and value 0 (softmax1: 0). */
    void (*sink)(const struct view *view, real *sink /*[H]*/);
    void (*sink_grad)(const struct view *view, const real *dsink);

    /* What training made of a part that chooses: shares of 1 per head (of the part's, from 0), each under the name of
     * what they are a share for; stored with the run. Asked for every layer the part stands in and every kind. */
    void (*learned)(const struct view *view, void (*put)(void *to, const char *series, int head, double value),
                    void *to);
};
enum { ENCODER_OPTIONS_SIZE = 2048, BRANCHES_MAX = 4 };

/* The registry, made from list.h. */
extern const struct encoder *const encoder_list[];    /* NULL-terminated, in the order of list.h */
const struct encoder *encoder_find(const char *name); /* NULL when there is none */
int encoder_count(void);

#endif
