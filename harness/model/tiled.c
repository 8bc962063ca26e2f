/* Attention for evaluation: the same numbers as attention.c in memory that does not grow with T times T. Query tiles go
 * upwards; inside, key tiles go from the diagonal to the left. Each row keeps the running maximum and sum of the online
 * softmax (Milakov and Gimelshein 2018); output and bins are rescaled when the maximum rises. A tile that no row sees
 * is never computed.
 */
#include "model/blas.h"
#include "model/cell.h"
#include "model/vec.h"
#include <string.h>

enum { QUERY_TILE = 64, KEY_TILE = 256 };

struct tile {     /* scratch of one query tile, all in m->tile */
    real *score;  /* [QUERY_TILE][KEY_TILE] */
    real *out;    /* [QUERY_TILE][D] */
    real *by_row; /* [QUERY_TILE][R] q . E */
    real *bins;   /* [QUERY_TILE][R] */
    real top[QUERY_TILE], sum[QUERY_TILE];
};

long tiled_room(const struct model *m) { return (long)QUERY_TILE * (KEY_TILE + m->D + 2L * m->relative_rows); }

static struct tile tile_of(const struct model *m) {
    struct tile t;
    t.score = m->tile;
    t.out = t.score + QUERY_TILE * KEY_TILE;
    t.by_row = t.out + QUERY_TILE * m->D;
    t.bins = t.by_row + QUERY_TILE * m->relative_rows;
    return t;
}

static void tile_begin(const struct cell *c, struct tile *t, int q, int n) {
    const struct model *m = c->m;
    const int R = m->relative_rows;
    memset(t->out, 0, sizeof(real) * (size_t)(n * m->D));
    memset(t->bins, 0, sizeof(real) * (size_t)(n * R));
    for (int i = 0; i < n; i++) {
        t->top[i] = c->sink;
        t->sum[i] = c->sink > -(real)INFINITY ? 1 : 0;
    }
    if (c->relative && m->relative_key)
        blas_gemm(false, true, n, R, m->D, c->scale, cell_queries(c) + (long)q * m->C, m->C,
                  relative_vectors(m, c->layer, false), m->D, 0, t->by_row, R);
}

static real larger(real a, real b) { return a > b ? a : b; }

/* The keys of [from, to) that a row sees become weights relative to its running maximum; the others weigh nothing. */
static void tile_row(const struct cell *c, struct tile *t, int q, int i, int from, int to) {
    const struct model *m = c->m;
    const int R = m->relative_rows, *index = m->tables.relative_row;
    real *w = t->score + (long)i * KEY_TILE;
    struct visible v = cell_visible(c, q + i);
    const int first = v.first > from ? v.first : from, last = v.last < to ? v.last : to;
    const int sinks = v.sinks < to ? v.sinks : to;
    const int near = last > first ? last - first : 0, far = sinks > from ? sinks - from : 0;
    struct distance_row row = cell_row(c, q + i);
    const int seen = cell_seen(c, q + i) < to ? cell_seen(c, q + i) : to;
    if (seen > from && c->bias) distance_add(&row, c->bias, from, seen, w);
    if (seen > from && c->relative && m->relative_key)
        distance_gather(&row, index, t->by_row + (long)i * R, from, seen, w);
    real top = t->top[i];
    if (near) top = larger(top, vec_max(w + (first - from), near));
    if (far) top = larger(top, vec_max(w, far));
    if (!near && !far) {
        memset(w, 0, sizeof(real) * (size_t)(to - from));
        return;
    }
    real keep = t->sum[i] > 0 ? vec_exp1(t->top[i] - top) : 0, sum = 0;
    if (near) sum += vec_exp_sum(w + (first - from), w + (first - from), top, near);
    if (far) sum += vec_exp_sum(w, w, top, far);
    for (int j = far; j < (near ? first - from : to - from); j++) w[j] = 0;
    for (int j = near ? last - from : to - from; j < to - from; j++) w[j] = 0;
    vec_scale(t->out + (long)i * m->D, keep, m->D);
    vec_scale(t->bins + (long)i * R, keep, R);
    if (c->relative && m->relative_value && seen > from)
        distance_scatter(&row, index, t->bins + (long)i * R, from, seen, w);
    t->sum[i] = t->sum[i] * keep + sum;
    t->top[i] = top;
}

static void tile_end(const struct cell *c, struct tile *t, int q, int n) {
    const struct model *m = c->m;
    const int D = m->D, R = m->relative_rows;
    if (c->relative && m->relative_value)
        blas_gemm(false, false, n, D, R, 1, t->bins, R, relative_vectors(m, c->layer, true), D, 1, t->out, D);
    for (int i = 0; i < n; i++) {
        real *mixed = cell_mixed(c) + (long)(q + i) * m->C;
        for (int d = 0; d < D; d++) mixed[d] = t->out[(long)i * D + d] / t->sum[i];
    }
}

/* Some query of [q, q + n) sees some key of [from, to). Queries stand in ascending order of tokens. */
static bool tile_seen(const struct cell *c, int q, int n, int from, int to) {
    struct visible low = cell_visible(c, q), high = cell_visible(c, q + n - 1);
    return (high.last > from && low.first < to) || high.sinks > from;
}

static void query_tile(const struct cell *c, int q, int n) {
    const struct model *m = c->m;
    struct tile t = tile_of(m);
    tile_begin(c, &t, q, n);
    const int end = cell_visible(c, q + n - 1).last;
    for (int from = (end - 1) / KEY_TILE * KEY_TILE; from >= 0; from -= KEY_TILE) {
        const int to = from + KEY_TILE < end ? from + KEY_TILE : end;
        if (!tile_seen(c, q, n, from, to)) continue;
        blas_gemm(false, true, n, to - from, m->D, c->scale, cell_queries(c) + (long)q * m->C, m->C,
                  cell_keys(c) + (long)from * 2 * m->C, 2 * m->C, 0, t.score, KEY_TILE);
        for (int i = 0; i < n; i++) tile_row(c, &t, q, i, from, to);
        blas_gemm(false, false, n, m->D, to - from, 1, t.score, KEY_TILE, cell_values(c) + (long)from * 2 * m->C,
                  2 * m->C, 1, t.out, m->D);
    }
    tile_end(c, &t, q, n);
}

void attention_tiled(struct model *m, int layer, const struct group *g) {
    for (int s = 0; s < g->sequences; s++)
        for (int h = 0; h < m->H; h++) {
            struct cell c = cell_of(m, layer, g, s, h);
            for (int q = 0; q < c.n; q += QUERY_TILE) query_tile(&c, q, c.n - q < QUERY_TILE ? c.n - q : QUERY_TILE);
        }
}
