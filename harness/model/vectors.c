/* Vectors looked up by distance: their tables, one per side and layer, and what they add to scores and outputs. A band
 * of queries is multiplied with the table once; then every pair reads the product of its distance's row.
 *
 * Tables are turned round like all tables over distance, so that the far rows come first and rows rise along a row of
 * scores.
 */
#include "model/cell.h"
#include "model/math/blas.h"

static long own_heads(const struct model *m) {
    int n = 0;
    for (int h = 0; h < m->H; h++) n += part_has_head(m, m->vector_part, h);
    return n;
}

static long table_size(const struct model *m) {
    return (m->vectors.per_head ? own_heads(m) : 1) * m->vectors.rows * m->D;
}

void vectors_measure(struct model *m) {
    if (m->vector_part < 0) return;
    struct view view = part_view(m, m->vector_part, -1, false);
    m->vectors = (struct vectors){0};
    m->scheme.part[m->vector_part].encoder->vectors(&view, &m->vectors);
}

/* Reals of m->vector_room: a band's products with the table, and their gradient or the bins of an evaluation; queries
 * of the distance product and their gradient; the keys' products. */
static long band_products(const struct model *m) { return (long)BAND_ROWS * m->vectors.rows; }
static long band_queries(const struct model *m) { return (long)BAND_ROWS * m->D; }

/* Heads that are walked together need products and gradients of their keys at the same time. */
long vectors_room(const struct model *m, long longest) {
    if (m->vector_part < 0) return 0;
    const long rooms = heads_ever_together(m) ? 2 * m->H : 1;
    return 2 * band_products(m) + 2 * band_queries(m) +
           (m->vectors.side[VECTORS_KEY] ? rooms * m->vectors.rows * longest : 0);
}

static real *query_room(const struct model *m) { return m->vector_room + 2 * band_products(m); }
static real *key_room(const struct cell *c, bool gradient) {
    const struct model *m = c->m;
    const long room = heads_together(m, c->layer) ? 2 * c->head + gradient : 0;
    return query_room(m) + 2 * band_queries(m) + room * m->vectors.rows * m->room_longest;
}
real *vectors_bins(const struct model *m) { return m->vector_room + band_products(m); }

static real *take(struct arena *arena, bool wanted, long n) {
    return wanted ? arena_take(arena, (size_t)n, sizeof(real)) : NULL;
}

void vectors_size(struct model *m, struct arena *arena) {
    struct tables *t = &m->tables;
    const bool any = m->vector_part >= 0, grads = m->learns_vectors && m->training;
    t->vector_row = any ? arena_take(arena, (size_t)t->distances, sizeof(int)) : NULL;
    for (int l = 0; any && l < m->L; l++) {
        struct vector_tables *v = &t->vectors[l];
        for (int side = 0; side < VECTOR_SIDES; side++) {
            v->table[side] = take(arena, m->vectors.side[side], table_size(m));
            v->dtable[side] = take(arena, m->vectors.side[side] && grads, table_size(m));
        }
        v->offset = take(arena, m->has_offset, 2 * m->C);
        v->doffset = take(arena, m->has_offset && grads, 2 * m->C);
    }
}

/* The first and last row of every table change places, and so on. */
static void turn_round(const struct model *m, real *table) {
    const long D = m->D, heads = table_size(m) / (m->vectors.rows * D);
    for (long h = 0; h < heads; h++)
        for (long a = 0, b = m->vectors.rows - 1; a < b; a++, b--) {
            real *x = table + (h * m->vectors.rows + a) * D, *y = table + (h * m->vectors.rows + b) * D;
            for (long k = 0; k < D; k++) {
                const real swap = x[k];
                x[k] = y[k];
                y[k] = swap;
            }
        }
}

/* Where rows begin to rise by one with every entry, all entries before sharing one row; -1 when they do not. */
static int find_bend(const int *row, int n) {
    int bend = n - 1;
    while (bend > 0 && row[bend - 1] == row[bend] - 1) bend--;
    for (int k = 0; k < bend; k++)
        if (row[k] != row[bend]) return -1;
    return bend;
}

