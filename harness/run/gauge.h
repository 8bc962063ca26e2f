/* The progress line: how much is done, how long the rest takes, and what every process is doing. */
#ifndef LEXBENCH_GAUGE_H
#define LEXBENCH_GAUGE_H
#include "base/text.h"

/* A run that a process works on. */
struct gauge_run {
    const char *name;
    const char *phase; /* "start", "train", "evaluate" */
    long step, steps;
    double loss; /* NaN: none yet */
};
struct gauge {
    int finished, total, failed; /* runs */
    double share;                /* of all training steps, 0..1 */
    double rate;                 /* steps per second, of all processes together */
    double left;                 /* seconds; NaN: not known yet */
    int n_runs;                  /* under way */
    const struct gauge_run *run; /* [n_runs] */
};
/* Append the line, at most `columns` wide. All runs under way are in it, in the same detail: where there is no room the
 * names are cut in the middle and then left out, then the losses; then steps are given in thousands, then as shares,
 * and then as one range of the shares of all. Rate and remaining time stay. */
void gauge_write(const struct gauge *gauge, int columns, struct text *out);
#endif
