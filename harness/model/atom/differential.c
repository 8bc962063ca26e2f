/* Differential attention: the weights of a pair of heads are subtracted once both have been normalised, both heads mix
 * their values by the difference, and behind attention the pair's output is normed. Weights before the subtraction are
 * kept for the backward pass; those that the model keeps are the differences.
 */
#include "encoders/atom/differential.h"
#include "model/atom.h"
#include "model/math/phase.h"
#include "model/plain.h"

struct state {
    real *maps[LAYERS_MAX];   /* per sequence and head [queries][T], weights of each; training room only */
    real *before[LAYERS_MAX]; /* [Q][C] outputs before their norm; training room only */
    double dlambda[LAYERS_MAX];
};
static struct state *own(const struct model *m) { return m->state[ATOM_differential]; }
static int part(const struct model *m) { return part_of(m, ATOM_differential); }
static const struct differential_atom *hooks_of(const struct model *m) {
    return m->scheme.part[part(m)].encoder->differential;
}

static struct differential of(const struct model *m, int layer, bool grad) {
    const struct view view = part_view(m, part(m), layer, grad);
    struct differential how = {0};
    hooks_of(m)->of(&view, &how);
    return how;
}

static void layer_room(struct model *m, struct arena *arena, int layer, long N, long longest) {
    own(m)->maps[layer] = take(arena, m->training, (size_t)(N * longest * m->H));
    own(m)->before[layer] = take(arena, m->training, (size_t)(N * m->C));
}

/* Weights of the band's first row as the head's own normaliser gave them; NULL: not kept. */
static real *map_of(const struct cell *c, const struct band *b) {
    real *maps = own(c->m)->maps[c->layer];
    return maps ? maps + c->m->H * c->pairs + ((long)c->head * c->n + b->first) * c->T : NULL;
}

static void weights(const struct cell *c, const struct band *b) {
    const real lambda = (real)of(c->m, c->layer, false).lambda;
    for (int h = 0; h < c->m->H; h += 2)
        for (int i = 0; i < b[h].n; i++)
            for (int k = 0; k < b[h].pieces; k++) {
                const struct keys keys = b[h].keys[k];
                const long at = (long)i * c->T + keys.from, n = keys.to - keys.from;
                real *first = b[h].score + at, *second = b[h + 1].score + at;
                for (int one = 0; one < 2 && map_of(&c[h], b); one++)
                    memcpy(map_of(&c[h + one], &b[h + one]) + at, one ? second : first, sizeof(real) * (size_t)n);
                for (long j = 0; j < n; j++) first[j] = second[j] = first[j] - lambda * second[j];
            }
}

/* Both heads mixed values by the same weights P_1 - lambda P_2. */
static void weights_backward(const struct cell *c, const struct band *b, real *const *d) {
    const real lambda = (real)of(c->m, c->layer, false).lambda;
    for (int h = 0; h < c->m->H; h += 2)
        for (int i = 0; i < b[h].n; i++)
            for (int k = 0; k < b[h].pieces; k++) {
                const struct keys keys = row_keys(&c[h], &b[h], i, k), all = b[h].keys[k];
                const long at = (long)i * c->T, n = all.to - all.from;
                for (int one = 0; one < 2; one++)
                    memcpy(b[h + one].score + at + all.from, map_of(&c[h + one], &b[h + one]) + at + all.from,
                           sizeof(real) * (size_t)n);
                const real *second = b[h + 1].score + at;
                double dlambda = 0;
                for (int j = keys.from; j < keys.to; j++) {
                    const real both = d[h][at + j] + d[h + 1][at + j];
                    dlambda -= (double)(second[j] * both);
                    d[h][at + j] = both;
                    d[h + 1][at + j] = -lambda * both;
                }
                own(c->m)->dlambda[c->layer] += dlambda;
            }
}

static void zero_grad(struct model *m) { memset(own(m)->dlambda, 0, sizeof own(m)->dlambda); }

static void hand_back(struct model *m) {
    for (int layer = 0; layer < m->L; layer++) {
        if (!part_stands(m, part(m), layer)) continue;
        const struct view view = part_view(m, part(m), layer, true);
        hooks_of(m)->lambda_grad(&view, own(m)->dlambda[layer]);
    }
}

static real inverse_of(const struct differential *how, const real *x, int n) {
    return (real)(1 / sqrt((double)vec_dot(x, x, n) / n + how->epsilon));
}

static void mixed(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    const struct differential how = of(m, layer, false);
    const int n = 2 * m->D;
    real *o = m->acts[layer].mixed;
    (void)g;
    if (own(m)->before[layer]) memcpy(own(m)->before[layer], o, sizeof *o * (size_t)queries * (size_t)m->C);
    for (int i = 0; i < queries * m->H / 2; i++, o += n) {
        const real factor = (real)how.scale * inverse_of(&how, o, n);
        for (int d = 0; d < n; d++) o[d] *= factor * how.gain[d];
    }
}

/* y = s gain x i with i = (mean x^2 + epsilon)^-1/2: dx = i u - i^3 x mean(x u), u = s gain dy. */
static void mixed_backward(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    const struct differential how = of(m, layer, true);
    const int n = 2 * m->D;
    const real scale = (real)how.scale, *x = own(m)->before[layer];
    real *dy = m->dmixed;
    (void)g;
    for (int k = 0; k < queries * m->H / 2; k++, x += n, dy += n) {
        const real i = inverse_of(&how, x, n);
        real along = 0;
        for (int d = 0; d < n; d++) {
            how.dgain[d] += scale * dy[d] * x[d] * i;
            dy[d] *= scale * how.gain[d];
            along += dy[d] * x[d];
        }
        along *= i * i * i / (real)n;
        for (int d = 0; d < n; d++) dy[d] = i * dy[d] - along * x[d];
    }
}

/* ---- plain ---- */

static struct differential plain_of(const struct plain *s) {
    const struct view view = part_view(s->m, part(s->m), s->layer, false);
    struct differential how = {0};
    s->m->scheme.part[part(s->m)].encoder->differential->of(&view, &how);
    return how;
}

static void plain_weights(const struct plain *s) {
    const double lambda = plain_of(s).lambda;
    for (int h = 0; h < s->m->H; h += 2)
        for (int k = 0; k < s->T * s->T; k++)
            s->score[h][k] = s->score[h + 1][k] = s->score[h][k] - lambda * s->score[h + 1][k];
}

static void plain_mixed(const struct plain *s) {
    const struct differential how = plain_of(s);
    const double *gain = plain_theta(s, how.gain);
    const int n = 2 * s->m->D;
    for (double *y = s->mixed; y < s->mixed + (long)s->T * s->m->C; y += n) {
        const double root = sqrt(plain_dot(n, y, y) / n + how.epsilon);
        for (int d = 0; d < n; d++) y[d] *= how.scale * gain[d] / root;
    }
}

static const struct plain_atom plain = {.weights = plain_weights, .mixed = plain_mixed};

const struct atom atom_differential = {.plain = &plain,
                                       .traits = ATOM_ALL_HEADS,
                                       .alone = "subtract weights",
                                       .state = sizeof(struct state),
                                       .layer_room = layer_room,
                                       .zero_grad = zero_grad,
                                       .hand_back = hand_back,
                                       .weights = weights,
                                       .weights_backward = weights_backward,
                                       .mixed = mixed,
                                       .mixed_backward = mixed_backward};
