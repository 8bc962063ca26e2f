/* Within results/: what the files that fill the database share. */
#ifndef LEXBENCH_ROWS_H
#define LEXBENCH_ROWS_H
#include "results/sql.h"

/* bits.c: numbers bit by bit, a line per row: no times, no host, and nothing that only newer versions measure (guesses,
 * measures). Appended to *out; nothing when there is no such run or cell. */
bool bits_of_training(struct store *s, const char *run_id, struct text *out, struct error *err);
bool bits_of_cell(struct store *s, const char *run_id, const char *task, const char *variant, long length,
                  struct text *out, struct error *err);

/* cells.c: where a cell was evaluated. */
bool read_host(struct store *s, const char *run_id, const char *task, const struct eval_row *e, struct host_info *out,
               struct error *err);

/* ingest.c: a record within a transaction, all but its place in a suite. */
bool take_record(struct store *s, const struct run_record *r, struct error *err);

/* evaluator.c: what evaluated an arm. */
/* A code is known there from now on; it counts as itself. */
bool put_evaluator(struct store *s, const struct evaluator *e, struct error *err);
bool unite_evaluators(struct store *s, const struct evaluator *e, const char *other, struct error *err);
/* Table apart of one arm anew: after its cells, their codes or the versions of its runs changed. */
bool tell_apart(struct store *s, const char *arm, struct error *err);

/* arms.c */
/* The arm of a configuration, with its settings. */
/* The defaults of settings that are younger than stored runs. */
bool put_younger(struct store *s, struct error *err);
bool put_arm(struct store *s, const struct run_record *r, char id[RUN_ID_SIZE], struct error *err);
bool put_suite(struct store *s, const char *name, const char *about, const char *text, struct error *err);
/* A stored run's place in a suite under a label, beside others that it may have there; names are made anew where they
 * may have changed. */
bool put_link(struct store *s, const char *suite, const char *run_id, const char *label, long ordinal,
              struct error *err);
/* Whether the suite has the run, under any label. */
bool is_placed(struct store *s, const char *suite, const char *run);
/* The same for a run that came from elsewhere: where the suite has a label for its arm, that stays. */
bool add_link(struct store *s, const char *suite, const char *run_id, const char *label, long ordinal,
              struct error *err);
/* What suites call an arm under versions that no run of theirs has any more goes, and the others are named anew. */
bool forget_empty_arms(struct store *s, const char *arm, struct error *err);
/* After a migration: settings of all arms and names in all suites. */
bool describe_arms(struct store *s, struct error *err);

/* differing.c: the keys of settings in which n arms differ, by key, a missing one counting as another value, and every
 * arm's value under them, "default" where it has none; neither those of the task nor options of the scheme. Texts are
 * the store's, until forget_settings. differing_free it, whatever is returned. */
struct differing {
    int n_arms, n_keys;
    const char **key;   /* [n_keys] */
    const char **value; /* [n_keys][n_arms] */
};
bool differing_read(struct store *s, const char *const *arm, int n, struct differing *out, struct error *err);
void differing_free(struct differing *differing);
void forget_settings(struct store *s); /* what differing_read keeps: where settings were written anew, and at the end */

/* names.c */
/* The names of a suite's arms of one task, anew: after its arms, their codes or their labels changed. */
bool name_arms(struct store *s, const char *suite, const char *task, struct error *err);
bool name_all(struct store *s, struct error *err);
/* Where several arms or codes of a task have one label: in suites whose arms are called by their labels so far, and
 * whose other labels tell arms apart. */
bool name_namesakes(struct store *s, struct error *err);
/* Whether a suite that has the run may call its arm so: not what another arm's name is, nor with another value of one
 * of its settings. */
bool check_label(struct store *s, const char *run_id, const char *label, struct error *err);
#endif
