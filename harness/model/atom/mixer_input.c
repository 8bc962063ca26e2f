/* What enters a mixer's recurrence: the convolution, the activation, the norm of queries and keys, decays, strengths.
 */
#include "model/atom/mixer.h"

enum { TAPS_MAX = 16 };
#define INLINE static inline __attribute__((always_inline))

/* Of a row's block of columns; lanes behind `wide` are zero, and not written. */
INLINE lanes load_wide(const real *x, int wide) {
    lanes v = {0};
    memcpy(&v, x, sizeof *x * (size_t)wide);
    return v;
}
INLINE void store_wide(real *x, int wide, lanes v) { memcpy(x, &v, sizeof *x * (size_t)wide); }

/* ---- convolution ---- */

/* Columns [at, at + wide) of projected queries, or of keys and values side by side; from: in a row of all three. */
struct columns {
    bool key;
    int at, from, stride; /* stride: of projected rows */
    const real *x;        /* of the walk's first token */
    real *dx;
};

static struct columns columns_of(const struct mixer_walk *w, bool key, int at) {
    struct model *m = w->m;
    const struct layer_acts *a = &m->acts[w->layer];
    const int C = m->C, stride = key ? 2 * C : C;
    const long place = ((long)w->group->start[w->s] + w->first) * stride + at;
    return (struct columns){.key = key,
                            .at = at,
                            .from = at + (key ? C : 0),
                            .stride = stride,
                            .x = (key ? a->kv : a->q) + place,
                            .dx = m->training ? (key ? m->dkv : m->dq) + place : NULL};
}

/* What was projected at a token of the walk, or before it; zero before the sequence. */
INLINE lanes load_projected(const struct mixer_walk *w, const struct columns *c, int t, int wide) {
    if (t >= 0) return load_wide(c->x + (long)t * c->stride, wide);
    if (t < -w->first) return (lanes){0};
    return load_wide(w->tail + (long)(w->x->taps - 1 + t) * 3 * w->m->C + c->from, wide);
}

/* seen: rows from the newest one on. */
INLINE void see(int taps, lanes *seen, lanes newest) {
    for (int k = taps - 1; k > 0; k--) seen[k] = seen[k - 1];
    seen[0] = newest;
}

/* Tokens of a walk that go through all columns together, so that their rows stay in the first level's cache. */
enum { TILE = 16 };
struct tile {
    int from, to;
};

INLINE void convolve_block(const struct mixer_walk *w, struct columns c, struct tile tile, int taps, int wide) {
    const long row = 3L * w->m->C;
    lanes tap[TAPS_MAX], seen[TAPS_MAX], bias = {0};
    if (w->x->tap_bias) bias = load_wide(w->x->tap_bias + c.from, wide);
    for (int k = 0; k < taps; k++) {
        tap[k] = load_wide(w->x->tap + k * row + c.from, wide);
        seen[k] = k + 1 < taps ? load_projected(w, &c, tile.from - 1 - k, wide) : (lanes){0};
    }
    for (int t = tile.from; t < tile.to; t++) {
        lanes sum = bias;
        see(taps, seen, load_projected(w, &c, t, wide));
        for (int k = 0; k < taps; k++) sum += tap[k] * seen[k];
        store_wide(w->o.before + (w->row + t) * row + c.from, wide, sum);
    }
}

/* From the last token to the first: dbefore to what was projected and to the taps. */
INLINE void convolve_block_backward(const struct mixer_walk *w, struct columns c, struct tile tile, int taps,
                                    int wide) {
    const long row = 3L * w->m->C;
    lanes tap[TAPS_MAX], dtap[TAPS_MAX], later[TAPS_MAX], dbias = {0};
    const real *d = w->dbefore + c.from;
    for (int k = 0; k < taps; k++) {
        tap[k] = load_wide(w->x->tap + k * row + c.from, wide);
        dtap[k] = (lanes){0};
        later[k] = tile.to + k < w->n ? load_wide(d + (tile.to + k) * row, wide) : (lanes){0};
    }
    for (int t = tile.to - 1; t >= tile.from; t--) {
        const lanes own = load_projected(w, &c, t, wide);
        lanes sum = {0};
        see(taps, later, load_wide(d + t * row, wide));
        dbias += later[0];
        for (int k = 0; k < taps; k++) {
            sum += tap[k] * later[k];
            dtap[k] += own * later[k];
        }
        store_wide(c.dx + (long)t * c.stride, wide, sum);
    }
    for (int k = 0; k < taps; k++) {
        real *to = w->x->dtap + k * row + c.from;
        store_wide(to, wide, load_wide(to, wide) + dtap[k]);
    }
    if (w->x->dtap_bias) store_wide(w->x->dtap_bias + c.from, wide, load_wide(w->x->dtap_bias + c.from, wide) + dbias);
}

