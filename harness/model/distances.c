/* Tables over distance: a bias per head; vectors by distance (vectors.c); the sinks' logits. They are
 * turned round, entry [longest - distance], so that a causal row reads them forwards.
 */
#include "model/internal.h"
#include <math.h>
#include <string.h>

static real *take(struct arena *arena, bool wanted, size_t n) {
    return wanted ? arena_take(arena, n, sizeof(real)) : NULL;
}

void distances_size(struct model *m, struct arena *arena) {
    struct tables *t = &m->tables;
    t->distances = m->config.causal ? t->longest_distance + 1 : 2 * t->longest_distance + 1;
    const size_t n = (size_t)t->distances, H = (size_t)m->H;
    for (int l = 0; l < m->L; l++) {
        t->distance[l].bias = take(arena, m->has_bias, H * n * (size_t)m->kinds);
        t->distance[l].dbias = take(arena, m->learns_bias && m->training, H * n * (size_t)m->kinds);
    }
    for (int l = 0; l < m->L; l++) {
        struct distance_tables *own = &t->distance[l];
        const bool any = m->row_part >= 0, grads = any && m->part_learns[m->row_part] && m->training;
        own->near = take(arena, any, H * n);
        own->number = take(arena, any, n);
        own->dnear = take(arena, grads, H * n);
        own->dnumber = take(arena, grads, n);
    }
    vectors_size(m, arena);
}

static void fill_distances(struct tables *t) {
    for (int k = 0; k < t->distances; k++) t->number[k] = k - (t->distances - 1 - t->longest_distance);
}

/* A table per kind of sequence; bias and dbias are [kinds][H][distances]. */
static void build_bias(struct model *m, int layer, int kind) {
    struct tables *t = &m->tables;
    const int n = t->distances;
    real *bias = t->distance[layer].bias + (long)kind * m->H * n;
    memset(bias, 0, sizeof(real) * (size_t)n * (size_t)m->H);
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->bias || i == m->row_part || !part_stands(m, i, layer)) continue;
        struct view view = part_view(m, i, layer, false);
        view.kind = kind;
        e->bias(&view, n, t->number, t->scratch);
        for (int h = 0, own = 0; h < m->H; h++) {
            if (!part_has_head(m, i, h)) continue;
            for (int k = 0; k < n; k++) bias[(long)h * n + k] += t->scratch[(long)own * n + n - 1 - k];
            own++;
        }
    }
}

static void turn_round(int n, const real *from, real *to) {
    for (int k = 0; k < n; k++) to[k] = from[n - 1 - k];
}

/* The part with rows of its own: its table, and the number of each distance. */
static void build_near(struct model *m, int layer) {
    struct tables *t = &m->tables;
    const int n = t->distances, part = m->row_part;
    if (!part_stands(m, part, layer)) return;
    struct view view = part_view(m, part, layer, false);
    m->scheme.part[part].encoder->bias(&view, n, t->number, t->scratch);
    for (int h = 0, own = 0; h < m->H; h++)
        if (part_has_head(m, part, h))
            turn_round(n, t->scratch + (long)own++ * n, t->distance[layer].near + (long)h * n);
    m->scheme.part[part].encoder->bias_number(&view, n, t->number, t->scratch);
    turn_round(n, t->scratch, t->distance[layer].number);
}

static void grad_near(struct model *m, int layer) {
    struct tables *t = &m->tables;
    const int n = t->distances, part = m->row_part;
    if (!part_stands(m, part, layer)) return;
    struct view view = part_view(m, part, layer, true);
    for (int h = 0, own = 0; h < m->H; h++)
        if (part_has_head(m, part, h))
            turn_round(n, t->distance[layer].dnear + (long)h * n, t->scratch + (long)own++ * n);
    m->scheme.part[part].encoder->bias_grad(&view, n, t->number, t->scratch);
    turn_round(n, t->distance[layer].dnumber, t->scratch);
    m->scheme.part[part].encoder->bias_number_grad(&view, n, t->number, t->scratch);
}

static void build_sinks(struct model *m, int layer) {
    struct tables *t = &m->tables;
    for (int h = 0; h < m->H; h++) t->sink[layer][h] = -(real)INFINITY;
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->sink || !part_stands(m, i, layer)) continue;
        struct view view = part_view(m, i, layer, false);
        real own[HEADS_MAX];
        e->sink(&view, own);
        for (int h = 0, k = 0; h < m->H; h++)
            if (part_has_head(m, i, h)) t->sink[layer][h] = own[k++];
    }
}

