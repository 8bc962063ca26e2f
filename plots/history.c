#include "plots/history.h"
#include "base/file.h"
#include "base/labels.h"
#include "base/memory.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

extern const char plots_history_gp[];

static const struct chart chart_history = {
    .name = "history",
    .title = "From night to night",
    .about = "Exact match, mean over seeds, band from the worst seed to the best, a panel for each length. A vertical "
             "line is a step, with the first revision of the new level above it; downward steps are orange.",
    .template_text = plots_history_gp,
    .per_task = true,
};

/* What one figure's rows have in common: series by label and variant, panels by multiple. */
struct lines {
    int n, panels;
    char **name;      /* [n] as in legends */
    int *first;       /* [n] row that introduced it */
    double *multiple; /* [panels] ascending */
};

static bool of_task(const struct table *rows, int r, const char *task) {
    return strcmp(text_at(rows, r, "task"), task) == 0;
}

static int line_of(const struct lines *l, const struct table *rows, int r) {
    for (int i = 0; i < l->n; i++)
        if (strcmp(text_at(rows, r, "label"), text_at(rows, l->first[i], "label")) == 0 &&
            strcmp(text_at(rows, r, "variant"), text_at(rows, l->first[i], "variant")) == 0)
            return i + 1;
    return 0;
}

static int panel_of(const struct lines *l, double multiple) {
    for (int i = 0; i < l->panels; i++)
        if (l->multiple[i] == multiple) return i + 1;
    return 0;
}

static void add_panel(struct lines *l, double multiple) {
    int i = l->panels++;
    for (; i > 0 && l->multiple[i - 1] > multiple; i--) l->multiple[i] = l->multiple[i - 1];
    l->multiple[i] = multiple;
}

static void add_line(struct lines *l, const struct table *rows, int r) {
    struct text name = {0};
    const char *variant = text_at(rows, r, "variant");
    text_add(&name, "%s%s%s", text_at(rows, r, "label"), *variant ? " > " : "", variant);
    l->first[l->n] = r;
    l->name[l->n++] = name.data;
}

static void gather(struct lines *l, const struct table *rows, const char *task) {
    const size_t n = (size_t)table_rows(rows) + 1;
    *l = (struct lines){.name = mem_zero(n, sizeof *l->name),
                        .first = mem_zero(n, sizeof *l->first),
                        .multiple = mem_zero(n, sizeof *l->multiple)};
    for (int r = 0; r < table_rows(rows); r++) {
        if (!of_task(rows, r, task)) continue;
        if (!line_of(l, rows, r)) add_line(l, rows, r);
        if (!panel_of(l, number_at(rows, r, "multiple"))) add_panel(l, number_at(rows, r, "multiple"));
    }
    char **names = labels_shortened((const char *const *)l->name, l->n, NAME_CHARACTERS);
    labels_free(l->name, l->n);
    l->name = names;
}

static void lines_free(struct lines *l) {
    labels_free(l->name, l->n);
    mem_free(l->first);
    mem_free(l->multiple);
}

static int nights_of(const struct table *rows) {
    double most = 0;
    for (int r = 0; r < table_rows(rows); r++) most = fmax(most, number_at(rows, r, "night"));
    return (int)most;
}

static int row_of_night(const struct table *rows, int night) {
    for (int r = 0; r < table_rows(rows); r++)
        if ((int)number_at(rows, r, "night") == night) return r;
    return -1;
}

/* down[k], up[k]: whether a series of the task steps there at night k. */
static void describe_nights(struct figure *figure, const struct table *rows, const char *task, int nights) {
    struct text *out = &figure->script;
    text_add(out, "nights = %d\narray revision[nights]\narray tic[nights]\narray down[nights]\narray up[nights]\n",
             nights);
    for (int k = 1; k <= nights; k++) {
        const int at = row_of_night(rows, k);
        bool down = false, up = false;
        for (int r = 0; r < table_rows(rows); r++) {
            if (!of_task(rows, r, task) || (int)number_at(rows, r, "night") != k) continue;
            down = down || number_at(rows, r, "step") < 0;
            up = up || number_at(rows, r, "step") > 0;
        }
        const char *name = at < 0 ? "" : text_at(rows, at, "revision");
        struct text shown = {0};
        text_bytes(&shown, name, text_fitting(name, 16)); /* hashes differ in front */
        text_add(out, "revision[%d] = ", k);
        figure_words(out, text_of(&shown));
        text_add(out, "; tic[%d] = ", k);
        figure_tic(out, text_of(&shown));
        text_add(out, "; down[%d] = %d; up[%d] = %d\n", k, down, k, up);
        text_free(&shown);
    }
}