/* Compiled for the usual number of taps and for any. */
static void convolve_columns(const struct mixer_walk *w, struct columns c, struct tile tile, int wide, bool back) {
    const int taps = w->x->taps;
    if (taps == 4 && wide == LANES) {
        if (back)
            convolve_block_backward(w, c, tile, 4, LANES);
        else
            convolve_block(w, c, tile, 4, LANES);
    } else if (back) {
        convolve_block_backward(w, c, tile, taps, wide);
    } else {
        convolve_block(w, c, tile, taps, wide);
    }
}

/* Without taps rows stay what they are. */
static void copy_columns(const struct mixer_walk *w, struct columns c, bool back) {
    const long row = 3L * w->m->C;
    const size_t size = sizeof(real) * (size_t)c.stride;
    for (long t = 0; t < w->n; t++)
        if (back)
            memcpy(c.dx + t * c.stride, w->dbefore + t * row + c.from, size);
        else
            memcpy(w->o.before + (w->row + t) * row + c.from, c.x + t * c.stride, size);
}

static void convolve_tile(const struct mixer_walk *w, struct tile tile, bool back) {
    for (int key = 0; key < 2; key++) {
        const int n = key ? 2 * w->m->C : w->m->C;
        for (int at = 0; at < n; at += LANES)
            convolve_columns(w, columns_of(w, key, at), tile, n - at < LANES ? n - at : LANES, back);
    }
}

static void convolve(const struct mixer_walk *w, bool back) {
    for (int key = 0; !w->x->taps && key < 2; key++) copy_columns(w, columns_of(w, key, 0), back);
    for (int from = 0; w->x->taps && from < w->n; from += TILE)
        convolve_tile(w, (struct tile){from, w->n - from < TILE ? w->n : from + TILE}, back);
}

void mixer_keep_tail(const struct mixer_walk *w) {
    const int C = w->m->C, tail = w->x->taps - 1, kept = w->n < tail ? w->n : tail;
    const long row = 3L * C;
    if (tail < 1) return;
    memmove(w->tail, w->tail + kept * row, sizeof(real) * (size_t)((tail - kept) * row));
    for (int key = 0; key < 2; key++) {
        const struct columns c = columns_of(w, key, 0);
        for (int k = 0; k < kept; k++)
            memcpy(w->tail + (tail - kept + k) * row + c.from, c.x + (long)(w->n - kept + k) * c.stride,
                   sizeof(real) * (size_t)c.stride);
    }
}

/* ---- activation and norm ---- */

static void silu(int n, const real *x, real *y) {
    for (int c = 0; c < n; c++) y[c] = x[c] * vec_sigmoid1(x[c]);
}

/* elu(x) + 1 */
static real exponential(real x) { return vec_exp1(x < 0 ? x : 0); }
static void elu(int n, const real *x, real *y) {
    for (int c = 0; c < n; c++) {
        const real e = exponential(x[c]);
        y[c] = x[c] > 0 ? x[c] + 1 : e;
    }
}

/* A row of queries, keys and values behind the convolution, activated. */
static void activate(const struct mixer_walk *w, const real *x, real *y) {
    const int C = w->m->C;
    if (w->x->feature == FEATURE_SILU) silu(3 * C, x, y);
    if (w->x->feature == FEATURE_ELU) elu(2 * C, x, y), memcpy(y + 2 * C, x + 2 * C, sizeof *y * (size_t)C);
    if (w->x->feature == FEATURE_NONE) memcpy(y, x, sizeof *y * 3 * (size_t)C);
}

/* d of the activated row becomes that of x. */
static void activate_backward(const struct mixer_walk *w, const real *x, real *d) {
    const int C = w->m->C;
    if (w->x->feature == FEATURE_SILU)
        for (int c = 0; c < 3 * C; c++) {
            const real s = vec_sigmoid1(x[c]);
            d[c] *= s * (1 + x[c] * (1 - s));
        }
    if (w->x->feature == FEATURE_ELU)
        for (int c = 0; c < 2 * C; c++) d[c] *= exponential(x[c]);
}

/* A query or a key of a head from its activated numbers. inverse: of its length, kept for the backward pass. */
static void make_key(const struct mixer *x, int D, real scale, const real *y, real *inverse, real *out) {
    *inverse = x->unit ? 1 / vec_sqrt(vec_dot(y, y, D) + (real)1e-6) : 1;
    scale *= *inverse;
    for (int d = 0; d < D; d++) out[d] = scale * y[d];
}

