/* The bench's figures exist, and its reference agrees with the fast code. */
#include "base/memory.h"
#include "base/rng.h"
#include "model/model.h"
#include "model/phase.h"
#include "model/reference.h"
#include "run/bench.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct bench_shape tiny = {32, 2, 2, 12, 3};

static double figure(const struct table *t, int row, const char *name) {
    double value = NAN;
    for (int c = 0; c < table_columns(t); c++)
        if (strcmp(table_header(t, c), name) == 0) table_at_number(t, row, c, &value);
    return value;
}

static void rows(void **state) {
    (void)state;
    static const char *const schemes[] = {"nope", "sinusoidal+alibi", "rope", "window(size=3,sinks=1)+softmax1"};
    enum { ROWS = sizeof schemes / sizeof *schemes };
    struct error err;
    struct table *t = bench_table(BENCH_STEP);
    for (int i = 0; i < ROWS; i++) {
        assert_true(bench_scheme(t, BENCH_STEP, schemes[i], &tiny, 0.001, &err));
        assert_true(figure(t, i, "step ms") > 0 && figure(t, i, "median") >= figure(t, i, "step ms"));
        assert_true(figure(t, i, "MB") > 0.01 && figure(t, i, "sgemm") > 0 && figure(t, i, "eval ms") > 0);
        assert_true(figure(t, i, "loss diff") < 1e-5 && figure(t, i, "grad diff") < 1e-4);
        double share = 0;
        for (int p = 0; p < PHASES; p++)
            if (p != PHASE_DATA) share += figure(t, i, phase_names[p]);
        assert_true(fabs(share - 1) < 0.01);
    }
    assert_true(bench_scheme(t, BENCH_STEP, "path", &tiny, 0.001, &err));
    assert_true(isnan(figure(t, ROWS, "loss diff"))); /* the reference does not know it, and says so */
    assert_false(bench_scheme(t, BENCH_STEP, "ropee", &tiny, 0.001, &err));
    table_free(t);
}

static void evaluations(void **state) {
    (void)state;
    struct error err;
    struct bench_shape shape = tiny;
    struct table *t = bench_table(BENCH_EVALUATION);
    shape.T = 300;
    assert_true(bench_scheme(t, BENCH_EVALUATION, "rope", &shape, 0.001, &err));
    assert_true(figure(t, 0, "eval ms") > 0 && figure(t, 0, "loss diff") < 1e-5);
    shape.T = BENCH_COMPARED + 1;
    assert_true(bench_scheme(t, BENCH_EVALUATION, "rope", &shape, 0.001, &err));
    assert_true(isnan(figure(t, 1, "loss diff")));
    /* Memory grows with the length and not with its square. */
    assert_true(figure(t, 1, "MB") > figure(t, 0, "MB"));
    assert_true(figure(t, 1, "MB") < 1.5 * figure(t, 0, "MB") * shape.T / 300);
    table_free(t);
}

/* Steps in turns: PaTH walks over all keys for every token, so it cannot be as fast as nope. */
static void beside(void **state) {
    (void)state;
    struct error err;
    struct bench_shape shape = tiny;
    struct table *t = bench_table(BENCH_BESIDE);
    shape.T = 48;
    assert_true(bench_beside(t, "path", "nope", &shape, 0.001, &err));
    assert_true(bench_beside(t, "rope+cape", "rope", &shape, 0.001, &err));
    assert_true(figure(t, 0, "ratio") > 1 && figure(t, 0, "median") > 1);
    assert_true(fabs(figure(t, 0, "step ms") / figure(t, 0, "beside ms") - figure(t, 0, "ratio")) < 0.1);
    assert_true(figure(t, 1, "T") == 48);
    assert_false(bench_beside(t, "nope", "ropee", &shape, 0.001, &err));
    assert_int_equal(table_rows(t), 2);
    table_free(t);
}

