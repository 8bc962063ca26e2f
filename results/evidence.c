#include "results/evidence.h"
#include "base/memory.h"
#include <math.h>

/* The gains of the stakes on a check (for_it), or on its opposite. */
static void gains(const struct answers *a, bool for_it, double *z) {
    for (int i = 0; i < a->n; i++)
        z[i] = a->above == for_it ? bet_above(a->x[i], a->m, a->low) : bet_below(a->x[i], a->m, a->high);
}

double evidence_for(const struct answers *list, int k) {
    double *z = mem_zero((size_t)list->n + 1, sizeof *z), least = INFINITY;
    for (int i = 0; i < k; i++) {
        gains(&list[i], true, z);
        least = fmin(least, bet_capital(z, list[i].n, NULL));
    }
    mem_free(z);
    return least;
}

double evidence_against(const struct answers *list, int k) {
    const size_t n = (size_t)list->n;
    double *z = mem_zero(3 * n + 1, sizeof *z), *capital = z + n, *sum = capital + n, most = 1;
    for (int i = 0; i < k; i++) {
        gains(&list[i], false, z);
        bet_capital(z, list[i].n, capital);
        for (size_t j = 0; j < n; j++) sum[j] += capital[j] / k;
    }
    for (size_t j = 0; j < n; j++) most = fmax(most, sum[j]);
    mem_free(z);
    return most;
}

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

bool evidence_not_fitted(const bool *counts, int n) {
    static const double QUARTER = 0.25, ENOUGH = 20;
    double *z = mem_zero((size_t)n + 1, sizeof *z);
    for (int i = 0; i < n; i++) z[i] = bet_below(counts[i], QUARTER, 1);
    const bool reached = bet_capital(z, n, NULL) >= ENOUGH;
    mem_free(z);
    return reached;
}

bool evidence_depends_on_seed(const struct answers *a, const struct tally *t) {
    return t->interval.low > (a->low + a->m) / 2 && t->interval.high < (a->m + a->high) / 2;
}
