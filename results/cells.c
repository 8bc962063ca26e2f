/* Reads what is stored of a run: its evaluations, so that more examples can extend them, or all of it, so that another
 * database can store it. */
#include "base/memory.h"
#include "results/rows.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct table *store_cells(struct store *s, const char *run_id, struct error *err) {
    return store_query(s, "SELECT task, variant, length, examples, code FROM evaluation WHERE run = ?1", &run_id, 1,
                       err);
}

/* Cells come in the order in which they are asked for, as a rule: behind the last one that was found, *at, is looked
 * first. */
static bool find_asked(const struct asked_cell *asked, int n, struct statement *st, int *at) {
    const long length = (long)sqlite3_column_int64(st->stmt, 2), examples = (long)sqlite3_column_int64(st->stmt, 3);
    for (int k = 1; k <= n; k++) {
        const int i = (*at + k) % n;
        if (asked[i].length == length && examples >= asked[i].examples &&
            strcmp(asked[i].variant, column_text(st, 1)) == 0 && strcmp(asked[i].task, column_text(st, 0)) == 0)
            return *at = i, true;
    }
    return false;
}

bool store_has_cells(struct store *s, const char *run_id, const struct asked_cell *asked, int n, bool *all,
                     struct error *err) {
    int found = 0, at = n - 1;
    struct statement st = prepare(s, "SELECT task, variant, length, examples FROM evaluation WHERE run = ?");
    bind_kept(&st, run_id);
    while (next_row(&st)) found += find_asked(asked, n, &st, &at);
    *all = found == n;
    return finish(&st, err, "cannot look for evaluations");
}

static int part_of(const struct run_record *r, const char *task) {
    for (int k = 0; k < r->n_parts; k++)
        if (strcmp(r->part[k].task, task) == 0) return k;
    return -1;
}

static double real_of(struct statement *st, int column) {
    return sqlite3_column_type(st->stmt, column) == SQLITE_NULL ? (double)NAN : sqlite3_column_double(st->stmt, column);
}

#define COLUMN(kind, member) ", " #member
#define READ_LONG(member)    e->member = (long)sqlite3_column_int64(st.stmt, column);
#define READ_REAL(member)    e->member = real_of(&st, column);
#define READ_TEXT(member)    snprintf(e->member, sizeof e->member, "%s", column_text(&st, column));
#define READ(kind, member)   READ_##kind(member) column++;

static bool read_numbers(struct store *s, const char *run_id, struct run_record *r, struct error *err) {
    struct statement st =
        prepare(s, "SELECT task, variant, length" EVAL_NUMBERS(COLUMN) " FROM evaluation WHERE run = ? ORDER BY task, "
                                                                       "variant, length");
    bind_text(&st, run_id);
    while (next_row(&st)) {
        const int part = part_of(r, column_text(&st, 0));
        if (part < 0) continue;
        const size_t size = sizeof *r->eval;
        r->eval = mem_grow(r->eval, size * (size_t)r->n_eval, size * (size_t)(r->n_eval + 1));
        struct eval_row *e = &r->eval[r->n_eval++];
        *e = (struct eval_row){.part = part, .length = (long)sqlite3_column_int64(st.stmt, 2)};
        snprintf(e->variant, sizeof e->variant, "%s", column_text(&st, 1));
        int column = 3;
        EVAL_NUMBERS(READ)
    }
    return finish(&st, err, "cannot read evaluations");
}

/* Three integers per row of a table that belongs to a cell, in order. */
static struct table *rows_of(struct store *s, const char *sql, const char *run_id, const struct run_record *r,
                             const struct eval_row *e, struct error *err) {
    char length[24];
    snprintf(length, sizeof length, "%ld", e->length);
    const char *const bound[] = {run_id, r->part[e->part].task, e->variant, length};
    return store_query(s, sql, bound, 4, err);
}

#define OF_CELL " WHERE run = ?1 AND task = ?2 AND variant = ?3 AND length = CAST(?4 AS INTEGER) ORDER BY 1"

/* Databases may come from strangers: a position is checked before it is used as an index. */
enum { PLACES_MAX = 1 << 24 };
static bool in_bounds(const struct table *t, int most) {
    for (int i = 0; i < table_rows(t); i++)
        if (!(table_value(t, i, 0) >= 0 && table_value(t, i, 0) < most)) return false;
    return true;
}

