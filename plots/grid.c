/* A heat map over two settings of a suite: a panel for each scheme and task, a cell for each pair of values. */
#include "plots/grid.h"
#include "base/formula.h"
#include "base/memory.h"
#include "plots/lengths.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

extern const char plots_grid_gp[];

/* ---- reading ---- */

static int place_in(struct grid_words *list, const char *word) {
    for (int i = 0; i < list->n; i++)
        if (strcmp(list->word[i], word) == 0) return i;
    list->word = mem_grow(list->word, (size_t)list->n * sizeof *list->word, (size_t)(list->n + 1) * sizeof *list->word);
    list->word[list->n] = mem_text(word);
    return list->n++;
}

static void words_free(struct grid_words *list) {
    for (int i = 0; i < list->n; i++) mem_free(list->word[i]);
    mem_free(list->word);
}

/* Take "WORD=VALUE" out of a name, with the comma or the brackets that it leaves: "rope, layers=2" -> "rope",
 * "sort(symbols=16)" -> "sort". */
static void take_out(char *name, const char *word, const char *value) {
    struct text item = {0};
    text_add(&item, "%s=%s", word, value);
    for (char *at = name; (at = strstr(at, text_of(&item))); at++) {
        char *first = at, *end = at + item.size;
        if (at > name && !strchr("(, ", at[-1])) continue;
        if (*end && !strchr("),", *end)) continue;
        if (first - name >= 2 && first[-1] == ' ' && first[-2] == ',')
            first -= 2;
        else if (first > name && first[-1] == ',')
            first--;
        else if (*end == ',')
            end++;
        else if (first > name && first[-1] == '(' && *end == ')')
            first--, end++;
        memmove(first, end, strlen(end) + 1);
        break;
    }
    text_free(&item);
}

static void strip(char *name, const char *key, const char *value) {
    if (!key) return;
    const char *dot = strrchr(key, '.');
    take_out(name, key, value);
    take_out(name, dot ? dot + 1 : key, value);
}

static int stripped_place(struct grid_words *list, const char *name, const struct plot_style *style, const char *x,
                          const char *y) {
    char *rest = mem_text(name);
    strip(rest, style->x, x);
    strip(rest, style->y, y);
    const int place = place_in(list, rest);
    mem_free(rest);
    return place;
}

static void add_points(struct grid *grid, const struct dataset *dataset, const struct table *rows) {
    const struct plot_style *style = dataset->style;
    const int n = table_rows(rows);
    grid->point = mem_zero((size_t)n + 1, sizeof *grid->point);
    grid->cell.run = mem_zero((size_t)n + 1, sizeof *grid->cell.run);
    for (int r = 0; r < n; r++) {
        const char *x = text_at(rows, r, "x"), *y = text_at(rows, r, "y");
        grid->point[grid->n++] =
            (struct grid_point){.label = stripped_place(&grid->label, text_at(rows, r, "label"), style, x, y),
                                .task = stripped_place(&grid->task, text_at(rows, r, "task"), style, x, y),
                                .x = place_in(&grid->x, x),
                                .y = place_in(&grid->y, y),
                                .style = dataset_style(dataset, text_at(rows, r, "label"), ""),
                                .run = {(long)number_at(rows, r, "seed"), number_at(rows, r, "value"),
                                        number_at(rows, r, "fitted") > 0, number_at(rows, r, "not_finite") > 0}};
    }
    snprintf(grid->metric, sizeof grid->metric, "%s", n ? text_at(rows, 0, "metric") : "");
}

static bool all_numbers(const struct grid_words *list) {
    double value;
    for (int i = 0; i < list->n; i++)
        if (!text_to_double(list->word[i], &value)) return false;
    return true;
}

static double number_of(const char *word) {
    double value;
    return text_to_double(word, &value) ? value : (double)NAN;
}

/* Ascending; to[old place]: the new one. Few values: by insertion. */
static void sort_values(struct grid_words *list, int *to) {
    int *from = mem_zero((size_t)list->n + 1, sizeof *from);
    char **sorted = mem_zero((size_t)list->n + 1, sizeof *sorted);
    for (int i = 0; i < list->n; i++) {
        int k = i;
        for (; k > 0 && number_of(list->word[from[k - 1]]) > number_of(list->word[i]); k--) from[k] = from[k - 1];
        from[k] = i;
    }
    for (int k = 0; k < list->n; k++) sorted[k] = list->word[from[k]], to[from[k]] = k;
    mem_free(list->word);
    list->word = sorted;
    mem_free(from);
}

