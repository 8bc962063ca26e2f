/* Vectors by place for queries and for keys, whose products are added to the scores: one pair of tables for the whole
 * model, [H][n][D] for the n places of the last build.
 *
 * In training all sequences and layers meet the same places, so where these are few their products are tables too: made
 * once per step, read by every row whose keys' places rise by one, and their gradient goes back to the vectors once.
 */
#include "encoders/atom/position_vectors.h"
#include "model/atom.h"
#include "model/math/blas.h"
#include "model/plain.h"

enum { PLACES_MULTIPLIED = 512 }; /* at most: a table of products per head is a megabyte then */

struct state {
    bool learns;
    int rows;                   /* n of */
    real *table[2], *grad[2];   /* [H][n][D], queries then keys */
    real *products, *dproducts; /* [H][places][places] of them; NULL: not in this room */
    real *band;                 /* vectors of a band's keys and queries, and their gradients */
};
static struct state *own(const struct model *m) { return m->state[ATOM_position_vectors]; }

static int part(const struct model *m) { return part_of(m, ATOM_position_vectors); }
static const struct position_vectors_atom *hooks_of(const struct model *m) {
    return m->scheme.part[part(m)].encoder->position_vectors;
}
/* Among the heads of the part. */
static long own_head(const struct model *m, int head) { return part_own_head(m, part(m), head); }

static bool check(struct model *m, int i, struct error *err) {
    (void)err;
    own(m)->learns = hooks_of(m)->grad && m->part_learns[i];
    return true;
}

static void room(struct model *m, struct arena *arena, long N, long longest) {
    struct state *s = own(m);
    const size_t n = (size_t)m->tables.limit * (size_t)m->C, places = (size_t)m->tables.places;
    const bool multiplied = m->training && places <= PLACES_MULTIPLIED;
    (void)N;
    for (int key = 0; key < 2; key++) {
        s->table[key] = take(arena, true, n);
        s->grad[key] = take(arena, s->learns && m->training, n);
    }
    s->products = take(arena, multiplied, places * places * (size_t)m->H);
    s->dproducts = take(arena, multiplied && s->learns, places * places * (size_t)m->H);
    s->band = take(arena, true, (size_t)(2 * (longest + BAND_ROWS) * m->D));
}

/* The products stand for the tables by place. */
static bool multiplied(const struct model *m) { return own(m)->products && m->tables.standing == STANDS_PLACES; }

/* Of each head, S = A B'. */
static void multiply(struct model *m, int n) {
    const struct state *s = own(m);
    const long rows = (long)n * m->D, pairs = (long)n * n;
    for (int h = 0; multiplied(m) && h < m->H; h++)
        if (part_has_head(m, part(m), h))
            blas_gemm(false, true, n, n, m->D, 1, s->table[0] + own_head(m, h) * rows, m->D,
                      s->table[1] + own_head(m, h) * rows, m->D, 0, s->products + own_head(m, h) * pairs, n);
}

/* dA += dS B, dB += dS' A. */
static void multiply_backward(struct model *m, int n) {
    const struct state *s = own(m);
    const long rows = (long)n * m->D, pairs = (long)n * n;
    for (int h = 0; multiplied(m) && h < m->H; h++) {
        if (!part_has_head(m, part(m), h)) continue;
        const long at = own_head(m, h) * rows;
        const real *d = s->dproducts + own_head(m, h) * pairs;
        blas_gemm(false, false, n, m->D, n, 1, d, n, s->table[1] + at, m->D, 1, s->grad[0] + at, m->D);
        blas_gemm(true, false, n, m->D, n, 1, d, n, s->table[0] + at, m->D, 1, s->grad[1] + at, m->D);
    }
}

static void place_build(struct model *m, int n, bool fixed) {
    struct state *s = own(m);
    const struct view view = part_view(m, part(m), -1, false);
    if (!fixed && !s->learns) return;
    s->rows = n;
    for (int key = 0; key < 2; key++) hooks_of(m)->table(&view, key, n, m->tables.number, s->table[key]);
    multiply(m, n);
}

static void place_zero(struct model *m) {
    struct state *s = own(m);
    const size_t places = (size_t)m->tables.places;
    if (s->dproducts) memset(s->dproducts, 0, sizeof(real) * places * places * (size_t)m->H);
    for (int key = 0; key < 2; key++)
        if (s->grad[key]) memset(s->grad[key], 0, sizeof(real) * (size_t)m->tables.limit * (size_t)m->C);
}

static void place_grad(struct model *m, int n) {
    const struct view view = part_view(m, part(m), -1, true);
    if (!own(m)->learns) return;
    multiply_backward(m, n);
    for (int key = 0; key < 2; key++) hooks_of(m)->grad(&view, key, n, m->tables.number, own(m)->grad[key]);
}

