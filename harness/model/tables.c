/* What the scheme says, as tables: by place (places.c) and over distance (distances.c). Fixed tables are made once for
 * the reserved room; learned ones once per step, for the whole batch. The gradient of a table is summed over the step
 * and handed to the scheme once. Here: which parts stand where, what may stand together, and the tables' life.
 */
#include "model/internal.h"
#include "model/math/phase.h"
#include <string.h>

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
    if (e->numbers && m->number_part >= 0) return clash(m, m->number_part, i, "only one may number tokens", err);
    if (e->numbers) m->number_part = i;
    if ((e->positions || e->embed || e->numbers) &&
        (part->layers != ~(uint64_t)0 || part->heads != ~(uint64_t)0 || part->until > 0))
        return error_set(err, "scheme %s acts before the first layer, so it cannot be placed with @", e->name);
    if (e->stream && part->heads != ~(uint64_t)0)
        return error_set(err, "scheme %s acts on the whole stream, so it cannot be placed with @heads", e->name);
    if ((e->claims & CLAIM_CAUSAL_ONLY) && !m->config.causal)
        return error_set(err, "scheme %s needs a causal model; set model.causal=true", e->name);
    struct view view = part_view(m, i, -1, false);
    return !e->check || e->check(&view, err) || error_prefix(err, "scheme %s", e->name);
}

/* Whether the layouts of pairs agree; a variant takes what is there. */
static bool check_layout(struct model *m, int i, struct error *err) {
    const struct encoder *e = m->scheme.part[i].encoder;
    if (!e->layout) return true;
    struct view view = part_view(m, i, -1, false);
    const enum rotary_layout layout = e->layout(&view);
    if (m->layout_part >= 0 && layout != m->layout)
        return clash(m, m->layout_part, i, "their pair layouts differ (half, interleaved, polar); give both the same",
                     err);
    if (m->layout_part < 0) m->layout_part = i;
    m->layout = layout;
    m->pairs = layout == ROTARY_POLAR ? m->D : m->D / 2;
    if (layout == ROTARY_POLAR) m->polar_part = i;
    return true;
}

static bool check_rotary(struct model *m, int i, int *first, struct error *err) {
    const struct encoder *e = m->scheme.part[i].encoder;
    const bool learns = (e->rotate_grad || e->frequencies_grad || e->key_phases_grad) && m->part_learns[i];
    if (e->needs_frequencies && !m->has_frequencies)
        return error_set(
            err, "scheme %s changes how pairs are turned, so it needs a scheme that turns them before it: rope+%s",
            e->name, e->name);
    if (!e->rotate && !e->frequencies && !e->turns) return true;
    if (m->D % 2)
        return error_set(err, "scheme %s turns pairs, but the head size %d is odd; change width or heads", e->name,
                         m->D);
    if (!check_layout(m, i, err)) return false;
    if (*first < 0) *first = i;
    if (e->turns) return true;
    if (m->has_rotary && !e->variant && (learns || m->learns_rotary))
        return clash(m, *first, i, "a learned rotation stands alone", err);
    m->has_rotary = true;
    m->has_frequencies |= e->frequencies != NULL;
    m->learns_rotary |= learns;
    m->rotary_per_layer |= e->rotate_per_layer || m->scheme.part[i].layers != ~(uint64_t)0;
    m->rotary_keys_differ |= e->key_phases != NULL;
    return true;
}

/* The one part of its kind so far becomes part i. */
static bool take_kind(struct model *m, bool has, int i, int *part, const char *what, struct error *err) {
    if (!has) return true;
    if (*part >= 0) return clash(m, *part, i, what, err);
    *part = i;
    return true;
}

static bool check_channels(struct model *m, int i, struct error *err) {
    const struct encoder *e = m->scheme.part[i].encoder;
    if (!take_kind(m, e->slopes, i, &m->slope_part, "only one may have gates of distance", err) ||
        !take_kind(m, e->gates, i, &m->gate_part, "only one may have gates that add up", err) ||
        !take_kind(m, e->selects, i, &m->select_part, "only one may mask keys for later rows", err) ||
        !take_kind(m, e->forgets, i, &m->forget_part, "only one may have gates of a row's own", err) ||
        !take_kind(m, e->shifts, i, &m->shift_part, "only one may shift keys and values", err) ||
        !take_kind(m, e->turns, i, &m->turn_part, "only one may turn tokens by angles of their own", err) ||
        !take_kind(m, e->reflections, i, &m->reflect_part, "only one may turn keys on their way", err))
        return false;
    for (int k = 0; e->reflections && k < m->scheme.n; k++)
        if (m->scheme.part[k].encoder->selects)
            return clash(m, i, k, "keys are turned head by head", err);
        else if (m->scheme.part[k].encoder->across || m->scheme.part[k].encoder->counted)
            return clash(m, i, k, "the way back would need scores of turned keys again", err);
    struct view view = part_view(m, i, 0, false);
    m->channels[i] = e->channel ? e->channels(&view) : 0;
    m->channel_inputs[i] = e->channel ? e->channel_inputs(&view) : 0;
    return true;
}

