/* Gates that add up along the sequence (forgetting transformer, CABLE): score[i][j] += c_i - c_j. Channels: c [heads of
 * the part].
 */
#ifndef LEXBENCH_ATOM_GATES_H
#define LEXBENCH_ATOM_GATES_H
#include "encoders/view.h"

struct gates_atom {
    bool by_channels; /* true */
};
#endif
