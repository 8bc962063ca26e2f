/* How long a suite takes on one processor, before it has run. */
#ifndef LEXBENCH_ESTIMATE_H
#define LEXBENCH_ESTIMATE_H
#include "run/suite.h"

struct estimate {
    double seconds; /* all runs one after the other */
    int known;      /* runs whose like, another seed of the same configuration, is stored in the database */
};
/* Runs without their like in the database take `otherwise` seconds each. A database that is not there knows nothing. */
bool suite_estimate(const struct suite *suite, const char *database, double otherwise, struct estimate *out,
                    struct error *err);
#endif
