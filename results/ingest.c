/* Stores a run's training and its evaluations in the database, in one transaction.
 *
 * Each may come alone, in any order of evaluations, and repeatedly: what is stored with the same numbers stays as it
 * is. A training, or a cell of as many examples, with other numbers is a "determinism alarm". A cell of more examples
 * replaces one of fewer, since it extends it; a cell by other code
 * (evaluator.c) replaces none, unless that was asked for (--again).
 */
#include "base/clock.h"
#include "results/identity.h"
#include "results/rows.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

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

/* ---- training ---- */

static void bind_outcome(struct statement *st, const struct run_record *r) {
    bind_text(st, run_status_name(r->status));
    bind_text(st, r->reason);
    bind_long(st, r->parameters);
    bind_long(st, r->steps);
    bind_long(st, r->attempt);
    bind_real(st, r->seconds);
    bind_real(st, r->instructions);
    bind_long(st, r->peak_rss);
    bind_real(st, r->fit);
    bind_long(st, r->fit_examples);
    bind_real(st, r->fit_step < 0 ? (double)NAN : (double)r->fit_step);
    bind_long(st, r->fitted);
    bind_long(st, (long)r->started_us);
    bind_long(st, (long)r->finished_us);
}

static bool put_run(struct store *s, const struct run_record *r, long host, struct error *err) {
    char arm[RUN_ID_SIZE], version[RUN_ID_SIZE];
    if (!put_arm(s, r, arm, err) || !store_version(s, arm, r->code, version, err)) return false;
    struct statement st =
        prepare(s, "INSERT INTO run (id, arm, seed, code, version, probe, scheme, task, train_length, "
                   "train_tokens, config, status, reason, parameters, steps, attempt, seconds, "
                   "instructions, eval_seconds, peak_rss, fit, fit_examples, fit_step, fitted, "
                   "started_us, finished_us, host) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                   "?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_text(&st, r->id);
    bind_text(&st, arm);
    bind_long(&st, r->seed);
    bind_text(&st, r->code);
    bind_text(&st, version);
    bind_text(&st, r->probe);
    bind_text(&st, r->scheme);
    bind_text(&st, r->task);
    bind_long(&st, r->train_length);
    bind_long(&st, r->train_tokens);
    bind_text(&st, r->config);
    bind_outcome(&st, r);
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
        prepare(s, "INSERT INTO run_task (run, task, place, metric, fit, fitted, trained) VALUES (?, ?, ?, ?, ?, ?, ?) "
                   "ON CONFLICT (run, task) DO NOTHING");
    for (int i = 0; st.ok && i < r->n_parts; i++) {
        const struct run_part *p = &r->part[i];
        bind_text(&st, r->id);
        bind_text(&st, p->task);
        bind_long(&st, i);
        bind_text(&st, p->metric);
        bind_real(&st, p->fit);
        bind_long(&st, p->fitted);
        bind_long(&st, p->trained);
        insert(&st);
    }
    return finish(&st, err, "cannot store the run's tasks");
}

/* ---- evaluations ---- */

/* What rows of an evaluation begin with. */
static void bind_cell(struct statement *st, const struct run_record *r, const struct eval_row *e) {
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
        bind_cell(&st, r, e);
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
        bind_cell(&st, r, e);
        bind_long(&st, i);
        bind_long(&st, e->depth_exact[i]);
        bind_long(&st, e->depth_seen[i]);
        insert(&st);
    }
    return finish(&st, err, "cannot store accuracy by depth");
}