static void sort_axis(struct grid *grid, bool of_x) {
    struct grid_words *list = of_x ? &grid->x : &grid->y;
    if (!all_numbers(list)) return;
    int *to = mem_zero((size_t)list->n + 1, sizeof *to);
    sort_values(list, to);
    for (int i = 0; i < grid->n; i++) {
        int *place = of_x ? &grid->point[i].x : &grid->point[i].y;
        *place = to[*place];
    }
    mem_free(to);
}

bool grid_at(const char *at, bool *multiple, struct text *number, struct error *err) {
    double value;
    const size_t size = strlen(at);
    *multiple = size > 1 && at[size - 1] == 'x';
    text_bytes(number, at, size - *multiple);
    if (text_to_double(text_of(number), &value) && value > 0) return true;
    return error_set(err, "--at: '%s' is neither a multiple of the training length such as 2x nor a length such as 80",
                     at);
}

/* The settings in which runs of the suite differ, as an error's remedy. */
static bool unknown_setting(const struct dataset *dataset, const char *key, const char *option, struct error *err) {
    struct table *rows = store_query(
        dataset->store,
        "SELECT s.key FROM v_setting s JOIN suite_run r ON r.run = s.run_id WHERE r.suite = ?1 AND s.key NOT "
        "IN ('seed', 'scheme', 'task') GROUP BY s.key HAVING count(DISTINCT s.value) > 1 ORDER BY s.key",
        &dataset->suite, 1, err);
    if (!rows) return false;
    struct text keys = {0};
    for (int r = 0; r < table_rows(rows); r++) text_add(&keys, "%s%s", r ? ", " : "", table_at(rows, r, 0));
    if (keys.size)
        error_set(err, "%s: nothing of the suite that has the setting '%s' is evaluated at %s; its runs differ in %s",
                  option, key, dataset->style->at, text_of(&keys));
    else
        error_set(
            err,
            "%s: nothing of the suite that has the setting '%s' is evaluated at %s, and its runs differ in no setting",
            option, key, dataset->style->at);
    if (err) err->exit_code = EXIT_NOTHING;
    text_free(&keys);
    table_free(rows);
    return false;
}

static struct table *query_points(const struct dataset *dataset, const char *at, bool multiple, struct error *err) {
    const struct plot_style *style = dataset->style;
    const char *parameters[] = {dataset->suite, style->x, style->y ? style->y : "", at, multiple ? "x" : ""};
    struct table *rows = store_query(
        dataset->store,
        "WITH points AS (SELECT e.label, e.variant, e.task, e.metric, e.seed, e.value, e.fitted, e.not_finite, "
        "coalesce(x.value, '') AS x, coalesce(y.value, '') AS y, "
        "e.ordinal FROM v_eval e LEFT JOIN v_setting x ON x.run_id = e.run_id AND x.key = ?2 LEFT JOIN v_setting y ON "
        "y.run_id = e.run_id AND y.key = ?3 WHERE e.suite = ?1 AND e.variant = '' AND "
        "abs(CASE ?5 WHEN 'x' THEN e.multiple ELSE e.length END - CAST(?4 AS REAL)) <= 1e-9 * CAST(?4 AS REAL)) "
        "SELECT label, variant, task, metric, seed, value, fitted, not_finite, x, y FROM points WHERE x <> '' AND "
        "(?3 = '' OR y <> '') ORDER BY ordinal",
        parameters, 5, err);
    return rows ? rows_asked(dataset, NULL, rows) : NULL;
}

static bool one_metric(const struct table *rows) {
    for (int r = 1; r < table_rows(rows); r++)
        if (strcmp(text_at(rows, r, "metric"), text_at(rows, 0, "metric")) != 0) return false;
    return true;
}

