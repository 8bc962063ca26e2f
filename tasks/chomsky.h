/* What the fifteen tasks of the Chomsky hierarchy share (Deletang et al. 2022; Ruoss et al. 2023): the form of the
 * answer as the only option, and members of the struct.
 */
#ifndef LEXBENCH_CHOMSKY_H
#define LEXBENCH_CHOMSKY_H
#include "tasks/sequence.h"
#include "tasks/solve.h"

/* Largest n where a generator keeps its numbers on the stack. */
enum { CHOMSKY_LONGEST = 4096 };

struct chomsky_options {
    int answer; /* enum answer_form */
};
static const struct option chomsky_table[] = {ANSWER_OPTION(struct chomsky_options), {0}};

static inline bool chomsky_written(const void *options) {
    return ((const struct chomsky_options *)options)->answer == ANSWER_WRITTEN;
}
static inline bool chomsky_parallel(const void *options) { return !chomsky_written(options); }
static inline int chomsky_longest(const void *options) {
    (void)options;
    return CHOMSKY_LONGEST;
}

#define CHOMSKY_MEMBERS                                                                                                \
    .source = "Deletang et al. 2022, Neural Networks and the Chomsky Hierarchy (answer=slots); Ruoss et al. 2023, "    \
              "Randomized Positional Encodings Boost Length Generalization of Transformers",                           \
    .metric = METRIC_TOKEN, .options = chomsky_table, .options_size = sizeof(struct chomsky_options),                  \
    .parallel = chomsky_parallel
#define CHOMSKY_DIFFERS "answer=written is for causal models; slots hold the <query> token"
#endif
