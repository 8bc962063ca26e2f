/* Which code made what is stored, before a suite goes on.
 *
 * Replicates are runs of one arm and one code. Where stored runs of a suite's arms were made by other code than this
 * program's (run/code.h), either both are the same for that arm, which a probe shows or the user declares (--keep), or
 * the stored ones are done anew (--again), or nothing is added to them.
 */
#ifndef LEXBENCH_VERSIONS_H
#define LEXBENCH_VERSIONS_H
#include "results/store.h"
#include "run/suite.h"

enum other_code { OTHER_REFUSE, OTHER_AGAIN, OTHER_KEEP };
/* Marks the suite's plans: `again` where what is stored is to be replaced, `probe` where an arm has none yet. *other:
 * runs of other code that are stored and stay as they are. false with err: the store, or there is something to add to
 * arms that other code made. */
bool settle_codes(struct store *store, struct suite *suite, enum other_code how, int *other, struct error *err);
#endif
