/* Decay of pairs with distance (xPos): what pair p gives to the content product is multiplied by e^(-rate_p (position_i
 * - position_j)). The factor goes half to the query and half to the key, each counted from a position nearby: that of
 * the furthest of a few queries that are taken together, as many as lie within SPAN nats of each other. So no factor
 * overflows, at any position and length, and what underflows is nothing beside what does not.
 */
#include "model/blas.h"
#include "model/cell.h"

enum {
    SPAN = 16, /* nats */
    NONE = 80  /* nats: e^-80 is a number still, and nothing beside e^-SPAN */
};

/* Rates of all heads and layers, [H][P] each. */
void decay_size(struct model *m, struct arena *arena, long longest) {
    const size_t numbers = m->has_decay ? (size_t)(m->H * m->pairs) : 0,
                 rows = m->has_decay ? (size_t)(BAND_ROWS + longest) * (size_t)m->D : 0;
    for (int layer = 0; layer < m->L; layer++) m->tables.decay[layer] = arena_take(arena, numbers, sizeof(double));
    m->decay.rows = arena_take(arena, rows, sizeof(real));
    m->decay.drows = arena_take(arena, m->training ? rows : 0, sizeof(real));
}

static void build_layer(struct model *m, int layer) {
    double *rate = m->tables.decay[layer], *own = m->tables.theta;
    memset(rate, 0, sizeof *rate * (size_t)(m->H * m->pairs));
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->decay || !part_acts(m, i) || !part_stands(m, i, layer)) continue;
        struct view view = tables_view(m, i, layer, false);
        e->decay(&view, own);
        for (int h = 0, k = 0; h < m->H; h++)
            for (int p = 0; part_has_head(m, i, h) && p < m->pairs; p++) rate[h * m->pairs + p] += own[k++];
    }
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

/* Factors e^(rate d), with d how far ahead. What is further ahead than SPAN nats is so by a map that breaks the order
 * of positions, or not seen. */
static void factors(const struct cell *c, double ahead, real *out) {
    real x[LANES];
    for (int from = 0; from < c->m->pairs; from += LANES) {
        const int n = c->m->pairs - from < LANES ? c->m->pairs - from : LANES;
        for (int p = 0; p < n; p++) x[p] = (real)fmin(fmax(c->decay[from + p] * ahead, -NONE), SPAN);
        for (int p = n; p < LANES; p++) x[p] = 0;
        const lanes y = lanes_exp(lanes_load(x));
        for (int p = 0; p < n; p++) out[from + p] = x[p] > -NONE ? y[p] : 0;
    }
}

/* y = x times the factors of its pairs, or += with `add`. */
static void scale(const struct cell *c, const real *factor, const real *x, bool add, real *y) {
    const int pairs = c->m->pairs, next = c->m->layout == ROTARY_HALF ? 1 : 2, other = next == 1 ? pairs : 1;
    for (int p = 0; p < pairs; p++) {
        const int a = p * next, b = a + other;
        y[a] = factor[p] * x[a] + (add ? y[a] : 0);
        y[b] = factor[p] * x[b] + (add ? y[b] : 0);
    }
}

/* Some queries of a band, and the position that they and their keys are counted from. */
struct near {
    int first, n;
    double from;
};

static double query_position(const struct cell *c, int branch, int i) {
    return branch_position(c, branch, false, cell_token(c, i));
}

static struct near near_from(const struct cell *c, const struct band *b, int branch, int first) {
    const double span = SPAN / fastest(c->m->pairs, c->decay);
    double least = query_position(c, branch, first), most = least;
    struct near near = {.first = first, .n = 1};
    for (int i = first + 1; i < b->first + b->n; i++, near.n++) {
        const double position = query_position(c, branch, i);
        least = fmin(least, position);
        if (fmax(most, position) - least > span) break;
        most = fmax(most, position);
    }
    near.from = most;
    return near;
}

static real *key_row(const struct cell *c, real *rows, int j) { return rows + (long)(BAND_ROWS + j) * c->m->D; }

/* Rows of queries and of keys as the product meets them. */
static void scale_rows(const struct cell *c, struct met met, int branch, struct near near, struct keys keys) {
    real *rows = c->m->decay.rows, factor[WIDTH_MAX / 2];
    for (int i = 0; i < near.n; i++) {
        factors(c, near.from - query_position(c, branch, near.first + i), factor);
        scale(c, factor, met.query + (long)(near.first + i) * met.query_stride, false, rows + (long)i * c->m->D);
    }
    for (int j = keys.from; j < keys.to; j++) {
        factors(c, branch_position(c, branch, true, j) - near.from, factor);
        scale(c, factor, met.key + (long)j * met.key_stride, false, key_row(c, rows, j));
    }
}

void decay_scores(const struct cell *c, const struct band *b, int branch, struct keys keys, real *out) {
    const int D = c->m->D;
    for (int i = b->first; i < b->first + b->n;) {
        const struct near near = near_from(c, b, branch, i);
        scale_rows(c, cell_met(c, branch), branch, near, keys);
        blas_gemm(false, true, near.n, keys.to - keys.from, D, c->scale, c->m->decay.rows, D,
                  key_row(c, c->m->decay.rows, keys.from), D, 0, out + (long)(i - b->first) * c->T + keys.from, c->T);
        i += near.n;
    }
}

static void give_back(const struct cell *c, struct near near, struct keys keys) {
    const struct model *m = c->m;
    real factor[WIDTH_MAX / 2], *d = m->decay.drows;
    for (int i = 0; i < near.n; i++) {
        factors(c, near.from - query_position(c, 0, near.first + i), factor);
        scale(c, factor, d + (long)i * m->D, true, m->dq + ((long)c->q0 + near.first + i) * m->C + c->head * m->D);
    }
    for (int j = keys.from; j < keys.to; j++) {
        factors(c, branch_position(c, 0, true, j) - near.from, factor);
        scale(c, factor, key_row(c, d, j), true, m->dkv + ((long)c->k0 + j) * 2 * m->C + c->head * m->D);
    }
}

void decay_backward(const struct cell *c, const struct band *b, struct keys keys, const real *d) {
    struct model *m = c->m;
    const int D = m->D, n = keys.to - keys.from;
    for (int i = b->first; i < b->first + b->n;) {
        const struct near near = near_from(c, b, 0, i);
        const real *di = d + (long)(i - b->first) * c->T + keys.from;
        scale_rows(c, cell_met(c, 0), 0, near, keys);
        blas_gemm(false, false, near.n, D, n, c->scale, di, c->T, key_row(c, m->decay.rows, keys.from), D, 0,
                  m->decay.drows, D);
        blas_gemm(true, false, n, D, near.n, c->scale, di, c->T, m->decay.rows, D, 0,
                  key_row(c, m->decay.drows, keys.from), D);
        give_back(c, near, keys);
        i += near.n;
    }
}
