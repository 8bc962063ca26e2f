/* The store: result files, ingest, views against hand-worked numbers, refusals. */
#include "results/rank.h"
#include "results/summary.h"
#include "tests/fixture_store.h"
#include <sys/wait.h>

static void result_files_round_trip(void **state) {
    (void)state;
    struct error err;
    struct run_record a = sample("s", "copy", "it's \"quoted\"\n\t\x01", 3, 0, good, true), b;
    assert_true(result_file_write(in_dir("a.json"), &a, &err));
    if (!result_file_read(in_dir("a.json"), &b, &err)) fail_msg("%s", err.text);
    assert_string_equal(a.label, b.label);
    assert_string_equal(a.config, b.config);
    assert_true(a.curve[0].loss == b.curve[0].loss && isnan(b.curve[0].fit) &&
                b.eval[2].first_error_sum * 2 == 5 * (b.eval[2].examples - b.eval[2].exact) &&
                b.eval[0].depth_exact[9] == 9);
    assert_true(b.eval[1].position_right[0] == 90 && b.n_eval == 3 && b.fit_step == 30 && b.instructions == 1.25e9);
    assert_true(result_file_write(in_dir("b.json"), &b, &err));
    char *x, *y;
    size_t n, m;
    assert_true(file_read(in_dir("a.json"), 1 << 20, &x, &n, &err));
    assert_true(file_read(in_dir("b.json"), 1 << 20, &y, &m, &err));
    assert_true(n == m && memcmp(x, y, n) == 0);
    /* Any changed or missing byte is refused. */
    for (size_t i = 0; i < n; i += 7) {
        struct run_record damaged;
        x[i] ^= 1;
        assert_true(file_write(in_dir("c.json"), x, n, &err));
        assert_false(result_file_read(in_dir("c.json"), &damaged, &err));
        x[i] ^= 1;
        assert_true(file_write(in_dir("c.json"), x, i, &err));
        assert_false(result_file_read(in_dir("c.json"), &damaged, &err));
    }
    mem_free(x);
    mem_free(y);
    run_record_free(&a);
    run_record_free(&b);
}

/* The file `path` with other text instead of `was`, and its checksum made right. */
static void rewrite(const char *path, const char *was, const char *now, const char *to) {
    struct error err;
    struct text out = {0};
    char *bytes, sum[XXH128_HEX];
    size_t size;
    assert_true(file_read(path, 1 << 20, &bytes, &size, &err));
    const char *at = strstr(bytes, was);
    assert_non_null(at);
    text_add(&out, "%.*s%s", (int)(at - bytes), bytes, now);
    text_bytes(&out, at + strlen(was), size - XXH128_HEX - (size_t)(at - bytes) - strlen(was));
    xxh128_hex(text_of(&out), out.size, sum);
    text_add(&out, "%s\n", sum);
    assert_true(file_write(to, text_of(&out), out.size, &err));
    mem_free(bytes);
    text_free(&out);
}

static void newer_result_files_are_no_damage(void **state) {
    (void)state;
    struct error err;
    struct run_record a = sample("s", "copy", "rope", 3, 0, good, true), newer;
    assert_true(result_file_write(in_dir("sound.json"), &a, &err));
    rewrite(in_dir("sound.json"), "{\"format\":6", "{\"format\":7", in_dir("newer.json"));
    assert_false(result_file_read(in_dir("newer.json"), &newer, &err));
    assert_int_equal(err.kind, ERROR_NEWER);
    assert_non_null(strstr(err.text, "newer lexbench (format 7, this one knows 6); update lexbench"));
    run_record_free(&a);
}

/* tests/older/result-file-4.json was written by a lexbench whose ids covered what is evaluated, and which handed over
 * means. Files of format 3 had no instructions. Nothing else is taken. */
static void older_result_files_are_taken(void **state) {
    (void)state;
    struct error err;
    struct store *s = fresh("older.db");
    struct run_record r;
    const char *kept = "tests/older/result-file-4.json", *old = in_dir("older.json");
    char id[SHA256_HEX];
    for (int format = 2; format <= 6; format++) {
        char word[16];
        snprintf(word, sizeof word, "\"format\":%d", format);
        rewrite(kept, "\"format\":4", word, old);
        if (format == 3) rewrite(old, ",\"instructions\":null", "", old);
        const bool taken = result_file_read(old, &r, &err);
        assert_true(taken == (format == 3 || format == 4));
        if (!taken) continue;
        sha256_hex(r.config, strlen(r.config), id);
        assert_string_equal(r.id, id);
        assert_null(strstr(r.config, "evaluate."));
        assert_true(r.trained && !r.code[0] && isnan(r.instructions) && r.seed == 2 && r.n_eval == 2);
        const struct eval_row *e = &r.eval[1];
        assert_true(e->length == 8 && e->examples == 20 && e->tokens_sum == 20 * 18 && e->answers == 180);
        assert_true(fabs(e->loss_sum - 2.81955426802084 * 180) < 1e-9 && e->first_error_sum == lround(0.05 * 20));
        ingest(s, r);
    }
    assert_true(one_number(s, "SELECT count(*) FROM v_run") == 1 && one_number(s, "SELECT count(*) FROM v_eval") == 2);
    assert_true(fabs(one_number(s, "SELECT loss FROM v_eval WHERE length = 8") - 2.81955426802084) < 1e-12 &&
                fabs(one_number(s, "SELECT first_error FROM v_eval WHERE length = 8") - 0.05) < 1e-12);
    store_close(s);
}

