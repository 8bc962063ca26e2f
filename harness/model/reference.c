#include "model/reference.h"
#include "base/rng.h"
#include "encoders/atom/across.h"
#include "encoders/atom/bias.h"
#include "encoders/atom/branches.h"
#include "encoders/atom/contextual.h"
#include "encoders/atom/embed.h"
#include "encoders/atom/normaliser.h"
#include "encoders/atom/numbers.h"
#include "encoders/atom/rotary.h"
#include "encoders/atom/temperature.h"
#include "model/atom/across.h"
#include "model/atom/contextual.h"
#include "model/atom/decay.h"
#include "model/atom/normaliser.h"
#include "model/atom/slopes.h"
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct sequence {
    const struct model *m;
    const double *theta;
    int T, task;
    const double *position;
    const int *number; /* NULL: none */
    real *table;       /* scratch for what a hook gives */
};

/* Whether every atom that the part is made of is written down here, as it is used. */
static bool covers(const struct model *m, int part) {
    const struct encoder *e = m->scheme.part[part].encoder;
    const struct view view = part_view(m, part, 0, false);
    for (int a = 0; a < ATOMS; a++) {
        const struct atom *atom = atom_list[a];
        if (!encoder_atom(e, a)) continue;
        if (!(atom->traits & ATOM_PLAIN) || (atom->plain && !atom->plain(&view, e))) return false;
    }
    return true;
}

bool reference_covers(const struct model *m, struct error *err) {
    for (int i = 0; i < m->scheme.n; i++)
        if (!covers(m, i))
            return error_set(err, "the plain reference does not have what %s does", m->scheme.part[i].encoder->name);
    return true;
}

/* The double that stands for a parameter; NULL stays NULL. */
static const double *weights(const struct sequence *s, const real *p) {
    return p ? s->theta + (p - s->m->block) : NULL;
}

static double *doubles(long n) { return mem_zero((size_t)n, sizeof(double)); }

/* y[T][out] = x[T][in] W (columns from, from + 1, ... of ldw) + bias */
static void linear(int T, int in, int out, const double *x, const double *W, int ldw, const double *bias, double *y) {
    for (int t = 0; t < T; t++) {
        for (int o = 0; o < out; o++) y[(long)t * out + o] = bias ? bias[o] : 0;
        for (int i = 0; i < in; i++)
            for (int o = 0; o < out; o++) y[(long)t * out + o] += x[(long)t * in + i] * W[(long)i * ldw + o];
    }
}

static void norm(const struct sequence *s, const double *x, const real *gain, const real *bias, double *y) {
    const int C = s->m->C;
    const double *g = weights(s, gain), *b = weights(s, bias);
    for (int t = 0; t < s->T; t++, x += C, y += C) {
        double mean = 0, square = 0;
        if (s->m->config.norm == NORM_LAYER)
            for (int c = 0; c < C; c++) mean += x[c] / C;
        for (int c = 0; c < C; c++) square += (x[c] - mean) * (x[c] - mean) / C;
        for (int c = 0; c < C; c++) y[c] = (x[c] - mean) / sqrt(square + 1e-5) * g[c] + (b ? b[c] : 0);
    }
}

static void activation(const struct model *m, int T, const double *up, double *act) {
    const int F = m->F;
    for (int t = 0; t < T; t++)
        for (int f = 0; f < F; f++) {
            const double u = up[(long)t * m->up + f];
            double *a = &act[(long)t * F + f];
            switch (m->config.activation) {
            case ACTIVATION_RELU: *a = fmax(u, 0); break;
            case ACTIVATION_GELU: *a = 0.5 * u * (1 + tanh(sqrt(2 / M_PI) * (u + 0.044715 * u * u * u))); break;
            case ACTIVATION_SWIGLU: *a = u / (1 + exp(-u)) * up[(long)t * m->up + F + f]; break;
            default: BUG("activation %d", m->config.activation);
            }
        }
}

static bool in_head(const struct part *part, int head) { return part->heads >> head & 1; }

