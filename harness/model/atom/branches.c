/* Branches: queries and keys in several forms (atom/rotary.c turns them), and the content product that takes each key
 * from the form of its range. In evaluation only. Branch 0 lies where queries and keys always do.
 */
#include "encoders/atom/branches.h"
#include "encoders/atom/positions.h"
#include "encoders/atom/rotary.h"
#include "model/atom/branches.h"
#include "model/plain.h"

struct state {
    struct kept query[BRANCHES_MAX], key[BRANCHES_MAX];
};
static struct state *own(const struct model *m) { return m->state[ATOM_branches]; }

static const struct branches_atom *hooks_of(const struct model *m) {
    return m->scheme.part[part_of(m, ATOM_branches)].encoder->branches;
}
static struct view view_of(const struct model *m, int layer) {
    return part_view(m, part_of(m, ATOM_branches), layer, false);
}

static bool agree(struct model *m, struct error *err) {
    const struct view view = view_of(m, -1);
    if (hooks_of(m)->count(&view) <= 1) return true;
    EACH_PART(m, i, hooks, positions)
    if (hooks->uneven)
        return part_clash(m, part_of(m, ATOM_branches), i,
                          "places counted along the sequence cannot stand for positions that do not rise by one", err);
    EACH_PART(m, i, hooks, rotary)
    if (hooks->rotate && hooks_of(m)->pair_positions)
        return part_clash(
            m, part_of(m, ATOM_branches), i,
            "one gives each pair of a head positions of its own, the other turns all pairs by one position", err);
    return true;
}

/* Without turns there is nothing to do in several ways. */
static void measure(struct model *m) {
    bool turned = false;
    EACH_PART(m, i, hooks, rotary) turned |= hooks->frequencies || hooks->rotate;
    if (!turned || !part_acts(m, part_of(m, ATOM_branches))) return;
    const struct view view = view_of(m, -1);
    m->branches = hooks_of(m)->count(&view);
    REQUIRE(m->branches >= 1 && m->branches <= BRANCHES_MAX);
}

static void layer_room(struct model *m, struct arena *arena, int layer, long N, long longest) {
    struct layer_acts *a = &m->acts[layer];
    const int wide = m->layout_part >= 0 && m->layout == ROTARY_POLAR ? 2 : 1;
    (void)longest;
    for (int b = 1; b < m->branches; b++)
        a->operands[a->n_operands++] =
            (struct operands){.branch = b,
                              .heads = ~(uint64_t)0,
                              .size = wide * m->D,
                              .query_stride = wide * m->C,
                              .key_stride = wide * m->C,
                              .query = take_kept(m, arena, &own(m)->query[b], (size_t)(N * wide * m->C)),
                              .key = take_kept(m, arena, &own(m)->key[b], (size_t)(N * wide * m->C))};
}

static void map(const struct branches_atom *hooks, const struct view *view, int branch, bool key, int pair, int n,
                double *position) {
    if (pair != NO_PAIR && hooks->pair_positions)
        hooks->pair_positions(view, branch, key, pair, n, position);
    else
        hooks->positions(view, branch, key, n, position);
}

void branch_map(const struct model *m, int layer, int branch, bool key, int pair, int n, double *position) {
    const struct view view = view_of(m, layer);
    map(hooks_of(m), &view, branch, key, pair, n, position);
}

bool branch_pairs_differ(const struct model *m, int layer) {
    return branches_stand(m, layer) && hooks_of(m)->pair_positions;
}

double branch_position(const struct cell *c, int branch, bool key, int token) {
    if (!branches_stand(c->m, c->layer)) return c->position[token];
    double position = token;
    branch_map(c->m, c->layer, branch, key, NO_PAIR, 1, &position);
    return position;
}

struct keys branch_keys(const struct cell *c, int branch, int i) {
    const struct view view = view_of(c->m, c->layer);
    struct keys keys = {0, 0};
    hooks_of(c->m)->keys(&view, branch, cell_token(c, i), &keys.from, &keys.to);
    return keys;
}

int branch_count(const struct cell *c) {
    const struct view view = view_of(c->m, c->layer);
    return hooks_of(c->m)->count(&view);
}

bool branch_distances(const struct cell *c) {
    const int part = part_of(c->m, ATOM_branches);
    return part >= 0 && hooks_of(c->m)->distances && part_acts(c->m, part) && part_stands(c->m, part, c->layer);
}

