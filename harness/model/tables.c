/* What the scheme says, as tables: a vector and a 2x2 map per position, a bias and a row index per distance. Fixed
 * tables are made once for the reserved room; learned ones once per step, for the whole batch. The gradient of a table
 * is summed over the step and handed to the scheme once.
 *
 * Places. Integer positions within the reserved range index the tables directly. Positions that are not (or lie
 * outside) get a table row per row of the group instead, made anew for each group.
 */
#include "model/internal.h"
#include <math.h>
#include <string.h>

bool part_stands(const struct model *m, int part, int layer) { return m->scheme.part[part].layers >> layer & 1; }

static bool part_has_head(const struct model *m, int part, int head) { return m->scheme.part[part].heads >> head & 1; }

struct view tables_view(const struct model *m, int part, int layer, bool grad) {
    const struct model_tensors *p = &m->p, *g = &m->g;
    int heads = 0;
    for (int h = 0; h < m->H; h++) heads += part_has_head(m, part, h);
    return (struct view){.options = m->scheme.part[part].options,
                         .layer = layer,
                         .layers = m->L,
                         .heads = heads,
                         .head_size = m->D,
                         .width = m->C,
                         .train_length = m->train_length,
                         .length = m->room_longest,
                         .causal = m->config.causal,
                         .evaluating = m->evaluating,
                         .seed = m->seed,
                         .param = layer < 0 ? p->part[part] : p->layer[layer].part[part],
                         .grad = !grad       ? NULL
                                 : layer < 0 ? g->part[part]
                                             : g->layer[layer].part[part]};
}

static bool clash(struct model *m, int a, int b, const char *what, struct error *err) {
    return error_set(err, "schemes %s and %s cannot stand together: %s", m->scheme.part[a].encoder->name,
                     m->scheme.part[b].encoder->name, what);
}

static bool check_place(struct model *m, int i, struct error *err) {
    const struct part *part = &m->scheme.part[i];
    const struct encoder *e = part->encoder;
    uint64_t layers = ((uint64_t)1 << m->L) - 1, heads = ((uint64_t)1 << m->H) - 1;
    if (part->layers != ~(uint64_t)0 && (part->layers & ~layers))
        return error_set(err, "scheme %s: @layers names a layer that the model of %d layers does not have", e->name,
                         m->L);
    if (part->heads != ~(uint64_t)0 && (part->heads & ~heads))
        return error_set(err, "scheme %s: @heads names a head that the model of %d heads does not have", e->name, m->H);
    if ((e->positions || e->embed) && (part->layers != ~(uint64_t)0 || part->heads != ~(uint64_t)0))
        return error_set(err, "scheme %s acts before the first layer, so it cannot be placed with @", e->name);
    if (e->stream && part->heads != ~(uint64_t)0)
        return error_set(err, "scheme %s acts on the whole stream, so it cannot be placed with @heads", e->name);
    struct view view = tables_view(m, i, -1, false);
    return !e->check || e->check(&view, err) || error_prefix(err, "scheme %s", e->name);
}

static bool check_rotary(struct model *m, int i, int *first, struct error *err) {
    const struct encoder *e = m->scheme.part[i].encoder;
    if (!e->rotate) return true;
    struct view view = tables_view(m, i, -1, false);
    enum rotary_layout layout = e->layout(&view);
    if (m->D % 2)
        return error_set(err, "scheme %s turns pairs, but the head size %d is odd; change width or heads", e->name,
                         m->D);
    if (*first >= 0 && layout != m->layout)
        return clash(m, *first, i, "their pair layouts differ (half, interleaved); give both the same", err);
    if (*first >= 0 && (e->rotate_grad || m->learns_rotary))
        return clash(m, *first, i, "a learned rotation stands alone", err);
    m->layout = layout;
    m->has_rotary = true;
    m->learns_rotary |= e->rotate_grad && m->part_learns[i];
    m->rotary_per_layer |= e->rotate_per_layer || m->scheme.part[i].layers != ~(uint64_t)0;
    m->rotary_keys_differ |= e->rotate_keys_differ;
    *first = i;
    return true;
}