static bool strange(struct store *s, const char *run_id, struct error *err) {
    return error_set(err,
                     "%s: run %.12s has a row of an evaluation at a position that does not exist; 'lexbench rm %.12s' "
                     "removes the run",
                     s->path, run_id, run_id);
}

static bool read_positions(struct store *s, const char *run_id, const struct run_record *r, struct eval_row *e,
                           struct error *err) {
    struct table *t = rows_of(s, "SELECT place, correct, seen FROM position" OF_CELL, run_id, r, e, err);
    if (!t) return false;
    const int rows = table_rows(t);
    if (!in_bounds(t, PLACES_MAX)) return table_free(t), strange(s, run_id, err);
    e->n_position = rows ? (int)table_value(t, rows - 1, 0) + 1 : 0;
    e->position_right = mem_zero((size_t)e->n_position, sizeof(long));
    e->position_seen = mem_zero((size_t)e->n_position, sizeof(long));
    for (int i = 0; i < rows; i++) {
        const int place = (int)table_value(t, i, 0);
        e->position_right[place] = (long)table_value(t, i, 1);
        e->position_seen[place] = (long)table_value(t, i, 2);
    }
    table_free(t);
    return true;
}

static bool read_depths(struct store *s, const char *run_id, const struct run_record *r, struct eval_row *e,
                        struct error *err) {
    struct table *t = rows_of(s, "SELECT depth, exact, seen FROM depth" OF_CELL, run_id, r, e, err);
    if (!t) return false;
    if (!in_bounds(t, DEPTH_TENTHS)) return table_free(t), strange(s, run_id, err);
    e->n_depth = table_rows(t) ? DEPTH_TENTHS : 0;
    for (int i = 0; i < table_rows(t); i++) {
        const int depth = (int)table_value(t, i, 0);
        e->depth_exact[depth] = (long)table_value(t, i, 1);
        e->depth_seen[depth] = (long)table_value(t, i, 2);
    }
    table_free(t);
    return true;
}

/* false in *whole: it is not known how many answers were seen at a position (databases of older versions). */
static bool read_losses(struct store *s, const char *run_id, const struct run_record *r, struct eval_row *e,
                        bool *whole, struct error *err) {
    struct table *t = rows_of(s, "SELECT place, loss_sum, seen FROM place_loss" OF_CELL, run_id, r, e, err);
    if (!t) return false;
    const int rows = table_rows(t);
    long seen = 0;
    if (!in_bounds(t, PLACES_MAX) || (rows && table_value(t, 0, 0) < 1)) return table_free(t), strange(s, run_id, err);
    e->n_bins = rows ? position_bin((int)table_value(t, rows - 1, 0)) + 1 : 0;
    e->bin_loss = mem_zero((size_t)e->n_bins, sizeof(double));
    e->bin_seen = mem_zero((size_t)e->n_bins, sizeof(long));
    for (int i = 0; i < rows; i++) {
        const int bin = position_bin((int)table_value(t, i, 0));
        e->bin_loss[bin] = table_value(t, i, 1);
        e->bin_seen[bin] = (long)table_value(t, i, 2);
        seen += e->bin_seen[bin];
    }
    *whole = rows == 0 || seen == e->answers;
    table_free(t);
    return true;
}

/* What was measured at cells, so that it is not measured again. */
static bool read_measured(struct store *s, const char *run_id, struct run_record *r, struct error *err) {
    struct table *t =
        store_query(s,
                    "SELECT task, variant, length, name, series, x, value FROM measure WHERE run = ?1 AND "
                    "length > 0 ORDER BY task, variant, length, name, series, x",
                    &run_id, 1, err);
    for (int i = 0; i < (t ? table_rows(t) : 0); i++) {
        struct eval_row at = {.part = part_of(r, table_at(t, i, 0)), .length = (long)table_value(t, i, 2)};
        snprintf(at.variant, sizeof at.variant, "%s", table_at(t, i, 1));
        if (at.part >= 0)
            run_record_add_measured(r, &at, table_at(t, i, 3), table_at(t, i, 4), table_value(t, i, 5),
                                    table_value(t, i, 6));
    }
    table_free(t);
    return t != NULL;
}

