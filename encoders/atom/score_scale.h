/* A factor on 1/sqrt(D) wherever it stands: in the content product, the products by distance and those of positions.
 * Factors of several parts multiply.
 */
#ifndef LEXBENCH_ATOM_SCORE_SCALE_H
#define LEXBENCH_ATOM_SCORE_SCALE_H
#include "encoders/view.h"

struct score_scale_atom {
    double (*factor)(const struct view *view);
};
#endif
