/* Buckets of distances as in T5: the near half exact, the rest logarithmic up to max_distance. Mesh TensorFlow's
 * _relative_position_bucket; in bidirectional models keys to the right have their own half. And the logarithmic scale
 * by itself, for whoever rounds it otherwise.
 */
#ifndef LEXBENCH_BUCKETS_H
#define LEXBENCH_BUCKETS_H
#include "base/error.h"
#include <math.h>
#include <stdbool.h>

static inline long whole_power(long x, long n) {
    long product = 1;
    while (n-- > 0) product *= x;
    return product;
}

/* The n-th root of x >= 1 where it is a whole number, else 0. */
static inline long whole_root(long x, long n) {
    const long root = lround(pow((double)x, 1.0 / (double)n));
    return whole_power(root, n) == x ? root : 0;
}

static inline long common_divisor(long a, long b) { return b ? common_divisor(b, a % b) : a; }

/* Whether far / near = (top / near)^(k/n), in whole numbers. A power k/n of a fraction, all in lowest terms, is a
 * fraction only if its two parts have whole n-th roots. */
static inline bool is_log_step(long far, long near, long top, long k, long n) {
    const long shared = common_divisor(top, near), steps = common_divisor(k, n);
    const long above = whole_root(top / shared, n / steps), below = whole_root(near / shared, n / steps);
    return above && below && far * whole_power(below, k / steps) == near * whole_power(above, k / steps);
}

/* n log(far / near) / log(top / near), at most n: far's place on a scale of n steps from near to top, each so many
 * times farther than the last; near < top < 2^21. A whole number where a whole `far` lies on a step: logarithms alone
 * fall to either side of it. */
static inline double log_steps(double far, long near, long top, long n) {
    if (far >= (double)top) return (double)n;
    const double place = (double)n * log(far / (double)near) / log((double)top / (double)near), step = round(place);
    const bool close = fabs(place - step) < 1e-9 && far == floor(far);
    return close && is_log_step((long)far, near, top, (long)step, n) ? step : place;
}

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
    const long place = exact + (long)log_steps(far, exact, b->max_distance, count - exact);
    return side + (place < count - 1 ? place : count - 1);
}
#endif
