/* From a list of plans to results: skips what is there, runs the rest as processes, and gives what they hand over to
 * the outlet (run/outlet.h).
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
 * Killing anything at any time loses at most the work since the last checkpoint.
 */
#ifndef LEXBENCH_SCHEDULER_H
#define LEXBENCH_SCHEDULER_H
#include "run/versions.h"

struct schedule_options {
    const char *database;  /* takes finished runs, or */
    const char *folder;    /* if not NULL: they stay handed over in this one, which several machines may share */
    int jobs;              /* processes at a time; 0: as many as processors are online */
    bool fail_fast;        /* stop at the first run that fails */
    enum other_code other; /* what becomes of stored runs that other code made */
    bool evaluate_only;    /* train nothing: runs without a stored training are left out */
    bool retry;            /* runs whose attempts died ATTEMPTS_MAX times in a row, too */
};
struct schedule_result {
    int total, held_before, done, diverged, failed;
    int evaluated;       /* of stored trainings */
    int untrained;       /* left out by evaluate_only */
    struct others other; /* stored, and made by other code */
    int waiting;         /* done, but handed over still, since the database was locked: the next call stores them */
    bool interrupted;
    double seconds;
};
/* Returns an exit code of base/error.h: EXIT_OK, EXIT_SOME_FAILED, EXIT_INTERRUPTED (also where runs are waiting), or
 * err->exit_code with err filled. */
int run_suite(struct suite *suite, const struct schedule_options *options, struct schedule_result *result,
              struct error *err);
/* Body of the internal command `lexbench work PLAN WORKDIR`: one run. Progress goes to file descriptor 3 when it is
 * open. */
int worker_main(const char *plan_path, const char *work_dir);
#define TRAINING_SUFFIX ".training.json"
/* DB.work, and a file of the run with this id in it, which run_id_is_valid; mem_free the result. */
char *work_dir_of(const char *database);
char *work_file(const char *work_dir, const char *kind, const char *id, const char *suffix);
#endif
