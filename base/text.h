/* A growing string, and the few things done to text everywhere. */
#ifndef LEXBENCH_TEXT_H
#define LEXBENCH_TEXT_H
#include <stdbool.h>
#include <stddef.h>

struct text {
    char *data;  /* NUL-terminated; NULL while empty and never written */
    size_t size; /* bytes before the NUL */
    size_t room;
};
void text_add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_bytes(struct text *text, const void *bytes, size_t size);
void text_clear(struct text *text); /* keeps the memory */
void text_free(struct text *text);
const char *text_of(const struct text *text); /* never NULL */

/* Characters of UTF-8 text, a column of a terminal each; bytes of its first `columns` characters (all of a shorter
 * one): a character is never cut. */
int text_width(const char *text);
size_t text_fitting(const char *text, int columns);

/* Escapers: the only way user text reaches another language. Control characters are dropped (JSON: escaped). */
void text_json(struct text *text, const char *raw); /* with the quotes */
void text_html(struct text *text, const char *raw); /* & < > " ' */
/* As text_html, in what XML 1.0 can hold: invalid UTF-8, U+FFFE and U+FFFF become U+FFFD; a line break
 * or a tab survives in an attribute. */
void text_xml(struct text *text, const char *raw);
void text_markdown(struct text *text, const char *raw); /* a table cell: | & ` < > [ ] * _ and backslash escaped */
void text_latex(struct text *text, const char *raw);    /* text outside of mathematics, for any font encoding */
void text_csv(struct text *text, const char *raw);      /* a field of RFC 4180: quoted where it has to be; every byte */
void text_gnuplot(struct text *text, const char *raw);  /* an expression of single-quoted strings; for assignments */
void text_tsv(struct text *text, const char *raw);      /* tab, newline, carriage return become spaces */
/* For a terminal: control characters and invalid UTF-8 as \xNN (a line break as \n), so that a file's text cannot
 * control the terminal. */
void text_terminal(struct text *text, const char *raw);
void text_shell(struct text *text, const char *raw); /* one word of a POSIX shell, every byte kept */

/* A copy of raw in out[size] that is valid UTF-8: invalid bytes become U+FFFD, and what does not fit is cut after a
 * whole character. False: it was cut. */
bool text_utf8(const char *raw, char *out, size_t size);
bool text_is_utf8(const char *raw);

/* Shortest decimal that reads back to the same double: 0.1 not 0.10000000000000001. Always '.', never locale. */
void text_number(struct text *text, double value);

/* Did you mean? Edit distance (Damerau-Levenshtein, with transpositions). */
int text_distance(const char *a, const char *b);
/* The one of names[0..n-1] that is meant: the same letters in other capitals (papers spell RoPE, ALiBi), else the
 * closest if it is close enough, else one that begins so (KERPLE: kerple-log); NULL: none. */
const char *text_closest(const char *word, const char *const *names, int n);

bool text_to_long(const char *word, long *out);     /* the whole word, decimal, no junk, no overflow */
bool text_to_double(const char *word, double *out); /* the whole word, finite, C locale; no hex, inf, nan */
#endif
