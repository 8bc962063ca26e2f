/* Channels: numbers per token that parts of the scheme make from what enters attention. Other atoms read them, and say
 * how many they need; the numbers of a part lie in the order in which its readers stand in the list.
 */
#include "encoders/atom/channels.h"
#include "model/atom/channels.h"
#include "model/math/blas.h"
#include "model/math/phase.h"
#include <string.h>

struct state {
    int inputs[SCHEME_PARTS_MAX], count[SCHEME_PARTS_MAX];      /* P and K of each part */
    real *weight[SCHEME_PARTS_MAX], *dweight[SCHEME_PARTS_MAX]; /* [L][C][P] of parts that make theirs */
    real *in[LAYERS_MAX][SCHEME_PARTS_MAX];                     /* [N][P] and */
    double *channel[LAYERS_MAX][SCHEME_PARTS_MAX];              /* [N][K]; NULL where the part does not stand */
    double *dchannel[SCHEME_PARTS_MAX];                         /* [N][K] */
    real *din;                                                  /* [N][P] of the part in work */
};
static struct state *own(const struct model *m) { return m->state[ATOM_channels]; }

static const struct channels_atom *hooks_of(const struct model *m, int part) {
    return m->scheme.part[part].encoder->channels;
}

static bool stands(const struct model *m, int part, int layer) {
    return own(m)->count[part] > 0 && part_stands(m, part, layer);
}

static int numbers_read(const struct model *m, int part, const struct standing *reader) {
    const bool reads = reader->atom->channels && part_has_atom(m, part, reader->number);
    return reads ? reader->atom->channels(m, part) : 0;
}

/* Once all parts are known: the last reader may lay out the pairs that another one counts. */
static bool agree(struct model *m, struct error *err) {
    (void)err;
    EACH_PART(m, i, hooks, channels) {
        const struct view view = part_view(m, i, 0, false);
        own(m)->inputs[i] = hooks->inputs(&view);
        EACH_ATOM(at, &m->anywhere) own(m)->count[i] += numbers_read(m, i, at);
    }
    return true;
}

static void room(struct model *m, struct arena *arena, long N, long longest) {
    struct state *s = own(m);
    const size_t rows = m->training ? (size_t)N : 0;
    int most = 0;
    (void)longest;
    for (int part = 0; part < m->scheme.n; part++) {
        const size_t weights = (size_t)m->L * (size_t)m->C * (size_t)s->inputs[part];
        const bool makes = s->count[part] && hooks_of(m, part)->weight;
        s->weight[part] = take(arena, makes, weights);
        s->dweight[part] = take(arena, makes && m->training, weights);
        s->dchannel[part] =
            s->count[part] && rows ? arena_take(arena, rows * (size_t)s->count[part], sizeof(double)) : NULL;
        if (s->inputs[part] > most) most = s->inputs[part];
    }
    s->din = arena_take(arena, rows * (size_t)most, sizeof(real));
}

static void layer_room(struct model *m, struct arena *arena, int layer, long N, long longest) {
    struct state *s = own(m);
    (void)longest;
    for (int part = 0; part < m->scheme.n; part++) {
        const bool here = stands(m, part, layer);
        s->channel[layer][part] = here ? arena_take(arena, (size_t)N * (size_t)s->count[part], sizeof(double)) : NULL;
        s->in[layer][part] = take(arena, here, (size_t)N * (size_t)s->inputs[part]);
    }
}

/* Numbers of a part's matrix in one layer. */
static long weights(const struct model *m, int part) { return (long)m->C * own(m)->inputs[part]; }

static void build(struct model *m, bool fixed) {
    (void)fixed;
    for (int part = 0; part < m->scheme.n; part++)
        for (int layer = 0; own(m)->weight[part] && layer < m->L; layer++) {
            if (!stands(m, part, layer)) continue;
            const struct view view = part_view(m, part, layer, false);
            hooks_of(m, part)->weight(&view, own(m)->weight[part] + layer * weights(m, part));
        }
}

static void zero_grad(struct model *m) {
    for (int part = 0; part < m->scheme.n; part++)
        if (own(m)->dweight[part]) memset(own(m)->dweight[part], 0, sizeof(real) * (size_t)(m->L * weights(m, part)));
}

