/* The recurrence of mixers, token by token, against its chunkwise form worked out apart, in double: schemes-2026's
 * equations for a chunk, where decays between two tokens are ratios of products and the delta rule is a triangular
 * system. The two have no loop in common.
 */
#include "base/memory.h"
#include "model/math/recurrence.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { T = 100, CHUNK_MOST = 64 };
enum decays { NO_DECAY, HEAD_DECAY, KEY_DECAY };

static double wave(int seed, int n) { return sin(seed + 0.9 * n + 0.001 * n * n); }
static double logistic(double x) { return 1 / (1 + exp(-x)); }

/* What one head is given, rows of D numbers: g are log decays, b strengths, the last two gradients. */
struct given {
    int D;
    bool delta;
    double *query, *key, *value, *g, *b, *dout, *dstate;
};

static double *numbers(long n) { return mem_zero((size_t)n, sizeof(double)); }

static struct given given_of(int D, bool delta, enum decays decays) {
    const long n = (long)T * D;
    struct given x = {D, delta, numbers(n), numbers(n), numbers(n), numbers(n), numbers(T), numbers(n), numbers(D * D)};
    for (int t = 0; t < T; t++) {
        x.b[t] = 1.5 * logistic(wave(1, t));
        for (int d = 0; d < D; d++) {
            const int at = t * D + d;
            x.query[at] = wave(2, at), x.key[at] = wave(3, at) / sqrt(D), x.value[at] = wave(4, at);
            x.dout[at] = wave(6, at);
            x.g[at] = decays == NO_DECAY ? 0 : -0.2 * (1 + wave(5, decays == HEAD_DECAY ? t : at));
        }
    }
    for (int k = 0; k < D * D; k++) x.dstate[k] = wave(7, k);
    return x;
}
static void given_free(struct given *x) {
    double *all[] = {x->query, x->key, x->value, x->g, x->b, x->dout, x->dstate};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) mem_free(all[k]);
}

/* ---- chunks ---- */

/* G[i][d]: log decay from before the chunk to its token i. */
static void add_logs(const struct given *x, int first, int n, double *G) {
    for (int i = 0; i < n; i++)
        for (int d = 0; d < x->D; d++) G[i * x->D + d] = x->g[(first + i) * x->D + d] + (i ? G[(i - 1) * x->D + d] : 0);
}

/* Sum over d of row_i k_j e^(G_i - G_j), of a query or a key. */
static double across(const struct given *x, const double *row, int first, int i, int j, const double *G) {
    double sum = 0;
    for (int d = 0; d < x->D; d++)
        sum += row[(first + i) * x->D + d] * x->key[(first + j) * x->D + d] * exp(G[i * x->D + d] - G[j * x->D + d]);
    return sum;
}

/* to[D] += factor S' (row_i e^(G_i)) */
static void add_from_state(const struct given *x, const double *row, int first, int i, double factor, const double *G,
                           const double *S, double *to) {
    for (int d = 0; d < x->D; d++) {
        const double part = factor * row[(first + i) * x->D + d] * exp(G[i * x->D + d]);
        for (int c = 0; c < x->D; c++) to[c] += part * S[d * x->D + c];
    }
}

/* U[n][D], what the chunk's tokens write under their keys: forward substitution. */
static void written(const struct given *x, int first, int n, const double *G, const double *S, double *U) {
    const int D = x->D;
    for (int i = 0; i < n; i++) {
        double *u = U + i * D;
        for (int c = 0; c < D; c++) u[c] = x->value[(first + i) * D + c];
        if (x->delta) add_from_state(x, x->key, first, i, -1, G, S, u);
        for (int j = 0; x->delta && j < i; j++) {
            const double seen = across(x, x->key, first, i, j, G);
            for (int c = 0; c < D; c++) u[c] -= seen * U[j * D + c];
        }
        for (int c = 0; c < D; c++) u[c] *= x->b[first + i];
    }
}

