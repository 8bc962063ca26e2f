#include "results/statistics.h"
#include <math.h>
#include <stdlib.h>

static const double Z95 = 1.959963984540054;

struct interval wilson(long k, long n) {
    return wilson_of_share(n ? (double)k / (double)n : 0, n);
}

struct interval wilson_of_share(double p, long n) {
    if (n == 0) return (struct interval){0, 1};
    const double z2 = Z95 * Z95, m = (double)n;
    const double centre = p + z2 / (2 * m), half = Z95 * sqrt(p * (1 - p) / m + z2 / (4 * m * m));
    return (struct interval){fmax(0, (centre - half) / (1 + z2 / m)), fmin(1, (centre + half) / (1 + z2 / m))};
}

double mean_of(const double *x, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += x[i];
    return n ? sum / n : (double)NAN;
}

double deviation_of(const double *x, int n) {
    const double mean = mean_of(x, n);
    double sum = 0;
    for (int i = 0; i < n; i++) sum += (x[i] - mean) * (x[i] - mean);
    return n > 1 ? sqrt(sum / (n - 1)) : 0;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double quantile(double *x, int n, double q) {
    if (n == 0) return (double)NAN;
    qsort(x, (size_t)n, sizeof *x, ascending);
    double place = q * (n - 1);
    int k = (int)place;
    if (k >= n - 1) return x[n - 1];
    if (x[k] == x[k + 1] || !(place > k)) return x[k]; /* of infinities, too */
    return x[k] + (place - k) * (x[k + 1] - x[k]);
}

void average_ranks(const double *score, int n, double tie, double *rank) {
    for (int i = 0; i < n; i++) {
        int better = 0, equal = 0;
        for (int j = 0; j < n; j++) {
            /* One difference for both questions, and the same for j against i: ranks add up to n (n + 1) / 2. */
            const double ahead = score[j] - score[i];
            better += ahead > tie;
            equal += ahead <= tie && ahead >= -tie;
        }
        rank[i] = better + (equal + 1) / 2.0;
    }
}

/* Height of the polygon at one place within its ends; k: the last point at or before it. */
static double height_at(const double *at, const double *value, int n, double place, int *k) {
    for (*k = 0; *k + 1 < n && at[*k + 1] <= place; ++*k)
        ;
    if (*k + 1 == n || at[*k] == place) return value[*k];
    return value[*k] + (place - at[*k]) / (at[*k + 1] - at[*k]) * (value[*k + 1] - value[*k]);
}

double mean_height(const double *at, const double *value, int n, double from, double to) {
    if (n < 2 || !(from < to) || at[0] > from || at[n - 1] < to) return (double)NAN;
    int first, last;
    double x = from, y = height_at(at, value, n, from, &first), area = 0;
    const double end = height_at(at, value, n, to, &last);
    for (int k = first + 1; k <= last; k++) {
        area += (at[k] - x) * (y + value[k]) / 2;
        x = at[k], y = value[k];
    }
    area += (to - x) * (y + end) / 2;
    return area / (to - from);
}

struct reach reach_of(const double *at, const long *right, const long *seen, int n, double level) {
    struct reach out = {.open = true};
    for (int i = 0; i < n && out.open; i++) {
        out.open = wilson(right[i], seen[i]).high >= level;
        if (out.open) out.far = at[i];
    }
    return out;
}
