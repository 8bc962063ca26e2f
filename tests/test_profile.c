/* What a scheme alone does to attention, against closed forms: all tokens alike, content score 1 everywhere. */
#include "model/model.h"
#include "run/profile.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { HEADS = 4, LENGTH = 96 };
static const struct profile_shape shape = {
    .heads = HEADS, .width = 64, .train_length = 24, .length = LENGTH, .seed = 1};

/* Weight of the key at a distance, as a share. */
static double weight_at(const struct table *rows, int head, int distance) {
    double weight;
    assert_true(table_at_number(rows, head * LENGTH + distance, 2, &weight));
    return weight / LENGTH;
}

static struct table *probed(const char *expression) {
    struct error err;
    struct table *rows = profile_scheme(expression, &shape, &err);
    if (!rows) fail_msg("%s: %s", expression, err.text);
    assert_int_equal(table_rows(rows), HEADS * LENGTH);
    return rows;
}

static void shares_sum_to_one(void **state) {
    (void)state;
    static const char *const expressions[] = {"nope", "rope", "sinusoidal", "alibi", "window(size=5,sinks=2)"};
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++) {
        struct table *rows = probed(expressions[i]);
        for (int h = 0; h < HEADS; h++) {
            double sum = 0;
            for (int d = 0; d < LENGTH; d++) sum += weight_at(rows, h, d);
            if (fabs(sum - 1) > 1e-3) fail_msg("%s: head %d sums to %g", expressions[i], h, sum);
        }
        table_free(rows);
    }
}

static void closed_forms(void **state) {
    (void)state;
    struct table *nope = probed("nope"), *alibi = probed("alibi"), *window = probed("window(size=5,sinks=2)");
    for (int h = 0; h < HEADS; h++)
        for (int d = 0; d < LENGTH; d++) {
            const double slope = exp2(-2.0 * (h + 1)), all = (1 - exp(-slope * LENGTH)) / (1 - exp(-slope)),
                         expected = exp(-slope * d) / all;
            assert_true(fabs(weight_at(nope, h, d) * LENGTH - 1) < 1e-3);
            assert_true(fabs(weight_at(alibi, h, d) - expected) < 1e-3 * expected + 1e-12);
            const double seen = d < 5 || d >= LENGTH - 2 ? 1.0 / 7 : 0;
            assert_true(fabs(weight_at(window, h, d) - seen) < 1e-4);
        }
    table_free(nope);
    table_free(alibi);
    table_free(window);
}

/* cos(d theta_p) summed over pairs is what a rotation leaves of a score of one. */
static void rotation(void **state) {
    (void)state;
    struct table *rope = probed("rope");
    double first = 0;
    for (int d = 0; d < LENGTH; d++) {
        double score = 0;
        for (int p = 0; p < 8; p++) score += cos(d * pow(10000, -2.0 * p / 16)) / 8;
        if (d == 0) first = weight_at(rope, 0, 0) / exp(score);
        assert_true(fabs(weight_at(rope, 3, d) / exp(score) / first - 1) < 2e-3);
    }
    table_free(rope);
}

static void refusals(void **state) {
    (void)state;
    struct error err;
    assert_null(profile_scheme("ropee", &shape, &err));
    assert_null(profile_scheme("alibi(list=[1,2])", &shape, &err));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(shares_sum_to_one), cmocka_unit_test(closed_forms),
                                       cmocka_unit_test(rotation), cmocka_unit_test(refusals)};
    return cmocka_run_group_tests_name("probe", tests, NULL, NULL);
}
