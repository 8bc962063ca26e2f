/* The dataset of a suite's charts: its tasks and its series, in the suite's order. A series is a label under a
 * variant; its number, its style, is the same in every chart, so a scheme keeps its colour and its marker. */
#ifndef LEXBENCH_DATASET_H
#define LEXBENCH_DATASET_H
#include "plots/plot.h"
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
    const struct plot_style *style; /* of the figures */
    char *about;                    /* the suite's own words */
    const struct table *stale;      /* verdicts (results/claim.h): stale_why; NULL: none */
    int n_series, n_tasks;
    struct series *series;  /* style = index + 1 */
    struct summary summary; /* of the suite, not marked: tasks and series are those of its rows */
    char **task, **task_plain, **task_name, **task_title; /* [n_tasks] as stored; without what holds a file's content,
                                                             unless two were equal then; as charts print it; as their
                                                             titles do */
};

/* Of the schemes and tasks that style->scheme and style->task name, all where they are NULL. A style NULL is
 * plot_style_screen. false: err; a suite that is not there or has no stored run is EXIT_NOTHING, a name that it does
 * not have an error that lists those it has, and so is one in style->highlight, or more series there than there is
 * colour for. */
bool dataset_open(struct store *store, const char *suite, const struct plot_style *style, struct dataset *out,
                  struct error *err);
void dataset_close(struct dataset *dataset);
/* "Copy a string (symbols 120), trained to 10". */
const char *task_title(const struct dataset *dataset, const char *task);
const char *dataset_task_name(const struct dataset *dataset, const char *task);  /* as charts print it */
const char *dataset_task_plain(const struct dataset *dataset, const char *task); /* as headings have it */
/* Its name alone, "recall", where no other task of the suite has that; else as charts print it. mem_free it. */
char *dataset_task_brief(const struct dataset *dataset, const char *task);
int dataset_style(const struct dataset *dataset, const char *label,
                  const char *variant); /* 1..n_series; 0: not there */
/* The rows of a query, which are freed, that are of the dataset's series (columns label and, where there is one,
 * variant) and tasks (task, where there is one). number: a column by which rows are grouped, ascending, that is
 * numbered anew from 1; NULL: none. */
struct table *rows_asked(const struct dataset *dataset, const char *number, struct table *rows);
/* The rows of a query, which are freed, with five columns more: of the runs that stand behind a row (its columns
 * label, variant, multiple and, where `task` is NULL, task) and fitted, or of all where none did, the median in the
 * task's metric, and low and high, the interval that the style names: of that median (results/bet.h; missing below
 * INTERVAL_SEEDS seeds), the least and the greatest seed (missing where there is one), or none; and
 * not_finite, of how many runs the answers were not finite there (struct middle). */
struct table *with_medians(const struct dataset *dataset, const char *task, struct table *rows);
/* "without a model: rope 2 diverged; nope 1 diverged, 1 failed": of the trainings of the task (NULL: of all); nothing
 * where there are none. Appended. */
void dataset_lost_words(const struct dataset *dataset, const char *task, struct text *out);
/* What a line shows of a cell: the median of its runs that fitted (loss: of all), of all where none did, and low and
 * high as above. Runs whose answers were not finite are the worst there are, and where that are half of the runs or
 * more, nothing was measured that a median could show: all three are missing. */
struct middle {
    double median, low, high;
};
struct middle cell_middle(const struct dataset *dataset, const struct summary_cell *cell, bool loss);
/* The rows, and after them one for each seed behind those in colour (plots/choice.h), with four columns more, which the
 * former miss: seed, value (missing where its answers were not finite), seed_fitted and seed_not_finite. Of other
 * columns seeds have label, variant, metric, length and multiple. */
struct table *with_seeds(const struct dataset *dataset, const char *task, const struct table *rows);
/* "95 % interval of the median" or "least to greatest seed". */
const char *interval_words(const struct dataset *dataset);
/* Is the name in the list? Names are joined with commas, or with semicolons where names have commas; a comma within
 * brackets, and one before a setting (", layers=2"), joins nothing. A list NULL has all. */
bool name_among(const char *list, const char *name);
/* The same of a series' label, which a list may name without the settings that tell arms apart: "rope" for
 * "rope, layers=2". */
bool label_among(const struct plot_style *style, const char *list, const char *label);
#endif
