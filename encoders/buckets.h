/* Buckets of distances as in T5: the near half exact, the rest logarithmic up to max_distance. Mesh TensorFlow's
 * _relative_position_bucket; in bidirectional models keys to the right have their own half. */
#ifndef LEXBENCH_BUCKETS_H
#define LEXBENCH_BUCKETS_H
#include "base/error.h"
#include <math.h>
#include <stdbool.h>

struct buckets {
    long count, max_distance;
    bool causal;
};

static inline long buckets_exact(const struct buckets *b) { return (b->causal ? b->count : b->count / 2) / 2; }

static inline bool buckets_check(const struct buckets *b, struct error *err) {
    const long exact = buckets_exact(b);
    return b->max_distance > exact ||
           error_set(err, "max_distance=%ld must be above %ld, the distances that have a bucket of their own",
                     b->max_distance, exact);
}

static inline long bucket_of(const struct buckets *b, double distance) {
    const long count = b->causal ? b->count : b->count / 2, exact = buckets_exact(b),
               side = !b->causal && distance < 0 ? count : 0;
    const double far = fabs(distance);
    if (far < (double)exact || exact == 0) return side + (exact ? (long)far : 0);
    const double step =
        log(far / (double)exact) / log((double)b->max_distance / (double)exact) * (double)(count - exact);
    const long place = exact + (long)step;
    return side + (place < count - 1 ? place : count - 1);
}
#endif