static void build_rows(struct model *m) {
    struct tables *t = &m->tables;
    struct view view = part_view(m, m->vector_part, -1, false);
    m->scheme.part[m->vector_part].encoder->vector_row(&view, t->distances, t->number, t->vector_row);
    for (int a = 0, b = t->distances - 1; a <= b; a++, b--) {
        const int far = m->vectors.rows - 1 - t->vector_row[b];
        t->vector_row[b] = m->vectors.rows - 1 - t->vector_row[a];
        t->vector_row[a] = far;
    }
    t->vector_bend = find_bend(t->vector_row, t->distances);
}

/* The part's heads [own][D] to their columns of [C], and back. */
static void spread_heads(const struct model *m, const real *own, real *all) {
    for (int h = 0; h < m->H; h++)
        if (part_has_head(m, m->vector_part, h)) {
            memcpy(all + (long)h * m->D, own, sizeof(real) * (size_t)m->D);
            own += m->D;
        }
}
static void gather_heads(const struct model *m, const real *all, real *own) {
    for (int h = 0; h < m->H; h++)
        if (part_has_head(m, m->vector_part, h)) {
            memcpy(own, all + (long)h * m->D, sizeof(real) * (size_t)m->D);
            own += m->D;
        }
}

/* offset: what is added to all queries, then what the distance product needs beyond that. */
static void build_offset(struct model *m, int layer, const struct encoder *e, const struct view *view) {
    real *content = m->tables.vectors[layer].offset, *distance = content + m->C;
    memset(content, 0, sizeof(real) * 2 * (size_t)m->C);
    e->query_offset(view, false, m->tables.scratch);
    spread_heads(m, m->tables.scratch, content);
    e->query_offset(view, true, m->tables.scratch);
    spread_heads(m, m->tables.scratch, distance);
    for (int c = 0; c < m->C; c++) distance[c] -= content[c];
}

void vectors_build(struct model *m, bool fixed) {
    if (m->vector_part < 0) return;
    const struct encoder *e = m->scheme.part[m->vector_part].encoder;
    if (fixed) build_rows(m);
    for (int layer = 0; (fixed || m->learns_vectors) && layer < m->L; layer++) {
        if (!part_stands(m, m->vector_part, layer)) continue;
        struct view view = part_view(m, m->vector_part, layer, false);
        for (int side = 0; side < VECTOR_SIDES; side++) {
            real *table = m->tables.vectors[layer].table[side];
            if (!table) continue;
            e->vector_table(&view, (enum vector_side)side, table);
            turn_round(m, table);
        }
        if (m->has_offset) build_offset(m, layer, e, &view);
    }
}

void vectors_zero_grad(struct model *m) {
    if (m->vector_part < 0 || !m->learns_vectors) return;
    for (int l = 0; l < m->L; l++) {
        struct vector_tables *v = &m->tables.vectors[l];
        for (int side = 0; side < VECTOR_SIDES; side++)
            if (v->dtable[side]) memset(v->dtable[side], 0, sizeof(real) * (size_t)table_size(m));
        if (v->doffset) memset(v->doffset, 0, sizeof(real) * 2 * (size_t)m->C);
    }
}

/* doffset: the gradient of all queries, then of those of the distance product, which is part of the former. */
static void grad_offset(struct model *m, int layer, const struct encoder *e, const struct view *view) {
    real *all = m->tables.vectors[layer].doffset, *distance = all + m->C;
    for (int c = 0; c < m->C; c++) all[c] -= distance[c];
    gather_heads(m, all, m->tables.scratch);
    e->query_offset_grad(view, false, m->tables.scratch);
    gather_heads(m, distance, m->tables.scratch);
    e->query_offset_grad(view, true, m->tables.scratch);
}

void vectors_grad(struct model *m) {
    if (m->vector_part < 0 || !m->learns_vectors) return;
    const struct encoder *e = m->scheme.part[m->vector_part].encoder;
    for (int layer = 0; layer < m->L; layer++) {
        if (!part_stands(m, m->vector_part, layer)) continue;
        struct view view = part_view(m, m->vector_part, layer, true);
        for (int side = 0; side < VECTOR_SIDES; side++) {
            real *dtable = m->tables.vectors[layer].dtable[side];
            if (!dtable) continue;
            turn_round(m, dtable);
            e->vector_table_grad(&view, (enum vector_side)side, dtable);
        }
        if (m->has_offset) grad_offset(m, layer, e, &view);
    }
}

