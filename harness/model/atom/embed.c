/* Absolute positions: one table of vectors by position, the sum of what all parts give. */
#include "encoders/atom/embed.h"
#include "model/atom.h"
#include "model/plain.h"

struct state {
    bool learns;
    real *table, *grad; /* [limit][C] */
};
static struct state *own(const struct model *m) { return m->state[ATOM_embed]; }

static bool check(struct model *m, int part, struct error *err) {
    (void)err;
    own(m)->learns |= m->scheme.part[part].encoder->embed->grad && m->part_learns[part];
    return true;
}

static long scratch(const struct model *m) { return (long)m->tables.limit * m->C; }

static void room(struct model *m, struct arena *arena, long N, long longest) {
    (void)N, (void)longest;
    const size_t n = (size_t)m->tables.limit * (size_t)m->C;
    own(m)->table = take(arena, true, n);
    own(m)->grad = take(arena, own(m)->learns && m->training, n);
}

static void place_build(struct model *m, int n, bool fixed) {
    const struct state *s = own(m);
    if (!fixed && !s->learns) return;
    memset(s->table, 0, sizeof(real) * (size_t)n * (size_t)m->C);
    EACH_PART(m, i, hooks, embed) {
        struct view view = part_view(m, i, -1, false);
        hooks->table(&view, n, m->tables.number, m->tables.scratch);
        for (long k = 0; k < (long)n * m->C; k++) s->table[k] += m->tables.scratch[k];
    }
}

static void place_zero(struct model *m) {
    if (own(m)->grad) memset(own(m)->grad, 0, sizeof(real) * (size_t)m->tables.limit * (size_t)m->C);
}

static void place_grad(struct model *m, int n) {
    EACH_PART(m, i, hooks, embed) {
        if (!hooks->grad || !m->part_learns[i]) continue;
        struct view view = part_view(m, i, -1, true);
        hooks->grad(&view, n, m->tables.number, own(m)->grad);
    }
}

static void embed(struct model *m, const struct group *g, real *x) {
    for (int r = 0; r < g->rows; r++) vec_add(x + (long)r * m->C, own(m)->table + (long)g->place[r] * m->C, m->C);
}

static void embed_backward(struct model *m, const struct group *g, const real *dx) {
    if (!own(m)->grad) return;
    for (int r = 0; r < g->rows; r++) vec_add(own(m)->grad + (long)g->place[r] * m->C, dx + (long)r * m->C, m->C);
}

/* ---- plain ---- */

static void plain_embed(const struct plain *s, double *x) {
    EACH_PART(s->m, i, hooks, embed) {
        const struct view view = part_view(s->m, i, -1, false);
        hooks->table(&view, s->T, s->position, s->given);
        for (long k = 0; k < (long)s->T * s->m->C; k++) x[k] += (double)s->given[k];
    }
}

static const struct plain_atom plain = {.embed = plain_embed};

const struct atom atom_embed = {.plain = &plain,
                                .traits = ATOM_FIRST | ATOM_BOUNDED | ATOM_BESIDE,
                                .state = sizeof(struct state),
                                .check = check,
                                .scratch = scratch,
                                .room = room,
                                .place_build = place_build,
                                .place_zero = place_zero,
                                .place_grad = place_grad,
                                .embed = embed,
                                .embed_backward = embed_backward};
