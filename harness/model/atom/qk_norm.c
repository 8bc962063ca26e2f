/* QK-norm: queries and keys of a group are normed in place, row by row; what they were is kept for the backward pass.
 */
#include "encoders/atom/qk_norm.h"
#include "model/atom.h"
#include "model/math/phase.h"
#include "model/plain.h"

struct state {
    /* Of training alone: */
    real *query[LAYERS_MAX], *key[LAYERS_MAX]; /* [Q][C], [N][C] as they were projected */
    double *inverse[2][LAYERS_MAX];            /* [Q][H], [N][H] of queries, of keys: by what rows were multiplied */
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
    for (int key = 0; key < 2; key++)
        own(m)->inverse[key][layer] = m->training ? arena_take(arena, (size_t)(N * m->H), sizeof(double)) : NULL;
}

/* One norm: the first of its heads among the model's and among the part's, and how many numbers it covers. */
struct run {
    int head, own, size;
};

static double mean_factor(const struct qk_norm *norm, int size) { return norm->unit ? 1 : 1.0 / size; }

/* Where the gains of a run's numbers begin, which lie side by side as the numbers do. */
static long gain_at(const struct model *m, const struct qk_norm *norm, struct run r) {
    return norm->gains == m->D && !norm->width ? 0 : (long)r.own * m->D;
}
static const real *gain_of(const struct model *m, const struct qk_norm *norm, bool key, struct run r) {
    static const real ones[WIDTH_MAX] = {[0 ... WIDTH_MAX - 1] = 1};
    return norm->gains ? norm->gain[key] + gain_at(m, norm, r) : ones;
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

/* x_c <- x_c factor gain_c. Loops over a run have no branch and no aliases, so that they go in vectors. */
static void multiply(int n, double factor, const real *restrict gain, real *restrict x) {
    for (int c = 0; c < n; c++) x[c] = (real)((double)x[c] * factor * (double)gain[c]);
}

/* Returns the inverse of what the run's numbers were divided by. */
static double norm_run(const struct model *m, const struct qk_norm *norm, bool key, struct run r, real *x) {
    if (bare(norm)) {
        const real i = bare_inverse(norm, r.size, x);
        vec_scale(x, i, r.size);
        return (double)i;
    }
    const double i = inverse_of(norm, r.size, x);
    multiply(r.size, i * scale_of(m, norm, key, r), gain_of(m, norm, key, r), x);
    return i;
}

static void bare_backward(const struct qk_norm *norm, int n, const real *x, real i, real *d) {
    const real share = i * i * (real)mean_factor(norm, n) * vec_dot(d, x, n);
    for (int c = 0; c < n; c++) d[c] = i * (d[c] - share * x[c]);
}

/* to_c += by d_c x_c i */
static void add_gain(int n, double by, const real *restrict d, const real *restrict x, double i, real *restrict to) {
    for (int c = 0; c < n; c++) to[c] += (real)(by * (double)d[c] * (double)x[c] * i);
}

/* d_c <- by gain_c d_c - share x_c along */
static void turn_back(int n, double by, const real *restrict gain, double share, const real *restrict x, double along,
                      real *restrict d) {
    for (int c = 0; c < n; c++) d[c] = (real)(by * (double)gain[c] * (double)d[c] - share * (double)x[c] * along);
}

/* y_c = s g_c x_c i with i = (a sum x^2 + epsilon)^-1/2: dx_c = i u_c - a i^3 x_c sum x u, u = s g dy. */
static void norm_run_backward(const struct model *m, const struct qk_norm *norm, bool key, struct run r, const real *x,
                              double i, real *d) {
    if (bare(norm)) {
        bare_backward(norm, r.size, x, (real)i, d);
        return;
    }
    const double a = mean_factor(norm, r.size), s = scale_of(m, norm, key, r);
    const real *gain = gain_of(m, norm, key, r);
    double along = 0, dscale = 0;
    for (int c = 0; c < r.size; c++) along += s * ((double)gain[c] * (double)d[c] * (double)x[c]);
    if (norm->gains) add_gain(r.size, s, d, x, i, norm->dgain[key] + gain_at(m, norm, r));
    if (norm->scale && !key) {
        for (int c = 0; c < r.size; c++) dscale += (double)gain[c] * (double)d[c] * (double)x[c] * i;
        norm->dscale[r.own] += (real)(dscale * sqrt(m->D));
    }
    turn_back(r.size, i * s, gain, a * i * i * i, x, along, d);
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
            for (struct run r = next_run(m, &norm, no_run()); r.head < m->H; r = next_run(m, &norm, r)) {
                const double inverse = norm_run(m, &norm, key, r, x + r.head * m->D);
                if (kept) own(m)->inverse[key][layer][(long)i * m->H + r.head] = inverse;
            }
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
                norm_run_backward(m, &norm, key, r, kept + (long)i * C + r.head * m->D,
                                  own(m)->inverse[key][layer][(long)i * m->H + r.head], d + r.head * m->D);
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