static bool check_scans(struct model *m, int i, struct error *err) {
    const struct encoder *e = m->scheme.part[i].encoder;
    struct view view = part_view(m, i, -1, false);
    if (e->counted) {
        if (m->counted_part >= 0) return clash(m, m->counted_part, i, "only one may count along the row", err);
        struct counted counted = {0};
        e->counted(&view, &counted);
        m->counted_part = i;
        m->counted_rows = counted.rows;
    }
    if (e->across) {
        if (m->across_part >= 0) return clash(m, m->across_part, i, "only one may map across heads", err);
        struct across across = {0};
        e->across(&view, &across);
        m->across_part = i;
        m->across_hidden = across.hidden;
        m->across_kernel = across.kernel;
    }
    return true;
}

static bool check_single(struct model *m, int i, struct error *err) {
    const struct encoder *e = m->scheme.part[i].encoder;
    if (e->bias_row) {
        if (m->row_part >= 0) return clash(m, m->row_part, i, "only one may look at the query's position", err);
        m->row_part = i;
    }
    if (e->place_vectors) {
        if (m->place_part >= 0) return clash(m, m->place_part, i, "only one may multiply positions", err);
        m->place_part = i;
        m->learns_place_vectors = e->place_vectors_grad && m->part_learns[i];
    }
    if (e->vectors) {
        if (m->vector_part >= 0) return clash(m, m->vector_part, i, "only one may look vectors up by distance", err);
        m->vector_part = i;
        m->learns_vectors = e->vector_table_grad && m->part_learns[i];
        m->has_offset = e->query_offset != NULL;
    }
    if (e->sink || e->normaliser) {
        if (m->normaliser_part >= 0) return clash(m, m->normaliser_part, i, "only one may change the normaliser", err);
        m->normaliser_part = i;
        m->has_sink = e->sink != NULL;
        m->learns_sink = e->sink_grad && m->part_learns[i];
    }
    return true;
}

static bool check_branches(struct model *m, int i, struct error *err) {
    if (!m->scheme.part[i].encoder->branches) return true;
    if (m->branch_part >= 0) return clash(m, m->branch_part, i, "only one may turn queries in several ways", err);
    if (m->scheme.part[i].heads != ~(uint64_t)0)
        return error_set(err, "scheme %s cannot be placed with @heads", m->scheme.part[i].encoder->name);
    for (int k = 0; k < m->scheme.n; k++)
        if (m->scheme.part[k].encoder->reflections)
            return clash(m, i, k, "keys that change along the way are not turned in several ways", err);
    struct view view = part_view(m, i, -1, false);
    for (int k = 0; k < m->scheme.n && m->scheme.part[i].encoder->branches(&view) > 1; k++)
        if (m->scheme.part[k].encoder->uneven_positions)
            return clash(m, i, k,
                         "places counted along the sequence cannot stand for positions that do not rise by one", err);
    m->branch_part = i;
    m->rotary_per_layer |= m->scheme.part[i].layers != ~(uint64_t)0;
    return true;
}

static bool check_temperature(struct model *m, int i, struct error *err) {
    const struct encoder *e = m->scheme.part[i].encoder;
    if (!e->temperature || e->variant) return true;
    const bool learns = e->temperature_grad && m->part_learns[i];
    for (int k = 0; k < i; k++) {
        const struct encoder *other = m->scheme.part[k].encoder;
        if (other->temperature && !other->variant && (learns || m->learns_temperature))
            return clash(m, k, i, "a learned temperature stands alone", err);
    }
    m->learns_temperature |= learns;
    return true;
}

static bool check_streams(struct model *m, int i, struct error *err) {
    m->all_rows |= m->scheme.part[i].encoder->selects && part_stands(m, i, m->L - 1);
    if (!m->scheme.part[i].encoder->stream) return true;
    for (int layer = 0; layer < m->L; layer++) {
        const bool behind = streams_stand(m, layer, SITE_ATTENTION, SITE_HIDDEN);
        m->rows_at_once |= behind;
        m->all_rows |= behind && layer == m->L - 1;
        if (m->config.place != PLACE_PRE &&
            (streams_stand(m, layer, SITE_ATTENTION, SITE_ATTENTION) || streams_stand(m, layer, SITE_MLP, SITE_MLP)))
            return error_set(err, "scheme %s stands behind norms that lead into branches; set model.place=pre",
                             m->scheme.part[i].encoder->name);
    }
    return true;
}

