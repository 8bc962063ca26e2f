/* The progress line: how much is done, how long the rest takes, and what one of the processes is doing. */
#ifndef LEXBENCH_GAUGE_H
#define LEXBENCH_GAUGE_H
#include "base/text.h"

struct gauge {
    int finished, total, failed; /* runs */
    double share;                /* of all training steps, 0..1 */
    double rate;                 /* steps per second, of all processes together */
    double left;                 /* seconds; NaN: not known yet */
    const char *name;            /* of the run that is shown; NULL: nothing is under way */
    const char *phase;           /* "train" ... */
    long step, steps;
    double loss; /* NaN: none yet */
};
/* Append the line, at most `columns` wide. Where there is no room the run's name is cut and then left out, then its
 * loss, then half of the bar; rate and remaining time stay. */
void gauge_write(const struct gauge *gauge, int columns, struct text *out);
#endif
