/* What enters a mixer's recurrence: the convolution, the activation, the norm of queries and keys, decays, strengths.
 */
#include "model/atom/mixer.h"

enum { TAPS_MAX = 16 };
#define INLINE static inline __attribute__((always_inline))

/* ---- convolution ---- */

/* What was projected at a token of the walk, or before it. */
INLINE const real *projected(const struct mixer_walk *w, enum projection of, int t) {
    const struct layer_acts *a = &w->m->acts[w->layer];
    if (t < 0) return w->tail + (w->x->taps - 1 + t) * 3L * w->m->C + of * (long)w->m->C;
    return (of == QUERY ? a->q : a->kv) + mixer_projected_at(w, of, t);
}

/* What loops over columns of an operand need, beside them. */
struct columns {
    int C;
    long row; /* from one tap to the next, and from one row of all three operands to the next */
    const real *tap, *bias;
    real *dtap, *dbias;
};
static struct columns columns_of(const struct mixer_walk *w, enum projection of) {
    const struct mixer *x = w->x;
    const long C = w->m->C, from = of * C;
    return (struct columns){.C = (int)C,
                            .row = 3 * C,
                            .tap = x->tap + from,
                            .bias = x->tap_bias ? x->tap_bias + from : NULL,
                            .dtap = x->dtap ? x->dtap + from : NULL,
                            .dbias = x->dtap_bias ? x->dtap_bias + from : NULL};
}

/* k columns from column `at` on; x: rows of a token and those before it. */
INLINE void convolve_columns(struct columns c, int taps, const real *const *x, int at, int k, real *y) {
    lanes sum = c.bias ? lanes_load_part(c.bias + at, k) : (lanes){0};
    for (int j = 0; j < taps; j++) sum += lanes_load_part(c.tap + j * c.row + at, k) * lanes_load_part(x[j] + at, k);
    lanes_store_part(y + at, k, sum);
}

/* y[3C] of token t. */
INLINE void convolve_row(const struct mixer_walk *w, int taps, int t, real *y) {
    for (int of = 0; of < PROJECTIONS; of++, y += w->m->C) {
        const struct columns c = columns_of(w, (enum projection)of);
        const int whole = c.C / LANES * LANES;
        const real *x[TAPS_MAX];
        for (int j = 0; j < taps; j++) x[j] = projected(w, (enum projection)of, t - j);
        for (int at = 0; at < whole; at += LANES) convolve_columns(c, taps, x, at, LANES, y);
        if (whole < c.C) convolve_columns(c, taps, x, whole, c.C - whole, y);
    }
}

/* Compiled for the usual number of taps and for any; without taps rows stay what they are. */
static void convolve(const struct mixer_walk *w, int t, real *y) {
    const long C = w->m->C;
    if (w->x->taps == 4)
        convolve_row(w, 4, t, y);
    else if (w->x->taps)
        convolve_row(w, w->x->taps, t, y);
    else
        for (int of = 0; of < PROJECTIONS; of++)
            memcpy(y + of * C, projected(w, (enum projection)of, t), sizeof *y * (size_t)C);
}

/* Tokens whose gradients of taps are summed before they are added. */
enum { TOGETHER = 4 };

/* Rows of n tokens from some token on, where an operand's columns begin: gradients behind the convolution, with those
 * of the taps - 1 tokens that follow; what was projected; and its gradient. */
struct rows {
    const real *d, *x;
    real *dx;
    long stride; /* of the last two */
};

INLINE void columns_backward(struct columns c, int taps, int n, struct rows r, int at, int k) {
    lanes d[TOGETHER + TAPS_MAX - 1], sum[TOGETHER];
    for (int i = 0; i < n + taps - 1; i++) d[i] = lanes_load_part(r.d + i * c.row + at, k);
    for (int i = 0; i < n; i++) sum[i] = (lanes){0};
    for (int j = 0; j < taps; j++) {
        const lanes tap = lanes_load_part(c.tap + j * c.row + at, k);
        lanes dtap = lanes_load_part(c.dtap + j * c.row + at, k);
        for (int i = 0; i < n; i++) {
            sum[i] += tap * d[i + j];
            dtap += lanes_load_part(r.x + i * r.stride + at, k) * d[i + j];
        }
        lanes_store_part(c.dtap + j * c.row + at, k, dtap);
    }
    for (int i = 0; i < n; i++) lanes_store_part(r.dx + i * r.stride + at, k, sum[i]);
    if (!c.dbias) return;
    lanes bias = lanes_load_part(c.dbias + at, k);
    for (int i = 0; i < n; i++) bias += d[i];
    lanes_store_part(c.dbias + at, k, bias);
}

