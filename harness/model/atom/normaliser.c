/* Normalisers other than softmax: what turns the scores a query sees into weights, row by row.
 *
 * Rows come in whole, so none of them needs an online form. Keys that a mask hides are no part of a row: visible keys
 * stand side by side in what the functions on rows get.
 */
#include "encoders/atom/normaliser.h"
#include "base/vec.h"
#include "model/atom/normaliser.h"
#include "model/plain.h"
#include <string.h>

enum { STEPS_MOST = 64, STICK_BLOCK = 256 };

/* r^e for r >= 0, 0 at 0 (also where e is 0). NaN stays NaN. */
static inline real raise(real r, real e) {
    if (e == 1) return r;
    if (e == (real)0.5) return vec_sqrt(r);
    if (e == 0) return r > 0 ? 1 : r;
    return r <= 0 ? 0 : vec_exp1(e * vec_log1(r)) + 0 * r;
}

/* y = x^e; loops of their own for the exponents of alpha = 1.5 and 2. */
static void raise_all(const real *x, int n, real e, real *y) {
    if (e == 1)
        memmove(y, x, sizeof *x * (size_t)n);
    else if (e == (real)0.5)
        for (int j = 0; j < n; j++) y[j] = raise(x[j], (real)0.5);
    else if (e == 0)
        for (int j = 0; j < n; j++) y[j] = raise(x[j], 0);
    else
        for (int j = 0; j < n; j++) y[j] = raise(x[j], e);
}

static inline real above(real y, real threshold) { return y < threshold ? 0 : y - threshold; }

/* Entmax: w = [y - t]+^p with y = (alpha - 1) s, p = 1 / (alpha - 1), t such that the weights sum to 1. The p-norm of
 * [y - t]+ is convex and falls in t, and at t = max y - 1 it is at least 1: Newton's method from there climbs to the
 * root without passing it, in one step where all that count are equal. It ends when rounding stops the climb. */
static void entmax_row(real alpha, real *x, int n, real *scratch) {
    real *r = scratch, *power = scratch + n;
    const real top = vec_max(x, n), q = alpha - 1, e = 1 / q - 1;
    for (int j = 0; j < n; j++) {
        const real y = q * (x[j] - top);
        x[j] = y < -1 ? -1 : y;
    }
    real threshold = -1;
    for (int step = 0; step < STEPS_MOST; step++) {
        for (int j = 0; j < n; j++) r[j] = above(x[j], threshold);
        raise_all(r, n, e, power);
        const real sum = vec_dot(power, r, n), next = threshold + (sum - raise(sum, 1 - q)) / vec_sum(power, n);
        if (!(next > threshold)) break;
        threshold = next;
    }
    for (int j = 0; j < n; j++) x[j] = power[j] * r[j];
    vec_scale(x, 1 / vec_sum(x, n), n);
}

/* ds = u (dw - sum u dw / sum u) with u = w^(2 - alpha). */
static void entmax_row_backward(real alpha, const real *w, real *d, int n, real *u) {
    raise_all(w, n, 2 - alpha, u);
    const real mean = vec_dot(u, d, n) / vec_sum(u, n);
    for (int j = 0; j < n; j++) d[j] = u[j] * (d[j] - mean);
}

/* Stick-breaking: from the query back, each key takes the share sigmoid(s) of what is left of a stick of length 1:
 * w_j = exp(s_j - sum_{n >= j} softplus(s_n)). What is left in the end belongs to no key. Logarithms, and the long sum
 * in double, so that no product of many factors is formed; keys behind a used up stick are not looked at. */
static void stick_row(bool attend_current, real *x, int n, real *taken) {
    double left = 0;
    if (!attend_current) x[--n] = 0;
    for (int to = n, from; to > 0; to = from) {
        from = to > STICK_BLOCK ? to - STICK_BLOCK : 0;
        if (left < -(double)VEC_EXP_MOST) {
            memset(x, 0, sizeof *x * (size_t)to);
            return;
        }
        for (int j = from; j < to; j++) taken[j] = vec_softplus1(x[j]);
        for (int j = to - 1; j >= from; j--) {
            left -= (double)taken[j];
            taken[j] = (real)left;
        }
        for (int j = from; j < to; j++) {
            const real log_weight = x[j] + taken[j], weight = vec_exp1(log_weight);
            x[j] = log_weight < -VEC_EXP_MOST ? 0 : weight;
        }
    }
}

/* ds_j = w_j dw_j - share_j sum_{n <= j} w_n dw_n. The stick before key j takes its share is what it and all keys
 * farther away got plus what nobody got: a sum without cancellation, so the shares follow from the weights alone. */