/* The checksum is right, and what the file says cannot be. */
static void contradictions_are_damage(void **state) {
    (void)state;
    struct error err;
    struct run_record r = sample("s", "copy", "rope", 1, 0, good, true), back;
    const char *sound = in_dir("sound.json"), *bent = in_dir("bent.json");
    char id[80], outside[80], fraction[32];
    assert_true(result_file_write(sound, &r, &err));
    snprintf(id, sizeof id, "\"id\":\"%s", r.id);
    snprintf(outside, sizeof outside, "\"id\":\"%.52s%s", "./././././././././././././././././././././././././././",
             "../../victim");
    assert_int_equal(strlen(id), strlen(outside) - 0);
    snprintf(fraction, sizeof fraction, "\"exact\":%ld.5", good[0]);
    const char *const was_now[][2] = {{id, outside},
                                      {"\"seed\":1", "\"seed\":2"},
                                      {"\"examples\":100", "\"examples\":10"},
                                      {"\"examples\":100", "\"examples\":0"},
                                      {"\"answers\":1000", "\"answers\":10"},
                                      {"\"position_seen\":[100", "\"position_seen\":[1"},
                                      {"\"position_seen\":[100", "\"position_seen\":[1e300"},
                                      {"seed = 1", "seed = 2"},
                                      {"\"fit\":1,", "\"fit\":1.5,"},
                                      {"\"part\":0", "\"part\":1"}};
    for (size_t i = 0; i < sizeof was_now / sizeof *was_now; i++) {
        rewrite(sound, was_now[i][0], was_now[i][1], bent);
        if (result_file_read(bent, &back, &err)) fail_msg("taken with %s", was_now[i][1]);
        assert_int_equal(err.kind, ERROR_DAMAGED);
    }
    if (!result_file_read(sound, &back, &err)) fail_msg("%s", err.text);
    run_record_free(&back);
    assert_false(result_file_read(in_dir("nowhere.json"), &back, &err));
    assert_true(err.kind == ERROR_PLAIN && err.exit_code == EXIT_IO); /* nothing is known to be wrong with it */
    run_record_free(&r);
    assert_true(run_id_is_valid("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"));
    assert_false(run_id_is_valid("0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef"));
    assert_false(run_id_is_valid("") ||
                 run_id_is_valid("../0123456789abcdef0123456789abcdef0123456789abcdef0123456789abc"));
}

/* Texts that the world cut, or wrote in another encoding, up to the last byte of their members. */
static void odd_texts_are_read_back(void **state) {
    (void)state;
    struct error err;
    struct run_record r = sample("s", "copy", "rope", 1, 0, good, true), back;
    memset(r.reason, 'a', sizeof r.reason - 1);
    r.reason[sizeof r.reason - 2] = (char)0xC3; /* the first half of a character */
    memset(r.host.hostname, 0xE9, sizeof r.host.hostname - 1);
    assert_true(result_file_write(in_dir("odd.json"), &r, &err));
    if (!result_file_read(in_dir("odd.json"), &back, &err)) fail_msg("%s", err.text);
    assert_true(strlen(back.reason) == sizeof r.reason - 2 && text_is_utf8(back.host.hostname));
    run_record_free(&r);
    run_record_free(&back);
}

/* Somebody else's lock, a row that the tables do not take, and other numbers are three things. */
static void errors_have_kinds(void **state) {
    (void)state;
    struct error err;
    struct run_record r = sample("s", "copy", "rope", 1, 0, good, true);
    struct store *a = fresh("kinds.db"), *b = store_open(in_dir("kinds.db"), &err);
    setenv("LEXBENCH_LOCK_SECONDS", "0", 1);
    struct table *held = store_query(b, "BEGIN IMMEDIATE", NULL, 0, &err);
    assert_non_null(held);
    table_free(held);
    assert_false(store_ingest(a, &r, &err));
    assert_true(err.kind == ERROR_BUSY && err.exit_code == EXIT_INTERRUPTED);
    assert_non_null(strstr(err.text, "another program holds it"));
    store_close(b);
    unsetenv("LEXBENCH_LOCK_SECONDS");
    run_record_add_measured(&r, NULL, "near", "layer 1", 1, 2);
    run_record_add_measured(&r, NULL, "near", "layer 1", 1, 3);
    assert_false(store_ingest(a, &r, &err));
    assert_int_equal(err.kind, ERROR_REFUSED);
    r.n_measured = 1;
    if (!store_ingest(a, &r, &err)) fail_msg("%s", err.text);
    r.eval[0].exact--;
    assert_false(store_ingest(a, &r, &err));
    assert_int_equal(err.kind, ERROR_CONFLICT);
    run_record_free(&r);
    store_close(a);
    assert_false(file_exists(in_dir("kinds.db-journal")));
}

