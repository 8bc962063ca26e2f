/* Many tests at once, and how many seeds a test needs. */
#include "base/memory.h"
#include "results/statistics.h"
#include <math.h>

/* order[k] = index of the k-th smallest p; equal ones in their own order. n is small. */
static int *ascending_order(const double *p, int n) {
    int *order = mem_zero((size_t)n + 1, sizeof *order);
    for (int i = 0; i < n; i++) {
        int k = i;
        for (; k > 0 && p[order[k - 1]] > p[i]; k--) order[k] = order[k - 1];
        order[k] = i;
    }
    return order;
}

void holm(const double *p, int n, double *adjusted) {
    int *order = ascending_order(p, n);
    double most = 0;
    for (int k = 0; k < n; k++) {
        most = fmax(most, fmin(1, (n - k) * p[order[k]]));
        adjusted[order[k]] = most;
    }
    mem_free(order);
}

/* By bisection of the distribution function: 60 halvings of [-40, 40] are exact to a double's last bits. */
double normal_quantile(double p) {
    double low = -40, high = 40;
    for (int i = 0; i < 60; i++) {
        const double middle = (low + high) / 2;
        if (erfc(-middle / sqrt(2)) / 2 < p)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

static const double POWER = 0.8;

/* What small samples need more than the normal approximation says (Guenther 1981). */
static double small_sample(double alpha) {
    const double z = normal_quantile(1 - alpha);
    return z * z / 2;
}

static double both_quantiles(double alpha) { return normal_quantile(1 - alpha) + normal_quantile(POWER); }

int seeds_needed(double effect, double deviation, double alpha) {
    const double by_test = ceil(-log2(alpha) - 1e-9);
    if (deviation == 0 && effect != 0) return (int)by_test;
    const double ratio = both_quantiles(alpha) * deviation / effect;
    const double by_power = ceil(ratio * ratio + small_sample(alpha) - 1e-9);
    if (effect == 0 || !(by_power < SEEDS_UNKNOWN)) return SEEDS_UNKNOWN;
    return (int)fmax(by_test, by_power);
}
