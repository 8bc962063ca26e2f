/* Everything that works row by row: norms, linear layers, activations, dropout. */
#include "base/rng.h"
#include "base/vec.h"
#include "model/internal.h"
#include "model/math/blas.h"
#include "model/math/phase.h"
#include <math.h>
#include <stdio.h>

static const real NORM_EPSILON = (real)1e-5;

/* One row: y = (x - mean) / std * gain + bias; RMSNorm (Zhang and Sennrich 2019) takes no mean and has no bias. */
static void norm_row(bool centre, int C, const real *x, const real *gain, const real *bias, real *y, real stat[2]) {
    const real inverse = (real)1 / (real)C, mean = centre ? vec_sum(x, C) * inverse : 0;
    lanes square = {0};
    for (int c = 0; c < C; c += LANES) {
        const int k = lanes_of(C - c);
        const lanes d = lanes_load_part(x + c, k) - mean;
        square += k == LANES ? d * d : (lanes)(lanes_first(k) & (lanes_mask)(d * d));
    }
    const real sum = lanes_sum(square);
    const real scale = (real)1 / vec_sqrt(sum * inverse + NORM_EPSILON);
    stat[0] = mean;
    stat[1] = scale;
    if (bias)
        for (int c = 0; c < C; c++) y[c] = (x[c] - mean) * scale * gain[c] + bias[c];
    else
        for (int c = 0; c < C; c++) y[c] = (x[c] - mean) * scale * gain[c];
}

void norm_forward(const struct model *m, int n, const real *x, const real *gain, const real *bias, real *y,
                  real *stat) {
    IN_PHASE(PHASE_NORM);
    const int C = m->C;
    bool centre = m->config.norm == NORM_LAYER;
    for (int r = 0; r < n; r++) norm_row(centre, C, x + (long)r * C, gain, bias, y + (long)r * C, stat + 2 * (long)r);
}

/* What a row of a norm's backward pass adds up; NULL: not learned. */
struct norm_grads {
    real *gain, *bias;
};

/* dx = (dz - mean(dz) - z mean(dz z)) / std with z = (x - mean) / std and dz = dy gain; RMSNorm drops mean(dz). */
static void norm_row_backward(bool centre, bool add, int C, const real *restrict x, const real *restrict gain,
                              const real stat[2], const real *restrict dy, real *restrict dx, struct norm_grads d) {
    const real mean = stat[0], scale = stat[1], inverse = (real)1 / (real)C;
    lanes sum = {0}, along = {0};
    for (int c = 0; c < C; c += LANES) {
        const int k = lanes_of(C - c);
        const lanes own = lanes_load_part(dy + c, k), z = (lanes_load_part(x + c, k) - mean) * scale,
                    dz = own * lanes_load_part(gain + c, k);
        sum += dz;
        along += dz * z;
        lanes_store_part(d.gain + c, k, lanes_load_part(d.gain + c, k) + own * z);
        if (d.bias) lanes_store_part(d.bias + c, k, lanes_load_part(d.bias + c, k) + own);
    }
    const real a = centre ? lanes_sum(sum) * inverse : 0, b = lanes_sum(along) * inverse;
    if (add)
        for (int c = 0; c < C; c++) dx[c] += scale * (dy[c] * gain[c] - a - (x[c] - mean) * scale * b);
    else
        for (int c = 0; c < C; c++) dx[c] = scale * (dy[c] * gain[c] - a - (x[c] - mean) * scale * b);
}

void norm_backward(const struct model *m, int n, const real *x, const real *gain, const real *stat, const real *dy,
                   bool add, real *dx, real *dgain, real *dbias) {
    IN_PHASE(PHASE_NORM);
    const int C = m->C;
    const struct norm_grads d = {dgain, dbias};
    bool centre = m->config.norm == NORM_LAYER;
    for (int r = 0; r < n; r++) {
        long at = (long)r * C;
        norm_row_backward(centre, add, C, x + at, gain, stat + 2 * (long)r, dy + at, dx + at, d);
    }
}

