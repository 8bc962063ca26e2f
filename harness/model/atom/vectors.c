/* Vectors looked up by distance: their tables, one per side and layer, and what they add to scores and outputs. A band
 * of queries is multiplied with the table once; then every pair reads the product of its distance's row.
 *
 * Tables are reversed like all tables over distance, so that the far rows come first and rows rise along a row of
 * scores.
 */
#include "encoders/atom/vectors.h"
#include "model/atom/temperature.h"
#include "model/cell.h"
#include "model/math/blas.h"
#include "model/plain.h"

/* Tables of one layer, reversed: the last row first. */
struct layer_tables {
    real *table[VECTOR_SIDES], *dtable[VECTOR_SIDES]; /* [H][R][D] or [R][D] */
    real *offset, *doffset; /* [2][C] added to queries: to all products, and more for the product with the vectors */
};

struct state {
    struct vectors is; /* what there is */
    bool learns, has_offset;
    struct layer_tables layer[LAYERS_MAX];
    int *row;   /* [distances] row of each entry of a reversed table over distance */
    int bend;   /* struct distance_lookup */
    real *band; /* see band_room */
    real
        *bins[LAYERS_MAX]; /* per sequence and head [queries][R] weight per row, for a value term; training room only */
};
static struct state *own(const struct model *m) { return m->state[ATOM_vectors]; }

static int part(const struct model *m) { return part_of(m, ATOM_vectors); }
static const struct vectors_atom *hooks_of(const struct model *m) { return m->scheme.part[part(m)].encoder->vectors; }

static long table_size(const struct model *m) {
    return (own(m)->is.per_head ? part_own_head(m, part(m), m->H) : 1) * (long)own(m)->is.rows * m->D;
}

static bool check(struct model *m, int i, struct error *err) {
    (void)err;
    own(m)->learns = hooks_of(m)->table_grad && m->part_learns[i];
    own(m)->has_offset = hooks_of(m)->query_offset != NULL;
    return true;
}

static bool agree(struct model *m, struct error *err) {
    return !own(m)->has_offset || m->layout_part < 0 || m->layout != ROTARY_POLAR ||
           part_clash(m, m->layout_part, part(m), "radii take nothing that is added to queries", err);
}

static void measure(struct model *m) {
    const struct view view = part_view(m, part(m), -1, false);
    own(m)->is = (struct vectors){0};
    hooks_of(m)->of(&view, &own(m)->is);
}

/* Of the band: products with the table, and their gradient or the bins of an evaluation; queries of the distance
 * product and their gradient; the keys' products. Heads that are walked together need products and gradients of their
 * keys at the same time. */
static long band_products(const struct model *m) { return (long)BAND_ROWS * own(m)->is.rows; }
static long band_queries(const struct model *m) { return (long)BAND_ROWS * m->D; }

static long band_room(const struct model *m, long longest) {
    const long rooms = heads_ever_together(m) ? 2 * m->H : 1;
    return 2 * band_products(m) + 2 * band_queries(m) +
           (own(m)->is.side[VECTORS_KEY] ? rooms * own(m)->is.rows * longest : 0);
}

static real *query_room(const struct model *m) { return own(m)->band + 2 * band_products(m); }
static real *key_room(const struct cell *c, bool gradient) {
    const struct model *m = c->m;
    const long room = heads_together(m, c->layer) ? 2 * c->head + gradient : 0;
    return query_room(m) + 2 * band_queries(m) + room * own(m)->is.rows * m->room_longest;
}

static long scratch(const struct model *m) { return m->C; }

static void room(struct model *m, struct arena *arena, long N, long longest) {
    struct state *s = own(m);
    const bool grads = s->learns && m->training;
    (void)N;
    s->row = arena_take(arena, (size_t)m->tables.distances, sizeof(int));
    for (int l = 0; l < m->L; l++) {
        struct layer_tables *v = &s->layer[l];
        for (int side = 0; side < VECTOR_SIDES; side++) {
            v->table[side] = take(arena, s->is.side[side], (size_t)table_size(m));
            v->dtable[side] = take(arena, s->is.side[side] && grads, (size_t)table_size(m));
        }
        v->offset = take(arena, s->has_offset, (size_t)(2 * m->C));
        v->doffset = take(arena, s->has_offset && grads, (size_t)(2 * m->C));
    }
    s->band = take(arena, true, (size_t)band_room(m, longest));
}

