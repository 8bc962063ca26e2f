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
enum { BLOCKS_MOST = 4 };

/* TOKENS by two blocks of a product are summed at a time, half of the registers. */
enum { PIECE = RECURRENCE_PIECE, TOKENS = LANES / 2 };
_Static_assert(PIECE % LANES == 0, "a row of a piece's tokens is whole vectors");

INLINE int blocks(int D) { return (D + LANES - 1) / LANES; }
int recurrence_width(int D) { return blocks(D) * LANES; }
int recurrence_rows(int D) { return D + D % 2; }

/* ---- forward ---- */

/* One walk down B blocks of columns of a state: the token before writes u under its key, what stands then decays by a,
 * and a key and a query read it. A row's numbers are read before anything is stored, behind which compilers would read
 * them again for every block. */
INLINE void write_and_read(int D, int B, long W, real *S, const real *wrote, const lanes *u, const real *a,
                           const real *k, const real *q, bool delta, lanes *by_key, lanes *by_query) {
    lanes key[2][BLOCKS_MOST], query[2][BLOCKS_MOST]; /* of even and odd rows */
    for (int odd = 0; odd < 2; odd++)
        for (int b = 0; b < B; b++) key[odd][b] = query[odd][b] = (lanes){0};
    for (int c = 0; c < D; c += 2)
        for (int odd = 0; odd < 2; odd++) {
            const real write = wrote[c + odd], decay = a[c + odd], by_k = k[c + odd], by_q = q[c + odd];
            real *row = S + (c + odd) * W;
            for (int b = 0; b < B; b++) {
                const lanes x = decay * (lanes_load(row + b * LANES) + write * u[b]);
                lanes_store(row + b * LANES, x);
                if (delta) key[odd][b] += by_k * x;
                query[odd][b] += by_q * x;
            }
        }
    for (int b = 0; b < B; b++) by_key[b] = key[0][b] + key[1][b], by_query[b] = query[0][b] + query[1][b];
}

/* Tokens [first, to) on B blocks of columns from column `at` on. A token's query reads what stood before its own write
 * and q k times that write, so that a state is walked once a token: a write waits for the next token's walk, and the
 * last one for the end. */
INLINE void columns_forward(const struct recurrence *r, int first, int to, int D, int B, int at, bool delta) {
    const long W = blocks(D) * LANES;
    const real *wrote = r->key + first * W;
    lanes u[BLOCKS_MOST], by_key[BLOCKS_MOST], by_query[BLOCKS_MOST];
    for (int b = 0; b < B; b++) u[b] = (lanes){0};
    for (int t = first; t < to; t++) {
        const long row = t * W;
        const real *k = r->key + row, *q = r->query + row, met = vec_dot(q, k, (int)W);
        write_and_read(D, B, W, r->state + at, wrote, u, r->decay + row, k, q, delta, by_key, by_query);
        for (int b = 0; b < B; b++) {
            const long place = row + at + b * LANES;
            lanes e = lanes_load(r->value + place);
            if (delta) e -= by_key[b];
            u[b] = r->strength[t] * e;
            if (r->error) lanes_store(r->error + place, e);
            lanes_store(r->out + place, by_query[b] + met * u[b]);
        }
        wrote = k;
    }
    for (int c = 0; c < D; c++)
        for (int b = 0; b < B; b++) {
            real *row = r->state + c * W + at + b * LANES;
            lanes_store(row, lanes_load(row) + wrote[c] * u[b]);
        }
}

INLINE void tokens_forward(const struct recurrence *r, int T, int D) {
    const long size = (long)D * blocks(D) * LANES;
    const int n = blocks(D), B = n <= BLOCKS_MOST ? n : n % BLOCKS_MOST ? 1 : BLOCKS_MOST;
    for (int first = 0; first < T; first += r->every) {
        const int to = T - first < r->every ? T : first + r->every;
        real *slot = first == 0 ? r->before : r->kept ? r->kept + (first / r->every - 1) * size : NULL;
        if (slot) memcpy(slot, r->state, sizeof(real) * (size_t)size);
        for (int b = 0; b < n; b += B)
            if (r->delta)
                columns_forward(r, first, to, D, B, b * LANES, true);
            else
                columns_forward(r, first, to, D, B, b * LANES, false);
    }
}

