#include "results/bet.h"
#include "base/memory.h"
#include <math.h>

const double bet_stake[BETS] = {0.25, 0.5, 0.75, 1}, bet_weight[BETS] = {0.2, 0.2, 0.2, 0.4};

static const double LARGEST = 1e300, EACH_END = 40; /* 1 / 0.025 */

double bet_above(double x, double m, double low) { return (x - m) / (m - low); }

double bet_below(double x, double m, double high) { return (m - x) / (high - m); }

/* Rounding may leave 1 + z a little below 0, and nobody owes. */
static double grown(double own, double stake, double z) {
    const double next = own * (1 + stake * z);
    return next > 0 ? (next < LARGEST ? next : LARGEST) : 0;
}

double bet_capital(const double *z, int n, double *capital) {
    double own[BETS] = {1, 1, 1, 1}, most = 1;
    for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int k = 0; k < BETS; k++) {
            if (!isnan(z[i])) own[k] = grown(own[k], bet_stake[k], z[i]);
            sum += bet_weight[k] * own[k];
        }
        if (capital) capital[i] = sum;
        most = fmax(most, sum);
    }
    return most;
}

/* ---- intervals ---- */

/* What is held after all of z[0..n-1], n >= 1: of intervals, which so hang neither on the order of the seeds nor on how
 * often one has looked. */
static double last_capital(const double *z, int n, double *room) {
    bet_capital(z, n, room);
    return room[n - 1];
}

/* Does the evidence speak against a mean of at most m (above), or of at least m? z: room for 2n. */
static bool refuted(const double *x, int n, double m, bool above, double end, double *z) {
    for (int i = 0; i < n; i++) z[i] = above ? bet_above(x[i], m, end) : bet_below(x[i], m, end);
    return n > 0 && last_capital(z, n, z + n) >= EACH_END;
}

/* The mean at which the evidence ends to refute, between `near`, the end of the range, and `far`: gains fall as the
 * mean comes nearer to the values, so that halving finds it, to the last bit of a double. */
static double last_refuted(const double *x, int n, double near, double far, bool above, double *z) {
    const double end = near;
    for (int i = 0; i < 100; i++) {
        const double middle = near + (far - near) / 2;
        if (middle == near || middle == far) break;
        if (refuted(x, n, middle, above, end, z))
            near = middle;
        else
            far = middle;
    }
    return near;
}

struct interval bet_mean_interval(const double *x, int n, double low, double high) {
    double *z = mem_zero(2 * (size_t)n + 1, sizeof *z);
    const struct interval out = {last_refuted(x, n, low, high, true, z), last_refuted(x, n, high, low, false, z)};
    mem_free(z);
    return out;
}

struct interval bet_share_interval(const bool *held, int n) {
    double *x = mem_zero((size_t)n + 1, sizeof *x);
    for (int i = 0; i < n; i++) x[i] = held[i];
    const struct interval out = bet_mean_interval(x, n, 0, 1);
    mem_free(x);
    return out;
}

/* Do most seeds lie at or above `value` (or at or below it)? z: room for 2n. */
static bool most_beyond(const double *x, int n, double value, bool above, double *z) {
    for (int i = 0; i < n; i++) z[i] = bet_above(above ? x[i] >= value : x[i] <= value, 0.5, 0);
    return last_capital(z, n, z + n) >= EACH_END;
}

struct interval bet_median_interval(const double *x, int n) {
    struct interval out = {(double)NAN, (double)NAN};
    double *z = mem_zero(2 * (size_t)n + 1, sizeof *z);
    for (int k = 0; k < n; k++) {
        if (!(x[k] <= out.low) && most_beyond(x, n, x[k], true, z)) out.low = x[k];
        if (!(x[k] >= out.high) && most_beyond(x, n, x[k], false, z)) out.high = x[k];
    }
    mem_free(z);
    return out;
}

/* ---- planning ---- */

static double divergence(double q, double s) {
    return (q > 0 ? q * log(q / s) : 0) + (q < 1 ? (1 - q) * log((1 - q) / (1 - s)) : 0);
}

static double share_so_far(double held, int counted) { return (held + 0.5) / (counted + 1.0); }

double bet_seeds_expected(double missing, double held, int counted, double s) {
    const double growth = divergence(share_so_far(held, counted), s);
    return missing <= 0 ? 0 : growth > 0 ? missing / growth : INFINITY;
}

int bet_seeds_more(double capital, double threshold, double held, int counted, double s) {
    if (fabs(share_so_far(held, counted) - s) < 0.1) return SEEDS_UNKNOWN;
    const double more = ceil(bet_seeds_expected(log(threshold / capital), held, counted, s));
    return more < 1 ? 1 : more < SEEDS_UNKNOWN ? (int)more : SEEDS_UNKNOWN;
}
