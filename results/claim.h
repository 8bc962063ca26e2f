/* Published claims: a file each (docs/claims.md), read strictly; and the verdict on them from stored runs.
 *
 * A claim's predicate is a list of checks that must all hold. A check compares cells: a scheme's label on a task, as a
 * suite of the claim's scale names them, with one run per seed. Which runs a cell has is the caller's business
 * (run/claim_runs.h); the values come from the store.
 */
#ifndef LEXBENCH_CLAIM_H
#define LEXBENCH_CLAIM_H
#include "results/evidence.h"

enum claim_scale { SCALE_SMALL, SCALE_PUBLISHED, SCALES };
enum claim_verdict { VERDICT_NONE, VERDICT_REPRODUCED, VERDICT_CONTRADICTED, VERDICT_UNDECIDED, VERDICT_NOT_FITTED };
const char *claim_scale_name(enum claim_scale scale);
const char *claim_verdict_name(enum claim_verdict verdict); /* VERDICT_NONE: "" */
bool claim_scale_parse(const char *word, enum claim_scale *out, struct error *err);

enum check_kind {
    CHECK_BETTER, /* a - b >= bound, with the sign that makes better greater */
    CHECK_LEVEL,  /* a >= bound, or <= */
    CHECK_CHANGE, /* a at one length - a at another, >= or <= bound */
    CHECK_RATIO,  /* a / b >= bound, or <= */
    CHECK_SAME,   /* -bound <= a - b <= bound */
    CHECK_FITS    /* share of a's runs that fitted, >= or <= bound */
};
/* What is measured of a run. In the order of the table in claim.c. */
enum measure_kind {
    MEASURE_EXACT,
    MEASURE_EXACT_NO_EOS,
    MEASURE_TOKEN,
    MEASURE_LOSS,
    MEASURE_TIME,
    MEASURE_NEAR,
    MEASURE_AREA,
    MEASURE_REACH_50,
    MEASURE_REACH_90,
    MEASURE_FIT,
    MEASURE_MEMORY,
    MEASURE_TRAIN_TIME,
    MEASURES
};
struct measure {
    const char *name, *words; /* in the file; in a sentence */
    bool less_is_better;
    bool of_run; /* one number per run: no length belongs to it */
    bool cost;   /* says nothing about learning, so runs need not fit */
};
extern const struct measure measures[MEASURES];

struct span { /* from < multiple <= to of the training length */
    double from, to;
};
struct check_side {
    int cell;          /* of the claim */
    char variant[128]; /* evaluated under; "" = as trained */
    struct span at;    /* metrics that are not of_run: the mean over the lengths evaluated there */
};
struct contrast { /* on one task */
    struct check_side a, b;
};
enum check_gate {
    GATE_ALL,    /* every run of a pair fitted */
    GATE_BETTER, /* only the run that should be better; for training lengths only */
    GATE_NONE    /* costs, and the share that fits */
};
struct file_place {
    int line, column;
};
struct check {
    struct file_place place; /* of `at`, or of the check */
    enum check_kind kind;
    enum measure_kind metric;
    enum check_gate gate;
    bool skip;     /* leave it out, instead of the whole claim, when its runs do not fit */
    bool at_least; /* direction of LEVEL, CHANGE, RATIO and FITS */
    double bound;  /* BETTER: the effect, SAME: the margin */
    bool against;  /* BETTER, RATIO: minus (over) the same at `baseline`: does it grow with length? */
    struct span baseline;
    int n; /* tasks that are averaged, seeds within tasks */
    struct contrast *on;
    char *text; /* the check in words */
};
struct claim_cell {
    char label[256], task[256];                /* of the suite, or names that a scale maps to them */
    struct file_place label_place, task_place; /* where they occur first */
};
struct claim_figure {
    char *text;
    char tag; /* how it was checked: S T N P X, or M: from memory, not verified */
};
struct claim_name { /* what a scale's suite calls a name of the predicate */
    char *name, *is;
};
struct scale_suite {
    char *path; /* NULL: the claim has none at this scale */
    int line, column;
    int n_set, n_names;
    char **set; /* key=value, overrides the suite */
    struct claim_name *names;
};
/* What counts as fitted: exact match on training lengths (metric MEASURE_FIT, least), or a metric's mean over the
 * evaluated lengths up to 1x. */
