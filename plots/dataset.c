#include "plots/dataset.h"
#include "base/labels.h"
#include "base/memory.h"
#include "results/bet.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static char *whole_name(const char *label, const char *variant) {
    struct text name = {0};
    if (strncmp(variant, label, strlen(label)) == 0) variant += strlen(label);
    text_add(&name, "%s%s%s", label, *variant ? " > " : "", variant);
    return name.data;
}

static bool read_about(struct dataset *dataset, struct error *err) {
    struct table *t = store_query(dataset->store, "SELECT about FROM suite WHERE name = ?1", &dataset->suite, 1, err);
    if (!t) return false;
    bool there = table_rows(t) == 1;
    if (there) dataset->about = mem_text(table_at(t, 0, 0));
    table_free(t);
    if (there) return true;
    error_set(err, "the database has no suite '%s'; 'lexbench list suites' shows what it has", dataset->suite);
    err->exit_code = EXIT_NOTHING;
    return false;
}

/* Two words of the summary's rows, with the least ordinals at which a row has them, and the first such row: rows are in
 * the suite's order, which decides between arms of one entry of its file and between variants. */
struct entry {
    const char *word, *variant;
    long first, place, row;
};

static int by_words(const void *a, const void *b) {
    const struct entry *x = a, *y = b;
    const int word = strcmp(x->word, y->word);
    return word ? word : strcmp(x->variant, y->variant);
}

