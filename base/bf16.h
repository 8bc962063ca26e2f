/* bfloat16: the upper half of a float. Rounding to it and back, as hardware does. */
#ifndef LEXBENCH_BF16_H
#define LEXBENCH_BF16_H
#include <math.h>
#include <stdint.h>
#include <string.h>

/* The nearest float whose lower 16 bits are 0, of two the one whose last kept bit is 0; beyond the largest: infinity.
 * NaN stays NaN. */
static inline float bf16_round(float x) {
    uint32_t bits;
    if (isnan(x)) return x;
    memcpy(&bits, &x, sizeof bits);
    bits = (bits + 0x7fff + (bits >> 16 & 1)) & 0xffff0000;
    memcpy(&x, &bits, sizeof x);
    return x;
}
#endif
