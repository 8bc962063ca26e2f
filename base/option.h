/* Option tables. A struct of options is described by one table; parsing, defaults, bounds, help, the canonical text
 * that a run's identity hashes, and documentation all come from it. A table ends with a row whose name is NULL.
 */
#ifndef LEXBENCH_OPTION_H
#define LEXBENCH_OPTION_H
#include "base/error.h"
#include "base/text.h"
#include <stddef.h>

enum option_type {
    OPTION_INT,    /* long */
    OPTION_REAL,   /* double */
    OPTION_BOOL,   /* bool: true|false (yes|no, 1|0 are read too) */
    OPTION_CHOICE, /* int: index into choices */
    OPTION_TEXT,   /* char[OPTION_TEXT_SIZE], no control characters */
    OPTION_INTS,   /* struct int_list: "1,2,4" or "1..8" or both, in brackets when inside parentheses: [1,2,4] */
    OPTION_REALS   /* struct real_list */
};
/* Added to a type: the option is younger than results that are stored. Canonical text leaves it out while it has its
 * default, so that what was stored without it keeps its id; so it stays for good. */
enum { OPTION_YOUNGER = 16 };
/* Added to a type: it says what the component is, such as the text of a formula. With another value it is another
 * component, and a variant with that inherits none of the trained one's options. */
enum { OPTION_IDENTITY = 32 };
enum { OPTION_TEXT_SIZE = 512, OPTION_LIST_MAX = 64 };
struct int_list {
    int n;
    long value[OPTION_LIST_MAX];
};
struct real_list {
    int n;
    double value[OPTION_LIST_MAX];
};

struct option {
    const char *name;
    enum option_type type; /* read it with option_type */
    size_t offset;         /* offsetof(struct, member) */
    const char *fallback;  /* the default as text, read by the same parser */
    double min, max;       /* INT, REAL and list elements, inclusive; both 0: no bounds */
    const char *choices;   /* CHOICE: "clamp|zero|random" */
    const char *unit;      /* "tokens", "" ... may be NULL */
    const char *help;      /* one line */
};
/* A row of a table that is made by a macro: the formatter keeps a call together, but not braces. */
#define OPTION_ROW(...)                                                                                                \
    { __VA_ARGS__ }

enum option_type option_type(const struct option *row); /* without what is added to it */
void options_default(const struct option *table, void *options);
/* Set one option. An unknown name or a bad value is an error that lists what is allowed and suggests the closest name.
 */
bool options_set(const struct option *table, void *options, const char *name, const char *value, struct error *err);
/* "name=value,name=value" (the inside of the parentheses of a scheme or a task); NULL or "" is fine. Brackets protect
 * commas; a name given twice is an error. */
bool options_parse(const struct option *table, void *options, const char *list, struct error *err);
bool option_is_default(const struct option *row, const void *options);
/* Does canonical text have this option? All but younger ones that have their default. */
bool option_counts(const struct option *row, const void *options);
/* Have a and b the same values of what is OPTION_IDENTITY, or a the defaults? */
bool options_same_identity(const struct option *table, const void *a, const void *b);
/* Append "name=value,..." in table order. all: canonical text; else only those that differ from the default. */
void options_write(const struct option *table, const void *options, bool all, struct text *out);
/* Those that differ from the default in `options` or in `over`: read onto either, the text gives `options`. */
void options_write_over(const struct option *table, const void *options, const void *over, struct text *out);
void option_value(const struct option *row, const void *options, struct text *out); /* one value as text */
const struct option *option_find(const struct option *table, const char *name);     /* NULL when not there */
bool options_equal(const struct option *table, const void *a, const void *b);

/* "name(options)" -> name (at most 63 characters) and the inside of the parentheses ("" when there are none).
 * *rest points behind what was read. */
bool expression_split(const char *expression, char name[64], char inside[OPTION_TEXT_SIZE], const char **rest,
                      struct error *err);
#endif