/* Which of the part's own heads this is. */
static int own_head(const struct part *part, int head) {
    int own = 0;
    for (int h = 0; h < head; h++) own += in_head(part, h);
    return own;
}

static void add(long n, double *x, const double *y) {
    for (long k = 0; k < n; k++) x[k] += y[k];
}

static void embed(const struct sequence *s, const int *token, double *x) {
    const struct model *m = s->m;
    const int C = m->C;
    const double *e = weights(s, m->p.token_embedding);
    for (int t = 0; t < s->T; t++) memcpy(x + (long)t * C, e + (long)token[t] * C, sizeof *x * (size_t)C);
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *encoder = m->scheme.part[i].encoder;
        struct view view = part_view(m, i, -1, false);
        if (part_left(m, i)) continue;
        if (encoder->numbers && s->number) {
            const double *vectors = weights(s, encoder->numbers->vectors(&view, false));
            for (int t = 0; t < s->T; t++) add(C, x + (long)t * C, vectors + (long)s->number[t] * C);
        }
        if (!encoder->embed) continue;
        encoder->embed->table(&view, s->T, s->position, s->table);
        for (long k = 0; k < (long)s->T * C; k++) x[k] += (double)s->table[k];
    }
}

static bool acts(const struct model *m, int part, int layer) {
    return part_acts(m, part) && part_stands(m, part, layer);
}

/* Hooks of the branches where they stand in the layer, and its view; NULL: all is branch 0's. */
static const struct branches_atom *branching(const struct sequence *s, int layer, struct view *view) {
    const struct model *m = s->m;
    const int part = part_of(m, ATOM_branches);
    if (part < 0 || !acts(m, part, layer)) return NULL;
    *view = part_view(m, part, layer, false);
    return m->scheme.part[part].encoder->branches;
}

/* A hook of a part (NULL: nothing) on its heads of all[H][P]. */
static void ask(const struct sequence *s, int i, int layer, void (*hook)(const struct view *, double *), double *all) {
    const struct part *part = &s->m->scheme.part[i];
    const int H = s->m->H, P = s->m->D / 2;
    struct view view = part_view(s->m, i, layer, false);
    double own[WIDTH_MAX];
    if (!hook) return;
    for (int h = 0; h < H; h++)
        if (in_head(part, h)) memcpy(own + own_head(part, h) * P, all + h * P, sizeof *own * (size_t)P);
    hook(&view, own);
    for (int h = 0; h < H; h++)
        if (in_head(part, h)) memcpy(all + h * P, own + own_head(part, h) * P, sizeof *own * (size_t)P);
}

/* theta[H][P] of a layer. A trained part tapers when the variants behind it have spoken. */
static void frequencies(const struct sequence *s, int layer, double *theta) {
    const struct scheme *scheme = &s->m->scheme;
    int trained = -1;
    for (int i = 0; i < scheme->n; i++) {
        const struct encoder *e = scheme->part[i].encoder;
        if (!e->rotary || !e->rotary->frequencies || !acts(s->m, i, layer)) continue;
        if (!e->variant && trained >= 0) ask(s, trained, layer, scheme->part[trained].encoder->rotary->taper, theta);
        if (!e->variant) trained = i;
        ask(s, i, layer, e->rotary->frequencies, theta);
    }
    if (trained >= 0) ask(s, trained, layer, scheme->part[trained].encoder->rotary->taper, theta);
}

/* phi[H][P] of a layer. */
static void phases(const struct sequence *s, int layer, double *phi) {
    EACH_PART(s->m, i, hooks, rotary)
    if (acts(s->m, i, layer)) ask(s, i, layer, hooks->key_phases, phi);
}

/* (a, b) -> (a C - b S, b C + a S) */
static void turn(const struct model *m, double *x, int pair, double cosine, double sine) {
    const int next = m->layout == ROTARY_HALF ? 1 : 2, other = m->layout == ROTARY_HALF ? m->D / 2 : 1;
    double *a = x + pair * next, *b = a + other, was = *a;
    *a = was * cosine - *b * sine;
    *b = *b * cosine + was * sine;
}