static void ingest_is_idempotent(void **state) {
    (void)state;
    struct error err;
    struct store *s = fresh("idempotent.db");
    ingest(s, sample("s", "copy", "rope", 1, 0, good, true));
    ingest(s, sample("s", "copy", "rope", 1, 0, good, true));
    assert_true(one_number(s, "SELECT count(*) FROM run") == 1 &&
                one_number(s, "SELECT count(*) FROM evaluation") == 3);
    ingest(s, sample("other", "copy", "rope", 1, 5, good, true));
    assert_true(one_number(s, "SELECT count(*) FROM run") == 1 && one_number(s, "SELECT count(*) FROM v_run") == 2);
    struct run_record changed = sample("s", "copy", "rope", 1, 0, middling, true);
    assert_false(store_ingest(s, &changed, &err));
    assert_non_null(strstr(err.text, "determinism alarm"));
    assert_true(one_number(s, "SELECT sum(exact) FROM evaluation") == 200);
    run_record_free(&changed);
    store_close(s);
}

/* A training file that was made with --again, by code `code`: with other numbers, or the same. */
static struct run_record again(const struct run_record *first, const char *code, double loss) {
    struct run_record r = *first;
    snprintf(r.code, sizeof r.code, "%s", code);
    r.again = true;
    r.n_eval = 0;
    r.config = mem_text(first->config);
    r.part = NULL, r.n_parts = 0;
    run_record_add_part(&r, first->task, "exact");
    r.curve = mem_zero(2, sizeof *r.curve);
    memcpy(r.curve, first->curve, 2 * sizeof *r.curve);
    r.curve[1].loss = loss;
    r.eval = NULL;
    return r;
}

static void the_same_bits_again_keep_what_was_evaluated(void **state) {
    (void)state;
    struct error err;
    struct store *s = fresh("again.db");
    struct run_record first = sample("suite", "copy", "nope", 1, 0, (const long[]){100, 90, 50}, true);
    snprintf(first.code, sizeof first.code, "first");
    for (int i = 0; i < 3; i++) snprintf(first.eval[i].code, sizeof first.eval[i].code, "first");
    if (!store_ingest(s, &first, &err)) fail_msg("%s", err.text);
    for (int twice = 0; twice < 2; twice++) {
        ingest(s, again(&first, "second", first.curve[1].loss));
        assert_int_equal((int)one_number(s, "SELECT count(*) FROM evaluation"), 3);
        assert_int_equal((int)one_number(s, "SELECT count(*) FROM position"), 6);
        assert_int_equal((int)one_number(s, "SELECT code = 'second' FROM run"), 1);
        assert_true(one_number(s, "SELECT eval_seconds FROM run") == 0.5);
    }
    assert_int_equal((int)one_number(s, "SELECT count(*) FROM event WHERE kind = 'replaced'"), 1);
    ingest(s, again(&first, "third", 0.5));
    assert_int_equal((int)one_number(s, "SELECT count(*) FROM evaluation"), 0);
    run_record_free(&first);
    store_close(s);
}

static void failures_are_replaced(void **state) {
    (void)state;
    struct store *s = fresh("failed.db");
    struct run_record failed = sample("s", "copy", "rope", 1, 0, bad, false);
    failed.status = RUN_FAILED;
    for (int i = 0; i < failed.n_eval; i++) {
        mem_free(failed.eval[i].position_right);
        mem_free(failed.eval[i].position_seen);
    }
    failed.n_eval = failed.n_curve = 0;
    ingest(s, failed);
    ingest(s, sample("s", "copy", "rope", 1, 0, good, true));
    assert_true(one_number(s, "SELECT count(*) FROM run WHERE status = 'done'") == 1 &&
                one_number(s, "SELECT count(*) FROM run") == 1);
    store_close(s);
}

/* One arm, evaluated at 0.5x, 1x, 1.5x, 2x and 3x of 10; `more`: at 0.25x too. */
static void ingest_lengths(struct store *s, const char *label, int seed, long ordinal, bool more, const long *exact) {
    struct run_record r = sample("s", "copy", label, seed, ordinal, good, true);
    static const long lengths[] = {5, 10, 15, 20, 30, 2};
    const struct eval_row like = r.eval[0];
    for (int i = 0; i < r.n_eval; i++) mem_free(r.eval[i].position_right), mem_free(r.eval[i].position_seen);
    mem_free(r.eval);
    r.n_eval = more ? 6 : 5;
    r.eval = mem_zero((size_t)r.n_eval, sizeof *r.eval);
    for (int i = 0; i < r.n_eval; i++) {
        r.eval[i] = like;
        r.eval[i].length = lengths[i];
        r.eval[i].multiple = (double)lengths[i] / 10;
        r.eval[i].exact = r.eval[i].exact_no_eos = i < 5 ? exact[i] : 0;
        r.eval[i].n_position = r.eval[i].n_depth = 0;
        r.eval[i].position_right = r.eval[i].position_seen = NULL;
    }
    ingest(s, r);
}

static const struct summary_cell *cell_of(const struct summary *s, const char *label, double multiple) {
    for (int k = 0; k < s->n; k++)
        if (strcmp(s->row[k].label, label) == 0) return &s->row[k].cell[summary_multiple(s, multiple)];
    fail_msg("%s has no row", label);
    return NULL;
}

/* Eight seeds of three arms at 100 examples; "b" is behind "a" in 7 of 8 seeds by 1 and ahead by 7 once, a sum of 0;
 * "c" is behind by 10 in all eight, which is one of the 2^8 patterns of signs. */
