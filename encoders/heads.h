/* Vectors of all heads from rows by one product: out[h][r] = x_r W in head h's columns. x [R][C], W [C][H D], out
 * [H][R][D]. */
#ifndef LEXBENCH_HEADS_H
#define LEXBENCH_HEADS_H
#include "base/real.h"

struct heads_shape {
    int R, C, H, D;
};

/* out += , of row r and channel c only. */
static inline void heads_add(const struct heads_shape *s, int r, int c, real x, const real *w, real *out) {
    for (int h = 0; h < s->H; h++) {
        const real *from = w + ((long)c * s->H + h) * s->D;
        real *to = out + ((long)h * s->R + r) * s->D;
        for (int d = 0; d < s->D; d++) to[d] += x * from[d];
    }
}

/* dw += x dout, and the gradient of x, of row r and channel c only. */
static inline real heads_grad(const struct heads_shape *s, int r, int c, real x, const real *w, const real *dout,
                              real *dw) {
    real dx = 0;
    for (int h = 0; h < s->H; h++) {
        const long at = ((long)c * s->H + h) * s->D;
        const real *from = dout + ((long)h * s->R + r) * s->D;
        real sum = 0;
        for (int d = 0; d < s->D; d++) {
            dw[at + d] += x * from[d];
            sum += w[at + d] * from[d];
        }
        dx += sum;
    }
    return dx;
}
#endif
