/* How the columns of a product's right operand are shared out among panels, side by side in memory. */
#ifndef LEXBENCH_PANELS_H
#define LEXBENCH_PANELS_H
#include "base/vec.h"
#include "model/math/blas.h"

/* Panels of up to `most` vectors: as even as whole vectors can be shared out among as few panels as there can be, so
 * that none is so narrow that its sums wait for each other. The wider ones come last, so that the last panel has a
 * whole vector beside one that columns do not fill. */
struct panels {
    int n, vecs, wider; /* of how many vectors, and how many of them have one more */
};
struct panel {
    int from, vecs; /* its first column */
};
static inline struct panels panels_of(int columns, int most) {
    const int vecs = packed_columns(columns) / LANES, n = (vecs + most - 1) / most;
    return n == 1 ? (struct panels){1, vecs, 0} : (struct panels){n, vecs / n, vecs % n};
}
static inline struct panel panel_at(struct panels all, int p) {
    const int wider = p - (all.n - all.wider); /* of those before it; below 0: it is not */
    return (struct panel){(p * all.vecs + (wider > 0 ? wider : 0)) * LANES, all.vecs + (wider >= 0)};
}
#endif
