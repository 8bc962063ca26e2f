/* Score atom "forget gates of a row's own": what stands between a key and a query is forgotten by gates that the query
 * chooses for each token. Logits of a band are one product; the sums are scan.c's.
 */
#include "model/cell.h"
#include "model/math/blas.h"
#include "model/math/scan.h"

void forget_size(struct model *m, struct arena *arena, long longest) {
    double factor[HEADS_MAX];
    struct view view = part_view(m, m->forget_part < 0 ? 0 : m->forget_part, 0, false);
    const size_t E = m->forget_part < 0 ? 0 : (size_t)m->scheme.part[m->forget_part].encoder->forgets(&view, factor),
                 back = m->training ? E : 0;
    m->forget.query = arena_take(arena, BAND_ROWS * E, sizeof(real));
    m->forget.key = arena_take(arena, (size_t)longest * E, sizeof(real));
    m->forget.dquery = arena_take(arena, BAND_ROWS * back, sizeof(real));
    m->forget.dkey = arena_take(arena, (size_t)longest * back, sizeof(real));
}

static void take(const struct channel *from, int token, int E, real *out) {
    const double *x = from->at + (long)token * from->stride;
    for (int e = 0; e < E; e++) out[e] = (real)x[e];
}

static void give(const struct channel *to, int token, int E, const real *d) {
    double *x = channel_d(to, token);
    for (int e = 0; e < E; e++) x[e] += (double)d[e];
}

/* p_i . r_n of the band's queries and keys, to [n][T]. */
static void logits(const struct cell *c, const struct band *b, real *out) {
    const struct forget_room *room = &c->m->forget;
    const int E = c->channels.forget_size;
    for (int i = 0; i < b->n; i++) take(&c->channels.forget[0], cell_token(c, b->first + i), E, room->query + i * E);
    for (int k = 0; k < b->pieces; k++) {
        const struct keys keys = b->keys[k];
        for (int j = keys.from; j < keys.to; j++) take(&c->channels.forget[1], j, E, room->key + (long)j * E);
        blas_gemm(false, true, b->n, keys.to - keys.from, E, 1, room->query, E, room->key + (long)keys.from * E, E, 0,
                  out + keys.from, c->T);
    }
}

void forget_forward(const struct cell *c, const struct band *b, real *room, real *out) {
    logits(c, b, room);
    for (int i = b->n - 1; i >= 0; i--) { /* as softmax.h says */
        const struct visible v = cell_visible(c, b->first + i);
        const real *logit = visible_part(v, room + (long)i * c->T, c->m->row[0]);
        real *row = out + (long)i * c->T, *x = visible_part(v, row, c->m->row[1]);
        forget_row(logit, visible_count(v), c->channels.forget_factor, x);
        visible_put_back(v, x, row);
    }
}

/* Logits of the band's row i become their gradient. */
static void row_backward(const struct cell *c, const struct band *b, int i, const real *d, real *row) {
    const struct visible v = cell_visible(c, b->first + i);
    const int n = visible_count(v);
    const real *dy = visible_part(v, d, c->m->row[0]);
    real *logit = visible_part(v, row, c->m->row[1]), *dlogit = c->m->row[2];
    forget_row_backward(logit, dy, n, c->channels.forget_factor, dlogit);
    memcpy(logit, dlogit, sizeof *logit * (size_t)n);
    visible_put_back(v, logit, row);
    band_clear_hidden(b, v, c->T, row);
}

void forget_backward(const struct cell *c, const struct band *b, const real *d, real *room) {
    const struct forget_room *m = &c->m->forget;
    const int E = c->channels.forget_size;
    logits(c, b, room);
    for (int i = 0; i < b->n; i++) row_backward(c, b, i, d + (long)i * c->T, room + (long)i * c->T);
    for (int k = 0; k < b->pieces; k++) {
        const struct keys keys = b->keys[k];
        const long at = (long)keys.from * E;
        blas_gemm(false, false, b->n, E, keys.to - keys.from, 1, room + keys.from, c->T, m->key + at, E, k > 0,
                  m->dquery, E);
        blas_gemm(true, false, keys.to - keys.from, E, b->n, 1, room + keys.from, c->T, m->query, E, 0, m->dkey + at,
                  E);
        for (int j = keys.from; j < keys.to; j++) give(&c->channels.forget[1], j, E, m->dkey + (long)j * E);
    }
    for (int i = 0; i < b->n; i++) give(&c->channels.forget[0], cell_token(c, b->first + i), E, m->dquery + i * E);
}
