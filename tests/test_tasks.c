/* Tasks: every task of the list in several settings against its independent solver, against deliberate damage, and
 * against a simulation of the guesser whose chance it states.
 */
#include "base/file.h"
#include "base/memory.h"
#include "tasks/task.h"
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants the four standard headers above it */
#include <cmocka.h>

enum { LENGTHS = 4, EXAMPLES = 500, DAMAGED = 40 };

/* --- a task with its options, and room for one example ------------------------------------------------------------ */

struct problem {
    const struct task *task;
    _Alignas(16) char options[TASK_OPTIONS_SIZE];
    struct example example;
    bool *wanted;
};

static void problem_configure(struct problem *p, const char *task, const char *options) {
    struct error err = {0};
    memset(p, 0, sizeof *p);
    p->task = task_find(task);
    assert_non_null(p->task);
    options_default(p->task->options, p->options);
    if (!options_parse(p->task->options, p->options, options, &err)) fail_msg("%s(%s): %s", task, options, err.text);
    if (p->task->check && !p->task->check(p->options, &err)) fail_msg("%s(%s): %s", task, options, err.text);
}

/* Exactly as many tokens as the task asks for, so that the sanitizer sees one too many. */
static void problem_room(struct problem *p, int tokens) {
    p->example.token = mem_zero((size_t)tokens, sizeof(int));
    p->example.target = mem_zero((size_t)tokens, sizeof(int));
    p->wanted = mem_zero((size_t)tokens, sizeof(bool));
}

static void problem_open(struct problem *p, const char *task, const char *options, int n) {
    problem_configure(p, task, options);
    problem_room(p, p->task->max_tokens(p->options, n));
}

static void problem_close(struct problem *p) {
    mem_free(p->example.token);
    mem_free(p->example.target);
    mem_free(p->wanted);
}

static void problem_draw(struct problem *p, int n, const char *purpose, int index) {
    struct rng rng = rng_open(1, purpose, (uint64_t)n, (uint64_t)index);
    p->task->generate(p->options, n, &rng, &p->example);
}

/* --- settings ----------------------------------------------------------------------------------------------------- */

static int same(int n) { return n; }
static int one_more(int n) { return n + 1; }
static int twice(int n) { return 2 * n; }
static int twice_and_3(int n) { return 2 * n + 3; }
static int thrice(int n) { return 3 * n; }
static int plus_16(int n) { return n + 16; }
static int always_1(int n) { return n > 0; }
static int always_5(int n) { return n > 0 ? 5 : 0; }
static int always_8(int n) { return n > 0 ? 8 : 0; }
static int up_to_4(int n) { return n < 4 ? n : 4; }

static const struct setting {
    const char *task, *options;
    int n[LENGTHS];
    int (*context)(int n); /* tokens between <bos> and <sep>: what n has to mean */
    int (*asked)(int n);   /* positions asked, <eos> included */
} settings[] = {
    {"copy", "", {1, 2, 20, 150}, same, one_more},
    {"copy", "symbols=2,kind=repeats", {1, 2, 20, 120}, same, one_more},
    {"copy", "symbols=100,kind=alphabet,alphabet=5", {1, 2, 20, 120}, same, one_more},
    {"copy", "symbols=100,kind=alphabet,alphabet=1", {1, 2, 20, 120}, same, one_more},
    {"reverse", "", {1, 2, 20, 150}, same, one_more},
    {"reverse", "symbols=100,kind=repeats", {1, 2, 20, 120}, same, one_more},
    {"reverse", "symbols=30,kind=alphabet,alphabet=30", {1, 2, 20, 120}, same, one_more},
    {"sort", "symbols=60", {1, 2, 20, 60}, same, one_more},
    {"sort", "symbols=5,kind=duplicates", {1, 2, 20, 60}, same, one_more},
    {"sort", "symbols=50,kind=duplicates", {1, 2, 20, 60}, same, one_more},
    {"recall", "", {1, 2, 20, 128}, twice, same},
    {"recall", "keys=64,values=8,distinct=false,gap=3,fillers=4", {1, 2, 20, 64}, twice_and_3, same},
    {"recall", "grow=gap,pairs=8,fillers=3", {1, 2, 20, 200}, plus_16, always_8},
    {"recall", "grow=both", {1, 2, 20, 60}, thrice, same},
    {"kth", "", {1, 2, 20, 200}, same, always_1},
    {"kth", "from=end,queries=4,pointers=6,symbols=9", {1, 3, 20, 200}, same, up_to_4},
    {"kth", "queries=4,pointers=20,symbols=9", {1, 3, 20, 200}, same, up_to_4},
    {"passkey", "", {6, 7, 20, 300}, same, always_5},
    {"passkey", "digits=1,symbols=8,fillers=0", {2, 3, 20, 300}, same, always_1},
};
enum { SETTINGS = sizeof settings / sizeof *settings };

