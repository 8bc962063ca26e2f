/* Databases of older versions, brought up to date: what they hold is what it was. */
#include "tests/fixture_store.h"

static void old_databases_are_brought_up_to_date(void **state) {
    (void)state;
    struct error err;
    char command[2048];
    struct text report = {0};
    const char *old = in_dir("old.db");
    snprintf(command, sizeof command,
             "(cat results/schema.sql; echo \"CREATE VIEW v_run AS SELECT 1; CREATE VIEW v_gone AS SELECT 2; "
             "%s PRAGMA application_id = %d; PRAGMA user_version = 1;\") | sqlite3 %s",
             old_rows, 0x6c78626e, old);
    assert_int_equal(system(command), 0);
    assert_null(store_open_readonly(old, &err));
    assert_non_null(strstr(err.text, "lexbench db upgrade"));
    struct store *s = store_open(old, &err);
    if (!s) fail_msg("%s", err.text);
    if (!store_check(s, &report, &err)) fail_msg("%s", err.text);
    assert_true(one_number(s, "SELECT count(*) FROM suite WHERE name = 'kept'") == 1);
    assert_true(one_number(s, "SELECT exact FROM v_eval WHERE task = 'sort' AND label = 'R' AND fitted") == 0.8);
    assert_true(one_number(s, "SELECT value FROM v_eval WHERE metric = 'exact'") == 0.8);
    assert_true(one_number(s, "SELECT accuracy FROM v_position WHERE task = 'sort'") == 0.9 &&
                one_number(s, "SELECT accuracy FROM v_depth WHERE task = 'sort' AND depth = 7") == 0.6);
    assert_true(one_number(s, "SELECT fit FROM v_run_task WHERE task = 'sort'") == 0.9);
    ingest(s, sample("s", "copy", "rope", 1, 0, good, true));
    assert_true(one_number(s, "SELECT count(*) FROM v_cell") == 4);
    assert_true(isnan(one_number(s, "SELECT instructions FROM v_run WHERE label = 'R'")) &&
                one_number(s, "SELECT instructions FROM v_run WHERE label = 'rope'") == 1.25e9);
    assert_true(one_number(s, "SELECT count(*) FROM v_baseline") == 0 &&
                one_number(s, "SELECT count(*) FROM v_history") == 0);
    store_close(s);
    snprintf(command, sizeof command, "sqlite3 %s.schema-1 'SELECT name FROM suite; PRAGMA user_version' | grep -qx 1",
             old);
    assert_int_equal(system(command), 0);
    s = store_open_readonly(old, &err);
    assert_non_null(s);
    store_close(s);
    text_free(&report);
}

/* What lexbench of version 6 had that was built before that version was complete, from one that is: *early sets the
 * database back by SQL. */
static void set_back(const char *path, const char *early) {
    char command[2048];
    snprintf(command, sizeof command,
             "sqlite3 %s \"DROP VIEW v_verdict; DROP VIEW v_curve; DROP VIEW v_cell; DROP VIEW v_reach; DROP VIEW "
             "v_summary; DROP VIEW v_eval; ALTER TABLE evaluation DROP COLUMN loops_sum; DROP INDEX run_in_brief; DROP "
             "TABLE frozen; DROP TABLE finding; DROP "
             "TABLE verdict; ALTER TABLE "
             "finding_13 RENAME TO finding; ALTER TABLE verdict_13 RENAME TO verdict; DROP TABLE probe; ALTER TABLE "
             "night DROP COLUMN declined; ALTER TABLE "
             "snapshot_cell DROP COLUMN examples; "
             "ALTER TABLE snapshot_cell DROP COLUMN bits; ALTER TABLE verdict DROP COLUMN file_hash; ALTER "
             "TABLE verdict DROP COLUMN "
             "suite_hash; %s; DROP TABLE evaluator; DROP TABLE apart; DROP TABLE bet; DROP TABLE watched; DROP TABLE "
             "reserve; DROP TABLE younger; PRAGMA user_version = 6\"",
             path, early);
    assert_int_equal(system(command), 0);
}

static void early_databases_of_version_6_are_brought_up_to_date(void **state) {
    (void)state;
    static const char *const early[] = {"", "DROP TABLE choice", "DROP TABLE choice; DROP INDEX evaluation_of_variant",
                                        ("DROP TABLE choice; DROP INDEX evaluation_of_variant; DROP INDEX "
                                         "suite_run_of_run; DROP INDEX alias_of_run; DROP INDEX event_of_run")};
    for (size_t i = 0; i < sizeof early / sizeof *early; i++) {
        struct error err;
        struct text report = {0};
        char name[16];
        snprintf(name, sizeof name, "early%zu.db", i);
        struct store *s = fresh(name);
        ingest(s, sample("s", "copy", "rope", 1, 0, good, true));
        store_close(s);
        set_back(in_dir(name), early[i]);
        assert_null(store_open_readonly(in_dir(name), &err));
        assert_non_null(strstr(err.text, "lexbench db upgrade"));
        s = store_open(in_dir(name), &err);
        if (!s) fail_msg("%s", err.text);
        if (!store_check(s, &report, &err)) fail_msg("%s", err.text);
        assert_string_equal(text_of(&report), "");
        assert_true(one_number(s, "SELECT count(*) FROM choice") == 0 &&
                    one_number(s, "SELECT count(*) FROM run") == 1);
        store_close(s);
        text_free(&report);
    }
}

/* tests/older/vN.db were written by the last lexbench of each schema, v6.db by the first of version 6: `run old.yaml`,
 * the same with "evaluate.lengths=1,12 evaluate.examples=30", and "train.lr=1e-3 schemes=rope". That made ten runs up
 * to version 5, of six trainings; of their 26 cells four were evaluated twice, the second time on more examples. v6.db
 * has a verdict, too, by the rule of its time, which is kept where it is no longer taken for one. */
