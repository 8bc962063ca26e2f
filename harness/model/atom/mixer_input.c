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

/* Columns of projected queries, or of keys and values side by side. */
static int columns(const struct mixer_walk *w, bool key) { return key ? 2 * w->m->C : w->m->C; }
/* Where they begin in a row of all three. */
static int columns_from(const struct mixer_walk *w, bool key) { return key ? w->m->C : 0; }

/* Those of the walk's token t in a layer's rows. */
static long projected_at(const struct mixer_walk *w, bool key, int t) {
    return ((long)w->group->start[w->s] + w->first + t) * columns(w, key);
}
/* What was projected at a token of the walk, or before it. */
static const real *projected(const struct mixer_walk *w, bool key, int t) {
    const struct layer_acts *a = &w->m->acts[w->layer];
    if (t < 0) return w->tail + (long)(w->x->taps - 1 + t) * 3 * w->m->C + columns_from(w, key);
    return (key ? a->kv : a->q) + projected_at(w, key, t);
}

/* x: rows of a token and those before it. */
INLINE void convolve_block(const struct mixer_walk *w, int taps, const real *const *x, int from, int at, int wide,
                           real *y) {
    lanes sum = {0};
    if (w->x->tap_bias) sum = load_wide(w->x->tap_bias + from + at, wide);
    for (int k = 0; k < taps; k++)
        sum += load_wide(w->x->tap + 3L * k * w->m->C + from + at, wide) * load_wide(x[k] + at, wide);
    store_wide(y + from + at, wide, sum);
}

INLINE void convolve_row(const struct mixer_walk *w, int taps, bool key, int t, real *y) {
    const int n = columns(w, key), from = columns_from(w, key), whole = n / LANES * LANES;
    const real *x[TAPS_MAX];
    for (int k = 0; k < taps; k++) x[k] = projected(w, key, t - k);
    for (int at = 0; at < whole; at += LANES) convolve_block(w, taps, x, from, at, LANES, y);
    if (whole < n) convolve_block(w, taps, x, from, whole, n - whole, y);
}

/* y[3C] of token t. Compiled for the usual number of taps and for any; without taps rows stay what they are. */
static void convolve(const struct mixer_walk *w, int t, real *y) {
    for (int key = 0; key < 2; key++) {
        if (w->x->taps == 4)
            convolve_row(w, 4, key, t, y);
        else if (w->x->taps)
            convolve_row(w, w->x->taps, key, t, y);
        else
            memcpy(y + columns_from(w, key), projected(w, key, t), sizeof *y * (size_t)columns(w, key));
    }
}

/* seen: rows from the one in work on. */
INLINE void see(int taps, lanes *seen, lanes newest) {
    for (int k = taps - 1; k > 0; k--) seen[k] = seen[k - 1];
    seen[0] = newest;
}

/* From the last token to the first: dbefore to what was projected and to the taps, of a block of columns. */
INLINE void convolve_block_backward(const struct mixer_walk *w, int taps, bool key, int at, int wide) {
    const int from = columns_from(w, key) + at;
    const long row = 3L * w->m->C, stride = columns(w, key);
    const real *x = projected(w, key, 0) + at, *d = w->dbefore + from;
    real *dx = (key ? w->m->dkv : w->m->dq) + projected_at(w, key, 0) + at;
    lanes tap[TAPS_MAX], dtap[TAPS_MAX], later[TAPS_MAX], dbias = {0};
    for (int k = 0; k < taps; k++) {
        tap[k] = load_wide(w->x->tap + k * row + from, wide);
        dtap[k] = (lanes){0};
        later[k] = k + 1 < taps ? load_wide(d + (w->n + k) * row, wide) : (lanes){0};
    }
    for (int t = w->n - 1; t >= 0; t--) {
        const lanes own = load_wide(x + t * stride, wide);
        lanes sum = {0};
        see(taps, later, load_wide(d + t * row, wide));
        dbias += later[0];
        for (int k = 0; k < taps; k++) {
            sum += tap[k] * later[k];
            dtap[k] += own * later[k];
        }
        store_wide(dx + t * stride, wide, sum);
    }
    for (int k = 0; k < taps; k++) {
        real *to = w->x->dtap + k * row + from;
        store_wide(to, wide, load_wide(to, wide) + dtap[k]);
    }
    if (w->x->dtap_bias) store_wide(w->x->dtap_bias + from, wide, load_wide(w->x->dtap_bias + from, wide) + dbias);
}

static void copy_backward(const struct mixer_walk *w, bool key) {
    const int n = columns(w, key);
    for (int t = 0; t < w->n; t++)
        memcpy((key ? w->m->dkv : w->m->dq) + projected_at(w, key, t),
               w->dbefore + 3L * t * w->m->C + columns_from(w, key), sizeof(real) * (size_t)n);
}

