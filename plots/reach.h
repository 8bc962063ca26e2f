/* How far the schemes of a suite carry on each of its tasks (their extrapolation length): what tables and sentences say
 * of it. */
#ifndef LEXBENCH_REACH_H
#define LEXBENCH_REACH_H
#include "base/text.h"
#include "plots/dataset.h"
#include "results/evidence.h"

/* A scheme on a task that it was trained on, or under a variant. Texts are the reach's, or the dataset's. */
struct reach_arm {
    const char *task, *name;     /* name: as tables print it */
    const char *label, *variant; /* as stored; variant "" = as trained */
    const char *scheme;          /* its expression, of a variant the variant's */
    int runs, fitted, n;         /* n: fitted runs that have a reach */
    double fit, far; /* fit: the best run's; far: the multiple of the training length to which half of the n runs or
                        more hold 90 % (of exact match, or of token accuracy where that judges the task); NaN: none */
    struct interval interval; /* of the median over the n runs; NaN: too few */
    double least, greatest;   /* of the n runs; NaN: none */
    bool open;                /* half of the runs hold it at every length that was evaluated */
    bool loss, exact;         /* what judges the task; neither: token accuracy. By a loss there is no reach */
    struct text lost;         /* "1 diverged, 2 failed" (summary_lost_words); the latter are none of runs */
    char not_finite[64];      /* where its answers were not finite: "from 4x in 2 of 3 runs"; "": nowhere */
};
struct reaches {
    int n;
    struct reach_arm *arm; /* in the suite's order, tasks first */
    struct table *rows;    /* what the arms' texts point into */
};
/* With those under variants, where these are asked for, behind the others. false: err. reach_free frees it in either
 * case. */
bool reaches_read(const struct dataset *dataset, bool variants, struct reaches *out, struct error *err);
void reaches_free(struct reaches *reach);
/* "at least 4x", "2x", "no evaluated length"; "-": far is NaN. */
void reach_words(struct text *out, double far, bool open);
/* "1x to 2x", or "-" where there is none. */
void reach_interval_words(struct text *out, struct interval interval);
/* Does token accuracy judge a task of these? */
bool reaches_by_token(const struct reaches *reach);
/* "2/3 (1 diverged)" */
void reach_fitted_words(struct text *out, const struct reach_arm *arm);
/* "at least 4x (2x to 4x)": with the interval or, of too few runs for one, the least and the greatest of them; nothing
 * where both ends are the median. "no fit", "not evaluated". */
void reach_far_words(struct text *out, const struct reach_arm *arm);
/* Is its range in reach_far_words the least and the greatest, of too few fitted runs for an interval? */
bool reach_has_few(const struct reach_arm *arm);
/* "in parentheses the 95 % interval of that median", and what it is of arms that have few, if there are any. */
void reach_range_words(struct text *out, bool few);
/* reach_table.c: a row per scheme, those under a variant behind it; a column per task that a share of right answers
 * judges (no loss), under its name alone where no other has that; in the cells "at least 4x (2x to 4x), 5/5". The
 * caller frees it. */
struct table *reach_table(const struct dataset *dataset, const struct reaches *reach);
/* How to read it, in whole sentences, and what the names of its columns stand for. Appended. */
void reach_table_words(const struct dataset *dataset, const struct reaches *reach, struct text *out);
#endif
