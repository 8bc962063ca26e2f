#include "plots/point.h"
#include "base/memory.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The figure's data are the text of a .tsv: a header line, then rows. */
static const char *next_line(const char *line) {
    line += strcspn(line, "\n");
    return *line ? line + 1 : line;
}

static int column_in(const char *header, const char *name) {
    const size_t size = strlen(name);
    for (int c = 0; *header && *header != '\n'; c++) {
        const size_t width = strcspn(header, "\t\n");
        if (width == size && memcmp(header, name, size) == 0) return c;
        header += width + (header[width] == '\t');
    }
    return -1;
}

static struct text field(const char *line, int column) {
    struct text out = {0};
    for (; column > 0; column--) line += strcspn(line, "\t\n") + 1;
    text_bytes(&out, line, strcspn(line, "\t\n"));
    return out;
}

static double number_in(const char *line, int column) {
    struct text word = field(line, column);
    double value;
    if (!text_to_double(text_of(&word), &value)) value = (double)NAN;
    text_free(&word);
    return value;
}

static const struct summary_cell *cell_of(const struct dataset *d, const struct series *series, const char *task,
                                          double multiple) {
    const struct summary *s = &d->summary;
    for (int k = 0; k < s->n; k++) {
        const struct summary_row *row = &s->row[k];
        if (strcmp(row->task, task) != 0 || strcmp(row->label, series->label) != 0 ||
            strcmp(row->variant, series->variant) != 0)
            continue;
        for (int m = 0; m < s->multiples; m++)
            if (fabs(s->multiple[m] - multiple) <= 1e-9 * multiple) return &row->cell[m];
    }
    return NULL;
}

enum { SEEDS_SHOWN = 12 };

static int by_seed(const void *a, const void *b) {
    const struct seed_value *x = a, *y = b;
    return (x->seed > y->seed) - (x->seed < y->seed);
}

static void add_seeds(const struct summary_cell *cell, struct text *out) {
    struct seed_value *run = mem_zero((size_t)cell->n + 1, sizeof *run);
    memcpy(run, cell->run, sizeof *run * (size_t)cell->n);
    qsort(run, (size_t)cell->n, sizeof *run, by_seed);
    text_add(out, "\nn=%d, by seed:", cell->n);
    for (int i = 0; i < cell->n && i < SEEDS_SHOWN; i++)
        text_add(out, "%s %ld: %.3g", i ? "," : "", run[i].seed, run[i].value);
    if (cell->n > SEEDS_SHOWN) text_add(out, ", and %d more", cell->n - SEEDS_SHOWN);
    mem_free(run);
}

static char *words_of(const struct dataset *d, const struct figure *f, const struct series *series, const char *header,
                      const char *line) {
    struct text out = {0}, task = {0};
    if (f->task)
        text_add(&task, "%s", f->task);
    else
        task = field(line, column_in(header, "task"));
    const double multiple = number_in(line, column_in(header, "multiple")),
                 low = number_in(line, column_in(header, "low")), high = number_in(line, column_in(header, "high"));
    text_add(&out, "%s, %s\nlength %g (%.4gx): median %.4g", series->name, text_of(&task),
             number_in(line, column_in(header, "length")), multiple, number_in(line, column_in(header, "median")));
    if (!isnan(low)) text_add(&out, ", 95 %% interval %.4g to %.4g", low, high);
    const struct summary_cell *cell = cell_of(d, series, text_of(&task), multiple);
    if (cell && cell->n) add_seeds(cell, &out);
    text_free(&task);
    return out.data;
}

/* ---- colours ---- */

extern const char plots_style_gp[];

