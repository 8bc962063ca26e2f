/* The attention model: a pre-norm (or post-norm) transformer trained and evaluated on ragged batches.
 *
 * Rules of the house. No padding: the sequences of a batch stand end to end in N rows. Rows that matter: in the last
 * layer everything after keys and values, the head and the loss run on answer rows only. A training batch is walked in
 * groups of whole sequences (some hundred rows), forward and backward, gradients added in fixed order. One
 * block each for parameters, gradients and both moments; one arena for activations, sized from the capacity. Nothing is
 * allocated in a step. The same inputs give the same bits.
 */
#ifndef LEXBENCH_MODEL_H
#define LEXBENCH_MODEL_H
#include "base/option.h"
#include "base/real.h"
#include "model/scheme.h"

enum norm_kind { NORM_LAYER, NORM_RMS };
enum activation_kind { ACTIVATION_RELU, ACTIVATION_GELU, ACTIVATION_SWIGLU };
enum norm_place { PLACE_PRE, PLACE_POST };
enum loops_by { LOOPS_FIXED, LOOPS_LENGTH, LOOPS_DRAWN };
enum rounding { ROUNDING_NONE, ROUNDING_SCORES, ROUNDING_STREAM };
enum rounding_in { ROUNDING_ALWAYS, ROUNDING_EVALUATION };
enum inject { INJECT_ADD, INJECT_NONE, INJECT_LINEAR };
/* What operands of matrix products are rounded to, those of layers, attention, head and scheme; everything else, sums
 * and parameters included, is in `real` whatever this is. */
enum precision { PRECISION_FLOAT, PRECISION_BF16 };

struct model_config {
    long layers, width, heads;
    double mlp;      /* hidden width / width; SwiGLU has two input matrices of that hidden width. 0: no MLP, no norm2 */
    int norm;        /* enum norm_kind */
    int activation;  /* enum activation_kind */
    int place;       /* enum norm_place */
    bool tied;       /* the head is the token embedding */
    bool bias;       /* linear layers have biases */
    bool causal;     /* false: bidirectional */
    double dropout;  /* on the embedding and on each branch before it is added; 0: none. Never inside attention */
    double init_std; /* weights N(0, init_std^2); projections back to the stream divided by sqrt(2 L) (GPT-2), where
                        loops do not inject by sqrt(2 L loops) */
    long loops;      /* how often the layers run, one pass behind the other, with the same weights */
    int loops_by; /* enum loops_by. FIXED: `loops` times; LENGTH: ceil(loops T / L) times over a sequence of T tokens,
                     L those of the longest training sequence; DRAWN: in each training step as often as is drawn from
                     loops_from..loops, `loops` times in evaluation. A scheme may say otherwise for evaluation */
    long loops_from; /* DRAWN: the fewest */
    int inject; /* enum inject, of the embedding e into what enters each further loop. ADD: e is added; LINEAR: e W, the
                   learned W [C][C] being 1 at first */
    int rounding;    /* enum rounding, to bf16: SCORES: queries, keys and values as they are projected, queries and keys
                        also as attention meets them, and its weights where they meet values; STREAM: what matrix products
                        give too, and the residual stream */
    int rounding_in; /* enum rounding_in. EVALUATION: trainings round nothing */
    long grad_loops; /* gradients go through the last so many loops of a sequence; 0: through all */
};
extern const struct option model_options[]; /* table of struct model_config, all members */

struct optimiser_config { /* AdamW, Loshchilov and Hutter 2019 */
    double weight_decay;  /* decoupled: theta -= lr * decay * theta; norms, biases and tensors that say so are exempt */
    double beta1, beta2, epsilon;
    double clip; /* largest gradient norm; 0: no clipping */
};
extern const struct option optimiser_options[]; /* table of struct optimiser_config */

/* Sequences end to end. All arrays are the caller's. */
struct batch {
    int sequences, rows, answers;
    const int *start;       /* [sequences + 1], start[0] = 0, start[sequences] = rows */
    const int *token;       /* [rows] */
    const double *position; /* [rows], from scheme_positions */
    const int *number;      /* [rows] likewise; NULL: a part that embeds by number adds nothing */
    const float *value;     /* [rows] a real number that each token comes with; NULL: 0 */
    const int *answer_row;  /* [answers], ascending rows of the batch whose prediction is looked at */
    const int *target;      /* [answers] */
    const int *task;        /* [sequences] 0..scheme_tasks-1; NULL: all 0 */
};

struct tensor { /* one parameter tensor, in the order of the block */
    char name[96];
    int rank;      /* 1 or 2 */
    long shape[2]; /* row-major; linear weights are [in][out], y = x W */
    long offset;   /* of its first number in the block */
    long size;
    bool decay;
    bool frozen;  /* never trained: its gradient stays zero */
    double until; /* of the part of the scheme that owns it: the share of the training after which nothing reads it; 0:
                     to the end */
};

struct model; /* model/internal.h */

/* Rows that a group of sequences fills: so many that weights are worth fetching, so few that a layer's activations stay
 * in the second level's cache. Measured (SPEED.md). */
