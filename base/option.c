#include "base/option.h"
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static void *place(const struct option *row, void *options) { return (char *)options + row->offset; }
static const void *place_const(const struct option *row, const void *options) {
    return (const char *)options + row->offset;
}

enum option_type option_type(const struct option *row) {
    return row->type & ~(unsigned)(OPTION_YOUNGER | OPTION_IDENTITY);
}

static bool within(const struct option *row, double value) {
    return (row->min == 0 && row->max == 0) || (value >= row->min && value <= row->max);
}

static bool bad_value(const struct option *row, const char *value, const char *wanted, struct error *err) {
    if (row->min == 0 && row->max == 0) return error_set(err, "%s='%s' is not %s", row->name, value, wanted);
    struct text bounds = {0};
    text_number(&bounds, row->min);
    text_add(&bounds, " to ");
    text_number(&bounds, row->max);
    error_set(err, "%s='%s' is not %s from %s", row->name, value, wanted, text_of(&bounds));
    text_free(&bounds);
    return false;
}

static bool set_choice(const struct option *row, int *out, const char *value, struct error *err) {
    const size_t size = strlen(value);
    int index = 0;
    for (const char *at = row->choices;; index++) {
        size_t length = strcspn(at, "|");
        if (length == size && strncmp(at, value, size) == 0) {
            *out = index;
            return true;
        }
        if (!at[length]) break;
        at += length + 1;
    }
    return error_set(err, "%s='%s' is not one of %s", row->name, value, row->choices);
}

static bool set_bool(const struct option *row, bool *out, const char *value, struct error *err) {
    static const char *const yes[] = {"true", "yes", "1"}, *const no[] = {"false", "no", "0"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(value, yes[i]) == 0) return *out = true, true;
        if (strcmp(value, no[i]) == 0) return *out = false, true;
    }
    return error_set(err, "%s='%s' is not true or false", row->name, value);
}

static bool too_many(const struct option *row, struct error *err) {
    return error_set(err, "%s has more than %d numbers", row->name, OPTION_LIST_MAX);
}

/* -0 is 0: two texts of one value would be two runs. */
static bool read_real(const struct option *row, const char *word, double *out) {
    if (!text_to_double(word, out) || !within(row, *out)) return false;
    if (*out == 0) *out = 0;
    return true;
}

static bool add_real(const struct option *row, struct real_list *reals, const char *word, struct error *err) {
    double value;
    if (!read_real(row, word, &value)) return bad_value(row, word, "a list of numbers", err);
    if (reals->n == OPTION_LIST_MAX) return too_many(row, err);
    reals->value[reals->n++] = value;
    return true;
}

/* One integer, or a range "1..8". */
static bool add_range(const struct option *row, struct int_list *ints, const char *word, struct error *err) {
    char start[OPTION_TEXT_SIZE];
    const char *dots = strstr(word, "..");
    long first = 0, last = 0;
    snprintf(start, sizeof start, "%.*s", (int)(dots ? dots - word : (ptrdiff_t)strlen(word)), word);
    const bool numbers = text_to_long(start, &first) && text_to_long(dots ? dots + 2 : start, &last);
    if (!numbers || last < first || !within(row, (double)first) || !within(row, (double)last))
        return bad_value(row, word, "a list of integers such as 1,2,4 or 1..8", err);
    const unsigned long beyond = (unsigned long)last - (unsigned long)first;
    if (beyond >= (unsigned long)(OPTION_LIST_MAX - ints->n)) return too_many(row, err);
    for (unsigned long i = 0; i <= beyond; i++) ints->value[ints->n++] = first + (long)i;
    return true;
}

static char *trimmed(char *word) {
    while (*word == ' ') word++;
    size_t size = strlen(word);
    while (size && word[size - 1] == ' ') word[--size] = '\0';
    return word;
}

static bool set_list(const struct option *row, void *list, const char *value, struct error *err) {
    char copy[OPTION_TEXT_SIZE];
    size_t size = strlen(value);
    if (size >= sizeof copy) return error_set(err, "%s is longer than %d characters", row->name, OPTION_TEXT_SIZE - 1);
    bool bracketed = size >= 2 && value[0] == '[' && value[size - 1] == ']';
    snprintf(copy, sizeof copy, "%.*s", (int)(bracketed ? size - 2 : size), value + bracketed);
    const bool ints = option_type(row) == OPTION_INTS;
    memset(list, 0, ints ? sizeof(struct int_list) : sizeof(struct real_list));
    if (!copy[strspn(copy, " ")]) return true; /* an empty list */
    char *rest = copy;
    for (char *word; (word = strsep(&rest, ",")) != NULL;) {
        word = trimmed(word);
        if (!(ints ? add_range(row, list, word, err) : add_real(row, list, word, err))) return false;
    }
    return true;
}

