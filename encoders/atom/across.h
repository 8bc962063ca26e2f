/* A network over the scores of all heads of a query and a key (DAPE): score_ij += network(scores of all heads at ij),
 * with one hidden layer of leaky ReLUs. Inputs: the content scores of the part's heads and, when other parts add terms
 * (view->biased), what they add.
 */
#ifndef LEXBENCH_ATOM_ACROSS_H
#define LEXBENCH_ATOM_ACROSS_H
#include "encoders/view.h"

struct across {
    int hidden;
    int kernel; /* odd: keys j - kernel/2 .. j + kernel/2 enter both layers, those a row does not have as 0 */
    real leak;  /* slope below 0, > 0 */
    const real *weight[2];       /* [kernel][hidden][inputs], [kernel][H][hidden] */
    const real *bias[2];         /* [hidden], [H] */
    real *dweight[2], *dbias[2]; /* where the gradients are added, or NULL */
};

struct across_atom {
    void (*network)(const struct view *view, struct across *out); /* pointers: not while there are no parameters */
};
#endif
