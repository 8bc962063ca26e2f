/* Tasks that look something up: by content, by place, by both. */
#include "fixture_tasks.h"

static const struct shape shapes[] = {
    {"mqar", "", 20, 161, 20},
    {"mqar", "grow=length,pairs=5", 31, 31, 5},
    {"recall_noisy", "keys=1,alphabet=1,noise=0", 20, 40, 19},
    {"recall_fuzzy", "keys=1,alphabet=1,tokens=3", 20, 120, 57},
    {"ngram_lookup", "", 20, 25, 2},
    {"ngram_lookup", "side=prefix,gram=3,follow=2", 20, 28, 3},
    {"ngram_lookup", "side=end,gram=4,symbols=128", 20, 23, 2},
    {"induction", "", 20, 21, 1},
    {"selective_copy", "", 20, 54, 17},
    {"selective_copy", "grow=content,blanks=5", 20, 47, 21},
    {"pointer_copy", "", 20, 23, 2},
    {"shift", "back=5", 20, 21, 15},
    {"kth_marker", "", 20, 24, 1},
    {"recall", "form=joined,keys=32,values=32", 20, 42, 20},
    {"recall", "form=joined,keys=32,values=32,grow=gap,pairs=4", 20, 30, 4},
    {"maximum", "", 20, 22, 1},
    {"maximum", "form=pairs", 20, 42, 1},
    {"maximum", "priority=real", 300, 302, 1},
    {"recall_grid", "", 20, 67, 9},
    {"recall_grid", "grow=side,gap=3", 4, 85, 16},
};

static void lengths_mean_what_they_say(void **state) {
    (void)state;
    check_shapes(shapes, COUNT(shapes));
}

static const struct by_hand by_hand[] = {
    /* keys 4..6, values 7..9, filler 10 */
    {"mqar",
     "keys=3,values=3,spread=5",
     11,
     {0, 6, 7, 4, 9, 10, 10, 6, 10, 4, 10},
     {-1, -1, -1, -1, -1, -1, -1, 7, -1, 9, -1}},
    /* keys 4 and 5, values 6 and 7, noise from 8 */
    {"recall_noisy",
     "keys=2,alphabet=2,values=2",
     10,
     {0, 4, 7, 8, 9, 5, 7, 4, 7, 5},
     {-1, -1, -1, -1, -1, -1, -1, 7, -1, 7}},
    {"recall_fuzzy",
     "keys=2,alphabet=2,values=2",
     12,
     {0, 4, 5, 6, 7, 5, 5, 7, 7, 4, 5, 6},
     {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 6, 7}},
    {"ngram_lookup", "", 9, {0, 4, 5, 4, 6, 1, 5, 4, 6}, {-1, -1, -1, -1, -1, -1, -1, 6, 2}},
    {"ngram_lookup", "side=prefix", 10, {0, 5, 4, 1, 4, 5, 4, 6, 1, 6}, {-1, -1, -1, -1, -1, -1, -1, -1, 6, 2}},
    /* 5 1 2 9 4 1 2: 9, and 1 2 1 2: 1 */
    {"ngram_lookup", "side=end", 10, {0, 9, 5, 6, 13, 8, 5, 6, 1, 13}, {-1, -1, -1, -1, -1, -1, -1, -1, 13, 2}},
    {"ngram_lookup", "side=end", 7, {0, 5, 6, 5, 6, 1, 5}, {-1, -1, -1, -1, -1, 5, 2}},
    {"induction", "", 6, {0, 9, 7, 8, 8, 7}, {-1, -1, -1, -1, -1, 8}},
    {"selective_copy", "symbols=3,content=2", 8, {0, 7, 4, 7, 6, 1, 4, 6}, {-1, -1, -1, -1, -1, 4, 6, 2}},
    /* #2, a filler, #3: the third from the end is #2 */
    {"pointer_copy", "markers=3,fillers=2", 6, {0, 5, 8, 6, 1, 5}, {-1, -1, -1, -1, 5, 2}},
    {"shift", "back=2", 5, {0, 9, 7, 8, 6}, {-1, -1, -1, 9, 7}},
    {"kth_marker", "symbols=5", 7, {0, 4, 5, 6, 1, 6, 10}, {-1, -1, -1, -1, -1, -1, 4}},
    {"kth_marker", "symbols=5,side=right", 7, {0, 4, 5, 6, 1, 4, 9}, {-1, -1, -1, -1, -1, -1, 5}},
};