static void for_every_setting(void (*test)(const struct setting *setting, struct problem *problem, int n)) {
    for (int s = 0; s < SETTINGS; s++)
        for (int l = 0; l < LENGTHS; l++) {
            struct problem problem;
            problem_open(&problem, settings[s].task, settings[s].options, settings[s].n[l]);
            test(&settings[s], &problem, settings[s].n[l]);
            problem_close(&problem);
        }
}

/* --- the list ----------------------------------------------------------------------------------------------------- */

static void every_task_has_a_setting(void **state) {
    (void)state;
    for (int i = 0; i < task_count(); i++) {
        int found = 0;
        for (int s = 0; s < SETTINGS; s++) found += strcmp(settings[s].task, task_list[i]->name) == 0;
        if (!found) fail_msg("task %s has no setting in this file", task_list[i]->name);
    }
}

static void every_task_is_described(void **state) {
    (void)state;
    for (int i = 0; i < task_count(); i++) {
        const struct task *task = task_list[i];
        assert_ptr_equal(task_find(task->name), task);
        const char *texts[] = {task->title, task->format, task->length, task->source, task->differs, task->chance_is};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) assert_true(texts[k] && strlen(texts[k]) > 5);
        assert_true(strstr(task->format, "<eos>") != NULL); /* asked or not is said */
        assert_true(strchr(task->format, '\n') == NULL);
        for (const struct option *row = task->options; row->name; row++)
            assert_true(row->help && strlen(row->help) > 5);
    }
    assert_null(task_find("no such task"));
}

static void defaults_are_usable(void **state) {
    (void)state;
    for (int i = 0; i < task_count(); i++) {
        struct problem p;
        assert_true(task_list[i]->options_size <= TASK_OPTIONS_SIZE);
        problem_configure(&p, task_list[i]->name, "");
        assert_true(p.task->vocabulary(p.options) > TOKEN_SYMBOL);
        assert_true(p.task->shortest(p.options) >= 1);
        assert_true(p.task->shortest(p.options) <= p.task->longest(p.options));
    }
}

/* Calls task_find() for every `const struct task task_NAME` that starts a line of a file; returns how many there are.
 */
static int definitions_in(const char *path) {
    static const char start[] = "\nconst struct task task_";
    struct error err = {0};
    char *text;
    size_t size;
    int count = 0;
    if (!file_read(path, 1 << 20, &text, &size, &err)) fail_msg("%s", err.text);
    for (char *at = strstr(text, start); at; at = strstr(at, start), count++) {
        char name[64] = "";
        at += strlen(start);
        assert_int_equal(sscanf(at, "%63[a-z0-9_]", name), 1);
        if (!task_find(name)) fail_msg("%s defines task_%s, which is not in list.h under that name", path, name);
    }
    mem_free(text);
    return count;
}

