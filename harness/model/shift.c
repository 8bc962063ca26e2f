/* Token shift: projected keys and values become a mixture with those of the token before, by the channels `shifts`. */
#include "model/cell.h"
#include "model/math/phase.h"

static bool shifts(const struct model *m, int layer) {
    return m->shift_part >= 0 && part_stands(m, m->shift_part, layer);
}

void shift_arrange(struct model *m, struct arena *arena, int layer, long N) {
    const bool keep = m->training && shifts(m, layer);
    m->acts[layer].kv_plain = keep ? arena_take(arena, (size_t)(N * 2 * m->C), sizeof(real)) : NULL;
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

void shift_forward(struct model *m, int layer, const struct group *g) {
    IN_PHASE(PHASE_SCHEME);
    const struct layer_acts *a = &m->acts[layer];
    if (!shifts(m, layer)) return;
    if (a->kv_plain) memcpy(a->kv_plain, a->kv, sizeof(real) * (size_t)g->rows * 2 * (size_t)m->C);
    for (int s = 0; s < g->sequences; s++)
        for (int h = 0; h < m->H; h++) {
            const struct channels c = channels_of(m, layer, h, g->start[s]);
            for (int k = 0; k < 2 && c.shift[k].at; k++)
                mix(&c.shift[k], g->start[s + 1] - g->start[s], m->D, 2 * m->C,
                    a->kv + (long)g->start[s] * 2 * m->C + k * m->C + h * m->D);
        }
}

void shift_backward(struct model *m, int layer, const struct group *g) {
    IN_PHASE(PHASE_SCHEME);
    if (!shifts(m, layer)) return;
    for (int s = 0; s < g->sequences; s++)
        for (int h = 0; h < m->H; h++) {
            const struct channels c = channels_of(m, layer, h, g->start[s]);
            const long at = (long)g->start[s] * 2 * m->C + h * m->D;
            for (int k = 0; k < 2 && c.shift[k].at; k++)
                mix_backward(&c.shift[k], g->start[s + 1] - g->start[s], m->D, 2 * m->C,
                             m->acts[layer].kv_plain + at + k * m->C, m->dkv + at + k * m->C);
        }
}
