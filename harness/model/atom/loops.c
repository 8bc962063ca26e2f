/* How often the layers run, where the scheme says it: loops.c of the model runs them. */
#include "encoders/atom/loops.h"
#include "model/atom.h"
#include "model/plain.h"

static int loops(const struct model *m, int tokens, int as_trained) {
    const int part = part_of(m, ATOM_loops);
    if (!part_acts(m, part)) return as_trained;
    const struct view view = part_view(m, part, -1, false);
    return m->scheme.part[part].encoder->loops->count(&view, tokens, (int)m->config.loops);
}

static void loops_stop(const struct model *m, struct loops_stop *out) {
    const int part = part_of(m, ATOM_loops);
    const struct loops_atom *hooks = m->scheme.part[part].encoder->loops;
    if (!part_acts(m, part) || !hooks->stop) return;
    const struct view view = part_view(m, part, -1, false);
    hooks->stop(&view, out);
}

/* ---- plain ---- */

static int plain_loops(const struct plain *s, int as_trained) {
    EACH_PART(s->m, i, hooks, loops) {
        const struct view view = part_view(s->m, i, -1, false);
        if (part_acts(s->m, i)) return hooks->count(&view, s->T, (int)s->m->config.loops);
    }
    return as_trained;
}

static void plain_stop(const struct plain *s, struct loops_stop *out) {
    EACH_PART(s->m, i, hooks, loops) {
        const struct view view = part_view(s->m, i, -1, false);
        if (part_acts(s->m, i) && hooks->stop) hooks->stop(&view, out);
    }
}

static const struct plain_atom plain = {.loops = plain_loops, .loops_stop = plain_stop};

const struct atom atom_loops = {.plain = &plain,
                                .traits = ATOM_FIRST | ATOM_BOUNDED | ATOM_BESIDE,
                                .alone = "say how often the layers run",
                                .loops = loops,
                                .loops_stop = loops_stop};
