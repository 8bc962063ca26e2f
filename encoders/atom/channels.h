/* Channels: numbers per token and layer that a part makes from what enters attention, and that other atoms of the same
 * part read (gates, shift, forget, householder, turns, output_gate, normaliser). The model makes `in` [T][P] of one
 * sequence by a product of the layer's input with the part's first tensor [C][P] (no tensor where P is 0); the scheme
 * turns it into out [T][K] in double, so that sums along the sequence stay exact. K is the sum of what the readers of
 * the part need, in the order of atoms.h; each reader's header says how its own numbers lie.
 */
#ifndef LEXBENCH_ATOM_CHANNELS_H
#define LEXBENCH_ATOM_CHANNELS_H
#include "encoders/view.h"

struct channels_atom {
    int (*inputs)(const struct view *view); /* P */
    /* The matrix [C][P] where it is not a tensor as it stands: asked once per step. dweight: its gradient, of the step.
     */
    void (*weight)(const struct view *view, real *out);
    void (*weight_grad)(const struct view *view, const real *dweight);
    void (*make)(const struct view *view, int T, const real *in, double *out);
    /* din is written; gradients of the part's other tensors are added. */
    void (*grad)(const struct view *view, int T, const real *in, const double *out, const double *dout, real *din);
};
#endif