/* dbefore of n tokens from t on to what was projected and to the taps. Rows of the tokens behind them are read ahead:
 * there are too many streams for processors to foresee. */
INLINE void operands_backward(const struct mixer_walk *w, int taps, int n, int t) {
    for (int of = 0; of < PROJECTIONS; of++) {
        const struct columns c = columns_of(w, (enum projection)of);
        const struct rows r = {w->dbefore + t * c.row + (long)of * c.C, projected(w, (enum projection)of, t),
                               mixer_dprojected(w, (enum projection)of, t),
                               mixer_projected_stride(w, (enum projection)of)};
        const int whole = c.C / LANES * LANES;
        for (int i = n; i < 2 * n && t + i < w->n; i++) {
            lanes_fetch(r.x + i * r.stride, c.C);
            lanes_fetch_to_write(r.dx + i * r.stride, c.C);
        }
        for (int at = 0; at < whole; at += LANES) columns_backward(c, taps, n, r, at, LANES);
        if (whole < c.C) columns_backward(c, taps, n, r, whole, c.C - whole);
    }
}

void mixer_input_backward(const struct mixer_walk *w) {
    for (int t = 0; w->x->taps && t < w->n; t += TOGETHER) {
        const int n = w->n - t < TOGETHER ? w->n - t : TOGETHER;
        if (w->x->taps == 4 && n == TOGETHER)
            operands_backward(w, 4, TOGETHER, t);
        else
            operands_backward(w, w->x->taps, n, t);
    }
}

static void keep_tail(const struct mixer_walk *w) {
    const int tail = w->x->taps - 1, kept = w->n < tail ? w->n : tail;
    const long C = w->m->C, row = 3 * C;
    if (tail < 1) return;
    memmove(w->tail, w->tail + kept * row, sizeof(real) * (size_t)((tail - kept) * row));
    for (int of = 0; of < PROJECTIONS; of++)
        for (int k = 0; k < kept; k++)
            memcpy(w->tail + (tail - kept + k) * row + of * C, projected(w, (enum projection)of, w->n - kept + k),
                   sizeof(real) * (size_t)C);
}

/* ---- activation and norm ---- */

static void fill(real *to, int n, real value) {
    for (int k = 0; k < n; k++) to[k] = value;
}

/* Columns of a row of all three operands that are activated: those in front. */
static int activated(const struct mixer_walk *w) {
    const enum mixer_feature feature = w->x->feature;
    return feature == FEATURE_SILU ? 3 * w->m->C : feature == FEATURE_ELU ? 2 * w->m->C : 0;
}

INLINE lanes silu(lanes x, lanes *slope) {
    const lanes s = lanes_sigmoid(x), y = x * s;
    *slope = s + y * (1 - s);
    return y;
}
/* elu(x) + 1 */
INLINE lanes elu(lanes x, lanes *slope) {
    const lanes zero = {0}, e = lanes_exp(lanes_min(zero, x));
    *slope = e;
    return lanes_pick(x > 0, x + 1, e);
}

/* y in place; slope: NULL where it is not kept. */
INLINE void activate_run(lanes (*f)(lanes, lanes *), int n, real *y, real *slope) {
    for (int at = 0; at < n; at += LANES) {
        const int k = lanes_of(n - at);
        lanes own;
        lanes_store_part(y + at, k, f(lanes_load_part(y + at, k), &own));
        if (slope) lanes_store_part(slope + at, k, own);
    }
}
static void activate(const struct mixer_walk *w, real *y, real *slope) {
    if (w->x->feature == FEATURE_SILU) activate_run(silu, activated(w), y, slope);
    if (w->x->feature == FEATURE_ELU) activate_run(elu, activated(w), y, slope);
}

