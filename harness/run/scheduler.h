/* The scheduler: skips plans whose results exist, runs the others as processes, and passes their result files to the
 * destination (run/destination.h).
 *
 * Workers write into the work directory (run/work_dir.h). Killing anything at any time loses at most the work since the
 * last checkpoint.
 */
#ifndef LEXBENCH_SCHEDULER_H
#define LEXBENCH_SCHEDULER_H
#include "run/versions.h"

struct schedule_options {
    const char *database;  /* takes finished runs, or */
    const char *folder;    /* if not NULL: this folder keeps their result files; several machines may share it */
    int jobs;              /* processes at a time; 0: as many as processors are online */
    bool fail_fast;        /* stop at the first run that fails */
    enum other_code other; /* what to do with stored runs that other code made */
    bool evaluate_only;    /* train nothing: runs without a stored training are left out */
    bool retry;            /* also runs whose attempts died ATTEMPTS_MAX times in a row */
    bool fit_elsewhere;    /* claims say what counts as fitted: of the suite's own rule nothing is said */
    double until;          /* by clock_seconds(): no run is begun from then on; 0: there is no such time */
};
struct schedule_result {
    int total, held_before, done, diverged, failed;
    int evaluated;       /* of stored trainings */
    int untrained;       /* left out by evaluate_only */
    struct others other; /* stored, and made by other code */
    int waiting;         /* done, but not stored since the database was locked; the next call stores them */
    bool late;           /* `until` came before all runs were begun; those that were are done */
    bool interrupted;
    double seconds;
};
/* Returns an exit code of base/error.h: EXIT_OK, EXIT_SOME_FAILED, EXIT_INTERRUPTED (also where runs are waiting), or
 * err->exit_code with err filled. */
int run_suite(struct suite *suite, const struct schedule_options *options, struct schedule_result *result,
              struct error *err);
#endif