/* sum += the rows of x. Four vectors of columns at a time stay in registers down all rows. */
static void add_columns(int n, int cols, const real *x, real *sum) {
    enum { BLOCK = 4 * LANES };
    int c = 0;
    for (; c + BLOCK <= cols; c += BLOCK) {
        lanes s[4];
        for (int k = 0; k < 4; k++) s[k] = lanes_load(sum + c + k * LANES);
        for (int r = 0; r < n; r++)
            for (int k = 0; k < 4; k++) s[k] += lanes_load(x + (long)r * cols + c + k * LANES);
        for (int k = 0; k < 4; k++) lanes_store(sum + c + k * LANES, s[k]);
    }
    for (int r = 0; c < cols && r < n; r++) vec_add(sum + c, x + (long)r * cols + c, cols - c);
}

void linear_backward(int n, int in, int out, struct operand x, const real *weight, int ldw, struct operand dy, bool add,
                     real *dx, real *dweight, real *dbias) {
    const struct operand w = {weight, NULL};
    blas_gemm_operands(true, false, in, out, n, x, in, dy, out, 1, dweight, ldw);
    if (dbias) add_columns(n, out, dy.at, dbias);
    if (dx) blas_gemm_operands(false, true, n, in, out, dy, out, w, ldw, add ? 1 : 0, dx, in);
}

/* Activations. In training what stood before the activation is overwritten with its slope: the backward pass is then a
 * product, and the exponential is taken once. */

/* y = f(x), slope = f'(x) */
struct activated {
    lanes y, slope;
};

/* GELU with the tanh form of Hendrycks and Gimpel 2016: x s(x), s = sigmoid(2 sqrt(2/pi) (x + 0.044715 x^3)). */
static inline struct activated gelu(lanes x) {
    const real A = (real)1.5957691216057308, B = (real)0.071354816272600242;
    const lanes square = x * x, s = lanes_sigmoid(x * (A + B * square)), y = x * s;
    return (struct activated){y, s + y * (1 - s) * (A + 3 * B * square)};
}

static inline struct activated relu(lanes x) {
    const lanes zero = {0}, one = zero + 1;
    return (struct activated){lanes_pick(x > 0, x, zero), lanes_pick(x > 0, one, zero)};
}

static inline struct activated silu(lanes x) {
    const lanes s = lanes_sigmoid(x);
    return (struct activated){x * s, s * (1 + x * (1 - s))};
}

/* y = f(x) for n numbers, in a copy made for each f; keep: x becomes the slope. */
static inline __attribute__((always_inline)) void activate(struct activated (*f)(lanes), long n, real *x, real *y,
                                                           bool keep) {
    for (long i = 0; i < n; i += LANES) {
        const int k = lanes_of(n - i);
        const struct activated a = f(lanes_load_part(x + i, k));
        lanes_store_part(y + i, k, a.y);
        if (keep) lanes_store_part(x + i, k, a.slope);
    }
}

/* SwiGLU (Shazeer 2020): up = [gate | value], act = silu(gate) value; slopes [silu'(gate) value | silu(gate)]. */
static inline void swiglu_row(int F, bool keep, real *gate, real *act) {
    real *value = gate + F;
    for (int f = 0; f < F; f += LANES) {
        const int k = lanes_of(F - f);
        const struct activated a = silu(lanes_load_part(gate + f, k));
        const lanes v = lanes_load_part(value + f, k);
        lanes_store_part(act + f, k, a.y * v);
        if (!keep) continue;
        lanes_store_part(gate + f, k, a.slope * v);
        lanes_store_part(value + f, k, a.y);
    }
}

/* keep is a constant in each of its calls, so that no slope is computed where none is wanted. */
static inline __attribute__((always_inline)) void activate_rows(const struct model *m, int n, real *up, real *act,
                                                                bool keep) {
    const long size = (long)n * m->F;
    switch (m->config.activation) {
    case ACTIVATION_GELU: activate(gelu, size, up, act, keep); break;
    case ACTIVATION_RELU: activate(relu, size, up, act, keep); break;
    case ACTIVATION_SWIGLU:
        for (long r = 0; r < n; r++) swiglu_row(m->F, keep, up + r * m->up, act + r * m->F);
        break;
    default: BUG("activation %d", m->config.activation);
    }
}

