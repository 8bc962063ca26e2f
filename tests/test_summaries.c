/* The tables that "results" and reports show of a suite: the summary, and the ranking of schemes. */
#include "tests/fixture_plots.h"

static struct place shared;

static int shared_open(void **state) {
    (void)state;
    shared = place_open(&plain);
    return 0;
}

static int shared_close(void **state) {
    (void)state;
    place_close(&shared);
    return 0;
}

static void test_summary(void **state) {
    (void)state;
    struct table *t = summary_table(shared.store, "made-up", false, NULL);
    assert_non_null(t);
    assert_int_equal(table_rows(t), 3 * 6);
    assert_string_equal(table_header(t, table_columns(t) - 1), "task.symbols"); /* copy alone has it */
    assert_string_equal(table_header(t, table_columns(t) - 2), "n 8x");         /* lengths go to 160 = 8 x 20 */
    assert_string_equal(table_header(t, table_columns(t) - 3), "8x");
    assert_string_equal(table_header(t, table_columns(t) - 7), "2x");
    table_free(t);
    assert_non_null(t = summary_table(shared.store, "made-up", true, NULL));
    const int last = table_columns(t) - 1;
    assert_string_equal(table_header(t, last), "cells");
    assert_int_equal(count(table_at(t, 0, last), "{\"variant\": \"\", \"length\": "), 6);
    assert_int_equal(count(table_at(t, 0, last), "\"length\": 160, \"multiple\": 8, \"mean\": "), 1);
    assert_int_equal(
        count(table_at(t, 0, last),
              ", \"n\": 2, \"not_finite\": 0, \"examples_least\": 1000, \"examples_most\": 1000, \"loops\": null}"),
        6);
    table_free(t);
    assert_non_null(t = summary_cells(shared.store, "made-up", NULL));
    assert_int_equal(table_rows(t), 3 * 6 * 6); /* every label and the variant, at six lengths */
    table_free(t);
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_true(summary_print(shared.store, "made-up", &(struct summary_look){0}, out, NULL));
    fclose(out);
    assert_int_equal(count(text, "\nnope "), 3);
    assert_int_equal(count(text, "best at\n"), 0); /* two seeds tell nothing apart */
    assert_int_equal(count(text, "["), 0);
    assert_int_equal(count(text, " 0/2 "), 4); /* every fifth label and task, the variant goes with its label */
    for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n')
        assert_true(strcspn(line, "\n") <= 110);
    free(text);
}

/* Two arms that differ in a setting, which only one of them has. */
static void test_settings_are_columns(void **state) {
    (void)state;
    struct place p = place_open(NULL);
    for (int k = 0; k < 2; k++) {
        struct run_record r = fixture_run(&plain, k, 0, 1);
        struct text config = {0};
        text_add(&config, "%s%s", r.config, k ? "train.lr = 0.003\n" : "");
        mem_free(r.config);
        r.config = config.data;
        sha256_hex(config.data, config.size, r.id);
        assert_true(store_ingest(p.store, &r, NULL));
        run_record_free(&r);
    }
    struct table *t = summary_table(p.store, "made-up", false, NULL);
    assert_non_null(t);
    const int last = table_columns(t) - 1;
    assert_string_equal(table_header(t, last), "train.lr");
    assert_string_equal(table_at(t, 0, last), "");
    assert_string_equal(table_at(t, 1, last), "0.003");
    table_free(t);
    place_close(&p);
}

/* Ten lengths above 1x of eight seeds: what a person sees at 80 and 140 columns, and elsewhere. */
static void test_summary_fits(void **state) {
    (void)state;
    static const int widths[] = {0, 80, 140, 400};
    struct fixture many = plain;
    many.n_seeds = 8, many.n_lengths = 12, many.first_length = 5, many.variants = false, many.n_tasks = 1;
    struct place p = place_open(&many);
    for (int w = 0; w < 4; w++) {
        char *text = NULL;
        size_t size = 0, widest = 0;
        FILE *out = open_memstream(&text, &size);
        assert_true(summary_print(p.store, "made-up", &(struct summary_look){.width = widths[w]}, out, NULL));
        fclose(out);
        for (const char *line = text; *line && *line != '('; line += strcspn(line, "\n"), line += *line == '\n')
            if (strcspn(line, "\n") > widest) widest = strcspn(line, "\n");
        assert_true(!widths[w] || widest <= (size_t)widths[w]);
        assert_int_equal(count(text, " 512x"), 1); /* the last multiple stays */
        assert_int_equal(count(text, " 256x"), 0); /* nine at most eight of which are shown */
        assert_int_equal(count(text, "best at\n"), 1);
        assert_int_equal(count(text, "--cells and --all have everything"), 1);
        assert_int_equal(count(text, " [0.") > 0, widths[w] == 400);
        free(text);
    }
    place_close(&p);
}