static void list_and_folder_agree(void **state) {
    (void)state;
    struct error err = {0};
    char **names;
    int n, defined = 0;
    assert_true(dir_list("tasks", ".c", &names, &n, &err));
    for (int i = 0; i < n; i++) {
        char *path = path_join("tasks", names[i]);
        int here = definitions_in(path);
        if (!here && strcmp(names[i], "registry.c") != 0) fail_msg("%s defines no task", path);
        defined += here;
        mem_free(path);
    }
    dir_free(names, n);
    assert_int_equal(defined, task_count());
}

/* --- examples ----------------------------------------------------------------------------------------------------- */

static void check_bounds(const struct setting *setting, struct problem *p, int n) {
    int room = p->task->max_tokens(p->options, n), vocabulary = p->task->vocabulary(p->options);
    assert_in_range(n, p->task->shortest(p->options), p->task->longest(p->options));
    for (int i = 0; i < EXAMPLES; i++) {
        int asked = 0;
        problem_draw(p, n, "test/bounds", i);
        assert_in_range(p->example.T, 1, room);
        assert_in_range(p->example.depth, 0, DEPTHS - 1);
        for (int t = 0; t < p->example.T; t++) {
            assert_in_range(p->example.token[t], 0, vocabulary - 1);
            assert_int_not_equal(p->example.token[t], TOKEN_EOS);
            assert_true(p->example.target[t] == TARGET_NONE ||
                        (p->example.target[t] >= 0 && p->example.target[t] < vocabulary));
            asked += p->example.target[t] != TARGET_NONE;
        }
        assert_int_equal(asked, setting->asked(n));
    }
}

static void tokens_stay_in_bounds(void **state) {
    (void)state;
    for_every_setting(check_bounds);
}

static void check_length(const struct setting *setting, struct problem *p, int n) {
    for (int i = 0; i < EXAMPLES; i++) {
        int sep = 0;
        problem_draw(p, n, "test/length", i);
        while (sep < p->example.T && p->example.token[sep] != TOKEN_SEP) sep++;
        assert_int_equal(p->example.token[0], TOKEN_BOS);
        assert_int_equal(sep - 1, setting->context(n));
    }
}

static void length_means_what_it_says(void **state) {
    (void)state;
    for_every_setting(check_length);
}

/* The sequences of the copy family and sort end in <eos>, the last target; those of the retrieval tasks have none. */
static void check_eos(const struct setting *setting, struct problem *p, int n) {
    bool written = setting->asked == one_more;
    problem_draw(p, n, "test/eos", 0);
    for (int t = 0; t < p->example.T; t++)
        assert_int_equal(p->example.target[t] == TOKEN_EOS, written && t == p->example.T - 1);
}

static void eos_is_the_last_target_or_none(void **state) {
    (void)state;
    for_every_setting(check_eos);
}

static void check_same_stream(const struct setting *setting, struct problem *p, int n) {
    struct problem again;
    problem_open(&again, setting->task, setting->options, n);
    problem_draw(&again, n, "test/other", 3);
    for (int i = 0; i < 20; i++) {
        problem_draw(p, n, "test/stream", i);
        problem_draw(&again, n, "test/stream", i);
        size_t bytes = (size_t)p->example.T * sizeof(int);
        assert_int_equal(again.example.T, p->example.T);
        assert_int_equal(again.example.depth, p->example.depth);
        assert_memory_equal(again.example.token, p->example.token, bytes);
        assert_memory_equal(again.example.target, p->example.target, bytes);
    }
    problem_close(&again);
}

static void a_stream_gives_one_example(void **state) {
    (void)state;
    for_every_setting(check_same_stream);
}

/* --- solvers ------------------------------------------------------------------------------------------------------ */

/* Take the targets away, mark where they were; returns them (mem_free). */
static int *hide_targets(struct problem *p) {
    int T = p->example.T, *truth = mem_zero((size_t)T, sizeof(int));
    memcpy(truth, p->example.target, (size_t)T * sizeof(int));
    for (int t = 0; t < T; t++) {
        p->wanted[t] = truth[t] != TARGET_NONE;
        p->example.target[t] = -77;
    }
    return truth;
}

