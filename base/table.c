#include "base/memory.h"
#include "base/table_cells.h"
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct table *table_new(int columns, const char *const *headers) {
    struct table *t = mem_zero(1, sizeof *t);
    t->columns = columns;
    t->header = mem_zero((size_t)columns, sizeof *t->header);
    for (int c = 0; c < columns; c++) t->header[c] = mem_text(headers[c]);
    return t;
}

static struct table_entry *next_entry(struct table *t) {
    if (t->cells == t->room) {
        int room = 2 * t->room + 64;
        t->cell = mem_grow(t->cell, sizeof *t->cell * (size_t)t->room, sizeof *t->cell * (size_t)room);
        t->room = room;
    }
    t->cell[t->cells] = (struct table_entry){0};
    return &t->cell[t->cells++];
}

static char *formatted(const char *format, va_list args) {
    char *word = NULL;
    if (vasprintf(&word, format, args) < 0) die("out of memory: a cell of a table");
    char *copy = mem_text(word);
    free(word);
    return copy;
}

void table_cell(struct table *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    next_entry(t)->text = formatted(format, args);
    va_end(args);
}

void table_words(struct table *t, const char *words) { next_entry(t)->text = mem_text(words); }

void table_caption(struct table *t, const char *name, const char *caption, ...) {
    va_list args;
    mem_free(t->name);
    mem_free(t->caption);
    va_start(args, caption);
    t->caption = formatted(caption, args);
    va_end(args);
    t->name = mem_text(name);
}

void table_number(struct table *t, double value, const char *format) {
    char word[64] = "";
    if (!isnan(value)) snprintf(word, sizeof word, format, value);
    *next_entry(t) = (struct table_entry){.text = mem_text(word), .number = true, .value = value};
}

void table_copy(struct table *t, const struct table *from, int row, int column) {
    char *text = mem_text(table_at(from, row, column));
    struct table_entry *to = next_entry(t);
    const struct table_entry *cell = table_entry_at(from, row, column); /* behind next_entry, which may move it */
    *to = *cell;
    to->text = text;
    to->address = cell->address ? mem_text(cell->address) : NULL;
}

void table_mean(struct table *t, double mean, double low, double high, int n) {
    if (isnan(mean) || (isnan(low) && !n)) return table_number(t, mean, "%.3f");
    struct text word = {0};
    text_add(&word, "%.3f", mean);
    if (!isnan(low)) text_add(&word, " [%.3f, %.3f]", low, high);
    if (n) text_add(&word, " n=%d", n);
    *next_entry(t) =
        (struct table_entry){.text = word.data, .value = mean, .mean = true, .low = low, .high = high, .n = n};
}

void table_mark_best(struct table *t, int row, int column) { t->cell[row * t->columns + column].best = true; }
void table_mark_unfitted(struct table *t, int row, int column) { t->cell[row * t->columns + column].unfitted = true; }

void table_shade(struct table *t, double share) { t->cell[t->cells - 1].shade = share; }

void table_link(struct table *t, const char *address) {
    struct table_entry *cell = &t->cell[t->cells - 1];
    mem_free(cell->address);
    cell->address = address ? mem_text(address) : NULL;
}

void table_json(struct table *t, const char *json) {
    *next_entry(t) = (struct table_entry){.text = mem_text(json), .json = true};
}

void table_keep(struct table *t, const bool *keep) {
    const int rows = table_rows(t);
    int kept = 0;
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < t->columns; c++) {
            struct table_entry *cell = &t->cell[r * t->columns + c];
            if (keep[r])
                t->cell[kept++] = *cell;
            else
                mem_free(cell->text), mem_free(cell->address);
        }
    t->cells = kept;
}

static void leave_out_column(struct table *t, int column) {
    int kept = 0;
    for (int i = 0; i < t->cells; i++)
        if (i % t->columns != column)
            t->cell[kept++] = t->cell[i];
        else
            mem_free(t->cell[i].text), mem_free(t->cell[i].address);
    mem_free(t->header[column]);
    for (int c = column + 1; c < t->columns; c++) t->header[c - 1] = t->header[c];
    t->cells = kept;
    t->columns--;
}

void table_leave_out_empty(struct table *t, const char *header) {
    const int column = column_of(t, header);
    if (column < 0) return;
    for (int r = 0; r < table_rows(t); r++)
        if (*table_at(t, r, column)) return;
    leave_out_column(t, column);
}