static int in_suite(const void *a, const void *b) {
    const struct entry *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    if (x->place != y->place) return x->place < y->place ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static long least(long a, long b) { return a < b ? a : b; }

/* Every pair of words once, in the suite's order; how many there are. */
static int distinct(struct entry *entry, int n) {
    int kept = 0;
    if (n) qsort(entry, (size_t)n, sizeof *entry, by_words);
    for (int i = 0; i < n; i++) {
        struct entry *last = kept ? &entry[kept - 1] : NULL;
        if (last && by_words(last, &entry[i]) == 0)
            last->first = least(last->first, entry[i].first), last->place = least(last->place, entry[i].place),
            last->row = least(last->row, entry[i].row);
        else
            entry[kept++] = entry[i];
    }
    if (kept) qsort(entry, (size_t)kept, sizeof *entry, in_suite);
    return kept;
}

static bool list_tasks(struct dataset *dataset, struct error *err) {
    const struct summary *s = &dataset->summary;
    struct entry *entry = mem_zero((size_t)s->n + 1, sizeof *entry);
    for (int k = 0; k < s->n; k++) entry[k] = (struct entry){s->row[k].task, "", s->row[k].ordinal, s->row[k].place, k};
    dataset->n_tasks = distinct(entry, s->n);
    dataset->task = mem_zero((size_t)dataset->n_tasks, sizeof *dataset->task);
    for (int t = 0; t < dataset->n_tasks; t++) dataset->task[t] = mem_text(entry[t].word);
    dataset->task_name = labels_shortened((const char *const *)dataset->task, dataset->n_tasks, NAME_CHARACTERS);
    mem_free(entry);
    if (dataset->n_tasks) return true;
    error_set(err, "suite '%s' has no finished run yet", dataset->suite);
    err->exit_code = EXIT_NOTHING;
    return false;
}

static void name_series(struct dataset *dataset) {
    const int n = dataset->n_series;
    char **whole = mem_zero((size_t)n + 1, sizeof *whole);
    for (int i = 0; i < n; i++) whole[i] = whole_name(dataset->series[i].label, dataset->series[i].variant);
    char **names = labels_shortened((const char *const *)whole, n, NAME_CHARACTERS);
    for (int i = 0; i < n; i++) dataset->series[i].name = mem_text(names[i]);
    labels_free(names, n);
    labels_free(whole, n);
}

static void list_series(struct dataset *dataset) {
    const struct summary *s = &dataset->summary;
    struct entry *entry = mem_zero((size_t)s->n + 1, sizeof *entry);
    for (int k = 0; k < s->n; k++) entry[k] = (struct entry){s->row[k].label, s->row[k].variant, s->row[k].first, 0, k};
    dataset->n_series = distinct(entry, s->n);
    dataset->series = mem_zero((size_t)dataset->n_series, sizeof *dataset->series);
    for (int i = 0; i < dataset->n_series; i++)
        dataset->series[i] = (struct series){.label = mem_text(entry[i].word), .variant = mem_text(entry[i].variant)};
    mem_free(entry);
    name_series(dataset);
}

bool dataset_open(struct store *store, const char *suite, struct dataset *out, struct error *err) {
    struct error own; /* the exit code is set through it, so it must exist */
    if (!err) err = &own;
    *out = (struct dataset){.store = store, .suite = suite};
    const bool ok = read_about(out, err) && summary_read(store, suite, &out->summary, err) && list_tasks(out, err);
    if (ok)
        list_series(out);
    else
        dataset_close(out);
    return ok;
}

void dataset_close(struct dataset *dataset) {
    for (int i = 0; i < dataset->n_series; i++) {
        mem_free(dataset->series[i].label);
        mem_free(dataset->series[i].variant);
        mem_free(dataset->series[i].name);
    }
    labels_free(dataset->task_name, dataset->n_tasks);
    labels_free(dataset->task, dataset->n_tasks);
    mem_free(dataset->series);
    mem_free(dataset->about);
    summary_free(&dataset->summary);
    *dataset = (struct dataset){0};
}

const char *dataset_task_name(const struct dataset *dataset, const char *task) {
    for (int t = 0; t < dataset->n_tasks; t++)
        if (strcmp(dataset->task[t], task) == 0) return dataset->task_name[t];
    return task;
}

int dataset_style(const struct dataset *dataset, const char *label, const char *variant) {
    for (int i = 0; i < dataset->n_series; i++)
        if (strcmp(dataset->series[i].label, label) == 0 && strcmp(dataset->series[i].variant, variant) == 0)
            return i + 1;
    return 0;
}

/* ---- what seeds say ---- */

/* The summary's row of these words, looked for from `near` on, where the last one was; -1: none. */
static int row_of(const struct summary *s, const char *task, const char *label, const char *variant, int near) {
    for (int k = 0; k < s->n; k++) {
        const int at = (near + k) % s->n;
        const struct summary_row *row = &s->row[at];
        if (strcmp(row->label, label) == 0 && strcmp(row->variant, variant) == 0 && strcmp(row->task, task) == 0)
            return at;
    }
    return -1;
}

/* A mean of equal multiples may differ from them in its last bit. */
static int place_of(const struct summary *s, double multiple) {
    for (int m = 0; m < s->multiples; m++)
        if (fabs(s->multiple[m] - multiple) <= 1e-9 * multiple) return m;
    return -1;
}

static void add_median(struct table *out, const struct summary_cell *cell) {
    const int n = cell ? cell->n : 0;
    double *value = mem_zero((size_t)n + 1, sizeof *value);
    for (int i = 0; i < n; i++) value[i] = cell->run[i].value;
    const struct interval interval = bet_median_interval(value, n);
    table_number(out, quantile(value, n, 0.5), "%.17g");
    table_number(out, interval.low, "%.17g");
    table_number(out, interval.high, "%.17g");
    mem_free(value);
}

struct table *with_medians(const struct dataset *dataset, const char *task, struct table *rows) {
    const struct summary *s = &dataset->summary;
    const int columns = table_columns(rows);
    const char **headers = mem_zero((size_t)columns + 3, sizeof *headers);
    for (int c = 0; c < columns; c++) headers[c] = table_header(rows, c);
    headers[columns] = "median", headers[columns + 1] = "low", headers[columns + 2] = "high";
    struct table *out = table_new(columns + 3, headers);
    int row = 0;
    for (int r = 0; r < table_rows(rows); r++) {
        const int found = row_of(s, task ? task : text_at(rows, r, "task"), text_at(rows, r, "label"),
                                 text_at(rows, r, "variant"), row),
                  place = place_of(s, number_at(rows, r, "multiple"));
        for (int c = 0; c < columns; c++) table_cell(out, "%s", table_at(rows, r, c));
        add_median(out, found >= 0 && place >= 0 ? &s->row[found].cell[place] : NULL);
        if (found >= 0) row = found;
    }
    mem_free(headers);
    table_free(rows);
    return out;
}
