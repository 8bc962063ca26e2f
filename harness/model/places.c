/* The life of tables by position: vectors of positions, maps that turn.
 *
 * Places. Integer positions within the reserved range index the tables directly. Positions that are not (or lie
 * outside) get a table row per row of the group instead, made anew for each group.
 */
#include "model/atom.h"
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

void places_size(struct model *m, int rows, int longest) {
    const int limit = place_limit(m, longest) + offset_places(m);
    m->tables.limit = limit > rows ? limit : rows;
    m->tables.places = limit;
}

/* Tables for places 0..n-1, or for the n positions of a group's rows. Fixed ones that hold the places stay as they are;
 * learned ones are always made, as their parameters may have changed. */
static void build(struct model *m, enum standing_for standing, const double *position, int n) {
    struct tables *t = &m->tables;
    const bool fixed = standing == STANDS_ROWS || t->standing != standing;
    t->standing = standing;
    for (int k = 0; k < n; k++) t->number[k] = position ? position[k] : k;
    EACH_ATOM(at, &m->anywhere) if (at->atom->place_build) at->atom->place_build(m, n, fixed);
}

static bool is_place(double position, int limit) {
    return position >= 0 && position < limit && position == floor(position);
}

/* Decide once per batch: tables by row are rebuilt for each group, and their gradient is returned with it; tables by
 * position return theirs once, after the last group. */
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
    REQUIRE(t->tabled || !(m->anywhere.traits & ATOM_WHOLE));
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
    EACH_ATOM(at, &m->anywhere) if (at->atom->place_zero) at->atom->place_zero(m);
}

void places_grad(struct model *m, const double *position, int n) {
    bool any = false;
    EACH_ATOM(at, &m->anywhere) any |= at->atom->place_grad != NULL;
    for (int k = 0; any && k < n; k++) m->tables.number[k] = position ? position[k] : k;
    EACH_ATOM(at, &m->anywhere) if (at->atom->place_grad) at->atom->place_grad(m, n);
}
