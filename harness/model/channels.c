/* Channels: numbers per token that the scheme makes from what enters attention. */
#include "model/cell.h"
#include "model/internal.h"
#include <string.h>

static const struct encoder *encoder_of(const struct model *m) { return m->scheme.part[m->channel_part].encoder; }

static bool channels_stand(const struct model *m, int layer) {
    return m->channel_part >= 0 && part_stands(m, m->channel_part, layer);
}

void channels_arrange(struct model *m, struct arena *arena, int layer, long N) {
    struct layer_acts *a = &m->acts[layer];
    const bool stands = channels_stand(m, layer);
    a->channel = stands ? arena_take(arena, (size_t)N * (size_t)m->channels, sizeof(double)) : NULL;
    a->channel_in = stands ? arena_take(arena, (size_t)N * (size_t)m->channel_inputs, sizeof(real)) : NULL;
}

void channels_size(struct model *m, struct arena *arena, long N, long longest) {
    const bool any = m->channel_part >= 0, turned = any && encoder_of(m)->reflections;
    const size_t wide = turned ? (size_t)(m->D * longest) : 0,
                 square = m->training && turned ? (size_t)(longest * longest) : 0;
    const size_t rows = any && m->training ? (size_t)N : 0;
    m->dchannel = arena_take(arena, rows * (size_t)m->channels, sizeof(double));
    m->dchannel_in = arena_take(arena, rows * (size_t)m->channel_inputs, sizeof(real));
    m->reflect.keys = arena_take(arena, wide, sizeof(real));
    m->reflect.dkeys = arena_take(arena, m->training ? wide : 0, sizeof(real));
    m->reflect.along = arena_take(arena, square, sizeof(real));
    m->reflect.dscore = arena_take(arena, square, sizeof(real));
}

void channels_project(struct model *m, int layer, long r, int n, const real *normed) {
    const int P = m->channel_inputs;
    if (!channels_stand(m, layer) || P == 0) return;
    const struct view view = tables_view(m, m->channel_part, layer, false);
    linear_forward(n, m->C, P, normed, view.param[0], P, NULL, m->acts[layer].channel_in + r * P);
}

void channels_forward(struct model *m, int layer, const struct group *g) {
    if (!channels_stand(m, layer)) return;
    const struct layer_acts *a = &m->acts[layer];
    const struct view view = tables_view(m, m->channel_part, layer, false);
    for (int s = 0; s < g->sequences; s++)
        encoder_of(m)->channel(&view, g->start[s + 1] - g->start[s],
                               a->channel_in + (long)g->start[s] * m->channel_inputs,
                               a->channel + (long)g->start[s] * m->channels);
}

void channels_zero_grad(struct model *m, int rows) {
    if (m->channel_part >= 0) memset(m->dchannel, 0, sizeof(double) * (size_t)rows * (size_t)m->channels);
}

void channels_backward(struct model *m, int layer, const struct group *g, real *din) {
    if (!channels_stand(m, layer)) return;
    const struct layer_acts *a = &m->acts[layer];
    const struct view view = tables_view(m, m->channel_part, layer, true);
    const int P = m->channel_inputs, K = m->channels;
    for (int s = 0; s < g->sequences; s++) {
        const long from = g->start[s];
        encoder_of(m)->channel_grad(&view, g->start[s + 1] - g->start[s], a->channel_in + from * P,
                                    a->channel + from * K, m->dchannel + from * K, m->dchannel_in + from * P);
    }
    if (P)
        linear_backward(g->rows, m->C, P, a->normed, view.param[0], P, m->dchannel_in, true, din, view.grad[0], NULL);
}

struct channels channels_of(const struct model *m, int layer, int head, long row) {
    if (!channels_stand(m, layer) || !part_has_head(m, m->channel_part, head)) return (struct channels){0};
    const struct encoder *e = encoder_of(m);
    int heads = 0, own = 0;
    for (int h = 0; h < m->H; h++)
        if (part_has_head(m, m->channel_part, h)) own += h < head, heads++;
    const int K = m->channels, strength = (e->gates ? heads : 0) + own,
              direction = (e->gates ? heads : 0) + heads + own * m->D;
    const double *at = m->acts[layer].channel + row * K;
    double *d = m->dchannel ? m->dchannel + row * K : NULL;
    struct channels c = {.stride = K};
    if (e->gates) c.gate = at + own, c.dgate = d ? d + own : NULL;
    if (e->reflections) {
        c.strength = at + strength, c.direction = at + direction;
        if (d) c.dstrength = d + strength, c.ddirection = d + direction;
    }
    return c;
}