static void summary_by_hand(void **state) {
    (void)state;
    struct store *s = fresh("summary.db");
    struct error err = {0};
    struct summary t;
    for (int seed = 1; seed <= 8; seed++) {
        const long a[] = {100, 90, 70, 50, 20}, b[] = {100, 80, 70, seed == 8 ? 57 : 49, 0}, c[] = {50, 40, 30, 40, 20};
        ingest_lengths(s, "a", seed, seed, false, a);
        ingest_lengths(s, "b", seed, 10 + seed, seed == 8, b);
        ingest_lengths(s, "c", seed, 20 + seed, false, c);
    }
    const long few[] = {100, 100, 100, 60, 100};
    for (int seed = 1; seed <= 5; seed++) ingest_lengths(s, "few", seed, 30 + seed, false, few);
    assert_true(summary_read(s, "s", &t, &err));
    summary_mark(&t);
    assert_int_equal(t.n, 4);
    assert_int_equal(t.multiples, 6); /* 0.2x 0.5x 1x 1.5x 2x 3x */
    assert_true(summary_multiple(&t, 1.5) == 3 && summary_multiple(&t, 4) == -1);
    const struct summary_cell *b = cell_of(&t, "b", 2);
    assert_int_equal(b->n, 8);
    assert_true(fabs(b->mean - 0.50) < 1e-12 && b->low == 0.49 && b->high == 0.57 && b->fitted == 8);
    assert_true(isnan(cell_of(&t, "a", 0.2)->mean) && cell_of(&t, "b", 0.2)->n == 1);
    /* 0.2x, where one run alone was evaluated, does not count: (0.5x + 1x) / 2. */
    assert_true(fabs(t.row[0].in_range - 0.95) < 1e-12 && fabs(t.row[1].in_range - 0.9) < 1e-12);
    assert_true(fabs(one_number(s, "SELECT in_range FROM v_summary WHERE label = 'b'") - 0.9) < 1e-12);
    /* At 2x "few" has the best mean and five seeds: nobody is told apart from it. */
    for (int k = 0; k < t.n; k++) assert_false(t.row[k].cell[summary_multiple(&t, 2)].best);
    summary_free(&t);
    for (int seed = 6; seed <= 8; seed++) {
        const long low[] = {0, 0, 0, 0, 0};
        ingest_lengths(s, "few", seed, 30 + seed, false, low);
    }
    /* Now "few" is behind on average; means at 2x: a 0.500, b 0.500, c 0.400, few 0.375. */
    assert_true(summary_read(s, "s", &t, &err));
    summary_mark(&t);
    assert_true(cell_of(&t, "a", 2)->best && cell_of(&t, "b", 2)->best);
    assert_false(cell_of(&t, "c", 2)->best);  /* 1 / 256 */
    assert_true(cell_of(&t, "few", 2)->best); /* five ahead by 10, three behind by 50: 32 + 3 of 256 patterns */
    assert_false(cell_of(&t, "b", 3)->best);  /* an accuracy of 0 */
    summary_free(&t);
    assert_true(summary_read(s, "no such suite", &t, &err) && t.n == 0);
    summary_free(&t);
    store_close(s);
}

/* Six seeds of "a", and of "b", which fits nothing: both at 10 and 20 of 10, "a" alone at 15, and at 30 with five
 * seeds of "b". Only at 20 was "a" compared with somebody. */
static void best_of_several(void **state) {
    (void)state;
    struct store *s = fresh("alone.db");
    struct error err = {0};
    struct summary t;
    for (int seed = 1; seed <= 6; seed++) {
        struct run_record a = sample("s", "copy", "a", seed, seed, good, true),
                          b = sample("s", "copy", "b", seed, 10 + seed, bad, false);
        a.eval[0].length = 15, a.eval[0].multiple = 1.5;
        a.eval[2].length = b.eval[2].length = 30, a.eval[2].multiple = b.eval[2].multiple = 3;
        if (seed == 6) b.eval[2].length = 50, b.eval[2].multiple = 5;
        ingest(s, a);
        ingest(s, b);
    }
    assert_true(summary_read(s, "s", &t, &err));
    summary_mark(&t);
    assert_true(cell_of(&t, "a", 1.5)->mean > 0 && cell_of(&t, "a", 3)->mean > 0 && cell_of(&t, "b", 3)->n == 5);
    assert_true(cell_of(&t, "a", 2)->best);
    assert_false(cell_of(&t, "a", 1.5)->best);
    assert_false(cell_of(&t, "a", 3)->best);
    summary_free(&t);
    store_close(s);
}

/* Exactly that multiple, or nothing: 1.5x and 3x were evaluated, 2x and 4x were not. */
static void no_nearest_multiple(void **state) {
    (void)state;
    struct store *s = fresh("nearest.db");
    struct run_record r = sample("s", "copy", "rope", 1, 0, good, true);
    r.eval[1].length = 15, r.eval[1].multiple = 1.5;
    r.eval[2].length = 30, r.eval[2].multiple = 3;
    ingest(s, r);
    assert_true(isnan(one_number(s, "SELECT at_2x FROM v_summary")) &&
                isnan(one_number(s, "SELECT at_4x FROM v_summary")));
    store_close(s);
}

