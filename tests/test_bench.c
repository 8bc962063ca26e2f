/* The bench's figures exist, and no rate is above what there is to do. */
#include "base/memory.h"
#include "model/math/phase.h"
#include "model/model.h"
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
        assert_true(bench_scheme(t, BENCH_STEP, schemes[i], &tiny, PRECISION_FLOAT, 0.001, &err));
        assert_true(figure(t, i, "step ms") > 0 && figure(t, i, "median") >= figure(t, i, "step ms"));
        assert_true(figure(t, i, "MB") > 0.01 && figure(t, i, "sgemm") > 0 && figure(t, i, "eval ms") > 0);
        assert_true(figure(t, i, "loss diff") < 1e-5 && figure(t, i, "grad diff") < 1e-4);
        double share = 0;
        for (int p = 0; p < PHASES; p++)
            if (p != PHASE_DATA) share += figure(t, i, phase_names[p]);
        assert_true(fabs(share - 1) < 0.01);
    }
    assert_true(bench_scheme(t, BENCH_STEP, "path", &tiny, PRECISION_FLOAT, 0.001, &err));
    assert_true(isnan(figure(t, ROWS, "loss diff"))); /* the reference does not know it, and says so */
    assert_false(bench_scheme(t, BENCH_STEP, "ropee", &tiny, PRECISION_FLOAT, 0.001, &err));
    table_free(t);
}

static void evaluations(void **state) {
    (void)state;
    struct error err;
    struct bench_shape shape = tiny;
    struct table *t = bench_table(BENCH_EVALUATION);
    shape.T = 300;
    assert_true(bench_scheme(t, BENCH_EVALUATION, "rope", &shape, PRECISION_FLOAT, 0.001, &err));
    assert_true(figure(t, 0, "eval ms") > 0 && figure(t, 0, "loss diff") < 1e-5);
    shape.T = BENCH_COMPARED + 1;
    assert_true(bench_scheme(t, BENCH_EVALUATION, "rope", &shape, PRECISION_FLOAT, 0.001, &err));
    assert_true(isnan(figure(t, 1, "loss diff")));
    /* Memory grows with the length and not with its square. */
    assert_true(figure(t, 1, "MB") > figure(t, 0, "MB"));
    assert_true(figure(t, 1, "MB") < 1.5 * figure(t, 0, "MB") * shape.T / 300);
    table_free(t);
}

/* A scheme's positions are those that are timed: where they are no whole numbers, biases are asked for row by row. */
static void positions(void **state) {
    (void)state;
    static const enum bench_kind kinds[] = {BENCH_STEP, BENCH_EVALUATION};
    static const char *const time[] = {"step ms", "eval ms"};
    struct error err;
    struct bench_shape shape = tiny;
    shape.T = 60;
    for (int k = 0; k < 2; k++) {
        struct table *t = bench_table(kinds[k]);
        assert_true(bench_scheme(t, kinds[k], "t5", &shape, PRECISION_FLOAT, 0.02, &err));
        assert_true(bench_scheme(t, kinds[k], "t5+random-float(max=90)", &shape, PRECISION_FLOAT, 0.02, &err));
        assert_true(figure(t, 1, time[k]) > 1.5 * figure(t, 0, time[k]));
        assert_true(figure(t, 1, "loss diff") < 1e-5);
        table_free(t);
    }
}

/* Pairs with a weight, of all layers and heads. */
static double weighed_pairs(struct model *m, const struct batch *b, const struct model_config *c) {
    real *weight = mem_zero((size_t)(c->heads * b->rows * b->rows), sizeof *weight);
    double pairs = 0;
    for (int layer = 0; layer < c->layers; layer++) {
        const long queries = layer < c->layers - 1 ? b->rows : b->answers;
        model_attention(m, b, layer, weight);
        for (long k = 0; k < c->heads * queries * b->rows; k++) pairs += weight[k] > 0;
    }
    mem_free(weight);
    return pairs;
}

/* Useful work has no pair that is masked and no row that nobody asks for. */
static void work(void **state) {
    (void)state;
    enum { T = 20, V = 9, ANSWERS = 3 };
    static const char *const schemes[] = {"nope", "window(size=3,sinks=1)", "t5", "xpos(blockwise=true,block=4)"};
    int token[T], target[ANSWERS] = {1, 2, 3}, row[ANSWERS] = {4, 11, 19};
    double position[T];
    const int start[2] = {0, T};
    for (int t = 0; t < T; t++) token[t] = t % V, position[t] = t;
    const struct batch b = {.sequences = 1,
                            .rows = T,
                            .answers = ANSWERS,
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
        c.width = 16, c.heads = 2, c.layers = 2, c.causal = i != 2;
        if (!scheme_parse(schemes[i], &scheme, &err)) fail_msg("%s", err.text);
        struct model *m = model_new(&c, &scheme, V, (struct exposure){.tokens = T}, 1, &err);
        if (!m) fail_msg("%s", err.text);
        model_reserve(m, false, T, T);
        const double C = (double)c.width, D = C / (double)c.heads, up = c.mlp * C;
        const double rows = 2 * C * C * T + (2 * C * C + 2 * C * up) * T,
                     last = 2 * C * C * T + (2 * C * C + 2 * C * up) * ANSWERS;
        const double pairs = weighed_pairs(m, &b, &c);
        assert_true(pairs > T);
        assert_true(fabs(model_work(m, &b) - 2 * (rows + last + C * V * ANSWERS + 2 * D * pairs)) < 0.5);
        model_free(m);
    }
}

