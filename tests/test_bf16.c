/* bf16: rounding, products in both ways, and a model's gradient beside one that is written down in double with operands
 * rounded alike. */
#include "base/memory.h"
#include "base/rng.h"
#include "model/math/bf16.h"
#include "model/math/blas.h"
#include "model/model.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static float float_of(uint32_t bits) {
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static void rounds_to_nearest_even(void **state) {
    (void)state;
    static const struct {
        uint32_t from;
        uint16_t to;
    } cases[] = {
        {0x3f800000, 0x3f80}, {0x3f808000, 0x3f80},                       /* halfway, to the even one below */
        {0x3f818000, 0x3f82},                                             /* and above */
        {0x3f808001, 0x3f81}, {0x3f817fff, 0x3f81}, {0xbf808001, 0xbf81}, /* with its sign */
        {0x3fff8000, 0x4000},                                             /* a carry into the exponent */
        {0x7f7fffff, 0x7f80}, {0x7f7f7fff, 0x7f7f}, {0xff800000, 0xff80}, /* infinite, and just not */
        {0x7f800001, 0x7fc0}, {0xffc12345, 0xffc1},                       /* not a number */
        {0x007fffff, 0x0000}, {0x80000001, 0x8000}, {0x00800000, 0x0080}, /* not normal, and the first that is */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (bf16_bits(float_of(cases[i].from)) != cases[i].to)
            fail_msg("%08x gives %04x, not %04x", cases[i].from, bf16_bits(float_of(cases[i].from)), cases[i].to);
}

/* Numbers of many sizes, end to end, so that a sanitizer sees who reads on. */
static real *numbers(struct rng *rng, long n) {
    real *x = malloc(sizeof *x * (size_t)n);
    for (long i = 0; i < n; i++) x[i] = (real)ldexp(rng_normal(rng), (int)rng_below(rng, 5) - 2);
    return x;
}

static double rounded(real x) { return (double)bf16_operand(x); }

static double entry(bool ta, bool tb, int k, const real *a, int lda, const real *b, int ldb, long i, long j) {
    double sum = 0;
    for (long p = 0; p < k; p++)
        sum += rounded(a[ta ? p * lda + i : i * lda + p]) * rounded(b[tb ? j * ldb + p : p * ldb + j]);
    return sum;
}

/* A product in every orientation: the processor's way has the bits of the plain one, which is a sum of rounded
 * operands, and what lies between the rows of c stays as it was. */
static void check_product(int m, int n, int k, real beta) {
    const double exact = sizeof(real) == sizeof(float) ? 3e-4 : 1e-11;
    for (int kind = 0; kind < 8; kind++) {
        const bool ta = kind & 1, tb = kind & 2;
        const int lda = (ta ? m : k) + 3, ldb = (tb ? k : n) + 2, ldc = n + 5;
        const long nc = (long)(m - 1) * ldc + n;
        struct rng rng = rng_open(3, "test/bf16", (uint64_t)(m * 1000 + n), (uint64_t)(k * 8 + kind));
        real *a = numbers(&rng, (long)((ta ? k : m) - 1) * lda + (ta ? m : k)),
             *b = numbers(&rng, (long)((tb ? n : k) - 1) * ldb + (tb ? k : n)), *c = numbers(&rng, nc),
             *plain = malloc(sizeof *c * (size_t)nc), *was = malloc(sizeof *c * (size_t)nc), *row = numbers(&rng, n);
        const struct product_add add = kind & 4 ? (struct product_add){row, NULL, 0} : (struct product_add){0};
        const real alpha = kind & 4 ? 1 : (real)0.5;
        memcpy(plain, c, sizeof *c * (size_t)nc);
        memcpy(was, c, sizeof *c * (size_t)nc);
        bf16_gemm(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, add);
        bf16_gemm_plain(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, plain, ldc, add);
        if (memcmp(c, plain, sizeof *c * (size_t)nc) != 0) fail_msg("%d x %d x %d, kind %d: other bits", m, n, k, kind);
        bf16_keep(b, 1);
        for (int again = 0; again < 2; again++) {
            memcpy(c, was, sizeof *c * (size_t)nc);
            bf16_gemm(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, add);
            if (memcmp(c, plain, sizeof *c * (size_t)nc) != 0)
                fail_msg("%d x %d x %d, kind %d: other bits where b is kept", m, n, k, kind);
        }
        bf16_keep(NULL, 0);
        for (long at = 0; at < nc; at++) {
            const long i = at / ldc, j = at % ldc;
            double wanted = (double)was[at];
            if (j < n)
                wanted = (double)alpha * entry(ta, tb, k, a, lda, b, ldb, i, j) + (double)beta * wanted +
                         (kind & 4 ? (double)row[j] : 0);
            if (!(fabs(wanted - (double)c[at]) <= (j < n ? exact * sqrt(k) : 0)))
                fail_msg("%d x %d x %d, kind %d, at %ld, %ld: %g, not %g", m, n, k, kind, i, j, (double)c[at], wanted);
        }
        free(a), free(b), free(c), free(plain), free(was), free(row);
    }
}

static void products_round_operands(void **state) {
    (void)state;
    const int m[] = {1, 7, 13, 40}, n[] = {1, 16, 17, 48, 80, 131}, k[] = {1, 5, 33, 300};
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 6; j++)
            for (int p = 0; p < 4; p++) check_product(m[i], n[j], k[p], (real)((i + j + p) % 3));
    check_product(530, 5, 1030, 1); /* more rows than fit at once, and more of k */
    check_product(9, 530, 1030, 1); /* and columns */
}

