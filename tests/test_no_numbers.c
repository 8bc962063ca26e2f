/* Runs that crashed, trainings that diverged, and evaluations whose answers were NaN or infinite: none of these is a
 * model that answered wrongly, and everything that shows results says which it was. */
#include "base/hash.h"
#include "plots/outcome.h"
#include "plots/reach.h"
#include "plots/summary.h"
#include "results/claim_values.h"
#include "results/pivot.h"
#include "results/versus.h"
#include "tests/fixture_plots.h"

static const char *const labels[] = {"alibi", "rope", "nope"};
static const char *const tasks[] = {"copy", "text"}, *const metrics[] = {"exact", "loss"};
static const struct fixture three = {.suite = "made-up",
                                     .about = "Made up.",
                                     .n_labels = 3,
                                     .n_tasks = 2,
                                     .n_lengths = 3,
                                     .label = labels,
                                     .task = tasks,
                                     .train_length = 10,
                                     .first_length = 10,
                                     .n_seeds = 3,
                                     .metric = metrics};
enum { COPY, TEXT, SEEDS = 3 };

static void ingest_run(struct store *store, struct run_record *r) {
    struct error err = {0};
    if (!store_ingest(store, r, &err)) fail_msg("%s", err.text);
    run_record_free(r);
}

static struct run_record run_of(int label, int task, int seed) {
    struct run_record r = fixture_run(&three, label, task, seed);
    r.ordinal = (long)(task * 100 + label * 10 + seed);
    r.fit = r.part[0].fit = 1;
    r.fitted = r.part[0].fitted = true;
    if (task == TEXT) snprintf(r.part[0].metric, sizeof r.part[0].metric, "loss");
    return r;
}

static void lose_numbers(struct run_record *r, int first) {
    for (int i = first; i < r->n_eval; i++) {
        r->eval[i].exact = r->eval[i].exact_no_eos = r->eval[i].answers_right = 0;
        r->eval[i].loss_sum = (double)NAN;
    }
}

static void diverge(struct run_record *r) {
    for (int i = 0; i < r->n_eval; i++) eval_row_free(&r->eval[i]);
    r->n_eval = 0;
    r->status = RUN_DIVERGED;
    r->fit = r->part[0].fit = (double)NAN;
    r->fitted = r->part[0].fitted = false;
    snprintf(r->reason, sizeof r->reason, "at step 3 the loss is not finite");
}

/* On both tasks: alibi is not finite at 2x and 4x in all seeds, rope at 4x in one; nope diverges in seed 1, crashes in
 * seed 2. */
static struct place fill(void) {
    struct place p = place_open(NULL);
    assert_true(store_add_suite(p.store, three.suite, three.about, "name: made-up\n", NULL));
    for (int task = 0; task < 2; task++)
        for (int label = 0; label < 3; label++)
            for (int seed = 1; seed <= SEEDS; seed++) {
                struct run_record r = run_of(label, task, seed);
                if (label == 0) lose_numbers(&r, 1);
                if (label == 1 && seed == 1) lose_numbers(&r, 2);
                if (label == 2 && seed == 1) diverge(&r);
                if (label == 2 && seed == 2) run_record_fail(&r, "killed by signal 11");
                ingest_run(p.store, &r);
            }
    return p;
}

static double number(struct store *s, const char *sql) {
    struct error err = {0};
    struct table *t = store_query(s, sql, NULL, 0, &err);
    if (!t) fail_msg("%s", err.text);
    assert_int_equal(table_rows(t), 1);
    const double value = table_value(t, 0, 0);
    table_free(t);
    return value;
}

