/* Within results/: does a record agree with itself? */
#ifndef LEXBENCH_AGREE_H
#define LEXBENCH_AGREE_H
#include "results/store.h"

/* What contradicts what, for a message; NULL: nothing. Looked at are the id (the hash of the configuration), the seed
 * and the training length (those of the configuration), counts (parts are no more than their whole) and shares. */
const char *record_contradiction(const struct run_record *record);
#endif
