/* Normalisers of rows, for masks that choose keys one by one, and for tests. */
#ifndef LEXBENCH_MODEL_NORMALISER_H
#define LEXBENCH_MODEL_NORMALISER_H
#include "encoders/atom/normaliser.h"
#include "model/atom.h"

/* On n scores side by side, in place; backward: d of the weights w to d of the scores. scratch: [2][n]. */
void normalise_seen(const struct normaliser *how, real *x, int n, real *scratch);
void normalise_seen_backward(const struct normaliser *how, const real *w, real *d, int n, real *scratch);
/* How a head normalises. */
const struct normaliser *normaliser_of(const struct model *m, int layer, int head);
double normaliser_temperature(const struct normaliser *how, double entropy_nats);
#endif
