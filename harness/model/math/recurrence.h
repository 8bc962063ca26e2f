/* One recurrence for all mixers that stand in place of attention. Per head there is a state S [D][D], rows by numbers
 * of a key, columns by numbers of a value; of every token
 *
 *     S = Diag(a_t) S                decay
 *     e_t = v_t - S' k_t             with the delta rule; e_t = v_t without
 *     S = S + k_t (b_t e_t)'
 *     o_t = S' q_t                   a token sees what it has written
 *
 * The state stays in the first level's cache and tokens go one after the other, so a sequence in one pass and in any
 * pieces has the same bits. The backward pass takes pieces of at most RECURRENCE_PIECE tokens from one kept state to
 * the next: inside a piece, states and their gradients are what stood at its ends, decayed, and what its own tokens
 * wrote or read, pair by pair, which is the chunkwise form of the papers. It never divides by a decay, so none is too
 * strong, and the gradient of log a_t follows from those of queries and keys. SPEED.md has what this was measured
 * beside.
 *
 * Rows of a head stand in rows of W numbers, D of them and zeros up to a multiple of LANES, so that every loop over
 * them is of whole vectors.
 */
#ifndef LEXBENCH_RECURRENCE_H
#define LEXBENCH_RECURRENCE_H
#include "base/real.h"
#include <stdbool.h>

enum { RECURRENCE_PIECE = 16 };

struct recurrence {
    int D; /* recurrence_rows of a head's numbers */
    bool delta;
    int every;                       /* tokens from one kept state to the next, at most RECURRENCE_PIECE */
    const real *query, *key, *value; /* [T][W] */
    const real *decay;               /* [T][W] a_t, for each number of a key */
    const real *strength;            /* [T] b_t */
    real *error;                     /* [T][W] e_t; NULL: not kept */
    real *kept;                      /* [(T - 1) / every][D][W] states before tokens every, 2 every, ...; NULL: none */
    real *before;                    /* [D][W] state before the first token, kept as well; NULL: it is zero */
    real *state;                     /* [D][W] before the first token; leaves as that after the last one */
    real *out;                       /* [T][W] */
    /* Of the backward pass alone: */
    const real *dout;             /* [T][W] */
    real *dquery, *dkey, *dvalue; /* [T][W], written; their padding too */
    real *dlog;                   /* [T][W] gradient of log a_t, written; NULL: not wanted */
    real *dlast;                  /* [W] state times dstate, summed over values: both as they come in and leave */
    real *dstrength;              /* [T], written */
    real *dstate;                 /* [D][W] gradient of the last state; leaves as that of the first one */
    real *scratch;                /* recurrence_scratch(D) numbers */
};

int recurrence_width(int D); /* W */
/* Rows go in pairs. A head with an odd number of numbers counts one more, which is zero in every row and adds nothing.
 */
int recurrence_rows(int D);
long recurrence_scratch(int D);
void recurrence_forward(const struct recurrence *r, int T);
/* Needs `error`, `kept` and `before` as a forward pass over the same T tokens left them. */
void recurrence_backward(const struct recurrence *r, int T);
#endif
