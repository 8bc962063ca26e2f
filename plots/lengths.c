#include "plots/lengths.h"
#include "base/memory.h"
#include <math.h>
#include <string.h>

/* Grey lines, in the order in which a label names them where they meet. */
static const struct line {
    const char *column, *name;
} lines[] = {{"chance_value", "chance"},
             {"majority", "majority"},
             {"place", "by place"},
             {"copy", "copy"},
             {"optimum", "optimum"}};
enum { LINES = sizeof lines / sizeof *lines };
/* Labels closer than this part of the axis become one. */
static const double LABEL_GAP = 0.045;

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

static double greatest(const struct table *rows) {
    double most = 0;
    for (int r = 0; r < table_rows(rows); r++)
        most = fmax(fmax(most, number_at(rows, r, "median")),
                    fmax(number_at(rows, r, "high"), number_at(rows, r, "chance_value")));
    return most;
}

struct note {
    double at;
    struct text text;
};

/* Into the ascending list; one that comes too close to a note joins it. */
static void add_note(struct note *note, int *n, double at, const char *name, double gap) {
    int k = 0;
    while (k < *n && note[k].at < at - gap) k++;
    if (k < *n && note[k].at <= at + gap) {
        text_add(&note[k].text, ", %s", name);
        return;
    }
    memmove(note + k + 1, note + k, sizeof *note * (size_t)(*n - k));
    note[k] = (struct note){.at = at};
    text_add(&note[k].text, "%s", name);
    ++*n;
}

static void describe_lines(struct figure *figure, const struct table *rows, double top) {
    struct text *out = &figure->script, columns = {0};
    struct note note[LINES] = {0};
    int n = 0, guesses = 0;
    for (int i = 0; i < LINES; i++) {
        const double value = last_value(rows, lines[i].column);
        if (isnan(value)) continue;
        text_add(&columns, "guess[%d] = '%s'\n", ++guesses, lines[i].column);
        add_note(note, &n, value, lines[i].name, LABEL_GAP * top);
    }
    text_add(out, "guesses = %d\narray guess[%d]\n%snotes = %d\narray note[%d]\narray note_at[%d]\n", guesses,
             guesses ? guesses : 1, text_of(&columns), n, n ? n : 1, n ? n : 1);
    for (int k = 0; k < n; k++) {
        text_add(out, "note[%d] = '%s'; note_at[%d] = ", k + 1, text_of(&note[k].text), k + 1);
        text_number(out, note[k].at);
        text_add(out, "\n");
        text_free(&note[k].text);
    }
    text_free(&columns);
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
        "ORDER BY c.ordinal, c.variant, c.length",
        parameters, 3, err);
    if (!rows) return false;
    rows = with_medians(dataset, task, rows);
    const bool any = table_rows(rows) > 0;
    figure_text(figure, "title", task);
    figure_text(figure, "metric", metric_words(any ? text_at(rows, 0, "metric") : "exact"));
    figure_number(figure, "top", any && loss ? greatest(rows) : 1);
    figure_values(figure, "length", rows, "length");
    figure_number(figure, "train_length", any ? number_at(rows, 0, "train_length") : 0);
    describe_lines(figure, rows, any && loss ? greatest(rows) : 1);
    figure_data(figure, dataset, rows, 3);
    table_free(rows);
    return true;
}
