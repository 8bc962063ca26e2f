/* The ledger of nights: snapshots of databases, kept, loaded and compared again, and the revisions that nights name. */
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/memory.h"
#include "plots/gate.h"
#include "results/compare.h"
#include "results/history.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[64];

static int make_dir(void **state) {
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/lexbench-ledger-XXXXXX");
    return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state) {
    (void)state;
    char command[96];
    snprintf(command, sizeof command, "rm -rf %s", dir);
    return system(command);
}

static struct run_record record_of(long seed, long exact, double loss, const char *revision) {
    struct run_record r = {.trained = true,
                           .seed = seed,
                           .ordinal = seed,
                           .train_length = 10,
                           .train_tokens = 22,
                           .status = RUN_DONE,
                           .parameters = 10,
                           .steps = 50,
                           .attempt = 1,
                           .seconds = 1,
                           .instructions = seed == 6 ? (double)NAN : 1e12 / 3 * (double)seed,
                           .eval_seconds = 1,
                           .peak_rss = 1,
                           .fit = 1,
                           .fit_examples = 100,
                           .fit_step = 50,
                           .fitted = true,
                           .started_us = 1,
                           .finished_us = 2,
                           .n_curve = 1,
                           .n_eval = 1};
    struct text config = {0};
    text_add(&config, "seed = %ld\n", seed);
    r.config = mem_text(text_of(&config));
    sha256_hex(r.config, strlen(r.config), r.id);
    text_free(&config);
    snprintf(r.suite, sizeof r.suite, "s");
    snprintf(r.scheme, sizeof r.scheme, "rope");
    snprintf(r.label, sizeof r.label, "<ro\"pe> & 'co' \x01\x1b[1m");
    snprintf(r.task, sizeof r.task, "copy");
    snprintf(r.host.processor, sizeof r.host.processor, "p");
    snprintf(r.host.revision, sizeof r.host.revision, "%s", revision);
    run_record_add_part(&r, "copy", "exact")->fitted = true;
    r.curve = mem_zero(1, sizeof *r.curve);
    r.curve[0] = (struct curve_point){.step = 50, .loss = loss, .grad_norm = 1, .lr = 1, .fit = 1};
    r.eval = mem_zero(1, sizeof *r.eval);
    r.eval[0] = (struct eval_row){.length = 20,
                                  .multiple = 2,
                                  .tokens_sum = 42000,
                                  .examples = 1000,
                                  .exact = exact,
                                  .exact_no_eos = exact,
                                  .answers = 1000,
                                  .answers_right = 900,
                                  .loss_sum = 1000 * loss,
                                  .chance = 0.01,
                                  .chance_token = 0.1,
                                  .seconds = 1};
    return r;
}

/* A database of six runs whose scores are `by` off, taken as a snapshot. */
static void take(const char *revision, long by, double loss, struct snapshot *out) {
    char path[128];
    struct error err;
    snprintf(path, sizeof path, "%s/%s.db", dir, revision);
    struct store *s = store_open(path, &err);
    for (long seed = 1; seed <= 6; seed++) {
        struct run_record r = record_of(seed, 800 + seed + by, loss, revision);
        if (!store_ingest(s, &r, &err)) fail_msg("%s", err.text);
        run_record_free(&r);
    }
    if (!snapshot_take(s, "s", NULL, NULL, 0, out, &err)) fail_msg("%s", err.text);
    store_close(s);
}

