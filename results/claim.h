/* Published claims: a file each (docs/claims.md), read strictly; and the verdict on them from stored runs.
 *
 * A claim's predicate is a list of checks that must all hold. A check compares cells: a scheme's label on a task, as a
 * suite of the claim's scale names them, with one run per seed. It asks each seed a question, and holds when the answer
 * is yes in more than a share of the seeds, or when the mean over seeds lies beyond a bound (evidence.h). Which runs a
 * cell has is the caller's business (run/claim_runs.h); the values come from the store.
 */
#ifndef LEXBENCH_CLAIM_H
#define LEXBENCH_CLAIM_H
#include "results/evidence.h"

enum claim_scale { SCALE_SMALL, SCALE_PUBLISHED, SCALES };
enum { FIRST_SEED_MOST = 500 }; /* of a claim's file; from 900 on there are none of claims (run/claim_state.h) */
enum claim_verdict {
    VERDICT_NONE,       /* not judged */
    VERDICT_REPRODUCED, /* every check holds */
    VERDICT_CONTRADICTED,
    VERDICT_SMALLER,        /* contradicted, but all its effects have the claimed sign: A better than B, yet not by d */
    VERDICT_NOTHING_TO_SEE, /* contradicted, or found the same, where no scheme of the suite loses as much: the task
                               cannot show it */
    VERDICT_DEPENDS,    /* a check holds in about the share of seeds that is asked for, so seeds will not settle it */
    VERDICT_NOT_FITTED, /* fewer than a quarter of the seeds count, by the evidence of their fits */
    VERDICT_UNDECIDED,
    VERDICTS
};
const char *claim_scale_name(enum claim_scale scale);
const char *claim_verdict_name(enum claim_verdict verdict); /* VERDICT_NONE: "" */
bool claim_scale_parse(const char *word, enum claim_scale *out, struct error *err);

/* What a check asks of a seed. */
enum check_kind {
    CHECK_BETTER, /* a - b >= bound, with the sign that makes better greater */
    CHECK_LEVEL,  /* a >= bound, or <= */
    CHECK_CHANGE, /* a at one length - a at another, >= or <= bound */
    CHECK_RATIO,  /* a >= bound * b, or <=, on each task by itself */
    CHECK_SAME,   /* |a - b| < bound */
    CHECK_FITS    /* a fitted, or it did not; the bound is the share of seeds that fit, at least or at most */
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
    bool share;  /* lies in 0..1, as a mean over seeds needs */
};
extern const struct measure measures[MEASURES];

struct span { /* from < multiple <= to of the training length */
    double from, to;
};
/* A multiple is a quotient of lengths, and may differ from what a file says in its last bits. */
bool span_has(struct span span, double multiple);
struct check_side {
    int cell;          /* of the claim */
    char variant[128]; /* evaluated under; "" = as trained */
    char part[256]; /* the one task of the run that is looked at, such as a further one that it was evaluated on; "" =
                       the mean over those that it was trained on */
    struct span at; /* metrics that are not of_run: the mean over the lengths evaluated there */
};
struct contrast { /* on one task */
    struct check_side a, b;
};
/* What a seed means of which a run did not fit (or diverged, which is the same). */
enum check_unfitted {
    UNFITTED_NO_BET, /* nothing: the seed does not count */
    UNFITTED_FAILS,  /* the check does not hold in it */
    UNFITTED_COUNTS  /* fit is the question (lengths of training, the share that fits), or does not matter (costs): all
                        runs are compared as they are, and a diverged one is the worst there can be; a cost, and where
                        attention is, has no value then, and the seed does not count */
};
struct file_place {
    int line, column;
};
struct check {
    struct file_place place; /* of `at`, or of the check */
    enum check_kind kind;
    enum measure_kind metric;
    enum check_unfitted unfitted;
    bool at_least; /* direction of LEVEL, CHANGE, RATIO and FITS */
    double bound;  /* BETTER: the effect, SAME: the margin */
    bool of_mean;  /* the mean over seeds is compared with the bound, instead of each seed's value */
    double share;  /* 0 < share < 1: it holds when it holds in more than so many of the seeds; FITS: the bound, or what
                      is  left of 1 where at most so many are to fit */
    bool against;  /* BETTER, RATIO: minus (over) the same at `baseline`: does it grow with length? */
    struct span baseline;
    int n; /* tasks: values are averaged over them, seeds within tasks; RATIO, FITS: it holds on all of them */
    struct contrast *on;
    char *text; /* the check in words */
};
/* Of a check of_mean: between what its value of a seed lies. */
void check_range(const struct check *k, double *low, double *high);
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
    int first_seed; /* those before it were looked at when the claim was written, or its suite tuned: not its evidence
                     */
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
    long examples; /* per length, at least; a run that has seen fewer of them is not complete */
};
/* What was fixed before a claim's first seed, so that no choice can follow the results: its checks and fit rule, what
 * its suite trains and evaluates for them, and the order of seeds. A claim that was changed begins anew, with seeds
 * that nothing was known of. */
