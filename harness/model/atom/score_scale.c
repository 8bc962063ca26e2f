/* Factors on 1/sqrt(D). */
#include "encoders/atom/score_scale.h"
#include "model/atom.h"
#include "model/plain.h"

static bool check(struct model *m, int part, struct error *err) {
    const struct view view = part_view(m, part, -1, false);
    (void)err;
    for (int layer = 0; layer < m->L; layer++)
        for (int h = 0; part_stands(m, part, layer) && h < m->H; h++)
            if (part_has_head(m, part, h))
                m->score_scale[layer][h] *= m->scheme.part[part].encoder->score_scale->factor(&view);
    return true;
}

const struct atom atom_score_scale = {.plain = &(const struct plain_atom){0}, .traits = ATOM_BOUNDED, .check = check};
