/* What enters a mixer's recurrence: the convolution, the activation, the norm of queries and keys, decays, strengths.
 */
#include "model/atom/mixer.h"

static const real nothing[2 * WIDTH_MAX];

/* ---- convolution ---- */

/* The projected queries, or keys and values, of token t. */
static const real *projected(const struct mixer_walk *w, int t, bool key) {
    const struct layer_acts *a = &w->m->acts[w->layer];
    const int C = w->m->C;
    const long row = (long)w->group->start[w->s] + t;
    if (t < 0) return nothing;
    if (t < w->first) return w->tail + (long)(w->x->taps - 1 - (w->first - t)) * 3 * C + (key ? C : 0);
    return key ? a->kv + row * 2 * C : a->q + row * C;
}

/* y[n] = bias + sum over taps of w_m x_m; tap: [taps][stride]. */
static void convolve_row(int n, int taps, const real *tap, long stride, const real *bias, const real *const *x,
                         real *y) {
    if (bias)
        memcpy(y, bias, sizeof *y * (size_t)n);
    else
        memset(y, 0, sizeof *y * (size_t)n);
    for (int k = 0; k < taps; k++)
        for (int c = 0; c < n; c++) y[c] += tap[k * stride + c] * x[k][c];
}

enum { TAPS_MAX = 16 };

static void convolve_token(const struct mixer_walk *w, int t, real *y) {
    const struct mixer *x = w->x;
    const int C = w->m->C;
    for (int key = 0; key < 2; key++) {
        const real *seen[TAPS_MAX];
        const int from = key ? C : 0, n = key ? 2 * C : C;
        for (int k = 0; k < x->taps; k++) seen[k] = projected(w, t - k, key);
        if (x->taps)
            convolve_row(n, x->taps, x->tap + from, 3 * C, x->tap_bias ? x->tap_bias + from : NULL, seen, y + from);
        else
            memcpy(y + from, projected(w, t, key), sizeof *y * (size_t)n);
    }
}

void mixer_keep_tail(const struct mixer_walk *w) {
    const int C = w->m->C, tail = w->x->taps - 1;
    for (int k = 0; k < tail; k++) {
        const int t = w->first + w->n - tail + k;
        memmove(w->tail + (long)k * 3 * C, projected(w, t, false), sizeof(real) * (size_t)C);
        memmove(w->tail + (long)k * 3 * C + C, projected(w, t, true), sizeof(real) * 2 * (size_t)C);
    }
}

/* d of token t's rows behind the convolution to the taps, and of those of t and later tokens to what was projected. */
static void convolve_token_backward(const struct mixer_walk *w, int t, bool key) {
    const struct mixer *x = w->x;
    const int C = w->m->C, from = key ? C : 0, n = key ? 2 * C : C;
    const long row = (long)w->group->start[w->s] + t;
    const real *d = w->dbefore + (long)t * 3 * C + from;
    real *dx = key ? w->m->dkv + row * 2 * C : w->m->dq + row * C;
    if (!x->taps) {
        memcpy(dx, d, sizeof *dx * (size_t)n);
        return;
    }
    if (x->dtap_bias) vec_add(x->dtap_bias + from, d, n);
    memset(dx, 0, sizeof *dx * (size_t)n);
    for (int k = 0; k < x->taps; k++) {
        const real *seen = projected(w, t - k, key), *tap = x->tap + (long)k * 3 * C + from;
        real *dtap = x->dtap + (long)k * 3 * C + from;
        for (int c = 0; c < n; c++) dtap[c] += d[c] * seen[c];
        const real *later = d + (long)k * 3 * C;
        for (int c = 0; t + k < w->n && c < n; c++) dx[c] += tap[c] * later[c];
    }
}

/* ---- activation and norm ---- */

/* key: of queries and keys, not of values. */
static enum mixer_feature feature_of(const struct mixer *x, bool key) {
    return x->feature == FEATURE_ELU && !key ? FEATURE_NONE : x->feature;
}

