/* Masks: the keys that a head sees. Windows, blocks and sinks narrow what is computed at all. Masks that show keys one
 * by one leave their rows to this file: what they hide is taken out between scores and weights, so that the normaliser,
 * whichever it is, never meets it. A mask over distance is a table, and its last visible distance a window. Terms of a
 * score that are made of other keys (contextual positions, forget gates, selective attention) still see hidden ones.
 */
#include "encoders/atom/mask.h"
#include "model/atom/mask.h"
#include "model/atom/normaliser.h"
#include "model/plain.h"

struct state {
    bool holes[LAYERS_MAX][HEADS_MAX]; /* keys within the window are hidden too */
    bool *table[LAYERS_MAX];           /* [H][2 longest - 1] of query - key + longest - 1: all masks over distance */
    long longest;
    double *place;    /* [longest] 0, 1, 2, ... */
    bool *seen, *own; /* [longest] of a row's keys: what all masks show, and one of them */
    int *key;         /* [longest] the keys that a row's query sees */
    real *x, *w;      /* [longest] numbers of these, side by side */
};
static struct state *own(const struct model *m) { return m->state[ATOM_mask]; }

static bool shows_here(const struct model *m, int part, int layer) {
    return m->scheme.part[part].encoder->mask->shows && part_acts(m, part) && part_stands(m, part, layer);
}

/* ---- windows, blocks, sinks ---- */

static void narrow(const struct mask *by, struct mask *all) {
    if (by->window && (!all->window || by->window < all->window)) all->window = by->window;
    if (by->block && (!all->block || by->block < all->block)) all->block = by->block;
    if (by->sinks > all->sinks) all->sinks = by->sinks;
}

static void note_masks(struct model *m, int part, const struct mask_atom *hooks, int layer) {
    const struct view view = part_view(m, part, layer, false);
    for (int h = 0; h < m->H; h++) {
        if (!part_has_head(m, part, h)) continue;
        struct mask mask = {0};
        hooks->of(&view, part_own_head(m, part, h), &mask);
        narrow(&mask, &m->mask[layer][h]);
    }
}

/* With the room, as a mask may depend on whether the model evaluates. */
static void measure(struct model *m) {
    for (int layer = 0; layer < m->L; layer++) EACH_PART(m, i, hooks, mask)
    if (hooks->of && part_acts(m, i) && part_stands(m, i, layer)) note_masks(m, i, hooks, layer);
}

/* ---- keys one by one: tables over distance ---- */

static void room(struct model *m, struct arena *arena, long N, long longest) {
    struct state *s = own(m);
    bool any = false;
    (void)N;
    EACH_PART(m, i, hooks, mask) any |= hooks->shows != NULL;
    s->longest = any ? longest : 0;
    if (!any) return;
    for (int l = 0; l < m->L; l++)
        s->table[l] = arena_take(arena, (size_t)m->H * (size_t)(2 * longest - 1), sizeof(bool));
    s->place = arena_take(arena, (size_t)longest, sizeof *s->place);
    s->seen = arena_take(arena, (size_t)longest, sizeof *s->seen);
    s->own = arena_take(arena, (size_t)longest, sizeof *s->own);
    s->key = arena_take(arena, (size_t)longest, sizeof *s->key);
    s->x = arena_take(arena, (size_t)longest, sizeof(real));
    s->w = arena_take(arena, (size_t)longest, sizeof(real));
}

static bool *table_of(const struct model *m, int layer, int head) {
    const struct state *s = own(m);
    return s->table[layer] + head * (2 * s->longest - 1) + s->longest - 1;
}

/* Distances sign, 2 sign, ... (and 0) that a part hides, to the head's table. */
static void hide_distances(const struct model *m, int part, int layer, int head, int sign) {
    const struct state *s = own(m);
    const struct view view = part_view(m, part, layer, false);
    bool *table = table_of(m, layer, head);
    const double query = sign > 0 ? (double)s->longest - 1 : 0;
    m->scheme.part[part].encoder->mask->shows(&view, part_own_head(m, part, head), query, (int)s->longest, s->place,
                                              s->own);
    for (long k = 0; k < s->longest; k++) table[(long)query - k] &= s->own[k];
}