static void in_views(void **state) {
    (void)state;
    struct place p = fill();
    struct store *s = p.store;
    assert_true(number(s, "SELECT sum(not_finite) FROM v_eval") == 2 * (2 * 3 + 1));
    assert_true(number(s, "SELECT not_finite FROM v_curve WHERE label = 'rope' AND task = 'copy' AND multiple = 4") ==
                1);
    assert_true(number(s, "SELECT not_finite FROM v_cell WHERE label = 'alibi' AND task = 'copy' AND multiple = 2") ==
                3);
    assert_true(number(s, "SELECT count(*) FROM v_run_task WHERE outcome = 'diverged'") == 2);
    assert_true(number(s, "SELECT count(*) FROM v_run_task WHERE outcome = 'failed'") == 2);
    assert_true(number(s, "SELECT count(*) FROM v_run_task WHERE outcome = 'fitted'") == 14);
    /* The run that crashed is none of the runs, and the share that fits is of the others. */
    assert_true(number(s, "SELECT runs * 100 + diverged * 10 + failed FROM v_summary WHERE label = 'nope' AND task = "
                          "'copy'") == 211);
    assert_true(number(s, "SELECT fit_high FROM v_summary WHERE label = 'nope' AND task = 'copy'") ==
                number(s, "SELECT max(fit_high) FROM v_summary WHERE label = 'nope' AND task = 'text'"));
    /* A mean of losses is none where some are missing, and not that of the others. */
    assert_true(isnan(number(s, "SELECT value FROM v_curve WHERE label = 'rope' AND task = 'text' AND multiple = 4")));
    assert_true(isnan(number(s, "SELECT at_4x FROM v_summary WHERE label = 'rope' AND task = 'text'")));
    assert_true(number(s, "SELECT at_2x IS NULL FROM v_summary WHERE label = 'rope' AND task = 'text'") == 0);
    assert_true(number(s, "SELECT min(not_finite_from) FROM v_reach WHERE label = 'alibi' AND task = 'copy'") == 20);
    place_close(&p);
}

/* Predictions of another program may come without losses: these are unknown, and were finite. */
static void predictions_without_losses(void **state) {
    (void)state;
    static const char words[] = "predictions, judged by rule 1";
    char code[RUN_ID_SIZE];
    sha256_hex(words, sizeof words - 1, code);
    assert_string_equal(code, CODE_OF_PREDICTIONS);
    struct place p = place_open(NULL);
    assert_true(store_add_suite(p.store, three.suite, three.about, "name: made-up\n", NULL));
    struct run_record r = run_of(0, COPY, 1);
    for (int i = 0; i < r.n_eval; i++) {
        r.eval[i].loss_sum = (double)NAN;
        memcpy(r.eval[i].code, CODE_OF_PREDICTIONS, sizeof CODE_OF_PREDICTIONS);
    }
    ingest_run(p.store, &r);
    assert_true(number(p.store, "SELECT sum(not_finite) FROM v_eval") == 0);
    struct summary s;
    assert_true(summary_read(p.store, three.suite, &s, NULL));
    for (int m = 0; m < s.multiples; m++) assert_int_equal(s.row[0].cell[m].not_finite, 0);
    summary_free(&s);
    place_close(&p);
}

static const struct summary_row *row_of(const struct summary *s, const char *task, const char *label) {
    for (int k = 0; k < s->n; k++)
        if (strcmp(s->row[k].task, task) == 0 && strcmp(s->row[k].label, label) == 0) return &s->row[k];
    fail_msg("no row of %s", label);
    return NULL;
}

static void in_the_summary(void **state) {
    (void)state;
    struct place p = fill();
    struct summary s;
    assert_true(summary_read(p.store, three.suite, &s, NULL));
    const int far = summary_multiple(&s, 4);
    const struct summary_row *nope = row_of(&s, "copy", "nope"), *rope = row_of(&s, "text", "rope");
    assert_int_equal(nope->runs, 2);
    assert_int_equal(nope->diverged, 1);
    assert_int_equal(nope->failed, 1);
    assert_true(nope->lost[0].seed == 1 && nope->lost[0].status == RUN_DIVERGED);
    assert_true(nope->lost[1].seed == 2 && nope->lost[1].status == RUN_FAILED);
    assert_int_equal(rope->cell[far].n, 3);
    assert_int_equal(rope->cell[far].not_finite, 1);
    assert_true(isinf(rope->cell[far].mean)); /* the worst there can be */
    summary_free(&s);
    place_close(&p);
}

static void has(const char *text, const char *words) {
    if (!strstr(text, words)) fail_msg("not said: %s\nin:\n%s", words, text);
}

static char *printed(const struct place *p, enum table_format format) {
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    const struct summary_look look = {.format = format};
    assert_true(summary_print(p->store, three.suite, &look, out, NULL));
    fclose(out);
    return text;
}