static inline int model_group_rows(long width) { return width < 256 ? 256 : 512; }

/* What a scheme's hooks know of a model that need not be there yet (struct view), as scheme_positions takes it: sizes,
 * sight, training length and seed; layer -1. */
struct view model_view(const struct model_config *config, int train_length, uint64_t seed);

/* exposure: what it is trained on, or will be. Initial values come from the streams "init/<tensor name>" of
 * the seed, so models under different schemes start from the same shared weights. NULL: err says what cannot work. */
struct model *model_new(const struct model_config *config, const struct scheme *scheme, int vocabulary,
                        struct exposure exposure, uint64_t seed, struct error *err);
/* The same without the parameters, whose initial values take most of the time: whether the model can be made, which
 * tensors it has, and which variants go with it. Nothing may be computed with it. */
struct model *model_outline(const struct model_config *config, const struct scheme *scheme, int vocabulary,
                            struct exposure exposure, uint64_t seed, struct error *err);
void model_free(struct model *model);

int model_tensors(const struct model *model, const struct tensor **list); /* count; the list is the model's */
real *model_parameters(struct model *model, long *count);             /* the block; tables made from it are made anew */
real *model_gradients(struct model *model);                           /* the same layout */
void model_moments(struct model *model, real **first, real **second); /* AdamW's */
long model_parameter_count(const struct model *model);
/* Bytes the model holds now: parameters, gradients and moments when it has them, and the arena of model_reserve. */
size_t model_bytes(const struct model *model);

/* Make room; allocates here, never later. Training walks groups, so it needs only the longest sequence (tokens);
 * evaluation works on a whole batch of up to `rows` rows. May be called again for other sizes. */
void model_reserve(struct model *model, bool training, int rows, int longest);

/* The precision of whatever is computed from now on; a new model has PRECISION_FLOAT. */
void model_set_precision(struct model *model, enum precision precision);

/* Where in training the model is, the share of the steps that are done; a new model is at 0. Parts of the scheme with
 * @until are left out from their share on, in training and in evaluation: true if one was left out or came back now.
 * Call it after each step, and with 1 for a model that was trained elsewhere. Allocates only where it returns true. */
bool model_set_progress(struct model *model, double share);

struct step_report {
    double loss;      /* mean cross-entropy over the batch's answers, nats */
    double grad_norm; /* before clipping */
    bool finite;      /* false: loss or gradient is not a finite number; the parameters were left as they were */
};
/* One training step. step counts from 0 (bias correction uses step + 1; dropout's streams are named by it). */
void model_train_step(struct model *model, const struct batch *batch, const struct optimiser_config *optimiser,
                      double lr, long step, struct step_report *report);
/* Forward and backward without the optimiser: mean loss; gradients (of the mean) in model_gradients. For tests. */
double model_gradient(struct model *model, const struct batch *batch);

struct answer {
    int best;    /* arg-max token; ties go to the smallest id; -1: there is none, as logits are NaN or infinite */
    bool finite; /* the loss is a finite number */
    double loss; /* -log p(target), nats */
    int loops;   /* the loop of its sequence that counted, from 1; 0: the model has none */
};
/* Evaluate: out[batch->answers]. Memory O(rows), any length. */
void model_evaluate(struct model *model, const struct batch *batch, struct answer *out);
/* The same pass, all logits: out[batch->answers][vocabulary]. */
void model_logits(struct model *model, const struct batch *batch, real *out);
/* For tests: evaluate in the room that training uses, with all attention weights kept. */
void model_logits_kept(struct model *model, const struct batch *batch, real *logits);
/* Attention weights of one layer for a batch of one sequence: out[H][Q][T], Q = T queries, or the answer rows in the
 * last layer; 0 for keys that a query does not see. Where a scheme replaces attention, what it makes of the values of
 * tokens, as weights of them, which need be neither positive nor 1 in sum. Memory O(T * T). */
void model_attention(struct model *model, const struct batch *batch, int layer, real *out);
/* What the parts of the scheme learned to choose (encoder.h, learned): put is called per task, layer, head and series.
 */
void model_learned(const struct model *model,
                   void (*put)(void *to, const char *series, int task, int layer, int head, double value), void *to);
/* Floating-point operations that a forward pass over the batch needs, a multiplication and an addition each counting
 * as one: the model's matrices on the rows they are needed on, and products of queries with the keys they see and of
 * weights with values. What schemes add is not counted. A training step needs three times that. */
double model_work(const struct model *model, const struct batch *batch);
/* Evaluate under another scheme (a variant) with the same parameters; NULL goes back to the trained one. Tensors are
 * found by name: the variant may have parts that own none, leave such parts out and stand in another order. It must own
 * the trained scheme's tensors, in their shapes, but for those of parts that @until leaves out; and turn pairs that are
 * laid out as trained. false: err says which tensors are missing or too many, and the model stays as it was. Allocates
 * the room anew where there is one. */
bool model_set_variant(struct model *model, const struct scheme *variant, struct error *err);
#endif