bool grid_read(const struct dataset *dataset, struct grid *out, struct error *err) {
    struct text at = {0};
    bool multiple;
    *out = (struct grid){0};
    if (!grid_at(dataset->style->at, &multiple, &at, err)) return text_free(&at), false;
    struct table *rows = query_points(dataset, text_of(&at), multiple, err);
    text_free(&at);
    if (!rows) return false;
    add_points(out, dataset, rows);
    const bool any = table_rows(rows) > 0, one = one_metric(rows);
    table_free(rows);
    if (!one) {
        grid_free(out);
        return error_set(err,
                         "the suite's tasks have different metrics, which one scale cannot show: choose with --tasks");
    }
    if (any) return sort_axis(out, true), sort_axis(out, false), true;
    grid_free(out);
    return unknown_setting(dataset, dataset->style->y ? dataset->style->y : dataset->style->x,
                           dataset->style->y ? "--x and --y" : "--x", err);
}

void grid_free(struct grid *grid) {
    words_free(&grid->label);
    words_free(&grid->task);
    words_free(&grid->x);
    words_free(&grid->y);
    mem_free(grid->point);
    mem_free(grid->cell.run);
    *grid = (struct grid){0};
}

const struct summary_cell *grid_cell(struct grid *grid, int label, int task, int x, int y) {
    struct summary_cell *cell = &grid->cell;
    cell->n = cell->fitted = cell->not_finite = 0;
    for (int i = 0; i < grid->n; i++) {
        const struct grid_point *p = &grid->point[i];
        if (p->label != label || p->task != task || p->x != x || p->y != y) continue;
        cell->run[cell->n++] = p->run;
        cell->fitted += p->run.fitted;
        cell->not_finite += p->run.not_finite;
    }
    return cell;
}

/* ---- words ---- */