static void check_solver(const struct setting *setting, struct problem *p, int n) {
    for (int i = 0; i < EXAMPLES; i++) {
        problem_draw(p, n, "test/solver", i);
        int *truth = hide_targets(p);
        if (!p->task->solve(p->options, &p->example, p->wanted))
            fail_msg("%s(%s) n=%d example %d: refused by its solver", setting->task, setting->options, n, i);
        for (int t = 0; t < p->example.T; t++)
            if (p->example.target[t] != (p->wanted[t] ? truth[t] : -77))
                fail_msg("%s(%s) n=%d example %d: position %d", setting->task, setting->options, n, i, t);
        mem_free(truth);
    }
}

static void solver_finds_every_target(void **state) {
    (void)state;
    for_every_setting(check_solver);
}

static void expect_refused(const struct setting *setting, const struct problem *p, struct example *example,
                           const char *damage, int t) {
    if (p->task->solve(p->options, example, p->wanted))
        fail_msg("%s(%s), %d tokens: %s at %d is not noticed", setting->task, setting->options, example->T, damage, t);
}

static void replace_and_expect_refused(const struct setting *setting, struct problem *p, int t, int token,
                                       const char *damage) {
    int kept = p->example.token[t];
    p->example.token[t] = token;
    expect_refused(setting, p, &p->example, damage, t);
    p->example.token[t] = kept;
}

static void check_damage(const struct setting *setting, struct problem *p, int n) {
    int vocabulary = p->task->vocabulary(p->options);
    for (int i = 0; i < DAMAGED; i++) {
        problem_draw(p, n, "test/damage", i);
        mem_free(hide_targets(p));
        for (int t = 0; t < p->example.T; t++) {
            replace_and_expect_refused(setting, p, t, TOKEN_EOS, "<eos>");
            replace_and_expect_refused(setting, p, t, vocabulary, "a token beyond the vocabulary");
            replace_and_expect_refused(setting, p, t, -1, "a negative token");
            if (p->example.token[t] != TOKEN_BOS) replace_and_expect_refused(setting, p, t, TOKEN_BOS, "<bos>");
            if (p->example.token[t] != TOKEN_SEP) replace_and_expect_refused(setting, p, t, TOKEN_SEP, "<sep>");
            if (p->example.token[t] != TOKEN_QUERY) replace_and_expect_refused(setting, p, t, TOKEN_QUERY, "<query>");
        }
        p->wanted[0] = true;
        expect_refused(setting, p, &p->example, "an answer wanted", 0);
    }
}

static void solver_refuses_misplaced_tokens(void **state) {
    (void)state;
    for_every_setting(check_damage);
}

/* One token less, and the last token twice. */
static void check_cut(const struct setting *setting, struct problem *p, int n) {
    struct problem longer;
    problem_configure(&longer, setting->task, setting->options);
    problem_room(&longer, p->task->max_tokens(p->options, n) + 1);
    for (int i = 0; i < DAMAGED; i++) {
        problem_draw(&longer, n, "test/cut", i);
        mem_free(hide_targets(&longer));
        struct example cut = longer.example;
        cut.T--;
        expect_refused(setting, &longer, &cut, "the end cut off", cut.T);
        cut.T += 2;
        cut.token[cut.T - 1] = cut.token[cut.T - 2];
        longer.wanted[cut.T - 1] = false;
        expect_refused(setting, &longer, &cut, "a token too many", cut.T - 1);
    }
    problem_close(&longer);
}

static void solver_refuses_a_wrong_number_of_tokens(void **state) {
    (void)state;
    for_every_setting(check_cut);
}

