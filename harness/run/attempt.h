/* Which process works on a run: a file with its id, the moment it started and the machine's boot. The process removes
 * the file when it ends in order, so a file whose process is gone means that the attempt died. No state is stored that
 * only a living process could correct. */
#ifndef LEXBENCH_ATTEMPT_H
#define LEXBENCH_ATTEMPT_H
#include "base/error.h"

enum { ATTEMPTS_MAX = 5 }; /* deaths in a row after which the run is left alone */

struct attempt {
    long tries; /* starts in a row, with this one, that did not end in order */
    long pid;
    unsigned long long started; /* ticks since boot */
    char boot[64];
};
/* The progress of an attempt, for `lexbench status`: a file beside the other, updated while it works and removed with
 * it. */
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
/* Ask the process of an attempt that is alive to save and exit, and make sure that it has. */
void attempt_end(const struct attempt *attempt);
#endif
