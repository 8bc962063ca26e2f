/* QK-norm: queries and keys are brought to a common length after projection, before any rotation, so that no score can
 * grow without bound: x <- gain x / sqrt(mean x^2 + epsilon) over the numbers of a head, or of all heads together; or
 * x <- x / sqrt(sum x^2 + epsilon), with queries multiplied by scale[h] sqrt(D), so that scores are scale[h] times a
 * cosine. Not beside polar pairs.
 */
#ifndef LEXBENCH_ATOM_QK_NORM_H
#define LEXBENCH_ATOM_QK_NORM_H
#include "encoders/view.h"

struct qk_norm {
    bool width;              /* one norm over the C numbers of all heads, else one per head */
    bool unit;               /* to length 1, else to a mean square of 1 */
    bool query;              /* queries too, else keys alone */
    double epsilon;          /* added to the mean, or the sum, of squares */
    long gains;              /* numbers of a gain: D (shared by heads), H D or C; 0: none */
    const real *gain[2];     /* [gains] of queries, of keys; NULL while there are no parameters */
    const real *scale;       /* [H] of the part's heads, on queries; NULL: none */
    real *dgain[2], *dscale; /* where their gradients are added, or NULL */
};

struct qk_norm_atom {
    void (*of)(const struct view *view, struct qk_norm *out); /* comes in as zeros */
};
#endif
