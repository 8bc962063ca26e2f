/* A plan: a run that a suite asks for, with its names and its id. */
#ifndef LEXBENCH_PLAN_H
#define LEXBENCH_PLAN_H
#include "base/hash.h"
#include "run/config.h"

struct sha256_head;
struct yaml;

/* A run of a suite: the configuration, and what its id does not cover. */
struct run_plan {
    struct run_config config;
    char id[65];
    char suite[128], label[128];
    char scheme_short[256], task_short[256];
    long ordinal;           /* plan_ordinal: order of listings and legends */
    bool trained;           /* the training is stored: only evaluations are asked for, of the model that it left */
    bool again;             /* other code made what is stored, which is replaced: if trained, its evaluations only */
    bool probe;             /* the first of its arm: what its code makes of the first steps is kept with it */
    bool probe_evaluations; /* the same of what it evaluates under variants and on tasks that it is not trained on */
};

/* Names the scheme, the label and the task of a plan whose configuration is resolved, and checks that the name of each
 * task of a set fits too. label: NULL is the scheme's expression. task, entry: where errors say that the names come
 * from; NULL: from no file. */
bool plan_name(struct run_plan *plan, const char *label, const struct yaml *task, const struct yaml *entry,
               struct error *err);
/* The id of a run is the hash of its configuration. The runs of an arm share the head of that, since the seed comes
 * last: plan_head is made once for them, and freed with mem_free. */
struct sha256_head *plan_head(const struct run_config *config);
void plan_identify_arm(struct run_plan *plan, const struct sha256_head *head);
void plan_identify(struct run_plan *plan);
/* The id of its arm, whatever its seed. */
void plan_arm(const struct run_plan *plan, char out[SHA256_HEX]);

/* The file in which the scheduler gives a plan to its worker. It has the folder beside which files are found, and to
 * read it sets that. */
void plan_write(const struct run_plan *plan, struct text *out);
bool plan_read(const char *text, struct run_plan *out, struct error *err);
#endif
