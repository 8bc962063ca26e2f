/* Runs by the values of one or two settings: what --figure grid draws. A scheme or task whose name states such a value
 * ("rope, layers=2", "sort(symbols=16)") loses it here, so that its arms are one panel or one line.
 */
#ifndef LEXBENCH_GRID_H
#define LEXBENCH_GRID_H
#include "plots/chart.h"

struct grid_words {
    int n;
    char **word; /* [n] */
};
/* A seed at the length that style->at names. */
struct grid_point {
    int label, task, x, y; /* places in the lists below */
    int style;             /* of its arm in the dataset */
    struct seed_value run;
};
struct grid {
    int n;
    struct grid_point *point;      /* [n] in the suite's order */
    struct grid_words label, task; /* in the suite's order, without the settings' values */
    struct grid_words x, y;        /* values, ascending where all are numbers; y has one, "", where style->y is NULL */
    char metric[16];               /* of the first point */
    struct summary_cell cell;      /* grid_cell */
};
#define GRID_AT "2x" /* where nothing else is asked for */
/* "2x" is a multiple of the training length, "80" a length: the number is appended. */
bool grid_at(const char *at, bool *multiple, struct text *number, struct error *err);
/* style->x and style->at are given. No point is no error. false: err; a setting that the suite's runs do not have is an
 * error that lists those in which they differ. */
bool grid_read(const struct dataset *dataset, struct grid *out, struct error *err);
/* The seeds of one cell, until the next call; n == 0: none. */
const struct summary_cell *grid_cell(struct grid *grid, int label, int task, int x, int y);
void grid_free(struct grid *grid);

/* "train.longest" -> "longest training length": as an axis says it. */
const char *setting_words(const char *key);
/* "exact match at 2x". */
void grid_measure(const struct grid *grid, const struct dataset *dataset, struct text *out);
/* NAME_name[1..NAMEs] of the script, and NAMEs; NAME_tic beside them, with % doubled. */
void grid_script_words(struct figure *figure, const char *name, const struct grid_words *words);
/* A task of the grid as a title says it. */
void grid_task_title(const struct dataset *dataset, const char *task, struct text *out);
#endif
