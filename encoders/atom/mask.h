/* Masks. Visibility, causal (no key behind its query) or bidirectional, is the model's; a mask narrows it.
 */
#ifndef LEXBENCH_ATOM_MASK_H
#define LEXBENCH_ATOM_MASK_H
#include "encoders/view.h"

struct mask_atom {
    /* Of head h of the part; comes in as zeros. Several parts: the narrower window and block, the larger number of
     * sinks. May depend on view->evaluating. */
    void (*of)(const struct view *view, int head, struct mask *mask);
};
#endif
