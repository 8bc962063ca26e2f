/* Curves over a setting of a suite: a panel for each task, a line for each scheme. Of more than eight, or where some
 * are highlighted, those chosen are in colour, each with its settings left out, and the others grey. */
#include "base/memory.h"
#include "plots/choice.h"
#include "plots/grid.h"
#include "plots/lengths.h"
#include <math.h>
#include <string.h>

extern const char plots_setting_gp[];

/* Of the whole figure: the ends of its axes, the seeds of the fullest cell, whether a line has a band. */
struct extent {
    double low, high;
    int seeds;
    bool bands, crossed;
};

/* A panel's place of a value on the axis: the number, or where that is none its place in the list. */
static double place_of(const struct grid *grid, int x, bool numbers) {
    double value;
    return numbers && text_to_double(grid->x.word[x], &value) ? value : x + 1;
}

static bool are_numbers(const struct grid_words *list) {
    double value;
    for (int i = 0; i < list->n; i++)
        if (!text_to_double(list->word[i], &value)) return false;
    return true;
}

static void add_line(struct figure *figure, double x, int label, int task) {
    text_add(&figure->data, "%d\t%d\t", label + 1, task + 1);
    text_number(&figure->data, x);
    figure->rows++;
}

static void add_numbers(struct text *out, const double *value, int n) {
    for (int i = 0; i < n; i++) {
        text_add(out, "\t");
        if (!isnan(value[i])) text_number(out, value[i]);
    }
}

static void add_words(struct text *out, const struct grid *grid, int label, int task) {
    text_add(out, "\t");
    text_tsv(out, grid->label.word[label]);
    text_add(out, "\t");
    text_tsv(out, grid->task.word[task]);
    text_add(out, "\n");
}

/* A row for the cell and one for each of its seeds. */
static void add_cell(struct figure *figure, const struct dataset *dataset, const struct grid *grid,
                     const struct summary_cell *cell, double x, int label, int task, struct extent *extent) {
    const bool loss = strcmp(grid->metric, "loss") == 0;
    const struct middle middle = cell_middle(dataset, cell, loss);
    const double none = (double)NAN;
    const double numbers[] = {middle.median, middle.low, middle.high, cell->n, loss ? cell->n : cell->fitted,
                              none,          none,       none,        none};
    add_line(figure, x, label, task);
    add_numbers(&figure->data, numbers, 9);
    add_words(&figure->data, grid, label, task);
    for (int i = 0; i < cell->n; i++) {
        const struct seed_value *run = &cell->run[i];
        const double value = run->not_finite ? none : run->value;
        const double seed[] = {none,           none, none, none, none, (double)run->seed, value, loss || run->fitted,
                               run->not_finite};
        add_line(figure, x, label, task);
        add_numbers(&figure->data, seed, 9);
        add_words(&figure->data, grid, label, task);
        extent->low = fmin(extent->low, value), extent->high = fmax(extent->high, value);
        extent->crossed |= run->not_finite;
    }
    extent->seeds = cell->n > extent->seeds ? cell->n : extent->seeds;
    extent->bands |= !isnan(middle.low);
}

/* Rows of a line stand together, its values of x ascending. k: its place among those in colour; 0: it is grey. */
static void add_series(struct figure *figure, const struct dataset *dataset, struct grid *grid, int label, int k,
                       bool numbers, struct extent *extent) {
    int runs = 0, fitted = 0;
    for (int task = 0; task < grid->task.n; task++)
        for (int x = 0; x < grid->x.n; x++) {
            const struct summary_cell *cell = grid_cell(grid, label, task, x, 0);
            if (cell->n == 0) continue;
            add_cell(figure, dataset, grid, cell, place_of(grid, x, numbers), label, task, extent);
            runs += cell->n, fitted += strcmp(grid->metric, "loss") == 0 ? cell->n : cell->fitted;
        }
    if (!k) return;
    text_add(&figure->script, "label[%d] = ", k);
    figure_words(&figure->script, grid->label.word[label]);
    text_add(&figure->script, "; style[%d] = %d; runs[%d] = %d; fitted[%d] = %d\n", k, label + 1, k, runs, k, fitted);
}

/* coloured[label]: 1, 2 ... of those in colour, 0 of the others; returns how many are. */
static int choose_labels(const struct dataset *dataset, const struct grid *grid, int *coloured) {
    bool *chosen = mem_zero((size_t)dataset->n_series + 1, sizeof *chosen);
    const bool all = !dataset->style->highlight && grid->label.n <= SERIES_MOST;
    int n = 0;
    if (!all) choose_series(dataset, chosen);
    for (int i = 0; i < grid->n; i++)
        if (all || chosen[grid->point[i].style]) coloured[grid->point[i].label] = 1;
    for (int label = 0; label < grid->label.n; label++)
        if (coloured[label]) coloured[label] = ++n;
    mem_free(chosen);
    return n;
}