static void stick_row_backward(const real *w, real *d, int n) {
    const real rest = 1 - vec_sum(w, n);
    double stick = rest < 0 ? 0 : (double)rest, paid = 0;
    for (int j = 0; j < n; j++) {
        const double own = (double)w[j] * (double)d[j];
        stick += (double)w[j];
        paid += own;
        d[j] = (real)(stick <= 0 ? 0 : own - (double)w[j] / stick * paid);
    }
}

static void softmax_row(real *w, const real *x, real factor, real top, int n) {
    for (int j = 0; j < n; j++) w[j] = factor * (x[j] - top);
    vec_scale(w, 1 / vec_exp_sum(w, w, 0, n), n);
}

/* Entropy in nats of softmax(x). */
static double entropy(const real *x, real *scratch, int n) {
    const real top = vec_max(x, n);
    real sum = vec_exp_sum(scratch, x, top, n);
    return (double)(vec_log1(sum) + top - vec_dot(scratch, x, n) / sum);
}

double normaliser_temperature(const struct normaliser *how, double entropy_nats) {
    double factor = 0;
    for (int k = 0; k < NORMALISER_COEFFICIENTS; k++) factor = factor * entropy_nats + how->coefficient[k];
    return entropy_nats > how->threshold && factor > 1 ? factor : 1;
}

static void adaptive_row(const struct normaliser *how, real *x, int n, real *scratch) {
    const real factor = (real)normaliser_temperature(how, entropy(x, scratch, n));
    softmax_row(x, x, factor, vec_max(x, n), n);
}

void normalise_seen(const struct normaliser *how, real *x, int n, real *scratch) {
    switch (how->kind) {
    case NORMALISER_SOFTMAX: softmax_row(x, x, 1, vec_max(x, n), n); return;
    case NORMALISER_ENTMAX: entmax_row((real)how->alpha, x, n, scratch); return;
    case NORMALISER_STICK: stick_row(how->attend_current, x, n, scratch); return;
    case NORMALISER_ADAPTIVE: adaptive_row(how, x, n, scratch); return;
    }
}

void normalise_seen_backward(const struct normaliser *how, const real *w, real *d, int n, real *scratch) {
    if (how->kind == NORMALISER_ENTMAX)
        entmax_row_backward((real)how->alpha, w, d, n, scratch);
    else if (how->kind == NORMALISER_STICK)
        stick_row_backward(w, d, n);
    else
        BUG("a normaliser of evaluation on the backward pass");
}

/* ---- the atom ---- */

struct state {
    struct normaliser how[LAYERS_MAX][HEADS_MAX];
    bool learns_sink;
    real dsink[LAYERS_MAX][HEADS_MAX], sink[LAYERS_MAX][HEADS_MAX]; /* logits; -inf: none */
};
static struct state *own(const struct model *m) { return m->state[ATOM_normaliser]; }

static const struct normaliser_atom *hooks_of(const struct model *m) {
    return m->scheme.part[part_of(m, ATOM_normaliser)].encoder->normaliser;
}

static bool check(struct model *m, int part, struct error *err) {
    (void)err;
    own(m)->learns_sink = hooks_of(m)->sink_grad && m->part_learns[part];
    return true;
}

static void build_kinds(struct model *m, int layer) {
    const int part = part_of(m, ATOM_normaliser);
    const struct view view = part_view(m, part, layer, false);
    memset(own(m)->how[layer], 0, sizeof own(m)->how[layer]);
    if (!hooks_of(m)->of || !part_acts(m, part) || !part_stands(m, part, layer)) return;
    for (int h = 0; h < m->H; h++)
        if (part_has_head(m, part, h)) hooks_of(m)->of(&view, &own(m)->how[layer][h]);
}

static void build_sinks(struct model *m, int layer) {
    const int part = part_of(m, ATOM_normaliser);
    const struct view view = part_view(m, part, layer, false);
    real logit[HEADS_MAX];
    for (int h = 0; h < m->H; h++) own(m)->sink[layer][h] = -(real)INFINITY;
    if (!hooks_of(m)->sink || !part_stands(m, part, layer)) return;
    hooks_of(m)->sink(&view, logit);
    part_scatter(m, part, sizeof *logit, logit, own(m)->sink[layer]);
}

static void build(struct model *m, bool fixed) {
    for (int layer = 0; layer < m->L; layer++) {
        if (fixed) build_kinds(m, layer);
        if (fixed || own(m)->learns_sink) build_sinks(m, layer);
    }
}

static void zero_grad(struct model *m) { memset(own(m)->dsink, 0, sizeof own(m)->dsink); }