static void convolve_backward(const struct mixer_walk *w, bool key) {
    const int n = columns(w, key), taps = w->x->taps, whole = taps == 4 ? n / LANES * LANES : 0;
    for (int at = 0; at < whole; at += LANES) convolve_block_backward(w, 4, key, at, LANES);
    for (int at = whole; at < n; at += LANES)
        convolve_block_backward(w, taps, key, at, n - at < LANES ? n - at : LANES);
}

void mixer_input_backward(const struct mixer_walk *w) {
    for (int key = 0; key < 2; key++)
        if (w->x->taps)
            convolve_backward(w, key);
        else
            copy_backward(w, key);
}

static void keep_tail(const struct mixer_walk *w) {
    const int tail = w->x->taps - 1, kept = w->n < tail ? w->n : tail;
    const long row = 3L * w->m->C;
    if (tail < 1) return;
    memmove(w->tail, w->tail + kept * row, sizeof(real) * (size_t)((tail - kept) * row));
    for (int key = 0; key < 2; key++)
        for (int k = 0; k < kept; k++)
            memcpy(w->tail + (tail - kept + k) * row + columns_from(w, key), projected(w, key, w->n - kept + k),
                   sizeof(real) * (size_t)columns(w, key));
}

/* ---- activation and norm ---- */

static void silu(int n, real *restrict x, real *restrict slope) {
    for (int c = 0; c < n; c++) {
        const real s = vec_sigmoid1(x[c]), y = x[c] * s;
        slope[c] = s + y * (1 - s);
        x[c] = y;
    }
}

/* elu(x) + 1 */
static void elu(int n, real *restrict x, real *restrict slope) {
    for (int c = 0; c < n; c++) {
        const real e = vec_exp1(x[c] < 0 ? x[c] : 0);
        slope[c] = e;
        x[c] = x[c] > 0 ? x[c] + 1 : e;
    }
}

static void fill(real *to, int n, real value) {
    for (int k = 0; k < n; k++) to[k] = value;
}

/* A row of queries, keys and values behind the convolution becomes activated. */
static void activate(const struct mixer_walk *w, real *y, real *slope) {
    const int C = w->m->C, active = w->x->feature == FEATURE_SILU ? 3 * C : w->x->feature == FEATURE_ELU ? 2 * C : 0;
    if (w->x->feature == FEATURE_SILU) silu(active, y, slope);
    if (w->x->feature == FEATURE_ELU) elu(active, y, slope);
    fill(slope + active, 3 * C - active, 1);
}

/* A query or a key of a head from its activated numbers. inverse: of its length, kept for the backward pass. */
INLINE void make_key(const struct mixer *x, int D, real scale, const real *restrict y, real *inverse,
                     real *restrict out) {
    *inverse = x->unit ? 1 / vec_sqrt(vec_dot(y, y, D) + (real)1e-6) : 1;
    scale *= *inverse;
    for (int d = 0; d < D; d++) out[d] = scale * y[d];
}

/* out = scale y i, i = 1 / |y|: dy = scale i (dout - u (u . dout)), u = out / scale; and through the activation. */
INLINE void make_key_backward(const struct mixer *x, int D, real scale, const real *restrict out, real inverse,
                              const real *restrict dout, const real *restrict slope, real *restrict d) {
    const real along = x->unit ? vec_dot(out, dout, D) / (scale * scale) : 0, factor = scale * inverse;
    for (int k = 0; k < D; k++) d[k] = factor * (dout[k] - along * out[k]) * slope[k];
}

/* Inverse lengths of a head's query and key. */
static real *inverse_at(const struct mixer_walk *w, int h, int t) {
    return w->o.inverse + 2 * (h * w->o.room + w->row + t);
}
static real *active_at(const struct mixer_walk *w, int t) { return w->o.active + 3 * (w->row + t) * w->m->C; }

INLINE void heads_of_row(const struct mixer_walk *w, int t, const real *y, int D) {
    const struct mixer *x = w->x;
    const int C = w->m->C;
    for (int h = 0; h < w->m->H; h++) {
        real *inverse = inverse_at(w, h, t);
        make_key(x, D, (real)x->scale, y + h * D, inverse, mixer_row(w, w->o.query, h, t));
        make_key(x, D, 1, y + C + h * D, inverse + 1, mixer_row(w, w->o.key, h, t));
        memcpy(mixer_block_row(w, w->b.value, h, t), y + 2 * C + h * D, sizeof *y * (size_t)D);
    }
}

