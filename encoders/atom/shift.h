/* Token shift: projected keys and values become a x_{t-1} + (1 - a) x_t, with 0 before the first token. Channels: a of
 * the keys [heads of the part], then a of the values.
 */
#ifndef LEXBENCH_ATOM_SHIFT_H
#define LEXBENCH_ATOM_SHIFT_H
#include "encoders/view.h"

struct shift_atom {
    bool by_channels; /* true */
};
#endif