/* Offsets of queries. */

static bool offset_stands(const struct model *m, int layer) {
    return m->has_offset && part_stands(m, m->vector_part, layer);
}

void offset_forward(struct model *m, int layer, int queries) {
    if (!offset_stands(m, layer)) return;
    for (int b = 0; b < m->branches; b++)
        for (int r = 0; r < queries; r++)
            vec_add(branch_queries(m, layer, b) + (long)r * m->C, m->tables.vectors[layer].offset, m->C);
}

void offset_backward(struct model *m, int layer, int queries) {
    if (!offset_stands(m, layer) || !m->learns_vectors) return;
    for (int r = 0; r < queries; r++) vec_add(m->tables.vectors[layer].doffset, m->dq + (long)r * m->C, m->C);
}

/* Of one cell. */

bool vectors_stand(const struct model *m, int layer, int head) {
    return m->vector_part >= 0 && part_stands(m, m->vector_part, layer) && part_has_head(m, m->vector_part, head);
}

static real *of_head(const struct cell *c, real *table) {
    const struct model *m = c->m;
    long own = 0;
    for (int h = 0; table && m->vectors.per_head && h < c->head; h++) own += part_has_head(m, m->vector_part, h);
    return table ? table + own * m->vectors.rows * m->D : NULL;
}
static const real *table_of(const struct cell *c, enum vector_side side) {
    return of_head(c, c->m->tables.vectors[c->layer].table[side]);
}
static real *dtable_of(const struct cell *c, enum vector_side side) {
    return of_head(c, c->m->tables.vectors[c->layer].dtable[side]);
}

static struct distance_lookup lookup_of(const struct cell *c) {
    return (struct distance_lookup){.row = c->m->tables.vector_row, .bend = c->m->tables.vector_bend};
}

/* Rows that queries first..last of the cell can reach at keys from..to-1; all where positions have gaps. */
static struct keys reached(const struct cell *c, int first, int last, int from, int to) {
    const struct tables *t = &c->m->tables;
    if (c->step) return (struct keys){0, c->m->vectors.rows};
    const int far = t->longest_distance - cell_token(c, last) + from,
              near = t->longest_distance - cell_token(c, first) + to - 1;
    return (struct keys){t->vector_row[far], t->vector_row[near < t->distances ? near : t->distances - 1] + 1};
}
static struct keys band_reached(const struct cell *c, const struct band *b) {
    return reached(c, b->first, b->first + b->n - 1, b->keys[0].from, b->keys[b->pieces - 1].to);
}
static struct keys cell_reached(const struct cell *c) { return reached(c, 0, c->n - 1, 0, c->T); }

/* Where the band's queries are scaled, so are their offsets. */
static real query_factor(const struct cell *c, const struct band *b, int i) {
    return c->temperature ? c->temperature[visible_count(cell_visible(c, b->first + i)) - 1] : 1;
}

/* Queries of the distance product: those of the content, or with an offset of their own. */
static const real *distance_queries(const struct cell *c, const struct band *b, int *stride) {
    const struct model *m = c->m;
    const int D = m->D;
    const real *q = cell_query(c, b->first);
    *stride = m->C;
    if (!m->has_offset) return q;
    const real *offset = m->tables.vectors[c->layer].offset + m->C + (long)c->head * D;
    real *out = query_room(m);
    for (int i = 0; i < b->n; i++) {
        memcpy(out + (long)i * D, q + (long)i * m->C, sizeof *out * (size_t)D);
        vec_axpy(out + (long)i * D, query_factor(c, b, i), offset, D);
    }
    *stride = D;
    return out;
}

