/* Vectors by place for queries and for keys, whose products are added to the scores: one pair of tables for the whole
 * model, [H][n][D] for the n places of the last build.
 *
 * In training all sequences and layers meet the same places, so where these are few their products are tables too: made
 * once per step, read by every row whose keys' places rise by one, and their gradient goes back to the vectors once.
 */
#include "model/cell.h"
#include "model/math/blas.h"

/* Among the heads of the part. */
static long own_head(const struct model *m, int head) {
    long own = 0;
    for (int h = 0; h < head; h++) own += part_has_head(m, m->place_part, h);
    return own;
}

static const struct encoder *place_encoder(const struct model *m) { return m->scheme.part[m->place_part].encoder; }

enum { PLACES_MULTIPLIED = 512 }; /* at most: a table of products per head is a megabyte then */

static void products_size(struct model *m, struct arena *arena) {
    struct tables *t = &m->tables;
    const bool any = m->place_part >= 0 && m->training && t->places <= PLACES_MULTIPLIED;
    const size_t n = (size_t)t->places * (size_t)t->places * (size_t)m->H;
    t->place_products = any ? arena_take(arena, n, sizeof(real)) : NULL;
    t->dplace_products = any && m->learns_place_vectors ? arena_take(arena, n, sizeof(real)) : NULL;
}

void place_vectors_size(struct model *m, struct arena *arena) {
    struct tables *t = &m->tables;
    const size_t n = (size_t)t->limit * (size_t)m->C;
    const bool any = m->place_part >= 0;
    for (int key = 0; key < 2; key++) {
        t->place_vectors[key] = any ? arena_take(arena, n, sizeof(real)) : NULL;
        t->dplace_vectors[key] =
            any && m->learns_place_vectors && m->training ? arena_take(arena, n, sizeof(real)) : NULL;
    }
    products_size(m, arena);
}

/* The products stand for the tables by place. */
static bool multiplied(const struct model *m) {
    return m->tables.place_products && m->tables.standing == STANDS_PLACES;
}

/* Of each head, S = A B'. */
static void multiply(struct model *m, int n) {
    const struct tables *t = &m->tables;
    const long rows = (long)n * m->D, pairs = (long)n * n;
    for (int h = 0; multiplied(m) && h < m->H; h++)
        if (part_has_head(m, m->place_part, h))
            blas_gemm(false, true, n, n, m->D, 1, t->place_vectors[0] + own_head(m, h) * rows, m->D,
                      t->place_vectors[1] + own_head(m, h) * rows, m->D, 0, t->place_products + own_head(m, h) * pairs,
                      n);
}

/* dA += dS B, dB += dS' A. */
static void multiply_backward(struct model *m, int n) {
    const struct tables *t = &m->tables;
    const long rows = (long)n * m->D, pairs = (long)n * n;
    for (int h = 0; multiplied(m) && h < m->H; h++) {
        if (!part_has_head(m, m->place_part, h)) continue;
        const long at = own_head(m, h) * rows;
        const real *d = t->dplace_products + own_head(m, h) * pairs;
        blas_gemm(false, false, n, m->D, n, 1, d, n, t->place_vectors[1] + at, m->D, 1, t->dplace_vectors[0] + at,
                  m->D);
        blas_gemm(true, false, n, m->D, n, 1, d, n, t->place_vectors[0] + at, m->D, 1, t->dplace_vectors[1] + at, m->D);
    }
}

/* Reals of m->place_room: vectors of a band's keys and queries, and their gradients. */
long place_vectors_room(const struct model *m, long longest) {
    return m->place_part < 0 ? 0 : 2 * (longest + BAND_ROWS) * m->D;
}

void place_vectors_build(struct model *m, int n) {
    struct tables *t = &m->tables;
    t->place_rows = n;
    struct view view = part_view(m, m->place_part, -1, false);
    for (int key = 0; key < 2; key++) place_encoder(m)->place_vectors(&view, key, n, t->number, t->place_vectors[key]);
    multiply(m, n);
}

void place_vectors_zero_grad(struct model *m) {
    const size_t places = (size_t)m->tables.places;
    if (m->tables.dplace_products) memset(m->tables.dplace_products, 0, sizeof(real) * places * places * (size_t)m->H);
    for (int key = 0; key < 2; key++)
        if (m->tables.dplace_vectors[key])
            memset(m->tables.dplace_vectors[key], 0, sizeof(real) * (size_t)m->tables.limit * (size_t)m->C);
}

void place_vectors_grad(struct model *m, int n) {
    if (m->place_part < 0 || !m->learns_place_vectors) return;
    struct view view = part_view(m, m->place_part, -1, true);
    multiply_backward(m, n);
    for (int key = 0; key < 2; key++)
        place_encoder(m)->place_vectors_grad(&view, key, n, m->tables.number, m->tables.dplace_vectors[key]);
}

/* The head's vectors of one side and their gradient; rows of the tables that the cell's tokens read. */
struct side {
    const real *table;
    real *dtable;      /* NULL: not learned */
    const int *place;  /* of row 0 */
    int n;             /* rows */
    bool in_order;     /* places rise by one: rows stand side by side */
    real *room, *back; /* [n][D] for rows, and their gradient, that do not */
};

