#include "plots/lengths.h"
#include "base/memory.h"
#include "plots/border.h"
#include "plots/choice.h"
#include "results/bet.h"
#include <math.h>
#include <string.h>

/* Grey lines: what each is, in words. */
static const struct line {
    const char *column, *name;
} lines[] = {{"chance_value", "chance (dotted)"},
             {"majority", "the most frequent token"},
             {"place", "the most frequent token of each position"},
             {"copy", "the input copied"},
             {"optimum", "the least possible loss"}};
enum { LINES = sizeof lines / sizeof *lines };

const char *metric_words(const char *metric) {
    if (strcmp(metric, "token") == 0) return "token accuracy";
    return strcmp(metric, "loss") == 0 ? "loss (nats)" : "exact match";
}

/* The value of a column at the greatest length that has one; NaN: none. */
static double last_value(const struct table *rows, const char *column) {
    double at = -1, last = (double)NAN;
    for (int r = 0; r < table_rows(rows); r++) {
        const double value = number_at(rows, r, column), length = number_at(rows, r, "length");
        if (!isnan(value) && length > at) at = length, last = value;
    }
    return last;
}

/* The least and the greatest of what is drawn: an axis of losses zooms to them. */
static struct interval extent(const struct table *rows) {
    static const char *const columns[] = {"median", "low", "high", "value", "optimum"};
    struct interval all = {.low = INFINITY, .high = -INFINITY};
    for (int r = 0; r < table_rows(rows); r++)
        for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
            all.low = fmin(all.low, number_at(rows, r, columns[c]));
            all.high = fmax(all.high, number_at(rows, r, columns[c]));
        }
    return all.low < all.high ? all : (struct interval){.low = all.low - 0.5, .high = all.low + 0.5};
}

/* Which grey line lies above the other where they first differ? above 0: line a, below: line b, 0: they are one. */
static int first_above(const struct table *rows, int a, int b) {
    double at = INFINITY;
    int above = 0;
    for (int r = 0; r < table_rows(rows); r++) {
        const double one = number_at(rows, r, lines[a].column), other = number_at(rows, r, lines[b].column),
                     length = number_at(rows, r, "length");
        if (!(fabs(one - other) > 0) || !(length < at)) continue;
        at = length, above = one > other ? 1 : -1;
    }
    return above;
}

/* Does line b lie above line a somewhere? */
static bool crosses(const struct table *rows, int a, int b) {
    for (int r = 0; r < table_rows(rows); r++)
        if (number_at(rows, r, lines[b].column) > number_at(rows, r, lines[a].column)) return true;
    return false;
}

/* Nowhere apart from an axis that begins at 0. */
static bool lies_at_zero(const struct table *rows, int line, struct interval axis) {
    double most = 0;
    for (int r = 0; r < table_rows(rows); r++) most = fmax(most, number_at(rows, r, lines[line].column));
    return axis.low == 0 && most <= 0.004 * axis.high;
}

/* The grey lines within the axis: first those that can be told apart from it, *seen of them, from the top at the
 * shortest length at which they differ; then those at 0. */
static int order_lines(const struct table *rows, struct interval axis, int order[LINES], int *seen) {
    int n = 0;
    *seen = 0;
    for (int zero = 0; zero < 2; zero++)
        for (int i = 0; i < LINES; i++) {
            const double value = last_value(rows, lines[i].column);
            if (isnan(value) || value > axis.high || value < axis.low || lies_at_zero(rows, i, axis) != zero) continue;
            int place = n++;
            for (; !zero && place > 0 && first_above(rows, i, order[place - 1]) > 0; place--)
                order[place] = order[place - 1];
            order[place] = i;
            *seen += !zero;
        }
    return n;
}

/* guess[1..guesses], and in words which grey line is which. */
static void describe_lines(struct figure *figure, const struct table *rows, struct interval axis) {
    struct text columns = {0}, words = {0};
    int order[LINES], seen;
    const int guesses = order_lines(rows, axis, order, &seen);
    bool crossed = false;
    for (int k = 1; k < seen; k++) crossed |= crosses(rows, order[k - 1], order[k]);
    if (guesses) text_add(&words, "grey, ");
    if (seen > 1) text_add(&words, crossed ? "from the top at the left: " : "from the top: ");
    for (int k = 0; k < guesses; k++) {
        text_add(&columns, "guess[%d] = '%s'\n", k + 1, lines[order[k]].column);
        text_add(&words, "%s%s%s",
                 k == 0      ? ""
                 : k == seen ? "; "
                             : ", ",
                 k == seen ? "at 0: " : "", lines[order[k]].name);
    }
    text_add(&figure->script, "guesses = %d\narray guess[%d]\n%s", guesses, guesses ? guesses : 1,
             guesses ? text_of(&columns) : "guess[1] = 'chance_value'\n");
    figure_text(figure, "guesses_words", text_of(&words));
    text_free(&columns);
    text_free(&words);
}

