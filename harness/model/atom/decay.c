/* Decay of pairs with distance (xPos): what pair p gives to the content product is multiplied by e^(-rate_p (position_i
 * - position_j)). The factor goes half to the query and half to the key, each counted from a position nearby: that of
 * the furthest of a few queries that are taken together, as many as lie within SPAN nats of each other. So no factor
 * overflows, at any position and length, and what underflows is nothing beside what does not. Where all queries of a
 * cell lie so near, as in training, its rows are made once for all bands.
 */
#include "encoders/atom/decay.h"
#include "model/atom/branches.h"
#include "model/math/blas.h"
#include "model/plain.h"

enum {
    SPAN = 16,   /* nats */
    NONE = 80,   /* nats: e^-80 is a number still, and nothing beside e^-SPAN */
    TABLED = 256 /* whole distances up to this are looked up */
};

struct state {
    double *rate[LAYERS_MAX]; /* [H][P] of pairs, */
    real *factor[LAYERS_MAX]; /* and what they make of whole distances, [H][2 TABLED + 1][P] */
    real *rows, *drows;       /* [2 longest][D] queries, then keys, of a head as the content product meets them; for
                                 every head where they are walked together */
    struct decaying {         /* of a head, between its begin and its end: */
        const double *rate;   /* [P]; NULL: nothing decays */
        bool at_once;         /* rows of all bands stand, */
        double from;          /* counted from this position */
    } head[HEADS_MAX];
};
static struct state *own(const struct model *m) { return m->state[ATOM_decay]; }
static struct decaying *decaying(const struct cell *c) { return &own(c->m)->head[c->head]; }

static void room(struct model *m, struct arena *arena, long N, long longest) {
    struct state *s = own(m);
    const size_t numbers = (size_t)(m->H * m->pairs),
                 rows = (size_t)(2 * longest * m->D) * (size_t)(heads_ever_together(m) ? m->H : 1);
    (void)N;
    for (int layer = 0; layer < m->L; layer++) {
        s->rate[layer] = arena_take(arena, numbers, sizeof(double));
        s->factor[layer] = arena_take(arena, numbers * (2 * TABLED + 1), sizeof(real));
    }
    s->rows = take(arena, true, rows);
    s->drows = take(arena, m->training, rows);
}

/* Factors e^(rate d), with d how far ahead. What is further ahead than SPAN nats is so by a map that breaks the order
 * of positions, or not seen. */
static void make_factors(int pairs, const double *rate, double ahead, real *out) {
    for (int p = 0; p < pairs; p++) {
        const double x = fmin(rate[p] * ahead, SPAN);
        out[p] = x > -NONE ? vec_exp1((real)x) : 0;
    }
}

static void build_layer(struct model *m, int layer) {
    double *rate = own(m)->rate[layer], part_of_heads[WIDTH_MAX];
    real *factor = own(m)->factor[layer];
    memset(rate, 0, sizeof *rate * (size_t)(m->H * m->pairs));
    EACH_PART(m, i, hooks, decay) {
        if (!part_acts(m, i) || !part_stands(m, i, layer)) continue;
        struct view view = part_view(m, i, layer, false);
        hooks->rate(&view, part_of_heads);
        for (int h = 0; h < m->H; h++)
            for (int p = 0; part_has_head(m, i, h) && p < m->pairs; p++)
                rate[h * m->pairs + p] += part_of_heads[part_own_head(m, i, h) * m->pairs + p];
    }
    for (int h = 0; h < m->H; h++)
        for (int d = -TABLED; d <= TABLED; d++, factor += m->pairs)
            make_factors(m->pairs, rate + h * m->pairs, d, factor);
}

static void build(struct model *m, bool fixed) {
    for (int layer = 0; fixed && layer < m->L; layer++) build_layer(m, layer);
}

static double fastest(int n, const double *rate) {
    double most = 0;
    for (int p = 0; p < n; p++) most = fmax(most, rate[p]);
    return most;
}

static const double *decay_rates(const struct model *m, int layer, int head) {
    if (!own(m)->rate[layer]) return NULL;
    const double *rate = own(m)->rate[layer] + head * m->pairs;
    return fastest(m->pairs, rate) > 0 ? rate : NULL;
}

