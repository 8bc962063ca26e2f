#include "plots/summary.h"
#include "base/log.h"
#include "base/memory.h"
#include "plots/lengths.h"
#include "plots/report.h"
#include <math.h>
#include <string.h>

static const char *const headers[] = {"task", "label",    "variant", "metric", "runs", "fitted",
                                      "fit",  "in range", "2x",      "4x",     "8x",   "16x"};
enum { FIRST_NUMBER = 4, FIRST_RATE = 6, FIRST_MULTIPLE = 8, COLUMNS = 12 };
/* What people see of a row: scheme and fitted, then the rates as they are. */
enum { SHOWN_TEXT = 2, SHOWN_FIRST_MULTIPLE = SHOWN_TEXT + FIRST_MULTIPLE - FIRST_RATE };

static bool column_filled(const struct table *rows, int column) {
    for (int r = 0; r < table_rows(rows); r++)
        if (*table_at(rows, r, column)) return true;
    return false;
}

/* Multiples beyond the last one that something was evaluated at are left out. */
static int columns_used(const struct table *rows) {
    int columns = COLUMNS;
    while (columns > FIRST_MULTIPLE && !column_filled(rows, columns - 1)) columns--;
    return columns;
}

static void copy_number(struct table *out, const struct table *from, int row, int column, const char *format) {
    table_number(out, table_value(from, row, column), format);
}

static struct table *summary_of(const struct study *study, struct error *err) {
    struct table *rows = store_query(
        study->store,
        "SELECT task, label, coalesce(variant, ''), metric, runs, fitted_runs, fit, in_range, at_2x, at_4x, at_8x, "
        "at_16x FROM v_summary WHERE suite = ?1 ORDER BY ordinal, variant",
        &study->suite, 1, err);
    if (!rows) return NULL;
    const int columns = columns_used(rows);
    struct table *out = table_new(columns, headers);
    for (int r = 0; r < table_rows(rows); r++)
        for (int c = 0; c < columns; c++) {
            if (c < FIRST_NUMBER)
                table_cell(out, "%s", table_at(rows, r, c));
            else
                copy_number(out, rows, r, c, c < FIRST_RATE ? "%.0f" : "%.3f");
        }
    table_free(rows);
    return out;
}

struct table *summary_table(struct store *store, const char *suite, struct error *err) {
    struct study study;
    if (!study_open(store, suite, &study, err)) return NULL;
    struct table *out = summary_of(&study, err);
    study_close(&study);
    return out;
}

static bool is_loss(const struct table *summary, int row) {
    return strcmp(text_at(summary, row, "metric"), "loss") == 0;
}

/* A loss is asked for no fit, which is exact match. */
static bool takes_part(const struct table *summary, int row) {
    return number_at(summary, row, "fitted") > 0 || is_loss(summary, row);
}

/* Whether a row is the best of its task at a multiple, among those that some run fitted; an accuracy of 0 is not. */
static bool is_best(const struct table *summary, int row, int column) {
    const char *multiple = table_header(summary, column), *task = text_at(summary, row, "task");
    const double sign = is_loss(summary, row) ? -1 : 1, own = number_at(summary, row, multiple);
    if (!takes_part(summary, row) || !(own > 0)) return false;
    for (int r = 0; r < table_rows(summary); r++)
        if (strcmp(text_at(summary, r, "task"), task) == 0 && takes_part(summary, r) &&
            sign * number_at(summary, r, multiple) > sign * own)
            return false;
    return true;
}

const char *summary_metric(const struct table *summary, const char *task) {
    for (int r = 0; r < table_rows(summary); r++)
        if (strcmp(text_at(summary, r, "task"), task) == 0) return text_at(summary, r, "metric");
    return "exact";
}

static void show_row(const struct study *study, const struct table *summary, int row, struct table *out) {
    int style = study_style(study, text_at(summary, row, "label"), text_at(summary, row, "variant"));
    table_cell(out, "%s", style ? study->series[style - 1].name : text_at(summary, row, "label"));
    table_cell(out, "%.0f/%.0f", number_at(summary, row, "fitted"), number_at(summary, row, "runs"));
    for (int c = FIRST_RATE; c < table_columns(summary); c++) copy_number(out, summary, row, c, "%.3f");
}

struct table *summary_of_task(const struct study *study, const struct table *summary, const char *task, bool **strong) {
    const char *shown[COLUMNS] = {"scheme", "fitted"};
    const int columns = SHOWN_TEXT + table_columns(summary) - FIRST_RATE;
    for (int c = SHOWN_TEXT; c < columns; c++) shown[c] = table_header(summary, c - SHOWN_TEXT + FIRST_RATE);
    struct table *out = table_new(columns, shown);
    *strong = mem_zero((size_t)(table_rows(summary) * columns) + 1, sizeof **strong);
    for (int r = 0; r < table_rows(summary); r++) {
        if (strcmp(text_at(summary, r, "task"), task) != 0) continue;
        bool *flags = *strong + table_rows(out) * columns;
        show_row(study, summary, r, out);
        for (int c = FIRST_MULTIPLE; c < table_columns(summary); c++)
            flags[c - FIRST_RATE + SHOWN_TEXT] = is_best(summary, r, c);
    }
    return out;
}

/* The same table with a last column that names the multiples at which the row is best: figures stay aligned. */
static struct table *with_marks(const struct table *shown, const bool *strong) {
    const int columns = table_columns(shown);
    const char *names[COLUMNS + 1];
    for (int c = 0; c < columns; c++) names[c] = table_header(shown, c);
    names[columns] = "best at";
    struct table *out = table_new(columns + 1, names);
    for (int r = 0; r < table_rows(shown); r++) {
        struct text marks = {0};
        for (int c = 0; c < columns; c++) {
            table_cell(out, "%s", table_at(shown, r, c));
            if (strong[r * columns + c]) text_add(&marks, "%s%s", marks.size ? " " : "", names[c]);
        }
        table_cell(out, "%s", marks.size ? text_of(&marks) : " ");
        text_free(&marks);
    }
    return out;
}

static void print_task(const struct study *study, const struct table *summary, const char *task, FILE *out) {
    bool *strong;
    struct table *shown = summary_of_task(study, summary, task, &strong);
    struct table *marked = with_marks(shown, strong);
    struct text name = {0};
    text_tsv(&name, task);
    const char *metric = summary_metric(summary, task);
    fprintf(out, "%s%s%s\n", text_of(&name), strcmp(metric, "exact") == 0 ? "" : ": ",
            strcmp(metric, "exact") == 0 ? "" : metric_words(metric));
    table_print(marked, TABLE_TEXT, out);
    text_free(&name);
    table_free(marked);
    table_free(shown);
    mem_free(strong);
}

bool summary_print(struct store *store, const char *suite, FILE *out, struct error *err) {
    struct study study;
    if (!study_open(store, suite, &study, err)) return false;
    struct table *summary = summary_of(&study, err);
    for (int t = 0; summary && t < study.n_tasks; t++) {
        if (t) fputc('\n', out);
        print_task(&study, summary, study.task[t], out);
    }
    if (summary)
        fprintf(out,
                "\nExact match, or what stands behind the task's name. fitted: runs that learned the task within the\n"
                "lengths of training, of all runs; fit: measured there after training; 2x, 4x: at multiples of the\n"
                "longest length of training. best at: among the schemes that fitted.\n");
    table_free(summary);
    study_close(&study);
    return summary != NULL;
}
