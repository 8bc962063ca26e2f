/* Tasks on strings: copying and its kin, sorting, and the retrieval tasks recall, kth and passkey. */
#include "fixture_tasks.h"

enum { EXAMPLES = 500 };

static const struct shape shapes[] = {
    {"copy", "", 20, 42, 21},
    {"copy", "answer=slots", 20, 42, 20},
    {"copy", "symbols=100,kind=alphabet,alphabet=5", 20, 42, 21},
    {"copy_twice", "", 20, 63, 42},
    {"copy_twice", "answer=slots", 20, 63, 41},
    {"copy_stride", "stride=3", 20, 31, 8},
    {"copy_stride", "stride=1", 20, 42, 21},
    {"copy_replace", "", 20, 45, 21},
    {"reverse", "symbols=100,kind=repeats", 20, 42, 21},
    {"reverse_twice", "", 20, 63, 42},
    {"reverse_then_copy", "", 20, 63, 42},
    {"reverse_string", "", 20, 42, 21},
    {"reverse_string", "answer=slots", 20, 42, 20},
    {"duplicate_string", "", 20, 62, 41},
    {"duplicate_string", "answer=slots", 20, 62, 40},
    {"sort", "symbols=60", 20, 42, 21},
    {"sort", "symbols=60,answer=slots", 20, 42, 20},
    {"sort_numbers", "digits=2", 20, 120, 60},
    {"bucket_sort", "", 20, 42, 21},
    {"bucket_sort", "answer=slots", 20, 42, 20},
    {"recall", "", 20, 62, 20},
    {"recall", "keys=64,values=8,distinct=false,gap=3,fillers=4", 20, 65, 20},
    {"recall", "grow=gap,pairs=8,fillers=3", 20, 46, 8},
    {"recall", "grow=both", 20, 82, 20},
    {"kth", "", 20, 23, 1},
    {"kth", "from=end,queries=4,pointers=6,symbols=9", 20, 26, 4},
    {"kth", "queries=4,pointers=20,symbols=9", 3, 8, 3},
    {"passkey", "", 20, 27, 5},
    {"passkey", "digits=1,symbols=8,fillers=0", 20, 23, 1},
};

static void lengths_mean_what_they_say(void **state) {
    (void)state;
    check_shapes(shapes, COUNT(shapes));
}

