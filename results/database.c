/* The database: opening, ingesting, asking, checking.
 *
 * Journal TRUNCATE with synchronous FULL and one writer: Debian 12's SQLite has the WAL-reset bug, and a rollback
 * journal costs nothing here. Every write is one BEGIN IMMEDIATE transaction. Values are bound, never pasted.
 */
#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/network.h"
#include "results/identity.h"
#include "results/rows.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { APPLICATION = 0x6c78626e /* "lxbn" */ };
extern const char results_schema_6_early_sql[], results_views_sql[];
#define SCHEMA(name) extern const char results_##name##_sql[];
#include "results/list.h"
#undef SCHEMA
/* schema[k] leads from version k to k + 1; a published version is never changed, only followed by another one. */
static const char *const schema[] = {
#define SCHEMA(name) results_##name##_sql,
#include "results/list.h"
#undef SCHEMA
};
enum { VERSION = sizeof schema / sizeof *schema };

/* Functions that migrations call: those of results/identity.h, of one text. */
static void apply(sqlite3_context *to, sqlite3_value **value, void (*text_of_it)(const char *, struct text *)) {
    const char *config = (const char *)sqlite3_value_text(*value);
    struct text out = {0};
    text_of_it(config ? config : "", &out);
    sqlite3_result_text(to, text_of(&out), -1, SQLITE_TRANSIENT);
    text_free(&out);
}
static void apply_hash(sqlite3_context *to, sqlite3_value **value, void (*hash)(const char *, char *)) {
    const char *config = (const char *)sqlite3_value_text(*value);
    char out[SHA256_HEX];
    hash(config ? config : "", out);
    sqlite3_result_text(to, out, -1, SQLITE_TRANSIENT);
}
static void hash_text(const char *text, char *out) { sha256_hex(text, strlen(text), out); }
static void sql_training_text(sqlite3_context *to, int n, sqlite3_value **value) {
    (void)n, apply(to, value, training_text);
}
static void sql_arm_text(sqlite3_context *to, int n, sqlite3_value **value) { (void)n, apply(to, value, arm_text); }
static void sql_training_id(sqlite3_context *to, int n, sqlite3_value **value) {
    (void)n, apply_hash(to, value, training_id);
}
static void sql_arm_id(sqlite3_context *to, int n, sqlite3_value **value) { (void)n, apply_hash(to, value, arm_id); }
static void sql_sha256(sqlite3_context *to, int n, sqlite3_value **value) { (void)n, apply_hash(to, value, hash_text); }

static const struct sql_function {
    const char *name;
    void (*call)(sqlite3_context *to, int n, sqlite3_value **value);
} functions[] = {{"training_text", sql_training_text},
                 {"arm_text", sql_arm_text},
                 {"training_id", sql_training_id},
                 {"arm_id", sql_arm_id},
                 {"sha256", sql_sha256}};

static bool add_functions(struct store *s, struct error *err) {
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (sqlite3_create_function_v2(s->db, functions[i].name, 1,
                                       SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, functions[i].call,
                                       NULL, NULL, NULL) != SQLITE_OK)
            return sql_failed(s, err, "cannot prepare a migration");
    return true;
}

/* Called while another program holds the lock. 0 gives up. */
static int wait_for_lock(void *waiting, int times) {
    static const double SAY_AFTER = 3;
    const struct timespec nap = {.tv_nsec = 20 * 1000 * 1000};
    struct store *s = waiting;
    if (times == 0) s->waiting_since = clock_seconds();
    const double waited = clock_seconds() - s->waiting_since;
    if (waited >= lock_seconds()) return 0;
    if (waited > SAY_AFTER && !s->waiting_said) {
        log_warn("%s is locked by another program; waiting for up to %g seconds", s->path, lock_seconds());
        s->waiting_said = true;
    }
    nanosleep(&nap, NULL);
    return 1;
}

/* SQLite counts its memory for those who ask, under a lock at every allocation. Nobody asks. It takes such settings
 * before its first use and refuses them later. */
static void set_up_sqlite(void) {
    static bool done;
    if (!done) sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    done = true;
}