/* Queries or keys x[T][stride] of a layer, at positions as a branch has them. */
static void rotate(const struct sequence *s, int layer, bool key, const double *position, int stride, double *x) {
    const struct model *m = s->m;
    const int P = m->D / 2, T = s->T;
    double *theta = doubles(m->C), *phi = doubles(m->C);
    frequencies(s, layer, theta);
    if (key) phases(s, layer, phi);
    for (int t = 0; t < T; t++)
        for (int k = 0; k < m->H * P; k++) {
            const double angle = position[t] * theta[k] + phi[k];
            turn(m, x + (long)t * stride + k / P * m->D, k % P, cos(angle), sin(angle));
        }
    for (int i = 0; i < m->scheme.n; i++) {
        const struct part *part = &m->scheme.part[i];
        const struct rotary_atom *hooks = part->encoder->rotary;
        if (!hooks || !hooks->rotate || !acts(m, i, layer)) continue;
        struct view view = part_view(m, i, layer, false);
        real *cosine = s->table, *sine = cosine + (long)T * view.heads * P;
        hooks->rotate(&view, key, T, position, cosine, sine);
        for (int h = 0; h < m->H; h++)
            for (int k = 0; in_head(part, h) && k < T * P; k++) {
                const long at = (long)own_head(part, h) * T * P + k;
                turn(m, x + (long)(k / P) * stride + h * m->D, k % P, (double)cosine[at], (double)sine[at]);
            }
    }
    mem_free(theta);
    mem_free(phi);
}

/* Queries and keys of rows qkv[T][3C] as a branch turns them. */
static void rotate_branch(const struct sequence *s, int layer, int branch, double *qkv) {
    struct view view;
    const struct branches_atom *e = branching(s, layer, &view);
    double *position = doubles(s->T);
    for (int key = 0; key < 2; key++) {
        memcpy(position, s->position, sizeof *position * (size_t)s->T);
        for (int t = 0; e && t < s->T; t++) position[t] = t;
        if (e) e->positions(&view, branch, key, s->T, position);
        rotate(s, layer, key, position, 3 * s->m->C, qkv + key * s->m->C);
    }
    mem_free(position);
}

/* The branch that a query sees a key under; the layer may have none. */
static int branch_of(const struct branches_atom *e, const struct view *view, int i, int j) {
    for (int branch = 0; e && branch < e->count(view); branch++) {
        int from = 0, to = 0;
        e->keys(view, branch, i, &from, &to);
        if (from <= j && j < to) return branch;
    }
    return 0;
}

/* Distance of a pair as tables over distance have it: never negative in causal models. */
static double distance(const struct sequence *s, int i, int j) {
    const double d = s->position[i] - s->position[j];
    return s->m->config.causal ? fabs(d) : d;
}

/* The same for biases, which may take the query where its branch has it. */
static double bias_distance(const struct sequence *s, int layer, int i, int j) {
    struct view view;
    const struct branches_atom *e = branching(s, layer, &view);
    double query = i;
    if (!e || !e->distances || j > i) return distance(s, i, j);
    e->positions(&view, branch_of(e, &view, i, j), false, 1, &query);
    return fabs(s->position[i] - i + query - s->position[j]);
}

/* What the scheme adds to the scores of a head before the normaliser. */
static void add_bias(const struct sequence *s, int layer, int head, double *score) {
    const struct model *m = s->m;
    const int T = s->T;
    for (int p = 0; p < m->scheme.n; p++) {
        const struct part *part = &m->scheme.part[p];
        if (!part->encoder->bias || !part_stands(m, p, layer) || !in_head(part, head)) continue;
        struct view view = part_view(m, p, layer, false);
        view.task = s->task;
        for (int i = 0; i < T; i++)
            for (int j = 0; j < T; j++) {
                const double d = bias_distance(s, layer, i, j);
                part->encoder->bias->table(&view, 1, &d, s->table);
                score[i * T + j] += (double)s->table[own_head(part, head)];
            }
    }
}

