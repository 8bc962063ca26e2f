#include "base/records.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"
#include <ctype.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { COLUMNS_MAX = 256 };

struct records {
    const char *path, *at, *end;
    long line;
    bool table;
    struct json *object; /* the record, of JSON Lines */
    /* Of a table: the header's line and the record's, cut into their fields. */
    struct text header, row;
    int columns;
    const char *name[COLUMNS_MAX], *field[COLUMNS_MAX];
};

long records_line(const struct records *r) { return r->line; }

bool records_error(const struct records *r, struct error *err, const char *format, ...) {
    char message[sizeof err->text];
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    return error_set(err, "%s:%ld: %s", r->path, r->line, message);
}

/* The next line that is not blank, without its end. false: there is none. */
static bool next_line(struct records *r, const char **line, size_t *size) {
    while (r->at < r->end) {
        const char *newline = memchr(r->at, '\n', (size_t)(r->end - r->at)), *stop = newline ? newline : r->end;
        *line = r->at;
        r->at = newline ? newline + 1 : r->end;
        r->line++;
        if (stop > *line && stop[-1] == '\r') stop--;
        *size = (size_t)(stop - *line);
        for (const char *c = *line; c < stop; c++)
            if (!isspace((unsigned char)*c)) return true;
    }
    return false;
}

/* ---- tab-separated ---- */

/* Cuts a line, kept in *kept, into its fields; -1: err. */
static int cut(struct records *r, const char *line, size_t size, struct text *kept, const char *field[COLUMNS_MAX],
               struct error *err) {
    int n = 0;
    if (memchr(line, '\0', size)) return records_error(r, err, "the line has a zero byte"), -1;
    text_clear(kept);
    text_bytes(kept, line, size);
    for (char *rest = kept->data, *word; (word = strsep(&rest, "\t")) != NULL;) {
        if (n == COLUMNS_MAX) return records_error(r, err, "the line has more than %d fields", COLUMNS_MAX), -1;
        field[n++] = word;
    }
    return n;
}

static bool read_header(struct records *r, struct error *err) {
    const char *line;
    size_t size;
    if (!next_line(r, &line, &size)) return true;
    r->columns = cut(r, line, size, &r->header, r->name, err);
    for (int i = 0; i < r->columns; i++)
        for (int k = 0; k < i; k++)
            if (strcmp(r->name[i], r->name[k]) == 0)
                return records_error(r, err, "the header has the column '%.60s' twice", r->name[i]);
    return r->columns > 0;
}

static enum records_step next_row(struct records *r, const char *line, size_t size, struct error *err) {
    const int n = cut(r, line, size, &r->row, r->field, err);
    if (n == r->columns) return RECORDS_ONE;
    if (n >= 0) records_error(r, err, "the line has %d fields, the header %d", n, r->columns);
    return RECORDS_ERROR;
}

/* NULL: the field is empty, or there is none. */
static const char *field_of(const struct records *r, const char *name) {
    for (int i = 0; i < r->columns; i++)
        if (strcmp(r->name[i], name) == 0) return *r->field[i] ? r->field[i] : NULL;
    return NULL;
}

/* ---- either ---- */

static bool ends_with(const char *path, const char *suffix) {
    const size_t n = strlen(path), m = strlen(suffix);
    return n > m && strcmp(path + n - m, suffix) == 0;
}

struct records *records_open(const char *path, const char *bytes, size_t size, struct error *err) {
    if (ends_with(path, ".csv")) {
        error_set(err, "%s: a table is separated by tabs and ends with .tsv; anything else is JSON Lines", path);
        return NULL;
    }
    struct records *r = mem_zero(1, sizeof *r);
    *r = (struct records){.path = path, .at = bytes, .end = bytes + size};
    r->table = ends_with(path, ".tsv");
    if (!r->table || read_header(r, err)) return r;
    records_close(r);
    return NULL;
}

void records_close(struct records *r) {
    if (!r) return;
    json_free(r->object);
    text_free(&r->header);
    text_free(&r->row);
    mem_free(r);
}

enum records_step records_next(struct records *r, struct error *err) {
    const char *line;
    size_t size;
    json_free(r->object);
    r->object = NULL;
    if (!next_line(r, &line, &size)) return RECORDS_END;
    if (r->table) return next_row(r, line, size, err);
    r->object = json_parse_line(r->path, r->line, line, size, err);
    if (!r->object) return RECORDS_ERROR;
    if (json_is_object(r->object)) return RECORDS_ONE;
    records_error(r, err, "the line is no JSON object, {\"name\": value, ...}");
    return RECORDS_ERROR;
}

bool record_has(const struct records *r, const char *name) {
    if (r->table) return field_of(r, name) != NULL;
    const struct json *value = json_get(r->object, name);
    return value && !json_is_null(value);
}

static int names_of(const struct records *r) { return r->table ? r->columns : json_count(r->object); }

