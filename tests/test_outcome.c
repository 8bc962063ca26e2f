/* What a report says came out, from runs whose truth is known. */
#include "plots/outcome.h"
#include "plots/reach.h"
#include "tests/fixture_plots.h"

/* A run of the label on the task: 1000 examples a length, of which right[i] at 0.5x, 1x, 2x, 4x, 8x of the training
 * length. */
enum { LENGTHS = 5 };
static const char *const labels[] = {"alibi", "rope"};
static const char *const tasks[] = {"copy"};
static const struct fixture two = {.suite = "known",
                                   .about = "Known.",
                                   .n_labels = 2,
                                   .n_tasks = 1,
                                   .n_lengths = LENGTHS,
                                   .label = labels,
                                   .task = tasks,
                                   .train_length = 20,
                                   .first_length = 10};

static void put_task(struct store *store, const struct fixture *f, int label, int task, int seed, bool fitted,
                     const long right[LENGTHS]) {
    struct error err = {0};
    struct run_record r = fixture_run(f, label, task, seed);
    r.ordinal = (task * 100 + label) * 1000 + seed;
    r.fit = r.part[0].fit = fitted ? 1 : 0.4;
    r.fitted = r.part[0].fitted = fitted;
    for (int i = 0; i < LENGTHS; i++) {
        struct eval_row *e = &r.eval[i];
        e->exact = e->exact_no_eos = right[i];
        e->answers_right = e->length * (500 + right[i] / 2);
        e->loss_sum = (2.0 - 0.001 * (double)right[i]) * (double)e->answers;
    }
    if (!store_ingest(store, &r, &err)) fail_msg("%s", err.text);
    run_record_free(&r);
}

static void put(struct store *store, const struct fixture *f, int label, int seed, bool fitted,
                const long right[LENGTHS]) {
    put_task(store, f, label, 0, seed, fitted, right);
}

static const long far[LENGTHS] = {1000, 1000, 1000, 980, 100}, near[LENGTHS] = {1000, 1000, 300, 0, 0},
                  flat[LENGTHS] = {1000, 1000, 1000, 1000, 1000}, poor[LENGTHS] = {400, 300, 0, 0, 0};

static char said[8192];
static int sentences, pairs;

static struct table *read_outcome(const struct place *p) {
    struct error err = {0};
    struct dataset d;
    struct outcome o;
    if (!dataset_open(p->store, "known", NULL, &d, &err) || !outcome_read(&d, &o, &err)) fail_msg("%s", err.text);
    said[0] = '\0';
    sentences = o.n;
    pairs = o.pairs;
    for (int i = 0; i < o.n; i++) {
        strncat(said, text_of(&o.sentence[i]), sizeof said - strlen(said) - 2);
        strncat(said, "\n", 2);
        assert_null(strstr(text_of(&o.sentence[i]), "nan"));
    }
    assert_true(sentences >= 3 && sentences <= OUTCOME_MOST);
    struct reaches reaches;
    assert_true(reaches_read(&d, true, &reaches, NULL));
    struct table *reach = reach_table(&d, &reaches);
    reaches_free(&reaches);
    outcome_free(&o);
    dataset_close(&d);
    return reach;
}

static void says(const char *words) {
    if (!strstr(said, words)) fail_msg("not said: %s\nbut:\n%s", words, said);
}

static void says_not(const char *words) {
    if (strstr(said, words)) fail_msg("said: %s\nin:\n%s", words, said);
}

static struct place open_known(const struct fixture *f) {
    struct place p = place_open(NULL);
    assert_true(store_add_suite(p.store, f->suite, f->about, "name: known\n", NULL));
    return p;
}

static void test_decided(void **state) {
    (void)state;
    struct place p = open_known(&two);
    for (int seed = 1; seed <= 12; seed++)
        put(p.store, &two, 0, seed, true, far), put(p.store, &two, 1, seed, true, near);
    struct table *reach = read_outcome(&p);
    says("Fit: 24 of 24 runs fitted the lengths of training.\n");
    assert_memory_equal(said, "Furthest with 90 % exact match", 30); /* what a reader came for stands first */
    says("alibi to 4x on copy (95 % interval 4x to 4x).\n");
    says_not("Collapsed"); /* rope keeps 0.3 at 2x */
    says("Decided between the best and the next: alibi is ahead of rope on copy at 2x (in 12 of 12 seeds, 95 % "
         "interval of "
         "the share ");
    says_not("Undecided");
    says_not("no interval");
    assert_true(sentences <= 3);
    assert_int_equal(table_rows(reach), 2);
    assert_string_equal(text_at(reach, 0, "copy"), "4x, 12/12");
    assert_string_equal(text_at(reach, 1, "copy"), "1x, 12/12");
    table_free(reach);
    place_close(&p);
}

