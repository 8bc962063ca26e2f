/* Regular languages and the recognition of words. */
#include "fixture_tasks.h"

static const struct shape shapes[] = {
    {"regular", "", 20, 21, 21},
    {"regular", "at=gaps,asks=state", 20, 42, 21},
    {"regular", "language=(ab)*,words=whole", 21, 21, 21},
    {"regular", "language=(ab)*,words=whole,at=gaps", 20, 42, 21},
    {"recognise", "", 20, 23, 2},
    {"recognise", "", 21, 23, 2},
    {"recognise", "language=majority", 21, 24, 2},
};

static void lengths_mean_what_they_say(void **state) {
    (void)state;
    check_shapes(shapes, COUNT(shapes));
}

/* Of two letters, 4 and 5: a set is 6 + 1 for a, 2 for b, 4 for the end; a state is 6 + its number. */
static const struct by_hand by_hand[] = {
    {"regular", "language=(ab|aabb)*", 7, {0, 4, 4, 5, 5, 4, 5}, {11, 9, 8, 8, 11, 9, 11}},
    {"regular", "language=(ab|aabb)*,asks=state", 7, {0, 4, 4, 5, 5, 4, 5}, {6, 7, 9, 10, 6, 7, 6}},
    {"regular", "language=(ab|bbaa)*", 7, {0, 5, 5, 4, 4, 4, 5}, {13, 8, 7, 7, 13, 8, 13}},
    {"regular", "language=(bab|b)*,asks=state", 6, {0, 5, 5, 4, 5, 5}, {6, 8, 8, 9, 6, 8}},
    {"regular", "language=(ab|aabb)*,at=gaps", 6, {0, 3, 4, 3, 5, 3}, {-1, 11, -1, 9, -1, 11}},
    /* of three letters: 7 + 1, 2, 4 and 8 for the end */
    {"regular", "language=last-zero", 6, {0, 5, 4, 6, 6, 5}, {14, 14, 22, 22, 22, 14}},
    {"regular", "language=tomita-3", 6, {0, 5, 4, 4, 5, 5}, {13, 13, 7, 13, 13, 13}},
    {"recognise", "language=(ab|aabb)*", 9, {0, 4, 4, 5, 5, 4, 5, 1, 7}, {-1, -1, -1, -1, -1, -1, -1, 7, 2}},
    {"recognise", "language=(ab|aabb)*", 9, {0, 4, 4, 5, 5, 4, 4, 1, 6}, {-1, -1, -1, -1, -1, -1, -1, 6, 2}},
    {"recognise", "language=(ab|aabb)*", 7, {0, 4, 5, 4, 5, 1, 7}, {-1, -1, -1, -1, -1, 7, 2}},
    {"recognise", "language=(ab|aabb)*", 3, {0, 1, 7}, {-1, 7, 2}},
    {"recognise", "language=(ab|aabb)*", 7, {0, 4, 4, 5, 4, 1, 6}, {-1, -1, -1, -1, -1, 6, 2}},
    {"recognise", "language=last-zero", 7, {0, 5, 4, 6, 6, 1, 8}, {-1, -1, -1, -1, -1, 8, 2}},
    {"recognise", "language=last-zero", 7, {0, 5, 4, 6, 5, 1, 7}, {-1, -1, -1, -1, -1, 7, 2}},
    {"recognise", "language=blocks-3", 6, {0, 4, 5, 6, 1, 8}, {-1, -1, -1, -1, 8, 2}},
    {"recognise", "language=blocks-3", 6, {0, 4, 5, 5, 1, 7}, {-1, -1, -1, -1, 7, 2}},
    {"recognise", "language=blocks-2", 3, {0, 1, 6}, {-1, 6, 2}},
    {"recognise", "language=dyck-1", 7, {0, 4, 5, 5, 4, 1, 6}, {-1, -1, -1, -1, -1, 6, 2}},
    {"recognise", "language=dyck-1", 7, {0, 4, 4, 5, 5, 1, 7}, {-1, -1, -1, -1, -1, 7, 2}},
    {"recognise", "language=majority", 5, {0, 4, 5, 1, 6}, {-1, -1, -1, 6, 2}},
    {"recognise", "language=majority", 6, {0, 5, 4, 5, 1, 7}, {-1, -1, -1, -1, 7, 2}},
};