static void in_tables(void **state) {
    (void)state;
    struct place p = fill();
    static const enum table_format formats[] = {TABLE_TEXT, TABLE_MARKDOWN, TABLE_LATEX};
    for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
        char *text = printed(&p, formats[f]);
        has(text, "1/2 (1 diverged, 1 failed)");
        has(text, " (1 not finite)");   /* rope on copy: a mean of three, one of them wrong for that */
        has(text, "1 of 3 not finite"); /* and on text there is no mean */
        has(text, "diverged: ");        /* the legend */
        has(text, "not finite: ");
        assert_null(strstr(text, "inf "));
        assert_null(strstr(text, "nan"));
        free(text);
    }
    struct error err = {0};
    struct table *wide = summary_table(p.store, three.suite, true, &err);
    if (!wide) fail_msg("%s", err.text);
    for (int r = 0; r < table_rows(wide); r++) {
        const char *label = text_at(wide, r, "label");
        assert_true(number_at(wide, r, "diverged") == (strcmp(label, "nope") == 0));
        assert_true(number_at(wide, r, "failed") == (strcmp(label, "nope") == 0));
        assert_true(number_at(wide, r, "not finite") == (*label == 'a' ? 6 : *label == 'r' ? 1 : 0));
    }
    has(text_at(wide, 1, "cells"), "\"not_finite\": 1");
    table_free(wide);
    struct table *cells = summary_cells(p.store, three.suite, &err);
    assert_true(number_at(cells, 2, "not_finite") == 3);
    table_free(cells);
    place_close(&p);
}

static const char *outcome_of(const struct table *t, const char *scheme, const char *task) {
    for (int r = 0; r < table_rows(t); r++)
        if (strcmp(table_at(t, r, 1), scheme) == 0 && strcmp(text_at(t, r, "task"), task) == 0)
            return text_at(t, r, "outcome");
    fail_msg("no row of %s", scheme);
    return NULL;
}

static void in_pivots(void **state) {
    (void)state;
    struct place p = fill();
    struct error err = {0};
    struct pivot_note note;
    struct table *t = pivot_table(p.store, three.suite, &(struct pivot){.by = "label"}, &note, &err);
    if (!t) fail_msg("%s", err.text);
    assert_string_equal(outcome_of(t, "nope", "copy"), "1 diverged, 1 failed");
    assert_string_equal(outcome_of(t, "alibi", "copy"), "2x: 3 of 3 not finite; 4x: 3 of 3 not finite");
    assert_string_equal(outcome_of(t, "rope", "text"), "4x: 1 of 3 not finite");
    table_free(t);
    /* A seed whose training diverged has a row, though nothing was evaluated. */
    t = pivot_table(p.store, three.suite, &(struct pivot){.by = "seed"}, &note, &err);
    int diverged = 0, failed = 0, without = 0;
    for (int r = 0; r < table_rows(t); r++) {
        diverged += strcmp(text_at(t, r, "outcome"), "diverged") == 0;
        failed += strcmp(text_at(t, r, "outcome"), "failed") == 0;
        without += strcmp(text_at(t, r, "outcome"), "4x: not finite") == 0;
    }
    assert_true(diverged == 2 && failed == 2 && without == 2);
    table_free(t);
    place_close(&p);
}

static void in_the_finding(void **state) {
    (void)state;
    struct place p = fill();
    struct error err = {0};
    struct dataset d;
    struct outcome o;
    struct text all = {0};
    if (!dataset_open(p.store, three.suite, NULL, &d, &err) || !outcome_read(&d, &o, &err)) fail_msg("%s", err.text);
    assert_true(o.n <= OUTCOME_MOST);
    for (int i = 0; i < o.n; i++) text_add(&all, "%s\n", text_of(&o.sentence[i]));
    has(text_of(&all), "Diverged in training: nope on copy (1 of 2)");
    has(text_of(&all), "Crashed or refused: nope on copy (1)");
    has(text_of(&all), "alibi on copy from 2x (3 of 3)");
    has(text_of(&all), "rope on copy from 4x (1 of 3)");
    has(text_of(&all), "7 of 8 runs fitted"); /* of copy: the one that crashed is none */
    struct reaches reaches;
    assert_true(reaches_read(&d, false, &reaches, NULL));
    struct table *reach = reach_table(&d, &reaches);
    has(text_at(reach, 0, "copy"), "3/3, not finite from 2x in 3 of 3 runs");
    has(text_at(reach, 2, "copy"), "1/2 (1 diverged, 1 failed)");
    table_free(reach);
    reaches_free(&reaches);
    text_free(&all);
    outcome_free(&o);
    dataset_close(&d);
    place_close(&p);
}

