/* Training curves: loss and in-distribution exact match against step, a line per run. */
#include "plots/chart.h"
#include <math.h>

extern const char plots_training_gp[];

/* curve_style[r], curve_fitted[r] of curve r = 1..curves. rows are ordered by curve. */
static void describe_curves(struct figure *figure, const struct dataset *dataset, const struct table *rows) {
    struct text *out = &figure->script;
    const int n = table_rows(rows);
    const int curves = n ? (int)number_at(rows, n - 1, "curve") : 0;
    if (curves == 0) return;
    double last_step = 1;
    for (int r = 0; r < n; r++) last_step = fmax(last_step, number_at(rows, r, "step"));
    figure_number(figure, "last_step", last_step);
    text_add(out, "curves = %d\narray curve_style[%d]\narray curve_fitted[%d]\n", curves, curves, curves);
    for (int r = 0, last = 0; r < n; r++) {
        int curve = (int)number_at(rows, r, "curve");
        if (curve == last) continue;
        last = curve;
        text_add(out, "curve_style[%d] = %d; curve_fitted[%d] = %.0f\n", curve,
                 dataset_style(dataset, text_at(rows, r, "label"), ""), curve, number_at(rows, r, "fitted"));
    }
}

static bool fill(const struct dataset *dataset, const char *task, struct figure *figure, struct error *err) {
    const char *parameters[] = {dataset->suite, task};
    struct table *rows = store_query(
        dataset->store,
        "SELECT t.label, t.run_id, dense_rank() OVER (ORDER BY t.ordinal, t.run_id, t.label) AS curve, t.seed, t.step, "
        "t.loss, "
        "t.fit, t.grad_norm, t.lr, r.fitted, s.runs, s.fitted_runs FROM v_training t "
        "JOIN v_run_task r ON r.suite = t.suite AND r.run_id = t.run_id AND r.label = t.label AND r.task = "
        "t.task "
        "JOIN (SELECT label, count(*) AS runs, sum(fitted) AS fitted_runs FROM v_run_task WHERE suite = ?1 AND task = "
        "?2 "
        "GROUP BY label) s ON s.label = t.label "
        "WHERE t.suite = ?1 AND t.task = ?2 ORDER BY curve, t.step",
        parameters, 2, err);
    if (!rows) return false;
    rows = rows_asked(dataset, "curve", rows);
    figure_title(figure, task_title(dataset, task));
    describe_curves(figure, dataset, rows);
    figure_data(figure, dataset, rows, 2);
    table_free(rows);
    return true;
}

const struct chart chart_training = {
    .name = "training",
    .title = "Training curves",
    .about = "A line per run. Above: the training loss. Below: exact match on fresh examples of training lengths. "
             "Dashed and faint: the run did not fit.",
    .template_text = plots_training_gp,
    .per_task = true,
    .fill = fill,
};