/* Who fits and loses it is named; who did not fit is not, and not where half of the runs keep it. */
static void test_collapse(void **state) {
    (void)state;
    static const long gone[LENGTHS] = {1000, 1000, 20, 0, 0};
    static const char *const four[] = {"alibi", "rope", "nope", "t5"};
    struct fixture f = two;
    f.label = four, f.n_labels = 4;
    struct place p = open_known(&f);
    for (int seed = 1; seed <= 3; seed++) {
        put(p.store, &f, 0, seed, true, far);
        put(p.store, &f, 1, seed, true, gone);
        put(p.store, &f, 2, seed, false, gone);
        put(p.store, &f, 3, seed, true, seed == 1 ? gone : near);
    }
    table_free(read_outcome(&p));
    says("Collapsed, below 10 % in half of the runs or more though all fitted: rope on copy at 2x.\n");
    place_close(&p);
}

/* What is best is named after looking, so two schemes are one pair, and four are six. */
static void test_choice_is_paid(void **state) {
    (void)state;
    static const char *const four[] = {"alibi", "rope", "nope", "t5"};
    struct fixture f = two;
    f.label = four, f.n_labels = 4;
    struct place p = open_known(&f);
    for (int seed = 1; seed <= 3; seed++)
        for (int l = 0; l < 4; l++) put(p.store, &f, l, seed, true, l ? near : far);
    table_free(read_outcome(&p));
    says("Undecided between the best and the next: alibi against rope on copy at 2x (ahead in 3 of 3 seeds, about ");
    says(" more to decide).\n");
    assert_int_equal(pairs, 6);
    says("There is no interval: 3 runs of a scheme at most, and it takes 7 that fitted.");
    place_close(&p);
}

/* More seeds than are said to be needed, all alike, do decide. */
static void test_seeds_to_come_suffice(void **state) {
    (void)state;
    struct place p = open_known(&two);
    int seed = 1;
    for (; seed <= 3; seed++) put(p.store, &two, 0, seed, true, far), put(p.store, &two, 1, seed, true, near);
    table_free(read_outcome(&p));
    const char *about = strstr(said, "about ");
    assert_non_null(about);
    const int more = atoi(about + 6);
    assert_true(more > 0 && more < 50);
    for (; seed <= 3 + more; seed++) put(p.store, &two, 0, seed, true, far), put(p.store, &two, 1, seed, true, near);
    table_free(read_outcome(&p));
    says("Decided");
    place_close(&p);
}

static void test_one_seed_and_open_end(void **state) {
    (void)state;
    struct place p = open_known(&two);
    put(p.store, &two, 0, 1, true, flat), put(p.store, &two, 1, 1, false, poor);
    struct table *reach = read_outcome(&p);
    says("Fit: 1 of 2 runs fitted the lengths of training: all of alibi; none of rope. How those would extrapolate is "
         "not known.");
    says("alibi to at least 8x on copy.\n");
    says_not("Undecided"); /* only one scheme fitted */
    says("There is no interval: 1 run of a scheme at most");
    assert_string_equal(text_at(reach, 0, "copy"), "at least 8x, 1/1");
    assert_string_equal(text_at(reach, 1, "copy"), "no fit, 0/1");
    table_free(reach);
    place_close(&p);
}

static void test_nothing_fitted(void **state) {
    (void)state;
    struct place p = open_known(&two);
    for (int seed = 1; seed <= 2; seed++)
        put(p.store, &two, 0, seed, false, flat), put(p.store, &two, 1, seed, false, poor);
    table_free(read_outcome(&p));
    says("0 of 4 runs fitted");
    says("The closest was a run of alibi on copy, with a fit of 0.400.");
    says("it takes runs that fit first");
    says_not("Furthest");
    says_not("between the best");
    place_close(&p);
}

static void test_one_scheme(void **state) {
    (void)state;
    struct fixture f = two;
    f.n_labels = 1;
    struct place p = open_known(&f);
    for (int seed = 1; seed <= 8; seed++) put(p.store, &f, 0, seed, true, seed == 1 ? near : far);
    struct table *reach = read_outcome(&p);
    assert_string_equal(text_at(reach, 0, "copy"), "4x (1x to 4x), 8/8");
    table_free(reach);
    says("alibi to 4x on copy (95 % interval 1x to 4x).\n");
    says("There is one scheme, and nothing to compare it with.");
    says_not("Decided");
    place_close(&p);
}

/* Where token accuracy judges a task, that is what carries: right examples fall below 90 % at 2x, right tokens at 4x.
 */
static void test_tokens(void **state) {
    (void)state;
    static const char *const token[] = {"token"};
    static const long partly[LENGTHS] = {1000, 1000, 850, 700, 0};
    struct fixture f = two;
    f.metric = token;
    struct place p = open_known(&f);
    for (int seed = 1; seed <= 8; seed++)
        put(p.store, &f, 0, seed, true, near), put(p.store, &f, 1, seed, true, partly);
    struct table *reach = read_outcome(&p);
    assert_string_equal(text_at(reach, 0, "copy"), "1x, 8/8");
    assert_string_equal(text_at(reach, 1, "copy"), "2x, 8/8");
    table_free(reach);
    says("Furthest with 90 % exact match (token accuracy where that judges the task)");
    says("rope to 2x on copy");
    says_not("Best by another metric");
    place_close(&p);
}

