#include "base/table.h"
#include "base/labels.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct table_entry {
    char *text; /* as people read it; "" when missing */
    bool number, json;
    double value; /* of a number, what JSON gets; NaN: null */
};
struct table {
    int columns, cells;
    char **header;
    struct table_entry *cell; /* row-major */
    int room;
};

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
    return &t->cell[t->cells++];
}

void table_cell(struct table *t, const char *format, ...) {
    char *word = NULL;
    va_list args;
    va_start(args, format);
    int size = vasprintf(&word, format, args);
    va_end(args);
    if (size < 0) die("out of memory: a cell of a table");
    *next_entry(t) = (struct table_entry){.text = mem_text(word)};
    free(word);
}

void table_number(struct table *t, double value, const char *format) {
    char word[64] = "";
    if (!isnan(value)) snprintf(word, sizeof word, format, value);
    *next_entry(t) = (struct table_entry){.text = mem_text(word), .number = true, .value = value};
}

void table_json(struct table *t, const char *json) {
    *next_entry(t) = (struct table_entry){.text = mem_text(json), .json = true};
}

int table_rows(const struct table *t) { return t->cells / t->columns; }
int table_columns(const struct table *t) { return t->columns; }
const char *table_header(const struct table *t, int column) { return t->header[column]; }
const char *table_at(const struct table *t, int row, int column) { return t->cell[row * t->columns + column].text; }

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

static void print_padded(const char *word, int width, bool right, FILE *out) {
    int pad = width - text_width(word);
    if (right)
        fprintf(out, "%*s%s", pad > 0 ? pad : 0, "", word);
    else
        fprintf(out, "%s%*s", word, pad > 0 ? pad : 0, "");
}

/* A number of many digits as people read it where room is scarce. */
static void shorten_number(char **word) {
    double value;
    if (strlen(*word) <= 6 || !text_to_double(*word, &value)) return;
    struct text out = {0};
    text_add(&out, fabs(value) >= 1000 ? "%.0f" : "%.3g", value);
    if (out.size < strlen(*word)) {
        mem_free(*word);
        *word = out.data;
    } else
        text_free(&out);
}

/* Control characters of a cell never reach the terminal. */
static const char *shown(const struct table *t, int row, int column, struct text *scratch) {
    text_clear(scratch);
    text_tsv(scratch, table_at(t, row, column));
    return scratch->size ? text_of(scratch) : "-";
}

