/* The slopes of ALiBi, as its code has them. */
#ifndef LEXBENCH_SLOPE_H
#define LEXBENCH_SLOPE_H
#include <math.h>

/* 2^(-8 (h+1) / n): head h of n. */
static inline double geometric_slope(int h, int n) { return exp2(-8.0 * (h + 1) / n); }

/* Heads beyond the largest power of two take every other slope of twice as many. */
static inline double alibi_slope(int h, int H) {
    int power = 1;
    while (2 * power <= H) power *= 2;
    return h < power ? geometric_slope(h, power) : geometric_slope(2 * (h - power), 2 * power);
}
#endif
