/* One run: model, training, evaluation, result files. */
#ifndef LEXBENCH_TRAIN_H
#define LEXBENCH_TRAIN_H
#include "base/counter.h"
#include "results/store.h"
#include "run/evaluate.h"
#include "run/plan.h"

/* The progress of a run, reported at most a few times a second. */
struct progress {
    long step, steps;
    double loss, fit;  /* fit: the last measurement, NaN before */
    const char *phase; /* "train", "evaluate" */
};
/* Polled between steps and between batches of evaluation; true stops the work. */
typedef bool (*stop_check)(void);
struct run_hooks {
    stop_check stop;                                           /* NULL: never */
    void (*report)(void *to, const struct progress *progress); /* NULL: silent */
    void *to;
    void (*note)(const char *words); /* what whoever asked for the run should hear; NULL: nobody does */
    const char *checkpoint;          /* stem of the files below; NULL: keep none */
    double checkpoint_seconds;       /* between checkpoints; 0: 30 */
    long tries;                      /* starts in a row, with this one, that did not end in order */
    const char *model;               /* path for the final parameters; NULL: keep none */
    /* Called with the record when the training is done, before its evaluation; NULL: not called. false with err: it
     * failed, and the run ends with an error. */
    bool (*trained)(void *to, const struct run_record *record, struct error *err);
    const struct counter *instructions; /* of this thread; NULL: not counted */
};
enum run_end { RUN_END_COMPLETE, RUN_END_STOPPED, RUN_END_ERROR };

/* Learning rate of a step (counted from 0). */
double learning_rate(const struct train_config *train, long step);
/* Do the run, from its checkpoint if there is one, and fill *record (also for a diverged run). STOPPED: what was done
 * is kept, and running again resumes from there with the same bits.
 *
 * Checkpoints alternate between STEM.0.safetensors and STEM.1.safetensors, so that the newest stays while the next is
 * written. A run resumes from the sound one that is further on; a damaged one is reported and deleted; without any the
 * run starts again. STEM.json has what was evaluated so far, as a result file of status interrupted. */
enum run_end run_plan(const struct run_plan *plan, const struct run_hooks *hooks, struct run_record *record,
                      struct error *err);
/* What the plan's rule of the fit makes of a made-up course of fits, which meets and misses its level: after each
 * measurement the streak, the first step of it, and what would be called fitted, with one task and with two; appended
 * to *out, for probes (run/code.h). A few steps of training never come so far. */
void fit_rule_write(const struct run_plan *plan, struct text *out);
#endif
