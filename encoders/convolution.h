/* Causal depth-wise convolution of rows x[T][W]: number c of row t meets w[n][c] x[t - n][c], n = 0..K-1, with zeros
 * before the start. Columns are walked in blocks of LANES, the last one as wide as what is left of W, so that the sum
 * over taps stays in a register and every row is written once; whole blocks and the usual numbers of taps are known
 * when this is compiled, so that the taps stay there too.
 */
#ifndef LEXBENCH_CONVOLUTION_H
#define LEXBENCH_CONVOLUTION_H
#include "base/vec.h"
#include <stddef.h>

enum { CONVOLUTION_TAPS = 64 };
#define CONVOLUTION_INLINE static inline __attribute__((always_inline))

/* A block's `wide` numbers; the rest of it is zero, and not written. */
CONVOLUTION_INLINE lanes convolution_load(const real *x, int wide) {
    lanes v = {0};
    memcpy(&v, x, sizeof *x * (size_t)wide);
    return v;
}
CONVOLUTION_INLINE void convolution_store(real *x, int wide, lanes v) { memcpy(x, &v, sizeof *x * (size_t)wide); }

/* seen: of the rows last met, the newest first. */
CONVOLUTION_INLINE void convolution_meet(int K, lanes *seen, lanes newest) {
    for (int n = K - 1; n > 0; n--) seen[n] = seen[n - 1];
    seen[0] = newest;
}

CONVOLUTION_INLINE void convolve_block(int T, long W, int K, int wide, const real *w, const real *bias, real keep,
                                       const real *x, real *y) {
    lanes tap[CONVOLUTION_TAPS], seen[CONVOLUTION_TAPS], base = {0};
    if (bias) base = convolution_load(bias, wide);
    for (int n = 0; n < K; n++) tap[n] = convolution_load(w + n * W, wide), seen[n] = (lanes){0};
    for (int t = 0; t < T; t++) {
        convolution_meet(K, seen, convolution_load(x + t * W, wide));
        lanes sum = base + keep * seen[0];
        for (int n = 0; n < K; n++) sum += tap[n] * seen[n];
        convolution_store(y + t * W, wide, sum);
    }
}

/* From the last row to the first, so that what d gives to earlier rows is in registers when it is overwritten. */
CONVOLUTION_INLINE void convolve_block_grad(int T, long W, int K, int wide, const real *w, real keep, const real *x,
                                            real *d, real *dw) {
    lanes tap[CONVOLUTION_TAPS], dtap[CONVOLUTION_TAPS], seen[CONVOLUTION_TAPS];
    for (int n = 0; n < K; n++) {
        tap[n] = convolution_load(w + n * W, wide);
        dtap[n] = convolution_load(dw + n * W, wide);
        seen[n] = (lanes){0};
    }
    for (int t = T - 1; t >= 0; t--) {
        const lanes own = convolution_load(x + t * W, wide);
        convolution_meet(K, seen, convolution_load(d + t * W, wide));
        lanes sum = keep * seen[0];
        for (int n = 0; n < K; n++) {
            sum += tap[n] * seen[n];
            dtap[n] += own * seen[n];
        }
        convolution_store(d + t * W, wide, sum);
    }
    for (int n = 0; n < K; n++) convolution_store(dw + n * W, wide, dtap[n]);
}

CONVOLUTION_INLINE void convolve_columns(int T, int W, int K, const real *w, const real *bias, real keep, const real *x,
                                         real *y) {
    int c = 0;
    for (; c + LANES <= W; c += LANES)
        convolve_block(T, W, K, LANES, w + c, bias ? bias + c : NULL, keep, x + c, y + c);
    if (c < W) convolve_block(T, W, K, W - c, w + c, bias ? bias + c : NULL, keep, x + c, y + c);
}
CONVOLUTION_INLINE void convolve_columns_grad(int T, int W, int K, const real *w, real keep, const real *x, real *d,
                                              real *dw) {
    int c = 0;
    for (; c + LANES <= W; c += LANES) convolve_block_grad(T, W, K, LANES, w + c, keep, x + c, d + c, dw + c);
    if (c < W) convolve_block_grad(T, W, K, W - c, w + c, keep, x + c, d + c, dw + c);
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
