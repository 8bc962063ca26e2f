/* Selective attention: score[i][j] -= sum_{m<i} S_mj in all heads of the part, S_mj = max(score, 0) of its first head
 * before that, 0 at j = m and for the first tokens. Causal.
 */
#ifndef LEXBENCH_ATOM_SELECT_H
#define LEXBENCH_ATOM_SELECT_H
#include "encoders/view.h"

struct select_atom {
    int (*kept)(const struct view *view); /* how many first tokens are never masked */
};
#endif
