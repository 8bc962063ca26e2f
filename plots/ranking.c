/* Ranking over the tasks of a suite. */
#include "base/memory.h"
#include "plots/chart.h"
#include "results/statistics.h"

extern const char plots_ranking_gp[];

static struct table *ranking_table(const struct rank_row *rank, int n) {
    static const char *const headers[] = {"label", "place", "rank", "low", "high", "score", "tasks"};
    struct table *rows = table_new(7, headers);
    for (int i = 0; i < n; i++) {
        table_cell(rows, "%s", rank[i].label);
        table_number(rows, i + 1, "%.0f");
        table_number(rows, rank[i].rank, "%.2f");
        table_number(rows, rank[i].interval.low, "%.2f");
        table_number(rows, rank[i].interval.high, "%.2f");
        table_number(rows, rank[i].score, "%.3f");
        table_number(rows, rank[i].tasks, "%.0f");
    }
    return rows;
}

static bool fill(const struct study *study, const char *task, struct figure *figure, struct error *err) {
    (void)task;
    struct rank_row *rank = NULL;
    int n = 0;
    if (!store_rank(study->store, study->suite, &rank, &n, err)) return false;
    struct table *rows = ranking_table(rank, n > 1 ? n : 0);
    mem_free(rank);
    figure_text(figure, "title", study->suite);
    figure_data(figure, study, rows, 1);
    table_free(rows);
    return true;
}

const struct chart chart_ranking = {
    .name = "ranking",
    .title = "Ranking over tasks",
    .about = "Rank of a scheme by its mean accuracy (inverse perplexity where loss is the metric) at 1 to 8 times the "
             "training length, averaged over the tasks that at least one scheme fits, among the schemes that occur in "
             "all of them. The bars are 95 % intervals over resampled seeds; one seed gives none.",
    .template_text = plots_ranking_gp,
    .fill = fill,
};
