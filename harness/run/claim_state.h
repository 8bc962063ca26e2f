/* What is fixed before a claim's first seed, and whether stored verdicts are still valid.
 *
 * A claim is frozen when it is first run or judged: its checks and fit rule, and what its suite trains and evaluates
 * for them, are kept by their hash. Prose may change; whatever decides a verdict begins anew when it is changed, with
 * seeds of which nothing is stored, and the earlier try stays in the database. A verdict judged a claim's file and the
 * runs that its suite asked for; if one of these has changed, or runs were removed, it is stale and 'claims check'
 * judges again.
 */
#ifndef LEXBENCH_CLAIM_STATE_H
#define LEXBENCH_CLAIM_STATE_H
#include "base/hash.h"
#include "run/claim_runs.h"

/* Seeds at most, when nothing is said; that can be asked for (a suite lists no more); and where those begin that claims
 * do not use, and settings are chosen on. */
enum { CLAIM_CAP = 40, CLAIM_CAP_MOST = OPTION_LIST_MAX, CLAIM_SEEDS_END = 900 };

/* The parts of a claim under its own seeds (claim_parts), and what it was frozen with. If it is not frozen yet, this is
 * stored, with a cap of CLAIM_CAP; so is a cap (0: as it is) above the one it has, unless the store can only be read or
 * is NULL. A cap below that is for this call alone, and for what it runs. The first seed is the claim's own (1, unless
 * its file says otherwise) where nothing was tried before, and else the one after the last of which a training is
 * stored, if that is greater. all: the parts have all seeds up to the stored cap, to be run; else those of which
 * something may be stored, and the next one. false: err, as claim_parts. */
bool claim_freeze(struct suite_shelf *shelf, const struct claim *claim, enum claim_scale scale, int cap, bool all,
                  struct store *store, const struct suite **part, struct frozen *out, struct error *err);
/* Hash of what the suite trains and evaluates for the claim: of every cell the label and the arm, the number of
 * examples, and the lengths that the checks look at. part: of claim_parts. */
void claim_suite_hash(const struct claim *claim, const struct suite *const *part, char out[SHA256_HEX]);
/* So many seeds, from the first on, are judged (claim_seeds_stored; a store of NULL: none). */
int claim_complete_seeds(const struct claim *claim, const struct suite *const *part, struct store *store);

/* The last verdicts that are stale: a row of claim, scale and why ("family changed" where it has more or fewer claims,
 * "file changed", "file gone", "suite changed", "runs missing", "more seeds stored" where the verdict was no decision,
 * "several codes"; with commas between) for each. NULL: err. */
struct table *stale_verdicts(struct store *store, struct claim *const *claim, int n, struct suite_shelf *shelf,
                             struct error *err);
/* The same of a store, which is this database's, by the claims of a folder (or of the one that ships, base/shipped.h).
 * NULL: no verdict is stored, or the folder cannot be read, which is warned of. */
struct table *stale_by_folder(struct store *store, const char *database, const char *folder);
#endif
