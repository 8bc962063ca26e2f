/* Counter languages: blocks of equal length, alternation, brackets of several kinds, complete expressions. */
#include "fixture_tasks.h"

static const struct shape shapes[] = {
    {"blocks", "", 20, 41, 41},         {"blocks", "letters=4", 5, 21, 21}, {"alternation", "", 20, 21, 20},
    {"shuffle", "types=4", 20, 21, 21}, {"boolean", "", 20, 21, 21},
};

static void lengths_mean_what_they_say(void **state) {
    (void)state;
    check_shapes(shapes, COUNT(shapes));
}

static const struct by_hand by_hand[] = {
    /* aaabbb: a ab ab ab b b $; {a} 6, {b} 7, {a,b} 8, {$} 9 */
    {"blocks", "", 7, {0, 4, 4, 4, 5, 5, 5}, {6, 8, 8, 8, 7, 7, 9}},
    /* aabbcc: a ab ab b c c $ */
    {"blocks", "letters=3", 7, {0, 4, 4, 5, 5, 6, 6}, {7, 10, 10, 8, 9, 9, 11}},
    /* abcd: a ab c d $ */
    {"blocks", "letters=4", 5, {0, 4, 5, 6, 7}, {8, 12, 10, 11, 13}},
    {"alternation", "blocks=2", 7, {0, 4, 4, 4, 5, 5, 5}, {-1, 6, 6, 6, 7, 7, 7}},
    {"alternation", "", 10, {0, 4, 4, 4, 5, 5, 5, 4, 4, 4}, {-1, 6, 6, 6, 6, 6, 6, 7, 7, 7}},
    {"alternation", "blocks=1", 3, {0, 4, 4}, {-1, 7, 7}},
    /* ([)](: $ ) )] ] $ ) */
    {"shuffle", "", 6, {0, 4, 5, 6, 7, 4}, {8, 9, 11, 10, 8, 9}},
    /* a unary, a binary and a ternary operator are 6, 7 and 8 */
    {"boolean", "", 4, {0, 7, 4, 5}, {9, 9, 9, 10}},
    {"boolean", "", 7, {0, 8, 4, 6, 5, 6, 4}, {9, 9, 9, 9, 9, 9, 10}},
    {"boolean", "arity=1", 3, {0, 6, 5}, {7, 7, 8}},
};

static void solver_agrees_with_examples_by_hand(void **state) {
    (void)state;
    check_by_hand(by_hand, COUNT(by_hand));
}

static const struct broken broken[] = {
    {"one b too few", "blocks", "", 6, {0, 4, 4, 4, 5, 5}},
    {"one b too many", "blocks", "", 4, {0, 4, 5, 5}},
    {"a behind b", "blocks", "", 5, {0, 4, 5, 4, 5}},
    {"a letter left out", "blocks", "letters=3", 3, {0, 4, 6}},
    {"b first", "alternation", "blocks=2", 3, {0, 5, 4}},
    {"a block too few", "alternation", "", 3, {0, 4, 5}},
    {"a block too many", "alternation", "blocks=2", 4, {0, 4, 5, 4}},
    {"a kind closed that is not open", "shuffle", "", 3, {0, 4, 7}},
    {"kinds that cross", "shuffle", "walk=dyck", 4, {0, 4, 5, 6}},
    {"closed at the surface", "shuffle", "walk=dyck", 4, {0, 4, 6, 6}},
    {"an operand missing", "boolean", "", 3, {0, 7, 4}},
    {"a token behind the expression", "boolean", "", 3, {0, 4, 4}},
};

static void solver_refuses_broken_rules(void **state) {
    (void)state;
    check_broken(broken, COUNT(broken));
}

/* The exponent is guessed at the first token behind the first block, and every block behind it ends where that says. */
static int guess_exponent(const struct guess_view *view, struct rng *rng) {
    const int letters = view->items, m = view->n, place = view->t - 1, letter = place / m;
    if (view->i == 0) view->deck[0] = 1 + (int)rng_below(rng, (uint32_t)m);
    if (view->t == 0) return view->first;
    if (letter == 0) return view->first + letters;
    if (place % m + 1 != view->deck[0]) return view->first + letter;
    return letter + 1 < letters ? view->first + letter + 1 : view->first + letters + 1;
}

static const struct guess_case guess_cases[] = {
    {"blocks", "", 4, guess_exponent, 0, 6, 0, 0, 2, BOTH},
    {"blocks", "letters=3", 5, guess_exponent, 0, 7, 0, 0, 3, BOTH},
    {"alternation", "", 5, guess_any, 2, 6, 0, 0, 0, BOTH},
    {"shuffle", "", 2, guess_any, 4, 8, 0, 0, 0, BOTH},
    {"shuffle", "types=1,walk=dyck", 4, guess_any, 2, 6, 0, 0, 0, BOTH},
    {"boolean", "", 4, guess_any, 2, 9, 0, 0, 0, BOTH},
};

static void chance_is_what_the_guesser_gets(void **state) {
    (void)state;
    check_guess_cases(guess_cases, COUNT(guess_cases), 40000);
}

