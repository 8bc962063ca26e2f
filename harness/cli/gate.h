/* What compare, baseline and nightly share: the gate's options, finding the two sides of a comparison by name, and
 * printing the result.
 */
#ifndef LEXBENCH_CLI_GATE_H
#define LEXBENCH_CLI_GATE_H
#include "cli/command.h"
#include "plots/gate.h"
#include "results/watch.h"
#include "run/suite.h"

#define FLAG_DIR                                                                                                       \
    { "dir", 0, "DIR", "nightly", "where nights and baselines are kept" }
#define FLAG_SUITE                                                                                                     \
    { "suite", 0, "NAME", NULL, "which suite, if the database has several" }
#define FLAGS_GATE                                                                                                     \
    {"alpha", 0, "P", "0.05", "chance of a false regression in a comparison"},                                         \
        {"least-effect", 0, "X", "0.01", "change of exact match that matters"},                                        \
        {"least-seeds", 0, "N", "5", "pairs of seeds that a cell needs to be judged"},                                 \
        {"slower", 0, "FACTOR", "1.25", "ratio of time per step from which training counts as slower; 0: never"},      \
        {"more-instructions", 0, "FACTOR", "1.02",                                                                     \
         "the same for instructions per step, where counted; 0: judge by time"},                                       \
        {"exact", 0, NULL, NULL, "different bits fail too, not only worse results"},                                   \
        {"strict", 0, NULL, NULL, "inconclusive cells do not pass (exit code 3)"},                                     \
        {"allow-settings", 0, NULL, NULL, "also judge runs whose settings differ (else exit code 3)"}, {               \
        "all", 0, NULL, NULL, "print every cell, not only those that changed or could not be judged"                   \
    }

bool gate_of(const struct call *call, struct gate_rules *out, struct error *err);

/* DIR/nightly.db. mem_free it. */
char *ledger_path(const struct call *call);
/* One side of a comparison by what it is called: the path of a database, a baseline, a revision of a night, or a suite
 * of --db (where the command has that option), tried in this order. words (400 bytes) says what it is. */
bool side_find(const struct call *call, const char *name, struct snapshot *out, char *words, struct error *err);
/* ---- nights ---- */

/* The revision that --revision names, or the program's: one that can be a file's name and identifies the program. */
bool night_revision(const struct call *call, char out[64], struct error *err);
/* DIR/REVISION.db, and where fresh seeds are run, DIR/reserve/REVISION.db. mem_free it. */
char *night_database(const struct call *call, const char *revision);
char *reserve_database(const struct call *call, const char *revision, struct error *err);
/* The results of the suite as it is now out of a revision's database. */
bool night_take(const struct suite *suite, const char *revision, const char *database, struct snapshot *out,
                struct error *err);
/* watch.c: `baseline reserve NAME SUITE [key=value...]`; an exit code. */
int reserve_train(const struct call *call, struct store *ledger, struct error *err);
/* Compares tonight's results with the baseline's by fresh seeds, which it runs, and adds what the nights so far say to
 * the comparison; the watch is the caller's to free. EXIT_OK, EXIT_INTERRUPTED, or an error's exit code. */
int watch_night(const struct call *call, struct store *ledger, const char *baseline, const char *revision,
                struct comparison *c, struct watch *watch, struct error *err);

/* The table to stdout, and unless a program reads it the summary. */
void gate_print(const struct comparison *c, bool all, enum table_format format);
/* selftest.c: the gate on real trainings, one pair with a wrong slope and one of equals. An exit code. */
int gate_selftest(const struct call *call, struct error *err);
#endif
