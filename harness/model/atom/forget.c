/* Score atom "forget gates of a row's own": what stands between a key and a query is forgotten by gates that the query
 * chooses for each token. Logits of a band are one product; the sums are math/scan.c's.
 */
#include "encoders/atom/forget.h"
#include "model/atom/channels.h"
#include "model/cell.h"
#include "model/math/blas.h"
#include "model/math/scan.h"

struct state {
    real *query, *key;   /* [BAND_ROWS][E], [longest][E] of a band and head */
    real *dquery, *dkey; /* training room only */
};
static struct state *own(const struct model *m) { return m->state[ATOM_forget]; }

static int size_of(const struct model *m, int part, double factor[HEADS_MAX]) {
    const struct view view = part_view(m, part, 0, false);
    return m->scheme.part[part].encoder->forget->size(&view, factor);
}

static int channels(const struct model *m, int part) {
    double factor[HEADS_MAX];
    return 2 * part_own_head(m, part, m->H) * size_of(m, part, factor);
}

static void room(struct model *m, struct arena *arena, long N, long longest) {
    double factor[HEADS_MAX];
    struct state *s = own(m);
    const size_t E = (size_t)size_of(m, part_of(m, ATOM_forget), factor), back = m->training ? E : 0;
    (void)N;
    s->query = arena_take(arena, BAND_ROWS * E, sizeof(real));
    s->key = arena_take(arena, (size_t)longest * E, sizeof(real));
    s->dquery = arena_take(arena, BAND_ROWS * back, sizeof(real));
    s->dkey = arena_take(arena, (size_t)longest * back, sizeof(real));
}

/* Of one head: vectors of queries and of keys, E numbers each, and the factor on the sums. */
struct gates {
    struct channel query, key;
    int E;
    real factor;
};

static struct gates gates_of(const struct cell *c) {
    const struct model *m = c->m;
    const int part = part_of(m, ATOM_forget), head = cell_own_head(c, ATOM_forget),
              heads = part_own_head(m, part, m->H);
    double factor[HEADS_MAX];
    const struct view view = part_view(m, part, c->layer, false);
    const int E = m->scheme.part[part].encoder->forget->size(&view, factor);
    return (struct gates){.query = cell_channel(c, ATOM_forget, head * E),
                          .key = cell_channel(c, ATOM_forget, (heads + head) * E),
                          .E = E,
                          .factor = (real)factor[head]};
}

static void read_vector(const struct channel *from, int token, int E, real *out) {
    const double *x = from->at + (long)token * from->stride;
    for (int e = 0; e < E; e++) out[e] = (real)x[e];
}

static void add_gradient(const struct channel *to, int token, int E, const real *d) {
    double *x = channel_d(to, token);
    for (int e = 0; e < E; e++) x[e] += (double)d[e];
}

/* p_i . r_n of the band's queries and keys, to [n][T]. */
static void logits(const struct cell *c, const struct band *b, const struct gates *gates, real *out) {
    const struct state *room = own(c->m);
    const int E = gates->E;
    for (int i = 0; i < b->n; i++) read_vector(&gates->query, cell_token(c, b->first + i), E, room->query + i * E);
    for (int k = 0; k < b->pieces; k++) {
        const struct keys keys = b->keys[k];
        for (int j = keys.from; j < keys.to; j++) read_vector(&gates->key, j, E, room->key + (long)j * E);
        blas_gemm(false, true, b->n, keys.to - keys.from, E, 1, room->query, E, room->key + (long)keys.from * E, E, 0,
                  out + keys.from, c->T);
    }
}

static void add_sums(const struct cell *c, const struct band *b, const struct gates *gates, real *out) {
    real *room = b->spare;
    logits(c, b, gates, room);
    for (int i = b->n - 1; i >= 0; i--) { /* as softmax.h says */
        const struct visible v = cell_visible(c, b->first + i);
        const real *logit = visible_part(v, room + (long)i * c->T, c->m->row[0]);
        real *row = out + (long)i * c->T, *x = visible_part(v, row, c->m->row[1]);
        forget_row(logit, visible_count(v), gates->factor, x);
        visible_put_back(v, x, row);
    }
}

static void scores(const struct cell *c, const struct band *b, const real *content, real *out) {
    const struct gates gates = gates_of(c);
    (void)content;
    add_sums(c, b, &gates, out);
}

/* Logits of the band's row i become their gradient. */
static void row_backward(const struct cell *c, const struct band *b, int i, real factor, const real *d, real *row) {
    const struct visible v = cell_visible(c, b->first + i);
    const int n = visible_count(v);
    const real *dy = visible_part(v, d, c->m->row[0]);
    real *logit = visible_part(v, row, c->m->row[1]), *dlogit = c->m->row[2];
    forget_row_backward(logit, dy, n, factor, dlogit);
    memcpy(logit, dlogit, sizeof *logit * (size_t)n);
    visible_put_back(v, logit, row);
    band_clear_hidden(b, v, c->T, row);
}

static void scores_backward(const struct cell *c, const struct band *b, const real *d, real *content) {
    const struct state *m = own(c->m);
    const struct gates gates = gates_of(c);
    const int E = gates.E;
    real *room = b->spare;
    (void)content;
    logits(c, b, &gates, room);
    for (int i = 0; i < b->n; i++) row_backward(c, b, i, gates.factor, d + (long)i * c->T, room + (long)i * c->T);
    for (int k = 0; k < b->pieces; k++) {
        const struct keys keys = b->keys[k];
        const long at = (long)keys.from * E;
        blas_gemm(false, false, b->n, E, keys.to - keys.from, 1, room + keys.from, c->T, m->key + at, E, k > 0,
                  m->dquery, E);
        blas_gemm(true, false, keys.to - keys.from, E, b->n, 1, room + keys.from, c->T, m->query, E, 0, m->dkey + at,
                  E);
        for (int j = keys.from; j < keys.to; j++) add_gradient(&gates.key, j, E, m->dkey + (long)j * E);
    }
    for (int i = 0; i < b->n; i++) add_gradient(&gates.query, cell_token(c, b->first + i), E, m->dquery + i * E);
}

const struct atom atom_forget = {.traits = ATOM_SPARE,
                                 .alone = "have gates of a row's own",
                                 .state = sizeof(struct state),
                                 .channels = channels,
                                 .room = room,
                                 .scores = scores,
                                 .scores_backward = scores_backward};
