/* Contextual positions (CoPE): score += q_i . e(p_ij) with positions counted back from the query by gates on the
 * content scores z, p_ij = min(sum_{j<=n<=i} sigmoid(z_in), N - 1), and vectors between e_floor(p) and e_ceil(p) for
 * those that are not whole. Keys that a mask hides count nothing.
 */
#ifndef LEXBENCH_ATOM_CONTEXTUAL_H
#define LEXBENCH_ATOM_CONTEXTUAL_H
#include "encoders/view.h"

struct contextual {
    int rows;            /* N: counts end at N - 1 */
    bool scaled;         /* the term is divided by sqrt(D) as the content is */
    const real *vectors; /* [N][D], e_0..e_(N-1), shared by the heads; NULL while there are no parameters */
    real *dvectors;      /* the gradient's place, or NULL */
};

struct contextual_atom {
    void (*of)(const struct view *view, struct contextual *out);
};
#endif