static void activate(enum mixer_feature feature, int n, const real *x, real *y) {
    switch (feature) {
    case FEATURE_SILU:
        for (int c = 0; c < n; c++) y[c] = x[c] * vec_sigmoid1(x[c]);
        break;
    case FEATURE_ELU:
        for (int c = 0; c < n; c++) {
            const real e = vec_exp1(x[c] < 0 ? x[c] : 0);
            y[c] = x[c] > 0 ? x[c] + 1 : e;
        }
        break;
    default: memcpy(y, x, sizeof *y * (size_t)n);
    }
}

/* d of what is activated becomes that of x. */
static void activate_backward(enum mixer_feature feature, int n, const real *x, real *d) {
    if (feature == FEATURE_SILU)
        for (int c = 0; c < n; c++) {
            const real s = vec_sigmoid1(x[c]);
            d[c] *= s * (1 + x[c] * (1 - s));
        }
    if (feature == FEATURE_ELU)
        for (int c = 0; c < n; c++) {
            const real e = vec_exp1(x[c] < 0 ? x[c] : 0);
            d[c] *= x[c] > 0 ? 1 : e;
        }
}

static real inverse_length(int n, const real *x) { return 1 / vec_sqrt(vec_dot(x, x, n) + (real)1e-6); }

/* A query or a key of a head from its row behind the convolution. */
static void make_key(const struct mixer *x, int D, real scale, const real *before, real *out) {
    activate(x->feature, D, before, out);
    if (x->unit) scale *= inverse_length(D, out);
    for (int d = 0; d < D; d++) out[d] *= scale;
}

/* With y = scale x i, i = 1 / |x|: dx = scale i (dy - x i^2 (x . dy)). */
static void make_key_backward(const struct mixer *x, int D, real scale, const real *before, const real *dout, real *d) {
    real y[WIDTH_MAX];
    for (int k = 0; k < D; k++) d[k] = scale * dout[k];
    if (x->unit) {
        activate(x->feature, D, before, y);
        const real i = inverse_length(D, y), along = vec_dot(y, d, D) * i * i;
        for (int k = 0; k < D; k++) d[k] = i * (d[k] - y[k] * along);
    }
    activate_backward(x->feature, D, before, d);
}

static void make_rows(const struct mixer_walk *w, int t) {
    const struct mixer *x = w->x;
    const int C = w->m->C, D = w->m->D;
    real *before = w->o.before + (w->row + t) * 3 * C;
    convolve_token(w, w->first + t, before);
    for (int h = 0; h < w->m->H; h++, before += D) {
        make_key(x, D, (real)x->scale, before, mixer_row(w, w->o.query, h, t));
        make_key(x, D, 1, before + C, mixer_row(w, w->o.key, h, t));
        activate(feature_of(x, false), D, before + 2 * C, mixer_row(w, w->o.value, h, t));
    }
}

/* ---- decays and strengths ---- */

/* Log decays from z[n]; slope: by z, or NULL. */
static void log_decays(const struct mixer *x, int h, int n, const real *z, const real *bias, real *g, real *slope) {
    const real rate = x->rate ? vec_exp1(x->rate[h]) : 0, over = (real)(1 / x->over);
    for (int c = 0; c < n; c++) {
        const bool steps = x->decay == MIXER_SOFTPLUS;
        real y, s;
        vec_softplus_slope1(steps ? z[c] + bias[c] : -z[c] - bias[c], &y, &s);
        g[c] = -(steps ? rate : over) * y;
        if (slope) slope[c] = steps ? -rate * s : over * s;
    }
}

/* The step that decays of a head are made of. */
static void step_of(const struct mixer *x, int h, const real *z, real *step, real *slope) {
    vec_softplus_slope1(*z + x->bias[h], step, slope);
}

static const real *decay_numbers(const struct mixer_walk *w, int h, int t) {
    return w->in + (long)t * w->inputs + h * (w->x->per_channel ? w->m->D : 1);
}
static const real *decay_bias(const struct mixer_walk *w, int h) {
    return w->x->bias + h * (w->x->per_channel ? w->m->D : 1);
}

