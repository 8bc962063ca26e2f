/* Score atom "scan over earlier rows" (selective attention): a query masks keys for all later ones by the scores of one
 * head. What has been masked stands by key in model.selection, so bands go in the order of queries; the way back goes
 * against it and collects there what later queries say of a key.
 */
#include "model/cell.h"

bool select_stands(const struct model *m, int layer) {
    return m->select_part >= 0 && part_stands(m, m->select_part, layer);
}

void select_size(struct model *m, struct arena *arena, long longest) {
    m->selection = arena_take(arena, m->select_part >= 0 ? (size_t)longest : 0, sizeof(double));
}

void select_arrange(struct model *m, struct arena *arena, int layer, long N, long longest) {
    const bool keep = m->training && select_stands(m, layer);
    m->acts[layer].selected = keep ? arena_take(arena, (size_t)(N * longest), sizeof(real)) : NULL;
}

void select_begin(const struct cell *c) { memset(c->m->selection, 0, sizeof(double) * (size_t)c->T); }

static bool serves(const struct cell *c, int head) { return part_has_head(c->m, c->m->select_part, head); }

/* The head whose scores decide. */
static int judge(const struct cell *c) {
    int h = 0;
    while (!serves(c, h)) h++;
    return h;
}

static int kept_tokens(const struct cell *c) {
    const struct view view = part_view(c->m, c->m->select_part, c->layer, false);
    return c->m->scheme.part[c->m->select_part].encoder->selects(&view);
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

void select_forward(const struct cell *c, const struct band *b) {
    const int first = judge(c), kept = kept_tokens(c);
    double *state = c->m->selection;
    real *masked = c->m->row[1];
    for (int k = 0; k < b->n; k++) {
        const int i = b->first + k;
        const long row = (long)k * c->T;
        real *mark = c->selected ? c->selected + (long)i * c->T : c->m->row[0];
        mark_row(&c[first], i, kept, b[first].score + row, mark);
        for (int j = 0; j <= i; j++) masked[j] = (real)state[j];
        for (int h = first; h < c->m->H; h++)
            for (int p = 0; serves(c, h) && p < b[h].pieces; p++) {
                const struct keys keys = row_keys(&c[h], &b[h], k, p);
                vec_axpy(b[h].score + row + keys.from, -1, masked + keys.from, keys.to - keys.from);
            }
        for (int j = 0; j < i; j++) state[j] += (double)mark[j];
    }
}

void select_backward(const struct cell *c, const struct band *b, real *const *d) {
    const int first = judge(c), H = c->m->H;
    double *later = c->m->selection;
    real *sum = c->m->row[0];
    for (int k = b->n - 1; k >= 0; k--) {
        const int i = b->first + k;
        const long row = (long)k * c->T;
        const real *mark = c->selected + (long)i * c->T;
        memset(sum, 0, sizeof *sum * (size_t)(i + 1));
        for (int h = first; h < H; h++)
            for (int p = 0; serves(c, h) && p < b[h].pieces; p++) {
                const struct keys keys = row_keys(&c[h], &b[h], k, p);
                vec_add(sum + keys.from, d[h] + row + keys.from, keys.to - keys.from);
            }
        for (int p = 0; p < b[first].pieces; p++) {
            const struct keys keys = row_keys(&c[first], &b[first], k, p);
            real *own = d[first] + row;
            for (int j = keys.from; j < keys.to; j++) own[j] += mark[j] > 0 ? (real)later[j] : 0;
        }
        for (int j = 0; j <= i; j++) later[j] -= (double)sum[j];
    }
}
