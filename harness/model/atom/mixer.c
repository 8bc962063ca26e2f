/* Mixers: a recurrence of fixed state (math/recurrence.h) in place of attention. A sequence is walked in blocks of
 * tokens, which carry on the state and the last rows that the convolution looks back to. Training keeps what its
 * backward pass needs, which walks the blocks from the last to the first; evaluation keeps nothing, so that beside the
 * layer's own rows it needs the same memory at any length. Both have the same bits.
 */
#include "model/atom/mixer.h"
#include "model/math/blas.h"
#include "model/math/phase.h"
#include "model/plain.h"

_Static_assert((int)HEADS_MAX <= (int)MIXER_HEADS, "a mixer says a fixed decay for every head");

struct state {
    /* Kept by a layer: */
    struct mixer_operands operands[LAYERS_MAX];
    real *in[LAYERS_MAX]; /* [N][inputs] */
    /* Scratch of the whole model: */
    struct mixer_block block;
    real *recurrent;          /* [H][rows][W] states, rows as recurrence_rows has them */
    real *tail;               /* [taps - 1][3C] */
    real *din;                /* [N][inputs]; training only, as is the rest */
    real *dbefore, *dout;     /* [MIXER_BLOCK + taps - 1][3C], [H][MIXER_BLOCK][W] */
    struct mixer_gradients d; /* [MIXER_BLOCK][W] */
    real *dstate, *dlast;     /* [H][rows][W], [H][W] */
    real *piece;              /* recurrence_scratch */
    struct kept shared[6];    /* see take_kept */
};
static struct state *own(const struct model *m) { return m->state[ATOM_mixer]; }

/* ---- composition ---- */

static bool mixes(const struct model *m, int part, int layer) {
    return part_has_atom(m, part, ATOM_mixer) && part_stands(m, part, layer);
}
/* The part that stands in a layer; -1: none. */
static int part_at(const struct model *m, int layer) {
    int part = m->scheme.n - 1;
    while (part >= 0 && !mixes(m, part, layer)) part--;
    return part;
}

static struct mixer mixer_of(const struct model *m, int part, int layer, bool grad) {
    const struct view view = part_view(m, part, layer, grad);
    struct mixer x = {0};
    m->scheme.part[part].encoder->mixer->of(&view, &x);
    return x;
}

/* Of the parts that stand in a layer, one replaces attention, and no other one has anything to do with it. */
static bool agree_in(struct model *m, int layer, struct error *err) {
    const int own_part = part_at(m, layer);
    for (int i = 0; i < m->scheme.n; i++) {
        if (i == own_part || !part_stands(m, i, layer)) continue;
        if (mixes(m, i, layer)) return part_clash(m, i, own_part, "only one may replace attention in a layer", err);
        for (int a = 0; a < ATOMS; a++)
            if (part_has_atom(m, i, (enum atom_index)a) && !(atom_list[a]->traits & ATOM_BESIDE))
                return error_set(err,
                                 "scheme %s acts in attention, which %s replaces in layer %d: place them in different "
                                 "layers, such as %s@layers=0+%s@layers=1",
                                 m->scheme.part[i].encoder->name, m->scheme.part[own_part].encoder->name, layer,
                                 m->scheme.part[own_part].encoder->name, m->scheme.part[i].encoder->name);
    }
    return true;
}

static bool agree(struct model *m, struct error *err) {
    for (int layer = 0; layer < m->L; layer++)
        if (part_at(m, layer) >= 0 && !agree_in(m, layer, err)) return false;
    return true;
}

/* ---- room ---- */

/* Numbers of a head's state. */
static long state_size(const struct model *m) { return (long)recurrence_rows(m->D) * recurrence_width(m->D); }

