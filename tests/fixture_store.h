/* A folder for databases of a test, and runs by hand to put into them. */
#ifndef LEXBENCH_FIXTURE_STORE_H
#define LEXBENCH_FIXTURE_STORE_H
#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "results/store.h"
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

static inline int make_dir(void **state) {
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/lexbench-results-XXXXXX");
    return mkdtemp(dir) ? 0 : -1;
}

static inline int remove_dir(void **state) {
    (void)state;
    char **names;
    int n;
    struct error err;
    if (!dir_list(dir, "", &names, &n, &err)) return -1;
    for (int i = 0; i < n; i++) {
        char *path = path_join(dir, names[i]);
        unlink(path);
        mem_free(path);
    }
    dir_free(names, n);
    return rmdir(dir);
}

static inline char *in_dir(const char *name) {
    static char path[4][128];
    static int turn;
    turn = (turn + 1) % 4;
    snprintf(path[turn], sizeof path[turn], "%s/%s", dir, name);
    return path[turn];
}

/* A run of scheme `label`: `exact` of 100 examples at lengths 10, 20, 40 of training length 10. */
static inline struct run_record sample(const char *suite, const char *task, const char *label, long seed, long ordinal,
                                       const long exact[3], bool fitted) {
    struct run_record r = {.trained = true,
                           .seed = seed,
                           .ordinal = ordinal,
                           .train_length = 10,
                           .train_tokens = 22,
                           .status = RUN_DONE,
                           .parameters = 1000,
                           .steps = 50,
                           .attempt = 1,
                           .seconds = 1.5,
                           .instructions = 1.25e9,
                           .eval_seconds = 0.5,
                           .peak_rss = 1 << 20,
                           .fit = fitted ? 1 : 0.25,
                           .fit_examples = 100,
                           .fit_step = fitted ? 30 : -1,
                           .fitted = fitted,
                           .started_us = 1000,
                           .finished_us = 2000};
    struct text config = {0};
    text_add(&config, "scheme = %s\ntask = %s\nseed = %ld\n", label, task, seed);
    r.config = mem_text(text_of(&config));
    sha256_hex(r.config, strlen(r.config), r.id);
    text_free(&config);
    snprintf(r.suite, sizeof r.suite, "%s", suite);
    snprintf(r.scheme, sizeof r.scheme, "%s", label);
    snprintf(r.label, sizeof r.label, "%s", label);
    snprintf(r.task, sizeof r.task, "%s", task);
    snprintf(r.host.processor, sizeof r.host.processor, "test");
    struct run_part *part = run_record_add_part(&r, task, "exact");
    part->fit = r.fit;
    part->fitted = fitted;
    r.n_curve = 2;
    r.curve = mem_zero(2, sizeof *r.curve);
    r.curve[0] = (struct curve_point){.step = 0, .loss = 1.0 / 3, .grad_norm = 0.1, .lr = 1e-3, .fit = (double)NAN};
    r.curve[1] = (struct curve_point){.step = 50, .loss = 0.125, .grad_norm = 0.2, .lr = 1e-4, .fit = r.fit};
    r.n_eval = 3;
    r.eval = mem_zero(3, sizeof *r.eval);
    for (int i = 0; i < 3; i++) {
        long n = 10L << i;
        r.eval[i] = (struct eval_row){.length = n,
                                      .multiple = (double)n / 10,
                                      .tokens_sum = 100 * (2 * n + 2),
                                      .examples = 100,
                                      .exact = exact[i],
                                      .exact_no_eos = exact[i],
                                      .answers = 1000,
                                      .answers_right = 500 + exact[i],
                                      .loss_sum = 500,
                                      .chance = 0.01,
                                      .chance_token = 0.1,
                                      .first_error_sum = 5 * (100 - exact[i]) / 2,
                                      .seconds = 0.1};
        r.eval[i].n_position = 2;
        r.eval[i].position_right = mem_zero(2, sizeof(long));
        r.eval[i].position_seen = mem_zero(2, sizeof(long));
        r.eval[i].position_seen[0] = r.eval[i].position_seen[1] = 100;
        r.eval[i].position_right[0] = 90;
        r.eval[i].n_depth = i == 0 ? 10 : 0;
        for (int d = 0; d < 10 && i == 0; d++) r.eval[i].depth_seen[d] = 10, r.eval[i].depth_exact[d] = d;
    }
    return r;
}

static inline void ingest(struct store *s, struct run_record r) {
    struct error err;
    if (!store_ingest(s, &r, &err)) fail_msg("%s", err.text);
    run_record_free(&r);
}

static inline struct store *fresh(const char *name) {
    struct error err;
    struct store *s = store_open(in_dir(name), &err);
    if (!s) fail_msg("%s", err.text);
    return s;
}

static inline double one_number(struct store *s, const char *sql) {
    struct error err;
    double value = (double)NAN;
    struct table *t = store_query(s, sql, NULL, 0, &err);
    if (!t) fail_msg("%s", err.text);
    assert_int_equal(table_rows(t), 1);
    table_at_number(t, 0, 0, &value);
    table_free(t);
    return value;
}

static const long good[] = {100, 80, 20}, middling[] = {100, 40, 0}, bad[] = {30, 0, 0};

/* A run of the first schema, whose rows later versions hold differently; its id is the hash of the configuration 'x'.
 */
static const char old_rows[] =
    "INSERT INTO suite VALUES ('kept', 'a', 'b'); INSERT INTO host VALUES (7, 'p', 'b', 'c', 'f', 'r', 'h');"
    "INSERT INTO run SELECT '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881', 'rope', 'sort', 3, 10, "
    "22, 'x', 'done', '', 1, 50, 1, 1.5, 0.5, 1, "
    "0.9, "
    "100, NULL, 1, 1, 2, 7; INSERT INTO suite_run SELECT 'kept', id, 'R', 0 FROM run;"
    "INSERT INTO evaluation SELECT id, '', 20, 2.0, 42, 100, 80, 81, 2000, 1900, 0.25, 0.01, 0.1, 2.5, 0.1 FROM run;"
    "INSERT INTO position SELECT id, '', 20, 0, 90, 100 FROM run; INSERT INTO depth SELECT id, '', 20, 7, 6, 10 FROM "
    "run;";
#endif
