/* Channels: numbers per token that parts of the scheme make from what enters attention. */
#include "model/cell.h"
#include "model/internal.h"
#include "model/math/blas.h"
#include "model/math/phase.h"
#include <string.h>

static const struct encoder *encoder_of(const struct model *m, int part) { return m->scheme.part[part].encoder; }

static bool stands(const struct model *m, int part, int layer) {
    return m->channels[part] > 0 && part_stands(m, part, layer);
}

void channels_arrange(struct model *m, struct arena *arena, int layer, long N) {
    struct layer_acts *a = &m->acts[layer];
    for (int part = 0; part < m->scheme.n; part++) {
        a->channel[part] = NULL;
        a->channel_in[part] = NULL;
        if (!stands(m, part, layer)) continue;
        a->channel[part] = arena_take(arena, (size_t)N * (size_t)m->channels[part], sizeof(double));
        a->channel_in[part] = arena_take(arena, (size_t)N * (size_t)m->channel_inputs[part], sizeof(real));
    }
}

void channels_size(struct model *m, struct arena *arena, long N, long longest) {
    const size_t rows = m->training ? (size_t)N : 0;
    int most = 0;
    for (int part = 0; part < m->scheme.n; part++) {
        m->dchannel[part] =
            m->channels[part] && rows ? arena_take(arena, rows * (size_t)m->channels[part], sizeof(double)) : NULL;
        if (m->channel_inputs[part] > most) most = m->channel_inputs[part];
    }
    m->dchannel_in = arena_take(arena, rows * (size_t)most, sizeof(real));
    forget_size(m, arena, longest);
    reflect_size(m, arena, longest);
}

/* Numbers of a part's matrix in one layer. */
static long weights(const struct model *m, int part) { return (long)m->C * m->channel_inputs[part]; }

void channels_weights_size(struct model *m, struct arena *arena) {
    struct tables *t = &m->tables;
    for (int part = 0; part < m->scheme.n; part++) {
        const bool makes = m->channels[part] && encoder_of(m, part)->channel_weight;
        const size_t n = (size_t)(m->L * weights(m, part));
        t->channel_weight[part] = makes ? arena_take(arena, n, sizeof(real)) : NULL;
        t->dchannel_weight[part] = makes && m->training ? arena_take(arena, n, sizeof(real)) : NULL;
    }
}

void channels_weights_build(struct model *m) {
    for (int part = 0; part < m->scheme.n; part++)
        for (int layer = 0; m->tables.channel_weight[part] && layer < m->L; layer++) {
            if (!stands(m, part, layer)) continue;
            const struct view view = part_view(m, part, layer, false);
            encoder_of(m, part)->channel_weight(&view, m->tables.channel_weight[part] + layer * weights(m, part));
        }
}

void channels_weights_zero_grad(struct model *m) {
    for (int part = 0; part < m->scheme.n; part++)
        if (m->tables.dchannel_weight[part])
            memset(m->tables.dchannel_weight[part], 0, sizeof(real) * (size_t)(m->L * weights(m, part)));
}

void channels_weights_grad(struct model *m) {
    for (int part = 0; part < m->scheme.n; part++)
        for (int layer = 0; m->tables.dchannel_weight[part] && layer < m->L; layer++) {
            if (!stands(m, part, layer)) continue;
            const struct view view = part_view(m, part, layer, true);
            encoder_of(m, part)->channel_weight_grad(&view, m->tables.dchannel_weight[part] + layer * weights(m, part));
        }
}

/* The matrix and its gradient: the part's first tensor unless it makes one. */
static const real *weight_of(const struct model *m, int part, int layer) {
    const real *made = m->tables.channel_weight[part];
    return made ? made + layer * weights(m, part) : part_view(m, part, layer, false).param[0];
}
static real *dweight_of(const struct model *m, int part, int layer) {
    real *made = m->tables.dchannel_weight[part];
    return made ? made + layer * weights(m, part) : part_view(m, part, layer, true).grad[0];
}

void channels_project(struct model *m, int layer, long r, int n, const real *normed) {
    for (int part = 0; part < m->scheme.n; part++) {
        const int P = m->channel_inputs[part];
        if (!stands(m, part, layer) || P == 0) continue;
        blas_linear(n, m->C, P, normed, weight_of(m, part, layer), P, NULL, NULL,
                    m->acts[layer].channel_in[part] + r * P);
    }
}