static bool sees(const struct model *m, int layer, int head, int i, int j) {
    const struct mask mask = m->mask[layer][head];
    if (m->config.causal && j > i) return false;
    const bool near = !mask.window || labs((long)i - j) < mask.window;
    const bool beside = !mask.block || labs(i / mask.block - j / mask.block) <= 1;
    return (near && beside) || j < mask.sinks;
}

/* Scores to weights in place. */
static void softmax(const struct sequence *s, int layer, int head, double *score) {
    const int T = s->T;
    const double sink = (double)normaliser_sink(s->m, layer, head);
    for (int i = 0; i < T; i++, score += T) {
        double sum = exp(sink);
        for (int j = 0; j < T; j++) sum += sees(s->m, layer, head, i, j) ? exp(score[j]) : 0;
        for (int j = 0; j < T; j++) score[j] = sees(s->m, layer, head, i, j) ? exp(score[j]) / sum : 0;
    }
}

/* Every key takes its share of what keys nearer to the query left; the rest goes to a vector. */
static void stick(const struct sequence *s, int layer, int head, double *score, double *mixed) {
    const struct model *m = s->m;
    const real *rest = normaliser_remainder(m, layer, head, false);
    const bool own = normaliser_of(m, layer, head)->attend_current;
    for (int i = 0; i < s->T; i++, score += s->T) {
        double left = 1;
        for (int j = s->T - 1; j >= 0; j--) {
            const double share = sees(m, layer, head, i, j) && (own || j < i) ? 1 / (1 + exp(-score[j])) : 0;
            score[j] = share * left;
            left -= score[j];
        }
        for (int d = 0; rest && d < m->D; d++) mixed[(long)i * m->C + head * m->D + d] += left * (double)rest[d];
    }
}

static const double *query_of(const struct sequence *s, int head, const double *qkv, int i) {
    return qkv + (long)i * 3 * s->m->C + head * s->m->D;
}
static const double *key_of(const struct sequence *s, int head, const double *qkv, int j) {
    return query_of(s, head, qkv, j) + s->m->C;
}

static double product(int n, const double *x, const double *y) {
    double sum = 0;
    for (int d = 0; d < n; d++) sum += x[d] * y[d];
    return sum;
}

/* A token's position as a branch has it: there it counts from the start of the sequence. */
static double branch_place(const struct sequence *s, const struct branches_atom *e, const struct view *view, int branch,
                           bool key, int token) {
    double place = token;
    if (!e) return s->position[token];
    e->positions(view, branch, key, 1, &place);
    return place;
}

/* A query and a key whose pairs decay with their distance. */
static double decayed(const struct model *m, const double *rate, double apart, const double *x, const double *y) {
    const int P = m->pairs, next = m->layout == ROTARY_HALF ? 1 : 2, other = next == 1 ? P : 1;
    double sum = 0;
    for (int p = 0; p < P; p++) {
        const int a = p * next, b = a + other;
        sum += exp(-rate[p] * apart) * (x[a] * y[a] + x[b] * y[b]);
    }
    return sum;
}

/* qkv: rows as each branch turns them. */
static void content(const struct sequence *s, int layer, int head, double *const *qkv, double *score) {
    const struct model *m = s->m;
    const double scale = m->score_scale[layer][head] / sqrt(m->D), *rate = decay_rates(m, layer, head);
    struct view view;
    const struct branches_atom *e = branching(s, layer, &view);
    for (int i = 0; i < s->T; i++)
        for (int j = 0; j < (rate && m->config.causal ? i + 1 : s->T); j++) {
            const int branch = branch_of(e, &view, i, j);
            const double *q = query_of(s, head, qkv[branch], i), *k = key_of(s, head, qkv[branch], j);
            const double apart =
                branch_place(s, e, &view, branch, false, i) - branch_place(s, e, &view, branch, true, j);
            score[i * s->T + j] = scale * (rate ? decayed(m, rate, apart, q, k) : product(m->D, q, k));
        }
}

