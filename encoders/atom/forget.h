/* Forget gates of a row's own: score[i][j] += factor[h] sum_{j<n<=i} log sigmoid(p_i . r_n); keys that a mask hides
 * have no gate. Channels: vectors p [heads of the part][E], then vectors r [heads][E].
 */
#ifndef LEXBENCH_ATOM_FORGET_H
#define LEXBENCH_ATOM_FORGET_H
#include "encoders/view.h"

struct forget_atom {
    int (*size)(const struct view *view, double *factor /*[H]*/); /* E */
};
#endif
