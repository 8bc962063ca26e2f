/* What masks leave of a query's keys where they hide some one by one, for atoms that count keys. */
#ifndef LEXBENCH_MODEL_MASK_H
#define LEXBENCH_MODEL_MASK_H
#include "model/atom.h"

int mask_count(const struct cell *c, int i); /* keys that query i of the cell sees */
#endif