static const struct by_hand by_hand[] = {
    {"copy", "symbols=9", 6, {0, 7, 5, 1, 7, 5}, {-1, -1, -1, 7, 5, 2}},
    {"reverse", "symbols=9", 6, {0, 7, 5, 1, 5, 7}, {-1, -1, -1, 5, 7, 2}},
    {"copy", "symbols=9,answer=slots", 6, {0, 7, 5, 1, 3, 3}, {-1, -1, -1, -1, 7, 5}},
    {"copy_twice", "symbols=9", 9, {0, 7, 5, 1, 7, 5, 1, 7, 5}, {-1, -1, -1, 7, 5, 1, 7, 5, 2}},
    {"copy_stride", "symbols=9,stride=2", 8, {0, 3, 7, 5, 6, 1, 7, 6}, {-1, -1, -1, -1, -1, 7, 6, 2}},
    {"copy_replace", "symbols=9", 9, {0, 7, 5, 3, 7, 7, 1, 5, 5}, {-1, -1, -1, -1, -1, -1, 5, 5, 2}},
    {"reverse_twice", "symbols=9", 9, {0, 7, 5, 1, 5, 7, 1, 5, 7}, {-1, -1, -1, 5, 7, 1, 5, 7, 2}},
    {"reverse_then_copy", "symbols=9", 9, {0, 7, 5, 1, 5, 7, 1, 7, 5}, {-1, -1, -1, 5, 7, 1, 7, 5, 2}},
    {"reverse_string", "answer=slots", 6, {0, 4, 5, 1, 3, 3}, {-1, -1, -1, -1, 5, 4}},
    {"duplicate_string", "", 8, {0, 4, 5, 1, 4, 5, 4, 5}, {-1, -1, -1, 4, 5, 4, 5, 2}},
    /* 42, 105, 17 */
    {"sort_numbers", "", 20, {0, 8, 6, 14, 5, 4, 9, 14, 5, 11, 1, 5, 11, 14, 8, 6, 14, 5, 4, 9}, {-1, -1, -1, -1, -1,
                                                                                                  -1, -1, -1, -1, -1,
                                                                                                  5,  11, 14, 8,  6,
                                                                                                  14, 5,  4,  9,  2}},
    {"bucket_sort", "answer=slots", 8, {0, 7, 5, 7, 1, 3, 3, 3}, {-1, -1, -1, -1, -1, 5, 7, 7}},
    {"sort", "symbols=9", 8, {0, 7, 5, 6, 1, 5, 6, 7}, {-1, -1, -1, -1, 5, 6, 7, 2}},
    {"sort", "symbols=9,kind=duplicates", 8, {0, 7, 5, 7, 1, 5, 7, 7}, {-1, -1, -1, -1, 5, 7, 7, 2}},
    {"recall", "keys=3,values=3", 8, {0, 6, 7, 4, 9, 1, 4, 6}, {-1, -1, -1, -1, -1, -1, 9, 7}},
    {"recall", "keys=3,values=3,grow=gap,pairs=1", 7, {0, 6, 7, 10, 10, 1, 6}, {-1, -1, -1, -1, -1, -1, 7}},
    {"kth", "symbols=3,pointers=4", 6, {0, 4, 5, 6, 1, 8}, {-1, -1, -1, -1, -1, 5}},
    {"kth", "symbols=3,pointers=4,from=end,queries=2", 7, {0, 4, 5, 6, 1, 9, 7}, {-1, -1, -1, -1, -1, 4, 6}},
    {"passkey", "digits=2,symbols=3,fillers=2", 9, {0, 7, 3, 6, 4, 8, 1, 3, 6}, {-1, -1, -1, -1, -1, -1, -1, 6, 4}},
};

static void solver_agrees_with_examples_by_hand(void **state) {
    (void)state;
    check_by_hand(by_hand, COUNT(by_hand));
}

