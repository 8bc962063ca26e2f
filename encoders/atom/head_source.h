/* Shared projections (RoPE++): a head's queries, keys and values are those of another head as projected, in place of
 * its own, so that several heads look differently at the same: q_h, k_h, v_h <- q_s, k_s, v_s with s = source(h).
 */
#ifndef LEXBENCH_ATOM_HEAD_SOURCE_H
#define LEXBENCH_ATOM_HEAD_SOURCE_H
#include "encoders/view.h"

struct head_source_atom {
    /* s of head h, both 0..heads-1 of the part's; a head that others take from has to be its own. */
    int (*source)(const struct view *view, int h);
};
#endif
