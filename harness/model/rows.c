/* Everything that works row by row: norms, linear layers, activations, dropout. */
#include "base/rng.h"
#include "model/blas.h"
#include "model/internal.h"
#include "model/phase.h"
#include "model/vec.h"
#include <math.h>

static const real NORM_EPSILON = (real)1e-5;

/* One row: y = (x - mean) / std * gain + bias; RMSNorm (Zhang and Sennrich 2019) takes no mean and has no bias. */
static void norm_row(bool centre, int C, const real *x, const real *gain, const real *bias, real *y, real stat[2]) {
    const real inverse = (real)1 / (real)C;
    real mean = centre ? vec_sum(x, C) * inverse : 0;
    for (int c = 0; c < C; c++) y[c] = x[c] - mean;
    real scale = (real)1 / vec_sqrt(vec_dot(y, y, C) * inverse + NORM_EPSILON);
    stat[0] = mean;
    stat[1] = scale;
    if (bias)
        for (int c = 0; c < C; c++) y[c] = y[c] * scale * gain[c] + bias[c];
    else
        for (int c = 0; c < C; c++) y[c] = y[c] * scale * gain[c];
}

void norm_forward(const struct model *m, int n, const real *x, const real *gain, const real *bias, real *y,
                  real *stat) {
    IN_PHASE(PHASE_NORM);
    const int C = m->C;
    bool centre = m->config.norm == NORM_LAYER;
    for (int r = 0; r < n; r++) norm_row(centre, C, x + (long)r * C, gain, bias, y + (long)r * C, stat + 2 * (long)r);
}

/* dx = (dz - mean(dz) - z mean(dz z)) / std with z = (x - mean) / std and dz = dy gain; RMSNorm drops mean(dz). */
static void norm_row_backward(bool centre, bool add, int C, const real *restrict x, const real *restrict gain,
                              const real stat[2], const real *restrict dy, real *restrict dx, real *restrict dgain) {
    const real mean = stat[0], scale = stat[1], inverse = (real)1 / (real)C;
    real sum[LANES] = {0}, along[LANES] = {0};
    int c = 0;
    for (; c + LANES <= C; c += LANES)
        for (int l = 0; l < LANES; l++) {
            real z = (x[c + l] - mean) * scale, dz = dy[c + l] * gain[c + l];
            sum[l] += dz;
            along[l] += dz * z;
            dgain[c + l] += dy[c + l] * z;
        }
    for (int l = 0; c + l < C; l++) {
        real z = (x[c + l] - mean) * scale, dz = dy[c + l] * gain[c + l];
        sum[l] += dz;
        along[l] += dz * z;
        dgain[c + l] += dy[c + l] * z;
    }
    const real a = centre ? vec_fold(sum) * inverse : 0, b = vec_fold(along) * inverse;
    if (add)
        for (c = 0; c < C; c++) dx[c] += scale * (dy[c] * gain[c] - a - (x[c] - mean) * scale * b);
    else
        for (c = 0; c < C; c++) dx[c] = scale * (dy[c] * gain[c] - a - (x[c] - mean) * scale * b);
}

static void add_columns(int n, int cols, const real *x, real *sum) {
    for (int r = 0; r < n; r++) vec_add(sum, x + (long)r * cols, cols);
}

void norm_backward(const struct model *m, int n, const real *x, const real *gain, const real *stat, const real *dy,
                   bool add, real *dx, real *dgain, real *dbias) {
    IN_PHASE(PHASE_NORM);
    const int C = m->C;
    bool centre = m->config.norm == NORM_LAYER;
    for (int r = 0; r < n; r++) {
        long at = (long)r * C;
        norm_row_backward(centre, add, C, x + at, gain, stat + 2 * (long)r, dy + at, dx + at, dgain);
    }
    if (dbias) add_columns(n, C, dy, dbias);
}