/* Operands that are rounded before give the bits of those that are rounded for the product. */
static void check_rounded(int m, int n, int k) {
    struct rng rng = rng_open(3, "test/bf16/rounded", (uint64_t)(m * 1000 + n), (uint64_t)k);
    const size_t nc = (size_t)m * (size_t)n;
    real *a = numbers(&rng, (long)m * k), *b = numbers(&rng, (long)k * n), *was = numbers(&rng, (long)nc),
         *c = malloc(sizeof *c * nc), *plain = malloc(sizeof *c * nc);
    for (int kind = 0; kind < 6; kind++) {
        const bool ta = kind & 1, left = kind < 4, right = kind >= 2;
        const int lda = ta ? m : k, rows = ta ? k : m;
        uint32_t *ra = malloc(sizeof *ra * (size_t)rows * (size_t)rounded_row(lda)),
                 *rb = malloc(sizeof *rb * (size_t)k * (size_t)rounded_row(n));
        blas_round(rows, lda, a, ra);
        blas_round(k, n, b, rb);
        memcpy(c, was, sizeof *c * nc);
        memcpy(plain, was, sizeof *c * nc);
        blas_gemm_operands(ta, false, m, n, k, (struct operand){a, left ? ra : NULL}, lda,
                           (struct operand){b, right ? rb : NULL}, n, 1, c, n);
        bf16_gemm_plain(ta, false, m, n, k, 1, a, lda, b, n, 1, plain, n, (struct product_add){0});
        if (memcmp(c, plain, sizeof *c * nc) != 0) fail_msg("%d x %d x %d, kind %d: other bits", m, n, k, kind);
        free(ra), free(rb);
    }
    free(a), free(b), free(was), free(c), free(plain);
}

static void rounded_operands_give_the_same(void **state) {
    (void)state;
    const int m[] = {1, 8, 21}, n[] = {1, 16, 33, 100}, k[] = {1, 2, 65, 90};
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 4; j++)
            for (int p = 0; p < 4; p++) check_rounded(m[i], n[j], k[p]);
    check_rounded(530, 3, 1031);
    check_rounded(3, 530, 1031);
}