static int style_at(const struct dataset *dataset, const struct table *rows, int r) {
    return dataset_style(dataset, text_at(rows, r, "label"), text_at(rows, r, "variant"));
}

static bool is_of(const struct table *rows, int r, enum row_kind kind) {
    return kind == ROWS_ALL || (kind == ROWS_SEED) == !isnan(number_at(rows, r, "seed"));
}

void describe_rows(struct figure *figure, const struct dataset *dataset, const struct table *rows, const char *name,
                   enum row_kind kind) {
    const int n = dataset->n_series, none = table_rows(rows);
    int *first = mem_zero((size_t)n + 1, sizeof *first), *last = mem_zero((size_t)n + 1, sizeof *last);
    for (int s = 0; s <= n; s++) first[s] = last[s] = none;
    for (int r = 0; r < table_rows(rows); r++) {
        const int style = style_at(dataset, rows, r);
        if (!is_of(rows, r, kind)) continue;
        if (first[style] == none) first[style] = r;
        last[style] = r;
    }
    text_add(&figure->script, "array %s_first[%d]\narray %s_last[%d]\n", name, n, name, n);
    for (int s = 1; s <= n; s++)
        text_add(&figure->script, "%s_first[%d] = %d; %s_last[%d] = %d\n", name, s, first[s], name, s, last[s]);
    mem_free(first);
    mem_free(last);
}

/* last_y[i]: where the line of series i ends. Rows of a series stand together. */
static void describe_ends(struct figure *figure, const struct dataset *dataset, const struct table *rows) {
    double end = (double)NAN;
    text_add(&figure->script, "array last_y[series]\n");
    for (int r = 0, series = 0, was = 0; r < table_rows(rows); r++) {
        if (!is_chosen(rows, r)) continue;
        const int style = dataset_style(dataset, text_at(rows, r, "label"), text_at(rows, r, "variant"));
        if (style != was) series++, was = style, end = (double)NAN;
        if (!isnan(number_at(rows, r, "median"))) end = number_at(rows, r, "median");
        const bool last = r + 1 == table_rows(rows) ||
                          dataset_style(dataset, text_at(rows, r + 1, "label"), text_at(rows, r + 1, "variant")) != was;
        if (!last) continue;
        text_add(&figure->script, "last_y[%d] = ", series);
        if (isnan(end)) /* no line, but crosses at the worst there is */
            text_add(&figure->script, "metric eq 'loss (nats)' ? top : bottom");
        else
            text_number(&figure->script, end);
        text_add(&figure->script, "\n");
    }
}

/* ---- lines on each other ---- */

/* Do the rows from a and from b, of one series each, have the same median at the same lengths, as far as is seen? */
static bool same_line(const struct dataset *dataset, const struct table *rows, int a, int b, int last, double range) {
    const int one = style_at(dataset, rows, a), other = style_at(dataset, rows, b);
    for (; a < last && style_at(dataset, rows, a) == one; a++, b++) {
        if (b == last || style_at(dataset, rows, b) != other) return false;
        if (number_at(rows, a, "length") != number_at(rows, b, "length")) return false;
        if (!(fabs(number_at(rows, a, "median") - number_at(rows, b, "median")) <= 0.004 * range)) return false;
    }
    return b == last || style_at(dataset, rows, b) != other;
}

void find_ties(const struct dataset *dataset, const struct table *rows, int first, int last, double range,
               struct text *out) {
    int *start = mem_zero((size_t)(last - first) + 1, sizeof *start), n = 0;
    bool *told = mem_zero((size_t)(last - first) + 1, sizeof *told);
    for (int r = first; r < last; r++) {
        if (is_chosen(rows, r) && (n == 0 || style_at(dataset, rows, r) != style_at(dataset, rows, start[n - 1])))
            start[n++] = r;
    }
    for (int i = 0; i < n; i++) {
        bool alone = true;
        for (int k = i + 1; k < n && !told[i]; k++) {
            if (told[k] || !same_line(dataset, rows, start[i], start[k], last, range)) continue;
            if (alone)
                text_add(out, "%s%s", out->size ? "; " : "",
                         dataset->series[style_at(dataset, rows, start[i]) - 1].name);
            text_add(out, ", %s", dataset->series[style_at(dataset, rows, start[k]) - 1].name);
            told[k] = true, alone = false;
        }
    }
    mem_free(start);
    mem_free(told);
}

