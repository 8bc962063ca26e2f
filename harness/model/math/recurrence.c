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

/* Rows of a state go in pairs, so that two sums are under way at a time, and up to BLOCKS_MOST blocks of LANES columns
 * of a row together. */
enum { BLOCKS_MOST = 4, BLOCKS_BACK = 2 };

INLINE int blocks(int D) { return (D + LANES - 1) / LANES; }
int recurrence_width(int D) { return blocks(D) * LANES; }

/* The states of a piece, transposed, and two forms of the gradient of one, of which the transposed one is scratch. */
long recurrence_scratch(int D, int every) { return (long)(every + 2) * D * recurrence_width(D); }

/* ---- forward ---- */

/* S' x for B blocks of columns, with x times the decays. */
INLINE void read_decayed(int D, int B, long W, const real *S, const real *x, const real *a, lanes *sum) {
    lanes odd[BLOCKS_MOST];
    for (int b = 0; b < B; b++) sum[b] = odd[b] = (lanes){0};
    for (int c = 0; c < D; c += 2)
        for (int b = 0; b < B; b++) {
            sum[b] += x[c] * a[c] * lanes_load(S + c * W + b * LANES);
            odd[b] += x[c + 1] * a[c + 1] * lanes_load(S + (c + 1) * W + b * LANES);
        }
    for (int b = 0; b < B; b++) sum[b] += odd[b];
}

/* S <- Diag(a) S + k u', out = S' q. */
INLINE void write_and_read(int D, int B, long W, real *S, const real *a, const real *k, const real *q, const lanes *u,
                           lanes *sum) {
    lanes odd[BLOCKS_MOST];
    for (int b = 0; b < B; b++) sum[b] = odd[b] = (lanes){0};
    for (int c = 0; c < D; c += 2)
        for (int b = 0; b < B; b++) {
            real *even_row = S + c * W + b * LANES, *odd_row = even_row + W;
            const lanes first = a[c] * lanes_load(even_row) + k[c] * u[b],
                        second = a[c + 1] * lanes_load(odd_row) + k[c + 1] * u[b];
            lanes_store(even_row, first);
            lanes_store(odd_row, second);
            sum[b] += q[c] * first;
            odd[b] += q[c + 1] * second;
        }
    for (int b = 0; b < B; b++) sum[b] += odd[b];
}

/* One token on B blocks of columns from column `at` on. */
INLINE void columns_forward(const struct recurrence *r, long t, int D, int B, int at, bool delta) {
    const long W = blocks(D) * LANES, row = t * W;
    const real *a = r->decay + row, *k = r->key + row;
    lanes e[BLOCKS_MOST], u[BLOCKS_MOST], sum[BLOCKS_MOST];
    if (delta) read_decayed(D, B, W, r->state + at, k, a, sum);
    for (int b = 0; b < B; b++) {
        e[b] = lanes_load(r->value + row + at + b * LANES);
        if (delta) e[b] -= sum[b];
        u[b] = r->strength[t] * e[b];
        if (r->error) lanes_store(r->error + row + at + b * LANES, e[b]);
    }
    write_and_read(D, B, W, r->state + at, a, k, r->query + row, u, sum);
    for (int b = 0; b < B; b++) lanes_store(r->out + row + at + b * LANES, sum[b]);
}

