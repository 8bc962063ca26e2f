#include "results/summary.h"
#include "base/memory.h"
#include "results/sql.h"
#include "results/statistics.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading: every evaluation once, in the suite's order ---- */

struct value {
    int row;
    double multiple;
    struct seed_value run;
    bool fitted;
};
/* Rows and values in the order in which they occur. A search starts at the last one found, since the next is nearly
 * always there. */
struct reader {
    struct summary *s;
    struct value *value;
    size_t n, room, rows_room;
    int row, multiple; /* the last ones */
};

static void *grow(void *block, size_t n, size_t *room, size_t size) {
    if (n < *room) return block;
    const size_t more = 2 * *room + 64;
    block = mem_grow(block, size * *room, size * more);
    *room = more;
    return block;
}

static int find_row(const struct reader *r, const char *task, const char *label, const char *variant) {
    for (int k = 0; k < r->s->n; k++) {
        const int at = (r->row + k) % r->s->n;
        const struct summary_row *row = &r->s->row[at];
        if (strcmp(row->label, label) == 0 && strcmp(row->task, task) == 0 && strcmp(row->variant, variant) == 0)
            return at;
    }
    return -1;
}

static struct summary_row *add_row(struct reader *r, const char *task, const char *label, const char *variant) {
    struct summary *s = r->s;
    s->row = grow(s->row, (size_t)s->n, &r->rows_room, sizeof *s->row);
    struct summary_row *row = &s->row[s->n++];
    *row = (struct summary_row){.task = mem_text(task), .label = mem_text(label), .variant = mem_text(variant)};
    return row;
}

static void note_multiple(struct reader *r, double multiple) {
    struct summary *s = r->s;
    for (int k = 1; k <= s->multiples; k++) {
        const int at = (r->multiple + k) % s->multiples;
        if (s->multiple[at] == multiple) return (void)(r->multiple = at);
    }
    const size_t n = (size_t)s->multiples, size = sizeof *s->multiple;
    s->multiple = mem_grow(s->multiple, size * n, size * (n + 1));
    s->multiple[n] = multiple;
    r->multiple = s->multiples++;
}

static double column_real(const struct statement *st, int column) {
    return sqlite3_column_type(st->stmt, column) == SQLITE_NULL ? (double)NAN : sqlite3_column_double(st->stmt, column);
}

/* A row for every arm, as trained: also of those that have no evaluation yet. */
static bool read_arms(struct reader *r, struct store *store, const char *suite, struct error *err) {
    struct statement st = prepare(store, "SELECT task, label, metric, arm, count(*), sum(fitted), avg(fit), "
                                         "min(ordinal) AS first, min(place) FROM v_run_task WHERE suite = ? "
                                         "GROUP BY task, label ORDER BY first, min(place)");
    bind_text(&st, suite);
    while (next_row(&st)) {
        struct summary_row *row = add_row(r, column_text(&st, 0), column_text(&st, 1), "");
        row->metric = mem_text(column_text(&st, 2));
        row->arm = mem_text(column_text(&st, 3));
        row->runs = sqlite3_column_int(st.stmt, 4);
        row->fitted = sqlite3_column_int(st.stmt, 5);
        row->fit = column_real(&st, 6);
        row->ordinal = sqlite3_column_int64(st.stmt, 7);
    }
    return finish(&st, err, "cannot read the suite's runs");
}

/* The row of an evaluation, -1: of no arm; a variant's has what belongs to the arm from the row as trained,
 * and counts the runs that were evaluated under it. */
static int row_of(struct reader *r, const char *task, const char *label, const char *variant) {
    const int at = find_row(r, task, label, variant), trained = at < 0 ? find_row(r, task, label, "") : at;
    if (at >= 0 || trained < 0) return at;
    struct summary_row *row = add_row(r, task, label, variant);
    const struct summary_row *arm = &r->s->row[trained];
    row->metric = mem_text(arm->metric);
    row->arm = mem_text(arm->arm);
    row->fit = (double)NAN;
    row->ordinal = arm->ordinal;
    return r->s->n - 1;
}

/* Of a row as trained all runs were counted before, and their fit. */
static void count_run(struct summary_row *row, bool fitted, double fit) {
    row->evaluated++;
    if (!*row->variant) return;
    row->runs++;
    row->fitted += fitted;
    if (isnan(fit)) return;
    row->fit = row->fits ? row->fit + (fit - row->fit) / (row->fits + 1) : fit;
    row->fits++;
}