/* Where the answer is written out, any other symbol anywhere contradicts it. */
static void check_one_symbol(const struct setting *setting, struct problem *p, int n) {
    if (setting->asked != one_more) return;
    int symbols = p->task->vocabulary(p->options) - TOKEN_SYMBOL;
    for (int i = 0; i < DAMAGED; i++) {
        problem_draw(p, n, "test/symbol", i);
        mem_free(hide_targets(p));
        for (int t = 1; t < p->example.T; t++) {
            int symbol = p->example.token[t] - TOKEN_SYMBOL;
            if (symbol >= 0)
                replace_and_expect_refused(setting, p, t, TOKEN_SYMBOL + (symbol + 1) % symbols, "another symbol");
        }
    }
}

static void solver_refuses_another_symbol(void **state) {
    (void)state;
    for_every_setting(check_one_symbol);
}

/* Small examples written by hand: tokens, then targets, - for none. Neither generator nor solver had a part in them. */
static const struct by_hand {
    const char *task, *options;
    int T, token[12], target[12];
} by_hand[] = {
    {"copy", "symbols=9", 6, {0, 7, 5, 1, 7, 5}, {-1, -1, -1, 7, 5, 2}},
    {"reverse", "symbols=9", 6, {0, 7, 5, 1, 5, 7}, {-1, -1, -1, 5, 7, 2}},
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
    for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
        const struct by_hand *hand = &by_hand[i];
        struct problem p;
        problem_configure(&p, hand->task, hand->options);
        problem_room(&p, hand->T);
        p.example.T = hand->T;
        memcpy(p.example.token, hand->token, (size_t)hand->T * sizeof(int));
        memcpy(p.example.target, hand->target, (size_t)hand->T * sizeof(int));
        mem_free(hide_targets(&p));
        for (int t = 0; t < hand->T; t++) p.example.target[t] = -1;
        assert_true(p.task->solve(p.options, &p.example, p.wanted));
        assert_memory_equal(p.example.target, hand->target, (size_t)hand->T * sizeof(int));
        problem_close(&p);
    }
}

/* Well-formed sequences that break one rule of their task; <bos> 0, <sep> 1, <query> 3, symbols from 4. */
static const struct broken {
    const char *rule, *task, *options;
    int T, token[12];
} broken[] = {
    {"a symbol twice", "copy", "symbols=9", 6, {0, 5, 5, 1, 5, 5}},
    {"more symbols than the alphabet", "copy", "symbols=9,kind=alphabet,alphabet=1", 6, {0, 5, 6, 1, 5, 6}},
    {"copied backwards", "copy", "symbols=9", 6, {0, 5, 6, 1, 6, 5}},
    {"copied forwards", "reverse", "symbols=9", 6, {0, 5, 6, 1, 5, 6}},
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
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct problem p;
        problem_configure(&p, broken[i].task, broken[i].options);
        problem_room(&p, broken[i].T);
        p.example.T = broken[i].T;
        memcpy(p.example.token, broken[i].token, (size_t)broken[i].T * sizeof(int));
        if (p.task->solve(p.options, &p.example, p.wanted))
            fail_msg("%s(%s): %s is not noticed", broken[i].task, broken[i].options, broken[i].rule);
        problem_close(&p);
    }
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

/* Pearson's statistic of counts that should be equal. */
static double chi_square(const int *count, int cells) {
    double total = 0, sum = 0;
    for (int i = 0; i < cells; i++) total += count[i];
    for (int i = 0; i < cells; i++) sum += (count[i] - total / cells) * (count[i] - total / cells) / (total / cells);
    return sum;
}

enum { DRAWS = 20000 };
/* Beyond these a statistic of uniform counts falls once in 10,000. */
static const double chi_limit_9 = 33.72, chi_limit_19 = 50.80;

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

/* A guesser sees the example up to a question and says a symbol; `i` counts the questions of the example. */
struct guess_view {
    const struct example *example;
    int n, t, i; /* length, position, number of the question */
    int symbols; /* alphabet that answers come from */
    int first;   /* its first token */
    int from;    /* dealt: first item, and the stride to the next */
    int stride;
    int items;
    int *deck; /* dealt: items, shuffled once per example */
};
typedef int guesser(const struct guess_view *view, struct rng *rng);

