#include "results/evidence.h"
#include "base/memory.h"
#include <math.h>

/* The gains of the stakes on a check (for_it), or on its opposite. */
static void gains(const struct answers *a, bool for_it, double *z) {
    for (int i = 0; i < a->n; i++)
        z[i] = a->above == for_it ? bet_above(a->x[i], a->m, a->low) : bet_below(a->x[i], a->m, a->high);
}

/* The capital of a claim after each seed: the least of its checks' running maxima for it, their mean against it. */
void evidence_path(const struct answers *list, int k, bool for_it, double *path) {
    const int n = list->n;
    double *z = mem_zero(2 * (size_t)n + 1, sizeof *z), *capital = z + n;
    for (int j = 0; j < n; j++) path[j] = for_it ? INFINITY : 0;
    for (int i = 0; i < k; i++) {
        double most = 1;
        gains(&list[i], for_it, z);
        bet_capital(z, n, capital);
        for (int j = 0; j < n; j++) {
            most = fmax(most, capital[j]);
            path[j] = for_it ? fmin(path[j], most) : path[j] + capital[j] / k;
        }
    }
    double most = 1;
    for (int j = 0; j < n; j++) path[j] = most = fmax(most, path[j]);
    mem_free(z);
}

static double last_of_path(const struct answers *list, int k, bool for_it) {
    double *path = mem_zero((size_t)list->n + 1, sizeof *path);
    evidence_path(list, k, for_it, path);
    const double last = list->n ? path[list->n - 1] : 1;
    mem_free(path);
    return last;
}

double evidence_for(const struct answers *list, int k) { return last_of_path(list, k, true); }

double evidence_against(const struct answers *list, int k) { return last_of_path(list, k, false); }

double evidence_now(const struct answers *list, int k, bool for_it) {
    const size_t n = (size_t)list->n;
    double *z = mem_zero(2 * n + 1, sizeof *z), *capital = z + n, least = INFINITY, sum = 0;
    for (int i = 0; i < k; i++) {
        gains(&list[i], for_it, z);
        bet_capital(z, list[i].n, capital);
        const double own = n ? capital[n - 1] : 1;
        least = fmin(least, own);
        sum += own / k;
    }
    mem_free(z);
    return for_it ? least : sum;
}

double evidence_threshold(int family) { return family / CLAIM_ALPHA; }

struct tally evidence_tally(const struct answers *a) {
    struct tally t = {0};
    double *x = mem_zero((size_t)a->n + 1, sizeof *x);
    for (int i = 0; i < a->n; i++)
        if (!isnan(a->x[i])) t.sum += x[t.counted++] = a->x[i];
    t.interval = bet_mean_interval(x, t.counted, a->low, a->high);
    mem_free(x);
    return t;
}

double evidence_unfitted(const bool *counts, int n) {
    static const double QUARTER = 0.25;
    double *z = mem_zero((size_t)n + 1, sizeof *z);
    for (int i = 0; i < n; i++) z[i] = bet_below(counts[i], QUARTER, 1);
    const double capital = bet_capital(z, n, NULL);
    mem_free(z);
    return capital;
}

bool evidence_not_fitted(const bool *counts, int n) { return evidence_unfitted(counts, n) >= EVIDENCE_UNFITTED; }

bool evidence_depends_on_seed(const struct answers *a, const struct tally *t) {
    return t->interval.low > (a->low + a->m) / 2 && t->interval.high < (a->m + a->high) / 2;
}