/* Parameters moved away from initial values, where a wrong term would not show. */
static void shake(struct model *m) {
    const struct tensor *list;
    long count;
    const int tensors = model_tensors(m, &list);
    real *p = model_parameters(m, &count);
    struct rng rng = rng_open(2, "test/bench/shake", 0, 0);
    for (int i = 0; i < tensors; i++)
        for (long k = 0; k < list[i].size; k++) p[list[i].offset + k] += (real)(0.2 * rng_normal(&rng));
}

static void reference_agrees(void **state) {
    (void)state;
    enum { T = 14, V = 8 };
    static const char *const schemes[] = {"nope",
                                          "sinusoidal+alibi+rope",
                                          "stick-breaking",
                                          "stick-breaking(attend_current=true,remainder=false)+t5+window(size=5)",
                                          "cope(npos=4,init_std=1)",
                                          "cope(npos=5,init_std=1,scaled=false)+rope+dape",
                                          "grape-a",
                                          "grape-a(gates=key)+rope+ssmax",
                                          "alibi+dape-v2(hidden=4)",
                                          "dape@heads=1",
                                          "ssmax(init=1)+alibi"};
    int token[T], target[T], row[T];
    double position[T];
    const int start[2] = {0, T};
    for (int t = 0; t < T; t++)
        token[t] = (5 * t + t * t) % V, target[t] = (3 * t + 1) % V, row[t] = t, position[t] = t;
    const struct batch b = {.sequences = 1,
                            .rows = T,
                            .answers = T,
                            .start = start,
                            .token = token,
                            .position = position,
                            .answer_row = row,
                            .target = target};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        struct model_config c;
        struct scheme scheme;
        struct error err;
        options_default(model_options, &c);
        c.width = 16, c.heads = 2, c.init_std = 0.3;
        if (!scheme_parse(schemes[i], &scheme, &err)) fail_msg("%s", err.text);
        struct model *m = model_new(&c, &scheme, V, T, 1, &err);
        if (!m) fail_msg("%s", err.text);
        shake(m);
        model_reserve(m, true, 0, T);
        const struct agreement a = reference_compare(m, &b);
        if (!(a.loss < 1e-5 && a.gradient < 1e-4)) fail_msg("%s: loss %g, gradient %g", schemes[i], a.loss, a.gradient);
        model_free(m);
    }
}

/* A reference that could not tell would agree with anything: a parameter moved in one of them is seen. */
static void reference_notices(void **state) {
    (void)state;
    struct model_config c;
    struct scheme scheme;
    struct error err;
    options_default(model_options, &c);
    c.width = 16;
    c.heads = 2;
    assert_true(scheme_parse("alibi", &scheme, &err));
    struct model *m = model_new(&c, &scheme, 8, 6, 1, &err);
    const int start[2] = {0, 6}, token[6] = {1, 2, 3, 4, 5, 6}, answer[2] = {3, 5}, target[2] = {2, 7};
    const double position[6] = {0, 1, 2, 3, 4, 5};
    const struct batch b = {.sequences = 1,
                            .rows = 6,
                            .answers = 2,
                            .start = start,
                            .token = token,
                            .position = position,
                            .answer_row = answer,
                            .target = target};
    long n;
    model_reserve(m, true, 0, 6);
    const real *p = model_parameters(m, &n);
    double *theta = mem_zero((size_t)n, sizeof *theta);
    for (long k = 0; k < n; k++) theta[k] = (double)p[k];
    const double same = reference_loss(m, &b, theta), fast = model_gradient(m, &b);
    assert_true(fabs(same - fast) < 1e-5);
    for (long k = 0; k < n; k++) theta[k] *= 1.01;
    assert_true(fabs(reference_loss(m, &b, theta) - same) > 1e-4);
    mem_free(theta);
    model_free(m);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows), cmocka_unit_test(evaluations), cmocka_unit_test(beside),
                                       cmocka_unit_test(reference_agrees), cmocka_unit_test(reference_notices)};
    return cmocka_run_group_tests_name("bench", tests, NULL, NULL);
}
