/* Which runs a claim needs: for each of its cells, the runs of the scale's suite with that task and that label. */
#ifndef LEXBENCH_CLAIM_RUNS_H
#define LEXBENCH_CLAIM_RUNS_H
#include "results/claim.h"
#include "run/suite.h"

/* Parts of suites that were read already; many claims share them. What a suite chooses is taken from what the database
 * holds of it (run/choose.h). */
struct suite_shelf;
struct suite_shelf *suite_shelf_new(const char *database);
void suite_shelf_free(struct suite_shelf *shelf);

/* Seeds of a claim: first, first + 1, ..., n of them. */
struct seed_range {
    int first, n;
};
/* The runs of each cell under these seeds: part[claim->n_cells], the caller's array, is filled with the shelf's suites.
 * false: err says why the claim cannot be run (a scheme or a task that there is not, a length or a variant that the
 * suite does not evaluate). */
bool claim_parts(struct suite_shelf *shelf, const struct claim *claim, enum claim_scale scale, struct seed_range seeds,
                 const struct suite **part, struct error *err);
/* How many seeds the suite itself lists. They must be 1, 2, 3 ..., as a claim takes them; else false with err. The
 * claim has parts (claim_parts). */
bool claim_own_seeds(struct suite_shelf *shelf, const struct claim *claim, enum claim_scale scale, int *n,
                     struct error *err);
/* The parts' runs, for claim_judge: one for each cell. The caller's, for cell_runs_free. */
struct cell_runs *claim_cell_runs(const struct claim *claim, const struct suite *const *part);
/* The runs of all schemes that the suite has on the task of a cell, one for each of the *n arms. */
struct cell_runs *claim_task_runs(struct suite_shelf *shelf, const struct claim *claim, enum claim_scale scale,
                                  int cell, struct seed_range seeds, int *n);
void cell_runs_free(struct cell_runs *runs, int n); /* NULL: nothing */
/* Adds the parts' plans of n seeds, from the first-th on (0: the first), to a suite that run_suite can run, each once;
 * a run that is there already is evaluated on what both ask for. false with err: that is more than one run can be asked
 * for. */
bool claim_add_plans(const struct claim *claim, const struct suite *const *part, int first, int n, struct suite *out,
                     struct error *err);
#endif
