/* Exact match by length and depth, for tasks that hide a needle. */
#include "plots/border.h"
#include "plots/choice.h"
#include "plots/lengths.h"

extern const char plots_depth_gp[];

static bool fill(const struct dataset *dataset, const char *task, struct figure *figure, struct error *err) {
    const char *parameters[] = {dataset->suite, task};
    struct table *rows =
        store_query(dataset->store,
                    "SELECT d.label, d.variant, d.length, dense_rank() OVER (ORDER BY d.length) AS place, d.depth, "
                    "avg(d.accuracy) AS accuracy, sum(d.seen) AS seen, count(*) AS runs, sum(r.fitted) AS fitted_runs, "
                    "max(r.train_length) AS train_length FROM v_depth d JOIN v_run_task r ON r.suite = d.suite AND "
                    "r.run_id = d.run_id AND r.label = d.label AND r.task = d.task "
                    "WHERE d.suite = ?1 AND d.task = ?2 GROUP BY d.label, d.variant, d.length, d.depth "
                    "ORDER BY min(r.ordinal), d.label, d.variant, d.length, d.depth",
                    parameters, 2, err);
    if (!rows) return false;
    figure_title(figure, task_title(dataset, task));
    rows = choose_few(figure, dataset, rows_asked(dataset, NULL, rows));
    figure_values(figure, "length", rows, "length");
    describe_borders(figure, dataset, rows);
    describe_rows(figure, dataset, rows, "row", ROWS_ALL);
    figure_data(figure, dataset, rows, 2);
    table_free(rows);
    return true;
}

const struct chart chart_depth = {
    .name = "depth",
    .title = "Exact match by length and depth",
    .about = "The mean of all runs of a scheme, fitted or not. Rows: the position of the needle in the context, in "
             "tenths from its start. Right of the line: lengths "
             "beyond the training lengths.",
    .template_text = plots_depth_gp,
    .per_task = true,
    .fill = fill,
};
