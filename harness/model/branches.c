/* Branches: queries and keys turned in several ways, and the content product that takes each from the way that its keys
 * belong to. In evaluation only. Branch 0 lies where queries and keys always do.
 */
#include "model/cell.h"
#include "model/math/blas.h"

void branches_arrange(struct model *m, struct arena *arena, int layer, long N) {
    struct layer_acts *a = &m->acts[layer];
    for (int b = 1; b < m->branches; b++) {
        const size_t wide = (size_t)m->C * (m->polar_part >= 0 ? 2 : 1);
        a->q_branch[b] = arena_take(arena, (size_t)N * wide, sizeof(real));
        a->k_branch[b] = arena_take(arena, (size_t)N * wide, sizeof(real));
    }
}

void branches_turn(struct model *m, int layer, const struct group *g, int queries) {
    const struct layer_acts *a = &m->acts[layer];
    const int C = m->C, *query = query_turn_place(m, layer, g), *key = turn_place(m, layer, g);
    for (int b = 1; b < m->branches; b++) {
        if (m->polar_part >= 0) {
            polar_apply(m, b, layer, false, queries, query, C, a->q, a->q_branch[b], NULL);
            polar_apply(m, b, layer, true, g->rows, key, 2 * C, a->kv, a->k_branch[b], NULL);
            continue;
        }
        memcpy(a->q_branch[b], a->q, sizeof(real) * (size_t)queries * (size_t)C);
        for (int r = 0; r < g->rows; r++)
            memcpy(a->k_branch[b] + (long)r * C, a->kv + (long)r * 2 * C, sizeof(real) * (size_t)C);
        rotary_apply(m, b, layer, false, queries, query, C, a->q_branch[b], false);
        rotary_apply(m, b, layer, true, g->rows, key, C, a->k_branch[b], false);
    }
}

double branch_position(const struct cell *c, int branch, bool key, int token) {
    const struct model *m = c->m;
    if (!branches_stand(m, c->layer)) return c->position[token];
    const struct view view = part_view(m, m->branch_part, c->layer, false);
    double position = token;
    m->scheme.part[m->branch_part].encoder->branch_positions(&view, branch, key, 1, &position);
    return position;
}

/* Keys of a branch that query i sees. Where the part does not stand, all are branch 0's. */
static struct keys keys_of(const struct cell *c, const struct view *view, int branch, int i) {
    const struct model *m = c->m;
    struct keys keys = {0, 0};
    if (part_stands(m, m->branch_part, c->layer))
        m->scheme.part[m->branch_part].encoder->branch_keys(view, branch, cell_token(c, i), &keys.from, &keys.to);
    else if (branch == 0)
        keys.to = cell_token(c, i) + 1;
    return keys;
}

static struct keys both(struct keys a, struct keys b) {
    return (struct keys){a.from > b.from ? a.from : b.from, a.to < b.to ? a.to : b.to};
}

/* score[n][keys] = scale q k' of a branch. */
static void product(const struct cell *c, const struct band *b, int branch, struct keys keys, real *score) {
    if (c->decay) {
        decay_scores(c, b, branch, keys, score);
        return;
    }
    const struct met met = cell_met(c, branch);
    blas_gemm(false, true, b->n, keys.to - keys.from, met.size, c->scale, met.query + (long)b->first * met.query_stride,
              met.query_stride, met.key + (long)keys.from * met.key_stride, met.key_stride, 0, score + keys.from, c->T);
}

static void take_row(const struct keys keys, const real *from, real *to) {
    if (keys.to > keys.from) memcpy(to + keys.from, from + keys.from, sizeof *to * (size_t)(keys.to - keys.from));
}

static void branch_scores(const struct cell *c, const struct band *b, int branch, real *spare, real *out) {
    struct view view = part_view(c->m, c->m->branch_part, c->layer, false);
    struct keys any = {c->T, 0};
    for (int i = 0; i < b->n; i++) {
        const struct keys own = keys_of(c, &view, branch, b->first + i);
        if (own.from >= own.to) continue;
        any = (struct keys){own.from < any.from ? own.from : any.from, own.to > any.to ? own.to : any.to};
    }
    for (int piece = 0; piece < b->pieces; piece++) {
        const struct keys keys = both(any, b->keys[piece]);
        if (keys.from >= keys.to) continue;
        product(c, b, branch, keys, spare);
        for (int i = 0; i < b->n; i++)
            take_row(both(keys_of(c, &view, branch, b->first + i), keys), spare + (long)i * c->T, out + (long)i * c->T);
    }
}

void branches_scores(const struct cell *c, const struct band *b, real *spare, real *out) {
    for (int branch = 0; branch < c->m->branches; branch++) branch_scores(c, b, branch, spare, out);
}
