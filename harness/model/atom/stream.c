/* Stream maps: what the scheme does to a block of rows at a site of a layer, one sequence after the other. What enters
 * a map is kept for the backward pass; evaluation has one copy for all.
 */
#include "encoders/atom/stream.h"
#include "model/atom.h"
#include "model/math/phase.h"
#include <string.h>

struct state {
    real *in[LAYERS_MAX][SITES][SCHEME_PARTS_MAX]; /* [N][W] what enters each part's map there; NULL: none */
    real *shared;                                  /* [N][W] the same for all, where nothing is kept */
};
static struct state *own(const struct model *m) { return m->state[ATOM_stream]; }

static int width(const struct model *m, int site) {
    return site == SITE_KEY_VALUE ? 2 * m->C : site == SITE_HIDDEN ? m->up : m->C;
}

static bool stands(const struct model *m, int part, int layer, int site) {
    const struct stream_atom *hooks = m->scheme.part[part].encoder->stream;
    if (!hooks || !part_stands(m, part, layer)) return false;
    const struct view view = part_view(m, part, layer, false);
    return hooks->at(&view, (enum site)site);
}

/* At some site of the range. */
static bool some_stands(const struct model *m, int layer, enum site from, enum site to) {
    for (int site = (int)from; site <= (int)to; site++)
        for (int part = 0; part < m->scheme.n; part++)
            if (stands(m, part, layer, site)) return true;
    return false;
}

/* The widest site of the model that has a map; 0: none has. */
static int widest(const struct model *m) {
    int most = 0;
    for (int layer = 0; layer < m->L; layer++)
        for (int site = 0; site < SITES; site++)
            if (width(m, site) > most && some_stands(m, layer, (enum site)site, (enum site)site)) most = width(m, site);
    return most;
}

static bool check(struct model *m, int part, struct error *err) {
    for (int layer = 0; layer < m->L; layer++) {
        const bool behind = some_stands(m, layer, SITE_ATTENTION, SITE_HIDDEN);
        if (!m->F && some_stands(m, layer, SITE_MLP, SITE_HIDDEN))
            return error_set(err, "scheme %s acts on the MLP, which there is none of; set model.mlp=4",
                             m->scheme.part[part].encoder->name);
        m->rows_at_once |= behind;
        m->all_rows |= behind && layer == m->L - 1;
        if (m->config.place != PLACE_PRE &&
            (some_stands(m, layer, SITE_ATTENTION, SITE_ATTENTION) || some_stands(m, layer, SITE_MLP, SITE_MLP)))
            return error_set(err, "scheme %s stands behind norms that lead into branches; set model.place=pre",
                             m->scheme.part[part].encoder->name);
    }
    return true;
}

static void room(struct model *m, struct arena *arena, long N, long longest) {
    (void)longest;
    own(m)->shared = take(arena, !m->training, (size_t)N * (size_t)widest(m));
}

static void layer_room(struct model *m, struct arena *arena, int layer, long N, long longest) {
    (void)longest;
    for (int site = 0; site < SITES; site++)
        for (int part = 0; part < m->scheme.n; part++)
            own(m)->in[layer][site][part] = !stands(m, part, layer, site) ? NULL
                                            : m->training ? take(arena, true, (size_t)N * (size_t)width(m, site))
                                                          : own(m)->shared;
}

static void forward_at(struct model *m, int layer, enum site site, const struct group *g, real *x) {
    IN_PHASE(PHASE_SCHEME);
    const int W = width(m, (int)site);
    for (int part = 0; part < m->scheme.n; part++) {
        real *in = own(m)->in[layer][site][part];
        if (!in) continue;
        const struct view view = part_view(m, part, layer, false);
        memcpy(in, x, sizeof *in * (size_t)g->rows * (size_t)W);
        for (int s = 0; s < g->sequences; s++) {
            const long at = (long)g->start[s] * W;
            m->scheme.part[part].encoder->stream->map(&view, site, g->start[s + 1] - g->start[s], in + at, x + at);
        }
    }
}

static void backward_at(struct model *m, int layer, enum site site, const struct group *g, real *d) {
    IN_PHASE(PHASE_SCHEME);
    const int W = width(m, (int)site);
    for (int part = m->scheme.n - 1; part >= 0; part--) {
        const real *in = own(m)->in[layer][site][part];
        if (!in) continue;
        const struct view view = part_view(m, part, layer, true);
        for (int s = 0; s < g->sequences; s++) {
            const long at = (long)g->start[s] * W;
            m->scheme.part[part].encoder->stream->grad(&view, site, g->start[s + 1] - g->start[s], in + at, d + at);
        }
    }
}

const struct atom atom_stream = {.traits = ATOM_ALL_HEADS | ATOM_REPEATS | ATOM_BOUNDED | ATOM_BESIDE,
                                 .state = sizeof(struct state),
                                 .check = check,
                                 .room = room,
                                 .layer_room = layer_room,
                                 .stream = forward_at,
                                 .stream_backward = backward_at};
