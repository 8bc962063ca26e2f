/* Structure to follow: hops on a cycle, what a node depends on, the value of a tree. */
#include "fixture_tasks.h"

static const struct shape shapes[] = {
    {"hops", "", 20, 50, 4},
    {"hops", "", 2, 10, 2},
    {"hidden_tree", "", 20, 44, 2},
};

static void lengths_mean_what_they_say(void **state) {
    (void)state;
    check_shapes(shapes, COUNT(shapes));
}

/* Three hops from one node, and one from another, on the cycle 4 7 2 9 5; a node is its token less 4. */
static const struct by_hand by_hand[] = {
    {"hops",
     "nodes=10,queries=2",
     16,
     {0, 11, 6, 9, 8, 13, 9, 8, 11, 6, 13, 1, 16, 11, 14, 9},
     {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 9, -1, 8}},
    /* 1-2 2-3 1-3 3-4 1-5 4-6 5-6, question 4: 1 2 3 4 */
    {"topological",
     "nodes=8",
     22,
     {0, 5, 6, 6, 7, 5, 7, 7, 8, 5, 9, 8, 10, 9, 10, 3, 8, 1, 5, 6, 7, 8},
     {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 5, 6, 7, 8, 2}},
    /* 8-3 5-3 3-2 5-2 9-8, question 2: 5 9 8 3 2, because of 9 and 5 the latter is named first */
    {"topological",
     "nodes=12,order=first",
     19,
     {0, 12, 7, 9, 7, 7, 6, 9, 6, 13, 12, 3, 6, 1, 9, 13, 12, 7, 6},
     {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 9, 13, 12, 7, 6, 2}},
    /* - * 3 4 + 5 6 */
    {"hidden_tree", "", 10, {0, 12, 13, 7, 8, 11, 9, 10, 1, 5}, {-1, -1, -1, -1, -1, -1, -1, -1, 5, 2}},
    {"hidden_tree", "modulus=23", 10, {0, 28, 29, 7, 8, 27, 9, 10, 1, 5}, {-1, -1, -1, -1, -1, -1, -1, -1, 5, 2}},
};

static void solver_agrees_with_examples_by_hand(void **state) {
    (void)state;
    check_by_hand(by_hand, COUNT(by_hand));
}

static const struct broken broken[] = {
    {"two cycles", "hops", "nodes=6,queries=1", 12, {0, 4, 5, 5, 4, 6, 7, 7, 6, 1, 10, 4}},
    {"a node with two successors", "hops", "nodes=6,queries=1", 10, {0, 4, 5, 4, 6, 6, 4, 1, 10, 4}},
    {"as many hops as nodes", "hops", "nodes=6,queries=1", 10, {0, 4, 5, 5, 6, 6, 4, 1, 12, 4}},
    {"a node that is not there", "hops", "nodes=6,queries=1", 10, {0, 4, 5, 5, 6, 6, 4, 1, 10, 8}},
    {"a node asked twice", "hops", "nodes=6,queries=2", 12, {0, 4, 5, 5, 6, 6, 4, 1, 10, 4, 11, 4}},
    {"two orders", "topological", "nodes=6", 11, {0, 4, 6, 5, 6, 3, 6, 1, 4, 5, 6}},
    {"the one named last", "topological", "nodes=6,order=first", 11, {0, 4, 6, 5, 6, 3, 6, 1, 5, 4, 6}},
    {"edges that go round", "topological", "nodes=6", 12, {0, 4, 5, 6, 7, 7, 6, 3, 5, 1, 4, 5}},
    {"an edge twice", "topological", "nodes=6", 10, {0, 4, 5, 4, 5, 3, 5, 1, 4, 5}},
    {"too many parents", "topological", "nodes=6,parents=1", 13, {0, 4, 5, 5, 6, 4, 6, 3, 6, 1, 4, 5, 6}},
    {"nothing to depend on", "topological", "nodes=6", 7, {0, 4, 5, 3, 4, 1, 4}},
    {"an operand missing", "hidden_tree", "", 6, {0, 11, 4, 11, 1, 4}},
    {"a number too many", "hidden_tree", "", 6, {0, 4, 4, 4, 1, 4}},
};

static void solver_refuses_broken_rules(void **state) {
    (void)state;
    check_broken(broken, COUNT(broken));
}

/* Any other node of the cycle: those behind <bos> are all nodes that an edge begins with. */
static int guess_on_cycle(const struct guess_view *view, struct rng *rng) {
    int guess;
    do guess = view->example->token[1 + 2 * rng_below(rng, (uint32_t)view->n)];
    while (guess == view->example->token[view->t]);
    return guess;
}

