/* The store: the record of a run, its result files, and the database. The only room that includes sqlite3.h.
 *
 * Life of a result: a worker fills a struct run_record with a training and writes it to a result file
 * (result_file_write: JSON, renamed into place); evaluations of it go to a result file of their own. The scheduler, the
 * only writer, ingests each in one transaction (store_ingest): repeating it is harmless; other numbers under the same
 * name are an error ("determinism alarm"). Readers query the views of views.sql through store_query.
 *
 * Terms (results/identity.h, docs/schema.md): a run is a training, named by what decides its weights; an arm is
 * what replicates share; a cell is one task under one variant at one length, with counts and sums over its first
 * examples, so that it can grow.
 */
#ifndef LEXBENCH_STORE_H
#define LEXBENCH_STORE_H
#include "base/error.h"
#include "base/table.h"
#include "base/text.h"
#include "results/fields.h"
#include <stdbool.h>
#include <stdint.h>

enum { RUN_ID_SIZE = 65, VARIANT_SIZE = 1024 };
enum run_status { RUN_DONE, RUN_DIVERGED, RUN_FAILED, RUN_INTERRUPTED };
const char *run_status_name(enum run_status status);

struct curve_point { /* training curve */
    long step;
    double loss, grad_norm, lr;
    double fit; /* in-distribution exact match measured at this step; NaN: not measured */
};
struct run_part {    /* one of the tasks that a run was trained on, most often the only one */
    char task[256];  /* short expression */
    char metric[16]; /* what its source reports: exact, token or loss */
    double fit;      /* in-distribution exact match on it at the end of training; NaN as in run_record */
    bool fitted;
    bool trained; /* false: the model is only evaluated on it */
};
struct guess { /* scores without looking at the question, and the best possible; NaN: not of this kind */
    char name[16];
    double exact, token; /* exact match and share of right answers, <eos> not counted */
    double loss;         /* nats per answer */
};
enum { GUESSES_MAX = 4, DEPTH_TENTHS = 10 };
#define EVAL_MEMBER(kind, member) EVAL_MEMBER_##kind(member)
#define EVAL_MEMBER_LONG(member)  long member;
#define EVAL_MEMBER_REAL(member)  double member;
#define EVAL_MEMBER_TEXT(member)  char member[RUN_ID_SIZE];

/* Answer positions, counted from 1, in groups: sixteen to an octave. */
int position_bin(int place);
int bin_position(int bin); /* the first position of a group */

/* One task of a run under one variant at one length, as far as it was evaluated. */
struct eval_row {
    long part;                  /* index of the record's parts */
    char variant[VARIANT_SIZE]; /* scheme expression; "" = as trained */
    long length;                /* n of the task */
    EVAL_NUMBERS(EVAL_MEMBER)
    int n_position;                       /* accuracy by answer position (first POSITIONS_MAX): right and seen */
    long *position_right, *position_seen; /* owned by the record */
    int n_depth;                          /* 0 or DEPTH_TENTHS: exact and seen by depth */
    long depth_exact[DEPTH_TENTHS], depth_seen[DEPTH_TENTHS];
    int n_bins; /* loss by answer position, if it is the task's metric: by position_bin, owned; 0: not kept */
    double *bin_loss;
    long *bin_seen;
    int n_guess; /* as trained only: guesses know nothing of schemes */
    struct guess guess[GUESSES_MAX];
};
struct measured {               /* any other number of a run */
    long part;                  /* -1: of no one task */
    char variant[VARIANT_SIZE]; /* "" = as trained */
    long length;                /* 0: of none */
    char name[32];              /* what it is: near, loss ... (docs/schema.md) */
    char series[64];
    double x, value;
};
struct probed { /* what a code makes of an evaluation like those of a part and a variant (run/code.h) */
    long part;
    char variant[VARIANT_SIZE], code[RUN_ID_SIZE], probe[RUN_ID_SIZE];
};
struct host_info {
    char processor[128];
    char blas[512]; /* the library, the kernel it chose, and the instruction sets: on what has the same, a program gives
                       the same bits, whatever the processor is called */
    char compiler[256], flags[1024], revision[64], hostname[128]; /* what is longer ends with "..." */
};