/* No dot stands at 0 as if it had been measured: a cross does, and words say what it is. */
static void in_charts(void **state) {
    (void)state;
    struct place p = fill();
    draw(&p, three.suite, PLOT_SVG);
    char *data = slurp(p.dir, "accuracy-copy.tsv"), *script = slurp(p.dir, "accuracy-copy.gp"),
         *drawn = slurp(p.dir, "accuracy-copy.svg"), *cells = slurp(p.dir, "heatmap-copy.svg"),
         *loss = slurp(p.dir, "loss-text.tsv"), *all = slurp(p.dir, "overview.gp"),
         *training = slurp(p.dir, "training-copy.svg");
    has(script, "\ncrossed = 1\n");
    has(script, "without a model: nope 1 diverged, 1 failed");
    has(all, "\ncrossed = 1\n");
    has(drawn, "cross: ");
    has(cells, ">x<"); /* alibi at 2x, where there is no number */
    has(training, "dotted: diverged");
    assert_null(strstr(data, "inf"));
    assert_null(strstr(loss, "inf"));
    char *const text[] = {data, script, drawn, cells, loss, all, training};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) mem_free(text[i]);
    struct dataset d;
    struct error err = {0};
    if (!dataset_open(p.store, three.suite, NULL, &d, &err)) fail_msg("%s", err.text);
    const int far = summary_multiple(&d.summary, 4);
    const struct summary_row *alibi = row_of(&d.summary, "copy", "alibi"), *rope = row_of(&d.summary, "text", "rope");
    assert_true(isnan(cell_middle(&d, &alibi->cell[far], false).median));
    assert_true(isfinite(cell_middle(&d, &alibi->cell[0], false).median));
    assert_true(isfinite(cell_middle(&d, &rope->cell[far], true).median)); /* of three, one is worse than any */
    dataset_close(&d);
    place_close(&p);
}

/* An infinite loss is worse than any, and not one that is missing. */
static void in_comparisons(void **state) {
    (void)state;
    struct place p = fill();
    struct error err = {0};
    struct versus v;
    struct versus_ask ask = {.a = "rope", .b = "alibi", .task = "text", .at = "4x", .share = 0.5};
    if (!versus_read(p.store, three.suite, &ask, &v, &err)) fail_msg("%s", err.text);
    assert_int_equal(v.n, 1);
    assert_int_equal(v.row[0].seeds, 3);
    assert_int_equal(v.row[0].n_better[VERSUS_A], 2); /* in one seed both are the worst there can be */
    assert_true(v.row[0].not_finite[0] == 1 && v.row[0].not_finite[1] == 3);
    assert_true(v.row[0].diverged[0] == 0 && v.row[0].diverged[1] == 0);
    versus_free(&v);
    ask.b = "nope", ask.task = "copy";
    if (!versus_read(p.store, three.suite, &ask, &v, &err)) fail_msg("%s", err.text);
    assert_int_equal(v.row[0].seeds, 2); /* the run that crashed is no evidence */
    assert_true(v.row[0].diverged[0] == 0 && v.row[0].diverged[1] == 1);
    versus_free(&v);
    place_close(&p);
}

static void in_claims(void **state) {
    (void)state;
    struct place p = fill();
    struct error err = {0};
    const struct claim claim = {.fit = {.metric = MEASURE_EXACT, .at_least = true, .bound = 0.9}};
    const struct cell_runs of = {0};
    struct table *ids =
        store_query(p.store, "SELECT run_id, label, task, status FROM v_run ORDER BY ordinal", NULL, 0, &err);
    int stored = 0, not_finite = 0, diverged = 0, infinite = 0;
    for (int r = 0; r < table_rows(ids); r++) {
        struct known_run run;
        if (!known_run_read(p.store, &claim, &of, table_at(ids, r, 0), &run, &err)) fail_msg("%s", err.text);
        stored += run.stored, not_finite += run.not_finite, diverged += run.diverged;
        for (int l = 0; run.stored && l < table_rows(run.lengths); l++)
            for (int c = 0; c < table_columns(run.lengths); c++) infinite += isinf(table_value(run.lengths, l, c)) != 0;
        known_run_free(&run);
    }
    assert_int_equal(stored, 16); /* all but the two that crashed */
    assert_int_equal(not_finite, 2 * (3 + 1));
    assert_int_equal(diverged, 2);
    assert_int_equal(infinite, 2 * (2 * 3 + 1)); /* losses */
    table_free(ids);
    struct text words = {0};
    verdict_lost_words(12, 2, 3, &words);
    has(text_of(&words), "2 of 12 runs diverged");
    has(text_of(&words), "3 of 12 runs gave answers that were no finite numbers");
    text_free(&words);
    place_close(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_views),  cmocka_unit_test(predictions_without_losses),
        cmocka_unit_test(in_tables), cmocka_unit_test(in_the_summary),
        cmocka_unit_test(in_pivots), cmocka_unit_test(in_the_finding),
        cmocka_unit_test(in_charts), cmocka_unit_test(in_comparisons),
        cmocka_unit_test(in_claims),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
