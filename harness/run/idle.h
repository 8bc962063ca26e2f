/* Settings that do nothing beside others: a warm-up that never ends leaves a schedule nothing to do, and a model whose
 * layers run once has no loops to stop gradients in. They are no part of a run, so that they make no other one. */
#ifndef LEXBENCH_IDLE_H
#define LEXBENCH_IDLE_H
#include "run/config.h"

/* The k-th setting that may do nothing, from 0; NULL: there are no more. Its bit in a set of them is 1 << k. */
const char *idle_key(int k);
/* Where it does something: "model.loops is above it". */
const char *idle_counts_where(int k);
/* The same by its key; NULL: everywhere. */
const char *setting_counts_where(const char *key);
/* The settings of a configuration, before config_resolve, whose default makes the same numbers; set: of config->task.
 */
unsigned idle_settings(const struct run_config *config, const struct task_set *set);
/* Gives all of `idle` their defaults, and config->idle those of them that had another value. What is stored is never
 * changed so: its text is what it was identified by. */
void config_leave_out(struct run_config *config, unsigned idle);
/* The default of a setting that was left out of the configuration; NULL: it was not. */
const char *idle_value(const struct run_config *config, const char *key);
#endif