static struct store *open_with(const char *path, int flags, struct error *err) {
    set_up_sqlite();
    struct store *s = mem_zero(1, sizeof *s);
    s->path = mem_text(path);
    if (sqlite3_open_v2(path, &s->db, flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
        sql_failed(s, err, "cannot open the database");
        store_close(s);
        return NULL;
    }
    sqlite3_busy_handler(s->db, wait_for_lock, s);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return s;
}

/* Views hold no data: they are made again. */
static bool drop_views(struct store *s, struct error *err) {
    struct table *t = store_query(s, "SELECT name FROM sqlite_master WHERE type = 'view' AND substr(name, 1, 2) = 'v_'",
                                  NULL, 0, err);
    bool ok = t != NULL;
    for (int i = 0; ok && i < table_rows(t); i++) {
        char *sql = sqlite3_mprintf("DROP VIEW \"%w\"", table_at(t, i, 0));
        ok = sql_run(s, sql, err, "cannot replace a view");
        sqlite3_free(sql);
    }
    table_free(t);
    return ok;
}

#define COLUMN_LONG(member)  ", " #member " INTEGER NOT NULL"
#define COLUMN_REAL(member)  ", " #member " REAL"
#define COLUMN_TEXT(member)  ", " #member " TEXT NOT NULL"
#define COLUMN(kind, member) COLUMN_##kind(member)

/* A step of the schema, with the columns of an evaluation that version 6 had where it says so. */
static bool run_schema(struct store *s, const char *sql, struct error *err) {
    static const char mark[] = "$EVALUATION_COLUMNS", columns[] = EVAL_NUMBERS_6(COLUMN);
    const char *at = strstr(sql, mark);
    struct text whole = {0};
    if (at) text_add(&whole, "%.*s%s%s", (int)(at - sql), sql, columns + 2, at + strlen(mark));
    const bool ok = sql_run(s, at ? text_of(&whole) : sql, err, "cannot create the tables");
    text_free(&whole);
    return ok;
}

/* The first databases of version 6 had some tables in another shape. */
static bool mend_early(struct store *s, struct error *err) {
    long labels;
    return sql_long(s, "SELECT count(*) FROM pragma_table_info('suite_run') WHERE name = 'label'", &labels, err) &&
           (labels > 0 || run_schema(s, results_schema_6_early_sql, err));
}

static bool follow_schema(struct store *s, long version, struct error *err) {
    char mark[96];
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION, VERSION);
    /* Views first: what a view looks at cannot be renamed or dropped. */
    if (!add_functions(s, err) || !drop_views(s, err)) return false;
    /* A user's own view must survive when its table is made again under its old name. */
    if (!sql_run(s, "PRAGMA legacy_alter_table = ON", err, "cannot set up the database")) return false;
    if (version == 6 && !mend_early(s, err)) return false;
    for (long k = version; k < VERSION; k++)
        if (!run_schema(s, schema[k], err)) return false;
    return (version == 0 || (version >= 6 ? name_all(s, err) : describe_arms(s, err))) &&
           (version == 0 || put_younger(s, err)) && sql_run(s, results_views_sql, err, "cannot create the views") &&
           sql_run(s, mark, err, "cannot mark the database");
}

/* Copies what a reader sees now to a file of its own, which appears whole or not at all. */
static bool copy_into(struct store *s, const char *path, struct error *err) {
    struct file_draft draft;
    if (!file_draft_open(&draft, path, err)) return false;
    struct statement st = prepare(s, "VACUUM INTO ?");
    bind_text(&st, draft.name);
    insert(&st);
    if (finish(&st, err, "cannot write a copy")) return file_draft_commit(&draft, err);
    file_draft_drop(&draft);
    return false;
}

/* An older database is copied before it is changed: by another connection, since this one is in a transaction, whose
 * lock leaves readers alone and keeps writers away. */
static bool keep_older(struct store *s, long version, struct error *err) {
    struct text copy = {0};
    text_add(&copy, "%s.schema-%ld", s->path, version);
    struct store *reader = open_with(s->path, SQLITE_OPEN_READONLY, err);
    file_sweep(text_of(&copy)); /* of upgrades that were killed: the lock says that none is under way */
    bool ok = reader && copy_into(reader, text_of(&copy), err);
    store_close(reader);
    text_free(&copy);
    return ok;
}

/* From whatever version it has (0: an empty file) to the newest. The version is read under the writers' lock, since
 * another process may have been first. */
