#include "plots/figure.h"
#include "base/file.h"
#include "base/memory.h"
#include "plots/chart.h"
#include "plots/gnuplot.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { GNUPLOT_SECONDS = 60 };
extern const char plots_style_gp[];

void figure_free(struct figure *figure) {
    text_free(&figure->title);
    text_free(&figure->script);
    text_free(&figure->data);
    text_free(&figure->note);
    text_free(&figure->failure);
}

static bool plain(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

void slug(const char *text, char *out, int size) {
    int n = 0;
    for (; *text && n < size - 1; text++) {
        if (plain(*text))
            out[n++] = *text;
        else if (n && out[n - 1] != '-')
            out[n++] = '-';
    }
    while (n && out[n - 1] == '-') n--;
    out[n] = '\0';
}

void figure_title(struct figure *figure, const char *title) { text_add(&figure->title, "%s", title); }

/* What LaTeX takes for text. */
static void escape_latex(struct text *out, const char *raw) {
    for (; *raw; raw++) {
        if (*raw == '\\')
            text_add(out, "\\textbackslash{}");
        else if (*raw == '~' || *raw == '^')
            text_add(out, "\\%c{}", *raw);
        else if (*raw == '<' || *raw == '>')
            text_add(out, "%s", *raw == '<' ? "\\textless{}" : "\\textgreater{}");
        else if (strchr("#$%&_{}", *raw))
            text_add(out, "\\%c", *raw);
        else
            text_bytes(out, raw, 1);
    }
}

void figure_words(struct text *out, const char *value) {
    if (!value[strcspn(value, "\\~^<>#$%&_{}")]) return text_gnuplot(out, value);
    struct text escaped = {0};
    escape_latex(&escaped, value);
    text_add(out, "(latex ? ");
    text_gnuplot(out, text_of(&escaped));
    text_add(out, " : ");
    text_gnuplot(out, value);
    text_add(out, ")");
    text_free(&escaped);
}

void figure_text(struct figure *figure, const char *name, const char *value) {
    text_add(&figure->script, "%s = ", name);
    figure_words(&figure->script, value);
    text_bytes(&figure->script, "\n", 1);
}

/* gnuplot takes 1/2 of two integers as 0, so numbers of a script are written as reals. */
static void add_real(struct text *out, double value) {
    if (isnan(value)) {
        text_bytes(out, "NaN", 3);
        return;
    }
    size_t start = out->size;
    text_number(out, value);
    if (!strpbrk(out->data + start, ".en")) text_bytes(out, ".0", 2);
}

void figure_number(struct figure *figure, const char *name, double value) {
    text_add(&figure->script, "%s = ", name);
    add_real(&figure->script, value);
    text_bytes(&figure->script, "\n", 1);
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void figure_values(struct figure *figure, const char *name, const struct table *rows, const char *column) {
    double *value = mem_zero((size_t)table_rows(rows) + 1, sizeof *value);
    int n = 0, kept = 0;
    for (int r = 0; r < table_rows(rows); r++) {
        value[n] = number_at(rows, r, column);
        if (!isnan(value[n])) n++;
    }
    qsort(value, (size_t)n, sizeof *value, ascending);
    for (int i = 0; i < n; i++)
        if (i == 0 || value[i] != value[i - 1]) value[kept++] = value[i];
    struct text *out = &figure->script;
    text_add(out, "%ss = %d\narray %s[%d]", name, kept, name, kept > 0 ? kept : 1);
    for (int i = 0; i < kept; i++) {
        text_add(out, i ? ", " : " = [");
        add_real(out, value[i]);
    }
    text_add(out, kept ? "]\n" : "\n");
    mem_free(value);
}

static void add_header(struct figure *figure, const struct table *rows, int text_columns) {
    const int columns = table_columns(rows);
    text_add(&figure->data, "series");
    for (int c = text_columns; c < columns; c++) text_add(&figure->data, "\t%s", table_header(rows, c));
    for (int c = 0; c < text_columns; c++) text_add(&figure->data, "\t%s", table_header(rows, c));
    text_bytes(&figure->data, "\n", 1);
}

/* Six digits are more than a drawing shows; whole numbers have all of theirs. */
static void add_value(struct text *out, double value) {
    if (value == rint(value))
        text_number(out, value);
    else
        text_add(out, "%.6g", value);
}

static void add_row(struct figure *figure, const struct table *rows, int row, int style, int text_columns) {
    text_add(&figure->data, "%d", style);
    for (int c = text_columns; c < table_columns(rows); c++) {
        double value;
        text_bytes(&figure->data, "\t", 1);
        if (table_at_number(rows, row, c, &value)) add_value(&figure->data, value);
    }
    for (int c = 0; c < text_columns; c++) {
        text_bytes(&figure->data, "\t", 1);
        text_tsv(&figure->data, table_at(rows, row, c));
    }
    text_bytes(&figure->data, "\n", 1);
}

/* A series of this figure; counts are the greatest of its rows. */
struct member {
    int style;
    double runs, fitted;
};

static struct member *member_of(struct member *members, int *n, int style) {
    for (int i = 0; i < *n; i++)
        if (members[i].style == style) return &members[i];
    members[*n] = (struct member){.style = style};
    return &members[(*n)++];
}

static double count_at(const struct table *rows, int row, const char *column) {
    return column_of(rows, column) < 0 ? 1 : number_at(rows, row, column);
}

void figure_tic(struct text *out, const char *name) {
    struct text doubled = {0};
    for (; *name; name++) text_add(&doubled, *name == '%' ? "%%%%" : "%c", *name);
    figure_words(out, text_of(&doubled));
    text_free(&doubled);
}

static void describe_series(struct figure *figure, const struct dataset *dataset, const struct member *members, int n) {
    struct text *out = &figure->script;
    static const char *const arrays[] = {"label", "tic", "style", "runs", "fitted"};
    text_add(out, "series = %d\nown_colours = %d\n", n, n <= SERIES_MOST && dataset->n_series > SERIES_MOST);
    for (size_t a = 0; a < sizeof arrays / sizeof *arrays; a++) text_add(out, "array %s[%d]\n", arrays[a], n);
    for (int i = 0; i < n; i++) {
        const char *name = dataset->series[members[i].style - 1].name;
        text_add(out, "label[%d] = ", i + 1);
        figure_words(out, name);
        text_add(out, "; tic[%d] = ", i + 1);
        figure_tic(out, name);
        text_add(out, "\nstyle[%d] = %d; runs[%d] = %.0f; fitted[%d] = %.0f\n", i + 1, members[i].style, i + 1,
                 members[i].runs, i + 1, members[i].fitted);
    }
}

void figure_data(struct figure *figure, const struct dataset *dataset, const struct table *rows, int text_columns) {
    struct member *members = mem_zero((size_t)dataset->n_series + 1, sizeof *members);
    int n = 0;
    add_header(figure, rows, text_columns);
    for (int r = 0; r < table_rows(rows); r++) {
        int style = dataset_style(dataset, text_at(rows, r, "label"), text_at(rows, r, "variant"));
        if (!style) continue; /* a run that another process stored since the dataset was opened */
        if (count_at(rows, r, "chosen") > 0) {
            struct member *m = member_of(members, &n, style);
            m->runs = fmax(m->runs, count_at(rows, r, "runs"));
            m->fitted = fmax(m->fitted, count_at(rows, r, "fitted_runs"));
        }
        add_row(figure, rows, r, style, text_columns);
        figure->rows++;
    }
    if (n) describe_series(figure, dataset, members, n);
    mem_free(members);
}

static bool write_file(const char *dir, const char *name, const char *ending, const struct text *text,
                       struct error *err) {
    struct text path = {0};
    text_add(&path, "%s/%s.%s", dir, name, ending);
    bool ok = file_write(text_of(&path), text_of(text), text->size, err);
    text_free(&path);
    return ok;
}

/* What a person edits. */
static void write_head(const struct figure *figure, struct text *out) {
    const struct plot_style *style = figure->style ? figure->style : &plot_style_screen;
    text_add(out,
             FIGURE_FIRST_LINE
             "#   gnuplot %s.gp                      draws %s.svg\n"
             "#   gnuplot -e \"format='pdf'\" %s.gp   draws %s.pdf; so do png, eps, cairolatex and tikz\n"
             "# These lines decide how it looks.\nreset\nif (!exists('format')) format = 'svg'\n"
             "latex = format eq 'cairolatex' || format eq 'tikz'\ntitle = ",
             figure->name, figure->name, figure->name, figure->name, figure->name);
    figure_words(out, style->title ? style->title : text_of(&figure->title));
    text_add(out, "\nwidth = %g     # inches\nheight = %g    # inches; 0: as high as it needs\nfont = '%s'\n",
             style->width, style->height, style->font);
    text_add(
        out,
        "fontsize = %g  # points, of all type\nfontscale = 1.0\ngrey = %d        # 1: in shades of grey\n"
        "notes_shown = 1 # 0: without the lines that explain the drawing\n\n# What this figure shows.\nname = '%s'\n",
        style->size, style->grey, figure->name);
}

/* ---- the script ---- */

/* Everything in one file. */
static void whole_script(const struct figure *figure, struct text *out) {
    write_head(figure, out);
    text_bytes(out, text_of(&figure->script), figure->script.size);
    text_add(out, "\n%s\n%s", plots_style_gp, figure->chart->template_text);
}

static void short_script(const struct figure *figure, const char *folder, struct text *out) {
    write_head(figure, out);
    text_bytes(out, text_of(&figure->script), figure->script.size);
    text_add(out, "\nload '%s/style.gp'\nload '%s/%s.gp'\n", folder, folder, figure->chart->name);
}

static bool share_script(const char *folder, const char *name, const char *script, struct error *err) {
    const struct text whole = {(char *)script, strlen(script), 0};
    struct text path = {0};
    text_add(&path, "%s/%s.gp", folder, name);
    const bool ok = file_exists(text_of(&path)) || write_file(folder, name, "gp", &whole, err);
    text_free(&path);
    return ok;
}

/* gnuplot has drawn the whole script; the one that stays loads of it what other figures have too. */
static bool share_scripts(const struct figure *figure, const char *dir, struct error *err) {
    const char *address = figure->style->scripts;
    struct text script = {0};
    char *folder = path_join(dir, address);
    short_script(figure, address, &script);
    const bool ok = dir_make(folder, err) && share_script(folder, "style", plots_style_gp, err) &&
                    share_script(folder, figure->chart->name, figure->chart->template_text, err) &&
                    write_file(dir, figure->name, "gp", &script, err);
    text_free(&script);
    mem_free(folder);
    return ok;
}

bool figure_write(const struct figure *figure, const char *dir, unsigned formats, struct error *err) {
    struct text script = {0};
    whole_script(figure, &script);
    bool ok = write_file(dir, figure->name, "tsv", &figure->data, err) &&
              write_file(dir, figure->name, "gp", &script, err) &&
              gnuplot_draw(dir, figure->name, formats, GNUPLOT_SECONDS, err);
    if (ok && figure->style && figure->style->scripts) ok = share_scripts(figure, dir, err);
    if (ok && figure->style && figure->style->drawn) gnuplot_pictures(dir, figure->name, formats, figure->style->drawn);
    text_free(&script);
    return ok;
}
