/* A suite's schemes ranked over its tasks. */
#ifndef LEXBENCH_RESULTS_RANK_H
#define LEXBENCH_RESULTS_RANK_H
#include "results/bet.h"
#include "results/summary.h"

/* Ranks are those of runs as trained, fitted or not, by their mean over the multiples above 1 and at most RANK_MULTIPLE
 * at which every run of the task was that was evaluated as trained at all: no run is judged by other lengths than its
 * competitors. They are taken within each seed that all arms have in all ranked tasks, as verdicts are: what counts is
 * who is ahead in most seeds, and a mean over seeds of which some extrapolate and some do not is where none of them is.
 */
enum { RANK_MULTIPLE = 8 };

struct rank_row {
    const char *label;        /* the arm's name, of the summary */
    double rank;              /* mean over the ranked tasks, 1 = best; the median of the common seeds */
    struct interval interval; /* of that median, 95 % at all looks (bet_median_interval); NaN below 7 seeds */
    double score; /* mean over these tasks of the task's metric, of exp(-loss) where that is the loss; over all runs
                     and the multiples */
};
/* A task that is a loss or that some run fits, and that has a run evaluated above 1 and at most RANK_MULTIPLE. */
struct rank_task {
    const char *name; /* of the summary */
    int *multiple;    /* [n] the places of its common multiples in summary.multiple */
    int n;            /* 0: there is none, and the task is left out of the ranking */
};
struct ranking {
    int n, tasks, ranked; /* ranked: of the tasks, those that have a common multiple */
    int seeds; /* that all arms have in all ranked tasks; 0: nothing can be compared, and there are no rows */
    struct rank_row *row; /* [n] best first: the arms that are in every ranked task, as ranks can be averaged only over
                             the same competitors */
    struct rank_task *task; /* [tasks] in the suite's order */
};
/* What it points into stays the summary's. */
void rank_arms(const struct summary *summary, struct ranking *out);
void ranking_free(struct ranking *ranking);
#endif