static bool put_guesses(struct store *s, const struct run_record *r, const struct eval_row *e, struct error *err) {
    struct statement st =
        prepare(s, "INSERT OR REPLACE INTO guess (run, task, length, name, exact, token, loss) VALUES (?, ?, ?, ?, ?, "
                   "?, ?)");
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

static bool put_losses(struct store *s, const struct run_record *r, const struct eval_row *e, struct error *err) {
    struct statement st =
        prepare(s, "INSERT INTO place_loss (run, task, variant, length, place, loss_sum, seen) VALUES "
                   "(?, ?, ?, ?, ?, ?, ?)");
    for (int i = 0; st.ok && i < e->n_bins; i++) {
        if (e->bin_seen[i] == 0) continue;
        bind_cell(&st, r, e);
        bind_long(&st, bin_position(i));
        bind_real(&st, e->bin_loss[i]);
        bind_long(&st, e->bin_seen[i]);
        insert(&st);
    }
    return finish(&st, err, "cannot store loss by answer position");
}

#define NAME(kind, member) ", " #member
#define MARK(kind, member) ", ?"
#define BIND_LONG(value)   bind_long(&st, value)
#define BIND_REAL(value)   bind_real(&st, value)
#define BIND_TEXT(value)   bind_text(&st, value)
#define BIND(kind, member) BIND_##kind(e->member);

static bool put_cell(struct store *s, const struct run_record *r, const struct eval_row *e, long host,
                     struct error *err) {
    struct statement st = prepare(s, "INSERT INTO evaluation (run, task, variant, length" EVAL_NUMBERS(
                                         NAME) ", host) VALUES (?, ?, ?, ?" EVAL_NUMBERS(MARK) ", ?)");
    bind_cell(&st, r, e);
    EVAL_NUMBERS(BIND)
    bind_long(&st, host);
    insert(&st);
    return finish(&st, err, "cannot store an evaluation") && put_positions(s, r, e, err) && put_depths(s, r, e, err) &&
           put_guesses(s, r, e, err) && put_losses(s, r, e, err);
}

static bool remove_cell(struct store *s, const struct run_record *r, const struct eval_row *e, struct error *err) {
#define OF_CELL " WHERE run = ? AND task = ? AND variant = ? AND length = ?"
    static const char *const sql[] = {"DELETE FROM place_loss" OF_CELL, "DELETE FROM depth" OF_CELL,
                                      "DELETE FROM position" OF_CELL, "DELETE FROM evaluation" OF_CELL};
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        struct statement st = prepare(s, sql[i]);
        bind_cell(&st, r, e);
        insert(&st);
        if (!finish(&st, err, "cannot replace an evaluation")) return false;
    }
    return true;
}

/* Examples that a stored cell has seen (0: there is none), and whether code that counts as the same saw them. */
static bool examples_of(struct store *s, const struct run_record *r, const struct eval_row *e,
                        const struct evaluator *by, long *out, bool *same_code, struct error *err) {
    char code[RUN_ID_SIZE];
    struct statement st =
        prepare(s, "SELECT examples, code FROM evaluation WHERE run = ? AND task = ? AND variant = ? AND length = ?");
    bind_cell(&st, r, e);
    const bool there = next_row(&st);
    *out = there ? (long)sqlite3_column_int64(st.stmt, 0) : 0;
    snprintf(code, sizeof code, "%s", there ? column_text(&st, 1) : e->code);
    return finish(&st, err, "cannot read an evaluation") && store_is_evaluator(s, by, code, same_code, err);
}

/* A stored cell of as many examples against this one: written under a savepoint, compared and rolled back, so that what
 * is stored keeps its times and its host. */
static bool check_cell(struct store *s, const struct run_record *r, const struct eval_row *e, long host, bool same_code,
                       struct error *err) {
    const char *task = r->part[e->part].task;
    struct text stored = {0}, again = {0};
    bool ok = bits_of_cell(s, r->id, task, e->variant, e->length, &stored, err) &&
              sql_run(s, "SAVEPOINT compare", err, "cannot compare") && remove_cell(s, r, e, err) &&
              put_cell(s, r, e, host, err) && bits_of_cell(s, r->id, task, e->variant, e->length, &again, err);
    sqlite3_exec(s->db, "ROLLBACK TO compare; RELEASE compare", NULL, NULL, NULL);
    if (ok && strcmp(text_of(&stored), text_of(&again)) != 0) {
        error_set(
            err,
            "determinism alarm: run %.12s is stored with other numbers at length %ld of %s than it gave now%s; the "
            "stored ones stay",
            r->id, e->length, task, same_code ? "" : " (another code made them)");
        ok = error_is(err, ERROR_CONFLICT);
    }
    text_free(&stored);
    text_free(&again);
    return ok;
}

