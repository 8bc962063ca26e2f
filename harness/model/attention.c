/* Attention. A sequence is walked in bands: a few queries against all keys that some of them see. Per band and head:
 * scores q k' / sqrt(D), plus what the scheme adds, the normaliser, the mix of values; and the backward pass. Keys
 * above the diagonal of a band, and keys that a mask hides from all of it, are never touched.
 *
 * Training keeps the weights of all bands. Evaluation goes in tiles of keys (tiles.c) where all atoms of a head allow
 * it, and in bands, of which it keeps one, where some need whole rows: either way its memory is O(T) at any length.
 *
 * A layer's queries are all rows, or the answer rows in the last layer. Query i of a cell has token index t; it sees
 * keys 0..t when causal, all otherwise, less what the mask hides. Bands stand in the order of queries, so state that a
 * scheme carries from row to row can go along.
 */
#include "model/atom.h"
#include "model/cell.h"
#include "model/math/blas.h"
#include "model/math/phase.h"
#include "model/math/softmax.h"
#include <string.h>

/* Atoms with a hook that stand in a cell's head. */
#define EACH_HOOK(at, c, hook)                                                                                         \
    EACH_ATOM(at, &(c)->m->stands[(c)->layer]) if (at->atom->hook && at->heads >> (c)->head & 1)

bool heads_together(const struct model *m, int layer) { return m->stands[layer].traits & ATOM_TOGETHER; }
bool heads_ever_together(const struct model *m) { return m->anywhere.traits & ATOM_TOGETHER; }

static int band_rows(const struct model *m, int layer, int T) {
    if (m->training) return TRAIN_BAND;
    const int rows = BAND_PAIRS / T / (heads_together(m, layer) ? m->H : 1);
    return rows > BAND_ROWS ? BAND_ROWS : rows < BAND_ROWS_LEAST ? BAND_ROWS_LEAST : rows;
}

/* Scratch, one [BAND_ROWS][T] array per slot and head: the scores (their gradient on the backward pass); the added
 * terms and the content where they must be kept apart; one more for atoms that need a spare one. */
enum { SLOT_SCORE, SLOT_ADDED, SLOT_CONTENT, SLOTS };

static real *band_slot(const struct cell *c, int slot) { return c->m->band + (long)slot * BAND_ROWS * c->T; }
static real *slot(const struct cell *c, int kind, int head) { return band_slot(c, kind * c->m->H + head); }
static int slots(const struct model *m) {
    return heads_ever_together(m) ? (m->anywhere.traits & ATOM_APART ? SLOTS : 1) * m->H : 1;
}
/* Behind them, where some atom needs it: the content scores that are made again for an atom, and a spare band. */
static int has(const struct model *m, enum atom_trait trait) { return m->anywhere.traits & trait ? 1 : 0; }
static real *content_again(const struct cell *c) { return band_slot(c, slots(c->m)); }
static real *spare(const struct cell *c) {
    return has(c->m, ATOM_SPARE) ? band_slot(c, slots(c->m) + has(c->m, ATOM_CONTENT)) : NULL;
}
/* And weights that are rounded before they meet values. */
static real *rounded_weights(const struct cell *c) {
    return band_slot(c, slots(c->m) + has(c->m, ATOM_CONTENT) + has(c->m, ATOM_SPARE));
}

static long bands_room(const struct model *m, long longest) {
    const int rounded = rounds(m, ROUNDING_SCORES);
    return (slots(m) + has(m, ATOM_CONTENT) + has(m, ATOM_SPARE) + rounded) * BAND_ROWS * longest + LANES;
}

long attention_room(const struct model *m, long longest) {
    const long bands = bands_room(m, longest), tiles = tiles_room(m, longest), both = bands > tiles ? bands : tiles;
    long room = 0;
    for (int layer = 0; layer < m->L; layer++)
        for (int h = 0; h < m->H && attention_stands(m, layer); h++) {
            const long own = tiles_for_sure(m, layer, h) ? tiles : m->training ? bands : both;
            room = own > room ? own : room;
        }
    return room;
}

