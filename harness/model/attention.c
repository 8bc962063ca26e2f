/* Attention. A sequence is walked in bands: a few queries against all keys that some of them see. Per band and head:
 * scores q k' / sqrt(D), plus what the scheme adds, the normaliser, the mix of values; and the way back. Keys above the
 * diagonal of a band, and keys that a mask hides from all of it, are never touched.
 *
 * Training keeps the weights of all bands; evaluation keeps one band, so its memory is O(T) at any length. The code is
 * the same, and so are the numbers.
 *
 * A layer's queries are all rows, or the answer rows in the last layer. Query i of a cell has token index t; it sees
 * keys 0..t when causal, all otherwise, less what the mask hides. Bands stand in the order of queries, so state that a
 * scheme carries from row to row can go along.
 */
#include "model/cell.h"
#include "model/math/blas.h"
#include "model/math/phase.h"
#include "model/math/softmax.h"
#include <string.h>

bool heads_together(const struct model *m, int layer) { return across_stands(m, layer) || select_stands(m, layer); }

bool heads_ever_together(const struct model *m) {
    for (int layer = 0; layer < m->L; layer++)
        if (heads_together(m, layer)) return true;
    return false;
}

static int band_rows(const struct model *m, int layer, int T) {
    if (m->training) return TRAIN_BAND;
    const int rows = BAND_PAIRS / T / (heads_together(m, layer) ? m->H : 1);
    return rows > BAND_ROWS ? BAND_ROWS : rows < BAND_ROWS_LEAST ? BAND_ROWS_LEAST : rows;
}

/* Bands of scratch: scores of each head walked together (their gradient on the way back), what is added to them and
 * their content where these are kept apart, and one to spare. */
enum { SLOT_SCORE, SLOT_ADDED, SLOT_CONTENT, SLOTS };

static real *band_slot(const struct cell *c, int slot) { return c->m->band + (long)slot * BAND_ROWS * c->T; }
static real *slot(const struct cell *c, int kind, int head) { return band_slot(c, kind * c->m->H + head); }
static int slots(const struct model *m) {
    return heads_ever_together(m) ? (m->across_part >= 0 ? SLOTS : 1) * m->H : 1;
}
static real *spare(const struct cell *c) { return band_slot(c, slots(c->m)); }

long attention_room(const struct model *m, long longest) {
    return (slots(m) + (m->counted_part >= 0 || m->forget_part >= 0 || m->branches > 1 ? 1 : 0)) * BAND_ROWS * longest +
           LANES;
}
long counted_room(const struct model *m) { return 2L * BAND_ROWS * m->counted_rows; }

static int least(int a, int b) { return a < b ? a : b; }
static real larger(real a, real b) { return a > b ? a : b; }

/* place: among the heads walked together. */
static struct band band_at(const struct cell *c, int place, int first) {
    struct band b = {.first = first, .n = least(band_rows(c->m, c->layer, c->T), c->n - first)};
    const struct visible low = cell_visible(c, first), high = cell_visible(c, first + b.n - 1);
    const int sinks = least(high.sinks, low.first);
    if (sinks > 0 && sinks < low.first) b.keys[b.pieces++] = (struct keys){0, sinks};
    b.keys[b.pieces++] = (struct keys){sinks == low.first ? 0 : low.first, high.last};
    b.score = c->weights ? c->weights + (long)first * c->T : slot(c, SLOT_SCORE, place);
    if (c->vectors && c->m->vectors.side[VECTORS_VALUE])
        b.bins = c->bins ? c->bins + (long)first * c->m->vectors.rows : vectors_bins(c->m);
    return b;
}

/* score = scale x y' on the band's keys; y: rows of `size` numbers of the cell's keys, one every `stride`. */
static void pairs(const struct cell *c, const struct band *b, int size, real scale, const real *x, int ldx,
                  const real *y, int stride, real *score) {
    for (int k = 0; k < b->pieces; k++) {
        const struct keys keys = b->keys[k];
        blas_gemm(false, true, b->n, keys.to - keys.from, size, scale, x, ldx, y + (long)keys.from * stride, stride, 0,
                  score + keys.from, c->T);
    }
}

/* out[n][size] = scale * weights y over the band's keys, or += with beta 1. */
static void mix(const struct cell *c, const struct band *b, int size, real scale, const real *weights, const real *y,
                int stride, real beta, real *out, int ldo) {
    for (int k = 0; k < b->pieces; k++) {
        const struct keys keys = b->keys[k];
        blas_gemm(false, false, b->n, size, keys.to - keys.from, scale, weights + keys.from, c->T,
                  y + (long)keys.from * stride, stride, k > 0 ? 1 : beta, out, ldo);
    }
}