/* a x 1, b x 3, a y 2, b y 4: first keys 4..6, second ones 7..9, values 10..14, filler 15 */
#define GRID_BY_HAND 0, 4, 7, 11, 5, 7, 13, 4, 8, 12, 5, 8, 14
static const struct by_hand grid_by_hand[] = {
    {"recall_grid", "grow=side,keys=3,values=5", 22, {GRID_BY_HAND, 1, 5, 8, 4, 7, 4, 8, 5, 7}, {-1, -1, -1, -1, -1, -1,
                                                                                                 -1, -1, -1, -1, -1, -1,
                                                                                                 -1, -1, -1, 14, -1, 11,
                                                                                                 -1, 12, -1, 13}},
    /* keys 4..6, values 7..9, pairs from 10: 6 with 7 is 16, 4 with 9 is 12 */
    {"recall", "form=joined,keys=3,values=3", 6, {0, 16, 12, 1, 4, 6}, {-1, -1, -1, -1, 9, 7}},
    {"recall", "form=joined,keys=3,values=3,grow=gap,pairs=1", 5, {0, 16, 19, 1, 6}, {-1, -1, -1, -1, 7}},
    /* (3,a) (7,c) (5,a): c; (9,b): b; (1,a) (2,b) (0,c) (4,a): a. Classes 4..6, items 7 + 3 level + class */
    {"maximum", "levels=10,classes=3", 5, {0, 16, 30, 22, 1}, {-1, -1, -1, -1, 6}},
    {"maximum", "levels=10,classes=3", 3, {0, 35, 1}, {-1, -1, 5}},
    {"maximum", "levels=10,classes=3", 6, {0, 10, 14, 9, 19, 1}, {-1, -1, -1, -1, -1, 4}},
    {"maximum", "levels=10,classes=3,form=pairs", 8, {0, 10, 4, 14, 6, 12, 4, 1}, {-1, -1, -1, -1, -1, -1, -1, 6}},
    {"recall_grid", "side=1,keys=3,values=5", 8, {0, 6, 9, 12, 15, 1, 6, 9}, {-1, -1, -1, -1, -1, -1, -1, 12}},
};

static void solver_agrees_with_examples_by_hand(void **state) {
    (void)state;
    check_by_hand(by_hand, COUNT(by_hand));
    check_by_hand(grid_by_hand, COUNT(grid_by_hand));
}