static void layer_room(struct model *m, struct arena *arena, int layer, long N, long longest) {
    (void)longest;
    own(m)->bins[layer] =
        take(arena, m->training && own(m)->is.side[VECTORS_VALUE], (size_t)(N * own(m)->is.rows * m->H));
}

/* Weights of the band's queries by row of the vectors, [n][R]. */
static real *bins_of(const struct cell *c, const struct band *b) {
    const struct model *m = c->m;
    real *kept = own(m)->bins[c->layer];
    if (!kept) return own(m)->band + band_products(m);
    return kept + ((long)c->q0 * m->H + (long)c->head * c->n + b->first) * own(m)->is.rows;
}

/* The first and last row of every table change places, and so on. */
static void reverse(const struct model *m, real *table) {
    const long D = m->D, heads = table_size(m) / (own(m)->is.rows * D);
    for (long h = 0; h < heads; h++)
        for (long a = 0, b = own(m)->is.rows - 1; a < b; a++, b--) {
            real *x = table + (h * own(m)->is.rows + a) * D, *y = table + (h * own(m)->is.rows + b) * D;
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
    struct state *s = own(m);
    const int n = m->tables.distances;
    const struct view view = part_view(m, part(m), -1, false);
    hooks_of(m)->row(&view, n, m->tables.number, s->row);
    for (int a = 0, b = n - 1; a <= b; a++, b--) {
        const int far = s->is.rows - 1 - s->row[b];
        s->row[b] = s->is.rows - 1 - s->row[a];
        s->row[a] = far;
    }
    s->bend = find_bend(s->row, n);
}

/* offset: what is added to all queries, then what the distance product needs beyond that. */
static void build_offset(struct model *m, int layer, const struct view *view) {
    real *content = own(m)->layer[layer].offset, *distance = content + m->C;
    const size_t head = sizeof(real) * (size_t)m->D;
    memset(content, 0, sizeof(real) * 2 * (size_t)m->C);
    hooks_of(m)->query_offset(view, false, m->tables.scratch);
    part_scatter(m, part(m), head, m->tables.scratch, content);
    hooks_of(m)->query_offset(view, true, m->tables.scratch);
    part_scatter(m, part(m), head, m->tables.scratch, distance);
    for (int c = 0; c < m->C; c++) distance[c] -= content[c];
}

static void build(struct model *m, bool fixed) {
    if (fixed) build_rows(m);
    for (int layer = 0; (fixed || own(m)->learns) && layer < m->L; layer++) {
        if (!part_stands(m, part(m), layer)) continue;
        const struct view view = part_view(m, part(m), layer, false);
        for (int side = 0; side < VECTOR_SIDES; side++) {
            real *table = own(m)->layer[layer].table[side];
            if (!table) continue;
            hooks_of(m)->table(&view, (enum vector_side)side, table);
            reverse(m, table);
        }
        if (own(m)->has_offset) build_offset(m, layer, &view);
    }
}

static void zero_grad(struct model *m) {
    for (int l = 0; l < m->L; l++) {
        struct layer_tables *v = &own(m)->layer[l];
        for (int side = 0; side < VECTOR_SIDES; side++)
            if (v->dtable[side]) memset(v->dtable[side], 0, sizeof(real) * (size_t)table_size(m));
        if (v->doffset) memset(v->doffset, 0, sizeof(real) * 2 * (size_t)m->C);
    }
}

/* doffset: the gradient of all queries, then of those of the distance product, which is part of the former. */
static void grad_offset(struct model *m, int layer, const struct view *view) {
    real *all = own(m)->layer[layer].doffset, *distance = all + m->C;
    const size_t head = sizeof(real) * (size_t)m->D;
    for (int c = 0; c < m->C; c++) all[c] -= distance[c];
    part_gather(m, part(m), head, all, m->tables.scratch);
    hooks_of(m)->query_offset_grad(view, false, m->tables.scratch);
    part_gather(m, part(m), head, distance, m->tables.scratch);
    hooks_of(m)->query_offset_grad(view, true, m->tables.scratch);
}

static void hand_back(struct model *m) {
    for (int layer = 0; own(m)->learns && layer < m->L; layer++) {
        if (!part_stands(m, part(m), layer)) continue;
        const struct view view = part_view(m, part(m), layer, true);
        for (int side = 0; side < VECTOR_SIDES; side++) {
            real *dtable = own(m)->layer[layer].dtable[side];
            if (!dtable) continue;
            reverse(m, dtable);
            hooks_of(m)->table_grad(&view, (enum vector_side)side, dtable);
        }
        if (own(m)->has_offset) grad_offset(m, layer, &view);
    }
}

/* ---- offsets of queries ---- */

static void rows(struct model *m, int layer, const struct group *g, int queries) {
    const struct layer_acts *a = &m->acts[layer];
    (void)g;
    for (int k = 0; own(m)->has_offset && k < a->n_operands; k++)
        for (int r = 0; r < queries; r++)
            vec_add(a->operands[k].query + (long)r * a->operands[k].query_stride, own(m)->layer[layer].offset, m->C);
}

static void rows_backward(struct model *m, int layer, const struct group *g, int queries) {
    real *doffset = own(m)->layer[layer].doffset;
    (void)g;
    for (int r = 0; doffset && r < queries; r++) vec_add(doffset, m->dq + (long)r * m->C, m->C);
}

/* ---- one cell ---- */

static real *of_head(const struct cell *c, real *table) {
    const struct model *m = c->m;
    const long head = own(m)->is.per_head ? part_own_head(m, part(m), c->head) : 0;
    return table ? table + head * own(m)->is.rows * m->D : NULL;
}
static const real *table_of(const struct cell *c, enum vector_side side) {
    return of_head(c, own(c->m)->layer[c->layer].table[side]);
}
static real *dtable_of(const struct cell *c, enum vector_side side) {
    return of_head(c, own(c->m)->layer[c->layer].dtable[side]);
}

static struct distance_lookup lookup_of(const struct cell *c) {
    return (struct distance_lookup){.row = own(c->m)->row, .bend = own(c->m)->bend};
}

static void widen(int step, int *low, int *high) {
    if (step < *low) *low = step;
    if (step > *high) *high = step;
}

/* As below, where positions have gaps: from the nearest distance to the farthest. */
static struct keys reached_over_gaps(const struct cell *c, int first, int last, int from, int to) {
    const int longest = c->m->tables.longest_distance, *row = own(c->m)->row;
    int low = c->step[from], high = low, own_low = c->step[cell_token(c, first)], own_high = own_low;
    for (int j = from; j < to; j++) widen(c->step[j], &low, &high);
    for (int i = first; i <= last; i++) widen(c->step[cell_token(c, i)], &own_low, &own_high);
    int near = own_low - high, far = own_high - low;
    if (c->m->config.causal && near < 0) { /* distances are absolute */
        far = far > -near ? far : -near;
        near = own_high < low ? low - own_high : 0;
    }
    return (struct keys){row[longest - far], row[longest - near] + 1};
}

/* Rows that queries first..last of the cell can reach at keys from..to-1; in training all where positions have gaps. */
static struct keys reached(const struct cell *c, int first, int last, int from, int to) {
    const struct tables *t = &c->m->tables;
    if (c->step && !c->m->training) return reached_over_gaps(c, first, last, from, to);
    if (c->step) return (struct keys){0, own(c->m)->is.rows};
    const int far = t->longest_distance - cell_token(c, last) + from,
              near = t->longest_distance - cell_token(c, first) + to - 1;
    return (struct keys){own(c->m)->row[far], own(c->m)->row[near < t->distances ? near : t->distances - 1] + 1};
}
static struct keys band_reached(const struct cell *c, const struct band *b) {
    return reached(c, b->first, b->first + b->n - 1, b->keys[0].from, b->keys[b->pieces - 1].to);
}
static struct keys cell_reached(const struct cell *c) { return reached(c, 0, c->n - 1, 0, c->T); }

/* Where the band's queries are scaled, so are their offsets. */
static real query_factor(const struct cell *c, const struct band *b, int i) {
    const real *factor = temperature_factors(c);
    return factor ? factor[temperature_seen(c, b->first + i) - 1] : 1;
}

/* Queries of the distance product: those of the content, or with an offset of their own. */
static const real *distance_queries(const struct cell *c, const struct band *b, int *stride) {
    const struct model *m = c->m;
    const int D = m->D;
    const real *q = cell_query(c, b->first);
    *stride = m->C;
    if (!own(m)->has_offset) return q;
    const real *offset = own(m)->layer[c->layer].offset + m->C + (long)c->head * D;
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
              table_of(c, VECTORS_QUERY) + (long)rows.from * m->D, m->D, 0, own(m)->band + rows.from, own(m)->is.rows);
}

