/* Soft cap of the content scores: s <- c tanh(s / c), before biases, so that no content outweighs them all.
 */
#ifndef LEXBENCH_ATOM_SCORE_CAP_H
#define LEXBENCH_ATOM_SCORE_CAP_H
#include "encoders/view.h"

struct score_cap_atom {
    double (*cap)(const struct view *view); /* c > 0 */
};
#endif