static bool read_values(struct reader *r, struct store *store, const char *suite, struct error *err) {
    char run[RUN_ID_SIZE] = "";
    struct statement st = prepare(store, "SELECT task, label, variant, seed, fitted, multiple, value, run_id, fit FROM "
                                         "v_eval WHERE suite = ?");
    bind_text(&st, suite);
    while (next_row(&st)) {
        const double multiple = column_real(&st, 5), value = column_real(&st, 6);
        const int row = row_of(r, column_text(&st, 0), column_text(&st, 1), column_text(&st, 2));
        if (row < 0 || isnan(value)) continue;
        /* The evaluations of a run in a row come one behind the other. */
        if (row != r->row || strcmp(run, column_text(&st, 7)) != 0)
            count_run(&r->s->row[row], sqlite3_column_int(st.stmt, 4) != 0, column_real(&st, 8));
        snprintf(run, sizeof run, "%s", column_text(&st, 7));
        r->row = row;
        note_multiple(r, multiple);
        r->value = grow(r->value, r->n, &r->room, sizeof *r->value);
        r->value[r->n++] = (struct value){
            row, multiple, {(long)sqlite3_column_int64(st.stmt, 3), value}, sqlite3_column_int(st.stmt, 4) != 0};
    }
    return finish(&st, err, "cannot read the suite's evaluations");
}

/* ---- cells ---- */