/* a softplus(v . x / sqrt(D)) */
static double gate_of(int D, const real *v, real a, const double *x) {
    double sum = 0;
    for (int d = 0; d < D; d++) sum += (double)v[d] * x[d];
    return (double)a * log1p(exp(sum / sqrt(D)));
}

static void add_slopes(const struct sequence *s, int layer, int head, const double *qkv, double *score) {
    const struct slopes g = slopes_of(s->m, layer, head);
    const int D = s->m->D;
    for (int i = 0; g.query && i < s->T; i++)
        for (int j = 0; j < s->T; j++)
            score[i * s->T + j] -=
                fabs(distance(s, i, j)) * (gate_of(D, g.query, g.weight[0], query_of(s, head, qkv, i)) +
                                           gate_of(D, g.key, g.weight[1], key_of(s, head, qkv, j)));
}

/* Positions counted back from the query by gates on the content. */
static void add_contextual(const struct sequence *s, int layer, int head, const double *qkv, const double *z,
                           double *score) {
    const struct contextual c = contextual_of(s->m, layer, head);
    const int T = s->T, D = s->m->D;
    const double scale = s->m->score_scale[layer][head] / sqrt(D), *e = weights(s, c.vectors);
    for (int i = 0; c.rows && i < T; i++) {
        double count = 0;
        for (int j = i; j >= 0; j--) {
            if (!sees(s->m, layer, head, i, j)) continue;
            count += 1 / (1 + exp(-z[i * T + j]));
            const double p = fmin(count, c.rows - 1), *q = query_of(s, head, qkv, i);
            const int low = (int)floor(p), high = (int)ceil(p);
            const double at_low = product(D, q, e + low * D), at_high = product(D, q, e + high * D);
            score[i * T + j] += (c.scaled ? scale : 1) * (at_low + (p - low) * (at_high - at_low));
        }
    }
}

/* Numbers of each key of one row, [T][n]; zeros where the row has no key. */
struct row_numbers {
    int T, n;
    double *at;
};

/* One layer of the network at key j: out[o] = bias[o] + sum over keys nearby and their numbers. */
static void convolve(const struct sequence *s, const struct across *a, int k, const struct row_numbers *in, int j,
                     int outs, double *out) {
    const double *W = weights(s, a->weight[k]), *b = weights(s, a->bias[k]);
    for (int o = 0; o < outs; o++) out[o] = b[o];
    for (int tap = 0; tap < a->kernel; tap++) {
        const int key = j + tap - a->kernel / 2;
        if (key < 0 || key >= in->T) continue;
        for (int o = 0; o < outs; o++)
            out[o] += product(in->n, W + ((long)tap * outs + o) * in->n, in->at + (long)key * in->n);
    }
}

/* The network's inputs in row i: scores, then added terms, of the part's heads; returns the first key of the row. */
static int fill_inputs(const struct sequence *s, int layer, int i, double *const *score, double *const *added,
                       double *x) {
    const struct model *m = s->m;
    int first = s->T;
    for (int j = 0; j < s->T; j++)
        for (int kind = 0; kind < (m->adds_scores ? 2 : 1); kind++)
            for (int h = 0; h < m->H; h++) {
                if (!part_has_head(m, part_of(m, ATOM_across), h)) continue;
                const bool seen = sees(m, layer, h, i, j);
                if (seen && j < first) first = j;
                *x++ = seen ? (kind ? added : score)[h][i * s->T + j] : 0;
            }
    return first;
}