static bool check_single(struct model *m, int i, int *relative, int *sink, struct error *err) {
    const struct encoder *e = m->scheme.part[i].encoder;
    if (e->relative_rows) {
        if (*relative >= 0) return clash(m, *relative, i, "only one may look vectors up by distance", err);
        *relative = i;
        int layer = 0;
        while (layer < m->L - 1 && !part_stands(m, i, layer)) layer++;
        struct view view = tables_view(m, i, layer, false);
        m->relative_part = i;
        m->relative_rows = e->relative_rows(&view);
        m->relative_key = e->key_vectors && e->key_vectors(&view, false);
        m->relative_value = e->value_vectors && e->value_vectors(&view, false);
    }
    if (e->sink) {
        if (*sink >= 0) return clash(m, *sink, i, "only one may change the normaliser", err);
        *sink = i;
        m->has_sink = true;
        m->learns_sink = e->sink_grad && m->part_learns[i];
    }
    return true;
}

static void note_masks(struct model *m, int i) {
    const struct encoder *e = m->scheme.part[i].encoder;
    if (!e->mask) return;
    m->has_mask = true;
    for (int layer = 0; layer < m->L; layer++) {
        if (!part_stands(m, i, layer)) continue;
        struct view view = tables_view(m, i, layer, false);
        for (int h = 0, own = 0; h < m->H; h++) {
            if (!part_has_head(m, i, h)) continue;
            struct mask mask = {0}, *all = &m->mask[layer][h];
            e->mask(&view, own++, &mask);
            if (mask.window && (!all->window || mask.window < all->window)) all->window = mask.window;
            if (mask.sinks > all->sinks) all->sinks = mask.sinks;
        }
    }
}

/* Runs after the parameters are bound. */
bool tables_check(struct model *m, struct error *err) {
    int rotary = -1, relative = -1, sink = -1;
    m->has_embed = m->has_rotary = m->has_bias = m->has_mask = m->has_sink = false;
    m->learns_embed = m->learns_rotary = m->learns_bias = m->learns_sink = false;
    m->rotary_per_layer = m->rotary_keys_differ = m->relative_key = m->relative_value = false;
    m->relative_part = -1;
    m->relative_rows = 0;
    memset(m->mask, 0, sizeof m->mask);
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!check_place(m, i, err) || !check_rotary(m, i, &rotary, err) || !check_single(m, i, &relative, &sink, err))
            return false;
        m->has_embed |= e->embed != NULL;
        m->learns_embed |= e->embed_grad && m->part_learns[i];
        m->has_bias |= e->bias != NULL;
        m->learns_bias |= e->bias_grad && m->part_learns[i];
        note_masks(m, i);
    }
    m->tables.fresh = false;
    return true;
}

static int place_limit(const struct model *m, int longest) {
    long limit = longest;
    for (int i = 0; i < m->scheme.n; i++) {
        struct view view = tables_view(m, i, -1, false);
        if (m->scheme.part[i].encoder->position_limit)
            limit = m->scheme.part[i].encoder->position_limit(&view, limit, longest);
    }
    return limit > longest ? (int)limit : longest;
}

static void *take(struct arena *arena, bool wanted, size_t n) {
    return wanted ? arena_take(arena, n, sizeof(real)) : NULL;
}

