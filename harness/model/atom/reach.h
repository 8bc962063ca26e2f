/* Keys out of reach. */
#ifndef LEXBENCH_REACH_H
#define LEXBENCH_REACH_H
#include "model/atom.h"

/* Narrows the cell's window to the keys that can matter, in evaluations of REACH_LEAST tokens and more. bias: of the
 * cell's head, reversed. */
enum { REACH_LEAST = 512 };
/* What the keys left out weigh together in a row, at most: less than a weight's rounding. */
#define REACH_TAIL (sizeof(real) == sizeof(float) ? (double)FLT_EPSILON : DBL_EPSILON)
void reach_narrow(struct cell *c, const real *bias);
/* The largest distance below T that is needed: near[-d] is the bias at distance d, bound the largest |content score|.
 */
int reach_distance(const real *near, int T, double bound);
#endif