static const char *name_at(const struct records *r, int i) { return r->table ? r->name[i] : json_key(r->object, i); }

bool record_names(const struct records *r, const char *name) {
    bool has = !r->table && json_get(r->object, name);
    for (int i = 0; i < r->columns; i++) has |= strcmp(r->name[i], name) == 0;
    return has;
}

const char *record_closest(const struct records *r, const char *name) {
    const char *names[COLUMNS_MAX];
    int n = 0;
    for (; n < names_of(r) && n < COLUMNS_MAX; n++) names[n] = name_at(r, n);
    return n ? text_closest(name, names, n) : NULL;
}

/* With the names that there are: another one may have been meant. */
static bool missing(const struct records *r, const char *name, struct error *err) {
    enum { NAMED_MOST = 12 };
    const int n = names_of(r);
    struct text names = {0};
    for (int i = 0; i < n && i < NAMED_MOST; i++) text_add(&names, "%s%.40s", i ? ", " : "", name_at(r, i));
    if (record_names(r, name))
        records_error(r, err, "there is no '%s': %s; give it a value or leave the line out", name,
                      r->table ? "the field is empty" : "it is null");
    else
        records_error(r, err, "there is no '%s'; %s has %s%s", name, r->table ? "the header" : "the record",
                      n ? text_of(&names) : "nothing", n > NAMED_MOST ? ", ..." : "");
    text_free(&names);
    return false;
}

static bool wrong(const struct records *r, const char *name, const char *what, struct error *err) {
    return records_error(r, err, "'%s' is not %s", name, what);
}

bool record_real(const struct records *r, const char *name, double *out, struct error *err) {
    if (!record_has(r, name)) return missing(r, name, err);
    const bool ok = r->table ? text_to_double(field_of(r, name), out) : json_number(json_get(r->object, name), out);
    return ok || wrong(r, name, "a number", err);
}

static bool is_whole(double value, double most) { return fabs(value) <= most && value == floor(value); }

bool record_integer(const struct records *r, const char *name, long *out, struct error *err) {
    double value;
    if (!record_has(r, name)) return missing(r, name, err);
    if (r->table) return text_to_long(field_of(r, name), out) || wrong(r, name, "an integer", err);
    if (!json_number(json_get(r->object, name), &value) || !is_whole(value, 9007199254740992.0))
        return wrong(r, name, "an integer", err);
    *out = (long)value;
    return true;
}

bool record_text(const struct records *r, const char *name, const char **out, struct error *err) {
    if (!record_has(r, name)) return missing(r, name, err);
    *out = r->table ? field_of(r, name) : json_text(json_get(r->object, name));
    double number;
    if (!*out && json_number(json_get(r->object, name), &number))
        return wrong(r, name, "a text but a number: put it in double quotes", err);
    return *out || wrong(r, name, "a text", err);
}

static void append(double **list, int *n, double value) {
    if ((*n & (*n - 1)) == 0)
        *list = mem_grow(*list, sizeof **list * (size_t)*n, sizeof **list * (size_t)(*n ? 2 * *n : 1));
    (*list)[(*n)++] = value;
}

static bool append_words(const char *words, double **list, int *n) {
    char word[64];
    while (*(words += strspn(words, " "))) {
        const size_t size = strcspn(words, " ");
        double value;
        if (size >= sizeof word) return false;
        memcpy(word, words, size);
        word[size] = '\0';
        if (!text_to_double(word, &value)) return false;
        append(list, n, value);
        words += size;
    }
    return true;
}

static bool append_array(const struct json *array, double **list, int *n) {
    double value;
    if (!json_is_array(array)) return false;
    for (int i = 0; i < json_count(array); i++) {
        if (!json_number(json_at(array, i), &value)) return false;
        append(list, n, value);
    }
    return true;
}

static bool append_list(const struct records *r, const char *name, double **list, int *n) {
    return r->table ? append_words(field_of(r, name), list, n) : append_array(json_get(r->object, name), list, n);
}

bool record_reals(const struct records *r, const char *name, double **list, int *n, struct error *err) {
    if (!record_has(r, name)) return missing(r, name, err);
    return append_list(r, name, list, n) || wrong(r, name, "a list of numbers", err);
}

bool record_integers(const struct records *r, const char *name, int **list, int *n, struct error *err) {
    double *value = NULL;
    int more = 0;
    if (!record_has(r, name)) return missing(r, name, err);
    bool ok = append_list(r, name, &value, &more);
    for (int i = 0; ok && i < more; i++) ok = is_whole(value[i], INT_MAX);
    if (ok) *list = mem_grow(*list, sizeof **list * (size_t)*n, sizeof **list * (size_t)(*n + more));
    for (int i = 0; ok && i < more; i++) (*list)[(*n)++] = (int)value[i];
    mem_free(value);
    return ok || wrong(r, name, r->table ? "a list of integers, 5 6 7" : "a list of integers, [5, 6, 7]", err);
}
