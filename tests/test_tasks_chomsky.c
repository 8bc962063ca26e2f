/* The tasks of the Chomsky hierarchy, but for those that stand with copy and sort. */
#include "fixture_tasks.h"

static const struct shape shapes[] = {
    {"even_pairs", "", 20, 23, 2},         {"even_pairs", "answer=slots", 20, 23, 1},
    {"parity_check", "", 20, 23, 2},       {"cycle_navigation", "answer=slots", 20, 23, 1},
    {"missing_duplicate", "", 21, 24, 2},  {"odds_first", "", 21, 44, 22},
    {"modular_arithmetic", "", 21, 24, 2}, {"modular_arithmetic", "", 20, 22, 2},
    {"solve_equation", "", 20, 23, 2},     {"modular_arithmetic_brackets", "answer=slots", 20, 23, 1},
    {"compute_sqrt", "", 21, 34, 12},      {"compute_sqrt", "answer=slots", 20, 32, 10},
};

static void lengths_mean_what_they_say(void **state) {
    (void)state;
    check_shapes(shapes, COUNT(shapes));
}

/* Bits 4 and 5. */
static const struct by_hand by_hand[] = {
    {"even_pairs", "", 7, {0, 4, 5, 5, 4, 1, 4}, {-1, -1, -1, -1, -1, 4, 2}},
    {"even_pairs", "answer=slots", 6, {0, 4, 5, 5, 1, 3}, {-1, -1, -1, -1, -1, 5}},
    {"parity_check", "", 6, {0, 5, 5, 5, 1, 5}, {-1, -1, -1, -1, 5, 2}},
    {"cycle_navigation", "answer=slots", 6, {0, 6, 6, 5, 1, 3}, {-1, -1, -1, -1, -1, 11}}, /* -1 is place 4 */
    /* stack 1 0, pop, pop, pop, push 1, push 0: top first 0 1 */
    {"stack_manipulation", "", 11, {0, 5, 4, 6, 6, 6, 8, 7, 1, 4, 5}, {-1, -1, -1, -1, -1, -1, -1, -1, 4, 5, 2}},
    {"stack_manipulation", "answer=slots", 9, {0, 5, 4, 6, 1, 3, 3, 3, 3}, {-1, -1, -1, -1, -1, 5, 2, -1, -1}},
    {"missing_duplicate", "", 8, {0, 4, 5, 4, 6, 7, 1, 5}, {-1, -1, -1, -1, -1, -1, 5, 2}},
    {"odds_first", "", 8, {0, 4, 5, 5, 1, 5, 4, 5}, {-1, -1, -1, -1, 5, 4, 5, 2}},
    /* 2 - 3 * 4 + 1 = -9 = 1 */
    {"modular_arithmetic", "", 10, {0, 6, 10, 7, 11, 8, 9, 5, 1, 5}, {-1, -1, -1, -1, -1, -1, -1, -1, 5, 2}},
    /* (3 + (2 * 4)) = 11 = 1 */
    {"modular_arithmetic_brackets",
     "answer=slots",
     12,
     {0, 12, 7, 9, 12, 6, 11, 8, 13, 13, 1, 3},
     {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 5}},
    /* (x - 3) = 4: x = 2 */
    {"solve_equation",
     "answer=slots",
     10,
     {0, 12, 14, 10, 7, 13, 15, 8, 1, 3},
     {-1, -1, -1, -1, -1, -1, -1, -1, -1, 6}},
    /* 3 + 1 = 4 */
    {"binary_addition", "", 9, {0, 5, 5, 6, 5, 1, 4, 4, 5}, {-1, -1, -1, -1, -1, 4, 4, 5, 2}},
    {"binary_addition",
     "answer=slots",
     11,
     {0, 5, 5, 6, 5, 1, 3, 3, 3, 3, 3},
     {-1, -1, -1, -1, -1, -1, 4, 4, 5, 2, -1}},
    /* 3 * 3 = 9 */
    {"binary_multiplication", "", 11, {0, 5, 5, 6, 5, 5, 1, 5, 4, 4, 5}, {-1, -1, -1, -1, -1, -1, 5, 4, 4, 5, 2}},
    /* 27: 5 */
    {"compute_sqrt", "answer=slots", 10, {0, 5, 5, 4, 5, 5, 1, 3, 3, 3}, {-1, -1, -1, -1, -1, -1, -1, 5, 4, 5}},
    {"compute_sqrt", "answer=slots", 8, {0, 5, 4, 4, 5, 1, 3, 3}, {-1, -1, -1, -1, -1, -1, 5, 5}}, /* 9: 3 */
};

static void solver_agrees_with_examples_by_hand(void **state) {
    (void)state;
    check_by_hand(by_hand, COUNT(by_hand));
}

