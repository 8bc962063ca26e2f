#include "model/math/phase.h"
#include "base/clock.h"
#include <stddef.h>

const char *const phase_names[PHASES] = {"other",      "products", "attention products", "attention", "norm",
                                         "activation", "loss",     "optimiser",          "scheme",    "data"};

double *phase_seconds;
static enum phase current;
static double since;

void phase_clock(double *seconds) {
    phase_seconds = seconds;
    current = PHASE_OTHER;
    since = clock_seconds();
}

/* Products inside attention are told apart here, so that blas.c need not know who calls. */
enum phase phase_switch(enum phase to) {
    const double now = clock_seconds();
    const enum phase left = current;
    phase_seconds[left] += now - since;
    since = now;
    current = to == PHASE_PRODUCTS && left == PHASE_ATTENTION ? PHASE_ATTENTION_PRODUCTS : to;
    return left;
}
