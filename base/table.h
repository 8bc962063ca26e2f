/* A listing: rows of text cells printed as an aligned table, TSV or JSON. Every listing of the command line uses it. */
#ifndef LEXBENCH_TABLE_H
#define LEXBENCH_TABLE_H
#include "base/error.h"
#include <stdbool.h>
#include <stdio.h>

enum table_format { TABLE_TEXT, TABLE_TSV, TABLE_JSON };
struct table; /* opaque */
struct table *table_new(int columns, const char *const *headers);
void table_cell(struct table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3))); /* next cell, row-major */
void table_number(struct table *table, double value,
                  const char *format); /* right-aligned; JSON gets the full number; NaN is "-" / null */
void table_json(struct table *table, const char *json); /* a value that JSON gets as it is; elsewhere its text */
int table_rows(const struct table *table);
int table_columns(const struct table *table);
const char *table_header(const struct table *table, int column);
const char *table_at(const struct table *table, int row, int column); /* "" for a missing value */
bool table_at_number(const struct table *table, int row, int column,
                     double *out);                              /* false when empty or not a number */
double table_value(const struct table *t, int row, int column); /* the same; NaN where there is none */
/* Columns by their header; a name that is not there is -1. */
int column_of(const struct table *rows, const char *name);
double number_at(const struct table *rows, int row, const char *column);    /* NaN: missing */
const char *text_at(const struct table *rows, int row, const char *column); /* "": missing */
/* Every cell of the column that is not empty is a number, and there is one. */
bool table_is_numeric(const struct table *table, int column);
void table_print(const struct table *table, enum table_format format,
                 FILE *out); /* TSV has a header line; JSON has headers in snake_case; TEXT fits a terminal, and is
                                whole elsewhere */
void table_free(struct table *table);
bool table_format_parse(const char *word, enum table_format *out, struct error *err); /* table|tsv|json */
#endif
