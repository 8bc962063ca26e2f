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

/* part[claim->n_cells], the caller's array, is filled with the shelf's suites. false: err says why the claim cannot be
 * run (a scheme or a task that there is not, a length or a variant that the suite does not evaluate). */
bool claim_parts(struct suite_shelf *shelf, const struct claim *claim, enum claim_scale scale,
                 const struct suite **part, struct error *err);
/* The ids of the parts' runs, for claim_judge: runs[claim->n_cells]. */
void claim_cell_runs(const struct claim *claim, const struct suite *const *part, struct cell_runs *runs);
void claim_cell_runs_free(const struct claim *claim, struct cell_runs *runs);
/* Adds the parts' plans to a suite that run_suite can run, each once; a run that is there already is evaluated on what
 * both ask for. false with err: that is more than one run can be asked for. */
bool claim_add_plans(const struct claim *claim, const struct suite *const *part, struct suite *out, struct error *err);
#endif
