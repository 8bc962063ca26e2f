/* QK-norm: queries and keys of a group are normed in place, row by row; what they were is kept for the backward pass.
 */
#include "encoders/atom/qk_norm.h"
#include "model/atom.h"
#include "model/math/phase.h"
#include "model/plain.h"

struct state {
    real *query[LAYERS_MAX], *key[LAYERS_MAX]; /* [Q][C], [N][C] as they were projected; training room only */
};
static struct state *own(const struct model *m) { return m->state[ATOM_qk_norm]; }
static int part(const struct model *m) { return part_of(m, ATOM_qk_norm); }

static struct qk_norm norm_of(const struct model *m, int layer, bool grad) {
    const struct view view = part_view(m, part(m), layer, grad);
    struct qk_norm norm = {0};
    m->scheme.part[part(m)].encoder->qk_norm->of(&view, &norm);
    return norm;
}

static bool agree(struct model *m, struct error *err) {
    return m->layout_part < 0 || m->layout != ROTARY_POLAR ||
           part_clash(m, m->layout_part, part(m), "radii are made of queries and keys as they are projected", err);
}

static void layer_room(struct model *m, struct arena *arena, int layer, long N, long longest) {
    (void)longest;
    own(m)->query[layer] = take(arena, m->training, (size_t)(N * m->C));
    own(m)->key[layer] = take(arena, m->training, (size_t)(N * m->C));
}

/* One norm: the first of its heads among the model's and among the part's, and how many numbers it covers. */
struct run {
    int head, own, size;
};

static double mean_factor(const struct qk_norm *norm, int size) { return norm->unit ? 1 : 1.0 / size; }

/* Gain of number c of a run, and its place; 1 where there is none. */
static long gain_at(const struct model *m, const struct qk_norm *norm, struct run r, int c) {
    return norm->gains == m->D && !norm->width ? c % m->D : (long)r.own * m->D + c;
}
static double gain_of(const struct model *m, const struct qk_norm *norm, bool key, struct run r, int c) {
    return norm->gains ? (double)norm->gain[key][gain_at(m, norm, r, c)] : 1;
}
static double scale_of(const struct model *m, const struct qk_norm *norm, bool key, struct run r) {
    return norm->scale && !key ? (double)norm->scale[r.own] * sqrt(m->D) : 1;
}

static double inverse_of(const struct qk_norm *norm, int size, const real *x) {
    double square = 0;
    for (int c = 0; c < size; c++) square += (double)x[c] * (double)x[c];
    return 1 / sqrt(square * mean_factor(norm, size) + norm->epsilon);
}

/* Without gain or scale a norm is a factor on the row, in the model's own numbers. */
static bool bare(const struct qk_norm *norm) { return !norm->unit && !norm->gains && !norm->scale; }
static real bare_inverse(const struct qk_norm *norm, int size, const real *x) {
    return (real)(1 / sqrt((double)vec_dot(x, x, size) * mean_factor(norm, size) + norm->epsilon));
}

static void norm_run(const struct model *m, const struct qk_norm *norm, bool key, struct run r, real *x) {
    if (bare(norm)) {
        vec_scale(x, bare_inverse(norm, r.size, x), r.size);
        return;
    }
    const double factor = inverse_of(norm, r.size, x) * scale_of(m, norm, key, r);
    for (int c = 0; c < r.size; c++) x[c] = (real)((double)x[c] * factor * gain_of(m, norm, key, r, c));
}

/* y_c = s g_c x_c i with i = (a sum x^2 + epsilon)^-1/2: dx_c = i u_c - a i^3 x_c sum x u, u = s g dy. */
static void norm_run_backward(const struct model *m, const struct qk_norm *norm, bool key, struct run r, const real *x,
                              real *d) {
    if (bare(norm)) {
        const real bare_i = bare_inverse(norm, r.size, x),
                   share = bare_i * bare_i * (real)mean_factor(norm, r.size) * vec_dot(d, x, r.size);
        for (int c = 0; c < r.size; c++) d[c] = bare_i * (d[c] - share * x[c]);
        return;
    }
    const double i = inverse_of(norm, r.size, x), a = mean_factor(norm, r.size), s = scale_of(m, norm, key, r);
    double along = 0, dscale = 0;
    for (int c = 0; c < r.size; c++) {
        const double unscaled = gain_of(m, norm, key, r, c) * (double)d[c] * (double)x[c];
        along += s * unscaled;
        dscale += unscaled * i;
        if (norm->gains) norm->dgain[key][gain_at(m, norm, r, c)] += (real)(s * (double)d[c] * (double)x[c] * i);
    }
    if (norm->scale && !key) norm->dscale[r.own] += (real)(dscale * sqrt(m->D));
    for (int c = 0; c < r.size; c++)
        d[c] = (real)(i * s * gain_of(m, norm, key, r, c) * (double)d[c] - a * i * i * i * (double)x[c] * along);
}

