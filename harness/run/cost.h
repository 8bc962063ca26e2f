/* What a suite costs, before anything runs: of each arm a few training steps and a batch of evaluation are done, here
 * and now, and their times multiplied. */
#ifndef LEXBENCH_COST_H
#define LEXBENCH_COST_H
#include "run/suite.h"

struct cost {
    int arms, measured;       /* in the suite; of these measured, the others being taken for their mean */
    double step, least, most; /* seconds of a training step: mean of the measured arms, and their range */
    double train, evaluate;   /* seconds of all runs one after the other, trials of a choice with them */
    double bytes;             /* the largest that this process grew to, as a worker's grows */
    bool partly; /* some lengths are so long that they were only counted, not tried: they take more memory */
};
/* Measures arms in their order until `seconds` are used up, one at least. Arms whose training does not happen here
 * (models from elsewhere) cost evaluation alone. false: err says which arm cannot be tried. */
bool suite_cost(const struct suite *suite, double seconds, struct cost *out, struct error *err);
#endif