static void hand_back(struct model *m) {
    for (int part = 0; part < m->scheme.n; part++)
        for (int layer = 0; own(m)->dweight[part] && layer < m->L; layer++) {
            if (!stands(m, part, layer)) continue;
            const struct view view = part_view(m, part, layer, true);
            hooks_of(m, part)->weight_grad(&view, own(m)->dweight[part] + layer * weights(m, part));
        }
}

/* The matrix and its gradient: the part's first tensor unless it makes one. */
static const real *weight_of(const struct model *m, int part, int layer) {
    const real *made = own(m)->weight[part];
    return made ? made + layer * weights(m, part) : part_view(m, part, layer, false).param[0];
}
static real *dweight_of(const struct model *m, int part, int layer) {
    real *made = own(m)->dweight[part];
    return made ? made + layer * weights(m, part) : part_view(m, part, layer, true).grad[0];
}

static void input(struct model *m, int layer, long r, int n, const real *normed) {
    for (int part = 0; part < m->scheme.n; part++) {
        const int P = own(m)->inputs[part];
        if (!stands(m, part, layer) || P == 0) continue;
        blas_linear(n, m->C, P, normed, weight_of(m, part, layer), P, NULL, NULL, own(m)->in[layer][part] + r * P);
    }
}

static void rows(struct model *m, int layer, const struct group *g, int queries) {
    (void)queries;
    IN_PHASE(PHASE_SCHEME);
    for (int part = 0; part < m->scheme.n; part++) {
        if (!stands(m, part, layer)) continue;
        const struct view view = part_view(m, part, layer, false);
        for (int s = 0; s < g->sequences; s++)
            hooks_of(m, part)->make(&view, g->start[s + 1] - g->start[s],
                                    own(m)->in[layer][part] + (long)g->start[s] * own(m)->inputs[part],
                                    own(m)->channel[layer][part] + (long)g->start[s] * own(m)->count[part]);
    }
}

static void clear(struct model *m, int layer, const struct group *g, int queries) {
    (void)layer, (void)queries;
    for (int part = 0; part < m->scheme.n; part++)
        if (own(m)->count[part])
            memset(own(m)->dchannel[part], 0, sizeof(double) * (size_t)g->rows * (size_t)own(m)->count[part]);
}

static void part_backward(struct model *m, int part, int layer, const struct group *g, real *din) {
    const struct layer_acts *a = &m->acts[layer];
    const struct view view = part_view(m, part, layer, true);
    const int P = own(m)->inputs[part], K = own(m)->count[part];
    for (int s = 0; s < g->sequences; s++) {
        const long from = g->start[s];
        hooks_of(m, part)->grad(&view, g->start[s + 1] - g->start[s], own(m)->in[layer][part] + from * P,
                                own(m)->channel[layer][part] + from * K, own(m)->dchannel[part] + from * K,
                                own(m)->din + from * P);
    }
    if (P)
        linear_backward(g->rows, m->C, P, (struct operand){a->normed, NULL}, weight_of(m, part, layer), P,
                        (struct operand){own(m)->din, NULL}, true, din, dweight_of(m, part, layer), NULL);
}

static void input_backward(struct model *m, int layer, const struct group *g, real *din) {
    IN_PHASE(PHASE_SCHEME);
    for (int part = 0; part < m->scheme.n; part++)
        if (stands(m, part, layer)) part_backward(m, part, layer, g, din);
}

struct channel channel_of(const struct model *m, enum atom_index reader, int part, int layer, long row, int k) {
    const struct state *s = own(m);
    const int K = s->count[part];
    if (!K) BUG("%s reads channels and makes none", m->scheme.part[part].encoder->name);
    EACH_ATOM(at, &m->anywhere) {
        if (at->number == reader) break;
        k += numbers_read(m, part, at);
    }
    return (struct channel){.stride = K,
                            .at = s->channel[layer][part] + row * K + k,
                            .d = s->dchannel[part] ? s->dchannel[part] + row * K + k : NULL};
}

const struct atom atom_channels = {.traits = ATOM_BOUNDED | ATOM_BESIDE,
                                   .state = sizeof(struct state),
                                   .agree = agree,
                                   .room = room,
                                   .layer_room = layer_room,
                                   .build = build,
                                   .zero_grad = zero_grad,
                                   .hand_back = hand_back,
                                   .input = input,
                                   .input_backward = input_backward,
                                   .rows = rows,
                                   .clear = clear};
