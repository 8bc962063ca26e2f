/* The model: products against plain sums, gradients against central differences, ragged batches against single
 * sequences, evaluation in bands against training, causality, the optimiser against a hand-worked step, initial values,
 * groups, checkpoints, no allocation in a step. Schemes have their own battery (test_battery.c). */
#include "fixture_battery.h"
#include "model/atom/reach.h"
#include "model/checkpoint.h"
#include "model/math/blas.h"
#include "model/reference.h"
#include <unistd.h>

/* Closer than two compositions of a scheme have to come. */
#ifdef LX_REAL_DOUBLE
static const double EXACT = 1e-11;
#else
static const double EXACT = 2e-5;
#endif

static struct model_config small_config(void) {
    struct model_config c = battery_config(true);
    c.width = 8;
    return c;
}

static struct model *made(const struct model_config *config, const char *expression) {
    const struct scheme scheme = parsed(expression);
    return model_with(config, &scheme);
}

/* With positions 0, 1, 2, ... */
static void sample_fill(struct battery_sample *s, const int *lengths, int n, int stride) {
    const struct scheme scheme = parsed("nope");
    fill(s, &scheme, false, lengths, n, stride);
}

#ifdef LX_REAL_DOUBLE
static void check_gradient(const char *what, struct model_config c, const char *scheme) {
    const int lengths[] = {5, 1, 9, 2};
    sample_fill(&all, lengths, 4, 2);
    struct model *m = made(&c, scheme);
    shake(m);
    model_reserve(m, true, 0, 12);
    const double error = gradient_error_of(m);
    printf("gradient %-28s worst relative error %.1e\n", what, error);
    assert_true(error <= 1e-6);
    model_free(m);
}

static void gradients(void **state) {
    (void)state;
    struct model_config c = small_config();
    check_gradient("pre, layer, gelu", c, "nope");
    c.activation = 0;
    check_gradient("relu", c, "nope");
    c.activation = 2;
    check_gradient("swiglu", c, "nope");
    c.norm = 1;
    check_gradient("rms, swiglu", c, "nope");
    c.bias = false;
    check_gradient("without biases", c, "nope");
    c = small_config();
    c.tied = true;
    check_gradient("tied head", c, "nope");
    c.place = 1;
    check_gradient("post-norm, tied", c, "nope");
    c = small_config();
    c.place = 1;
    c.norm = 1;
    check_gradient("post-norm, rms", c, "nope");
    c = small_config();
    c.mlp = 0;
    check_gradient("attention alone", c, "rope");
    c.place = 1;
    check_gradient("attention alone, post-norm", c, "rope");
    c = small_config();
    c.causal = false;
    check_gradient("bidirectional", c, "nope");
    c.layers = 1;
    check_gradient("one layer", c, "nope");
    c.layers = 3;
    check_gradient("three layers", c, "nope");
}
#endif

static void check_blocks(struct model_config c, const char *scheme) {
    const int sizes[] = {1, 7, 64, 257, 2048};
    for (int i = 0; i < 5; i++) {
        sample_fill(&all, &sizes[i], 1, 3);
        struct model *m = made(&c, scheme);
        const long n = (long)all.batch.answers * VOCABULARY;
        real *a = malloc(sizeof *a * (size_t)n), *b = malloc(sizeof *b * (size_t)n);
        model_reserve(m, false, all.batch.rows, sizes[i]);
        model_logits_kept(m, &all.batch, a);
        model_logits(m, &all.batch, b);
        double worst = difference(a, b, n);
        if (worst > 10 * EXACT) fail_msg("%s at T = %d: query blocks differ by %g", scheme, sizes[i], worst);
        free(a);
        free(b);
        model_free(m);
    }
}

static double product_entry(bool ta, bool tb, int k, const real *a, int lda, const real *b, int ldb, long i, long j) {
    double sum = 0;
    for (long p = 0; p < k; p++)
        sum += (double)a[ta ? p * lda + i : i * lda + p] * (double)b[tb ? j * ldb + p : p * ldb + j];
    return sum;
}