static void describe_ties(struct figure *figure, const struct dataset *dataset, const struct table *rows,
                          double range) {
    struct text ties = {0}, words = {0};
    find_ties(dataset, rows, 0, table_rows(rows), range, &ties);
    if (ties.size) text_add(&words, "under one line: %s", text_of(&ties));
    figure_text(figure, "ties_words", text_of(&words));
    text_free(&ties);
    text_free(&words);
}

static double greatest(const struct table *rows, const char *column) {
    double most = 0;
    for (int r = 0; r < table_rows(rows); r++) most = fmax(most, number_at(rows, r, column));
    return most;
}

void describe_band(struct figure *figure, const struct dataset *dataset, const struct table *rows) {
    bool any = false;
    for (int r = 0; r < table_rows(rows); r++) any = any || !isnan(number_at(rows, r, "low"));
    text_add(&figure->script, "bands = %d\n", any);
    figure_text(figure, "interval_words", interval_words(dataset));
}

void describe_crosses(struct figure *figure, const struct table *rows) {
    text_add(&figure->script, "crossed = %d\n", greatest(rows, "crossed") > 0);
}

/* What the script says of curves with rows, of which `seeds` has those of each seed too. */
static void describe(struct figure *figure, const struct dataset *dataset, const struct table *rows,
                     const struct table *seeds, bool loss) {
    const struct interval axis = loss ? extent(seeds) : (struct interval){.low = 0, .high = 1};
    figure_text(figure, "metric", metric_words(text_at(rows, 0, "metric")));
    figure_number(figure, "bottom", axis.low);
    figure_number(figure, "top", axis.high);
    figure_values(figure, "length", rows, "length");
    describe_borders(figure, dataset, rows);
    text_add(&figure->script, "seeds = %.0f\ncrossed = %d\n", greatest(rows, "runs"),
             greatest(seeds, "seed_not_finite") > 0);
    describe_lines(figure, rows, axis);
    describe_band(figure, dataset, rows);
    describe_ties(figure, dataset, rows, axis.high - axis.low);
    figure_data(figure, dataset, seeds, 3);
    describe_rows(figure, dataset, seeds, "line", ROWS_MEDIAN);
    describe_rows(figure, dataset, seeds, "dot", ROWS_SEED);
    describe_ends(figure, dataset, rows);
}

bool fill_lengths(const struct dataset *dataset, const char *task, bool loss, struct figure *figure,
                  struct error *err) {
    const char *parameters[] = {dataset->suite, task, loss ? "loss" : ""};
    struct table *rows = store_query(
        dataset->store,
        "SELECT c.label, c.variant, c.metric, c.length, c.multiple, c.runs, "
        "CASE c.metric WHEN 'loss' THEN c.runs ELSE c.fitted_runs END AS fitted_runs, c.value AS mean, "
        "c.mean_fitted, c.token_accuracy, c.loss, c.chance_value, "
        "g.majority, g.place, g.copy, g.optimum, c.train_length FROM v_curve c LEFT JOIN "
        "(SELECT length, max(CASE name WHEN 'majority' THEN value END) AS majority, "
        "max(CASE name WHEN 'place' THEN value END) AS place, max(CASE name WHEN 'copy' THEN value END) AS copy, "
        "max(CASE name WHEN 'optimum' THEN value END) AS optimum FROM v_guess WHERE suite = ?1 AND task = ?2 "
        "GROUP BY length) g ON g.length = c.length "
        "WHERE c.suite = ?1 AND c.task = ?2 AND (c.metric = 'loss') = (?3 = 'loss') "
        "ORDER BY c.ordinal, c.label, c.variant, c.length",
        parameters, 3, err);
    if (!rows) return false;
    rows = choose_rows(figure, dataset, PANELS_MOST, with_medians(dataset, task, rows_asked(dataset, NULL, rows)));
    figure_title(figure, task_title(dataset, task));
    if (table_rows(rows)) {
        struct table *seeds = with_seeds(dataset, task, rows);
        describe(figure, dataset, rows, seeds, loss);
        table_free(seeds);
    }
    table_free(rows);
    return true;
}
