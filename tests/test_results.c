/* The store: ingest, refusals, backups, databases of strangers, and processes at once. */
#include "tests/fixture_store.h"
#include <sys/wait.h>

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
    const struct CMUnitTest tests[] = {cmocka_unit_test(errors_have_kinds),
                                       cmocka_unit_test(ingest_is_idempotent),
                                       cmocka_unit_test(the_same_bits_again_keep_what_was_evaluated),
                                       cmocka_unit_test(failures_are_replaced),
                                       cmocka_unit_test(hostile_names_are_text),
                                       cmocka_unit_test(check_and_backup),
                                       cmocka_unit_test(strangers_are_refused),
                                       cmocka_unit_test(processes_at_once),
                                       cmocka_unit_test(runs_by_prefix)};
    return cmocka_run_group_tests_name("results", tests, make_dir, remove_dir);
}
