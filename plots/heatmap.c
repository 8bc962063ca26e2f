/* Scheme by length: the mean of the task's metric in cells. */
#include "plots/border.h"
#include "plots/lengths.h"

extern const char plots_heatmap_gp[];

static void describe_not_finite(struct figure *figure, const struct table *rows) {
    bool any = false;
    for (int r = 0; r < table_rows(rows); r++) any = any || number_at(rows, r, "not_finite") > 0;
    text_add(&figure->script, "crossed = %d\n", any);
}

static bool fill(const struct dataset *dataset, const char *task, struct figure *figure, struct error *err) {
    const char *parameters[] = {dataset->suite, task};
    struct table *rows = store_query(
        dataset->store,
        "SELECT label, variant, metric, length, dense_rank() OVER (ORDER BY length) AS place, "
        "CASE WHEN not_finite < runs THEN value END AS mean, not_finite, runs, "
        "CASE metric WHEN 'loss' THEN runs ELSE fitted_runs END AS fitted_runs, train_length FROM v_curve WHERE suite "
        "= ?1 AND task = ?2 "
        "ORDER BY ordinal, label, variant, length",
        parameters, 2, err);
    if (!rows) return false;
    rows = rows_asked(dataset, NULL, rows);
    figure_title(figure, task_title(dataset, task));
    figure_values(figure, "length", rows, "length");
    describe_borders(figure, dataset, rows);
    figure_text(figure, "metric", metric_words(table_rows(rows) ? text_at(rows, 0, "metric") : "exact"));
    describe_not_finite(figure, rows);
    figure_values(figure, "value", rows, "mean"); /* the least and the greatest make the scale of a loss */
    figure_data(figure, dataset, rows, 3);
    table_free(rows);
    return true;
}

const struct chart chart_heatmap = {
    .name = "heatmap",
    .title = "Scheme by length",
    .about = "Mean of all runs of a scheme, fitted or not, in the task's metric; the darker, the better. Left of the "
             "line: the "
             "training lengths.",
    .template_text = plots_heatmap_gp,
    .per_task = true,
    .fill = fill,
};
