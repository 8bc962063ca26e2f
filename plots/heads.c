/* What the heads of a trained model look at: a column of two panels for each, the map of one example and the share of
 * attention by distance. It belongs to a run and not to a suite, so it is not in list.h. */
#include "base/file.h"
#include "plots/chart.h"
#include "plots/plot.h"
#include <stdio.h>

extern const char plots_heads_gp[];

static const struct chart chart_heads = {.name = "heads", .template_text = plots_heads_gp};

/* The rows of one kind, 1 for shares and 2 for the map, behind each other; how many there are of each head. */
static int add_rows(struct figure *figure, const struct table *rows, int kind, int heads) {
    for (int r = 0; r < table_rows(rows); r++) {
        text_add(&figure->data, "%d", kind);
        for (int c = 0; c < table_columns(rows); c++) text_add(&figure->data, "\t%.9g", table_value(rows, r, c));
        text_add(&figure->data, "\n");
    }
    figure->rows += table_rows(rows);
    return table_rows(rows) / heads;
}

/* layer[p], head[p] and entropy[p] of each panel p, from the first row of each head. */
static void describe_heads(struct figure *figure, const struct table *shares, int panels) {
    const int each = table_rows(shares) / panels;
    text_add(&figure->script, "panels = %d\narray layer[panels]\narray head_of[panels]\narray entropy[panels]\n",
             panels);
    for (int p = 0; p < panels; p++)
        text_add(&figure->script, "layer[%d] = %.0f; head_of[%d] = %.0f; entropy[%d] = %.4f\n", p + 1,
                 number_at(shares, p * each, "layer"), p + 1, number_at(shares, p * each, "head"), p + 1,
                 number_at(shares, p * each, "entropy"));
}

bool plot_heads(const struct table *shares, const struct table *map, const struct heads_about *about,
                const struct plot_style *style, const char *dir, const char *name, unsigned formats,
                struct error *err) {
    struct figure figure = {.chart = &chart_heads, .style = style};
    const int panels = about->layers * about->heads;
    slug(name, figure.name, sizeof figure.name);
    figure_title(&figure, about->title);
    figure_number(&figure, "series", 0); /* style.gp sizes a legend by series; heads are named here */
    text_add(&figure.script, "heads = %d\n", about->heads);
    describe_heads(&figure, shares, panels);
    figure_values(&figure, "distance", shares, "distance");
    figure_number(&figure, "first_token", table_rows(map) ? number_at(map, 0, "key") : 0);
    figure_number(&figure, "answers_from", about->answers_from);
    figure_number(&figure, "even", about->even);
    text_add(&figure.data, "kind\tlayer\thead\tx\ty\tvalue\n");
    const int shares_each = add_rows(&figure, shares, 1, panels), map_each = add_rows(&figure, map, 2, panels);
    text_add(&figure.script, "shares_each = %d\nmap_each = %d\n", shares_each, map_each);
    bool ok = dir_make(dir, err) && figure_write(&figure, dir, formats, err);
    figure_free(&figure);
    return ok;
}