struct run_record {
    char id[RUN_ID_SIZE];    /* SHA-256 of config: of what decides the weights */
    bool trained;            /* the record has a training; else evaluations of one that has a result file of its own */
    bool again;              /* made with --again: replaces what other code made, instead of being compared with it */
    char code[RUN_ID_SIZE];  /* fingerprint of the code that trained; "": not known */
    char probe[RUN_ID_SIZE]; /* what that code made of the first steps (run/code.h); "": not known */
    char suite[128];
    char scheme[256]; /* short expression, for people */
    char label[128];  /* what charts call it: the suite's label, else the scheme */
    char task[256];   /* short expression */
    long seed;
    long ordinal;      /* order in the suite: ORDINAL_STEP * the arm's place in its file, from 1, + the seed */
    long train_length; /* largest n in training */
    long train_tokens; /* tokens of the longest training sequence */
    char *config;      /* canonical text of the training, "key = value" lines, nothing of `evaluate`; owned */
    enum run_status status;
    char reason[512];     /* why it failed or diverged; "" otherwise */
    char untrained[2048]; /* numbers of the scheme that training never reached, for people; "": none */
    long parameters;
    long steps;          /* done */
    long attempt;        /* 1 = undisturbed; resumed runs count up */
    double seconds;      /* of training, all attempts */
    double instructions; /* in user space, of the training steps alone; NaN: not counted */
    double eval_seconds;
    long peak_rss; /* bytes */
    double fit; /* in-distribution exact match at the end of training (its own examples); NaN when diverged at once */
    long fit_examples;
    long fit_step; /* first step of the streak that counted as fitted; -1: never */
    bool fitted;   /* the rule of the configuration was met */
    int64_t started_us, finished_us;
    struct host_info host;
    struct run_part *part;
    int n_parts; /* owned; at least 1 */
    struct curve_point *curve;
    int n_curve; /* owned */
    struct eval_row *eval;
    int n_eval; /* owned */
    int newest; /* of destination_take: the last of these that was not stored before; -1: none */
    struct measured *measured;
    int n_measured; /* owned */
    struct probed *probed;
    int n_probed; /* owned */
};
void eval_row_free(struct eval_row *row);
void run_record_free(struct run_record *record);
/* Removes its results and makes it a failure with this reason. */
void run_record_fail(struct run_record *record, const char *reason);
/* 64 hexadecimal digits: nothing else may become part of a path. */
bool run_id_is_valid(const char *id);
void run_record_add_point(struct run_record *record, const struct curve_point *point);
/* Valid until the next one is added. */
struct run_part *run_record_add_part(struct run_record *record, const char *task, const char *metric);
/* at: the row whose part, variant and length it belongs to; NULL: to the run as a whole. */
void run_record_add_probed(struct run_record *record, const struct probed *probed);
void run_record_add_measured(struct run_record *record, const struct eval_row *at, const char *name, const char *series,
                             double x, double value);

bool result_file_write(const char *path, const struct run_record *record, struct error *err);
/* Strict: a file with a damaged byte, and one whose id, configuration and counts contradict each other, is
 * ERROR_DAMAGED; one that cannot be read is not. */
bool result_file_read(const char *path, struct run_record *out, struct error *err);

/* The code of predictions that were scored (run/score.h), the SHA-256 of "predictions, judged by rule 1": where they
 * come without losses, nothing is known of these. */
#define CODE_OF_PREDICTIONS "ec174b07143561a31d8151ee2b2dd35fb844eb9d15d06253d194ee511a932a87"
/* Of a row e of table evaluation, in SQL: were some of the model's answers no finite numbers? A loss is stored as NULL
 * then, and for no other reason. Column not_finite of v_eval is the same, word for word. */
#define EVALUATION_NOT_FINITE "e.loss_sum IS NULL AND e.code <> '" CODE_OF_PREDICTIONS "'"

struct store;
/* Create or open for writing: TRUNCATE journal, FULL, foreign keys; refuses another application_id and a newer schema;
 * brings an older one up to date under a lock, after a copy to PATH.schema-VERSION. A path on a network file system is
 * refused, and so is what SQLite takes for no file. */
struct store *store_open(const char *path, struct error *err);
/* Defensive: databases from strangers are read. An older schema is refused with the remedy; no database is
 * EXIT_NOTHING. */
struct store *store_open_readonly(const char *path, struct error *err);
/* Is this the name of a record (store_export), which is read and never written? */
bool store_is_record(const char *path);
/* A record that may be written in memory, as judging does; nothing of that is kept. */
struct store *store_open_record(const char *path, struct error *err);
/* Nothing of it is kept: to compare tables and views with, and for tests. */
struct store *store_open_memory(struct error *err);
void store_close(struct store *store);
bool store_writes(const struct store *store); /* false: it was opened to be read only */
/* One transaction. Again is harmless. ERROR_CONFLICT: a training is stored with other numbers under its id, or a cell
 * of as many examples with others ("determinism alarm"), or a cell by code that is not the same; they stay.
 * ERROR_REFUSED: the tables do not take this record. ERROR_EARLY: evaluations whose training is not stored. */