static void note_scale(struct model *m, int i) {
    const struct encoder *e = m->scheme.part[i].encoder;
    struct view view = part_view(m, i, -1, false);
    for (int layer = 0; e->score_scale && layer < m->L; layer++)
        for (int h = 0; part_stands(m, i, layer) && h < m->H; h++)
            if (part_has_head(m, i, h)) m->score_scale[layer][h] *= e->score_scale(&view);
}

static bool adds_scores(const struct encoder *e) {
    return e->bias || e->vectors || e->place_vectors || e->counted || e->gates || e->slopes || e->forgets;
}

/* Radii come from the queries and keys as they are projected. */
static bool check_polar(struct model *m, struct error *err) {
    if (m->polar_part < 0) return true;
    if (m->reflect_part >= 0) return clash(m, m->polar_part, m->reflect_part, "keys that change have no radius", err);
    return !m->has_offset ||
           clash(m, m->polar_part, m->vector_part, "radii take nothing that is added to queries", err);
}

/* A part that stands twice alike on a head only doubles what it does; maps of the stream, one behind the other, do
 * more. */
static bool check_doubles(struct model *m, struct error *err) {
    const uint64_t layers = ((uint64_t)1 << m->L) - 1, heads = ((uint64_t)1 << m->H) - 1;
    for (int i = 0; i < m->scheme.n; i++)
        for (int k = 0; k < i; k++) {
            const struct part *a = &m->scheme.part[k], *b = &m->scheme.part[i];
            struct part moved = *a;
            moved.layers = b->layers, moved.heads = b->heads;
            if (!part_equal(&moved, b) || a->encoder->stream) continue;
            if (a->layers & b->layers & layers && a->heads & b->heads & heads)
                return error_set(err,
                                 "scheme %s stands twice with the same options on the same heads: remove one, change "
                                 "its options, or part them by @layers or @heads",
                                 a->encoder->name);
        }
    return true;
}

static bool check_decay(struct model *m, struct error *err) {
    for (int i = 0; m->reflect_part >= 0 && i < m->scheme.n; i++)
        if (m->scheme.part[i].encoder->decay && !part_left(m, i))
            return clash(m, i, m->reflect_part, "keys that change along the way do not decay by pairs", err);
    return true;
}

static bool check_whole(struct model *m, struct error *err) {
    for (int i = 0; m->vector_part >= 0 && i < m->scheme.n; i++)
        if (m->scheme.part[i].encoder->real_positions)
            return clash(m, m->vector_part, i, "vectors are looked up by whole distances", err);
    return true;
}

/* Runs after the parameters are bound. */
bool tables_check(struct model *m, struct error *err) {
    int rotary = -1;
    m->branch_part = m->number_part = m->polar_part = m->layout_part = -1;
    m->pairs = m->D / 2;
    m->branches = 1;
    m->kinds = scheme_kinds(&m->scheme);
    m->has_embed = m->has_rotary = m->has_frequencies = m->has_bias = m->has_sink = m->has_temperature = false;
    m->has_decay = false;
    m->learns_embed = m->learns_rotary = m->learns_bias = m->learns_sink = m->learns_temperature = false;
    m->rotary_per_layer = m->rotary_keys_differ = m->learns_vectors = m->has_offset = m->learns_place_vectors = false;
    m->vector_part = m->place_part = m->normaliser_part = m->counted_part = m->across_part = m->slope_part = -1;
    m->row_part = m->gate_part = m->select_part = m->shift_part = m->forget_part = m->reflect_part = -1;
    m->turn_part = -1;
    m->counted_rows = 0;
    m->vectors = (struct vectors){0};
    for (int layer = 0; layer < m->L; layer++)
        for (int h = 0; h < m->H; h++) m->score_scale[layer][h] = 1;
    m->adds_scores = m->all_rows = m->rows_at_once = false;
    /* A map across heads has inputs for what is added from the first step to the last: zeros when that is left out. */
    for (int i = 0; i < m->scheme.n; i++) m->adds_scores |= adds_scores(m->scheme.part[i].encoder);
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        m->channels[i] = m->channel_inputs[i] = 0;
        if (part_left(m, i)) continue;
        if (!check_place(m, i, err) || !check_rotary(m, i, &rotary, err) || !check_single(m, i, err) ||
            !check_scans(m, i, err) || !check_channels(m, i, err) || !check_temperature(m, i, err) ||
            !check_branches(m, i, err) || !check_streams(m, i, err))
            return false;
        m->has_embed |= e->embed != NULL;
        m->learns_embed |= e->embed_grad && m->part_learns[i];
        m->has_bias |= e->bias && !e->bias_row;
        m->learns_bias |= e->bias_grad && !e->bias_row && m->part_learns[i];
        m->has_temperature |= e->temperature != NULL;
        m->has_decay |= e->decay != NULL;
        note_scale(m, i);
    }
    m->tables.fresh = false;
    return check_polar(m, err) && check_decay(m, err) && check_whole(m, err) && check_doubles(m, err);
}