static bool bring_up_to_date(struct store *s, struct error *err) {
    if (!sql_run(s, "BEGIN IMMEDIATE", err, "cannot lock the database")) return false;
    long version;
    const bool ok =
        sql_long(s, "PRAGMA user_version", &version, err) &&
        (version >= VERSION || ((version == 0 || keep_older(s, version, err)) && follow_schema(s, version, err)));
    if (ok && sql_run(s, "COMMIT", err, "cannot bring the database up to date")) return true;
    sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

static bool check_kind(struct store *s, struct error *err) {
    long version, application;
    if (!sql_long(s, "PRAGMA user_version", &version, err) || !sql_long(s, "PRAGMA application_id", &application, err))
        return false;
    if (application != APPLICATION)
        return error_set(err, "%s is not a lexbench database; name another with --db", s->path);
    if (version > VERSION)
        return error_set(err, "%s was written by a newer lexbench (schema %ld, this one knows %d); update lexbench",
                         s->path, version, VERSION);
    return version == VERSION || error_set(err,
                                           "%s was written by an older lexbench (schema %ld, this one has %d); "
                                           "'lexbench db upgrade --db %s' brings it up to date and keeps a copy",
                                           s->path, version, VERSION, s->path);
}

/* Checks that tables and views are defined as this program defines them and that there are no triggers: a stranger's
 * database may have another view under our name. Other tables do not matter. */
static bool check_objects(struct store *s, struct error *err) {
    static const char ours[] = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL";
    struct store *fresh = store_open_memory(err);
    struct table *t = fresh ? store_query(fresh, ours, NULL, 0, err) : NULL;
    bool ok = t != NULL;
    for (int i = 0; ok && i < table_rows(t); i++) {
        const char *const object[] = {table_at(t, i, 0), table_at(t, i, 1)};
        struct table *same = store_query(s, "SELECT 1 FROM sqlite_master WHERE name = ?1 AND sql = ?2", object, 2, err);
        ok = same && (table_rows(same) == 1 ||
                      error_set(err, "%s: '%s' is not defined as lexbench defines it", s->path, object[0]));
        table_free(same);
    }
    table_free(t);
    store_close(fresh);
    long triggers = 0;
    ok = ok && sql_long(s, "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'", &triggers, err);
    return ok && (triggers == 0 || error_set(err, "%s has triggers, which lexbench never makes", s->path));
}

static struct store *refused(struct store *s) {
    store_close(s);
    return NULL;
}

/* Locks of a network file system cannot be relied on, and a database that two machines write is lost. */
static bool refuse_network(const char *path, struct error *err) {
    const char *network = network_file_system(path);
    return !network || error_set(err,
                                 "%s would be on a network file system (%s), where writing damages a database; name "
                                 "one on a local disk with --db",
                                 path, network);
}

/* Names that SQLite does not take for a file: what is stored there is lost when the program ends. */
static bool refuse_no_file(const char *path, struct error *err) {
    const bool special = *path == '\0' || *path == ':' || strncmp(path, "file:", 5) == 0;
    return !special || error_set(err,
                                 "'%s' names no file to keep results in; name one with --db, such as --db results.db "
                                 "(./%s if it is really called so)",
                                 path, *path ? path : "results.db");
}

/* Opens it with current tables: makes them if there are none, and upgrades older ones. */
static bool set_up(struct store *s, struct error *err) {
    long version, application, objects;
    if (!sql_run(s,
                 "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA "
                 "cell_size_check = ON",
                 err, "cannot set up the database") ||
        !sql_long(s, "PRAGMA user_version", &version, err) ||
        !sql_long(s, "PRAGMA application_id", &application, err) ||
        !sql_long(s, "SELECT count(*) FROM sqlite_master", &objects, err))
        return false;
    const bool old = application == APPLICATION && version > 0 && version < VERSION;
    return ((objects > 0 && !old) || bring_up_to_date(s, err)) && check_kind(s, err);
}

struct store *store_open_memory(struct error *err) {
    struct store *s = open_with(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
    return !s || set_up(s, err) ? s : refused(s);
}

/* Into memory: a record needs no room on a disk, and nothing of it is left behind by a program that is killed. */
static bool unpack_into(struct store *s, const char *path, struct error *err) {
    char *bytes;
    size_t size;
    if (!record_read(path, &bytes, &size, err)) return false;
    unsigned char *own = sqlite3_malloc64(size + 1);
    if (own) memcpy(own, bytes, size);
    mem_free(bytes);
    if (!own) return error_set(err, "%s: no memory for %zu bytes", path, size);
    const int code = sqlite3_deserialize(s->db, "main", own, (sqlite3_int64)size, (sqlite3_int64)size,
                                         SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
    return code == SQLITE_OK || sql_failed(s, err, "cannot read the record");
}

/* A record of an older program is brought up to date where it is read, in memory: its file stays as it is. */
static bool follow_in_memory(struct store *s, struct error *err) {
    long version, application;
    if (!sql_long(s, "PRAGMA user_version", &version, err) || !sql_long(s, "PRAGMA application_id", &application, err))
        return false;
    return application != APPLICATION || version <= 0 || version >= VERSION || follow_schema(s, version, err);
}

struct store *store_open_record(const char *path, struct error *err) {
    struct store *s = open_with(":memory:", SQLITE_OPEN_READWRITE, err);
    if (!s) return NULL;
    mem_free(s->path);
    s->path = mem_text(path);
    if (!unpack_into(s, path, err) || !follow_in_memory(s, err) || !check_kind(s, err) || !check_objects(s, err))
        return refused(s);
    s->writes = true;
    return s;
}

static struct store *record_to_read(const char *path, struct error *err) {
    struct store *s = store_open_record(path, err);
    if (!s) return NULL;
    s->writes = false;
    return sql_run(s, "PRAGMA query_only = ON", err, "cannot read the record") ? s : refused(s);
}

struct store *store_open(const char *path, struct error *err) {
    if (store_is_record(path)) {
        error_set(err, "%s is a record, which is not written to; 'zstd -d %s' makes a database of it", path, path);
        return NULL;
    }
    if (!refuse_no_file(path, err) || !refuse_network(path, err)) return NULL;
    struct store *s = open_with(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
    if (!s) return NULL;
    s->writes = true;
    return set_up(s, err) && check_objects(s, err) ? s : refused(s);
}

bool store_writes(const struct store *store) { return store->writes; }

struct store *store_open_readonly(const char *path, struct error *err) {
    if (!refuse_no_file(path, err)) return NULL;
    if (!file_exists(path)) {
        error_set(err, "there is no database %s yet; 'lexbench run SUITE' makes one, --db names another", path);
        if (err) err->exit_code = EXIT_NOTHING;
        return NULL;
    }
    if (store_is_record(path)) return record_to_read(path, err);
    struct store *s = open_with(path, SQLITE_OPEN_READONLY, err);
    if (!s) return NULL;
    if (!sql_run(s, "PRAGMA query_only = ON; PRAGMA cell_size_check = ON", err, "cannot read the database"))
        return refused(s);
    return check_kind(s, err) && check_objects(s, err) ? s : refused(s);
}

/* A truncated journal stays as an empty file, which would be left behind when the database is moved. Returning to the
 * mode that deletes it removes it, under SQLite's own lock; if another program is writing, it stays. */
static void drop_journal(struct store *s) {
    sqlite3_busy_handler(s->db, NULL, NULL);
    sqlite3_exec(s->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
}

void store_close(struct store *s) {
    if (!s) return;
    if (s->writes) drop_journal(s);
    forget_statements(s);
    forget_settings(s);
    sqlite3_close(s->db);
    mem_free(s->path);
    mem_free(s);
}

struct table *store_query(struct store *s, const char *sql, const char *const *parameters, int n, struct error *err) {
    struct statement st = prepare(s, sql);
    for (int i = 0; i < n; i++) bind_text(&st, parameters[i]);
    if (!st.ok) {
        finish(&st, err, "cannot ask");
        return NULL;
    }
    const int columns = sqlite3_column_count(st.stmt);
    const char **headers = mem_zero((size_t)columns, sizeof *headers);
    for (int c = 0; c < columns; c++) headers[c] = column_name(&st, c);
    struct table *table = table_new(columns, headers);
    mem_free(headers);
    while (next_row(&st))
        for (int c = 0; c < columns; c++) {
            int type = sqlite3_column_type(st.stmt, c);
            if (type == SQLITE_FLOAT)
                table_number(table, sqlite3_column_double(st.stmt, c), "%.4g");
            else if (type == SQLITE_INTEGER)
                table_number(table, (double)sqlite3_column_int64(st.stmt, c), "%.0f");
            else
                table_words(table, type == SQLITE_NULL ? "" : column_text(&st, c));
        }
    if (finish(&st, err, "cannot ask")) return table;
    table_free(table);
    return NULL;
}

bool store_find_run(struct store *s, const char *prefix, char id[RUN_ID_SIZE], struct error *err) {
    if (strlen(prefix) < 4)
        return error_set(err, "'%s' is too short for a run's id; give at least 4 characters", prefix);
    struct table *t =
        store_query(s,
                    "SELECT id FROM run WHERE substr(id, 1, length(?1)) = ?1 UNION SELECT run FROM alias WHERE "
                    "substr(id, 1, length(?1)) = ?1 LIMIT 2",
                    &prefix, 1, err);
    if (!t) return false;
    const int n = table_rows(t);
    if (n == 1) snprintf(id, RUN_ID_SIZE, "%s", table_at(t, 0, 0));
    table_free(t);
    if (n == 0) return error_set(err, "no run's id begins with '%s'; 'lexbench list runs' lists them", prefix);
    if (n > 1) return error_set(err, "several runs' ids begin with '%s'; give more characters", prefix);
    return run_id_is_valid(id) || error_set(err, "%s: a run's id is not a SHA-256", s->path);
}

/* Appends one line per row of a query that should give none; returns whether there was none. */
static bool complain(struct store *s, const char *sql, const char *what, struct text *report, struct error *err) {
    struct table *t = store_query(s, sql, NULL, 0, err);
    if (!t) return false;
    const int n = table_rows(t);
    for (int i = 0; i < n && i < 20; i++) text_add(report, "%s: %s\n", what, table_at(t, i, 0));
    table_free(t);
    return n == 0 || error_set(err, "%s: %s (%d)", s->path, what, n);
}

static bool check_ids(struct store *s, struct text *report, struct error *err) {
    struct table *t = store_query(s, "SELECT id, config FROM run WHERE id NOT IN (SELECT id FROM alias)", NULL, 0, err);
    bool ok = t != NULL;
    for (int i = 0; t && i < table_rows(t); i++) {
        char id[SHA256_HEX];
        const char *config = table_at(t, i, 1);
        sha256_hex(config, strlen(config), id);
        if (strcmp(id, table_at(t, i, 0)) == 0) continue;
        text_add(report, "id and configuration disagree: %s\n", table_at(t, i, 0));
        ok = error_set(err, "%s: a run's id is not the hash of its configuration", s->path);
    }
    table_free(t);
    return ok;
}

/* What lexbench did not make is named and does no harm; that its own tables and views are as they should be was seen
 * when the database was opened. */
static bool name_others(struct store *s, struct text *report, struct error *err) {
    struct store *fresh = store_open_memory(err);
    struct table *t = fresh ? store_query(s,
                                          "SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL AND name NOT "
                                          "LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name",
                                          NULL, 0, err)
                            : NULL;
    bool ok = t != NULL;
    for (int i = 0; ok && i < table_rows(t); i++) {
        const char *const object[] = {table_at(t, i, 0), table_at(t, i, 1)};
        struct table *own =
            store_query(fresh, "SELECT 1 FROM sqlite_master WHERE type = ?1 AND name = ?2", object, 2, err);
        ok = own != NULL;
        if (own && table_rows(own) == 0) text_add(report, "not lexbench's: %s %s\n", object[0], object[1]);
        table_free(own);
    }
    table_free(t);
    store_close(fresh);
    return ok;
}

bool store_check(struct store *s, struct text *report, struct error *err) {
    return complain(s, "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'", "integrity",
                    report, err) &&
           complain(s, "SELECT \"table\" || ' row ' || rowid FROM pragma_foreign_key_check", "foreign key", report,
                    err) &&
           name_others(s, report, err) && check_ids(s, report, err);
}

bool store_backup(struct store *s, const char *path, struct error *err) {
    if (file_exists(path)) return error_set(err, "%s is there already; name another file", path);
    /* The file stays read-only; only the pragma would prevent writing another one. */
    if (!sql_run(s, "PRAGMA query_only = OFF", err, "cannot begin the backup")) return false;
    return copy_into(s, path, err);
}

void store_describe(char *out, int size) {
    int v = sqlite3_libversion_number();
    bool fixed = v >= 3051003 || (v >= 3050007 && v < 3051000) || (v >= 3044006 && v < 3045000);
    snprintf(out, (size_t)size, "SQLite %s; %s; lexbench uses TRUNCATE with synchronous=FULL either way",
             sqlite3_libversion(),
             fixed ? "free of the WAL-reset bug" : "has the WAL-reset bug (no matter here: no WAL)");
}
