/* The in-distribution fit: how often a model is right on examples of training lengths. It is a number of the training,
 * and where a run stops when it is fitted it decides the weights; so it is kept apart from the evaluation (evaluate.h),
 * which shares the tools.
 */
#ifndef LEXBENCH_FIT_H
#define LEXBENCH_FIT_H
#include "run/batch.h"

enum { EVALUATION_ROWS = 4096 };

/* Queries a model: batches of up to EVALUATION_ROWS tokens, or of one long sequence. */
struct bench {
    struct model *model; /* the caller's */
    struct batch_maker *maker;
    struct answer *answer; /* [rows] */
    int *at;               /* [rows] scratch */
};
/* For examples of up to n. Leaves the model reserved for evaluation. */
struct bench bench_open(struct model *model, const struct run_config *config, const struct task_set *set,
                        const struct scheme *scheme, int n);
void bench_close(struct bench *bench);
/* Whether the first `answers` answers of an example of the batch, which was asked last, are all right. */
bool example_exact(const struct bench *bench, const struct batch *batch, const struct example_info *e, int answers);

/* Sums over examples of a task. */
struct fit_sums {
    long examples, exact, answers, right;
    double loss, least; /* nats; least: of the best predictor there can be, NaN: not known */
};
/* Adds an example of the batch, which was asked last. stated: train.fit_loss. */
void fit_add(const struct bench *bench, const struct batch *batch, const struct example_info *e,
             const struct task_choice *of, double stated, struct fit_sums *sums);
/* The fit that evaluate_fit describes, of at least one example. */
double fit_of(enum task_metric metric, const struct fit_sums *sums);

/* The fit over train.fit_examples examples of training lengths, and over those of each task: part[set->n], NaN where
 * there is none. It is 0..1 in the task's own metric: exact match; the share of right answers; or, where the metric is
 * loss, exp(least - loss), the likelihood of an answer over that of the best predictor there can be (at most 1).
 * `least` is the task's optimum, or, where that is not known, train.fit_loss; without either the fit is NaN. finite:
 * whether all their losses are finite numbers. Leaves the model reserved for evaluation.
 */
double evaluate_fit(struct model *model, const struct run_config *config, const struct task_set *set,
                    const struct scheme *scheme, double *part, bool *finite);
#endif