/* Beyond the last distance that is shown nothing has to be computed. Within it, is anything hidden? */
static void note_window(struct model *m, int layer, int head) {
    const struct state *s = own(m);
    const bool *table = table_of(m, layer, head), causal = m->config.causal;
    long last = s->longest - 1;
    while (last > 0 && !table[last] && (causal || !table[-last])) last--;
    narrow(&(struct mask){.window = last + 1}, &m->mask[layer][head]);
    for (long d = causal ? 0 : -last; d <= last; d++) own(m)->holes[layer][head] |= !table[d];
}

static void build_head(struct model *m, int layer, int head) {
    struct state *s = own(m);
    bool over_distance = false;
    s->holes[layer][head] = false;
    memset(s->table[layer] + head * (2 * s->longest - 1), true, (size_t)(2 * s->longest - 1));
    for (int i = 0; i < m->scheme.n; i++) {
        if (!part_has_atom(m, i, ATOM_mask) || !shows_here(m, i, layer) || !part_has_head(m, i, head)) continue;
        const struct mask_atom *hooks = m->scheme.part[i].encoder->mask;
        const struct view view = part_view(m, i, layer, false);
        if (!hooks->by_distance || !hooks->by_distance(&view)) {
            s->holes[layer][head] = true;
            continue;
        }
        over_distance = true;
        hide_distances(m, i, layer, head, 1);
        if (!m->config.causal) hide_distances(m, i, layer, head, -1);
    }
    if (over_distance) note_window(m, layer, head);
}

static void build(struct model *m, bool fixed) {
    struct state *s = own(m);
    for (long k = 0; fixed && k < s->longest; k++) s->place[k] = (double)k;
    for (int layer = 0; fixed && s->longest && layer < m->L; layer++)
        for (int h = 0; h < m->H; h++) build_head(m, layer, h);
}

/* ---- rows ---- */

static bool has_holes(const struct cell *c) { return own(c->m) && own(c->m)->holes[c->layer][c->head]; }

/* Which of the keys from..to-1 a query sees, as far as masks show them one by one. */
static void look(const struct cell *c, int query, int from, int to) {
    const struct state *s = own(c->m);
    const bool *table = table_of(c->m, c->layer, c->head);
    for (int j = from; j < to; j++) s->seen[j] = table[query - j];
    for (int i = 0; from < to && i < c->m->scheme.n; i++) {
        if (!part_has_atom(c->m, i, ATOM_mask) || !shows_here(c->m, i, c->layer) || !part_has_head(c->m, i, c->head))
            continue;
        const struct mask_atom *hooks = c->m->scheme.part[i].encoder->mask;
        const struct view view = part_view(c->m, i, c->layer, false);
        if (hooks->by_distance && hooks->by_distance(&view)) continue;
        hooks->shows(&view, part_own_head(c->m, i, c->head), query, to - from, s->place + from, s->own + from);
        for (int j = from; j < to; j++) s->seen[j] &= s->own[j];
    }
}

/* The keys that query i of the cell sees, to s->key; how many there are. */
static int seen_keys(const struct cell *c, int i) {
    const struct state *s = own(c->m);
    const struct visible v = cell_visible(c, i);
    int n = 0;
    look(c, cell_token(c, i), 0, v.sinks);
    look(c, cell_token(c, i), v.first, v.last);
    for (int j = 0; j < v.last; j++) {
        if (j == v.sinks && j < v.first) j = v.first;
        if (s->seen[j]) s->key[n++] = j;
    }
    return n;
}

int mask_count(const struct cell *c, int i) {
    return has_holes(c) ? seen_keys(c, i) : visible_count(cell_visible(c, i));
}

static void gather(const struct state *s, int n, const real *row, real *x) {
    for (int k = 0; k < n; k++) x[k] = row[s->key[k]];
}

/* Numbers of the keys that are seen back into a row, and 0 for all others. */
static void put_back(const struct cell *c, const struct band *b, int n, const real *x, real *row) {
    const struct state *s = own(c->m);
    band_clear(b, 0, c->T, row);
    for (int k = 0; k < n; k++) row[s->key[k]] = x[k];
}

/* Stick-breaking that leaves out the query's own key finds it at the end of the row, unless it is hidden anyway. */
static struct normaliser normaliser_of_row(const struct cell *c, int i, int n) {
    struct normaliser how = *normaliser_of(c->m, c->layer, c->head);
    if (n && own(c->m)->key[n - 1] != cell_token(c, i)) how.attend_current = true;
    return how;
}

