/* What trained heads look at, over seeds: the share of attention by distance as evaluations store it, a panel for each
 * layer. plots/heads.c draws each head of one run, from its model. */
#include "base/log.h"
#include "base/memory.h"
#include "plots/choice.h"
#include "plots/grid.h"
#include "plots/lengths.h"
#include <math.h>
#include <string.h>

extern const char plots_attention_gp[];

#define HOW_TO_STORE                                                                                                   \
    "evaluations store it at lengths that are short enough: add one (evaluate.lengths) and run the suite again, or "   \
    "read it from a run's model with 'lexbench plot attention RUN'"

/* A row for each run, layer and distance of the arms that have attention stored, at the greatest length of the arm up
 * to the one asked for. What a run has no share of is not stored, and 0 here. */
static struct table *read_shares(const struct dataset *dataset, const char *task, struct error *err) {
    const char *at = dataset->style->at ? dataset->style->at : GRID_AT;
    struct text number = {0};
    bool multiple;
    if (!grid_at(at, &multiple, &number, err)) return text_free(&number), NULL;
    const char *parameters[] = {dataset->suite, task, text_of(&number), multiple ? "x" : ""};
    struct table *rows = store_query(
        dataset->store,
        "WITH m AS MATERIALIZED (SELECT v.label, v.run_id, v.seed, CAST(substr(v.series, 7) AS INTEGER) AS layer, v.x, "
        "v.value, "
        "v.length, v.train_length, r.fitted OR r.metric = 'loss' AS fitted, "
        "min(r.ordinal) OVER (PARTITION BY v.label) AS ordinal FROM v_measure v JOIN v_run_task r ON r.suite = v.suite "
        "AND r.run_id = v.run_id AND r.label = v.label AND r.task = v.task "
        "WHERE v.suite = ?1 AND v.task = ?2 AND v.name = 'attention' AND v.variant = ''), "
        "at AS (SELECT label, max(length) AS length FROM m WHERE length <= (1 + 1e-9) * CAST(?3 AS REAL) * "
        "CASE ?4 WHEN 'x' THEN train_length ELSE 1 END GROUP BY label), "
        "here AS MATERIALIZED (SELECT m.* FROM m JOIN at USING (label, length)), "
        "bin AS (SELECT DISTINCT label, x FROM here), "
        "layer AS (SELECT DISTINCT label, run_id, seed, layer, length, train_length, fitted, ordinal FROM here) "
        "SELECT l.label, l.layer, b.x AS distance, l.length, l.train_length, l.seed, coalesce(h.value, 0) AS value, "
        "l.fitted FROM layer l JOIN bin b USING (label) LEFT JOIN here h ON h.label = l.label AND h.run_id = l.run_id "
        "AND h.layer = l.layer AND h.x = b.x ORDER BY l.ordinal, l.label, l.layer, b.x, l.seed",
        parameters, 4, err);
    text_free(&number);
    return rows ? rows_asked(dataset, NULL, rows) : NULL;
}

/* The row behind the last that is of the same line and distance as row `first`. */
static int group_end(const struct table *rows, int first) {
    int r = first + 1;
    while (r < table_rows(rows) && strcmp(text_at(rows, r, "label"), text_at(rows, first, "label")) == 0 &&
           number_at(rows, r, "layer") == number_at(rows, first, "layer") &&
           number_at(rows, r, "distance") == number_at(rows, first, "distance"))
        r++;
    return r;
}

static void add_numbers(struct table *out, const double *value, int n) {
    for (int i = 0; i < n; i++) table_number(out, value[i], "%.17g");
}

/* The median of rows first..last-1, a row, and then a row for each of their seeds. */
static void add_group(struct table *out, const struct dataset *dataset, const struct table *rows, int first, int last) {
    struct seed_value *run = mem_zero((size_t)(last - first), sizeof *run);
    struct summary_cell cell = {.n = last - first, .run = run};
    for (int i = 0; i < cell.n; i++) {
        run[i] = (struct seed_value){(long)number_at(rows, first + i, "seed"), number_at(rows, first + i, "value"),
                                     number_at(rows, first + i, "fitted") > 0, false};
        cell.fitted += run[i].fitted;
    }
    const struct middle middle = cell_middle(dataset, &cell, false);
    const double none = (double)NAN, layer = number_at(rows, first, "layer"),
                 distance = number_at(rows, first, "distance"), length = number_at(rows, first, "length"),
                 trained = number_at(rows, first, "train_length");
    table_cell(out, "%s", text_at(rows, first, "label"));
    add_numbers(out,
                (double[]){layer, distance, length, trained, cell.n, cell.fitted, middle.median, middle.low,
                           middle.high, none, none, none},
                12);
    for (int i = 0; i < cell.n; i++) {
        table_cell(out, "%s", text_at(rows, first, "label"));
        add_numbers(out,
                    (double[]){layer, distance, length, none, none, none, none, none, none, (double)run[i].seed,
                               run[i].value, run[i].fitted},
                    12);
    }
    mem_free(run);
}

