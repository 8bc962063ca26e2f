/* The state of a suite's expansion, shared by suite.c (what the file says), suite_cell.c (the settings of one cell of
 * the grid) and suite_arms.c (its arms and their runs). Nothing else includes it.
 */
#ifndef LEXBENCH_SUITE_GRID_H
#define LEXBENCH_SUITE_GRID_H
#include "run/choose.h"
#include "run/entries.h"
#include "run/suite.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))
enum { SEED_MAX = 1000000000 };

/* Runs or plans by hash. */
struct slots {
    int *of; /* 1 + an index, 0 is free */
    int n;   /* a power of two, at least twice the entries */
};
/* The state of the expansion. */
struct grid {
    const struct yaml *root, *schemes, *tasks; /* schemes: NULL when every task has its own */
    const struct formulas *formulas;           /* of the suite */
    struct int_list seeds;
    struct axes axes;   /* of the key `grid` */
    struct axes choose; /* of the key `choose`: one at most */
    const char *const *overrides;
    int n_overrides;
    struct suite *suite;
    int schemes_chosen; /* of the largest list */
    long at;            /* place in the file of the arm that is expanded, chosen or not */
    long entry;         /* of its entry's first one */
    struct text labels; /* suite->labels */
    bool possible_only; /* evaluation at lengths that its task makes */
    bool arms_only;     /* of each arm the first plan alone */
    bool chosen_only;   /* no labels of entries that are not chosen */
    bool sound_only;    /* arms are left out that break the code of a plugin as they are set up */
    bool broke;         /* that of the arm that was expanded last did */
    struct text broken; /* suite->broken */
    struct slots runs;  /* by the id */
    struct slots arms;  /* by the label and the task: an arm's first plan */
};

/* Whether the node is of the kind; else err says so of `what`. */
bool suite_want(const struct yaml *node, enum yaml_kind kind, const char *what, struct error *err);
/* The last value that the command line gives for the key; NULL: none. */
const char *grid_override(const struct grid *g, const char *wanted);
/* The command line's settings, but for those that choose entries or values of the grid. */
bool grid_apply_overrides(struct grid *g, struct run_config *config, struct error *err);
/* The settings of one cell and one arm of the grid, under a value of what is chosen. Later ones win: defaults, suite,
 * task entry, scheme entry, grid, command line. */
bool grid_set_cell(struct grid *g, const struct yaml *task, const struct yaml *scheme, long arm, long value,
                   struct run_config *c, struct error *err);
/* Memory for as many runs as the suite has, and for its arms. */
void grid_make_room(struct grid *g, long runs);
/* The runs of one arm of a cell, which differ in their seed. */
bool grid_make_plans(struct grid *g, const struct yaml *task, const struct yaml *scheme, long arm, struct error *err);
/* The label of an arm that is not chosen, as far as it has one: its runs may be stored under it, so that no arm that is
 * chosen can have it too. */
bool grid_note_label(struct grid *g, const struct yaml *task, const struct yaml *scheme, long arm, struct error *err);
/* Leaves the plans alone: run NULL, n_runs 0. */
void suite_forget_runs(struct suite *s);
#endif
