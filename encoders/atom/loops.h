/* Loops: how often the layers run over a sequence, in place of what the model says of it, or until what they give is
 * good enough.
 */
#ifndef LEXBENCH_ATOM_LOOPS_H
#define LEXBENCH_ATOM_LOOPS_H
#include "encoders/view.h"

struct loops_atom {
    /* Of a sequence of so many tokens, at least 1, and never fewer the longer it is; trained: as often as they run over
     * the longest training sequence. */
    int (*count)(const struct view *view, int tokens, int trained);
    /* What ends the loops of a sequence before that; NULL: nothing. */
    void (*stop)(const struct view *view, struct loops_stop *out);
};
#endif
