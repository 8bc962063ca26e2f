/* Score atom "scan over earlier rows" (selective attention): a query masks keys for all later ones by the scores of one
 * head. What has been masked stands by key in the atom's state, so bands go in the order of queries; the backward pass
 * goes against it and collects there what later queries say of a key.
 */
#include "encoders/atom/select.h"
#include "model/atom.h"
#include "model/plain.h"

struct state {
    double *masked;             /* [longest] what earlier queries have masked, by key; their d on the backward pass */
    real *selected[LAYERS_MAX]; /* per sequence [T][T], what a query masks for later ones; training room only */
};
static struct state *own(const struct model *m) { return m->state[ATOM_select]; }

static void room(struct model *m, struct arena *arena, long N, long longest) {
    (void)N;
    own(m)->masked = arena_take(arena, (size_t)longest, sizeof(double));
}

static void layer_room(struct model *m, struct arena *arena, int layer, long N, long longest) {
    own(m)->selected[layer] = take(arena, m->training, (size_t)(N * longest));
}

static void begin(struct cell *c, bool back) {
    (void)back;
    memset(own(c->m)->masked, 0, sizeof(double) * (size_t)c->T);
}

/* What query i of the sequence masks, where it is kept. */
static real *selected(const struct cell *c, int i) {
    real *kept = own(c->m)->selected[c->layer];
    return kept ? kept + c->pairs + (long)i * c->T : NULL;
}

static int part(const struct model *m) { return part_of(m, ATOM_select); }
static bool serves(const struct cell *c, int head) { return part_has_head(c->m, part(c->m), head); }

/* The head whose scores decide. */
static int judge(const struct cell *c) {
    int h = 0;
    while (!serves(c, h)) h++;
    return h;
}

static int kept_tokens(const struct cell *c) {
    const struct view view = part_view(c->m, part(c->m), c->layer, false);
    return c->m->scheme.part[part(c->m)].encoder->select->kept(&view);
}

/* out[j] = max(score[j], 0) for from <= j < to. */
static void positive(const real *score, int from, int to, real *out) {
    for (int j = from; j < to; j++) out[j] = score[j] > 0 ? score[j] : 0;
}

/* What query i masks, for all keys up to its own. */
static void mark_row(const struct cell *c, int i, int kept, const real *score, real *out) {
    const struct visible v = cell_visible(c, i);
    memset(out, 0, sizeof *out * (size_t)(i + 1));
    positive(score, kept, v.sinks, out);
    positive(score, kept > v.first ? kept : v.first, i, out);
}

static void heads(const struct cell *c, const struct band *b) {
    const int first = judge(c), kept = kept_tokens(c);
    double *before = own(c->m)->masked;
    real *masked = c->m->row[1];
    for (int k = 0; k < b->n; k++) {
        const int i = b->first + k;
        const long row = (long)k * c->T;
        real *kept_row = selected(c, i), *mark = kept_row ? kept_row : c->m->row[0];
        mark_row(&c[first], i, kept, b[first].score + row, mark);
        for (int j = 0; j <= i; j++) masked[j] = (real)before[j];
        for (int h = first; h < c->m->H; h++)
            for (int p = 0; serves(c, h) && p < b[h].pieces; p++) {
                const struct keys keys = row_keys(&c[h], &b[h], k, p);
                vec_axpy(b[h].score + row + keys.from, -1, masked + keys.from, keys.to - keys.from);
            }
        for (int j = 0; j < i; j++) before[j] += (double)mark[j];
    }
}

static void heads_backward(const struct cell *c, const struct band *b, real *const *d) {
    const int first = judge(c), H = c->m->H;
    double *later = own(c->m)->masked;
    real *sum = c->m->row[0];
    for (int k = b->n - 1; k >= 0; k--) {
        const int i = b->first + k;
        const long row = (long)k * c->T;
        const real *mark = selected(c, i);
        memset(sum, 0, sizeof *sum * (size_t)(i + 1));
        for (int h = first; h < H; h++)
            for (int p = 0; serves(c, h) && p < b[h].pieces; p++) {
                const struct keys keys = row_keys(&c[h], &b[h], k, p);
                vec_add(sum + keys.from, d[h] + row + keys.from, keys.to - keys.from);
            }
        for (int p = 0; p < b[first].pieces; p++) {
            const struct keys keys = row_keys(&c[first], &b[first], k, p);
            real *judged = d[first] + row;
            for (int j = keys.from; j < keys.to; j++) judged[j] += mark[j] > 0 ? (real)later[j] : 0;
        }
        for (int j = 0; j <= i; j++) later[j] -= (double)sum[j];
    }
}

/* ---- plain ---- */

static void plain_heads(const struct plain *s) {
    const struct model *m = s->m;
    const struct view view = part_view(m, part(m), s->layer, false);
    const int kept = m->scheme.part[part(m)].encoder->select->kept(&view), T = s->T;
    double *masked = plain_numbers((long)T * T); /* by query and key: the sum over earlier queries */
    int first = 0;
    while (!part_has_head(m, part(m), first)) first++;
    for (int i = 0; i + 1 < T; i++)
        for (int j = 0; j < T; j++) {
            const bool marks = j >= kept && j < i && plain_sees(s, first, i, j);
            masked[(i + 1) * T + j] = masked[i * T + j] + (marks ? fmax(s->score[first][i * T + j], 0) : 0);
        }
    for (int h = 0; h < m->H; h++)
        for (int k = 0; part_has_head(m, part(m), h) && k < T * T; k++) s->score[h][k] -= masked[k];
    mem_free(masked);
}

static const struct plain_atom plain = {.heads = plain_heads};

const struct atom atom_select = {.plain = &plain,
                                 .traits = ATOM_ALL_ROWS,
                                 .alone = "mask keys for later rows",
                                 .state = sizeof(struct state),
                                 .room = room,
                                 .layer_room = layer_room,
                                 .begin = begin,
                                 .heads = heads,
                                 .heads_backward = heads_backward};