bool store_ingest(struct store *store, const struct run_record *record, struct error *err);
bool store_add_suite(struct store *store, const char *name, const char *about, const char *text, struct error *err);
/* Ordinals order a suite's runs by their entry's place in the suite's file and then by seed, so that they do not depend
 * on which part of the file a call chose. Smaller ones are of older programs, which counted the runs of a call. */
static const long ORDINAL_STEP = 10000000000; /* more than any seed */
/* The suite holds a run that is stored already, under this label, beside others that it has there. labels: all that the
 * suite has now, a line each; another one of the run was an earlier name of this one and goes, for all runs of its arm.
 * NULL: they are not known, and none goes. */
bool store_link(struct store *store, const char *suite, const char *run_id, const char *label, long ordinal,
                const char *labels, struct error *err);
/* What a label does to names that are stored. *out: a scheme other than this one that the suite has under the label on
 * the task; or the label of the run's arm that store_link will replace. Nothing is added where there is none. */
bool store_namesake(struct store *store, const char *suite, const char *task, const char *label, const char *scheme,
                    struct text *out, struct error *err);
bool store_earlier_label(struct store *store, const char *suite, const char *run_id, const char *label,
                         const char *labels, struct text *out, struct error *err);
/* What was tried to choose a setting of an arm that a suite knows by task and label. */
struct tried {
    const char *task, *label, *arm, *key, *value; /* arm: what the choice led to, of the runs under the chosen value */
    long seed;
    const char *run; /* id of the training */
    double fit;      /* 0: it diverged */
    bool chosen;     /* this value */
};
/* Takes the place of what was stored of these arms. One transaction. */
bool store_add_tried(struct store *store, const char *suite, const struct tried *tried, int n, struct error *err);
/* A row per arm of the suite that was chosen for, value and seed: task, label (the arm's name), setting, value, seed,
 * run (ten characters of its id, or removed), fit, chosen. Choices whose runs are none of the suite's are left out. */
struct table *store_choices(struct store *store, const char *suite, struct error *err);
/* Under which overrides a suite was run ("" for none): words of a shell, each stored once; in their order. */
bool store_add_command(struct store *store, const char *suite, const char *overrides, struct error *err);
struct table *store_commands(struct store *store, const char *suite, struct error *err);
/* A suite as its file reads now. */
struct suite_scope {
    const char *name, *about, *text, *overrides; /* overrides: as above */
    int n;
    const struct suite_member {
        const char *id, *label;
        long ordinal;
    } * member; /* [n] */
};
/* From now on the views of this connection show only the given suite: those of its runs that are stored, whatever suite
 * they were made for. stored: how many of them ended. Nothing is written to the database. */
bool store_scope(struct store *store, const struct suite_scope *scope, int *stored, struct error *err);
bool store_event(struct store *store, const char *run_id, const char *kind, const char *text, struct error *err);
/* Status of a stored run, if there is such a run. */
bool store_run_status(struct store *store, const char *run_id, bool *there, enum run_status *status, struct error *err);
/* Is it stored with results, done or diverged? */
bool store_holds(struct store *store, const char *run_id, bool *held, struct error *err);
/* Under which code a stored run counts: its arm, its own code, the version that this counts as, and its probe; false:
 * there is no such run. */
struct run_code {
    char arm[RUN_ID_SIZE], code[RUN_ID_SIZE], version[RUN_ID_SIZE], probe[RUN_ID_SIZE];
};
bool store_run_code(struct store *store, const char *run_id, struct run_code *out);
/* The version that runs of the arm by this code count as: its own, unless store_same_code said otherwise. */
bool store_version(struct store *store, const char *arm, const char *code, char out[RUN_ID_SIZE], struct error *err);
/* What that code made of an evaluation like this, of any of the arm's runs; *config: that run's, the caller's to free.
 * NULL: not known. */
bool store_find_probe(struct store *store, const char *arm, const char *task, const char *variant, const char *code,
                      char probe[RUN_ID_SIZE], char **config, struct error *err);
/* From now on runs of the arm that `code` trains count as those of `version`: measured by a probe, or declared. */
bool store_same_code(struct store *store, const char *arm, const char *code, const char *version, bool measured,
                     struct error *err);
/* A code that evaluates an arm on a task under a variant. */
struct evaluator {
    const char *arm, *task, *variant, *code;
};
/* Do e->code and `other` count as the same there? Cells of codes that do not are never shown in one row. */
bool store_is_evaluator(struct store *store, const struct evaluator *e, const char *other, bool *same,
                        struct error *err);
