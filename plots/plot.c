#include "plots/plot.h"
#include "base/file.h"
#include "base/memory.h"
#include "plots/chart.h"
#include <stdio.h>
#include <string.h>

static const struct chart *const charts[] = {
#define CHART(name) &chart_##name,
#include "plots/list.h"
#undef CHART
};
enum { CHARTS = sizeof charts / sizeof *charts, SCRIPT_MAX = 4 << 20 };

const struct plot_style plot_style_paper = {.width = 3.3, .font = "DejaVu Sans", .size = 7.5, .interval = "median"};
const struct plot_style plot_style_screen = {.width = 8, .font = "DejaVu Sans", .size = 9.5, .interval = "median"};

static const struct figure *figure_named(const struct figure_list *list, const char *name) {
    for (int i = 0; i < list->n; i++)
        if (strcmp(list->figure[i].name, name) == 0) return &list->figure[i];
    return NULL;
}

/* accuracy-copy; two tasks whose slugs are equal get -2, -3 ... in the suite's order. */
static void name_figure(const struct figure_list *list, struct figure *figure) {
    char part[48];
    slug(figure->task ? figure->task : "", part, sizeof part);
    const char *dash = figure->task ? "-" : "";
    snprintf(figure->name, sizeof figure->name, "%s%s%s", figure->chart->name, dash, part);
    for (int k = 2; figure_named(list, figure->name); k++)
        snprintf(figure->name, sizeof figure->name, "%s%s%s-%d", figure->chart->name, dash, part, k);
}

static bool draw_figure(const struct dataset *dataset, const char *dir, unsigned formats, struct figure *figure,
                        struct error *err) {
    if (!figure->chart->fill(dataset, figure->task, figure, err)) return false;
    if (!figure->rows) return true;
    struct text lost = {0};
    dataset_lost_words(dataset, figure->task, &lost);
    if (lost.size) figure_text(figure, "lost_words", text_of(&lost));
    text_free(&lost);
    return figure_write(figure, dir, formats, err);
}

/* A full disk, memory that ends, or a database that is held: the next chart would meet it too. */
static bool is_of_machine(const struct error *why) {
    return why->exit_code == EXIT_IO || why->exit_code == EXIT_INTERNAL || why->exit_code == EXIT_INTERRUPTED;
}

/* Fill, write and draw one figure; it joins the list when it has data, or a failure of its own. */
static bool add_figure(const struct dataset *dataset, const struct chart *chart, const char *task, const char *dir,
                       unsigned formats, bool all, struct figure_list *list, struct error *err) {
    struct figure figure = {.chart = chart, .task = task, .style = dataset->style};
    struct error why = {0};
    name_figure(list, &figure);
    const bool drawn = draw_figure(dataset, dir, formats, &figure, &why);
    if (!drawn && !all && !is_of_machine(&why)) text_add(&figure.failure, "%s", why.text);
    if (figure.failure.size || (drawn && figure.rows)) {
        list->figure[list->n++] = figure;
        return true;
    }
    figure_free(&figure);
    if (!drawn && err) *err = why;
    return drawn;
}

/* Names of --figure that stand for two charts, of which the data decide. */
static const char *const either[][2] = {{"lengths", "accuracy"}, {"lengths", "loss"}, {"grid", "setting"}};
enum { EITHER = sizeof either / sizeof *either };

static bool is_asked(const struct plot_style *style, const struct chart *chart) {
    bool asked = name_among(style->figure, chart->name);
    for (int e = 0; e < EITHER; e++)
        asked = asked || (strcmp(chart->name, either[e][1]) == 0 && name_among(style->figure, either[e][0]));
    return asked;
}

static bool add_figures(const struct dataset *dataset, const char *dir, unsigned formats, bool all,
                        struct figure_list *list, struct error *err) {
    for (int t = -1; t < dataset->n_tasks; t++)
        for (int c = 0; c < CHARTS; c++)
            if (charts[c]->per_task == (t >= 0) && is_asked(dataset->style, charts[c]) &&
                !add_figure(dataset, charts[c], t < 0 ? NULL : dataset->task[t], dir, formats, all, list, err))
                return false;
    return true;
}

/* Which charts --figure named, and why one may have no data. */
static bool nothing_to_draw(const struct dataset *dataset, struct error *err) {
    const struct plot_style *style = dataset->style;
    struct text why = {0};
    for (int c = 0; style->figure && c < CHARTS; c++)
        if (charts[c]->without && is_asked(style, charts[c])) text_add(&why, ": %s", charts[c]->without);
    if (style->figure)
        error_set(err, "suite '%s' has nothing to draw for --figure %s%s", dataset->suite, style->figure,
                  text_of(&why));
    else
        error_set(err, "suite '%s' has no evaluated run yet: nothing to draw", dataset->suite);
    if (err) err->exit_code = EXIT_NOTHING;
    text_free(&why);
    return false;
}

bool figures_write(const struct dataset *dataset, const char *dir, unsigned formats, bool all, struct figure_list *out,
                   struct error *err) {
    *out = (struct figure_list){0};
    out->figure = mem_zero((size_t)(dataset->n_tasks + 1) * CHARTS, sizeof *out->figure);
    bool ok = dir_make(dir, err) && add_figures(dataset, dir, formats, all, out, err);
    if (ok && out->n == 0) ok = nothing_to_draw(dataset, err);
    if (!ok) figures_free(out);
    return ok;
}