static void softmax(const struct cell *c, real *x, int n) {
    const real most = vec_max(x, n), top = most > c->sink ? most : c->sink;
    real sum = vec_exp_sum(x, x, top, n);
    if (c->sink > -(real)INFINITY) sum += vec_exp1(c->sink - top);
    vec_scale(x, 1 / sum, n);
}

static bool normalise(const struct cell *c, const struct band *b) {
    if (!has_holes(c)) return false;
    const struct state *s = own(c->m);
    normaliser_band_begin(c, b, false);
    for (int i = 0; i < b->n; i++) {
        real *row = b->score + (long)i * c->T;
        const int n = seen_keys(c, b->first + i);
        const struct normaliser how = normaliser_of_row(c, b->first + i, n);
        struct beside beside = normaliser_beside(c, b->first + i);
        gather(s, n, row, s->x);
        if (beside.gate) gather(s, n, beside.gate, s->w), beside.gate = s->w;
        if (n && how.kind == NORMALISER_SOFTMAX)
            softmax(c, s->x, n);
        else if (n)
            normalise_seen(&how, s->x, n, beside, c->m->row[0]);
        put_back(c, b, n, s->x, row);
    }
    return true;
}

static void softmax_row_backward(const struct cell *c, int n) {
    const struct state *s = own(c->m);
    const real mean = vec_dot(s->w, s->x, n);
    for (int k = 0; k < n; k++) s->x[k] = s->w[k] * (s->x[k] - mean);
    if (c->dsink) *c->dsink -= (1 - vec_sum(s->w, n)) * mean;
}

static bool normalise_backward(const struct cell *c, const struct band *b, real *d) {
    if (!has_holes(c)) return false;
    const struct state *s = own(c->m);
    real *dgate = c->m->row[1];
    normaliser_band_begin(c, b, true);
    for (int i = 0; i < b->n; i++) {
        const int n = seen_keys(c, b->first + i);
        const struct normaliser how = normaliser_of_row(c, b->first + i, n);
        struct beside beside = normaliser_beside(c, b->first + i), all = beside;
        beside.dgate = dgate;
        memset(dgate, 0, sizeof *dgate * (size_t)n);
        gather(s, n, d + (long)i * c->T, s->x);
        gather(s, n, b->score + (long)i * c->T, s->w);
        if (n && how.kind == NORMALISER_SOFTMAX)
            softmax_row_backward(c, n);
        else if (n)
            normalise_seen_backward(&how, s->w, s->x, n, beside, c->m->row[0]);
        for (int k = 0; all.dgate && k < n; k++) all.dgate[s->key[k]] += dgate[k];
        put_back(c, b, n, s->x, d + (long)i * c->T);
    }
    normaliser_band_end_backward(c, b);
    return true;
}

/* A query that does not see itself has no score that its others could be measured against. */
static bool bounded(const struct cell *c) { return !has_holes(c); }

/* Windows, blocks and sinks narrow what is computed; keys that are hidden between others are taken out of whole rows.
 */
static bool tiles(const struct model *m, int layer, int head) { return !own(m)->holes[layer][head]; }

/* ---- plain ---- */

static bool plain_hides(const struct plain *s, int head, int i, int j) {
    for (int p = 0; p < s->m->scheme.n; p++) {
        if (!part_has_atom(s->m, p, ATOM_mask) || !shows_here(s->m, p, s->layer) || !part_has_head(s->m, p, head))
            continue;
        const struct view view = part_view(s->m, p, s->layer, false);
        const double key = j;
        bool seen;
        s->m->scheme.part[p].encoder->mask->shows(&view, part_own_head(s->m, p, head), i, 1, &key, &seen);
        if (!seen) return true;
    }
    return false;
}

static const struct plain_atom plain = {.hides = plain_hides};

const struct atom atom_mask = {.plain = &plain,
                               .state = sizeof(struct state),
                               .measure = measure,
                               .room = room,
                               .build = build,
                               .bounded = bounded,
                               .tiles = tiles,
                               .normalise = normalise,
                               .normalise_backward = normalise_backward};
