#include "plots/summary.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "plots/lengths.h"
#include "plots/report.h"
#include <math.h>
#include <string.h>

/* ---- columns ---- */

void name_multiple(const struct summary *s, int m, char out[MULTIPLE_NAME]) {
    char other[MULTIPLE_NAME];
    bool alike = true;
    for (int digits = 4; alike && digits <= 17; digits++) {
        snprintf(out, MULTIPLE_NAME, "%.*gx", digits, s->multiple[m]);
        alike = false;
        for (int k = m - 1; k <= m + 1; k += 2) {
            if (k < 0 || k >= s->multiples) continue;
            snprintf(other, sizeof other, "%.*gx", digits, s->multiple[k]);
            alike |= strcmp(out, other) == 0;
        }
    }
}

static bool is_of(const struct summary_row *row, const char *task) { return !task || strcmp(row->task, task) == 0; }

/* Multiples above 1 that a row of the task (NULL: of any) was evaluated at; which: room for all. */
static int multiples_of(const struct summary *s, const char *task, int *which) {
    int n = 0;
    for (int m = 0; m < s->multiples; m++) {
        if (s->multiple[m] <= 1) continue;
        bool any = false;
        for (int k = 0; k < s->n && !any; k++) any = is_of(&s->row[k], task) && s->row[k].cell[m].n > 0;
        if (any) which[n++] = m;
    }
    return n;
}

static int thin_out(int *which, int n, int most) {
    if (n <= most) return n;
    for (int k = 0; k < most; k++) which[k] = which[(k + 1) * n / most - 1];
    return most;
}

/* ---- for programs ---- */

static bool read_rows(struct store *store, const char *suite, struct summary *out, struct error *err) {
    if (!summary_read(store, suite, out, err)) return false;
    if (out->n) return true;
    summary_free(out);
    error_set(err, "there is no suite '%s' with a finished run; 'lexbench list suites' shows what there is", suite);
    if (err) err->exit_code = EXIT_NOTHING;
    return false;
}

/* The settings in which the suite's arms differ, every arm in its order under each key, "" where it does not have it.
 * Scheme and task are in the table already. */
static struct table *differing_settings(struct store *store, const char *suite, struct error *err) {
    return store_query(
        store,
        "WITH mine AS (SELECT DISTINCT r.arm FROM suite_run s JOIN run r ON r.id = s.run WHERE s.suite = "
        "?1), differing AS (SELECT key FROM mine JOIN setting USING (arm) WHERE key NOT IN ('scheme', "
        "'task') GROUP BY key HAVING count(DISTINCT value) > 1 OR count(*) < (SELECT count(*) FROM mine)) "
        "SELECT d.key, m.arm, t.value FROM differing d JOIN mine m LEFT JOIN setting t ON t.arm = m.arm "
        "AND t.key = d.key ORDER BY d.key, m.arm",
        &suite, 1, err);
}

/* Distinct keys, in order; key: room for as many as there are rows. */
static int setting_keys(const struct table *settings, const char **key) {
    int n = 0;
    for (int r = 0; r < table_rows(settings); r++)
        if (n == 0 || strcmp(key[n - 1], table_at(settings, r, 0)) != 0) key[n++] = table_at(settings, r, 0);
    return n;
}

