/* Tables by place: a vector per position, and the life of the maps that turn (rotary.c makes them).
 *
 * Places. Integer positions within the reserved range index the tables directly. Positions that are not (or lie
 * outside) get a table row per row of the group instead, made anew for each group.
 */
#include "model/internal.h"
#include <math.h>
#include <string.h>

int place_limit(const struct model *m, int longest) {
    return (int)scheme_places(&m->scheme, m->evaluating, m->train_length, longest);
}

/* Tables by place follow the protocol's offset up to here: making more places than a batch has rows has to stay cheap.
 */
enum { OFFSET_PLACES = 4096 };

static int offset_places(const struct model *m) {
    return m->evaluating || m->train_offset > OFFSET_PLACES ? 0 : (int)m->train_offset;
}

static real *take(struct arena *arena, bool wanted, size_t n) {
    return wanted ? arena_take(arena, n, sizeof(real)) : NULL;
}

static bool keys_differ(const struct model *m) { return m->rotary_keys_differ || m->branches > 1; }

/* Whether some part learns from how queries, or keys, are turned. */
static bool learns_turns(const struct model *m, bool key) {
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (m->part_learns[i] && (e->frequencies_grad || e->rotate_grad || (key && e->key_phases_grad))) return true;
    }
    return false;
}

static void turns_size(struct model *m, struct arena *arena, struct rotary_tables *r) {
    const size_t n = (size_t)m->tables.limit * (size_t)(m->H * m->pairs);
    for (int key = 0; key < 2; key++) {
        const bool own = m->has_rotary && (!key || keys_differ(m)), learns = own && m->training && learns_turns(m, key);
        r->cosine[key] = take(arena, own, n);
        r->sine[key] = take(arena, own, n);
        r->dcosine[key] = take(arena, learns, n);
        r->dsine[key] = take(arena, learns, n);
    }
    if (keys_differ(m)) return;
    r->cosine[1] = r->cosine[0], r->sine[1] = r->sine[0];
    r->dcosine[1] = r->dcosine[0], r->dsine[1] = r->dsine[0];
}

void places_size(struct model *m, struct arena *arena, int rows, int longest) {
    struct tables *t = &m->tables;
    const int limit = place_limit(m, longest) + offset_places(m);
    t->limit = limit > rows ? limit : rows;
    t->places = limit;
    const size_t C = (size_t)m->C, places = (size_t)t->limit;
    const bool grads = m->training;
    t->embed = take(arena, m->has_embed, places * C);
    t->dembed = take(arena, m->learns_embed && grads, places * C);
    for (int b = 0; b < m->branches; b++)
        for (int l = 0; l < (m->rotary_per_layer ? m->L : 1); l++) turns_size(m, arena, &t->rotary[b][l]);
    place_vectors_size(m, arena);
    t->mapped = m->branches > 1 ? arena_take(arena, places, sizeof *t->mapped) : NULL;
}

static void build_embed(struct model *m, int n) {
    struct tables *t = &m->tables;
    memset(t->embed, 0, sizeof(real) * (size_t)n * (size_t)m->C);
    for (int i = 0; i < m->scheme.n; i++) {
        if (!m->scheme.part[i].encoder->embed) continue;
        struct view view = part_view(m, i, -1, false);
        m->scheme.part[i].encoder->embed(&view, n, t->number, t->scratch);
        for (long k = 0; k < (long)n * m->C; k++) t->embed[k] += t->scratch[k];
    }
}

static void build_turns(struct model *m, bool key, int n) {
    for (int b = 0; b < m->branches; b++)
        for (int l = 0; l < (m->rotary_per_layer ? m->L : 1); l++) rotary_build(m, b, l, key, n);
}

/* Tables for places 0..n-1, or for the n positions of a group's rows. Fixed ones that hold the places stay as they are;
 * learned ones are always made, as their parameters may have changed. */