/* A query or a key of a head from its activated numbers. inverse: of its length, kept for the backward pass. */
INLINE void make_key(const struct mixer *x, int D, real scale, const real *restrict y, real *inverse,
                     real *restrict out) {
    *inverse = x->unit ? 1 / vec_sqrt(vec_dot(y, y, D) + (real)1e-6) : 1;
    scale *= *inverse;
    for (int d = 0; d < D; d++) out[d] = scale * y[d];
}

/* Inverse lengths of a head's query and key. */
static real *inverse_at(const struct mixer_walk *w, int h, int t) {
    return w->o.inverse + 2 * (h * w->o.room + w->row + t);
}
static real *active_at(const struct mixer_walk *w, int t) {
    return w->o.active ? w->o.active + 3 * (w->row + t) * w->m->C : NULL;
}

/* y: a token's row of each operand. */
INLINE void heads_of_row(const struct mixer_walk *w, int t, const real *const *y, int D) {
    const struct mixer *x = w->x;
    for (int h = 0; h < w->m->H; h++) {
        real *inverse = inverse_at(w, h, t);
        make_key(x, D, (real)x->scale, y[QUERY] + h * D, inverse, mixer_row(w, w->o.query, h, t));
        make_key(x, D, 1, y[KEY] + h * D, inverse + 1, mixer_row(w, w->o.key, h, t));
        memcpy(mixer_block_row(w, w->b.value, h, t), y[VALUE] + h * D, sizeof(real) * (size_t)D);
    }
}

void mixer_input(const struct mixer_walk *w) {
    const bool as_projected = !w->x->taps && !activated(w);
    real made[3 * WIDTH_MAX];
    for (int t = 0; t < w->n; t++) {
        const real *y[PROJECTIONS];
        if (w->o.active && t + MIXER_AHEAD < w->n) lanes_fetch_to_write(active_at(w, t + MIXER_AHEAD), activated(w));
        if (!as_projected) convolve(w, t, made), activate(w, made, active_at(w, t));
        for (int of = 0; of < PROJECTIONS; of++)
            y[of] = as_projected ? projected(w, (enum projection)of, t) : made + of * w->m->C;
        MIXER_WITH_SIZE(w->m->D, heads_of_row, w, t, y)
    }
    keep_tail(w);
}

/* Where the gradient of an operand of a head at a token goes, and what the activation multiplies it by. */
struct place {
    const real *slope; /* NULL: nothing activates them */
    real *to;
};
static struct place place_of(const struct mixer_walk *w, enum projection of, int h, int t) {
    const long own = (long)h * w->m->D, at = of * (long)w->m->C + own;
    return (struct place){at < activated(w) ? active_at(w, t) + at : NULL, mixer_dbefore(w, of, t) + own};
}

INLINE lanes through(struct place p, int at, int k, lanes d) {
    return p.slope ? d * lanes_load_part(p.slope + at, k) : d;
}

/* out = scale y i, i = 1 / |y|: dy = scale i (dout - u (u . dout)), u = out / scale; and through the activation. */
INLINE void key_backward(bool unit, int D, real scale, const real *out, real inverse, const real *dout,
                         struct place p) {
    const real along = unit ? vec_dot(out, dout, recurrence_width(D)) / (scale * scale) : 0, factor = scale * inverse;
    for (int at = 0; at < D; at += LANES) {
        const int k = mixer_lanes(D, at);
        const lanes d = factor * (lanes_load(dout + at) - along * lanes_load(out + at));
        lanes_store_part(p.to + at, k, through(p, at, k, d));
    }
}

/* Beside what the skip gave the value. */
INLINE void value_backward(bool skip, int D, const real *dout, struct place p) {
    for (int at = 0; at < D; at += LANES) {
        const int k = mixer_lanes(D, at);
        lanes d = lanes_load(dout + at);
        if (skip) d += lanes_load_part(p.to + at, k);
        lanes_store_part(p.to + at, k, through(p, at, k, d));
    }
}

/* Slopes of a head at a token. */
INLINE void look_ahead(const struct mixer_walk *w, int h, int t, int D) {
    if (!activated(w)) return;
    for (int of = 0; of < PROJECTIONS; of++) lanes_fetch(active_at(w, t) + of * w->m->C + h * D, D);
}

