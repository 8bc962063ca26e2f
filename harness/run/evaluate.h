/* Measuring a trained model: exact match and its companions at one length, and the in-distribution fit. */
#ifndef LEXBENCH_EVALUATE_H
#define LEXBENCH_EVALUATE_H
#include "results/store.h"
#include "run/batch.h"

enum { EVALUATION_ROWS = 4096, POSITIONS_MAX = 512 };

/* Polled between batches; true stops the work. NULL: never. */
typedef bool (*stop_check)(void);

/* Exact match over train.fit_examples examples of training lengths. Leaves the model reserved for evaluation. */
double evaluate_fit(struct model *model, const struct run_config *config, const struct task_choice *choice,
                    const struct scheme *scheme);
/* One row per length under one scheme expression ("" = as trained); appends to record->eval. false: stopped, or err. */
bool evaluate_variant(struct model *model, const struct run_config *config, const struct task_choice *choice,
                      const char *variant, struct run_record *record, stop_check stop, struct error *err);
/* All variants of the configuration, as trained first. */
bool evaluate_all(struct model *model, const struct run_config *config, const struct task_choice *choice,
                  struct run_record *record, stop_check stop, struct error *err);
#endif
