/* Decay of pairs with distance (xPos): what pair p gives to the content product is multiplied by e^(-rate_p (position_i
 * - position_j)). The factor goes half to the query and half to the key, each counted from a position nearby: that of
 * the furthest of a few queries that are taken together, as many as lie within SPAN nats of each other. So no factor
 * overflows, at any position and length, and what underflows is nothing beside what does not. Where all queries of a
 * cell lie so near, as in training, its rows are made once for all bands.
 */
#include "model/cell.h"
#include "model/math/blas.h"

enum {
    SPAN = 16,   /* nats */
    NONE = 80,   /* nats: e^-80 is a number still, and nothing beside e^-SPAN */
    TABLED = 256 /* whole distances up to this are looked up */
};

/* Rates of all heads and layers, [H][P] each. */
void decay_size(struct model *m, struct arena *arena, long longest) {
    const size_t numbers = m->has_decay ? (size_t)(m->H * m->pairs) : 0,
                 rows = m->has_decay ? (size_t)(2 * longest * m->D) * (size_t)(heads_ever_together(m) ? m->H : 1) : 0;
    for (int layer = 0; layer < m->L; layer++) {
        m->tables.decay[layer] = arena_take(arena, numbers, sizeof(double));
        m->tables.decay_factor[layer] = arena_take(arena, numbers * (2 * TABLED + 1), sizeof(real));
    }
    m->decay.rows = arena_take(arena, rows, sizeof(real));
    m->decay.drows = arena_take(arena, m->training ? rows : 0, sizeof(real));
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
    double *rate = m->tables.decay[layer], *own = m->tables.theta;
    real *factor = m->tables.decay_factor[layer];
    memset(rate, 0, sizeof *rate * (size_t)(m->H * m->pairs));
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->decay || !part_acts(m, i) || !part_stands(m, i, layer)) continue;
        struct view view = part_view(m, i, layer, false);
        e->decay(&view, own);
        for (int h = 0, k = 0; h < m->H; h++)
            for (int p = 0; part_has_head(m, i, h) && p < m->pairs; p++) rate[h * m->pairs + p] += own[k++];
    }
    for (int h = 0; h < m->H; h++)
        for (int d = -TABLED; d <= TABLED; d++, factor += m->pairs)
            make_factors(m->pairs, rate + h * m->pairs, d, factor);
}

void decay_build(struct model *m) {
    for (int layer = 0; m->has_decay && layer < m->L; layer++) build_layer(m, layer);
}

static double fastest(int n, const double *rate) {
    double most = 0;
    for (int p = 0; p < n; p++) most = fmax(most, rate[p]);
    return most;
}

const double *decay_rates(const struct model *m, int layer, int head) {
    if (!m->has_decay) return NULL;
    const double *rate = m->tables.decay[layer] + head * m->pairs;
    return fastest(m->pairs, rate) > 0 ? rate : NULL;
}

/* Of the head's pairs, how far ahead something is; room for those that are not looked up. */
static const real *factors(const struct cell *c, double ahead, real *room) {
    const int pairs = c->m->pairs;
    if (fabs(ahead) <= TABLED && ahead == (int)ahead)
        return c->m->tables.decay_factor[c->layer] + ((long)c->head * (2 * TABLED + 1) + TABLED + (int)ahead) * pairs;
    make_factors(pairs, c->decay, ahead, room);
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
    const double span = SPAN / fastest(c->m->pairs, c->decay);
    double least = query_position(c, branch, first), most = least;
    struct near near = {.first = first, .n = 1};
    for (int i = first + 1; i < b->first + b->n; i++, near.n++) {
        const double own = query_position(c, branch, i);
        least = own < least ? own : least;
        if ((own > most ? own : most) - least > span) break;
        most = own > most ? own : most;
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
    real *rows = c->m->decay.rows, factor[WIDTH_MAX / 2];
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
    real factor[WIDTH_MAX / 2], part[WIDTH_MAX], *d = m->decay.drows;
    for (int i = near.first; i < near.first + near.n; i++) {
        scale(c, factors(c, near.from - query_position(c, 0, i), factor), query_row(c, d, i), part);
        vec_add(m->dq + ((long)c->q0 + i) * m->C + c->head * m->D, part, m->D);
    }
    for (int j = keys.from; j < keys.to; j++) {
        scale(c, factors(c, position(c, 0, true, j) - near.from, factor), key_row(c, d, j), part);
        vec_add(m->dkv + ((long)c->k0 + j) * 2 * m->C + c->head * m->D, part, m->D);
    }
}

static void clear_rows(const struct cell *c, struct near near, struct keys keys) {
    const size_t row = sizeof(real) * (size_t)c->m->D;
    memset(query_row(c, c->m->decay.drows, near.first), 0, row * (size_t)near.n);
    memset(key_row(c, c->m->decay.drows, keys.from), 0, row * (size_t)(keys.to - keys.from));
}

static struct near whole_cell(const struct cell *c) { return (struct near){.n = c->n, .from = c->decay_from}; }
static struct keys all_keys(const struct cell *c) { return (struct keys){0, c->T}; }

void decay_begin(struct cell *c) {
    if (!c->decay || c->n == 0 || c->m->branches > 1) return;
    const struct band all = {.n = c->n};
    const struct near near = near_from(c, &all, 0, 0);
    c->decays_at_once = near.n == c->n;
    c->decay_from = near.from;
    if (c->decays_at_once) scale_rows(c, 0, near, all_keys(c));
}

void decay_begin_backward(struct cell *c) {
    decay_begin(c);
    if (c->decays_at_once) clear_rows(c, whole_cell(c), all_keys(c));
}

void decay_end_backward(const struct cell *c) {
    if (c->decays_at_once) give_back(c, whole_cell(c), all_keys(c));
}

/* The queries of a band from first on that are taken together. */
static struct near taken(const struct cell *c, const struct band *b, int branch, int first) {
    return c->decays_at_once ? (struct near){.first = first, .n = b->n} : near_from(c, b, branch, first);
}

void decay_scores(const struct cell *c, const struct band *b, int branch, struct keys keys, real *out) {
    real *rows = c->m->decay.rows;
    const int D = c->m->D;
    for (int i = b->first; i < b->first + b->n;) {
        const struct near near = taken(c, b, branch, i);
        if (!c->decays_at_once) scale_rows(c, branch, near, keys);
        blas_gemm(false, true, near.n, keys.to - keys.from, D, c->scale, query_row(c, rows, i), D,
                  key_row(c, rows, keys.from), D, 0, out + (long)(i - b->first) * c->T + keys.from, c->T);
        i += near.n;
    }
}

void decay_backward(const struct cell *c, const struct band *b, struct keys keys, const real *d) {
    real *rows = c->m->decay.rows, *drows = c->m->decay.drows;
    const int D = c->m->D, n = keys.to - keys.from;
    for (int i = b->first; i < b->first + b->n;) {
        const struct near near = taken(c, b, 0, i);
        const real *di = d + (long)(i - b->first) * c->T + keys.from;
        if (!c->decays_at_once) scale_rows(c, 0, near, keys), clear_rows(c, near, keys);
        blas_gemm(false, false, near.n, D, n, c->scale, di, c->T, key_row(c, rows, keys.from), D, 1,
                  query_row(c, drows, i), D);
        blas_gemm(true, false, n, D, near.n, c->scale, di, c->T, query_row(c, rows, i), D, 1,
                  key_row(c, drows, keys.from), D);
        if (!c->decays_at_once) give_back(c, near, keys);
        i += near.n;
    }
}
