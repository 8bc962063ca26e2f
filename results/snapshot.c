/* Snapshots: results are written to the ledger and read back for comparison. */
#include "results/snapshot.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/memory.h"
#include "results/sql.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- rows to structs: both queries have these columns ---- */

enum {
    RUN_TASK,
    RUN_LABEL,
    RUN_SEED,
    RUN_ID,
    RUN_STATUS,
    RUN_REASON,
    RUN_FITTED,
    RUN_STEP_SECONDS,
    RUN_STEP_INSTRUCTIONS,
    RUN_HOST /* six columns */,
    RUN_CONFIG = RUN_HOST + 6,
    RUN_TRAINING,
    RUN_EVALUATION
};
enum {
    CELL_RUN,
    CELL_TASK,
    CELL_LABEL,
    CELL_VARIANT,
    CELL_LENGTH,
    CELL_MULTIPLE,
    CELL_EXAMPLES,
    CELL_SCORE,
    CELL_BITS
};

static enum run_status status_of(const char *name) {
    for (int s = 0; s <= RUN_INTERRUPTED; s++)
        if (strcmp(name, run_status_name((enum run_status)s)) == 0) return (enum run_status)s;
    return RUN_FAILED;
}

static struct snapshot_run run_of(const struct table *t, int r) {
    return (struct snapshot_run){.task = table_at(t, r, RUN_TASK),
                                 .label = table_at(t, r, RUN_LABEL),
                                 .seed = (long)table_value(t, r, RUN_SEED),
                                 .id = table_at(t, r, RUN_ID),
                                 .status = status_of(table_at(t, r, RUN_STATUS)),
                                 .reason = table_at(t, r, RUN_REASON),
                                 .fitted = table_value(t, r, RUN_FITTED) == 1,
                                 .step_seconds = table_value(t, r, RUN_STEP_SECONDS),
                                 .step_instructions = table_value(t, r, RUN_STEP_INSTRUCTIONS),
                                 .processor = table_at(t, r, RUN_HOST),
                                 .blas = table_at(t, r, RUN_HOST + 1),
                                 .compiler = table_at(t, r, RUN_HOST + 2),
                                 .flags = table_at(t, r, RUN_HOST + 3),
                                 .revision = table_at(t, r, RUN_HOST + 4),
                                 .hostname = table_at(t, r, RUN_HOST + 5),
                                 .config = table_at(t, r, RUN_CONFIG),
                                 .training = table_at(t, r, RUN_TRAINING),
                                 .evaluation = table_at(t, r, RUN_EVALUATION)};
}

static bool is_of(const struct snapshot_run *run, const struct table *t, int c) {
    return strcmp(run->id, table_at(t, c, CELL_RUN)) == 0 && strcmp(run->task, table_at(t, c, CELL_TASK)) == 0 &&
           strcmp(run->label, table_at(t, c, CELL_LABEL)) == 0;
}

static long examples_of(const struct table *t, int c) {
    double examples;
    return table_at_number(t, c, CELL_EXAMPLES, &examples) ? (long)examples : 0;
}

/* Cells come by run, in the order of the runs. */
static void fill(struct snapshot *s) {
    s->n_runs = table_rows(s->run_rows);
    s->n_cells = table_rows(s->cell_rows);
    s->run = mem_zero((size_t)s->n_runs + 1, sizeof *s->run);
    s->cell = mem_zero((size_t)s->n_cells + 1, sizeof *s->cell);
    for (int r = 0; r < s->n_runs; r++) s->run[r] = run_of(s->run_rows, r);
    for (int c = 0, r = 0; c < s->n_cells; c++) {
        const struct table *t = s->cell_rows;
        while (r < s->n_runs && !is_of(&s->run[r], t, c)) r++;
        if (r == s->n_runs) BUG("a cell of no run: %s", table_at(t, c, CELL_RUN));
        s->cell[c] = (struct snapshot_cell){.run = r,
                                            .variant = table_at(t, c, CELL_VARIANT),
                                            .length = (long)table_value(t, c, CELL_LENGTH),
                                            .multiple = table_value(t, c, CELL_MULTIPLE),
                                            .examples = examples_of(t, c),
                                            .bits = table_at(t, c, CELL_BITS),
                                            .score = table_value(t, c, CELL_SCORE)};
    }
}