static void describe_series(struct figure *figure, const int *coloured, int labels, int n) {
    struct text *out = &figure->script;
    text_add(out, "series = %d\narray label[series]\narray style[series]\narray runs[series]\narray fitted[series]\n",
             n);
    text_add(out, "others = %d\narray grey_style[%d]\n", labels - n, labels > n ? labels - n : 1);
    for (int label = 0, others = 0; label < labels; label++)
        if (!coloured[label]) text_add(out, "grey_style[%d] = %d\n", ++others, label + 1);
    if (labels == n) text_add(out, "grey_style[1] = 0\n"); /* gnuplot looks at it even where it draws none */
}

static bool colours_are_enough(int n, struct error *err) {
    return n <= SERIES_MOST || error_set(err,
                                         "--highlight: with the best, the worst and the first that are %d curves, and "
                                         "there are colours for %d: name fewer",
                                         n, SERIES_MOST);
}

static void describe_axis(struct figure *figure, const struct grid *grid, bool numbers) {
    struct text *out = &figure->script;
    double least = INFINITY, most = -INFINITY;
    text_add(out, "array x_at[xs]\n");
    for (int x = 0; x < grid->x.n; x++) {
        const double at = place_of(grid, x, numbers);
        least = fmin(least, at), most = fmax(most, at);
        text_add(out, "x_at[%d] = ", x + 1);
        text_number(out, at);
        text_add(out, "\n");
    }
    text_add(out, "x_log = %d\n", numbers && least > 0 && most >= 4 * least);
}

static void describe_panels(struct figure *figure, const struct dataset *dataset, const struct grid *grid) {
    text_add(&figure->script, "panels = %d\narray panel_title[panels]\n", grid->task.n);
    for (int task = 0; task < grid->task.n; task++) {
        struct text name = {0};
        if (grid->task.n > 1) grid_task_title(dataset, grid->task.word[task], &name);
        text_add(&figure->script, "panel_title[%d] = ", task + 1);
        figure_words(&figure->script, text_of(&name));
        text_add(&figure->script, "\n");
        text_free(&name);
    }
}

static void describe(struct figure *figure, const struct dataset *dataset, struct grid *grid, const int *coloured,
                     int n) {
    const bool loss = strcmp(grid->metric, "loss") == 0, numbers = are_numbers(&grid->x);
    struct extent extent = {.low = INFINITY, .high = -INFINITY};
    struct text measure = {0}, *out = &figure->script;
    grid_measure(grid, dataset, &measure);
    figure_text(figure, "measure", text_of(&measure));
    figure_text(figure, "x_words", setting_words(dataset->style->x));
    text_add(out, "is_loss = %d\nown_colours = 1\n", loss);
    describe_series(figure, coloured, grid->label.n, n);
    text_add(
        &figure->data,
        "series\tpanel\tx\tmedian\tlow\thigh\truns\tfitted_runs\tseed\tvalue\tseed_fitted\tseed_not_finite\tlabel\t"
        "task\n");
    for (int label = 0; label < grid->label.n; label++)
        add_series(figure, dataset, grid, label, coloured[label], numbers, &extent);
    grid_script_words(figure, "x", &grid->x);
    describe_axis(figure, grid, numbers);
    describe_panels(figure, dataset, grid);
    figure_number(figure, "bottom", loss ? extent.low : 0);
    figure_number(figure, "top", !loss ? 1 : extent.high > extent.low ? extent.high : extent.low + 1);
    text_add(out, "seeds = %d\nbands = %d\ncrossed = %d\n", extent.seeds, extent.bands, extent.crossed);
    figure_text(figure, "interval_words", interval_words(dataset));
    text_free(&measure);
}

static bool fill(const struct dataset *dataset, const char *task, struct figure *figure, struct error *err) {
    (void)task;
    struct grid grid;
    if (!dataset->style->x || dataset->style->y) return true;
    if (!grid_read(dataset, &grid, err)) return false;
    struct text title = {0};
    if (grid.task.n == 1)
        grid_task_title(dataset, grid.task.word[0], &title);
    else
        text_add(&title, "%s", dataset->suite);
    figure_title(figure, text_of(&title));
    text_free(&title);
    int *coloured = mem_zero((size_t)grid.label.n + 1, sizeof *coloured);
    const int n = choose_labels(dataset, &grid, coloured);
    const bool ok = colours_are_enough(n, err);
    if (ok) describe(figure, dataset, &grid, coloured, n);
    mem_free(coloured);
    grid_free(&grid);
    return ok;
}

const struct chart chart_setting = {
    .name = "setting",
    .title = "Over a setting",
    .about =
        "The task's metric at one length: the median of the runs that fitted, and a dot for each run, hollow where "
        "it did not fit. Dashed: no run of the scheme fitted, and the line is the median of all. Band: " MEDIAN_BAND,
    .template_text = plots_setting_gp,
    .highlights = true,
    .fill = fill,
};
