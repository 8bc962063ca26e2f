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

/* Tokens of a walk that go through everything together, so that their rows stay in the first level's cache. */
enum { TILE = 16 };
struct tile {
    int from, to;
};
static struct tile tile_at(const struct mixer_walk *w, int from) {
    return (struct tile){from, w->n - from < TILE ? w->n : from + TILE};
}

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
static void copy_columns(const struct mixer_walk *w, struct columns c, struct tile tile, bool back) {
    const long row = 3L * w->m->C;
    const size_t size = sizeof(real) * (size_t)c.stride;
    for (long t = tile.from; t < tile.to; t++)
        if (back)
            memcpy(c.dx + t * c.stride, w->dbefore + t * row + c.from, size);
        else
            memcpy(w->o.before + (w->row + t) * row + c.from, c.x + t * c.stride, size);
}

static void convolve(const struct mixer_walk *w, struct tile tile, bool back) {
    for (int key = 0; key < 2; key++) {
        const int n = key ? 2 * w->m->C : w->m->C;
        if (!w->x->taps) copy_columns(w, columns_of(w, key, 0), tile, back);
        for (int at = 0; w->x->taps && at < n; at += LANES)
            convolve_columns(w, columns_of(w, key, at), tile, n - at < LANES ? n - at : LANES, back);
    }
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

/* Log decays at a tile's tokens, of columns [at, at + wide) of the numbers that a head's are made of, and their slopes
 * by these: [tokens][wide]. */
enum { WIDE = 64 };
struct decays {
    int at, wide;
    real g[TILE * WIDE], slope[TILE * WIDE];
};

/* Numbers that the decays of a head are made of. */
static int decays_of_head(const struct mixer_walk *w) { return !w->decays ? 0 : w->x->per_channel ? w->m->D : 1; }

/* g = -factor softplus(sign (z + bias)): softplus itself times the head's rate, or the log of a sigmoid. */
static void log_decays(const struct mixer_walk *w, struct tile tile, int h, int at, struct decays *out) {
    const struct mixer *x = w->x;
    const int n = decays_of_head(w), first = h * n + at, wide = n - at < WIDE ? n - at : WIDE;
    const bool steps = x->decay == MIXER_SOFTPLUS;
    const real factor = steps ? vec_exp1(x->rate[h]) : (real)(1 / x->over), sign = steps ? 1 : -1;
    real z[TILE * WIDE], *next = z;
    for (int t = tile.from; t < tile.to; t++, next += wide)
        for (int c = 0; c < wide; c++) next[c] = sign * (w->in[(long)t * w->inputs + first + c] + x->bias[first + c]);
    out->at = at, out->wide = wide;
    for (int k = 0; k < next - z; k++) {
        real y, s;
        vec_softplus_slope1(z[k], &y, &s);
        out->g[k] = -factor * y, out->slope[k] = -sign * factor * s;
    }
}

/* Strengths of a head at a tile's tokens, and their slopes by the number that they are made of. */
static void strengths_of(const struct mixer_walk *w, struct tile tile, int h, real b[TILE], real slope[TILE]) {
    const struct mixer *x = w->x;
    const real *in = w->in + (long)tile.from * w->inputs + h, most = (real)x->most;
    const int n = tile.to - tile.from;
    for (int i = 0; i < n; i++) b[i] = 1, slope[i] = 0;
    if (x->strength == STRENGTH_SIGMOID) {
        for (int i = 0; i < n; i++) b[i] = in[(long)i * w->inputs + w->decays];
        for (int i = 0; i < n; i++) {
            const real s = vec_sigmoid1(b[i]);
            b[i] = most * s, slope[i] = most * s * (1 - s);
        }
    }
    if (x->strength == STRENGTH_STEP) {
        real z[TILE];
        for (int i = 0; i < n; i++) z[i] = in[(long)i * w->inputs] + x->bias[h];
        for (int i = 0; i < n; i++) vec_softplus_slope1(z[i], b + i, slope + i);
    }
}

static void fill(real *to, int n, real value) {
    for (int k = 0; k < n; k++) to[k] = value;
}

/* Decays that no token has a say in. */
static void make_fixed_decays(const struct mixer_walk *w, struct tile tile, int h) {
    const real a = w->x->decay == MIXER_FIXED ? vec_exp1((real)w->x->fixed[h]) : 1;
    for (int t = tile.from; t < tile.to; t++) fill(mixer_row(w, w->o.decay, h, t), w->m->D, a);
}

static void make_decays(const struct mixer_walk *w, struct tile tile, int h) {
    struct decays d;
    for (int at = 0; at < decays_of_head(w); at += WIDE) {
        log_decays(w, tile, h, at, &d);
        for (int k = 0; k < (tile.to - tile.from) * d.wide; k++) d.g[k] = vec_exp1(d.g[k]);
        for (int t = tile.from; t < tile.to; t++) {
            const real *a = d.g + (t - tile.from) * d.wide;
            if (w->x->per_channel)
                memcpy(mixer_row(w, w->o.decay, h, t) + at, a, sizeof *a * (size_t)d.wide);
            else
                fill(mixer_row(w, w->o.decay, h, t), w->m->D, *a);
        }
    }
}

void mixer_input(const struct mixer_walk *w) {
    real b[TILE], slope[TILE];
    for (int from = 0; from < w->n; from += TILE) {
        const struct tile tile = tile_at(w, from);
        convolve(w, tile, false);
        for (int t = from; t < tile.to; t++) make_rows(w, t);
        for (int h = 0; h < w->m->H; h++) {
            strengths_of(w, tile, h, b, slope);
            memcpy(w->o.strength + mixer_strength_at(w, h, from), b, sizeof *b * (size_t)(tile.to - from));
            if (w->decays)
                make_decays(w, tile, h);
            else
                make_fixed_decays(w, tile, h);
        }
    }
}

/* dlog [n][W] of log decays to what made them. */
static void decays_backward(const struct mixer_walk *w, struct tile tile, int h, const real *dlog) {
    const struct mixer *x = w->x;
    const int n = decays_of_head(w);
    struct decays d;
    real dg[TILE * WIDE];
    for (int at = 0; at < n; at += WIDE) {
        log_decays(w, tile, h, at, &d);
        for (int t = tile.from; t < tile.to; t++) {
            const real *from = dlog + (long)t * w->o.W;
            const int k = (t - tile.from) * d.wide, first = h * n + at;
            if (x->per_channel)
                memcpy(dg + k, from + at, sizeof *dg * (size_t)d.wide);
            else
                dg[k] = vec_sum(from, w->m->D);
            for (int c = 0; c < d.wide; c++) {
                const real dz = dg[k + c] * d.slope[k + c];
                w->din[(long)t * w->inputs + first + c] = dz;
                x->dbias[first + c] += dz;
            }
        }
        if (x->drate) x->drate[h] += vec_dot(dg, d.g, (tile.to - tile.from) * d.wide);
    }
}

static void strengths_backward(const struct mixer_walk *w, struct tile tile, int h, const real *dstrength) {
    const struct mixer *x = w->x;
    const int n = tile.to - tile.from;
    real b[TILE], slope[TILE], *din = w->din + (long)tile.from * w->inputs + h;
    if (x->strength == STRENGTH_ONE) return;
    strengths_of(w, tile, h, b, slope);
    for (int i = 0; i < n; i++) slope[i] *= dstrength[tile.from + i];
    if (x->strength == STRENGTH_STEP) { /* beside what they are to decays */
        for (int i = 0; i < n; i++) din[(long)i * w->inputs] += slope[i];
        x->dbias[h] += vec_sum(slope, n);
    } else {
        for (int i = 0; i < n; i++) din[(long)i * w->inputs + w->decays] = slope[i];
    }
}

static void rows_backward(const struct mixer_walk *w, struct tile tile, int h, const struct mixer_gradients *d) {
    const struct mixer *x = w->x;
    const int C = w->m->C, D = w->m->D, W = w->o.W;
    for (int t = tile.from; t < tile.to; t++) {
        const real *inverse = inverse_at(w, h, t);
        real *to = w->dbefore + (long)t * 3 * C + h * D;
        make_key_backward(x, D, (real)x->scale, mixer_row(w, w->o.query, h, t), inverse[0], d->query + t * W, to);
        make_key_backward(x, D, 1, mixer_row(w, w->o.key, h, t), inverse[1], d->key + t * W, to + C);
        if (x->skip) /* beside its part */
            vec_add(to + 2 * C, d->value + t * W, D);
        else
            memcpy(to + 2 * C, d->value + t * W, sizeof *to * (size_t)D);
    }
}

void mixer_head_backward(const struct mixer_walk *w, int h, const struct mixer_gradients *d) {
    for (int from = 0; from < w->n; from += TILE) {
        const struct tile tile = tile_at(w, from);
        rows_backward(w, tile, h, d);
        if (w->decays) decays_backward(w, tile, h, d->dlog);
        strengths_backward(w, tile, h, d->strength);
    }
}

/* Tiles from the last to the first: the convolution wants what comes after a tile activated. */
void mixer_input_backward(const struct mixer_walk *w) {
    const long row = 3L * w->m->C;
    for (int from = (w->n - 1) / TILE * TILE; from >= 0; from -= TILE) {
        const struct tile tile = tile_at(w, from);
        for (int t = from; t < tile.to; t++)
            activate_backward(w, w->o.before + (w->row + t) * row, w->dbefore + t * row);
        convolve(w, tile, true);
    }
}
