/* The dataset of a suite's charts: its tasks and its series, in the suite's order. A series is a label under a
 * variant; its number, its style, is the same in every chart, so a scheme keeps its colour and its marker. */
#ifndef LEXBENCH_DATASET_H
#define LEXBENCH_DATASET_H
#include "results/summary.h"

enum { NAME_CHARACTERS = 40 }; /* of the longest name in a chart */
struct series {
    char *label, *variant; /* as stored; variant "" = as trained */
    char *name; /* what legends and tables print: the label, "label > variant" ("rope > (base=1)" where the variant
                   begins so), shortened by what series have in common (base/labels.h) */
};
struct dataset {
    struct store *store;
    const char *suite;
    char *about;               /* the suite's own words */
    const struct table *stale; /* verdicts (results/claim.h): stale_why; NULL: none */
    int n_series, n_tasks;
    struct series *series;    /* style = index + 1 */
    struct summary summary;   /* of the suite, not marked: tasks and series are those of its rows */
    char **task, **task_name; /* [n_tasks] as stored; as charts print it */
};

/* false: err; a suite that is not there or has no stored run is EXIT_NOTHING. */
bool dataset_open(struct store *store, const char *suite, struct dataset *out, struct error *err);
void dataset_close(struct dataset *dataset);
const char *dataset_task_name(const struct dataset *dataset, const char *task); /* as charts print it */
int dataset_style(const struct dataset *dataset, const char *label,
                  const char *variant); /* 1..n_series; 0: not there */
/* The rows of a query, which are freed, with three columns more: of the runs that stand behind a row (its columns
 * label, variant, multiple and, where `task` is NULL, task), fitted or not, the median in the task's metric, and low
 * and high, the interval of that median (results/bet.h); missing below INTERVAL_SEEDS seeds. */
struct table *with_medians(const struct dataset *dataset, const char *task, struct table *rows);
#endif
