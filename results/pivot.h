/* A suite's results over two of its settings: "how does it fall with the layers, at each width?" */
#ifndef LEXBENCH_PIVOT_H
#define LEXBENCH_PIVOT_H
#include "results/store.h"

struct pivot {
    const char *by; /* a setting (train.lr, task.symbols), or scheme, label or seed: a row for each of its values */
    const char
        *against; /* likewise, a column for each; NULL: a column for each multiple that was evaluated, in order */
    double at;    /* with against: the multiple that cells are of; 0: the largest that most runs have */
};
/* What to say of a table. */
struct pivot_note {
    double at; /* the multiple in use, with against */
    /* The least and the greatest number of examples where runs of one task were evaluated on different ones at one
     * multiple of those that are shown; 0: nowhere. */
    long examples_least, examples_most;
};
/* As trained: task (without its option that is asked for), the value of `by` ("" for an arm without that setting), arm
 * (what else tells arms apart: the scheme and settings in which the suite's arms differ), and per column the mean in
 * the task's metric over the runs of one arm and, in a column "n COLUMN", their number. Where trainings diverged or
 * failed, or a model's answers were not finite, a last column "outcome" says so in words. Values that are numbers stand
 * in order, others as in the suite. Arms are never pooled. NULL: err (a setting that no arm has, with a suggestion;
 * nothing evaluated there). */
struct table *pivot_table(struct store *store, const char *suite, const struct pivot *pivot, struct pivot_note *note,
                          struct error *err);
#endif
