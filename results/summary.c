#include "results/summary.h"
#include "base/hash.h"
#include "base/memory.h"
#include "results/evidence.h"
#include "results/sql.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading: every run and every evaluation once ---- */

struct value {
    int row, multiple; /* as they were met */
    struct seed_value run;
    long examples;
    bool fitted;
    double loops; /* NaN: not known */
};
/* A run's fit on one of its tasks, to be summed in the suite's order: in the row as trained, and in each variant's. */
struct fit {
    int row;
    long ordinal;
    double fit;
};
/* Rows and values in the order in which they occur. */
struct reader {
    struct summary *s;
    struct value *value;
    struct fit *fit;
    size_t n, room, fits, fits_room, rows_room;
    int *place;   /* by hash of task, label and variant: 1 + a row's index, 0 is free */
    int places;   /* a power of two, at least twice the rows */
    int multiple; /* the last evaluation's */
};

static void *grow(void *block, size_t n, size_t *room, size_t size) {
    if (n < *room) return block;
    const size_t more = 2 * *room + 64;
    block = mem_grow(block, size * *room, size * more);
    *room = more;
    return block;
}

/* Where the row stands, or would. */
static int *place_of(const struct reader *r, const char *task, const char *label, const char *variant) {
    for (uint64_t at = text_hash(text_hash(text_hash(0, task), label), variant);; at++) {
        int *place = &r->place[at & (uint64_t)(r->places - 1)];
        const struct summary_row *row = *place ? &r->s->row[*place - 1] : NULL;
        if (!row ||
            (strcmp(row->label, label) == 0 && strcmp(row->task, task) == 0 && strcmp(row->variant, variant) == 0))
            return place;
    }
}

static void make_places(struct reader *r) {
    if (r->places > 2 * r->s->n) return;
    r->places = r->places ? 2 * r->places : 256;
    mem_free(r->place);
    r->place = mem_zero((size_t)r->places, sizeof *r->place);
    for (int k = 0; k < r->s->n; k++) *place_of(r, r->s->row[k].task, r->s->row[k].label, r->s->row[k].variant) = 1 + k;
}

