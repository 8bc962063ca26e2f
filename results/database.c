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
#include "results/sql.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { APPLICATION = 0x6c78626e /* "lxbn" */, VERSION = 5 };
extern const char results_schema_sql[], results_schema_2_sql[], results_schema_3_sql[], results_schema_4_sql[],
    results_schema_5_sql[], results_views_sql[];
/* schema[k] leads from version k to k + 1; a database that ships is never changed, only followed by another one. */
static const char *const schema[VERSION] = {results_schema_sql, results_schema_2_sql, results_schema_3_sql,
                                            results_schema_4_sql, results_schema_5_sql};

/* While somebody else holds the lock. 0 gives up. */
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

static struct store *open_with(const char *path, int flags, struct error *err) {
    struct store *s = mem_zero(1, sizeof *s);
    s->path = mem_text(path);
    if (sqlite3_open_v2(path, &s->db, flags | SQLITE_OPEN_EXRESCODE, NULL) != SQLITE_OK) {
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

/* Views hold nothing: they are made anew. */
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

static bool follow_schema(struct store *s, long version, struct error *err) {
    char mark[96];
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION, VERSION);
    if (!drop_views(s, err)) return false; /* first: what a view looks at cannot be renamed or dropped */
    /* A user's own view of a table that is made anew under its old name is to be left as it is. */
    if (!sql_run(s, "PRAGMA legacy_alter_table = ON", err, "cannot set up the database")) return false;
    for (long k = version; k < VERSION; k++)
        if (!sql_run(s, schema[k], err, "cannot create the tables")) return false;
    return sql_run(s, results_views_sql, err, "cannot create the views") &&
           sql_run(s, mark, err, "cannot mark the database");
}

/* What a reader sees now, as a file of its own: whole under its name, or not there. */
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
    bool ok = reader && copy_into(reader, text_of(&copy), err);
    store_close(reader);
    text_free(&copy);
    return ok;
}

/* From whatever version it has (0: an empty file) to the newest. The version is looked at under the writers' lock:
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
        return error_set(err, "%s is no database of lexbench; name another with --db", s->path);
    if (version > VERSION)
        return error_set(err, "%s was written by a newer lexbench (schema %ld, this one knows %d); update lexbench",
                         s->path, version, VERSION);
    return version == VERSION || error_set(err,
                                           "%s was written by an older lexbench (schema %ld, this one has %d); "
                                           "'lexbench db upgrade' brings it up to date and keeps a copy",
                                           s->path, version, VERSION);
}

/* What this program asks is defined as this program defines it, and nothing acts on its own: a database from a stranger
 * may hold a view that says something else under our name, or triggers. Other tables are nobody's concern. */
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
                                 "%s would stand on a network file system (%s), where a database that is written gets "
                                 "damaged; name one on a local disk with --db",
                                 path, network);
}

/* Names that SQLite takes for something else than a file: what is stored there is gone when the program ends. */
static bool refuse_no_file(const char *path, struct error *err) {
    const bool special = *path == '\0' || *path == ':' || strncmp(path, "file:", 5) == 0;
    return !special || error_set(err,
                                 "'%s' names no file to keep results in; name one with --db, such as --db results.db "
                                 "(./%s if it is really called so)",
                                 path, *path ? path : "results.db");
}

/* With tables that are up to date: new ones where there are none, older ones brought up to date. */
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