static const struct broken broken[] = {
    {"a key asked twice", "mqar", "keys=3,values=3,spread=5", 11, {0, 6, 7, 4, 9, 10, 10, 6, 10, 6, 10}},
    {"a query in a second place", "mqar", "keys=3,values=3,spread=5", 11, {0, 6, 7, 4, 9, 10, 6, 10, 10, 4, 10}},
    {"a value twice", "mqar", "keys=3,values=3,spread=5", 11, {0, 6, 7, 4, 7, 10, 10, 6, 10, 4, 10}},
    {"another value", "recall_noisy", "keys=2,alphabet=2,values=2", 6, {0, 4, 7, 4, 6, 4}},
    {"a new key at the end", "recall_noisy", "keys=2,alphabet=2,values=2", 6, {0, 4, 7, 4, 7, 5}},
    {"too many keys", "recall_noisy", "keys=1,alphabet=2,values=2", 6, {0, 4, 7, 5, 7, 4}},
    {"an n-gram twice", "ngram_lookup", "", 10, {0, 5, 4, 5, 4, 6, 1, 5, 4, 6}},
    {"an n-gram that is not there", "ngram_lookup", "", 9, {0, 4, 5, 4, 6, 1, 5, 5, 6}},
    {"nothing behind the n-gram", "ngram_lookup", "", 9, {0, 4, 5, 4, 6, 1, 4, 6, 6}},
    {"an end that comes three times", "ngram_lookup", "side=end", 10, {0, 5, 6, 11, 5, 6, 5, 6, 1, 11}},
    {"an end that is new", "ngram_lookup", "side=end", 8, {0, 5, 6, 7, 8, 9, 1, 7}},
    {"an end that overlaps itself", "ngram_lookup", "side=end", 6, {0, 5, 5, 5, 1, 5}},
    {"a symbol twice before", "induction", "", 6, {0, 7, 7, 8, 8, 7}},
    {"a symbol never before", "induction", "", 6, {0, 9, 8, 8, 8, 7}},
    {"a symbol just before", "induction", "", 6, {0, 9, 8, 8, 7, 7}},
    {"too much content", "selective_copy", "symbols=3,content=2", 9, {0, 7, 4, 5, 6, 1, 4, 5, 6}},
    {"a blank copied", "selective_copy", "symbols=3,content=2", 8, {0, 7, 4, 7, 6, 1, 7, 4}},
    {"no marker", "pointer_copy", "markers=3,fillers=2", 6, {0, 7, 8, 7, 1, 7}},
    {"a marker past the start", "pointer_copy", "markers=3,fillers=2", 5, {0, 8, 6, 1, 8}},
    {"a marker twice", "kth_marker", "symbols=5", 7, {0, 6, 5, 6, 1, 6, 9}},
    {"a pointer past the start", "kth_marker", "symbols=5", 7, {0, 4, 5, 6, 1, 6, 12}},
    {"a key in two pairs", "recall", "form=joined,keys=3,values=3", 6, {0, 16, 17, 1, 6, 4}},
    {"a value in two pairs", "recall", "form=joined,keys=3,values=3", 6, {0, 16, 10, 1, 4, 6}},
    {"a pair in two tokens", "recall", "form=joined,keys=3,values=3", 6, {0, 6, 7, 1, 6, 4}},
    {"a priority twice", "maximum", "levels=10,classes=3", 4, {0, 16, 17, 1}},
    {"too many items", "maximum", "levels=2,classes=3", 4, {0, 7, 10, 1}},
    {"a class too few", "maximum", "levels=10,classes=3,form=pairs", 5, {0, 10, 4, 14, 1}},
    {"a pair asked twice", "recall_grid", "grow=side,keys=3,values=5", 22, {GRID_BY_HAND, 1, 5, 8, 4, 7, 4, 8, 5, 8}},
    {"a value twice", "recall_grid", "side=1,keys=3,values=5", 11, {0, 6, 9, 12, 5, 8, 12, 15, 1, 6, 9}},
    {"no filler", "recall_grid", "side=2,keys=3,values=5", 22, {GRID_BY_HAND, 1, 5, 8, 4, 7, 4, 8, 5, 7}},
    {"a pair missing", "recall_grid", "grow=side,keys=3,values=5", 12, {0, 4, 7, 11, 5, 8, 13, 1, 4, 7, 5, 8}},
};

static void solver_refuses_broken_rules(void **state) {
    (void)state;
    check_broken(broken, COUNT(broken));
}

/* Any symbol but the one in the place `from` counted from the end. */
static int guess_other(const struct guess_view *view, struct rng *rng) {
    const int not = view->example->token[view->example->T - view->from];
    const int guess = view->first + (int)rng_below(rng, (uint32_t)view->symbols - 1);
    return guess + (guess >= not );
}

/* The values that stand behind <bos>, dealt out at random. */
static int guess_dealt_pairs(const struct guess_view *view, struct rng *rng) {
    if (view->i == 0) {
        for (int k = 0; k < view->items; k++) view->deck[k] = view->example->token[2 + 2 * k];
        rng_shuffle(rng, view->deck, view->items);
    }
    return view->deck[view->i];
}

/* The values of all triples, dealt out at random. */
static int guess_dealt_triples(const struct guess_view *view, struct rng *rng) {
    if (view->i == 0) {
        for (int k = 0; k < view->items; k++) view->deck[k] = view->example->token[3 + 3 * k];
        rng_shuffle(rng, view->deck, view->items);
    }
    return view->deck[view->i];
}

/* The values of nine that pairs, from token 22 on, are joined with, dealt out at random. */
static int guess_dealt_joined(const struct guess_view *view, struct rng *rng) {
    if (view->i == 0) {
        for (int k = 0; k < view->items; k++) view->deck[k] = 13 + (view->example->token[1 + k] - 22) % 9;
        rng_shuffle(rng, view->deck, view->items);
    }
    return view->deck[view->i];
}

