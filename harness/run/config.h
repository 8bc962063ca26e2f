/* A run's resolved configuration: every setting that decides its numbers, and nothing else. Its canonical text ("section.key = value" lines in table
 * order) is hashed to the run's id.
 */
#ifndef LEXBENCH_CONFIG_H
#define LEXBENCH_CONFIG_H
#include "model/model.h"
#include "tasks/task.h"

enum length_kind { LENGTHS_UNIFORM, LENGTHS_FIXED, LENGTHS_LIST };
enum schedule_kind { SCHEDULE_CONSTANT, SCHEDULE_LINEAR, SCHEDULE_COSINE };

struct train_config {
    long steps;         /* at most */
    long batch;         /* examples per step */
    double lr;          /* peak */
    int schedule;       /* enum schedule_kind; linear and cosine go to lr * floor at `steps` */
    double lr_floor;    /* fraction of lr */
    long warmup;        /* steps */
    int lengths;        /* enum length_kind */
    long shortest, longest; /* uniform: n ~ U{shortest..longest}; fixed: longest */
    struct int_list length_list;
    bool score_eos;     /* loss and exact match count <eos> */
    long fit_every;     /* steps between measurements of the in-distribution fit */
    long fit_examples;  /* per measurement, own stream, training length distribution */
    double fit_level;   /* exact match that counts as fitted */
    long fit_times;     /* measurements in a row at that level = fitted */
    bool stop_when_fitted; /* else all steps are trained */
    struct optimiser_config optimiser; /* its options stand in the train section */
};
struct eval_config {
    struct int_list lengths;     /* n; empty: multiples decide */
    struct real_list multiples;  /* of train.longest */
    long examples;               /* per length */
    char variants[OPTION_TEXT_SIZE]; /* scheme expressions separated by ';'; evaluated besides "as trained" */
};
struct run_config {
    struct model_config model;
    struct train_config train;
    struct eval_config eval;
    char scheme[256]; /* canonical, all options */
    char task[256];   /* name(all options) */
    long seed;
};
extern const struct option train_options[]; /* own members; optimiser_options stand beside them in the section */
extern const struct option eval_options[];

/* What the suite adds and the id does not cover. */
struct run_plan {
    struct run_config config;
    char id[65];
    char suite[128], label[128];
    char scheme_short[256], task_short[256];
};
#endif