static void views_by_hand(void **state) {
    (void)state;
    struct store *s = fresh("views.db");
    ingest(s, sample("s", "copy", "rope", 1, 0, good, true));
    ingest(s, sample("s", "copy", "rope", 2, 1, middling, true));
    ingest(s, sample("s", "copy", "rope", 3, 2, bad, false));
    assert_true(fabs(one_number(s, "SELECT mean FROM v_curve WHERE length = 20") - 0.4) < 1e-12);
    assert_true(one_number(s, "SELECT median FROM v_curve WHERE length = 20") == 0.4);
    assert_true(one_number(s, "SELECT low FROM v_curve WHERE length = 10") == 0.3 &&
                one_number(s, "SELECT high FROM v_curve WHERE length = 10") == 1);
    assert_true(fabs(one_number(s, "SELECT mean_fitted FROM v_curve WHERE length = 20") - 0.6) < 1e-12);
    assert_true(one_number(s, "SELECT fitted_runs FROM v_summary") == 2 &&
                one_number(s, "SELECT runs FROM v_summary") == 3);
    assert_true(fabs(one_number(s, "SELECT at_2x FROM v_summary") - 0.4) < 1e-12 &&
                fabs(one_number(s, "SELECT at_4x FROM v_summary") - 0.2 / 3) < 1e-12);
    assert_true(isnan(one_number(s, "SELECT at_8x FROM v_summary")));
    assert_true(fabs(one_number(s, "SELECT in_range FROM v_summary") - 2.3 / 3) < 1e-12);
    struct interval w = wilson(80, 100), f = wilson(2, 3);
    assert_true(fabs(one_number(s, "SELECT exact_low FROM v_eval WHERE seed = 1 AND length = 20") - w.low) < 1e-12);
    assert_true(fabs(one_number(s, "SELECT exact_high FROM v_eval WHERE seed = 1 AND length = 20") - w.high) < 1e-12);
    assert_true(fabs(one_number(s, "SELECT fit_low FROM v_summary") - f.low) < 1e-12 &&
                fabs(one_number(s, "SELECT fit_high FROM v_summary") - f.high) < 1e-12);
    assert_true(fabs(one_number(s, "SELECT accuracy FROM v_position WHERE seed = 1 AND length = 10 AND position = 0") -
                     0.9) < 1e-12);
    assert_true(fabs(one_number(s, "SELECT accuracy FROM v_depth WHERE seed = 1 AND depth = 7") - 0.7) < 1e-12);
    assert_true(one_number(s, "SELECT count(*) FROM v_training") == 6);
    store_close(s);
}

/* Five seeds with made-up curves at lengths 10, 20, 40 (1x, 2x, 4x): the views against the functions. */
static void cells_and_reaches(void **state) {
    (void)state;
    struct store *s = fresh("cells.db");
    static const long exact[5][3] = {{100, 95, 10}, {100, 40, 60}, {92, 91, 87}, {100, 50, 0}, {30, 20, 10}};
    double at_2x[5], at_1x_fitted[4];
    for (int i = 0; i < 5; i++) {
        ingest(s, sample("s", "copy", "rope", i + 1, i, exact[i], i < 4));
        at_2x[i] = (double)exact[i][1] / 100;
        if (i < 4) at_1x_fitted[i] = (double)exact[i][0] / 100;
        const double at[] = {1, 2, 4}, length[] = {10, 20, 40};
        const double value[] = {(double)exact[i][0] / 100, at_2x[i], (double)exact[i][2] / 100};
        char sql[128];
        snprintf(sql, sizeof sql, "SELECT area FROM v_reach WHERE seed = %d", i + 1);
        assert_true(fabs(one_number(s, sql) - mean_height(at, value, 3, 1, 3)) < 1e-12);
        const long seen[] = {100, 100, 100};
        for (int level = 50; level <= 90; level += 40) {
            const struct reach r = reach_of(length, exact[i], seen, 3, level / 100.0);
            snprintf(sql, sizeof sql, "SELECT reach_%d FROM v_reach WHERE seed = %d", level, i + 1);
            assert_true(one_number(s, sql) == r.far);
            snprintf(sql, sizeof sql, "SELECT open_%d FROM v_reach WHERE seed = %d", level, i + 1);
            assert_true(one_number(s, sql) == r.open);
        }
    }
    const struct interval fit = wilson(4, 5);
    assert_true(fabs(one_number(s, "SELECT fit_low FROM v_cell WHERE length = 20") - fit.low) < 1e-12);
    assert_true(fabs(one_number(s, "SELECT fit_high FROM v_cell WHERE length = 20") - fit.high) < 1e-12);
    assert_true(fabs(one_number(s, "SELECT mean FROM v_cell WHERE length = 20") - mean_of(at_2x, 5)) < 1e-12);
    assert_true(one_number(s, "SELECT median FROM v_cell WHERE length = 20") == 0.5);
    assert_true(one_number(s, "SELECT low FROM v_cell WHERE length = 20") == 0.2 &&
                one_number(s, "SELECT high FROM v_cell WHERE length = 20") == 0.95);
    assert_true(fabs(one_number(s, "SELECT iqm FROM v_cell WHERE length = 20") - (0.4 + 0.5 + 0.91) / 3) < 1e-12);
    assert_true(one_number(s, "SELECT success FROM v_cell WHERE length = 20") == 0.4);
    const double mean = mean_of(at_1x_fitted, 4);
    assert_true(fabs(one_number(s, "SELECT mean_fitted FROM v_cell WHERE length = 10") - mean) < 1e-12);
    assert_true(one_number(s, "SELECT median_fitted FROM v_cell WHERE length = 10") == 1 &&
                one_number(s, "SELECT low_fitted FROM v_cell WHERE length = 10") == 0.92 &&
                one_number(s, "SELECT success_fitted FROM v_cell WHERE length = 10") == 1);
    assert_true(one_number(s, "SELECT iqm_fitted FROM v_cell WHERE length = 10") == 1);
    /* 0.1 s for 100 examples of 22 tokens */
    assert_true(fabs(one_number(s, "SELECT us_per_token FROM v_cell WHERE length = 10") - 1e5 / 2200) < 1e-9);
    assert_true(one_number(s, "SELECT count(*) FROM v_cell") == 3 &&
                one_number(s, "SELECT count(*) FROM v_reach") == 5);
    store_close(s);
}