static void solver_agrees_with_examples_by_hand(void **state) {
    (void)state;
    check_by_hand(by_hand, COUNT(by_hand));
}

static const struct broken broken[] = {
    {"a beginning of no word", "regular", "language=(ab|aabb)*", 4, {0, 4, 4, 4}},
    {"a beginning of a word", "regular", "language=(ab|aabb)*,words=whole", 4, {0, 4, 4, 5}},
    {"a gap too few", "regular", "language=(ab)*,at=gaps", 5, {0, 3, 4, 3, 5}},
    {"a letter for a gap", "regular", "language=(ab)*,at=gaps", 4, {0, 3, 4, 4}},
    {"the wrong answer", "recognise", "language=(ab|aabb)*", 5, {0, 4, 5, 1, 6}},
    {"a letter that there is not", "recognise", "language=(ab|aabb)*", 5, {0, 4, 8, 1, 6}},
};

static void solver_refuses_broken_rules(void **state) {
    (void)state;
    check_broken(broken, COUNT(broken));
}

/* One of the tokens that answers are at all, which the case lists from its first on: 7, 9 and 11 of d-2, say. */
static int guess_listed(const struct guess_view *view, struct rng *rng) {
    const int listed[] = {view->first, view->from, view->stride};
    return listed[rng_below(rng, (uint32_t)view->symbols)];
}

static const struct guess_case guess_cases[] = {
    {"regular", "language=(ab|aabb)*", 3, guess_listed, 3, 11, 9, 8, 0, BOTH},
    {"regular", "language=last-zero,at=gaps", 4, guess_listed, 2, 14, 22, 0, 0, BOTH},
    {"regular", "language=(ab)*,words=whole,asks=state", 5, guess_any, 2, 6, 0, 0, 0, BOTH},
    {"recognise", "", 9, guess_any, 2, 6, 0, 0, 0, BOTH},
    {"recognise", "language=blocks-3,lengths=any", 7, guess_any, 2, 7, 0, 0, 0, BOTH},
};

static void chance_is_what_the_guesser_gets(void **state) {
    (void)state;
    check_guess_cases(guess_cases, COUNT(guess_cases), 40000);
}

/* Of all strings of n letters the solver takes as many for words as there are. */
static void the_solver_knows_all_words(void **state) {
    (void)state;
    enum { N = 12 };
    struct problem p;
    int words = 0;
    problem_configure(&p, "recognise", "language=(ab|aabb)*");
    problem_room(&p, N + 3);
    p.example.T = N + 3;
    p.example.token[0] = TOKEN_BOS, p.example.token[N + 1] = TOKEN_SEP, p.example.token[N + 2] = 7;
    for (int code = 0; code < 1 << N; code++) {
        for (int i = 0; i < N; i++) p.example.token[1 + i] = TOKEN_SYMBOL + (code >> i & 1);
        words += p.task->solve(p.options, &p.example);
    }
    problem_close(&p);
    assert_int_equal(words, 13);
}

