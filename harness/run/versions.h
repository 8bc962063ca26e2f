/* Which code made the stored results of a suite, checked before more are added.
 *
 * Replicates are runs of one arm and one code. Where stored runs of a suite's arms were made by other code than this
 * program's (run/code.h), either both are the same for that arm, which a probe shows or the user declares (--keep), or
 * the stored ones are repeated (--again), or nothing is added to them.
 */
#ifndef LEXBENCH_VERSIONS_H
#define LEXBENCH_VERSIONS_H
#include "results/store.h"
#include "run/suite.h"

/* OTHER_EVALUATE_AGAIN: evaluations are repeated, trainings stay. */
enum other_code { OTHER_REFUSE, OTHER_AGAIN, OTHER_KEEP, OTHER_EVALUATE_AGAIN };
/* Runs, and evaluations of runs, of other code that are stored and stay as they are. */
struct others {
    int runs, cells;
};
/* Marks the suite's plans: `again` where what is stored is to be replaced (with `trained`: only evaluations), `probe`
 * where an arm has none yet. false with err: the store, or there is something to add to arms that other code made.
 *
 * An evaluation that is asked for and stored is another code's where its fingerprint is not this program's, and neither
 * the user declared that they are the same for this arm, nor a probe shows it: as trained the run's own, under a
 * variant or on a task that the run is not trained on one that was kept with the evaluations of a run of the arm. The
 * first run of an arm that evaluates such a thing is marked to make it (`probe_evaluations`). */
bool settle_codes(struct store *store, struct suite *suite, enum other_code how, struct others *others,
                  struct error *err);
/* What this program makes of evaluations like those of the plan under variants and on other tasks, into the record of
 * what was evaluated. It takes about 25 steps for each. */
bool probe_evaluations(const struct run_plan *plan, struct run_record *record, struct error *err);
/* Of a run's stored evaluations (record->eval), keeps only those that count as this program's: they can be extended. */
bool drop_other_cells(struct store *store, const struct run_plan *plan, struct run_record *record, struct error *err);
#endif
