/* Tasks that count and calculate: aggregation, arithmetic, programs. */
#include "fixture_tasks.h"

static const struct shape shapes[] = {
    {"majority", "", 20, 23, 2},         {"mode", "", 20, 23, 2},
    {"binary_majority", "", 20, 23, 2},  {"interleaved_majority", "", 20, 25, 4},
    {"parity", "ones=coins", 20, 23, 2}, {"count_up", "", 20, 24, 21},
};

static void lengths_mean_what_they_say(void **state) {
    (void)state;
    check_shapes(shapes, COUNT(shapes));
}

static const struct by_hand by_hand[] = {
    {"majority", "symbols=3", 9, {0, 4, 6, 5, 6, 5, 6, 1, 6}, {-1, -1, -1, -1, -1, -1, -1, 6, 2}},
    {"binary_majority", "", 6, {0, 4, 5, 5, 1, 5}, {-1, -1, -1, -1, 5, 2}},
    {"interleaved_majority", "", 8, {0, 4, 5, 4, 1, 4, 5, 4}, {-1, -1, -1, -1, 4, 5, 4, 2}},
    {"mode", "symbols=9,kinds=2", 6, {0, 11, 4, 11, 1, 11}, {-1, -1, -1, -1, 11, 2}},
    {"parity", "", 7, {0, 5, 4, 5, 5, 1, 7}, {-1, -1, -1, -1, -1, 7, 2}},
    /* hints 8.. for 0.. of 4: the last, then the first */
    {"parity_scratchpad", "hints=4", 11, {0, 11, 5, 8, 5, 1, 6, 11, 7, 8, 6}, {-1, -1, -1, -1, -1, 6, 11, 7, 8, 6, 2}},
    {"count_up", "symbols=9", 7, {0, 5, 7, 1, 5, 6, 7}, {-1, -1, -1, 5, 6, 7, 2}},
    /* a = -, b = -a, c = +b; c? */
    {"lego",
     "variables=5",
     13,
     {0, 6, 5, 3, 7, 5, 6, 8, 4, 7, 1, 8, 4},
     {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 4, 2}},
    {"lego", "variables=5,order=random", 10, {0, 7, 4, 6, 6, 5, 3, 1, 7, 5}, {-1, -1, -1, -1, -1, -1, -1, -1, 5, 2}},
    {"flip_flop", "", 8, {0, 6, 5, 8, 4, 7, 5, 7}, {-1, -1, -1, -1, -1, 5, -1, 5}},
    {"flip_flop", "scored=last", 8, {0, 6, 5, 8, 4, 7, 5, 7}, {-1, -1, -1, -1, -1, -1, -1, 5}},
    /* v++ ; pass ; v = 0 ; v++; v? */
    {"counting_program", "", 11, {0, 7, 5, 6, 7, 4, 7, 5, 1, 7, 9}, {-1, -1, -1, -1, -1, -1, -1, -1, -1, 9, 2}},
    {"summation", "", 6, {0, 13, 12, 7, 1, 4}, {-1, -1, -1, -1, 4, 2}},
    /* x = -2: 3 x^3 - 2 x^0 = -26 = 4 */
    {"polynomial", "", 8, {0, 14, 25, 29, 20, 26, 1, 8}, {-1, -1, -1, -1, -1, -1, 8, 2}},
    /* 53 + 9 = 62 in four forms; + is 14, hints from 15 */
    {"addition", "", 8, {0, 9, 7, 14, 13, 1, 10, 6}, {-1, -1, -1, -1, -1, 10, 6, 2}},
    {"addition", "order=answer", 8, {0, 9, 7, 14, 13, 1, 6, 10}, {-1, -1, -1, -1, -1, 6, 10, 2}},
    {"addition", "order=answer,pad=true", 10, {0, 9, 7, 14, 4, 13, 1, 6, 10, 4}, {-1, -1, -1, -1, -1, -1, 6, 10, 4, 2}},
    {"addition",
     "order=all,hints=5",
     13,
     {0, 16, 7, 17, 9, 14, 16, 13, 1, 16, 6, 17, 10},
     {-1, -1, -1, -1, -1, -1, -1, -1, 16, 6, 17, 10, 2}},
};

static void solver_agrees_with_examples_by_hand(void **state) {
    (void)state;
    check_by_hand(by_hand, COUNT(by_hand));
}

