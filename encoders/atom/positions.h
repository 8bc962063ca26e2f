/* Maps of positions: a token's position need not be its index. Maps of several parts run in the order in which they
 * are written; everything else that asks for positions sees the result.
 */
#ifndef LEXBENCH_ATOM_POSITIONS_H
#define LEXBENCH_ATOM_POSITIONS_H
#include "encoders/view.h"

struct positions_atom {
    /* Change the T positions of one sequence in place; they come in as 0..T-1, or as an earlier part left them. rng: a
     * stream for this example alone; evaluation draws from another one, so that it repeats. */
    void (*map)(const struct view *view, struct rng *rng, int T, double *position);
    /* The largest position + 1 that `map` can give for sequences up to T tokens (default: unchanged `limit`). Knows
     * lengths, and whether the model evaluates, alone. */
    long (*limit)(const struct view *view, long limit, int T);
    bool real;   /* positions may be no whole numbers: refused with parts that look vectors up by whole distances */
    bool uneven; /* in evaluation they need not rise by one from token to token: refused with `branches` */
};
#endif
