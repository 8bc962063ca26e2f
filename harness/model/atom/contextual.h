/* What a scheme says of contextual positions, for the plain reference too. */
#ifndef LEXBENCH_MODEL_CONTEXTUAL_H
#define LEXBENCH_MODEL_CONTEXTUAL_H
#include "encoders/atom/contextual.h"
#include "model/atom.h"

struct contextual contextual_of(const struct model *m, int layer, int head); /* rows 0: none here */
#endif
