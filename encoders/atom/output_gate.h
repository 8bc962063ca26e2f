/* Output gate (Qwen gated attention): o_h <- o_h sigmoid(z_h) on a head's output before it is projected back. Channels:
 * z [heads of the part][D], or one number for each head.
 */
#ifndef LEXBENCH_ATOM_OUTPUT_GATE_H
#define LEXBENCH_ATOM_OUTPUT_GATE_H
#include "encoders/view.h"

struct output_gate_atom {
    bool (*per_head)(const struct view *view); /* one number for a head, else one for each of its D */
};
#endif