void recurrence_forward(const struct recurrence *r, int T) { WITH_SIZE(r, tokens_forward) }

/* ---- backward ---- */

/* Tokens [0, n) of a piece. States inside it are never made again, nor are gradients of states but by columns of
 * values: a state is the one before the piece, decayed, and what the tokens between wrote; a gradient is the one behind
 * the piece, decayed, and what the tokens between read. Every decay is a product of those of its tokens. */
struct piece {
    struct recurrence r; /* from the piece's first token on */
    int n;
    bool begun;         /* the state before the piece is not zero */
    bool follows;       /* another piece */
    const real *begins; /* the state before that one; NULL: it is zero */
    /* Scratch: */
    real *turned;               /* [W][W] the gradient behind, then the state before, transposed */
    real *wrote, *reads, *asks; /* [PIECE][W] what e gets from the one, do and de from the other, before decays */
    real *errors;               /* [W][PIECE] e, transposed */
    real *shown, *lost;         /* [PIECE][PIECE] do_t . e_j and de_t . e_j */
    real *met;                  /* [PIECE] q_t . k_t */
};

long recurrence_scratch(int D) {
    const long W = recurrence_width(D);
    return W * W + 4 * PIECE * W + 2 * PIECE * PIECE + PIECE;
}

static void carve(real *scratch, long W, struct piece *p) {
    p->turned = scratch, scratch += W * W;
    p->reads = scratch, scratch += PIECE * W;
    p->asks = scratch, scratch += PIECE * W;
    p->wrote = scratch, scratch += PIECE * W;
    p->errors = scratch, scratch += W * PIECE;
    p->shown = scratch, scratch += PIECE * PIECE;
    p->lost = scratch, scratch += PIECE * PIECE;
    p->met = scratch;
}

static struct recurrence from_token(const struct recurrence *r, long first) {
    const long row = first * recurrence_width(r->D);
    struct recurrence p = *r;
    p.query += row, p.key += row, p.value += row, p.decay += row, p.strength += first, p.error += row, p.dout += row;
    p.dquery += row, p.dkey += row, p.dvalue += row, p.dstrength += first;
    if (p.dlog) p.dlog += row;
    return p;
}

/* to[W][ld] = from[rows][W], transposed, zeros behind the last row. */
static void transpose(int rows, long W, const real *from, long ld, real *to) {
    for (long r = 0; r < ld; r += LANES)
        for (long c = 0; c < W; c += LANES) {
            lanes x[LANES];
            for (int k = 0; k < LANES; k++) x[k] = r + k < rows ? lanes_load(from + (r + k) * W + c) : (lanes){0};
            lanes_transpose(x);
            for (int k = 0; k < LANES; k++) lanes_store(to + (c + k) * ld + r, x[k]);
        }
}

/* out[rows][B vectors] = x y with x[rows][D], y[D][ld]; rows of x are W apart, those of out ld. */
INLINE void product_tile(int rows, int B, int D, const real *x, long W, const real *y, long ld, real *out) {
    lanes sum[TOKENS][2];
    for (int t = 0; t < rows; t++)
        for (int b = 0; b < B; b++) sum[t][b] = (lanes){0};
    for (int d = 0; d < D; d++)
        for (int b = 0; b < B; b++) {
            const lanes row = lanes_load(y + d * ld + b * LANES);
            for (int t = 0; t < rows; t++) sum[t][b] += x[t * W + d] * row;
        }
    for (int t = 0; t < rows; t++)
        for (int b = 0; b < B; b++) lanes_store(out + t * ld + b * LANES, sum[t][b]);
}

/* out[n][ld] = x[n][W] y[D][ld] */
static void product(int n, int D, const real *x, long W, const real *y, long ld, real *out) {
    const int B = ld % (2 * LANES) ? 1 : 2;
    for (int b = 0; b < ld; b += B * LANES) {
        int t = 0;
        for (; t + TOKENS <= n; t += TOKENS) product_tile(TOKENS, B, D, x + t * W, W, y + b, ld, out + t * ld + b);
        for (; t < n; t++) product_tile(1, B, D, x + t * W, W, y + b, ld, out + t * ld + b);
    }
}

