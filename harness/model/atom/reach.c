/* How far a query looks, at most: keys so far behind that all of them together weigh less than REACH_TAIL in every row
 * are left out of an evaluation.
 *
 * |q'k| <= |q||k|, so with B the largest product of norms (times the scale) no score lies above bias(d) + B, and the
 * query's own key, which it always sees, lies at bias(0) - B or above. A key at distance d therefore weighs at most
 * exp(bias(d) - bias(0) + 2 B), whatever the content. That holds where the score is the content product plus a table
 * over distance and the normaliser is a softmax (a sink only adds to its sum); everything else is left alone.
 */
#include "model/atom/reach.h"
#include <math.h>

/* Whether the bound holds in a cell: all atoms that stand there say so. */
static bool bounded(const struct cell *c) {
    const struct standings *s = &c->m->stands[c->layer];
    if (c->step || !c->m->config.causal || s->traits & ATOM_TOGETHER) return false;
    EACH_ATOM(at, s) {
        if (!(at->heads >> c->head & 1) || at->atom->traits & ATOM_BOUNDED) continue;
        if (!at->atom->bounded || !at->atom->bounded(c)) return false;
    }
    return true;
}

static double largest_norm(const real *x, int n, int stride, int D) {
    double largest = 0;
    for (int i = 0; i < n; i++, x += stride) {
        const double square = (double)vec_dot(x, x, D);
        if (!(square <= largest)) largest = square; /* NaN stays */
    }
    return sqrt(largest);
}

int reach_distance(const real *near, int T, double bound) {
    double tail = 0;
    int d = T - 1;
    for (; d > 0; d--) {
        tail += exp((double)near[-d] - (double)near[0] + 2 * bound);
        if (!(tail < REACH_TAIL)) break;
    }
    return d;
}

void reach_narrow(struct cell *c, const real *bias) {
    const struct model *m = c->m;
    if (m->training || c->T < REACH_LEAST || !bounded(c)) return;
    const struct met met = cell_met(c, 0);
    const double bound = (double)c->scale * largest_norm(met.query, c->n, met.query_stride, met.size) *
                         largest_norm(met.key, c->T, met.key_stride, met.size);
    const int window = reach_distance(bias + m->tables.longest_distance, c->T, bound) + 1;
    if (!c->mask.window || window < c->mask.window) c->mask.window = window;
}
