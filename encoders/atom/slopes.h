/* Distance times gate (GRAPE-A): score[i][j] -= |distance| (a softplus(v . q_i / sqrt(D)) + b softplus(u . k_j /
 * sqrt(D))).
 */
#ifndef LEXBENCH_ATOM_SLOPES_H
#define LEXBENCH_ATOM_SLOPES_H
#include "encoders/view.h"

struct slopes_atom {
    void (*table)(const struct view *view, real *out /*[H][2 D + 2]: for each head v [D], u [D], a, b*/);
    void (*grad)(const struct view *view, const real *dout);
};
#endif
