#include "model/math/peak.h"
#include "base/clock.h"
#include "base/vec.h"

/* Sums that do not wait for each other: enough for two units that take four to six cycles each. */
enum { SUMS = 12, ROUNDS = 1 << 14 };

/* Towards factor / (1 - factor) from anywhere, so that no sum overflows or becomes denormal. */
static real multiply_adds(real factor) {
    const lanes x = (lanes){0} + factor;
    lanes sum[SUMS];
    for (int k = 0; k < SUMS; k++) sum[k] = (lanes){0} + (real)(1 + k);
    for (int i = 0; i < ROUNDS; i++)
        for (int k = 0; k < SUMS; k++) sum[k] = sum[k] * x + x;
    for (int k = 1; k < SUMS; k++) sum[0] += sum[k];
    return lanes_sum(sum[0]);
}

double peak_rate(double seconds) {
    volatile real factor = (real)0.5, sink;
    double best = 0, end = clock_seconds() + seconds;
    do {
        const double begin = clock_seconds();
        sink = multiply_adds(factor);
        const double rate = 2.0 * LANES * SUMS * ROUNDS / (clock_seconds() - begin) / 1e9;
        best = rate > best ? rate : best;
    } while (clock_seconds() < end);
    (void)sink;
    return best;
}
