/* Stores a run of another database in this one, by the same path as new results: it is read as a record and ingested.
 * What belongs to a run without being a result (older ids, events, which codes are the same) is copied too.
 */
#include "results/identity.h"
#include "results/rows.h"
#include <stdio.h>
#include <string.h>

/* Tables that both databases have alike: how rows are read there, those of a run or all, and taken here, where a row
 * whose key is there already stays as it is (but for the cap of a claim, which may only rise). */
struct copied {
    const char *read, *write;
};
static const struct copied of_run[] = {
    {"SELECT * FROM measure WHERE run = ?1", "INSERT OR IGNORE INTO measure VALUES (?, ?, ?, ?, ?, ?, ?, ?)"},
    {"SELECT * FROM alias WHERE run = ?1", "INSERT OR IGNORE INTO alias VALUES (?, ?)"},
    {"SELECT * FROM probe WHERE run = ?1", "INSERT OR IGNORE INTO probe VALUES (?, ?, ?, ?, ?)"}};
static const struct copied of_none[] = {
    {"SELECT * FROM suite", "INSERT OR IGNORE INTO suite VALUES (?, ?, ?)"},
    {"SELECT * FROM claim", "INSERT OR IGNORE INTO claim VALUES (?, ?, ?, ?, ?, ?)"},
    /* A claim that was changed in one of them begins behind the seeds that were seen there. */
    {"SELECT * FROM frozen",
     "INSERT INTO frozen VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET cap = max(cap, excluded.cap), "
     "stored_before = CASE WHEN excluded.first_seed > first_seed THEN excluded.stored_before ELSE stored_before END, "
     "first_seed = max(first_seed, excluded.first_seed)"},
    {"SELECT * FROM verdict",
     "INSERT OR IGNORE INTO verdict VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
    {"SELECT * FROM finding",
     "INSERT OR IGNORE INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"}};

/* All rows of one statement into another one with as many columns. Both are finished. */
static bool pour_rows(struct statement *read, struct statement *write, struct error *err) {
    const int columns = sqlite3_column_count(read->stmt);
    while (write->ok && next_row(read)) {
        for (int c = 0; write->ok && c < columns; c++)
            write->ok = sqlite3_bind_value(write->stmt, c + 1, sqlite3_column_value(read->stmt, c)) == SQLITE_OK;
        insert(write);
    }
    const bool wrote = finish(write, err, "cannot take rows of another database");
    return finish(read, wrote ? err : NULL, "cannot read rows to merge") && wrote;
}

static bool copy_rows(struct store *to, struct store *from, const struct copied *table, const char *run_id,
                      struct error *err) {
    struct statement read = prepare(from, table->read), write = prepare(to, table->write);
    if (run_id) bind_text(&read, run_id);
    return pour_rows(&read, &write, err);
}

/* Events of a run ("": of none), each told once. */
static bool copy_events(struct store *to, struct store *from, const char *run_id, struct error *err) {
    struct statement read = prepare(from, "SELECT at, run, kind, text FROM event WHERE run = ? ORDER BY id"),
                     write = prepare(to, "INSERT INTO event (at, run, kind, text) SELECT ?1, ?2, ?3, ?4 WHERE NOT "
                                         "EXISTS (SELECT 1 FROM event WHERE run = ?2 AND kind = ?3 AND text = ?4)");
    bind_text(&read, run_id);
    while (write.ok && next_row(&read)) {
        bind_long(&write, (long)sqlite3_column_int64(read.stmt, 0));
        for (int c = 1; c < 4; c++) bind_text(&write, column_text(&read, c));
        insert(&write);
    }
    const bool wrote = finish(&write, err, "cannot take an event");
    return finish(&read, wrote ? err : NULL, "cannot read events") && wrote;
}

/* ---- codes ---- */

static bool update_version(struct store *s, const char *sql, const char *arm, const char *from, const char *to,
                           struct error *err) {
    struct statement st = prepare(s, sql);
    bind_text(&st, arm);
    bind_text(&st, from);
    bind_text(&st, to);
    insert(&st);
    return finish(&st, err, "cannot store that two codes are the same");
}

/* There, code and version are the same for the arm: so they are here, with the runs and names that are here. */
static bool unite_codes(struct store *s, const char *arm, const char *code, const char *version, bool measured,
                        struct error *err) {
    char own[RUN_ID_SIZE], other[RUN_ID_SIZE];
    if (!store_version(s, arm, code, own, err) || !store_version(s, arm, version, other, err)) return false;
    if (strcmp(own, other) == 0) return true;
    return update_version(s, "UPDATE same_code SET version = ?3 WHERE arm = ?1 AND version = ?2", arm, own, other,
                          err) &&
           update_version(s, "UPDATE run SET version = ?3 WHERE arm = ?1 AND version = ?2", arm, own, other, err) &&
           update_version(s, "UPDATE OR IGNORE suite_arm SET version = ?3 WHERE arm = ?1 AND version = ?2", arm, own,
                          other, err) &&
           (strcmp(code, own) == 0 || store_same_code(s, arm, own, other, measured, err)) &&
           store_same_code(s, arm, code, other, measured, err) && forget_empty_arms(s, arm, err);
}

static bool merge_codes(struct store *to, struct store *from, const char *arm, struct error *err) {
    struct table *t = store_query(from, "SELECT code, version, how FROM same_code WHERE arm = ?1", &arm, 1, err);
    bool ok = t != NULL;
    for (int i = 0; ok && i < table_rows(t); i++)
        ok = unite_codes(to, arm, table_at(t, i, 0), table_at(t, i, 1), strcmp(table_at(t, i, 2), "probe") == 0, err);
    table_free(t);
    return ok;
}

/* There, codes that evaluated the arm are the same: so they are here. */
static bool merge_evaluators(struct store *to, struct store *from, const char *arm, struct error *err) {
    struct table *t =
        store_query(from, "SELECT task, variant, code, version FROM evaluator WHERE arm = ?1", &arm, 1, err);
    bool ok = t != NULL;
    for (int i = 0; ok && i < table_rows(t); i++) {
        const struct evaluator e = {arm, table_at(t, i, 0), table_at(t, i, 1), table_at(t, i, 2)};
        ok = unite_evaluators(to, &e, table_at(t, i, 3), err);
    }
    table_free(t);
    return ok;
}

/* ---- a run ---- */

static void note_conflict(struct merged *out, const struct error *why) {
    out->conflicts++;
    text_add(&out->conflict, "%s\n", why->text);
}

/* What did not end here is tried no better there. */
static bool take_training_of(struct store *to, struct run_record *r, struct merged *out, struct error *err) {
    enum run_status here = RUN_FAILED;
    bool there;
    struct run_record training = *r;
    training.n_eval = 0;
    if (!store_run_status(to, r->id, &there, &here, err)) return false;
    const bool ends = r->status == RUN_DONE || r->status == RUN_DIVERGED,
               ended = there && (here == RUN_DONE || here == RUN_DIVERGED);
    out->new_training = !there || (ends && !ended);
    return (there && !ends) || take_record(to, &training, err);
}

static long examples_here(struct store *s, const struct run_record *r, const struct eval_row *e) {
    struct statement st =
        prepare(s, "SELECT examples FROM evaluation WHERE run = ? AND task = ? AND variant = ? AND length = ?");
    bind_text(&st, r->id);
    bind_text(&st, r->part[e->part].task);
    bind_text(&st, e->variant);
    bind_long(&st, e->length);
    const long examples = next_row(&st) ? (long)sqlite3_column_int64(st.stmt, 0) : 0;
    finish(&st, NULL, "cannot look for a row");
    return examples;
}

static bool stands_apart(struct store *s, const struct run_record *r, const struct eval_row *e) {
    struct statement st =
        prepare(s, "SELECT 1 FROM apart JOIN run USING (arm, version) WHERE id = ? AND apart.task = ? AND variant = ? "
                   "AND apart.code = ?");
    bind_text(&st, r->id);
    bind_text(&st, r->part[e->part].task);
    bind_text(&st, e->variant);
    bind_text(&st, e->code);
    const bool apart = next_row(&st);
    finish(&st, NULL, "cannot look for a row");
    return apart;
}

/* A record of its own, since each cell knows where it was evaluated. */
static bool take_cell_of(struct store *to, struct store *from, const struct run_record *r, struct eval_row *e,
                         struct merged *out, struct error *err) {
    struct run_record one = *r;
    one.trained = false;
    one.eval = e, one.n_eval = 1;
    one.eval_seconds = e->seconds;
    if (!read_host(from, r->id, r->part[e->part].task, e, &one.host, err)) return false;
    const bool news = examples_here(to, r, e) < e->examples;
    if (take_record(to, &one, err)) {
        out->new_cells += news;
        out->apart_cells += news && stands_apart(to, r, e);
        return true;
    }
    if (err->kind != ERROR_CONFLICT) return false;
    note_conflict(out, err);
    return true;
}

/* Where the suite has the run already, it stays under its labels there. Labels between which the other database
 * distinguishes runs of one arm are kept; else the arm is called as it is here. */
static bool merge_links(struct store *to, struct store *from, const char *run_id, struct error *err) {
    struct table *t = store_query(from,
                                  "SELECT s.suite, s.label, s.ordinal, (SELECT count(DISTINCT label) FROM suite_arm a "
                                  "WHERE a.suite = s.suite AND a.arm = r.arm) FROM suite_run s JOIN run r ON r.id = "
                                  "s.run WHERE r.id = ?1 ORDER BY s.suite",
                                  &run_id, 1, err);
    bool ok = t != NULL, here = false;
    for (int i = 0; ok && i < table_rows(t); i++) {
        const char *suite = table_at(t, i, 0), *label = table_at(t, i, 1);
        if (i == 0 || strcmp(suite, table_at(t, i - 1, 0)) != 0) here = is_placed(to, suite, run_id);
        if (here) continue;
        const long ordinal = (long)table_value(t, i, 2);
        ok = table_value(t, i, 3) > 1 ? put_link(to, suite, run_id, label, ordinal, err)
                                      : add_link(to, suite, run_id, label, ordinal, err);
    }
    table_free(t);
    return ok;
}

static bool merge_record(struct store *to, struct store *from, struct run_record *r, struct merged *out,
                         struct error *err) {
    char arm[RUN_ID_SIZE];
    if (!put_arm(to, r, arm, err) || !merge_codes(to, from, arm, err) || !merge_evaluators(to, from, arm, err) ||
        !tell_apart(to, arm, err) || !take_training_of(to, r, out, err))
        return false;
    for (int i = 0; i < r->n_eval; i++)
        if (!take_cell_of(to, from, r, &r->eval[i], out, err)) return false;
    return copy_rows(to, from, &of_run[0], r->id, err) && copy_rows(to, from, &of_run[1], r->id, err) &&
           copy_rows(to, from, &of_run[2], r->id, err) && copy_events(to, from, r->id, err) &&
           merge_links(to, from, r->id, err);
}

bool store_merge_run(struct store *to, struct store *from, const char *run_id, struct merged *out, struct error *err) {
    struct run_record record;
    struct error why = {0};
    *out = (struct merged){0};
    if (!store_read_record(from, run_id, &record, err) || !store_begin(to, err)) return false;
    const bool ok = merge_record(to, from, &record, out, &why);
    const bool kept = store_end(to, ok, ok ? &why : NULL);
    run_record_free(&record);
    out->stored = kept;
    if (kept) return true;
    if (err) *err = why;
    if (why.kind != ERROR_CONFLICT) return false;
    text_clear(&out->conflict);
    *out = (struct merged){.conflict = out->conflict};
    note_conflict(out, &why);
    return true;
}

/* ---- what belongs to no run ---- */

#define OF_ARM " FROM choice WHERE suite = ?1 AND task = ?2 AND label = ?3 AND arm = ?4 AND key = ?5"

/* One choice with all that was tried for it, unless there is one of this arm here: two are not mixed. */
static bool merge_choice(struct store *to, struct store *from, const struct table *keys, int row, struct error *err) {
    const char *key[5];
    for (int c = 0; c < 5; c++) key[c] = table_at(keys, row, c);
    struct table *here = store_query(to, "SELECT 1" OF_ARM " LIMIT 1", key, 5, err);
    const bool asked = here != NULL, wanted = here && table_rows(here) == 0;
    table_free(here);
    if (!wanted) return asked;
    struct statement read = prepare(from, "SELECT suite, task, label, arm, key, value, seed, place, run, fit, "
                                          "chosen" OF_ARM),
                     write = prepare(to, "INSERT INTO choice (suite, task, label, arm, key, value, seed, place, run, "
                                         "fit, chosen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (int c = 0; c < 5; c++) bind_text(&read, key[c]);
    return pour_rows(&read, &write, err);
}

static bool merge_choices(struct store *to, struct store *from, struct error *err) {
    struct table *keys = store_query(from, "SELECT DISTINCT suite, task, label, arm, key FROM choice", NULL, 0, err);
    bool ok = keys != NULL;
    for (int i = 0; ok && i < table_rows(keys); i++) ok = merge_choice(to, from, keys, i, err);
    table_free(keys);
    return ok;
}

static bool merge_suites(struct store *to, struct store *from, struct error *err) {
    for (size_t i = 0; i < sizeof of_none / sizeof *of_none; i++)
        if (!copy_rows(to, from, &of_none[i], NULL, err)) return false;
    return merge_choices(to, from, err) && copy_events(to, from, "", err);
}

bool store_merge_rest(struct store *to, struct store *from, struct error *err) {
    return store_begin(to, err) && store_end(to, merge_suites(to, from, err), err);
}