/* Token t of the piece before this one, and its share of the state there, are read ahead while this one's token is in
 * work: pieces go backwards, which processors do not foresee. */
INLINE void look_ahead(const struct piece *p, int t, int D) {
    const struct recurrence *r = &p->r;
    const long W = blocks(D) * LANES, back = (t - r->every) * W, share = D * W / PIECE;
    lanes_fetch(r->query + back, W);
    lanes_fetch(r->key + back, W);
    lanes_fetch(r->error + back, W);
    lanes_fetch(r->decay + back, W);
    lanes_fetch(r->dout + back, W);
    if (p->begins) lanes_fetch(p->begins + t * share, share);
}

INLINE void clear_sums(int B, lanes sum[2][2]) {
    for (int odd = 0; odd < 2; odd++)
        for (int b = 0; b < B; b++) sum[odd][b] = (lanes){0};
}

/* B blocks of columns of values from column `at` on, from the last token to the first: gradients of e and of strengths.
 * dS leaves as the gradient of the state before the piece. */
INLINE void values_backward(const struct piece *p, int D, int B, int at, bool delta) {
    const struct recurrence *r = &p->r;
    const long W = blocks(D) * LANES;
    lanes sum[2][2], d[2], de[2]; /* sums of even and odd rows */
    clear_sums(B, sum);
    for (int c = 0; c < D; c += 2)
        for (int odd = 0; odd < 2; odd++) {
            const real k = r->key[(p->n - 1) * W + c + odd];
            for (int b = 0; b < B; b++) sum[odd][b] += k * lanes_load(r->dstate + (c + odd) * W + at + b * LANES);
        }
    for (int t = p->n - 1; t >= 0; t--) {
        const long row = t * W;
        const real *q = r->query + row, *k = r->key + row, *a = r->decay + row, *next = t ? k - W : k;
        lanes along = {0};
        for (int b = 0; b < B; b++) {
            const long place = row + at + b * LANES;
            d[b] = lanes_load(r->dout + place);
            const lanes written = sum[0][b] + sum[1][b] + p->met[t] * d[b];
            along += written * lanes_load(r->error + place);
            de[b] = r->strength[t] * written;
            lanes_store(r->dvalue + place, de[b]);
        }
        clear_sums(B, sum);
        r->dstrength[t] += lanes_sum(along);
        if (p->follows && at == 0) look_ahead(p, t, D);
        for (int c = 0; c < D; c += 2)
            for (int odd = 0; odd < 2; odd++) {
                const real read = q[c + odd], key = k[c + odd], decay = a[c + odd], before = next[c + odd];
                real *here = r->dstate + (c + odd) * W + at;
                for (int b = 0; b < B; b++) {
                    lanes x = lanes_load(here + b * LANES) + read * d[b];
                    if (delta) x -= key * de[b];
                    x *= decay;
                    lanes_store(here + b * LANES, x);
                    sum[odd][b] += before * x;
                }
            }
    }
}

/* What queries and errors get from states, from the first token to the last: to dquery, and to `asks`. */
INLINE void states_forward(const struct piece *p, int n, bool delta, long W, int at) {
    const struct recurrence *r = &p->r;
    lanes key[PIECE], all = (lanes){0} + 1; /* keys as they stand in the state before a token's own is written */
#pragma GCC unroll 16
    for (int t = 0; t < n; t++) {
        const long place = t * W + at;
        const real *shown = p->shown + t * PIECE, *lost = p->lost + t * PIECE;
        const lanes a = lanes_load(r->decay + place);
        lanes dq = {0}, read = {0};
        all *= a;
        if (p->begun) dq = all * lanes_load(p->reads + place);
        if (p->begun && delta) read = all * lanes_load(p->asks + place);
#pragma GCC unroll 16
        for (int j = 0; j < t; j++) {
            key[j] *= a;
            dq += shown[j] * key[j];
            if (delta) read += lost[j] * key[j];
        }
        key[t] = r->strength[t] * lanes_load(r->key + place);
        lanes_store(r->dquery + place, dq + shown[t] * key[t]);
        lanes_store(p->asks + place, read);
    }
}