/* The 13 beginnings of length 10 come alike with draw=words. */
static void beginnings_are_uniform(void **state) {
    (void)state;
    enum { N = 10, BEGINNINGS = 13 };
    struct problem p;
    int count[1 << N] = {0}, seen[BEGINNINGS], kinds = 0;
    problem_open(&p, "regular", "language=(ab|aabb)*", N);
    for (int i = 0; i < DRAWS; i++) {
        int code = 0;
        problem_draw(&p, N, "test/regular", i);
        for (int t = 1; t <= N; t++) code = 2 * code + p.example.token[t] - TOKEN_SYMBOL;
        count[code]++;
    }
    problem_close(&p);
    for (int c = 0; c < 1 << N; c++)
        if (count[c] && kinds < BEGINNINGS) seen[kinds++] = count[c];
    assert_int_equal(kinds, BEGINNINGS);
    assert_true(chi_square(seen, BEGINNINGS) < 40); /* 12 degrees of freedom: once in 10,000 */
}

/* Half are words. Of the others, proposed by edits, half have one, a quarter two, but for those that edits leave words:
 * here none, since every edit of a^m b^m that is undone by another is a word, and was drawn again. */
static void negatives_are_nearly_words(void **state) {
    (void)state;
    struct problem p;
    int depth[DEPTHS] = {0};
    problem_open(&p, "recognise", "language=blocks-2,negatives=edits", 40);
    for (int i = 0; i < DRAWS; i++) {
        problem_draw(&p, 40, "test/recognise", i);
        depth[p.example.depth]++;
        int a = 0, b = 0;
        for (int t = 1; t <= 40; t++) *(p.example.token[t] == 4 ? &a : &b) += 1;
        if (p.example.depth == 2) assert_in_range(a, 18, 22);
    }
    problem_close(&p);
    assert_close((double)depth[0] / DRAWS, 0.5, 0.016);
    assert_int_equal(depth[1], 0);
    assert_true(depth[2] > depth[3] && depth[3] > depth[4] && depth[4] > 0);
}

static void random_negatives_are_any_letters(void **state) {
    (void)state;
    struct problem p;
    double ones = 0, all = 0;
    problem_open(&p, "recognise", "language=dyck-1,negatives=random", 30);
    for (int i = 0; i < 4000; i++) {
        problem_draw(&p, 30, "test/recognise", i);
        assert_in_range(p.example.depth, 0, 1);
        for (int t = 1; t <= 30 && p.example.depth; t++, all++) ones += p.example.token[t] == 5;
    }
    problem_close(&p);
    assert_close(ones / all, 0.5, 0.01);
}

static const struct limit limits[] = {
    {"regular", "", 1, 2048},
    {"regular", "language=(a?b?c?){3}", 1, 9},
    {"regular", "language=aab(ab)*,words=whole", 3, 2048},
    {"recognise", "language=aab(ab)*", 3, 2048},
    {"recognise", "language=(ab)*", 2, 2048},
    {"recognise", "language=(ab)*,lengths=any", 2, 2048},
};

static void lengths_have_their_limits(void **state) {
    (void)state;
    check_limits(limits, COUNT(limits));
}

static const struct refused refused[] = {
    {"regular", "language=stair", "did you mean 'stairs'"},
    {"regular", "language=(ab", "column 4"},
    {"regular", "language=[abcdefghijkl]*", "asks=state"},
    {"recognise", "language=[ab]*", "a string that is none"},
    {"recognise", "language=dyck-2", "there is no language 'dyck-2'"},
};

static void impossible_options_are_refused_with_a_remedy(void **state) {
    (void)state;
    check_refused(refused, COUNT(refused));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_mean_what_they_say),  cmocka_unit_test(solver_agrees_with_examples_by_hand),
        cmocka_unit_test(solver_refuses_broken_rules), cmocka_unit_test(chance_is_what_the_guesser_gets),
        cmocka_unit_test(the_solver_knows_all_words),  cmocka_unit_test(beginnings_are_uniform),
        cmocka_unit_test(negatives_are_nearly_words),  cmocka_unit_test(random_negatives_are_any_letters),
        cmocka_unit_test(lengths_have_their_limits),   cmocka_unit_test(impossible_options_are_refused_with_a_remedy),
    };
    return cmocka_run_group_tests_name("regular languages as tasks", tests, NULL, NULL);
}