/* The most of something that any layer's mixer has. */
static int most(const struct model *m, int (*of)(const struct mixer *x, const struct view *view)) {
    int largest = 0;
    for (int layer = 0; layer < m->L; layer++) {
        const int part = part_at(m, layer);
        if (part < 0) continue;
        const struct view view = part_view(m, part, layer, false);
        const struct mixer x = mixer_of(m, part, layer, false);
        const int n = of(&x, &view);
        largest = n > largest ? n : largest;
    }
    return largest;
}
static int taps_of(const struct mixer *x, const struct view *view) {
    (void)view;
    return x->taps;
}

static void room(struct model *m, struct arena *arena, long N, long longest) {
    struct state *s = own(m);
    const long W = recurrence_width(m->D), states = m->H * state_size(m), C = m->C, taps = most(m, taps_of),
               tail = taps ? taps - 1 : 0;
    const bool training = m->training;
    struct mixer_block *b = &s->block;
    (void)longest;
    b->value = take(arena, true, (size_t)(m->H * MIXER_BLOCK * W));
    b->decay = take(arena, true, (size_t)(m->H * MIXER_BLOCK * W));
    b->strength = take(arena, true, (size_t)(m->H * MIXER_BLOCK));
    b->log = take(arena, training, (size_t)(MIXER_BLOCK * most(m, mixer_inputs)));
    b->slope = take(arena, training, (size_t)(MIXER_BLOCK * most(m, mixer_inputs)));
    s->recurrent = take(arena, true, (size_t)states);
    s->tail = take(arena, true, (size_t)(tail * 3 * C));
    s->din = take(arena, training, (size_t)(N * most(m, mixer_inputs)));
    s->dbefore = take(arena, training, (size_t)((MIXER_BLOCK + tail) * 3 * C));
    s->dout = take(arena, training, (size_t)(m->H * MIXER_BLOCK * W));
    real **rows[] = {&s->d.query, &s->d.key, &s->d.value, &s->d.dlog};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) *rows[k] = take(arena, training, (size_t)(MIXER_BLOCK * W));
    s->d.strength = take(arena, training, MIXER_BLOCK);
    s->dstate = take(arena, training, (size_t)states);
    s->dlast = take(arena, training, (size_t)(m->H * W));
    s->piece = take(arena, training, (size_t)recurrence_scratch(m->D));
}

static void layer_room(struct model *m, struct arena *arena, int layer, long N, long longest) {
    struct state *s = own(m);
    struct mixer_operands *o = &s->operands[layer];
    const long W = recurrence_width(m->D), rows = m->training || N < MIXER_BLOCK ? N : MIXER_BLOCK;
    struct kept *shared = s->shared;
    (void)longest;
    *o = (struct mixer_operands){.room = rows, .W = (int)W};
    s->in[layer] = take_kept(m, arena, shared++, (size_t)(N * most(m, mixer_inputs)));
    o->active = take(arena, m->training, (size_t)(rows * 3 * m->C));
    real **wide[] = {&o->query, &o->key, &o->error, &o->out};
    for (size_t k = 0; k < sizeof wide / sizeof *wide; k++)
        *wide[k] = take_kept(m, arena, shared++, (size_t)(m->H * rows * W));
    o->inverse = take_kept(m, arena, shared++, (size_t)(2 * m->H * rows));
    o->kept = take(arena, m->training, (size_t)(m->H * (rows / MIXER_EVERY + 1) * state_size(m)));
}

/* ---- the walk ---- */

static struct mixer_walk walk_of(struct model *m, const struct mixer *x, int part, int layer, const struct group *g,
                                 int s, int first, int n) {
    const struct view view = part_view(m, part, layer, false);
    const int inputs = mixer_inputs(x, &view);
    const long row = (long)g->start[s] + first;
    return (struct mixer_walk){.m = m,
                               .x = x,
                               .group = g,
                               .layer = layer,
                               .s = s,
                               .first = first,
                               .n = n,
                               .decays = mixer_decays(x, &view),
                               .strengths = mixer_strengths(x, &view),
                               .inputs = inputs,
                               .in = own(m)->in[layer] + row * inputs,
                               .row = m->training ? row : 0,
                               .o = own(m)->operands[layer],
                               .b = own(m)->block,
                               .tail = own(m)->tail,
                               .din = m->training ? own(m)->din + row * inputs : NULL,
                               .dbefore = own(m)->dbefore,
                               .dout = own(m)->dout};
}