/* No rate is above what the processor can do in registers; a clock that goes faster for a moment has its tenth. */
static void below_the_peak(const struct table *t, int row) {
    assert_true(figure(t, row, "GFLOP/s") > 0 && figure(t, row, "of peak") < 1.1);
    assert_true(figure(t, row, "sgemm") < 1.1 * figure(t, row, "peak"));
}

/* No processor does more than it can, or in less time than the work takes. */
static void rates(void **state) {
    (void)state;
    struct error err;
    struct bench_shape shape = {32, 2, 2, 2048, 64};
    struct table *t = bench_table(BENCH_EVALUATION);
    assert_true(bench_scheme(t, BENCH_EVALUATION, "nope", &shape, PRECISION_FLOAT, 0.01, &err));
    assert_true(bench_scheme(t, BENCH_EVALUATION, "window(size=16)", &shape, PRECISION_FLOAT, 0.01, &err));
    for (int i = 0; i < 2; i++) below_the_peak(t, i);
    const double C = 32, rows = 2 * 12 * C * C * 2 * 2048 + 2 * C * 64 * 2048, causal = 2048 * 2049 / 2.0 * 4 * C * 2;
    const double done = figure(t, 0, "GFLOP/s") * figure(t, 0, "eval ms") * 1e6;
    assert_true(fabs(done / (rows + causal) - 1) < 1e-6);
    table_free(t);
    t = bench_table(BENCH_STEP);
    shape.T = 64;
    assert_true(bench_scheme(t, BENCH_STEP, "nope", &shape, PRECISION_FLOAT, 0.01, &err));
    below_the_peak(t, 0);
    table_free(t);
}

/* In bf16 the peak is the instruction's, where there is one, and the difference to the reference is what rounding
 * makes. */
static void in_bf16(void **state) {
    (void)state;
    struct error err;
    struct bench_shape shape = {32, 2, 2, 64, 64};
    struct table *t = bench_table(BENCH_STEP);
    assert_true(bench_scheme(t, BENCH_STEP, "nope", &shape, PRECISION_BF16, 0.01, &err));
    assert_string_equal(table_at(t, 0, 0), "nope in bf16");
    below_the_peak(t, 0);
    assert_true(figure(t, 0, "grad diff") > 1e-5 && figure(t, 0, "grad diff") < 0.05);
    table_free(t);
}

/* Steps in turns: PaTH walks over all keys for every token, so it cannot be as fast as nope. */
static void beside(void **state) {
    (void)state;
    struct error err;
    struct bench_shape shape = tiny;
    struct table *t = bench_table(BENCH_BESIDE);
    shape.T = 48;
    assert_true(bench_beside(t, BENCH_BESIDE, "path", "nope", &shape, PRECISION_FLOAT, 0.001, &err));
    assert_true(bench_beside(t, BENCH_BESIDE, "rope+cape", "rope", &shape, PRECISION_FLOAT, 0.001, &err));
    assert_true(figure(t, 0, "ratio") > 1 && figure(t, 0, "median") > 1);
    assert_true(fabs(figure(t, 0, "step ms") / figure(t, 0, "beside ms") - figure(t, 0, "ratio")) < 0.1);
    assert_true(figure(t, 1, "T") == 48);
    assert_false(bench_beside(t, BENCH_BESIDE, "nope", "ropee", &shape, PRECISION_FLOAT, 0.001, &err));
    assert_int_equal(table_rows(t), 2);
    table_free(t);
}

/* Evaluations in turns: a state that is read once a token is less work than all keys for every token. */
static void evaluations_beside(void **state) {
    (void)state;
    struct error err;
    struct bench_shape shape = tiny;
    struct table *t = bench_table(BENCH_EVALUATION_BESIDE);
    shape.T = 3000;
    assert_true(
        bench_beside(t, BENCH_EVALUATION_BESIDE, "nope", "linear-attention", &shape, PRECISION_FLOAT, 0.1, &err));
    assert_true(figure(t, 0, "ratio") > 1.5 && figure(t, 0, "median") > 1.5);
    assert_true(fabs(figure(t, 0, "eval ms") / figure(t, 0, "beside ms") / figure(t, 0, "ratio") - 1) < 0.1);
    assert_true(figure(t, 0, "T") == 3000 && figure(t, 0, "B") == 1);
    assert_true(bench_beside(t, BENCH_EVALUATION_BESIDE, "rope+yarn", "rope", &shape, PRECISION_FLOAT, 0.01, &err));
    table_free(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows),      cmocka_unit_test(evaluations),
                                       cmocka_unit_test(beside),    cmocka_unit_test(evaluations_beside),
                                       cmocka_unit_test(positions), cmocka_unit_test(work),
                                       cmocka_unit_test(rates),     cmocka_unit_test(in_bf16)};
    return cmocka_run_group_tests_name("bench", tests, NULL, NULL);
}
