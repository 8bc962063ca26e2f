/* What mixtures learned: the share of each scheme in each head, the mean over the runs. */
#include "base/labels.h"
#include "base/memory.h"
#include "plots/chart.h"
#include <string.h>

extern const char plots_mixture_gp[];

/* The mean share of every scheme of a mixture in every head; `row` numbers label and scheme. */
static struct table *read_shares(const struct dataset *dataset, const char *task, struct error *err) {
    const char *parameters[] = {dataset->suite, task};
    /* Shares belong to a run as a whole: they are shown with each of its tasks. */
    return store_query(
        dataset->store,
        "SELECT m.label, m.series AS scheme, m.x AS head, avg(m.value) AS share, min(m.value) AS least, "
        "max(m.value) AS most, dense_rank() OVER (ORDER BY min(m.ordinal), m.label, m.series) AS row FROM v_measure m "
        "JOIN v_run_task t ON t.suite = m.suite AND t.run_id = m.run_id AND t.label = m.label "
        "WHERE m.suite = ?1 AND t.task = ?2 AND m.name = 'mixture' AND m.task IN ('', t.task) "
        "GROUP BY m.label, m.series, m.x ORDER BY row, m.x",
        parameters, 2, err);
}

/* "label: scheme" of each row of the chart, shortened; the caller's, to be freed with labels_free. */
static char **row_names(const struct table *rows, int count) {
    char **whole = mem_zero((size_t)count + 1, sizeof *whole);
    for (int r = 0; r < table_rows(rows); r++) {
        const int row = (int)number_at(rows, r, "row");
        if (whole[row - 1]) continue;
        struct text name = {0};
        text_add(&name, "%s: %s", text_at(rows, r, "label"), text_at(rows, r, "scheme"));
        whole[row - 1] = name.data;
    }
    char **names = labels_shortened((const char *const *)whole, count, NAME_CHARACTERS + 10);
    labels_free(whole, count);
    return names;
}

static void say_rows(struct text *out, const struct table *rows) {
    const int n = table_rows(rows), count = n ? (int)number_at(rows, n - 1, "row") : 0;
    char **names = row_names(rows, count);
    size_t longest = 0;
    text_add(out, "shares = %d\narray share[%d]\n", count, count ? count : 1);
    for (int k = 0; k < count; k++) {
        text_add(out, "share[%d] = ", k + 1);
        figure_words(out, names[k]);
        text_add(out, "\n");
        longest = strlen(names[k]) > longest ? strlen(names[k]) : longest;
    }
    text_add(out, "longest_share = %zu.0\n", longest);
    labels_free(names, count);
}

static bool fill(const struct dataset *dataset, const char *task, struct figure *figure, struct error *err) {
    struct table *rows = read_shares(dataset, task, err);
    if (!rows) return false;
    rows = rows_asked(dataset, "row", rows);
    figure_title(figure, task_title(dataset, task));
    say_rows(&figure->script, rows);
    figure_values(figure, "head_number", rows, "head");
    figure_data(figure, dataset, rows, 2);
    table_free(rows);
    return true;
}

const struct chart chart_mixture = {
    .name = "mixture",
    .title = "What mixtures chose",
    .about = "The share of each scheme in each head after training, the mean of all runs, fitted or not; heads are "
             "numbered through "
             "the layers.",
    .template_text = plots_mixture_gp,
    .per_task = true,
    .fill = fill,
};
