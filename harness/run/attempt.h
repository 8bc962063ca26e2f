/* Who is at work on a run, by facts: a file with the process's id, the moment it started and the machine's boot. It
 * goes when the attempt ends in order, so a file whose process is gone says that an attempt died. No state is ever
 * stored that only a living process could correct. */
#ifndef LEXBENCH_ATTEMPT_H
#define LEXBENCH_ATTEMPT_H
#include "base/error.h"

enum { ATTEMPTS_MAX = 5 }; /* that died in a row; then the run is left alone */

struct attempt {
    long tries; /* starts in a row, with this one, that did not end in order */
    long pid;
    unsigned long long started; /* ticks since boot */
    char boot[64];
};
/* What an attempt is at, for whoever looks on: a file beside it, written while it works and removed with it. */
struct looked_at {
    char phase[16]; /* "train", "evaluate" */
    long step, steps;
    double loss; /* NaN: none yet */
    double rate; /* steps a second of this attempt's training; 0: not known */
    double left; /* seconds of training; NaN: not known */
};
bool attempt_show(const char *path, const struct looked_at *at);
bool attempt_look(const char *path, struct looked_at *out);
/* The file of an attempt that has not ended in order; false: there is none (or none that can be read). */
bool attempt_read(const char *path, struct attempt *out);
/* Its process still runs: same boot, same id, same start. */
bool attempt_alive(const struct attempt *attempt);
/* This process begins one; *tries as above. */
bool attempt_begin(const char *path, long *tries, struct error *err);
/* Ask the process of an attempt that is alive to save and go, and see to it that it has gone. */
void attempt_end(const struct attempt *attempt);
#endif