static const struct broken broken[] = {
    {"a symbol twice", "copy", "symbols=9", 6, {0, 5, 5, 1, 5, 5}},
    {"more symbols than the alphabet", "copy", "symbols=9,kind=alphabet,alphabet=1", 6, {0, 5, 6, 1, 5, 6}},
    {"copied backwards", "copy", "symbols=9", 6, {0, 5, 6, 1, 6, 5}},
    {"copied forwards", "reverse", "symbols=9", 6, {0, 5, 6, 1, 5, 6}},
    {"a zero in front", "sort_numbers", "", 6, {0, 4, 6, 1, 4, 6}},
    {"a number of one digit", "sort_numbers", "", 4, {0, 6, 1, 6}},
    {"two commas", "sort_numbers", "digits=2", 14, {0, 6, 6, 14, 14, 6, 6, 1, 6, 6, 14, 14, 6, 6}},
    {"a number too long", "sort_numbers", "digits=2", 8, {0, 5, 6, 7, 1, 5, 6, 7}},
    {"a comma at the end", "sort_numbers", "digits=2", 8, {0, 5, 6, 14, 1, 5, 6, 14}},
    {"slots answered", "copy", "symbols=9,answer=slots", 6, {0, 5, 6, 1, 5, 6}},
    {"copied once", "copy_twice", "symbols=9", 6, {0, 5, 6, 1, 5, 6}},
    {"copied without stride", "copy_stride", "symbols=9,stride=2", 8, {0, 3, 7, 5, 6, 1, 7, 5}},
    {"a head too short", "copy_stride", "symbols=9,stride=3", 8, {0, 3, 7, 5, 6, 1, 7, 5}},
    {"replaced by itself", "copy_replace", "symbols=9", 9, {0, 7, 7, 3, 7, 7, 1, 7, 7}},
    {"another symbol among those to replace", "copy_replace", "symbols=9", 9, {0, 7, 5, 3, 7, 5, 1, 5, 5}},
    {"twice forwards", "reverse_then_copy", "symbols=9", 9, {0, 7, 5, 1, 7, 5, 1, 7, 5}},
    {"a value twice", "sort", "symbols=9", 6, {0, 5, 5, 1, 5, 5}},
    {"sorted downwards", "sort", "symbols=9", 6, {0, 5, 6, 1, 6, 5}},
    {"a duplicate lost", "sort", "symbols=9,kind=duplicates", 8, {0, 5, 5, 6, 1, 5, 6, 6}},
    {"a key twice", "recall", "keys=3,values=3", 8, {0, 6, 7, 6, 8, 1, 6, 6}},
    {"a value twice", "recall", "keys=3,values=3", 8, {0, 6, 7, 4, 7, 1, 4, 6}},
    {"a key asked twice", "recall", "keys=3,values=3", 8, {0, 6, 7, 4, 9, 1, 6, 6}},
    {"a key that was not there", "recall", "keys=3,values=3", 8, {0, 6, 7, 4, 9, 1, 6, 5}},
    {"filler where none belongs", "recall", "keys=3,values=3", 6, {0, 6, 7, 10, 1, 6}},
    {"too many pairs", "recall", "keys=3,values=3,grow=gap,pairs=1", 9, {0, 6, 7, 4, 9, 10, 1, 4, 6}},
    {"more filler than pairs", "recall", "keys=3,values=3,grow=both", 7, {0, 6, 7, 10, 10, 1, 6}},
    {"a pointer past the end", "kth", "symbols=3,pointers=4", 5, {0, 4, 5, 1, 9}},
    {"a pointer twice", "kth", "symbols=3,pointers=4,queries=2", 7, {0, 4, 5, 6, 1, 9, 9}},
    {"too few pointers", "kth", "symbols=3,pointers=4,queries=2", 6, {0, 4, 5, 6, 1, 9}},
    {"a symbol for a pointer", "kth", "symbols=3,pointers=4", 6, {0, 4, 5, 6, 1, 4}},
    {"another digit written", "passkey", "digits=2,symbols=3,fillers=2", 9, {0, 7, 3, 6, 4, 8, 1, 3, 4}},
    {"filler in the key", "passkey", "digits=2,symbols=3,fillers=2", 9, {0, 7, 3, 6, 7, 8, 1, 3, 6}},
    {"a key too long", "passkey", "digits=2,symbols=3,fillers=2", 9, {0, 7, 3, 6, 4, 5, 1, 3, 6}},
    {"no key", "passkey", "digits=2,symbols=3,fillers=2", 8, {0, 7, 7, 7, 7, 1, 3, 6}},
};

static void solver_refuses_broken_rules(void **state) {
    (void)state;
    check_broken(broken, COUNT(broken));
}

/* --- train and test ----------------------------------------------------------------------------------------------- */

enum { ROWS = 2000, ROW_SIZE = 80 };

static int compare_rows(const void *a, const void *b) { return memcmp(a, b, ROW_SIZE * sizeof(int)); }

/* How many of ROWS examples under purpose b also come among ROWS under purpose a. */
static int overlap(const char *task, const char *options, int n, const char *a, const char *b) {
    struct problem p;
    int(*seen)[ROW_SIZE] = mem_zero(ROWS, sizeof *seen), common = 0;
    problem_open(&p, task, options, n);
    assert_true(p.task->max_tokens(p.options, n) <= ROW_SIZE);
    for (int i = 0; i < ROWS; i++) {
        problem_draw(&p, n, a, i);
        memcpy(seen[i], p.example.token, (size_t)p.example.T * sizeof(int));
    }
    qsort(seen, ROWS, sizeof *seen, compare_rows);
    for (int i = 0; i < ROWS; i++) {
        int row[ROW_SIZE] = {0};
        problem_draw(&p, n, b, i);
        memcpy(row, p.example.token, (size_t)p.example.T * sizeof(int));
        common += bsearch(row, seen, ROWS, sizeof *seen, compare_rows) != NULL;
    }
    problem_close(&p);
    mem_free(seen);
    return common;
}