/* Products of the cell's keys, [R][T]: once for all its bands. */
static void make_key_products(const struct cell *c) {
    const struct model *m = c->m;
    const struct keys rows = cell_reached(c);
    blas_gemm(false, true, rows.to - rows.from, c->T, m->D, c->scale, table_of(c, VECTORS_KEY) + (long)rows.from * m->D,
              m->D, cell_key(c, 0), 2 * m->C, 0, key_room(c, false) + (long)rows.from * c->T, c->T);
}

/* Both products to the scores [n][T]. */
static void scores(const struct cell *c, const struct band *b, const real *content, real *out) {
    (void)content;
    const struct model *m = c->m;
    const struct distance_lookup lookup = lookup_of(c);
    const bool query = own(m)->is.side[VECTORS_QUERY], key = own(m)->is.side[VECTORS_KEY];
    if (!(query || key)) return;
    if (query) query_products(c, b);
    for (int i = 0; i < b->n; i++) {
        const struct distance_row row = cell_row(c, b->first + i);
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = row_keys(c, b, i, k);
            real *s = out + i * b->stride + keys.from;
            if (query)
                distance_gather(&row, &lookup, own(m)->band + (long)i * own(m)->is.rows, 0, keys.from, keys.to, s);
            if (key) distance_gather(&row, &lookup, key_room(c, false), c->T, keys.from, keys.to, s);
        }
    }
}