static struct run next_run(const struct model *m, const struct qk_norm *norm, struct run r) {
    if (norm->width) return (struct run){r.head < 0 ? 0 : m->H, 0, m->C};
    r = (struct run){r.head + 1, r.own + 1, m->D};
    while (r.head < m->H && !part_has_head(m, part(m), r.head)) r.head++;
    return r;
}
static struct run no_run(void) { return (struct run){.head = -1, .own = -1}; }

static void rows(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    const struct qk_norm norm = norm_of(m, layer, false);
    const int C = m->C;
    for (int key = norm.query ? 0 : 1; key < 2; key++) {
        real *x = key ? m->acts[layer].kv : m->acts[layer].q, *kept = key ? own(m)->key[layer] : own(m)->query[layer];
        for (int i = 0; i < (key ? g->rows : queries); i++, x += key ? 2 * C : C) {
            if (kept) memcpy(kept + (long)i * C, x, sizeof *x * (size_t)C);
            for (struct run r = next_run(m, &norm, no_run()); r.head < m->H; r = next_run(m, &norm, r))
                norm_run(m, &norm, key, r, x + r.head * m->D);
        }
    }
}

static void rows_backward(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    const struct qk_norm norm = norm_of(m, layer, true);
    const int C = m->C;
    for (int key = norm.query ? 0 : 1; key < 2; key++) {
        const real *kept = key ? own(m)->key[layer] : own(m)->query[layer];
        real *d = key ? m->dkv : m->dq;
        for (int i = 0; i < (key ? g->rows : queries); i++, d += key ? 2 * C : C)
            for (struct run r = next_run(m, &norm, no_run()); r.head < m->H; r = next_run(m, &norm, r))
                norm_run_backward(m, &norm, key, r, kept + (long)i * C + r.head * m->D, d + r.head * m->D);
    }
}

/* ---- plain ---- */

/* n numbers of heads from `head` on: x <- gain x / sqrt(mean or sum + epsilon). */
static void plain_norm(const struct plain *s, const struct qk_norm *norm, bool key, int head, int n, double *x) {
    const double *gain = plain_theta(s, norm->gain[key]), *scale = key ? NULL : plain_theta(s, norm->scale);
    const int D = s->m->D, own_head = part_own_head(s->m, part(s->m), head);
    const bool shared = norm->gains == D && !norm->width;
    const double square = plain_dot(n, x, x), root = sqrt((norm->unit ? square : square / n) + norm->epsilon);
    for (int c = 0; c < n; c++) {
        x[c] /= root;
        if (norm->gains) x[c] *= gain[shared ? c : own_head * D + c];
        if (scale) x[c] *= scale[own_head] * sqrt(D);
    }
}

static void plain_rows(struct plain *s) {
    const struct model *m = s->m;
    const struct view view = part_view(m, part(m), s->layer, false);
    struct qk_norm norm = {0};
    m->scheme.part[part(m)].encoder->qk_norm->of(&view, &norm);
    for (int t = 0; t < s->T; t++)
        for (int h = 0; h < (norm.width ? 1 : m->H); h++) {
            if (!part_has_head(m, part(m), h)) continue;
            if (norm.query) plain_norm(s, &norm, false, h, norm.width ? m->C : m->D, plain_query(s, 0, h, t));
            plain_norm(s, &norm, true, h, norm.width ? m->C : m->D, plain_key(s, 0, h, t));
        }
}

static const struct plain_atom plain = {.rows = plain_rows};

const struct atom atom_qk_norm = {.plain = &plain,
                                  .traits = ATOM_BOUNDED,
                                  .alone = "norm queries and keys",
                                  .state = sizeof(struct state),
                                  .agree = agree,
                                  .layer_room = layer_room,
                                  .rows = rows,
                                  .rows_backward = rows_backward};