static void train_and_test_are_disjoint(void **state) {
    (void)state;
    static const struct {
        const char *task, *options;
        int n;
    } large[] = {{"copy", "", 12},
                 {"copy", "symbols=26,kind=repeats", 20},
                 {"reverse", "symbols=100,kind=alphabet,alphabet=5", 30},
                 {"sort", "", 12},
                 {"sort", "symbols=50,kind=duplicates", 20},
                 {"recall", "", 8},
                 {"recall", "grow=gap,pairs=8", 20},
                 {"kth", "", 20},
                 {"passkey", "", 40}};
    for (size_t i = 0; i < sizeof large / sizeof *large; i++) {
        assert_int_equal(overlap(large[i].task, large[i].options, large[i].n, "train/x", "test/x"), 0);
        assert_int_equal(overlap(large[i].task, large[i].options, large[i].n, "train/x", "train/x"), ROWS);
    }
    assert_in_range(overlap("copy", "symbols=2,kind=repeats", 5, "train/x", "test/x"), ROWS - 10,
                    ROWS); /* 32 strings */
}

/* --- distributions ------------------------------------------------------------------------------------------------ */

static void symbols_are_uniform(void **state) {
    (void)state;
    static const char *const kinds[] = {"symbols=20", "symbols=20,kind=repeats", "symbols=20,kind=alphabet,alphabet=3"};
    for (int k = 0; k < 3; k++) {
        struct problem p;
        int first[20] = {0}, last[20] = {0};
        problem_open(&p, "copy", kinds[k], 7);
        for (int i = 0; i < DRAWS; i++) {
            problem_draw(&p, 7, "test/uniform", i);
            first[p.example.token[1] - TOKEN_SYMBOL]++;
            last[p.example.token[7] - TOKEN_SYMBOL]++;
        }
        problem_close(&p);
        assert_true(chi_square(first, 20) < chi_limit_19);
        assert_true(chi_square(last, 20) < chi_limit_19);
    }
}

static int repeats(const int *token, int from, int stride, int count) {
    int found = 0;
    for (int i = 0; i < count; i++)
        for (int j = 0; j < i; j++) found += token[from + i * stride] == token[from + j * stride];
    return found;
}

static void distinct_means_distinct(void **state) {
    (void)state;
    static const struct {
        const char *task, *options;
        int from, stride;
        bool distinct;
    } part[] = {{"copy", "symbols=25", 1, 1, true},
                {"copy", "symbols=25,kind=repeats", 1, 1, false},
                {"reverse", "symbols=25", 1, 1, true},
                {"sort", "symbols=25", 1, 1, true},
                {"sort", "symbols=25,kind=duplicates", 1, 1, false},
                {"recall", "keys=25,values=25", 1, 2, true},
                {"recall", "keys=25,values=25", 2, 2, true},
                {"recall", "keys=25,values=25", 42, 1, true},
                {"recall", "keys=25,values=25,distinct=false", 1, 2, true},
                {"recall", "keys=25,values=25,distinct=false", 2, 2, false}};
    for (size_t k = 0; k < sizeof part / sizeof *part; k++) {
        struct problem p;
        int found = 0;
        problem_open(&p, part[k].task, part[k].options, 20);
        for (int i = 0; i < EXAMPLES; i++) {
            problem_draw(&p, 20, "test/distinct", i);
            found += repeats(p.example.token, part[k].from, part[k].stride, 20);
        }
        problem_close(&p);
        assert_int_equal(found == 0, part[k].distinct);
    }
}

/* One example uses at most three symbols; all together use all twenty. */
static void alphabet_changes_from_example_to_example(void **state) {
    (void)state;
    struct problem p;
    bool ever[20] = {false};
    int widest = 0, all = 0;
    problem_open(&p, "copy", "symbols=20,kind=alphabet,alphabet=3", 30);
    for (int i = 0; i < EXAMPLES; i++) {
        bool here[20] = {false};
        int count = 0;
        problem_draw(&p, 30, "test/alphabet", i);
        for (int t = 1; t <= 30; t++) here[p.example.token[t] - TOKEN_SYMBOL] = true;
        for (int s = 0; s < 20; s++) {
            count += here[s];
            ever[s] |= here[s];
        }
        widest = count > widest ? count : widest;
    }
    problem_close(&p);
    for (int s = 0; s < 20; s++) all += ever[s];
    assert_int_equal(widest, 3);
    assert_int_equal(all, 20);
}

