/* A mixer's two halves beside its recurrence, on some tokens of one sequence: what enters it (mixer_input.c), and what
 * becomes of what it gives (mixer_output.c).
 */
#ifndef LEXBENCH_MIXER_H
#define LEXBENCH_MIXER_H
#include "base/vec.h"
#include "encoders/atom/mixer.h"
#include "model/atom.h"
#include "model/math/recurrence.h"

/* Tokens that go through everything together, so that their rows stay in the nearest caches; and from one kept state to
 * the next. */
enum { MIXER_BLOCK = 64, MIXER_EVERY = RECURRENCE_PIECE };
_Static_assert(MIXER_BLOCK % MIXER_EVERY == 0, "a block begins where a state is kept");

/* Operands of the recurrence that the backward pass finds again, head by head: row r of head h is row h * room + r. */
struct mixer_operands {
    long room;
    int W;                           /* numbers of a row, recurrence_width(D) */
    real *query, *key, *error, *out; /* [H][room][W] */
    real *inverse;                   /* [H][room][2] of the lengths of queries and keys */
    real *active;                    /* [room][3C] slopes of the activation behind the convolution; NULL: not kept */
    real *kept;                      /* [H][room / MIXER_EVERY + 1][rows][W]; NULL: nothing is kept */
};

/* What is made of a block's tokens in either pass, because making it again costs less than reading it back. */
struct mixer_block {
    real *value, *decay; /* [H][MIXER_BLOCK][W]; values in the forward pass alone */
    real *strength;      /* [H][MIXER_BLOCK] */
    real *log, *slope;   /* [MIXER_BLOCK][decays + strengths] of the backward pass: log decays; slopes by `in` */
};

/* Tokens [first, first + n) of sequence s of a group in a layer, MIXER_BLOCK at most. */
struct mixer_walk {
    struct model *m;
    const struct mixer *x;
    const struct group *group;
    int layer, s, first, n;
    int decays, strengths, inputs; /* numbers per token, see encoders/atom/mixer.h */
    const real *in;                /* [n][inputs] of its first token */
    long row;                      /* of the operands that its first token has */
    struct mixer_operands o;
    struct mixer_block b;
    real *tail; /* [taps - 1][3C] projected rows just before `first`, zero before the sequence */
    /* Of the backward pass. */
    real *din;     /* [n][inputs], written */
    real *dbefore; /* [n + taps - 1][3C] gradient behind a convolution: what later tokens left stands behind it */
    real *dout;    /* [H][MIXER_BLOCK][W], written */
};

static inline real *mixer_row(const struct mixer_walk *w, real *of, int head, int t) {
    return of + (head * w->o.room + w->row + t) * w->o.W;
}
/* The same of what has MIXER_BLOCK rows for a head. */
static inline real *mixer_block_row(const struct mixer_walk *w, real *of, int head, int t) {
    return of + ((long)head * MIXER_BLOCK + t) * w->o.W;
}
static inline real *mixer_strengths_of(const struct mixer_walk *w, int head) {
    return w->b.strength + head * MIXER_BLOCK;
}
static inline int mixer_numbers_of(const struct mixer_walk *w) { return w->decays + w->strengths; }
static inline real *mixer_logs(const struct mixer_walk *w, int t) { return w->b.log + t * mixer_numbers_of(w); }
static inline real *mixer_slopes(const struct mixer_walk *w, int t) { return w->b.slope + t * mixer_numbers_of(w); }

/* A row has C columns of each: queries, which were projected in rows of their own, and keys and values, which were in
 * rows of both. */
enum projection { QUERY, KEY, VALUE, PROJECTIONS };

/* How far rows of the projection are apart; where a token of the walk begins in them. */
static inline long mixer_projected_stride(const struct mixer_walk *w, enum projection of) {
    return of == QUERY ? w->m->C : 2L * w->m->C;
}
static inline long mixer_projected_at(const struct mixer_walk *w, enum projection of, int t) {
    return ((long)w->group->start[w->s] + w->first + t) * mixer_projected_stride(w, of) + (of == VALUE ? w->m->C : 0);
}
/* Gradient of what was projected; and of what is behind the convolution, the same where there is none. */
static inline real *mixer_dprojected(const struct mixer_walk *w, enum projection of, int t) {
    return (of == QUERY ? w->m->dq : w->m->dkv) + mixer_projected_at(w, of, t);
}
static inline real *mixer_dbefore(const struct mixer_walk *w, enum projection of, int t) {
    return w->x->taps ? w->dbefore + (3L * t + of) * w->m->C : mixer_dprojected(w, of, t);
}

/* How many tokens ahead of the one in work rows are asked for that were last in use long before, or are written to
 * memory that was: there are too many streams for processors to foresee. */
enum { MIXER_AHEAD = 4 };

/* `call` with a head's size as its last argument, compiled for the usual ones, so that loops over a head's numbers
 * unroll. */
#define MIXER_WITH_SIZE(D, call, ...)                                                                                  \
    switch (D) {                                                                                                       \
    case 16: call(__VA_ARGS__, 16); break;                                                                             \
    case 32: call(__VA_ARGS__, 32); break;                                                                             \
    case 64: call(__VA_ARGS__, 64); break;                                                                             \
    default: call(__VA_ARGS__, D);                                                                                     \
    }

/* How many of a head's D numbers the vector from `at` on has: all of it, and the compiler knows, where D is one of the
 * usual ones. */
static inline int mixer_lanes(int D, int at) { return D % LANES ? lanes_of(D - at) : LANES; }

/* Gradients that the recurrence gives for one head, [n][W], and of strengths [n]. */
struct mixer_gradients {
    real *query, *key, *value, *dlog, *strength;
};

void mixer_input(const struct mixer_walk *w);              /* query, key, value; and the tail of what follows */
void mixer_numbers(const struct mixer_walk *w, bool back); /* decays, strengths; back: logs and slopes, too */
void mixer_head_backward(const struct mixer_walk *w, int head,
                         const struct mixer_gradients *d); /* to din, mixer_dbefore */
void mixer_input_backward(const struct mixer_walk *w);     /* through a convolution, once all heads are there */

/* Outputs of the sequence's query rows among the tokens to the layer's mixed rows; and back, from dmixed to dout, the
 * skip's part of dbefore and the gate's part of din. */
void mixer_output(const struct mixer_walk *w);
void mixer_output_backward(const struct mixer_walk *w);
#endif