void tables_size(struct model *m, struct arena *arena, int rows, int longest) {
    struct tables *t = &m->tables;
    size_t C = (size_t)m->C, H = (size_t)m->H;
    int limit = place_limit(m, longest);
    t->limit = limit > rows ? limit : rows;
    t->longest_distance = limit - 1;
    t->distances = m->config.causal ? limit : 2 * limit - 1;
    size_t places = (size_t)t->limit, n = (size_t)t->distances;
    bool grads = m->training;
    t->number = arena_take(arena, places > n ? places : n, sizeof *t->number);
    t->embed = take(arena, m->has_embed, places * C);
    t->dembed = take(arena, m->learns_embed && grads, places * C);
    for (int l = 0; l < (m->rotary_per_layer ? m->L : 1); l++)
        for (int key = 0; key < 2; key++) {
            struct rotary_tables *r = &t->rotary[l];
            bool own = m->has_rotary && (!key || m->rotary_keys_differ);
            r->cosine[key] = take(arena, own, places * C / 2);
            r->sine[key] = take(arena, own, places * C / 2);
            r->dcosine[key] = take(arena, own && m->learns_rotary && grads, places * C / 2);
            r->dsine[key] = take(arena, own && m->learns_rotary && grads, places * C / 2);
            if (key && !own)
                r->cosine[1] = r->cosine[0], r->sine[1] = r->sine[0], r->dcosine[1] = r->dcosine[0],
                r->dsine[1] = r->dsine[0];
        }
    for (int l = 0; l < m->L; l++) {
        t->distance[l].bias = take(arena, m->has_bias, H * n);
        t->distance[l].dbias = take(arena, m->learns_bias && grads, H * n);
    }
    t->relative_row = m->relative_part < 0 ? NULL : arena_take(arena, n, sizeof(int));
    bool wide = m->has_embed || m->has_rotary;
    size_t scratch = wide ? places * C : 0;
    t->scratch = take(arena, true, scratch > H * n ? scratch : H * n);
    t->fresh = t->by_row = false;
}

static void build_embed(struct model *m, int n) {
    struct tables *t = &m->tables;
    memset(t->embed, 0, sizeof(real) * (size_t)n * (size_t)m->C);
    for (int i = 0; i < m->scheme.n; i++) {
        if (!m->scheme.part[i].encoder->embed) continue;
        struct view view = tables_view(m, i, -1, false);
        m->scheme.part[i].encoder->embed(&view, n, t->number, t->scratch);
        for (long k = 0; k < (long)n * m->C; k++) t->embed[k] += t->scratch[k];
    }
}

/* Tables hold `limit` places per head, of which the first n are in use. */
static void multiply_rotation(struct model *m, int part, int n, real *cosine, real *sine) {
    const long half = m->D / 2, used = n * half, room = (long)m->tables.limit * half;
    const real *c = m->tables.scratch, *s = c + (size_t)m->tables.limit * (size_t)m->C / 2;
    for (int h = 0, own = 0; h < m->H; h++) {
        if (!part_has_head(m, part, h)) continue;
        for (long k = 0; k < used; k++) {
            real a = cosine[h * room + k], b = sine[h * room + k], pc = c[own * used + k], ps = s[own * used + k];
            cosine[h * room + k] = a * pc - b * ps;
            sine[h * room + k] = a * ps + b * pc;
        }
        own++;
    }
}

static void build_rotary(struct model *m, int layer, bool key, int n) {
    struct tables *t = &m->tables;
    real *cosine = t->rotary[layer].cosine[key], *sine = t->rotary[layer].sine[key];
    for (long k = 0; k < (long)t->limit * m->C / 2; k++) cosine[k] = 1, sine[k] = 0;
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->rotate || !part_stands(m, i, layer)) continue;
        struct view view = tables_view(m, i, layer, false);
        e->rotate(&view, key, n, t->number, t->scratch, t->scratch + (size_t)t->limit * (size_t)m->C / 2);
        multiply_rotation(m, i, n, cosine, sine);
    }
}

/* Places 0..limit-1, or the group's own positions. */
static void build_places(struct model *m, const double *position, int n, bool fixed, bool learned) {
    struct tables *t = &m->tables;
    for (int k = 0; k < n; k++) t->number[k] = position ? position[k] : k;
    if (m->has_embed && (m->learns_embed ? learned : fixed)) build_embed(m, n);
    if (!m->has_rotary || !(m->learns_rotary ? learned : fixed)) return;
    for (int l = 0; l < (m->rotary_per_layer ? m->L : 1); l++)
        for (int key = 0; key < (m->rotary_keys_differ ? 2 : 1); key++) build_rotary(m, l, key, n);
}

static void fill_distances(struct tables *t) {
    for (int k = 0; k < t->distances; k++) t->number[k] = k - (t->distances - 1 - t->longest_distance);
}

