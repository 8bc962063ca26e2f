/* Are stored verdicts still valid? A verdict judged a claim's file and the runs that its suite asked for; if one of
 * these has changed, or runs were removed, the verdict is stale and 'claims check' judges again.
 */
#ifndef LEXBENCH_CLAIM_STATE_H
#define LEXBENCH_CLAIM_STATE_H
#include "base/hash.h"
#include "run/claim_runs.h"

/* Hash of what the claim's suite asks for: of every cell the task, and by run its label, its id and what is evaluated
 * of it, in whatever order the suite has its runs. part: of claim_parts. */
void claim_suite_hash(const struct claim *claim, const struct suite *const *part, char out[SHA256_HEX]);
/* Of the claim's runs: how many, and how many of them are finished in the store (NULL: none are). */
void claim_count_runs(const struct claim *claim, const struct suite *const *part, struct store *store, int *runs,
                      int *stored);

/* The last verdicts that are stale: a row of claim, scale and why ("file changed", "file gone", "suite changed", "suite
 * not known" of verdicts older than schema 7, "runs missing", "several codes"; with commas between) for each. NULL:
 * err. */
struct table *stale_verdicts(struct store *store, struct claim *const *claim, int n, struct suite_shelf *shelf,
                             struct error *err);
/* The same of a store, which is this database's, by the claims of a folder (or of the one that ships, base/shipped.h).
 * NULL: no verdict is stored, or the folder cannot be read, which is warned of. */
struct table *stale_by_folder(struct store *store, const char *database, const char *folder);
#endif