/* state: of the head before the walk's first token. */
static struct recurrence recurrence_of(const struct mixer_walk *w, int head, real *state) {
    const long size = state_size(w->m), slots = w->o.room / MIXER_EVERY + 1;
    struct recurrence r = {
        .D = recurrence_rows(w->m->D),
        .delta = w->x->delta,
        .every = MIXER_EVERY,
        .query = mixer_row(w, w->o.query, head, 0),
        .key = mixer_row(w, w->o.key, head, 0),
        .value = mixer_block_row(w, w->b.value, head, 0),
        .decay = mixer_block_row(w, w->b.decay, head, 0),
        .strength = mixer_strengths_of(w, head),
        .error = mixer_row(w, w->o.error, head, 0),
        .state = state,
        .out = mixer_row(w, w->o.out, head, 0),
    };
    if (!w->o.kept) return r;
    r.kept = w->o.kept + (head * slots + (w->row - w->first) / MIXER_EVERY + w->first / MIXER_EVERY) * size;
    r.before = w->first ? r.kept - size : NULL;
    return r;
}

static real *states(const struct mixer_walk *w, real *of, int head) { return of + head * state_size(w->m); }

static void clear(real *x, long n) { memset(x, 0, sizeof *x * (size_t)n); }

static void walk_forward(const struct mixer_walk *w) {
    struct model *m = w->m;
    const long behind = w->x->taps ? w->x->taps - 1 : 0;
    if (w->first == 0) clear(own(m)->recurrent, m->H * state_size(m)), clear(w->tail, behind * 3 * m->C);
    mixer_input(w);
    mixer_numbers(w, false);
    for (int h = 0; h < m->H; h++) {
        const struct recurrence r = recurrence_of(w, h, states(w, own(m)->recurrent, h));
        recurrence_forward(&r, w->n);
    }
    mixer_output(w);
}

/* The block of sequence s that begins with token `first`. */
static struct mixer_walk block_at(struct model *m, const struct mixer *x, int part, int layer, const struct group *g,
                                  int s, int first) {
    const int left = g->start[s + 1] - g->start[s] - first;
    return walk_of(m, x, part, layer, g, s, first, left < MIXER_BLOCK ? left : MIXER_BLOCK);
}

static void instead(struct model *m, int layer, const struct group *g) {
    IN_PHASE(PHASE_ATTENTION);
    const int part = part_at(m, layer);
    const struct mixer x = mixer_of(m, part, layer, false);
    for (int s = 0; s < g->sequences; s++)
        for (int first = 0; first < g->start[s + 1] - g->start[s]; first += MIXER_BLOCK) {
            const struct mixer_walk w = block_at(m, &x, part, layer, g, s, first);
            walk_forward(&w);
        }
}

/* What not every token adds to. */
static void zero_rows(const struct mixer_walk *w) {
    if (!answers_only(w->m, w->layer)) return;
    for (int t = 0; w->x->skip && t < w->n; t++) clear(mixer_dbefore(w, VALUE, t), w->m->C);
    clear(w->din, (long)w->n * w->inputs);
    for (int h = 0; h < w->m->H; h++) clear(mixer_block_row(w, w->dout, h, 0), (long)w->n * w->o.W);
}

static void head_backward(const struct mixer_walk *w, int head) {
    struct state *s = own(w->m);
    struct recurrence r = recurrence_of(w, head, NULL);
    r.dout = mixer_block_row(w, w->dout, head, 0);
    r.dquery = s->d.query, r.dkey = s->d.key, r.dvalue = s->d.value;
    r.dlog = w->decays ? s->d.dlog : NULL, r.dstrength = s->d.strength;
    r.dstate = states(w, s->dstate, head), r.dlast = s->dlast + head * w->o.W, r.scratch = s->piece;
    recurrence_backward(&r, w->n);
    mixer_head_backward(w, head, &s->d);
}