void activation_forward(const struct model *m, int n, real *up, real *act) {
    IN_PHASE(PHASE_ACTIVATION);
    if (m->training)
        activate_rows(m, n, up, act, true);
    else
        activate_rows(m, n, up, act, false);
}

void activation_backward(const struct model *m, int n, const real *slope, const real *dact, real *dup) {
    IN_PHASE(PHASE_ACTIVATION);
    const int F = m->F;
    for (long r = 0; r < n; r++)
        for (int part = 0; part < m->up; part += F)
            for (int f = 0; f < F; f++) dup[r * m->up + part + f] = dact[r * F + f] * slope[r * m->up + part + f];
}

/* Rows that are computed, as numbers, and rounded before the next ones are: they stay in the first level's cache. */
static int rows_together(int columns) { return columns < 4096 ? 4096 / columns : 1; }

void norm_forward_rounded(const struct model *m, int n, const real *x, const real *gain, const real *bias, real *y,
                          uint32_t *rounded, real *stat) {
    IN_PHASE(PHASE_NORM);
    for (int r = 0, k; r < n; r += k) {
        k = n - r < rows_together(m->C) ? n - r : rows_together(m->C);
        norm_forward(m, k, x + (long)r * m->C, gain, bias, y, stat + 2 * (long)r);
        blas_round(k, m->C, y, rounded + (long)r * rounded_row(m->C));
    }
}

void activation_forward_rounded(const struct model *m, int n, real *up, real *act, uint32_t *rounded) {
    IN_PHASE(PHASE_ACTIVATION);
    for (int r = 0, k; r < n; r += k) {
        k = n - r < rows_together(m->F) ? n - r : rows_together(m->F);
        activation_forward(m, k, up + (long)r * m->up, act);
        blas_round(k, m->F, act, rounded + (long)r * rounded_row(m->F));
    }
}

void activation_backward_rounded(const struct model *m, int n, const real *slope, const real *dact, real *dup,
                                 uint32_t *rounded, real *dbias) {
    IN_PHASE(PHASE_ACTIVATION);
    for (int r = 0, k; r < n; r += k) {
        k = n - r < rows_together(m->up) ? n - r : rows_together(m->up);
        activation_backward(m, k, slope + (long)r * m->up, dact + (long)r * m->F, dup);
        if (dbias) add_columns(k, m->up, dup, dbias);
        blas_round(k, m->up, dup, rounded + (long)r * rounded_row(m->up));
    }
}

/* Inverted dropout. Its random numbers are named by step, site and row of the batch, so the backward pass draws the
 * same mask again instead of keeping it, and groups do not matter; each further loop has a stream of its own. row:
 * local rows, or NULL for 0..n-1. */
void dropout_apply(const struct model *m, int site, long first_row, const int *row, int n, real *x) {
    if (!m->dropping) return;
    char purpose[64] = "train/dropout";
    if (m->loop) snprintf(purpose, sizeof purpose, "train/dropout/%d", m->loop);
    const struct rng named = rng_open(m->seed, purpose, 0, 0);
    const uint32_t keep = (uint32_t)((1 - m->config.dropout) * 4294967295.0);
    const real scale = (real)(1 / (1 - m->config.dropout));
    for (int r = 0; r < n; r++) {
        long global = first_row + (row ? row[r] : r);
        struct rng rng = rng_at(&named, (uint64_t)m->step, (uint64_t)global * 1024 + (uint64_t)site);
        for (int c = 0; c < m->C; c++) x[(long)r * m->C + c] *= rng_word(&rng) < keep ? scale : 0;
    }
}

void rows_gather(int n, int C, const int *row, const real *x, real *y) {
    for (int r = 0; r < n; r++) memcpy(y + (long)r * C, x + (long)row[r] * C, (size_t)C * sizeof *y);
}