/* ---- numbers of examples ---- */

static char *printed(const struct place *p, struct summary_look look) {
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_true(summary_print(p->store, "made-up", &look, out, NULL));
    fclose(out);
    return text;
}

static struct fixture small(void) {
    struct fixture f = plain;
    f.depth = f.variants = false;
    f.n_labels = 2, f.n_tasks = 1, f.n_seeds = 1;
    return f;
}

/* 1000 examples of each run, but 200 of the last seed of one scheme at one length. */
static void test_examples_that_differ_are_said(void **state) {
    (void)state;
    struct fixture f = small();
    f.n_seeds = 3;
    struct place p = place_open(NULL);
    assert_true(store_add_suite(p.store, f.suite, f.about, "", NULL));
    for (int step = 0; step < 2; step++)
        for (int seed = 1 + 2 * step; seed <= 2 + step; seed++)
            for (int label = 0; label < 2; label++) {
                struct run_record r = fixture_run(&f, label, 0, seed);
                struct eval_row *e = &r.eval[r.n_eval - 1];
                if (step && label)
                    e->examples = 200, e->exact = e->exact_no_eos = 100, e->tokens_sum /= 5, e->answers /= 5,
                    e->answers_right /= 5, e->first_error_sum = 200;
                assert_true(store_ingest(p.store, &r, NULL));
                run_record_free(&r);
                char *text = printed(&p, (struct summary_look){.interval = step});
                assert_int_equal(count(text, "runs were evaluated on 200 to 1000 examples"), step && label);
                assert_int_equal(count(text, " examples;"), step && label);
                free(text);
            }
    struct table *t = summary_cells(p.store, f.suite, NULL);
    int least = 0;
    for (int k = 0; k < table_rows(t); k++) least += number_at(t, k, "examples_least") == 200;
    assert_int_equal(least, 1);
    assert_true(number_at(t, table_rows(t) - 1, "examples_most") == 1000);
    table_free(t);
    report(&p, f.suite);
    char *page = slurp(p.dir, "report.md");
    assert_int_equal(count(page, "different numbers of examples, 200 to 1000"), 1);
    mem_free(page);
    place_close(&p);
}

/* ---- the ranking ---- */

struct at_length {
    long length, exact; /* of 1000 */
};

/* A run of the fixture that was evaluated at these n lengths instead. */
static void ingest_measured(const struct place *p, const struct fixture *f, int label, int task, int seed,
                            const struct at_length *at, int n) {
    struct run_record r = fixture_run(f, label, task, seed);
    const struct eval_row like = r.eval[0];
    mem_free(r.eval);
    r.n_eval = n;
    r.eval = mem_zero((size_t)n, sizeof *r.eval);
    for (int i = 0; i < n; i++) {
        r.eval[i] = like;
        r.eval[i].length = at[i].length;
        r.eval[i].multiple = (double)at[i].length / (double)f->train_length;
        r.eval[i].exact = r.eval[i].exact_no_eos = at[i].exact;
    }
    struct error err = {0};
    if (!store_ingest(p->store, &r, &err)) fail_msg("%s", err.text);
    run_record_free(&r);
}

/* The first scheme is the better one wherever both were evaluated; the second was evaluated at an easy length more. */
static void test_ranking_compares_the_same_lengths(void **state) {
    (void)state;
    static const struct at_length first[] = {{20, 1000}, {40, 600}, {80, 300}, {60, 400}},
                                  second[] = {{20, 1000}, {40, 550}, {80, 250}, {25, 1000}}, far[] = {{320, 900}};
    const struct fixture f = small();
    struct place p = place_open(NULL);
    char word[256];
    assert_true(store_add_suite(p.store, f.suite, f.about, "", NULL));
    ingest_measured(&p, &f, 0, 0, 1, first, 4);
    ingest_measured(&p, &f, 0, 0, 2, first, 3); /* without 3x */
    ingest_measured(&p, &f, 1, 0, 1, second, 4);
    report(&p, f.suite);
    char *tsv = slurp(p.dir, "ranking.tsv"), *page = slurp(p.dir, "report.md");
    tsv_text(tsv, 1, "label", word);
    assert_string_equal(word, plain_labels[0]);
    tsv_text(tsv, 1, "multiples", word);
    assert_string_equal(word, "2x, 4x");
    assert_true(fabs(tsv_number(tsv, 1, "score") - 0.45) < 1e-9);
    assert_non_null(strstr(page, "Multiples of the training length: 2x, 4x."));
    mem_free(tsv);
    mem_free(page);
    /* Of another task no length is common. */
    for (int label = 0; label < 2; label++) ingest_measured(&p, &f, label, 1, 1, label ? second + 3 : first + 1, 1);
    for (int label = 0; label < 2; label++) ingest_measured(&p, &f, label, 2, 1, far, 1); /* nor any up to 8x */
    report(&p, f.suite);
    tsv = slurp(p.dir, "ranking.tsv");
    tsv_text(tsv, 1, "multiples", word);
    assert_string_equal(word, "copy(symbols=60): 2x, 4x; sort: none in common, so it is left out");
    assert_true(tsv_number(tsv, 1, "tasks") == 1);
    mem_free(tsv);
    place_close(&p);
}