/* Of the head's pairs, how far ahead something is; room for those that are not looked up. */
static const real *factors(const struct cell *c, double ahead, real *room) {
    const int pairs = c->m->pairs;
    if (fabs(ahead) <= TABLED && ahead == (int)ahead)
        return own(c->m)->factor[c->layer] + ((long)c->head * (2 * TABLED + 1) + TABLED + (int)ahead) * pairs;
    make_factors(pairs, decaying(c)->rate, ahead, room);
    return room;
}

/* y = x times the factors of its pairs. */
static void scale(const struct cell *c, const real *restrict factor, const real *restrict x, real *restrict y) {
    const int pairs = c->m->pairs;
    if (c->m->layout == ROTARY_HALF)
        for (int p = 0; p < pairs; p++) y[p] = factor[p] * x[p], y[p + pairs] = factor[p] * x[p + pairs];
    else
        for (int p = 0; p < pairs; p++) y[2 * p] = factor[p] * x[2 * p], y[2 * p + 1] = factor[p] * x[2 * p + 1];
}

/* Some queries of a band, and the position that they and their keys are counted from. */
struct near {
    int first, n;
    double from;
};

static double position(const struct cell *c, int branch, bool key, int token) {
    return c->m->branches > 1 ? branch_position(c, branch, key, token) : c->position[token];
}
static double query_position(const struct cell *c, int branch, int i) {
    return position(c, branch, false, cell_token(c, i));
}

static struct near near_from(const struct cell *c, const struct band *b, int branch, int first) {
    const double span = SPAN / fastest(c->m->pairs, decaying(c)->rate);
    double least = query_position(c, branch, first), most = least;
    struct near near = {.first = first, .n = 1};
    for (int i = first + 1; i < b->first + b->n; i++, near.n++) {
        const double at = query_position(c, branch, i);
        least = at < least ? at : least;
        if ((at > most ? at : most) - least > span) break;
        most = at > most ? at : most;
    }
    near.from = most;
    return near;
}

/* Rows of the cell's queries and keys as the product meets them, or of their gradients. */
static real *query_row(const struct cell *c, real *rows, int i) {
    const long head = heads_together(c->m, c->layer) ? c->head : 0;
    return rows + (head * 2 * c->m->room_longest + i) * c->m->D;
}
static real *key_row(const struct cell *c, real *rows, int j) { return query_row(c, rows, c->m->room_longest + j); }

static void scale_rows(const struct cell *c, int branch, struct near near, struct keys keys) {
    const struct met met = cell_met(c, branch);
    real *rows = own(c->m)->rows, factor[WIDTH_MAX / 2];
    for (int i = near.first; i < near.first + near.n; i++) {
        scale(c, factors(c, near.from - query_position(c, branch, i), factor), met.query + (long)i * met.query_stride,
              query_row(c, rows, i));
    }
    for (int j = keys.from; j < keys.to; j++) {
        scale(c, factors(c, position(c, branch, true, j) - near.from, factor), met.key + (long)j * met.key_stride,
              key_row(c, rows, j));
    }
}

/* Gradients of these rows to those of queries and keys. */
static void give_back(const struct cell *c, struct near near, struct keys keys) {
    const struct model *m = c->m;
    real factor[WIDTH_MAX / 2], part[WIDTH_MAX], *d = own(m)->drows;
    for (int i = near.first; i < near.first + near.n; i++) {
        scale(c, factors(c, near.from - query_position(c, 0, i), factor), query_row(c, d, i), part);
        vec_add(cell_dquery(c, i), part, m->D);
    }
    for (int j = keys.from; j < keys.to; j++) {
        scale(c, factors(c, position(c, 0, true, j) - near.from, factor), key_row(c, d, j), part);
        vec_add(cell_dkey(c, j), part, m->D);
    }
}

static void clear_rows(const struct cell *c, struct near near, struct keys keys) {
    const size_t row = sizeof(real) * (size_t)c->m->D;
    memset(query_row(c, own(c->m)->drows, near.first), 0, row * (size_t)near.n);
    memset(key_row(c, own(c->m)->drows, keys.from), 0, row * (size_t)(keys.to - keys.from));
}

static struct near whole_cell(const struct cell *c) { return (struct near){.n = c->n, .from = decaying(c)->from}; }
static struct keys all_keys(const struct cell *c) { return (struct keys){0, c->T}; }

