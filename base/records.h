/* Data that people and other programs write line by line, with fields by name. Two forms, told apart by the file's
 * name: tab-separated text with the names in its first line, where the name ends with ".tsv", else JSON Lines, an
 * object a line. Blank lines are passed over. Every error begins with "file:line: ".
 *
 * Lists are JSON arrays, or words separated by blanks in a tab-separated field, which has no quotes and no escapes.
 */
#ifndef LEXBENCH_RECORDS_H
#define LEXBENCH_RECORDS_H
#include "base/error.h"
#include <stddef.h>

struct records;
/* bytes stay the caller's and outlive it. NULL: err (the header is none). */
struct records *records_open(const char *path, const char *bytes, size_t size, struct error *err);
void records_close(struct records *records); /* NULL is fine */
/* What follows is of the record that this moved to. The end of the file is no error. */
enum records_step { RECORDS_ONE, RECORDS_END, RECORDS_ERROR };
enum records_step records_next(struct records *records, struct error *err);
long records_line(const struct records *records); /* from 1 */
/* "file:line: message", false. */
bool records_error(const struct records *records, struct error *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A JSON null, and an empty field of a table, are not there. */
bool record_has(const struct records *records, const char *name);
/* Is there a field of this name, be it empty? */
bool record_names(const struct records *records, const char *name);
/* The field whose name is most like it; NULL: none is. Valid until the next step. */
const char *record_closest(const struct records *records, const char *name);
/* Fields that have to be there and of the type; else false with err. An integer is at most 2^53 either way. */
bool record_integer(const struct records *records, const char *name, long *out, struct error *err);
bool record_real(const struct records *records, const char *name, double *out, struct error *err);
/* Valid until the next step. A string; of a JSON record a number is no text. */
bool record_text(const struct records *records, const char *name, const char **out, struct error *err);
/* Appended to list[*n] (mem_grow); an empty list appends nothing. Integers are within an int. */
bool record_reals(const struct records *records, const char *name, double **list, int *n, struct error *err);
bool record_integers(const struct records *records, const char *name, int **list, int *n, struct error *err);
#endif
