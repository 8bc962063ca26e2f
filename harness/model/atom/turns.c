/* Input-dependent rotation (selective RoPE): query and key of a token are turned by angles of its own. All turns are
 * multiplications of pairs by numbers C + iS, so their order does not matter.
 */
#include "encoders/atom/turns.h"
#include "model/atom/channels.h"
#include "model/atom/rotary.h"
#include "model/math/phase.h"

struct state {
    struct kept shared;
    real *turns[LAYERS_MAX];  /* [N][2][heads of the part][P] cosines, sines of tokens' own turns */
    real *before[LAYERS_MAX]; /* [Q][C] queries before these turns; training room only */
};
static struct state *own(const struct model *m) { return m->state[ATOM_turns]; }

/* Angles of a token: of the part's heads, side by side. */
static int angles(const struct model *m) { return part_own_head(m, part_of(m, ATOM_turns), m->H) * m->pairs; }
static int channels(const struct model *m, int part) { return part_own_head(m, part, m->H) * m->pairs; }

static bool check(struct model *m, int part, struct error *err) {
    struct view view = part_view(m, part, -1, false);
    return pairs_agree(m, part, m->scheme.part[part].encoder->turns->layout(&view), err);
}

static void layer_room(struct model *m, struct arena *arena, int layer, long N, long longest) {
    (void)longest;
    own(m)->turns[layer] = take_kept(m, arena, &own(m)->shared, (size_t)(N * 2 * angles(m)));
    own(m)->before[layer] = take(arena, m->training, (size_t)(N * m->C));
}

static void fill(struct model *m, int layer, const struct group *g) {
    const int n = angles(m);
    real *turns = own(m)->turns[layer];
    const struct channel turn = channel_of(m, ATOM_turns, part_of(m, ATOM_turns), layer, 0, 0);
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
    while (r.first < m->H && !part_has_head(m, part_of(m, ATOM_turns), r.first)) r.first++;
    while (r.first + r.heads < m->H && part_has_head(m, part_of(m, ATOM_turns), r.first + r.heads)) r.heads++;
    return r;
}

/* Row i of x by the turns of its token. */
static void turn_rows(const struct model *m, int layer, int n, const int *row, int stride, bool back, real *x) {
    const int size = angles(m);
    for (struct run r = next_run(m, (struct run){0}); r.heads; r = next_run(m, r))
        for (int i = 0; i < n; i++) {
            const real *turn = own(m)->turns[layer] + (long)(row ? row[i] : i) * 2 * size + r.at;
            rotary_turn(m, turn, turn + size, back, r.heads, x + (long)i * stride + r.first * m->D);
        }
}

static const int *query_row(const struct model *m, int layer, const struct group *g) {
    return answers_only(m, layer) ? g->answer_row : NULL;
}

static void rows(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    const struct layer_acts *a = &m->acts[layer];
    if (own(m)->before[layer]) memcpy(own(m)->before[layer], a->q, sizeof(real) * (size_t)queries * (size_t)m->C);
    fill(m, layer, g);
    for (int k = 0; k < a->n_operands; k++) {
        const struct operands *o = &a->operands[k];
        turn_rows(m, layer, queries, query_row(m, layer, g), o->query_stride, false, o->query);
        turn_rows(m, layer, g->rows, NULL, o->key_stride, false, o->key);
    }
}

/* A rotation's angle gradient can be taken before or after rotating, from rows and their gradient at the same point. */
static void grad_rows(struct model *m, int layer, int n, const int *row, const real *x, int stride, const real *d,
                      int dstride) {
    const struct channel turn = channel_of(m, ATOM_turns, part_of(m, ATOM_turns), layer, 0, 0);
    for (struct run r = next_run(m, (struct run){0}); r.heads; r = next_run(m, r))
        for (int i = 0; i < n; i++)
            rotary_angles_grad(m, r.heads, x + (long)i * stride + r.first * m->D,
                               d + (long)i * dstride + r.first * m->D, channel_d(&turn, row ? row[i] : i) + r.at);
}

/* Keys: after, as attention saw them. Queries: before, because attention sees them scaled and shifted. */
static void rows_backward(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    const int *row = query_row(m, layer, g);
    grad_rows(m, layer, g->rows, NULL, m->acts[layer].kv, 2 * m->C, m->dkv, 2 * m->C);
    turn_rows(m, layer, queries, row, m->C, true, m->dq);
    turn_rows(m, layer, g->rows, NULL, 2 * m->C, true, m->dkv);
    grad_rows(m, layer, queries, row, own(m)->before[layer], m->C, m->dq, m->C);
}

const struct atom atom_turns = {.traits = ATOM_BOUNDED,
                                .alone = "turn tokens by angles of their own",
                                .state = sizeof(struct state),
                                .check = check,
                                .channels = channels,
                                .layer_room = layer_room,
                                .rows = rows,
                                .rows_backward = rows_backward};
