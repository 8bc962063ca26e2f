/* Tables of numbers from files: a line for each row, its numbers apart by tabs or blanks, as many in every line. Empty
 * lines and lines that begin with # are skipped. A file is known by its name and the hash of its content, read once and
 * kept (base/stock.h). */
#ifndef LEXBENCH_NUMBER_TABLE_H
#define LEXBENCH_NUMBER_TABLE_H
#include "base/stock.h"

enum { NUMBER_TABLE_ROWS = 65536, NUMBER_TABLE_COLUMNS = 64 };
struct number_table {
    const struct number_table *next;
    const struct stock *stock;
    int rows, columns;
    double *number; /* [rows][columns], all finite */
};
/* sha256: as stock_read has it. NULL: err, by file, line and column. Never freed. */
const struct number_table *number_table_read(const char *path, const char *sha256, struct error *err);
#endif