static const struct guess_case guess_cases[] = {
    {"mqar", "", 3, guess_dealt_pairs, 0, 0, 0, 0, 3, BOTH},
    {"mqar", "grow=length,pairs=4", 40, guess_dealt_pairs, 0, 0, 0, 0, 4, BOTH},
    {"recall_noisy", "keys=3,alphabet=3,values=2,noise=0.3", 6, guess_any, 2, 7, 0, 0, 0, BOTH},
    {"recall_fuzzy", "keys=4,alphabet=2,values=2", 4, guess_any, 2, 6, 0, 0, 0, BOTH},
    {"ngram_lookup", "symbols=5", 9, guess_any, 5, 4, 0, 0, 0, BOTH},
    {"ngram_lookup", "side=prefix,symbols=4,follow=2", 9, guess_any, 4, 4, 0, 0, 0, BOTH},
    {"ngram_lookup", "side=end,symbols=5", 9, guess_any, 5, 4, 0, 0, 0, BOTH},
    {"induction", "symbols=7", 9, guess_other, 7, 4, 1, 0, 0, BOTH},
    {"selective_copy", "symbols=3,content=3", 9, guess_any, 3, 4, 0, 0, 0, BOTH},
    {"selective_copy", "symbols=3,grow=content", 2, guess_any, 3, 4, 0, 0, 0, BOTH},
    {"pointer_copy", "markers=3,fillers=2", 9, guess_any, 5, 4, 0, 0, 0, BOTH},
    {"shift", "symbols=3,back=2", 5, guess_any, 3, 4, 0, 0, 0, BOTH},
    {"kth_marker", "symbols=7", 9, guess_other, 7, 4, 2, 0, 0, BOTH},
    {"recall", "form=joined,keys=9,values=9", 3, guess_dealt_joined, 0, 0, 0, 0, 3, BOTH},
    {"maximum", "", 5, guess_any, 10, 4, 0, 0, 0, BOTH},
    {"maximum", "form=pairs,classes=3", 5, guess_any, 3, 4, 0, 0, 0, BOTH},
    {"maximum", "priority=real,classes=3", 5, guess_any, 3, 4, 0, 0, 0, BOTH},
    {"recall_grid", "side=2", 5, guess_dealt_triples, 0, 0, 0, 0, 4, BOTH},
    {"recall_grid", "grow=side", 3, guess_dealt_triples, 0, 0, 0, 0, 9, TOKEN},
};

static void chance_is_what_the_guesser_gets(void **state) {
    (void)state;
    check_guess_cases(guess_cases, COUNT(guess_cases), 40000);
}

static const struct limit limits[] = {
    {"ngram_lookup", "", 3, 676},
    {"ngram_lookup", "symbols=2", 3, 4},
    {"ngram_lookup", "side=end,gram=3", 7, 17576},
    {"induction", "", 3, INT_MAX},
    {"shift", "back=7", 8, INT_MAX},
    {"maximum", "", 1, 128},
    {"maximum", "priority=real", 1, INT_MAX},
    {"recall_grid", "", 1, INT_MAX},
    {"recall_grid", "grow=side", 1, 8},
    {"recall_grid", "grow=side,keys=5", 1, 5},
};

static void lengths_have_their_limits(void **state) {
    (void)state;
    check_limits(limits, COUNT(limits));
}

static const struct refused refused[] = {
    {"mqar", "grow=length,pairs=200", "keys=200"},
    {"recall_fuzzy", "keys=20,alphabet=4", "alphabet=5 or more"},
    {"recall", "form=joined", "keys=64,values=64"},
    {"maximum", "levels=512", "form=pairs"},
    {"maximum", "form=pairs,priority=real", "form=joined"},
    {"recall_grid", "side=9", "values=81"},
    {"recall_grid", "side=9,values=99,keys=8", "keys=9"},
    {"recall_grid", "gap=9", "leave it out"},
    {"recall_grid", "grow=side,side=9", "leave it out"},
};

static void impossible_options_are_refused_with_a_remedy(void **state) {
    (void)state;
    check_refused(refused, COUNT(refused));
}

/* Slots near the pairs are taken more often: in the law's proportion where there is one query. */
static void queries_follow_the_power_law(void **state) {
    (void)state;
    struct problem p;
    int first = 0, second = 0;
    problem_open(&p, "mqar", "grow=length,pairs=1", 42);
    for (int i = 0; i < DRAWS; i++) {
        problem_draw(&p, 42, "test/slots", i);
        first += p.example.target[3] != TARGET_NONE;
        second += p.example.target[5] != TARGET_NONE;
    }
    problem_close(&p);
    assert_close((double)first / second, pow(2, 0.99), 0.15); /* g^(0.01 - 1) at g = 1 and 2 */
}