static struct table *medians_of(const struct dataset *dataset, const struct table *rows) {
    static const char *const headers[] = {"label", "layer",       "distance",   "length", "train_length",
                                          "runs",  "fitted_runs", "median",     "low",    "high",
                                          "seed",  "value",       "seed_fitted"};
    struct table *out = table_new(sizeof headers / sizeof *headers, headers);
    for (int first = 0, last; first < table_rows(rows); first = last) {
        last = group_end(rows, first);
        add_group(out, dataset, rows, first, last);
    }
    return out;
}

static bool has_label(const struct table *rows, const char *label) {
    for (int r = 0; r < table_rows(rows); r++)
        if (strcmp(text_at(rows, r, "label"), label) == 0) return true;
    return false;
}

/* The arms of the task that the figure misses, under it, in reports and, where the figure was asked for, in a warning:
 * how their attention is to be had. */
static void say_missing(struct figure *figure, const struct dataset *dataset, const char *task,
                        const struct table *rows) {
    struct text missing = {0};
    for (int k = 0; k < dataset->summary.n && table_rows(rows); k++) {
        const struct summary_row *row = &dataset->summary.row[k];
        if (strcmp(row->task, task) != 0 || *row->variant || has_label(rows, row->label)) continue;
        const int style = dataset_style(dataset, row->label, "");
        text_add(&missing, "%s%s", missing.size ? ", " : "", style ? dataset->series[style - 1].name : row->label);
    }
    struct text words = {0};
    if (missing.size) {
        text_add(&words, "no attention stored: %s", text_of(&missing));
        text_add(&figure->note, "No attention is stored of %s; " HOW_TO_STORE ".", text_of(&missing));
        if (dataset->style->figure) log_warn("%s: %s", task, text_of(&figure->note));
    }
    figure_text(figure, "missing_words", text_of(&words));
    text_free(&words);
    text_free(&missing);
}

static void add_title(struct figure *figure, const struct dataset *dataset, const char *task,
                      const struct table *rows) {
    double least = INFINITY, most = 0;
    for (int r = 0; r < table_rows(rows); r++) {
        least = fmin(least, number_at(rows, r, "length"));
        most = fmax(most, number_at(rows, r, "length"));
    }
    figure_title(figure, task_title(dataset, task));
    text_add(&figure->title, least < most ? ": attention at lengths %g to %g" : ": attention at length %g", least,
             most);
}

static double greatest(const struct table *rows, const char *column) {
    double most = 0;
    for (int r = 0; r < table_rows(rows); r++) most = fmax(most, number_at(rows, r, column));
    return most;
}

/* Grey lines have no dots, and need no rows of seeds. */
static struct table *without_grey_dots(struct table *rows) {
    bool *keep = mem_zero((size_t)table_rows(rows) + 1, sizeof *keep);
    for (int r = 0; r < table_rows(rows); r++) keep[r] = is_chosen(rows, r) || isnan(number_at(rows, r, "seed"));
    table_keep(rows, keep);
    mem_free(keep);
    return rows;
}

static bool fill(const struct dataset *dataset, const char *task, struct figure *figure, struct error *err) {
    struct table *shares = read_shares(dataset, task, err);
    if (!shares) return false;
    struct table *rows = without_grey_dots(choose_rows(figure, dataset, SERIES_MOST, medians_of(dataset, shares)));
    if (table_rows(rows)) add_title(figure, dataset, task, rows);
    say_missing(figure, dataset, task, rows);
    figure_values(figure, "layer", rows, "layer");
    figure_values(figure, "distance", rows, "distance");
    figure_number(figure, "top", fmax(greatest(rows, "value"), greatest(rows, "high")));
    text_add(&figure->script, "seeds = %.0f\n", greatest(rows, "runs"));
    describe_band(figure, dataset, rows);
    describe_rows(figure, dataset, rows, "row", ROWS_ALL);
    figure_data(figure, dataset, rows, 1);
    table_free(rows);
    table_free(shares);
    return true;
}

const struct chart chart_attention = {
    .name = "attention",
    .title = "What trained heads look at",
    .about =
        "The share of attention at distances from each number on the axis to below the next, a panel for each "
        "layer, the mean over its heads: the median of the runs that fitted, and a dot for each run, hollow where "
        "it did not fit. Dashed: no run of the scheme fitted, and the line is the median of all. Band: " MEDIAN_BAND,
    .without = "no run has attention stored there; " HOW_TO_STORE,
    .template_text = plots_attention_gp,
    .per_task = true,
    .highlights = true,
    .fill = fill,
};
