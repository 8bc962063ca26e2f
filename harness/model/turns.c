/* Turns of tokens' own (selective RoPE): query and key of a token are turned by the channels `turns`, after what they
 * are turned by their place. All turns are multiplications of pairs by numbers C + iS, so their order does not matter.
 */
#include "model/cell.h"
#include "model/math/phase.h"

bool turns_stand(const struct model *m, int layer) { return m->turn_part >= 0 && part_stands(m, m->turn_part, layer); }

/* Angles of a token: of the part's heads, side by side. */
static int angles(const struct model *m) { return part_view(m, m->turn_part, -1, false).heads * m->pairs; }

void turns_arrange(struct model *m, struct arena *arena, int layer, long N) {
    m->acts[layer].turns = m->turn_part >= 0 ? arena_take(arena, (size_t)(N * 2 * angles(m)), sizeof(real)) : NULL;
}

static int first_head(const struct model *m) {
    int h = 0;
    while (!part_has_head(m, m->turn_part, h)) h++;
    return h;
}

static void fill(struct model *m, int layer, const struct group *g) {
    const int n = angles(m);
    real *turns = m->acts[layer].turns;
    const struct channel turn = channels_of(m, layer, first_head(m), 0).turn;
    for (int r = 0; r < g->rows; r++, turns += 2 * n) {
        const double *angle = turn.at + (long)r * turn.stride;
        for (int p = 0; p < n; p++) vec_turn1(angle[p], turns + p, turns + n + p);
    }
}

/* Heads of the part that stand side by side, and where in a token's turns they begin. */
struct run {
    int first, heads, at;
};
static struct run next_run(const struct model *m, struct run r) {
    r = (struct run){r.first + r.heads, 0, r.at + r.heads * m->pairs};
    while (r.first < m->H && !part_has_head(m, m->turn_part, r.first)) r.first++;
    while (r.first + r.heads < m->H && part_has_head(m, m->turn_part, r.first + r.heads)) r.heads++;
    return r;
}

/* Row i of x by the turns of its token. */
static void turn_rows(const struct model *m, int layer, int n, const int *row, int stride, bool back, real *x) {
    const int size = angles(m);
    for (struct run r = next_run(m, (struct run){0}); r.heads; r = next_run(m, r))
        for (int i = 0; i < n; i++) {
            const real *turn = m->acts[layer].turns + (long)(row ? row[i] : i) * 2 * size + r.at;
            rotary_turn(m, turn, turn + size, back, r.heads, x + (long)i * stride + r.first * m->D);
        }
}

static const int *query_row(const struct model *m, int layer, const struct group *g) {
    return answers_only(m, layer) ? g->answer_row : NULL;
}

void turns_forward(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    const struct layer_acts *a = &m->acts[layer];
    if (!turns_stand(m, layer)) return;
    fill(m, layer, g);
    turn_rows(m, layer, queries, query_row(m, layer, g), m->C, false, a->q);
    turn_rows(m, layer, g->rows, NULL, 2 * m->C, false, a->kv);
    for (int b = 1; b < m->branches; b++) {
        turn_rows(m, layer, queries, query_row(m, layer, g), m->C, false, a->q_branch[b]);
        turn_rows(m, layer, g->rows, NULL, m->C, false, a->k_branch[b]);
    }
}

/* What the angles get is the same before turning and after it: from keys as attention met them, and from queries, which
 * attention meets scaled and with something added, as they were projected. d: their gradient there. */
static void grad_rows(struct model *m, int layer, int n, const int *row, const real *x, int stride, const real *d,
                      int dstride) {
    const struct channel turn = channels_of(m, layer, first_head(m), 0).turn;
    for (struct run r = next_run(m, (struct run){0}); r.heads; r = next_run(m, r))
        for (int i = 0; i < n; i++)
            rotary_angles_grad(m, r.heads, x + (long)i * stride + r.first * m->D,
                               d + (long)i * dstride + r.first * m->D, channel_d(&turn, row ? row[i] : i) + r.at);
}

void turns_back(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    const struct layer_acts *a = &m->acts[layer];
    if (!turns_stand(m, layer)) return;
    grad_rows(m, layer, g->rows, NULL, a->kv, 2 * m->C, m->dkv, 2 * m->C);
    turn_rows(m, layer, queries, query_row(m, layer, g), m->C, true, m->dq);
    turn_rows(m, layer, g->rows, NULL, 2 * m->C, true, m->dkv);
}

void turns_grad(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    if (!turns_stand(m, layer)) return;
    grad_rows(m, layer, queries, query_row(m, layer, g), m->acts[layer].q_raw, m->C, m->dq, m->C);
}