static int by_value(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int by_place(const void *a, const void *b) {
    const struct summary_row *x = a, *y = b;
    if (x->ordinal != y->ordinal) return (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
    const int variant = strcmp(x->variant, y->variant);
    return variant ? variant : strcmp(x->task, y->task);
}

int summary_multiple(const struct summary *s, double multiple) {
    const double *at = bsearch(&multiple, s->multiple, (size_t)s->multiples, sizeof multiple, by_value);
    return at ? (int)(at - s->multiple) : -1;
}

static void add_value(struct summary_cell *c, const struct value *v) {
    c->run[c->n++] = v->run;
    c->mean += v->run.value; /* sums until all are there */
    c->low = c->n == 1 ? v->run.value : fmin(c->low, v->run.value);
    c->high = c->n == 1 ? v->run.value : fmax(c->high, v->run.value);
    if (v->fitted) c->fitted++, c->mean_fitted += v->run.value;
}

static struct summary_cell *cell_of(const struct summary *s, const struct value *v) {
    return &s->row[v->row].cell[summary_multiple(s, v->multiple)];
}

/* Counted first, so that all runs are in one block; then filled. */
static void fill_cells(struct summary *s, const struct reader *r) {
    const size_t cells = (size_t)s->n * (size_t)s->multiples;
    if (s->multiples) qsort(s->multiple, (size_t)s->multiples, sizeof *s->multiple, by_value);
    s->cells = mem_zero(cells + 1, sizeof *s->cells);
    s->runs = mem_zero(r->n + 1, sizeof *s->runs);
    for (int k = 0; k < s->n; k++) s->row[k].cell = s->cells + (size_t)k * (size_t)s->multiples;
    for (size_t i = 0; i < r->n; i++) cell_of(s, &r->value[i])->n++;
    struct seed_value *next = s->runs;
    for (size_t c = 0; c < cells; c++) {
        s->cells[c].run = next;
        next += s->cells[c].n;
        s->cells[c].n = 0;
    }
    for (size_t i = 0; i < r->n; i++) add_value(cell_of(s, &r->value[i]), &r->value[i]);
    for (size_t c = 0; c < cells; c++) {
        struct summary_cell *cell = &s->cells[c];
        if (!cell->n) cell->low = cell->high = (double)NAN;
        cell->mean = cell->n ? cell->mean / cell->n : (double)NAN;
        cell->mean_fitted = cell->fitted ? cell->mean_fitted / cell->fitted : (double)NAN;
    }
}

/* ---- in range ---- */

/* Whether every run of a task that was evaluated as trained was evaluated there. */
static bool all_have(const struct summary *s, const char *task, int multiple) {
    int n = 0;
    for (int k = 0; k < s->n; k++)
        if (!*s->row[k].variant && strcmp(s->row[k].task, task) == 0)
            n += s->row[k].evaluated - s->row[k].cell[multiple].n;
    return n == 0;
}

/* shared: of each multiple up to 1, whether all_have. */
static double mean_in_range(const struct summary *s, const struct summary_row *row, const bool *shared) {
    double sum = 0;
    int n = 0;
    for (int m = 0; m < s->multiples && s->multiple[m] <= 1; m++) {
        if (!shared[m]) continue;
        if (row->cell[m].n < row->evaluated) return (double)NAN;
        sum += row->cell[m].mean;
        n++;
    }
    return n ? sum / n : (double)NAN;
}

static void fill_in_range(struct summary *s) {
    bool *shared = mem_zero((size_t)s->multiples + 1, sizeof *shared);
    for (int k = 0; k < s->n; k++) {
        if (k == 0 || strcmp(s->row[k].task, s->row[k - 1].task) != 0)
            for (int m = 0; m < s->multiples && s->multiple[m] <= 1; m++) shared[m] = all_have(s, s->row[k].task, m);
        s->row[k].in_range = mean_in_range(s, &s->row[k], shared);
    }
    mem_free(shared);
}

bool summary_read(struct store *store, const char *suite, struct summary *out, struct error *err) {
    *out = (struct summary){0};
    struct reader r = {.s = out};
    const bool ok = read_arms(&r, store, suite, err) && read_values(&r, store, suite, err);
    if (ok) {
        fill_cells(out, &r);
        if (out->n) qsort(out->row, (size_t)out->n, sizeof *out->row, by_place);
        fill_in_range(out);
    }
    mem_free(r.value);
    if (!ok) summary_free(out);
    return ok;
}

void summary_free(struct summary *s) {
    for (int k = 0; k < s->n; k++) {
        mem_free(s->row[k].task);
        mem_free(s->row[k].label);
        mem_free(s->row[k].variant);
        mem_free(s->row[k].metric);
        mem_free(s->row[k].arm);
    }
    mem_free(s->row);
    mem_free(s->multiple);
    mem_free(s->cells);
    mem_free(s->runs);
    *s = (struct summary){0};
}

bool summary_has_codes(struct store *store, const char *suite) {
    struct table *t = store_query(store,
                                  "SELECT 1 FROM apart x JOIN suite_arm a ON a.arm = x.arm AND a.version = x.version "
                                  "WHERE a.suite = ?1 LIMIT 1",
                                  &suite, 1, NULL);
    const bool has = t && table_rows(t) > 0;
    table_free(t);
    return has;
}

/* ---- marks ---- */

static const double MARK_LEVEL = 0.05;

static bool is_loss(const struct summary_row *row) { return strcmp(row->metric, "loss") == 0; }

/* A loss needs no fit, which is exact match; an accuracy of 0 is never the best. */
static bool takes_part(const struct summary_row *row, int multiple) {
    const struct summary_cell *c = &row->cell[multiple];
    return c->n > 0 && (is_loss(row) || (row->fitted > 0 && c->mean > 0));
}

static bool is_better(const struct summary_row *a, const struct summary_row *b, int multiple) {
    const double x = a->cell[multiple].mean, y = b->cell[multiple].mean;
    return is_loss(a) ? x < y : x > y;
}

/* By how much the best is better, seed by seed; how many seeds both have. diff: room for those of the best. */
static int differences(const struct summary_row *best, const struct summary_row *row, int multiple, double *diff) {
    const struct summary_cell *a = &best->cell[multiple], *b = &row->cell[multiple];
    const double sign = is_loss(best) ? -1 : 1;
    int n = 0;
    for (int i = 0; i < a->n; i++)
        for (int k = 0; k < b->n; k++)
            if (a->run[i].seed == b->run[k].seed) {
                diff[n++] = sign * (a->run[i].value - b->run[k].value);
                break;
            }
    return n;
}

static void mark_task(struct summary *s, const char *task, int multiple) {
    struct summary_row *best = NULL;
    for (int k = 0; k < s->n; k++)
        if (strcmp(s->row[k].task, task) == 0 && takes_part(&s->row[k], multiple) &&
            (!best || is_better(&s->row[k], best, multiple)))
            best = &s->row[k];
    if (!best) return;
    double *diff = mem_zero((size_t)best->cell[multiple].n, sizeof *diff);
    for (int k = 0; k < s->n; k++) {
        struct summary_row *row = &s->row[k];
        if (strcmp(row->task, task) != 0 || !takes_part(row, multiple)) continue;
        const int n = differences(best, row, multiple, diff);
        row->cell[multiple].best = n >= MARK_SEEDS && !sign_flip_below(diff, n, MARK_LEVEL);
    }
    mem_free(diff);
}

static bool is_first_of_task(const struct summary *s, int row) {
    for (int k = 0; k < row; k++)
        if (strcmp(s->row[k].task, s->row[row].task) == 0) return false;
    return true;
}

void summary_mark(struct summary *s) {
    for (int k = 0; k < s->n; k++)
        for (int m = 0; m < s->multiples && is_first_of_task(s, k); m++) mark_task(s, s->row[k].task, m);
}