static void the_ledger_keeps_what_it_is_given(void **state) {
    (void)state;
    struct error err;
    struct snapshot taken, again, loaded;
    char path[128];
    snprintf(path, sizeof path, "%s/nightly.db", dir);
    struct store *ledger = store_open(path, &err);
    take("r1", 0, 0.5, &taken);
    assert_string_equal(taken.revision, "r1");
    assert_true(taken.n_runs == 6 && taken.n_cells == 6 && taken.cell[2].score == 0.803);
    if (!snapshot_keep(ledger, &taken, &err)) fail_msg("%s", err.text);
    take("r1", 0, 0.5, &again);
    assert_true(snapshot_keep(ledger, &again, &err) && again.id == taken.id);
    if (!snapshot_load(ledger, taken.id, &loaded, &err)) fail_msg("%s", err.text);
    struct comparison c;
    compare(&taken, &loaded, &gate_default, &c);
    assert_true(c.same_bits == 6 && c.count[CELL_NONE_MOVED] == 1 && c.code == EXIT_OK && c.n_speeds == 1);
    assert_true(c.speed[0].unit == SPEED_INSTRUCTIONS && c.speed[0].runs_now == 5 && c.speed[0].ratio == 1);
    assert_true(taken.run[1].step_instructions == 1e12 / 3 * 2 / 50 && isnan(taken.run[5].step_instructions));
    assert_true(loaded.run[1].step_instructions == 1e12 / 3 * 2 / 50 && isnan(loaded.run[5].step_instructions));
    comparison_free(&c);
    snapshot_free(&loaded);
    assert_int_equal(baseline_find(ledger, "main"), 0);
    assert_true(baseline_set(ledger, "main", taken.id, "the first", &err));
    assert_int_equal(baseline_find(ledger, "main"), taken.id);
    assert_int_equal(snapshot_of_revision(ledger, "r1", NULL), taken.id);
    assert_int_equal(snapshot_of_revision(ledger, "r1", "other suite"), 0);
    assert_int_equal(snapshot_newest(ledger, NULL), 0); /* no night yet */
    assert_false(snapshot_load(ledger, 999, &loaded, &err));
    snapshot_free(&taken);
    snapshot_free(&again);
    store_close(ledger);
}

/* Nights r1, r2 (other bits, as good), r3 (worse): ranges and steps name them. */
static void nights_name_the_first_bad_revision(void **state) {
    (void)state;
    struct error err;
    char path[128], from[64], to[64];
    struct snapshot was, now;
    static const char *const revisions[] = {"r1", "r2", "r3"};
    static const long by[] = {0, 0, -200};
    snprintf(path, sizeof path, "%s/nightly.db", dir);
    struct store *ledger = store_open(path, &err);
    for (int i = 0; i < 3; i++) {
        take(revisions[i], by[i], i ? 0.25 : 0.5, &now);
        if (!snapshot_keep(ledger, &now, &err)) fail_msg("%s", err.text);
        const struct night night = {.snapshot = now.id, .baseline = 1};
        if (!night_keep(ledger, &night, &err)) fail_msg("%s", err.text);
        if (i < 2) snapshot_free(&now);
    }
    assert_int_equal(snapshot_newest(ledger, "s"), now.id);
    if (!snapshot_load(ledger, baseline_find(ledger, "main"), &was, &err)) fail_msg("%s", err.text);
    if (!night_range(ledger, "s", &was, &was.run[0], from, to, &err)) fail_msg("%s", err.text);
    assert_string_equal(from, "r1");
    assert_string_equal(to, "r2");
    struct table *rows = history_rows(ledger, "s", 0.01, &err), *steps = history_steps(rows);
    assert_int_equal(table_rows(rows), 3);
    assert_int_equal(table_rows(steps), 1);
    assert_string_equal(table_at(steps, 0, 8), "r2");
    assert_string_equal(table_at(steps, 0, 9), "r3");
    assert_string_equal(table_at(steps, 0, 6), "0.803"); /* of 0.8035 */
    assert_string_equal(table_at(steps, 0, 7), "0.603");
    /* The whole report of it, its JSON and XML well-formed whatever a label is. */
    struct comparison c;
    compare(&was, &now, &gate_default, &c);
    assert_true(c.count[CELL_REGRESSED] == 1 && c.changed == 6 && c.code == EXIT_CLAIM);
    const struct gate_report report = {
        .comparison = &c, .was = "r1 <&>", .now = "r3", .command = "x", .ledger = ledger, .formats = PLOT_SVG};
    char out[128], xml[256], *bytes;
    size_t size;
    snprintf(out, sizeof out, "%s/report", dir);
    if (!gate_report_write(&report, out, &err)) fail_msg("%s", err.text);
    snprintf(xml, sizeof xml, "%s/report.json", out);
    assert_true(file_read(xml, 1 << 20, &bytes, &size, &err));
    struct json *root = json_parse(xml, bytes, size, &err);
    double code;
    assert_true(root && json_number(json_get(root, "code"), &code) && code == EXIT_CLAIM);
    assert_int_equal(json_count(json_get(root, "cells")), 1);
    assert_string_equal(json_text(json_get(json_at(json_get(root, "speed"), 0), "unit")), "instructions");
    assert_true(json_number(json_get(json_get(root, "gate"), "more_instructions"), &code) && code == 1.02);
    json_free(root);
    mem_free(bytes);
    snprintf(xml, sizeof xml, "xmllint --noout --schema tests/junit.xsd %s/junit.xml 2>&1", out);
    assert_int_equal(system(xml), 0);
    snprintf(xml, sizeof xml, "%s/report.md", out);
    assert_true(file_read(xml, 1 << 20, &bytes, &size, &err));
    assert_non_null(strstr(bytes, "r3"));
    assert_non_null(strstr(bytes, "1 cell regressed"));
    assert_non_null(strstr(bytes, "instructions | "));
    mem_free(bytes);
    comparison_free(&c);
    table_free(rows);
    table_free(steps);
    snapshot_free(&was);
    snapshot_free(&now);
    store_close(ledger);
}