/* y += scale * weights' x: what the band's queries give back to its keys. */
static void give_back(const struct cell *c, const struct band *b, int size, real scale, const real *weights,
                      const real *x, int ldx, real *y, int stride) {
    for (int k = 0; k < b->pieces; k++) {
        const struct keys keys = b->keys[k];
        blas_gemm(true, false, keys.to - keys.from, size, b->n, scale, weights + keys.from, c->T, x, ldx, 1,
                  y + (long)keys.from * stride, stride);
    }
}

void content_scores(const struct cell *c, const struct band *b, real *out) {
    if (c->channels.direction.at) {
        reflect_scores(c, b, out);
        return;
    }
    if (c->m->branches > 1) {
        branches_scores(c, b, spare(c), out);
        return;
    }
    for (int k = 0; c->decay && k < b->pieces; k++) decay_scores(c, b, 0, b->keys[k], out);
    if (c->decay) return;
    const struct met met = cell_met(c, 0);
    pairs(c, b, met.size, c->scale, met.query + (long)b->first * met.query_stride, met.query_stride, met.key,
          met.key_stride, out);
}

/* Everything that is added to the content product, to [n][T] like the band's scores. */
static void add_scores(const struct cell *c, const struct band *b, real *out) {
    if (c->channels.gate.at) gates_forward(c, b, out);
    if (c->channels.forget_size) forget_forward(c, b, spare(c), out);
    if (c->slopes.query) slopes_forward(c, b, out);
    place_vectors_forward(c, b, out);
    vectors_forward(c, b, out);
    bias_forward(c, b, out);
}

static void added_alone(const struct cell *c, const struct band *b, const real *content, real *out) {
    band_zero(b, c->T, out);
    if (c->counted.rows) counted_forward(c, b, content, out);
    add_scores(c, b, out);
}

static void scores(const struct cell *c, const struct band *b) {
    content_scores(c, b, b->score);
    if (c->counted.rows) counted_forward(c, b, b->score, b->score);
    add_scores(c, b, b->score);
}

/* Of all heads, when a part maps across them. */
static void scores_together(const struct cell *c, const struct band *b) {
    real *score[HEADS_MAX], *added[HEADS_MAX];
    for (int h = 0; h < c->m->H; h++) {
        score[h] = b[h].score;
        added[h] = slot(c, SLOT_ADDED, h);
        content_scores(&c[h], &b[h], score[h]);
        if (c->m->adds_scores) added_alone(&c[h], &b[h], score[h], added[h]);
    }
    across_forward(c, b, score, added);
}

/* Scores of one row to weights, in place; keys it does not see weigh nothing. */
static void normalise_row(const struct cell *c, const struct band *b, int i, real *w) {
    const struct visible v = cell_visible(c, b->first + i);
    const int seen = v.last - v.first, end = b->keys[b->pieces - 1].to - v.first;
    real top = larger(softmax_top(w + v.first, seen), c->sink);
    if (v.sinks) top = larger(top, softmax_top(w, v.sinks));
    real sum = softmax_exp(w + v.first, seen, top);
    if (v.sinks) sum += softmax_exp(w, v.sinks, top);
    if (c->sink > -(real)INFINITY) sum += vec_exp1(c->sink - top);
    softmax_scale(w + v.first, seen, end, 1 / sum);
    if (v.sinks) softmax_scale(w, v.sinks, v.sinks, 1 / sum);
    band_clear(b, v.sinks, v.first, w);
}

static void normalise(const struct cell *c, const struct band *b) {
    if (c->normaliser.kind != NORMALISER_SOFTMAX) {
        normaliser_forward(c, b);
        return;
    }
    for (int i = b->n - 1; i >= 0; i--) normalise_row(c, b, i, b->score + (long)i * c->T);
}

/* Weights to the head's output. */
static void output(const struct cell *c, const struct band *b) {
    mix(c, b, c->m->D, 1, b->score, cell_value(c, 0), 2 * c->m->C, 0, cell_mixed(c, b->first), c->m->C);
    remainder_forward(c, b);
    vectors_output(c, b);
}

