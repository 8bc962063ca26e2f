/* Differential attention: heads 2h and 2h + 1 form a pair that shares 2D numbers of a value (theirs side by side); its
 * weights are those of the first less lambda times those of the second, and the pair's output is brought to a mean
 * square of 1: y = scale gain rms((P_1 - lambda P_2) V).
 */
#ifndef LEXBENCH_ATOM_DIFFERENTIAL_H
#define LEXBENCH_ATOM_DIFFERENTIAL_H
#include "encoders/view.h"

struct differential {
    double lambda;    /* of the layer */
    double scale;     /* on the normed output */
    double epsilon;   /* added to the mean of squares */
    const real *gain; /* [2D], shared by the pairs */
    real *dgain;      /* where its gradient is added, or NULL */
};

struct differential_atom {
    void (*of)(const struct view *view, struct differential *out);
    void (*lambda_grad)(const struct view *view, double dlambda);
};
#endif
