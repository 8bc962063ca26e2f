/* Training curves: loss and in-distribution exact match against step, a line per run. */
#include "base/memory.h"
#include "plots/chart.h"
#include "plots/choice.h"
#include <math.h>
#include <string.h>

extern const char plots_training_gp[];

/* Of curve r = 1..curves: curve_fitted[r], curve_diverged[r], and curve_first[r] to curve_last[r], its rows in the .tsv
 * from 0, so that gnuplot passes over the others. rows are ordered by curve. curves_of[s]: those of the series with
 * style s, as words. */
static void describe_curves(struct figure *figure, const struct dataset *dataset, const struct table *rows) {
    struct text *out = &figure->script;
    const int n = table_rows(rows);
    const int curves = n ? (int)number_at(rows, n - 1, "curve") : 0;
    if (curves == 0) return;
    struct text *of = mem_zero((size_t)dataset->n_series, sizeof *of);
    double last_step = 1;
    for (int r = 0; r < n; r++) last_step = fmax(last_step, number_at(rows, r, "step"));
    figure_number(figure, "last_step", last_step);
    text_add(out, "curves = %d\n", curves);
    static const char *const arrays[] = {"curve_fitted", "curve_diverged", "curve_first", "curve_last"};
    for (size_t a = 0; a < sizeof arrays / sizeof *arrays; a++) text_add(out, "array %s[curves]\n", arrays[a]);
    for (int first = 0, last; first < n; first = last + 1) {
        const int curve = (int)number_at(rows, first, "curve"),
                  style = dataset_style(dataset, text_at(rows, first, "label"), "");
        for (last = first; last + 1 < n && (int)number_at(rows, last + 1, "curve") == curve;) last++;
        text_add(out, "curve_fitted[%d] = %.0f; curve_diverged[%d] = %.0f; curve_first[%d] = %d; curve_last[%d] = %d\n",
                 curve, number_at(rows, first, "fitted"), curve, number_at(rows, first, "diverged"), curve, first,
                 curve, last);
        text_add(&of[style - 1], " %d", curve);
    }
    text_add(out, "array curves_of[%d]\n", dataset->n_series);
    for (int s = 0; s < dataset->n_series; s++) {
        text_add(out, "curves_of[%d] = '%s'\n", s + 1, text_of(&of[s]));
        text_free(&of[s]);
    }
    mem_free(of);
}

static int series_in_colour(const struct table *rows) {
    const char *last = "";
    int n = 0;
    for (int r = 0; r < table_rows(rows); r++) {
        if (is_chosen(rows, r) && strcmp(text_at(rows, r, "label"), last) != 0) n++;
        if (is_chosen(rows, r)) last = text_at(rows, r, "label");
    }
    return n;
}

/* The curve's rows first..last-1: its ends and where exact match was measured, and of one whose loss is drawn all. */
static void keep_drawn(const struct table *rows, int first, int last, bool loss, bool *keep) {
    for (int r = first; r < last; r++)
        keep[r] = r == first || r + 1 == last || !isnan(number_at(rows, r, "fit")) || (loss && is_chosen(rows, first));
}

/* Losses of grey series are not drawn, nor those of many panels. */
static struct table *without_undrawn(struct table *rows) {
    const int n = table_rows(rows);
    const bool loss = series_in_colour(rows) <= SERIES_MOST;
    bool *keep = mem_zero((size_t)n + 1, sizeof *keep);
    for (int first = 0, last; first < n; first = last) {
        const double curve = number_at(rows, first, "curve");
        for (last = first; last < n && number_at(rows, last, "curve") == curve;) last++;
        keep_drawn(rows, first, last, loss, keep);
    }
    table_keep(rows, keep);
    mem_free(keep);
    return rows;
}

static bool fill(const struct dataset *dataset, const char *task, struct figure *figure, struct error *err) {
    const char *parameters[] = {dataset->suite, task};
    struct table *rows = store_query(
        dataset->store,
        "SELECT t.label, substr(t.run_id, 1, 10) AS run, dense_rank() OVER (ORDER BY t.ordinal, t.run_id, t.label) AS "
        "curve, t.seed, t.step, "
        "t.loss, "
        "t.fit, r.fitted, r.status = 'diverged' AS diverged, s.runs, s.fitted_runs FROM v_training "
        "t "
        "JOIN v_run_task r ON r.suite = t.suite AND r.run_id = t.run_id AND r.label = t.label AND r.task = "
        "t.task "
        "JOIN (SELECT label, sum(status IN ('done', 'diverged')) AS runs, sum(fitted) AS fitted_runs FROM v_run_task "
        "WHERE suite = ?1 AND task = "
        "?2 "
        "GROUP BY label) s ON s.label = t.label "
        "WHERE t.suite = ?1 AND t.task = ?2 ORDER BY curve, t.step",
        parameters, 2, err);
    if (!rows) return false;
    figure_title(figure, task_title(dataset, task));
    rows = choose_few(figure, dataset, rows_asked(dataset, NULL, rows));
    rows = without_undrawn(rows_asked(dataset, "curve", rows));
    describe_curves(figure, dataset, rows);
    figure_data(figure, dataset, rows, 2);
    table_free(rows);
    return true;
}

const struct chart chart_training = {
    .name = "training",
    .title = "Training curves",
    .about = "A line per run. Above: the training loss. Below: exact match on fresh examples of training lengths. "
             "Dashed and faint: the run did not fit; dotted: it diverged, and ends there.",
    .template_text = plots_training_gp,
    .per_task = true,
    .highlights = true,
    .fill = fill,
};