/* d of row i of the distance product's queries, to their offset and its factor. */
static void offset_collect(const struct cell *c, const struct band *b, int i, const real *d) {
    const struct layer_tables *v = &own(c->m)->layer[c->layer];
    const long at = c->m->C + (long)c->head * c->m->D;
    if (v->doffset) vec_axpy(v->doffset + at, query_factor(c, b, i), d, c->m->D);
    real *dfactor = temperature_grads(c);
    if (dfactor) dfactor[temperature_seen(c, b->first + i) - 1] += vec_dot(d, v->offset + at, c->m->D);
}

/* Gradient of a band's products, in vector_room, to queries and table. */
static void query_products_backward(const struct cell *c, const struct band *b) {
    struct model *m = c->m;
    const int C = m->C, D = m->D, R = own(m)->is.rows;
    const struct keys rows = band_reached(c, b);
    const long at = (long)rows.from * D;
    const real *drow = own(m)->band + rows.from;
    real *dq = cell_dquery(c, b->first), *dtable = dtable_of(c, VECTORS_QUERY);
    int stride;
    if (dtable) {
        const real *q = distance_queries(c, b, &stride);
        blas_gemm(true, false, rows.to - rows.from, D, b->n, c->scale, drow, R, q, stride, 1, dtable + at, D);
    }
    real *dqueries = own(m)->has_offset ? query_room(m) + band_queries(m) : dq;
    blas_gemm(false, false, b->n, D, rows.to - rows.from, c->scale, drow, R, table_of(c, VECTORS_QUERY) + at, D,
              own(m)->has_offset ? 0 : 1, dqueries, own(m)->has_offset ? D : C);
    for (int i = 0; own(m)->has_offset && i < b->n; i++) {
        vec_add(dq + (long)i * C, dqueries + (long)i * D, D);
        offset_collect(c, b, i, dqueries + (long)i * D);
    }
}

static void begin(struct cell *c, bool back) {
    const struct model *m = c->m;
    if (!own(m)->is.side[VECTORS_KEY] || c->n == 0) return;
    if (!back || m->stands[c->layer].traits & ATOM_APART)
        make_key_products(c); /* the backward pass needs scores again */
    if (!back) return;
    const struct keys rows = cell_reached(c);
    memset(key_room(c, true) + (long)rows.from * c->T, 0, sizeof(real) * (size_t)(rows.to - rows.from) * (size_t)c->T);
}

