/* What the formats of a table see of it; nobody else does. */
#ifndef LEXBENCH_TABLE_CELLS_H
#define LEXBENCH_TABLE_CELLS_H
#include "base/table.h"
#include "base/text.h"

struct table_entry {
    char *text;    /* as people read it; "" when missing */
    char *address; /* where it leads; NULL: nowhere */
    bool number, json;
    double value;              /* of a number, what programs get; NaN: null */
    bool mean, best, unfitted; /* mean: the following are its own */
    double low, high;          /* NaN: not said */
    int n;                     /* 0: not said */
    double shade;              /* 0..1 */
};
struct table {
    int columns, cells;
    char **header;
    struct table_entry *cell; /* row-major */
    int room;
    char *name, *caption; /* NULL: none */
};

static inline const struct table_entry *table_entry_at(const struct table *t, int row, int column) {
    return &t->cell[row * t->columns + column];
}
void table_print_text(const struct table *t, int width, FILE *out); /* width 0: nothing gives way */
void table_print_tsv(const struct table *t, FILE *out);
void table_print_csv(const struct table *t, FILE *out);
void table_print_json(const struct table *t, FILE *out);
void table_print_markdown(const struct table *t, FILE *out);
void table_print_latex(const struct table *t, FILE *out);
#endif
