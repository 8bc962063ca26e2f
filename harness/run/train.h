/* One run's life: model, training, evaluation, hand-over. */
#ifndef LEXBENCH_TRAIN_H
#define LEXBENCH_TRAIN_H
#include "results/store.h"
#include "run/evaluate.h"

/* What one tells the world while working; called at most a few times a second. */
struct progress {
    long step, steps;
    double loss, fit;  /* fit: the last measurement, NaN before */
    const char *phase; /* "train", "evaluate" */
};
struct run_hooks {
    stop_check stop;                                           /* NULL: never */
    void (*report)(void *to, const struct progress *progress); /* NULL: silent */
    void *to;
    const char *checkpoint; /* path; NULL: keep none */
    const char *model;      /* path for the final parameters; NULL: keep none */
};
enum run_end { RUN_END_COMPLETE, RUN_END_STOPPED, RUN_END_ERROR };

/* Learning rate of a step (counted from 0). */
double learning_rate(const struct train_config *train, long step);
/* Do the run, from its checkpoint if there is one, and fill *record (also for a diverged run). STOPPED: the checkpoint
 * is written and running again goes on from it with the same bits. */
enum run_end run_plan(const struct run_plan *plan, const struct run_hooks *hooks, struct run_record *record,
                      struct error *err);
/* Identity and plan fields of a record. */
void record_begin(const struct run_plan *plan, struct run_record *record);
void host_fill(struct host_info *host);
#endif