/* The index of a row; *added: it was not there, and has its words alone. */
static int row_of(struct reader *r, const char *task, const char *label, const char *variant, bool *added) {
    struct summary *s = r->s;
    make_places(r);
    int *place = place_of(r, task, label, variant);
    *added = *place == 0;
    if (!*added) return *place - 1;
    s->row = grow(s->row, (size_t)s->n, &r->rows_room, sizeof *s->row);
    s->row[s->n] = (struct summary_row){.task = mem_text(task), .label = mem_text(label), .variant = mem_text(variant)};
    *place = ++s->n;
    return s->n - 1;
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

/* One row per run, label and task of the run: the run, its place in the suite and its arm. Tasks are named as in v_eval
 * (results/views.sql). In the order of ids, which is that of every table that is looked into. */
static const char runs_of[] =
    "SELECT s.run, CASE WHEN t.trained THEN t.task ELSE t.task || ' [' || r.task || ']' END, s.label, t.metric, r.arm, "
    "r.train_length, s.ordinal, t.place, r.seed, t.fit, CASE WHEN t.trained THEN t.fitted ELSE r.fitted END, t.task, "
    "r.version, r.status FROM suite_run s CROSS JOIN run r INDEXED BY run_in_brief ON r.id = s.run CROSS JOIN run_task "
    "t ON "
    "t.run = s.run WHERE s.suite = ?";
enum { RUN, TASK, LABEL, METRIC, ARM, TRAIN_LENGTH, ORDINAL, PLACE, SEED, FIT, FITTED, PART, VERSION, STATUS };
/* What a run was evaluated at on one of its tasks: a statement of its own, so that nothing of the run is read again
 * with each of its evaluations. Where several codes evaluated an arm (table apart), variants are named as in v_eval. */
#define NUMBERS                                                                                                        \
    "e.multiple, e.examples, e.exact, e.answers, e.answers_right, e.loss_sum, e.loops_sum / "                          \
    "e.examples, " EVALUATION_NOT_FINITE " FROM evaluation e "
#define OF_RUN "WHERE e.run = ?1 AND e.task = ?2"
static const char evaluations_of[] = "SELECT e.variant, " NUMBERS OF_RUN;
static const char evaluations_by_code[] =
    "SELECT coalesce(x.shown, e.variant), " NUMBERS "LEFT JOIN apart x ON x.arm = ?3 AND x.version = ?4 AND "
    "x.task = e.task AND x.variant = e.variant AND x.code = e.code " OF_RUN;
enum { VARIANT, MULTIPLE, EXAMPLES, EXACT, ANSWERS, RIGHT, LOSS, LOOPS, NOT_FINITE };

static double column_real(const struct statement *st, int column) {
    return sqlite3_column_type(st->stmt, column) == SQLITE_NULL ? (double)NAN : sqlite3_column_double(st->stmt, column);
}

static long column_long(const struct statement *st, int column) { return (long)sqlite3_column_int64(st->stmt, column); }

/* ---- what tables call arms ---- */

/* The names of a suite's arms: few, and asked for with every run. */
struct names {
    struct table *of; /* arm, version, label, name */
    int *slot;        /* by hash of the first three: 1 + a row, 0 is free */
    uint64_t slots;   /* a power of two, at least twice the rows */
};
enum { NAME_ARM, NAME_VERSION, NAME_LABEL, NAME };

/* Where the row with these stands, or would. */
static int *name_slot(const struct names *names, const char *const key[3]) {
    for (uint64_t at = text_hash(text_hash(text_hash(0, key[0]), key[1]), key[2]);; at++) {
        int *slot = &names->slot[at & (names->slots - 1)];
        bool same = true;
        for (int c = 0; *slot && c < NAME; c++) same &= strcmp(table_at(names->of, *slot - 1, c), key[c]) == 0;
        if (same) return slot;
    }
}

static void free_names(struct names *names) {
    table_free(names->of);
    mem_free(names->slot);
}

static bool read_names(struct store *store, const char *suite, struct names *out, struct error *err) {
    *out = (struct names){.slots = 64};
    out->of = store_query(store, "SELECT arm, version, label, name FROM suite_arm WHERE suite = ?1", &suite, 1, err);
    const int n = out->of ? table_rows(out->of) : 0;
    while (out->slots < 2 * (uint64_t)n) out->slots *= 2;
    out->slot = mem_zero(out->slots, sizeof *out->slot);
    for (int i = 0; i < n; i++) {
        const char *const key[] = {table_at(out->of, i, NAME_ARM), table_at(out->of, i, NAME_VERSION),
                                   table_at(out->of, i, NAME_LABEL)};
        *name_slot(out, key) = i + 1;
    }
    return out->of != NULL;
}

/* NULL: the suite has no such arm. */
static const char *name_of(const struct names *names, struct statement *st) {
    const char *const key[] = {column_text(st, ARM), column_text(st, VERSION), column_text(st, LABEL)};
    const int *slot = name_slot(names, key);
    return *slot ? table_at(names->of, *slot - 1, NAME) : NULL;
}

/* A run on one of its tasks, while its evaluations are read. */
struct current {
    int trained; /* its row as trained */
    long seed, ordinal;
    bool fitted;
    double fit; /* NaN: not measured */
    enum metric { METRIC_EXACT, METRIC_TOKEN, METRIC_LOSS } metric;
    size_t begin; /* its first value */
};

static enum metric metric_of(const char *word) {
    return strcmp(word, "token") == 0 ? METRIC_TOKEN : strcmp(word, "loss") == 0 ? METRIC_LOSS : METRIC_EXACT;
}

static void note_fit(struct reader *r, const struct current *run, int row) {
    if (isnan(run->fit)) return;
    r->fit = grow(r->fit, r->fits, &r->fits_room, sizeof *r->fit);
    r->fit[r->fits++] = (struct fit){row, run->ordinal, run->fit};
}

static void note_lost(struct summary_row *row, long seed, enum run_status status) {
    const int n = row->diverged + row->failed;
    const size_t size = sizeof *row->lost;
    int at = n;
    row->lost = mem_grow(row->lost, size * (size_t)n, size * (size_t)(n + 1));
    for (; at > 0 && row->lost[at - 1].seed > seed; at--) row->lost[at] = row->lost[at - 1];
    row->lost[at] = (struct lost_run){seed, status};
    *(status == RUN_DIVERGED ? &row->diverged : &row->failed) += 1;
}

static void count_run(struct summary_row *row, const struct current *run, const char *status) {
    const bool diverged = strcmp(status, "diverged") == 0, done = strcmp(status, "done") == 0;
    if (!done) note_lost(row, run->seed, diverged ? RUN_DIVERGED : RUN_FAILED);
    row->runs += done || diverged;
    row->fitted += run->fitted;
}

/* A run on one of its tasks is counted in the row of its arm as trained. */
static struct current take_run(struct reader *r, struct statement *st, const char *name) {
    const long place = column_long(st, PLACE);
    struct current run = {.seed = column_long(st, SEED),
                          .ordinal = column_long(st, ORDINAL),
                          .fitted = column_long(st, FITTED) != 0,
                          .fit = column_real(st, FIT),
                          .metric = metric_of(column_text(st, METRIC)),
                          .begin = r->n};
    bool added;
    run.trained = row_of(r, column_text(st, TASK), name, "", &added);
    struct summary_row *row = &r->s->row[run.trained];
    if (added) {
        row->metric = mem_text(column_text(st, METRIC));
        row->arm = mem_text(column_text(st, ARM));
        row->train_length = column_long(st, TRAIN_LENGTH);
        row->ordinal = row->first = run.ordinal;
        row->place = place;
    }
    count_run(row, &run, column_text(st, STATUS));
    row->ordinal = row->first = run.ordinal < row->ordinal ? run.ordinal : row->ordinal;
    row->place = place < row->place ? place : row->place;
    note_fit(r, &run, run.trained);
    return run;
}

/* The row of the run's arm under the evaluation's variant. */
static int row_of_variant(struct reader *r, const struct current *run, struct statement *st) {
    const char *variant = column_text(st, VARIANT);
    bool added;
    if (!*variant) return run->trained;
    const struct summary_row *trained = &r->s->row[run->trained];
    const int at = row_of(r, trained->task, trained->label, variant, &added);
    if (added || run->ordinal < r->s->row[at].first) r->s->row[at].first = run->ordinal;
    return at;
}

/* In the task's own metric; NaN: it has no such figure. A loss that is no number is the worst there can be. */
static double value_of(const struct statement *st, enum metric metric) {
    const double of = (double)column_long(st, metric == METRIC_EXACT ? EXAMPLES : ANSWERS);
    if (!(of > 0)) return (double)NAN;
    if (metric == METRIC_LOSS && column_long(st, NOT_FINITE)) return INFINITY;
    if (metric == METRIC_LOSS) return column_real(st, LOSS) / of;
    return (double)column_long(st, metric == METRIC_EXACT ? EXACT : RIGHT) / of;
}

/* Whether the run has a value in the row already. */
static bool is_counted(const struct reader *r, const struct current *run, int row) {
    for (size_t i = r->n; i > run->begin; i--)
        if (r->value[i - 1].row == row) return true;
    return false;
}

/* A run is counted in a variant's row if it was evaluated under it; in the row as trained it was counted before. */
static void count_evaluated(struct reader *r, const struct current *run, int row) {
    struct summary_row *of = &r->s->row[row];
    of->evaluated++;
    if (!*of->variant) return;
    of->runs++;
    of->fitted += run->fitted;
    note_fit(r, run, row);
}

static void take_value(struct reader *r, const struct current *run, struct statement *st) {
    const int row = row_of_variant(r, run, st);
    const double value = value_of(st, run->metric);
    if (isnan(value)) return;
    if (!is_counted(r, run, row)) count_evaluated(r, run, row);
    note_multiple(r, column_real(st, MULTIPLE));
    r->value = grow(r->value, r->n, &r->room, sizeof *r->value);
    r->value[r->n++] = (struct value){row,
                                      r->multiple,
                                      {run->seed, value, run->fitted, column_long(st, NOT_FINITE) != 0},
                                      column_long(st, EXAMPLES),
                                      run->fitted,
                                      column_real(st, LOOPS)};
}

/* of: evaluations_of or evaluations_by_code, prepared once. */
static void read_evaluations(struct reader *r, struct statement *st, const char *name, struct statement *of,
                             bool by_code) {
    const struct current run = take_run(r, st, name);
    bind_again(of);
    bind_kept(of, column_text(st, RUN));
    bind_kept(of, column_text(st, PART));
    if (by_code) bind_kept(of, column_text(st, ARM));
    if (by_code) bind_kept(of, column_text(st, VERSION));
    while (next_row(of)) take_value(r, &run, of);
}

/* Names are read with the first run: its statement keeps the database as it is until the last. */
static bool read_all(struct reader *r, struct store *store, const char *suite, struct error *err) {
    const bool by_code = summary_has_codes(store, suite);
    struct statement st = prepare(store, runs_of), of = prepare(store, by_code ? evaluations_by_code : evaluations_of);
    struct names names = {0};
    bool ok = true;
    bind_text(&st, suite);
    while (ok && of.ok && next_row(&st)) {
        ok = names.of || read_names(store, suite, &names, err);
        const char *name = ok ? name_of(&names, &st) : NULL;
        if (name) read_evaluations(r, &st, name, &of, by_code);
    }
    free_names(&names);
    ok = finish(&of, ok ? err : NULL, "cannot read evaluations") && ok;
    return finish(&st, ok ? err : NULL, "cannot read the suite's runs") && ok;
}

/* ---- arms ---- */

static int by_ordinal(const void *a, const void *b) {
    const struct fit *x = a, *y = b;
    if (x->ordinal != y->ordinal) return x->ordinal < y->ordinal ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* Means of the fit; and a variant's row has what belongs to the arm from the row as trained. */
static void fill_arms(struct reader *r) {
    struct summary *s = r->s;
    int *n = mem_zero((size_t)s->n + 1, sizeof *n);
    if (r->fits) qsort(r->fit, r->fits, sizeof *r->fit, by_ordinal);
    for (size_t i = 0; i < r->fits; i++) s->row[r->fit[i].row].fit += r->fit[i].fit, n[r->fit[i].row]++;
    for (int k = 0; k < s->n; k++) s->row[k].fit = n[k] ? s->row[k].fit / n[k] : (double)NAN;
    for (int k = 0; k < s->n; k++) {
        struct summary_row *row = &s->row[k];
        if (!*row->variant) continue;
        const struct summary_row *arm = &s->row[*place_of(r, row->task, row->label, "") - 1];
        row->metric = mem_text(arm->metric);
        row->arm = mem_text(arm->arm);
        row->ordinal = arm->ordinal, row->place = arm->place;
        row->train_length = arm->train_length;
    }
    mem_free(n);
}

/* ---- cells ---- */

static int by_value(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* "rope, lr=0.003" before "rope, lr=0.01": numbers by number, where both have one at the same place. */
static int by_label(const char *a, const char *b) {
    for (bool within = false; *a && *b;) {
        if (!within && is_digit(*a) && is_digit(*b)) {
            char *after_a, *after_b;
            const double x = strtod(a, &after_a), y = strtod(b, &after_b);
            if (x < y || x > y) return x < y ? -1 : 1;
            a = after_a, b = after_b;
            within = true;
            continue;
        }
        if (*a != *b) break;
        within = is_digit(*a), a++, b++;
    }
    return strcmp(a, b);
}

/* An entry of the suite's file may have arms under several settings, by overrides; their seeds do not order them. */
static long entry_of(long ordinal) { return ordinal < ORDINAL_STEP ? ordinal : ordinal / ORDINAL_STEP * ORDINAL_STEP; }

static int by_place(const void *a, const void *b) {
    const struct summary_row *x = a, *y = b;
    const long p = entry_of(x->ordinal), q = entry_of(y->ordinal);
    if (p != q) return p < q ? -1 : 1;
    const int label = by_label(x->label, y->label), variant = strcmp(x->variant, y->variant);
    return label ? label : variant ? variant : strcmp(x->task, y->task);
}

int summary_multiple(const struct summary *s, double multiple) {
    const double *at = bsearch(&multiple, s->multiple, (size_t)s->multiples, sizeof multiple, by_value);
    return at ? (int)(at - s->multiple) : -1;
}

static void add_value(struct summary_cell *c, const struct value *v) {
    c->run[c->n++] = v->run;
    c->not_finite += v->run.not_finite;
    c->mean += v->run.value; /* sums until all are there */
    c->low = c->n == 1 ? v->run.value : fmin(c->low, v->run.value);
    c->high = c->n == 1 ? v->run.value : fmax(c->high, v->run.value);
    c->examples_least = c->n == 1 || v->examples < c->examples_least ? v->examples : c->examples_least;
    c->examples_most = v->examples > c->examples_most ? v->examples : c->examples_most;
    if (v->fitted) c->fitted++, c->mean_fitted += v->run.value;
    if (!isnan(v->loops)) c->looped++, c->loops += v->loops;
}

/* Multiples in order, and the multiple of each value as its place among them. */
static void sort_multiples(struct summary *s, struct reader *r) {
    const size_t bytes = sizeof *s->multiple * (size_t)s->multiples;
    double *met = mem_zero((size_t)s->multiples + 1, sizeof *met);
    int *place = mem_zero((size_t)s->multiples + 1, sizeof *place);
    if (bytes) memcpy(met, s->multiple, bytes);
    if (bytes) qsort(s->multiple, (size_t)s->multiples, sizeof *s->multiple, by_value);
    for (int m = 0; m < s->multiples; m++) place[m] = summary_multiple(s, met[m]);
    for (size_t i = 0; i < r->n; i++) r->value[i].multiple = place[r->value[i].multiple];
    mem_free(met);
    mem_free(place);
}

static struct summary_cell *cell_of(const struct summary *s, const struct value *v) {
    return &s->row[v->row].cell[v->multiple];
}

/* Counted first, so that all runs are in one block; then filled. */
static void fill_cells(struct summary *s, const struct reader *r) {
    const size_t cells = (size_t)s->n * (size_t)s->multiples;
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
        cell->loops = cell->looped ? cell->loops / cell->looped : (double)NAN;
        cell->mean_fitted = cell->fitted ? cell->mean_fitted / cell->fitted : (double)NAN;
    }
}

static bool is_of(const struct summary_row *row, const char *task) { return !task || strcmp(row->task, task) == 0; }

bool summary_examples_differ_at(const struct summary *s, const char *task, int multiple, long *least, long *most) {
    *least = *most = 0;
    for (int k = 0; k < s->n; k++) {
        const struct summary_cell *c = &s->row[k].cell[multiple];
        if (!c->n || !is_of(&s->row[k], task)) continue;
        *least = !*least || c->examples_least < *least ? c->examples_least : *least;
        *most = c->examples_most > *most ? c->examples_most : *most;
    }
    return *least != *most;
}

bool summary_examples_differ(const struct summary *s, const char *task, long *least, long *most) {
    bool differ = false;
    for (int m = 0; m < s->multiples; m++) {
        long low, high;
        if (!summary_examples_differ_at(s, task, m, &low, &high)) continue;
        *least = !differ || low < *least ? low : *least;
        *most = !differ || high > *most ? high : *most;
        differ = true;
    }
    return differ;
}

/* ---- in range ---- */

bool summary_all_have(const struct summary *s, const char *task, int multiple) {
    int n = 0;
    for (int k = 0; k < s->n; k++)
        if (!*s->row[k].variant && strcmp(s->row[k].task, task) == 0)
            n += s->row[k].evaluated - s->row[k].cell[multiple].n;
    return n == 0;
}

/* shared: of each multiple up to 1, whether summary_all_have. */
static double mean_in_range(const struct summary *s, const struct summary_row *row, const bool *shared,
                            int *not_finite) {
    double sum = 0;
    int n = 0;
    *not_finite = 0;
    for (int m = 0; m < s->multiples && s->multiple[m] <= 1; m++) {
        if (!shared[m]) continue;
        if (row->cell[m].n < row->evaluated) return (double)NAN;
        sum += row->cell[m].mean;
        *not_finite = row->cell[m].not_finite > *not_finite ? row->cell[m].not_finite : *not_finite;
        n++;
    }
    return n ? sum / n : (double)NAN;
}

static void fill_in_range(struct summary *s) {
    bool *shared = mem_zero((size_t)s->multiples + 1, sizeof *shared);
    for (int k = 0; k < s->n; k++) {
        if (k == 0 || strcmp(s->row[k].task, s->row[k - 1].task) != 0)
            for (int m = 0; m < s->multiples && s->multiple[m] <= 1; m++)
                shared[m] = summary_all_have(s, s->row[k].task, m);
        s->row[k].in_range = mean_in_range(s, &s->row[k], shared, &s->row[k].in_range_not_finite);
    }
    mem_free(shared);
}

bool summary_read(struct store *store, const char *suite, struct summary *out, struct error *err) {
    *out = (struct summary){0};
    struct reader r = {.s = out};
    const bool ok = read_all(&r, store, suite, err);
    if (ok) {
        fill_arms(&r);
        sort_multiples(out, &r);
        fill_cells(out, &r);
        if (out->n) qsort(out->row, (size_t)out->n, sizeof *out->row, by_place);
        fill_in_range(out);
    }
    mem_free(r.value);
    mem_free(r.fit);
    mem_free(r.place);
    if (!ok) summary_free(out);
    return ok;
}

static void row_free(struct summary_row *row) {
    mem_free(row->task);
    mem_free(row->label);
    mem_free(row->variant);
    mem_free(row->metric);
    mem_free(row->arm);
    mem_free(row->lost);
}

int summary_not_finite(const struct summary *s, const struct summary_row *row, const struct summary_cell **cell) {
    int first = -1;
    *cell = NULL;
    for (int m = 0; m < s->multiples; m++) {
        const struct summary_cell *c = &row->cell[m];
        if (!c->not_finite) continue;
        if (first < 0) first = m;
        if (!*cell || c->not_finite > (*cell)->not_finite) *cell = c;
    }
    return first;
}

void summary_lost_words(const struct summary_row *row, struct text *out) {
    if (row->diverged) text_add(out, "%d diverged", row->diverged);
    if (row->failed) text_add(out, "%s%d failed", row->diverged ? ", " : "", row->failed);
}

void summary_keep(struct summary *s, bool (*keep)(const void *of, const struct summary_row *row), const void *of) {
    int kept = 0;
    for (int k = 0; k < s->n; k++) {
        if (keep(of, &s->row[k]))
            s->row[kept++] = s->row[k];
        else
            row_free(&s->row[k]);
    }
    s->n = kept;
}

void summary_free(struct summary *s) {
    for (int k = 0; k < s->n; k++) row_free(&s->row[k]);
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

void summary_elsewhere(struct store *store, const char *suite, struct text *out) {
    struct table *t = store_query(store,
                                  "SELECT group_concat(name, ', ') FROM (SELECT DISTINCT a.name FROM suite_arm a JOIN "
                                  "setting s ON s.arm = a.arm AND s.key IN ('weights_name', 'predictions_name') WHERE "
                                  "a.suite = ?1 ORDER BY a.name)",
                                  &suite, 1, NULL);
    if (t) text_add(out, "%s", table_at(t, 0, 0));
    table_free(t);
}

/* ---- marks ---- */

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

/* Whether any other row of the task, of a scheme that fitted or not, has enough seeds there to be compared with. */
static bool has_rival(const struct summary *s, const struct summary_row *best, int multiple, double *diff) {
    for (int k = 0; k < s->n; k++)
        if (&s->row[k] != best && strcmp(s->row[k].task, best->task) == 0 &&
            differences(best, &s->row[k], multiple, diff) >= MARK_SEEDS)
            return true;
    return false;
}

/* Do bets show that most of the differences are above 0? After all of them, so that it does not hang on their order;
 * with fewer than MARK_SEEDS they cannot. */
static bool is_ahead(double *diff, int n) {
    for (int i = 0; i < n; i++) diff[i] = diff[i] > 0;
    const struct answers ahead = {.n = n, .x = diff, .m = 0.5, .low = 0, .high = 1, .above = true};
    return evidence_now(&ahead, 1, true) >= evidence_threshold(1);
}

static void mark_task(struct summary *s, const char *task, int multiple) {
    struct summary_row *best = NULL;
    for (int k = 0; k < s->n; k++)
        if (strcmp(s->row[k].task, task) == 0 && takes_part(&s->row[k], multiple) &&
            (!best || is_better(&s->row[k], best, multiple)))
            best = &s->row[k];
    if (!best) return;
    double *diff = mem_zero((size_t)best->cell[multiple].n, sizeof *diff);
    const bool has = has_rival(s, best, multiple, diff);
    for (int k = 0; k < s->n && has; k++) {
        struct summary_row *row = &s->row[k];
        if (strcmp(row->task, task) != 0 || !takes_part(row, multiple)) continue;
        const int n = differences(best, row, multiple, diff);
        row->cell[multiple].best = n >= MARK_SEEDS && !is_ahead(diff, n);
    }
    mem_free(diff);
}

static bool is_first_of_task(const struct summary *s, int row) {
    for (int k = 0; k < row; k++)
        if (strcmp(s->row[k].task, s->row[row].task) == 0) return false;
    return true;
}

void summary_mark(struct summary *s) {
    for (int k = 0; k < s->n; k++) {
        if (!is_first_of_task(s, k)) continue;
        for (int m = 0; m < s->multiples; m++) mark_task(s, s->row[k].task, m);
    }
}