static void query_products(const struct cell *c, const struct band *b) {
    const struct model *m = c->m;
    const struct keys rows = band_reached(c, b);
    int stride;
    const real *q = distance_queries(c, b, &stride);
    blas_gemm(false, true, b->n, rows.to - rows.from, m->D, c->scale, q, stride,
              table_of(c, VECTORS_QUERY) + (long)rows.from * m->D, m->D, 0, m->vector_room + rows.from,
              m->vectors.rows);
}

/* Products of the cell's keys, [R][T]: once for all its bands. */
void vectors_begin(const struct cell *c) {
    const struct model *m = c->m;
    if (!c->vectors || !m->vectors.side[VECTORS_KEY] || c->n == 0) return;
    const struct keys rows = cell_reached(c);
    blas_gemm(false, true, rows.to - rows.from, c->T, m->D, c->scale, table_of(c, VECTORS_KEY) + (long)rows.from * m->D,
              m->D, cell_key(c, 0), 2 * m->C, 0, key_room(c, false) + (long)rows.from * c->T, c->T);
}

/* Both products to the scores [n][T]. */
void vectors_forward(const struct cell *c, const struct band *b, real *out) {
    const struct model *m = c->m;
    const struct distance_lookup lookup = lookup_of(c);
    const bool query = m->vectors.side[VECTORS_QUERY], key = m->vectors.side[VECTORS_KEY];
    if (!c->vectors || !(query || key)) return;
    if (query) query_products(c, b);
    for (int i = 0; i < b->n; i++) {
        const struct distance_row row = cell_row(c, b->first + i);
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = row_keys(c, b, i, k);
            real *s = out + (long)i * c->T + keys.from;
            if (query)
                distance_gather(&row, &lookup, m->vector_room + (long)i * m->vectors.rows, 0, keys.from, keys.to, s);
            if (key) distance_gather(&row, &lookup, key_room(c, false), c->T, keys.from, keys.to, s);
        }
    }
}

/* d of row i of the distance product's queries, to their offset and its factor. */
static void offset_collect(const struct cell *c, const struct band *b, int i, const real *d) {
    const struct vector_tables *v = &c->m->tables.vectors[c->layer];
    const long at = c->m->C + (long)c->head * c->m->D;
    if (v->doffset) vec_axpy(v->doffset + at, query_factor(c, b, i), d, c->m->D);
    if (c->dtemperature)
        c->dtemperature[visible_count(cell_visible(c, b->first + i)) - 1] += vec_dot(d, v->offset + at, c->m->D);
}

/* Gradient of a band's products, in vector_room, to queries and table. */
static void query_products_backward(const struct cell *c, const struct band *b) {
    struct model *m = c->m;
    const int C = m->C, D = m->D, R = m->vectors.rows;
    const struct keys rows = band_reached(c, b);
    const long at = (long)rows.from * D;
    const real *drow = m->vector_room + rows.from;
    real *dq = m->dq + ((long)c->q0 + b->first) * C + c->head * D, *dtable = dtable_of(c, VECTORS_QUERY);
    int stride;
    if (dtable) {
        const real *q = distance_queries(c, b, &stride);
        blas_gemm(true, false, rows.to - rows.from, D, b->n, c->scale, drow, R, q, stride, 1, dtable + at, D);
    }
    real *own = m->has_offset ? query_room(m) + band_queries(m) : dq;
    blas_gemm(false, false, b->n, D, rows.to - rows.from, c->scale, drow, R, table_of(c, VECTORS_QUERY) + at, D,
              m->has_offset ? 0 : 1, own, m->has_offset ? D : C);
    for (int i = 0; m->has_offset && i < b->n; i++) {
        vec_add(dq + (long)i * C, own + (long)i * D, D);
        offset_collect(c, b, i, own + (long)i * D);
    }
}

void vectors_begin_backward(const struct cell *c) {
    const struct model *m = c->m;
    if (!c->vectors || !m->vectors.side[VECTORS_KEY] || c->n == 0) return;
    if (across_stands(m, c->layer)) vectors_begin(c); /* its way back needs the scores again */
    const struct keys rows = cell_reached(c);
    memset(key_room(c, true) + (long)rows.from * c->T, 0, sizeof(real) * (size_t)(rows.to - rows.from) * (size_t)c->T);
}