/* Any rows and columns of an operand that is laid out once: the bits of the product with them alone. */
static void packed_products_are_the_same(void **state) {
    (void)state;
    enum { M = 9, N = 100, K = 301, LD = K + 3, LDC = 128 };
    static const struct extent rows[] = {{0, K}, {0, 7}, {2, 270}, {3, 40}, {16, 301}, {17, 301}},
                               columns[] = {{0, N}, {0, 33}, {50, 64}, {64, N}, {99, 100}};
    struct rng rng = rng_open(3, "test/bf16/packed", 0, 0);
    for (int tb = 0; tb < 2; tb++) {
        const int ldb = tb ? K : N;
        real *a = numbers(&rng, (long)M * LD), *b = numbers(&rng, (long)K * N), *c = numbers(&rng, (long)M * LDC),
             *wanted = malloc(sizeof *c * M * LDC), *at = malloc(sizeof *at * (size_t)packed_size(K, N));
        struct packed packed = {.k = K, .n = N, .at = at};
        blas_round_operands(true);
        blas_pack(tb, b, ldb, &packed);
        for (int i = 0; i < 6; i++)
            for (int j = 0; j < 5; j++) {
                const struct extent r = rows[i], x = columns[j];
                memcpy(wanted, c, sizeof *c * M * LDC);
                blas_gemm(false, tb, M, x.to - x.from, r.to - r.from, (real)0.5, a, LD,
                          b + (tb ? (long)x.from * ldb + r.from : (long)r.from * ldb + x.from), ldb, 1, wanted + x.from,
                          LDC);
                blas_gemm_packed(M, (real)0.5, a, LD, &packed, r, x, 1, c, LDC);
                for (int k = 0; k < M; k++)
                    if (memcmp(c + k * LDC + x.from, wanted + k * LDC + x.from, sizeof *c * (size_t)(x.to - x.from)) !=
                        0)
                        fail_msg("tb %d, rows %d to %d, columns %d to %d: other bits", tb, r.from, r.to, x.from, x.to);
            }
        blas_round_operands(false);
        free(a), free(b), free(c), free(wanted), free(at);
    }
}

#ifndef LX_REAL_DOUBLE
/* Products that are not normal numbers, and sums of nothing else, are 0 in both ways. */
static void small_numbers_are_zero(void **state) {
    (void)state;
    enum { N = 17 };
    real a[N], b[N * N], c[2][N];
    for (int i = 0; i < N * N; i++) b[i] = (real)1e-25;
    for (int i = 0; i < N; i++) a[i] = (real)1e-15, c[0][i] = c[1][i] = (real)1e-39;
    bf16_gemm(false, false, 1, N, N, 1, a, N, b, N, 1, c[0], N, (struct product_add){0});
    bf16_gemm_plain(false, false, 1, N, N, 1, a, N, b, N, 1, c[1], N, (struct product_add){0});
    for (int i = 0; i < N; i++) assert_true(c[0][i] == 0 && c[1][i] == 0);
}

/* Where the tests above compare the instruction with the plain way, they do so because it is taken: on every processor
 * that has it it has to round as the plain way does. */
static void instruction_is_taken(void **state) {
    (void)state;
#ifdef __AVX512F__
    assert_int_equal(bf16_fast(), __builtin_cpu_supports("avx512bf16") != 0);
#else
    assert_false(bf16_fast());
#endif
}
#endif

/* ---- a model ---- */

enum { V = 9, C = 16, H = 2, D = C / H, F = 32, L = 2, T = 11 };

/* What is learned, with its gradient; and what the backward pass needs of a layer. */
struct tensors {
    const double *p; /* the model's block, in double */
    double *g;
    const struct tensor *list;
    int n;
};
struct norm_kept {
    double mean[T], scale[T], x[T * C];
};
struct kept {
    struct norm_kept norm[2];
    double normed[T * C], qkv[T * 3 * C], weight[H][T * T], mixed[T * C], mlp_in[T * C], up[T * F], act[T * F];
};

static bool rounding; /* of the reference's operands */
static double operand(double x) { return rounding ? rounded((real)x) : x; }

static long place(const struct tensors *t, int layer, const char *name) {
    char full[128];
    if (layer < 0)
        snprintf(full, sizeof full, "%s", name);
    else
        snprintf(full, sizeof full, "layer.%d.%s", layer, name);
    for (int i = 0; i < t->n; i++)
        if (strcmp(t->list[i].name, full) == 0) return t->list[i].offset;
    fail_msg("no tensor %s", full);
    return 0;
}

/* c[m][n] += scale op(a) op(b) */
static void multiply(bool ta, bool tb, int m, int n, int k, double scale, const double *a, int lda, const double *b,
                     int ldb, double *c, int ldc) {
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int p = 0; p < k; p++)
                sum += operand(a[ta ? p * lda + i : i * lda + p]) * operand(b[tb ? j * ldb + p : p * ldb + j]);
            c[i * ldc + j] += scale * sum;
        }
}