INLINE void token_forward(const struct recurrence *r, long t, int D, bool delta) {
    const int n = blocks(D), B = n <= BLOCKS_MOST ? n : 1;
    for (int b = 0; b < n; b += B) columns_forward(r, t, D, B, b * LANES, delta);
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

/* sum = dS' k once dS has what the token's output gives it: dS += q do'. */
INLINE void gather_written(int D, int B, long W, real *dS, const real *q, const real *k, const real *dout, lanes *sum) {
    lanes odd[BLOCKS_MOST];
    for (int b = 0; b < B; b++) sum[b] = odd[b] = (lanes){0};
    for (int c = 0; c < D; c += 2)
        for (int b = 0; b < B; b++) {
            real *even_row = dS + c * W + b * LANES, *odd_row = even_row + W;
            const lanes d = lanes_load(dout + b * LANES), first = lanes_load(even_row) + q[c] * d,
                        second = lanes_load(odd_row) + q[c + 1] * d;
            lanes_store(even_row, first);
            lanes_store(odd_row, second);
            sum[b] += k[c] * first;
            odd[b] += k[c + 1] * second;
        }
    for (int b = 0; b < B; b++) sum[b] += odd[b];
}

/* dS <- Diag(a) (dS - k de'). */
INLINE void step_back(int D, int B, long W, real *dS, const real *a, const real *k, const lanes *de, bool delta) {
    for (int c = 0; c < D; c++)
        for (int b = 0; b < B; b++) {
            lanes d = lanes_load(dS + c * W + b * LANES);
            if (delta) d -= k[c] * de[b];
            lanes_store(dS + c * W + b * LANES, a[c] * d);
        }
}

/* B blocks of columns of values from column `at` on: gradients of e, to de[W] too; returns what they give to the
 * strength's. */
INLINE lanes values_backward(const struct recurrence *r, long t, int D, int B, int at, bool delta, real *de) {
    const long W = blocks(D) * LANES, row = t * W;
    lanes along = {0}, d[BLOCKS_MOST];
    gather_written(D, B, W, r->dstate + at, r->query + row, r->key + row, r->dout + row + at, d);
    for (int b = 0; b < B; b++) {
        const long place = row + at + b * LANES;
        along += d[b] * lanes_load(r->error + place);
        d[b] *= r->strength[t];
        lanes_store(r->dvalue + place, d[b]);
        lanes_store(de + at + b * LANES, d[b]);
    }
    step_back(D, B, W, r->dstate + at, r->decay + row, r->key + row, d, delta);
    return along;
}

/* B blocks of columns of keys, on the transposed state before the token and the transposed gradient of the one after
 * it. de: of e; written: do . e. */
INLINE void keys_backward(const struct recurrence *r, long t, int D, int B, int at, bool delta, const real *S, real *dS,
                          const real *de, real shown) {
    const long W = blocks(D) * LANES, row = t * W, place = row + at;
    const real *dout = r->dout + row, *e = r->error + row, strength = r->strength[t];
    const real *q = r->query + place, *k = r->key + place, *a = r->decay + place;
    lanes dq[BLOCKS_MOST], written[BLOCKS_MOST], read[BLOCKS_MOST], dlog[BLOCKS_MOST];
    for (int b = 0; b < B; b++) dq[b] = written[b] = read[b] = dlog[b] = (lanes){0};
    for (int j = 0; j < D; j++)
        for (int b = 0; b < B; b++) {
            const long here = j * W + at + b * LANES;
            const lanes s = lanes_load(S + here);
            lanes d = lanes_load(dS + here) + dout[j] * lanes_load(q + b * LANES);
            dq[b] += dout[j] * s;
            written[b] += e[j] * d;
            if (delta) {
                read[b] += de[j] * s;
                d -= de[j] * lanes_load(k + b * LANES);
            }
            dlog[b] += d * s;
            lanes_store(dS + here, lanes_load(a + b * LANES) * d);
        }
    for (int b = 0; b < B; b++) {
        const lanes decay = lanes_load(a + b * LANES);
        lanes_store(r->dquery + place + b * LANES, decay * dq[b] + strength * shown * lanes_load(k + b * LANES));
        lanes_store(r->dkey + place + b * LANES, strength * written[b] - decay * read[b]);
        lanes_store(r->dlog + place + b * LANES, decay * dlog[b]);
    }
}

INLINE void token_backward(const struct recurrence *r, long t, int D, bool delta, const real *S, real *dS, real *de) {
    const int n = blocks(D), B = n <= BLOCKS_BACK ? n : 1;
    lanes along = {0}, shown = {0};
    for (int b = 0; b < n; b++)
        shown += lanes_load(r->dout + (t * n + b) * LANES) * lanes_load(r->error + (t * n + b) * LANES);
    for (int b = 0; b < n; b += B) along += values_backward(r, t, D, B, b * LANES, delta, de);
    r->dstrength[t] = lanes_sum(along);
    for (int b = 0; b < n; b += B) keys_backward(r, t, D, B, b * LANES, delta, S, dS, de, lanes_sum(shown));
}

INLINE void piece_backward(const struct recurrence *r, int first, int n, int D, bool delta, real *dturned) {
    const long W = blocks(D) * LANES, size = D * W;
    real *states = r->scratch + 2 * size, *de = r->scratch + size;
    states_again(r, first, n, D, states);
    for (int t = first + n - 1; t >= first; t--) {
        token_backward(r, t, D, delta, states + (t - first) * size, dturned, de);
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