/* d of the scores to both products; the keys' one is summed over the bands. */
void vectors_backward(const struct cell *c, const struct band *b, const real *d) {
    struct model *m = c->m;
    const struct distance_lookup lookup = lookup_of(c);
    const bool query = m->vectors.side[VECTORS_QUERY], key = m->vectors.side[VECTORS_KEY];
    if (!c->vectors || !(query || key)) return;
    if (query) memset(m->vector_room, 0, sizeof(real) * (size_t)b->n * (size_t)m->vectors.rows);
    for (int i = 0; i < b->n; i++) {
        const struct distance_row row = cell_row(c, b->first + i);
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = row_keys(c, b, i, k);
            const real *di = d + (long)i * c->T + keys.from;
            if (query)
                distance_scatter(&row, &lookup, m->vector_room + (long)i * m->vectors.rows, 0, keys.from, keys.to, di);
            if (key) distance_scatter(&row, &lookup, key_room(c, true), c->T, keys.from, keys.to, di);
        }
    }
    if (query) query_products_backward(c, b);
}

void vectors_end_backward(const struct cell *c) {
    struct model *m = c->m;
    if (!c->vectors || !m->vectors.side[VECTORS_KEY] || c->n == 0) return;
    const struct keys rows = cell_reached(c);
    const int C = m->C, D = m->D, R = rows.to - rows.from;
    const long at = (long)rows.from * D;
    const real *d = key_room(c, true) + (long)rows.from * c->T;
    real *dkey = m->dkv + (long)c->k0 * 2 * C + c->head * D, *dtable = dtable_of(c, VECTORS_KEY);
    blas_gemm(true, false, c->T, D, R, c->scale, d, c->T, table_of(c, VECTORS_KEY) + at, D, 1, dkey, 2 * C);
    if (dtable) blas_gemm(false, false, R, D, c->T, c->scale, d, c->T, cell_key(c, 0), 2 * C, 1, dtable + at, D);
}

/* Weights to bins by row, and the bins' mix of vectors to the output. */
void vectors_output(const struct cell *c, const struct band *b) {
    if (!b->bins) return;
    const struct model *m = c->m;
    const int R = m->vectors.rows;
    const struct distance_lookup lookup = lookup_of(c);
    const struct keys rows = band_reached(c, b);
    memset(b->bins, 0, sizeof(real) * (size_t)b->n * (size_t)R);
    for (int i = 0; i < b->n; i++) {
        const struct distance_row row = cell_row(c, b->first + i);
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = row_keys(c, b, i, k);
            distance_scatter(&row, &lookup, b->bins + (long)i * R, 0, keys.from, keys.to,
                             b->score + (long)i * c->T + keys.from);
        }
    }
    blas_gemm(false, false, b->n, m->D, rows.to - rows.from, 1, b->bins + rows.from, R,
              table_of(c, VECTORS_VALUE) + (long)rows.from * m->D, m->D, 1, cell_mixed(c, b->first), m->C);
}

/* dmixed: of the band's first row, stride C; adds to d of the weights. */
void vectors_output_backward(const struct cell *c, const struct band *b, const real *dmixed, real *d) {
    if (!b->bins) return;
    struct model *m = c->m;
    const int C = m->C, D = m->D, R = m->vectors.rows;
    const struct distance_lookup lookup = lookup_of(c);
    const struct keys rows = band_reached(c, b);
    const long at = (long)rows.from * D;
    real *dbin = m->vector_room, *dtable = dtable_of(c, VECTORS_VALUE);
    blas_gemm(false, true, b->n, rows.to - rows.from, D, 1, dmixed, C, table_of(c, VECTORS_VALUE) + at, D, 0,
              dbin + rows.from, R);
    if (dtable)
        blas_gemm(true, false, rows.to - rows.from, D, b->n, 1, b->bins + rows.from, R, dmixed, C, 1, dtable + at, D);
    for (int i = 0; i < b->n; i++) {
        const struct distance_row row = cell_row(c, b->first + i);
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = row_keys(c, b, i, k);
            distance_gather(&row, &lookup, dbin + (long)i * R, 0, keys.from, keys.to, d + (long)i * c->T + keys.from);
        }
    }
}
