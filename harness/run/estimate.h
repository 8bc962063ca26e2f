/* How long a suite takes on one processor, before it has run. */
#ifndef LEXBENCH_ESTIMATE_H
#define LEXBENCH_ESTIMATE_H
#include "run/suite.h"

struct estimate {
    double seconds; /* all runs one after the other */
    int known;      /* runs of which another seed is stored in the database */
};
/* Other runs are assumed to take `otherwise` seconds each. A missing database counts as empty. */
bool suite_estimate(const struct suite *suite, const char *database, double otherwise, struct estimate *out,
                    struct error *err);
#endif