/* A loss has no reach, and less of it is better; pairs of runs that did not fit decide nothing. */
static void test_losses(void **state) {
    (void)state;
    static const char *const loss[] = {"loss"};
    struct fixture f = two;
    f.metric = loss;
    struct place p = open_known(&f);
    for (int seed = 1; seed <= 12; seed++) put(p.store, &f, 0, seed, true, near), put(p.store, &f, 1, seed, true, far);
    struct table *reach = read_outcome(&p);
    says("Every task is judged by its loss, over all runs, fitted or not.");
    says(
        "Best by another metric: rope on copy at 2x, median loss (nats) 1.000 (n=12, 95 % interval 1.000 to 1.000).\n");
    says("rope is ahead of alibi on copy at 2x (in 12 of 12 seeds");
    says_not("Furthest");
    says_not("Fit:");
    assert_int_equal(table_rows(reach), 0);
    table_free(reach);
    place_close(&p);
    p = open_known(&f);
    for (int seed = 1; seed <= 12; seed++)
        put(p.store, &f, 0, seed, false, near), put(p.store, &f, 1, seed, false, far);
    table_free(read_outcome(&p));
    says("rope against alibi on copy (of no seed both runs fitted)");
    says_not("Fit:");
    place_close(&p);
}

/* One model trained on two tasks, of which it fitted one. */
static void test_mixture(void **state) {
    (void)state;
    struct place p = open_known(&two);
    struct error err = {0};
    for (int label = 0; label < 2; label++) {
        struct run_record r = fixture_run(&two, label, 0, 1);
        r.ordinal = label;
        snprintf(r.task, sizeof r.task, "copy + sort");
        r.part[0].fit = 1, r.part[0].fitted = true;
        struct run_part *part = run_record_add_part(&r, "sort", "exact");
        part->fit = 0.3, part->fitted = false;
        if (!store_ingest(p.store, &r, &err)) fail_msg("%s", err.text);
        run_record_free(&r);
    }
    table_free(read_outcome(&p));
    says("2 of 4 runs fitted the lengths of training, each counted on every task that it was trained on: none on sort; "
         "elsewhere all of alibi, rope. How");
    place_close(&p);
}

/* Equal everywhere: neither is better, and the page says so. */
static void test_equal(void **state) {
    (void)state;
    struct place p = open_known(&two);
    for (int seed = 1; seed <= 14; seed++)
        put(p.store, &two, 0, seed, true, far), put(p.store, &two, 1, seed, true, far);
    table_free(read_outcome(&p));
    says("alibi, rope to 4x on copy (95 % interval 4x to 4x).\n");
    says("neither of alibi and rope is ahead in most of 14 seeds on copy at 2x");
    place_close(&p);
}

/* Of many schemes and tasks a page begins with the first, and says how many more there are; no sentence is long. */
static void test_many_are_short(void **state) {
    (void)state;
    static const char *const ten[] = {"alibi", "rope", "nope", "t5", "fire", "cope", "xpos", "shaw", "kerple", "clex"};
    static const char *const names[] = {"copy(symbols=60)", "copy(symbols=9)", "sort(symbols=40)", "parity", "reverse"};
    static const long gone[LENGTHS] = {1000, 1000, 20, 0, 0};
    struct fixture f = two;
    f.label = ten, f.n_labels = 10, f.task = names, f.n_tasks = 5;
    struct place p = open_known(&f);
    for (int task = 0; task < 5; task++)
        for (int seed = 1; seed <= 7; seed++)
            for (int l = 0; l < 10; l++)
                put_task(p.store, &f, l, task, seed, l != 9 && (l != 8 || task), l < 6 ? far : gone);
    table_free(read_outcome(&p));
    says("alibi, rope, nope, t5 and 2 more to 4x on copy(symbols=60) (95 % interval 4x to 4x); alibi");
    says(" on copy(symbols=9) (");
    says(
        " to 4x on sort (95 % interval 4x to 4x); and 2 more tasks.\n"); /* the only one that sorts needs no settings */
    says("Fit: 308 of 350 runs fitted the lengths of training: all of alibi, rope, nope, t5 and 4 more; none of clex, "
         "nor of kerple on copy(symbols=60). How");
    says("xpos, shaw on copy(symbols=60) at 2x; xpos, shaw, kerple on copy(symbols=9) at 2x; ");
    assert_true(sentences <= 6);
    for (const char *at = said; *at; at += strcspn(at, "\n") + 1) assert_true(strcspn(at, "\n") < 400);
    place_close(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decided),
        cmocka_unit_test(test_collapse),
        cmocka_unit_test(test_choice_is_paid),
        cmocka_unit_test(test_seeds_to_come_suffice),
        cmocka_unit_test(test_one_seed_and_open_end),
        cmocka_unit_test(test_nothing_fitted),
        cmocka_unit_test(test_one_scheme),
        cmocka_unit_test(test_tokens),
        cmocka_unit_test(test_losses),
        cmocka_unit_test(test_mixture),
        cmocka_unit_test(test_equal),
        cmocka_unit_test(test_many_are_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
