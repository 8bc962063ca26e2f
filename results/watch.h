/* Slow declines, watched for over the nights.
 *
 * The gate's own seeds are the same every night, so what a night cannot show no later one can. So a baseline has a
 * reserve of seeds that its own program trained once. Each revision that differs from the baseline is compared by a few
 * of them that were never compared before, and by these alone; what the nights so far say together is an e-detector's
 * evidence (results/detector.h), one for each series: a scheme on a task under a variant, by the mean of its scores
 * over the lengths. Only what the seeds showed is kept (schema-15.sql); the evidence is computed from it, so a night
 * that is judged again counts once.
 *
 * A run with the baseline's bits is the baseline again: what earlier revisions showed of its series is over, and a
 * revert needs no other sign. A night whose own results have the baseline's bits uses up no seeds and says the same of
 * all series. A new baseline begins with nothing.
 */
#ifndef LEXBENCH_WATCH_H
#define LEXBENCH_WATCH_H
#include "results/compare.h"

/* ---- the ledger ---- */

enum { RESERVE_FIRST = 10001, FRESH_MAX = 100 };
/* Seeds in the reserve of what a baseline's name means now, and how many of them nights have used. */
bool watch_reserve(struct store *ledger, const char *name, int *seeds, int *used, struct error *err);
/* The first seed that no reserve of the ledger and no run of its snapshots has, at least RESERVE_FIRST: what a reserve
 * begins or goes on with. */
bool watch_first_free(struct store *ledger, long *seed, struct error *err);
/* Adds seeds first..last, whose results at the baseline are in the snapshot, which is kept. */
bool watch_add_reserve(struct store *ledger, const char *name, long first, long last, long snapshot, struct error *err);
/* The seeds that come next, at most n, and how many they are. Until watch_keep they stay the next ones. */
bool watch_next(struct store *ledger, const char *name, int n, long seed[], int *got, struct error *err);
/* Whether the revision was compared with the baseline. */
bool watch_has(struct store *ledger, const char *name, const char *revision);
/* A revision's results under the next `seeds` seeds of the reserve, in one transaction. fresh NULL, seeds 0: its
 * results have the baseline's bits. Pairs are those of the gate (pairing.h): runs of other settings only if it allows
 * them; a run that diverged scores 0, one that failed says nothing. */
bool watch_keep(struct store *ledger, const char *name, const char *revision, int seeds, const struct snapshot *fresh,
                const struct gate_rules *gate, struct error *err);

/* ---- what the nights say ---- */

struct watched_series {
    const char *task, *label, *variant; /* borrowed from the watch */
    double evidence;                    /* R */
    int seeds;                          /* since the decline began, if it is one; 0: no seed got worse */
    double change;                      /* mean of now - was over them; NaN: none */
    const char *since;                  /* revision of the first of them */
    bool drives;                        /* without it, and those with more evidence, there would be no alarm */
};
struct watch {
    int nights; /* since the baseline was set, or had its bits again */
    int reserve, left;
    struct watched_series *series; /* most evidence first */
    int n, driving;
    double evidence, limit; /* mean over the series; the alarm's: a year of nights on average until a false one */
    bool alarm;
    struct table *rows;
};
/* seeds: a night's, now; the limit goes by the most that any night used. */
bool watch_read(struct store *ledger, const char *name, int seeds, struct watch *out, struct error *err);
void watch_free(struct watch *watch);
/* The comparison of tonight is red too when the nights so far are. The watch must outlive it. */
void comparison_watch(struct comparison *c, const struct watch *watch);
/* "24 series, 12 nights: evidence 31.2, alarm at 730; 40 of 64 seeds are left" */
void watch_words(const struct watch *watch, char *out, size_t size);
/* "-0.0213 over 24 seeds since revision 1a2b3c4 (evidence 2.1e+05)" */
void watched_series_words(const struct watched_series *series, char *out, size_t size);
#endif
