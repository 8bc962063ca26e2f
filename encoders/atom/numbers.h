/* Embedding by number: x_t += V[number[t]], where the number is something that a token has besides its position, such
 * as its digit's place (Abacus).
 */
#ifndef LEXBENCH_ATOM_NUMBERS_H
#define LEXBENCH_ATOM_NUMBERS_H
#include "encoders/view.h"

struct numbers_atom {
    /* Numbers of the T tokens of one sequence, from rng and view->hint as `positions` are; they come in as zeros. */
    void (*of)(const struct view *view, struct rng *rng, int T, int *number);
    real *(*vectors)(const struct view *view, bool grad); /* V, [rows][C]; grad: where its gradient is added */
};
#endif