static void queries_come_in_random_order(void **state) {
    (void)state;
    struct problem p;
    int place[10] = {0};
    problem_open(&p, "recall", "", 10);
    for (int i = 0; i < DRAWS; i++) {
        int t = 22; /* <bos>, ten pairs, <sep> */
        problem_draw(&p, 10, "test/order", i);
        while (p.example.token[t] != p.example.token[1]) t++;
        place[t - 22]++;
    }
    problem_close(&p);
    assert_true(chi_square(place, 10) < chi_limit_9);
}

static void pointers_are_uniform(void **state) {
    (void)state;
    struct problem p;
    int at[10] = {0};
    problem_open(&p, "kth", "symbols=5,pointers=20,queries=2", 10);
    for (int i = 0; i < DRAWS; i++) {
        problem_draw(&p, 10, "test/pointer", i);
        int pointer = p.example.token[p.example.T - 1] - TOKEN_SYMBOL - 5;
        assert_in_range(pointer, 0, 9); /* the string has ten symbols, so pointers 11..20 cannot be asked */
        at[pointer]++;
    }
    problem_close(&p);
    assert_true(chi_square(at, 10) < chi_limit_9);
}

static void passkey_depth_is_uniform(void **state) {
    (void)state;
    struct problem p;
    int depth[DEPTHS] = {0}, n = 105, places = 100;
    problem_open(&p, "passkey", "digits=5", n);
    for (int i = 0; i < DRAWS; i++) {
        int marker = 1;
        problem_draw(&p, n, "test/depth", i);
        while (p.example.token[marker] != TOKEN_QUERY) marker++;
        assert_int_equal(p.example.depth, (marker - 1) / (places / DEPTHS));
        depth[p.example.depth]++;
    }
    problem_close(&p);
    assert_true(chi_square(depth, DEPTHS) < chi_limit_9);
}

/* --- chance ------------------------------------------------------------------------------------------------------- */

static int guess_not_answered_yet(const struct guess_view *view, struct rng *rng) {
    for (;;) {
        int guess = guess_any(view, rng);
        bool used = false;
        for (int t = view->t; view->example->token[t] != TOKEN_SEP; t--) used |= view->example->token[t] == guess;
        if (!used) return guess;
    }
}

static int guess_seen(const struct guess_view *view, struct rng *rng) {
    for (;;) {
        int guess = guess_any(view, rng);
        for (int t = 1; t <= view->n; t++)
            if (view->example->token[t] == guess) return guess;
    }
}

/* At slots nothing is read back: it remembers what it said. */
static int guess_not_said_yet(const struct guess_view *view, struct rng *rng) {
    for (;;) {
        int guess = guess_any(view, rng), i = 0;
        while (i < view->i && view->deck[i] != guess) i++;
        if (i == view->i) return view->deck[view->i] = guess;
    }
}

/* Any symbol in the first pass, the same again in the second, <sep> between. */
static int guess_twice(const struct guess_view *view, struct rng *rng) {
    int i = view->i, n = view->n;
    if (i < n) return view->deck[i] = guess_any(view, rng);
    return i == n ? TOKEN_SEP : view->deck[i - n - 1];
}

/* A first pass of coins; then what it sees of that pass. */
static int guess_first_then_read(const struct guess_view *view, struct rng *rng) {
    return view->i < view->n ? guess_any(view, rng) : view->example->token[view->n + 2 + view->i - view->n];
}

static int guess_first_again(const struct guess_view *view, struct rng *rng) {
    return view->i < view->n ? (view->deck[view->i] = guess_any(view, rng)) : view->deck[view->i - view->n];
}

/* What was said in the second pass is what stands in the first; <sep> between. */
static int guess_first_then_back(const struct guess_view *view, struct rng *rng) {
    int i = view->i, n = view->n;
    if (i < n) return guess_any(view, rng);
    return i == n ? TOKEN_SEP : view->example->token[n + 2 + (n - 1 - (i - n - 1))];
}

static int guess_first_then_read_sep(const struct guess_view *view, struct rng *rng) {
    int i = view->i, n = view->n;
    if (i < n) return guess_any(view, rng);
    return i == n ? TOKEN_SEP : view->example->token[n + 2 + i - n - 1];
}