/* Always no but at the last letter: the figures that the page of the task has. */
static void never_before_the_last_letter_gets_what_is_stated(void **state) {
    (void)state;
    enum { N = 12, BLOCKS = 3 };
    struct problem p;
    double right = 0, all = 0;
    problem_open(&p, "alternation", "", N);
    for (int i = 0; i < DRAWS; i++) {
        problem_draw(&p, N, "test/alternation", i);
        int here = 0;
        for (int t = 1; t <= N; t++) here += p.example.target[t] == 6 + (t == N);
        right += here;
        all += here == N;
    }
    problem_close(&p);
    assert_close(right / DRAWS / N, 1 - 1.0 / BLOCKS + 1.0 / N, 0.005);
    assert_close(all / DRAWS, (BLOCKS - 1.0) / (N - 1), 0.012);
}

/* Five letters in three blocks: the 6 choices of two places of change come alike. */
static void changes_are_an_even_choice(void **state) {
    (void)state;
    struct problem p;
    int count[16] = {0}, seen[6], kinds = 0;
    problem_open(&p, "alternation", "", 5);
    for (int i = 0; i < DRAWS; i++) {
        int changes = 0;
        problem_draw(&p, 5, "test/alternation", i);
        for (int t = 2; t <= 5; t++) changes = 2 * changes + (p.example.token[t] != p.example.token[t - 1]);
        count[changes]++;
    }
    problem_close(&p);
    for (int c = 0; c < 16; c++)
        if (count[c] && kinds < 6) seen[kinds++] = count[c];
    assert_int_equal(kinds, 6);
    assert_true(chi_square(seen, 6) < chi_limit_9);
}

/* Does the solver take these n tokens, digits of `code` in base `kinds`? */
static bool is_expression(struct problem *p, int code, int kinds, int n) {
    p->example.T = n + 1;
    p->example.token[0] = TOKEN_BOS;
    for (int t = 1; t <= n; t++, code /= kinds) p->example.token[t] = TOKEN_SYMBOL + code % kinds;
    return p->task->solve(p->options, &p->example);
}

/* Of all strings of n tokens the solver accepts as many as there are expressions. */
static void there_are_as_many_expressions_as_published(void **state) {
    (void)state;
    static const struct {
        const char *options;
        int kinds, count[8];
    } cases[] = {{"", 5, {2, 2, 6, 22, 74, 282, 1118}}, {"arity=5", 7, {2, 2, 6, 22, 90, 394}}};
    for (size_t k = 0; k < COUNT(cases); k++)
        for (int n = 1; n <= 8 && cases[k].count[n - 1]; n++) {
            struct problem p;
            int found = 0, strings = 1;
            problem_open(&p, "boolean", cases[k].options, n);
            for (int i = 0; i < n; i++) strings *= cases[k].kinds;
            for (int code = 0; code < strings; code++) found += is_expression(&p, code, cases[k].kinds, n);
            problem_close(&p);
            assert_int_equal(found, cases[k].count[n - 1]);
        }
}

/* The 22 expressions of four tokens come alike. */
static void expressions_are_uniform(void **state) {
    (void)state;
    enum { STRINGS = 5 * 5 * 5 * 5, KINDS = 22 };
    struct problem p;
    int count[STRINGS] = {0}, seen[KINDS], kinds = 0;
    problem_open(&p, "boolean", "", 4);
    for (int i = 0; i < DRAWS; i++) {
        int code = 0;
        problem_draw(&p, 4, "test/boolean", i);
        for (int t = 4; t >= 1; t--) code = 5 * code + p.example.token[t] - TOKEN_SYMBOL;
        count[code]++;
    }
    problem_close(&p);
    for (int c = 0; c < STRINGS; c++)
        if (count[c] && kinds < KINDS) seen[kinds++] = count[c];
    assert_int_equal(kinds, KINDS);
    assert_true(chi_square(seen, KINDS) < 55); /* 21 degrees of freedom: once in 10,000 */
}

/* With the published walk no kinds cross; with the other one they do. */
static void kinds_cross_with_a_free_walk_alone(void **state) {
    (void)state;
    struct problem free_walk, dyck;
    int crossing = 0;
    problem_open(&free_walk, "shuffle", "", 30);
    problem_open(&dyck, "shuffle", "walk=dyck", 30);
    for (int i = 0; i < 200; i++) {
        problem_draw(&free_walk, 30, "test/shuffle", i);
        dyck.example.T = free_walk.example.T;
        memcpy(dyck.example.token, free_walk.example.token, 31 * sizeof(int));
        crossing += !dyck.task->solve(dyck.options, &dyck.example);
    }
    problem_close(&free_walk);
    problem_close(&dyck);
    assert_true(crossing > 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_mean_what_they_say),
        cmocka_unit_test(solver_agrees_with_examples_by_hand),
        cmocka_unit_test(solver_refuses_broken_rules),
        cmocka_unit_test(chance_is_what_the_guesser_gets),
        cmocka_unit_test(never_before_the_last_letter_gets_what_is_stated),
        cmocka_unit_test(changes_are_an_even_choice),
        cmocka_unit_test(there_are_as_many_expressions_as_published),
        cmocka_unit_test(expressions_are_uniform),
        cmocka_unit_test(kinds_cross_with_a_free_walk_alone),
    };
    return cmocka_run_group_tests_name("counter languages", tests, NULL, NULL);
}
