/* The bench's figures exist. */
#include "model/model.h"
#include "model/phase.h"
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

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows), cmocka_unit_test(evaluations), cmocka_unit_test(beside)};
    return cmocka_run_group_tests_name("bench", tests, NULL, NULL);
}
