/* What came out of a suite, in a few sentences that its statistics make: which schemes carry furthest and which
 * collapse, which fitted, which is ahead of the next, what is undecided and what it would take. */
#ifndef LEXBENCH_OUTCOME_H
#define LEXBENCH_OUTCOME_H
#include "plots/dataset.h"

enum { OUTCOME_MOST = 10 };
struct outcome {
    int n;
    int pairs; /* of schemes on a task that a best and a next could have been, over all tasks: what a comparison chosen
                  after looking pays for */
    struct text sentence[OUTCOME_MOST];
};
/* false: err. outcome_free frees it in either case. */
bool outcome_read(const struct dataset *dataset, struct outcome *out, struct error *err);
void outcome_free(struct outcome *outcome);
#endif
