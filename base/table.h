/* A table: rows of cells, printed in any of the formats that --format names. Every listing of the command line is one,
 * so that a listing has each format and a format is written once. */
#ifndef LEXBENCH_TABLE_H
#define LEXBENCH_TABLE_H
#include "base/error.h"
#include <stdbool.h>
#include <stdio.h>

enum table_format { TABLE_TEXT, TABLE_TSV, TABLE_CSV, TABLE_JSON, TABLE_MARKDOWN, TABLE_LATEX, TABLE_FORMATS };
#define TABLE_FORMAT_NAMES "table|tsv|csv|json|markdown|latex"
bool table_format_parse(const char *word, enum table_format *out, struct error *err); /* one of TABLE_FORMAT_NAMES */
/* tsv, csv and json are read by programs: they get every column and every digit. The others are read by people. */
bool table_format_is_data(enum table_format format);

struct text;
struct table; /* opaque */
struct table *table_new(int columns, const char *const *headers);
void table_cell(struct table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));                /* next cell, row-major */
void table_words(struct table *table, const char *words); /* the same, as it is */
/* Right-aligned; programs get the full number (table_format_is_data); NaN is "-", to them missing or null. */
void table_number(struct table *table, double value, const char *format);
/* A cell of another table, or of this one: what it says, and the full number behind it. */
void table_copy(struct table *table, const struct table *from, int row, int column);
/* A mean with three decimals and what stands behind it, "0.897 [0.850, 0.930] n=2": low NaN: no interval; n 0: the
 * number of runs is not said. */
void table_mean(struct table *table, double mean, double low, double high, int n);
void table_json(struct table *table, const char *json); /* a value that JSON gets as it is; elsewhere its text */
/* Marks for documents: bold, and a dagger behind the cell's text. */
void table_mark_best(struct table *table, int row, int column);
void table_mark_unfitted(struct table *table, int row, int column);
/* The cell that was added last is shaded on pages, from 0 (not at all) to 1. */
void table_shade(struct table *table, double share);
/* The cell that was added last leads to this address, in Markdown and on pages; NULL: nowhere. */
void table_link(struct table *table, const char *address);
/* What Markdown and LaTeX say of the table, in whole sentences, and what \ref calls it in LaTeX: "tab:" and the words
 * of name. Names in both are plain text, escaped by the format. */
void table_caption(struct table *table, const char *name, const char *caption, ...)
    __attribute__((format(printf, 3, 4)));

/* Leaves only the rows whose flag in keep[rows] is set. */
void table_keep(struct table *table, const bool *keep);
/* Leaves out the column of this header if no row has anything there. */
void table_leave_out_empty(struct table *table, const char *header);
/* Leaves only the rows in which every one of n words occurs in some cell, in any capitals. */
void table_search(struct table *table, const char *const *word, int n);

int table_rows(const struct table *table);
int table_columns(const struct table *table);
const char *table_header(const struct table *table, int column);
const char *table_at(const struct table *table, int row, int column); /* "" for a missing value */
bool table_is_best(const struct table *table, int row, int column);
bool table_is_unfitted(const struct table *table, int row, int column);
double table_shade_at(const struct table *table, int row, int column);
const char *table_address(const struct table *table, int row, int column); /* NULL: nowhere */
bool table_at_number(const struct table *table, int row, int column,
                     double *out);                              /* false when empty or not a number */
double table_value(const struct table *t, int row, int column); /* the same; NaN where there is none */
/* Columns by their header; a name that is not there is -1. */
int column_of(const struct table *rows, const char *name);
double number_at(const struct table *rows, int row, const char *column);    /* NaN: missing */
const char *text_at(const struct table *rows, int row, const char *column); /* "": missing */
/* Every cell of the column that is not empty is a number, and there is one. */
bool table_is_numeric(const struct table *table, int column);

/* Columns of the terminal that out is, COLUMNS before what the terminal says, 80 where it says nothing; 0: it is none.
 */
int table_width(FILE *out);
/* TEXT fits the terminal and loses no row's difference; into a pipe or a file it is whole. TSV and CSV (RFC 4180) have
 * a header line; JSON is a list of objects with keys in snake_case. */
void table_print(const struct table *table, enum table_format format, FILE *out);
/* Markdown as table_print has it, without the caption. Appended. */
void table_markdown(const struct table *table, struct text *out);
void table_free(struct table *table);
#endif