static void build_bias(struct model *m, int layer) {
    struct tables *t = &m->tables;
    const int n = t->distances;
    real *bias = t->distance[layer].bias;
    memset(bias, 0, sizeof(real) * (size_t)n * (size_t)m->H);
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->bias || !part_stands(m, i, layer)) continue;
        struct view view = tables_view(m, i, layer, false);
        e->bias(&view, n, t->number, t->scratch);
        for (int h = 0, own = 0; h < m->H; h++) {
            if (!part_has_head(m, i, h)) continue;
            for (int k = 0; k < n; k++) bias[(long)h * n + k] += t->scratch[(long)own * n + n - 1 - k];
            own++;
        }
    }
}

static void build_relative_rows(struct model *m) {
    struct tables *t = &m->tables;
    struct view view = tables_view(m, m->relative_part, 0, false);
    m->scheme.part[m->relative_part].encoder->relative_row(&view, t->distances, t->number, t->relative_row);
    for (int a = 0, b = t->distances - 1; a < b; a++, b--) {
        int swap = t->relative_row[a];
        t->relative_row[a] = t->relative_row[b];
        t->relative_row[b] = swap;
    }
}

static void build_sinks(struct model *m, int layer) {
    struct tables *t = &m->tables;
    for (int h = 0; h < m->H; h++) t->sink[layer][h] = -(real)INFINITY;
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->sink || !part_stands(m, i, layer)) continue;
        struct view view = tables_view(m, i, layer, false);
        real own[HEADS_MAX];
        e->sink(&view, own);
        for (int h = 0, k = 0; h < m->H; h++)
            if (part_has_head(m, i, h)) t->sink[layer][h] = own[k++];
    }
}

/* learned: the parameters may have changed since. */
void tables_refresh(struct model *m, bool learned) {
    struct tables *t = &m->tables;
    bool fixed = !t->fresh;
    learned |= fixed;
    if (!learned) return;
    if (fixed || m->learns_embed || m->learns_rotary) build_places(m, NULL, t->limit, fixed, learned);
    fill_distances(t);
    for (int layer = 0; layer < m->L; layer++) {
        if (m->has_bias && (m->learns_bias ? learned : fixed)) build_bias(m, layer);
        if (m->has_sink && (m->learns_sink ? learned : fixed)) build_sinks(m, layer);
    }
    if (m->relative_part >= 0 && fixed) build_relative_rows(m);
    t->fresh = true;
    t->by_row = false;
}

static bool is_place(double position, int limit) {
    return position >= 0 && position < limit && position == floor(position);
}

/* Places and integer steps of the group's rows. */
void tables_place(struct model *m, const struct group *g, int *place, int *step, bool *even) {
    const double *position = g->position;
    struct tables *t = &m->tables;
    bool by_row = false, whole = true;
    for (int r = 0; r < g->rows; r++) {
        by_row |= !is_place(position[r], t->limit);
        whole &= position[r] == floor(position[r]) && fabs(position[r]) < 1e9;
    }
    REQUIRE(whole || (!m->has_bias && m->relative_part < 0));
    for (int r = 0; r < g->rows; r++) {
        place[r] = by_row ? r : (int)position[r];
        step[r] = whole ? (int)position[r] : 0;
    }
    for (int s = 0; s < g->sequences; s++) {
        even[s] = true;
        for (int r = g->start[s] + 1; r < g->start[s + 1]; r++) even[s] &= step[r] == step[r - 1] + 1;
    }
    if (by_row)
        build_places(m, position, g->rows, true, true);
    else if (t->by_row)
        build_places(m, NULL, t->limit, true, true);
    t->by_row = by_row;
}

void tables_zero_places(struct model *m) {
    struct tables *t = &m->tables;
    size_t places = (size_t)t->limit * (size_t)m->C * sizeof(real);
    if (t->dembed) memset(t->dembed, 0, places);
    for (int l = 0; l < (m->rotary_per_layer ? m->L : 1); l++)
        for (int key = 0; key < 2; key++) {
            if (t->rotary[l].dcosine[key]) memset(t->rotary[l].dcosine[key], 0, places / 2);
            if (t->rotary[l].dsine[key]) memset(t->rotary[l].dsine[key], 0, places / 2);
        }
}