static const struct broken broken[] = {
    {"a tie", "majority", "symbols=3", 5, {0, 4, 5, 1, 4}},
    {"a tie", "binary_majority", "", 5, {0, 4, 5, 1, 4}},
    {"a tie in one string", "interleaved_majority", "", 9, {0, 4, 5, 4, 5, 1, 4, 5, 4}},
    {"too many kinds", "mode", "symbols=9,kinds=2", 7, {0, 11, 4, 5, 11, 1, 11}},
    {"a hint left out", "parity_scratchpad", "hints=4", 7, {0, 11, 4, 9, 4, 1, 6}},
    {"zero to sum", "summation", "", 6, {0, 13, 4, 7, 1, 10}},
    {"a power without coefficient", "polynomial", "", 7, {0, 14, 26, 20, 26, 1, 8}},
    {"a zero at the top", "addition", "", 8, {0, 4, 7, 14, 13, 1, 5, 6}},
    {"numbers of two lengths", "addition", "pad=true", 9, {0, 9, 7, 14, 13, 1, 4, 10, 6}},
    {"hints of two starts", "addition", "order=all,hints=5", 9, {0, 16, 7, 14, 15, 4, 1, 16, 7}},
    {"no second number", "addition", "", 7, {0, 9, 7, 14, 1, 9, 7}},
    {"a circle", "lego", "variables=5,order=random", 13, {0, 6, 5, 3, 7, 5, 8, 8, 4, 7, 1, 8, 4}},
    {"an early variable asked", "lego", "variables=5", 10, {0, 6, 5, 3, 7, 5, 6, 1, 6, 5}},
    {"no chain", "lego", "variables=5", 10, {0, 7, 4, 6, 6, 5, 3, 1, 7, 5}},
    {"a branch", "lego", "variables=5,order=random", 13, {0, 6, 5, 3, 7, 5, 6, 8, 4, 6, 1, 8, 5}},
    {"another bit read", "flip_flop", "", 8, {0, 6, 5, 8, 4, 7, 4, 7}},
    {"another bit read, not scored", "flip_flop", "scored=last", 8, {0, 6, 5, 8, 4, 7, 4, 7}},
    {"no write at the start", "flip_flop", "", 6, {0, 8, 5, 6, 4, 7}},
    {"counted too far", "counting_program", "largest=1", 8, {0, 7, 5, 7, 5, 1, 7, 9}},
    {"half a line", "counting_program", "", 6, {0, 6, 7, 1, 7, 8}},
    {"counted down", "count_up", "symbols=9", 7, {0, 7, 5, 1, 7, 6, 5}},
};

static void solver_refuses_broken_rules(void **state) {
    (void)state;
    check_broken(broken, COUNT(broken));
}

/* The start is drawn, the rest is counted. */
static int guess_counting(const struct guess_view *view, struct rng *rng) {
    if (view->i > 0) return view->example->token[view->t] + 1;
    return TOKEN_SYMBOL + (int)rng_below(rng, (uint32_t)(view->symbols - view->n + 1));
}

/* A set of places is drawn at the start, as many as there are ones. */
static int guess_places(const struct guess_view *view, struct rng *rng) {
    if (view->i == 0) {
        const int ones = (view->example->T - 2 * view->n - 3) / 2;
        for (int taken = 0, place = 0; place < view->n; place++)
            if ((int)rng_below(rng, (uint32_t)(view->n - place)) < ones - taken)
                view->deck[taken++] = view->example->token[1 + 2 * place];
    }
    if (view->i % 2 == 0) return TOKEN_SYMBOL + 2 + view->i / 2 % 2;
    return view->deck[view->i / 2];
}

/* The hint behind the last one. */
static int guess_next_place(const struct guess_view *view, struct rng *rng) {
    (void)rng;
    if (view->i % 2 == 0) return TOKEN_SYMBOL + 2 + view->i / 2 % 2;
    const int *token = view->example->token;
    if (view->i == 1) return token[1];
    int place = 1;
    while (token[place] != token[view->t - 1]) place += 2;
    return token[place + 2];
}

/* Any digit; with hints those of the first number go on. */
static int guess_digit(const struct guess_view *view, struct rng *rng) {
    if (view->symbols == 0 && view->i % 2 == 0) return view->example->token[1] + view->i / 2;
    return TOKEN_SYMBOL + (int)rng_below(rng, 10);
}