void snapshot_free(struct snapshot *s) {
    if (s->run_rows) mem_free(s->run), mem_free(s->cell);
    table_free(s->run_rows);
    table_free(s->cell_rows);
    memset(s, 0, sizeof *s);
}

/* ---- taking ---- */

bool other_settings(const struct snapshot_run *a, const struct snapshot_run *b) {
    return *a->config && *b->config && strcmp(a->config, b->config) != 0;
}

int snapshot_run_order(const void *a, const void *b) {
    const struct snapshot_run *x = *(struct snapshot_run *const *)a, *y = *(struct snapshot_run *const *)b;
    const int task = strcmp(x->task, y->task), label = task ? task : strcmp(x->label, y->label);
    return label ? label : (x->seed > y->seed) - (x->seed < y->seed);
}

const struct snapshot_run **snapshot_by_name(const struct snapshot *s) {
    const struct snapshot_run **out = mem_zero((size_t)s->n_runs + 1, sizeof *out);
    for (int i = 0; i < s->n_runs; i++) out[i] = &s->run[i];
    qsort(out, (size_t)s->n_runs, sizeof *out, snapshot_run_order);
    return out;
}

static bool check_keys(const struct snapshot *s, struct error *err) {
    const struct snapshot_run **run = snapshot_by_name(s);
    int i = 1;
    while (i < s->n_runs && snapshot_run_order(&run[i - 1], &run[i]) != 0) i++;
    if (i < s->n_runs)
        error_set(err,
                  "suite '%s' holds two runs of %s/%s seed %ld with different settings; give schemes labels of their "
                  "own, or run each version of the suite into a database of its own",
                  s->suite, run[i]->task, run[i]->label, run[i]->seed);
    mem_free(run);
    return i >= s->n_runs;
}

/* The chosen runs' ids as a JSON list, which SQL takes as one parameter. "": all. */
static void id_list(const char *const *ids, int n, struct text *out) {
    if (!ids) return;
    text_add(out, "[");
    for (int i = 0; i < n; i++) {
        text_add(out, "%s", i ? "," : "");
        text_json(out, ids[i]);
    }
    text_add(out, "]");
}

/* As views name a task: with what the run was trained on, where that is another one. */
#define TASK   "CASE WHEN t.trained = 0 THEN t.task || ' [' || r.task || ']' ELSE coalesce(t.task, r.task) END"
#define CHOSEN "(?2 = '' OR r.id IN (SELECT value FROM json_each(?2)))"

/* Some columns of a query's row into another table. Those that `numbers` has a bit of are numbers; in others, text that
 * looks like a number stays text. */
static void copy_row(struct table *out, const struct table *rows, int r, int columns, unsigned numbers) {
    for (int c = 0; c < columns; c++) {
        double value;
        if ((numbers >> c & 1) && table_at_number(rows, r, c, &value))
            table_number(out, value, "%.17g");
        else
            table_cell(out, "%s", table_at(rows, r, c));
    }
}

/* Run rows with their hashes, which no query can compute, as two more columns. */
static struct table *with_bits(struct store *store, struct table *rows, struct error *err) {
    const char *headers[RUN_EVALUATION + 1] = {0};
    for (int c = 0; c < RUN_TRAINING; c++) headers[c] = table_header(rows, c);
    headers[RUN_TRAINING] = "training", headers[RUN_EVALUATION] = "evaluation";
    struct table *out = table_new(RUN_EVALUATION + 1, headers);
    bool ok = true;
    for (int r = 0; ok && r < table_rows(rows); r++) {
        char training[SHA256_HEX], evaluation[SHA256_HEX];
        ok = run_bits(store, table_at(rows, r, RUN_ID), training, evaluation, err);
        copy_row(out, rows, r, RUN_TRAINING,
                 1u << RUN_SEED | 1u << RUN_FITTED | 1u << RUN_STEP_SECONDS | 1u << RUN_STEP_INSTRUCTIONS);
        table_cell(out, "%s", training), table_cell(out, "%s", evaluation);
    }
    table_free(rows);
    if (ok) return out;
    table_free(out);
    return NULL;
}

