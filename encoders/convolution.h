/* Causal depth-wise convolution of rows x[T][W]: number c of row t meets w[n][c] x[t - n][c], n = 0..K-1, with zeros
 * before the start. */
#ifndef LEXBENCH_CONVOLUTION_H
#define LEXBENCH_CONVOLUTION_H
#include "base/real.h"

/* y += */
static inline void convolve(int T, int W, int K, const real *w, const real *x, real *y) {
    for (int t = 0; t < T; t++)
        for (int n = 0; n < K && n <= t; n++) {
            const real *tap = w + (long)n * W, *from = x + (long)(t - n) * W;
            real *to = y + (long)t * W;
            for (int c = 0; c < W; c++) to[c] += tap[c] * from[c];
        }
}

/* dw += and dx += */
static inline void convolve_grad(int T, int W, int K, const real *w, const real *x, const real *dy, real *dw,
                                 real *dx) {
    for (int t = 0; t < T; t++)
        for (int n = 0; n < K && n <= t; n++) {
            const real *tap = w + (long)n * W, *from = x + (long)(t - n) * W, *d = dy + (long)t * W;
            real *dtap = dw + (long)n * W, *to = dx + (long)(t - n) * W;
            for (int c = 0; c < W; c++) {
                dtap[c] += d[c] * from[c];
                to[c] += d[c] * tap[c];
            }
        }
}
#endif
