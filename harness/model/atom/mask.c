/* Masks: the keys that a head sees, before anything is computed. */
#include "encoders/atom/mask.h"
#include "model/atom.h"
#include "model/plain.h"

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
    if (part_acts(m, i) && part_stands(m, i, layer)) note_masks(m, i, hooks, layer);
}

const struct atom atom_mask = {.plain = &(const struct plain_atom){0}, .traits = ATOM_BOUNDED, .measure = measure};
