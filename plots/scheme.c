/* The attention profile of a scheme: a line per head. It belongs to no suite, so it is not in list.h. */
#include "base/file.h"
#include "plots/chart.h"
#include "plots/plot.h"
#include <stdio.h>

extern const char plots_scheme_gp[];

static const struct chart chart_scheme = {.name = "scheme", .template_text = plots_scheme_gp};

static void add_rows(struct figure *figure, const struct table *rows) {
    text_add(&figure->data, "head\tdistance\tweight\n");
    for (int r = 0; r < table_rows(rows); r++)
        text_add(&figure->data, "%s\t%s\t%s\n", table_at(rows, r, 0), table_at(rows, r, 1), table_at(rows, r, 2));
    figure->rows = table_rows(rows);
}

bool plot_scheme(const struct table *rows, const char *title, double train_length, const struct plot_style *style,
                 const char *dir, const char *name, unsigned formats, struct error *err) {
    struct figure figure = {.chart = &chart_scheme, .style = style};
    slug(name, figure.name, sizeof figure.name);
    figure_title(&figure, title);
    figure_values(&figure, "head_number", rows, "head");
    figure_number(&figure, "train_length", train_length);
    figure_number(&figure, "series", 0); /* style.gp sizes a legend by series; heads are named here */
    add_rows(&figure, rows);
    bool ok = dir_make(dir, err) && figure_write(&figure, dir, formats, err);
    figure_free(&figure);
    return ok;
}