static const struct guess_case guess_cases[] = {
    {"lego", "", 9, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"flip_flop", "ignore=0.4", 6, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"flip_flop", "scored=last", 9, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"counting_program", "variables=2", 40, guess_any, 11, 9, 0, 0, 0, BOTH},
    {"counting_program", "", 4, guess_any, 5, 8, 0, 0, 0, BOTH},
    {"summation", "", 9, guess_any, 10, 4, 0, 0, 0, BOTH},
    {"polynomial", "", 9, guess_any, 10, 4, 0, 0, 0, BOTH},
    {"addition", "", 1, guess_digit, 10, 4, 0, 0, 0, BOTH},
    {"addition", "order=answer", 2, guess_digit, 10, 4, 0, 0, 0, BOTH},
    {"addition", "", 5, guess_digit, 10, 4, 0, 0, 0, TOKEN},
    {"addition", "pad=true", 1, guess_digit, 10, 4, 0, 0, 0, BOTH},
    {"addition", "order=all,hints=9", 1, guess_digit, 0, 4, 0, 0, 0, BOTH},
    {"majority", "symbols=5", 9, guess_any, 5, 4, 0, 0, 0, BOTH},
    {"binary_majority", "", 9, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"interleaved_majority", "", 11, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"mode", "symbols=7,kinds=3", 9, guess_any, 7, 4, 0, 0, 0, BOTH},
    {"parity", "", 9, guess_any, 2, 6, 0, 0, 0, BOTH},
    {"parity", "ones=coins", 9, guess_any, 2, 6, 0, 0, 0, BOTH},
    {"parity_scratchpad", "hints=20", 5, guess_places, 0, 0, 0, 0, 0, EXACT},
    {"parity_scratchpad", "hints=20", 7, guess_next_place, 0, 0, 0, 0, 0, TOKEN},
    {"count_up", "symbols=9", 5, guess_counting, 9, 4, 0, 0, 0, BOTH},
};

static void chance_is_what_the_guesser_gets(void **state) {
    (void)state;
    check_guess_cases(guess_cases, COUNT(guess_cases), 80000);
}

static const struct refused refused[] = {{"mode", "symbols=4", "symbols=5 or more"},
                                         {"addition", "hints=1", "hints=102"}};

static void impossible_options_are_refused_with_a_remedy(void **state) {
    (void)state;
    check_refused(refused, COUNT(refused));
}

static const struct limit limits[] = {{"count_up", "", 1, 155},
                                      {"parity_scratchpad", "", 1, 100},
                                      {"addition", "hints=102", 1, 101},
                                      {"addition", "", 1, 4096}};

static void lengths_have_their_limits(void **state) {
    (void)state;
    check_limits(limits, COUNT(limits));
}

/* The number of ones is what makes the two published variants differ. */
static void ones_are_uniform_or_coins(void **state) {
    (void)state;
    struct problem p;
    int count[10] = {0};
    problem_open(&p, "parity", "", 9);
    for (int i = 0; i < DRAWS; i++) {
        int ones = 0;
        problem_draw(&p, 9, "test/ones", i);
        for (int t = 1; t <= 9; t++) ones += p.example.token[t] == TOKEN_SYMBOL + 1;
        count[ones]++;
    }
    problem_close(&p);
    assert_true(chi_square(count, 10) < chi_limit_9);
    int extreme = 0;
    problem_open(&p, "parity", "ones=coins", 9);
    for (int i = 0; i < DRAWS; i++) {
        int ones = 0;
        problem_draw(&p, 9, "test/ones", i);
        for (int t = 1; t <= 9; t++) ones += p.example.token[t] == TOKEN_SYMBOL + 1;
        extreme += ones == 0 || ones == 9;
    }
    problem_close(&p);
    assert_close(extreme * 256.0 / DRAWS, 1, 0.5);
}

/* Coupled positions: the units of all three numbers share the place 2, whatever the order. */
static void places_couple_digits_of_one_significance(void **state) {
    (void)state;
    static const char *const forms[] = {"", "order=answer", "order=all,pad=true", "order=all,hints=60"};
    for (size_t k = 0; k < COUNT(forms); k++) {
        struct problem p;
        problem_open(&p, "addition", forms[k], 12);
        for (int i = 0; i < 200; i++) {
            int seen[3][20] = {{0}}, number = 0;
            problem_draw(&p, 12, "test/places", i);
            for (int t = 1; t < p.example.T; t++) {
                const int place = p.example.group[t], token = p.example.token[t] - TOKEN_SYMBOL;
                if (place == 1) number++;
                if (place >= 2 && token < 10) seen[number][place - 2] = 1 + token;
            }
            for (int place = 0, carry = 0; place < 13; place++) { /* columns add up */
                for (int j = 0; j < 2; j++) carry += seen[j][place] ? seen[j][place] - 1 : 0;
                assert_int_equal(seen[2][place] ? seen[2][place] - 1 : 0, carry % 10);
                carry /= 10;
            }
        }
        problem_close(&p);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_mean_what_they_say),
        cmocka_unit_test(solver_agrees_with_examples_by_hand),
        cmocka_unit_test(solver_refuses_broken_rules),
        cmocka_unit_test(chance_is_what_the_guesser_gets),
        cmocka_unit_test(impossible_options_are_refused_with_a_remedy),
        cmocka_unit_test(lengths_have_their_limits),
        cmocka_unit_test(ones_are_uniform_or_coins),
        cmocka_unit_test(places_couple_digits_of_one_significance),
    };
    return cmocka_run_group_tests_name("tasks that count", tests, NULL, NULL);
}
