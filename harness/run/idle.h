/* Settings that do nothing beside others: a warm-up that never ends leaves a schedule nothing to do, and a model whose
 * layers run once has no loops to stop gradients in. They are no part of a run, so that they make no other one. */
#ifndef LEXBENCH_IDLE_H
#define LEXBENCH_IDLE_H
#include "run/config.h"

/* Gives every setting that does nothing its default, and config->idle those of them that had another value. Before
 * config_resolve; set: of config->task. What is stored is never changed so: its text is what it was identified by. */
void config_leave_out_idle(struct run_config *config, const struct task_set *set);
/* The k-th setting that may do nothing, from 0; NULL: there are no more. Its bit in config->idle is 1 << k. */
const char *idle_key(int k);
/* Where it does something: "model.loops is above it". */
const char *idle_counts_where(int k);
/* The same by its key; NULL: everywhere. */
const char *setting_counts_where(const char *key);
/* The default of a setting that was left out of the configuration; NULL: it was not. */
const char *idle_value(const struct run_config *config, const char *key);
#endif