/* The network over all heads' scores, added to the scores. */
static void add_across(const struct sequence *s, int layer, double *const *score, double *const *added) {
    const struct model *m = s->m;
    const int part = part_of(m, ATOM_across);
    if (part < 0 || !part_stands(m, part, layer)) return;
    const struct across a = across_of(m, layer);
    const int T = s->T, heads = part_view(m, part, layer, false).heads;
    struct row_numbers in = {T, heads * (m->adds_scores ? 2 : 1), NULL}, hidden = {T, a.hidden, NULL};
    in.at = doubles((long)T * in.n), hidden.at = doubles((long)T * hidden.n);
    for (int i = 0; i < T; i++) {
        const int first = fill_inputs(s, layer, i, score, added, in.at), end = m->config.causal ? i + 1 : T;
        memset(hidden.at, 0, sizeof *hidden.at * (size_t)T * (size_t)hidden.n);
        for (int j = first; j < end; j++) {
            double *u = hidden.at + (long)j * hidden.n;
            convolve(s, &a, 0, &in, j, a.hidden, u);
            for (int k = 0; k < a.hidden; k++) u[k] *= u[k] > 0 ? 1 : a.leak;
        }
        for (int j = first; j < end; j++) {
            double out[HEADS_MAX];
            convolve(s, &a, 1, &hidden, j, heads, out);
            for (int h = 0, own = 0; h < m->H; h++)
                if (part_has_head(m, part, h)) score[h][i * T + j] += out[own++];
        }
    }
    mem_free(in.at);
    mem_free(hidden.at);
}

/* Scores to the head's part of mixed[T][C]. */
static void mix(const struct sequence *s, int layer, int head, const double *qkv, double *score, double *mixed) {
    const struct model *m = s->m;
    const int T = s->T, C = m->C, D = m->D;
    if (normaliser_of(m, layer, head)->kind == NORMALISER_STICK)
        stick(s, layer, head, score, mixed);
    else
        softmax(s, layer, head, score);
    for (int i = 0; i < T; i++)
        for (int j = 0; j < T; j++)
            for (int d = 0; d < D; d++)
                mixed[(long)i * C + head * D + d] += score[i * T + j] * key_of(s, head, qkv, j)[C + d];
}

/* Factor on the queries of a head that see k + 1 keys, k = 0..T-1. */
static void temperature(const struct sequence *s, int layer, int head, double *factor) {
    const struct model *m = s->m;
    for (int k = 0; k < s->T; k++) factor[k] = 1;
    for (int i = 0; i < m->scheme.n; i++) {
        const struct part *part = &m->scheme.part[i];
        if (!part->encoder->temperature || !acts(m, i, layer) || !in_head(part, head)) continue;
        struct view view = part_view(m, i, layer, false);
        part->encoder->temperature->factor(&view, s->T, s->table);
        for (int k = 0; k < s->T; k++) factor[k] *= (double)s->table[own_head(part, head) * s->T + k];
    }
}

static void scale_queries(const struct sequence *s, int layer, double *qkv) {
    const struct model *m = s->m;
    double *factor = doubles(s->T);
    for (int h = 0; h < m->H; h++) {
        temperature(s, layer, h, factor);
        for (int i = 0; i < s->T; i++) {
            int seen = 0;
            for (int j = 0; j < s->T; j++) seen += sees(m, layer, h, i, j);
            for (int d = 0; d < m->D; d++) qkv[(long)i * 3 * m->C + h * m->D + d] *= factor[seen - 1];
        }
    }
    mem_free(factor);
}