static void describe_lines(struct figure *figure, const struct lines *l) {
    struct text *out = &figure->script;
    static const char *const arrays[] = {"label", "style", "runs", "fitted"};
    text_add(out, "panels = %d\narray multiple[panels]\n", l->panels);
    for (int i = 0; i < l->panels; i++) text_add(out, "multiple[%d] = %.17g\n", i + 1, l->multiple[i]);
    text_add(out, "series = %d\n", l->n);
    for (size_t a = 0; a < sizeof arrays / sizeof *arrays; a++) text_add(out, "array %s[%d]\n", arrays[a], l->n);
    for (int i = 1; i <= l->n; i++) {
        text_add(out, "label[%d] = ", i);
        figure_words(out, l->name[i - 1]);
        text_add(out, "; style[%d] = %d; runs[%d] = 1; fitted[%d] = 1\n", i, i, i, i);
    }
}

static void add_rows(struct figure *figure, const struct table *rows, const char *task, const struct lines *l) {
    struct text *out = &figure->data;
    text_add(out, "series\tpanel\tnight\tlength\tmultiple\truns\tmean\tlow\thigh\tstep\trevision\tlabel\n");
    for (int r = 0; r < table_rows(rows); r++) {
        if (!of_task(rows, r, task)) continue;
        text_add(out, "%d\t%d", line_of(l, rows, r), panel_of(l, number_at(rows, r, "multiple")));
        static const char *const numbers[] = {"night", "length", "multiple", "runs", "mean", "low", "high", "step"};
        for (size_t c = 0; c < sizeof numbers / sizeof *numbers; c++) {
            text_add(out, "\t");
            text_number(out, number_at(rows, r, numbers[c]));
        }
        text_add(out, "\t");
        text_tsv(out, text_at(rows, r, "revision"));
        text_add(out, "\t");
        text_tsv(out, l->name[line_of(l, rows, r) - 1]);
        text_add(out, "\n");
        figure->rows++;
    }
}

static bool write_task(const struct table *rows, const char *task, const char *dir, unsigned formats,
                       struct figure_list *list, struct error *err) {
    struct figure *figure = &list->figure[list->n];
    struct lines l;
    char part[48];
    *figure = (struct figure){.chart = &chart_history, .task = task};
    slug(task, part, sizeof part);
    snprintf(figure->name, sizeof figure->name, "history-%d-%s", list->n + 1, part);
    list->n++;
    gather(&l, rows, task);
    figure_title(figure, task);
    describe_nights(figure, rows, task, nights_of(rows));
    describe_lines(figure, &l);
    add_rows(figure, rows, task, &l);
    lines_free(&l);
    return figure_write(figure, dir, formats, err);
}

bool history_write(const struct table *rows, const char *dir, unsigned formats, struct figure_list *out,
                   struct error *err) {
    const int n = table_rows(rows);
    *out = (struct figure_list){.figure = mem_zero((size_t)n + 1, sizeof *out->figure)};
    if (nights_of(rows) < 2) return true;
    bool ok = dir_make(dir, err);
    for (int r = 0; ok && r < n; r++) {
        bool seen = false;
        for (int f = 0; f < out->n; f++) seen = seen || strcmp(out->figure[f].task, text_at(rows, r, "task")) == 0;
        if (!seen) ok = write_task(rows, text_at(rows, r, "task"), dir, formats, out, err);
    }
    if (!ok) figures_free(out);
    return ok;
}
