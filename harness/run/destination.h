/* The destination of a scheduler's runs: a database, or a folder.
 *
 * A database takes a run in and forgets its files; its work directory is locked, because there is one writer.
 * A folder keeps result files until `lexbench collect` stores them. Several machines may share it, so nothing there is
 * locked: every file appears by renaming, and two machines that do the same run write the same results twice.
 */
#ifndef LEXBENCH_DESTINATION_H
#define LEXBENCH_DESTINATION_H
#include "results/store.h"
#include "run/suite.h"

struct destination;
/* Makes the database if needed, and stores the result files that lie beside the database. NULL: err. */
struct destination *destination_database(const char *database, const struct suite *suite, struct error *err);
/* What the suite is, for a database: its file, and under which overrides it was read. false: err. */
bool destination_add_suite(struct destination *destination, const struct suite *suite, struct error *err);
struct destination *destination_folder(const char *folder, struct error *err);
void destination_close(struct destination *destination); /* NULL is fine */
/* NULL: a folder. */
struct store *destination_store(const struct destination *destination);
/* The work directory of its workers (run/scheduler.h). */
const char *destination_work(const struct destination *destination);
/* What exists of a run: nothing (or a failure), its training, or the training and every requested evaluation. */
enum held { HELD_NOT, HELD_TRAINING, HELD_WHOLE };
/* The evaluations that a resolved configuration asks for: the same for all runs of an arm. NULL: err. */
struct asked;
struct asked *asked_of(const struct run_config *config, struct error *err);
void asked_free(struct asked *asked); /* NULL is fine */
/* In a database: its status too, where it is there. asked: of the plan's configuration. */
bool stored_of_run(struct store *store, const char *id, const struct asked *asked, bool *there, enum run_status *status,
                   enum held *held, struct error *err);
bool destination_holds(struct destination *destination, const struct run_plan *plan, enum held *held,
                       struct error *err);
/* Did the database refuse the run's result file? The file is still there. */
bool destination_refused(const struct destination *destination, const struct run_plan *plan);
/* Before a worker begins: writes the stored evaluations of the run to a file, for the worker to extend. */
bool destination_prepare(struct destination *destination, const struct run_plan *plan, struct error *err);

/* What becomes of a result file. Only TAKING_ERROR concerns other runs. */
enum taking {
    TAKING_KEPT,    /* in the database, or in place if the destination is a folder */
    TAKING_REFUSED, /* the tables refuse it: a failure of its run is stored, with the reason, and the file stays */
    TAKING_DAMAGED, /* or it has other numbers than are stored: it becomes FILE.damaged, and its run is repeated */
    TAKING_EARLY,   /* evaluations whose training is not stored, or what a newer lexbench wrote: the file stays until
                       the training is, or until that one reads it */
    TAKING_LATER,   /* the database is locked: the file stays, and the next call takes it */
    TAKING_ERROR    /* no room, no memory, no permission: the file stays */
};
/* A worker wrote the run's result files. Reads its training (if there is one, else *training stays empty) and its
 * evaluations into the two records (run_record_free them), keeps them, and removes what only the run needed. If it is
 * not TAKING_KEPT, err says why. */
enum taking destination_take(struct destination *destination, const struct run_plan *plan, struct run_record *training,
                             struct run_record *evaluations, struct error *err);
/* The same for a result file of a campaign, into a database; the file stays where it is. */
enum taking destination_collect(struct destination *destination, const struct run_plan *plan, const char *path,
                                struct error *err);
/* A run that ended without results. One that is stored already is not stored again. */
bool destination_take_failure(struct destination *destination, const struct run_record *record, struct error *err);
#endif
