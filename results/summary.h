/* The summary of a suite for tables: a row per task, arm (with its code and label) and variant, a cell per multiple of
 * the training length that was evaluated. The mean of a cell is over all runs that were evaluated there, in the task's
 * own metric.
 */
#ifndef LEXBENCH_RESULTS_SUMMARY_H
#define LEXBENCH_RESULTS_SUMMARY_H
#include "results/store.h"

struct summary_cell {
    int n;                              /* runs; 0: not evaluated there, and every number is NaN */
    int not_finite;                     /* of these (struct seed_value) */
    double mean, low, high;             /* of all runs; the least and the greatest of them */
    int fitted;                         /* runs that fitted */
    double mean_fitted;                 /* over these; NaN: none */
    long examples_least, examples_most; /* of each run; 0: not evaluated there */
    int looped;                         /* runs of which it is known which loop counted */
    double loops;                       /* mean over these of that loop, from 1; NaN: none */
    bool best;                          /* summary_mark */
    struct seed_value *run;             /* [n] in the suite's order */
};
struct seed_value {
    long seed;
    double value;
    bool fitted;
    bool not_finite; /* some answers of the model were no numbers there: they count as wrong, a loss as infinite */
};
/* A run without any evaluation, since its training did not end well. */
struct lost_run {
    long seed;
    enum run_status status; /* RUN_DIVERGED; RUN_FAILED for all that gave no result */
};
struct summary_row {
    char *task, *label, *variant, *metric; /* variant "": as trained; metric: exact, token or loss */
    char *arm;                             /* whose settings it has */
    long ordinal, place; /* the least of the arm's runs: place in the suite, and of the task in its run */
    long train_length;   /* of the arm */
    long first; /* least place in the suite of the runs that were evaluated under the variant; as trained: ordinal */
    int runs, fitted;      /* as trained: trainings; under a variant: those of them that were evaluated under it */
    int diverged;          /* of runs */
    int failed;            /* beside runs: a run that crashed is no evidence of its scheme */
    struct lost_run *lost; /* [diverged + failed] by seed; none under a variant */
    int evaluated;         /* runs that have an evaluation under the variant */
    double fit;            /* mean over `runs` of what was measured after training; NaN: nothing was */
    double in_range; /* mean over the multiples up to 1 at which every run of the task was that was evaluated as trained
                        at all, so that rows compare; NaN: none, or the row was not evaluated at all of them */
    int in_range_not_finite;   /* the most runs at one of these whose answers were not finite */
    struct summary_cell *cell; /* [multiples]: summary.multiple says which */
};
struct summary {
    int n, multiples;
    struct summary_row *row; /* [n] in the suite's order, variants behind their arm */
    double *multiple;        /* [multiples] ascending: all that anything was evaluated at, those up to 1 too */
    struct summary_cell *cells;
    struct seed_value *runs; /* what rows and cells point into */
};

/* "2 diverged, 1 failed" where some did; nothing otherwise. Appended. */
void summary_lost_words(const struct summary_row *row, struct text *out);
/* Of the least multiple at which answers of some runs of the row were not finite, its place, -1: nowhere; *cell: the
 * cell with the most such runs. */
int summary_not_finite(const struct summary *summary, const struct summary_row *row, const struct summary_cell **cell);
/* An unknown or empty suite has no rows. false: err. */
bool summary_read(struct store *store, const char *suite, struct summary *out, struct error *err);
int summary_multiple(const struct summary *summary, double multiple); /* its place; -1: nothing was evaluated there */
/* Where runs of the task (NULL: of any) were evaluated on different numbers of examples at one multiple, the least and
 * the greatest number at such multiples. false: nowhere. */
bool summary_examples_differ(const struct summary *summary, const char *task, long *least, long *most);
/* The same of one task alone and at the multiple of this place. */
bool summary_examples_differ_at(const struct summary *summary, const char *task, int multiple, long *least, long *most);
/* Whether every run of the task that was evaluated as trained at all was evaluated at the multiple of this place. */
bool summary_all_have(const struct summary *summary, const char *task, int multiple);
/* Frees the rows of which keep(of, row) is false; the others keep their order. */
void summary_keep(struct summary *summary, bool (*keep)(const void *of, const struct summary_row *row), const void *of);
void summary_free(struct summary *summary);
/* Was an arm of the suite evaluated by several codes (results/evaluator.c)? It has a row for each. */
bool summary_has_codes(struct store *store, const char *suite);
/* Appends the names of the suite's arms that were not trained here (a model's file, predictions), separated by commas:
 * of their trainings nothing is known. */
void summary_elsewhere(struct store *store, const char *suite, struct text *out);

/* Marks in every task and at every multiple the row with the best mean, and those that it does not beat: over the seeds
 * that both have, bets (results/evidence.h) do not show at 0.05 that the best is ahead in most of them. Only rows that
 * some run fitted take part (a loss asks for no fit), and an accuracy of 0 is never the best. Where fewer than
 * MARK_SEEDS seeds are common nothing is told apart: a row without them gets no mark, and if the best has fewer itself
 * none does. The best of one is no best: where no other row, of a scheme that fitted or not, has as many seeds in
 * common with it, nothing is marked. */
enum { MARK_SEEDS = 6 };
void summary_mark(struct summary *summary);
#endif