static void depth_is_uniform(void **state) {
    (void)state;
    struct problem p;
    int depth[DEPTHS] = {0};
    problem_open(&p, "induction", "", 102);
    for (int i = 0; i < DRAWS; i++) {
        problem_draw(&p, 102, "test/depth", i);
        depth[p.example.depth]++;
    }
    problem_close(&p);
    assert_true(chi_square(depth, DEPTHS) < chi_limit_9);
}

/* Every place of the mixture is content as often as any other. */
static void content_is_scattered_evenly(void **state) {
    (void)state;
    struct problem p;
    int at[10] = {0};
    problem_open(&p, "selective_copy", "content=4", 6);
    for (int i = 0; i < DRAWS; i++) {
        problem_draw(&p, 6, "test/scatter", i);
        for (int t = 0; t < 10; t++) at[t] += p.example.token[1 + t] != TOKEN_SYMBOL + 16;
    }
    problem_close(&p);
    assert_true(chi_square(at, 10) < chi_limit_9);
}

/* With real priorities: items by hand, and what is none. 0 <bos>, 1 <sep>, classes 4 to 6. */
static const struct {
    int T, token[6];
    float value[6];
    int answer; /* -1: refused */
} real_items[] = {
    {5, {0, 4, 6, 5, 1}, {0, 0.25F, 0.5F, 0.125F, 0}, 6},
    {3, {0, 5, 1}, {0, 0.75F, 0}, 5},
    {4, {0, 4, 5, 1}, {0, 0.25F, 0.25F, 0}, -1},         /* the greatest twice */
    {5, {0, 4, 5, 6, 1}, {0, 0.25F, 0.25F, 0.5F, 0}, 6}, /* another one twice */
    {3, {0, 5, 1}, {0, 1, 0}, -1},                       /* no number between 0 and 1 */
    {3, {0, 5, 1}, {0, 0, 0}, -1},
    {3, {0, 5, 1}, {0.5F, 0.25F, 0}, -1}, /* no item */
    {3, {0, 5, 1}, {0, 0.25F, 0.5F}, -1},
    {3, {0, 7, 1}, {0, 0.25F, 0}, -1}, /* no class */
    {2, {0, 1}, {0, 0}, -1},
};

static void real_priorities(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(real_items); i++) {
        struct problem p;
        problem_open(&p, "maximum", "priority=real,classes=3", 6);
        p.example.T = real_items[i].T;
        memcpy(p.example.token, real_items[i].token, sizeof real_items[i].token);
        memcpy(p.example.value, real_items[i].value, sizeof real_items[i].value);
        assert_int_equal(p.task->solve(p.options, &p.example), real_items[i].answer >= 0);
        for (int t = 0; real_items[i].answer >= 0 && t < p.example.T; t++)
            assert_int_equal(p.example.target[t], t < p.example.T - 1 ? TARGET_NONE : real_items[i].answer);
        float *value = p.example.value;
        p.example.value = NULL;
        assert_false(p.task->solve(p.options, &p.example));
        p.example.value = value;
        problem_close(&p);
    }
}

static void real_priorities_are_uniform(void **state) {
    (void)state;
    struct problem p;
    int count[10] = {0};
    problem_open(&p, "maximum", "priority=real", 1);
    assert_true(p.task->valued(p.options));
    for (int i = 0; i < DRAWS; i++) {
        problem_draw(&p, 1, "test/real", i);
        count[(int)(10 * p.example.value[1])]++;
    }
    assert_true(chi_square(count, 10) < chi_limit_9);
    problem_close(&p);
    problem_configure(&p, "maximum", "");
    assert_false(p.task->valued(p.options));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_mean_what_they_say),
        cmocka_unit_test(solver_agrees_with_examples_by_hand),
        cmocka_unit_test(solver_refuses_broken_rules),
        cmocka_unit_test(chance_is_what_the_guesser_gets),
        cmocka_unit_test(lengths_have_their_limits),
        cmocka_unit_test(depth_is_uniform),
        cmocka_unit_test(content_is_scattered_evenly),
        cmocka_unit_test(queries_follow_the_power_law),
        cmocka_unit_test(impossible_options_are_refused_with_a_remedy),
        cmocka_unit_test(real_priorities),
        cmocka_unit_test(real_priorities_are_uniform),
    };
    return cmocka_run_group_tests_name("tasks that look up", tests, NULL, NULL);
}