static void two_runs_of_one_name_are_refused(void **state) {
    (void)state;
    struct error err;
    struct snapshot s;
    char path[128];
    snprintf(path, sizeof path, "%s/twice.db", dir);
    struct store *store = store_open(path, &err);
    for (long seed = 1; seed <= 2; seed++) {
        struct run_record r = record_of(seed, 800, 0.5, "r");
        r.seed = 1;
        assert_true(store_ingest(store, &r, &err));
        run_record_free(&r);
    }
    assert_false(snapshot_take(store, "s", NULL, NULL, 0, &s, &err));
    assert_non_null(strstr(err.text, "labels of their own"));
    char id[RUN_ID_SIZE];
    sha256_hex("seed = 2\n", 9, id);
    const char *const ids[] = {id};
    assert_true(snapshot_take(store, "s", "mine", ids, 1, &s, &err));
    assert_true(s.n_runs == 1 && s.n_cells == 1);
    assert_string_equal(s.revision, "mine");
    snapshot_free(&s);
    store_close(store);
}

static void a_run_on_two_tasks_has_cells_of_both(void **state) {
    (void)state;
    struct error err;
    struct snapshot s;
    char path[128];
    snprintf(path, sizeof path, "%s/both.db", dir);
    struct store *store = store_open(path, &err);
    for (long seed = 1; seed <= 2; seed++) {
        struct run_record r = record_of(seed, 700 + seed, 0.5, "r");
        run_record_add_part(&r, "sort", "exact");
        r.eval = mem_grow(r.eval, sizeof *r.eval, 2 * sizeof *r.eval);
        r.eval[1] = r.eval[0];
        r.eval[1].part = 1, r.eval[1].exact = 300 + seed;
        r.n_eval = 2;
        if (!store_ingest(store, &r, &err)) fail_msg("%s", err.text);
        run_record_free(&r);
    }
    if (!snapshot_take(store, "s", NULL, NULL, 0, &s, &err)) fail_msg("%s", err.text);
    assert_true(s.n_runs == 4 && s.n_cells == 4);
    for (int c = 0; c < 4; c++) {
        const struct snapshot_run *run = &s.run[s.cell[c].run];
        assert_int_equal(lround(1000 * s.cell[c].score), (strcmp(run->task, "sort") == 0 ? 300 : 700) + run->seed);
        assert_int_equal(run->fitted, strcmp(run->task, "copy") == 0);
    }
    struct store *ledger = store_open_memory(&err);
    struct snapshot loaded;
    if (!snapshot_keep(ledger, &s, &err) || !snapshot_load(ledger, s.id, &loaded, &err)) fail_msg("%s", err.text);
    assert_true(loaded.n_runs == 4 && loaded.n_cells == 4 && loaded.cell[3].score == 0.302);
    snapshot_free(&s);
    snapshot_free(&loaded);
    store_close(ledger);
    store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ledger_keeps_what_it_is_given),
        cmocka_unit_test(nights_name_the_first_bad_revision),
        cmocka_unit_test(two_runs_of_one_name_are_refused),
        cmocka_unit_test(a_run_on_two_tasks_has_cells_of_both),
    };
    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