static int guess_any(const struct guess_view *view, struct rng *rng) {
    return view->first + (int)rng_below(rng, (uint32_t)view->symbols);
}

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

static const struct guess_case {
    const char *task, *options;
    int n;
    guesser *guess;
    int symbols, first, from, stride, items; /* as in the view */
    enum { BOTH, EXACT, TOKEN } aim;         /* where two guessers are best at one figure each */
} guess_cases[] = {
    {"copy", "symbols=5", 3, guess_not_answered_yet, 5, 4, 0, 0, 0, BOTH},
    {"copy", "symbols=6", 2, guess_not_answered_yet, 6, 4, 0, 0, 0, BOTH},
    {"copy", "symbols=3,kind=repeats", 3, guess_any, 3, 4, 0, 0, 0, BOTH},
    {"copy", "symbols=9,kind=alphabet,alphabet=3", 4, guess_seen, 9, 4, 0, 0, 0, BOTH},
    {"copy", "symbols=9,kind=alphabet,alphabet=1", 6, guess_seen, 9, 4, 0, 0, 0, BOTH},
    {"reverse", "symbols=5", 3, guess_not_answered_yet, 5, 4, 0, 0, 0, BOTH},
    {"reverse", "symbols=2,kind=repeats", 5, guess_any, 2, 4, 0, 0, 0, BOTH},
    {"reverse", "symbols=4,kind=alphabet,alphabet=4", 3, guess_seen, 4, 4, 0, 0, 0, BOTH},
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

/* The guesser's share of right answers in one example; *all: every one is right. <eos> is known to it. */
static double guess_example(const struct guess_case *g, const struct example *example, struct rng *rng, bool *all) {
    int deck[16], right = 0;
    struct guess_view view = {.example = example,
                              .n = g->n,
                              .symbols = g->symbols,
                              .first = g->first,
                              .from = g->from,
                              .stride = g->stride,
                              .items = g->items,
                              .deck = deck};
    for (int t = 0; t < example->T; t++) {
        if (example->target[t] == TARGET_NONE || example->target[t] == TOKEN_EOS) continue;
        view.t = t;
        right += g->guess(&view, rng) == example->target[t];
        view.i++;
    }
    *all = right == view.i;
    return (double)right / view.i;
}

/* `stated` must lie within the error of the measured mean, and that error must be small enough to notice a wrong
 * figure. */
static void assert_chance(const struct guess_case *g, const char *what, double stated, double sum, double squares,
                          int count) {
    double mean = sum / count, deviation = sqrt(fmax(0.0, squares / count - mean * mean) / count);
    if (fabs(mean - stated) > 4.5 * deviation + 1e-12)
        fail_msg("%s(%s) n=%d %s: stated %g, measured %g +- %g", g->task, g->options, g->n, what, stated, mean,
                 deviation);
    if (4.5 * deviation > 0.2 * stated)
        fail_msg("%s(%s) n=%d %s: %g cannot be measured with %d examples", g->task, g->options, g->n, what, stated,
                 count);
}

static void chance_is_what_the_guesser_gets(void **state) {
    (void)state;
    enum { COUNT = 60000 };
    for (size_t k = 0; k < sizeof guess_cases / sizeof *guess_cases; k++) {
        const struct guess_case *g = &guess_cases[k];
        struct problem p;
        double share = 0, share_squares = 0, exact = 0;
        problem_open(&p, g->task, g->options, g->n);
        struct rng rng = rng_open(2, "guess", k, 0);
        for (int i = 0; i < COUNT; i++) {
            bool all;
            problem_draw(&p, g->n, "test/guess", i);
            double right = guess_example(g, &p.example, &rng, &all);
            share += right;
            share_squares += right * right;
            exact += all;
        }
        if (g->aim != EXACT)
            assert_chance(g, "token accuracy", p.task->chance_token(p.options, g->n), share, share_squares, COUNT);
        if (g->aim != TOKEN) assert_chance(g, "exact match", p.task->chance(p.options, g->n), exact, exact, COUNT);
        problem_close(&p);
    }
}

static void check_chance_range(const struct setting *setting, struct problem *p, int n) {
    double all = p->task->chance(p->options, n), token = p->task->chance_token(p->options, n);
    (void)setting;
    assert_true(all >= 0.0 && all <= 1.0 + 1e-9);
    assert_true(token > 0.0 && token <= 1.0 + 1e-9);
    assert_true(all <= token + 1e-9);
}

static void chance_is_a_probability(void **state) {
    (void)state;
    for_every_setting(check_chance_range);
}

static void assert_close(double value, double expected, double within) {
    if (!(fabs(value - expected) <= within)) fail_msg("%.10g is not %.10g", value, expected);
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
}

/* --- options ------------------------------------------------------------------------------------------------------ */

static void impossible_options_are_refused_with_a_remedy(void **state) {
    (void)state;
    static const struct {
        const char *task, *options, *remedy;
    } refused[] = {{"copy", "alphabet=5", "kind=alphabet"},
                   {"copy", "kind=repeats,alphabet=5", "kind=alphabet"},
                   {"copy", "kind=alphabet", "alphabet=8"},
                   {"reverse", "kind=alphabet,symbols=4,alphabet=5", "symbols=5 or more"},
                   {"recall", "grow=gap", "pairs=8"},
                   {"recall", "pairs=8", "grow=gap"},
                   {"recall", "grow=both,gap=3", "grow=pairs"},
                   {"recall", "grow=gap,pairs=20,keys=10", "keys=20 or more"},
                   {"recall", "grow=gap,pairs=20,values=10", "distinct=false"},
                   {"kth", "queries=30", "pointers=30 or more"}};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const struct task *task = task_find(refused[i].task);
        _Alignas(16) char options[TASK_OPTIONS_SIZE];
        struct error err = {0};
        options_default(task->options, options);
        assert_true(options_parse(task->options, options, refused[i].options, &err));
        if (task->check(options, &err)) fail_msg("%s(%s) is accepted", refused[i].task, refused[i].options);
        if (!strstr(err.text, refused[i].remedy))
            fail_msg("%s(%s): \"%s\" does not say %s", refused[i].task, refused[i].options, err.text,
                     refused[i].remedy);
    }
}