/* Canonical text has one line an option: a line break in a value would write another option. */
static bool set_text(const struct option *row, char *out, const char *value, struct error *err) {
    if (strlen(value) >= OPTION_TEXT_SIZE)
        return error_set(err, "%s is longer than %d characters", row->name, OPTION_TEXT_SIZE - 1);
    for (const char *c = value; *c; c++)
        if ((unsigned char)*c < 32 || *c == 127)
            return error_set(err, "%s has a control character (a line break or a tab); remove it", row->name);
    memset(out, 0, OPTION_TEXT_SIZE);
    memcpy(out, value, strlen(value));
    return true;
}

static bool set_value(const struct option *row, void *options, const char *value, struct error *err) {
    void *out = place(row, options);
    switch (option_type(row)) {
    case OPTION_INT: {
        long number;
        if (!text_to_long(value, &number) || !within(row, (double)number))
            return bad_value(row, value, "an integer", err);
        *(long *)out = number;
        return true;
    }
    case OPTION_REAL: {
        double number;
        if (!read_real(row, value, &number)) return bad_value(row, value, "a number", err);
        *(double *)out = number;
        return true;
    }
    case OPTION_BOOL: return set_bool(row, out, value, err);
    case OPTION_CHOICE: return set_choice(row, out, value, err);
    case OPTION_TEXT: return set_text(row, out, value, err);
    case OPTION_INTS:
    case OPTION_REALS: return set_list(row, out, value, err);
    }
    BUG("option %s has no type", row->name);
}

void options_default(const struct option *table, void *options) {
    struct error err;
    for (; table->name; table++)
        if (!set_value(table, options, table->fallback, &err)) BUG("default of an option: %s", err.text);
}

const struct option *option_find(const struct option *table, const char *name) {
    for (; table->name; table++)
        if (strcmp(table->name, name) == 0) return table;
    return NULL;
}

static bool unknown_option(const struct option *table, const char *name, struct error *err) {
    const char *names[64];
    struct text all = {0};
    int n = 0;
    for (; table[n].name && n < 64; n++) {
        names[n] = table[n].name;
        text_add(&all, "%s%s", n ? ", " : "", names[n]);
    }
    const char *close = text_closest(name, names, n);
    if (close)
        error_set(err, "unknown option '%s'; did you mean '%s'? (options: %s)", name, close, text_of(&all));
    else
        error_set(err, "unknown option '%s' (options: %s)", name, text_of(&all));
    text_free(&all);
    return false;
}

bool options_set(const struct option *table, void *options, const char *name, const char *value, struct error *err) {
    const struct option *row = option_find(table, name);
    return row ? set_value(row, options, value, err) : unknown_option(table, name, err);
}

/* The length of the next "name=value" of a list: up to a comma outside brackets and parentheses. */
static size_t item_length(const char *list) {
    int depth = 0;
    size_t i = 0;
    for (; list[i] && (depth || list[i] != ','); i++) {
        if (list[i] == '(' || list[i] == '[') depth++;
        if (list[i] == ')' || list[i] == ']') depth--;
    }
    return i;
}

bool options_parse(const struct option *table, void *options, const char *list, struct error *err) {
    uint64_t seen = 0; /* a bit a row */
    if (!list) return true;
    while (*list) {
        char item[OPTION_TEXT_SIZE];
        size_t size = item_length(list);
        if (size >= sizeof item) return error_set(err, "an option is longer than %d characters", OPTION_TEXT_SIZE - 1);
        memcpy(item, list, size);
        item[size] = '\0';
        list += size;
        if (*list == ',') list++;
        char *equals = strchr(item, '=');
        if (!equals)
            return error_set(err, "'%s' is not of the form name=value, such as %s=...", trimmed(item), table->name);
        *equals = '\0';
        const char *name = trimmed(item);
        if (!options_set(table, options, name, trimmed(equals + 1), err)) return false;
        const ptrdiff_t row = option_find(table, name) - table;
        REQUIRE(row < 64);
        const uint64_t bit = (uint64_t)1 << row;
        if (seen & bit) return error_set(err, "the option '%s' is given twice; remove one", name);
        seen |= bit;
    }
    return true;
}

static void write_choice(const struct option *row, int index, struct text *out) {
    const char *at = row->choices;
    for (; index > 0; index--) at += strcspn(at, "|") + 1;
    text_bytes(out, at, strcspn(at, "|"));
}