static void cells_that_nobody_fits(void **state) {
    (void)state;
    struct store *s = fresh("unfitted.db");
    ingest(s, sample("s", "copy", "rope", 1, 0, bad, false));
    assert_true(isnan(one_number(s, "SELECT mean_fitted FROM v_cell WHERE length = 20")) &&
                isnan(one_number(s, "SELECT iqm_fitted FROM v_cell WHERE length = 20")) &&
                one_number(s, "SELECT reach_50 FROM v_reach") == 0);
    store_close(s);
}

/* Two tasks in one run: each in its own metric, with its own fit; guesses and other numbers beside them. */
static void tasks_of_one_run(void **state) {
    (void)state;
    struct store *s = fresh("tasks.db");
    struct error err;
    struct run_record r = sample("s", "copy", "rope", 1, 0, good, true), back;
    struct run_part *second = run_record_add_part(&r, "markov", "loss");
    second->fit = 0.125;
    snprintf(r.task, sizeof r.task, "copy+markov");
    r.eval[2].part = 1;
    r.eval[2].n_guess = 2;
    r.eval[2].guess[0] = (struct guess){.name = "majority", .exact = 0, .token = 0.25, .loss = 1.5};
    r.eval[2].guess[1] = (struct guess){.name = "optimum", .exact = NAN, .token = NAN, .loss = 0.375};
    r.eval[2].n_bins = 2; /* places 1 and, sixteen groups to an octave later, 2 would be; the second group is empty */
    r.eval[2].bin_loss = mem_zero(2, sizeof(double));
    r.eval[2].bin_seen = mem_zero(2, sizeof(long));
    r.eval[2].bin_loss[0] = 30;
    r.eval[2].bin_seen[0] = 40;
    run_record_add_measured(&r, &r.eval[2], "near", "share", 16, 0.75);
    assert_true(result_file_write(in_dir("tasks.json"), &r, &err));
    if (!result_file_read(in_dir("tasks.json"), &back, &err)) fail_msg("%s", err.text);
    run_record_free(&r);
    ingest(s, back);
    assert_true(one_number(s, "SELECT count(*) FROM v_run") == 1 &&
                one_number(s, "SELECT count(*) FROM v_run_task") == 2);
    assert_true(one_number(s, "SELECT value FROM v_curve WHERE task = 'copy' AND length = 20") == 0.8);
    assert_true(one_number(s, "SELECT value FROM v_curve WHERE task = 'markov'") == 0.5);
    assert_true(fabs(one_number(s, "SELECT chance_value FROM v_curve WHERE task = 'markov'") - log(10)) < 1e-12);
    assert_true(one_number(s, "SELECT fitted_runs FROM v_summary WHERE task = 'copy'") == 1 &&
                one_number(s, "SELECT fitted_runs FROM v_summary WHERE task = 'markov'") == 0 &&
                one_number(s, "SELECT fit FROM v_summary WHERE task = 'markov'") == 0.125);
    assert_true(one_number(s, "SELECT reach_50 FROM v_reach WHERE task = 'copy'") == 20 &&
                one_number(s, "SELECT count(*) FROM v_reach") == 2);
    assert_true(one_number(s, "SELECT value FROM v_guess WHERE name = 'majority'") == 1.5 &&
                one_number(s, "SELECT token_accuracy FROM v_guess WHERE name = 'majority'") == 0.25 &&
                one_number(s, "SELECT value FROM v_guess WHERE name = 'optimum' AND exact IS NULL") == 0.375);
    assert_true(one_number(s, "SELECT value FROM v_measure WHERE name = 'loss' AND series = 'place' AND x = 1") ==
                0.75);
    for (int place = 1; place < 3000; place++)
        assert_true(bin_position(position_bin(place)) <= place && bin_position(position_bin(place) + 1) > place);
    assert_true(position_bin(1) == 0 && position_bin(1024) == 160 && bin_position(160) == 1024);
    assert_true(one_number(s, "SELECT value FROM v_measure WHERE name = 'near' AND task = 'markov' AND x = 16") ==
                0.75);
    store_close(s);
}

