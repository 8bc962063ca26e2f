/* Stream maps: what the scheme does to a block of rows at a site of a layer, one sequence after the other. What enters
 * a map is kept for the way back; evaluation has one copy for all.
 */
#include "model/internal.h"
#include "model/math/phase.h"
#include <string.h>

static int width(const struct model *m, int site) {
    return site == SITE_KEY_VALUE ? 2 * m->C : site == SITE_HIDDEN ? m->up : m->C;
}

static bool stands(const struct model *m, int part, int layer, int site) {
    const struct encoder *e = m->scheme.part[part].encoder;
    if (!e->stream || !part_stands(m, part, layer)) return false;
    const struct view view = part_view(m, part, layer, false);
    return e->stream_at(&view, (enum site)site);
}

bool streams_stand(const struct model *m, int layer, enum site from, enum site to) {
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
            if (width(m, site) > most && streams_stand(m, layer, (enum site)site, (enum site)site))
                most = width(m, site);
    return most;
}

void streams_size(struct model *m, struct arena *arena, long N) {
    m->stream = arena_take(arena, m->training ? 0 : (size_t)N * (size_t)widest(m), sizeof(real));
}

void streams_arrange(struct model *m, struct arena *arena, int layer, long N) {
    for (int site = 0; site < SITES; site++)
        for (int part = 0; part < m->scheme.n; part++) {
            real **in = &m->acts[layer].stream_in[site][part];
            *in = NULL;
            if (!stands(m, part, layer, site)) continue;
            *in = m->training ? arena_take(arena, (size_t)N * (size_t)width(m, site), sizeof(real)) : m->stream;
        }
}

void streams_forward(struct model *m, int layer, enum site site, const struct group *g, real *x) {
    IN_PHASE(PHASE_SCHEME);
    const int W = width(m, (int)site);
    for (int part = 0; part < m->scheme.n; part++) {
        real *in = m->acts[layer].stream_in[site][part];
        if (!in) continue;
        const struct view view = part_view(m, part, layer, false);
        memcpy(in, x, sizeof *in * (size_t)g->rows * (size_t)W);
        for (int s = 0; s < g->sequences; s++) {
            const long at = (long)g->start[s] * W;
            m->scheme.part[part].encoder->stream(&view, site, g->start[s + 1] - g->start[s], in + at, x + at);
        }
    }
}

void streams_backward(struct model *m, int layer, enum site site, const struct group *g, real *d) {
    IN_PHASE(PHASE_SCHEME);
    const int W = width(m, (int)site);
    for (int part = m->scheme.n - 1; part >= 0; part--) {
        const real *in = m->acts[layer].stream_in[site][part];
        if (!in) continue;
        const struct view view = part_view(m, part, layer, true);
        for (int s = 0; s < g->sequences; s++) {
            const long at = (long)g->start[s] * W;
            m->scheme.part[part].encoder->stream_grad(&view, site, g->start[s + 1] - g->start[s], in + at, d + at);
        }
    }
}
