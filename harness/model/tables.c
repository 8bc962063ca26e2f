/* What the scheme says, as its atoms keep it: which of them stand where, what may stand together, and the life of their
 * tables. Fixed tables are made once for the reserved room; learned ones once per step, for the whole batch. The
 * gradient of a table is summed over the step and handed to the scheme once. Tables by position: places.c.
 */
#include "base/guard.h"
#include "model/atom.h"
#include "model/math/phase.h"
#include <stdio.h>
#include <string.h>

/* ---- composition ---- */

/* Heads in which some part has the atom, in a layer. */
static uint64_t heads_of(const struct model *m, int atom, int layer) {
    const uint64_t all = ((uint64_t)1 << m->H) - 1;
    uint64_t heads = 0;
    for (int i = 0; i < m->scheme.n; i++)
        if (part_has_atom(m, i, (enum atom_index)atom) && part_stands(m, i, layer)) heads |= m->scheme.part[i].heads;
    return heads & all;
}

static void add_standing(struct standings *to, int atom, uint64_t heads) {
    if (!heads) return;
    to->list[to->n++] = (struct standing){atom_list[atom], (enum atom_index)atom, heads};
    to->traits |= atom_traits(atom_list[atom]);
}

static void note_standing(struct model *m) {
    m->anywhere = (struct standings){0};
    for (int layer = 0; layer < m->L; layer++) m->stands[layer] = (struct standings){0};
    for (int k = 0; k < atom_count(); k++) {
        const int a = atom_order[k];
        uint64_t anywhere = 0;
        for (int layer = 0; layer < m->L; layer++) {
            const uint64_t heads = heads_of(m, a, layer);
            add_standing(&m->stands[layer], a, heads);
            anywhere |= heads;
        }
        add_standing(&m->anywhere, a, anywhere);
    }
    m->all_rows |= (m->stands[m->L - 1].traits & ATOM_ALL_ROWS) != 0;
}

static unsigned traits_of(const struct encoder *e) {
    unsigned traits = 0;
    for (int a = 0; a < atom_count(); a++)
        if (encoder_atom(e, a)) traits |= atom_traits(atom_list[a]);
    return traits;
}

static bool check_place(struct model *m, int i, struct error *err) {
    const struct part *part = &m->scheme.part[i];
    const struct encoder *e = part->encoder;
    const unsigned traits = traits_of(e);
    const uint64_t layers = ((uint64_t)1 << m->L) - 1, heads = ((uint64_t)1 << m->H) - 1, all = ~(uint64_t)0;
    if (part->layers != all && (part->layers & ~layers))
        return error_set(err, "scheme %s: @layers names a layer that the model of %d layers does not have", e->name,
                         m->L);
    if (part->heads != all && (part->heads & ~heads))
        return error_set(err, "scheme %s: @heads names a head that the model of %d heads does not have", e->name, m->H);
    if (traits & ATOM_FIRST && (part->layers != all || part->heads != all || part->until > 0))
        return error_set(err, "scheme %s acts before the first layer, so it cannot be placed with @", e->name);
    if (traits & ATOM_ALL_HEADS && part->heads != all)
        return error_set(err, "scheme %s acts on all heads at once, so it cannot be placed with @heads", e->name);
    if ((encoder_claims(e, part->options) & CLAIM_CAUSAL_ONLY) && !m->config.causal)
        return error_set(err, "scheme %s needs a causal model; set model.causal=true", e->name);
    struct view view = part_view(m, i, -1, false);
    view.eval_length = m->eval_length;
    if (m->eval_length > 0) view.eval_places = scheme_places(&m->scheme, true, m->train_length, m->eval_length);
    guard_at("check", "scheme", e->name);
    const bool ok = !e->check || e->check(&view, err) || error_prefix(err, "scheme %s", e->name);
    guard_at(NULL, NULL, NULL);
    return ok;
}

/* "only one may ...": one check for all atoms that say so. */
static bool check_alone(struct model *m, int i, int atom, struct error *err) {
    char why[128];
    if (!atom_list[atom]->alone) return true;
    if (m->alone[atom] < 0) {
        m->alone[atom] = i;
        return true;
    }
    snprintf(why, sizeof why, "only one may %s", atom_list[atom]->alone);
    return part_clash(m, m->alone[atom], i, why, err);
}

static bool check_part(struct model *m, int i, struct error *err) {
    if (!check_place(m, i, err)) return false;
    for (int a = 0; a < atom_count(); a++) {
        if (!part_has_atom(m, i, (enum atom_index)a)) continue;
        if (!check_alone(m, i, a, err)) return false;
        if (atom_list[a]->check && !atom_list[a]->check(m, i, err)) return false;
    }
    return true;
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
            if (!part_equal(&moved, b) || traits_of(a->encoder) & ATOM_REPEATS) continue;
            if (a->layers & b->layers & layers && a->heads & b->heads & heads)
                return error_set(err,
                                 "scheme %s stands twice with the same options on the same heads: remove one, change "
                                 "its options, or part them by @layers or @heads",
                                 a->encoder->name);
        }
    return true;
}

