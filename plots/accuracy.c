/* Exact match against length, a line per series. */
#include "plots/chart.h"

extern const char plots_accuracy_gp[];

static bool fill(const struct study *study, const char *task, struct figure *figure, struct error *err) {
    const char *parameters[] = {study->suite, task};
    struct table *rows =
        store_query(study->store,
                    "SELECT label, variant, length, multiple, runs, fitted_runs, mean, low, high, median, mean_fitted, "
                    "token_accuracy, loss, chance, train_length FROM v_curve WHERE suite = ?1 AND task = ?2 "
                    "ORDER BY ordinal, variant, length",
                    parameters, 2, err);
    if (!rows) return false;
    figure_text(figure, "title", task);
    figure_values(figure, "length", rows, "length");
    figure_number(figure, "train_length", table_rows(rows) ? number_at(rows, 0, "train_length") : 0);
    figure_data(figure, study, rows, 2);
    table_free(rows);
    return true;
}

const struct chart chart_accuracy = {
    .name = "accuracy",
    .title = "Exact match against length",
    .about = "Mean over the runs of a scheme; the band goes from the worst seed to the best. Grey: the lengths of "
             "training. Dashed and faint: no run fitted the task within the lengths of training.",
    .template_text = plots_accuracy_gp,
    .per_task = true,
    .fill = fill,
};
