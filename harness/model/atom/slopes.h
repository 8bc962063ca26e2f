/* A head's gates of distance, for the plain reference too. */
#ifndef LEXBENCH_MODEL_SLOPES_H
#define LEXBENCH_MODEL_SLOPES_H
#include "model/atom.h"

struct slopes {
    const real *query, *key, *weight; /* v [D], u [D], a and b; NULL: none here */
    real *dquery, *dkey, *dweight;    /* the backward pass only */
};
struct slopes slopes_of(const struct model *m, int layer, int head);
#endif