static const struct broken broken[] = {
    {"no action", "stack_manipulation", "", 6, {0, 5, 4, 1, 4, 5}},
    {"no stack", "stack_manipulation", "", 5, {0, 7, 7, 1, 4}},
    {"a bit among the actions", "stack_manipulation", "", 7, {0, 5, 7, 4, 1, 4, 4}},
    {"two bits missing", "missing_duplicate", "", 7, {0, 6, 5, 4, 6, 1, 4}},
    {"no bit missing", "missing_duplicate", "", 7, {0, 4, 5, 4, 5, 1, 4}},
    {"copies that differ", "missing_duplicate", "", 9, {0, 4, 5, 6, 4, 4, 4, 1, 4}},
    {"an even number of tokens", "modular_arithmetic", "", 5, {0, 6, 9, 1, 6}},
    {"two operators", "modular_arithmetic", "", 6, {0, 6, 9, 9, 1, 6}},
    {"an operator without brackets", "modular_arithmetic_brackets", "", 6, {0, 6, 9, 6, 1, 8}},
    {"brackets in brackets", "modular_arithmetic_brackets", "", 8, {0, 12, 12, 6, 13, 13, 1, 6}},
    {"minus before a bracket", "modular_arithmetic_brackets", "", 7, {0, 10, 12, 6, 13, 1, 7}},
    {"a product", "solve_equation", "answer=slots", 10, {0, 12, 14, 11, 7, 13, 15, 8, 1, 3}},
    {"no unknown", "solve_equation", "answer=slots", 6, {0, 6, 15, 6, 1, 3}},
    {"zero", "binary_addition", "", 7, {0, 4, 6, 5, 1, 5}},
    {"no mark", "binary_addition", "", 6, {0, 5, 5, 5, 1, 5}},
    {"two marks", "binary_multiplication", "", 8, {0, 5, 6, 6, 5, 1, 5}},
    {"the root of zero", "compute_sqrt", "", 5, {0, 4, 4, 1, 4}},
};

static void solver_refuses_broken_rules(void **state) {
    (void)state;
    check_broken(broken, COUNT(broken));
}

/* Little by little: the first bit is 1, the others are not. */
static int guess_one(const struct guess_view *view, struct rng *rng) {
    (void)rng;
    return TOKEN_SYMBOL + (view->i == 0);
}

static const struct guess_case guess_cases[] = {
    {"even_pairs", "", 9, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"parity_check", "answer=slots", 9, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"cycle_navigation", "", 9, guess_any, 5, 7, 0, 0, 0, BOTH},
    {"stack_manipulation", "", 2, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"stack_manipulation", "answer=slots", 7, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"missing_duplicate", "", 9, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"odds_first", "", 5, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"modular_arithmetic", "", 9, guess_any, 5, 4, 0, 0, 0, BOTH},
    {"modular_arithmetic_brackets", "", 17, guess_any, 5, 4, 0, 0, 0, BOTH},
    {"solve_equation", "", 17, guess_any, 5, 4, 0, 0, 0, BOTH},
    {"binary_addition", "", 3, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"binary_addition", "", 8, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"binary_addition", "answer=slots", 7, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"binary_multiplication", "", 6, guess_any, 2, 4, 0, 0, 0, TOKEN},
    {"binary_multiplication", "", 5, guess_one, 2, 4, 0, 0, 0, EXACT},
    {"compute_sqrt", "", 7, guess_any, 2, 4, 0, 0, 0, BOTH},
};

static void chance_is_what_the_guesser_gets(void **state) {
    (void)state;
    check_guess_cases(guess_cases, COUNT(guess_cases), 40000);
}

static const struct limit limits[] = {
    {"even_pairs", "", 1, INT_MAX},         {"stack_manipulation", "", 2, 4096}, {"missing_duplicate", "", 2, INT_MAX},
    {"binary_multiplication", "", 3, 4096}, {"solve_equation", "", 3, 4096},
};

static void lengths_have_their_limits(void **state) {
    (void)state;
    check_limits(limits, COUNT(limits));
}

/* The largest lengths stay on the stack and in bounds. */
static void the_longest_examples_can_be_made(void **state) {
    (void)state;
    static const char *const names[] = {"stack_manipulation", "odds_first",      "modular_arithmetic_brackets",
                                        "solve_equation",     "binary_addition", "binary_multiplication",
                                        "compute_sqrt"};
    for (size_t i = 0; i < COUNT(names); i++) {
        struct problem p;
        problem_open(&p, names[i], "answer=slots", 4096);
        problem_draw(&p, 4096, "test/longest", 0);
        assert_in_range(p.example.T, 4096, p.task->max_tokens(p.options, 4096));
        assert_true(p.task->chance(p.options, 4096) >= 0);
        problem_close(&p);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_mean_what_they_say),  cmocka_unit_test(solver_agrees_with_examples_by_hand),
        cmocka_unit_test(solver_refuses_broken_rules), cmocka_unit_test(chance_is_what_the_guesser_gets),
        cmocka_unit_test(lengths_have_their_limits),   cmocka_unit_test(the_longest_examples_can_be_made),
    };
    return cmocka_run_group_tests_name("tasks of the Chomsky hierarchy", tests, NULL, NULL);
}