/* Of the k-th of n keys, by halving: under each key the arms stand in order. */
static const char *setting_of(const struct table *settings, int k, int n, const char *arm) {
    const int arms = table_rows(settings) / n;
    int from = k * arms, to = from + arms;
    while (from < to) {
        const int middle = (from + to) / 2, order = strcmp(table_at(settings, middle, 1), arm);
        if (order == 0) return table_at(settings, middle, 2);
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return "";
}

static void number_or_null(struct text *out, double value) {
    if (isfinite(value))
        text_number(out, value);
    else
        text_add(out, "null");
}

/* A row's cells as an array of objects, whose keys are the same whatever was evaluated. */
static void nested_cells(struct table *out, const struct summary *s, const struct summary_row *row) {
    struct text all = {0};
    for (int m = 0; m < s->multiples; m++) {
        const struct summary_cell *c = &row->cell[m];
        if (!c->n) continue;
        text_add(&all, "%s{\"variant\": ", all.size ? ", " : "[");
        text_json(&all, row->variant);
        text_add(&all, ", \"length\": %ld, \"multiple\": ", lround(s->multiple[m] * (double)row->train_length));
        text_number(&all, s->multiple[m]);
        text_add(&all, ", \"mean\": ");
        number_or_null(&all, c->mean); /* a loss may be infinite */
        text_add(&all,
                 ", \"n\": %d, \"not_finite\": %d, \"examples_least\": %ld, \"examples_most\": %ld, \"loops\": ", c->n,
                 c->not_finite, c->examples_least, c->examples_most);
        number_or_null(&all, c->loops);
        text_add(&all, "}");
    }
    text_add(&all, all.size ? "]" : "[]");
    table_json(out, text_of(&all));
    text_free(&all);
}

/* The columns of the wide summary behind its fixed ones: two for every multiple, one for every setting that differs. */
struct columns {
    const struct summary *summary;
    int *multiple, multiples; /* indices into the summary's */
    struct table *settings;
    const char **key;
    int keys;
    bool nested; /* one more: the cells as an array of objects */
};

static bool columns_open(struct store *store, const char *suite, const struct summary *s, bool nested,
                         struct columns *out, struct error *err) {
    *out = (struct columns){.summary = s, .settings = differing_settings(store, suite, err), .nested = nested};
    if (!out->settings) return false;
    out->key = mem_zero((size_t)table_rows(out->settings) + 1, sizeof *out->key);
    out->keys = setting_keys(out->settings, out->key);
    out->multiple = mem_zero((size_t)s->multiples + 1, sizeof *out->multiple);
    out->multiples = multiples_of(s, NULL, out->multiple);
    return true;
}

static void columns_close(struct columns *c) {
    table_free(c->settings);
    mem_free(c->key);
    mem_free(c->multiple);
}

static struct table *wide_table(const struct columns *c) {
    static const char *const fixed[] = {"task",     "label",  "variant", "metric",    "runs",       "fitted",
                                        "diverged", "failed", "fit",     "evaluated", "not finite", "in range"};
    enum { FIXED = sizeof fixed / sizeof *fixed };
    const int columns = FIXED + 2 * c->multiples + c->keys;
    char(*name)[2][MULTIPLE_NAME + 2] = mem_zero((size_t)c->multiples + 1, sizeof *name);
    const char **headers = mem_zero((size_t)columns + 1, sizeof *headers);
    memcpy(headers, fixed, sizeof fixed);
    for (int k = 0; k < c->multiples; k++) {
        name_multiple(c->summary, c->multiple[k], name[k][0]);
        snprintf(name[k][1], sizeof name[k][1], "n %.*s", MULTIPLE_NAME - 1, name[k][0]);
        headers[FIXED + 2 * k] = name[k][0], headers[FIXED + 2 * k + 1] = name[k][1];
    }
    for (int k = 0; k < c->keys; k++) headers[FIXED + 2 * c->multiples + k] = c->key[k];
    headers[columns] = "cells";
    struct table *out = table_new(columns + c->nested, headers);
    mem_free(headers);
    mem_free(name);
    return out;
}

/* A loss of which some runs have none is infinite, which is no mean. */
static double finite_or_none(double mean) { return isfinite(mean) ? mean : (double)NAN; }

static int evaluations_not_finite(const struct summary *s, const struct summary_row *row) {
    int n = 0;
    for (int m = 0; m < s->multiples; m++) n += row->cell[m].not_finite;
    return n;
}

static void wide_row(struct table *out, const struct columns *c, const struct summary_row *row) {
    const char *const words[] = {row->task, row->label, row->variant, row->metric};
    for (int k = 0; k < 4; k++) table_cell(out, "%s", words[k]);
    table_number(out, row->runs, "%.0f");
    table_number(out, row->fitted, "%.0f");
    table_number(out, row->diverged, "%.0f");
    table_number(out, row->failed, "%.0f");
    table_number(out, row->fit, "%.3f");
    table_number(out, row->evaluated, "%.0f");
    table_number(out, evaluations_not_finite(c->summary, row), "%.0f");
    table_number(out, finite_or_none(row->in_range), "%.3f");
    for (int k = 0; k < c->multiples; k++) {
        table_number(out, finite_or_none(row->cell[c->multiple[k]].mean), "%.3f");
        table_number(out, row->cell[c->multiple[k]].n, "%.0f");
    }
    for (int k = 0; k < c->keys; k++) table_cell(out, "%s", setting_of(c->settings, k, c->keys, row->arm));
    if (c->nested) nested_cells(out, c->summary, row);
}

/* Do two arms have the k-th setting with different values? What only some schemes or tasks know, all with one value, is
 * part of what they are. */
static bool is_contrast(const struct columns *c, int k) {
    const int arms = table_rows(c->settings) / c->keys;
    const char *first = "";
    for (int r = k * arms; r < (k + 1) * arms; r++) {
        const char *value = table_at(c->settings, r, 2);
        if (*first && *value && strcmp(first, value) != 0) return true;
        if (!*first) first = value;
    }
    return false;
}

struct table *summary_settings(const struct dataset *dataset, struct error *err) {
    const struct summary *s = &dataset->summary;
    struct columns c;
    if (!columns_open(dataset->store, dataset->suite, s, false, &c, err)) return NULL;
    const char **headers = mem_zero((size_t)c.keys + 2, sizeof *headers);
    int *which = mem_zero((size_t)c.keys + 1, sizeof *which), n = 0;
    headers[0] = "task", headers[1] = "scheme";
    for (int k = 0; k < c.keys; k++)
        if (is_contrast(&c, k)) headers[2 + n] = c.key[k], which[n++] = k;
    struct table *out = table_new(2 + n, headers);
    for (int r = 0; r < s->n; r++) {
        if (*s->row[r].variant) continue;
        const int style = dataset_style(dataset, s->row[r].label, "");
        table_cell(out, "%s", s->row[r].task);
        table_cell(out, "%s", style ? dataset->series[style - 1].name : s->row[r].label);
        for (int k = 0; k < n; k++) table_cell(out, "%s", setting_of(c.settings, which[k], c.keys, s->row[r].arm));
    }
    mem_free(which);
    mem_free(headers);
    columns_close(&c);
    return out;
}

struct table *summary_table(struct store *store, const char *suite, bool nested, struct error *err) {
    struct summary s;
    struct columns columns;
    struct table *out = NULL;
    if (!read_rows(store, suite, &s, err)) return NULL;
    if (columns_open(store, suite, &s, nested, &columns, err)) {
        out = wide_table(&columns);
        for (int k = 0; k < s.n; k++) wide_row(out, &columns, &s.row[k]);
        columns_close(&columns);
    }
    summary_free(&s);
    return out;
}

static void cell_row(struct table *out, const struct summary_row *row, double multiple, const struct summary_cell *c) {
    const char *const words[] = {row->task, row->label, row->variant, row->metric};
    for (int k = 0; k < 4; k++) table_cell(out, "%s", words[k]);
    table_number(out, multiple, "%g");
    table_number(out, c->n, "%.0f");
    table_number(out, c->not_finite, "%.0f");
    table_number(out, finite_or_none(c->mean), "%.4g");
    table_number(out, finite_or_none(c->low), "%.4g");
    table_number(out, finite_or_none(c->high), "%.4g");
    table_number(out, c->fitted, "%.0f");
    table_number(out, finite_or_none(c->mean_fitted), "%.4g");
    table_number(out, c->best, "%.0f");
    table_number(out, (double)c->examples_least, "%.0f");
    table_number(out, (double)c->examples_most, "%.0f");
    table_number(out, c->loops, "%.4g");
}

struct table *summary_cells(struct store *store, const char *suite, struct error *err) {
    static const char *const headers[] = {
        "task",       "label",          "variant",       "metric", "multiple", "n",
        "not_finite", "mean",           "low",           "high",   "fitted",   "mean_fitted",
        "best",       "examples_least", "examples_most", "loops"};
    struct summary s;
    if (!read_rows(store, suite, &s, err)) return NULL;
    summary_mark(&s);
    struct table *out = table_new(sizeof headers / sizeof *headers, headers);
    for (int k = 0; k < s.n; k++)
        for (int m = 0; m < s.multiples; m++)
            if (s.row[k].cell[m].n) cell_row(out, &s.row[k], s.multiple[m], &s.row[k].cell[m]);
    summary_free(&s);
    return out;
}

/* ---- for people ---- */

const char *summary_metric(const struct summary *summary, const char *task) {
    for (int k = 0; k < summary->n; k++)
        if (is_of(&summary->row[k], task)) return summary->row[k].metric;
    return "exact";
}

/* A mean of n runs of which the model of some was not finite: their answers are wrong, but were not measured. */
static void show_not_finite(struct table *out, double mean, int not_finite, int n, int said) {
    struct text words = {0};
    if (not_finite < n && isfinite(mean))
        text_add(&words, "%.3f (%d not finite)", mean, not_finite);
    else if (not_finite < n)
        text_add(&words, "%d of %d not finite", not_finite, n);
    else
        text_add(&words, "not finite");
    if (said) text_add(&words, " n=%d", said);
    table_cell(out, "%s", text_of(&words));
    text_free(&words);
}

/* Over how many runs a mean is, which is said where it is not all of those that have a model. */
static void show_cell(struct table *out, const struct summary_row *row, const struct summary_cell *c, bool interval) {
    const bool range = interval && c->n > 1;
    const int said = c->n == row->runs ? 0 : c->n;
    if (c->not_finite) return show_not_finite(out, c->mean, c->not_finite, c->n, said);
    table_mean(out, c->mean, range ? c->low : (double)NAN, range ? c->high : (double)NAN, said);
}

static void show_in_range(struct table *out, const struct summary_row *row) {
    const int said = row->evaluated == row->runs ? 0 : row->evaluated;
    if (row->in_range_not_finite && !isnan(row->in_range))
        return show_not_finite(out, row->in_range, row->in_range_not_finite, row->evaluated, said);
    table_mean(out, row->in_range, (double)NAN, (double)NAN, said);
}

/* "2/3", and what became of trainings that have no model. */
static void show_fitted(struct table *out, const struct summary_row *row) {
    struct text lost = {0};
    summary_lost_words(row, &lost);
    table_cell(out, lost.size ? "%d/%d (%s)" : "%d/%d", row->fitted, row->runs, text_of(&lost));
    text_free(&lost);
}

enum { SHOWN_FIRST_MULTIPLE = 4 };

static void show_row(const struct dataset *dataset, const struct summary_row *row, const int *which, int n,
                     bool interval, struct table *out) {
    const int style = dataset_style(dataset, row->label, row->variant), at = table_rows(out);
    table_cell(out, "%s", style ? dataset->series[style - 1].name : row->label);
    if (!row->fitted && strcmp(row->metric, "loss") != 0) table_mark_unfitted(out, at, 0); /* a loss asks for no fit */
    show_fitted(out, row);
    table_number(out, row->fit, "%.3f");
    show_in_range(out, row);
    for (int c = 0; c < n; c++) {
        show_cell(out, row, &row->cell[which[c]], interval);
        if (row->cell[which[c]].best) table_mark_best(out, at, SHOWN_FIRST_MULTIPLE + c);
    }
}

struct table *summary_of_task(const struct dataset *dataset, const struct summary *summary, const char *task, int most,
                              bool interval, int *left_out) {
    int *which = mem_zero((size_t)summary->multiples + 1, sizeof *which);
    const int all = multiples_of(summary, task, which), n = thin_out(which, all, most);
    char name[MULTIPLES_SHOWN][MULTIPLE_NAME];
    const char *headers[SHOWN_FIRST_MULTIPLE + MULTIPLES_SHOWN] = {"scheme", "fitted", "fit", "in range"};
    for (int c = 0; c < n; c++) name_multiple(summary, which[c], name[c]), headers[SHOWN_FIRST_MULTIPLE + c] = name[c];
    struct table *out = table_new(SHOWN_FIRST_MULTIPLE + n, headers);
    *left_out = all - n;
    for (int k = 0; k < summary->n; k++)
        if (is_of(&summary->row[k], task)) show_row(dataset, &summary->row[k], which, n, interval, out);
    mem_free(which);
    return out;
}

static bool any_mark(const struct table *shown) {
    for (int r = 0; r < table_rows(shown); r++)
        for (int c = 0; c < table_columns(shown); c++)
            if (table_is_best(shown, r, c)) return true;
    return false;
}

/* The same table with a last column that names the multiples at which the row is best: figures stay aligned. Where
 * nothing is marked there is no such column. */
static struct table *with_marks(const struct table *shown) {
    const int columns = table_columns(shown), marks = any_mark(shown);
    const char *names[SHOWN_FIRST_MULTIPLE + MULTIPLES_SHOWN + 1];
    for (int c = 0; c < columns; c++) names[c] = table_header(shown, c);
    names[columns] = "best at";
    struct table *out = table_new(columns + marks, names);
    for (int r = 0; r < table_rows(shown); r++) {
        struct text mark = {0};
        for (int c = 0; c < columns; c++) {
            table_cell(out, "%s", table_at(shown, r, c));
            if (table_is_best(shown, r, c)) text_add(&mark, "%s%s", mark.size ? " " : "", names[c]);
        }
        if (marks) table_cell(out, "%s", mark.size ? text_of(&mark) : " ");
        text_free(&mark);
    }
    return out;
}

static int text_table_width(const struct table *t) {
    int width = 0;
    for (int c = 0; c < table_columns(t); c++) {
        int column = text_width(table_header(t, c));
        for (int r = 0; r < table_rows(t); r++)
            column = text_width(table_at(t, r, c)) > column ? text_width(table_at(t, r, c)) : column;
        width += column + (c ? 2 : 0);
    }
    return width;
}

/* With every column that is asked for; in a terminal with as many as fit, and with intervals where these fit too. */
static struct table *fitting(const struct dataset *dataset, const struct summary *s, const char *task,
                             const struct summary_look *look, int *left_out) {
    const bool may = look->interval || look->width >= WIDE_TERMINAL;
    for (int step = may ? 0 : 1;; step++) {
        const bool interval = step == 0 || look->interval;
        const int most = step < 2 ? MULTIPLES_SHOWN : MULTIPLES_SHOWN + 1 - step;
        struct table *shown = summary_of_task(dataset, s, task, most, interval, left_out);
        struct table *marked = with_marks(shown);
        table_free(shown);
        if (!look->width || most <= 2 || text_table_width(marked) <= look->width) return marked;
        table_free(marked);
    }
}

static void print_task(const struct dataset *dataset, const struct summary *summary, const char *task,
                       const struct summary_look *look, FILE *out) {
    int left_out;
    struct table *shown = fitting(dataset, summary, task, look, &left_out);
    struct text name = {0};
    text_tsv(&name, dataset_task_plain(dataset, task));
    const char *metric = summary_metric(summary, task);
    fprintf(out, "%s%s%s\n", text_of(&name), strcmp(metric, "exact") == 0 ? "" : ": ",
            strcmp(metric, "exact") == 0 ? "" : metric_words(metric));
    table_print(shown, TABLE_TEXT, out);
    if (left_out)
        fprintf(out, "(%d more multiple%s evaluated; --cells and --all have everything)\n", left_out,
                left_out == 1 ? " was" : "s were");
    long least, most;
    if (summary_examples_differ(summary, task, &least, &most))
        fprintf(out, "(at one length runs were evaluated on %ld to %ld examples; --cells and --all say which)\n", least,
                most);
    text_free(&name);
    table_free(shown);
}

static const char legend[] = "\nExact match, or what stands behind the task's name: means of the row's runs,\n"
                             "fitted or not; n=2: of two of them, which alone were evaluated there. fitted:\n"
                             "runs that learned the task within the lengths of training, of all runs (under\n"
                             "another scheme, \">\", of those that were evaluated so); fit: measured there after\n"
                             "training; in range: over the lengths up to the longest of training at which\n"
                             "every run was evaluated; 2x: at exactly twice that length; -: not evaluated\n"
                             "there. best at: the best of the schemes that fitted and those that it is not\n"
                             "shown to be ahead of in most seeds (evidence of 20, at most 5 % by chance);\n"
                             "fewer than 6 common seeds mark nothing, nor does a length where no other row\n"
                             "has as many.\n";

static const char without_model[] =
    "diverged: the training ended when its loss was no finite number; it counts as a\n"
    "run, and has no model. failed: it crashed or was refused, which is no result, and\n"
    "counts nowhere; 'lexbench list runs --format tsv' has the reasons.\n";
static const char no_numbers[] = "not finite: of so many runs the model's answers were no finite numbers there (NaN\n"
                                 "or infinite); they count as wrong in the mean, and a loss has none.\n";

static const char several_codes[] =
    "code ...: an arm that was evaluated by several codes has a row for each, and they are\n"
    "not pooled; 'lexbench evaluate SUITE --again' does anew what other code evaluated.\n";

static void print_elsewhere(struct store *store, const char *suite, FILE *out) {
    struct text names = {0}, shown = {0};
    summary_elsewhere(store, suite, &names);
    text_terminal(&shown, text_of(&names));
    if (names.size) fprintf(out, "not trained here: %s.\n", text_of(&shown));
    text_free(&names);
    text_free(&shown);
}

/* ---- for documents ---- */

static bool any_unfitted(const struct summary *s, const char *task) {
    for (int k = 0; k < s->n; k++)
        if (is_of(&s->row[k], task) && !s->row[k].fitted) return true;
    return false;
}

static bool any_lost(const struct summary *s, const char *task) {
    for (int k = 0; k < s->n; k++)
        if (is_of(&s->row[k], task) && s->row[k].diverged + s->row[k].failed > 0) return true;
    return false;
}

static bool any_not_finite(const struct summary *s, const char *task) {
    for (int k = 0; k < s->n; k++)
        if (is_of(&s->row[k], task) && evaluations_not_finite(s, &s->row[k])) return true;
    return false;
}

static void write_caption(const struct dataset *d, const char *task, const struct table *shown, bool interval,
                          bool marked, struct text *out) {
    const struct summary *s = &d->summary;
    const char *metric = summary_metric(s, task);
    const int columns = table_columns(shown);
    text_add(out, "%s: mean %s over runs, fitted or not, in range (up to the longest length of training)",
             dataset_task_plain(d, task), metric_words(metric));
    if (columns > SHOWN_FIRST_MULTIPLE)
        text_add(out, " and at %s%s%s of it", table_header(shown, SHOWN_FIRST_MULTIPLE),
                 columns > SHOWN_FIRST_MULTIPLE + 1 ? " to " : "",
                 columns > SHOWN_FIRST_MULTIPLE + 1 ? table_header(shown, columns - 1) : "");
    if (interval && columns > SHOWN_FIRST_MULTIPLE)
        text_add(out, ", there with the least and the greatest run where there are several");
    text_add(out,
             ". fitted: runs that learned the task, of all; fit: measured in range after training; n: over how many "
             "runs a mean is where not over all; -: not evaluated there.");
    if (marked)
        text_add(out,
                 " Bold: the best of the schemes that fitted, and those that it is not shown to be ahead of in most "
                 "seeds (evidence of 20, at most 5 %% by chance).");
    else
        text_add(out, " Nothing is marked as best: that takes %d seeds in common.", MARK_SEEDS);
    if (strcmp(metric, "loss") != 0 && any_unfitted(s, task)) text_add(out, " †: no run fitted.");
    if (any_lost(s, task))
        text_add(out, " diverged: trainings whose loss was no finite number, which count as runs without a model; "
                      "failed: trainings that gave no result, which count nowhere.");
    if (any_not_finite(s, task))
        text_add(out, " not finite: runs whose answers were no finite numbers there; they count as wrong, and a loss "
                      "has no mean then.");
}

enum { MULTIPLES_PRINTED = 3 }; /* with their intervals, on the page of a paper */

static void print_document(const struct dataset *dataset, const char *suite, const char *task,
                           const struct summary_look *look, FILE *out) {
    int left_out;
    const bool latex = look->format == TABLE_LATEX, interval = look->interval || latex;
    struct text caption = {0}, name = {0};
    struct table *shown = summary_of_task(dataset, &dataset->summary, task, latex ? MULTIPLES_PRINTED : MULTIPLES_SHOWN,
                                          interval, &left_out);
    write_caption(dataset, task, shown, interval, any_mark(shown), &caption);
    if (left_out) text_add(&caption, " %d more multiples were evaluated.", left_out);
    text_add(&name, "%s %s", suite, task);
    table_caption(shown, text_of(&name), "%s", text_of(&caption));
    table_print(shown, look->format, out);
    text_free(&caption);
    text_free(&name);
    table_free(shown);
}

bool summary_print(struct store *store, const char *suite, const struct summary_look *look, FILE *out,
                   struct error *err) {
    struct dataset dataset;
    if (!dataset_open(store, suite, NULL, &dataset, err)) return false;
    summary_mark(&dataset.summary);
    for (int t = 0; t < dataset.n_tasks; t++) {
        if (t) fputc('\n', out);
        if (look->format == TABLE_TEXT)
            print_task(&dataset, &dataset.summary, dataset.task[t], look, out);
        else
            print_document(&dataset, suite, dataset.task[t], look, out);
    }
    if (look->format != TABLE_TEXT) return dataset_close(&dataset), true;
    fputs(legend, out);
    if (any_lost(&dataset.summary, NULL)) fputs(without_model, out);
    if (any_not_finite(&dataset.summary, NULL)) fputs(no_numbers, out);
    if (summary_has_codes(store, suite)) fputs(several_codes, out);
    print_elsewhere(store, suite, out);
    if (look->interval || look->width >= WIDE_TERMINAL) fputs("[least, greatest]: of the seeds.\n", out);
    dataset_close(&dataset);
    return true;
}