/* d of the scores to both products; the keys' one is summed over the bands. */
static void scores_backward(const struct cell *c, const struct band *b, const real *d, real *content) {
    (void)content;
    struct model *m = c->m;
    const struct distance_lookup lookup = lookup_of(c);
    const bool query = own(m)->is.side[VECTORS_QUERY], key = own(m)->is.side[VECTORS_KEY];
    if (!(query || key)) return;
    if (query) memset(own(m)->band, 0, sizeof(real) * (size_t)b->n * (size_t)own(m)->is.rows);
    for (int i = 0; i < b->n; i++) {
        const struct distance_row row = cell_row(c, b->first + i);
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = row_keys(c, b, i, k);
            const real *di = d + (long)i * c->T + keys.from;
            if (query)
                distance_scatter(&row, &lookup, own(m)->band + (long)i * own(m)->is.rows, 0, keys.from, keys.to, di);
            if (key) distance_scatter(&row, &lookup, key_room(c, true), c->T, keys.from, keys.to, di);
        }
    }
    if (query) query_products_backward(c, b);
}

static void end_backward(struct cell *c) {
    struct model *m = c->m;
    if (!own(m)->is.side[VECTORS_KEY] || c->n == 0) return;
    const struct keys rows = cell_reached(c);
    const int C = m->C, D = m->D, R = rows.to - rows.from;
    const long at = (long)rows.from * D;
    const real *d = key_room(c, true) + (long)rows.from * c->T;
    real *dkey = cell_dkey(c, 0), *dtable = dtable_of(c, VECTORS_KEY);
    blas_gemm(true, false, c->T, D, R, c->scale, d, c->T, table_of(c, VECTORS_KEY) + at, D, 1, dkey, 2 * C);
    if (dtable) blas_gemm(false, false, R, D, c->T, c->scale, d, c->T, cell_key(c, 0), 2 * C, 1, dtable + at, D);
}

/* Weights to bins by row, and the bins' mix of vectors to the output. */
static void output(const struct cell *c, const struct band *b) {
    const struct model *m = c->m;
    real *bins = bins_of(c, b);
    if (!own(m)->is.side[VECTORS_VALUE]) return;
    const int R = own(m)->is.rows;
    const struct distance_lookup lookup = lookup_of(c);
    const struct keys rows = band_reached(c, b);
    memset(bins, 0, sizeof(real) * (size_t)b->n * (size_t)R);
    for (int i = 0; i < b->n; i++) {
        const struct distance_row row = cell_row(c, b->first + i);
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = row_keys(c, b, i, k);
            distance_scatter(&row, &lookup, bins + (long)i * R, 0, keys.from, keys.to,
                             b->score + i * b->stride + keys.from);
        }
    }
    blas_gemm(false, false, b->n, m->D, rows.to - rows.from, 1, bins + rows.from, R,
              table_of(c, VECTORS_VALUE) + (long)rows.from * m->D, m->D, 1, b->mixed, b->mixed_stride);
}

/* dmixed: of the band's first row, stride C; adds to d of the weights. */
static void output_backward(const struct cell *c, const struct band *b, const real *dmixed, real *d) {
    struct model *m = c->m;
    const real *bins = bins_of(c, b);
    if (!own(m)->is.side[VECTORS_VALUE]) return;
    const int C = m->C, D = m->D, R = own(m)->is.rows;
    const struct distance_lookup lookup = lookup_of(c);
    const struct keys rows = band_reached(c, b);
    const long at = (long)rows.from * D;
    real *dbin = own(m)->band, *dtable = dtable_of(c, VECTORS_VALUE);
    blas_gemm(false, true, b->n, rows.to - rows.from, D, 1, dmixed, C, table_of(c, VECTORS_VALUE) + at, D, 0,
              dbin + rows.from, R);
    if (dtable)
        blas_gemm(true, false, rows.to - rows.from, D, b->n, 1, bins + rows.from, R, dmixed, C, 1, dtable + at, D);
    for (int i = 0; i < b->n; i++) {
        const struct distance_row row = cell_row(c, b->first + i);
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = row_keys(c, b, i, k);
            distance_gather(&row, &lookup, dbin + (long)i * R, 0, keys.from, keys.to, d + (long)i * c->T + keys.from);
        }
    }
}

/* ---- plain ---- */