/* Nothing is known of the scheme. */
static void forget_scheme(struct model *m) {
    for (int a = 0; a < atom_count(); a++) {
        m->alone[a] = -1;
        if (!atom_list[a]->state) continue;
        if (!m->state[a]) m->state[a] = mem_zero(1, atom_list[a]->state);
        memset(m->state[a], 0, atom_list[a]->state);
    }
    m->layout_part = -1;
    m->pairs = m->D / 2;
    m->branches = 1;
    m->tasks = scheme_tasks(&m->scheme);
    m->all_rows = m->rows_at_once = m->adds_scores = false;
    for (int layer = 0; layer < m->L; layer++)
        for (int h = 0; h < m->H; h++) m->score_scale[layer][h] = 1;
    /* A map across heads has inputs for what is added from the first step to the last: zeros when that is left out. */
    for (int a = 0; a < atom_count(); a++)
        for (int i = 0; atom_list[a]->scores && i < m->scheme.n; i++)
            m->adds_scores |= part_has_atom(m, i, (enum atom_index)a);
    m->tables.fresh = false;
}

/* At most one atom of the whole scheme has the trait. */
static bool check_single(struct model *m, enum atom_trait trait, const char *why, struct error *err) {
    int first = -1;
    for (int i = 0; i < m->scheme.n; i++)
        for (int a = 0; a < atom_count(); a++) {
            if (part_left(m, i) || !part_has_atom(m, i, (enum atom_index)a) || !(atom_traits(atom_list[a]) & trait))
                continue;
            if (first >= 0) return part_clash(m, first, i, why, err);
            first = i;
        }
    return true;
}

/* Content scores are made again for one atom that looks at them on the backward pass, and what is added to them is
 * kept apart for one that combines the two. */
static bool check_singles(struct model *m, struct error *err) {
    return check_single(m, ATOM_CONTENT, "only one may look at the content scores", err) &&
           check_single(m, ATOM_APART, "only one may combine content scores with what is added to them", err);
}

/* Runs after the parameters are bound. */
bool tables_check(struct model *m, struct error *err) {
    forget_scheme(m);
    note_standing(m);
    loops_check(m);
    for (int i = 0; i < m->scheme.n; i++)
        if (!part_left(m, i) && !check_part(m, i, err)) return false;
    EACH_ATOM(at, &m->anywhere) if (at->atom->agree && !at->atom->agree(m, err)) return false;
    return check_singles(m, err) && check_doubles(m, err);
}

void tables_free(struct model *m) {
    for (int a = 0; a < atom_count(); a++) mem_free(m->state[a]);
}

/* ---- room and life ---- */

void tables_measure(struct model *m, int longest) {
    m->tables.longest_distance = place_limit(m, longest) - 1;
    memset(m->mask, 0, sizeof m->mask);
    m->branches = 1;
    EACH_ATOM(at, &m->anywhere) if (at->atom->measure) at->atom->measure(m);
}

void tables_size(struct model *m, struct arena *arena, int rows, int longest) {
    struct tables *t = &m->tables;
    long most = 0;
    places_size(m, rows, longest);
    t->distances = m->config.causal ? t->longest_distance + 1 : 2 * t->longest_distance + 1;
    EACH_ATOM(at, &m->anywhere) {
        if (at->atom->room) at->atom->room(m, arena, rows, longest);
        const long own = at->atom->scratch ? at->atom->scratch(m) : 0;
        most = own > most ? own : most;
    }
    t->number = arena_take(arena, (size_t)(t->limit > t->distances ? t->limit : t->distances), sizeof *t->number);
    t->scratch = arena_take(arena, (size_t)most, sizeof(real));
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

static void fill_distances(struct tables *t) {
    for (int k = 0; k < t->distances; k++) t->number[k] = k - (t->distances - 1 - t->longest_distance);
}

void tables_begin(struct model *m, const double *position, int rows) {
    IN_PHASE(PHASE_SCHEME);
    const bool fixed = !m->tables.fresh;
    project_parameters(m);
    if (fixed) m->tables.standing = STANDS_NOTHING;
    places_begin(m, position, rows);
    fill_distances(&m->tables);
    EACH_ATOM(at, &m->anywhere) if (at->atom->build) at->atom->build(m, fixed);
    m->tables.fresh = true;
}

void tables_zero_grad(struct model *m) {
    IN_PHASE(PHASE_SCHEME);
    places_zero_grad(m);
    EACH_ATOM(at, &m->anywhere) if (at->atom->zero_grad) at->atom->zero_grad(m);
}

void tables_hand_back(struct model *m) {
    fill_distances(&m->tables);
    EACH_ATOM(at, &m->anywhere) if (at->atom->hand_back) at->atom->hand_back(m);
}
