/* Causal depth-wise convolution of rows x[T][W]: number c of row t meets w[n][c] x[t - n][c], n = 0..K-1, with zeros
 * before the start. Columns are walked in blocks of 16 and what is left of W one by one, so that the sum over taps
 * stays in a register and every row is written once; the usual numbers of taps are known when this is compiled, so that
 * the taps stay there too.
 */
#ifndef LEXBENCH_CONVOLUTION_H
#define LEXBENCH_CONVOLUTION_H
#include "base/real.h"
#include <stddef.h>

enum { CONVOLUTION_BLOCK = 16, CONVOLUTION_TAPS = 64 };
typedef real convolution_block
    __attribute__((vector_size(CONVOLUTION_BLOCK * sizeof(real)), aligned(sizeof(real)), may_alias));
#define CONVOLUTION_INLINE static inline __attribute__((always_inline))

/* Row t of a column at x. */
#define AT(number, x, t) (*(number *)((x) + (long)(t)*W))
#define CONVOLUTION_COLUMN(number, forward, backward)                                                                  \
    CONVOLUTION_INLINE void forward(int T, int W, int K, const real *w, const real *bias, real keep, const real *x,    \
                                    real *y) {                                                                         \
        number tap[CONVOLUTION_TAPS], base = {0};                                                                      \
        if (bias) base = AT(const number, bias, 0);                                                                    \
        for (int n = 0; n < K; n++) tap[n] = AT(const number, w, n);                                                   \
        for (int t = 0; t < T; t++) {                                                                                  \
            number sum = base + keep * AT(const number, x, t);                                                         \
            if (t >= K - 1)                                                                                            \
                for (int n = 0; n < K; n++) sum += tap[n] * AT(const number, x, t - n);                                \
            else                                                                                                       \
                for (int n = 0; n <= t; n++) sum += AT(const number, w, n) * AT(const number, x, t - n);               \
            AT(number, y, t) = sum;                                                                                    \
        }                                                                                                              \
    }                                                                                                                  \
    CONVOLUTION_INLINE void backward(int T, int W, int K, const real *w, real keep, const real *x, real *d,            \
                                     real *dw) {                                                                       \
        number tap[CONVOLUTION_TAPS];                                                                                  \
        for (int n = 0; n < K; n++) tap[n] = AT(const number, dw, n);                                                  \
        for (int t = 0; t < T; t++) {                                                                                  \
            const number own = AT(const number, d, t);                                                                 \
            for (int n = 0; n < K; n++)                                                                                \
                if (n <= t) tap[n] += own * AT(const number, x, t - n);                                                \
        }                                                                                                              \
        for (int n = 0; n < K; n++) AT(number, dw, n) = tap[n], tap[n] = AT(const number, w, n);                       \
        for (int t = 0; t < T; t++) {                                                                                  \
            number sum = keep * AT(const number, d, t);                                                                \
            if (t + K <= T)                                                                                            \
                for (int n = 0; n < K; n++) sum += tap[n] * AT(const number, d, t + n);                                \
            else                                                                                                       \
                for (int n = 0; t + n < T; n++) sum += AT(const number, w, n) * AT(const number, d, t + n);            \
            AT(number, d, t) = sum;                                                                                    \
        }                                                                                                              \
    }
CONVOLUTION_COLUMN(convolution_block, convolve_block, convolve_block_grad)
CONVOLUTION_COLUMN(real, convolve_one, convolve_one_grad)
#undef CONVOLUTION_COLUMN
#undef AT

CONVOLUTION_INLINE void convolve_columns(int T, int W, int K, const real *w, const real *bias, real keep, const real *x,
                                         real *y) {
    int c = 0;
    for (; c + CONVOLUTION_BLOCK <= W; c += CONVOLUTION_BLOCK)
        convolve_block(T, W, K, w + c, bias ? bias + c : NULL, keep, x + c, y + c);
    for (; c < W; c++) convolve_one(T, W, K, w + c, bias ? bias + c : NULL, keep, x + c, y + c);
}
CONVOLUTION_INLINE void convolve_columns_grad(int T, int W, int K, const real *w, real keep, const real *x, real *d,
                                              real *dw) {
    int c = 0;
    for (; c + CONVOLUTION_BLOCK <= W; c += CONVOLUTION_BLOCK)
        convolve_block_grad(T, W, K, w + c, keep, x + c, d + c, dw + c);
    for (; c < W; c++) convolve_one_grad(T, W, K, w + c, keep, x + c, d + c, dw + c);
}

/* y = keep x + bias + convolution; bias[W] or NULL. y and x are apart. */
static inline void convolve(int T, int W, int K, const real *w, const real *bias, real keep, const real *x, real *y) {
    switch (K) {
    case 3: convolve_columns(T, W, 3, w, bias, keep, x, y); break;
    case 4: convolve_columns(T, W, 4, w, bias, keep, x, y); break;
    default: convolve_columns(T, W, K, w, bias, keep, x, y);
    }
}

/* dw +=, and d of y becomes that of x. */
static inline void convolve_grad(int T, int W, int K, const real *w, real keep, const real *x, real *d, real *dw) {
    switch (K) {
    case 3: convolve_columns_grad(T, W, 3, w, keep, x, d, dw); break;
    case 4: convolve_columns_grad(T, W, 4, w, keep, x, d, dw); break;
    default: convolve_columns_grad(T, W, K, w, keep, x, d, dw);
    }
}
#endif