static void hand_back(struct model *m) {
    const int part = part_of(m, ATOM_normaliser);
    real dlogit[HEADS_MAX];
    for (int layer = 0; own(m)->learns_sink && layer < m->L; layer++) {
        if (!part_stands(m, part, layer)) continue;
        const struct view view = part_view(m, part, layer, true);
        part_gather(m, part, sizeof *dlogit, own(m)->dsink[layer], dlogit);
        hooks_of(m)->sink_grad(&view, dlogit);
    }
}

static void begin(struct cell *c, bool back) {
    c->sink = own(c->m)->sink[c->layer][c->head];
    if (back && own(c->m)->learns_sink) c->dsink = &own(c->m)->dsink[c->layer][c->head];
}

const struct normaliser *normaliser_of(const struct model *m, int layer, int head) {
    static const struct normaliser softmax;
    return m->state[ATOM_normaliser] ? &own(m)->how[layer][head] : &softmax;
}
static bool normalise(const struct cell *c, const struct band *b) {
    const struct normaliser *how = normaliser_of(c->m, c->layer, c->head);
    real *copy = c->m->row[0], *scratch = c->m->row[1];
    if (how->kind == NORMALISER_SOFTMAX) return false;
    for (int i = 0; i < b->n; i++) {
        const struct visible v = cell_visible(c, b->first + i);
        real *row = b->score + (long)i * c->T, *x = visible_part(v, row, copy);
        normalise_seen(how, x, visible_count(v), scratch);
        visible_put_back(v, x, row);
        band_clear_hidden(b, v, c->T, row);
    }
    return true;
}

static bool normalise_backward(const struct cell *c, const struct band *b, real *d) {
    const struct normaliser *how = normaliser_of(c->m, c->layer, c->head);
    if (how->kind == NORMALISER_SOFTMAX) return false;
    for (int i = 0; i < b->n; i++) {
        const struct visible v = cell_visible(c, b->first + i);
        real *row = d + (long)i * c->T, *x = visible_part(v, row, c->m->row[0]);
        const real *w = visible_part(v, b->score + (long)i * c->T, c->m->row[1]);
        normalise_seen_backward(how, w, x, visible_count(v), c->m->row[2]);
        visible_put_back(v, x, row);
        band_clear_hidden(b, v, c->T, row);
    }
    return true;
}

static real *normaliser_remainder(const struct model *m, int layer, int head, bool grad) {
    const int part = part_of(m, ATOM_normaliser);
    if (part < 0 || !part_stands(m, part, layer) || !part_has_head(m, part, head)) return NULL;
    const struct view view = part_view(m, part, layer, grad);
    real *vectors = hooks_of(m)->remainder ? hooks_of(m)->remainder(&view, grad) : NULL;
    return vectors ? vectors + (long)part_own_head(m, part, head) * m->D : NULL;
}

/* What the weights leave goes to a vector of the head: out += (1 - sum w) r. */
static void output(const struct cell *c, const struct band *b) {
    const real *r = normaliser_remainder(c->m, c->layer, c->head, false);
    if (!r) return;
    for (int i = 0; i < b->n; i++) vec_axpy(cell_mixed(c, b->first + i), 1 - band_row_sum(b, i, c->T), r, c->m->D);
}

/* Every weight takes from it, so the gradient of each loses dout . r. */
static void output_backward(const struct cell *c, const struct band *b, const real *dmixed, real *d) {
    const struct model *m = c->m;
    const real *r = normaliser_remainder(m, c->layer, c->head, false);
    if (!r) return;
    real *dr = normaliser_remainder(m, c->layer, c->head, true);
    for (int i = 0; i < b->n; i++) {
        const real *dout = dmixed + (long)i * m->C, product = vec_dot(dout, r, m->D);
        vec_axpy(dr, 1 - band_row_sum(b, i, c->T), dout, m->D);
        for (int k = 0; k < b->pieces; k++)
            for (int j = b->keys[k].from; j < b->keys[k].to; j++) d[(long)i * c->T + j] -= product;
    }
}

/* Bounds on scores say something of weights where a softmax makes these; a sink only adds to its sum. */
static bool bounded(const struct cell *c) { return normaliser_of(c->m, c->layer, c->head)->kind == NORMALISER_SOFTMAX; }

/* ---- plain ---- */

/* Every key takes its share of what keys nearer to the query left. */
static void plain_stick(const struct plain *s, int head, const struct normaliser *how, int i, double *w) {
    double left = 1;
    for (int j = s->T - 1; j >= 0; j--) {
        const bool shares = plain_weighs(s, head, i, j) && (how->attend_current || j < i);
        w[j] = shares ? left / (1 + exp(-w[j])) : 0;
        left -= w[j];
    }
}

