/* Token shift: projected keys and values become a mixture with those of the token before, by the channels `shifts`. */
#include "model/atom/channels.h"
#include "model/math/phase.h"

struct state {
    real *plain[LAYERS_MAX]; /* [N][2C] keys and values before shifts; kept for the backward pass only */
};
static struct state *own(const struct model *m) { return m->state[ATOM_shift]; }

/* Keys first, then values. */
static int channels(const struct model *m, int part) { return 2 * part_own_head(m, part, m->H); }

static void layer_room(struct model *m, struct arena *arena, int layer, long N, long longest) {
    (void)longest;
    own(m)->plain[layer] = take(arena, m->training, (size_t)(N * 2 * m->C));
}

/* The share of the token before in keys (k = 0) or values (1) of a head, for the sequence that begins at a row. */
static struct channel share_of(const struct model *m, int layer, long row, int head, int k) {
    const int part = part_of(m, ATOM_shift);
    return channel_of(m, ATOM_shift, part, layer, row, k * part_own_head(m, part, m->H) + part_own_head(m, part, head));
}

/* Tokens of one sequence and head, from the last to the first: x[t] = a x[t - 1] + (1 - a) x[t]. */
static void mix(const struct channel *share, int T, int D, int stride, real *x) {
    for (int t = T - 1; t > 0; t--) {
        const real a = (real)channel_at(share, t);
        real *own = x + (long)t * stride;
        const real *before = own - stride;
        for (int d = 0; d < D; d++) own[d] = (1 - a) * own[d] + a * before[d];
    }
    vec_scale(x, 1 - (real)channel_at(share, 0), D);
}

/* d of what left to d of what entered, in place, from the first token to the last; plain: what entered. */
static void mix_backward(const struct channel *share, int T, int D, int stride, const real *plain, real *d) {
    real a = (real)channel_at(share, 0);
    for (int t = 0; t < T; t++) {
        const real *x = plain + (long)t * stride;
        real *own = d + (long)t * stride, keep = 1 - a;
        const real da = (t ? vec_dot(own, x - stride, D) : 0) - vec_dot(own, x, D);
        *channel_d(share, t) += (double)da;
        vec_scale(own, keep, D);
        if (t + 1 == T) return;
        a = (real)channel_at(share, t + 1);
        vec_axpy(own, a, own + stride, D);
    }
}

static void rows(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    real *kv = m->acts[layer].kv, *plain = own(m)->plain[layer];
    (void)queries;
    if (plain) memcpy(plain, kv, sizeof(real) * (size_t)g->rows * 2 * (size_t)m->C);
    for (int s = 0; s < g->sequences; s++)
        for (int h = 0; h < m->H; h++)
            for (int k = 0; part_has_head(m, part_of(m, ATOM_shift), h) && k < 2; k++) {
                const struct channel share = share_of(m, layer, g->start[s], h, k);
                mix(&share, g->start[s + 1] - g->start[s], m->D, 2 * m->C,
                    kv + (long)g->start[s] * 2 * m->C + k * m->C + h * m->D);
            }
}

static void rows_backward(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    (void)queries;
    for (int s = 0; s < g->sequences; s++)
        for (int h = 0; h < m->H; h++)
            for (int k = 0; part_has_head(m, part_of(m, ATOM_shift), h) && k < 2; k++) {
                const struct channel share = share_of(m, layer, g->start[s], h, k);
                const long at = (long)g->start[s] * 2 * m->C + k * m->C + h * m->D;
                mix_backward(&share, g->start[s + 1] - g->start[s], m->D, 2 * m->C, own(m)->plain[layer] + at,
                             m->dkv + at);
            }
}

const struct atom atom_shift = {.traits = ATOM_BOUNDED,
                                .alone = "shift keys and values",
                                .state = sizeof(struct state),
                                .channels = channels,
                                .layer_room = layer_room,
                                .rows = rows,
                                .rows_backward = rows_backward};
