/* Which claim gets the next seed, when many wait for a verdict and time is short.
 *
 * Every claim gets BUDGET_FIRST seeds, those with the fewest first, so that there is something to go by; after that the
 * next seed goes where a verdict is expected to cost least: the seeds that it still takes (bet.h, bet_seeds_expected)
 * times the cost of the next one. A claim whose share looks like the share that is asked for comes last, and is given
 * seeds only when nothing else is open. No such rule makes a wrong verdict likelier: the chance of an error is bounded
 * over the whole path of each claim's seeds, wherever one stops (tests/slow/verdicts.c measures it).
 */
#ifndef LEXBENCH_BUDGET_H
#define LEXBENCH_BUDGET_H
#include <stdbool.h>

enum { BUDGET_FIRST = 5 };

struct budget_claim {
    bool open; /* no verdict, below the cap of seeds, and not known to depend on the seed */
    int seeds; /* those it has */
    /* Of the check that is furthest from settling the claim, in the direction that its seeds point to (for: its share
     * lies above s): the logarithm of what the capital now has to be multiplied by, in how many seeds the answer was
     * yes (of a mean: the sum of x brought to 0..1), how many seeds counted, and the share asked for. */
    double missing, held;
    int counted;
    double s;
    double cost; /* of its next seed, at least 0, in any unit: runs that other claims paid for cost nothing */
};

/* The place in list[0..n-1] of the claim that gets the next seed; -1: none is open. Equal claims in their order. */
int budget_next(const struct budget_claim *list, int n);
#endif