static void attention(const struct sequence *s, int layer, const double *in, double *out) {
    const struct model *m = s->m;
    const struct layer_tensors *p = &m->p.layer[layer];
    const int T = s->T, C = m->C;
    double *qkv[BRANCHES_MAX], *mixed = doubles((long)T * C), *score[HEADS_MAX], *added[HEADS_MAX];
    struct view view;
    const struct branches_atom *e = branching(s, layer, &view);
    const int branches = e ? e->count(&view) : 1;
    for (int b = 0; b < branches; b++) {
        qkv[b] = doubles(3L * T * C);
        linear(T, C, 3 * C, in, weights(s, p->qkv_weight), 3 * C, weights(s, p->qkv_bias), qkv[b]);
        rotate_branch(s, layer, b, qkv[b]);
        scale_queries(s, layer, qkv[b]);
    }
    for (int h = 0; h < m->H; h++) {
        score[h] = doubles((long)T * T), added[h] = doubles((long)T * T);
        content(s, layer, h, qkv, score[h]);
        add_contextual(s, layer, h, qkv[0], score[h], added[h]);
        add_slopes(s, layer, h, qkv[0], added[h]);
        add_bias(s, layer, h, added[h]);
    }
    add_across(s, layer, score, added);
    for (int h = 0; h < m->H; h++) {
        add((long)T * T, score[h], added[h]);
        mix(s, layer, h, qkv[0], score[h], mixed);
        mem_free(score[h]);
        mem_free(added[h]);
    }
    linear(T, C, C, mixed, weights(s, p->out_weight), C, weights(s, p->out_bias), out);
    for (int b = 0; b < branches; b++) mem_free(qkv[b]);
    mem_free(mixed);
}

static void mlp(const struct sequence *s, int layer, const double *in, double *out) {
    const struct model *m = s->m;
    const struct layer_tensors *p = &m->p.layer[layer];
    double *up = doubles((long)s->T * m->up), *act = doubles((long)s->T * m->F);
    linear(s->T, m->C, m->up, in, weights(s, p->up_weight), m->up, weights(s, p->up_bias), up);
    activation(m, s->T, up, act);
    linear(s->T, m->F, m->C, act, weights(s, p->down_weight), m->C, weights(s, p->down_bias), out);
    mem_free(up);
    mem_free(act);
}

/* Pre-norm: x += f(norm(x)); post-norm: x = norm(x + f(x)). */
static void layer(const struct sequence *s, int l, double *x) {
    const struct layer_tensors *p = &s->m->p.layer[l];
    const long n = (long)s->T * s->m->C;
    const bool pre = s->m->config.place == PLACE_PRE;
    double *in = doubles(n), *branch = doubles(n);
    if (pre) norm(s, x, p->norm1_gain, p->norm1_bias, in);
    attention(s, l, pre ? in : x, branch);
    add(n, x, branch);
    norm(s, x, pre ? p->norm2_gain : p->norm1_gain, pre ? p->norm2_bias : p->norm1_bias, in);
    mlp(s, l, in, branch);
    if (!pre) memcpy(x, in, sizeof *x * (size_t)n);
    add(n, x, branch);
    if (!pre) norm(s, x, p->norm2_gain, p->norm2_bias, in), memcpy(x, in, sizeof *x * (size_t)n);
    mem_free(in);
    mem_free(branch);
}

static double logit(const struct sequence *s, const double *x, int v) {
    const struct model *m = s->m;
    const double *W = weights(s, m->config.tied ? m->p.token_embedding : m->p.head_weight);
    double sum = 0;
    for (int c = 0; c < m->C; c++)
        sum += x[c] * (m->config.tied ? W[(long)v * m->C + c] : W[(long)c * m->vocabulary + v]);
    return sum;
}

static void sequence_logits(const struct model *m, const struct batch *b, int i, const double *theta, double *logits) {
    const int row0 = b->start[i], T = b->start[i + 1] - row0, V = m->vocabulary;
    const long n = (long)T * m->C;
    struct sequence s = {.m = m,
                         .theta = theta,
                         .T = T,
                         .task = b->task ? b->task[i] : 0,
                         .position = b->position + row0,
                         .number = b->number ? b->number + row0 : NULL};
    s.table = mem_zero((size_t)n + HEADS_MAX, sizeof(real));
    double *x = doubles(n), *out = doubles(n);
    embed(&s, b->token + row0, x);
    for (int l = 0; l < m->L; l++) layer(&s, l, x);
    if (m->config.place == PLACE_PRE)
        norm(&s, x, m->p.final_gain, m->p.final_bias, out);
    else
        memcpy(out, x, sizeof *x * (size_t)n);
    for (int a = 0; a < b->answers; a++)
        if (b->answer_row[a] >= row0 && b->answer_row[a] < row0 + T)
            for (int v = 0; v < V; v++)
                logits[(long)a * V + v] = logit(&s, out + (long)(b->answer_row[a] - row0) * m->C, v);
    mem_free(s.table);
    mem_free(x);
    mem_free(out);
}