static void real_databases_of_every_version_are_brought_up_to_date(void **state) {
    (void)state;
    for (int version = 1; version <= 6; version++) {
        struct error err;
        struct text report = {0};
        char from[64], name[16], command[256], old[65], id[RUN_ID_SIZE];
        snprintf(from, sizeof from, "tests/older/v%d.db", version);
        snprintf(name, sizeof name, "v%d.db", version);
        snprintf(command, sizeof command, "sqlite3 %s 'SELECT id FROM run ORDER BY id LIMIT 1'", from);
        FILE *f = popen(command, "r");
        assert_int_equal(fscanf(f, "%64s", old), 1);
        pclose(f);
        assert_true(file_copy(from, in_dir(name), &err));
        struct store *s = store_open(in_dir(name), &err);
        if (!s) fail_msg("%s", err.text);
        if (!store_check(s, &report, &err)) fail_msg("%s", err.text);
        assert_true(one_number(s, "SELECT count(*) FROM run") == 6 &&
                    one_number(s, "SELECT count(*) FROM alias") == (version < 6 ? 10 : 0));
        assert_true(one_number(s, "SELECT count(*) FROM evaluation") == 22);
        assert_true(one_number(s, "SELECT count(*) FROM evaluation WHERE length = 1 AND examples = 30") == 4);
        assert_true(one_number(s, "SELECT count(*) FROM position WHERE length = 12") == 4 * 13);
        assert_true(one_number(s, "SELECT count(*) FROM curve") == 6 * 60);
        assert_true(one_number(s, "SELECT max(runs) FROM v_curve") == 2 &&
                    one_number(s, "SELECT count(*) FROM arm") == 3);
        assert_true(one_number(s, "SELECT count(DISTINCT label) FROM v_run WHERE label LIKE 'rope, lr=%'") == 2);
        assert_true(one_number(s, "SELECT count(*) FROM v_setting WHERE key = 'train.lr' AND value = '0.001'") == 2);
        assert_true(one_number(s, "SELECT count(*) FROM v_setting WHERE key = 'model.loops' AND value = '1'") == 6);
        if (!store_find_run(s, old, id, &err)) fail_msg("%s", err.text);
        assert_true((strcmp(id, old) == 0) == (version == 6));
        assert_true(one_number(s, "SELECT count(*) FROM suite_run WHERE label IN ('rope', 'nope')") == 6);
        assert_true(one_number(s, "SELECT count(*) FROM verdict_13 WHERE length(file_hash) = 64 AND suite_hash = ''") ==
                    (version == 6));
        store_close(s);
        char kept[96];
        snprintf(kept, sizeof kept, "%s.schema-%d", in_dir(name), version);
        assert_true(file_exists(kept));
        text_free(&report);
    }
}

/* A ledger of the schema before instructions. */
static void old_ledgers_keep_their_snapshots(void **state) {
    (void)state;
    struct error err;
    struct text report = {0};
    char command[2048];
    snprintf(
        command, sizeof command,
        "(cat results/schema.sql results/schema-[234].sql; echo \"INSERT INTO host VALUES (7, 'p', 'b', 'c', 'f', "
        "'r', 'h'); INSERT INTO snapshot VALUES (1, 's', 'r1', 5, '%064d'); INSERT INTO snapshot_run VALUES (1, 0, "
        "'copy', 'rope', 3, 'id', 'done', '', 1, 't', 'e', 0.25, 7); INSERT INTO night VALUES (1, 6, 1, NULL, 3, 0, "
        "0, 0, 0, 0, 0, 0, 0, 0); PRAGMA application_id = %d; PRAGMA user_version = 4;\") | sqlite3 %s",
        0, 0x6c78626e, in_dir("ledger.db"));
    assert_int_equal(system(command), 0);
    struct store *s = store_open(in_dir("ledger.db"), &err);
    if (!s) fail_msg("%s", err.text);
    if (!store_check(s, &report, &err)) fail_msg("%s", err.text);
    assert_true(one_number(s, "SELECT step_seconds FROM snapshot_run WHERE step_instructions IS NULL AND seed = 3") ==
                0.25);
    store_close(s);
    text_free(&report);
}

/* Another view under the same version would make a database that was written the day before one that this program
 * refuses: whoever changes a view adds a file results/schema-N.sql, and puts N and the new hash here. */
static void every_change_of_a_view_has_a_version(void **state) {
    (void)state;
    struct store *s = fresh("defined.db");
    struct text all = {0};
    char hash[SHA256_HEX];
    struct table *t = store_query(s, "SELECT sql FROM sqlite_master WHERE type = 'view' ORDER BY name", NULL, 0, NULL);
    for (int r = 0; r < table_rows(t); r++) text_add(&all, "%s\n", table_at(t, r, 0));
    sha256_hex(text_of(&all), all.size, hash);
    assert_true(one_number(s, "PRAGMA user_version") == 20);
    assert_string_equal(hash, "35267838ec665840669c964601e9a95b1ce4fcb434def955bb38d7e30a6241a7");
    table_free(t);
    text_free(&all);
    store_close(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(old_databases_are_brought_up_to_date),
                                       cmocka_unit_test(early_databases_of_version_6_are_brought_up_to_date),
                                       cmocka_unit_test(every_change_of_a_view_has_a_version),
                                       cmocka_unit_test(real_databases_of_every_version_are_brought_up_to_date),
                                       cmocka_unit_test(old_ledgers_keep_their_snapshots)};
    return cmocka_run_group_tests_name("migrations", tests, make_dir, remove_dir);
}