static void walk_backward(const struct mixer_walk *w) {
    zero_rows(w);
    mixer_output_backward(w);
    mixer_numbers(w, true);
    for (int h = 0; h < w->m->H; h++) head_backward(w, h);
    mixer_input_backward(w);
}

/* From the last block to the first. Nothing follows the last token. */
static void sequence_backward(struct model *m, const struct mixer *x, int part, int layer, const struct group *g,
                              int s) {
    struct state *o = own(m);
    const int T = g->start[s + 1] - g->start[s], last = (T - 1) / MIXER_BLOCK * MIXER_BLOCK;
    const long W = recurrence_width(m->D), behind = x->taps ? x->taps - 1 : 0, row = 3L * m->C;
    clear(o->dstate, m->H * state_size(m)), clear(o->dlast, m->H * W);
    clear(o->dbefore + (T - last) * row, behind * row);
    for (int first = last; first >= 0; first -= MIXER_BLOCK) {
        const struct mixer_walk w = block_at(m, x, part, layer, g, s, first);
        walk_backward(&w);
        memmove(o->dbefore + MIXER_BLOCK * row, o->dbefore, sizeof(real) * (size_t)(behind * row));
    }
}

static void instead_backward(struct model *m, int layer, const struct group *g) {
    IN_PHASE(PHASE_ATTENTION);
    const int part = part_at(m, layer);
    const struct mixer x = mixer_of(m, part, layer, true);
    for (int s = 0; s < g->sequences; s++) sequence_backward(m, &x, part, layer, g, s);
}

/* ---- what a head's output is made of ---- */

/* Weights of the values of tokens [from, from + D): what the recurrence gives where each of them is 1 in a column of
 * its own. Tokens of a block, with the state that earlier blocks left. */
static void weights_in(const struct mixer_walk *w, int head, int from, real *out) {
    const int T = w->group->rows, D = w->m->D, W = w->o.W, Q = query_rows(w->m, w->layer, w->group);
    struct state *s = own(w->m);
    struct recurrence r = recurrence_of(w, head, s->recurrent);
    clear(s->d.value, (long)w->n * W);
    for (int k = 0; k < D; k++)
        if (from + k >= w->first && from + k < w->first + w->n) s->d.value[(long)(from + k - w->first) * W + k] = 1;
    r.value = s->d.value, r.error = s->d.key, r.out = s->d.query, r.kept = r.before = NULL;
    recurrence_forward(&r, w->n);
    for (int i = 0; i < Q; i++) {
        const int t = answers_only(w->m, w->layer) ? w->group->answer_index[i] : i;
        if (t < w->first || t >= w->first + w->n) continue;
        for (int k = 0; k < D && from + k < T; k++)
            out[((long)head * Q + i) * T + from + k] =
                r.out[(long)(t - w->first) * W + k] + (w->x->skip && from + k == t ? w->x->skip[head] : 0);
    }
}

static void instead_weights(struct model *m, int layer, const struct group *g, real *out) {
    const int part = part_at(m, layer);
    const struct mixer x = mixer_of(m, part, layer, false);
    for (int h = 0; h < m->H; h++)
        for (int from = 0; from < g->rows; from += m->D) {
            clear(own(m)->recurrent, state_size(m));
            for (int first = 0; first < g->rows; first += MIXER_BLOCK) {
                const struct mixer_walk w = block_at(m, &x, part, layer, g, 0, first);
                mixer_numbers(&w, false);
                weights_in(&w, h, from, out);
            }
        }
}

/* ---- the numbers that gates are made of ---- */

static int inputs_of(const struct model *m, int part, int layer) {
    const struct view view = part_view(m, part, layer, false);
    const struct mixer x = mixer_of(m, part, layer, false);
    return mixer_inputs(&x, &view);
}

