/* Reading and filling tables over distance along a row of scores. Where positions rise by one (even), keys of a row
 * read a table forwards, which the compiler turns into vector loads; elsewhere each key looks its entry up.
 */
#ifndef LEXBENCH_DISTANCE_H
#define LEXBENCH_DISTANCE_H
#include "base/real.h"
#include "base/vec.h"
#include <stdbool.h>
#include <stddef.h>

struct distance_row {
    const int *step; /* integer position of every key of the sequence; NULL: even, positions are token indices */
    int own;         /* the query's position, or token index when even */
    int longest;     /* dmax: entry k of a table stands for distance dmax - k */
    bool causal;     /* tables hold distances >= 0; scrambled positions use |distance| */
};

static inline int distance_entry(const struct distance_row *r, int j) {
    int distance = r->own - r->step[j];
    return r->longest - (r->causal && distance < 0 ? -distance : distance);
}

/* out[j - from] += table[entry(j)] for keys from <= j < to */
static inline void distance_add(const struct distance_row *r, const real *table, int from, int to, real *out) {
    if (!r->step) {
        const real *entry = table + (r->longest - r->own + from);
        for (int j = 0; j < to - from; j++) out[j] += entry[j];
        return;
    }
    for (int j = from; j < to; j++) out[j - from] += table[distance_entry(r, j)];
}

/* table[entry(j)] += in[j - from] */
static inline void distance_collect(const struct distance_row *r, real *table, int from, int to, const real *in) {
    if (!r->step) {
        real *entry = table + (r->longest - r->own + from);
        for (int j = 0; j < to - from; j++) entry[j] += in[j];
        return;
    }
    for (int j = from; j < to; j++) table[distance_entry(r, j)] += in[j - from];
}

/* The row of each entry. */
struct distance_lookup {
    const int *row;
    int bend; /* entries before it share a row, rows rise by one from it on; -1: they do neither */
};

/* out[j - from] += by_row[row[entry(j)]], or by_row[row[entry(j)] * keys + j] when each of `keys` keys has its own. */
static inline void distance_gather(const struct distance_row *r, const struct distance_lookup *lookup,
                                   const real *by_row, int keys, int from, int to, real *out) {
    if (r->step || lookup->bend < 0) {
        for (int j = from; j < to; j++) {
            const long row = lookup->row[r->step ? distance_entry(r, j) : r->longest - r->own + j];
            out[j - from] += keys ? by_row[row * keys + j] : by_row[row];
        }
        return;
    }
    const int entry = r->longest - r->own, bend = lookup->bend - entry,
              flat = bend < from ? from
                     : bend > to ? to
                                 : bend;
    const real *first = by_row + (long)lookup->row[lookup->bend] * (keys ? keys : 1);
    if (keys) {
        for (int j = from; j < flat; j++) out[j - from] += first[j];
        for (int j = flat; j < to; j++) out[j - from] += first[(long)(j - bend) * keys + j];
    } else {
        for (int j = from; j < flat; j++) out[j - from] += *first;
        for (int j = flat; j < to; j++) out[j - from] += first[j - bend];
    }
}

/* The backward pass: by_row[..] += in[j - from] */
static inline void distance_scatter(const struct distance_row *r, const struct distance_lookup *lookup, real *by_row,
                                    int keys, int from, int to, const real *in) {
    if (r->step || lookup->bend < 0) {
        for (int j = from; j < to; j++) {
            const long row = lookup->row[r->step ? distance_entry(r, j) : r->longest - r->own + j];
            *(keys ? &by_row[row * keys + j] : &by_row[row]) += in[j - from];
        }
        return;
    }
    const int entry = r->longest - r->own, bend = lookup->bend - entry,
              flat = bend < from ? from
                     : bend > to ? to
                                 : bend;
    real *first = by_row + (long)lookup->row[lookup->bend] * (keys ? keys : 1);
    if (keys) {
        for (int j = from; j < flat; j++) first[j] += in[j - from];
        for (int j = flat; j < to; j++) first[(long)(j - bend) * keys + j] += in[j - from];
    } else {
        *first += vec_sum(in, flat - from);
        for (int j = flat; j < to; j++) first[j - bend] += in[j - from];
    }
}
#endif
