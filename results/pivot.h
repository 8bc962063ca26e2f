/* A suite's results over two of its settings: "how does it fall with the layers, at each width?" */
#ifndef LEXBENCH_PIVOT_H
#define LEXBENCH_PIVOT_H
#include "results/store.h"

struct pivot {
    const char *by;      /* a setting (train.lr, task.blocks), or scheme, label or seed: a row for each of its values */
    const char *against; /* likewise, a column for each; NULL: a column for each multiple that was evaluated */
    double at;           /* with against: the multiple that cells are of; 0: the largest that most runs have */
};
/* One table per task, as trained: task, the value of `by`, and per column the mean over its runs in the task's metric
 * and, in a column "n COLUMN", their number. *at: the multiple in use. NULL: err (a setting that the suite's arms do
 * not have, with a suggestion; nothing evaluated there). */
struct table *pivot_table(struct store *store, const char *suite, const struct pivot *pivot, double *at,
                          struct error *err);
#endif