static void input(struct model *m, int layer, long r, int n, const real *normed) {
    const int part = part_at(m, layer), P = inputs_of(m, part, layer);
    if (P)
        blas_linear(n, m->C, P, normed, part_view(m, part, layer, false).param[0], P, NULL, NULL,
                    own(m)->in[layer] + r * P);
}

static void input_backward(struct model *m, int layer, const struct group *g, real *dx) {
    const int part = part_at(m, layer), P = inputs_of(m, part, layer);
    const struct view view = part_view(m, part, layer, true);
    if (P)
        linear_backward(g->rows, m->C, P, (struct operand){m->acts[layer].normed, NULL}, view.param[0], P,
                        (struct operand){own(m)->din, NULL}, true, dx, view.grad[0], NULL);
}

/* ---- plain ---- */

static double plain_sigmoid(double z) { return 1 / (1 + exp(-z)); }
static double plain_softplus(double z) { return fmax(z, 0) + log1p(exp(-fabs(z))); }
static double plain_feature(enum mixer_feature feature, double z) {
    return feature == FEATURE_SILU ? z * plain_sigmoid(z) : feature == FEATURE_ELU ? (z > 0 ? z + 1 : exp(z)) : z;
}

/* The mixer in work, with its tensors in double. */
struct plain_mixer {
    const struct plain *s;
    struct mixer x;
    const double *weight, *tap, *tap_bias, *rate, *bias, *skip, *gain;
    int decays, strengths, inputs;
    double *made; /* [T][inputs] */
};

static struct plain_mixer plain_of(const struct plain *s) {
    const struct model *m = s->m;
    const int part = part_at(m, s->layer);
    const struct view view = part_view(m, part, s->layer, false);
    struct plain_mixer p = {.s = s, .x = mixer_of(m, part, s->layer, false)};
    p.decays = mixer_decays(&p.x, &view), p.strengths = mixer_strengths(&p.x, &view);
    p.inputs = mixer_inputs(&p.x, &view);
    p.weight = p.inputs ? plain_theta(s, view.param[0]) : NULL;
    p.tap = plain_theta(s, p.x.tap), p.tap_bias = plain_theta(s, p.x.tap_bias);
    p.rate = plain_theta(s, p.x.rate), p.bias = plain_theta(s, p.x.bias);
    p.skip = plain_theta(s, p.x.skip), p.gain = plain_theta(s, p.x.gain);
    p.made = plain_numbers((long)s->T * p.inputs);
    for (int t = 0; t < s->T; t++)
        for (int k = 0; k < p.inputs; k++)
            for (int c = 0; c < m->C; c++)
                p.made[(long)t * p.inputs + k] += s->in[(long)t * m->C + c] * p.weight[(long)c * p.inputs + k];
    return p;
}

/* Number c of query (0), key (1) or value (2) of all heads side by side, as it was projected. */
static double plain_projected(const struct plain *s, int which, int t, int c) {
    const int D = s->m->D;
    return which == 2   ? s->value[(long)t * s->m->C + c]
           : which == 1 ? plain_key(s, 0, c / D, t)[c % D]
                        : plain_query(s, 0, c / D, t)[c % D];
}

static void plain_row(const struct plain_mixer *p, int which, int head, int t, double *out) {
    const int C = p->s->m->C, D = p->s->m->D;
    for (int d = 0; d < D; d++) {
        const int c = head * D + d;
        double y = p->tap_bias ? p->tap_bias[which * C + c] : p->x.taps ? 0 : plain_projected(p->s, which, t, c);
        for (int k = 0; k < p->x.taps && k <= t; k++)
            y += p->tap[(3L * k + which) * C + c] * plain_projected(p->s, which, t - k, c);
        out[d] = which == 2 && p->x.feature == FEATURE_ELU ? y : plain_feature(p->x.feature, y);
    }
    if (which == 2) return;
    const double root = p->x.unit ? sqrt(plain_dot(D, out, out) + 1e-6) : 1;
    for (int d = 0; d < D; d++) out[d] *= (which == 0 ? p->x.scale : 1) / root;
}

