/* Rates of decay, for the plain reference too. */
#ifndef LEXBENCH_MODEL_DECAY_H
#define LEXBENCH_MODEL_DECAY_H
#include "model/atom.h"

const double *decay_rates(const struct model *m, int layer, int head); /* [P]; NULL: nothing decays */
#endif
