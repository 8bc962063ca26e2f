/* What a task must hold of its examples of one length, in drawn ones. `lexbench prove` and the tests ask the same
 * functions. `example` has the caller's arrays of max_tokens entries or more, token and target, and maybe group and
 * value. false: err names the task, the length and what does not hold. */
#ifndef LEXBENCH_TASK_BATTERY_H
#define LEXBENCH_TASK_BATTERY_H
#include "run/task_set.h"

typedef bool task_trial(const struct task_choice *choice, int n, struct example *example, struct error *err);
task_trial task_tries_tokens; /* they are in the vocabulary, at most max_tokens, and something is asked */
task_trial task_tries_stream; /* a stream gives the same example again */
task_trial task_tries_solver; /* the solver finds every target */
task_trial
    task_tries_damage; /* the solver refuses a token that has been replaced by one that can be in no such place */
task_trial task_tries_chance; /* chance() and chance_token() are in 0..1 */

struct task_test {
    const char *what;
    task_trial *holds;
    bool solver; /* nothing to try where the task has none */
};
extern const struct task_test task_tests_all[]; /* those above, in their order; no name ends them */
/* A length of those that are tried, k from 0; 0: no more. */
int task_tried_length(const struct task_choice *choice, int k);
#endif
