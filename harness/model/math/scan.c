/* Sums run in double and in blocks, so that what is not a sum is vectorised; a block of keys fits into registers and
 * first-level cache.
 */
#include "model/math/scan.h"
#include "base/vec.h"
#include <string.h>

enum { BLOCK = 64 };

static int block_start(int to) { return to > BLOCK ? to - BLOCK : 0; }

/* NaN counts as the last row; it stays in the score itself. */
static inline real clamp_position(double count, int rows) {
    const double last = rows - 1;
    return (real)(count < last ? count : last);
}

void count_row(const real *z, int n, const real *value, int rows, real scale, real *out) {
    double count = 0;
    real position[BLOCK];
    for (int to = n, from; to > 0; to = from) {
        from = block_start(to);
        if (count >= rows - 1) { /* all keys farther away stand on the last row */
            for (int j = 0; j < to; j++) out[j] += scale * value[rows - 1];
            return;
        }
        for (int j = from; j < to; j++) position[j - from] = vec_sigmoid1(z[j]);
        for (int j = to - 1; j >= from; j--) {
            count += (double)position[j - from];
            position[j - from] = clamp_position(count, rows);
        }
        for (int j = from; j < to; j++) {
            const int low = (int)position[j - from], high = low + 1 < rows ? low + 1 : low;
            out[j] += scale * (value[low] + (position[j - from] - (real)low) * (value[high] - value[low]));
        }
    }
}

void count_row_backward(real *z, const real *d, int n, const real *value, int rows, real scale, real *dvalue,
                        real *position) {
    double count = 0, through = 0;
    for (int j = 0; j < n; j++) z[j] = vec_sigmoid1(z[j]);
    for (int j = n - 1; j >= 0; j--) {
        count += (double)z[j];
        position[j] = clamp_position(count, rows);
    }
    for (int j = 0; j < n; j++) {
        const int low = (int)position[j], high = low + 1 < rows ? low + 1 : low;
        const real part = position[j] - (real)low, dy = scale * d[j];
        dvalue[low] += (1 - part) * dy;
        dvalue[high] += part * dy;
        through += (double)(dy * (value[high] - value[low])); /* on the last row both are the same: nothing */
        z[j] = z[j] * (1 - z[j]) * (real)through;
    }
}

static lanes gates_of(lanes logit) {
    real z[LANES];
    lanes_store(z, logit);
    for (int l = 0; l < LANES; l++) z[l] = vec_softplus1(-z[l]);
    return lanes_load(z);
}

/* The sum over far blocks runs in double; within a block of LANES float is exact enough. */
void forget_row(const real *logit, int n, real scale, real *out) {
    double sum = 0;
    for (int from = (n - 1) / LANES * LANES; from >= 0; from -= LANES) {
        const lanes_mask own = lanes_first(n - from);
        const lanes was = lanes_load(out + from), gate = (lanes)(own & (lanes_mask)gates_of(lanes_load(logit + from))),
                    behind = lanes_behind(gate);
        lanes_store(out + from, lanes_pick(own, was - scale * (behind + (real)sum), was));
        sum += (double)behind[0] + (double)gate[0];
    }
}

void forget_row_backward(const real *logit, const real *d, int n, real scale, real *dlogit) {
    double sum = 0;
    for (int from = 0; from < n; from += LANES) {
        const lanes_mask own = lanes_first(n - from);
        const lanes v = (lanes)(own & (lanes_mask)lanes_load(d + from)), before = lanes_before(v),
                    gate = 1 / (1 + lanes_exp(lanes_load(logit + from)));
        lanes_store(dlogit + from, lanes_pick(own, scale * (before + (real)sum) * gate, lanes_load(dlogit + from)));
        sum += (double)before[LANES - 1] + (double)v[LANES - 1];
    }
}