/* From now on they do: both gave the same probe, or the user declared it. One transaction. */
bool store_same_evaluator(struct store *store, const struct evaluator *e, const char *other, struct error *err);
/* What evaluated the arm's runs of this version (NULL: of all): a row (task, variant, code, number of cells)
 * for each code. NULL: err. */
struct table *store_evaluators(struct store *store, const char *arm, const char *version, struct error *err);
/* Removes a run with everything that belongs to it, from all suites. One transaction. */
bool store_remove(struct store *store, const char *run_id, struct error *err);
/* Removes a suite by name; its runs stay. */
bool store_remove_suite(struct store *store, const char *name, struct error *err);
/* The arm of a run is called this in every suite that has it. One transaction. */
bool store_label_arm(struct store *store, const char *run_id, const char *label, struct error *err);
/* An evaluation that is asked for: on at least so many examples. */
struct asked_cell {
    char *task, *variant;
    long length, examples;
};
/* Whether a run has all of them. */
bool store_has_cells(struct store *store, const char *run_id, const struct asked_cell *asked, int n, bool *all,
                     struct error *err);
/* Several questions about one state of the database, and asked faster: until store_read_end nothing is written. */
bool store_read_begin(struct store *store, struct error *err);
void store_read_end(struct store *store);
/* What a run is evaluated on: a row (task, variant, length, examples, code) for each cell. NULL: err. */
struct table *store_cells(struct store *store, const char *run_id, struct error *err);
/* Reads the stored cells of a run into record->eval, to be extended. record->part is filled already; cells of other
 * tasks, and those that cannot be extended, are left out. */
bool store_read_cells(struct store *store, const char *run_id, struct run_record *record, struct error *err);
/* A stored run as the record that store_ingest would take: its training, its tasks and all its evaluations, with the
 * guesses at them, but no measured numbers, no suite and no host's name. run_record_free it. */
bool store_read_record(struct store *store, const char *run_id, struct run_record *out, struct error *err);
/* A run of another database into this one, by the rules of store_ingest: what is here stays under its label and place,
 * cells come one by one. One transaction; again is harmless. A training with other numbers stays out with its
 * evaluations, a cell with other numbers alone: *conflict (text_free it) says which, a line each. */
struct merged {
    bool stored;       /* the run is stored here now, with the numbers of the other database */
    bool new_training; /* it did not before */
    int new_cells;     /* evaluations that are new, or of more examples than before */
    int apart_cells;   /* of these: by other code than the arm's others, so that tables show them apart */
    int conflicts;
    struct text conflict;
};
bool store_merge_run(struct store *store, struct store *from, const char *run_id, struct merged *out,
                     struct error *err);
/* Merges what belongs to no run: suites, the overrides they were run under, claims with their verdicts. What is here
 * stays. */
bool store_merge_rest(struct store *store, struct store *from, struct error *err);
/* A select over views.sql with ?1, ?2 ... bound as text (numbers compare through CAST in the query); NULL: err. */
struct table *store_query(struct store *store, const char *sql, const char *const *parameters, int n,
                          struct error *err);
/* Resolve a run by a unique prefix of its id (at least 4 characters). */
bool store_find_run(struct store *store, const char *prefix, char id[RUN_ID_SIZE], struct error *err);
/* Ids of the runs whose model is worth having: those that ended with results, in their order, but for predictions that
 * were scored. NULL: err. */
struct table *store_trained(struct store *store, struct error *err);
bool store_check(struct store *store, struct text *report,
                 struct error *err); /* integrity_check, foreign keys, schema, ids against configs */
bool store_backup(struct store *store, const char *path, struct error *err);
/* The record of a page: the runs of a suite (NULL: all runs) with all that is known of them but the accuracy at
 * answer positions, which is a third of a database and which no table, chart of lengths or claim reads; verdicts stay.
 * In one file, compressed, that store_open_readonly reads where its name ends with ".zst". A file that is there
 * already, a suite that is not stored and a name with another ending are refused. The store may be read-only.
 * stretches: of each of so many of a training's curve the lowest and the highest loss stay, beside the points where its
 * fit was measured; 0: all points. */
bool store_export(struct store *store, const char *suite, int stretches, const char *path, struct error *err);
/* SHA-256 over the results (not times, not hosts): the same experiments give the same fingerprint. */
bool store_fingerprint(struct store *store, char out[RUN_ID_SIZE], struct error *err);
void store_describe(char *out, int size); /* SQLite version and journal verdict, for doctor */
#endif
