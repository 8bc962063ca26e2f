/* The verdict on two arms at one place, from what their seeds say. */
#include "results/versus.h"
#include "base/memory.h"
#include "results/claim_values.h"
#include <math.h>

static const char *const end_names[] = {[VERSUS_A] = "A better",
                                        [VERSUS_B] = "B better",
                                        [VERSUS_NEITHER] = "neither",
                                        [VERSUS_NOT_FITTED] = "not fitted",
                                        [VERSUS_DEPENDS] = "depends on the seed",
                                        [VERSUS_UNDECIDED] = "undecided"};

const char *versus_end_name(enum versus_end end) { return end_names[end]; }

enum { ANSWERS = 3 }; /* A, B, neither */

static enum versus_end answer_of(double lead, double by) {
    if (by > 0 ? reaches(lead, by, true) : leads(lead)) return VERSUS_A;
    return (by > 0 ? reaches(-lead, by, true) : leads(-lead)) ? VERSUS_B : VERSUS_NEITHER;
}

/* Of n seeds, for each answer: 1 where it is given, 0 where another one is, NaN where the seed is not asked. */
static void fill_answers(const struct versus_seed *seed, int n, double by, double *x) {
    for (int i = 0; i < n; i++)
        for (int k = 0; k < ANSWERS; k++)
            x[k * n + i] = seed[i].counts ? answer_of(seed[i].lead, by) == (enum versus_end)k : (double)NAN;
}

/* Counts and the median; whether too few seeds count is said in *not_fitted. */
static void describe(const struct versus_seed *seed, int n, struct versus_row *out, bool *not_fitted) {
    double *lead = mem_zero((size_t)n + 1, sizeof *lead);
    bool *counts = mem_zero((size_t)n + 1, sizeof *counts);
    int counted = 0;
    for (int i = 0; i < n; i++) {
        counts[i] = seed[i].counts;
        if (counts[i]) lead[counted++] = seed[i].lead;
    }
    out->seeds = n;
    out->counted = counted;
    out->interval = bet_median_interval(lead, counted);
    out->median = quantile(lead, counted, 0.5);
    *not_fitted = evidence_not_fitted(counts, n);
    mem_free(lead);
    mem_free(counts);
}

/* Both sides of a share below one half can be reached at once; then it hangs on the seed which one is better. */
static enum versus_end end_of(const struct versus_row *r, bool not_fitted, bool depends) {
    const double threshold = evidence_threshold(1);
    const bool a = r->evidence[VERSUS_A] >= threshold, b = r->evidence[VERSUS_B] >= threshold;
    if (a || b) return a && b ? VERSUS_DEPENDS : a ? VERSUS_A : VERSUS_B;
    if (r->evidence[VERSUS_NEITHER] >= threshold) return VERSUS_NEITHER;
    if (not_fitted) return VERSUS_NOT_FITTED;
    return depends ? VERSUS_DEPENDS : VERSUS_UNDECIDED;
}

/* About how many more seeds, if the answer that most seeds gave goes on as it did; seeds that do not count are waited
 * for. One that was given in too few has no evidence to come. */
static int seeds_more(const struct versus_row *r, const struct answers *leading, double held) {
    if (held <= leading->m * r->counted) return SEEDS_UNKNOWN;
    const double now = evidence_now(leading, 1, true);
    const int more = bet_seeds_more(now, evidence_threshold(1), held, r->counted, leading->m);
    return more == SEEDS_UNKNOWN ? more : (int)ceil((double)more * r->seeds / r->counted);
}

void versus_judge(const struct versus_seed *seed, int n, double by, double share, struct versus_row *out) {
    double *x = mem_zero(ANSWERS * (size_t)n + 1, sizeof *x), held[ANSWERS];
    struct answers of[ANSWERS];
    bool not_fitted, depends = false;
    int first = 0;
    describe(seed, n, out, &not_fitted);
    fill_answers(seed, n, by, x);
    for (int k = 0; k < ANSWERS; k++) {
        of[k] = (struct answers){.n = n, .x = x + k * n, .m = share, .low = 0, .high = 1, .above = true};
        const struct tally tally = evidence_tally(&of[k]);
        out->evidence[k] = evidence_for(&of[k], 1);
        held[k] = tally.sum;
        if (held[k] > held[first]) first = k;
        if (k == VERSUS_A) out->share = tally.interval;
        if (k != VERSUS_NEITHER) depends |= evidence_depends_on_seed(&of[k], &tally);
        if (k != VERSUS_NEITHER) out->n_better[k] = (int)lround(tally.sum);
    }
    out->end = end_of(out, not_fitted, depends);
    const bool open = out->end == VERSUS_UNDECIDED || out->end == VERSUS_DEPENDS;
    out->seeds_more = open ? seeds_more(out, &of[first], held[first]) : 0;
    mem_free(x);
}

bool versus_holds_among(const struct versus_row *r, int n) {
    return r->end <= VERSUS_NEITHER && r->evidence[r->end] >= evidence_threshold(n);
}