static int least(int a, int b) { return a < b ? a : b; }
static real larger(real a, real b) { return a > b ? a : b; }

int keys_of_rows(const struct cell *c, int first, int n, struct keys *keys) {
    const struct visible low = cell_visible(c, first), high = cell_visible(c, first + n - 1);
    const int sinks = least(high.sinks, low.first);
    int pieces = 0;
    if (sinks > 0 && sinks < low.first) keys[pieces++] = (struct keys){0, sinks};
    keys[pieces++] = (struct keys){sinks == low.first ? 0 : low.first, high.last};
    return pieces;
}

/* place: among the heads walked together. */
static struct band band_at(const struct cell *c, int place, int first) {
    struct band b = {.first = first,
                     .n = least(band_rows(c->m, c->layer, c->T), c->n - first),
                     .stride = c->T,
                     .spare = spare(c),
                     .mixed = cell_mixed(c, first),
                     .mixed_stride = c->m->C};
    b.pieces = keys_of_rows(c, first, b.n, b.keys);
    b.score = c->weights ? c->weights + (long)first * c->T : slot(c, SLOT_SCORE, place);
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

void content_product(const struct cell *c, const struct band *b, int branch, struct keys keys, real *out) {
    EACH_HOOK(at, c, product) if (at->atom->product(c, b, branch, keys, out)) return;
    const struct met met = cell_met(c, branch);
    blas_gemm(false, true, b->n, keys.to - keys.from, met.size, c->scale, met.query + (long)b->first * met.query_stride,
              met.query_stride, met.key + (long)keys.from * met.key_stride, met.key_stride, 0, out + keys.from,
              (int)b->stride);
}

void content_scores(const struct cell *c, const struct band *b, real *out) {
    EACH_HOOK(at, c, content) if (at->atom->content(c, b, out)) return;
    for (int k = 0; k < b->pieces; k++) content_product(c, b, 0, b->keys[k], out);
}

void added_scores(const struct cell *c, const struct band *b, const real *content, real *out) {
    EACH_HOOK(at, c, scores) at->atom->scores(c, b, content, out);
}

static void scores(const struct cell *c, const struct band *b) {
    content_scores(c, b, b->score);
    added_scores(c, b, b->score, b->score);
}

/* Of all heads. Where an atom combines them, what is added stands apart from the content until then. */
static void scores_together(const struct cell *c, const struct band *b) {
    real *score[HEADS_MAX], *added[HEADS_MAX];
    for (int h = 0; h < c->m->H; h++) {
        score[h] = b[h].score;
        added[h] = slot(c, SLOT_ADDED, h);
        content_scores(&c[h], &b[h], score[h]);
        if (!c->m->adds_scores) continue;
        band_zero(&b[h], added[h]);
        added_scores(&c[h], &b[h], score[h], added[h]);
    }
    EACH_ATOM(at, &c->m->stands[c->layer]) if (at->atom->combine) at->atom->combine(c, b, score, added);
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
    EACH_HOOK(at, c, normalise) if (at->atom->normalise(c, b)) return;
    for (int i = b->n - 1; i >= 0; i--) normalise_row(c, b, i, b->score + (long)i * c->T);
}

/* The band with weights as they meet values. */
static struct band meets_values(const struct cell *c, const struct band *b) {
    struct band out = *b;
    if (!rounds(c->m, ROUNDING_SCORES)) return out;
    out.score = rounded_weights(c);
    for (int k = 0; k < b->pieces; k++) {
        const int from = b->keys[k].from, n = b->keys[k].to - from;
        for (long i = 0; i < b->n; i++)
            memcpy(out.score + i * c->T + from, b->score + i * c->T + from, sizeof(real) * (size_t)n);
        round_rows(c->m, ROUNDING_SCORES, b->n, n, c->T, out.score + from);
    }
    return out;
}

/* Weights to the head's output. */
static void output(const struct cell *c, const struct band *weighed) {
    const struct band met = meets_values(c, weighed), *b = &met;
    mix(c, b, c->m->D, 1, b->score, cell_value(c, 0), 2 * c->m->C, 0, b->mixed, b->mixed_stride);
    EACH_HOOK(at, c, output) at->atom->output(c, b);
}

/* dmixed to the gradient of the weights, and of the values. */
static void output_backward(const struct cell *c, const struct band *weighed, real *d) {
    const struct band met = meets_values(c, weighed), *b = &met;
    struct model *m = c->m;
    const int C = m->C;
    const real *dmixed = m->dmixed + ((long)c->q0 + b->first) * C + c->head * m->D;
    real *dvalue = m->dkv + (long)c->k0 * 2 * C + C + c->head * m->D;
    pairs(c, b, m->D, 1, dmixed, C, cell_value(c, 0), 2 * C, d);
    give_back(c, b, m->D, 1, b->score, dmixed, C, dvalue, 2 * C);
    EACH_HOOK(at, c, output_backward) at->atom->output_backward(c, b, dmixed, d);
}

/* dweight to dscore in place: p (dp - sum p dp). The sink's logit receives what the weights' missing part would. */
static void normalise_backward(const struct cell *c, const struct band *b, real *d) {
    EACH_HOOK(at, c, normalise_backward) if (at->atom->normalise_backward(c, b, d)) return;
    for (int i = b->n - 1; i >= 0; i--) {
        const real *w = b->score + (long)i * c->T;
        real *di = d + (long)i * c->T, mean = 0, kept = 0;
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = row_keys(c, b, i, k);
            mean += softmax_dot(w + keys.from, di + keys.from, keys.to - keys.from);
            if (c->dsink) kept += vec_sum(w + keys.from, keys.to - keys.from);
        }
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = row_keys(c, b, i, k);
            softmax_backward(w + keys.from, di + keys.from, keys.to - keys.from, b->keys[k].to - keys.from, mean);
        }
        if (c->dsink) *c->dsink -= (1 - kept) * mean;
    }
}