struct fit_rule {
    enum measure_kind metric;
    bool at_least;
    double bound;
};
struct claim {
    char id[64], family[64];
    char *path, *file_text, *sentence, *paper, *table, *note; /* table, note: "" when not given */
    enum claim_verdict expect; /* VERDICT_REPRODUCED unless the file says otherwise (controls) */
    struct fit_rule fit;
    struct scale_suite scale[SCALES];
    int n_figures, n_cells, n_checks;
    struct claim_figure *figure;
    struct claim_cell *cell;
    struct check *check;
};
/* Errors name file:line:col and the remedy. claim_free accepts NULL. */
struct claim *claim_read(const char *path, struct error *err);
void claim_free(struct claim *claim);
/* Every *.yaml of a directory, sorted by family, then id; one bad file refuses all. A directory without any: an error.
 */
bool claims_read(const char *dir, struct claim ***out, int *n, struct error *err);
void claims_free(struct claim **claims, int n);
const char *claim_expression(const struct scale_suite *scale, const char *name); /* the suite's word for a name */
const char *claim_tag_words(char tag);

/* ---- judging ---- */

/* The runs of a cell, in the order of the suite's seeds, and the lengths that its suite evaluates: others may have
 * evaluated them at more, which is not this claim's evidence. */
struct cell_runs {
    int n;
    char (*id)[RUN_ID_SIZE];
    int n_lengths; /* 0: all there are */
    long *length;
};
enum { FITTED_LEAST = 3 }; /* pairs below that: not fitted */

struct finding {                /* what a check gave */
    enum claim_verdict verdict; /* of the check alone, uncorrected; VERDICT_NONE: left out (skip) */
    double estimate;
    struct interval interval;
    double p_for, p_against; /* exact, one-sided */
    double deviation;        /* between pairs */
    int pairs, seeds;        /* used, of so many */
    double distance;         /* from the estimate to what it would have to be told from, for seeds_needed */
};
struct judgement {
    const struct claim *claim;
    enum claim_scale scale;
    int runs, stored, fitted; /* of the claim's runs: all, finished, fitted */
    bool complete;            /* all finished, by one code: there are findings and, after claims_conclude, a verdict */
    char *several;           /* whose runs are no replicates, since several codes made them, in words; NULL: nobody's */
    struct finding *finding; /* [claim->n_checks] */
    enum claim_verdict verdict;
    int decided_by;   /* finding */
    int family_size;  /* claims that share Holm's correction */
    double p;         /* corrected, in the verdict's direction; NaN: not fitted */
    int seeds_needed; /* UNDECIDED; 0: decided. SEEDS_UNKNOWN: more will not do */
    char fingerprint[RUN_ID_SIZE];
    char suite_hash[RUN_ID_SIZE]; /* what the claim's suite asks for, for the store (run/claim_state.h) */
};
/* Values, fits and findings of one claim; runs[claim->n_cells]. false: err (the store, or a length or variant that was
 * not evaluated). */
bool claim_judge(struct store *store, const struct claim *claim, enum claim_scale scale, const struct cell_runs *runs,
                 struct judgement *out, struct error *err);
/* Adds to *why, in words, which cells' runs were trained by several codes, or evaluated by several where the claim
 * looks: such runs are no replicates, and there is no verdict on them. Nothing: none. */
bool claim_several_codes(struct store *store, const struct claim *claim, const struct cell_runs *runs, struct text *why,
                         struct error *err);
/* A cell's lengths as a JSON list, which SQL takes as one parameter; "": all. Appended to *out. */
void claim_length_list(const struct cell_runs *of, struct text *out);
/* Verdicts of all n claims that there are: Holm's correction runs over the claims of a family, those without findings
 * counting with p = 1, so that runs that come later can only confirm a verdict. */
void claims_conclude(struct judgement *list, int n);
void judgement_free(struct judgement *j);
/* Claim, verdict and findings in one transaction; the same evidence again changes nothing but the correction. */
bool store_add_verdict(struct store *store, const struct judgement *j, struct error *err);
/* Of a table of claim, scale and why, a row per stored verdict that is stale (run/claim_state.h; NULL: none is known to
 * be): why this one is; NULL: it is not. */
const char *stale_why(const struct table *stale, const char *claim, const char *scale);
#endif