/* One of the two that the question names. */
static int guess_named(const struct guess_view *view, struct rng *rng) {
    if (view->i == 0) view->deck[0] = 1 + (int)rng_below(rng, 2);
    return view->example->token[view->deck[0]];
}

/* The likeliest value of its rank. */
static int guess_by_place(const struct guess_view *view, struct rng *rng) {
    (void)rng;
    return TOKEN_SYMBOL + view->symbols * (2 * view->i + 1) / (2 * view->n);
}

/* The same for values that all differ. */
static int guess_spread(const struct guess_view *view, struct rng *rng) {
    (void)rng;
    return TOKEN_SYMBOL + view->i * (view->symbols - 1) / (view->n - 1);
}

static int guess_successor(const struct guess_view *view, struct rng *rng) {
    (void)rng;
    return view->i == 0 ? TOKEN_SYMBOL : view->example->token[view->t] + 1;
}

static int guess_evenly(const struct guess_view *view, struct rng *rng) {
    (void)rng;
    return TOKEN_SYMBOL + view->i * view->symbols / view->n;
}

/* Sorted i.i.d. values, i of n seen, the last v seen m times. The weight of j more v among the r left is proportional
 * to (symbols above v)^(r-j) / ((m+j)! (r-j)!). */
static int guess_likeliest(const struct guess_view *view, struct rng *rng) {
    (void)rng;
    if (view->i == 0) return TOKEN_SYMBOL;
    int last = view->example->token[view->t], r = view->n - view->i, m = 0;
    int above = TOKEN_SYMBOL + view->symbols - 1 - last;
    for (int t = view->t; view->example->token[t] == last; t--) m++;
    double all = 0, none = 0;
    for (int j = 0; j <= r; j++) {
        double weight = pow(above, r - j) / (tgamma(m + j + 1) * tgamma(r - j + 1));
        all += weight;
        if (j == 0) none = weight;
    }
    double again = 1 - none / all, next = above ? none / all * (1 - pow(1 - 1.0 / above, r)) : 0;
    return again >= next ? last : last + 1;
}

static int guess_dealt(const struct guess_view *view, struct rng *rng) {
    if (view->i == 0) {
        for (int k = 0; k < view->items; k++) view->deck[k] = view->example->token[view->from + k * view->stride];
        rng_shuffle(rng, view->deck, view->items);
    }
    return view->deck[view->i];
}

