/* Input-dependent rotation (selective RoPE): a token's query and key are rotated by angles of its own, on top of what
 * its position gives. Channels: angles [heads of the part][P], in radians.
 */
#ifndef LEXBENCH_ATOM_TURNS_H
#define LEXBENCH_ATOM_TURNS_H
#include "encoders/view.h"

#include "encoders/atom/rotary.h"
struct turns_atom {
    enum rotary_layout (*layout)(const struct view *view); /* how pairs lie in a head; not polar */
};
#endif