/* Any node of the graph that is not written yet. */
static int guess_unwritten(const struct guess_view *view, struct rng *rng) {
    const int *token = view->example->token;
    int sep = 0, guess;
    bool again;
    while (token[sep] != TOKEN_SEP) sep++;
    do {
        guess = view->first + (int)rng_below(rng, (uint32_t)view->symbols);
        again = true;
        for (int t = 1; t < sep - 2; t++) again &= token[t] != guess;
        for (int t = sep + 1; t <= view->t; t++) again |= token[t] == guess;
    } while (again);
    return guess;
}

static int guess_zero(const struct guess_view *view, struct rng *rng) {
    (void)rng;
    return view->first;
}

static const struct guess_case guess_cases[] = {
    {"hops", "queries=2", 6, guess_on_cycle, 0, 0, 0, 0, 0, BOTH},
    {"hops", "nodes=4", 3, guess_on_cycle, 0, 0, 0, 0, 0, BOTH},
    {"topological", "nodes=9", 5, guess_unwritten, 9, 4, 0, 0, 0, BOTH},
    {"topological", "nodes=9,order=first", 5, guess_unwritten, 9, 4, 0, 0, 0, BOTH},
    {"topological", "parents=1", 3, guess_unwritten, 48, 4, 0, 0, 0, BOTH},
    {"hidden_tree", "", 3, guess_zero, 7, 4, 0, 0, 0, BOTH},
    {"hidden_tree", "modulus=6", 5, guess_zero, 6, 4, 0, 0, 0, BOTH},
};

static void chance_is_what_the_guesser_gets(void **state) {
    (void)state;
    check_guess_cases(guess_cases, COUNT(guess_cases), 40000);
}

/* The share of 0 among the values of all trees, computed in exact fractions by another program. */
static void zero_is_as_frequent_as_computed(void **state) {
    (void)state;
    static const struct {
        const char *options;
        double zero[8];
    } cases[] = {{"modulus=5", {.2533, .2676, .2753, .2804, .2841, .2870, .2893, .2912}},
                 {"", {.1837, .1953, .2017, .2059, .2089, .2113, .2132, .2148}},
                 {"modulus=23", {.0573, .0618, .0642, .0658, .0670, .0679, .0687, .0693}}};
    for (size_t k = 0; k < COUNT(cases); k++)
        for (int n = 1; n <= 8; n++) {
            struct problem p;
            problem_configure(&p, "hidden_tree", cases[k].options);
            assert_close(p.task->chance(p.options, n), cases[k].zero[n - 1], 0.00006);
        }
}

/* Questions need any number of nodes alike: m is how many are asked for, <eos> aside. */
static void any_number_of_nodes_is_needed(void **state) {
    (void)state;
    struct problem p;
    int count[10] = {0};
    problem_open(&p, "topological", "", 11);
    for (int i = 0; i < DRAWS; i++) {
        int asked = 0;
        problem_draw(&p, 11, "test/topological", i);
        for (int t = 0; t < p.example.T; t++) asked += p.example.target[t] != TARGET_NONE;
        count[asked - 3]++;
    }
    problem_close(&p);
    assert_true(chi_square(count, 10) < chi_limit_9);
}

/* The left operand has any number of the other operators alike. */
static void trees_are_cut_anywhere(void **state) {
    (void)state;
    struct problem p;
    int count[8] = {0};
    problem_open(&p, "hidden_tree", "", 8);
    for (int i = 0; i < DRAWS; i++) {
        problem_draw(&p, 8, "test/tree", i);
        int open = 1, left = 0;
        for (int t = 2; open > 0; t++) {
            const bool is_operator = p.example.token[t] >= TOKEN_SYMBOL + 7;
            open += is_operator ? 1 : -1;
            left += is_operator;
        }
        count[left]++;
    }
    problem_close(&p);
    assert_true(chi_square(count, 8) < chi_limit_9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_mean_what_they_say),      cmocka_unit_test(solver_agrees_with_examples_by_hand),
        cmocka_unit_test(solver_refuses_broken_rules),     cmocka_unit_test(chance_is_what_the_guesser_gets),
        cmocka_unit_test(zero_is_as_frequent_as_computed), cmocka_unit_test(any_number_of_nodes_is_needed),
        cmocka_unit_test(trees_are_cut_anywhere),
    };
    return cmocka_run_group_tests_name("structure to follow", tests, NULL, NULL);
}