static const struct guess_case guess_cases[] = {
    {"copy", "symbols=5", 3, guess_not_answered_yet, 5, 4, 0, 0, 0, BOTH},
    {"copy", "symbols=6", 2, guess_not_answered_yet, 6, 4, 0, 0, 0, BOTH},
    {"copy", "symbols=3,kind=repeats", 3, guess_any, 3, 4, 0, 0, 0, BOTH},
    {"copy", "symbols=9,kind=alphabet,alphabet=3", 4, guess_seen, 9, 4, 0, 0, 0, BOTH},
    {"copy", "symbols=9,kind=alphabet,alphabet=1", 6, guess_seen, 9, 4, 0, 0, 0, BOTH},
    {"reverse", "symbols=5", 3, guess_not_answered_yet, 5, 4, 0, 0, 0, BOTH},
    {"reverse", "symbols=2,kind=repeats", 5, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"reverse", "symbols=4,kind=alphabet,alphabet=4", 3, guess_seen, 4, 4, 0, 0, 0, BOTH},
    {"copy", "symbols=5,answer=slots", 3, guess_not_said_yet, 5, 4, 0, 0, 0, BOTH},
    {"copy_twice", "symbols=3,kind=repeats", 3, guess_first_then_read_sep, 3, 4, 0, 0, 0, BOTH},
    {"copy_twice", "symbols=3,kind=repeats,answer=slots", 3, guess_twice, 3, 4, 0, 0, 0, BOTH},
    {"copy_stride", "symbols=7,stride=2", 3, guess_not_answered_yet, 7, 4, 0, 0, 0, BOTH},
    {"copy_replace", "symbols=7", 9, guess_named, 7, 4, 0, 0, 0, BOTH},
    {"reverse_twice", "symbols=3,kind=repeats", 3, guess_first_then_read_sep, 3, 4, 0, 0, 0, BOTH},
    {"reverse_then_copy", "symbols=3,kind=repeats", 3, guess_first_then_back, 3, 4, 0, 0, 0, BOTH},
    {"reverse_string", "", 5, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"reverse_string", "answer=slots", 5, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"duplicate_string", "", 4, guess_first_then_read, 2, 4, 0, 0, 0, BOTH},
    {"duplicate_string", "answer=slots", 4, guess_first_again, 2, 4, 0, 0, 0, BOTH},
    {"sort", "symbols=7,answer=slots", 3, guess_spread, 7, 4, 0, 0, 0, TOKEN},
    {"bucket_sort", "answer=slots", 25, guess_by_place, 5, 4, 0, 0, 0, TOKEN},
    {"sort_numbers", "digits=2", 1, guess_any, 11, 4, 0, 0, 0, BOTH},
    {"sort_numbers", "digits=3", 1, guess_any, 11, 4, 0, 0, 0, TOKEN},
    {"bucket_sort", "", 9, guess_likeliest, 5, 4, 0, 0, 0, TOKEN},
    {"bucket_sort", "", 3, guess_evenly, 5, 4, 0, 0, 0, EXACT},
    {"sort", "symbols=7", 3, guess_successor, 7, 4, 0, 0, 0, BOTH},
    {"sort", "symbols=9", 8, guess_successor, 9, 4, 0, 0, 0, BOTH},
    {"sort", "symbols=3,kind=duplicates", 5, guess_evenly, 3, 4, 0, 0, 0, EXACT},
    {"sort", "symbols=5,kind=duplicates", 3, guess_evenly, 5, 4, 0, 0, 0, EXACT},
    {"sort", "symbols=5,kind=duplicates", 9, guess_likeliest, 5, 4, 0, 0, 0, TOKEN},
    {"sort", "symbols=20,kind=duplicates", 20, guess_likeliest, 20, 4, 0, 0, 0, TOKEN},
    {"recall", "keys=9,values=9", 3, guess_dealt, 0, 0, 2, 2, 3, BOTH},
    {"recall", "keys=9,values=9", 1, guess_dealt, 0, 0, 2, 2, 1, BOTH},
    {"recall", "keys=9,values=2,distinct=false,gap=4", 4, guess_dealt, 0, 0, 2, 2, 4, BOTH},
    {"recall", "keys=9,values=9,grow=gap,pairs=3", 7, guess_dealt, 0, 0, 2, 2, 3, BOTH},
    {"recall", "keys=9,values=3,distinct=false,grow=both", 3, guess_dealt, 0, 0, 2, 2, 3, BOTH},
    {"kth", "symbols=4,pointers=9", 6, guess_dealt, 0, 0, 1, 1, 6, BOTH},
    {"kth", "symbols=3,pointers=5,queries=3", 8, guess_dealt, 0, 0, 1, 1, 5, BOTH},
    {"kth", "symbols=3,pointers=5,queries=2,from=end", 8, guess_dealt, 0, 0, 4, 1, 5, BOTH},
    {"passkey", "digits=2,symbols=4", 9, guess_any, 4, 4, 0, 0, 0, BOTH},
    {"passkey", "digits=1,symbols=6,fillers=0", 9, guess_any, 6, 4, 0, 0, 0, BOTH},
};

static void chance_is_what_the_guesser_gets(void **state) {
    (void)state;
    check_guess_cases(guess_cases, COUNT(guess_cases), 80000);
}

