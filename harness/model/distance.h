/* Reading and filling tables over distance along a row of scores. Where positions rise by one (even), keys of a row
 * read a table forwards, which the compiler turns into vector loads; elsewhere each key looks its entry up.
 */
#ifndef LEXBENCH_DISTANCE_H
#define LEXBENCH_DISTANCE_H
#include "base/real.h"
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

/* out[j - from] += by_row[row[entry(j)]] */
static inline void distance_gather(const struct distance_row *r, const int *row, const real *by_row, int from, int to,
                                   real *out) {
    if (!r->step) {
        const int *entry = row + (r->longest - r->own + from);
        for (int j = 0; j < to - from; j++) out[j] += by_row[entry[j]];
        return;
    }
    for (int j = from; j < to; j++) out[j - from] += by_row[row[distance_entry(r, j)]];
}

/* by_row[row[entry(j)]] += in[j - from] */
static inline void distance_scatter(const struct distance_row *r, const int *row, real *by_row, int from, int to,
                                    const real *in) {
    if (!r->step) {
        const int *entry = row + (r->longest - r->own + from);
        for (int j = 0; j < to - from; j++) by_row[entry[j]] += in[j];
        return;
    }
    for (int j = from; j < to; j++) by_row[row[distance_entry(r, j)]] += in[j - from];
}
#endif
