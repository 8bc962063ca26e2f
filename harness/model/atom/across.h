/* The network of a layer, for the plain reference too. */
#ifndef LEXBENCH_MODEL_ACROSS_H
#define LEXBENCH_MODEL_ACROSS_H
#include "encoders/atom/across.h"
#include "model/atom.h"

struct across across_of(const struct model *m, int layer); /* of the part that has one */
#endif
