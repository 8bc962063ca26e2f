/* Which parts of the scheme in force stand where, and what their hooks see. */
#include "model/internal.h"

bool part_placed(const struct model *m, int part, int layer) { return m->scheme.part[part].layers >> layer & 1; }

bool part_left(const struct model *m, int part) {
    return m->scheme.part[part].until > 0 && m->progress >= m->scheme.part[part].until;
}

bool part_stands(const struct model *m, int part, int layer) {
    return part_placed(m, part, layer) && !part_left(m, part);
}

bool part_has_head(const struct model *m, int part, int head) { return m->scheme.part[part].heads >> head & 1; }

bool part_acts(const struct model *m, int part) { return !m->scheme.part[part].encoder->variant || m->evaluating; }

struct view part_view(const struct model *m, int part, int layer, bool grad) {
    const struct model_tensors *p = &m->p, *g = &m->g;
    int heads = 0;
    for (int h = 0; h < m->H; h++) heads += part_has_head(m, part, h);
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
