#include "model/math/recurrence.h"
#include "base/vec.h"
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

/* Sizes that the loops below are compiled for, so that they unroll; others go through the same code. */
#define WITH_SIZE(r, call)                                                                                             \
    switch ((r)->D) {                                                                                                  \
    case 16: call(r, T, 16); break;                                                                                    \
    case 32: call(r, T, 32); break;                                                                                    \
    case 64: call(r, T, 64); break;                                                                                    \
    default: call(r, T, (r)->D);                                                                                       \
    }

INLINE int blocks(int D) { return (D + LANES - 1) / LANES; }
int recurrence_width(int D) { return blocks(D) * LANES; }

/* The states of a piece, transposed, and two forms of the gradient of one, of which the transposed one is scratch. */
long recurrence_scratch(int D, int every) { return (long)(every + 2) * D * recurrence_width(D); }

/* ---- forward ---- */

/* S' x for one block of columns, with x times the decays. */
INLINE lanes read_decayed(int D, long W, const real *S, const real *x, const real *a) {
    lanes sum[2] = {{0}, {0}};
    for (int c = 0; c < D; c++) sum[c & 1] += x[c] * a[c] * lanes_load(S + c * W);
    return sum[0] + sum[1];
}

/* One token on one block of columns: S <- Diag(a) S + k u', out = S' q. */
INLINE lanes write_and_read(int D, long W, real *S, const real *a, const real *k, const real *q, lanes u) {
    lanes sum[2] = {{0}, {0}};
    for (int c = 0; c < D; c++) {
        const lanes s = a[c] * lanes_load(S + c * W) + k[c] * u;
        lanes_store(S + c * W, s);
        sum[c & 1] += q[c] * s;
    }
    return sum[0] + sum[1];
}

INLINE void token_forward(const struct recurrence *r, long t, int D, bool delta) {
    const long W = blocks(D) * LANES, row = t * W;
    const real *a = r->decay + row, *k = r->key + row, *q = r->query + row;
    for (int b = 0; b < W; b += LANES) {
        lanes e = lanes_load(r->value + row + b);
        if (delta) e -= read_decayed(D, W, r->state + b, k, a);
        if (r->error) lanes_store(r->error + row + b, e);
        lanes_store(r->out + row + b, write_and_read(D, W, r->state + b, a, k, q, r->strength[t] * e));
    }
}

INLINE void tokens_forward(const struct recurrence *r, int T, int D) {
    const long size = (long)D * blocks(D) * LANES;
    for (int t = 0; t < T; t++) {
        if (r->kept && t && t % r->every == 0)
            memcpy(r->kept + (t / r->every - 1) * size, r->state, sizeof(real) * (size_t)size);
        if (r->delta)
            token_forward(r, t, D, true);
        else
            token_forward(r, t, D, false);
    }
}

void recurrence_forward(const struct recurrence *r, int T){WITH_SIZE(r, tokens_forward)}

/* ---- backward ---- */

INLINE void transpose(int D, long W, const real *from, real *to) {
    for (int c = 0; c < D; c++)
        for (int j = 0; j < W; j++) to[c * W + j] = j < D ? from[j * W + c] : 0;
}

/* Transposed states before each of n tokens from `first` on: S[j][c] <- a[c] S[j][c] + u[j] k[c]. */
INLINE void states_again(const struct recurrence *r, int first, int n, int D, real *states) {
    const long W = blocks(D) * LANES, size = D * W;
    if (first)
        transpose(D, W, r->kept + (first / r->every - 1) * size, states);
    else
        memset(states, 0, sizeof(real) * (size_t)size);
    for (int t = first; t + 1 < first + n; t++, states += size) {
        const real *a = r->decay + t * W, *k = r->key + t * W, *e = r->error + t * W;
        for (int b = 0; b < W; b += LANES) {
            const lanes decay = lanes_load(a + b), key = r->strength[t] * lanes_load(k + b);
            for (int j = 0; j < D; j++)
                lanes_store(states + size + j * W + b, decay * lanes_load(states + j * W + b) + e[j] * key);
        }
    }
}

