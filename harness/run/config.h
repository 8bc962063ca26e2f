/* A run's resolved configuration: every setting that decides its numbers, and nothing else. The canonical text
 * ("section.key = value" lines in table order) of what decides the weights is hashed to the run's id; what to evaluate
 * is not part of it.
 */
#ifndef LEXBENCH_CONFIG_H
#define LEXBENCH_CONFIG_H
#include "model/model.h"
#include "run/task_set.h"

enum length_kind { LENGTHS_UNIFORM, LENGTHS_FIXED, LENGTHS_LIST, LENGTHS_BIASED };
enum pack_kind { PACK_MASKED, PACK_OPEN };
enum schedule_kind { SCHEDULE_CONSTANT, SCHEDULE_LINEAR, SCHEDULE_COSINE };

/* How training examples are shown, whatever the scheme. */
struct protocol {
    long offset;   /* positions of a training sequence begin at U{0..offset} */
    long examples; /* 0: fresh ones at every step; else a fixed set of so many, drawn with replacement */
    long pack;     /* examples per sequence; `batch` counts sequences */
    int pack_as; /* enum pack_kind. MASKED: they do not see each other, and positions begin anew with each. OPEN: later
                    ones see earlier ones, and positions run on */
    double fit_loss; /* nats per answer that count as a fit of 1 where a task's metric is loss and its least loss is not
                        known; 0: not stated */
};
struct train_config {
    long steps;             /* at most */
    long batch;             /* examples per step */
    double lr;              /* peak */
    int schedule;           /* enum schedule_kind; linear and cosine go to lr * floor at `steps` */
    double lr_floor;        /* fraction of lr */
    long warmup;            /* steps */
    int lengths;            /* enum length_kind */
    long shortest, longest; /* uniform: n ~ U{shortest..longest}; fixed: longest */
    struct int_list length_list;
    bool score_eos;                    /* loss and exact match count <eos> */
    long fit_every;                    /* steps between measurements of the in-distribution fit */
    long fit_examples;                 /* per measurement, own stream, training length distribution */
    double fit_level;                  /* exact match that counts as fitted */
    long fit_times;                    /* measurements in a row at that level = fitted */
    bool stop_when_fitted;             /* else all steps are trained */
    int precision;                     /* enum precision: of the training's products, the fit's included */
    struct protocol protocol;          /* likewise in the train section */
    struct optimiser_config optimiser; /* its options are in the train section */
};
struct eval_config {
    struct int_list lengths;         /* n; empty: multiples decide */
    struct real_list multiples;      /* of train.longest */
    long examples;                   /* per length */
    int precision;                   /* enum precision: of the products of evaluations */
    char variants[OPTION_TEXT_SIZE]; /* scheme expressions separated by ';'; evaluated besides "as trained" (scheme.h,
                                        scheme_parse_variant) */
    char tasks[OPTION_TEXT_SIZE]; /* tasks separated by ';' that the model is evaluated on besides its own; of the same
                                     vocabulary */
    struct real_list dropped;     /* after config_resolve: multiples whose lengths the task cannot make; no setting */
    bool possible_only;           /* `lengths` that the task cannot make are dropped too, all if need be; no setting */
    struct int_list dropped_lengths;
};
enum { WEIGHTS_SIZE = 65, NAME_SIZE = 64 };
struct run_config {
    struct model_config model;
    struct train_config train;
    struct eval_config eval;
    char scheme[OPTION_TEXT_SIZE]; /* canonical, all options */
    char task[OPTION_TEXT_SIZE];   /* name(all options), several joined by + */
    long seed;
    /* For a model that was not trained here: the SHA-256 of its file, which identifies the training, and its name; both
     * "" otherwise. */
    char weights[WEIGHTS_SIZE], name[NAME_SIZE];
    unsigned idle; /* settings that were left out since they do nothing here (idle.h); no setting */
};
extern const struct option train_options[]; /* own members; the section has optimiser_options too */
extern const struct option protocol_options[];
extern const struct option eval_options[];
/* The sections in the order of canonical text; a name may stand on several rows. A key is "name.option". Everything
 * else that knows a key is made from its row here: reading, the run's id, `lexbench list settings`, docs/suites.md. */
struct config_section {
    const char *name; /* NULL ends the list */
    const struct option *table;
    size_t offset; /* of its struct in struct run_config */
};
extern const struct config_section config_sections[];

/* Defaults of every section; scheme and task empty. */
void config_default(struct run_config *config);
/* "model.layers" = "3"; also scheme, task and seed. Errors name the option and suggest. */
bool config_set(struct run_config *config, const char *key, const char *value, struct error *err);
/* Of a setting of some section: its default, and whether it has it. */
const char *config_fallback(const char *key);
bool config_has_default(const struct run_config *config, const char *key);
/* Check what options cannot check alone, make scheme and task canonical, turn multiples into lengths, write into
 * variants what they inherit from the scheme. */
bool config_resolve(struct run_config *config, struct error *err);
void config_write(const struct run_config *config, struct text *out);
/* What decides the weights: nothing of `evaluate`. Its SHA-256 is the run's id; without the seed, the arm's. */
void config_write_training(const struct run_config *config, struct text *out);
/* The same in two parts: what the runs of an arm share, and their seed with what follows it. */
void config_write_shared(const struct run_config *config, struct text *out);
void config_write_seed(const struct run_config *config, struct text *out);
/* The n-th of the schemes to evaluate under: "" (as trained) first, then the variants. false: there are no more. */
bool config_nth_variant(const struct run_config *config, int n, char out[OPTION_TEXT_SIZE]);
/* The n-th of the further tasks to evaluate on, from 0. false: there are no more. */
bool config_other_task(const struct run_config *config, int n, char out[OPTION_TEXT_SIZE]);
/* What `from` evaluates is evaluated by `to` too: the union of lengths, variants and tasks, the greater number of
 * examples. false with err: that is more than a list holds. */
bool config_join_evaluation(struct run_config *to, const struct run_config *from, struct error *err);
bool config_read(const char *text, struct run_config *out, struct error *err);
/* What config_read is made of, for formats that have lines of their own beside a configuration's: every "key = value"
 * line of a text goes to `set`, and config_set_line is `set` for a struct run_config. Errors name the line. */
bool config_lines(const char *text, bool (*set)(void *to, const char *key, const char *value, struct error *err),
                  void *to, struct error *err);
bool config_set_line(void *config, const char *key, const char *value, struct error *err);
/* A variant of a resolved configuration: what the text does not write is as trained. */
bool config_variant(const struct run_config *config, const struct task_set *set, const char *text, struct scheme *out,
                    struct error *err);

/* Sizes that are possible (size.c): tokens of a training sequence and of a batch; in an evaluation a sequence may have
 * so many tokens that the numbers of its widest rows can be counted in an int. LENGTH_MAX bounds n whatever the task.
 */
enum { SEQUENCE_TOKENS_MAX = 1 << 15, BATCH_TOKENS_MAX = 1 << 24, LENGTH_MAX = 10000000 };
bool check_size(const struct run_config *config, const struct task_set *set, struct error *err);
/* Of a configuration whose size was checked: tokens of the longest sequence training can meet, and of a whole batch;
 * and what schemes may know of training. */
int train_tokens(const struct run_config *config, const struct task_set *set);
int train_rows(const struct run_config *config, const struct task_set *set);
struct exposure train_exposure(const struct run_config *config, const struct task_set *set);
#endif
