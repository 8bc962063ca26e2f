/* Absolute positions: a vector per position, added to the token's embedding.
 */
#ifndef LEXBENCH_ATOM_EMBED_H
#define LEXBENCH_ATOM_EMBED_H
#include "encoders/view.h"

struct embed_atom {
    void (*table)(const struct view *view, int n, const double *position, real *out /*[n][C]*/);
    void (*grad)(const struct view *view, int n, const double *position, const real *dout);
};
#endif