static void narrow(const struct mask *by, struct mask *all) {
    if (by->window && (!all->window || by->window < all->window)) all->window = by->window;
    if (by->block && (!all->block || by->block < all->block)) all->block = by->block;
    if (by->sinks > all->sinks) all->sinks = by->sinks;
}

static void note_masks(struct model *m, int part, int layer) {
    struct view view = part_view(m, part, layer, false);
    for (int h = 0, own = 0; h < m->H; h++) {
        if (!part_has_head(m, part, h)) continue;
        struct mask mask = {0};
        m->scheme.part[part].encoder->mask(&view, own++, &mask);
        narrow(&mask, &m->mask[layer][h]);
    }
}

/* With the room, as a mask may depend on whether the model evaluates. */
static void build_masks(struct model *m) {
    memset(m->mask, 0, sizeof m->mask);
    for (int i = 0; i < m->scheme.n; i++)
        for (int layer = 0; m->scheme.part[i].encoder->mask && layer < m->L; layer++)
            if (part_acts(m, i) && part_stands(m, i, layer)) note_masks(m, i, layer);
}

void tables_measure(struct model *m, int longest) {
    m->tables.longest_distance = place_limit(m, longest) - 1;
    vectors_measure(m);
    build_masks(m);
    m->branches = 1;
    if (m->branch_part < 0 || !m->has_rotary || !part_acts(m, m->branch_part)) return;
    struct view view = part_view(m, m->branch_part, -1, false);
    m->branches = m->scheme.part[m->branch_part].encoder->branches(&view);
    REQUIRE(m->branches >= 1 && m->branches <= BRANCHES_MAX);
}

void tables_size(struct model *m, struct arena *arena, int rows, int longest) {
    struct tables *t = &m->tables;
    places_size(m, arena, rows, longest);
    distances_size(m, arena);
    slopes_size(m, arena);
    channels_weights_size(m, arena);
    temperature_size(m, arena);
    const size_t places = (size_t)t->limit, n = (size_t)t->distances, over = n * (size_t)m->H,
                 turns = 2 * (size_t)(m->H * m->pairs), wider = turns > (size_t)m->C ? turns : (size_t)m->C,
                 wide = (m->has_embed || m->has_rotary ? places : 1) * wider;
    t->number = arena_take(arena, places > n ? places : n, sizeof *t->number);
    t->theta = arena_take(arena, turns, sizeof *t->theta);
    t->phi = arena_take(arena, turns, sizeof *t->phi);
    t->scratch = arena_take(arena, wide > over ? wide : over, sizeof(real));
    t->fresh = false;
}

static void project_parameters(const struct model *m) {
    for (int i = 0; i < m->scheme.n; i++)
        for (int layer = 0; m->scheme.part[i].encoder->project && layer < m->L; layer++) {
            if (!part_stands(m, i, layer)) continue;
            struct view view = part_view(m, i, layer, false);
            m->scheme.part[i].encoder->project(&view);
        }
}

void tables_begin(struct model *m, const double *position, int rows) {
    IN_PHASE(PHASE_SCHEME);
    struct tables *t = &m->tables;
    const bool fixed = !t->fresh;
    project_parameters(m);
    if (fixed) t->standing = STANDS_NOTHING;
    places_begin(m, position, rows);
    distances_build(m, fixed);
    temperature_build(m, fixed);
    slopes_build(m);
    channels_weights_build(m);
    t->fresh = true;
}

void tables_zero_grad(struct model *m) {
    IN_PHASE(PHASE_SCHEME);
    places_zero_grad(m);
    distances_zero_grad(m);
    temperature_zero_grad(m);
    slopes_zero_grad(m);
    channels_weights_zero_grad(m);
}