static void build(struct model *m, enum standing standing, const double *position, int n) {
    struct tables *t = &m->tables;
    const bool fixed = standing == STANDS_ROWS || t->standing != standing;
    t->standing = standing;
    for (int k = 0; k < n; k++) t->number[k] = position ? position[k] : k;
    if (m->has_embed && (fixed || m->learns_embed)) build_embed(m, n);
    if (m->place_part >= 0 && (fixed || m->learns_place_vectors)) place_vectors_build(m, n);
    for (int key = 0; m->has_rotary && key < (keys_differ(m) ? 2 : 1); key++)
        if (fixed || learns_turns(m, key)) build_turns(m, key, n);
}

static bool is_place(double position, int limit) {
    return position >= 0 && position < limit && position == floor(position);
}

/* One kind of table for a whole batch: gradients of tables by row are handed over group by group, those by place at the
 * end of the batch. */
void places_begin(struct model *m, const double *position, int rows) {
    struct tables *t = &m->tables;
    t->by_row = false;
    for (int r = 0; r < rows; r++) t->by_row |= !is_place(position[r], t->places);
    if (!t->by_row) build(m, STANDS_PLACES, NULL, t->places);
}

static bool distances_are_tabled(const struct model *m, const struct group *g) {
    for (int s = 0; s < g->sequences; s++) {
        double least = g->position[g->start[s]], most = least;
        for (int r = g->start[s]; r < g->start[s + 1]; r++) {
            const double position = g->position[r];
            if (position != floor(position) || fabs(position) >= 1e9) return false;
            least = fmin(least, position), most = fmax(most, position);
        }
        if (most - least > m->tables.longest_distance) return false;
    }
    return true;
}

/* Places and integer steps of the group's rows. */
void places_of_rows(struct model *m, const struct group *g, int *place, int *step, bool *even) {
    const double *position = g->position;
    struct tables *t = &m->tables;
    t->tabled = distances_are_tabled(m, g);
    REQUIRE(t->tabled || m->vector_part < 0);
    for (int r = 0; r < g->rows; r++) {
        place[r] = t->by_row ? r : (int)position[r];
        step[r] = t->tabled ? (int)position[r] : 0;
    }
    for (int s = 0; s < g->sequences; s++) {
        even[s] = true;
        for (int r = g->start[s] + 1; r < g->start[s + 1]; r++) even[s] &= step[r] == step[r - 1] + 1;
    }
    if (t->by_row) build(m, STANDS_ROWS, position, g->rows);
}

void places_zero_grad(struct model *m) {
    struct tables *t = &m->tables;
    const size_t places = (size_t)t->limit * (size_t)m->C * sizeof(real),
                 turns = (size_t)t->limit * (size_t)(m->H * m->pairs) * sizeof(real);
    place_vectors_zero_grad(m);
    if (t->dembed) memset(t->dembed, 0, places);
    for (int l = 0; l < (m->rotary_per_layer ? m->L : 1); l++)
        for (int key = 0; key < 2; key++) {
            if (t->rotary[0][l].dcosine[key]) memset(t->rotary[0][l].dcosine[key], 0, turns);
            if (t->rotary[0][l].dsine[key]) memset(t->rotary[0][l].dsine[key], 0, turns);
        }
}

/* position: of the group's rows when the tables stand by row, else NULL. */
void places_grad(struct model *m, const double *position, int n) {
    struct tables *t = &m->tables;
    if (!m->learns_embed && !m->learns_rotary && !m->learns_place_vectors) return;
    for (int k = 0; k < n; k++) t->number[k] = position ? position[k] : k;
    place_vectors_grad(m, n);
    for (int i = 0; m->learns_embed && i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->embed_grad || !m->part_learns[i]) continue;
        struct view view = part_view(m, i, -1, true);
        e->embed_grad(&view, n, t->number, t->dembed);
    }
    for (int l = 0; m->learns_rotary && l < (m->rotary_per_layer ? m->L : 1); l++)
        for (int key = 0; key < (m->rotary_keys_differ ? 2 : 1); key++) rotary_hand_back(m, l, key, n);
}
