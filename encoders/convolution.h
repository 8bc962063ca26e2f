/* Causal depth-wise convolution of rows x[T][W]: number c of row t meets w[n][c] x[t - n][c], n = 0..K-1, with zeros
 * before the start. Columns are walked in blocks of 16, so that a sum over taps stays in a register and every row is
 * written once; what is left of W goes one by one.
 */
#ifndef LEXBENCH_CONVOLUTION_H
#define LEXBENCH_CONVOLUTION_H
#include "base/real.h"
#include <stddef.h>

enum { CONVOLUTION_BLOCK = 16 };
typedef real convolution_block
    __attribute__((vector_size(CONVOLUTION_BLOCK * sizeof(real)), aligned(sizeof(real)), may_alias));

#define CONVOLUTION_COLUMNS(number, forward, backward)                                                                 \
    static inline void forward(int T, int W, int K, const real *w, const real *bias, real keep, const real *x,         \
                               real *y) {                                                                              \
        for (int t = 0; t < T; t++) {                                                                                  \
            number sum = keep * *(const number *)(x + (long)t * W);                                                    \
            if (bias) sum += *(const number *)bias;                                                                    \
            for (int n = 0; n < K && n <= t; n++)                                                                      \
                sum += *(const number *)(w + (long)n * W) * *(const number *)(x + (long)(t - n) * W);                  \
            *(number *)(y + (long)t * W) = sum;                                                                        \
        }                                                                                                              \
    }                                                                                                                  \
    static inline void backward(int T, int W, int K, const real *w, real keep, const real *x, const real *dy,          \
                                real *dw, real *dx) {                                                                  \
        for (int t = 0; t < T; t++) {                                                                                  \
            number sum = keep * *(const number *)(dy + (long)t * W);                                                   \
            for (int n = 0; n < K && t + n < T; n++)                                                                   \
                sum += *(const number *)(w + (long)n * W) * *(const number *)(dy + (long)(t + n) * W);                 \
            *(number *)(dx + (long)t * W) = sum;                                                                       \
        }                                                                                                              \
        for (int n = 0; n < K; n++) {                                                                                  \
            number sum = *(number *)(dw + (long)n * W);                                                                \
            for (int t = n; t < T; t++)                                                                                \
                sum += *(const number *)(dy + (long)t * W) * *(const number *)(x + (long)(t - n) * W);                 \
            *(number *)(dw + (long)n * W) = sum;                                                                       \
        }                                                                                                              \
    }
CONVOLUTION_COLUMNS(convolution_block, convolve_block, convolve_block_grad)
CONVOLUTION_COLUMNS(real, convolve_column, convolve_column_grad)
#undef CONVOLUTION_COLUMNS

/* y = keep x + bias + convolution; bias[W] or NULL. y and x are apart. */
static inline void convolve(int T, int W, int K, const real *w, const real *bias, real keep, const real *x, real *y) {
    int c = 0;
    for (; c + CONVOLUTION_BLOCK <= W; c += CONVOLUTION_BLOCK)
        convolve_block(T, W, K, w + c, bias ? bias + c : NULL, keep, x + c, y + c);
    for (; c < W; c++) convolve_column(T, W, K, w + c, bias ? bias + c : NULL, keep, x + c, y + c);
}

/* dw +=, and dx = what comes back. */
static inline void convolve_grad(int T, int W, int K, const real *w, real keep, const real *x, const real *dy, real *dw,
                                 real *dx) {
    int c = 0;
    for (; c + CONVOLUTION_BLOCK <= W; c += CONVOLUTION_BLOCK)
        convolve_block_grad(T, W, K, w + c, keep, x + c, dy + c, dw + c, dx + c);
    for (; c < W; c++) convolve_column_grad(T, W, K, w + c, keep, x + c, dy + c, dw + c, dx + c);
}
#endif
