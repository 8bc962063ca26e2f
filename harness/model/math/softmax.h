/* Softmax on rows of scores and its backward pass, in whole registers.
 *
 * A row is part of a block of rows. The numbers behind its end, up to a register full, are read and written back as
 * they were, so the block needs LANES more at its end. Walk rows from the last to the first: a row's end then overlaps
 * the beginning of a row that is done with, and no load waits for a store.
 */
#ifndef LEXBENCH_SOFTMAX_H
#define LEXBENCH_SOFTMAX_H
#include "base/vec.h"

/* Largest of x[0..n), -inf when n is 0. NaN may be skipped: the sum that follows carries it on. */
static inline real softmax_top(const real *x, int n) {
    const lanes none = (lanes){0} - (real)INFINITY;
    lanes best = none;
    for (int j = 0; j < n; j += LANES) {
        const lanes v = lanes_pick(lanes_first(n - j), lanes_load(x + j), none);
        best = lanes_max(v, best);
    }
    return lanes_most(best);
}

/* x = e^(x - top), 0 where that is below e^-VEC_EXP_MOST; returns the sum. */
static inline real softmax_exp(real *x, int n, real top) {
    lanes sum = {0};
    for (int j = 0; j < n; j += LANES) {
        const lanes was = lanes_load(x + j), d = was - top;
        const lanes_mask own = lanes_first(n - j), kept = own & ~(d < -VEC_EXP_MOST);
        const lanes e = (lanes)(kept & (lanes_mask)lanes_exp(d));
        sum += e;
        lanes_store(x + j, lanes_pick(own, e, was));
    }
    return lanes_sum(sum);
}

/* x[0..n) times a; zeros up to `end`. */
static inline void softmax_scale(real *x, int n, int end, real a) {
    for (int j = 0; j < end; j += LANES) {
        const lanes was = lanes_load(x + j), v = (lanes)(lanes_first(n - j) & (lanes_mask)(was * a));
        lanes_store(x + j, lanes_pick(lanes_first(end - j), v, was));
    }
}

static inline real softmax_dot(const real *w, const real *d, int n) {
    lanes sum = {0};
    for (int j = 0; j < n; j += LANES)
        sum += (lanes)(lanes_first(n - j) & (lanes_mask)(lanes_load(w + j) * lanes_load(d + j)));
    return lanes_sum(sum);
}

/* d[0..n) = w (d - mean); zeros up to `end`. */
static inline void softmax_backward(const real *w, real *d, int n, int end, real mean) {
    for (int j = 0; j < end; j += LANES) {
        const lanes was = lanes_load(d + j);
        const lanes v = (lanes)(lanes_first(n - j) & (lanes_mask)(lanes_load(w + j) * (was - mean)));
        lanes_store(d + j, lanes_pick(lanes_first(end - j), v, was));
    }
}

/* Of a row in tiles, which has whole registers to itself: what lies behind its end is free. */

/* As softmax_top; the row's last register may hold anything behind its end. */
static inline real softmax_tile_top(const real *x, int n) {
    const lanes none = (lanes){0} - (real)INFINITY;
    lanes best = none, other = none;
    int j = 0;
    for (; j + 2 * LANES <= n; j += 2 * LANES) {
        best = lanes_max(lanes_load(x + j), best);
        other = lanes_max(lanes_load(x + j + LANES), other);
    }
    for (; j < n; j += LANES) best = lanes_max(lanes_pick(lanes_first(n - j), lanes_load(x + j), none), best);
    return lanes_most(lanes_max(other, best));
}

/* x[0..n) = e^(x - top) as softmax_exp has it, and zeros up to the end of the last register; returns the sum. */
static inline real softmax_tile_exp(real *x, int n, real top) {
    lanes sum = {0};
    int j = 0;
    for (; j + LANES <= n; j += LANES) {
        const lanes e = lanes_exp_down(lanes_load(x + j) - top);
        sum += e;
        lanes_store(x + j, e);
    }
    if (j < n) {
        const lanes e = lanes_exp_down(lanes_load(x + j) - top), own = (lanes)(lanes_first(n - j) & (lanes_mask)e);
        sum += own;
        lanes_store(x + j, own);
    }
    return lanes_sum(sum);
}
#endif
