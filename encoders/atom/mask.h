/* Masks. Visibility, causal (no key behind its query) or bidirectional, is the model's; a mask narrows it.
 */
#ifndef LEXBENCH_ATOM_MASK_H
#define LEXBENCH_ATOM_MASK_H
#include "encoders/view.h"

struct mask_atom {
    /* Of head h of the part; comes in as zeros. Several parts: the narrower window and block, the larger number of
     * sinks. May depend on view->evaluating. NULL: the mask is none of these. */
    void (*of)(const struct view *view, int head, struct mask *mask);
    /* Keys one by one: whether head h of the part shows them. query and key[n] are places in the sequence, from 0 on.
     * Several parts: a key is seen that all of them show. A query that sees no key has the output 0. */
    void (*shows)(const struct view *view, int head, double query, int n, const double *key, bool *seen);
    /* shows looks at query - key alone: it is asked once, for a table of distances. NULL: it does not. */
    bool (*by_distance)(const struct view *view);
};
#endif
