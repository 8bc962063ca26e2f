/* Branches: piecewise (multi-range) rotary attention, as in ReRoPE and Self-Extend. The keys of query i are cut into
 * ranges; each range is scored with positions of its own, and one softmax runs over all of them. For variants of
 * evaluation in a causal model.
 */
#ifndef LEXBENCH_ATOM_BRANCHES_H
#define LEXBENCH_ATOM_BRANCHES_H
#include "encoders/view.h"

struct branches_atom {
    int (*count)(const struct view *view); /* 1..BRANCHES_MAX */
    /* Changes n positions in place, for queries or keys of a branch; they count tokens from the start of the sequence,
     * whatever its positions are. */
    void (*positions)(const struct view *view, int branch, bool key, int n, double *position);
    /* The same for pair 0..view->pairs-1 of a head, where pairs stand at positions of their own; what has no pairs
     * (decay, biases) still asks `positions`. NULL: all pairs stand at these. Refused beside maps of turns, which have
     * one position for all pairs. */
    void (*pair_positions)(const struct view *view, int branch, bool key, int pair, int n, double *position);
    /* The query of token i sees keys from..to-1 under the branch; the branches' ranges are apart and cover 0..i. */
    void (*keys)(const struct view *view, int branch, int i, int *from, int *to);
    bool distances; /* biases over distance take the query's position from its branch too; keys are not mapped then */
};
#endif
