/* Turning rows by tables of 2x2 maps, for the atoms that turn. */
#ifndef LEXBENCH_MODEL_ROTARY_H
#define LEXBENCH_MODEL_ROTARY_H
#include "model/atom.h"

/* Maps by place, [limit][H][P] each; queries then keys (the same block when they do not differ). */
struct rotary_tables {
    real *cosine[2], *sine[2];
    real *dcosine[2], *dsine[2]; /* only of the side that learns */
};

struct rotary_tables *rotary_tables_of(const struct model *m, int branch, int layer);
/* [H][P] radians per position of the layer whose tables were made last. */
const double *rotary_frequencies(const struct model *m);
/* [n][pairs] cosines and sines of position * theta + phi. */
void rotary_turns(const double *theta, const double *phi, int pairs, int n, const double *position, real *cosine,
                  real *sine);
/* rotary_pairs.c. Turn the pairs of `heads` heads side by side, by [heads][P], in place; back: the other way. */
void rotary_turn(const struct model *m, const real *cosine, const real *sine, bool back, int heads, real *x);
/* All heads of n rows, one every `stride`, by the tables at their places. */
void rotary_turn_rows(const struct model *m, const struct rotary_tables *t, bool key, bool back, int n,
                      const int *place, int stride, real *x);
/* One head turned in bf16: numbers, products and sums are rounded one by one. */
void rotary_turn_rounded(const struct model *m, const real *cosine, const real *sine, real *x);
/* dangle[heads][P] += what the angles of these turns get, from x and its gradient d, both before turning or after it.
 */
void rotary_angles_grad(const struct model *m, int heads, const real *x, const real *d, double *dangle);

/* Gradients of the maps of n rows' places, added to the tables where they learn, from the rows before turning, raw
 * [n][C], and the gradient after it. */
void rotary_maps_grad(const struct model *m, const struct rotary_tables *t, bool key, int n, const int *place,
                      const real *raw, int dstride, const real *dy);

extern const struct plain_atom rotary_plain; /* rotary_plain.c */

/* polar.c: rows of x (heads side by side) to radius and angle, y [n][2C], and the slopes of the radii [n][C] (NULL: not
 * kept); heads that are not in the set become x and zeros. And dy to dx (added), and to the tables as far as they
 * learn.
 */
void polar_apply(const struct model *m, const struct rotary_tables *t, uint64_t heads, bool key, int n,
                 const int *place, int stride, const real *x, real *y, real *slope);
void polar_backward(const struct model *m, const struct rotary_tables *t, bool key, int n, const int *place,
                    const real *slope, const real *y, const real *dy, int dstride, real *dx);
#endif
