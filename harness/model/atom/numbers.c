/* Embedding by number: a table that tokens look up by a number of their own. */
#include "encoders/atom/numbers.h"
#include "model/atom.h"
#include "model/plain.h"

/* The table, or its gradient. */
static real *vectors(const struct model *m, bool grad) {
    const int part = part_of(m, ATOM_numbers);
    struct view view = part_view(m, part, -1, grad);
    return m->scheme.part[part].encoder->numbers->vectors(&view, grad);
}

static void embed(struct model *m, const struct group *g, real *x) {
    if (!g->number) return;
    const real *numbered = vectors(m, false);
    for (int r = 0; r < g->rows; r++) vec_add(x + (long)r * m->C, numbered + (long)g->number[r] * m->C, m->C);
}

static void embed_backward(struct model *m, const struct group *g, const real *dx) {
    if (!g->number) return;
    real *numbered = vectors(m, true);
    for (int r = 0; r < g->rows; r++) vec_add(numbered + (long)g->number[r] * m->C, dx + (long)r * m->C, m->C);
}

/* ---- plain ---- */

static void plain_embed(const struct plain *s, double *x) {
    const int C = s->m->C;
    EACH_PART(s->m, i, hooks, numbers) {
        const struct view view = part_view(s->m, i, -1, false);
        const double *vector = plain_theta(s, hooks->vectors(&view, false));
        for (int t = 0; s->number && t < s->T; t++)
            for (int c = 0; c < C; c++) x[(long)t * C + c] += vector[(long)s->number[t] * C + c];
    }
}

static const struct plain_atom plain = {.embed = plain_embed};

const struct atom atom_numbers = {.plain = &plain,
                                  .traits = ATOM_FIRST | ATOM_BOUNDED | ATOM_BESIDE,
                                  .alone = "number tokens",
                                  .embed = embed,
                                  .embed_backward = embed_backward};