static double plain_log_decay(const struct plain_mixer *p, int head, int t, int d) {
    const int at = p->x.per_channel ? head * p->s->m->D + d : head;
    const double z = p->decays ? p->made[(long)t * p->inputs + at] + p->bias[at] : 0;
    switch (p->x.decay) {
    case MIXER_FIXED: return p->x.fixed[head];
    case MIXER_SOFTPLUS: return -exp(p->rate[head]) * plain_softplus(z);
    case MIXER_SIGMOID: return -plain_softplus(-z) / p->x.over;
    default: return 0;
    }
}

static double plain_strength(const struct plain_mixer *p, int head, int t) {
    const double *z = p->made + (long)t * p->inputs;
    switch (p->x.strength) {
    case STRENGTH_SIGMOID: return p->x.most * plain_sigmoid(z[p->decays + head]);
    case STRENGTH_STEP: return plain_softplus(z[head] + p->bias[head]);
    default: return 1;
    }
}

/* One token of a head: the state takes in its key and value and gives out what its query asks for. */
static void plain_token(const struct plain_mixer *p, int head, int t, double *S, double *out) {
    const int D = p->s->m->D;
    double q[WIDTH_MAX], k[WIDTH_MAX], v[WIDTH_MAX];
    plain_row(p, 0, head, t, q), plain_row(p, 1, head, t, k), plain_row(p, 2, head, t, v);
    const double strength = plain_strength(p, head, t);
    for (int c = 0; c < D; c++)
        for (int j = 0; j < D; j++) S[c * D + j] *= exp(plain_log_decay(p, head, t, c));
    for (int j = 0; j < D; j++) {
        double e = v[j];
        for (int c = 0; p->x.delta && c < D; c++) e -= S[c * D + j] * k[c];
        out[j] = p->skip ? p->skip[head] * v[j] : 0;
        for (int c = 0; c < D; c++) {
            S[c * D + j] += strength * k[c] * e;
            out[j] += q[c] * S[c * D + j];
        }
    }
}

static void plain_gate(const struct plain_mixer *p, int t, double *y) {
    const double *z = p->made + (long)t * p->inputs + p->decays + p->strengths;
    for (int c = 0; p->x.gate != MIXER_OPEN && c < p->s->m->C; c++)
        y[c] *= plain_sigmoid(z[c]) * (p->x.gate == MIXER_SILU ? z[c] : 1);
}

static void plain_norm(const struct plain_mixer *p, double *y) {
    const int C = p->s->m->C, n = p->x.wide ? C : p->s->m->D;
    for (const double *end = y + C; y < end; y += n) {
        const double root = sqrt(plain_dot(n, y, y) / n + p->x.epsilon);
        for (int c = 0; c < n; c++) y[c] *= p->gain[c] / root;
    }
}

static void plain_instead(const struct plain *s) {
    const struct plain_mixer p = plain_of(s);
    const int C = s->m->C, D = s->m->D;
    double *S = plain_numbers((long)C * D);
    for (int t = 0; t < s->T; t++) {
        double *y = s->mixed + (long)t * C;
        for (int h = 0; h < s->m->H; h++) plain_token(&p, h, t, S + (long)h * D * D, y + h * D);
        if (p.x.wide) plain_gate(&p, t, y);
        plain_norm(&p, y);
        if (!p.x.wide) plain_gate(&p, t, y);
    }
    mem_free(S);
    mem_free(p.made);
}

static const struct plain_atom plain = {.instead = plain_instead};

const struct atom atom_mixer = {.plain = &plain,
                                .traits = ATOM_ALL_HEADS | ATOM_ALL_QUERIES | ATOM_BOUNDED,
                                .state = sizeof(struct state),
                                .agree = agree,
                                .room = room,
                                .layer_room = layer_room,
                                .input = input,
                                .input_backward = input_backward,
                                .instead = instead,
                                .instead_backward = instead_backward,
                                .instead_weights = instead_weights};