static void lengths_end_where_the_alphabet_ends(void **state) {
    (void)state;
    static const struct {
        const char *task, *options;
        int shortest, longest;
    } limit[] = {{"copy", "", 1, 150},
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
    for (size_t i = 0; i < sizeof limit / sizeof *limit; i++) {
        struct problem p;
        problem_configure(&p, limit[i].task, limit[i].options);
        assert_int_equal(p.task->shortest(p.options), limit[i].shortest);
        assert_int_equal(p.task->longest(p.options), limit[i].longest);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_task_has_a_setting),
        cmocka_unit_test(every_task_is_described),
        cmocka_unit_test(defaults_are_usable),
        cmocka_unit_test(list_and_folder_agree),
        cmocka_unit_test(tokens_stay_in_bounds),
        cmocka_unit_test(length_means_what_it_says),
        cmocka_unit_test(eos_is_the_last_target_or_none),
        cmocka_unit_test(a_stream_gives_one_example),
        cmocka_unit_test(solver_finds_every_target),
        cmocka_unit_test(solver_refuses_misplaced_tokens),
        cmocka_unit_test(solver_refuses_a_wrong_number_of_tokens),
        cmocka_unit_test(solver_refuses_another_symbol),
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
        cmocka_unit_test(chance_is_a_probability),
        cmocka_unit_test(chance_has_closed_forms),
        cmocka_unit_test(impossible_options_are_refused_with_a_remedy),
        cmocka_unit_test(lengths_end_where_the_alphabet_ends),
    };
    return cmocka_run_group_tests_name("tasks", tests, NULL, NULL);
}