/* y += x W + bias */
static void linear(const struct tensors *t, long weight, long bias, int in, int out, const double *x, double *y) {
    multiply(false, false, T, out, in, 1, x, in, t->p + weight, out, y, out);
    for (int i = 0; bias >= 0 && i < T * out; i++) y[i] += t->p[bias + i % out];
}
static void linear_back(const struct tensors *t, long weight, long bias, int in, int out, const double *x,
                        const double *dy, double *dx) {
    multiply(true, false, in, out, T, 1, x, in, dy, out, t->g + weight, out);
    for (int i = 0; bias >= 0 && i < T * out; i++) t->g[bias + i % out] += dy[i];
    multiply(false, true, T, in, out, 1, dy, out, t->p + weight, out, dx, in);
}

static void norm(const struct tensors *t, long gain, long bias, const double *x, double *y, struct norm_kept *k) {
    memcpy(k->x, x, sizeof k->x);
    for (int i = 0; i < T; i++) {
        double mean = 0, square = 0;
        for (int c = 0; c < C; c++) mean += x[i * C + c] / C;
        for (int c = 0; c < C; c++) square += (x[i * C + c] - mean) * (x[i * C + c] - mean) / C;
        k->mean[i] = mean, k->scale[i] = 1 / sqrt(square + 1e-5);
        for (int c = 0; c < C; c++)
            y[i * C + c] = (x[i * C + c] - mean) * k->scale[i] * t->p[gain + c] + t->p[bias + c];
    }
}
/* dx += */
static void norm_back(const struct tensors *t, long gain, long bias, const struct norm_kept *k, const double *dy,
                      double *dx) {
    for (int i = 0; i < T; i++) {
        double sum = 0, along = 0, z[C], dz[C];
        for (int c = 0; c < C; c++) {
            z[c] = (k->x[i * C + c] - k->mean[i]) * k->scale[i], dz[c] = dy[i * C + c] * t->p[gain + c];
            t->g[gain + c] += dy[i * C + c] * z[c], t->g[bias + c] += dy[i * C + c];
            sum += dz[c] / C, along += dz[c] * z[c] / C;
        }
        for (int c = 0; c < C; c++) dx[i * C + c] += k->scale[i] * (dz[c] - sum - z[c] * along);
    }
}

static void attend(struct kept *k) {
    for (int h = 0; h < H; h++) {
        double *w = k->weight[h];
        memset(w, 0, sizeof k->weight[h]);
        multiply(false, true, T, T, D, 1 / sqrt(D), k->qkv + h * D, 3 * C, k->qkv + C + h * D, 3 * C, w, T);
        for (int i = 0; i < T; i++) {
            double sum = 0;
            for (int j = 0; j < T; j++) sum += w[i * T + j] = j <= i ? exp(w[i * T + j]) : 0;
            for (int j = 0; j < T; j++) w[i * T + j] /= sum;
        }
        multiply(false, false, T, D, T, 1, w, T, k->qkv + 2 * C + h * D, 3 * C, k->mixed + h * D, C);
    }
}
static void attend_back(const struct kept *k, const double *dmixed, double *dqkv) {
    for (int h = 0; h < H; h++) {
        const double *w = k->weight[h];
        double d[T * T] = {0};
        multiply(false, true, T, T, D, 1, dmixed + h * D, C, k->qkv + 2 * C + h * D, 3 * C, d, T);
        multiply(true, false, T, D, T, 1, w, T, dmixed + h * D, C, dqkv + 2 * C + h * D, 3 * C);
        for (int i = 0; i < T; i++) {
            double mean = 0;
            for (int j = 0; j <= i; j++) mean += w[i * T + j] * d[i * T + j];
            for (int j = 0; j < T; j++) d[i * T + j] = w[i * T + j] * (d[i * T + j] - mean);
        }
        multiply(false, false, T, D, T, 1 / sqrt(D), d, T, k->qkv + C + h * D, 3 * C, dqkv + h * D, 3 * C);
        multiply(true, false, T, D, T, 1 / sqrt(D), d, T, k->qkv + h * D, 3 * C, dqkv + C + h * D, 3 * C);
    }
}

