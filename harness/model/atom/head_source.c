/* Shared projections: heads take the rows of others after projection and before everything that changes them. What was
 * projected for such a head itself is overwritten, and its weights get no gradient.
 */
#include "encoders/atom/head_source.h"
#include "model/atom.h"
#include "model/plain.h"
#include <string.h>

static int part(const struct model *m) { return part_of(m, ATOM_head_source); }

/* The model's head that head h takes from; h itself where the part leaves it alone. */
static int source_of(const struct model *m, int layer, int h) {
    const struct view view = part_view(m, part(m), layer, false);
    if (!part_has_head(m, part(m), h)) return h;
    const int s = m->scheme.part[part(m)].encoder->head_source->source(&view, part_own_head(m, part(m), h));
    for (int k = 0; k < m->H; k++)
        if (part_has_head(m, part(m), k) && part_own_head(m, part(m), k) == s) return k;
    BUG("head %d takes from head %d of %d", h, s, view.heads);
}

/* The D numbers of a head in each of n rows: those of the source over those of h. */
static void copy(int n, int stride, int D, int s, int h, real *x) {
    for (int r = 0; r < n; r++, x += stride) memcpy(x + h * D, x + s * D, sizeof *x * (size_t)D);
}

/* The gradient of h's numbers is one of the source's. */
static void hand_on(int n, int stride, int D, int s, int h, real *d) {
    for (int r = 0; r < n; r++, d += stride) {
        vec_add(d + s * D, d + h * D, D);
        memset(d + h * D, 0, sizeof *d * (size_t)D);
    }
}

static void each(struct model *m, int layer, int queries, int rows, real *q, real *kv,
                 void (*work)(int n, int stride, int D, int s, int h, real *x)) {
    for (int h = 0; h < m->H; h++) {
        const int s = source_of(m, layer, h);
        if (s == h) continue;
        work(queries, m->C, m->D, s, h, q);
        work(rows, 2 * m->C, m->D, s, h, kv);
        work(rows, 2 * m->C, m->D, s, h, kv + m->C);
    }
}

static void rows(struct model *m, int layer, const struct group *g, int queries) {
    each(m, layer, queries, g->rows, m->acts[layer].q, m->acts[layer].kv, copy);
}

static void rows_backward(struct model *m, int layer, const struct group *g, int queries) {
    each(m, layer, queries, g->rows, m->dq, m->dkv, hand_on);
}

/* ---- plain ---- */

static void plain_rows(struct plain *s) {
    const struct model *m = s->m;
    const struct view view = part_view(m, part(m), s->layer, false);
    for (int h = 0; h < m->H; h++)
        for (int k = 0; k < m->H; k++) {
            const struct head_source_atom *hooks = m->scheme.part[part(m)].encoder->head_source;
            if (!part_has_head(m, part(m), h) || !part_has_head(m, part(m), k) || k == h) continue;
            if (hooks->source(&view, part_own_head(m, part(m), h)) != part_own_head(m, part(m), k)) continue;
            for (int t = 0; t < s->T; t++)
                for (int d = 0; d < m->D; d++) {
                    plain_query(s, 0, h, t)[d] = plain_query(s, 0, k, t)[d];
                    plain_key(s, 0, h, t)[d] = plain_key(s, 0, k, t)[d];
                    s->value[(long)t * m->C + h * m->D + d] = s->value[(long)t * m->C + k * m->D + d];
                }
        }
}

static const struct plain_atom plain = {.rows = plain_rows};

const struct atom atom_head_source = {.plain = &plain,
                                      .traits = ATOM_BOUNDED,
                                      .alone = "share projections",
                                      .rows = rows,
                                      .rows_backward = rows_backward};