/* The head's vectors of a side, [rows][D]; NULL: there are none. To be freed. */
static double *plain_vectors(const struct plain *s, int head, enum vector_side side, struct vectors *how) {
    const struct model *m = s->m;
    const struct view view = part_view(m, part(m), s->layer, false);
    hooks_of(m)->of(&view, how);
    if (!how->side[side]) return NULL;
    const long n = (long)how->rows * m->D, first = how->per_head ? part_own_head(m, part(m), head) * n : 0;
    real *table = mem_zero((size_t)(n * view.heads), sizeof *table);
    double *out = plain_numbers(n);
    hooks_of(m)->table(&view, side, table);
    for (long k = 0; k < n; k++) out[k] = (double)table[first + k];
    mem_free(table);
    return out;
}

static int plain_row(const struct plain *s, int i, int j) {
    const struct view view = part_view(s->m, part(s->m), -1, false);
    const double distance = plain_distance(s, i, j);
    int row;
    hooks_of(s->m)->row(&view, 1, &distance, &row);
    return row;
}

static void plain_offset(const struct plain *s, bool distance, double *query) {
    const struct model *m = s->m;
    const struct view view = part_view(m, part(m), s->layer, false);
    hooks_of(m)->query_offset(&view, distance, s->given);
    for (int t = 0; t < s->T; t++)
        for (int h = 0; h < m->H; h++)
            for (int d = 0; part_has_head(m, part(m), h) && d < m->D; d++)
                query[((long)t * m->H + h) * m->D + d] += (double)s->given[part_own_head(m, part(m), h) * m->D + d];
}

/* Vectors meet queries of a form of their own, the last one, where an offset is added to these. */
static void plain_rows(struct plain *s) {
    const int forms = s->forms;
    if (!hooks_of(s->m)->query_offset) return;
    const struct plain_form *f = plain_add_form(s, s->m->D);
    memcpy(f->query, s->form[0].query, sizeof(double) * (size_t)s->T * (size_t)s->m->C);
    plain_offset(s, true, f->query);
    for (int k = 0; k < forms; k++) plain_offset(s, false, s->form[k].query);
}

static void plain_scores(const struct plain *s, int head) {
    const int D = s->m->D, form = hooks_of(s->m)->query_offset ? s->forms - 1 : 0;
    struct vectors how = {0};
    double *query = plain_vectors(s, head, VECTORS_QUERY, &how), *key = plain_vectors(s, head, VECTORS_KEY, &how);
    for (int i = 0; i < s->T; i++)
        for (int j = 0; j < s->T; j++) {
            if (!plain_sees(s, head, i, j)) continue;
            const long at = (long)plain_row(s, i, j) * D;
            double sum = query ? plain_dot(D, plain_query(s, form, head, i), query + at) : 0;
            sum += key ? plain_dot(D, plain_key(s, 0, head, j), key + at) : 0;
            s->added[head][i * s->T + j] += plain_scale(s, head) * sum;
        }
    mem_free(query);
    mem_free(key);
}

static void plain_output(const struct plain *s, int head) {
    const int C = s->m->C, D = s->m->D;
    struct vectors how = {0};
    double *value = plain_vectors(s, head, VECTORS_VALUE, &how);
    for (int i = 0; value && i < s->T; i++)
        for (int j = 0; j < s->T; j++)
            for (int d = 0; plain_sees(s, head, i, j) && d < D; d++)
                s->mixed[(long)i * C + head * D + d] +=
                    s->score[head][i * s->T + j] * value[(long)plain_row(s, i, j) * D + d];
    mem_free(value);
}

static const struct plain_atom plain = {.rows = plain_rows, .scores = plain_scores, .output = plain_output};

const struct atom atom_vectors = {.plain = &plain,
                                  .traits = ATOM_WHOLE | ATOM_TILES,
                                  .alone = "look vectors up by distance",
                                  .state = sizeof(struct state),
                                  .check = check,
                                  .agree = agree,
                                  .measure = measure,
                                  .scratch = scratch,
                                  .room = room,
                                  .layer_room = layer_room,
                                  .build = build,
                                  .zero_grad = zero_grad,
                                  .hand_back = hand_back,
                                  .rows = rows,
                                  .rows_backward = rows_backward,
                                  .begin = begin,
                                  .end_backward = end_backward,
                                  .scores = scores,
                                  .scores_backward = scores_backward,
                                  .output = output,
                                  .output_backward = output_backward};