static bool by_other_code(const struct run_record *r, const struct eval_row *e, long before, struct error *err) {
    error_set(
        err,
        "run %.12s is stored at length %ld of %s on %ld examples, and was evaluated on %ld now, by other code: they "
        "do not count on from each other; the stored ones stay",
        r->id, e->length, r->part[e->part].task, before, e->examples);
    return error_is(err, ERROR_CONFLICT);
}

/* *news: something was written. */
static bool take_cell(struct store *s, const struct run_record *r, const struct eval_row *e, const struct evaluator *by,
                      long host, bool *news, struct error *err) {
    long before;
    bool same_code;
    if (!examples_of(s, r, e, by, &before, &same_code, err)) return false;
    const bool anew = r->again && !same_code;
    if (before == e->examples && !anew) return check_cell(s, r, e, host, same_code, err);
    if (before > 0 && !same_code && !anew) return by_other_code(r, e, before, err);
    if (before > e->examples && !anew) return true;
    *news = true;
    return put_evaluator(s, by, err) && (before == 0 || remove_cell(s, r, e, err)) && put_cell(s, r, e, host, err);
}

/* What a measure begins with. */
static void bind_measure(struct statement *st, const struct run_record *r, const struct measured *m) {
    bind_text(st, r->id);
    bind_text(st, m->part < 0 ? "" : r->part[m->part].task);
    bind_text(st, m->variant);
    bind_long(st, m->length);
    bind_text(st, m->name);
    bind_text(st, m->series);
    bind_real(st, m->x);
}

/* Replaces earlier measurements at these positions; the same one twice in a record is an error of the record. */
static bool put_measured(struct store *s, const struct run_record *r, struct error *err) {
    struct statement st =
        prepare(s, "DELETE FROM measure WHERE run = ? AND task = ? AND variant = ? AND length = ? AND "
                   "name = ? AND series = ? AND x = ?");
    for (int i = 0; st.ok && i < r->n_measured; i++) bind_measure(&st, r, &r->measured[i]), insert(&st);
    if (!finish(&st, err, "cannot replace what was measured")) return false;
    st =
        prepare(s, "INSERT INTO measure (run, task, variant, length, name, series, x, value) VALUES (?, ?, ?, ?, ?, ?, "
                   "?, ?)");
    for (int i = 0; st.ok && i < r->n_measured; i++) {
        bind_measure(&st, r, &r->measured[i]);
        bind_real(&st, r->measured[i].value);
        insert(&st);
    }
    return finish(&st, err, "cannot store what was measured");
}

static bool put_probed(struct store *s, const struct run_record *r, struct error *err) {
    struct statement st =
        prepare(s, "INSERT OR REPLACE INTO probe (run, task, variant, code, probe) VALUES (?, ?, ?, ?, ?)");
    for (int i = 0; st.ok && i < r->n_probed; i++) {
        bind_text(&st, r->id);
        bind_text(&st, r->part[r->probed[i].part].task);
        bind_text(&st, r->probed[i].variant);
        bind_text(&st, r->probed[i].code);
        bind_text(&st, r->probed[i].probe);
        insert(&st);
    }
    return finish(&st, err, "cannot store a probe");
}

static bool eval_seconds_of(struct store *s, const char *run_id, double *out, struct error *err) {
    struct statement st = prepare(s, "SELECT eval_seconds FROM run WHERE id = ?");
    bind_text(&st, run_id);
    if (next_row(&st)) *out = sqlite3_column_double(st.stmt, 0);
    return finish(&st, err, "cannot read the time of an evaluation");
}

static bool add_eval_seconds(struct store *s, const char *run_id, double seconds, struct error *err) {
    struct statement st = prepare(s, "UPDATE run SET eval_seconds = eval_seconds + ? WHERE id = ?");
    bind_real(&st, seconds);
    bind_text(&st, run_id);
    insert(&st);
    return finish(&st, err, "cannot store the time of an evaluation");
}