/* Guesses know nothing of schemes: the rows as trained have them. */
static bool read_guesses(struct store *s, const char *run_id, const struct run_record *r, struct eval_row *e,
                         struct error *err) {
    struct statement st = prepare(s, "SELECT name, exact, token, loss FROM guess WHERE run = ? AND task = ? AND length "
                                     "= ? ORDER BY name");
    bind_text(&st, run_id);
    bind_text(&st, r->part[e->part].task);
    bind_long(&st, e->length);
    while (!*e->variant && e->n_guess < GUESSES_MAX && next_row(&st)) {
        struct guess *g = &e->guess[e->n_guess++];
        snprintf(g->name, sizeof g->name, "%s", column_text(&st, 0));
        g->exact = real_of(&st, 1), g->token = real_of(&st, 2), g->loss = real_of(&st, 3);
    }
    return finish(&st, err, "cannot read guesses");
}

/* *whole: it can be extended. */
static bool read_cell(struct store *s, const char *run_id, const struct run_record *r, struct eval_row *e, bool *whole,
                      struct error *err) {
    return read_positions(s, run_id, r, e, err) && read_depths(s, run_id, r, e, err) &&
           read_losses(s, run_id, r, e, whole, err) && read_guesses(s, run_id, r, e, err);
}

bool store_read_cells(struct store *s, const char *run_id, struct run_record *r, struct error *err) {
    if (!read_numbers(s, run_id, r, err) || !read_measured(s, run_id, r, err)) return false;
    int kept = 0;
    for (int i = 0; i < r->n_eval; i++) {
        struct eval_row *e = &r->eval[i];
        bool whole = true;
        if (!read_cell(s, run_id, r, e, &whole, err)) return false;
        if (whole)
            r->eval[kept++] = *e;
        else
            eval_row_free(e);
    }
    r->n_eval = kept;
    return true;
}

/* ---- a whole run ---- */

static enum run_status status_of(const char *name) {
    enum run_status status = RUN_DONE;
    while (status < RUN_INTERRUPTED && strcmp(name, run_status_name(status)) != 0) status++;
    return status;
}

static long long_of(struct statement *st, int column) { return (long)sqlite3_column_int64(st->stmt, column); }

/* Columns of the host table, from `column` on. */
static void host_of(struct statement *st, int column, struct host_info *h) {
    snprintf(h->processor, sizeof h->processor, "%s", column_text(st, column));
    snprintf(h->blas, sizeof h->blas, "%s", column_text(st, column + 1));
    snprintf(h->compiler, sizeof h->compiler, "%s", column_text(st, column + 2));
    snprintf(h->flags, sizeof h->flags, "%s", column_text(st, column + 3));
    snprintf(h->revision, sizeof h->revision, "%s", column_text(st, column + 4));
    snprintf(h->hostname, sizeof h->hostname, "%s", column_text(st, column + 5));
}
#define HOST_COLUMNS "h.processor, h.blas, h.compiler, h.flags, h.revision, h.hostname"

bool read_host(struct store *s, const char *run_id, const char *task, const struct eval_row *e, struct host_info *out,
               struct error *err) {
    struct statement st = prepare(s, "SELECT " HOST_COLUMNS " FROM evaluation e JOIN host h ON h.id = e.host WHERE "
                                     "e.run = ? AND e.task = ? AND e.variant = ? AND e.length = ?");
    bind_text(&st, run_id);
    bind_text(&st, task);
    bind_text(&st, e->variant);
    bind_long(&st, e->length);
    if (next_row(&st)) host_of(&st, 0, out);
    return finish(&st, err, "cannot read a host");
}

