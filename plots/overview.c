/* Small multiples: the metric against length for all tasks. */
#include "base/memory.h"
#include "plots/border.h"
#include "plots/choice.h"
#include "plots/lengths.h"
#include <math.h>
#include <string.h>

extern const char plots_overview_gp[];

/* borders[panel], the ends of training, and borders_words[panel], whose they are where there are several. */
static void describe_panel_borders(struct text *out, const struct dataset *dataset, const struct table *rows, int first,
                                   int last, int panel, const char *name) {
    struct text borders = {0}, trained = {0}, words = {0};
    find_borders(dataset, rows, first, last, &borders, &trained);
    if (trained.size) text_add(&words, "%s %s", name, text_of(&trained));
    text_add(out, "borders[%d] = '%s'; borders_words[%d] = ", panel, text_of(&borders), panel);
    figure_words(out, text_of(&words));
    text_add(out, "\n");
    text_free(&words);
    text_free(&trained);
    text_free(&borders);
}

/* What the script says of one panel: rows first..last-1, all of one task. */
static void describe_panel(struct figure *figure, const struct dataset *dataset, const struct table *rows, int first,
                           int last, int panel, const int *place, int places) {
    double *fitted = mem_zero((size_t)places + 1, sizeof *fitted), shortest = INFINITY, longest = 0, top = 0;
    struct text drawn = {0}, fits = {0}, *out = &figure->script;
    double lowest = INFINITY;
    const char *chance = NULL; /* the series whose rows give the line of chance; a panel may have none in colour */
    for (int r = first; r < last; r++) {
        lowest = fmin(lowest, fmin(number_at(rows, r, "median"), number_at(rows, r, "low")));
        shortest = fmin(shortest, number_at(rows, r, "length"));
        longest = fmax(longest, number_at(rows, r, "length"));
        top = fmax(top, fmax(number_at(rows, r, "median"), number_at(rows, r, "high")));
        if (!is_chosen(rows, r)) continue;
        int p = place[dataset_style(dataset, text_at(rows, r, "label"), "")];
        if (!chance) chance = text_at(rows, r, "label");
        if (r == first || strcmp(text_at(rows, r, "label"), text_at(rows, r - 1, "label")) != 0)
            text_add(&drawn, "%s%d", drawn.size ? " " : "", p);
        fitted[p] = fmax(fitted[p], number_at(rows, r, "fitted_here"));
    }
    for (int p = 1; p <= places; p++) text_add(&fits, "%s%.0f", p > 1 ? " " : "", fitted[p]);
    struct text name = {0}, ties = {0}, all_ties = {0};
    if (dataset->style->task_label)
        dataset->style->task_label(text_at(rows, first, "task"), &name);
    else
        text_add(&name, "%s", dataset_task_name(dataset, text_at(rows, first, "task")));
    text_add(out, "task[%d] = ", panel);
    figure_words(out, text_of(&name));
    text_add(out, "\ndrawn[%d] = '%s'; fits_here[%d] = '%s'\n", panel, text_of(&drawn), panel, text_of(&fits));
    text_add(out, "chance_of[%d] = %d\n", panel,
             dataset_style(dataset, chance ? chance : text_at(rows, first, "label"), ""));
    text_add(out, "train_length[%d] = %.1f; first_length[%d] = %.1f; last_length[%d] = %.1f\n", panel,
             number_at(rows, first, "train_length"), panel, shortest, panel, longest);
    const bool loss = strcmp(text_at(rows, first, "metric"), "loss") == 0;
    text_add(out, "metric[%d] = '%s'; lowest[%d] = %.4f; highest[%d] = %.4f\n", panel,
             metric_words(text_at(rows, first, "metric")), panel, loss ? lowest : 0.0, panel,
             !loss          ? 1.0
             : top > lowest ? top
                            : lowest + 1);
    find_ties(dataset, rows, first, last, loss ? fmax(top - lowest, 1e-9) : 1, &ties);
    if (ties.size) text_add(&all_ties, "under one line in %s: %s", text_of(&name), text_of(&ties));
    text_add(out, "ties_words[%d] = ", panel);
    figure_words(out, text_of(&all_ties));
    text_add(out, "\n");
    describe_panel_borders(out, dataset, rows, first, last, panel, text_of(&name));
    text_free(&all_ties);
    text_free(&ties);
    text_free(&name);
    text_free(&drawn);
    text_free(&fits);
    mem_free(fitted);
}

/* place[style] of the figure's series: 1.. in the order of their first rows, as figure_data numbers them. */
static int places_of(const struct dataset *dataset, const struct table *rows, int *place) {
    int n = 0;
    for (int r = 0; r < table_rows(rows); r++) {
        int style = dataset_style(dataset, text_at(rows, r, "label"), "");
        if (style && !place[style] && is_chosen(rows, r)) place[style] = ++n;
    }
    return n;
}

static void describe_panels(struct figure *figure, const struct dataset *dataset, const struct table *rows) {
    static const char *const arrays[] = {"task",        "drawn",         "fits_here", "train_length", "first_length",
                                         "last_length", "metric",        "lowest",    "highest",      "ties_words",
                                         "borders",     "borders_words", "chance_of"};
    const int n = table_rows(rows), panels = n ? (int)number_at(rows, n - 1, "panel") : 0;
    if (panels == 0) return;
    int *place = mem_zero((size_t)dataset->n_series + 1, sizeof *place);
    int places = places_of(dataset, rows, place);
    text_add(&figure->script, "tasks = %d\n", panels);
    for (size_t a = 0; a < sizeof arrays / sizeof *arrays; a++)
        text_add(&figure->script, "array %s[%d]\n", arrays[a], panels);
    for (int first = 0, last; first < n; first = last) {
        double panel = number_at(rows, first, "panel");
        for (last = first; last < n && number_at(rows, last, "panel") == panel;) last++;
        describe_panel(figure, dataset, rows, first, last, (int)panel, place, places);
    }
    mem_free(place);
}

static bool fill(const struct dataset *dataset, const char *task, struct figure *figure, struct error *err) {
    (void)task;
    struct table *rows = store_query(
        dataset->store,
        "SELECT c.label, c.task, c.metric, t.panel, c.length, c.multiple, c.value AS mean, "
        "c.chance_value AS chance, c.train_length, "
        "c.runs AS runs_here, CASE c.metric WHEN 'loss' THEN c.runs ELSE c.fitted_runs END AS fitted_here FROM v_curve "
        "c JOIN "
        "(SELECT task, row_number() OVER (ORDER BY min(ordinal)) AS panel FROM v_eval WHERE suite = ?1 AND variant = "
        "'' "
        "GROUP BY task) t ON t.task = c.task "
        "WHERE c.suite = ?1 AND c.variant = '' ORDER BY t.panel, c.ordinal, c.label, c.length",
        &dataset->suite, 1, err);
    if (!rows) return false;
    rows = choose_rows(figure, dataset, SERIES_MOST, with_medians(dataset, NULL, rows_asked(dataset, "panel", rows)));
    figure_title(figure, dataset->suite);
    describe_band(figure, dataset, rows);
    describe_crosses(figure, rows);
    describe_panels(figure, dataset, rows);
    figure_data(figure, dataset, rows, 3);
    table_free(rows);
    return true;
}

const struct chart chart_overview = {
    .name = "overview",
    .title = "All tasks",
    .about =
        "The task's metric against length: the median of the runs that fitted; dashed: no run fitted, and the line "
        "is the median of all. Band: " MEDIAN_BAND " Grey: the training lengths.",
    .template_text = plots_overview_gp,
    .highlights = true,
    .fill = fill,
};
