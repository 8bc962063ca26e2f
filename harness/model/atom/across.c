/* Maps across heads (DAPE): for every query and key, the content scores and the added terms of all heads go through a
 * small network, whose result is added to each head's score. With a kernel, it also looks at neighbouring keys.
 *
 * Rows of a band are packed one after the other, each from the first to the last key that some head sees, with zeros
 * between them; so the network is a few matrix products over thousands of columns, and a kernel meets zeros at the ends
 * of a row, before the second convolution as before the first: nothing leaks from the future, and a row does not depend
 * on how many keys come after it. Keys that a head does not see in between enter as zeros.
 */
#include "encoders/atom/across.h"
#include "model/math/blas.h"
#include "model/plain.h"
#include <string.h>

enum { COLUMNS = 2048 };

/* Rows of a band side by side: row i has the columns from at[i] on for the keys [from[i], to[i]). */
struct strip {
    int first, n;
    int width; /* of everything, ends included */
    int halo;  /* zeros before, between and behind the rows */
    int at[BAND_ROWS], from[BAND_ROWS], to[BAND_ROWS];
};

/* Arrays of [channels][width]. */
struct layers {
    real *in, *hidden, *out; /* [I], [hidden], [heads] */
    real *din, *dhidden;
    int heads[HEADS_MAX]; /* that are mapped */
    int inner;            /* how many */
    int channels;         /* I */
};

struct state {
    int hidden, kernel;
    real *room; /* arrays of struct layers */
};
static struct state *own(const struct model *m) { return m->state[ATOM_across]; }
static int part(const struct model *m) { return part_of(m, ATOM_across); }

static bool check(struct model *m, int i, struct error *err) {
    struct across a = {0};
    const struct view view = part_view(m, i, -1, false);
    (void)err;
    m->scheme.part[i].encoder->across->network(&view, &a);
    own(m)->hidden = a.hidden;
    own(m)->kernel = a.kernel;
    return true;
}

static long widest(const struct model *m, long longest) {
    const long row = longest + own(m)->kernel, columns = row > COLUMNS ? row : COLUMNS;
    return columns + 2L * own(m)->kernel;
}

static void room(struct model *m, struct arena *arena, long N, long longest) {
    (void)N;
    own(m)->room = take(arena, true, (size_t)((2L * 2 * m->H + 2L * own(m)->hidden + m->H) * widest(m, longest)));
}

static struct across across_of(const struct model *m, int layer) {
    struct across a = {0};
    const struct view view = part_view(m, part(m), layer, true);
    m->scheme.part[part(m)].encoder->across->network(&view, &a);
    return a;
}

static struct layers layers_of(const struct model *m, const struct across *a, int width) {
    struct layers l = {0};
    for (int h = 0; h < m->H; h++)
        if (part_has_head(m, part(m), h)) l.heads[l.inner++] = h;
    l.channels = (m->adds_scores ? 2 : 1) * l.inner;
    l.in = own(m)->room;
    l.din = l.in + (long)l.channels * width;
    l.hidden = l.din + (long)l.channels * width;
    l.dhidden = l.hidden + (long)a->hidden * width;
    l.out = l.dhidden + (long)a->hidden * width;
    return l;
}

/* The keys that some mapped head sees from a query. */
static struct keys row_span(const struct cell *c, int query) {
    struct keys span = {.from = c->T, .to = 0};
    for (int h = 0; h < c->m->H; h++) {
        if (!part_has_head(c->m, part(c->m), h)) continue;
        const struct visible v = cell_visible(&c[h], query);
        const int from = v.sinks ? 0 : v.first;
        if (from < span.from) span.from = from;
        if (v.last > span.to) span.to = v.last;
    }
    return span;
}

/* Rows from `first` on, as many as fit. */
static struct strip strip_at(const struct cell *c, const struct band *b, int first, int halo) {
    struct strip s = {.first = first, .halo = halo, .width = halo};
    for (int i = first; i < b->n; i++, s.n++) {
        const struct keys span = row_span(c, b->first + i);
        if (s.n > 0 && s.width + span.to - span.from + halo > COLUMNS) break;
        s.at[s.n] = s.width;
        s.from[s.n] = span.from;
        s.to[s.n] = span.to;
        s.width += span.to - span.from + halo;
    }
    return s;
}

/* What a head's queries see of [n][T] x, to one channel; zero elsewhere. */
static void pack(const struct cell *c, const struct band *b, const struct strip *s, const real *x, real *channel) {
    memset(channel, 0, sizeof *channel * (size_t)s->width);
    for (int r = 0; r < s->n; r++) {
        const struct visible v = cell_visible(c, b->first + s->first + r);
        const real *row = x + (long)(s->first + r) * c->T;
        real *out = channel + s->at[r] - s->from[r];
        memcpy(out + v.first, row + v.first, sizeof *x * (size_t)(v.last - v.first));
        if (v.sinks) memcpy(out, row, sizeof *x * (size_t)v.sinks);
    }
}