/* The same for the gradient of a product, to queries and keys. */
static void product_backward(const struct cell *c, const struct band *b, struct keys keys, const real *d) {
    EACH_HOOK(at, c, product_backward) if (at->atom->product_backward(c, b, keys, d)) return;
    const struct met met = cell_met(c, 0);
    const struct band piece = {.first = b->first, .n = b->n, .keys = {keys}, .pieces = 1};
    mix(c, &piece, met.size, c->scale, d, met.key, met.key_stride, 1, met.dquery + (long)b->first * met.query_stride,
        met.query_stride);
    give_back(c, &piece, met.size, c->scale, d, met.query + (long)b->first * met.query_stride, met.query_stride,
              met.dkey, met.key_stride);
}

/* d of the content product to queries and keys. */
static void content_backward(const struct cell *c, const struct band *b, const real *d) {
    EACH_HOOK(at, c, content_backward) if (at->atom->content_backward(c, b, d)) return;
    for (int k = 0; k < b->pieces; k++) product_backward(c, b, b->keys[k], d);
}

/* d of the scores to what was added by an atom that looks at the content. Returns the content's gradient: d itself
 * where none does. */
static const real *looking_backward(const struct cell *c, const struct band *b, const real *d) {
    real *again = content_again(c);
    bool looked = false;
    EACH_HOOK(at, c, scores_backward) {
        if (!(at->atom->traits & ATOM_CONTENT)) continue;
        content_scores(c, b, again);
        at->atom->scores_backward(c, b, d, again);
        looked = true;
    }
    if (looked) band_add(b, d, again);
    return looked ? again : d;
}

/* To everything else that was added. */
static void added_backward(const struct cell *c, const struct band *b, const real *d) {
    EACH_HOOK(at, c, scores_backward) if (!(at->atom->traits & ATOM_CONTENT)) at->atom->scores_backward(c, b, d, NULL);
}

