/* The factors of a cell's queries, for atoms that add to queries behind them. */
#ifndef LEXBENCH_TEMPERATURE_H
#define LEXBENCH_TEMPERATURE_H
#include "model/atom.h"

/* Keys that query i of the cell sees, and 1 where a mask hides all of them. */
int temperature_seen(const struct cell *c, int i);
/* [longest] by the keys a query sees, less 1; NULL: none. And where their gradients are added, or NULL. */
const real *temperature_factors(const struct cell *c);
real *temperature_grads(const struct cell *c);
#endif