/* The same for cells: in the last two columns stands what the store calls their task and their variant, and the hash
 * takes their place. */
static struct table *with_cell_bits(struct store *store, struct table *rows, struct error *err) {
    const char *headers[CELL_BITS + 1] = {0};
    for (int c = 0; c < CELL_BITS; c++) headers[c] = table_header(rows, c);
    headers[CELL_BITS] = "bits";
    struct table *out = table_new(CELL_BITS + 1, headers);
    bool ok = true;
    for (int r = 0; ok && r < table_rows(rows); r++) {
        char bits[SHA256_HEX];
        ok = cell_bits(store, table_at(rows, r, CELL_RUN), table_at(rows, r, CELL_BITS),
                       table_at(rows, r, CELL_BITS + 1), (long)table_value(rows, r, CELL_LENGTH), bits, err);
        copy_row(out, rows, r, CELL_BITS,
                 1u << CELL_LENGTH | 1u << CELL_MULTIPLE | 1u << CELL_EXAMPLES | 1u << CELL_SCORE);
        table_cell(out, "%s", bits);
    }
    table_free(rows);
    if (ok) return out;
    table_free(out);
    return NULL;
}

static void name_revision(struct snapshot *s, const char *given) {
    const char *name = given ? given : s->n_runs ? s->run[0].revision : "";
    for (int r = 0; !given && r < s->n_runs; r++)
        if (strcmp(s->run[r].revision, name) != 0) name = "several";
    snprintf(s->revision, sizeof s->revision, "%s", name);
}

static struct table *read_run_rows(struct store *store, const char *const parameters[2], struct error *err) {
    struct table *rows = store_query(
        store,
        "SELECT " TASK ", a.name, r.seed, r.id, r.status, r.reason, "
        "coalesce(t.fitted, r.fitted), CASE WHEN r.steps > 0 THEN r.seconds / r.steps END, "
        "CASE WHEN r.steps > 0 THEN r.instructions / r.steps END, "
        "h.processor, h.blas, h.compiler, h.flags, h.revision, h.hostname, r.config FROM suite_run s "
        "JOIN run r ON r.id = s.run JOIN suite_arm a ON a.suite = s.suite AND a.arm = r.arm "
        "AND a.version = r.version AND a.label = s.label JOIN host h ON h.id = r.host LEFT JOIN run_task t ON "
        "t.run = r.id WHERE s.suite = ?1 AND " CHOSEN " ORDER BY s.ordinal, r.id, a.name, t.place",
        parameters, 2, err);
    return rows ? with_bits(store, rows, err) : NULL;
}

static struct table *read_cell_rows(struct store *store, const char *const parameters[2], struct error *err) {
    struct table *rows = store_query(
        store,
        "SELECT r.id, " TASK
        ", a.name, coalesce(x.shown, e.variant), e.length, e.multiple, e.examples, CASE t.metric WHEN 'token' THEN "
        "1.0 * e.answers_right / e.answers WHEN 'loss' THEN exp(-e.loss_sum / e.answers) "
        "ELSE 1.0 * e.exact / e.examples END, e.task, e.variant FROM "
        "suite_run s JOIN run r ON r.id = s.run JOIN suite_arm a ON a.suite = s.suite AND a.arm = r.arm AND "
        "a.version = r.version AND a.label = s.label JOIN evaluation e ON e.run = r.id JOIN "
        "run_task t ON t.run = r.id AND t.task = e.task LEFT JOIN apart x ON x.arm = r.arm AND "
        "x.version = r.version AND x.task = e.task AND x.variant = e.variant AND x.code = e.code WHERE s.suite = "
        "?1 AND " CHOSEN " ORDER BY s.ordinal, r.id, a.name, t.place, e.variant, e.length",
        parameters, 2, err);
    return rows ? with_cell_bits(store, rows, err) : NULL;
}

