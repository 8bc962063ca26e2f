/* Loss by answer position at the greatest length, for tasks whose metric is loss: a line per series. */
#include "plots/border.h"
#include "plots/chart.h"
#include "plots/choice.h"
#include <math.h>

extern const char plots_place_gp[];

static bool fill(const struct dataset *dataset, const char *task, struct figure *figure, struct error *err) {
    const char *parameters[] = {dataset->suite, task};
    struct table *rows =
        store_query(dataset->store,
                    "SELECT m.label, m.variant, m.x AS place, avg(m.value) AS loss, "
                    "count(*) AS runs, count(*) AS fitted_runs, m.length, m.train_length FROM v_measure m "
                    "JOIN (SELECT label, variant, max(length) AS length FROM v_measure WHERE suite = ?1 AND task = ?2 "
                    "AND name = 'loss' GROUP BY label, variant) l USING (label, variant, length) "
                    "WHERE m.suite = ?1 AND m.task = ?2 AND m.name = 'loss' AND m.series = 'place' "
                    "GROUP BY m.label, m.variant, m.x ORDER BY min(m.ordinal), m.label, m.variant, m.x",
                    parameters, 2, err);
    if (!rows) return false;
    rows = choose_rows(figure, dataset, PANELS_MOST, rows_asked(dataset, NULL, rows));
    double last = 0;
    for (int r = 0; r < table_rows(rows); r++) last = fmax(last, number_at(rows, r, "length"));
    figure_title(figure, task_title(dataset, task));
    figure_number(figure, "last", last);
    describe_borders(figure, dataset, rows);
    figure_data(figure, dataset, rows, 2);
    table_free(rows);
    return true;
}

const struct chart chart_place = {
    .name = "place",
    .title = "Loss by answer position",
    .about = "Mean loss of answer tokens by their position, at the greatest evaluated length, the mean of all "
             "runs of a scheme. For a model that uses its context the loss falls "
             "with the position; where the model breaks beyond the training lengths (grey area) the line rises.",
    .template_text = plots_place_gp,
    .per_task = true,
    .highlights = true,
    .fill = fill,
};