static void scores_backward(const struct cell *c, const struct band *b, const real *d) {
    content_backward(c, b, looking_backward(c, b, d));
    added_backward(c, b, d);
}

static void scores_together_backward(const struct cell *c, const struct band *b, real *const *d) {
    real *content[HEADS_MAX], *added[HEADS_MAX];
    for (int h = 0; h < c->m->H; h++) {
        content[h] = slot(c, SLOT_CONTENT, h);
        added[h] = slot(c, SLOT_ADDED, h);
        content_scores(&c[h], &b[h], content[h]);
        if (!c->m->adds_scores) continue;
        band_zero(&b[h], added[h]);
        added_scores(&c[h], &b[h], content[h], added[h]);
    }
    EACH_ATOM_BACK(at, &c->m->stands[c->layer])
    if (at->atom->combine_backward) at->atom->combine_backward(c, b, d, content, added);
    for (int h = 0; h < c->m->H; h++) {
        EACH_HOOK(at, &c[h], scores_backward) {
            if (!(at->atom->traits & ATOM_CONTENT)) continue;
            content_scores(&c[h], &b[h], content_again(c));
            at->atom->scores_backward(&c[h], &b[h], d[h], content_again(c));
            band_add(&b[h], content_again(c), content[h]);
        }
        content_backward(&c[h], &b[h], content[h]);
        added_backward(&c[h], &b[h], d[h]);
    }
}

static bool apart(const struct cell *c) { return c->m->stands[c->layer].traits & ATOM_APART; }

/* One band of the n heads from c on; n is 1 unless they are walked together. */
static void band_forward(const struct cell *c, int n, int first) {
    struct band b[HEADS_MAX];
    for (int h = 0; h < n; h++) b[h] = band_at(&c[h], h, first);
    if (apart(c))
        scores_together(c, b);
    else
        for (int h = 0; h < n; h++) scores(&c[h], &b[h]);
    EACH_ATOM(at, &c->m->stands[c->layer]) if (at->atom->heads) at->atom->heads(c, b);
    for (int h = 0; h < n; h++) normalise(&c[h], &b[h]);
    EACH_ATOM(at, &c->m->stands[c->layer]) if (at->atom->weights) at->atom->weights(c, b);
    for (int h = 0; h < n; h++) output(&c[h], &b[h]);
}

static void band_backward(const struct cell *c, int n, int first) {
    struct band b[HEADS_MAX];
    real *d[HEADS_MAX];
    for (int h = 0; h < n; h++) {
        b[h] = band_at(&c[h], h, first);
        d[h] = slot(c, SLOT_SCORE, h);
        output_backward(&c[h], &b[h], d[h]);
    }
    EACH_ATOM_BACK(at, &c->m->stands[c->layer]) if (at->atom->weights_backward) at->atom->weights_backward(c, b, d);
    for (int h = 0; h < n; h++) normalise_backward(&c[h], &b[h], d[h]);
    EACH_ATOM_BACK(at, &c->m->stands[c->layer]) if (at->atom->heads_backward) at->atom->heads_backward(c, b, d);
    if (apart(c))
        scores_together_backward(c, b, d);
    else
        for (int h = 0; h < n; h++) scores_backward(&c[h], &b[h], d[h]);
}

static void begin(struct cell *c, int n, bool back) {
    for (int h = 0; h < n; h++) EACH_HOOK(at, &c[h], begin) at->atom->begin(&c[h], back);
}

static void cells_forward(struct cell *c, int n) {
    const int rows = band_rows(c->m, c->layer, c->T);
    begin(c, n, false);
    if (tiles_do(c->m, c->layer, c->head)) {
        tiles_forward(c);
        return;
    }
    for (int first = 0; first < c->n; first += rows) band_forward(c, n, first);
}

static void end_backward(struct cell *c) {
    EACH_ATOM_BACK(at, &c->m->stands[c->layer])
    if (at->atom->end_backward && at->heads >> c->head & 1) at->atom->end_backward(c);
}

