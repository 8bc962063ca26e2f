/* Position by position (TUPE): score[i][j] += A_i . B_j / sqrt(D) with vectors of the query's and of the key's
 * position; one pair of tables for the whole model.
 */
#ifndef LEXBENCH_ATOM_POSITION_VECTORS_H
#define LEXBENCH_ATOM_POSITION_VECTORS_H
#include "encoders/view.h"

struct position_vectors_atom {
    void (*table)(const struct view *view, bool key, int n, const double *position, real *out /*[H][n][D]*/);
    void (*grad)(const struct view *view, bool key, int n, const double *position, const real *dout);
};
#endif