/* What keys get from gradients of states, from the last token to the first: to dkey, with what errors asked of them;
 * and dlog, which grows from token to token by what the token's query read and its key wrote. */
INLINE void states_back(const struct piece *p, int n, bool delta, long W, int at) {
    const struct recurrence *r = &p->r;
    lanes query[PIECE], key[PIECE], all = (lanes){0} + 1, dlog = {0};
    if (r->dlog) dlog = lanes_load(r->dlast + at);
#pragma GCC unroll 16
    for (int t = n - 1; t >= 0; t--) {
        const long place = t * W + at;
        const lanes q = lanes_load(r->query + place), k = lanes_load(r->key + place),
                    read = lanes_load(p->asks + place);
        lanes written = p->shown[t * PIECE + t] * q;
        if (t + 1 < n) {
            const lanes a = lanes_load(r->decay + place + W);
            all *= a;
#pragma GCC unroll 16
            for (int i = t + 1; i < n; i++) {
                query[i] *= a;
                written += p->shown[i * PIECE + t] * query[i];
                if (delta) key[i] *= a;
                if (delta) written -= p->lost[i * PIECE + t] * key[i];
            }
        }
        query[t] = q, key[t] = k;
        written = r->strength[t] * (written + all * lanes_load(p->wrote + place));
        lanes_store(r->dkey + place, written - read);
        if (!r->dlog) continue;
        dlog += q * lanes_load(r->dquery + place) - k * (written + read);
        lanes_store(r->dlog + place, dlog);
    }
    if (r->dlog) lanes_store(r->dlast + at, dlog);
}

INLINE void states(const struct piece *p, int n, bool delta) {
    const long W = recurrence_width(p->r.D);
    for (int at = 0; at < W; at += LANES) {
        states_forward(p, n, delta, W, at);
        states_back(p, n, delta, W, at);
    }
}

/* Compiled for whole pieces apart, where all loops over pairs of tokens unroll: they are too short to be foreseen. */
static __attribute__((noinline)) void pairs_of_tokens(const struct piece *p) {
    if (p->n == PIECE && p->r.delta)
        states(p, PIECE, true);
    else if (p->n == PIECE)
        states(p, PIECE, false);
    else
        states(p, p->n, p->r.delta);
}

INLINE void piece_backward(struct piece *p, const real *before, int D, bool delta) {
    const struct recurrence *r = &p->r;
    const long W = blocks(D) * LANES;
    const int n = blocks(D), B = n % 2 ? 1 : 2;
    for (int t = 0; t < p->n; t++) {
        p->met[t] = vec_dot(r->query + t * W, r->key + t * W, (int)W);
        r->dstrength[t] = 0;
    }
    transpose(D, W, r->dstate, W, p->turned);
    product(p->n, D, r->error, W, p->turned, W, p->wrote);
    for (int b = 0; b < n; b += B) values_backward(p, D, B, b * LANES, delta);
    transpose(p->n, W, r->error, PIECE, p->errors);
    product(p->n, D, r->dout, W, p->errors, PIECE, p->shown);
    if (delta) product(p->n, D, r->dvalue, W, p->errors, PIECE, p->lost);
    if (p->begun) {
        transpose(D, W, before, W, p->turned);
        product(p->n, D, r->dout, W, p->turned, W, p->reads);
        if (delta) product(p->n, D, r->dvalue, W, p->turned, W, p->asks);
    }
    pairs_of_tokens(p);
}

INLINE void tokens_backward(const struct recurrence *r, int T, int D) {
    const long W = blocks(D) * LANES, size = D * W;
    struct piece p;
    carve(r->scratch, W, &p);
    for (int first = (T - 1) / r->every * r->every; first >= 0; first -= r->every) {
        p.r = from_token(r, first);
        p.n = T - first < r->every ? T - first : r->every;
        p.begun = first > 0 || r->before;
        const real *before = first ? r->kept + (first / r->every - 1) * size : r->before;
        p.follows = first > 0;
        p.begins = first > r->every ? before - size : first ? r->before : NULL;
        if (r->delta)
            piece_backward(&p, before, D, true);
        else
            piece_backward(&p, before, D, false);
    }
}

void recurrence_backward(const struct recurrence *r, int T) { WITH_SIZE(r, tokens_backward) }
