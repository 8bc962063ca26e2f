/* The regression gate: two snapshots of results compared in three layers.
 *   exact        runs of the same configuration on the same kind of processor and BLAS have to have the same bits: of
 *                their trainings, and of the cells that both have of as many examples
 *   statistical  exact match per cell (task, label, variant, length), paired by seed
 *   speed        per label on a task, on the same kind of processor: instructions per training step where runs of the
 *                same configuration have them on both sides, else seconds
 * Pure: nothing is read or written. Cells and runs are matched by name, so that a changed setting shows as a changed
 * result; the exact layer looks at runs whose configuration is the same.
 */
#ifndef LEXBENCH_COMPARE_H
#define LEXBENCH_COMPARE_H
#include "results/snapshot.h"
#include "results/statistics.h"

struct gate_rules {
    double alpha;        /* chance of one false regression or more, over all cells */
    double least_effect; /* of exact match that counts as a change */
    int least_seeds;     /* pairs that a cell needs to be judged */
    double slower;       /* ratio of seconds per step from which a scheme counts as slower; 0: time is not judged */
    double more_instructions; /* the same for instructions per step; 0: time is judged instead */
    bool exact;               /* different bits fail too, not only worse results */
    bool strict;              /* inconclusive cells do not pass */
    bool allow_settings;      /* runs of other settings are judged against each other, as a change like any other */
};
extern const struct gate_rules gate_default;

enum cell_class {
    CELL_REGRESSED,
    CELL_MISSING,      /* the baseline has seeds of it that have no results now */
    CELL_NEW,          /* the baseline does not have it */
    CELL_SETTINGS,     /* runs of the two sides have different settings: this would not compare programs */
    CELL_INCONCLUSIVE, /* it moved by least_effect or more and that may be chance; or too few seeds */
    CELL_SOME_MOVED,   /* its mean moved by less, but some seeds by least_effect or more */
    CELL_IMPROVED,
    CELL_NONE_MOVED, /* no seed moved by least_effect; other seeds may (may_move) */
    CELL_CLASSES
};
const char *cell_class_name(enum cell_class class);

struct compared_cell {
    const char *task, *label, *variant; /* borrowed from the snapshots, as everything that is text here */
    long length;
    double multiple;
    int pairs;   /* seeds that both sides have */
    int lost;    /* seeds of the baseline that have no result now */
    int failed;  /* of the lost: their run failed */
    int gained;  /* seeds that only the new side has */
    int others;  /* seeds that both sides have, under other settings; they are no pairs unless the gate allows it */
    double *was; /* [pairs] exact match, by seed; a run that diverged scores 0 */
    double *now;
    long *seed;
    double mean_was, mean_now, effect; /* effect: mean of now - was; NaN without pairs */
    double least, greatest;            /* now - was of the seed that fell most and of the one that rose most; or NaN */
    int moved;                         /* seeds that moved by least_effect or more, either way */
    double p_worse, p_better; /* sign_flip_family over all cells with enough pairs: corrected for their number */
    double deviation;         /* of the differences */
    int seeds_needed; /* to show an effect of this size, at least least_effect, with a power of 80 % while other cells
                         are as many; SEEDS_UNKNOWN: out of reach; 0: nothing to show */
    enum cell_class class;
};
enum bits_class { BITS_SAME, BITS_CHANGED, BITS_OTHER_MACHINE, BITS_OTHER_SETTINGS };
struct compared_run {
    int was, now; /* indices into the snapshots' runs */
    enum bits_class class;
    bool training; /* CHANGED: the training curve differs, not only the evaluation */
    bool broken;   /* CHANGED for sure although the revision is the same: the promise is broken */
};
enum speed_unit { SPEED_SECONDS, SPEED_INSTRUCTIONS };
const char *speed_unit_name(enum speed_unit unit);
struct compared_speed {
    const char *task, *label;
    enum speed_unit unit;
    int runs_was, runs_now; /* INSTRUCTIONS: the pairs, both */
    double was, now;        /* median per step */
    double ratio;           /* SECONDS: of the medians; INSTRUCTIONS: the median over the pairs */
    double p, p_faster;     /* SECONDS: slower, and faster, by Mann-Whitney, each after Holm's correction over all in
                               seconds; INSTRUCTIONS: NaN, since counts have next to no noise */
    bool slower, faster;
};
struct watch; /* watch.h */
struct comparison {
    bool identical; /* the same runs and cells, with the same bits: no number of seeds is needed to say so */
    const struct snapshot *a, *b; /* the baseline and the new side; the caller's */
    struct gate_rules gate;
    struct compared_cell *cell; /* in the order of b's suite, then what only a has */
    int n_cells;
    struct compared_run *run;
    int n_runs;
    struct compared_speed *speed;
    int n_speeds;
    int count[CELL_CLASSES];
    int changed, broken;               /* runs with other bits; of them at the same revision */
    int same_bits;                     /* runs */
    int other_machine, other_settings; /* runs that the exact layer could not compare */
    int failed;                        /* runs of b that failed */
    int slower, faster;
    int seeds;                 /* most pairs of a cell */
    const struct watch *watch; /* what the nights so far say; the caller's. NULL: nothing (comparison_watch) */
    int code;                  /* exit code: EXIT_CLAIM, EXIT_SOME_FAILED, EXIT_NOTHING or EXIT_OK */
};
/* b against a. */
void compare(const struct snapshot *a, const struct snapshot *b, const struct gate_rules *gate, struct comparison *out);
void comparison_free(struct comparison *c);
/* In which settings the two sides' runs differ: "train.lr 0.003 -> 0.001, ..." appended to *out; nothing where they do
 * not, or where it is not known (snapshots of older versions). */
void comparison_settings(const struct comparison *c, struct text *out);
/* The reason of the exit code: "3 cells regressed", "no change" ... */
void comparison_verdict(const struct comparison *c, char *out, size_t size);
/* The largest share of all seeds that may move although none of these n did: the exact upper end at 95 %, 1 -
 * 0.05^(1/n), some 3/n ("rule of three"). 1 for n == 0. */
double may_move(int n);
/* What can be said of the cells in which no seed moved: "in 12 cells no seed moved by 0.01 or more; with 8 seeds, up to
 * 31 % of seeds may"; of the cell with the fewest seeds. "" where there are none. */
void comparison_reach(const struct comparison *c, char *out, size_t size);
/* Why a cell is in its class, a sentence. */
void compared_cell_words(const struct comparison *c, const struct compared_cell *cell, char *out, size_t size);
/* What a scheme's step took and takes, in its unit. */
void compared_speed_words(const struct compared_speed *speed, char *out, size_t size);

/* The statistical layer on cells whose pairs are filled in: the tests alone (means, effect, deviation, p), whether a
 * tested cell regressed, and everything up to the class. */
void test_cells(struct compared_cell *cell, int n, const struct gate_rules *gate);
bool cell_regressed(const struct compared_cell *cell, const struct gate_rules *gate);
void judge_cells(struct compared_cell *cell, int n, const struct gate_rules *gate);
#endif