static bool read_run(struct store *s, const char *run_id, struct run_record *r, struct error *err) {
    struct statement st =
        prepare(s, "SELECT r.seed, r.code, r.probe, r.scheme, r.task, r.train_length, r.train_tokens, r.config, "
                   "r.status, r.reason, r.parameters, r.steps, r.attempt, r.seconds, r.instructions, r.eval_seconds, "
                   "r.peak_rss, r.fit, r.fit_examples, coalesce(r.fit_step, -1), r.fitted, r.started_us, "
                   "r.finished_us, " HOST_COLUMNS " FROM run r JOIN host h ON h.id = r.host WHERE r.id = ?");
    bind_text(&st, run_id);
    const bool there = next_row(&st);
    if (there) {
        snprintf(r->id, sizeof r->id, "%s", run_id);
        r->trained = true;
        r->seed = long_of(&st, 0);
        snprintf(r->code, sizeof r->code, "%s", column_text(&st, 1));
        snprintf(r->probe, sizeof r->probe, "%s", column_text(&st, 2));
        snprintf(r->scheme, sizeof r->scheme, "%s", column_text(&st, 3));
        snprintf(r->label, sizeof r->label, "%s", column_text(&st, 3));
        snprintf(r->task, sizeof r->task, "%s", column_text(&st, 4));
        r->train_length = long_of(&st, 5), r->train_tokens = long_of(&st, 6);
        r->config = mem_text(column_text(&st, 7));
        r->status = status_of(column_text(&st, 8));
        snprintf(r->reason, sizeof r->reason, "%s", column_text(&st, 9));
        r->parameters = long_of(&st, 10), r->steps = long_of(&st, 11), r->attempt = long_of(&st, 12);
        r->seconds = real_of(&st, 13), r->instructions = real_of(&st, 14), r->eval_seconds = real_of(&st, 15);
        r->peak_rss = long_of(&st, 16);
        r->fit = real_of(&st, 17), r->fit_examples = long_of(&st, 18), r->fit_step = long_of(&st, 19);
        r->fitted = long_of(&st, 20) != 0;
        r->started_us = long_of(&st, 21), r->finished_us = long_of(&st, 22);
        host_of(&st, 23, &r->host);
    }
    return finish(&st, err, "cannot read a run") && (there || error_set(err, "%s has no run %.12s", s->path, run_id));
}

static bool read_parts(struct store *s, const char *run_id, struct run_record *r, struct error *err) {
    struct statement st =
        prepare(s, "SELECT task, metric, fit, fitted, trained FROM run_task WHERE run = ? ORDER BY place, task");
    bind_text(&st, run_id);
    while (next_row(&st)) {
        struct run_part *p = run_record_add_part(r, column_text(&st, 0), column_text(&st, 1));
        p->fit = real_of(&st, 2), p->fitted = long_of(&st, 3) != 0, p->trained = long_of(&st, 4) != 0;
    }
    return finish(&st, err, "cannot read a run's tasks");
}

static bool read_curve(struct store *s, const char *run_id, struct run_record *r, struct error *err) {
    struct statement st = prepare(s, "SELECT step, loss, grad_norm, lr, fit FROM curve WHERE run = ? ORDER BY step");
    const size_t size = sizeof *r->curve;
    bind_text(&st, run_id);
    while (next_row(&st)) {
        r->curve = mem_grow(r->curve, size * (size_t)r->n_curve, size * (size_t)(r->n_curve + 1));
        r->curve[r->n_curve++] = (struct curve_point){.step = long_of(&st, 0),
                                                      .loss = real_of(&st, 1),
                                                      .grad_norm = real_of(&st, 2),
                                                      .lr = real_of(&st, 3),
                                                      .fit = real_of(&st, 4)};
    }
    return finish(&st, err, "cannot read a training curve");
}

bool store_read_record(struct store *s, const char *run_id, struct run_record *r, struct error *err) {
    *r = (struct run_record){0};
    bool ok = read_run(s, run_id, r, err) && read_parts(s, run_id, r, err) && read_curve(s, run_id, r, err) &&
              read_numbers(s, run_id, r, err),
         whole;
    for (int i = 0; ok && i < r->n_eval; i++) ok = read_cell(s, run_id, r, &r->eval[i], &whole, err);
    if (!ok) run_record_free(r);
    return ok;
}

struct table *store_trained(struct store *s, struct error *err) {
    return store_query(s,
                       "SELECT id FROM run r WHERE status = 'done' AND NOT EXISTS (SELECT 1 FROM setting p WHERE p.arm "
                       "= r.arm AND p.key = 'predictions_name') ORDER BY id",
                       NULL, 0, err);
}