struct frozen {
    char hash[RUN_ID_SIZE]; /* of all that; "": not frozen */
    int first_seed;         /* the seeds are this one and those that follow, without a gap; at least the claim's own */
    int cap;           /* no more seeds than that are run; it may be raised, since the evidence holds at any number */
    int stored_before; /* complete seeds that the database had already when the claim was frozen */
    int tries_before;  /* earlier versions of this claim at this scale */
};
/* The claim's row for this hash; out->hash "" when there is none, and then tries_before counts what there is. */
bool store_frozen(struct store *store, const char *claim, enum claim_scale scale, const char *hash, struct frozen *out,
                  struct error *err);
/* Keeps it; of a hash that is kept already only a greater cap is taken over. text: what the hash is of, to be read. */
bool store_freeze(struct store *store, const char *claim, enum claim_scale scale, const struct frozen *frozen,
                  const char *text, struct error *err);

/* Evidence in favour, against, and in favour of the claim with every effect that it asks for (BETTER with a bound above
 * 0) replaced by "better at all". */
enum { PATH_FOR, PATH_AGAINST, PATH_OF_SIGN, PATHS };
struct finding {                /* what a check gave; all seeds are complete ones (struct judgement) */
    enum claim_verdict verdict; /* of the check alone, by the claim's threshold */
    int counted;                /* seeds on which a bet is placed: those that count and say something */
    int held;                   /* of them, those in which it held; 0 of a mean */
    struct interval share;      /* of the share of seeds in which it holds, at all looks together; NaN of a mean */
    double estimate; /* the median over the seeds that count, of a mean the mean, of FITS the share; NaN: none */
    struct interval interval; /* of the estimate, 95 % at all looks together; NaN below 7 seeds of a median */
    double evidence_for, evidence_against; /* M of bet.h, each at least 1: where its paths end */
    double *path[2];                       /* [PATH_FOR] and [PATH_AGAINST]: after each seed, [seeds]; owned */
    double *value; /* what is compared with the bound in each seed, [seeds]; NaN: its runs did not fit, or say nothing;
                      owned */
    double now;    /* the capital that it holds at present in the direction that stands better */
    double unfitted; /* evidence that too few runs fit (evidence.h) */
    bool depends;    /* evidence.h */
};
struct judgement {
    const struct claim *claim;
    enum claim_scale scale;
    struct frozen frozen;    /* what was fixed before the first seed */
    int seeds;               /* complete ones: the first so many have all their runs. 0: nothing is judged */
    int runs, fitted;        /* of these seeds: all, and those that fitted */
    int diverged;            /* of runs: the worst there can be, where a metric has a value for that */
    int not_finite;          /* of the others: those that gave answers that were no finite numbers at some length of the
                                suite. They count as wrong there, a loss as infinite */
    char *several;           /* whose runs are no replicates, since several codes made them, in words; NULL: nobody's */
    struct finding *finding; /* [claim->n_checks]; NULL: nothing is judged */
    double *path[PATHS];     /* the claim's evidence after each seed, [seeds]; NULL: not judged. OF_SIGN: 1 where the
                                claim asks for no effect */
    double evidence_for, evidence_against; /* of the claim: where the first two end */
    enum claim_verdict verdict;
    int decided_after; /* by so many seeds, and what they say does not change with later ones; else all */
    int decided_by;    /* finding */
    int family_size;   /* claims that share the promise */
    double threshold;  /* the evidence that decides: evidence_threshold(family_size) */
    double p;          /* threshold * CLAIM_ALPHA / evidence in the direction that leads, at most 1 */
    int seeds_more;    /* UNDECIDED, DEPENDS: about how many more seeds; 0: decided. SEEDS_UNKNOWN: none can be named */
    char fingerprint[RUN_ID_SIZE]; /* of the evidence */
    char suite_hash[RUN_ID_SIZE];  /* what the claim's suite asks for, for the store (run/claim_state.h) */
};
/* So many seeds, from the first on, have all that the claim looks at of their runs: these are judged. */
bool claim_seeds_stored(struct store *store, const struct claim *claim, const struct cell_runs *runs, int *n,
                        struct error *err);