INLINE void rows_backward(const struct mixer_walk *w, int h, const struct mixer_gradients *d, int D) {
    const struct mixer *x = w->x;
    const int W = w->o.W;
    for (int t = 0; t < w->n; t++) {
        const real *inverse = inverse_at(w, h, t);
        if (t + MIXER_AHEAD < w->n) look_ahead(w, h, t + MIXER_AHEAD, D);
        key_backward(x->unit, D, (real)x->scale, mixer_row(w, w->o.query, h, t), inverse[0], d->query + t * W,
                     place_of(w, QUERY, h, t));
        key_backward(x->unit, D, 1, mixer_row(w, w->o.key, h, t), inverse[1], d->key + t * W, place_of(w, KEY, h, t));
        value_backward(x->skip, D, d->value + t * W, place_of(w, VALUE, h, t));
    }
}

/* ---- decays and strengths ---- */

/* Log decays are g = -factor softplus(sign (z + bias)): softplus itself times the head's rate, or the log of a
 * sigmoid. */
static real factor_of(const struct mixer *x, int h) {
    return x->decay == MIXER_SOFTPLUS ? vec_exp1(x->rate[h]) : (real)(1 / x->over);
}
static real sign_of(const struct mixer *x) { return x->decay == MIXER_SOFTPLUS ? 1 : -1; }

/* Decays that no token has a say in. */
static void make_fixed_decays(const struct mixer_walk *w) {
    for (int h = 0; h < w->m->H; h++) {
        const real a = w->x->decay == MIXER_FIXED ? vec_exp1((real)w->x->fixed[h]) : 1;
        for (int t = 0; t < w->n; t++) fill(mixer_block_row(w, w->b.decay, h, t), w->m->D, a);
    }
}

/* Of each number of the keys of a token; factor: of each head. Logarithms first and then all exponentials, since one
 * chain through both would be longer than what a processor looks ahead. */
INLINE void channel_decays(const struct mixer_walk *w, int t, const real *factor, bool back, int D) {
    const real sign = sign_of(w->x), *z = w->in + (long)t * w->inputs, *bias = w->x->bias;
    const int H = w->m->H;
    real *slopes = back ? mixer_slopes(w, t) : NULL, own[WIDTH_MAX], *g = back ? mixer_logs(w, t) : own;
    for (int h = 0; h < H; h++)
        for (int at = 0; at < D; at += LANES) {
            const int k = mixer_lanes(D, at), c = h * D + at;
            lanes slope;
            const lanes y = lanes_softplus(sign * (lanes_load_part(z + c, k) + lanes_load_part(bias + c, k)), &slope);
            lanes_store_part(g + c, k, -factor[h] * y);
            if (back) lanes_store_part(slopes + c, k, -sign * factor[h] * slope);
        }
    for (int h = 0; h < H; h++)
        for (int at = 0; at < D; at += LANES) {
            const int k = mixer_lanes(D, at);
            lanes_store_part(mixer_block_row(w, w->b.decay, h, t) + at, k,
                             lanes_exp(lanes_load_part(g + h * D + at, k)));
        }
}

static void all_channel_decays(const struct mixer_walk *w, bool back) {
    real factor[HEADS_MAX];
    for (int h = 0; h < w->m->H; h++) factor[h] = factor_of(w->x, h);
    for (int t = 0; t < w->n; t++) MIXER_WITH_SIZE(w->m->D, channel_decays, w, t, factor, back)
}

/* Number c of every token of a walk side by side, zeros behind them. */
static void gather(const struct mixer_walk *w, int c, real *to) {
    for (int t = 0; t < w->n; t++) to[t] = w->in[(long)t * w->inputs + c];
    fill(to + w->n, MIXER_BLOCK - w->n, 0);
}

