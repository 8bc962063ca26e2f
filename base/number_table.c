#include "base/number_table.h"
#include "base/memory.h"
#include "base/text.h"
#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What is kept of all files. */
static const struct number_table *tables;

/* Where reading stands. */
struct reading {
    const char *file, *line, *at, *end; /* the line's first byte; the next byte; the end of the content */
    int number;                         /* of the line, from 1 */
    struct number_table *table;
    struct error *err;
};

static bool fails(const struct reading *r, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static bool fails(const struct reading *r, const char *at, const char *format, ...) {
    char why[256];
    va_list list;
    va_start(list, format);
    vsnprintf(why, sizeof why, format, list);
    va_end(list);
    return error_set(r->err, "%s:%d:%d: %s", r->file, r->number, (int)(at - r->line) + 1, why);
}

static size_t span(const struct reading *r, const char *signs, bool within) {
    size_t n = 0;
    while (r->at + n < r->end && (strchr(signs, r->at[n]) && r->at[n] ? within : !within)) n++;
    return n;
}

static bool read_number(struct reading *r, double *out) {
    char word[64];
    const size_t n = span(r, " \t\r\n", false);
    snprintf(word, sizeof word, "%.*s", (int)n, r->at);
    if (n == strlen(word) && strpbrk(word, ",;") && !word[strspn(word, "0123456789+-.eE,;")])
        return fails(r, r->at, "'%s' is no finite number: use tabs or blanks between numbers, and a point within them",
                     word);
    if (n != strlen(word) || !text_to_double(word, out) || !isfinite(*out))
        return fails(r, r->at, "'%s' is no finite number", word);
    if (fabs(*out) > FLT_MAX) return fails(r, r->at, "%s is beyond what runs compute with (%.2g)", word, FLT_MAX);
    r->at += n;
    return true;
}

/* The line's numbers as one more row; a line without any is none. */
static bool read_row(struct reading *r) {
    struct number_table *t = r->table;
    double row[NUMBER_TABLE_COLUMNS];
    int n = 0;
    for (r->at += span(r, " \t\r", true); r->at < r->end && *r->at != '\n'; r->at += span(r, " \t\r", true)) {
        if (n == NUMBER_TABLE_COLUMNS)
            return fails(r, r->at, "a line has at most %d numbers, one for each head", NUMBER_TABLE_COLUMNS);
        if (t->rows && n == t->columns)
            return fails(r, r->at, "this line has more than the %d numbers of the first one", t->columns);
        if (!read_number(r, &row[n++])) return false;
    }
    if (!n) return true;
    if (t->rows && n < t->columns)
        return fails(r, r->at, "this line has %d numbers, and the first one %d", n, t->columns);
    if (t->rows == NUMBER_TABLE_ROWS) return fails(r, r->line, "a table has at most %d rows", NUMBER_TABLE_ROWS);
    if ((t->rows & (t->rows - 1)) == 0)
        t->number = mem_grow(t->number, sizeof *row * (size_t)(t->rows * n),
                             sizeof *row * (size_t)(t->rows ? 2 * t->rows * n : n));
    t->columns = n;
    memcpy(t->number + (long)t->rows++ * n, row, sizeof *row * (size_t)n);
    return true;
}

/* Are its first numbers those of the rows, as where a column of distances was left in? */
static bool counts_rows(const struct number_table *t) {
    if (t->columns < 2 || t->rows < 3) return false;
    for (int k = 0; k < t->rows; k++)
        if (t->number[(long)k * t->columns] != k) return false;
    return true;
}

static bool read_lines(struct reading *r) {
    static const char mark[] = "\xEF\xBB\xBF"; /* of byte order, which some editors write */
    if (r->end - r->at >= 3 && memcmp(r->at, mark, 3) == 0) r->at += 3;
    for (r->number = 1; r->at < r->end; r->number++) {
        r->line = r->at;
        if (*r->at != '#' && !read_row(r)) return false;
        r->at += span(r, "\n", false);
        r->at += r->at < r->end;
    }
    if (!r->table->rows)
        return error_set(r->err, "%s has no numbers: it needs a line for each distance, from 0 on", r->file);
    return !counts_rows(r->table) ||
           error_set(r->err,
                     "%s: the first number of its lines counts them, 0, 1, 2 ...: remove this column, because the "
                     "first line is that of distance 0, the next that of 1",
                     r->file);
}

const struct number_table *number_table_read(const char *path, const char *sha256, struct error *err) {
    const struct stock *stock = stock_read(path, sha256, err);
    if (!stock) return NULL;
    for (const struct number_table *t = tables; t; t = t->next)
        if (t->stock == stock) return t;
    struct number_table *t = mem_zero(1, sizeof *t);
    struct reading r = {
        .file = stock->found, .at = stock->bytes, .end = stock->bytes + stock->size, .table = t, .err = err};
    *t = (struct number_table){.next = tables, .stock = stock};
    if (read_lines(&r)) return tables = t;
    mem_free(t->number);
    mem_free(t);
    return NULL;
}