/* The backward pass of that: x += channel where the queries see. */
static void unpack_add(const struct cell *c, const struct band *b, const struct strip *s, const real *channel,
                       real *x) {
    for (int r = 0; r < s->n; r++) {
        const struct visible v = cell_visible(c, b->first + s->first + r);
        const real *in = channel + s->at[r] - s->from[r];
        real *row = x + (long)(s->first + r) * c->T;
        vec_add(row + v.first, in + v.first, v.last - v.first);
        if (v.sinks) vec_add(row, in, v.sinks);
    }
}

static void pack_inputs(const struct cell *c, const struct band *b, const struct strip *s, const struct layers *l,
                        real *const *content, real *const *added) {
    for (int k = 0; k < l->inner; k++) {
        const int h = l->heads[k];
        pack(&c[h], &b[h], s, content[h], l->in + (long)k * s->width);
        if (l->channels > l->inner) pack(&c[h], &b[h], s, added[h], l->in + (long)(l->inner + k) * s->width);
    }
}

/* Zero in the columns that stand between rows. */
static void clear_ends(const struct strip *s, int channels, real *x) {
    if (!s->halo) return;
    for (int k = 0; k < channels; k++, x += s->width) {
        memset(x, 0, sizeof *x * (size_t)s->halo);
        for (int r = 0; r < s->n; r++) memset(x + s->at[r] + s->to[r] - s->from[r], 0, sizeof *x * (size_t)s->halo);
    }
}

/* out[o][j] = bias[o] + sum over t, c of weight[t][o][c] in[c][j + t - halo] */
static void convolve(const struct strip *s, int kernel, const real *weight, const real *bias, int in_channels,
                     const real *in, int out_channels, real *out) {
    const int columns = s->width - 2 * s->halo;
    for (int o = 0; o < out_channels; o++) {
        const real start = bias[o];
        for (int j = 0; j < s->width; j++) out[(long)o * s->width + j] = start;
    }
    for (int t = 0; t < kernel; t++)
        blas_gemm(false, false, out_channels, columns, in_channels, 1, weight + (long)t * out_channels * in_channels,
                  in_channels, in + t, s->width, 1, out + s->halo, s->width);
}

/* dout is zero between rows. din is written. */
static void convolve_backward(const struct strip *s, int kernel, const real *weight, int in_channels, const real *in,
                              int out_channels, const real *dout, real *dweight, real *dbias, real *din) {
    const int columns = s->width - 2 * s->halo, size = out_channels * in_channels;
    memset(din, 0, sizeof *din * (size_t)in_channels * (size_t)s->width);
    for (int o = 0; o < out_channels; o++) dbias[o] += vec_sum(dout + (long)o * s->width, s->width);
    for (int t = 0; t < kernel; t++) {
        blas_gemm(false, true, out_channels, in_channels, columns, 1, dout + s->halo, s->width, in + t, s->width, 1,
                  dweight + (long)t * size, in_channels);
        blas_gemm(true, false, in_channels, columns, out_channels, 1, weight + (long)t * size, in_channels,
                  dout + s->halo, s->width, 1, din + t, s->width);
    }
}

static void leaky(long n, real leak, real *x) {
    for (long j = 0; j < n; j++) x[j] = x[j] < 0 ? leak * x[j] : x[j];
}

/* x: behind the leaky ReLU, whose sign is that of what entered. */
static void leaky_backward(long n, real leak, const real *restrict x, real *restrict d) {
    for (long j = 0; j < n; j++) d[j] *= x[j] < 0 ? leak : 1;
}

static void hidden_forward(const struct strip *s, const struct across *a, const struct layers *l) {
    convolve(s, a->kernel, a->weight[0], a->bias[0], l->channels, l->in, a->hidden, l->hidden);
    leaky((long)a->hidden * s->width, a->leak, l->hidden);
    clear_ends(s, a->hidden, l->hidden);
}

static void combine(const struct cell *c, const struct band *b, real *const *score, real *const *added) {
    const struct model *m = c->m;
    const struct across a = across_of(m, c->layer);
    for (int first = 0; first < b->n;) {
        const struct strip s = strip_at(c, b, first, a.kernel / 2);
        const struct layers l = layers_of(m, &a, s.width);
        pack_inputs(c, b, &s, &l, score, added);
        hidden_forward(&s, &a, &l);
        convolve(&s, a.kernel, a.weight[1], a.bias[1], a.hidden, l.hidden, l.inner, l.out);
        for (int k = 0; k < l.inner; k++)
            unpack_add(&c[l.heads[k]], &b[l.heads[k]], &s, l.out + (long)k * s.width, score[l.heads[k]]);
        first += s.n;
    }
    for (int h = 0; h < m->H && m->adds_scores; h++) band_add(&b[h], added[h], score[h]);
}