/* exp(f s), and the sink's; f: of the row's entropy without a sink, if adaptive. */
static void plain_softmax(const struct plain *s, int head, const struct normaliser *how, double sink, int i,
                          double *w) {
    double sum = 0, entropy = 0, factor = 1;
    for (int j = 0; j < s->T; j++) sum += plain_weighs(s, head, i, j) ? exp(w[j]) : 0;
    for (int j = 0; j < s->T; j++) entropy += plain_weighs(s, head, i, j) ? exp(w[j]) / sum * (log(sum) - w[j]) : 0;
    if (how->kind == NORMALISER_ADAPTIVE && entropy > how->threshold) {
        double polynomial = 0;
        for (int k = 0; k < NORMALISER_COEFFICIENTS; k++)
            polynomial += how->coefficient[k] * pow(entropy, NORMALISER_COEFFICIENTS - 1 - k);
        factor = fmax(1, polynomial);
    }
    sum = exp(sink);
    for (int j = 0; j < s->T; j++) sum += plain_weighs(s, head, i, j) ? exp(factor * w[j]) : 0;
    for (int j = 0; j < s->T; j++) w[j] = plain_weighs(s, head, i, j) ? exp(factor * w[j]) / sum : 0;
}

static double plain_entmax_weight(double alpha, double score, double threshold) {
    const double over = (alpha - 1) * score - threshold;
    return over > 0 ? pow(over, 1 / (alpha - 1)) : 0;
}

/* The threshold lies within 1 below the largest (alpha - 1) s: halved until nothing is left. */
static void plain_entmax(const struct plain *s, int head, double alpha, int i, double *w) {
    double top = -INFINITY;
    for (int j = 0; j < s->T; j++)
        if (plain_weighs(s, head, i, j)) top = fmax(top, (alpha - 1) * w[j]);
    double low = top - 1, high = top;
    for (int step = 0; step < 100; step++) {
        const double middle = (low + high) / 2;
        double sum = 0;
        for (int j = 0; j < s->T; j++)
            sum += plain_weighs(s, head, i, j) ? plain_entmax_weight(alpha, w[j], middle) : 0;
        *(sum > 1 ? &low : &high) = middle;
    }
    for (int j = 0; j < s->T; j++) w[j] = plain_weighs(s, head, i, j) ? plain_entmax_weight(alpha, w[j], low) : 0;
}

static struct view plain_view(const struct plain *s) {
    return part_view(s->m, part_of(s->m, ATOM_normaliser), s->layer, false);
}

static bool plain_normalise(const struct plain *s, int head) {
    const int part = part_of(s->m, ATOM_normaliser);
    const struct view view = plain_view(s);
    struct normaliser how = {0};
    double sink = -INFINITY;
    if (hooks_of(s->m)->of && part_acts(s->m, part)) hooks_of(s->m)->of(&view, &how);
    if (hooks_of(s->m)->sink) {
        hooks_of(s->m)->sink(&view, s->given);
        sink = (double)s->given[part_own_head(s->m, part, head)];
    }
    for (int i = 0; i < s->T; i++) {
        double *w = s->score[head] + (long)i * s->T;
        if (how.kind == NORMALISER_STICK)
            plain_stick(s, head, &how, i, w);
        else if (how.kind == NORMALISER_ENTMAX)
            plain_entmax(s, head, how.alpha, i, w);
        else
            plain_softmax(s, head, &how, sink, i, w);
    }
    return true;
}

static void plain_output(const struct plain *s, int head) {
    const int part = part_of(s->m, ATOM_normaliser), D = s->m->D;
    const struct view view = plain_view(s);
    if (!hooks_of(s->m)->remainder) return;
    const double *rest = plain_theta(s, hooks_of(s->m)->remainder(&view, false));
    for (int i = 0; rest && i < s->T; i++) {
        double left = 1;
        for (int j = 0; j < s->T; j++) left -= s->score[head][i * s->T + j];
        for (int d = 0; d < D; d++)
            s->mixed[(long)i * s->m->C + head * D + d] += left * rest[part_own_head(s->m, part, head) * D + d];
    }
}

static const struct plain_atom plain = {.normalise = plain_normalise, .output = plain_output};

const struct atom atom_normaliser = {.plain = &plain,
                                     .alone = "change the normaliser",
                                     .state = sizeof(struct state),
                                     .check = check,

                                     .build = build,
                                     .zero_grad = zero_grad,
                                     .hand_back = hand_back,
                                     .begin = begin,
                                     .bounded = bounded,
                                     .normalise = normalise,
                                     .normalise_backward = normalise_backward,
                                     .output = output,
                                     .output_backward = output_backward};