static struct keys both(struct keys a, struct keys b) {
    return (struct keys){a.from > b.from ? a.from : b.from, a.to < b.to ? a.to : b.to};
}

static void take_row(const struct keys keys, const real *from, real *to) {
    if (keys.to > keys.from) memcpy(to + keys.from, from + keys.from, sizeof *to * (size_t)(keys.to - keys.from));
}

static void branch_scores(const struct cell *c, const struct band *b, int branch, real *spare, real *out) {
    struct keys any = {c->T, 0};
    for (int i = 0; i < b->n; i++) {
        const struct keys seen = branch_keys(c, branch, b->first + i);
        if (seen.from >= seen.to) continue;
        any = (struct keys){seen.from < any.from ? seen.from : any.from, seen.to > any.to ? seen.to : any.to};
    }
    for (int piece = 0; piece < b->pieces; piece++) {
        const struct keys keys = both(any, b->keys[piece]);
        if (keys.from >= keys.to) continue;
        content_product(c, b, branch, keys, spare);
        for (int i = 0; i < b->n; i++)
            take_row(both(branch_keys(c, branch, b->first + i), keys), spare + i * b->stride, out + i * b->stride);
    }
}

static bool content(const struct cell *c, const struct band *b, real *out) {
    if (!branches_stand(c->m, c->layer)) return false;
    for (int branch = 0; branch < c->m->branches; branch++) branch_scores(c, b, branch, b->spare, out);
    return true;
}

static bool bounded(const struct cell *c) { return !branches_stand(c->m, c->layer); }

/* ---- plain ---- */

/* The part, where it acts in the layer, with its view; -1: nowhere. */
static int plain_part(const struct plain *s, struct view *view) {
    const int part = part_of(s->m, ATOM_branches);
    if (part < 0 || !part_acts(s->m, part) || !part_stands(s->m, part, s->layer)) return -1;
    *view = part_view(s->m, part, s->layer, false);
    return part;
}

double plain_pair_position(const struct plain *s, int branch, bool key, int pair, int token) {
    struct view view;
    const int part = plain_part(s, &view);
    double position = token;
    if (part < 0) return s->position[token];
    map(s->m->scheme.part[part].encoder->branches, &view, branch, key, pair, 1, &position);
    return position;
}

double plain_position(const struct plain *s, int branch, bool key, int token) {
    return plain_pair_position(s, branch, key, NO_PAIR, token);
}

static int plain_branch(const struct plain *s, int i, int j) {
    struct view view;
    const int part = plain_part(s, &view);
    if (part < 0) return 0;
    const struct branches_atom *hooks = s->m->scheme.part[part].encoder->branches;
    for (int branch = 0; branch < hooks->count(&view); branch++) {
        int from = 0, to = 0;
        hooks->keys(&view, branch, i, &from, &to);
        if (from <= j && j < to) return branch;
    }
    return 0;
}

double plain_closer(const struct plain *s, int i, int j) {
    struct view view;
    const int part = plain_part(s, &view);
    if (part < 0 || !s->m->scheme.part[part].encoder->branches->distances || j > i) return 0;
    return i - plain_position(s, plain_branch(s, i, j), false, i);
}

/* A form for each branch, as it is projected so far. */
static void plain_rows(struct plain *s) {
    struct view view;
    const int part = plain_part(s, &view);
    const size_t n = sizeof(double) * (size_t)s->T * (size_t)s->m->C;
    for (int b = 1; part >= 0 && b < s->m->scheme.part[part].encoder->branches->count(&view); b++) {
        const struct plain_form *f = plain_add_form(s, s->m->D);
        memcpy(f->query, s->form[0].query, n);
        memcpy(f->key, s->form[0].key, n);
    }
}

static const struct plain_atom plain = {.rows = plain_rows, .form = plain_branch};

const struct atom atom_branches = {.plain = &plain,
                                   .traits = ATOM_ALL_HEADS | ATOM_SPARE | ATOM_TILES,
                                   .alone = "score ranges of keys in several ways",
                                   .state = sizeof(struct state),
                                   .agree = agree,
                                   .measure = measure,
                                   .layer_room = layer_room,
                                   .bounded = bounded,
                                   .content = content};