static void strip_backward(const struct cell *c, const struct band *b, const struct strip *s, const struct across *a,
                           real *const *d, real *const *content, real *const *added) {
    const struct layers l = layers_of(c->m, a, s->width);
    pack_inputs(c, b, s, &l, content, added);
    hidden_forward(s, a, &l);
    for (int k = 0; k < l.inner; k++)
        pack(&c[l.heads[k]], &b[l.heads[k]], s, d[l.heads[k]], l.out + (long)k * s->width);
    convolve_backward(s, a->kernel, a->weight[1], a->hidden, l.hidden, l.inner, l.out, a->dweight[1], a->dbias[1],
                      l.dhidden);
    leaky_backward((long)a->hidden * s->width, a->leak, l.hidden, l.dhidden);
    clear_ends(s, a->hidden, l.dhidden);
    convolve_backward(s, a->kernel, a->weight[0], l.channels, l.in, a->hidden, l.dhidden, a->dweight[0], a->dbias[0],
                      l.din);
}

/* The content's part of din, on top of d, replaces the content; the added terms' part joins d. */
static void hand_back(const struct cell *c, const struct band *b, const struct strip *s, const struct layers *l,
                      real *const *d, real *const *content) {
    for (int k = 0; k < l->inner; k++) {
        const int h = l->heads[k];
        const long at = (long)s->first * c->T;
        memcpy(content[h] + at, d[h] + at, sizeof(real) * (size_t)s->n * (size_t)c->T);
        unpack_add(&c[h], &b[h], s, l->din + (long)k * s->width, content[h]);
        if (l->channels > l->inner) unpack_add(&c[h], &b[h], s, l->din + (long)(l->inner + k) * s->width, d[h]);
    }
}

static void combine_backward(const struct cell *c, const struct band *b, real *const *d, real *const *content,
                             real *const *added) {
    const struct model *m = c->m;
    const struct across a = across_of(m, c->layer);
    for (int first = 0; first < b->n;) {
        const struct strip s = strip_at(c, b, first, a.kernel / 2);
        const struct layers l = layers_of(m, &a, s.width);
        strip_backward(c, b, &s, &a, d, content, added);
        hand_back(c, b, &s, &l, d, content);
        first += s.n;
    }
    for (int h = 0; h < m->H; h++)
        if (!part_has_head(m, part(m), h)) memcpy(content[h], d[h], sizeof(real) * (size_t)b->n * (size_t)c->T);
}

/* ---- plain ---- */

/* One layer of the network over the keys of a row: out[j] = bias + sum over the keys near j of W in. */
static void plain_convolve(const struct plain *s, const struct across *a, int k, struct keys row, int ins,
                           const double *in, int outs, double *out) {
    const double *W = plain_theta(s, a->weight[k]), *bias = plain_theta(s, a->bias[k]);
    for (int j = row.from; j < row.to; j++)
        for (int o = 0; o < outs; o++) {
            double *sum = &out[(long)j * outs + o];
            *sum = bias[o];
            for (int tap = 0, key = j - a->kernel / 2; tap < a->kernel; tap++, key++)
                if (key >= row.from && key < row.to)
                    *sum += plain_dot(ins, W + ((long)tap * outs + o) * ins, in + (long)key * ins);
        }
}

/* Row i of the inputs [T][ins]: scores, then added terms, of the part's heads. Returns the keys that the row has. */
static struct keys plain_inputs(const struct plain *s, int p, int i, double *in) {
    const struct model *m = s->m;
    struct keys row = {s->T, 0};
    for (int j = 0; j < s->T; j++)
        for (int added = 0; added < (m->adds_scores ? 2 : 1); added++)
            for (int h = 0; h < m->H; h++) {
                if (!part_has_head(m, p, h)) continue;
                const bool seen = plain_sees(s, h, i, j);
                if (seen) row = (struct keys){j < row.from ? j : row.from, j + 1};
                *in++ = seen ? (added ? s->added : s->score)[h][i * s->T + j] : 0;
            }
    return row;
}

static void plain_combine(const struct plain *s) {
    const struct model *m = s->m;
    const int p = part_of(m, ATOM_across), T = s->T;
    const struct view view = part_view(m, p, s->layer, true);
    struct across a = {0};
    m->scheme.part[p].encoder->across->network(&view, &a);
    const int heads = view.heads, ins = heads * (m->adds_scores ? 2 : 1);
    double *in = plain_numbers((long)T * ins), *hidden = plain_numbers((long)T * a.hidden),
           *out = plain_numbers((long)T * heads);
    for (int i = 0; i < T; i++) {
        const struct keys row = plain_inputs(s, p, i, in);
        plain_convolve(s, &a, 0, row, ins, in, a.hidden, hidden);
        for (long k = 0; k < (long)T * a.hidden; k++) hidden[k] *= hidden[k] > 0 ? 1 : (double)a.leak;
        plain_convolve(s, &a, 1, row, a.hidden, hidden, heads, out);
        for (int h = 0; h < m->H; h++)
            for (int j = row.from; part_has_head(m, p, h) && j < row.to; j++)
                s->score[h][i * T + j] += out[(long)j * heads + part_own_head(m, p, h)];
    }
    mem_free(in);
    mem_free(hidden);
    mem_free(out);
}

static const struct plain_atom plain = {.combine = plain_combine};

const struct atom atom_across = {.plain = &plain,
                                 .alone = "map across heads",
                                 .state = sizeof(struct state),
                                 .check = check,
                                 .room = room,
                                 .combine = combine,
                                 .combine_backward = combine_backward};