static bool rises(const int *place, int n) {
    int steps = 0;
    for (int t = 1; t < n; t++) steps += place[t] != place[t - 1] + 1;
    return !steps;
}

static struct side side_of(const struct cell *c, bool key, const int *place, int n, real *room) {
    const struct model *m = c->m;
    const struct tables *t = &m->tables;
    const long at = own_head(m, c->head) * t->place_rows * m->D;
    return (struct side){.table = t->place_vectors[key] + at,
                         .dtable = t->dplace_vectors[key] ? t->dplace_vectors[key] + at : NULL,
                         .place = place,
                         .n = n,
                         .in_order = rises(place, n),
                         .room = room,
                         .back = room + (long)n * m->D};
}

static const real *rows_of(const struct side *s, int D) {
    if (s->in_order) return s->table + (long)s->place[0] * D;
    for (int t = 0; t < s->n; t++)
        memcpy(s->room + (long)t * D, s->table + (long)s->place[t] * D, sizeof(real) * (size_t)D);
    return s->room;
}

/* Where the rows' gradient is added up; give_rows brings it to the table. */
static real *grads_of(const struct side *s, int D) {
    if (s->in_order) return s->dtable + (long)s->place[0] * D;
    memset(s->back, 0, sizeof(real) * (size_t)s->n * (size_t)D);
    return s->back;
}
static void give_rows(const struct side *s, int D) {
    for (int t = 0; !s->in_order && t < s->n; t++) vec_add(s->dtable + (long)s->place[t] * D, s->back + (long)t * D, D);
}

static struct side queries_of(const struct cell *c, const struct band *b) {
    return side_of(c, false, c->query_place + b->first, b->n, c->m->place_room);
}
static struct side keys_of(const struct cell *c) {
    return side_of(c, true, c->key_place, c->T, c->m->place_room + 2L * BAND_ROWS * c->m->D);
}

static void band_forward(const struct cell *c, const struct band *b, real *out) {
    const int D = c->m->D;
    const struct side queries = queries_of(c, b), keys = keys_of(c);
    const real *q = rows_of(&queries, D), *k = rows_of(&keys, D);
    for (int piece = 0; piece < b->pieces; piece++) {
        const struct keys range = b->keys[piece];
        blas_gemm(false, true, b->n, range.to - range.from, D, c->scale, q, D, k + (long)range.from * D, D, 1,
                  out + range.from, c->T);
    }
}

static void band_backward(const struct cell *c, const struct band *b, const real *d) {
    const int D = c->m->D;
    const struct side queries = queries_of(c, b), keys = keys_of(c);
    const real *q = rows_of(&queries, D), *k = rows_of(&keys, D);
    real *dq = grads_of(&queries, D), *dk = grads_of(&keys, D);
    for (int piece = 0; piece < b->pieces; piece++) {
        const struct keys range = b->keys[piece];
        const int n = range.to - range.from;
        const real *at = d + range.from;
        blas_gemm(false, false, b->n, D, n, c->scale, at, c->T, k + (long)range.from * D, D, 1, dq, D);
        blas_gemm(true, false, n, D, b->n, c->scale, at, c->T, q, D, 1, dk + (long)range.from * D, D);
    }
    give_rows(&queries, D);
    give_rows(&keys, D);
}

static bool reads_products(const struct cell *c) { return multiplied(c->m) && rises(c->key_place, c->T); }

/* Where in the tables of products the cell's head begins, at its first key. */
static long products_at(const struct cell *c) {
    const long n = c->m->tables.places;
    return own_head(c->m, c->head) * n * n + c->key_place[0];
}

/* All of a band's keys, as the content product has them: what a row does not see counts nowhere. */
static void products_forward(const struct cell *c, const struct band *b, real *out) {
    const real *table = c->m->tables.place_products + products_at(c);
    for (int piece = 0; piece < b->pieces; piece++) {
        const struct keys keys = b->keys[piece];
        for (int i = 0; i < b->n; i++)
            vec_axpy(out + (long)i * c->T + keys.from, c->scale,
                     table + (long)c->query_place[b->first + i] * c->m->tables.places + keys.from, keys.to - keys.from);
    }
}

static void products_backward(const struct cell *c, const struct band *b, const real *d) {
    real *dtable = c->m->tables.dplace_products + products_at(c);
    for (int piece = 0; piece < b->pieces; piece++) {
        const struct keys keys = b->keys[piece];
        for (int i = 0; i < b->n; i++)
            vec_axpy(dtable + (long)c->query_place[b->first + i] * c->m->tables.places + keys.from, c->scale,
                     d + (long)i * c->T + keys.from, keys.to - keys.from);
    }
}

void place_vectors_forward(const struct cell *c, const struct band *b, real *out) {
    if (c->query_place) (reads_products(c) ? products_forward : band_forward)(c, b, out);
}

void place_vectors_backward(const struct cell *c, const struct band *b, const real *d) {
    if (!c->query_place || !c->m->learns_place_vectors) return;
    (reads_products(c) ? products_backward : band_backward)(c, b, d);
}