/* Two schemes, one of which half of the seeds raise. */
static void rank_seeds(const struct fixture *f, int seeds) {
    static const struct at_length low[] = {{20, 1000}, {40, 200}}, high[] = {{20, 1000}, {40, 800}};
    struct place p = place_open(NULL);
    assert_true(store_add_suite(p.store, f->suite, f->about, "", NULL));
    for (int t = 0; t < 2; t++)
        for (int label = 0; label < 2; label++)
            for (int seed = 1; seed <= seeds; seed++)
                ingest_measured(&p, f, label, t, seed, seed > seeds / 2 && !label ? high : low, 2);
    draw(&p, f->suite, PLOT_SVG);
    char *tsv = slurp(p.dir, "ranking.tsv");
    assert_true(tsv_number(tsv, 1, "tasks") == 2);
    assert_true(fabs(tsv_number(tsv, 1, "score") - 0.5) < 1e-9); /* half of the seeds at 0.2, half at 0.8 */
    assert_null(line_at(tsv, 3));
    mem_free(tsv);
    place_close(&p);
}

/* Names of tasks that differ only behind their 200th byte, and more seeds than fit into any fixed room. */
static void test_ranking_has_no_fixed_sizes(void **state) {
    (void)state;
    static char names[2][256];
    static const char *const tasks[] = {names[0], names[1]};
    for (int t = 0; t < 2; t++) {
        memset(names[t], 'x', 200);
        snprintf(names[t] + 200, sizeof names[t] - 200, "%d", t);
    }
    struct fixture f = small();
    f.task = tasks, f.n_tasks = 2;
    rank_seeds(&f, 4);
    rank_seeds(&f, 70);
}

/* Lines are medians of all runs, bands their intervals: with nine seeds from the worst to the best, of which the mean
 * is where no seed is. */
static void test_bands_are_intervals(void **state) {
    (void)state;
    struct fixture f = small();
    struct place p = place_open(NULL);
    assert_true(store_add_suite(p.store, f.suite, f.about, "", NULL));
    for (int seed = 1; seed <= 9; seed++) {
        const struct at_length at[] = {{20, 1000}, {40, seed <= 2 ? 100 : 900 + seed}};
        ingest_measured(&p, &f, 0, 0, seed, at, 2);
        if (seed <= 6) ingest_measured(&p, &f, 1, 0, seed, at, 2);
    }
    report(&p, f.suite);
    static const char *const files[] = {"accuracy-copy-symbols-60.tsv", "overview.tsv"};
    for (int i = 0; i < 2; i++) {
        char *tsv = slurp(p.dir, files[i]), word[256];
        assert_true(tsv_number(tsv, 2, "length") == 40);
        assert_true(tsv_number(tsv, 2, "median") == 0.905);
        assert_true(tsv_number(tsv, 2, "low") == 0.1 && tsv_number(tsv, 2, "high") == 0.909);
        assert_true(fabs(tsv_number(tsv, 4, "median") - 0.9035) < 1e-12); /* .1 .1 .903 .904 .905 .906 */
        tsv_text(tsv, 4, "low", word);
        assert_string_equal(word, ""); /* six seeds: no interval */
        mem_free(tsv);
    }
    place_close(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_summary),
        cmocka_unit_test(test_summary_fits),
        cmocka_unit_test(test_settings_are_columns),
        cmocka_unit_test(test_examples_that_differ_are_said),
        cmocka_unit_test(test_ranking_compares_the_same_lengths),
        cmocka_unit_test(test_ranking_has_no_fixed_sizes),
        cmocka_unit_test(test_bands_are_intervals),
    };
    return cmocka_run_group_tests_name("summaries", tests, shared_open, shared_close);
}