static bool take_evaluations(struct store *s, const struct run_record *r, long host, struct error *err) {
    bool news = false;
    char arm[RUN_ID_SIZE];
    if (r->n_eval && !put_parts(s, r, err)) return false; /* tasks that it is evaluated on are new */
    arm_id(r->config, arm);
    for (int i = 0; i < r->n_eval; i++) {
        const struct eval_row *e = &r->eval[i];
        const struct evaluator by = {arm, r->part[e->part].task, e->variant, e->code};
        if (!take_cell(s, r, e, &by, host, &news, err)) return false;
    }
    return put_measured(s, r, err) && put_probed(s, r, err) &&
           (!news || (add_eval_seconds(s, r->id, r->eval_seconds, err) && tell_apart(s, arm, err)));
}

/* ---- a whole record ---- */

static bool final(enum run_status status) { return status == RUN_DONE || status == RUN_DIVERGED; }

bool store_run_status(struct store *s, const char *run_id, bool *there, enum run_status *status, struct error *err) {
    struct statement st = prepare(s, "SELECT status FROM run INDEXED BY run_in_brief WHERE id = ?");
    bind_kept(&st, run_id);
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

/* What hangs on a training, and the training itself; its suites and older ids stay for what replaces it within the
 * transaction. */
static const char *const of_evaluations[] = {
    "DELETE FROM measure WHERE run = ?",    "DELETE FROM probe WHERE run = ?",   "DELETE FROM guess WHERE run = ?",
    "DELETE FROM place_loss WHERE run = ?", "DELETE FROM depth WHERE run = ?",   "DELETE FROM position WHERE run = ?",
    "DELETE FROM evaluation WHERE run = ?", "DELETE FROM run_task WHERE run = ?"};
static const char *const of_training[] = {"DELETE FROM run_task WHERE run = ? AND trained",
                                          "DELETE FROM curve WHERE run = ?", "DELETE FROM run WHERE id = ?"};
enum {
    OF_EVALUATIONS = sizeof of_evaluations / sizeof *of_evaluations,
    OF_TRAINING = sizeof of_training / sizeof *of_training
};

static bool delete_rows(struct store *s, const char *const *sql, int n, const char *run_id, struct error *err) {
    if (!sql_run(s, "PRAGMA defer_foreign_keys = ON", err, "cannot remove a run")) return false;
    for (int i = 0; i < n; i++) {
        struct statement st = prepare(s, sql[i]);
        bind_text(&st, run_id);
        insert(&st);
        if (!finish(&st, err, "cannot remove a run")) return false;
    }
    return true;
}

static bool remove_rows(struct store *s, const char *run_id, struct error *err) {
    return delete_rows(s, of_evaluations, OF_EVALUATIONS, run_id, err) &&
           delete_rows(s, of_training, OF_TRAINING, run_id, err);
}

static bool put_training(struct store *s, const struct run_record *r, long host, struct error *err) {
    return put_run(s, r, host, err) && put_parts(s, r, err) && put_curve(s, r, err) &&
           (!r->untrained[0] || store_event(s, r->id, "untrained", r->untrained, err));
}

/* A stored training against the record's: written under a savepoint, compared and taken back. */
static bool same_training(struct store *s, const struct run_record *r, long host, bool *same, struct error *err) {
    struct text stored = {0}, again = {0};
    bool ok = bits_of_training(s, r->id, &stored, err) && sql_run(s, "SAVEPOINT compare", err, "cannot compare") &&
              remove_rows(s, r->id, err) && put_training(s, r, host, err) && bits_of_training(s, r->id, &again, err);
    sqlite3_exec(s->db, "ROLLBACK TO compare; RELEASE compare", NULL, NULL, NULL);
    *same = ok && strcmp(text_of(&stored), text_of(&again)) == 0;
    text_free(&stored);
    text_free(&again);
    return ok;
}

/* A stored training came again. If another code gave the same bits, the two codes count as one for this arm. */
static bool meet_again(struct store *s, const struct run_record *r, long host, struct error *err) {
    struct run_code stored = {0};
    char own[RUN_ID_SIZE];
    bool same;
    store_run_code(s, r->id, &stored);
    if (!same_training(s, r, host, &same, err) || !store_version(s, stored.arm, r->code, own, err)) return false;
    if (same)
        return strcmp(own, stored.version) == 0 || store_same_code(s, stored.arm, r->code, stored.version, true, err);
    error_set(err,
              "determinism alarm: run %.12s is stored with other numbers than it gave now%s; the stored ones "
              "stay",
              r->id, strcmp(own, stored.version) == 0 ? "" : " (another code made them)");
    return error_is(err, ERROR_CONFLICT);
}

/* Suites keep the run, under the label that they have for it. So do the evaluations of a model that has the same bits
 * (whole: it has others), each by the code that made it. */
static bool replace(struct store *s, const struct run_record *r, long host, bool whole, struct error *err) {
    const char *key = r->id;
    char arm[RUN_ID_SIZE];
    struct table *links = store_query(s, "SELECT suite, label, ordinal FROM suite_run WHERE run = ?1", &key, 1, err);
    double seconds = 0;
    bool ok = links && (whole || eval_seconds_of(s, r->id, &seconds, err)) &&
              (whole ? remove_rows(s, r->id, err) : delete_rows(s, of_training, OF_TRAINING, r->id, err)) &&
              put_training(s, r, host, err) && (whole || add_eval_seconds(s, r->id, seconds, err));
    for (int i = 0; ok && i < table_rows(links); i++)
        ok = put_link(s, table_at(links, i, 0), r->id, table_at(links, i, 1), (long)table_value(links, i, 2), err);
    table_free(links);
    arm_id(r->config, arm);
    return ok && forget_empty_arms(s, arm, err) && tell_apart(s, arm, err);
}

/* --again, by other code than the stored training's: it takes the place of that, and of its evaluations if they are of
 * another model. */
static bool take_again(struct store *s, const struct run_record *r, long host, struct error *err) {
    bool same;
    return same_training(s, r, host, &same, err) &&
           store_event(s, r->id, "replaced", "trained again with --again", err) && replace(s, r, host, !same, err);
}

static bool take_training(struct store *s, const struct run_record *r, long host, struct error *err) {
    enum run_status old = RUN_FAILED;
    bool there;
    if (!store_run_status(s, r->id, &there, &old, err)) return false;
    if (!there) return put_training(s, r, host, err);
    if (!final(old)) return replace(s, r, host, true, err);
    if (!final(r->status)) return true;
    struct run_code stored = {0};
    store_run_code(s, r->id, &stored);
    return r->again && strcmp(stored.code, r->code) != 0 ? take_again(s, r, host, err) : meet_again(s, r, host, err);
}

/* Evaluations belong to a training: without one they wait. */
static bool has_training(struct store *s, const struct run_record *r, struct error *err) {
    bool held;
    if (!store_holds(s, r->id, &held, err) || held) return held;
    error_set(err, "run %.12s was evaluated, but its training is not stored", r->id);
    return error_is(err, ERROR_EARLY);
}

bool take_record(struct store *s, const struct run_record *r, struct error *err) {
    long host;
    return put_host(s, &r->host, &host, err) &&
           (r->trained ? take_training(s, r, host, err) : has_training(s, r, err)) && take_evaluations(s, r, host, err);
}

static bool ingest(struct store *s, const struct run_record *r, struct error *err) {
    return take_record(s, r, err) && put_link(s, r->suite, r->id, r->label, r->ordinal, err);
}

bool store_ingest(struct store *s, const struct run_record *r, struct error *err) {
    return store_begin(s, err) && store_end(s, ingest(s, r, err), err);
}

bool store_remove(struct store *s, const char *run_id, struct error *err) {
    struct run_code stored = {0};
    static const char *const sql[] = {"DELETE FROM suite_run WHERE run = ?", "DELETE FROM alias WHERE run = ?"};
    if (!store_begin(s, err)) return false;
    store_run_code(s, run_id, &stored);
    bool ok = remove_rows(s, run_id, err);
    for (int i = 0; ok && i < 2; i++) {
        struct statement st = prepare(s, sql[i]);
        bind_text(&st, run_id);
        insert(&st);
        ok = finish(&st, err, "cannot remove a run");
    }
    return store_end(s, ok && forget_empty_arms(s, stored.arm, err), err);
}