/* du = dS' k once dS has what the token's output gives it: dS += q do'. */
INLINE lanes gather_written(int D, long W, real *dS, const real *q, const real *k, lanes dout) {
    lanes sum[2] = {{0}, {0}};
    for (int c = 0; c < D; c++) {
        const lanes d = lanes_load(dS + c * W) + q[c] * dout;
        lanes_store(dS + c * W, d);
        sum[c & 1] += k[c] * d;
    }
    return sum[0] + sum[1];
}

/* dS <- Diag(a) (dS + k dr'). */
INLINE void step_back(int D, long W, real *dS, const real *a, const real *k, lanes dr, bool delta) {
    for (int c = 0; c < D; c++) {
        lanes d = lanes_load(dS + c * W);
        if (delta) d += k[c] * dr;
        lanes_store(dS + c * W, a[c] * d);
    }
}

/* Columns of values: gradients of e and the strength. du: [W] scratch; leaves as u's. */
INLINE void values_backward(const struct recurrence *r, long t, int D, bool delta, real *du) {
    const long W = blocks(D) * LANES, row = t * W;
    const real *a = r->decay + row, *k = r->key + row, *q = r->query + row;
    lanes along = {0};
    for (int b = 0; b < W; b += LANES) {
        const lanes d = gather_written(D, W, r->dstate + b, q, k, lanes_load(r->dout + row + b)),
                    de = r->strength[t] * d;
        along += d * lanes_load(r->error + row + b);
        lanes_store(r->dvalue + row + b, de);
        lanes_store(du + b, de);
        step_back(D, W, r->dstate + b, a, k, -de, delta);
    }
    r->dstrength[t] = lanes_sum(along);
}

/* Columns of keys, on the transposed state before the token and the transposed gradient of the one after it. de: of e.
 */
INLINE void keys_backward(const struct recurrence *r, long t, int D, bool delta, const real *S, real *dS,
                          const real *de) {
    const long W = blocks(D) * LANES, row = t * W;
    const real *dout = r->dout + row, *e = r->error + row, strength = r->strength[t];
    real along = 0;
    for (int j = 0; j < D; j++) along += dout[j] * e[j];
    for (int b = 0; b < W; b += LANES) {
        const lanes q = lanes_load(r->query + row + b), k = lanes_load(r->key + row + b),
                    a = lanes_load(r->decay + row + b);
        lanes dq = {0}, written = {0}, read = {0}, dlog = {0};
        for (int j = 0; j < D; j++) {
            const lanes s = lanes_load(S + j * W + b);
            lanes d = lanes_load(dS + j * W + b) + dout[j] * q;
            dq += dout[j] * s;
            written += e[j] * d;
            if (delta) {
                read += de[j] * s;
                d -= de[j] * k;
            }
            dlog += d * s;
            lanes_store(dS + j * W + b, a * d);
        }
        lanes_store(r->dquery + row + b, a * dq + strength * along * k);
        lanes_store(r->dkey + row + b, strength * written - a * read);
        lanes_store(r->dlog + row + b, a * dlog);
    }
}

INLINE void piece_backward(const struct recurrence *r, int first, int n, int D, bool delta, real *dturned) {
    const long W = blocks(D) * LANES, size = D * W;
    real *states = r->scratch + 2 * size, *de = r->scratch + size;
    states_again(r, first, n, D, states);
    for (int t = first + n - 1; t >= first; t--) {
        values_backward(r, t, D, delta, de);
        keys_backward(r, t, D, delta, states + (t - first) * size, dturned, de);
    }
}

INLINE void tokens_backward(const struct recurrence *r, int T, int D) {
    const long W = blocks(D) * LANES;
    real *dturned = r->scratch;
    transpose(D, W, r->dstate, dturned);
    for (int first = (T - 1) / r->every * r->every; first >= 0; first -= r->every) {
        const int n = T - first < r->every ? T - first : r->every;
        if (r->delta)
            piece_backward(r, first, n, D, true, dturned);
        else
            piece_backward(r, first, n, D, false, dturned);
    }
}

void recurrence_backward(const struct recurrence *r, int T) { WITH_SIZE(r, tokens_backward) }