static bool drop(const char *dir, const char *name, const char *ending, struct error *err) {
    struct text path = {0};
    text_add(&path, "%s/%s%s", dir, name, ending);
    const bool ok = file_remove(text_of(&path), err);
    text_free(&path);
    return ok;
}

/* name.gp begins as figure_write begins a script, and is called as charts of a suite are. */
static bool is_ours(const char *dir, const char *name) {
    bool called = false;
    for (int c = 0; c < CHARTS; c++) {
        const size_t size = strlen(charts[c]->name);
        called |= strncmp(name, charts[c]->name, size) == 0 && (name[size] == '-' || name[size] == '\0');
    }
    if (!called) return false;
    struct text path = {0}, first = {0};
    char *script = NULL;
    size_t size;
    text_add(&path, "%s/%s.gp", dir, name);
    text_add(&first, FIGURE_FIRST_LINE, name);
    const bool ours = file_read(text_of(&path), SCRIPT_MAX, &script, &size, NULL) && size >= first.size &&
                      memcmp(script, text_of(&first), first.size) == 0;
    mem_free(script);
    text_free(&path);
    text_free(&first);
    return ours;
}

bool figures_sweep(const struct figure_list *list, const char *dir, unsigned formats, struct error *err) {
    static const char *const endings[] = {
        ".svg",       ".png",      ".pdf", ".eps", "-cairo.tex",
        "-cairo.pdf", "-tikz.tex", ".tsv", ".gp"}; /* the script last: it says whose they are */
    static const unsigned of[] = {PLOT_SVG, PLOT_PNG, PLOT_PDF, PLOT_EPS, PLOT_CAIROLATEX, PLOT_CAIROLATEX, PLOT_TIKZ};
    enum { ENDINGS = sizeof endings / sizeof *endings, DRAWN = sizeof of / sizeof *of };
    char **names;
    int n;
    if (!dir_list(dir, ".gp", &names, &n, err)) return false;
    bool ok = true;
    for (int i = 0; i < n; i++) {
        names[i][strlen(names[i]) - 3] = '\0';
        if (!is_ours(dir, names[i])) continue;
        const struct figure *figure = figure_named(list, names[i]);
        const bool kept = figure && !figure->failure.size;
        for (int e = 0; ok && e < ENDINGS; e++)
            if (!kept || (e < DRAWN && !(formats & of[e]))) ok = drop(dir, names[i], endings[e], err);
    }
    dir_free(names, n);
    return ok;
}

void figures_free(struct figure_list *list) {
    for (int i = 0; i < list->n; i++) figure_free(&list->figure[i]);
    mem_free(list->figure);
    *list = (struct figure_list){0};
}

static bool unknown_figure(const char *name, const char *known, struct error *err) {
    const char *names[CHARTS + 1] = {"lengths"};
    for (int c = 0; c < CHARTS; c++) names[c + 1] = charts[c]->name;
    const char *close = text_closest(name, names, CHARTS + 1);
    if (close)
        return error_set(err, "--figure: there is no figure '%s'; did you mean '%s'? (there are %s)", name, close,
                         known);
    return error_set(err, "--figure: there is no figure '%s'; there are %s", name, known);
}

static bool figures_known(const char *list, struct error *err) {
    struct text known = {0};
    bool ok = true;
    text_add(&known, "lengths");
    for (int c = 0; c < CHARTS; c++) text_add(&known, ",%s", charts[c]->name);
    for (const char *at = list; ok && at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(at, ","), at);
        ok = name_among(text_of(&known), name) || unknown_figure(name, text_of(&known), err);
    }
    text_free(&known);
    return ok;
}

/* A figure without lines of schemes has none to make grey. Of the two that --figure grid names, --y decides. */
static bool highlight_makes_sense(const struct plot_style *style, struct error *err) {
    struct text can = {0};
    const struct chart *cannot = NULL;
    for (int c = 0; style->highlight && style->figure && c < CHARTS; c++) {
        if (charts[c]->highlights)
            text_add(&can, "%s%s", can.size ? ", " : "",
                     charts[c] == &chart_setting ? "grid without --y" : charts[c]->name);
        else if (is_asked(style, charts[c]) && (charts[c] != &chart_grid || style->y))
            cannot = charts[c];
    }
    if (cannot)
        error_set(err,
                  "--highlight: the figure %s has no lines of schemes to make grey, as %s have; --schemes chooses "
                  "what it shows",
                  cannot->name, text_of(&can));
    text_free(&can);
    return !cannot;
}

static bool settings_known(const struct plot_style *style, struct error *err) {
    if (style->figure && name_among(style->figure, "grid") && !style->x)
        return error_set(err, "--figure grid needs --x SETTING, such as --x train.longest, and may have --y SETTING");
    if (!style->x && (style->y || style->outline))
        return error_set(err, "%s needs --x SETTING", style->y ? "--y" : "--outline");
    if (style->outline && !style->y) return error_set(err, "--outline is for a heat map: it needs --y SETTING");
    return true;
}

bool plots_write(struct store *store, const char *suite, const struct table *stale, const struct plot_style *style,
                 const char *dir, unsigned formats, struct error *err) {
    struct dataset dataset;
    if (style &&
        (!figures_known(style->figure, err) || !settings_known(style, err) || !highlight_makes_sense(style, err)))
        return false;
    if (!dataset_open(store, suite, style, &dataset, err)) return false;
    dataset.stale = stale;
    struct figure_list list;
    bool ok = figures_write(&dataset, dir, formats, true, &list, err);
    if (ok) figures_free(&list);
    dataset_close(&dataset);
    return ok;
}