/* Values, fits and findings of one claim; runs[claim->n_cells], all of the same number of seeds, in their order. Seeds
 * are taken in order while all that the claim looks at is stored of their runs. false: err (the store, or a value that
 * its suite does not measure). */
bool claim_judge(struct store *store, const struct claim *claim, enum claim_scale scale, const struct cell_runs *runs,
                 struct judgement *out, struct error *err);
/* Adds to *why, in words, which cells' runs were trained by several codes, or evaluated by several where the claim
 * looks: such runs are no replicates, and there is no verdict on them. Nothing: none. */
bool claim_several_codes(struct store *store, const struct claim *claim, const struct cell_runs *runs, struct text *why,
                         struct error *err);
/* A cell's lengths as a JSON list, which SQL takes as one parameter; "": all. Appended to *out. */
void claim_length_list(const struct cell_runs *of, struct text *out);
/* Verdicts of all n claims that there are: how many share a family is counted over all of them, judged or not. */
void claims_conclude(struct judgement *list, int n);
/* Whether a contradiction, or the equality that was claimed, could have come out otherwise. The check that decided asks
 * for a loss of d (BETTER, or CHANGE for the worse), or for none (SAME); arm[0..n-1] are the runs of all schemes of the
 * suite on its task number `task`. *shown: some scheme's fitted runs lose as much there (in the median). A check over
 * several tasks asks for it on one of them at least; where none shows it, the verdict is VERDICT_NOTHING_TO_SEE. */
bool claim_look_for_loss(struct store *store, const struct judgement *j, int task, const struct cell_runs *arm, int n,
                         bool *shown, struct error *err);
bool claim_asks_for_loss(const struct judgement *j); /* whether there is anything to look for */
void judgement_free(struct judgement *j);
/* Claim, verdict and findings in one transaction; the same evidence again changes nothing but the threshold. */
bool store_add_verdict(struct store *store, const struct judgement *j, struct error *err);
/* "2 of 12 runs diverged; 3 were not finite at some length, which counts as wrong"; nothing where all went well.
 * Appended. */
void verdict_lost_words(int runs, int diverged, int not_finite, struct text *out);
/* What a row of v_verdict says of the check that decided: "holds in 8 of 8 seeds, a share of 0.58 to 1 (95 %) where
 * more than 0.5 is asked for", or "mean 0.4, 0.1 to 0.7 (95 %)". Appended. */
void verdict_share_words(const struct table *verdicts, int row, struct text *out);
/* Of a table of claim, scale and why, a row per stored verdict that is stale (run/claim_state.h; NULL: none is known to
 * be): why this one is; NULL: it is not. */
const char *stale_why(const struct table *stale, const char *claim, const char *scale);
#endif
