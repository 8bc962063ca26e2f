#include "base/table.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct cell {
    char *text; /* as people read it; "" when missing */
    bool number;
    double value; /* what JSON gets; NaN: null */
};
struct table {
    int columns, cells;
    char **header;
    struct cell *cell; /* row-major */
    int room;
};

struct table *table_new(int columns, const char *const *headers) {
    struct table *t = mem_zero(1, sizeof *t);
    t->columns = columns;
    t->header = mem_zero((size_t)columns, sizeof *t->header);
    for (int c = 0; c < columns; c++) t->header[c] = mem_text(headers[c]);
    return t;
}

static struct cell *next_cell(struct table *t) {
    if (t->cells == t->room) {
        int room = 2 * t->room + 64;
        t->cell = mem_grow(t->cell, sizeof *t->cell * (size_t)t->room, sizeof *t->cell * (size_t)room);
        t->room = room;
    }
    return &t->cell[t->cells++];
}

void table_cell(struct table *t, const char *format, ...) {
    char *word = NULL;
    va_list args;
    va_start(args, format);
    int size = vasprintf(&word, format, args);
    va_end(args);
    if (size < 0) die("out of memory: a cell of a table");
    *next_cell(t) = (struct cell){.text = mem_text(word)};
    free(word);
}

void table_number(struct table *t, double value, const char *format) {
    char word[64] = "";
    if (!isnan(value)) snprintf(word, sizeof word, format, value);
    *next_cell(t) = (struct cell){.text = mem_text(word), .number = true, .value = value};
}

int table_rows(const struct table *t) { return t->cells / t->columns; }
int table_columns(const struct table *t) { return t->columns; }
const char *table_header(const struct table *t, int column) { return t->header[column]; }
const char *table_at(const struct table *t, int row, int column) { return t->cell[row * t->columns + column].text; }

bool table_at_number(const struct table *t, int row, int column, double *out) {
    const struct cell *cell = &t->cell[row * t->columns + column];
    if (!cell->number) return text_to_double(cell->text, out);
    *out = cell->value;
    return !isnan(cell->value);
}

double table_value(const struct table *t, int row, int column) {
    double value;
    return table_at_number(t, row, column, &value) ? value : (double)NAN;
}

static bool numeric(const struct table *t, int column) {
    bool any = false;
    for (int r = 0; r < table_rows(t); r++) {
        const struct cell *cell = &t->cell[r * t->columns + column];
        double value;
        if (*cell->text == '\0') continue;
        if (!cell->number && !text_to_double(cell->text, &value)) return false;
        any = true;
    }
    return any;
}

static void print_padded(const char *word, int width, bool right, FILE *out) {
    int pad = width - text_width(word);
    if (right)
        fprintf(out, "%*s%s", pad > 0 ? pad : 0, "", word);
    else
        fprintf(out, "%s%*s", word, pad > 0 ? pad : 0, "");
}

/* Control characters of a cell never reach the terminal. */
static const char *shown(const struct table *t, int row, int column, struct text *scratch) {
    text_clear(scratch);
    text_tsv(scratch, table_at(t, row, column));
    return scratch->size ? text_of(scratch) : "-";
}

static void print_text(const struct table *t, FILE *out) {
    struct text scratch = {0};
    int *width = mem_zero((size_t)t->columns, sizeof *width);
    bool *right = mem_zero((size_t)t->columns, sizeof *right);
    for (int c = 0; c < t->columns; c++) {
        width[c] = text_width(t->header[c]);
        right[c] = numeric(t, c);
        for (int r = 0; r < table_rows(t); r++) {
            int w = text_width(shown(t, r, c, &scratch));
            if (w > width[c]) width[c] = w;
        }
    }
    fputs(log_colour(fileno(out), LOG_BOLD), out);
    for (int c = 0; c < t->columns; c++) {
        if (c) fputs("  ", out);
        print_padded(t->header[c], c == t->columns - 1 && !right[c] ? 0 : width[c], right[c], out);
    }
    fprintf(out, "%s\n", log_reset(fileno(out)));
    for (int r = 0; r < table_rows(t); r++) {
        for (int c = 0; c < t->columns; c++) {
            if (c) fputs("  ", out);
            print_padded(shown(t, r, c, &scratch), c == t->columns - 1 && !right[c] ? 0 : width[c], right[c], out);
        }
        fputc('\n', out);
    }
    text_free(&scratch);
    mem_free(width);
    mem_free(right);
}

static void print_tsv(const struct table *t, FILE *out) {
    struct text line = {0};
    for (int r = -1; r < table_rows(t); r++) {
        text_clear(&line);
        for (int c = 0; c < t->columns; c++) {
            if (c) text_bytes(&line, "\t", 1);
            text_tsv(&line, r < 0 ? t->header[c] : table_at(t, r, c));
        }
        fprintf(out, "%s\n", text_of(&line));
    }
    text_free(&line);
}

static void json_cell(const struct cell *cell, struct text *out) {
    if (cell->number && isnan(cell->value))
        text_add(out, "null");
    else if (cell->number && isinf(cell->value))
        text_add(out, "null");
    else if (cell->number)
        text_number(out, cell->value);
    else
        text_json(out, cell->text);
}

static void print_json(const struct table *t, FILE *out) {
    struct text all = {0};
    text_add(&all, "[");
    for (int r = 0; r < table_rows(t); r++) {
        text_add(&all, "%s\n  {", r ? "," : "");
        for (int c = 0; c < t->columns; c++) {
            if (c) text_add(&all, ", ");
            text_json(&all, t->header[c]);
            text_add(&all, ": ");
            json_cell(&t->cell[r * t->columns + c], &all);
        }
        text_add(&all, "}");
    }
    fprintf(out, "%s\n]\n", text_of(&all));
    text_free(&all);
}

void table_print(const struct table *t, enum table_format format, FILE *out) {
    if (format == TABLE_TSV)
        print_tsv(t, out);
    else if (format == TABLE_JSON)
        print_json(t, out);
    else
        print_text(t, out);
}

void table_free(struct table *t) {
    if (!t) return;
    for (int c = 0; c < t->columns; c++) mem_free(t->header[c]);
    for (int i = 0; i < t->cells; i++) mem_free(t->cell[i].text);
    mem_free(t->header);
    mem_free(t->cell);
    mem_free(t);
}

bool table_format_parse(const char *word, enum table_format *out, struct error *err) {
    static const char *const names[] = {"table", "tsv", "json"};
    for (int i = 0; i < 3; i++)
        if (strcmp(word, names[i]) == 0) return *out = (enum table_format)i, true;
    return error_set(err, "--format is table, tsv or json, not '%s'", word);
}
