/* Reading what a run was evaluated on, so that more examples can be counted on from it. */
#include "base/memory.h"
#include "results/rows.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct table *store_cells(struct store *s, const char *run_id, struct error *err) {
    return store_query(s, "SELECT task, variant, length, examples FROM evaluation WHERE run = ?1", &run_id, 1, err);
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

static bool read_positions(struct store *s, const char *run_id, const struct run_record *r, struct eval_row *e,
                           struct error *err) {
    struct table *t = rows_of(s, "SELECT place, correct, seen FROM position" OF_CELL, run_id, r, e, err);
    if (!t) return false;
    const int rows = table_rows(t);
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
    e->n_depth = table_rows(t) ? DEPTH_TENTHS : 0;
    for (int i = 0; i < table_rows(t); i++) {
        const int depth = (int)table_value(t, i, 0);
        e->depth_exact[depth] = (long)table_value(t, i, 1);
        e->depth_seen[depth] = (long)table_value(t, i, 2);
    }
    table_free(t);
    return true;
}

/* false in *whole: it is not known how many answers a place saw (databases of older versions). */
static bool read_losses(struct store *s, const char *run_id, const struct run_record *r, struct eval_row *e,
                        bool *whole, struct error *err) {
    struct table *t = rows_of(s, "SELECT place, loss_sum, seen FROM place_loss" OF_CELL, run_id, r, e, err);
    if (!t) return false;
    const int rows = table_rows(t);
    long seen = 0;
    e->n_bins = rows ? place_bin((int)table_value(t, rows - 1, 0)) + 1 : 0;
    e->bin_loss = mem_zero((size_t)e->n_bins, sizeof(double));
    e->bin_seen = mem_zero((size_t)e->n_bins, sizeof(long));
    for (int i = 0; i < rows; i++) {
        const int bin = place_bin((int)table_value(t, i, 0));
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

bool store_read_cells(struct store *s, const char *run_id, struct run_record *r, struct error *err) {
    if (!read_numbers(s, run_id, r, err) || !read_measured(s, run_id, r, err)) return false;
    int kept = 0;
    for (int i = 0; i < r->n_eval; i++) {
        struct eval_row *e = &r->eval[i];
        bool whole = true;
        if (!read_positions(s, run_id, r, e, err) || !read_depths(s, run_id, r, e, err) ||
            !read_losses(s, run_id, r, e, &whole, err))
            return false;
        if (whole)
            r->eval[kept++] = *e;
        else
            eval_row_free(e);
    }
    r->n_eval = kept;
    return true;
}