static void make_decay(const struct mixer_walk *w, int h, int t) {
    const struct mixer *x = w->x;
    const int D = w->m->D;
    real *a = mixer_row(w, w->o.decay, h, t), g = 0;
    if (x->per_channel) {
        log_decays(x, h, D, decay_numbers(w, h, t), decay_bias(w, h), a, NULL);
        for (int d = 0; d < D; d++) a[d] = vec_exp1(a[d]);
        return;
    }
    if (w->decays) log_decays(x, h, 1, decay_numbers(w, h, t), decay_bias(w, h), &g, NULL);
    if (x->decay == MIXER_FIXED) g = (real)x->fixed[h];
    g = vec_exp1(g);
    for (int d = 0; d < D; d++) a[d] = g;
}

static real strength_of(const struct mixer_walk *w, int h, int t) {
    const real *z = w->in + (long)t * w->inputs;
    real step, slope;
    switch (w->x->strength) {
    case STRENGTH_SIGMOID: return (real)w->x->most * vec_sigmoid1(z[w->decays + h]);
    case STRENGTH_STEP: step_of(w->x, h, z + h, &step, &slope); return step;
    default: return 1;
    }
}

void mixer_input(const struct mixer_walk *w) {
    for (int t = 0; t < w->n; t++) make_rows(w, t);
    for (int h = 0; h < w->m->H; h++)
        for (int t = 0; t < w->n; t++) {
            make_decay(w, h, t);
            w->o.strength[mixer_strength_at(w, h, t)] = strength_of(w, h, t);
        }
}

static real sum_of(int n, const real *x) { return vec_sum(x, n); }

/* d of log decays [D] to what made them. */
static void decay_backward(const struct mixer_walk *w, int h, int t, const real *dlog) {
    const struct mixer *x = w->x;
    const int n = x->per_channel ? w->m->D : 1, at = h * n;
    real *dz = w->din + (long)t * w->inputs + at, g[WIDTH_MAX], slope[WIDTH_MAX];
    const real all = x->per_channel ? 0 : sum_of(w->m->D, dlog);
    const real *d = x->per_channel ? dlog : &all;
    log_decays(x, h, n, decay_numbers(w, h, t), decay_bias(w, h), g, slope);
    if (x->drate) x->drate[h] += vec_dot(d, g, n);
    for (int c = 0; c < n; c++) {
        dz[c] = d[c] * slope[c];
        x->dbias[at + c] += dz[c];
    }
}

static void strength_backward(const struct mixer_walk *w, int h, int t, real d) {
    const struct mixer *x = w->x;
    const real *z = w->in + (long)t * w->inputs;
    real *dz = w->din + (long)t * w->inputs;
    if (x->strength == STRENGTH_SIGMOID) {
        const real s = vec_sigmoid1(z[w->decays + h]);
        dz[w->decays + h] = (real)x->most * d * s * (1 - s);
    }
    if (x->strength == STRENGTH_STEP) {
        real step, slope;
        step_of(x, h, z + h, &step, &slope);
        dz[h] += d * slope;
        x->dbias[h] += d * slope;
    }
}

void mixer_head_backward(const struct mixer_walk *w, int h, const struct mixer_gradients *d) {
    const struct mixer *x = w->x;
    const int C = w->m->C, D = w->m->D, W = w->o.W;
    for (int t = 0; t < w->n; t++) {
        const real *before = w->o.before + (w->row + t) * 3 * C + h * D;
        real *to = w->dbefore + (long)t * 3 * C + h * D;
        make_key_backward(x, D, (real)x->scale, before, d->query + t * W, to);
        make_key_backward(x, D, 1, before + C, d->key + t * W, to + C);
        vec_add(to + 2 * C, d->value + t * W, D); /* beside the skip's part */
        activate_backward(feature_of(x, false), D, before + 2 * C, to + 2 * C);
        if (w->decays) decay_backward(w, h, t, d->dlog + t * W);
        strength_backward(w, h, t, d->strength[t]);
    }
}

void mixer_input_backward(const struct mixer_walk *w) {
    for (int t = 0; t < w->n; t++)
        for (int key = 0; key < 2; key++) convolve_token_backward(w, t, key);
}