static void ranking(void **state) {
    (void)state;
    struct store *s = fresh("rank.db");
    struct error err;
    static const char *const tasks[] = {"copy", "sort"};
    for (int t = 0; t < 2; t++)
        for (long seed = 1; seed <= 3; seed++) {
            ingest(s, sample("s", tasks[t], "best", seed, 10 * t + seed, good, true));
            ingest(s, sample("s", tasks[t], "second", seed, 10 * t + 3 + seed, middling, true));
            ingest(s, sample("s", tasks[t], "third", seed, 10 * t + 6 + seed, bad, false));
        }
    ingest(s, sample("s", "nobody fits", "third", 1, 40, good, false)); /* left out */
    ingest(s, sample("s", "copy", "once", 1, 41, good, true));          /* stands in one task of two: left out too */
    struct summary summary;
    struct ranking ranking;
    assert_true(summary_read(s, "s", &summary, &err));
    rank_arms(&summary, &ranking);
    const struct rank_row *rows = ranking.row;
    assert_int_equal(ranking.n, 3);
    assert_string_equal(rows[0].label, "best");
    assert_string_equal(rows[2].label, "third");
    assert_true(rows[0].rank == 1 && rows[1].rank == 2 && rows[2].rank == 3);
    assert_true(rows[0].interval.low == 1 && rows[0].interval.high == 1 && fabs(rows[0].score - 0.5) < 1e-12 &&
                ranking.ranked == 2);
    ranking_free(&ranking);
    summary_free(&summary);
    store_close(s);
}

static void hostile_names_are_text(void **state) {
    (void)state;
    struct error err;
    struct store *s = fresh("hostile.db");
    const char *name = "'; DROP TABLE run; --";
    ingest(s, sample(name, "copy", "`touch pwned`", 1, 0, good, true));
    struct table *t = store_query(s, "SELECT label FROM v_run WHERE suite = ?1", &name, 1, &err);
    assert_int_equal(table_rows(t), 1);
    assert_string_equal(table_at(t, 0, 0), "`touch pwned`");
    table_free(t);
    store_close(s);
}

static void check_and_backup(void **state) {
    (void)state;
    struct error err;
    struct text report = {0};
    struct store *s = fresh("check.db");
    char a[RUN_ID_SIZE], b[RUN_ID_SIZE];
    ingest(s, sample("s", "copy", "rope", 1, 0, good, true));
    ingest(s, sample("s", "copy", "alibi", 1, 1, bad, false));
    if (!store_check(s, &report, &err)) fail_msg("%s", err.text);
    assert_true(store_fingerprint(s, a, &err));
    store_close(s);
    s = store_open_readonly(in_dir("check.db"), &err);
    assert_true(store_backup(s, in_dir("backup.db"), &err));
    assert_false(store_backup(s, in_dir("backup.db"), &err));
    store_close(s);
    s = store_open_readonly(in_dir("backup.db"), &err);
    assert_true(store_fingerprint(s, b, &err));
    assert_string_equal(a, b);
    store_close(s);
    /* Another order, other times: the same fingerprint. Other numbers: another. */
    s = fresh("order.db");
    struct run_record late = sample("t", "copy", "alibi", 1, 7, bad, false);
    late.started_us += 5;
    late.seconds *= 2;
    ingest(s, late);
    ingest(s, sample("s", "copy", "rope", 1, 0, good, true));
    assert_true(store_fingerprint(s, b, &err));
    assert_string_equal(a, b);
    ingest(s, sample("s", "copy", "nope", 1, 0, good, true));
    assert_true(store_fingerprint(s, b, &err));
    assert_string_not_equal(a, b);
    /* A configuration that was touched is found. */
    struct run_record forged = sample("s", "sort", "rope", 1, 0, good, true);
    forged.config[0] = 'S';
    ingest(s, forged);
    assert_false(store_check(s, &report, &err));
    text_free(&report);
    store_close(s);
}

static void strangers_are_refused(void **state) {
    (void)state;
    struct error err;
    char command[256];
    assert_null(store_open_readonly(in_dir("none.db"), &err));
    assert_non_null(strstr(err.text, "there is no database"));
    store_close(fresh("newer.db"));
    snprintf(command, sizeof command, "sqlite3 %s 'PRAGMA user_version = 99'", in_dir("newer.db"));
    assert_int_equal(system(command), 0);
    assert_null(store_open(in_dir("newer.db"), &err));
    assert_non_null(strstr(err.text, "newer lexbench"));
    snprintf(command, sizeof command, "sqlite3 %s 'CREATE TABLE t (x)'", in_dir("foreign.db"));
    assert_int_equal(system(command), 0);
    assert_null(store_open(in_dir("foreign.db"), &err));
    assert_non_null(strstr(err.text, "not a lexbench database"));
    /* One that looks like ours and is not: a view that says something else, a trigger. Another table is no matter. */
    static const struct {
        const char *sql, *refused;
    } forged[] = {{"CREATE TABLE mine (x)", NULL},
                  {"DROP VIEW v_run; CREATE VIEW v_run AS SELECT 1", "'v_run' is not defined as lexbench defines it"},
                  {"CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM suite; END", "has triggers"}};
    for (size_t i = 0; i < sizeof forged / sizeof *forged; i++) {
        unlink(in_dir("forged.db"));
        struct store *s = fresh("forged.db");
        store_close(s);
        snprintf(command, sizeof command, "sqlite3 %s '%s'", in_dir("forged.db"), forged[i].sql);
        assert_int_equal(system(command), 0);
        for (int k = 0; k < 2; k++) {
            s = (k ? store_open : store_open_readonly)(in_dir("forged.db"), &err);
            assert_true((s != NULL) == !forged[i].refused);
            if (!s) assert_non_null(strstr(err.text, forged[i].refused));
            store_close(s);
        }
    }
}

