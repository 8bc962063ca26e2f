/* A suite: a YAML file that describes a grid of runs (docs/suites.md). */
#ifndef LEXBENCH_SUITE_H
#define LEXBENCH_SUITE_H
#include "run/plan.h"

/* For one arm, a setting is taken from several values by the fit of trainings under each of them (run/choose.h). */
struct choice {
    int first, n_plans;         /* the arm's plans; under the first value until it is chosen */
    struct run_plan *candidate; /* [suite's n_values] the arm under each */
    int chosen;                 /* index of the value; -1: not yet */
    double *fit;                /* what decided: [n_values][seeds] by value, then seed; NULL: not yet */
};
/* A run whose arm says the rest. */
struct suite_run {
    char id[65];
    int arm; /* the arm's first plan */
    long seed, ordinal;
};
struct suite {
    char name[128];
    char about[2048];
    char *text;            /* the file, for the store */
    char *folder;          /* where files are looked for that it names (base/beside.h); NULL: there is no file */
    char *overrides;       /* those it was read with, as words of a shell; NULL: put together otherwise */
    char *labels;          /* those of all entries, also of those not chosen, a line each; NULL: not known */
    struct run_plan *plan; /* by task, then scheme, then seed */
    int n;
    char
        *broken; /* suite_load_sound: a line for each arm that is left out, with its place in the file and the reason */
    int n_broken;
    int n_alike; /* arms of a grid that are others of it, since a setting does nothing there; they are left out */
    struct suite_run *run; /* of suite_load_arms and suite_list_runs, in the order of plans; NULL otherwise */
    int n_runs;
    /* What is chosen; n_choices 0: nothing. */
    struct choice *choice;
    int n_choices;
    char choice_key[160];
    char (*choice_value)[64];
    int n_values;
    struct int_list choice_seeds;
};
/* overrides: "train.steps=100", "seeds=1..3", "schemes=rope;alibi" (expressions or labels) ... which override
 * everything in the file. Entries that are not chosen are not checked. Errors name file:line:col. A path that does not
 * exist is looked for among the suites that ship (base/shipped.h); "-" is standard input. */
bool suite_load(const char *path, const char *const *overrides, int n_overrides, struct suite *out, struct error *err);
/* The same to run what can be run: an arm in which the code of a plugin crashes or does not end as it is set up
 * (checks of options, sizes of tensors) is left out and told in `broken`. Where that is all of them, err has the first.
 */
bool suite_load_sound(const char *path, const char *const *overrides, int n_overrides, struct suite *out,
                      struct error *err);
/* The same to evaluate what is trained: lengths that a task cannot make are left out, with some tasks all
 * (config.eval.dropped and dropped_lengths). */
bool suite_load_possible(const char *path, const char *const *overrides, int n_overrides, struct suite *out,
                         struct error *err);
/* The same for a few of its runs: entries that are not chosen are passed over, and labels is NULL. */
bool suite_load_chosen(const char *path, const char *const *overrides, int n_overrides, struct suite *out,
                       struct error *err);
/* The same for questions about many runs: of each arm there is the first plan alone, and `run` has all its runs. Where
 * a setting is chosen by fit all plans are there, and their runs are listed once it is settled. */
bool suite_load_arms(const char *path, const char *const *overrides, int n_overrides, struct suite *out,
                     struct error *err);
/* Overrides as words of a shell, as suite.overrides has them; mem_free it. */
char *suite_words_of(const char *const *overrides, int n);
/* Fills `run` from the plans, unless it is filled. */
void suite_list_runs(struct suite *suite);
enum { SUITE_BYTES_MAX = 1 << 20, SUITE_RUNS_MAX = 1 << 17 };
/* The same from a text that was read from path before; owns the text from then on. */
bool suite_parse(const char *path, char *text, size_t size, const char *const *overrides, int n_overrides,
                 struct suite *out, struct error *err);
/* The same as suite_load_sound leaves out what breaks. */
bool suite_parse_sound(const char *path, char *text, size_t size, const char *const *overrides, int n_overrides,
                       struct suite *out, struct error *err);
void suite_free(struct suite *suite);
/* A plan from a configuration's text (of a stored run, or of a model's file), with settings "key=value" applied to it.
 * label: NULL is the scheme. */
bool plan_of_config(const char *text, const char *const *settings, int n, const char *suite, const char *label,
                    struct run_plan *out, struct error *err);
/* The same to evaluate what is trained, as in suite_load_possible. */
bool plan_of_possible(const char *text, const char *const *settings, int n, const char *suite, const char *label,
                      struct run_plan *out, struct error *err);
#endif
