/* Normalisers of rows, for masks that choose keys one by one, and for tests. */
#ifndef LEXBENCH_MODEL_NORMALISER_H
#define LEXBENCH_MODEL_NORMALISER_H
#include "encoders/atom/normaliser.h"
#include "model/atom.h"

/* What a row has beside its n scores, for the kinds that need it (encoders/atom/normaliser.h, keeps and gates). */
struct beside {
    real *kept;       /* [n] written on the way there and read on the way back; NULL there: nothing comes back */
    const real *gate; /* [n] of the keys */
    real *dgate;      /* [n], their gradient, added to */
};
/* On n scores side by side, in place; backward: d of the weights w to d of the scores. scratch: [2][n]. */
void normalise_seen(const struct normaliser *how, real *x, int n, struct beside beside, real *scratch);
void normalise_seen_backward(const struct normaliser *how, const real *w, real *d, int n, struct beside beside,
                             real *scratch);
/* How a head normalises. */
const struct normaliser *normaliser_of(const struct model *m, int layer, int head);
/* What the rows of a cell's query i, [T] by key, have beside their scores; `kept` counts the keys that the query sees.
 * Good between the two others: gates are read before the first row of a band, and their gradients handed on behind the
 * last. */
void normaliser_band_begin(const struct cell *c, const struct band *b, bool back);
struct beside normaliser_beside(const struct cell *c, int i);
void normaliser_band_end_backward(const struct cell *c, const struct band *b);
double normaliser_temperature(const struct normaliser *how, double entropy_nats);
#endif