/* dmixed to the gradient of the weights, and of the values. */
static void output_backward(const struct cell *c, const struct band *b, real *d) {
    struct model *m = c->m;
    const int C = m->C;
    const real *dmixed = m->dmixed + ((long)c->q0 + b->first) * C + c->head * m->D;
    real *dvalue = m->dkv + (long)c->k0 * 2 * C + C + c->head * m->D;
    pairs(c, b, m->D, 1, dmixed, C, cell_value(c, 0), 2 * C, d);
    give_back(c, b, m->D, 1, b->score, dmixed, C, dvalue, 2 * C);
    remainder_backward(c, b, dmixed, d);
    vectors_output_backward(c, b, dmixed, d);
}

/* dweight to dscore in place: p (dp - sum p dp). The sink's logit receives what the weights' missing part would. */
static void normalise_backward(const struct cell *c, const struct band *b, real *d) {
    if (c->normaliser.kind != NORMALISER_SOFTMAX) {
        normaliser_backward(c, b, d);
        return;
    }
    for (int i = b->n - 1; i >= 0; i--) {
        const real *w = b->score + (long)i * c->T;
        real *di = d + (long)i * c->T, mean = 0, kept = 0;
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = row_keys(c, b, i, k);
            mean += softmax_dot(w + keys.from, di + keys.from, keys.to - keys.from);
            if (c->m->learns_sink) kept += vec_sum(w + keys.from, keys.to - keys.from);
        }
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = row_keys(c, b, i, k);
            softmax_backward(w + keys.from, di + keys.from, keys.to - keys.from, b->keys[k].to - keys.from, mean);
        }
        if (c->m->learns_sink) c->m->tables.dsink[c->layer][c->head] -= (1 - kept) * mean;
    }
}

/* d of the content product to queries and keys. */
static void content_backward(const struct cell *c, const struct band *b, const real *d) {
    if (c->channels.direction.at) {
        reflect_collect(c, b, d);
        return;
    }
    for (int k = 0; c->decay && k < b->pieces; k++) decay_backward(c, b, b->keys[k], d);
    if (c->decay) return;
    struct model *m = c->m;
    const struct met met = cell_met(c, 0);
    real *dq = (c->polar ? m->dq_polar : m->dq) + ((long)c->q0 + b->first) * met.query_stride + c->head * met.size,
         *dk = (c->polar ? m->dk_polar : m->dkv) + (long)c->k0 * met.key_stride + c->head * met.size;
    mix(c, b, met.size, c->scale, d, met.key, met.key_stride, 1, dq, met.query_stride);
    give_back(c, b, met.size, c->scale, d, met.query + (long)b->first * met.query_stride, met.query_stride, dk,
              met.key_stride);
}

/* d of the scores to everything that was added to the content product. */
static void added_backward(const struct cell *c, const struct band *b, const real *d) {
    if (c->channels.gate.at) gates_backward(c, b, d);
    if (c->channels.forget_size) forget_backward(c, b, d, spare(c));
    if (c->slopes.query) slopes_backward(c, b, d);
    place_vectors_backward(c, b, d);
    vectors_backward(c, b, d);
    bias_backward(c, b, d);
}

static void scores_backward(const struct cell *c, const struct band *b, const real *d) {
    const real *dcontent = d;
    if (c->counted.rows) {
        content_scores(c, b, spare(c));
        counted_backward(c, b, d, spare(c));
        band_add(b, c->T, d, spare(c));
        dcontent = spare(c);
    }
    content_backward(c, b, dcontent);
    added_backward(c, b, d);
}

static void scores_together_backward(const struct cell *c, const struct band *b, real *const *d) {
    real *content[HEADS_MAX], *added[HEADS_MAX];
    for (int h = 0; h < c->m->H; h++) {
        content[h] = slot(c, SLOT_CONTENT, h);
        added[h] = slot(c, SLOT_ADDED, h);
        content_scores(&c[h], &b[h], content[h]);
        if (c->m->adds_scores) added_alone(&c[h], &b[h], content[h], added[h]);
    }
    across_backward(c, b, d, content, added);
    for (int h = 0; h < c->m->H; h++) {
        if (c[h].counted.rows) {
            content_scores(&c[h], &b[h], spare(c));
            counted_backward(&c[h], &b[h], d[h], spare(c));
            band_add(&b[h], c->T, spare(c), content[h]);
        }
        content_backward(&c[h], &b[h], content[h]);
        added_backward(&c[h], &b[h], d[h]);
    }
}