void channels_forward(struct model *m, int layer, const struct group *g) {
    IN_PHASE(PHASE_SCHEME);
    const struct layer_acts *a = &m->acts[layer];
    for (int part = 0; part < m->scheme.n; part++) {
        if (!stands(m, part, layer)) continue;
        const struct view view = part_view(m, part, layer, false);
        for (int s = 0; s < g->sequences; s++)
            encoder_of(m, part)->channel(&view, g->start[s + 1] - g->start[s],
                                         a->channel_in[part] + (long)g->start[s] * m->channel_inputs[part],
                                         a->channel[part] + (long)g->start[s] * m->channels[part]);
    }
}

void channels_zero_grad(struct model *m, int rows) {
    for (int part = 0; part < m->scheme.n; part++)
        if (m->channels[part]) memset(m->dchannel[part], 0, sizeof(double) * (size_t)rows * (size_t)m->channels[part]);
}

static void part_backward(struct model *m, int part, int layer, const struct group *g, real *din) {
    const struct layer_acts *a = &m->acts[layer];
    const struct view view = part_view(m, part, layer, true);
    const int P = m->channel_inputs[part], K = m->channels[part];
    for (int s = 0; s < g->sequences; s++) {
        const long from = g->start[s];
        encoder_of(m, part)->channel_grad(&view, g->start[s + 1] - g->start[s], a->channel_in[part] + from * P,
                                          a->channel[part] + from * K, m->dchannel[part] + from * K,
                                          m->dchannel_in + from * P);
    }
    if (P)
        linear_backward(g->rows, m->C, P, a->normed, weight_of(m, part, layer), P, m->dchannel_in, true, din,
                        dweight_of(m, part, layer), NULL);
}

void channels_backward(struct model *m, int layer, const struct group *g, real *din) {
    IN_PHASE(PHASE_SCHEME);
    for (int part = 0; part < m->scheme.n; part++)
        if (stands(m, part, layer)) part_backward(m, part, layer, g, din);
}

/* Where the kinds of a part begin, in the order that encoder.h lays down. */
struct layout {
    int gate, shift, forget, strength, direction, turn;
};

static struct layout layout_of(const struct encoder *e, int heads, int forget_size, int head_size) {
    struct layout l = {0};
    l.shift = l.gate + (e->gates ? heads : 0);
    l.forget = l.shift + (e->shifts ? 2 * heads : 0);
    l.strength = l.forget + 2 * heads * forget_size;
    l.direction = l.strength + (e->reflections ? heads : 0);
    l.turn = l.direction + (e->reflections ? heads * head_size : 0);
    return l;
}

/* Channel k of a part at a row of the group. */
static struct channel channel_of(const struct model *m, int part, int layer, long row, int k) {
    const int K = m->channels[part];
    return (struct channel){.stride = K,
                            .at = m->acts[layer].channel[part] + row * K + k,
                            .d = m->dchannel[part] ? m->dchannel[part] + row * K + k : NULL};
}

struct channels channels_of(const struct model *m, int layer, int head, long row) {
    struct channels c = {0};
    for (int part = 0; part < m->scheme.n; part++) {
        if (!stands(m, part, layer) || !part_has_head(m, part, head)) continue;
        const struct encoder *e = encoder_of(m, part);
        int heads = 0, own = 0;
        for (int h = 0; h < m->H; h++)
            if (part_has_head(m, part, h)) own += h < head, heads++;
        double factor[HEADS_MAX];
        const struct view view = part_view(m, part, layer, false);
        const int E = e->forgets ? e->forgets(&view, factor) : 0;
        const struct layout l = layout_of(e, heads, E, m->D);
        if (e->gates) c.gate = channel_of(m, part, layer, row, l.gate + own);
        for (int k = 0; e->shifts && k < 2; k++)
            c.shift[k] = channel_of(m, part, layer, row, l.shift + k * heads + own);
        for (int k = 0; e->forgets && k < 2; k++)
            c.forget[k] = channel_of(m, part, layer, row, l.forget + (k * heads + own) * E);
        if (e->forgets) c.forget_size = E, c.forget_factor = (real)factor[own];
        if (e->turns) c.turn = channel_of(m, part, layer, row, l.turn + own * m->pairs);
        if (!e->reflections) continue;
        c.strength = channel_of(m, part, layer, row, l.strength + own);
        c.direction = channel_of(m, part, layer, row, l.direction + own * m->D);
    }
    return c;
}
