/* Score atom "contextual positions" (CoPE): positions are counted back from the query by gates on the content scores,
 * and look vectors up; math/scan.h has the sums along a row.
 */
#include "encoders/atom/contextual.h"
#include "model/math/blas.h"
#include "model/math/scan.h"
#include "model/plain.h"
#include <string.h>

struct state {
    int rows;
    real *values; /* twice a band of [rows] */
};
static struct state *own(const struct model *m) { return m->state[ATOM_contextual]; }

static bool check(struct model *m, int part, struct error *err) {
    struct contextual c = {0};
    const struct view view = part_view(m, part, -1, false);
    (void)err;
    m->scheme.part[part].encoder->contextual->of(&view, &c);
    own(m)->rows = c.rows;
    return true;
}

static void room(struct model *m, struct arena *arena, long N, long longest) {
    (void)N, (void)longest;
    own(m)->values = take(arena, true, 2 * BAND_ROWS * (size_t)own(m)->rows);
}

static struct contextual contextual_of(const struct model *m, int layer, int head) {
    struct contextual c = {0};
    const int part = part_of(m, ATOM_contextual);
    if (part < 0 || !part_stands(m, part, layer) || !part_has_head(m, part, head)) return c;
    const struct view view = part_view(m, part, layer, true);
    m->scheme.part[part].encoder->contextual->of(&view, &c);
    return c;
}

/* q_i . e_n of the band's queries and all rows of the table. */
static real *values(const struct cell *c, const struct band *b, const struct contextual *p) {
    const struct model *m = c->m;
    blas_gemm(false, true, b->n, p->rows, m->D, 1, cell_query(c, b->first), m->C, p->vectors, m->D, 0, own(m)->values,
              p->rows);
    return own(m)->values;
}

static void scores(const struct cell *c, const struct band *b, const real *content, real *out) {
    const struct contextual p = contextual_of(c->m, c->layer, c->head);
    const int rows = p.rows;
    const real scale = p.scaled ? c->scale : 1, *value = values(c, b, &p);
    for (int i = 0; i < b->n; i++) {
        const struct visible v = cell_visible(c, b->first + i);
        const real *z = visible_part(v, content + (long)i * c->T, c->m->row[0]);
        real *row = out + (long)i * c->T, *x = visible_part(v, row, c->m->row[1]);
        count_row(z, visible_count(v), value + (long)i * rows, rows, scale, x);
        visible_put_back(v, x, row);
    }
}

/* dcontent: comes in as the content scores and leaves as what came through the gates. */
static void scores_backward(const struct cell *c, const struct band *b, const real *d, real *dcontent) {
    const struct model *m = c->m;
    const struct contextual p = contextual_of(m, c->layer, c->head);
    const int rows = p.rows;
    const real scale = p.scaled ? c->scale : 1, *value = values(c, b, &p);
    real *dvalue = own(m)->values + (long)b->n * rows, *dq = cell_dquery(c, b->first);
    memset(dvalue, 0, sizeof(real) * (size_t)b->n * (size_t)rows);
    for (int i = 0; i < b->n; i++) {
        const struct visible v = cell_visible(c, b->first + i);
        real *row = dcontent + (long)i * c->T, *z = visible_part(v, row, m->row[0]);
        const real *dy = visible_part(v, (real *)d + (long)i * c->T, m->row[1]);
        count_row_backward(z, dy, visible_count(v), value + (long)i * rows, rows, scale, dvalue + (long)i * rows,
                           m->row[2]);
        visible_put_back(v, z, row);
        band_clear_hidden(b, v, c->T, row);
    }
    blas_gemm(false, false, b->n, m->D, rows, 1, dvalue, rows, p.vectors, m->D, 1, dq, m->C);
    blas_gemm(true, false, rows, m->D, b->n, 1, dvalue, rows, cell_query(c, b->first), m->C, 1, p.dvectors, m->D);
}

/* ---- plain ---- */

static void plain_scores(const struct plain *s, int head) {
    const struct model *m = s->m;
    const struct view view = part_view(m, part_of(m, ATOM_contextual), s->layer, false);
    struct contextual how = {0};
    m->scheme.part[part_of(m, ATOM_contextual)].encoder->contextual->of(&view, &how);
    const double *e = plain_theta(s, how.vectors), scale = how.scaled ? plain_scale(s, head) : 1;
    for (int i = 0; i < s->T; i++) {
        const double *q = plain_query(s, 0, head, i);
        double count = 0;
        for (int j = i; j >= 0; j--) {
            if (!plain_sees(s, head, i, j)) continue;
            count += 1 / (1 + exp(-s->score[head][i * s->T + j]));
            const double p = fmin(count, how.rows - 1), low = floor(p);
            const double at_low = plain_dot(m->D, q, e + (long)low * m->D),
                         at_high = plain_dot(m->D, q, e + (long)ceil(p) * m->D);
            s->added[head][i * s->T + j] += scale * (at_low + (p - low) * (at_high - at_low));
        }
    }
}

static const struct plain_atom plain = {.scores = plain_scores};

const struct atom atom_contextual = {.plain = &plain,
                                     .traits = ATOM_CONTENT,
                                     .alone = "count along the row",
                                     .state = sizeof(struct state),
                                     .check = check,
                                     .room = room,
                                     .scores = scores,
                                     .scores_backward = scores_backward};