static void chunk(const struct given *x, int first, int n, double *S, double *out) {
    const int D = x->D;
    double *G = numbers(n * D), *U = numbers(n * D);
    add_logs(x, first, n, G);
    written(x, first, n, G, S, U);
    for (int i = 0; i < n; i++) {
        double *o = out + (first + i) * D;
        for (int c = 0; c < D; c++) o[c] = 0;
        add_from_state(x, x->query, first, i, 1, G, S, o);
        for (int j = 0; j <= i; j++) {
            const double seen = across(x, x->query, first, i, j, G);
            for (int c = 0; c < D; c++) o[c] += seen * U[j * D + c];
        }
    }
    for (int d = 0; d < D; d++)
        for (int c = 0; c < D; c++) {
            const double last = G[(n - 1) * D + d];
            S[d * D + c] *= exp(last);
            for (int j = 0; j < n; j++)
                S[d * D + c] += exp(last - G[j * D + d]) * x->key[(first + j) * D + d] * U[j * D + c];
        }
    mem_free(G);
    mem_free(U);
}

static void in_chunks(const struct given *x, int size, double *S, double *out) {
    memset(S, 0, sizeof *S * (size_t)(x->D * x->D));
    for (int first = 0; first < T; first += size) chunk(x, first, T - first < size ? T - first : size, S, out);
}

/* The number whose gradients dout and dstate are. */
static double value_in_chunks(const struct given *x) {
    double *S = numbers(x->D * x->D), *out = numbers(T * x->D), sum = 0;
    in_chunks(x, 16, S, out);
    for (int k = 0; k < T * x->D; k++) sum += out[k] * x->dout[k];
    for (int k = 0; k < x->D * x->D; k++) sum += S[k] * x->dstate[k];
    mem_free(S);
    mem_free(out);
    return sum;
}

/* ---- the recurrence itself ---- */

static real *rows_of(const struct given *x, const double *from, int rows) {
    const int W = recurrence_width(x->D);
    real *to = mem_zero((size_t)(rows * W), sizeof *to);
    for (int t = 0; from && t < rows; t++)
        for (int d = 0; d < x->D; d++) to[t * W + d] = (real)from[t * x->D + d];
    return to;
}

/* Everything that it reads and writes; `every` tokens from one kept state to the next. */
static void run(const struct given *x, int every, struct recurrence *r, real *memory[19]) {
    const int D = x->D, W = recurrence_width(D);
    double *decay = numbers(T * D);
    for (int k = 0; k < T * D; k++) decay[k] = exp(x->g[k]);
    real *strength = mem_zero(T, sizeof *strength);
    for (int t = 0; t < T; t++) strength[t] = (real)x->b[t];
    real **m = memory;
    *r = (struct recurrence){.D = D, .delta = x->delta, .every = every};
    r->query = *m++ = rows_of(x, x->query, T), r->key = *m++ = rows_of(x, x->key, T);
    r->value = *m++ = rows_of(x, x->value, T), r->decay = *m++ = rows_of(x, decay, T), r->strength = *m++ = strength;
    r->error = *m++ = rows_of(x, NULL, T), r->kept = *m++ = mem_zero((size_t)(T * D * W), sizeof(real));
    r->state = *m++ = rows_of(x, NULL, D), r->out = *m++ = rows_of(x, NULL, T);
    r->dout = *m++ = rows_of(x, x->dout, T), r->dstate = *m++ = rows_of(x, x->dstate, D);
    r->dquery = *m++ = rows_of(x, NULL, T), r->dkey = *m++ = rows_of(x, NULL, T);
    r->dvalue = *m++ = rows_of(x, NULL, T), r->dlog = *m++ = rows_of(x, NULL, T);
    r->dstrength = *m++ = mem_zero(T, sizeof(real));
    r->scratch = *m++ = mem_zero((size_t)recurrence_scratch(D), sizeof(real));
    r->dlast = *m++ = mem_zero((size_t)W, sizeof(real));
    *m = NULL;
    recurrence_forward(r, T);
    for (int d = 0; d < D; d++)
        for (int c = 0; c < D; c++) r->dlast[d] += r->state[d * W + c] * r->dstate[d * W + c];
    recurrence_backward(r, T);
    mem_free(decay);
}
static void run_free(real *memory[19]) {
    for (real **m = memory; *m; m++) mem_free(*m);
}

static double apart(const struct given *x, const real *a, const double *b, int rows) {
    const int W = recurrence_width(x->D);
    double worst = 0, size = 0;
    for (int t = 0; t < rows; t++)
        for (int d = 0; d < x->D; d++) {
            const double difference = fabs((double)a[t * W + d] - b[t * x->D + d]);
            worst = difference <= worst ? worst : difference; /* NaN stays */
            size = fmax(size, fabs(b[t * x->D + d]));
        }
    return worst / size;
}