static void make_rows(const struct mixer_walk *w) {
    real y[3 * WIDTH_MAX];
    for (int t = 0; t < w->n; t++) {
        convolve(w, t, y);
        activate(w, y, active_at(w, t));
        MIXER_WITH_SIZE(w->m->D, heads_of_row, w, t, y)
    }
}

/* Gradient of a head's value beside what the skip gave it. */
INLINE void value_backward(int D, bool skip, const real *restrict dvalue, const real *restrict slope,
                           real *restrict to) {
    if (skip)
        for (int d = 0; d < D; d++) to[d] = (to[d] + dvalue[d]) * slope[d];
    else
        for (int d = 0; d < D; d++) to[d] = dvalue[d] * slope[d];
}

INLINE void rows_backward(const struct mixer_walk *w, int h, const struct mixer_gradients *d, int D) {
    const struct mixer *x = w->x;
    const int C = w->m->C, W = w->o.W;
    for (int t = 0; t < w->n; t++) {
        const real *inverse = inverse_at(w, h, t), *slope = active_at(w, t) + h * D;
        real *to = w->dbefore + (long)t * 3 * C + h * D;
        make_key_backward(x, D, (real)x->scale, mixer_row(w, w->o.query, h, t), inverse[0], d->query + t * W, slope,
                          to);
        make_key_backward(x, D, 1, mixer_row(w, w->o.key, h, t), inverse[1], d->key + t * W, slope + C, to + C);
        value_backward(D, x->skip, d->value + t * W, slope + 2 * C, to + 2 * C);
    }
}

/* ---- decays and strengths ---- */

/* Numbers that the decays of a head are made of. */
static int decays_of_head(const struct mixer_walk *w) { return !w->decays ? 0 : w->x->per_channel ? w->m->D : 1; }

/* Log decays are g = -factor softplus(sign (z + bias)): softplus itself times the head's rate, or the log of a
 * sigmoid. */
static real factor_of(const struct mixer *x, int h) {
    return x->decay == MIXER_SOFTPLUS ? vec_exp1(x->rate[h]) : (real)(1 / x->over);
}

/* Decays that no token has a say in. */
static void make_fixed_decays(const struct mixer_walk *w) {
    for (int h = 0; h < w->m->H; h++) {
        const real a = w->x->decay == MIXER_FIXED ? vec_exp1((real)w->x->fixed[h]) : 1;
        for (int t = 0; t < w->n; t++) fill(mixer_block_row(w, w->b.decay, h, t), w->m->D, a);
    }
}

/* What a strip of a walk's tokens makes of numbers of theirs, side by side: a strip is long enough for loops over it
 * to pay, and stays in the nearest cache. */
enum { STRIP = 512 };
struct strip {
    int from, to;                            /* tokens */
    real value[WIDTH_MAX], slope[WIDTH_MAX]; /* [to - from][numbers of a token] */
};
static int strip_end(const struct mixer_walk *w, int from, int numbers) {
    const int rows = numbers < STRIP ? STRIP / numbers : 1;
    return w->n - from < rows ? w->n : from + rows;
}

/* softplus(sign (z + bias)) and its slope. */
static void softplus_of_strip(const struct mixer_walk *w, real sign, struct strip *s) {
    const int n = w->decays, size = (s->to - s->from) * n;
    for (int t = s->from; t < s->to; t++) {
        const real *z = w->in + (long)t * w->inputs, *bias = w->x->bias;
        real *to = s->value + (t - s->from) * n;
        for (int c = 0; c < n; c++) to[c] = sign * (z[c] + bias[c]);
    }
    for (int k = 0; k < size; k++) {
        real y, slope;
        vec_softplus_slope1(s->value[k], &y, &slope);
        s->value[k] = y, s->slope[k] = slope;
    }
}

/* Log decays and their slopes to where the backward pass looks for them; decays themselves to the strip. */
static void decays_of_strip(const struct mixer_walk *w, const real *restrict factor, real sign, struct strip *s) {
    const int n = w->decays, size = (s->to - s->from) * n;
    for (int t = s->from; t < s->to; t++) {
        real *restrict g = mixer_made(w, t), *restrict slope = mixer_slopes(w, t);
        real *restrict value = s->value + (t - s->from) * n;
        const real *restrict own = s->slope + (t - s->from) * n;
        for (int c = 0; c < n; c++) {
            g[c] = value[c] = -factor[c] * value[c];
            slope[c] = -sign * factor[c] * own[c];
        }
    }
    for (int k = 0; k < size; k++) s->value[k] = vec_exp1(s->value[k]);
}