/* One for a head's whole keys; steps are strengths, too. */
static void head_decays(const struct mixer_walk *w, int h, bool back) {
    const real factor = factor_of(w->x, h), sign = sign_of(w->x), bias = w->x->bias[h];
    real g[MIXER_BLOCK], slopes[MIXER_BLOCK], decay[MIXER_BLOCK];
    gather(w, h, g);
    for (int t = 0; t < w->n; t += LANES) {
        lanes slope;
        const lanes y = lanes_softplus(sign * (lanes_load(g + t) + bias), &slope);
        if (w->x->strength == STRENGTH_STEP) lanes_store(mixer_strengths_of(w, h) + t, y);
        lanes_store(g + t, -factor * y);
        lanes_store(slopes + t, -sign * factor * slope);
        lanes_store(decay + t, lanes_exp(-factor * y));
    }
    for (int t = 0; t < w->n; t++) {
        fill(mixer_block_row(w, w->b.decay, h, t), w->m->D, decay[t]);
        if (back) mixer_logs(w, t)[h] = g[t], mixer_slopes(w, t)[h] = slopes[t];
    }
}

/* Of a head at all tokens. */
static void make_strengths(const struct mixer_walk *w, int h, bool back) {
    const real most = (real)w->x->most;
    real *b = mixer_strengths_of(w, h), slope[MIXER_BLOCK];
    if (w->x->strength == STRENGTH_ONE) fill(b, w->n, 1);
    if (w->x->strength != STRENGTH_SIGMOID) return;
    gather(w, w->decays + h, b);
    for (int t = 0; t < w->n; t += LANES) {
        const lanes s = lanes_sigmoid(lanes_load(b + t));
        lanes_store(b + t, most * s);
        lanes_store(slope + t, most * s * (1 - s));
    }
    for (int t = 0; back && t < w->n; t++) mixer_slopes(w, t)[w->decays + h] = slope[t];
}

void mixer_numbers(const struct mixer_walk *w, bool back) {
    if (!w->decays) make_fixed_decays(w);
    if (w->decays && w->x->per_channel) all_channel_decays(w, back);
    for (int h = 0; h < w->m->H; h++) {
        make_strengths(w, h, back);
        if (w->decays && !w->x->per_channel) head_decays(w, h, back);
    }
}

INLINE void channels_backward(const struct mixer_walk *w, int h, const real *dlog, int D) {
    const struct mixer *x = w->x;
    lanes drate = {0};
    for (int at = 0; at < D; at += LANES) {
        const int k = mixer_lanes(D, at), c = h * D + at;
        lanes dbias = lanes_load_part(x->dbias + c, k);
        for (int t = 0; t < w->n; t++) {
            const lanes d = lanes_load(dlog + (long)t * w->o.W + at),
                        din = d * lanes_load_part(mixer_slopes(w, t) + c, k);
            lanes_store_part(w->din + (long)t * w->inputs + c, k, din);
            dbias += din;
            drate += d * lanes_load_part(mixer_logs(w, t) + c, k);
        }
        lanes_store_part(x->dbias + c, k, dbias);
    }
    if (x->drate) x->drate[h] += lanes_sum(drate);
}

/* A step's gradient comes from the strength, -g / factor, too. */
static void head_decays_backward(const struct mixer_walk *w, int h, const struct mixer_gradients *d) {
    const struct mixer *x = w->x;
    const real by_step = x->strength == STRENGTH_STEP ? 1 / factor_of(x, h) : 0;
    for (int t = 0; t < w->n; t++) {
        const real dlog = vec_sum(d->dlog + (long)t * w->o.W, w->m->D),
                   din = (dlog - by_step * d->strength[t]) * mixer_slopes(w, t)[h];
        w->din[(long)t * w->inputs + h] = din;
        x->dbias[h] += din;
        if (x->drate) x->drate[h] += dlog * mixer_logs(w, t)[h];
    }
}

static void strengths_backward(const struct mixer_walk *w, int h, const real *dstrength) {
    for (int t = 0; t < w->n; t++)
        w->din[(long)t * w->inputs + w->decays + h] = dstrength[t] * mixer_slopes(w, t)[w->decays + h];
}

void mixer_head_backward(const struct mixer_walk *w, int h, const struct mixer_gradients *d) {
    MIXER_WITH_SIZE(w->m->D, rows_backward, w, h, d)
    if (w->decays && w->x->per_channel)
        MIXER_WITH_SIZE(w->m->D, channels_backward, w, h, d->dlog)
    else if (w->decays)
        head_decays_backward(w, h, d);
    if (w->strengths) strengths_backward(w, h, d->strength);
}