/* From the last band to the first: what later rows took from a row is known when its turn comes. */
static void cells_backward(struct cell *c, int n) {
    const int rows = band_rows(c->m, c->layer, c->T);
    begin(c, n, true);
    for (int end = c->n; end > 0; end = (end - 1) / rows * rows) band_backward(c, n, (end - 1) / rows * rows);
    for (int h = 0; h < n; h++) end_backward(&c[h]);
}

/* A head's columns of n rows are on their way to the second level's cache while the head before is worked on: they
 * stand a row apart from each other, which processors do not foresee. */
static void ask_for_rows(const real *x, int n, long stride, int size) {
    const int line = 64 / (int)sizeof *x;
    for (int i = 0; i < n; i++)
        for (int d = 0; d < size; d += line) __builtin_prefetch(x + i * stride + d, 0, 2);
}

static void ask_for(const struct cell *c, bool back) {
    const struct model *m = c->m;
    const struct met met = cell_met(c, 0);
    if (!m->training) return;
    ask_for_rows(met.query, c->n, met.query_stride, met.size);
    ask_for_rows(met.key, c->T, met.key_stride, met.size);
    ask_for_rows(cell_value(c, 0), c->T, 2 * m->C, m->D);
    if (!back) return;
    ask_for_rows(m->dmixed + (long)c->q0 * m->C + c->head * m->D, c->n, m->C, m->D);
    ask_for_rows(met.dquery, c->n, met.query_stride, met.size);
    ask_for_rows(met.dkey, c->T, met.key_stride, met.size);
    ask_for_rows(m->dkv + (long)c->k0 * 2 * m->C + m->C + c->head * m->D, c->T, 2 * m->C, m->D);
}

/* The walk over sequences and heads; kept weights lie in the order of the walk. */
static void each_cell(struct model *m, int layer, const struct group *g, void (*visit)(struct cell *, int)) {
    IN_PHASE(PHASE_ATTENTION);
    const int together = heads_together(m, layer) ? m->H : 1;
    long pairs = 0;
    for (int s = 0; s < g->sequences; s++) {
        struct cell c[HEADS_MAX];
        for (int h = 0; h < m->H; h++) c[h] = cell_of(m, layer, g, s, h, pairs);
        pairs += (long)c->n * c->T;
        for (int h = 0; h < m->H; h += together) {
            if (h + together < m->H) ask_for(&c[h + together], visit == cells_backward);
            visit(&c[h], together);
        }
    }
}

/* What replaces attention in a layer; NULL: nothing does. */
static const struct atom *replacement(const struct model *m, int layer) {
    EACH_ATOM(at, &m->stands[layer]) if (at->atom->instead) return at->atom;
    return NULL;
}
bool attention_stands(const struct model *m, int layer) { return !replacement(m, layer); }

void attention_weights(struct model *m, int layer, const struct group *g, real *out) {
    const struct atom *other = replacement(m, layer);
    const size_t size = (size_t)m->H * (size_t)query_rows(m, layer, g) * (size_t)g->rows;
    if (other)
        other->instead_weights(m, layer, g, out);
    else
        memcpy(out, m->acts[layer].weights, sizeof *out * size);
}

void attention_forward(struct model *m, int layer, const struct group *g) {
    const struct atom *other = replacement(m, layer);
    if (other)
        other->instead(m, layer, g);
    else
        each_cell(m, layer, g, cells_forward);
}

void attention_backward(struct model *m, int layer, const struct group *g) {
    const struct atom *other = replacement(m, layer);
    const int queries = query_rows(m, layer, g);
    if (other) {
        other->instead_backward(m, layer, g);
        return;
    }
    memset(m->dq, 0, sizeof(real) * (size_t)queries * (size_t)m->C);
    memset(m->dkv, 0, sizeof(real) * (size_t)g->rows * 2 * (size_t)m->C);
    each_cell(m, layer, g, cells_backward);
}
