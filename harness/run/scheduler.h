/* From a list of plans to results: skips what is there, runs the rest as processes, and gives what they hand over to
 * the outlet (run/outlet.h).
 *
 * Workers write into the work directory (run/work_dir.h). Killing anything at any time loses at most the work since the
 * last checkpoint.
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
#endif