bool snapshot_take(struct store *store, const char *suite, const char *revision, const char *const *ids, int n,
                   struct snapshot *out, struct error *err) {
    struct text list = {0};
    id_list(ids, n, &list);
    const char *parameters[] = {suite, text_of(&list)};
    *out = (struct snapshot){.taken_us = clock_utc_us()};
    snprintf(out->suite, sizeof out->suite, "%s", suite);
    out->run_rows = read_run_rows(store, parameters, err);
    if (out->run_rows) out->cell_rows = read_cell_rows(store, parameters, err);
    text_free(&list);
    bool ok = out->cell_rows != NULL;
    if (ok) fill(out), name_revision(out, revision);
    ok = ok && check_keys(out, err);
    if (!ok) snapshot_free(out);
    return ok;
}

/* ---- the ledger ---- */

static void fingerprint(const struct snapshot *s, char out[SHA256_HEX]) {
    struct text all = {0};
    text_add(&all, "%s\n%s\n", s->suite, s->revision);
    for (int r = 0; r < s->n_runs; r++)
        text_add(&all, "%s\t%s\t%ld\t%s\t%s\t%s\t%s\n", s->run[r].task, s->run[r].label, s->run[r].seed, s->run[r].id,
                 run_status_name(s->run[r].status), s->run[r].training, s->run[r].evaluation);
    sha256_hex(text_of(&all), all.size, out);
    text_free(&all);
}

/* First column of a query's first row; 0: none. */
static long long_of(struct store *s, const char *sql, const char *a, const char *b) {
    struct statement st = prepare(s, sql);
    bind_text(&st, a);
    if (b) bind_text(&st, b);
    long value = 0;
    if (next_row(&st)) value = (long)sqlite3_column_int64(st.stmt, 0);
    finish(&st, NULL, "cannot look for a row");
    return value;
}

static bool put_snapshot(struct store *s, struct snapshot *snap, const char *print, struct error *err) {
    struct statement st =
        prepare(s, "INSERT INTO snapshot (suite, revision, taken_us, fingerprint) VALUES (?, ?, ?, ?)");
    bind_text(&st, snap->suite);
    bind_text(&st, snap->revision);
    bind_long(&st, (long)snap->taken_us);
    bind_text(&st, print);
    insert(&st);
    snap->id = (long)sqlite3_last_insert_rowid(s->db);
    return finish(&st, err, "cannot keep the snapshot");
}

static bool put_host_of(struct store *s, const struct snapshot_run *r, long *id, struct error *err) {
    struct host_info host = {0};
    snprintf(host.processor, sizeof host.processor, "%s", r->processor);
    snprintf(host.blas, sizeof host.blas, "%s", r->blas);
    snprintf(host.compiler, sizeof host.compiler, "%s", r->compiler);
    snprintf(host.flags, sizeof host.flags, "%s", r->flags);
    snprintf(host.revision, sizeof host.revision, "%s", r->revision);
    snprintf(host.hostname, sizeof host.hostname, "%s", r->hostname);
    return put_host(s, &host, id, err);
}

