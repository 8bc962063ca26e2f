/* Attention to exponentials of values (LASER): values are turned in place before attention, and its outputs behind it.
 * Neither needs more than a row, so attention between the two is what it always is. No key is left out beside it: what
 * weighs little counts by its value's exponential.
 */
#include "encoders/atom/laser.h"
#include "encoders/atom/normaliser.h"
#include "encoders/atom/vectors.h"
#include "model/atom.h"
#include "model/math/phase.h"
#include "model/plain.h"

/* Logarithms of smaller numbers are not taken: weights of either sign, or vectors added to the output, may leave any.
 */
static const real LEAST = (real)1e-20;

struct state {
    real *value[LAYERS_MAX]; /* [N][C] as they were projected */
    real *sum[LAYERS_MAX];   /* [Q][C] outputs before their logarithm; training room only, both */
};
static struct state *own(const struct model *m) { return m->state[ATOM_laser]; }
static int part(const struct model *m) { return part_of(m, ATOM_laser); }

static double clamp_of(const struct model *m, int layer) {
    const struct view view = part_view(m, part(m), layer, false);
    return m->scheme.part[part(m)].encoder->laser->clamp(&view);
}

static bool meet(const struct model *m, int a, int b) {
    const struct part *x = &m->scheme.part[a], *y = &m->scheme.part[b];
    return x->layers & y->layers && x->heads & y->heads;
}

/* What is added to weighed exponentials, or taken from them, has to leave a number above 0. */
static bool agree(struct model *m, struct error *err) {
    static const char why[] = "what it leaves of weighed values may be negative, and then it has no logarithm";
    EACH_PART(m, i, hooks, differential)
    if (meet(m, part(m), i)) return part_clash(m, part(m), i, why, err);
    EACH_PART(m, i, hooks, vectors) {
        const struct view view = part_view(m, i, -1, false);
        struct vectors vectors = {0};
        hooks->of(&view, &vectors);
        if (vectors.side[VECTORS_VALUE] && meet(m, part(m), i)) return part_clash(m, part(m), i, why, err);
    }
    EACH_PART(m, i, hooks, normaliser)
    if (hooks->remainder && m->part_learns[i] && meet(m, part(m), i)) return part_clash(m, part(m), i, why, err);
    return true;
}

static void layer_room(struct model *m, struct arena *arena, int layer, long N, long longest) {
    (void)longest;
    own(m)->value[layer] = take(arena, m->training, (size_t)(N * m->C));
    own(m)->sum[layer] = take(arena, m->training, (size_t)(N * m->C));
}

static bool has_head(const struct model *m, int head) { return part_has_head(m, part(m), head); }

static void exponentials(int D, real c, real *v) {
    for (int d = 0; d < D; d++) v[d] = vec_exp1(c * vec_tanh1(v[d] / c));
}

/* d e^u = e^u du, u = c tanh(v / c): du = 1 - tanh^2. */
static void exponentials_backward(int D, real c, const real *restrict v, const real *restrict e, real *restrict dv) {
    for (int d = 0; d < D; d++) {
        const real t = vec_tanh1(v[d] / c);
        dv[d] *= e[d] * (1 - t * t);
    }
}

static void logarithms(int D, real *o) {
    for (int d = 0; d < D; d++) o[d] = vec_log1(o[d] < LEAST ? LEAST : o[d]) + 0 * o[d];
}

static void logarithms_backward(int D, const real *restrict sum, real *restrict d) {
    for (int k = 0; k < D; k++) d[k] = sum[k] < LEAST ? 0 : d[k] / sum[k];
}

static void rows(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    const real c = (real)clamp_of(m, layer);
    real *v = m->acts[layer].kv + m->C, *kept = own(m)->value[layer];
    (void)queries;
    for (long i = 0; i < g->rows; i++, v += 2 * m->C) {
        if (kept) memcpy(kept + i * m->C, v, sizeof *v * (size_t)m->C);
        for (int h = 0; h < m->H; h++)
            if (has_head(m, h)) exponentials(m->D, c, v + h * m->D);
    }
}

static void rows_backward(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    const real c = (real)clamp_of(m, layer), *kept = own(m)->value[layer];
    (void)queries;
    for (long i = 0; i < g->rows; i++)
        for (int h = 0; h < m->H; h++) {
            const long at = i * 2 * m->C + m->C + h * m->D;
            if (has_head(m, h))
                exponentials_backward(m->D, c, kept + i * m->C + h * m->D, m->acts[layer].kv + at, m->dkv + at);
        }
}

static void mixed(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    real *o = m->acts[layer].mixed, *kept = own(m)->sum[layer];
    (void)g;
    if (kept) memcpy(kept, o, sizeof *o * (size_t)queries * (size_t)m->C);
    for (long i = 0; i < queries; i++)
        for (int h = 0; h < m->H; h++)
            if (has_head(m, h)) logarithms(m->D, o + i * m->C + h * m->D);
}

static void mixed_backward(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    (void)g;
    for (long i = 0; i < queries; i++)
        for (int h = 0; h < m->H; h++) {
            const long at = i * m->C + h * m->D;
            if (has_head(m, h)) logarithms_backward(m->D, own(m)->sum[layer] + at, m->dmixed + at);
        }
}

/* ---- plain ---- */

static void plain_rows(struct plain *s) {
    const struct model *m = s->m;
    const struct view view = part_view(m, part(m), s->layer, false);
    const double c = m->scheme.part[part(m)].encoder->laser->clamp(&view);
    for (long k = 0; k < (long)s->T * m->C; k++)
        if (has_head(m, (int)(k % m->C) / m->D)) s->value[k] = exp(c * tanh(s->value[k] / c));
}

static void plain_mixed(const struct plain *s) {
    const struct model *m = s->m;
    for (long k = 0; k < (long)s->T * m->C; k++)
        if (has_head(m, (int)(k % m->C) / m->D)) s->mixed[k] = log(fmax(s->mixed[k], 1e-20));
}

static const struct plain_atom plain = {.rows = plain_rows, .mixed = plain_mixed};

const struct atom atom_laser = {.plain = &plain,
                                .alone = "take logarithms of outputs",
                                .state = sizeof(struct state),
                                .agree = agree,
                                .layer_room = layer_room,
                                .rows = rows,
                                .rows_backward = rows_backward,
                                .mixed = mixed,
                                .mixed_backward = mixed_backward};