void reference_logits(const struct model *m, const struct batch *b, const double *theta, double *out) {
    for (int i = 0; i < b->sequences; i++) sequence_logits(m, b, i, theta, out);
}

static double cross_entropy(int n, const double *logits, int target) {
    double sum = 0;
    for (int v = 0; v < n; v++) sum += exp(logits[v]);
    return log(sum) - logits[target];
}

double reference_loss(const struct model *m, const struct batch *b, const double *theta) {
    const int V = m->vocabulary;
    double *logits = doubles((long)b->answers * V), loss = 0;
    reference_logits(m, b, theta, logits);
    for (int a = 0; a < b->answers; a++) loss += cross_entropy(V, logits + (long)a * V, b->target[a]);
    mem_free(logits);
    return loss / b->answers;
}

static bool schemes_own(const struct tensor *t) { return strstr(t->name, "scheme.") != NULL; }

static double dot(long n, const double *a, const double *b) {
    double sum = 0;
    for (long k = 0; k < n; k++) sum += a[k] * b[k];
    return sum;
}

/* Slope of the reference along d, by a central difference. */
static double slope(const struct model *m, const struct batch *b, const double *theta, const double *d, double length) {
    const double h = 1e-4 / length;
    double *at = doubles(m->parameters), loss[2];
    for (int side = 0; side < 2; side++) {
        for (long k = 0; k < m->parameters; k++) at[k] = theta[k] + (side ? h : -h) * d[k];
        loss[side] = reference_loss(m, b, at);
    }
    mem_free(at);
    return (loss[1] - loss[0]) / (2 * h);
}

static void random_direction(const struct model *m, double *d) {
    struct rng rng = rng_open(1, "reference", 0, 0);
    for (int i = 0; i < m->n_tensors; i++)
        for (long k = 0; !schemes_own(&m->tensor[i]) && k < m->tensor[i].size; k++)
            d[m->tensor[i].offset + k] = rng_normal(&rng);
}

double reference_compare_evaluation(const struct model *m, const struct batch *b, const struct answer *answers) {
    if (!reference_covers(m, NULL)) return NAN;
    double *theta = doubles(m->parameters), loss = 0;
    for (long k = 0; k < m->parameters; k++) theta[k] = (double)m->block[k];
    for (int a = 0; a < b->answers; a++) loss += answers[a].loss / b->answers;
    const double exact = reference_loss(m, b, theta);
    mem_free(theta);
    return fabs(loss - exact) / exact;
}

struct agreement reference_compare(struct model *m, const struct batch *b) {
    if (!reference_covers(m, NULL)) return (struct agreement){NAN, NAN};
    const long n = m->parameters;
    double *theta = doubles(n), *g = doubles(n), *d = doubles(n);
    const double loss = model_gradient(m, b);
    for (long k = 0; k < n; k++) theta[k] = (double)m->block[k];
    for (int i = 0; i < m->n_tensors; i++)
        for (long k = 0; !schemes_own(&m->tensor[i]) && k < m->tensor[i].size; k++)
            d[m->tensor[i].offset + k] = g[m->tensor[i].offset + k] = (double)m->grad_block[m->tensor[i].offset + k];
    const double exact = reference_loss(m, b, theta), length = sqrt(dot(n, g, g));
    struct agreement a = {.loss = fabs(loss - exact) / exact};
    for (int direction = 0; direction < 2; direction++) {
        if (direction) random_direction(m, d);
        const double other = sqrt(dot(n, d, d));
        a.gradient = fmax(a.gradient, fabs(dot(n, g, d) - slope(m, b, theta, d, other)) / (length * other));
    }
    mem_free(theta);
    mem_free(g);
    mem_free(d);
    return a;
}
