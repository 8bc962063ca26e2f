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

#define TRAINING_SUFFIX ".training.json"
/* DB.work, and a file of the run with this id in it, which run_id_is_valid; mem_free the result. */
char *work_dir_of(const char *database);
char *work_file(const char *work_dir, const char *kind, const char *id, const char *suffix);
#endif
