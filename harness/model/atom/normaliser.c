/* Normalisers other than softmax: what turns the scores a query sees into weights, row by row (normaliser_row.c).
 *
 * Keys that a mask hides are no part of a row: visible keys stand side by side in what the functions on rows get.
 */
#include "encoders/atom/normaliser.h"
#include "base/vec.h"
#include "model/atom/channels.h"
#include "model/atom/normaliser.h"
#include "model/plain.h"
#include <string.h>

struct state {
    struct normaliser how[LAYERS_MAX][HEADS_MAX];
    bool learns_sink;
    real dsink[LAYERS_MAX][HEADS_MAX], sink[LAYERS_MAX][HEADS_MAX]; /* logits; -inf: none */
    real *kept[LAYERS_MAX]; /* per sequence and head [queries][T], beside the weights; training room only, or NULL */
    real *gate, *dgate;     /* [longest] of a cell's keys, and scratch behind them; NULL: this kind has none */
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

static int channels(const struct model *m, int part) {
    return m->scheme.part[part].encoder->normaliser->gates ? part_own_head(m, part, m->H) : 0;
}

static void room(struct model *m, struct arena *arena, long N, long longest) {
    const bool gates = hooks_of(m)->gates;
    (void)N;
    own(m)->gate = take(arena, gates, (size_t)(2 * longest));
    own(m)->dgate = take(arena, gates && m->training, (size_t)(2 * longest));
}

static void layer_room(struct model *m, struct arena *arena, int layer, long N, long longest) {
    const bool keeps = hooks_of(m)->keeps && part_stands(m, part_of(m, ATOM_normaliser), layer);
    own(m)->kept[layer] = take(arena, keeps && m->training, (size_t)(N * longest * m->H));
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

static bool has_gates(const struct cell *c) {
    return normaliser_of(c->m, c->layer, c->head)->kind == NORMALISER_THRESHOLD;
}
static struct channel gates_of(const struct cell *c) {
    return cell_channel(c, ATOM_normaliser, cell_own_head(c, ATOM_normaliser));
}

void normaliser_band_begin(const struct cell *c, const struct band *b, bool back) {
    if (!has_gates(c)) return;
    const struct state *s = own(c->m);
    const struct channel gates = gates_of(c);
    for (int k = 0; k < b->pieces; k++)
        for (int j = b->keys[k].from; j < b->keys[k].to; j++) {
            s->gate[j] = (real)channel_at(&gates, j);
            if (back) s->dgate[j] = 0;
        }
}

void normaliser_band_end_backward(const struct cell *c, const struct band *b) {
    if (!has_gates(c)) return;
    const struct channel gates = gates_of(c);
    for (int k = 0; k < b->pieces; k++)
        for (int j = b->keys[k].from; j < b->keys[k].to; j++) *channel_d(&gates, j) += (double)own(c->m)->dgate[j];
}

struct beside normaliser_beside(const struct cell *c, int i) {
    const struct state *s = own(c->m);
    if (!s) return (struct beside){0};
    real *kept = s->kept[c->layer];
    return (struct beside){.kept = kept ? kept + c->m->H * c->pairs + ((long)c->head * c->n + i) * c->T : NULL,
                           .gate = s->gate,
                           .dgate = s->dgate};
}

/* The part of it that a query sees. */
static struct beside seen_beside(const struct cell *c, int i, struct visible v) {
    struct beside all = normaliser_beside(c, i);
    if (all.gate) all.gate = visible_part(v, all.gate, own(c->m)->gate + c->T);
    if (all.dgate) all.dgate = visible_part(v, all.dgate, own(c->m)->dgate + c->T);
    return all;
}

static bool normalise(const struct cell *c, const struct band *b) {
    const struct normaliser *how = normaliser_of(c->m, c->layer, c->head);
    real *copy = c->m->row[0], *scratch = c->m->row[1];
    if (how->kind == NORMALISER_SOFTMAX) return false;
    normaliser_band_begin(c, b, false);
    for (int i = 0; i < b->n; i++) {
        const struct visible v = cell_visible(c, b->first + i);
        real *row = b->score + (long)i * c->T, *x = visible_part(v, row, copy);
        normalise_seen(how, x, visible_count(v), seen_beside(c, b->first + i, v), scratch);
        visible_put_back(v, x, row);
        band_clear_hidden(b, v, c->T, row);
    }
    return true;
}

static bool normalise_backward(const struct cell *c, const struct band *b, real *d) {
    const struct normaliser *how = normaliser_of(c->m, c->layer, c->head);
    if (how->kind == NORMALISER_SOFTMAX) return false;
    normaliser_band_begin(c, b, true);
    for (int i = 0; i < b->n; i++) {
        const struct visible v = cell_visible(c, b->first + i);
        real *row = d + (long)i * c->T, *x = visible_part(v, row, c->m->row[0]);
        const real *w = visible_part(v, b->score + (long)i * c->T, c->m->row[1]);
        const struct beside beside = seen_beside(c, b->first + i, v);
        normalise_seen_backward(how, w, x, visible_count(v), beside, c->m->row[2]);
        visible_put_back(v, x, row);
        if (beside.dgate) visible_put_back(v, beside.dgate, own(c->m)->dgate);
        band_clear_hidden(b, v, c->T, row);
    }
    normaliser_band_end_backward(c, b);
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
    for (int i = 0; i < b->n; i++) vec_axpy(b->mixed + (long)i * b->mixed_stride, 1 - band_row_sum(b, i), r, c->m->D);
}

/* Every weight takes from it, so the gradient of each loses dout . r. */
static void output_backward(const struct cell *c, const struct band *b, const real *dmixed, real *d) {
    const struct model *m = c->m;
    const real *r = normaliser_remainder(m, c->layer, c->head, false);
    if (!r) return;
    real *dr = normaliser_remainder(m, c->layer, c->head, true);
    for (int i = 0; i < b->n; i++) {
        const real *dout = dmixed + (long)i * m->C, product = vec_dot(dout, r, m->D);
        vec_axpy(dr, 1 - band_row_sum(b, i), dout, m->D);
        for (int k = 0; k < b->pieces; k++)
            for (int j = b->keys[k].from; j < b->keys[k].to; j++) d[(long)i * c->T + j] -= product;
    }
}

/* Bounds on scores say something of weights where a softmax makes these; a sink only adds to its sum. */
static bool bounded(const struct cell *c) { return normaliser_of(c->m, c->layer, c->head)->kind == NORMALISER_SOFTMAX; }

/* A softmax with sinks needs no whole row; other normalisers do, and so does what the weights leave of 1. */
static bool tiles(const struct model *m, int layer, int head) {
    (void)layer, (void)head;
    return !hooks_of(m)->of && !hooks_of(m)->remainder;
}

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

/* w = [(l - s)^-q - d^-q]+: l lies above all scores and halves what is left until the weights sum to 1. */
static void plain_stieltjes(const struct plain *s, int head, const struct normaliser *how, int i, double *w) {
    const double q = how->power, cut = how->window > 0 ? pow(how->window, -q) : 0;
    double low = -INFINITY, high;
    for (int j = 0; j < s->T; j++)
        if (plain_weighs(s, head, i, j)) low = fmax(low, w[j]);
    high = low + pow(s->T, 1 / q);
    for (int step = 0; step < 100; step++) {
        const double level = (low + high) / 2;
        double sum = 0;
        for (int j = 0; j < s->T; j++)
            sum += plain_weighs(s, head, i, j) && level > w[j] ? fmax(0, pow(level - w[j], -q) - cut) : 0;
        *(sum > 1 ? &low : &high) = level;
    }
    for (int j = 0; j < s->T; j++) w[j] = plain_weighs(s, head, i, j) ? fmax(0, pow(high - w[j], -q) - cut) : 0;
}

static void plain_softpick(const struct plain *s, int head, int i, double *w) {
    double sum = 1e-8;
    for (int j = 0; j < s->T; j++) sum += plain_weighs(s, head, i, j) ? fabs(expm1(w[j])) : 0;
    for (int j = 0; j < s->T; j++) w[j] = plain_weighs(s, head, i, j) ? fmax(0, expm1(w[j])) / sum : 0;
}

static void plain_sigmoid(const struct plain *s, int head, const struct normaliser *how, int i, double *w) {
    int keys = 0;
    for (int j = 0; j < s->T; j++) keys += plain_weighs(s, head, i, j);
    const double bias = how->by_keys && keys ? how->bias - log(keys) : how->bias;
    for (int j = 0; j < s->T; j++) w[j] = plain_weighs(s, head, i, j) ? 1 / (1 + exp(-w[j] - bias)) : 0;
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
        else if (how.kind == NORMALISER_STIELTJES)
            plain_stieltjes(s, head, &how, i, w);
        else if (how.kind == NORMALISER_SOFTPICK)
            plain_softpick(s, head, i, w);
        else if (how.kind == NORMALISER_SIGMOID)
            plain_sigmoid(s, head, &how, i, w);
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
                                     .channels = channels,
                                     .room = room,
                                     .layer_room = layer_room,
                                     .build = build,
                                     .zero_grad = zero_grad,
                                     .hand_back = hand_back,
                                     .begin = begin,
                                     .bounded = bounded,
                                     .tiles = tiles,
                                     .normalise = normalise,
                                     .normalise_backward = normalise_backward,
                                     .output = output,
                                     .output_backward = output_backward};
