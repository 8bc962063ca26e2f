/* The part of the database that is shown: the runs of a suite. */
#include "base/memory.h"
#include "base/text.h"
#include "results/rows.h"
#include <stdlib.h>
#include <string.h>

extern const char results_views_sql[];

/* Temporary names of this connection hide the database's own: the views are made once more over them. Nothing is
 * written to the file. A suite's runs keep what is asked of them while it is put together. */
static const char scope_tables[] =
    "CREATE TEMP TABLE suite (name PRIMARY KEY, about, text);"
    "CREATE TEMP TABLE suite_run (suite, run, label, ordinal, arm, version, ended, PRIMARY KEY (suite, run, "
    "label)) WITHOUT ROWID;"
    "CREATE TEMP TABLE suite_arm (suite, arm, version, label, name, PRIMARY KEY (suite, arm, version, label)) WITHOUT "
    "ROWID;"
    "CREATE INDEX temp.suite_arm_of_label ON suite_arm (suite, label);"
    "CREATE TEMP TABLE event (id INTEGER PRIMARY KEY, at, run, kind, text);";

static bool make_views(struct store *s, struct error *err) {
    static const char create[] = "CREATE VIEW";
    struct text all = {0};
    for (const char *at = results_views_sql, *next; *at; at = next) {
        next = strstr(at, create);
        text_bytes(&all, at, next ? (size_t)(next - at) : strlen(at));
        if (!next) break;
        text_add(&all, "CREATE TEMP VIEW");
        next += strlen(create);
    }
    const bool ok = sql_run(s, text_of(&all), err, "cannot make the views of a suite");
    text_free(&all);
    return ok;
}

static int by_id(const void *a, const void *b) {
    return strcmp((*(const struct suite_member *const *)a)->id, (*(const struct suite_member *const *)b)->id);
}

/* In the order in which tables have them: what is looked up next is near, and every row goes behind the last. */
static const struct suite_member **in_order(const struct suite_scope *scope) {
    const struct suite_member **member = mem_zero((size_t)scope->n + 1, sizeof *member);
    for (int i = 0; i < scope->n; i++) member[i] = &scope->member[i];
    if (scope->n) qsort(member, (size_t)scope->n, sizeof *member, by_id);
    return member;
}

/* Adds the run if it is stored. To insert what a query finds would keep a journal of every row. */
static void put_member(struct statement *find, struct statement *put, const char *suite,
                       const struct suite_member *member) {
    bind_again(find);
    bind_kept(find, member->id);
    if (!next_row(find)) return;
    bind_kept(put, suite);
    bind_kept(put, member->id);
    bind_kept(put, member->label);
    bind_long(put, member->ordinal);
    for (int column = 0; column < 2; column++) bind_kept(put, column_text(find, column));
    bind_long(put, (long)sqlite3_column_int64(find->stmt, 2));
    insert(put);
}

/* Of the runs that the suite consists of, those that are stored. */
static bool put_members(struct store *s, const struct suite_scope *scope, struct error *err) {
    struct statement find = prepare(s, "SELECT arm, version, status IN ('done', 'diverged') FROM run INDEXED BY "
                                       "run_in_brief WHERE id = ?"),
                     put = prepare(s, "INSERT INTO suite_run (suite, run, label, ordinal, arm, version, ended) VALUES "
                                      "(?, ?, ?, ?, ?, ?, ?)");
    const struct suite_member **member = in_order(scope);
    for (int i = 0; find.ok && put.ok && i < scope->n; i++) put_member(&find, &put, scope->name, member[i]);
    mem_free(member);
    const bool found = finish(&find, err, "cannot look for the runs of a suite");
    return finish(&put, found ? err : NULL, "cannot choose the runs of a suite") && found &&
           sql_run(s,
                   "INSERT INTO suite_arm (suite, arm, version, label, name) SELECT DISTINCT suite, arm, version, "
                   "label, label FROM suite_run",
                   err, "cannot choose the arms of a suite") &&
           name_namesakes(s, err);
}

static bool put_scope(struct store *s, const struct suite_scope *scope, struct error *err) {
    struct statement st = prepare(s, "INSERT INTO suite VALUES (?, ?, ?)");
    bind_text(&st, scope->name);
    bind_text(&st, scope->about);
    bind_text(&st, scope->text);
    insert(&st);
    return finish(&st, err, "cannot choose a suite") && put_members(s, scope, err) &&
           store_add_command(s, scope->name, scope->overrides, err);
}

bool store_scope(struct store *s, const struct suite_scope *scope, int *stored, struct error *err) {
    long found = 0;
    const bool ok =
        sql_run(s, "PRAGMA temp_store = MEMORY; PRAGMA query_only = OFF; BEGIN", err, "cannot choose a suite") &&
        sql_run(s, scope_tables, err, "cannot choose a suite") && make_views(s, err) && put_scope(s, scope, err) &&
        sql_run(s, "COMMIT; PRAGMA query_only = ON", err, "cannot choose") &&
        sql_long(s, "SELECT count(*) FROM suite_run WHERE ended", &found, err);
    *stored = (int)found;
    return ok;
}

/* Of kind `command`, without a run: the suite's name, a line break, the overrides as words of a shell. */
bool store_add_command(struct store *s, const char *suite, const char *overrides, struct error *err) {
    struct text text = {0};
    text_add(&text, "%s\n%s", suite, overrides);
    const char *const bound[] = {text_of(&text)};
    struct table *t = store_query(s, "SELECT 1 FROM event WHERE kind = 'command' AND text = ?1", bound, 1, err);
    const bool there = t && table_rows(t) > 0, ok = t && (there || store_event(s, "", "command", text_of(&text), err));
    table_free(t);
    text_free(&text);
    return ok;
}

struct table *store_commands(struct store *s, const char *suite, struct error *err) {
    return store_query(s,
                       "SELECT substr(text, length(?1) + 2) FROM event WHERE kind = 'command' AND "
                       "substr(text, 1, length(?1) + 1) = ?1 || char(10) ORDER BY id",
                       &suite, 1, err);
}
