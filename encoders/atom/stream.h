/* Causal maps of rows at a site of a layer: convolutions and shifts of the residual stream, of projections, of what
 * enters the MLP.
 */
#ifndef LEXBENCH_ATOM_STREAM_H
#define LEXBENCH_ATOM_STREAM_H
#include "encoders/view.h"

struct stream_atom {
    bool (*at)(const struct view *view, enum site site); /* whether the map does anything there */
    /* y[T][W] is written from x[T][W], the rows of one sequence (y = x + ... for a residual map). A map behind the
     * entry of the last layer makes that layer work on all rows, not only on those of answers. */
    void (*map)(const struct view *view, enum site site, int T, const real *x, real *y);
    /* d[T][W] comes in as the gradient of y and leaves as that of x. */
    void (*grad)(const struct view *view, enum site site, int T, const real *x, real *d);
};
#endif