/* n processes that do the same at once, each with its number; all must succeed. */
static void at_once(int n, bool (*body)(int number, struct error *err)) {
    int gate[2];
    char byte;
    assert_int_equal(pipe(gate), 0);
    fflush(NULL);
    for (int i = 0; i < n; i++) {
        if (fork() != 0) continue;
        struct error err = {0};
        close(gate[1]);
        bool ok = read(gate[0], &byte, 1) == 0 && body(i, &err); /* until the gate opens */
        if (!ok) fprintf(stderr, "process %d: %s\n", i, err.text);
        _exit(ok ? 0 : 1);
    }
    close(gate[0]);
    close(gate[1]);
    for (int i = 0; i < n; i++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
}

static bool open_new(int number, struct error *err) {
    (void)number;
    struct store *s = store_open(in_dir("new.db"), err);
    store_close(s);
    return s != NULL;
}

static bool open_old(int number, struct error *err) {
    (void)number;
    struct store *s = store_open(in_dir("aged.db"), err);
    store_close(s);
    return s != NULL;
}

static bool ingest_many(int number, struct error *err) {
    struct store *s = store_open(in_dir("crowd.db"), err);
    bool ok = s != NULL;
    for (int i = 0; ok && i < 4; i++) {
        /* Every run is handed in by two processes. */
        struct run_record r = sample("s", "copy", "rope", number / 2 * 4 + i, i, good, true);
        ok = store_ingest(s, &r, err);
        run_record_free(&r);
    }
    store_close(s);
    return ok;
}

static void processes_at_once(void **state) {
    (void)state;
    struct error err;
    struct text report = {0};
    char command[1024];
    at_once(16, open_new);
    snprintf(command, sizeof command,
             "(cat results/schema.sql; echo \"INSERT INTO suite VALUES ('kept', 'a', 'b'); PRAGMA application_id = %d; "
             "PRAGMA user_version = 1;\") | sqlite3 %s",
             0x6c78626e, in_dir("aged.db"));
    assert_int_equal(system(command), 0);
    at_once(16, open_old);
    /* One of them copied it, before it was changed. */
    snprintf(command, sizeof command, "sqlite3 %s.schema-1 'PRAGMA user_version' | grep -qx 1", in_dir("aged.db"));
    assert_int_equal(system(command), 0);
    at_once(32, ingest_many);
    struct store *s = store_open_readonly(in_dir("crowd.db"), &err);
    assert_true(one_number(s, "SELECT count(*) FROM run") == 64);
    if (!store_check(s, &report, &err)) fail_msg("%s", err.text);
    store_close(s);
    s = store_open_readonly(in_dir("aged.db"), &err);
    if (!store_check(s, &report, &err)) fail_msg("%s", err.text);
    store_close(s);
    text_free(&report);
}

static void runs_by_prefix(void **state) {
    (void)state;
    struct error err;
    struct store *s = fresh("prefix.db");
    struct run_record r = sample("s", "copy", "rope", 1, 0, good, true);
    char id[RUN_ID_SIZE], found[RUN_ID_SIZE], prefix[9];
    snprintf(id, sizeof id, "%s", r.id);
    snprintf(prefix, sizeof prefix, "%.8s", id);
    ingest(s, r);
    assert_true(store_find_run(s, prefix, found, &err));
    assert_string_equal(id, found);
    assert_false(store_find_run(s, "abc", found, &err));
    assert_false(store_find_run(s, "%%%%", found, &err));
    store_close(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(result_files_round_trip),
                                       cmocka_unit_test(newer_result_files_are_no_damage),
                                       cmocka_unit_test(older_result_files_are_taken),
                                       cmocka_unit_test(contradictions_are_damage),
                                       cmocka_unit_test(odd_texts_are_read_back),
                                       cmocka_unit_test(errors_have_kinds),
                                       cmocka_unit_test(ingest_is_idempotent),
                                       cmocka_unit_test(the_same_bits_again_keep_what_was_evaluated),
                                       cmocka_unit_test(failures_are_replaced),
                                       cmocka_unit_test(views_by_hand),
                                       cmocka_unit_test(summary_by_hand),
                                       cmocka_unit_test(no_nearest_multiple),
                                       cmocka_unit_test(best_of_several),
                                       cmocka_unit_test(cells_and_reaches),
                                       cmocka_unit_test(cells_that_nobody_fits),
                                       cmocka_unit_test(tasks_of_one_run),
                                       cmocka_unit_test(ranking),
                                       cmocka_unit_test(hostile_names_are_text),
                                       cmocka_unit_test(check_and_backup),
                                       cmocka_unit_test(strangers_are_refused),
                                       cmocka_unit_test(processes_at_once),
                                       cmocka_unit_test(runs_by_prefix)};
    return cmocka_run_group_tests_name("results", tests, make_dir, remove_dir);
}
