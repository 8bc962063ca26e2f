/* Within results/: the values of a claim's checks, seed after seed, read from stored runs. */
#ifndef LEXBENCH_CLAIM_VALUES_H
#define LEXBENCH_CLAIM_VALUES_H
#include "results/claim.h"

/* The values of one run. */
struct known_run {
    bool stored, diverged, fitted;
    int tasks; /* trained together; a value is the mean over them, and there once all of them have been evaluated */
    double train_length, fit, memory, step_seconds; /* NaN: not measured */
    bool not_finite;                                /* its answers, at some of its lengths (EVALUATION_NOT_FINITE) */
    struct table *lengths; /* task, variant, multiple, examples, length, whether it was trained on the task, whether
                              answers were not finite, then the metrics with lengths in their order; NULL: not stored */
};
/* Of a claim: known runs of its cells, of the complete seeds. */
struct claim_values {
    const struct claim *claim;
    const struct cell_runs *runs;
    struct known_run **of; /* [cells][seeds] */
    int seeds;             /* the first so many have all that the claim looks at */
};
/* A run as a claim sees it. It fits where all that the fit rule looks at is there. What it holds is freed by
 * known_run_free. */
bool known_run_read(struct store *store, const struct claim *claim, const struct cell_runs *of, const char *id,
                    struct known_run *out, struct error *err);
void known_run_free(struct known_run *run);

/* Reads the claim's runs while a seed has all of them, with all lengths, variants, examples and metrics that the claim
 * looks at. claim_values_free may be called after an error as well. */
bool claim_values_read(struct store *store, const struct claim *claim, const struct cell_runs *runs,
                       struct claim_values *out, struct error *err);
void claim_values_free(struct claim_values *values);

/* ---- shared with results/versus.c ---- */

/* What a diverged run counts as; NaN: costs, and where attention is, have no such value. */
double worst_of(enum measure_kind metric);
/* By how much a is better than b, in the metric's units; two sides that are the worst there can be are equally bad. */
double lead_of(double a, double b, enum measure_kind metric);
bool leads(double lead); /* better at all: by more than what differs in the last bits */
/* At least (or at most) the bound, or so near to it that only the last bits are missing. */
bool reaches(double value, double bound, bool at_least);
/* Area or reach of a curve of exact match over n ascending multiples, from seen[i] examples each; NaN: it does not go
 * so far. */
double measure_of_curve(enum measure_kind metric, const double *at, const double *value, const long *seen, int n);

/* What seed i answers to a check. */
struct seed_answer {
    bool counts;  /* false: its runs did not fit, and there is no bet on it */
    bool mute;    /* no bet either, though it counts: a ratio of 0 to 0 (or of two diverged losses) says nothing */
    bool held;    /* it is yes; nothing of a check of_mean, and of one whose value is missing */
    double value; /* what is compared with the bound: a difference, level, ratio; of FITS 1 or 0. NaN: its runs did not
                     fit, or it is mute */
};
/* The answer with the check's own bound, or, if `sign` is set, to "better at all" (BETTER only). false with err: the
 * runs count, but the lengths or the variant were not evaluated. */
bool claim_answer(const struct claim_values *values, const struct check *check, int i, bool sign,
                  struct seed_answer *out, struct error *err);
/* The value of a check of one side on one run, as BETTER or CHANGE compare it, task t of the check; NaN: none. */
double side_value(const struct check *check, const struct check_side *side, const struct cell_runs *of,
                  const struct known_run *run);
#endif