/* Names a layer's tensor. */
#define AT(name) place(t, l, name)
static void layer(const struct tensors *t, int l, double *x, struct kept *k) {
    memset(k, 0, sizeof *k);
    norm(t, AT("norm1.weight"), AT("norm1.bias"), x, k->normed, &k->norm[0]);
    linear(t, AT("attention.qkv.weight"), AT("attention.qkv.bias"), C, 3 * C, k->normed, k->qkv);
    attend(k);
    linear(t, AT("attention.out.weight"), AT("attention.out.bias"), C, C, k->mixed, x);
    norm(t, AT("norm2.weight"), AT("norm2.bias"), x, k->mlp_in, &k->norm[1]);
    linear(t, AT("mlp.up.weight"), AT("mlp.up.bias"), C, F, k->mlp_in, k->up);
    for (int i = 0; i < T * F; i++) k->act[i] = fmax(k->up[i], 0);
    linear(t, AT("mlp.down.weight"), AT("mlp.down.bias"), F, C, k->act, x);
}
static void layer_back(const struct tensors *t, int l, const struct kept *k, double *dx) {
    double dact[T * F] = {0}, din[T * C] = {0}, dmixed[T * C] = {0}, dqkv[T * 3 * C] = {0}, dnormed[T * C] = {0};
    linear_back(t, AT("mlp.down.weight"), AT("mlp.down.bias"), F, C, k->act, dx, dact);
    for (int i = 0; i < T * F; i++) dact[i] *= k->up[i] > 0;
    linear_back(t, AT("mlp.up.weight"), AT("mlp.up.bias"), C, F, k->mlp_in, dact, din);
    norm_back(t, AT("norm2.weight"), AT("norm2.bias"), &k->norm[1], din, dx);
    linear_back(t, AT("attention.out.weight"), AT("attention.out.bias"), C, C, k->mixed, dx, dmixed);
    attend_back(k, dmixed, dqkv);
    linear_back(t, AT("attention.qkv.weight"), AT("attention.qkv.bias"), C, 3 * C, k->normed, dqkv, dnormed);
    norm_back(t, AT("norm1.weight"), AT("norm1.bias"), &k->norm[0], dnormed, dx);
}

/* The mean loss of one sequence whose tokens are all answered; t->g += its gradient. */
static double reference(const struct tensors *t, const int *token, const int *target) {
    static struct kept kept[L];
    struct norm_kept end;
    const long embedding = place(t, -1, "token_embedding.weight"), gain = place(t, -1, "final_norm.weight"),
               bias = place(t, -1, "final_norm.bias"), head = place(t, -1, "head.weight");
    double x[T * C], in[T * C], logit[T * V] = {0}, din[T * C] = {0}, dx[T * C] = {0}, loss = 0;
    for (int i = 0; i < T * C; i++) x[i] = t->p[embedding + token[i / C] * C + i % C];
    for (int l = 0; l < L; l++) layer(t, l, x, &kept[l]);
    norm(t, gain, bias, x, in, &end);
    linear(t, head, -1, C, V, in, logit);
    for (int i = 0; i < T; i++) {
        double sum = 0;
        for (int v = 0; v < V; v++) sum += exp(logit[i * V + v]);
        loss += (log(sum) - logit[i * V + target[i]]) / T;
        for (int v = 0; v < V; v++) logit[i * V + v] = (exp(logit[i * V + v]) / sum - (v == target[i])) / T;
    }
    linear_back(t, head, -1, C, V, in, logit, din);
    norm_back(t, gain, bias, &end, din, dx);
    for (int l = L - 1; l >= 0; l--) layer_back(t, l, &kept[l], dx);
    for (int i = 0; i < T * C; i++) t->g[embedding + token[i / C] * C + i % C] += dx[i];
    return loss;
}