/* Columns of the terminal that out is; 0: it is none, and nothing is shortened. */
static int columns_of(FILE *out) {
    struct winsize size;
    return isatty(fileno(out)) && ioctl(fileno(out), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

enum { GAP = 2, COLUMN_LEAST = 8 };

/* A table on its way to people: the words of each column, and how wide it is. */
struct layout {
    int columns; /* that are shown, from the first */
    int *width;
    bool *number;
    char ***word; /* [columns][rows] */
};

static void measure(const struct table *t, struct layout *l) {
    for (int c = 0; c < t->columns; c++) {
        l->width[c] = text_width(t->header[c]);
        for (int r = 0; r < table_rows(t); r++)
            if (text_width(l->word[c][r]) > l->width[c]) l->width[c] = text_width(l->word[c][r]);
    }
}

static int row_width(const struct layout *l) {
    int sum = GAP * (l->columns - 1);
    for (int c = 0; c < l->columns; c++) sum += l->width[c];
    return sum;
}

/* How many words of a column would be cut if it were narrower by one; one more than all where the header would not
 * fit either. */
static int words_cut(const struct table *t, const struct layout *l, int column) {
    int cut = 0;
    for (int r = 0; r < table_rows(t); r++) cut += text_width(l->word[column][r]) >= l->width[column];
    return text_width(t->header[column]) >= l->width[column] ? table_rows(t) + 1 : cut;
}

/* The column of text that gives way next: the one that loses the fewest words, the widest of several. The first column,
 * which says what the row is, gives way last. -1: none can. */
static int next_to_shrink(const struct table *t, const struct layout *l) {
    int best = -1, least = 0;
    for (int c = l->columns - 1; c >= 0; c--) {
        if (l->number[c] || l->width[c] <= COLUMN_LEAST || (c == 0 && best >= 0)) continue;
        const int cut = words_cut(t, l, c);
        if (best >= 0 && (cut > least || (cut == least && l->width[c] < l->width[best]))) continue;
        best = c;
        least = cut;
    }
    return best;
}

/* Whether a column tells rows apart by its words. */
static bool holds_names(const struct table *t, int column) {
    static const char *const names[] = {"label", "scheme", "task", "variant"};
    bool one = column == 0;
    for (int i = 0; i < 4; i++) one |= strcmp(t->header[column], names[i]) == 0;
    return one;
}

/* Short enough for the column: names by what they have in common, other words cut. */
static void shorten_words(char **word, int n, int width, bool names) {
    if (width >= 12 && names) {
        char **out = labels_shortened((const char *const *)word, n, width);
        for (int r = 0; r < n; r++) {
            mem_free(word[r]);
            word[r] = mem_text(out[r]);
        }
        labels_free(out, n);
    }
    for (int r = 0; r < n; r++) {
        if (text_width(word[r]) <= width) continue;
        struct text cut = {0};
        text_add(&cut, "%.*s…", (int)text_fitting(word[r], width - 1), word[r]);
        mem_free(word[r]);
        word[r] = cut.data;
    }
}

/* Numbers lose digits, then texts give way, then columns are left out from the end. */
static void fit(const struct table *t, struct layout *l, int room) {
    if (!room || row_width(l) <= room) return;
    for (int c = 0; c < t->columns; c++)
        for (int r = 0; l->number[c] && r < table_rows(t); r++) shorten_number(&l->word[c][r]);
    measure(t, l);
    for (int c = next_to_shrink(t, l); row_width(l) > room && c >= 0; c = next_to_shrink(t, l)) l->width[c]--;
    while (l->columns > 1 && row_width(l) > room) l->columns--;
    for (int c = 0; c < l->columns; c++) shorten_words(l->word[c], table_rows(t), l->width[c], holds_names(t, c));
}

static void lay_out(const struct table *t, struct layout *l, int room) {
    struct text scratch = {0};
    *l =
        (struct layout){t->columns, mem_zero((size_t)t->columns, sizeof *l->width),
                        mem_zero((size_t)t->columns, sizeof *l->number), mem_zero((size_t)t->columns, sizeof *l->word)};
    for (int c = 0; c < t->columns; c++) {
        l->number[c] = table_is_numeric(t, c);
        l->word[c] = mem_zero((size_t)table_rows(t) + 1, sizeof **l->word);
        for (int r = 0; r < table_rows(t); r++) l->word[c][r] = mem_text(shown(t, r, c, &scratch));
    }
    text_free(&scratch);
    measure(t, l);
    fit(t, l, room);
}

static void layout_free(const struct table *t, struct layout *l) {
    for (int c = 0; c < t->columns; c++) labels_free(l->word[c], table_rows(t));
    mem_free(l->word);
    mem_free(l->width);
    mem_free(l->number);
}

static void print_text(const struct table *t, FILE *out) {
    struct layout l;
    lay_out(t, &l, columns_of(out));
    fputs(log_colour(fileno(out), LOG_BOLD), out);
    for (int r = -1; r < table_rows(t); r++) {
        for (int c = 0; c < l.columns; c++) {
            const bool ragged = c == l.columns - 1 && !l.number[c];
            if (c) fprintf(out, "%*s", GAP, "");
            print_padded(r < 0 ? t->header[c] : l.word[c][r], ragged ? 0 : l.width[c], l.number[c], out);
        }
        fprintf(out, "%s\n", r < 0 ? log_reset(fileno(out)) : "");
    }
    if (l.columns < t->columns)
        fprintf(out, "(%d more columns in a wider window, or with --format tsv)\n", t->columns - l.columns);
    layout_free(t, &l);
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

/* "in range" -> "in_range", "2x" -> "at_2x": keys are names in every language that reads them. */
static void json_key(const char *header, struct text *out) {
    char key[128];
    int n = snprintf(key, sizeof key, "%s", *header >= '0' && *header <= '9' ? "at_" : "");
    for (; *header && n < (int)sizeof key - 1; header++) {
        const char c = *header;
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (unsigned char)c >= 0x80;
        if (plain)
            key[n++] = c;
        else if (c >= 'A' && c <= 'Z')
            key[n++] = (char)(c - 'A' + 'a');
        else if (n && key[n - 1] != '_')
            key[n++] = '_';
    }
    while (n && key[n - 1] == '_') n--;
    key[n] = '\0';
    text_json(out, key);
}

static void json_entry(const struct table_entry *cell, struct text *out) {
    if (cell->number && isnan(cell->value))
        text_add(out, "null");
    else if (cell->number && isinf(cell->value))
        text_add(out, "null");
    else if (cell->number)
        text_number(out, cell->value);
    else if (cell->json)
        text_add(out, "%s", cell->text);
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
            json_key(t->header[c], &all);
            text_add(&all, ": ");
            json_entry(&t->cell[r * t->columns + c], &all);
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
