/* Householder updates of keys (PaTH): score[i][j] = q_i . (prod_{j<n<=i} (1 - b_n w_n w_n')) k_j / sqrt(D), later
 * tokens to the left. Channels: strengths b [heads of the part], then directions w [heads][D].
 */
#ifndef LEXBENCH_ATOM_HOUSEHOLDER_H
#define LEXBENCH_ATOM_HOUSEHOLDER_H
#include "encoders/view.h"

struct householder_atom {
    bool by_channels; /* true */
};
#endif