static void begin(struct cell *c, bool back) {
    struct decaying *here = decaying(c);
    *here = (struct decaying){.rate = decay_rates(c->m, c->layer, c->head)};
    if (!here->rate || c->n == 0 || c->m->branches > 1) return;
    const struct band all = {.n = c->n};
    const struct near near = near_from(c, &all, 0, 0);
    here->at_once = near.n == c->n;
    here->from = near.from;
    if (here->at_once) scale_rows(c, 0, near, all_keys(c));
    if (here->at_once && back) clear_rows(c, whole_cell(c), all_keys(c));
}

static void end_backward(struct cell *c) {
    if (decaying(c)->at_once) give_back(c, whole_cell(c), all_keys(c));
}

/* The queries of a band from first on that are taken together. */
static struct near taken(const struct cell *c, const struct band *b, int branch, int first) {
    return decaying(c)->at_once ? (struct near){.first = first, .n = b->n} : near_from(c, b, branch, first);
}

static bool product(const struct cell *c, const struct band *b, int branch, struct keys keys, real *out) {
    if (!decaying(c)->rate) return false;
    real *rows = own(c->m)->rows;
    const int D = c->m->D;
    for (int i = b->first; i < b->first + b->n;) {
        const struct near near = taken(c, b, branch, i);
        if (!decaying(c)->at_once) scale_rows(c, branch, near, keys);
        blas_gemm(false, true, near.n, keys.to - keys.from, D, c->scale, query_row(c, rows, i), D,
                  key_row(c, rows, keys.from), D, 0, out + (i - b->first) * b->stride + keys.from, (int)b->stride);
        i += near.n;
    }
    return true;
}

static bool product_backward(const struct cell *c, const struct band *b, struct keys keys, const real *d) {
    if (!decaying(c)->rate) return false;
    real *rows = own(c->m)->rows, *drows = own(c->m)->drows;
    const int D = c->m->D, n = keys.to - keys.from;
    for (int i = b->first; i < b->first + b->n;) {
        const struct near near = taken(c, b, 0, i);
        const real *di = d + (long)(i - b->first) * c->T + keys.from;
        if (!decaying(c)->at_once) scale_rows(c, 0, near, keys), clear_rows(c, near, keys);
        blas_gemm(false, false, near.n, D, n, c->scale, di, c->T, key_row(c, rows, keys.from), D, 1,
                  query_row(c, drows, i), D);
        blas_gemm(true, false, n, D, near.n, c->scale, di, c->T, query_row(c, rows, i), D, 1,
                  key_row(c, drows, keys.from), D);
        if (!decaying(c)->at_once) give_back(c, near, keys);
        i += near.n;
    }
    return true;
}

/* ---- plain ---- */

static bool plain_product(const struct plain *s, int head, int form, int i, int j, double *out) {
    const struct model *m = s->m;
    const int P = m->pairs, next = m->layout == ROTARY_HALF ? 1 : 2, other = next == 1 ? P : 1;
    const double *x = plain_query(s, form, head, i), *y = plain_key(s, form, head, j);
    const double apart = plain_position(s, form, false, i) - plain_position(s, form, true, j);
    double rate[WIDTH_MAX] = {0}, of_part[WIDTH_MAX];
    EACH_PART(m, p, hooks, decay) {
        if (!part_acts(m, p) || !part_stands(m, p, s->layer) || !part_has_head(m, p, head)) continue;
        const struct view view = part_view(m, p, s->layer, false);
        hooks->rate(&view, of_part);
        for (int k = 0; k < P; k++) rate[k] += of_part[part_own_head(m, p, head) * P + k];
    }
    *out = 0;
    for (int k = 0; k < P; k++) {
        const int a = k * next, b = a + other;
        *out += exp(fmin(-rate[k] * apart, 16)) * (x[a] * y[a] + x[b] * y[b]);
    }
    return true;
}

static const struct plain_atom plain = {.product = plain_product};

const struct atom atom_decay = {.plain = &plain,
                                .traits = ATOM_BOUNDED | ATOM_TILES,
                                .state = sizeof(struct state),
                                .room = room,
                                .build = build,
                                .begin = begin,
                                .end_backward = end_backward,
                                .product = product,
                                .product_backward = product_backward};