void linear_backward(int n, int in, int out, const real *x, const real *weight, int ldw, const real *dy, bool add,
                     real *dx, real *dweight, real *dbias) {
    blas_gemm(true, false, in, out, n, 1, x, in, dy, out, 1, dweight, ldw);
    if (dbias) add_columns(n, out, dy, dbias);
    if (dx) blas_gemm(false, true, n, in, out, 1, dy, out, weight, ldw, add ? 1 : 0, dx, in);
}

/* GELU with the tanh form of Hendrycks and Gimpel 2016: x s(x), s = sigmoid(2 sqrt(2/pi) (x + 0.044715 x^3)). */
static const real GELU_A = (real)1.5957691216057308, GELU_B = (real)0.071354816272600242;

static inline real sigmoid(real x) { return (real)1 / ((real)1 + vec_exp1(-x)); }

static void gelu_forward(long n, const real *restrict x, real *restrict y) {
    for (long i = 0; i < n; i++) y[i] = x[i] * sigmoid(x[i] * (GELU_A + GELU_B * x[i] * x[i]));
}

static void gelu_backward(long n, const real *restrict x, const real *restrict dy, real *restrict dx) {
    for (long i = 0; i < n; i++) {
        real square = x[i] * x[i], s = sigmoid(x[i] * (GELU_A + GELU_B * square));
        dx[i] = dy[i] * (s + x[i] * s * (1 - s) * (GELU_A + 3 * GELU_B * square));
    }
}

/* SwiGLU (Shazeer 2020): up = [gate | value], act = gate sigmoid(gate) value. */
static void swiglu_forward(int n, int F, const real *up, real *act) {
    for (int r = 0; r < n; r++) {
        const real *gate = up + 2 * (long)r * F, *value = gate + F;
        real *y = act + (long)r * F;
        for (int f = 0; f < F; f++) y[f] = gate[f] * sigmoid(gate[f]) * value[f];
    }
}

static void swiglu_backward(int n, int F, const real *up, const real *dact, real *dup) {
    for (int r = 0; r < n; r++) {
        const real *gate = up + 2 * (long)r * F, *value = gate + F, *dy = dact + (long)r * F;
        real *dgate = dup + 2 * (long)r * F, *dvalue = dgate + F;
        for (int f = 0; f < F; f++) {
            real s = sigmoid(gate[f]);
            dvalue[f] = dy[f] * gate[f] * s;
            dgate[f] = dy[f] * value[f] * s * (1 + gate[f] * (1 - s));
        }
    }
}

void activation_forward(const struct model *m, int n, const real *up, real *act) {
    IN_PHASE(PHASE_ACTIVATION);
    const long size = (long)n * m->F;
    if (m->config.activation == ACTIVATION_SWIGLU)
        swiglu_forward(n, m->F, up, act);
    else if (m->config.activation == ACTIVATION_GELU)
        gelu_forward(size, up, act);
    else
        for (long i = 0; i < size; i++) act[i] = up[i] > 0 ? up[i] : 0;
}

void activation_backward(const struct model *m, int n, const real *up, const real *dact, real *dup) {
    IN_PHASE(PHASE_ACTIVATION);
    const long size = (long)n * m->F;
    if (m->config.activation == ACTIVATION_SWIGLU)
        swiglu_backward(n, m->F, up, dact, dup);
    else if (m->config.activation == ACTIVATION_GELU)
        gelu_backward(size, up, dact, dup);
    else
        for (long i = 0; i < size; i++) dup[i] = up[i] > 0 ? dact[i] : 0;
}

/* Inverted dropout. Its random numbers are named by step, site and row of the batch, so the backward pass draws the
 * same mask again instead of keeping it, and groups do not matter. row: local rows, or NULL for 0..n-1. */
void dropout_apply(const struct model *m, int site, long first_row, const int *row, int n, real *x) {
    if (!m->dropping) return;
    const struct rng named = rng_open(m->seed, "train/dropout", 0, 0);
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
