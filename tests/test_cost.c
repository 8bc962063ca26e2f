/* What a suite costs: every time is a measured step or batch, multiplied as runs are. */
#include "base/memory.h"
#include "run/cost.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char text[] = "model: {layers: 1, width: 16, heads: 2}\n"
                           "train: {steps: 100, batch: 8, longest: 5, fit_every: 50, fit_examples: 24}\n"
                           "evaluate: {multiples: [1, 2], examples: 30}\n"
                           "schemes: [nope, alibi]\ntasks: [copy(kind=repeats)]\nseeds: 1..3\n";

static struct cost cost_of(double seconds, int n, const char *const *settings) {
    struct suite suite;
    struct error err;
    struct cost cost;
    if (!suite_parse("test.yaml", mem_text(text), strlen(text), settings, n, &suite, &err)) fail_msg("%s", err.text);
    if (!suite_cost(&suite, seconds, &cost, &err)) fail_msg("%s", err.text);
    suite_free(&suite);
    return cost;
}

static void expect_near(double value, double expected) { assert_true(fabs(value - expected) < 1e-9 * expected); }

/* A run: 100 steps, and twice a fit of 24 examples, forward alone, at batches of 8. */
static double train_of(double step) { return 100 * step + 2 * 24 * step / 3 / 8; }

static void every_arm_counts_with_its_runs(void **state) {
    (void)state;
    const struct cost cost = cost_of(1000, 0, NULL);
    assert_int_equal(cost.arms, 2);
    assert_int_equal(cost.measured, 2);
    assert_true(cost.least > 0 && cost.least <= cost.step && cost.step <= cost.most);
    expect_near(cost.step, (cost.least + cost.most) / 2);
    expect_near(cost.train, 3 * (train_of(cost.least) + train_of(cost.most)));
    assert_true(cost.evaluate > 0 && cost.bytes > 1e6 && !cost.partly);
}

static void arms_beyond_the_time_are_taken_for_the_others(void **state) {
    (void)state;
    const struct cost cost = cost_of(0, 0, NULL);
    assert_int_equal(cost.arms, 2);
    assert_int_equal(cost.measured, 1);
    expect_near(cost.train, 6 * train_of(cost.step));
}

/* 2 arms, 2 values each, 2 seeds: 8 trials, which are not evaluated, before the 6 runs. */
static void trials_of_a_choice_are_trained_too(void **state) {
    (void)state;
    struct suite suite;
    struct error err;
    struct cost cost;
    struct text chosen = {0};
    text_add(&chosen, "%schoose: {train.lr: [1e-3, 3e-3], by: fit, seeds: [101, 102]}\n", text);
    if (!suite_parse("test.yaml", mem_text(text_of(&chosen)), chosen.size, NULL, 0, &suite, &err))
        fail_msg("%s", err.text);
    if (!suite_cost(&suite, 0, &cost, &err)) fail_msg("%s", err.text);
    assert_int_equal(suite.n_choices * suite.n_values * suite.choice_seeds.n, 8);
    expect_near(cost.train, 14 * train_of(cost.step));
    suite_free(&suite);
    text_free(&chosen);
}

/* A batch of 1.6 million tokens and an evaluation of hours are not tried whole: else this test would never end. */
static void what_is_large_is_tried_in_part(void **state) {
    (void)state;
    static const char *const large[] = {"train.batch=4096", "train.longest=200", "evaluate.lengths=5,20000",
                                        "schemes=nope"};
    const struct cost cost = cost_of(0, 4, large), small = cost_of(0, 0, NULL);
    assert_true(cost.partly);
    assert_true(cost.step > 100 * small.step);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_arm_counts_with_its_runs),
        cmocka_unit_test(arms_beyond_the_time_are_taken_for_the_others),
        cmocka_unit_test(trials_of_a_choice_are_trained_too),
        cmocka_unit_test(what_is_large_is_tried_in_part),
    };
    return cmocka_run_group_tests_name("cost", tests, NULL, NULL);
}