const char *setting_words(const char *key) {
    static const char *const known[][2] = {{"train.longest", "longest training length"},
                                           {"train.lr", "learning rate"},
                                           {"train.steps", "training steps"},
                                           {"train.batch", "batch size"},
                                           {"train.examples", "training examples"},
                                           {"model.mlp", "MLP width over model width"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(key, known[i][0]) == 0) return known[i][1];
    const char *dot = strrchr(key, '.');
    return dot ? dot + 1 : key;
}

void grid_measure(const struct grid *grid, const struct dataset *dataset, struct text *out) {
    const char *at = dataset->style->at;
    text_add(out, "%s at %s%s", metric_words(grid->metric), strchr(at, 'x') ? "" : "length ", at);
}

void grid_script_words(struct figure *figure, const char *name, const struct grid_words *words) {
    struct text *out = &figure->script;
    text_add(out, "%ss = %d\narray %s_name[%d]\narray %s_tic[%d]\n", name, words->n, name, words->n, name, words->n);
    for (int i = 0; i < words->n; i++) {
        text_add(out, "%s_name[%d] = ", name, i + 1);
        figure_words(out, words->word[i]);
        text_add(out, "; %s_tic[%d] = ", name, i + 1);
        figure_tic(out, words->word[i]);
        text_add(out, "\n");
    }
}

void grid_task_title(const struct dataset *dataset, const char *task, struct text *out) {
    if (dataset->style->task_label)
        dataset->style->task_label(task, out);
    else
        text_add(out, "%s", task);
}

/* ---- the heat map ---- */

/* limit[i]: how many of the values of y are at most what the formula makes of value i of x; -1: no outline. */
static bool describe_outline(struct figure *figure, const struct dataset *dataset, const struct grid *grid,
                             struct error *err) {
    static const struct formula_name names[] = {{"x", FORMULA_FIXED, 0, 0}};
    const char *text = dataset->style->outline;
    struct formula formula;
    text_add(&figure->script, "outlined = %d\narray limit[xs]\n", text != NULL);
    if (!text) return true;
    if (!formula_read(text, names, 1, &formula, err)) return error_prefix(err, "--outline");
    if (!all_numbers(&grid->x) || !all_numbers(&grid->y))
        return error_set(err, "--outline is for two settings whose values are numbers");
    for (int i = 0; i < grid->x.n; i++) {
        const struct formula_input input = {.number = number_of(grid->x.word[i])};
        double limit;
        int below = 0;
        formula_values(&formula, &input, 1, &limit);
        for (int k = 0; k < grid->y.n; k++) below += number_of(grid->y.word[k]) <= limit;
        text_add(&figure->script, "limit[%d] = %d\n", i + 1, below);
    }
    figure_text(figure, "outline_words", text);
    return true;
}

static void add_cell(struct figure *figure, const struct dataset *dataset, struct grid *grid, int panel, int label,
                     int task, int x, int y, bool *crossed) {
    const struct summary_cell *cell = grid_cell(grid, label, task, x, y);
    struct text *out = &figure->data;
    if (cell->n == 0) return;
    const bool loss = strcmp(grid->metric, "loss") == 0;
    const struct middle middle = cell_middle(dataset, cell, loss);
    text_add(out, "%d\t%d\t%d\t", panel, x + 1, y + 1);
    if (!isnan(middle.median)) text_number(out, middle.median);
    text_add(out, "\t%d\t%d\t%d\t", loss ? cell->n : cell->fitted, cell->n, cell->not_finite);
    *crossed |= cell->not_finite > 0;
    const char *const words[] = {grid->label.word[label], grid->task.word[task], grid->x.word[x], grid->y.word[y]};
    for (int w = 0; w < 4; w++) {
        text_tsv(out, words[w]);
        text_add(out, w < 3 ? "\t" : "\n");
    }
    figure->rows++;
}

/* A panel's cells, and its name: what tells it from others. */
static void add_panel(struct figure *figure, const struct dataset *dataset, struct grid *grid, int label, int task,
                      int *panels, bool *crossed) {
    const int before = figure->rows;
    for (int y = 0; y < grid->y.n; y++)
        for (int x = 0; x < grid->x.n; x++) add_cell(figure, dataset, grid, *panels + 1, label, task, x, y, crossed);
    if (figure->rows == before) return;
    struct text name = {0};
    if (grid->label.n > 1) text_add(&name, "%s%s", grid->label.word[label], grid->task.n > 1 ? ": " : "");
    if (grid->task.n > 1) grid_task_title(dataset, grid->task.word[task], &name);
    text_add(&figure->script, "panel_title[%d] = ", ++*panels);
    figure_words(&figure->script, text_of(&name));
    text_add(&figure->script, "\n");
    text_free(&name);
}

static void add_panels(struct figure *figure, const struct dataset *dataset, struct grid *grid) {
    int panels = 0;
    bool crossed = false;
    text_add(&figure->script, "array panel_title[%d]\n", grid->label.n * grid->task.n);
    text_add(&figure->data, "panel\tx\ty\tmedian\tfitted_runs\truns\tnot_finite\tlabel\ttask\tx_value\ty_value\n");
    for (int task = 0; task < grid->task.n; task++)
        for (int label = 0; label < grid->label.n; label++)
            add_panel(figure, dataset, grid, label, task, &panels, &crossed);
    text_add(&figure->script, "panels = %d\ncrossed = %d\n", panels, crossed);
}

static void title_grid(struct figure *figure, const struct dataset *dataset, const struct grid *grid) {
    struct text title = {0};
    if (grid->task.n == 1)
        grid_task_title(dataset, grid->task.word[0], &title);
    else
        text_add(&title, "%s", dataset->suite);
    if (grid->label.n == 1) text_add(&title, ", %s", grid->label.word[0]);
    figure_title(figure, text_of(&title));
    text_free(&title);
}

static bool fill(const struct dataset *dataset, const char *task, struct figure *figure, struct error *err) {
    (void)task;
    struct grid grid;
    if (!dataset->style->x || !dataset->style->y) return true;
    if (!grid_read(dataset, &grid, err)) return false;
    struct text measure = {0};
    grid_measure(&grid, dataset, &measure);
    title_grid(figure, dataset, &grid);
    figure_number(figure, "series", 0); /* style.gp sizes a legend by series; there are none here */
    figure_text(figure, "measure", text_of(&measure));
    figure_text(figure, "x_words", setting_words(dataset->style->x));
    figure_text(figure, "y_words", setting_words(dataset->style->y));
    text_add(&figure->script, "is_loss = %d\n", strcmp(grid.metric, "loss") == 0);
    grid_script_words(figure, "x", &grid.x);
    grid_script_words(figure, "y", &grid.y);
    add_panels(figure, dataset, &grid);
    const bool ok = describe_outline(figure, dataset, &grid, err);
    text_free(&measure);
    grid_free(&grid);
    return ok;
}

const struct chart chart_grid = {
    .name = "grid",
    .title = "Over two settings",
    .about =
        "The task's metric at one length: the median of the runs that fitted. Two numbers below it say how many of "
        "a cell's runs fitted, where that are not all; where none did, the median is of all, and its frame dashed.",
    .template_text = plots_grid_gp,
    .fill = fill,
};