void option_value(const struct option *row, const void *options, struct text *out) {
    const void *value = place_const(row, options);
    switch (option_type(row)) {
    case OPTION_INT: text_add(out, "%ld", *(const long *)value); return;
    case OPTION_REAL: text_number(out, *(const double *)value); return;
    case OPTION_BOOL: text_add(out, "%s", *(const bool *)value ? "true" : "false"); return;
    case OPTION_CHOICE: write_choice(row, *(const int *)value, out); return;
    case OPTION_TEXT: text_add(out, "%s", (const char *)value); return;
    case OPTION_INTS: {
        const struct int_list *list = value;
        text_add(out, "[");
        for (int i = 0; i < list->n; i++) text_add(out, "%s%ld", i ? "," : "", list->value[i]);
        text_add(out, "]");
        return;
    }
    case OPTION_REALS: {
        const struct real_list *list = value;
        text_add(out, "[");
        for (int i = 0; i < list->n; i++) {
            if (i) text_add(out, ",");
            text_number(out, list->value[i]);
        }
        text_add(out, "]");
        return;
    }
    }
}

static bool same_value(const struct option *row, const void *a, const void *b) {
    struct text left = {0}, right = {0};
    option_value(row, a, &left);
    option_value(row, b, &right);
    bool same = strcmp(text_of(&left), text_of(&right)) == 0;
    text_free(&left);
    text_free(&right);
    return same;
}

/* Compared through text, so that 1e4 and 10000 are the default alike. */
bool option_is_default(const struct option *row, const void *options) {
    struct option alone = *row;
    char own[sizeof(struct real_list) + OPTION_TEXT_SIZE] __attribute__((aligned(16)));
    alone.offset = 0;
    if (!set_value(&alone, own, row->fallback, NULL)) BUG("default of option %s", row->name);
    struct text left = {0}, right = {0};
    option_value(row, options, &left);
    option_value(&alone, own, &right);
    bool same = strcmp(text_of(&left), text_of(&right)) == 0;
    text_free(&left);
    text_free(&right);
    return same;
}

bool option_counts(const struct option *row, const void *options) {
    return !(row->type & OPTION_YOUNGER) || !option_is_default(row, options);
}

static void write_value(const struct option *row, const void *options, const char **comma, struct text *out) {
    text_add(out, "%s%s=", *comma, row->name);
    option_value(row, options, out);
    *comma = ",";
}

void options_write(const struct option *table, const void *options, bool all, struct text *out) {
    const char *comma = "";
    for (; table->name; table++)
        if (all ? option_counts(table, options) : !option_is_default(table, options))
            write_value(table, options, &comma, out);
}

void options_write_over(const struct option *table, const void *options, const void *over, struct text *out) {
    const char *comma = "";
    for (; table->name; table++)
        if (!option_is_default(table, options) || !option_is_default(table, over))
            write_value(table, options, &comma, out);
}

bool options_equal(const struct option *table, const void *a, const void *b) {
    for (; table->name; table++)
        if (!same_value(table, a, b)) return false;
    return true;
}

bool options_same_identity(const struct option *table, const void *a, const void *b) {
    for (; table->name; table++)
        if (table->type & OPTION_IDENTITY && !same_value(table, a, b) && !option_is_default(table, a)) return false;
    return true;
}

bool expression_split(const char *expression, char name[64], char inside[OPTION_TEXT_SIZE], const char **rest,
                      struct error *err) {
    const char *at = expression + strspn(expression, " ");
    size_t size = strcspn(at, "(+@ ,;)");
    if (size == 0) return error_set(err, "a name is missing at '%.30s'", at);
    if (size >= 64) return error_set(err, "the name '%.63s...' is too long", at);
    memcpy(name, at, size);
    name[size] = '\0';
    at += size;
    inside[0] = '\0';
    *rest = at;
    if (*at != '(') return true;
    int depth = 1;
    const char *first = ++at;
    for (; *at && depth; at++) depth += (*at == '(') - (*at == ')');
    if (depth)
        return error_set(
            err,
            "'%.30s' has a parenthesis that is not closed; in a YAML list [...] an expression with commas needs quotes",
            expression);
    size = (size_t)(at - 1 - first);
    if (size >= OPTION_TEXT_SIZE)
        return error_set(err, "the options of '%s' are longer than %d characters", name, OPTION_TEXT_SIZE - 1);
    memcpy(inside, first, size);
    inside[size] = '\0';
    *rest = at;
    return true;
}