void tables_zero_grad(struct model *m) {
    struct tables *t = &m->tables;
    tables_zero_places(m);
    for (int l = 0; l < m->L; l++)
        if (t->distance[l].dbias) memset(t->distance[l].dbias, 0, sizeof(real) * (size_t)t->distances * (size_t)m->H);
    memset(t->dsink, 0, sizeof t->dsink);
}

static void grad_bias(struct model *m, int layer) {
    struct tables *t = &m->tables;
    const int n = t->distances;
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->bias_grad || !m->part_learns[i] || !part_stands(m, i, layer)) continue;
        struct view view = tables_view(m, i, layer, true);
        for (int h = 0, own = 0; h < m->H; h++) {
            if (!part_has_head(m, i, h)) continue;
            for (int k = 0; k < n; k++)
                t->scratch[(long)own * n + n - 1 - k] = t->distance[layer].dbias[(long)h * n + k];
            own++;
        }
        e->bias_grad(&view, n, t->number, t->scratch);
    }
}

static void grad_sinks(struct model *m, int layer) {
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->sink_grad || !m->part_learns[i] || !part_stands(m, i, layer)) continue;
        struct view view = tables_view(m, i, layer, true);
        real own[HEADS_MAX];
        for (int h = 0, k = 0; h < m->H; h++)
            if (part_has_head(m, i, h)) own[k++] = m->tables.dsink[layer][h];
        e->sink_grad(&view, own);
    }
}

/* The part's heads of a [H][limit][D/2] gradient side by side, as the hook gave its table. */
static void gather_heads(const struct model *m, int part, int n, const real *from, real *to) {
    const size_t used = (size_t)n * (size_t)m->D / 2, room = (size_t)m->tables.limit * (size_t)m->D / 2;
    for (int h = 0; h < m->H; h++)
        if (part_has_head(m, part, h)) memcpy(to, from + (size_t)h * room, used * sizeof *to), to += used;
}

static void grad_rotary(struct model *m, int layer, bool key, int n) {
    struct tables *t = &m->tables;
    real *c = t->scratch, *s = c + (size_t)t->limit * (size_t)m->C / 2;
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->rotate_grad || !m->part_learns[i] || !part_stands(m, i, layer)) continue;
        struct view view = tables_view(m, i, layer, true);
        gather_heads(m, i, n, t->rotary[layer].dcosine[key], c);
        gather_heads(m, i, n, t->rotary[layer].dsine[key], s);
        e->rotate_grad(&view, key, n, t->number, c, s);
    }
}

/* position: of the group's rows when the tables stand by row, else NULL. */
void tables_grad_places(struct model *m, const double *position, int n) {
    struct tables *t = &m->tables;
    if (!m->learns_embed && !m->learns_rotary) return;
    for (int k = 0; k < n; k++) t->number[k] = position ? position[k] : k;
    for (int i = 0; m->learns_embed && i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->embed_grad || !m->part_learns[i]) continue;
        struct view view = tables_view(m, i, -1, true);
        e->embed_grad(&view, n, t->number, t->dembed);
    }
    for (int l = 0; m->learns_rotary && l < (m->rotary_per_layer ? m->L : 1); l++)
        for (int key = 0; key < (m->rotary_keys_differ ? 2 : 1); key++) grad_rotary(m, l, key, n);
}

void tables_grad_distances(struct model *m) {
    fill_distances(&m->tables);
    for (int l = 0; l < m->L; l++) {
        if (m->learns_bias) grad_bias(m, l);
        if (m->learns_sink) grad_sinks(m, l);
    }
}

const real *relative_vectors(const struct model *m, int layer, bool value) {
    const struct encoder *e = m->scheme.part[m->relative_part].encoder;
    struct view view = tables_view(m, m->relative_part, layer, false);
    return value ? e->value_vectors(&view, false) : e->key_vectors(&view, false);
}

real *relative_grads(struct model *m, int layer, bool value) {
    const struct encoder *e = m->scheme.part[m->relative_part].encoder;
    struct view view = tables_view(m, m->relative_part, layer, true);
    return value ? e->value_vectors(&view, true) : e->key_vectors(&view, true);
}

bool relative_stands(const struct model *m, int layer, int head) {
    return m->relative_part >= 0 && part_stands(m, m->relative_part, layer) && part_has_head(m, m->relative_part, head);
}