static void with_all(void (*test)(const struct given *x)) {
    static const int sizes[] = {6, 16, 32, 40};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
        for (int delta = 0; delta < 2; delta++)
            for (int decays = NO_DECAY; decays <= KEY_DECAY; decays++) {
                struct given x = given_of(sizes[k], delta, (enum decays)decays);
                test(&x);
                given_free(&x);
            }
}

static void same_as_chunks(const struct given *x) {
    double *S = numbers(x->D * x->D), *out = numbers(T * x->D);
    struct recurrence r;
    real *memory[19];
    run(x, 16, &r, memory);
    for (int size = 16; size <= CHUNK_MOST; size *= 2) {
        in_chunks(x, size, S, out);
        const double output = apart(x, r.out, out, T), state = apart(x, r.state, S, x->D);
        if (!(output < 1e-5 && state < 1e-5))
            fail_msg("D %d, delta %d, chunks of %d: outputs %.1e apart, states %.1e", x->D, x->delta, size, output,
                     state);
    }
    run_free(memory);
    mem_free(S);
    mem_free(out);
}
static void chunks(void **state) {
    (void)state;
    with_all(same_as_chunks);
}

/* By central differences of the chunkwise form; size: of what the gradient is a sum of. */
static void slope(const struct given *x, double *at, real got, double size, const char *what) {
    const double keep = *at, h = 1e-5;
    *at = keep + h;
    const double up = value_in_chunks(x);
    *at = keep - h;
    const double down = value_in_chunks(x), wanted = (up - down) / (2 * h);
    *at = keep;
#ifdef LX_REAL_DOUBLE
    const double most = 1e-6;
#else
    const double most = 3e-5;
#endif
    if (!(fabs((double)got - wanted) <= most * (1 + fabs(wanted) + size)))
        fail_msg("D %d, delta %d, %s: %.9g instead of %.9g", x->D, x->delta, what, (double)got, wanted);
}

/* Gradients at tokens in the first piece, at pieces' ends and in the last one, which is not whole. */
static void slopes_of(const struct given *x) {
    static const int tokens[] = {0, 15, 16, 60, 95, T - 1};
    struct recurrence r;
    real *memory[19];
    run(x, 16, &r, memory);
    double most = 0; /* gradients of log decays add up from the last token to the first */
    for (int k = 0; k < T * recurrence_width(x->D); k++) most = fmax(most, fabs((double)r.dlog[k]));
    for (size_t k = 0; k < sizeof tokens / sizeof *tokens; k++) {
        const int d = (int)(5 * k) % x->D, at = tokens[k] * x->D + d, row = tokens[k] * recurrence_width(x->D) + d;
        slope(x, x->query + at, r.dquery[row], 0, "query");
        slope(x, x->key + at, r.dkey[row], 0, "key");
        slope(x, x->value + at, r.dvalue[row], 0, "value");
        slope(x, x->g + at, r.dlog[row], most, "log decay");
        slope(x, x->b + tokens[k], r.dstrength[tokens[k]], 0, "strength");
    }
    run_free(memory);
}
static void slopes(void **state) {
    (void)state;
    with_all(slopes_of);
}

/* Kept states that lie nearer change no output, and gradients by rounding alone. */
static void same_kept(const struct given *x) {
    const int W = recurrence_width(x->D);
    struct recurrence r, other;
    real *memory[19], *others[19];
    run(x, 16, &r, memory);
    for (int every = 4; every <= 8; every *= 2) {
        run(x, every, &other, others);
        assert_memory_equal(r.out, other.out, sizeof(real) * (size_t)(T * W));
        assert_memory_equal(r.state, other.state, sizeof(real) * (size_t)(x->D * W));
        for (int k = 0; k < T * W; k++) {
            assert_true(fabs((double)(r.dkey[k] - other.dkey[k])) < 1e-4);
            assert_true(fabs((double)(r.dquery[k] - other.dquery[k])) < 1e-4);
            assert_true(fabs((double)(r.dvalue[k] - other.dvalue[k])) < 1e-4);
            assert_true(fabs((double)(r.dlog[k] - other.dlog[k])) < 1e-3);
        }
        run_free(others);
    }
    run_free(memory);
}
static void kept(void **state) {
    (void)state;
    with_all(same_kept);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(chunks), cmocka_unit_test(slopes), cmocka_unit_test(kept)};
    return cmocka_run_group_tests_name("recurrence", tests, NULL, NULL);
}
