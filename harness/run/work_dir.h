/* The files of runs in progress.
 *
 * The work directory (DB.work beside a database DB; a slice's folder on a cluster) has
 *   plan/ID.plan                the plan of a worker
 *   checkpoint/ID.*             checkpoints of an interrupted run (train.h); removed when the run is stored
 *   attempt/ID.attempt          the process that works on it, or died (attempt.h)
 *   attempt/ID.progress         its progress, written at most twice a second; removed with the attempt
 *   spool/ID.training.json      result file of a training, written when it is done
 *   spool/ID.json               result file of its evaluations, written when all requested ones are done; both are
 * removed when they are stored failed/ID.json              a run that ended without results, if there is no database to
 * store it model/ID.safetensors        the trained parameters log/ID.log                  output of a worker
 */
#ifndef LEXBENCH_WORK_DIR_H
#define LEXBENCH_WORK_DIR_H
#include "base/error.h"

#define TRAINING_SUFFIX ".training.json"
/* DB.work, and a file of the run with this id in it, which run_id_is_valid; mem_free the result. */
char *work_dir_of(const char *database);
char *work_file(const char *work_dir, const char *kind, const char *id, const char *suffix);
void work_drop(const char *work_dir, const char *kind, const char *id, const char *suffix); /* that file goes */
/* Makes the work directory of a database, beside which it is to lie, if need be and locks it against others who run
 * into the database, or take runs out of it: a descriptor, which close() unlocks. -1: err, somebody else has it. */
int work_lock(const char *database, struct error *err);
/* What is left of a run there goes: results that were handed over, checkpoints, its model. For whoever has the lock. */
void work_forget(const char *work_dir, const char *id);
/* Of these, what only a run under way needs. */
void work_tidy(const char *work_dir, const char *id);
#endif