static real *random_numbers(struct rng *rng, long n) {
    real *x = malloc(sizeof *x * (size_t)n); /* ends where its numbers end, so that a sanitizer sees who reads on */
    for (long i = 0; i < n; i++) x[i] = (real)rng_normal(rng);
    return x;
}

/* One product in every orientation against sums in double; what lies between the rows of c has to stay as it was. */
static void check_product(int m, int n, int k, real alpha, real beta) {
    for (int kind = 0; kind < 4; kind++) {
        const bool ta = kind & 1, tb = kind & 2;
        const int lda = (ta ? m : k) + 3, ldb = (tb ? k : n) + 2, ldc = n + 5;
        const long nc = (long)(m - 1) * ldc + n;
        struct rng rng = rng_open(3, "test/product", (uint64_t)(m * 1000 + n), (uint64_t)(k * 4 + kind));
        real *a = random_numbers(&rng, (long)((ta ? k : m) - 1) * lda + (ta ? m : k)),
             *b = random_numbers(&rng, (long)((tb ? n : k) - 1) * ldb + (tb ? k : n)), *c = random_numbers(&rng, nc),
             *was = malloc(sizeof *c * (size_t)nc);
        memcpy(was, c, sizeof *c * (size_t)nc);
        blas_gemm(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
        for (long at = 0; at < nc; at++) {
            const long i = at / ldc, j = at % ldc;
            double wanted = (double)was[at];
            if (j < n) wanted = (double)alpha * product_entry(ta, tb, k, a, lda, b, ldb, i, j) + (double)beta * wanted;
            if (fabs(wanted - (double)c[at]) > EXACT * sqrt(k) * (j < n ? 1 : 0))
                fail_msg("%d x %d x %d, kind %d, at %ld, %ld: %g, not %g", m, n, k, kind, i, j, (double)c[at], wanted);
        }
        free(a);
        free(b);
        free(c);
        free(was);
    }
}

/* What linear layers add to a product. */
static void check_linear(int n, int in, int out) {
    struct rng rng = rng_open(4, "test/linear", (uint64_t)n, (uint64_t)out);
    real *x = random_numbers(&rng, (long)n * in), *w = random_numbers(&rng, (long)in * out),
         *bias = random_numbers(&rng, out), *add = random_numbers(&rng, (long)n * out),
         *y = random_numbers(&rng, (long)n * out);
    for (int kind = 0; kind < 4; kind++) {
        blas_linear(n, in, out, x, w, out, kind & 1 ? bias : NULL, kind & 2 ? add : NULL, y);
        for (long i = 0; i < n; i++)
            for (long j = 0; j < out; j++) {
                const double wanted = product_entry(false, false, in, x, in, w, out, i, j) +
                                      (kind & 1 ? (double)bias[j] : 0) + (kind & 2 ? (double)add[i * out + j] : 0);
                if (fabs(wanted - (double)y[i * out + j]) > EXACT * sqrt(in))
                    fail_msg("%d x %d x %d, kind %d, at %ld, %ld: %g, not %g", n, in, out, kind, i, j,
                             (double)y[i * out + j], wanted);
            }
    }
    free(x);
    free(w);
    free(bias);
    free(add);
    free(y);
}

static void products_are_sums(void **state) {
    (void)state;
    const int m[] = {1, 7, 8, 13, 40, 64}, n[] = {1, 15, 16, 17, 40, 48, 64, 131}, k[] = {1, 5, 16, 33, 200, 300};
    for (int i = 0; i < 6; i++)
        for (int j = 0; j < 8; j++)
            for (int p = 0; p < 6; p++) check_product(m[i], n[j], k[p], (real)0.5, (real)((i + j + p) % 3));
    for (int i = 0; i < 6; i++)
        for (int j = 0; j < 8; j++) check_linear(m[i], 30, n[j]), check_linear(m[i], 300, n[j]);
    check_product(1100, 33, 20, 1, 1); /* more rows than the kernel has strips for */
    check_product(29, 131, 700, 1, 1); /* deeper than the kernel lays out at once */
    check_product(64, 145, 1300, (real)0.5, 0);
}

static void blocks_equal_all_at_once(void **state) {
    (void)state;
    struct model_config c = small_config();
    check_blocks(c, "nope");
    check_blocks(c, "alibi");
    c.mlp = 0;
    check_blocks(c, "alibi");
    c.place = 1;
    check_blocks(c, "alibi");
    c = small_config();
    c.causal = false;
    check_blocks(c, "nope");
    c = small_config();
    c.place = 1;
    check_blocks(c, "nope");
}

/* Logits of a ragged batch equal those of each sequence alone. */
static void ragged_equals_single(void **state) {
    (void)state;
    static struct battery_sample one;
    const int lengths[] = {30, 1, 17, 300, 5, 290, 4};
    sample_fill(&all, lengths, 7, 4);
    struct model_config c = small_config();
    struct model *m = made(&c, "nope");
    real *together = malloc(sizeof *together * (size_t)all.batch.answers * VOCABULARY),
         *alone = malloc(sizeof *alone * 400 * VOCABULARY);
    model_reserve(m, false, all.batch.rows, 300);
    model_logits(m, &all.batch, together);
    long at = 0;
    for (int s = 0; s < 7; s++) {
        sample_fill(&one, &lengths[s], 1, 4);
        memcpy(one.token, all.token + all.start[s], sizeof(int) * (size_t)lengths[s]);
        model_logits(m, &one.batch, alone);
        assert_true(difference(alone, together + at * VOCABULARY, (long)one.batch.answers * VOCABULARY) < EXACT);
        at += one.batch.answers;
    }
    assert_int_equal(at, all.batch.answers);
    free(together);
    free(alone);
    model_free(m);
}

/* The gradient of a batch that takes several groups is the mean over its sequences' gradients, weighted by answers. */
static void groups_add_up(void **state) {
    (void)state;
    static struct battery_sample one;
    int lengths[40];
    for (int i = 0; i < 40; i++) lengths[i] = 10 + 3 * i % 50;
    sample_fill(&all, lengths, 40, 3);
    struct model_config c = small_config();
    assert_true(all.batch.rows > 2 * model_group_rows(c.width));
    struct model *m = made(&c, "nope");
    model_reserve(m, true, 0, 64);
    long n;
    model_parameters(m, &n);
    double *sum = calloc((size_t)n, sizeof *sum), loss = 0, answers = 0;
    for (int s = 0; s < 40; s++) {
        sample_fill(&one, &lengths[s], 1, 3);
        memcpy(one.token, all.token + all.start[s], sizeof(int) * (size_t)lengths[s]);
        memcpy(one.target, all.target + (int)answers, sizeof(int) * (size_t)one.batch.answers);
        loss += model_gradient(m, &one.batch) * one.batch.answers;
        for (long i = 0; i < n; i++) sum[i] += (double)model_gradients(m)[i] * one.batch.answers;
        answers += one.batch.answers;
    }
    assert_true(fabs(model_gradient(m, &all.batch) - loss / answers) < EXACT);
    for (long i = 0; i < n; i++) assert_true(fabs((double)model_gradients(m)[i] - sum[i] / answers) < EXACT);
    free(sum);
    model_free(m);
}

/* Numbers that tokens come with: a model of such tokens has a vector for them, another one has not and leaves them. */
static struct model *valued(const struct model_config *c, bool has) {
    struct scheme scheme = parsed("rope");
    struct error err;
    const struct exposure exposure = {.tokens = TRAIN_LENGTH, .valued = has};
    struct model *m = model_new(c, &scheme, VOCABULARY, exposure, 5, &err);
    if (!m) fail_msg("%s", err.text);
    shake(m);
    return m;
}

static void numbers_of_tokens(void **state) {
    (void)state;
    const int lengths[] = {7, 11, TRAIN_LENGTH};
    static float value[ROWS_MAX];
    struct model_config c = small_config();
    for (int causal = 0; causal < 2; causal++) {
        c.causal = causal;
        struct model *m = valued(&c, true), *other = valued(&c, false);
        sample_fill(&all, lengths, 3, 2);
        for (int t = 0; t < all.batch.rows; t++) value[t] = (float)sin(1 + 3 * t);
        all.batch.value = value;
        assert_true(tensor(m, "value_embedding.weight", 0) != NULL);
        assert_int_equal(model_parameter_count(m), model_parameter_count(other) + c.width);
        model_reserve(m, true, 0, TRAIN_LENGTH);
        const struct agreement a = reference_compare(m, &all.batch);
        assert_true(a.loss < 1e-5 && a.gradient < 1e-4);
        const double with = model_gradient(m, &all.batch);
#ifdef LX_REAL_DOUBLE
        assert_true(gradient_error_of(m) <= 1e-6);
#endif
        all.batch.value = NULL;
        assert_true(fabs(model_gradient(m, &all.batch) - with) > 1e-3);
        model_reserve(other, true, 0, TRAIN_LENGTH);
        const double none = model_gradient(other, &all.batch);
        all.batch.value = value;
        assert_true(model_gradient(other, &all.batch) == none);
        model_free(m);
        model_free(other);
    }
}

static void causal_model_cannot_look_ahead(void **state) {
    (void)state;
    const int length = 100;
    for (int causal = 0; causal < 2; causal++) {
        sample_fill(&all, &length, 1, 1);
        struct model_config c = small_config();
        c.causal = causal;
        struct model *m = made(&c, "nope");
        real *before = malloc(sizeof *before * 100 * VOCABULARY), *after = malloc(sizeof *after * 100 * VOCABULARY);
        model_reserve(m, false, 100, 100);
        model_logits(m, &all.batch, before);
        all.token[60] = (all.token[60] + 1) % VOCABULARY;
        model_logits(m, &all.batch, after);
        assert_int_equal(memcmp(before, after, sizeof *before * 60 * VOCABULARY) == 0, causal);
        assert_true(difference(before + 60 * VOCABULARY, after + 60 * VOCABULARY, 40 * VOCABULARY) > 1e-3);
        free(before);
        free(after);
        model_free(m);
    }
}

/* One AdamW step from zero moments is p - lr (g / (|g| + eps) + decay p), whatever the size of g; norms do not decay.
 */
static void adamw_first_step(void **state) {
    (void)state;
    const int lengths[] = {6, 8};
    sample_fill(&all, lengths, 2, 1);
    struct model_config c = small_config();
    struct model *m = made(&c, "nope");
    model_reserve(m, true, 0, 12);
    const struct tensor *list;
    long n;
    int tensors = model_tensors(m, &list);
    real *p = model_parameters(m, &n), *old = malloc(sizeof *old * (size_t)n), *g = malloc(sizeof *g * (size_t)n);
    memcpy(old, p, sizeof *old * (size_t)n);
    model_gradient(m, &all.batch);
    memcpy(g, model_gradients(m), sizeof *g * (size_t)n);
    struct optimiser_config o;
    options_default(optimiser_options, &o);
    o.weight_decay = 0.1;
    o.clip = 0;
    struct step_report report;
    model_train_step(m, &all.batch, &o, 0.01, 0, &report);
    assert_true(report.finite);
    for (int i = 0; i < tensors; i++)
        for (long k = list[i].offset; k < list[i].offset + list[i].size; k++) {
            double step = (double)g[k] / (fabs((double)g[k]) + o.epsilon), decay = list[i].decay ? 0.1 : 0;
            double wanted = (double)old[k] - 0.01 * (step + decay * (double)old[k]);
            assert_true(fabs((double)p[k] - wanted) < 1e-5);
        }
    free(old);
    free(g);
    model_free(m);
}

static void clipping_limits_the_step(void **state) {
    (void)state;
    const int lengths[] = {6, 8};
    sample_fill(&all, lengths, 2, 1);
    struct model_config c = small_config();
    struct model *m = made(&c, "nope");
    model_reserve(m, true, 0, 12);
    struct optimiser_config o;
    options_default(optimiser_options, &o);
    o.clip = 1e-3;
    o.weight_decay = 0;
    struct step_report report;
    model_train_step(m, &all.batch, &o, 0, 0, &report);
    assert_true(report.grad_norm > o.clip);
    real *first, *second;
    long n;
    model_moments(m, &first, &second);
    model_parameters(m, &n);
    double norm = 0;
    for (long i = 0; i < n; i++) norm += (double)first[i] * (double)first[i];
    assert_true(fabs(sqrt(norm) / (1 - o.beta1) - o.clip) < 1e-6);
    model_free(m);
}

static void no_allocation_in_a_step(void **state) {
    (void)state;
    const int lengths[] = {6, 12, 3};
    sample_fill(&all, lengths, 3, 2);
    struct model_config c = small_config();
    struct model *m = made(&c, "nope");
    model_reserve(m, true, 0, 12);
    struct optimiser_config o;
    options_default(optimiser_options, &o);
    struct step_report report;
    size_t before = mem_allocations();
    for (int i = 0; i < 3; i++) model_train_step(m, &all.batch, &o, 1e-3, i, &report);
    assert_int_equal(mem_allocations(), before);
    model_reserve(m, false, all.batch.rows, 12);
    before = mem_allocations();
    struct answer out[32];
    model_evaluate(m, &all.batch, out);
    assert_int_equal(mem_allocations(), before);
    model_free(m);
}

/* Dropout is off in evaluation, on in training, and its masks are named by the step: the same step gives the same bits.
 */
static void dropout_repeats(void **state) {
    (void)state;
    const int lengths[] = {6, 12, 3};
    sample_fill(&all, lengths, 3, 2);
    struct model_config c = small_config();
    c.dropout = 0.3;
    struct optimiser_config o;
    options_default(optimiser_options, &o);
    double loss[3];
    const long steps[] = {5, 5, 6};
    for (int i = 0; i < 3; i++) {
        struct model *m = made(&c, "nope");
        model_reserve(m, true, 0, 12);
        struct step_report report;
        model_train_step(m, &all.batch, &o, 1e-3, steps[i], &report);
        loss[i] = report.loss;
        assert_true(fabs(model_gradient(m, &all.batch) - loss[i]) > 1e-6);
        model_free(m);
    }
    assert_true(loss[0] == loss[1]);
    assert_true(loss[0] != loss[2]);
}

static void divergence_is_reported_and_harmless(void **state) {
    (void)state;
    const int length = 6;
    sample_fill(&all, &length, 1, 2);
    struct model_config c = small_config();
    struct model *m = made(&c, "nope");
    model_reserve(m, true, 0, 12);
    long n;
    real *p = model_parameters(m, &n), *old = malloc(sizeof *old * (size_t)n);
    p[0] = (real)INFINITY;
    for (int v = 0; v < VOCABULARY; v++) p[v * 8] = (real)INFINITY;
    memcpy(old, p, sizeof *old * (size_t)n);
    struct optimiser_config o;
    options_default(optimiser_options, &o);
    struct step_report report;
    model_train_step(m, &all.batch, &o, 1e-3, 0, &report);
    assert_false(report.finite);
    assert_memory_equal(p, old, sizeof *old * (size_t)n);
    free(old);
    model_free(m);
}

static void checkpoint_round_trip(void **state) {
    (void)state;
    const int lengths[] = {6, 12, 3};
    sample_fill(&all, lengths, 3, 2);
    struct model_config c = small_config();
    struct optimiser_config o;
    options_default(optimiser_options, &o);
    struct step_report report;
    struct error err;
    struct model *a = made(&c, "nope"), *b = made(&c, "nope");
    model_reserve(a, true, 0, 12);
    model_reserve(b, true, 0, 12);
    model_train_step(a, &all.batch, &o, 1e-2, 0, &report);
    char path[] = "/tmp/lexbench-checkpoint-XXXXXX";
    close(mkstemp(path));
    const struct st_meta meta[] = {{"step", "1"}};
    assert_true(checkpoint_write(path, a, true, meta, 1, &err));
    struct safetensors file;
    assert_true(safetensors_read(path, &file, &err));
    assert_string_equal(safetensors_meta(&file, "step"), "1");
    assert_true(checkpoint_load(&file, b, true, &err));
    safetensors_free(&file);
    model_train_step(a, &all.batch, &o, 1e-2, 1, &report);
    model_train_step(b, &all.batch, &o, 1e-2, 1, &report);
    long n;
    real *pa = model_parameters(a, &n), *pb = model_parameters(b, &n);
    assert_memory_equal(pa, pb, sizeof *pa * (size_t)n);
    c.width = 16;
    struct model *other = made(&c, "nope");
    assert_true(safetensors_read(path, &file, &err));
    assert_false(checkpoint_load(&file, other, true, &err));
    safetensors_free(&file);
    unlink(path);
    model_free(a);
    model_free(b);
    model_free(other);
}

static void schemes_start_from_the_same_weights(void **state) {
    (void)state;
    struct model_config c = small_config();
    struct model *a = made(&c, "nope"), *b = made(&c, "t5+learned");
    const struct tensor *la, *lb;
    long n;
    int na = model_tensors(a, &la), nb = model_tensors(b, &lb), found = 0;
    for (int i = 0; i < na; i++)
        for (int k = 0; k < nb; k++)
            if (strcmp(la[i].name, lb[k].name) == 0) {
                found++;
                assert_memory_equal(model_parameters(a, &n) + la[i].offset, model_parameters(b, &n) + lb[k].offset,
                                    sizeof(real) * (size_t)la[i].size);
            }
    assert_int_equal(found, na);
    model_free(a);
    model_free(b);
}

static void impossible_models_are_refused(void **state) {
    (void)state;
    struct error err;
    struct scheme scheme;
    struct model_config c = small_config();
    c.heads = 3;
    assert_true(scheme_parse("nope", &scheme, &err));
    assert_null(model_new(&c, &scheme, VOCABULARY, (struct exposure){.tokens = 12}, 7, &err));
    assert_non_null(strstr(err.text, "multiple"));
    assert_false(scheme_parse("rop", &scheme, &err));
    assert_non_null(strstr(err.text, "did you mean 'rope'"));
    assert_false(scheme_parse("rope(bsae=3)", &scheme, &err));
    assert_non_null(strstr(err.text, "base"));
    assert_false(scheme_parse("rope alibi", &scheme, &err));
    c.heads = 2;
    assert_true(scheme_parse("alibi@heads=2", &scheme, &err));
    assert_null(model_new(&c, &scheme, VOCABULARY, (struct exposure){.tokens = 12}, 7, &err));
    assert_non_null(strstr(err.text, "heads"));
}

static void expressions_are_canonical(void **state) {
    (void)state;
    struct error err;
    struct scheme scheme;
    struct text text = {0};
    assert_true(scheme_parse("rope(base=500)@layers=0,2-3 + alibi@heads=1", &scheme, &err));
    scheme_write(&scheme, false, &text);
    assert_string_equal(text_of(&text), "rope(base=500)@layers=0,2-3+alibi@heads=1");
    text_free(&text);
    assert_true(scheme_parse("alibi@until=.25@heads=1+rope@until=0.875", &scheme, &err));
    assert_true(scheme_settled(&scheme) == 0.875);
    scheme_write(&scheme, true, &text);
    assert_non_null(strstr(text_of(&text), ")@heads=1@until=0.25+rope("));
    text_free(&text);
    static const char *const bad[] = {"rope@until=1", "rope@until=0", "rope@until=-1", "rope@until=", "rope@until=nan"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(scheme_parse(bad[i], &scheme, &err));
        assert_non_null(strstr(err.text, "between 0 and 1"));
    }
}

/* Positions of which only the last group's are no places: the gradient is that of the two halves. */
static void places_and_rows_in_one_batch(void **state) {
    (void)state;
    enum { SEQUENCES = 44, T = 12, HALF = SEQUENCES / 2 }; /* half fills a group */
    static struct battery_sample half;
    int lengths[SEQUENCES];
    for (int i = 0; i < SEQUENCES; i++) lengths[i] = T;
    struct model_config c = small_config();
    struct model *m = made(&c, "rope-learned");
    long n;
    model_parameters(m, &n);
    model_reserve(m, true, 0, T);
    sample_fill(&all, lengths, SEQUENCES, 1);
    for (int r = HALF * T; r < SEQUENCES * T; r++) all.position[r] = 0.3 + 0.7 * all.position[r];
    double *sum = mem_zero((size_t)n, sizeof *sum), worst = 0, size = 0;
    for (int side = 0; side < 2; side++) {
        sample_fill(&half, lengths, HALF, 1);
        memcpy(half.token, all.token + side * HALF * T, sizeof(int) * HALF * T);
        memcpy(half.target, all.target + side * HALF * T, sizeof(int) * HALF * T);
        memcpy(half.position, all.position + side * HALF * T, sizeof(double) * HALF * T);
        model_gradient(m, &half.batch);
        for (long k = 0; k < n; k++) sum[k] += (double)model_gradients(m)[k] / 2;
    }
    model_gradient(m, &all.batch);
    for (long k = 0; k < n; k++) {
        worst = fmax(worst, fabs((double)model_gradients(m)[k] - sum[k]));
        size = fmax(size, fabs(sum[k]));
    }
    if (worst > EXACT * fmax(size, 1)) fail_msg("gradients are %g apart, the largest is %g", worst, size);
    mem_free(sum);
    model_free(m);
}

/* What lies beyond the reach weighs less than rounding, and one key more would not. */
static void reach_leaves_out_only_what_rounds_away(void **state) {
    (void)state;
    enum { T = 3000 };
    static real bias[T]; /* reversed: the last entry is distance 0 */
    const double bound = 3;
    for (int d = 0; d < T; d++) bias[T - 1 - d] = (real)(-0.05 * d);
    const int reach = reach_distance(bias + T - 1, T, bound);
    double beyond = 0;
    for (int d = reach + 1; d < T; d++) beyond += exp(-0.05 * d + 2 * bound);
    assert_true(beyond < REACH_TAIL);
    assert_true(beyond + exp(-0.05 * reach + 2 * bound) > 0.999 * REACH_TAIL);
    assert_int_equal(reach_distance(bias + T - 1, T, 1000), T - 1);
    assert_int_equal(reach_distance(bias + T - 1, T, (double)NAN), T - 1);
}

/* The window follows from norms and bias; training, short sequences, scores with other terms and other normalisers keep
 * theirs. */
static void far_keys_are_left_out(void **state) {
    (void)state;
    enum { T = 2 * REACH_LEAST };
    static real bias[T], q[T][8], kv[T][16], polar[T * 16];
    struct model_config c = small_config();
    struct model *m = made(&c, "alibi"),
                 *beside[] = {made(&c, "alibi+shaw"), made(&c, "alibi+entmax"), made(&c, "alibi+cope")};
    model_reserve(m, false, T, T);
    assert_int_equal(m->tables.longest_distance, T - 1);
    for (int d = 0; d < T; d++) bias[T - 1 - d] = (real)(-d / 16.0);
    q[3][1] = 2;
    kv[5][0] = 3; /* orthogonal to the query, which the bound does not know */
    struct layer_acts acts = {.n_operands = 1};
    acts.operands[0] = (struct operands){
        .heads = 1, .size = m->D, .query = q[0], .key = kv[0], .query_stride = m->C, .key_stride = 2 * m->C};
    const struct cell plain = {.m = m, .acts = &acts, .n = T, .T = T, .scale = (real)0.5};
    struct cell cell = plain;
    reach_narrow(&cell, bias);
    assert_int_equal(cell.mask.window, reach_distance(bias + T - 1, T, 3) + 1);
    assert_true(cell.mask.window > 16 && cell.mask.window < T);
    cell.mask.window = 9;
    reach_narrow(&cell, bias);
    assert_int_equal(cell.mask.window, 9);
    cell = plain, cell.T = REACH_LEAST - 1;
    reach_narrow(&cell, bias);
    assert_int_equal(cell.mask.window, 0);
    cell = plain, cell.step = &cell.n;
    reach_narrow(&cell, bias);
    assert_int_equal(cell.mask.window, 0);
    for (int k = 0; k < 3; k++) {
        model_reserve(beside[k], false, T, T);
        const double position[] = {0};
        tables_begin(beside[k], position, 1);
        cell = plain, cell.m = beside[k];
        reach_narrow(&cell, bias);
        assert_int_equal(cell.mask.window, 0);
        model_free(beside[k]);
    }
    /* Where pairs are polar, norms are those of what the content product meets. */
    for (int k = 0; k < T * 16; k++) polar[k] = 1;
    acts.operands[acts.n_operands++] = (struct operands){
        .heads = 1, .size = 2 * m->D, .query = polar, .key = polar, .query_stride = 2 * m->C, .key_stride = 2 * m->C};
    cell = plain;
    reach_narrow(&cell, bias);
    assert_int_equal(cell.mask.window, reach_distance(bias + T - 1, T, 2 * m->D * (double)plain.scale) + 1);
    m->training = true;
    cell = plain;
    reach_narrow(&cell, bias);
    assert_int_equal(cell.mask.window, 0);
    model_free(m);
}

/* Scores are added in place, so an atom that looks at the content scores has to come before all that add to them. */
static void atoms_that_look_at_content_come_first(void **state) {
    (void)state;
    int adding = -1;
    for (int a = 0; a < ATOMS; a++) {
        if (atom_list[a]->scores && !(atom_list[a]->traits & ATOM_CONTENT)) adding = a;
        if (atom_list[a]->traits & ATOM_CONTENT && adding >= 0)
            fail_msg("atoms.h: atom %d looks at the content scores, and atom %d before it adds to them", a, adding);
    }
    assert_true(adding >= 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#ifdef LX_REAL_DOUBLE
        cmocka_unit_test(gradients),
#endif
        cmocka_unit_test(blocks_equal_all_at_once),
        cmocka_unit_test(atoms_that_look_at_content_come_first),
        cmocka_unit_test(reach_leaves_out_only_what_rounds_away),
        cmocka_unit_test(far_keys_are_left_out),
        cmocka_unit_test(products_are_sums),
        cmocka_unit_test(ragged_equals_single),
        cmocka_unit_test(groups_add_up),
        cmocka_unit_test(numbers_of_tokens),
        cmocka_unit_test(places_and_rows_in_one_batch),
        cmocka_unit_test(causal_model_cannot_look_ahead),
        cmocka_unit_test(adamw_first_step),
        cmocka_unit_test(clipping_limits_the_step),
        cmocka_unit_test(no_allocation_in_a_step),
        cmocka_unit_test(dropout_repeats),
        cmocka_unit_test(divergence_is_reported_and_harmless),
        cmocka_unit_test(checkpoint_round_trip),
        cmocka_unit_test(schemes_start_from_the_same_weights),
        cmocka_unit_test(impossible_models_are_refused),
        cmocka_unit_test(expressions_are_canonical),
    };
    return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