/* Decays of a strip to the rows of heads. */
static void spread_decays(const struct mixer_walk *w, const struct strip *s) {
    const int D = w->m->D, own = decays_of_head(w);
    for (int t = s->from; t < s->to; t++)
        for (int h = 0; h < w->m->H; h++) {
            const real *a = s->value + (t - s->from) * w->decays + h * own;
            if (own == 1)
                fill(mixer_block_row(w, w->b.decay, h, t), D, *a);
            else
                memcpy(mixer_block_row(w, w->b.decay, h, t), a, sizeof *a * (size_t)D);
        }
}

/* Strengths that are the steps of decays too. */
static void steps_of_strip(const struct mixer_walk *w, const struct strip *s) {
    for (int t = s->from; t < s->to; t++)
        for (int h = 0; h < w->m->H; h++) mixer_strengths_of(w, h)[t] = s->value[(t - s->from) * w->decays + h];
}

static void make_decays(const struct mixer_walk *w) {
    const int own = decays_of_head(w);
    const real sign = w->x->decay == MIXER_SOFTPLUS ? 1 : -1;
    real factor[WIDTH_MAX];
    struct strip s;
    for (int h = 0; h < w->m->H; h++) fill(factor + h * own, own, factor_of(w->x, h));
    for (s.from = 0; s.from < w->n; s.from = s.to) {
        s.to = strip_end(w, s.from, w->decays);
        softplus_of_strip(w, sign, &s);
        if (w->x->strength == STRENGTH_STEP) steps_of_strip(w, &s);
        decays_of_strip(w, factor, sign, &s);
        spread_decays(w, &s);
    }
}

/* Sigmoids of a head at all tokens. */
static void make_strengths(const struct mixer_walk *w, int h) {
    const real *z = w->in + w->decays + h, most = (real)w->x->most;
    real *b = mixer_strengths_of(w, h), slope[MIXER_BLOCK];
    if (w->x->strength == STRENGTH_ONE) fill(b, w->n, 1);
    if (w->x->strength != STRENGTH_SIGMOID) return;
    for (int t = 0; t < w->n; t++) b[t] = z[(long)t * w->inputs];
    for (int t = 0; t < w->n; t++) {
        const real s = vec_sigmoid1(b[t]);
        b[t] = most * s, slope[t] = most * s * (1 - s);
    }
    for (int t = 0; t < w->n; t++) mixer_slopes(w, t)[w->decays + h] = slope[t];
}

void mixer_input(const struct mixer_walk *w) {
    make_rows(w);
    keep_tail(w);
}

void mixer_numbers(const struct mixer_walk *w) {
    for (int h = 0; h < w->m->H; h++) make_strengths(w, h);
    if (w->decays)
        make_decays(w);
    else
        make_fixed_decays(w);
}

/* Gradient of a token's log decays from that of the head's D; of steps from that of the strength, -g / factor, too. */
static const real *dlog_of(const struct mixer_walk *w, int t, const struct mixer_gradients *d, real *one) {
    const real *dlog = d->dlog + (long)t * w->o.W;
    if (w->x->per_channel) return dlog;
    *one = vec_sum(dlog, w->m->D);
    return one;
}

static void decays_backward(const struct mixer_walk *w, int h, const struct mixer_gradients *d) {
    const struct mixer *x = w->x;
    const int n = decays_of_head(w), at = h * n;
    const real by_step = x->strength == STRENGTH_STEP ? 1 / factor_of(x, h) : 0;
    real *restrict dbias = x->dbias + at, drate = 0;
    for (int t = 0; t < w->n; t++) {
        const real *restrict slope = mixer_slopes(w, t) + at, *g = mixer_made(w, t) + at;
        real one, *restrict din = w->din + (long)t * w->inputs + at;
        const real *dlog = dlog_of(w, t, d, &one), step = by_step * d->strength[t];
        for (int c = 0; c < n; c++) {
            din[c] = (dlog[c] - step) * slope[c];
            dbias[c] += din[c];
        }
        drate += vec_dot(dlog, g, n);
    }
    if (x->drate) x->drate[h] += drate;
}

static void strengths_backward(const struct mixer_walk *w, int h, const real *dstrength) {
    for (int t = 0; t < w->n; t++)
        w->din[(long)t * w->inputs + w->decays + h] = dstrength[t] * mixer_slopes(w, t)[w->decays + h];
}

void mixer_head_backward(const struct mixer_walk *w, int h, const struct mixer_gradients *d) {
    MIXER_WITH_SIZE(w->m->D, rows_backward, w, h, d)
    if (w->decays) decays_backward(w, h, d);
    if (w->strengths) strengths_backward(w, h, d->strength);
}