struct store *store_open(const char *path, struct error *err) {
    if (!refuse_no_file(path, err) || !refuse_network(path, err)) return NULL;
    struct store *s = open_with(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
    if (!s) return NULL;
    s->writes = true;
    return set_up(s, err) && check_objects(s, err) ? s : refused(s);
}

struct store *store_open_readonly(const char *path, struct error *err) {
    if (!refuse_no_file(path, err)) return NULL;
    if (!file_exists(path)) {
        error_set(err, "there is no database %s yet; 'lexbench run SUITE' makes one, --db names another", path);
        if (err) err->exit_code = EXIT_NOTHING;
        return NULL;
    }
    struct store *s = open_with(path, SQLITE_OPEN_READONLY, err);
    if (!s) return NULL;
    if (!sql_run(s, "PRAGMA query_only = ON; PRAGMA cell_size_check = ON", err, "cannot read the database"))
        return refused(s);
    return check_kind(s, err) && check_objects(s, err) ? s : refused(s);
}

/* A journal that is truncated stays, as an empty file that does not move along with its database. Going back to the
 * mode that deletes it takes it away, under SQLite's own lock; where somebody else is writing it stays. */
static void drop_journal(struct store *s) {
    sqlite3_busy_handler(s->db, NULL, NULL);
    sqlite3_exec(s->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
}

void store_close(struct store *s) {
    if (!s) return;
    if (s->writes) drop_journal(s);
    sqlite3_close(s->db);
    mem_free(s->path);
    mem_free(s);
}

static bool put_suite(struct store *s, const char *name, const char *about, const char *text, struct error *err) {
    struct statement st = prepare(s, "INSERT INTO suite (name, about, text) VALUES (?, ?, ?) ON CONFLICT (name) DO "
                                     "UPDATE SET about = excluded.about, "
                                     "text = excluded.text WHERE excluded.text <> ''");
    bind_text(&st, name);
    bind_text(&st, about);
    bind_text(&st, text);
    insert(&st);
    return finish(&st, err, "cannot store the suite");
}

bool store_add_suite(struct store *s, const char *name, const char *about, const char *text, struct error *err) {
    return put_suite(s, name, about, text, err);
}

static bool put_link(struct store *s, const char *suite, const char *run, const char *label, long ordinal,
                     struct error *err) {
    struct statement st = prepare(s, "INSERT INTO suite_run (suite, run, label, ordinal) VALUES (?, ?, ?, ?) ON "
                                     "CONFLICT (suite, run) DO UPDATE SET label = "
                                     "excluded.label, ordinal = excluded.ordinal");
    bind_text(&st, suite);
    bind_text(&st, run);
    bind_text(&st, label);
    bind_long(&st, ordinal);
    insert(&st);
    return finish(&st, err, "cannot store the run's place in the suite");
}

static bool is_linked(struct store *s, const char *suite, const char *run, const char *label, long ordinal) {
    struct statement st =
        prepare(s, "SELECT 1 FROM suite_run WHERE suite = ? AND run = ? AND label = ? AND ordinal = ?");
    bind_text(&st, suite);
    bind_text(&st, run);
    bind_text(&st, label);
    bind_long(&st, ordinal);
    const bool found = st.ok && sqlite3_step(st.stmt) == SQLITE_ROW;
    sqlite3_finalize(st.stmt);
    return found;
}

/* Nothing is written where nothing changes: running a stored suite again waits for no disk. */
bool store_link(struct store *s, const char *suite, const char *run_id, const char *label, long ordinal,
                struct error *err) {
    if (is_linked(s, suite, run_id, label, ordinal)) return true;
    return put_suite(s, suite, "", "", err) && put_link(s, suite, run_id, label, ordinal, err);
}

bool store_event(struct store *s, const char *run_id, const char *kind, const char *text, struct error *err) {
    struct statement st = prepare(s, "INSERT INTO event (at, run, kind, text) VALUES (?, ?, ?, ?)");
    bind_long(&st, (long)clock_utc_us());
    bind_text(&st, run_id);
    bind_text(&st, kind);
    bind_text(&st, text);
    insert(&st);
    return finish(&st, err, "cannot store an event");
}

bool put_host(struct store *s, const struct host_info *h, long *id, struct error *err) {
    const char *fields[] = {h->processor, h->blas, h->compiler, h->flags, h->revision, h->hostname};
    *id = 0;
    struct statement st = prepare(s, "INSERT INTO host (processor, blas, compiler, flags, revision, hostname) VALUES "
                                     "(?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    for (int i = 0; i < 6; i++) bind_text(&st, fields[i]);
    insert(&st);
    if (!finish(&st, err, "cannot store the host")) return false;
    st = prepare(s, "SELECT id FROM host WHERE processor = ? AND blas = ? AND compiler = ? AND flags = ? AND revision "
                    "= ? AND hostname = ?");
    for (int i = 0; i < 6; i++) bind_text(&st, fields[i]);
    st.ok = next_row(&st);
    if (st.ok) *id = (long)sqlite3_column_int64(st.stmt, 0);
    return finish(&st, err, "cannot find the host");
}

static bool put_run(struct store *s, const struct run_record *r, long host, struct error *err) {
    struct statement st = prepare(s, "INSERT INTO run (id, scheme, task, seed, train_length, train_tokens, config, "
                                     "status, reason, parameters, steps, attempt, seconds, instructions, "
                                     "eval_seconds, peak_rss, fit, fit_examples, fit_step, fitted, started_us, "
                                     "finished_us, host) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                                     "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_text(&st, r->id);
    bind_text(&st, r->scheme);
    bind_text(&st, r->task);
    bind_long(&st, r->seed);
    bind_long(&st, r->train_length);
    bind_long(&st, r->train_tokens);
    bind_text(&st, r->config);
    bind_text(&st, run_status_name(r->status));
    bind_text(&st, r->reason);
    bind_long(&st, r->parameters);
    bind_long(&st, r->steps);
    bind_long(&st, r->attempt);
    bind_real(&st, r->seconds);
    bind_real(&st, r->instructions);
    bind_real(&st, r->eval_seconds);
    bind_long(&st, r->peak_rss);
    bind_real(&st, r->fit);
    bind_long(&st, r->fit_examples);
    bind_real(&st, r->fit_step < 0 ? (double)NAN : (double)r->fit_step);
    bind_long(&st, r->fitted);
    bind_long(&st, (long)r->started_us);
    bind_long(&st, (long)r->finished_us);
    bind_long(&st, host);
    insert(&st);
    return finish(&st, err, "cannot store the run");
}

static bool put_curve(struct store *s, const struct run_record *r, struct error *err) {
    struct statement st =
        prepare(s, "INSERT INTO curve (run, step, loss, grad_norm, lr, fit) VALUES (?, ?, ?, ?, ?, ?)");
    for (int i = 0; st.ok && i < r->n_curve; i++) {
        const struct curve_point *p = &r->curve[i];
        bind_text(&st, r->id);
        bind_long(&st, p->step);
        bind_real(&st, p->loss);
        bind_real(&st, p->grad_norm);
        bind_real(&st, p->lr);
        bind_real(&st, p->fit);
        insert(&st);
    }
    return finish(&st, err, "cannot store the training curve");
}

static bool put_parts(struct store *s, const struct run_record *r, struct error *err) {
    struct statement st =
        prepare(s, "INSERT INTO run_task (run, task, place, metric, fit, fitted) VALUES (?, ?, ?, ?, ?, ?)");
    for (int i = 0; st.ok && i < r->n_parts; i++) {
        const struct run_part *p = &r->part[i];
        bind_text(&st, r->id);
        bind_text(&st, p->task);
        bind_long(&st, i);
        bind_text(&st, p->metric);
        bind_real(&st, p->fit);
        bind_long(&st, p->fitted);
        insert(&st);
    }
    return finish(&st, err, "cannot store the run's tasks");
}

/* What rows of an evaluation begin with. */
static void bind_evaluation(struct statement *st, const struct run_record *r, const struct eval_row *e) {
    bind_text(st, r->id);
    bind_text(st, r->part[e->part].task);
    bind_text(st, e->variant);
    bind_long(st, e->length);
}

static bool put_positions(struct store *s, const struct run_record *r, const struct eval_row *e, struct error *err) {
    struct statement st = prepare(s, "INSERT INTO position (run, task, variant, length, place, correct, seen) "
                                     "VALUES (?, ?, ?, ?, ?, ?, ?)");
    for (int i = 0; st.ok && i < e->n_position; i++) {
        if (e->position_seen[i] == 0) continue;
        bind_evaluation(&st, r, e);
        bind_long(&st, i);
        bind_long(&st, e->position_right[i]);
        bind_long(&st, e->position_seen[i]);
        insert(&st);
    }
    return finish(&st, err, "cannot store accuracy by position");
}

static bool put_depths(struct store *s, const struct run_record *r, const struct eval_row *e, struct error *err) {
    struct statement st =
        prepare(s, "INSERT INTO depth (run, task, variant, length, depth, exact, seen) VALUES (?, ?, ?, ?, ?, ?, ?)");
    for (int i = 0; st.ok && i < e->n_depth; i++) {
        if (e->depth_seen[i] == 0) continue;
        bind_evaluation(&st, r, e);
        bind_long(&st, i);
        bind_long(&st, e->depth_exact[i]);
        bind_long(&st, e->depth_seen[i]);
        insert(&st);
    }
    return finish(&st, err, "cannot store accuracy by depth");
}

static bool put_guesses(struct store *s, const struct run_record *r, const struct eval_row *e, struct error *err) {
    struct statement st =
        prepare(s, "INSERT INTO guess (run, task, length, name, exact, token, loss) VALUES (?, ?, ?, ?, ?, ?, ?)");
    for (int i = 0; st.ok && i < e->n_guess; i++) {
        const struct guess *g = &e->guess[i];
        bind_text(&st, r->id);
        bind_text(&st, r->part[e->part].task);
        bind_long(&st, e->length);
        bind_text(&st, g->name);
        bind_real(&st, g->exact);
        bind_real(&st, g->token);
        bind_real(&st, g->loss);
        insert(&st);
    }
    return finish(&st, err, "cannot store guesses");
}

static const char measure_sql[] = "INSERT INTO measure (run, task, variant, length, name, series, x, value) "
                                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

static bool put_measured(struct store *s, const struct run_record *r, struct error *err) {
    struct statement st = prepare(s, measure_sql);
    for (int i = 0; st.ok && i < r->n_measured; i++) {
        const struct measured *m = &r->measured[i];
        bind_text(&st, r->id);
        bind_text(&st, m->part < 0 ? "" : r->part[m->part].task);
        bind_text(&st, m->variant);
        bind_long(&st, m->length);
        bind_text(&st, m->name);
        bind_text(&st, m->series);
        bind_real(&st, m->x);
        bind_real(&st, m->value);
        insert(&st);
    }
    return finish(&st, err, "cannot store what was measured");
}

static bool put_losses(struct store *s, const struct run_record *r, const struct eval_row *e, struct error *err) {
    struct statement st = prepare(s, measure_sql);
    for (int i = 0; st.ok && i < e->n_bins; i++) {
        if (e->bin_seen[i] == 0) continue;
        bind_evaluation(&st, r, e);
        bind_text(&st, "loss");
        bind_text(&st, "place");
        bind_real(&st, bin_place(i));
        bind_real(&st, e->bin_loss[i] / (double)e->bin_seen[i]);
        insert(&st);
    }
    return finish(&st, err, "cannot store loss by place");
}

static bool put_evaluation(struct store *s, const struct run_record *r, const struct eval_row *e, struct error *err) {
    struct statement st = prepare(
        s, "INSERT INTO evaluation (run, task, variant, length, multiple, tokens, examples, exact, exact_no_eos, "
           "answers, answers_right, loss, chance, chance_token, first_error, seconds) "
           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_evaluation(&st, r, e);
    bind_real(&st, e->multiple);
    bind_long(&st, e->tokens);
    bind_long(&st, e->examples);
    bind_long(&st, e->exact);
    bind_long(&st, e->exact_no_eos);
    bind_long(&st, e->answers);
    bind_long(&st, e->answers_right);
    bind_real(&st, e->loss);
    bind_real(&st, e->chance);
    bind_real(&st, e->chance_token);
    bind_real(&st, e->first_error);
    bind_real(&st, e->seconds);
    insert(&st);
    return finish(&st, err, "cannot store an evaluation") && put_positions(s, r, e, err) && put_depths(s, r, e, err) &&
           put_guesses(s, r, e, err) && put_losses(s, r, e, err);
}

static bool put_record(struct store *s, const struct run_record *r, struct error *err) {
    long host;
    if (!put_host(s, &r->host, &host, err) || !put_run(s, r, host, err) || !put_parts(s, r, err) ||
        !put_curve(s, r, err) || !put_measured(s, r, err))
        return false;
    for (int i = 0; i < r->n_eval; i++)
        if (!put_evaluation(s, r, &r->eval[i], err)) return false;
    return !r->untrained[0] || store_event(s, r->id, "untrained", r->untrained, err);
}

static bool final(enum run_status status) { return status == RUN_DONE || status == RUN_DIVERGED; }

bool store_run_status(struct store *s, const char *run_id, bool *there, enum run_status *status, struct error *err) {
    struct statement st = prepare(s, "SELECT status FROM run WHERE id = ?");
    bind_text(&st, run_id);
    *there = next_row(&st);
    for (int k = 0; *there && k <= RUN_INTERRUPTED; k++)
        if (strcmp(column_text(&st, 0), run_status_name((enum run_status)k)) == 0) *status = (enum run_status)k;
    return finish(&st, err, "cannot look for a run");
}

bool store_holds(struct store *s, const char *run_id, bool *held, struct error *err) {
    enum run_status status = RUN_FAILED;
    if (!store_run_status(s, run_id, held, &status, err)) return false;
    *held = *held && final(status);
    return true;
}

/* Everything under a run's id; its place in other suites is kept by the caller's transaction. */
static bool remove_rows(struct store *s, const char *run_id, struct error *err) {
    static const char *const sql[] = {"DELETE FROM measure WHERE run = ?",    "DELETE FROM guess WHERE run = ?",
                                      "DELETE FROM depth WHERE run = ?",      "DELETE FROM position WHERE run = ?",
                                      "DELETE FROM evaluation WHERE run = ?", "DELETE FROM run_task WHERE run = ?",
                                      "DELETE FROM curve WHERE run = ?",      "DELETE FROM suite_run WHERE run = ?",
                                      "DELETE FROM run WHERE id = ?"};
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        struct statement st = prepare(s, sql[i]);
        bind_text(&st, run_id);
        insert(&st);
        if (!finish(&st, err, "cannot replace a run that had failed")) return false;
    }
    return true;
}

/* A run's numbers, bit by bit and a line per row: no times, no host, and nothing that only newer versions measure
 * (guesses, loss by place, measures), so that a run has one hash under all of them. */
static const char *const training_sql[] = {"SELECT id, status, steps, fit, fit_step, fitted FROM run WHERE id = ?1",
                                           "SELECT step, loss, grad_norm, lr, fit FROM curve WHERE run = ?1 ORDER BY "
                                           "step"};
static const char *const evaluation_sql[] = {
    ("SELECT variant, length, examples, exact, exact_no_eos, answers, answers_right, loss, first_error FROM "
     "evaluation WHERE run = ?1 ORDER BY task, variant, length"),
    "SELECT variant, length, place, correct, seen FROM position WHERE run = ?1 ORDER BY task, variant, length, place",
    "SELECT variant, length, depth, exact, seen FROM depth WHERE run = ?1 ORDER BY task, variant, length, depth"};

static bool add_bits(struct store *s, const char *const *sql, size_t n, const char *run_id, struct text *out,
                     struct error *err) {
    for (size_t i = 0; i < n; i++) {
        struct statement st = prepare(s, sql[i]);
        bind_text(&st, run_id);
        while (next_row(&st)) {
            for (int c = 0; c < sqlite3_column_count(st.stmt); c++) {
                if (sqlite3_column_type(st.stmt, c) == SQLITE_FLOAT)
                    text_add(out, "%a\t", sqlite3_column_double(st.stmt, c));
                else
                    text_add(out, "%s\t", sqlite3_column_type(st.stmt, c) == SQLITE_NULL ? "-" : column_text(&st, c));
            }
            text_add(out, "\n");
        }
        if (!finish(&st, err, "cannot read results")) return false;
    }
    return true;
}

static bool add_training(struct store *s, const char *run_id, struct text *out, struct error *err) {
    return add_bits(s, training_sql, sizeof training_sql / sizeof *training_sql, run_id, out, err);
}

static bool add_evaluation(struct store *s, const char *run_id, struct text *out, struct error *err) {
    return add_bits(s, evaluation_sql, sizeof evaluation_sql / sizeof *evaluation_sql, run_id, out, err);
}

/* Both parts; empty when there is no such run. */
static bool results_hash(struct store *s, const char *run_id, struct text *out, struct error *err) {
    return add_training(s, run_id, out, err) && add_evaluation(s, run_id, out, err);
}

bool run_bits(struct store *s, const char *run_id, char training[RUN_ID_SIZE], char evaluation[RUN_ID_SIZE],
              struct error *err) {
    struct text a = {0}, b = {0};
    const bool ok = add_training(s, run_id, &a, err) && add_evaluation(s, run_id, &b, err);
    sha256_hex(text_of(&a), a.size, training);
    sha256_hex(text_of(&b), b.size, evaluation);
    text_free(&a);
    text_free(&b);
    return ok;
}

/* Stored results of this id against the record's: written to a scratch copy of the rows under a savepoint and compared
 * there. */
static bool same_results(struct store *s, const struct run_record *r, bool *same, struct error *err) {
    struct text stored = {0}, again = {0};
    bool ok = results_hash(s, r->id, &stored, err) && sql_run(s, "SAVEPOINT compare", err, "cannot compare") &&
              remove_rows(s, r->id, err) && put_record(s, r, err) && results_hash(s, r->id, &again, err);
    sqlite3_exec(s->db, "ROLLBACK TO compare; RELEASE compare", NULL, NULL, NULL);
    *same = ok && strcmp(text_of(&stored), text_of(&again)) == 0;
    text_free(&stored);
    text_free(&again);
    return ok;
}

static bool ingest(struct store *s, const struct run_record *r, struct error *err) {
    enum run_status old = RUN_FAILED;
    bool same, there;
    if (!store_run_status(s, r->id, &there, &old, err)) return false;
    if (there && final(old) && final(r->status)) {
        if (!same_results(s, r, &same, err)) return false;
        if (!same) {
            error_set(err,
                      "determinism alarm: run %.12s is stored with other numbers than it gave now; the stored ones "
                      "stay",
                      r->id);
            return error_is(err, ERROR_CONFLICT);
        }
    } else if (!there || !final(old)) {
        if ((there && !remove_rows(s, r->id, err)) || !put_record(s, r, err)) return false;
    }
    return put_suite(s, r->suite, "", "", err) && put_link(s, r->suite, r->id, r->label, r->ordinal, err);
}

bool store_ingest(struct store *s, const struct run_record *r, struct error *err) {
    if (!sql_run(s, "BEGIN IMMEDIATE", err, "cannot begin to write")) return false;
    if (ingest(s, r, err) && sql_run(s, "COMMIT", err, "cannot store the run")) return true;
    sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
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
                table_cell(table, "%s", type == SQLITE_NULL ? "" : column_text(&st, c));
        }
    if (finish(&st, err, "cannot ask")) return table;
    table_free(table);
    return NULL;
}

bool store_find_run(struct store *s, const char *prefix, char id[RUN_ID_SIZE], struct error *err) {
    if (strlen(prefix) < 4)
        return error_set(err, "'%s' is too short for a run's id; give at least 4 characters", prefix);
    struct table *t =
        store_query(s, "SELECT id FROM run WHERE substr(id, 1, length(?1)) = ?1 LIMIT 2", &prefix, 1, err);
    if (!t) return false;
    const int n = table_rows(t);
    if (n == 1) snprintf(id, RUN_ID_SIZE, "%s", table_at(t, 0, 0));
    table_free(t);
    if (n == 0) return error_set(err, "no run's id begins with '%s'; 'lexbench list runs' lists them", prefix);
    if (n > 1) return error_set(err, "several runs' ids begin with '%s'; give more characters", prefix);
    return run_id_is_valid(id) || error_set(err, "%s: a run's id is no SHA-256", s->path);
}

bool store_fingerprint(struct store *s, char out[RUN_ID_SIZE], struct error *err) {
    struct table *ids =
        store_query(s, "SELECT id FROM run WHERE status IN ('done', 'diverged') ORDER BY id", NULL, 0, err);
    struct text all = {0};
    bool ok = ids != NULL;
    for (int i = 0; ok && i < table_rows(ids); i++) ok = results_hash(s, table_at(ids, i, 0), &all, err);
    if (ok) sha256_hex(text_of(&all), all.size, out);
    text_free(&all);
    table_free(ids);
    return ok;
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
    struct table *t = store_query(s, "SELECT id, config FROM run", NULL, 0, err);
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
    /* The file stays read-only; only the pragma stands in the way of writing another one. */
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
