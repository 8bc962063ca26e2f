/* Files of runs that are at work.
 *
 * The work directory (DB.work beside a database DB; a slice's folder on a cluster) has
 *   plan/ID.plan                what a worker is told
 *   checkpoint/ID.*             where an interrupted run goes on (train.h); removed when the run is stored
 *   attempt/ID.attempt          who is at work on it, or died at it (attempt.h)
 *   attempt/ID.progress         what that one is at, twice a second at most; removed with the attempt
 *   spool/ID.training.json      a training, handed over when it was done
 *   spool/ID.json               its evaluations, handed over when all that was asked for was done; both are removed
 *                               when they are stored
 *   failed/ID.json              a run that ended without results, where no database takes it
 *   model/ID.safetensors        the trained parameters
 *   log/ID.log                  what a worker said
 */
#ifndef LEXBENCH_WORK_DIR_H
#define LEXBENCH_WORK_DIR_H

#define TRAINING_SUFFIX ".training.json"
/* DB.work, and a file of the run with this id in it, which run_id_is_valid; mem_free the result. */
char *work_dir_of(const char *database);
char *work_file(const char *work_dir, const char *kind, const char *id, const char *suffix);
#endif