struct sample {
    struct batch batch;
    int token[T], target[T], row[T], start[2];
    double position[T];
};
static void fill(struct sample *s) {
    for (int i = 0; i < T; i++)
        s->token[i] = (5 * i + i * i) % V, s->target[i] = (3 * i + 1) % V, s->row[i] = i, s->position[i] = i;
    s->start[0] = 0, s->start[1] = T;
    s->batch = (struct batch){.sequences = 1,
                              .rows = T,
                              .answers = T,
                              .start = s->start,
                              .token = s->token,
                              .position = s->position,
                              .answer_row = s->row,
                              .target = s->target};
}

static struct model *small_model(void) {
    struct model_config c;
    struct scheme scheme;
    struct error err;
    options_default(model_options, &c);
    c.width = C, c.heads = H, c.layers = L, c.mlp = (double)F / C, c.activation = ACTIVATION_RELU, c.init_std = 0.3;
    if (!scheme_parse("nope", &scheme, &err)) fail_msg("%s", err.text);
    struct model *m = model_new(&c, &scheme, V, (struct exposure){.tokens = T}, 1, &err);
    if (!m) fail_msg("%s", err.text);
    model_reserve(m, true, 0, T);
    return m;
}

/* |a - b| / |b| */
static double apart(long n, const real *a, const double *b) {
    double difference = 0, size = 0;
    for (long k = 0; k < n; k++) difference += ((double)a[k] - b[k]) * ((double)a[k] - b[k]), size += b[k] * b[k];
    return sqrt(difference / size);
}

/* A float that is another one by its last bit may be rounded elsewhere, and what follows from that is 2^-9 of an
 * operand: in float the two are as close as that, in double equal. Neither is close to the gradient in float. */
static void gradient_is_of_rounded_operands(void **state) {
    (void)state;
    struct model *m = small_model();
    struct tensors t;
    struct sample s;
    long n;
    fill(&s);
    real *p = model_parameters(m, &n);
    double *theta = mem_zero((size_t)n, sizeof *theta), *g = mem_zero((size_t)n, sizeof *g), loss[2];
    t.p = theta, t.g = g, t.n = model_tensors(m, &t.list);
    const double close = sizeof(real) == sizeof(float) ? 5e-4 : 1e-9,
                 plainly = sizeof(real) == sizeof(float) ? 1e-5 : 1e-9;
    for (int on = 0, step = 0; step < 3; on = 1, step++) {
        for (long k = 0; k < n; k++)
            p[k] *= (real)1.02, theta[k] = (double)p[k]; /* what is kept of them is of no use any more */
        memset(g, 0, sizeof *g * (size_t)n);
        rounding = on;
        loss[on] = reference(&t, s.token, s.target);
        for (int model_on = 0; model_on < 2; model_on++) {
            model_set_precision(m, model_on ? PRECISION_BF16 : PRECISION_FLOAT);
            const double own = model_gradient(m, &s.batch), d = apart(n, model_gradients(m), g);
            if (on != model_on && !(d > 2e-3))
                fail_msg("%d %d: gradients of two precisions differ by %g", on, model_on, d);
            if (on != model_on) continue;
            if (!(d < (on ? close : plainly))) fail_msg("precision %d: gradients differ by %g", on, d);
            if (!(fabs(own / loss[on] - 1) < (on ? close : plainly))) fail_msg("loss %g, not %g", own, loss[on]);
        }
    }
    mem_free(theta);
    mem_free(g);
    model_free(m);
}

/* A model whose norms and activation write rounded rows, and one in which a map stands behind the norms and needs
 * numbers, but does nothing: one loss, and gradients that differ by the order of some sums, which now and then makes an
 * operand another one by its last bit of 8. */
static struct model *written_model(const char *expression, const struct model_config *config) {
    struct scheme scheme;
    struct error err;
    if (!scheme_parse(expression, &scheme, &err)) fail_msg("%s", err.text);
    struct model *m = model_new(config, &scheme, V, (struct exposure){.tokens = T}, 1, &err);
    if (!m) fail_msg("%s", err.text);
    model_reserve(m, true, 0, T);
    model_set_precision(m, PRECISION_BF16);
    return m;
}