/* out = scale y i, i = 1 / |y|: dy = scale i (dout - u (u . dout)), u = out / scale. */
static void make_key_backward(const struct mixer *x, int D, real scale, const real *out, real inverse, const real *dout,
                              real *d) {
    const real along = x->unit ? vec_dot(out, dout, D) / (scale * scale) : 0, factor = scale * inverse;
    for (int k = 0; k < D; k++) d[k] = factor * (dout[k] - along * out[k]);
}

/* Inverse lengths of a head's query and key. */
static real *inverse_at(const struct mixer_walk *w, int h, int t) {
    return w->o.inverse + 2 * mixer_strength_at(w, h, t);
}

static void make_rows(const struct mixer_walk *w, int t) {
    const struct mixer *x = w->x;
    const int C = w->m->C, D = w->m->D;
    real y[3 * WIDTH_MAX];
    activate(w, w->o.before + (w->row + t) * 3 * C, y);
    for (int h = 0; h < w->m->H; h++) {
        real *inverse = inverse_at(w, h, t);
        make_key(x, D, (real)x->scale, y + h * D, inverse, mixer_row(w, w->o.query, h, t));
        make_key(x, D, 1, y + C + h * D, inverse + 1, mixer_row(w, w->o.key, h, t));
        memcpy(mixer_row(w, w->o.value, h, t), y + 2 * C + h * D, sizeof *y * (size_t)D);
    }
}

/* ---- decays and strengths ---- */

/* Log decays g[n] of numbers of one head, and their slopes by z[n]. */
static void log_decays(const struct mixer *x, int h, int n, const real *z, const real *bias, real *g, real *slope) {
    const bool steps = x->decay == MIXER_SOFTPLUS;
    const real factor = steps ? vec_exp1(x->rate[h]) : (real)(1 / x->over);
    for (int c = 0; c < n; c++) {
        const real at = z[c] + bias[c];
        real y, s;
        vec_softplus_slope1(steps ? at : -at, &y, &s);
        g[c] = -factor * y;
        slope[c] = (steps ? -factor : factor) * s;
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
    const int n = x->per_channel ? w->m->D : 1;
    real *a = mixer_row(w, w->o.decay, h, t), slope[WIDTH_MAX];
    a[0] = x->decay == MIXER_FIXED ? (real)x->fixed[h] : 0;
    if (w->decays) log_decays(x, h, n, decay_numbers(w, h, t), decay_bias(w, h), a, slope);
    for (int d = 0; d < n; d++) a[d] = vec_exp1(a[d]);
    for (int d = n; d < w->m->D; d++) a[d] = a[0];
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
    convolve(w, false);
    for (int t = 0; t < w->n; t++) make_rows(w, t);
    for (int h = 0; h < w->m->H; h++)
        for (int t = 0; t < w->n; t++) {
            make_decay(w, h, t);
            w->o.strength[mixer_strength_at(w, h, t)] = strength_of(w, h, t);
        }
}

/* d of log decays [D] to what made them. */
static void decay_backward(const struct mixer_walk *w, int h, int t, const real *dlog) {
    const struct mixer *x = w->x;
    const int n = x->per_channel ? w->m->D : 1, at = h * n;
    real *dz = w->din + (long)t * w->inputs + at, g[WIDTH_MAX], slope[WIDTH_MAX];
    const real all = x->per_channel ? 0 : vec_sum(dlog, w->m->D);
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
        const real *inverse = inverse_at(w, h, t);
        real *to = w->dbefore + (long)t * 3 * C + h * D;
        make_key_backward(x, D, (real)x->scale, mixer_row(w, w->o.query, h, t), inverse[0], d->query + t * W, to);
        make_key_backward(x, D, 1, mixer_row(w, w->o.key, h, t), inverse[1], d->key + t * W, to + C);
        if (x->skip) /* beside its part */
            vec_add(to + 2 * C, d->value + t * W, D);
        else
            memcpy(to + 2 * C, d->value + t * W, sizeof *to * (size_t)D);
        if (w->decays) decay_backward(w, h, t, d->dlog + t * W);
        strength_backward(w, h, t, d->strength[t]);
    }
}

void mixer_input_backward(const struct mixer_walk *w) {
    const long row = 3L * w->m->C;
    for (int t = 0; t < w->n; t++) activate_backward(w, w->o.before + (w->row + t) * row, w->dbefore + t * row);
    convolve(w, true);
}