/* The head's vectors of one side and their gradient; rows of the tables that the cell's tokens read. */
struct reader {
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

static struct reader reader_of(const struct cell *c, bool key, const int *place, int n, real *room) {
    const struct model *m = c->m;
    const struct state *s = own(m);
    const long at = own_head(m, c->head) * s->rows * m->D;
    return (struct reader){.table = s->table[key] + at,
                           .dtable = s->grad[key] ? s->grad[key] + at : NULL,
                           .place = place,
                           .n = n,
                           .in_order = rises(place, n),
                           .room = room,
                           .back = room + (long)n * m->D};
}

/* Those of from..to-1, counted from the first of all. */
static const real *rows_of(const struct reader *s, struct keys some, int D) {
    if (s->in_order) return s->table + (long)s->place[0] * D;
    for (int t = some.from; t < some.to; t++)
        memcpy(s->room + (long)t * D, s->table + (long)s->place[t] * D, sizeof(real) * (size_t)D);
    return s->room;
}

/* Where the rows' gradient is added up; give_rows brings it to the table. */
static real *grads_of(const struct reader *s, int D) {
    if (s->in_order) return s->dtable + (long)s->place[0] * D;
    memset(s->back, 0, sizeof(real) * (size_t)s->n * (size_t)D);
    return s->back;
}
static void give_rows(const struct reader *s, int D) {
    for (int t = 0; !s->in_order && t < s->n; t++) vec_add(s->dtable + (long)s->place[t] * D, s->back + (long)t * D, D);
}

static const int *query_place(const struct cell *c) {
    return c->index ? c->group->answer_place + c->q0 : c->group->place + c->q0;
}
static const int *key_place(const struct cell *c) { return c->group->place + c->k0; }

static struct reader queries_of(const struct cell *c, const struct band *b) {
    return reader_of(c, false, query_place(c) + b->first, b->n, own(c->m)->band);
}
static struct reader keys_of(const struct cell *c) {
    return reader_of(c, true, key_place(c), c->T, own(c->m)->band + 2L * BAND_ROWS * c->m->D);
}

static void band_forward(const struct cell *c, const struct band *b, real *out) {
    const int D = c->m->D;
    const struct reader queries = queries_of(c, b), keys = keys_of(c);
    const real *q = rows_of(&queries, (struct keys){0, b->n}, D),
               *k = rows_of(&keys, (struct keys){b->keys[0].from, b->keys[b->pieces - 1].to}, D);
    for (int piece = 0; piece < b->pieces; piece++) {
        const struct keys range = b->keys[piece];
        blas_gemm(false, true, b->n, range.to - range.from, D, c->scale, q, D, k + (long)range.from * D, D, 1,
                  out + range.from, (int)b->stride);
    }
}

static void band_backward(const struct cell *c, const struct band *b, const real *d) {
    const int D = c->m->D;
    const struct reader queries = queries_of(c, b), keys = keys_of(c);
    const real *q = rows_of(&queries, (struct keys){0, b->n}, D),
               *k = rows_of(&keys, (struct keys){b->keys[0].from, b->keys[b->pieces - 1].to}, D);
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

static bool reads_products(const struct cell *c) { return multiplied(c->m) && rises(key_place(c), c->T); }

/* Where in the tables of products the cell's head begins, at its first key. */
static long products_at(const struct cell *c) {
    const long n = c->m->tables.places;
    return own_head(c->m, c->head) * n * n + key_place(c)[0];
}

/* All of a band's keys, as the content product has them: what a row does not see counts nowhere. */
static void products_forward(const struct cell *c, const struct band *b, real *out) {
    const real *table = own(c->m)->products + products_at(c);
    for (int piece = 0; piece < b->pieces; piece++) {
        const struct keys keys = b->keys[piece];
        for (int i = 0; i < b->n; i++)
            vec_axpy(out + i * b->stride + keys.from, c->scale,
                     table + (long)query_place(c)[b->first + i] * c->m->tables.places + keys.from, keys.to - keys.from);
    }
}

static void products_backward(const struct cell *c, const struct band *b, const real *d) {
    real *dtable = own(c->m)->dproducts + products_at(c);
    for (int piece = 0; piece < b->pieces; piece++) {
        const struct keys keys = b->keys[piece];
        for (int i = 0; i < b->n; i++)
            vec_axpy(dtable + (long)query_place(c)[b->first + i] * c->m->tables.places + keys.from, c->scale,
                     d + (long)i * c->T + keys.from, keys.to - keys.from);
    }
}

static void scores(const struct cell *c, const struct band *b, const real *content, real *out) {
    (void)content;
    (reads_products(c) ? products_forward : band_forward)(c, b, out);
}

static void scores_backward(const struct cell *c, const struct band *b, const real *d, real *content) {
    (void)content;
    if (own(c->m)->learns) (reads_products(c) ? products_backward : band_backward)(c, b, d);
}

/* ---- plain ---- */

static void plain_scores(const struct plain *s, int head) {
    const struct model *m = s->m;
    const int D = m->D, T = s->T;
    const struct view view = part_view(m, part(m), -1, false);
    const long at = (long)part_own_head(m, part(m), head) * T * D;
    double *vector[2];
    for (int key = 0; key < 2; key++) {
        vector[key] = plain_numbers((long)T * D);
        hooks_of(m)->table(&view, key, T, s->position, s->given);
        for (long k = 0; k < (long)T * D; k++) vector[key][k] = (double)s->given[at + k];
    }
    for (int i = 0; i < T; i++)
        for (int j = 0; j < T; j++)
            s->added[head][i * T + j] += plain_scale(s, head) * plain_dot(D, vector[0] + i * D, vector[1] + j * D);
    mem_free(vector[0]);
    mem_free(vector[1]);
}

static const struct plain_atom plain = {.scores = plain_scores};

const struct atom atom_position_vectors = {.plain = &plain,
                                           .traits = ATOM_TILES,
                                           .alone = "multiply positions",
                                           .state = sizeof(struct state),
                                           .check = check,
                                           .room = room,
                                           .place_build = place_build,
                                           .place_zero = place_zero,
                                           .place_grad = place_grad,
                                           .scores = scores,
                                           .scores_backward = scores_backward};
