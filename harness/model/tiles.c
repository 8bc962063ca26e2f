/* Evaluation in tiles of keys, with the online softmax. A block of queries meets the keys tile by tile: a tile's keys
 * and values are laid out once for all rows of the block, a few rows at a time get their scores, weights and sums, and
 * nothing leaves the second level of cache however long the sequence is. Of each row stand the largest score so far,
 * the sum of weights relative to it, and the sum of weighted values; where a tile has a larger score, both sums shrink.
 * Tiles in the future of some rows, or behind their window, are left out.
 *
 * Only a head whose atoms all say ATOM_TILES goes this way: what a score has added to it is known from its query and
 * its key alone, and softmax makes the weights. All others go in bands (attention.c). So do training, which keeps
 * weights, and models that are asked to round weights (model.rounding): here they would be rounded before their sum is
 * known, and so otherwise than in training. Operands of products in bf16 are, which costs them as many digits: a weight
 * that meets a value has been rounded relative to the largest of its row, and is divided by the sum of what was not.
 */
#include "model/atom.h"
#include "model/math/blas.h"
#include "model/math/softmax.h"

/* Whole tiles of the products' kernels in both directions. */
enum { BLOCK_ROWS = 480, TILE_ROWS = 48, TILE_KEYS = 480, APART = 16 };

/* Queries [first, first + n) of a cell, and what they have of the keys so far. */
struct block {
    const struct cell *c;
    int first, n;
    bool plain;               /* no atom has a content product of its own */
    struct keys tile;         /* in work */
    struct packed key, value; /* [size][keys], [keys][D] */
    long stride;              /* of rows of scores */
    real *score, *spare;      /* [TILE_ROWS][stride] */
    real *top, *sum;          /* [n] */
    real *mixed;              /* [n][mixed_stride], whole vectors */
    int mixed_stride;
};

static int least(int a, int b) { return a < b ? a : b; }
static int most(int a, int b) { return a > b ? a : b; }
static real larger(real a, real b) { return a > b ? a : b; }

static bool acts_on_scores(const struct atom *a) {
    return a->content || a->product || a->scores || a->combine || a->heads || a->normalise || a->weights || a->output;
}

static bool possible(const struct model *m, int layer) {
    return !m->training && !rounds(m, ROUNDING_SCORES) && !heads_together(m, layer);
}

bool tiles_do(const struct model *m, int layer, int head) {
    if (!possible(m, layer)) return false;
    EACH_ATOM(at, &m->stands[layer]) {
        const struct atom *a = at->atom;
        if (!(at->heads >> head & 1) || !acts_on_scores(a) || a->traits & ATOM_TILES) continue;
        if (!a->tiles || !a->tiles(m, layer, head)) return false;
    }
    return true;
}

bool tiles_for_sure(const struct model *m, int layer, int head) {
    if (!possible(m, layer)) return false;
    EACH_ATOM(at, &m->stands[layer])
    if (at->heads >> head & 1 && acts_on_scores(at->atom) && !(at->atom->traits & ATOM_TILES)) return false;
    return true;
}

/* ---- room ---- */

/* Rows are a little apart from whole lines of cache that would share their places. */
static long stride_of(long longest) { return packed_columns((int)(longest < TILE_KEYS ? longest : TILE_KEYS)) + APART; }
static long rows_of(long longest) { return longest < BLOCK_ROWS ? longest : BLOCK_ROWS; }
static int widest(const struct model *m) { return 2 * m->D; } /* polar pairs */

/* The parts of m->band, in turn; at NULL: only their sizes count. */
static real *part(real *room, long *used, long size) {
    real *at = room ? room + *used : NULL;
    *used += (size + LANES - 1) / LANES * LANES;
    return at;
}

static long lay_out(const struct model *m, long longest, real *room, struct block *b) {
    const long rows = rows_of(longest), keys = longest < TILE_KEYS ? longest : TILE_KEYS;
    const bool spare = m->anywhere.traits & ATOM_SPARE;
    long used = 0;
    b->stride = stride_of(longest);
    b->mixed_stride = packed_columns(m->D);
    b->score = part(room, &used, TILE_ROWS * b->stride);
    b->spare = part(room, &used, spare ? TILE_ROWS * b->stride : 0);
    b->key.at = part(room, &used, packed_size(widest(m), (int)keys));
    b->value.at = part(room, &used, packed_size((int)keys, m->D));
    b->mixed = part(room, &used, rows * b->mixed_stride);
    b->top = part(room, &used, rows);
    b->sum = part(room, &used, rows);
    return used;
}

long tiles_room(const struct model *m, long longest) {
    struct block b;
    return lay_out(m, longest, NULL, &b);
}

/* ---- a tile ---- */

static void pack(struct block *b) {
    const struct cell *c = b->c;
    const struct met met = cell_met(c, 0);
    const int from = b->tile.from, n = b->tile.to - from;
    b->key.k = met.size, b->key.n = n;
    b->value.k = n, b->value.n = c->m->D;
    if (b->plain) blas_pack(true, met.key + (long)from * met.key_stride, met.key_stride, &b->key);
    blas_pack(false, cell_value(c, from), 2 * c->m->C, &b->value);
}

/* Rows [first, first + n) of the cell as a band on some keys of the tile. */
static struct band band_of(const struct block *b, int first, int n, struct keys keys) {
    return (struct band){.first = first,
                         .n = n,
                         .keys = {keys},
                         .pieces = 1,
                         .stride = b->stride,
                         .score = b->score - b->tile.from,
                         .spare = b->spare ? b->spare - b->tile.from : NULL,
                         .mixed = b->mixed + (long)(first - b->first) * b->mixed_stride,
                         .mixed_stride = b->mixed_stride};
}