/* One band of the n heads from c on; n is 1 unless they are walked together. */
static void band_forward(const struct cell *c, int n, int first) {
    struct band b[HEADS_MAX];
    for (int h = 0; h < n; h++) b[h] = band_at(&c[h], h, first);
    if (across_stands(c->m, c->layer))
        scores_together(c, b);
    else
        for (int h = 0; h < n; h++) scores(&c[h], &b[h]);
    if (select_stands(c->m, c->layer)) select_forward(c, b);
    for (int h = 0; h < n; h++) {
        normalise(&c[h], &b[h]);
        output(&c[h], &b[h]);
    }
}

static void band_backward(const struct cell *c, int n, int first) {
    struct band b[HEADS_MAX];
    real *d[HEADS_MAX];
    for (int h = 0; h < n; h++) {
        b[h] = band_at(&c[h], h, first);
        d[h] = slot(c, SLOT_SCORE, h);
        output_backward(&c[h], &b[h], d[h]);
        normalise_backward(&c[h], &b[h], d[h]);
    }
    if (select_stands(c->m, c->layer)) select_backward(c, b, d);
    if (across_stands(c->m, c->layer))
        scores_together_backward(c, b, d);
    else
        for (int h = 0; h < n; h++) scores_backward(&c[h], &b[h], d[h]);
}

static void cells_forward(struct cell *c, int n) {
    const int rows = band_rows(c->m, c->layer, c->T);
    for (int h = 0; h < n; h++) temperature_forward(&c[h]);
    for (int h = 0; h < n; h++) reach_narrow(&c[h]);
    if (c->channels.direction.at) reflect_begin(c);
    for (int h = 0; h < n; h++) vectors_begin(&c[h]);
    for (int h = 0; h < n; h++) decay_begin(&c[h]);
    if (select_stands(c->m, c->layer)) select_begin(c);
    for (int first = 0; first < c->n; first += rows) band_forward(c, n, first);
}

/* From the last band to the first: what later rows took from a row is known when its turn comes. */
static void cells_backward(struct cell *c, int n) {
    const int rows = band_rows(c->m, c->layer, c->T);
    for (int h = 0; h < n; h++) vectors_begin_backward(&c[h]);
    for (int h = 0; h < n; h++) decay_begin_backward(&c[h]);
    if (select_stands(c->m, c->layer)) select_begin(c);
    for (int end = c->n; end > 0; end = (end - 1) / rows * rows) band_backward(c, n, (end - 1) / rows * rows);
    for (int h = 0; h < n; h++) vectors_end_backward(&c[h]);
    for (int h = 0; h < n; h++) decay_end_backward(&c[h]);
    if (c->channels.direction.at) reflect_backward(c);
    for (int h = 0; h < n; h++) temperature_backward(&c[h]);
}

/* The walk over sequences and heads; kept weights and bins lie in the order of the walk. */
static void each_cell(struct model *m, int layer, const struct group *g, void (*visit)(struct cell *, int)) {
    IN_PHASE(PHASE_ATTENTION);
    const struct layer_acts *acts = &m->acts[layer];
    real *weights = acts->weights, *bins = acts->bins, *selected = acts->selected;
    const bool all = heads_together(m, layer);
    for (int s = 0; s < g->sequences; s++) {
        struct cell c[HEADS_MAX];
        for (int h = 0; h < m->H; h++) {
            c[h] = cell_of(m, layer, g, s, h);
            c[h].weights = weights;
            c[h].bins = bins;
            c[h].selected = selected;
            if (weights) weights += (long)c[h].n * c[h].T;
            if (bins) bins += (long)c[h].n * m->vectors.rows;
        }
        if (selected) selected += (long)c->n * c->T;
        for (int h = 0; h < m->H; h += all ? m->H : 1) visit(&c[h], all ? m->H : 1);
    }
}

void attention_forward(struct model *m, int layer, const struct group *g) { each_cell(m, layer, g, cells_forward); }

void attention_backward(struct model *m, int layer, const struct group *g) {
    const int queries = query_rows(m, layer, g);
    memset(m->dq, 0, sizeof(real) * (size_t)queries * (size_t)m->C);
    memset(m->dkv, 0, sizeof(real) * (size_t)g->rows * 2 * (size_t)m->C);
    if (m->polar_part >= 0) {
        memset(m->dq_polar, 0, sizeof(real) * (size_t)queries * 2 * (size_t)m->C);
        memset(m->dk_polar, 0, sizeof(real) * (size_t)g->rows * 2 * (size_t)m->C);
    }
    channels_zero_grad(m, g->rows);
    each_cell(m, layer, g, cells_backward);
}
