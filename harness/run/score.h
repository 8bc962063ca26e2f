/* Predictions of any program for the examples of a run (run/examples.h), judged: they become the record of a run that
 * was not trained here, with the cells, guessers and fit that a model of ours would have.
 *
 * A file has one record (base/records.h) per example, in any order: split, length, id and key are the example's, and
 * `predicted` has a token for each of its answers (-1: none). `losses`, if any record has them, has nats for each. All
 * examples of the fit have to be there, and at each length of the test those from 0 to the same number.
 *
 * The run's configuration says what its numbers depend on: the settings that decide the examples, the model's name, the
 * seed, and the SHA-256 of the file as `predictions`, which is left out of the arm (results/identity.h). So files of
 * several seeds are replicates, and the same file is the same run.
 */
#ifndef LEXBENCH_SCORE_H
#define LEXBENCH_SCORE_H
#include "results/store.h"
#include "run/config.h"

/* Fills *record (run_record_free it; its suite, label and ordinal are the caller's). config: resolved, of one task;
 * name: of the model, a label. false: err says what is wrong in which line, and what to do. */
bool score_file(const char *path, const struct run_config *config, const char *name, struct run_record *record,
                struct error *err);
#endif
