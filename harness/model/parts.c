/* Which parts of the scheme in force stand where, and what their hooks see. */
#include "model/internal.h"
#include <string.h>

bool part_placed(const struct model *m, int part, int layer) { return m->scheme.part[part].layers >> layer & 1; }

bool part_left(const struct model *m, int part) {
    return m->scheme.part[part].until > 0 && m->progress >= m->scheme.part[part].until;
}

bool part_stands(const struct model *m, int part, int layer) {
    return part_placed(m, part, layer) && !part_left(m, part);
}

bool part_has_head(const struct model *m, int part, int head) { return m->scheme.part[part].heads >> head & 1; }

bool part_evaluates_only(const struct model *m, int part) {
    const struct encoder *e = m->scheme.part[part].encoder;
    const struct view view = {.options = m->scheme.part[part].options};
    return e->variant && !(e->trains && e->trains(&view));
}

bool part_acts(const struct model *m, int part) { return m->evaluating || !part_evaluates_only(m, part); }

struct view part_view(const struct model *m, int part, int layer, bool grad) {
    const struct model_tensors *p = &m->p, *g = &m->g;
    const int heads = part_own_head(m, part, m->H);
    return (struct view){.options = m->scheme.part[part].options,
                         .layer = layer,
                         .layers = m->L,
                         .heads = heads,
                         .head_size = m->D,
                         .pairs = m->pairs,
                         .width = m->C,
                         .hidden = m->up,
                         .train_length = m->train_length,
                         .train_places = m->train_places,
                         .length = m->room_longest,
                         .reach = m->tables.longest_distance,
                         .causal = m->config.causal,
                         .biased = m->adds_scores,
                         .evaluating = m->evaluating,
                         .step = m->step,
                         .seed = m->seed,
                         .param = layer < 0 ? p->part[part] : p->layer[layer].part[part],
                         .grad = !grad       ? NULL
                                 : layer < 0 ? g->part[part]
                                             : g->layer[layer].part[part]};
}

bool part_has_atom(const struct model *m, int part, enum atom_index atom) {
    return encoder_atom(m->scheme.part[part].encoder, (int)atom) != NULL;
}

int part_own_head(const struct model *m, int part, int head) {
    int own = 0;
    for (int h = 0; h < head; h++) own += part_has_head(m, part, h);
    return own;
}

void part_gather(const struct model *m, int part, size_t size, const void *all, void *own) {
    char *to = own;
    for (int h = 0; h < m->H; h++) {
        if (!part_has_head(m, part, h)) continue;
        memcpy(to, (const char *)all + (size_t)h * size, size);
        to += size;
    }
}

void part_scatter(const struct model *m, int part, size_t size, const void *own, void *all) {
    const char *from = own;
    for (int h = 0; h < m->H; h++) {
        if (!part_has_head(m, part, h)) continue;
        memcpy((char *)all + (size_t)h * size, from, size);
        from += size;
    }
}

bool part_clash(const struct model *m, int a, int b, const char *what, struct error *err) {
    return error_set(err, "schemes %s and %s cannot stand together: %s", m->scheme.part[a].encoder->name,
                     m->scheme.part[b].encoder->name, what);
}

bool pairs_agree(struct model *m, int part, enum rotary_layout layout, struct error *err) {
    if (m->layout_part >= 0 && layout != m->layout)
        return part_clash(m, m->layout_part, part,
                          "their pair layouts differ (half, interleaved, polar); give both the same", err);
    if (m->layout_part < 0) m->layout_part = part;
    m->layout = layout;
    m->pairs = layout == ROTARY_POLAR ? m->D : m->D / 2;
    return true;
}