/* The k-th colour, from 0, of the palette in style.gp, round and round; how many there are: the result. */
static int palette(int k, char out[COLOUR_SIZE]) {
    static const char start[] = "\ncolours = '";
    const char *list = strstr(plots_style_gp, start);
    int n = 0;
    unsigned long found[32] = {0};
    list = list ? list + strlen(start) : "";
    for (char *end; n < 32 && strncmp(list, "0x", 2) == 0; list = end + (*end == ' '))
        found[n++] = strtoul(list, &end, 16);
    const unsigned long c = n ? found[k % n] : 0;
    snprintf(out, COLOUR_SIZE, "rgb(%3lu, %3lu, %3lu)", c >> 16 & 255, c >> 8 & 255, c & 255);
    return n;
}

void panel_colour(char out[COLOUR_SIZE]) { palette(0, out); }

/* By their order in the dataset, or, where that has too many, by the order of those in the figure (style.gp, hue):
 * the others are grey there and have no colour. */
static void give_colours(const struct dataset *d, const struct figure *f, struct page_series *out) {
    const bool own = strstr(text_of(&f->script), "own_colours = 1") != NULL;
    int order = 0;
    const char *data = text_of(&f->data);
    const int chosen = column_in(data, "chosen");
    char unused[COLOUR_SIZE];
    const int colours = palette(0, unused);
    for (const char *line = next_line(data); *line; line = next_line(line)) {
        const int k = (int)number_in(line, 0) - 1;
        if (k < 0 || k >= d->n_series || *out[k].colour || (chosen >= 0 && number_in(line, chosen) == 0)) continue;
        if (own ? order < colours : d->n_series <= colours) palette(own ? order++ : k, out[k].colour);
    }
}

/* Rows of one panel come in the order of lengths already. */
static void add_panel(const struct dataset *d, const struct figure *f, const char *data, int panel,
                      struct page_series *out) {
    const int at = column_in(data, "panel");
    for (const char *line = next_line(data); *line; line = next_line(line)) {
        const int k = (int)number_in(line, 0) - 1;
        if (k < 0 || k >= d->n_series || (at >= 0 && (int)number_in(line, at) != panel)) continue;
        if (isnan(number_in(line, column_in(data, "median")))) continue;
        if (column_in(data, "seed") >= 0 && !isnan(number_in(line, column_in(data, "seed")))) continue;
        out[k].panel[out[k].n] = panel;
        out[k].point[out[k].n++] = words_of(d, f, &d->series[k], data, line);
    }
}

static int panels_of(const char *data) {
    const int at = column_in(data, "panel");
    int most = 1;
    for (const char *line = next_line(data); at >= 0 && *line; line = next_line(line))
        most = (int)number_in(line, at) > most ? (int)number_in(line, at) : most;
    return most;
}

struct page_series *point_series(const struct dataset *d, const struct figure *f) {
    static const char *const needed[] = {"length", "multiple", "median", "low", "high"};
    struct page_series *out = mem_zero((size_t)d->n_series + 1, sizeof *out);
    const char *data = text_of(&f->data);
    bool known = f->task || column_in(data, "task") >= 0;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) known &= column_in(data, needed[i]) >= 0;
    for (int k = 0; k < d->n_series; k++) {
        out[k].name = d->series[k].name;
        if (known) out[k].point = mem_zero((size_t)f->rows + 1, sizeof *out[k].point);
        if (known) out[k].panel = mem_zero((size_t)f->rows + 1, sizeof *out[k].panel);
    }
    for (const char *line = next_line(data); *line; line = next_line(line)) {
        const int k = (int)number_in(line, 0) - 1;
        if (k >= 0 && k < d->n_series) out[k].drawn = true;
    }
    give_colours(d, f, out);
    for (int panel = 1; known && panel <= panels_of(data); panel++) add_panel(d, f, data, panel, out);
    return out;
}

void point_series_free(struct page_series *series, int n) {
    for (int k = 0; k < n; k++) {
        for (int i = 0; i < series[k].n; i++) mem_free(series[k].point[i]);
        mem_free(series[k].point);
        mem_free(series[k].panel);
    }
    mem_free(series);
}