static bool put_run_of(struct store *s, const struct snapshot *snap, int i, long host, struct error *err) {
    const struct snapshot_run *r = &snap->run[i];
    struct statement st =
        prepare(s, "INSERT INTO snapshot_run (snapshot, ordinal, task, label, seed, run, status, reason, fitted, "
                   "training, evaluation, step_seconds, step_instructions, host, config) VALUES (?, ?, ?, ?, ?, "
                   "?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_long(&st, snap->id);
    bind_long(&st, i);
    bind_text(&st, r->task);
    bind_text(&st, r->label);
    bind_long(&st, r->seed);
    bind_text(&st, r->id);
    bind_text(&st, run_status_name(r->status));
    bind_text(&st, r->reason);
    bind_long(&st, r->fitted);
    bind_text(&st, r->training);
    bind_text(&st, r->evaluation);
    bind_real(&st, r->step_seconds);
    bind_real(&st, r->step_instructions);
    bind_long(&st, host);
    bind_text(&st, r->config);
    insert(&st);
    return finish(&st, err, "cannot keep a run of the snapshot");
}

static bool put_runs(struct store *s, const struct snapshot *snap, struct error *err) {
    long host;
    bool ok = true;
    for (int i = 0; ok && i < snap->n_runs; i++)
        ok = put_host_of(s, &snap->run[i], &host, err) && put_run_of(s, snap, i, host, err);
    return ok;
}

static bool put_cells(struct store *s, const struct snapshot *snap, struct error *err) {
    struct statement st = prepare(s, "INSERT INTO snapshot_cell (snapshot, task, label, seed, variant, length, "
                                     "multiple, examples, bits, score) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (int i = 0; st.ok && i < snap->n_cells; i++) {
        const struct snapshot_cell *c = &snap->cell[i];
        bind_long(&st, snap->id);
        bind_text(&st, snap->run[c->run].task);
        bind_text(&st, snap->run[c->run].label);
        bind_long(&st, snap->run[c->run].seed);
        bind_text(&st, c->variant);
        bind_long(&st, c->length);
        bind_real(&st, c->multiple);
        if (c->examples)
            bind_long(&st, c->examples);
        else
            bind_real(&st, (double)NAN);
        bind_text(&st, c->bits);
        bind_real(&st, c->score);
        insert(&st);
    }
    return finish(&st, err, "cannot keep a cell of the snapshot");
}

bool snapshot_keep(struct store *s, struct snapshot *snap, struct error *err) {
    char print[SHA256_HEX];
    fingerprint(snap, print);
    if (!sql_run(s, "BEGIN IMMEDIATE", err, "cannot begin to write")) return false;
    snap->id = long_of(s, "SELECT id FROM snapshot WHERE fingerprint = ?1", print, NULL);
    if ((snap->id || (put_snapshot(s, snap, print, err) && put_runs(s, snap, err) && put_cells(s, snap, err))) &&
        sql_run(s, "COMMIT", err, "cannot keep the snapshot"))
        return true;
    sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

static bool load_head(struct store *ledger, const char *id, struct snapshot *out, struct error *err) {
    struct table *t = store_query(
        ledger, "SELECT suite, revision, taken_us FROM snapshot WHERE id = CAST(?1 AS INTEGER)", &id, 1, err);
    if (!t) return false;
    const bool found = table_rows(t) == 1;
    if (found) {
        snprintf(out->suite, sizeof out->suite, "%s", table_at(t, 0, 0));
        snprintf(out->revision, sizeof out->revision, "%s", table_at(t, 0, 1));
        out->taken_us = (int64_t)table_value(t, 0, 2);
    }
    table_free(t);
    return found || error_set(err, "%s: there is no snapshot %s", ledger->path, id);
}

bool snapshot_load(struct store *ledger, long id, struct snapshot *out, struct error *err) {
    char word[24];
    const char *parameter = word;
    snprintf(word, sizeof word, "%ld", id);
    *out = (struct snapshot){.id = id};
    if (!load_head(ledger, word, out, err)) return false;
    out->run_rows = store_query(
        ledger,
        "SELECT task, label, seed, run, status, reason, fitted, step_seconds, step_instructions, processor, blas, "
        "compiler, flags, revision, hostname, config, training, evaluation FROM snapshot_run r JOIN "
        "host h ON h.id = r.host WHERE snapshot = CAST(?1 AS INTEGER) ORDER BY ordinal",
        &parameter, 1, err);
    if (out->run_rows)
        out->cell_rows = store_query(
            ledger,
            "SELECT r.run, task, label, variant, length, multiple, examples, score, bits FROM snapshot_cell c "
            "JOIN snapshot_run r USING (snapshot, task, label, seed) WHERE snapshot = "
            "CAST(?1 AS INTEGER) ORDER BY ordinal, variant, length",
            &parameter, 1, err);
    if (out->cell_rows) return fill(out), true;
    snapshot_free(out);
    return false;
}

long snapshot_of_revision(struct store *ledger, const char *revision, const char *suite) {
    return long_of(ledger,
                   "SELECT max(id) FROM snapshot WHERE revision = ?1 AND (?2 = '' OR suite = ?2) AND id "
                   "NOT IN (SELECT snapshot FROM reserve)",
                   revision, suite ? suite : "");
}

long snapshot_newest(struct store *ledger, const char *suite) {
    return long_of(ledger,
                   "SELECT n.snapshot FROM night n JOIN snapshot s ON s.id = n.snapshot WHERE ?1 = '' OR s.suite = ?1 "
                   "ORDER BY n.id DESC LIMIT 1",
                   suite ? suite : "", NULL);
}

long baseline_find(struct store *ledger, const char *name) {
    return long_of(ledger, "SELECT snapshot FROM v_baseline WHERE name = ?1", name, NULL);
}

bool baseline_set(struct store *ledger, const char *name, long snapshot, const char *reason, struct error *err) {
    struct statement st = prepare(ledger, "INSERT INTO baseline (name, at, snapshot, reason) VALUES (?, ?, ?, ?)");
    bind_text(&st, name);
    bind_long(&st, (long)clock_utc_us());
    bind_long(&st, snapshot);
    bind_text(&st, reason);
    insert(&st);
    return finish(&st, err, "cannot set the baseline");
}

bool night_keep(struct store *ledger, const struct night *n, struct error *err) {
    struct statement st = prepare(ledger, "INSERT INTO night (at, snapshot, baseline, code, regressed, improved, "
                                          "unchanged, noise, inconclusive, missing, failed, changed, slower, "
                                          "declined) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_long(&st, (long)clock_utc_us());
    bind_long(&st, n->snapshot);
    bind_real(&st, n->baseline ? (double)n->baseline : (double)NAN);
    const int counts[] = {n->code,    n->regressed, n->improved, n->unchanged, n->noise,   n->inconclusive,
                          n->missing, n->failed,    n->changed,  n->slower,    n->declined};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) bind_long(&st, counts[i]);
    insert(&st);
    return finish(&st, err, "cannot keep the verdict");
}

bool night_range(struct store *ledger, const char *suite, const struct snapshot *was, const struct snapshot_run *run,
                 char from[64], char to[64], struct error *err) {
    char seed[24], old[24];
    snprintf(seed, sizeof seed, "%ld", run->seed);
    snprintf(old, sizeof old, "%ld", was->id);
    const char *const parameters[] = {suite, run->task, run->label, seed, run->training, run->evaluation, old};
    /* Nights in their order, and whether the run still had the old bits, in what both evaluated (pairing.h). */
    struct table *t = store_query(ledger,
                                  "SELECT s.revision, r.training = ?5 AND (r.evaluation = ?6 OR NOT EXISTS (SELECT 1 "
                                  "FROM snapshot_cell c JOIN snapshot_cell w USING (task, label, seed, variant, "
                                  "length) WHERE c.snapshot = s.id AND w.snapshot = CAST(?7 AS INTEGER) AND c.task = "
                                  "r.task AND c.label = r.label AND c.seed = r.seed AND (c.bits = '' OR w.bits = '' OR "
                                  "(c.examples = w.examples AND c.bits <> w.bits)))) FROM (SELECT snapshot, "
                                  "min(id) AS first FROM night GROUP BY snapshot) n JOIN snapshot s ON s.id = "
                                  "n.snapshot JOIN snapshot_run r ON r.snapshot = s.id WHERE s.suite = ?1 AND r.task = "
                                  "?2 AND r.label = ?3 AND r.seed = CAST(?4 AS INTEGER) ORDER BY n.first",
                                  parameters, 7, err);
    if (!t) return false;
    int first = 0;
    snprintf(from, 64, "%s", was->revision);
    for (int r = 0; r < table_rows(t); r++)
        if (table_value(t, r, 1) == 1) {
            snprintf(from, 64, "%s", table_at(t, r, 0));
            first = r + 1;
        }
    snprintf(to, 64, "%s", first < table_rows(t) ? table_at(t, first, 0) : "");
    table_free(t);
    return true;
}