static void chance_has_closed_forms(void **state) {
    (void)state;
    struct problem p;
    problem_configure(&p, "copy", "");
    assert_close(p.task->chance(p.options, 2) * 150 * 149, 1, 1e-12);
    assert_close(p.task->chance(p.options, 150), 0, 1e-200);
    problem_configure(&p, "copy", "symbols=2,kind=repeats");
    assert_close(p.task->chance(p.options, 20) * 1048576, 1, 1e-12);
    problem_configure(&p, "sort", "symbols=30");
    assert_close(p.task->chance(p.options, 3) * 4060, 1, 1e-12); /* 30 choose 3 */
    assert_close(p.task->chance(p.options, 30), 1, 1e-12);       /* all values: nothing is open */
    problem_configure(&p, "sort", "symbols=4,kind=duplicates");
    assert_close(p.task->chance(p.options, 6) * 4096, 180, 1e-9); /* 6! / (2! 2! 1! 1!) */
    assert_close(p.task->chance_token(p.options, 1), 0.25, 1e-12);
    problem_configure(&p, "recall", "");
    assert_close(p.task->chance(p.options, 5) * 120, 1, 1e-12);
    problem_configure(&p, "recall", "values=3,distinct=false");
    assert_close(p.task->chance(p.options, 4) * 81, 15, 1e-12); /* 6 choose 4 of 3^4 */
    problem_configure(&p, "passkey", "");
    assert_close(p.task->chance(p.options, 100) * 1e5, 1, 1e-12);
    problem_configure(&p, "sort_numbers", "digits=3"); /* 90 of 990 have two digits */
    assert_close(p.task->chance(p.options, 2) * 11, pow((1.0 / 121 + 10.0 / 1331) / 11, 2), 1e-12);
}

/* --- options ------------------------------------------------------------------------------------------------------ */

static const struct refused refused[] = {{"copy", "alphabet=5", "kind=alphabet"},
                                         {"copy", "kind=repeats,alphabet=5", "kind=alphabet"},
                                         {"copy", "kind=alphabet", "alphabet=8"},
                                         {"reverse", "kind=alphabet,symbols=4,alphabet=5", "symbols=5 or more"},
                                         {"recall", "grow=gap", "pairs=8"},
                                         {"recall", "pairs=8", "grow=gap"},
                                         {"recall", "grow=both,gap=3", "grow=pairs"},
                                         {"recall", "grow=gap,pairs=20,keys=10", "keys=20 or more"},
                                         {"recall", "grow=gap,pairs=20,values=10", "distinct=false"},
                                         {"kth", "queries=30", "pointers=30 or more"}};

static void impossible_options_are_refused_with_a_remedy(void **state) {
    (void)state;
    check_refused(refused, COUNT(refused));
}

static const struct limit limits[] = {{"copy", "", 1, 150},
                                      {"copy", "symbols=7,kind=repeats", 1, INT_MAX},
                                      {"copy", "kind=alphabet,alphabet=2", 1, INT_MAX},
                                      {"reverse", "symbols=40", 1, 40},
                                      {"sort", "symbols=60", 1, 60},
                                      {"sort", "kind=duplicates", 1, INT_MAX},
                                      {"recall", "keys=50,values=30", 1, 30},
                                      {"recall", "keys=50,values=30,distinct=false", 1, 50},
                                      {"recall", "keys=20,values=30,grow=both", 1, 20},
                                      {"recall", "grow=gap,pairs=4", 1, INT_MAX},
                                      {"kth", "", 1, INT_MAX},
                                      {"passkey", "digits=3", 4, INT_MAX}};

static void lengths_end_where_the_alphabet_ends(void **state) {
    (void)state;
    check_limits(limits, COUNT(limits));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_mean_what_they_say),
        cmocka_unit_test(solver_agrees_with_examples_by_hand),
        cmocka_unit_test(solver_refuses_broken_rules),
        cmocka_unit_test(train_and_test_are_disjoint),
        cmocka_unit_test(symbols_are_uniform),
        cmocka_unit_test(distinct_means_distinct),
        cmocka_unit_test(alphabet_changes_from_example_to_example),
        cmocka_unit_test(queries_come_in_random_order),
        cmocka_unit_test(pointers_are_uniform),
        cmocka_unit_test(passkey_depth_is_uniform),
        cmocka_unit_test(chance_is_what_the_guesser_gets),
        cmocka_unit_test(chance_has_closed_forms),
        cmocka_unit_test(impossible_options_are_refused_with_a_remedy),
        cmocka_unit_test(lengths_end_where_the_alphabet_ends),
    };
    return cmocka_run_group_tests_name("tasks on strings", tests, NULL, NULL);
}