static void check_written(int activation) {
    struct model_config c;
    const struct tensor *list[2];
    struct sample s;
    long n;
    int tensors[2], compared = 0;
    options_default(model_options, &c);
    c.width = C, c.heads = H, c.layers = L, c.mlp = (double)F / C, c.init_std = 0.3;
    c.activation = activation;
    fill(&s);
    struct model *m[] = {written_model("nope", &c), written_model("canon", &c)};
    for (int k = 0; k < 2; k++) tensors[k] = model_tensors(m[k], &list[k]);
    real *p = model_parameters(m[1], &n);
    for (int i = 0; i < tensors[1]; i++)
        if (strstr(list[1][i].name, "canon")) memset(p + list[1][i].offset, 0, sizeof *p * (size_t)list[1][i].size);
    const double loss = model_gradient(m[0], &s.batch), other = model_gradient(m[1], &s.batch);
    assert_true(loss == other);
    for (int i = 0; i < tensors[0]; i++)
        for (int j = 0; j < tensors[1]; j++) {
            const struct tensor *a = &list[0][i], *b = &list[1][j];
            if (strcmp(a->name, b->name) != 0) continue;
            compared++;
            double difference = 0, size = 0;
            for (long k = 0; k < a->size; k++) {
                const double x = (double)model_gradients(m[0])[a->offset + k],
                             y = (double)model_gradients(m[1])[b->offset + k];
                difference += (x - y) * (x - y), size += y * y;
            }
            if (!(sqrt(difference / size) < 1e-3))
                fail_msg("activation %d, %s: %g", activation, a->name, sqrt(difference / size));
        }
    assert_int_equal(compared, tensors[0]);
    model_free(m[0]);
    model_free(m[1]);
}

static void rounding_where_it_is_written_is_the_same(void **state) {
    (void)state;
    check_written(ACTIVATION_RELU);
    check_written(ACTIVATION_GELU);
    check_written(ACTIVATION_SWIGLU);
}

/* Evaluation in tiles rounds weights before their sum is known, which is as much as rounding makes, and the precision
 * is the model's own: nothing of it is left behind. */
static void precision_is_the_models(void **state) {
    (void)state;
    struct model *m = small_model();
    struct sample s;
    real a[T * V], b[T * V], c[T * V], x = (real)1.001, y = 0;
    fill(&s);
    model_reserve(m, false, T, T);
    model_logits(m, &s.batch, a);
    model_set_precision(m, PRECISION_BF16);
    model_logits(m, &s.batch, b);
    blas_gemm(false, false, 1, 1, 1, 1, &x, 1, &x, 1, 0, &y, 1);
    assert_true(y == x * x);
    model_logits_kept(m, &s.batch, c);
    double worst = 0, rounding_makes = 0;
    for (int i = 0; i < T * V; i++) {
        worst = fmax(worst, fabs((double)(b[i] - c[i])));
        rounding_makes = fmax(rounding_makes, fabs((double)(a[i] - b[i])));
    }
    if (!(rounding_makes > 1e-3 && rounding_makes < 0.1 && worst < 2 * rounding_makes))
        fail_msg("rounding makes %g, and rooms %g", rounding_makes, worst);
    model_set_precision(m, PRECISION_FLOAT);
    model_logits(m, &s.batch, c);
    assert_memory_equal(a, c, sizeof a);
    model_free(m);
}

/* A step finds the room for its rounded weights, as all of its room. */
static void steps_allocate_nothing(void **state) {
    (void)state;
    struct model *m = small_model();
    struct sample s;
    fill(&s);
    model_set_precision(m, PRECISION_BF16);
    model_gradient(m, &s.batch);
    const size_t before = mem_allocations();
    model_gradient(m, &s.batch);
    assert_int_equal(mem_allocations(), before);
    model_free(m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#ifndef LX_REAL_DOUBLE
        cmocka_unit_test(small_numbers_are_zero),         cmocka_unit_test(instruction_is_taken),
#endif
        cmocka_unit_test(rounds_to_nearest_even),         cmocka_unit_test(products_round_operands),
        cmocka_unit_test(packed_products_are_the_same),   cmocka_unit_test(gradient_is_of_rounded_operands),
        cmocka_unit_test(rounded_operands_give_the_same), cmocka_unit_test(rounding_where_it_is_written_is_the_same),
        cmocka_unit_test(precision_is_the_models),        cmocka_unit_test(steps_allocate_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
