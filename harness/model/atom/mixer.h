/* A mixer's two halves beside its recurrence, on some tokens of one sequence: what enters it (mixer_input.c), and what
 * becomes of what it gives (mixer_output.c).
 */
#ifndef LEXBENCH_MIXER_H
#define LEXBENCH_MIXER_H
#include "encoders/atom/mixer.h"
#include "model/atom.h"
#include "model/math/recurrence.h"

/* Tokens that evaluation walks at a time; training walks whole sequences. Tokens between two kept states. */
enum { MIXER_BLOCK = 256, MIXER_EVERY = RECURRENCE_PIECE };

/* Operands of the recurrence, head by head: row r of head h is row h * room + r. */
struct mixer_operands {
    long room;
    int W;                                           /* numbers of a row, recurrence_width(D) */
    real *before;                                    /* [room][3C] behind the convolution, before the activation */
    real *query, *key, *value, *decay, *error, *out; /* [H][room][W] */
    real *strength;                                  /* [H][room] */
    real *inverse;                                   /* [H][room][2] of the lengths of queries and keys */
    real *kept;                                      /* [H][room / MIXER_EVERY][D][W]; NULL: nothing is kept */
};

/* Tokens [first, first + n) of sequence s of a group in a layer. */
struct mixer_walk {
    struct model *m;
    const struct mixer *x;
    const struct group *group;
    int layer, s, first, n;
    int decays, strengths, inputs; /* numbers per token, see encoders/atom/mixer.h */
    const real *in;                /* [n][inputs] of its first token */
    long row;                      /* of the operands that its first token has */
    struct mixer_operands o;
    real *tail; /* [taps - 1][3C] projected rows just before `first`, where first is above 0 */
    /* Of the backward pass. */
    real *din;     /* [n][inputs], written */
    real *dbefore; /* [n][3C], written */
    real *dout;    /* [H][room][W], written */
};

static inline real *mixer_row(const struct mixer_walk *w, real *of, int head, int t) {
    return of + (head * w->o.room + w->row + t) * w->o.W;
}
static inline long mixer_strength_at(const struct mixer_walk *w, int head, int t) {
    return head * w->o.room + w->row + t;
}

/* Gradients that the recurrence gives for one head, [n][W], and of strengths [n]. */
struct mixer_gradients {
    real *query, *key, *value, *dlog, *strength;
};

void mixer_input(const struct mixer_walk *w); /* everything of o but error and out */
void mixer_keep_tail(const struct mixer_walk *w);
void mixer_head_backward(const struct mixer_walk *w, int head, const struct mixer_gradients *d); /* to din, dbefore */
void mixer_input_backward(const struct mixer_walk *w); /* dbefore to dq and dkv, once all heads are there */

/* Outputs of the sequence's query rows among the tokens to the layer's mixed rows; and back, from dmixed to dout, the
 * skip's part of dbefore and the gate's part of din. */
void mixer_output(const struct mixer_walk *w);
void mixer_output_backward(const struct mixer_walk *w);
#endif
