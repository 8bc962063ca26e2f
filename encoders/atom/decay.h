/* Decay of pairs with distance (xPos): what pair p gives to the content product is multiplied by
 * exp(-rate (position_i - position_j)), at most by e^16 where a map of positions puts a key ahead of its query.
 */
#ifndef LEXBENCH_ATOM_DECAY_H
#define LEXBENCH_ATOM_DECAY_H
#include "encoders/view.h"

struct decay_atom {
    /* rate[H][P], >= 0, in nats per position; several parts add. Pairs as `layout` of rotary says, not polar. */
    void (*rate)(const struct view *view, double *rate);
};
#endif
