/* Which code made the stored results of a suite, checked before more are added.
 *
 * Replicates are runs of one arm and one code, and cells of one row are evaluations by one code. Where stored runs of a
 * suite's arms, or evaluations of them, were made by other code than this program's (run/code.h), either both are the
 * same for that arm, which a probe of that very code shows or the user declares (--keep), or the stored ones are
 * repeated (--again), or nothing is added to them.
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
struct settling {
    enum other_code other;
    bool evaluate_only; /* nothing is to be trained */
};
/* Marks the suite's plans: `again` where what is stored is to be replaced (with `trained`: only evaluations, at all
 * lengths that other code evaluated), `probe` and `probe_evaluations` where an arm has none yet of this program's.
 * false with err: the store, or there is something to add to what other code made.
 *
 * An evaluation is another code's where its fingerprint is not this program's, and neither the user declared that they
 * are the same for this arm, task and variant, nor a probe shows it that the evaluating code itself gave: the probe of
 * a training says nothing of evaluations that a third program made later. */
bool settle_codes(struct store *store, struct suite *suite, const struct settling *way, struct others *others,
                  struct error *err);
/* The same for a suite of which nothing is stored where it runs, a campaign's: the first plan of each arm makes its
 * probes. */
void ask_for_probes(struct suite *suite);
/* What this program makes of evaluations like those of the plan, into the record of what was evaluated. It takes about
 * 25 steps for each task and variant. */
bool probe_evaluations(const struct run_plan *plan, struct run_record *record, struct error *err);
/* Of a run's evaluations (record->eval), keeps only those that count as this program's, and of the unfinished ones only
 * those of this very code: they can be extended. */
bool drop_other_cells(struct store *store, const struct run_plan *plan, struct run_record *record, struct error *err);
/* How many of the suite's stored trainings other code than this program's made that is not known to be the same, by
 * fingerprints alone: *labels (appended) names whose they are, each once, a comma between. Trainings of which no code
 * is known do not count, nor what was not trained here. false: err. */
bool trained_by_other_code(struct store *store, const char *suite, int *runs, struct text *labels, struct error *err);
#endif