static struct extent in_tile(const struct block *b, struct keys keys) {
    return (struct extent){keys.from - b->tile.from, keys.to - b->tile.from};
}

static void scores(const struct block *b, const struct band *rows) {
    const struct cell *c = b->c;
    if (b->plain) {
        const struct met met = cell_met(c, 0);
        blas_gemm_packed(rows->n, c->scale, met.query + (long)rows->first * met.query_stride, met.query_stride, &b->key,
                         (struct extent){0, met.size}, in_tile(b, rows->keys[0]), 0, b->score, (int)b->stride);
    } else {
        content_scores(c, rows, rows->score);
    }
    added_scores(c, rows, rows->score, rows->score);
}

/* Of keys from..to-1, those of the tile; from <= to then, whatever they were. */
static struct keys those_of(struct keys tile, int from, int to) {
    from = least(most(tile.from, from), tile.to);
    return (struct keys){from, most(from, least(tile.to, to))};
}

/* The row's sums so far, for a larger top. */
static void shrink(const struct block *b, long row, real top) {
    const real behind = b->top[row] - top;
    const real factor = behind < -VEC_EXP_MOST ? 0 : vec_exp1(behind);
    real *mixed = b->mixed + row * b->mixed_stride;
    b->top[row] = top;
    b->sum[row] *= factor;
    for (int d = 0; d < b->mixed_stride; d += LANES) lanes_store(mixed + d, factor * lanes_load(mixed + d));
}

/* Scores of a row to weights relative to its top, in place; keys that it does not see weigh nothing. */
static void weigh(const struct block *b, const struct band *rows, int i) {
    const struct keys keys = rows->keys[0];
    const struct visible v = cell_visible(b->c, rows->first + i);
    const struct keys seen = those_of(keys, v.first, v.last), sinks = those_of(keys, 0, v.sinks);
    real *x = rows->score + i * rows->stride;
    const long row = rows->first + i - b->first;
    real top = softmax_tile_top(x + seen.from, seen.to - seen.from);
    if (sinks.from < sinks.to) top = larger(top, softmax_top(x + sinks.from, sinks.to - sinks.from));
    if (top > b->top[row]) shrink(b, row, top);
    /* Where nothing has been seen but -inf, weights are 0, as they are behind a finite top; a NaN of the sink stays. */
    top = b->top[row] == -(real)INFINITY ? 0 : b->top[row];
    if (sinks.from < sinks.to) b->sum[row] += softmax_exp(x + sinks.from, sinks.to - sinks.from, top);
    for (int j = most(keys.from, sinks.to); j < seen.from; j++) x[j] = 0;
    b->sum[row] += softmax_tile_exp(x + seen.from, seen.to - seen.from, top);
    for (int j = seen.to; j < keys.to; j++) x[j] = 0;
}

/* Rows [first, first + n) and the tile. */
static void rows_forward(const struct block *b, int first, int n) {
    struct keys all[2];
    const int pieces = keys_of_rows(b->c, first, n, all);
    struct keys keys = those_of(b->tile, all[0].from, all[pieces - 1].to);
    if (keys.from == keys.to) return;
    const struct band rows = band_of(b, first, n, keys);
    scores(b, &rows);
    for (int i = 0; i < n; i++) weigh(b, &rows, i);
    blas_gemm_packed(n, 1, rows.score + keys.from, (int)b->stride, &b->value, in_tile(b, keys),
                     (struct extent){0, b->c->m->D}, 1, rows.mixed, b->mixed_stride);
    EACH_ATOM(at, &b->c->m->stands[b->c->layer])
    if (at->atom->output && at->heads >> b->c->head & 1) at->atom->output(b->c, &rows);
}

/* ---- a block ---- */

static void begin(struct block *b) {
    const bool sink = !(b->c->sink == -(real)INFINITY); /* a NaN is one */
    for (int i = 0; i < b->n; i++) b->top[i] = b->c->sink, b->sum[i] = sink;
    memset(b->mixed, 0, sizeof *b->mixed * (size_t)b->n * (size_t)b->mixed_stride);
}

static void end(const struct block *b) {
    for (int i = 0; i < b->n; i++) {
        const real *mixed = b->mixed + (long)i * b->mixed_stride, over = 1 / b->sum[i];
        real *out = cell_mixed(b->c, b->first + i);
        for (int d = 0; d < b->c->m->D; d++) out[d] = mixed[d] * over;
    }
}

static void block_forward(struct block *b) {
    struct keys all[2];
    const int pieces = keys_of_rows(b->c, b->first, b->n, all);
    begin(b);
    for (int k = 0; k < pieces; k++)
        for (int from = all[k].from; from < all[k].to; from += TILE_KEYS) {
            b->tile = (struct keys){from, least(from + TILE_KEYS, all[k].to)};
            pack(b);
            for (int i = 0; i < b->n; i += TILE_ROWS) rows_forward(b, b->first + i, least(TILE_ROWS, b->n - i));
        }
    end(b);
}

void tiles_forward(const struct cell *c) {
    struct block b = {.c = c, .plain = true};
    EACH_ATOM(at, &c->m->stands[c->layer])
    if (at->heads >> c->head & 1 && (at->atom->content || at->atom->product)) b.plain = false;
    lay_out(c->m, c->m->room_longest, c->m->band, &b);
    for (b.first = 0; b.first < c->n; b.first += BLOCK_ROWS) {
        b.n = least(BLOCK_ROWS, c->n - b.first);
        block_forward(&b);
    }
}