static bool row_has(const struct table *t, int row, const char *word) {
    for (int c = 0; c < t->columns; c++)
        if (strcasestr(table_at(t, row, c), word)) return true;
    return false;
}

void table_search(struct table *t, const char *const *word, int n) {
    bool *keep = mem_zero((size_t)table_rows(t) + 1, sizeof *keep);
    for (int r = 0; r < table_rows(t); r++) {
        keep[r] = true;
        for (int i = 0; i < n; i++) keep[r] = keep[r] && row_has(t, r, word[i]);
    }
    table_keep(t, keep);
    mem_free(keep);
}

int table_rows(const struct table *t) { return t->cells / t->columns; }
int table_columns(const struct table *t) { return t->columns; }
const char *table_header(const struct table *t, int column) { return t->header[column]; }
const char *table_at(const struct table *t, int row, int column) { return t->cell[row * t->columns + column].text; }

bool table_is_best(const struct table *t, int row, int column) { return t->cell[row * t->columns + column].best; }
bool table_is_unfitted(const struct table *t, int row, int column) {
    return t->cell[row * t->columns + column].unfitted;
}
double table_shade_at(const struct table *t, int row, int column) { return table_entry_at(t, row, column)->shade; }
const char *table_address(const struct table *t, int row, int column) {
    return t->cell[row * t->columns + column].address;
}

bool table_at_number(const struct table *t, int row, int column, double *out) {
    const struct table_entry *cell = &t->cell[row * t->columns + column];
    if (!cell->number) return text_to_double(cell->text, out);
    *out = cell->value;
    return !isnan(cell->value);
}

double table_value(const struct table *t, int row, int column) {
    double value;
    return table_at_number(t, row, column, &value) ? value : (double)NAN;
}

int column_of(const struct table *rows, const char *name) {
    for (int c = 0; c < table_columns(rows); c++)
        if (strcmp(table_header(rows, c), name) == 0) return c;
    return -1;
}

double number_at(const struct table *rows, int row, const char *column) {
    const int c = column_of(rows, column);
    return c >= 0 ? table_value(rows, row, c) : (double)NAN;
}

const char *text_at(const struct table *rows, int row, const char *column) {
    int c = column_of(rows, column);
    return c < 0 ? "" : table_at(rows, row, c);
}

bool table_is_numeric(const struct table *t, int column) {
    bool any = false;
    for (int r = 0; r < table_rows(t); r++) {
        const struct table_entry *cell = &t->cell[r * t->columns + column];
        double value;
        if (*cell->text == '\0') continue;
        if (!cell->number && !text_to_double(cell->text, &value)) return false;
        any = true;
    }
    return any;
}

int table_width(FILE *out) {
    struct winsize size;
    const char *word = getenv("COLUMNS");
    long columns;
    if (!isatty(fileno(out))) return 0;
    if (word && text_to_long(word, &columns) && columns > 0 && columns < 100000) return (int)columns;
    return ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}

void table_print(const struct table *t, enum table_format format, FILE *out) {
    switch (format) {
    case TABLE_TSV: return table_print_tsv(t, out);
    case TABLE_CSV: return table_print_csv(t, out);
    case TABLE_JSON: return table_print_json(t, out);
    case TABLE_MARKDOWN: return table_print_markdown(t, out);
    case TABLE_LATEX: return table_print_latex(t, out);
    case TABLE_TEXT:
    case TABLE_FORMATS: break;
    }
    table_print_text(t, table_width(out), out);
}

void table_free(struct table *t) {
    if (!t) return;
    for (int c = 0; c < t->columns; c++) mem_free(t->header[c]);
    for (int i = 0; i < t->cells; i++) mem_free(t->cell[i].text), mem_free(t->cell[i].address);
    mem_free(t->header);
    mem_free(t->name);
    mem_free(t->caption);
    mem_free(t->cell);
    mem_free(t);
}

bool table_format_parse(const char *word, enum table_format *out, struct error *err) {
    static const char *const names[] = {"table", "tsv", "csv", "json", "markdown", "latex"};
    for (int i = 0; i < TABLE_FORMATS; i++)
        if (strcmp(word, names[i]) == 0) return *out = (enum table_format)i, true;
    return error_set(err, "--format is table, tsv, csv, json, markdown or latex, not '%s'", word);
}

bool table_format_is_data(enum table_format format) {
    return format == TABLE_TSV || format == TABLE_CSV || format == TABLE_JSON;
}
