/* The battery: what a scheme must prove on a small whole model, shaken away from initial values that hide a wrong sign.
 * `lexbench prove` and the tests ask the same functions. Where a scheme cannot be in such a model, they return NAN.
 *
 * Gradients mean something in the build in double alone, where finite differences are exact enough.
 */
#ifndef LEXBENCH_BATTERY_H
#define LEXBENCH_BATTERY_H
#include "model/model.h"

enum {
    BATTERY_VOCABULARY = 13,
    BATTERY_ROWS = 4096,
    BATTERY_LENGTH = 24,
    BATTERY_SEQUENCES = 64,
    BATTERY_UNLEARNED = 16
};

/* A batch and its memory. */
struct battery_sample {
    struct batch batch;
    int start[BATTERY_SEQUENCES], token[BATTERY_ROWS], answer_row[BATTERY_ROWS], target[BATTERY_ROWS];
    double position[BATTERY_ROWS];
    int hint[BATTERY_ROWS], number[BATTERY_ROWS], task[BATTERY_SEQUENCES];
    int train_length; /* what positions know of the model's; 0: BATTERY_LENGTH */
};

/* Sequences of random tokens with the scheme's own positions; every stride-th row and the last of each is an answer. */
void battery_fill(struct battery_sample *s, const struct scheme *scheme, bool evaluating, const int *lengths, int n,
                  int stride);
struct model_config battery_config(bool causal);
/* The same with as many heads as a scheme asks for that has numbers for each of 1, 4, 8 or 16. */
struct model_config battery_config_of(const struct scheme *scheme, bool causal);
/* NULL: err. */
struct model *battery_model(const struct model_config *c, const struct scheme *scheme, struct error *err);
void battery_shake(struct model *m);
/* [answers][BATTERY_VOCABULARY], to be freed with mem_free. */
real *battery_logits(struct model *m, const struct batch *b, int longest);
/* The largest of n differences; INFINITY where a number is not finite. */
double battery_difference(const real *a, const real *b, long n);

/* The loss's slope by *p, which stays: the central difference of steps h, or a one-sided one of the same order where a
 * bound of the scheme puts the parameter back. */
double battery_slope(struct model *m, const struct batch *b, real *p, double h);
/* The worst relative error of a gradient against finite differences, of up to 16 numbers of every trained tensor, on a
 * batch that the model has room for; and of a scheme in a shaken model of its own. */
double battery_gradient_of(struct model *m, const struct batch *b);
double battery_gradient(const struct scheme *scheme, bool causal);
/* A tensor that is to be trained and whose gradient is exactly zero in every number of every layer: a layer may have
 * no use for its own, as the first has none for what cpe would do before it. */
struct unlearned {
    char tensor[96]; /* its name without the layer */
    bool is_read;    /* other values change logits: the gradient is missing; false: nothing reads it */
};
/* Such tensors of a scheme's shaken model, the first BATTERY_UNLEARNED; returns how many. Finite differences do not
 * find them: what has no gradient is taken as never changing, and tables of it are kept. In either build. */
int battery_unlearned(const struct scheme *scheme, bool causal, struct unlearned out[BATTERY_UNLEARNED]);
/* Largest differences of a logit: between evaluation in query blocks and all at once, of T tokens; between a ragged
 * batch and its sequences alone; when `by` is added to all positions; and when all of them are halved,
 * so that two tokens share one. */
double battery_blocks(const struct scheme *scheme, bool causal, int T);
double battery_ragged(const struct scheme *scheme);
double battery_shift(const struct scheme *scheme, bool causal, double by);
double battery_nearer(const struct scheme *scheme, bool causal);
/* A later token changes no earlier logit, and its own. */
bool battery_causal(const struct scheme *scheme);
/* The largest logit of a sequence 64 times as long as those of training; INFINITY where one is not finite. */
double battery_far(const struct scheme *scheme, bool causal);
#endif
