/* A suite's results at one revision, as comparisons read them: taken from a database that runs were stored into, or
 * kept in the ledger (schema-3.sql), where they never change, baselines are names for them and nights are judged.
 */
#ifndef LEXBENCH_SNAPSHOT_H
#define LEXBENCH_SNAPSHOT_H
#include "results/store.h"

/* A run on one of its tasks; one trained on several tasks has a row for each. */
struct snapshot_run {
    const char *task, *label; /* borrowed */
    long seed;
    const char *id;     /* SHA-256 of the configuration */
    const char *config; /* its text; "": not known (kept by an older version) */
    enum run_status status;
    const char *reason; /* "": none */
    bool fitted;
    const char *training, *evaluation; /* SHA-256 over their bits; evaluation: of all cells of the run */
    double step_seconds;               /* of training; NaN: no step */
    double step_instructions;          /* of training, in user space; NaN: not counted */
    const char *processor, *blas, *compiler, *flags, *revision, *hostname;
};
struct snapshot_cell {
    int run; /* index of its run */
    const char *variant;
    long length;
    double multiple;
    long examples;    /* 0: not known (kept by an older version) */
    const char *bits; /* SHA-256 over its numbers; "": not known */
    double score; /* in the task's metric, 0..1: exact match, share of right answers, or exp(-loss), the likelihood of
                     an answer */
};
struct snapshot {
    long id; /* in the ledger; 0: not kept */
    char suite[128], revision[64];
    int64_t taken_us;
    struct snapshot_run *run; /* in the suite's order */
    int n_runs;
    struct snapshot_cell *cell; /* by run, variant, length */
    int n_cells;
    struct table *run_rows, *cell_rows; /* what the texts are borrowed from; NULL: the caller's own */
};
/* The current state of a suite in a database. revision: NULL takes that of the runs ("several" when they differ).
 * ids[n]: only these runs; NULL: all of the suite. Two runs of one task, label and seed are refused with the remedy. */
bool snapshot_take(struct store *store, const char *suite, const char *revision, const char *const *ids, int n,
                   struct snapshot *out, struct error *err);
void snapshot_free(struct snapshot *snapshot);
/* Two runs were configured differently, as far as their configurations are known. */
bool other_settings(const struct snapshot_run *a, const struct snapshot_run *b);
/* Pointers to the runs [n_runs] by task, label and seed, where no two are alike; mem_free it. */
const struct snapshot_run **snapshot_by_name(const struct snapshot *s);
/* That order, for qsort over pointers to runs. */
int snapshot_run_order(const void *a, const void *b);

/* Into the ledger, in one transaction; sets snapshot->id. A snapshot that is there already is reused. */
bool snapshot_keep(struct store *ledger, struct snapshot *snapshot, struct error *err);
bool snapshot_load(struct store *ledger, long id, struct snapshot *out, struct error *err);
/* The newest one of a revision (suite NULL: of any suite) that is no baseline's reserve (watch.h); 0: none. */
long snapshot_of_revision(struct store *ledger, const char *revision, const char *suite);
/* Of the last night (suite NULL: of any suite); 0: none. */
long snapshot_newest(struct store *ledger, const char *suite);

/* The snapshot that a name refers to; 0: no such baseline. */
long baseline_find(struct store *ledger, const char *name);
/* From now on the name refers to this snapshot. */
bool baseline_set(struct store *ledger, const char *name, long snapshot, const char *reason, struct error *err);

/* A verdict of the gate: counts of cells, of runs (failed, changed) and of schemes on a task (slower). */
struct night {
    long snapshot, baseline; /* baseline 0: there was none */
    int code;                /* exit code */
    int regressed, improved, unchanged, noise, inconclusive, missing, failed, changed, slower;
    int declined; /* series that made it red by what all nights so far say (watch.h) */
};
bool night_keep(struct store *ledger, const struct night *night, struct error *err);
/* Between which two revisions the bits of a run changed from those of `was`: the last night that still had them
 * (else was's own revision) and the first one after it. The night of `now` must be kept. */
bool night_range(struct store *ledger, const char *suite, const struct snapshot *was, const struct snapshot_run *run,
                 char from[64], char to[64], struct error *err);
#endif
