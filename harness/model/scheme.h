/* A scheme expression and what the model knows of it: "sinusoidal+alibi", "rope(base=500000)+random(max=512)",
 * "alibi@heads=0-1+rope@layers=0,2", "rope@until=0.875". Parts are joined with +; options stand in parentheses; @layers
 * and @heads say where a part stands (everywhere when absent), @until for which share of the training steps (then it is
 * left out, and in evaluation too; @until=never, as a variant may have to say). Composition: position maps first, in
 * the order written; embeddings and scores add; rotations multiply; streams apply in the order written; masks narrow.
 */
#ifndef LEXBENCH_SCHEME_H
#define LEXBENCH_SCHEME_H
#include "encoders/encoder.h"

enum { SCHEME_PARTS_MAX = 8, LAYERS_MAX = 32, HEADS_MAX = 32, LOOPS_MAX = 1000 };

struct part {
    const struct encoder *encoder;
    _Alignas(16) char options[ENCODER_OPTIONS_SIZE];
    uint64_t layers; /* bit l: stands in layer l */
    uint64_t heads;  /* bit h: stands in head h */
    double until;    /* share of the training steps after which it is left out; 0: never */
    int nth;         /* of the parts of its encoder, from 1: names its tensors */
};
struct scheme {
    int n;
    struct part part[SCHEME_PARTS_MAX];
};

/* What training shows a model, as far as a scheme may depend on it, and what evaluation is going to, which only checks
 * look at. */
struct exposure {
    int tokens;    /* of the longest training sequence */
    long offset;   /* the protocol adds up to so much to the positions of a training sequence */
    int evaluated; /* tokens of the longest sequence that evaluation is asked for; 0: of none, or not known */
    bool valued;   /* tokens come with a real number, which the model embeds */
};

/* Unknown names and options get a suggestion. The model's sizes are not known yet; model_new checks the rest. */
bool scheme_parse(const char *expression, struct scheme *out, struct error *err);
/* A variant, under which a model of the trained scheme is evaluated. It says what it changes: what it does not write of
 * a part (options, @layers, @heads, @until) is as trained, where the part's encoder stands once in both expressions.
 * Parts whose encoder stands more often in either are as they are written. */
bool scheme_parse_variant(const char *expression, const struct scheme *trained, struct scheme *out, struct error *err);
/* The variant so that it reads the same with the trained scheme beside it and without it. */
void scheme_write_variant(const struct scheme *variant, const struct scheme *trained, struct text *out);
/* Numbers the variant's parts so that they own the tensors of the trained parts that they are: the one of its encoder,
 * or of several the one that is written alike. */
void scheme_match(struct scheme *variant, const struct scheme *trained);
bool part_equal(const struct part *a, const struct part *b); /* encoder, options and placement */
bool scheme_equal(const struct scheme *a, const struct scheme *b);
/* all: every option of every part (for identities); else only what differs from the defaults (for people). */
void scheme_write(const struct scheme *scheme, bool all, struct text *out);
/* Positions of one sequence of T tokens: 0..T-1 sent through the parts' maps; and their numbers, for a part that embeds
 * by number (else 0). about: the whole model, from model_view, with evaluating, step and hint ([T], or NULL) as they
 * are. rng: the example's own stream. */
void scheme_positions(const struct scheme *scheme, const struct view *about, struct rng *rng, int T, double *position,
                      int *number);
/* The largest position + 1 that these have, for sequences of up to T tokens. */
long scheme_places(const struct scheme *scheme, bool evaluating, int train_length, int T);
/* The largest position + 1 that training reaches, at least its tokens. */
long scheme_train_places(const struct scheme *scheme, struct exposure exposure);
/* Fill in what follows from training, options whose default depends on it; and take out again what would come back, for
 * people. */
void scheme_derive(struct scheme *scheme, struct exposure exposure);
void scheme_underive(struct scheme *scheme, struct exposure exposure);
/* The share of the training steps after which no part is left out any more; 0: none ever is. */
double scheme_settled(const struct scheme *scheme);
bool scheme_needs_hints(const struct scheme *scheme);
int scheme_tasks(const struct scheme *scheme); /* of sequences that its biases tell apart; 1: none */
#endif