static void build_normalisers(struct model *m) {
    memset(m->tables.normaliser, 0, sizeof m->tables.normaliser);
    const int part = m->normaliser_part;
    if (part < 0 || !part_acts(m, part) || !m->scheme.part[part].encoder->normaliser) return;
    for (int layer = 0; layer < m->L; layer++) {
        struct view view = part_view(m, part, layer, false);
        for (int h = 0; h < m->H && part_stands(m, part, layer); h++)
            if (part_has_head(m, part, h))
                m->scheme.part[part].encoder->normaliser(&view, &m->tables.normaliser[layer][h]);
    }
}

struct across across_of(const struct model *m, int layer) {
    struct across across = {0};
    struct view view = part_view(m, m->across_part, layer, true);
    m->scheme.part[m->across_part].encoder->across(&view, &across);
    return across;
}

struct counted counted_of(const struct model *m, int layer, int head) {
    struct counted counted = {0};
    const int part = m->counted_part;
    if (part < 0 || !part_stands(m, part, layer) || !part_has_head(m, part, head)) return counted;
    struct view view = part_view(m, part, layer, true);
    m->scheme.part[part].encoder->counted(&view, &counted);
    return counted;
}

real *normaliser_remainder(const struct model *m, int layer, int head, bool grad) {
    const int part = m->normaliser_part;
    if (part < 0 || !part_stands(m, part, layer) || !part_has_head(m, part, head)) return NULL;
    const struct encoder *e = m->scheme.part[part].encoder;
    struct view view = part_view(m, part, layer, grad);
    real *vectors = e->remainder ? e->remainder(&view, grad) : NULL;
    if (!vectors) return NULL;
    for (int h = 0; h < head; h++) vectors += part_has_head(m, part, h) ? m->D : 0;
    return vectors;
}

void distances_build(struct model *m, bool fixed) {
    fill_distances(&m->tables);
    if (fixed) build_normalisers(m);
    if (fixed) decay_build(m);
    for (int layer = 0; layer < m->L; layer++) {
        for (int kind = 0; kind < m->kinds && m->has_bias && (fixed || m->learns_bias); kind++)
            build_bias(m, layer, kind);
        if (m->row_part >= 0 && (fixed || m->part_learns[m->row_part])) build_near(m, layer);
        if (m->has_sink && (fixed || m->learns_sink)) build_sinks(m, layer);
    }
    vectors_build(m, fixed);
}

void distances_zero_grad(struct model *m) {
    struct tables *t = &m->tables;
    for (int l = 0; l < m->L; l++)
        if (t->distance[l].dbias)
            memset(t->distance[l].dbias, 0, sizeof(real) * (size_t)t->distances * (size_t)m->H * (size_t)m->kinds);
    for (int l = 0; l < m->L && t->distance[l].dnear; l++) {
        memset(t->distance[l].dnear, 0, sizeof(real) * (size_t)t->distances * (size_t)m->H);
        memset(t->distance[l].dnumber, 0, sizeof(real) * (size_t)t->distances);
    }
    memset(t->dsink, 0, sizeof t->dsink);
    vectors_zero_grad(m);
}

static void grad_bias(struct model *m, int layer, int kind) {
    struct tables *t = &m->tables;
    const int n = t->distances;
    const real *dbias = t->distance[layer].dbias + (long)kind * m->H * n;
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->bias_grad || i == m->row_part || !m->part_learns[i] || !part_stands(m, i, layer)) continue;
        struct view view = part_view(m, i, layer, true);
        view.kind = kind;
        for (int h = 0, own = 0; h < m->H; h++) {
            if (!part_has_head(m, i, h)) continue;
            for (int k = 0; k < n; k++) t->scratch[(long)own * n + n - 1 - k] = dbias[(long)h * n + k];
            own++;
        }
        e->bias_grad(&view, n, t->number, t->scratch);
    }
}

static void grad_sinks(struct model *m, int layer) {
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->sink_grad || !m->part_learns[i] || !part_stands(m, i, layer)) continue;
        struct view view = part_view(m, i, layer, true);
        real own[HEADS_MAX];
        for (int h = 0, k = 0; h < m->H; h++)
            if (part_has_head(m, i, h)) own[k++] = m->tables.dsink[layer][h];
        e->sink_grad(&view, own);
    }
}

void distances_grad(struct model *m) {
    fill_distances(&m->tables);
    for (int l = 0; l < m->L; l++) {
        for (int kind = 0; kind < m->kinds && m->learns_bias; kind++) grad_bias(m, l, kind);
        if (m->tables.distance[l].dnear) grad_near(m, l);
        if (m->learns_sink) grad_sinks(m, l);
    }
    vectors_grad(m);
}
