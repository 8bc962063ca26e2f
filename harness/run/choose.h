/* A setting that a suite chooses (docs/suites.md): for each arm by the fit on training lengths, on seeds that nothing
 * else of the suite uses, so that every scheme gets the same share of tuning and none of it sees what is tested.
 *
 * The trials are ordinary trainings, stored under the suite's name and CHOICE_SUFFIX and never repeated. They alone
 * determine what is chosen.
 */
#ifndef LEXBENCH_CHOOSE_H
#define LEXBENCH_CHOOSE_H
#include "results/store.h"
#include "run/grid.h"
#include "run/suite.h"

#define CHOICE_SUFFIX " (tried)"
/* {train.lr: [3e-4, 1e-3], by: fit, seeds: [901, 902]}. False with file:line:column. */
bool choose_read(const struct yaml *map, struct axes *out, struct int_list *seeds, struct error *err);
/* Nothing else uses the seeds of a choice. node: the choice in the file. */
bool choose_allows_seed(const struct suite *suite, long seed, const struct yaml *node, struct error *err);
/* The trainings that decide, without any evaluation; suite_free them. */
void choose_trials(const struct suite *suite, struct suite *out);
/* Arms whose trials are all stored get their value: the greatest mean fit, of equals the first. */
bool choose_settle(struct suite *suite, struct store *store, struct error *err);
/* What was tried for the arms that are settled, into the store. */
bool choose_keep(const struct suite *suite, struct store *store, struct error *err);
bool choose_pending(const struct suite *suite, int plan);
void choose_drop(struct suite *suite);   /* the plans that wait for a choice, and the choices */
void choose_forget(struct suite *suite); /* the choices: plans stay as they are */
/* For callers that need every arm settled before anything runs: settle them from the database. false: a trial is
 * missing, or the database is; err names the command that runs the trials, `lexbench run` of the suite at `path`
 * followed by `words`. */
bool choose_from_database(struct suite *suite, const char *database, const char *path, const char *words,
                          struct error *err);
/* Settle one arm by trials made elsewhere: fit as in struct choice. false: `value` is not among the values to choose
 * from. */
bool choose_take(struct suite *suite, int choice, const char *value, const double *fit);
#endif
