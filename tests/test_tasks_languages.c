/* Formal languages, and language modelling with a known optimum. */
#include "fixture_tasks.h"

static const struct shape shapes[] = {
    {"dyck", "types=3", 20, 21, 21},
    {"tomita", "", 20, 21, 21},
    {"star_free", "language=stairs", 20, 21, 21},
};

static void lengths_mean_what_they_say(void **state) {
    (void)state;
    check_shapes(shapes, COUNT(shapes));
}

/* Sets of two letters: 6 + 1 for 0, 2 for 1, 4 for the end. */
static const struct by_hand by_hand[] = {
    {"tomita", "language=1", 3, {0, 5, 5}, {12, 12, 12}},
    {"tomita", "language=2", 4, {0, 5, 4, 5}, {12, 7, 12, 7}},
    {"tomita", "language=3", 6, {0, 5, 4, 4, 5, 5}, {13, 13, 7, 13, 13, 13}},
    {"tomita", "language=4", 4, {0, 4, 4, 5}, {13, 13, 12, 13}},
    {"tomita", "language=5", 4, {0, 4, 5, 4}, {13, 9, 9, 9}},
    {"tomita", "language=6", 4, {0, 4, 5, 4}, {13, 9, 13, 9}},
    {"tomita", "language=7", 5, {0, 4, 5, 4, 5}, {13, 13, 13, 13, 12}},
    {"star_free", "language=aaaa", 6, {0, 4, 4, 4, 4, 4}, {8, 6, 6, 6, 8, 6}},
    {"star_free", "language=last_zero", 5, {0, 4, 6, 5, 4}, {14, 22, 22, 14, 22}},
    {"star_free", "language=one_d", 5, {0, 4, 7, 6, 5}, {19, 19, 30, 30, 30}},
    /* ( [ ] : 4 and 5 open, 6 and 7 close; may open: 11 + what may close */
    {"dyck", "", 5, {0, 4, 5, 7, 6}, {11, 12, 13, 12, 11}},
    {"dyck", "types=1,depth=2", 4, {0, 4, 4, 5}, {8, 9, 7, 9}},
};

static void solver_agrees_with_examples_by_hand(void **state) {
    (void)state;
    check_by_hand(by_hand, COUNT(by_hand));
}

static const struct broken broken[] = {
    {"a zero", "tomita", "language=1", 3, {0, 5, 4}},
    {"an odd run behind an odd run", "tomita", "language=3", 4, {0, 5, 4, 5}},
    {"three zeros", "tomita", "language=4", 4, {0, 4, 4, 4}},
    {"a fifth run", "tomita", "language=7", 6, {0, 4, 5, 4, 5, 4}},
    {"a step left out", "star_free", "language=stairs", 3, {0, 4, 6}},
    {"two d", "star_free", "language=one_d", 3, {0, 7, 7}},
    {"the wrong bracket closed", "dyck", "", 3, {0, 4, 7}},
    {"closed at the surface", "dyck", "", 4, {0, 4, 6, 6}},
    {"too deep", "dyck", "types=1,depth=2", 4, {0, 4, 4, 4}},
};

static void solver_refuses_broken_rules(void **state) {
    (void)state;
    check_broken(broken, COUNT(broken));
}

/* One of two tokens. */
static int guess_two(const struct guess_view *view, struct rng *rng) {
    return rng_below(rng, 2) ? view->first : view->symbols;
}

static const struct guess_case guess_cases[] = {
    {"dyck", "types=1,depth=2", 2, guess_any, 3, 7, 0, 0, 0, BOTH},
    {"dyck", "types=2", 2, guess_any, 3, 11, 0, 0, 0, BOTH},
    {"dyck", "types=1,depth=1", 2, guess_two, 7, 8, 0, 0, 0, BOTH},
    {"tomita", "", 4, guess_two, 7, 13, 0, 0, 0, BOTH},
    {"star_free", "", 4, guess_two, 14, 22, 0, 0, 0, BOTH},
};

static void chance_is_what_the_guesser_gets(void **state) {
    (void)state;
    check_guess_cases(guess_cases, COUNT(guess_cases), 40000);
}

/* Beginnings of aa*bb*cc*dd*ee* of length 4 begin with a: 1 + 3 + 3 + 1 of them, as often as one another. */
static void beginnings_are_uniform(void **state) {
    (void)state;
    struct problem p;
    int count[8] = {0};
    problem_open(&p, "star_free", "language=stairs", 4);
    for (int i = 0; i < DRAWS; i++) {
        int steps = 0;
        problem_draw(&p, 4, "test/beginnings", i);
        for (int t = 2; t <= 4; t++) steps = 2 * steps + (p.example.token[t] != p.example.token[t - 1]);
        count[steps]++;
    }
    problem_close(&p);
    assert_true(chi_square(count, 8) < chi_limit_9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_mean_what_they_say),  cmocka_unit_test(solver_agrees_with_examples_by_hand),
        cmocka_unit_test(solver_refuses_broken_rules), cmocka_unit_test(chance_is_what_the_guesser_gets),
        cmocka_unit_test(beginnings_are_uniform),
    };
    return cmocka_run_group_tests_name("tasks of languages", tests, NULL, NULL);
}
