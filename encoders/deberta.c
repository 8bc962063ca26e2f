/* Disentangled attention: one table of vectors by distance, projected to meet queries, and projected to meet keys. */
#include "encoders/atom/score_scale.h"
#include "encoders/atom/vectors.h"
#include "encoders/buckets.h"
#include "encoders/encoder.h"
#include "encoders/heads.h"
#include <math.h>
#include <string.h>

struct options {
    int terms;
    long k, buckets, max_distance;
    double init_std;
};
enum { BOTH, C2P, P2C };
enum { POSITIONS, KEYS, QUERIES }; /* tensors: P, K_r, Q_r */

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"terms", OPTION_CHOICE, AT(terms), "both", 0, 0, "both|c2p|p2c", NULL,
     "content meets position in the query, in the key, or both"},
    {"k", OPTION_INT, AT(k), "0", 0, 65536, NULL, "tokens",
     "distances are clipped to k-1; 0: the training length, so that no row is untrained (released models: 512)"},
    {"buckets", OPTION_INT, AT(buckets), "0", 0, 65536, NULL, "",
     "rows on either side, exact up to half of them and logarithmic beyond (versions 2 and 3: 256), instead of k; 0: "
     "off"},
    {"max_distance", OPTION_INT, AT(max_distance), "512", 3, 1000000, NULL, "tokens",
     "with buckets: distances from here on share the last one"},
    {"init_std", OPTION_REAL, AT(init_std), "0.02", 0, 10, NULL, "", "initial values N(0, init_std^2)"},
    {0}};

static bool check(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    if (o->buckets == 0 || (o->buckets >= 2 && o->max_distance - 1 > o->buckets / 2)) return true;
    (void)view;
    return error_set(err, "buckets=%ld needs 2 or more, and max_distance above %ld", o->buckets, o->buckets / 2 + 1);
}

static long side_rows(const struct view *view) {
    const struct options *o = view->options;
    return o->buckets ? o->buckets : o->k ? o->k : view->train_length;
}
static long rows(const struct view *view) { return view->causal ? side_rows(view) : 2 * side_rows(view); }

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[POSITIONS] =
        (struct param_spec){.name = "positions", .rows = rows(view), .cols = view->width, .init_std = o->init_std};
    out[KEYS] = (struct param_spec){.name = "key_projection",
                                    .rows = view->width,
                                    .cols = (long)view->heads * view->head_size,
                                    .per_layer = true,
                                    .decay = true,
                                    .init_std = o->init_std};
    out[QUERIES] = out[KEYS];
    out[QUERIES].name = "query_projection";
    return 3;
}

static void vectors(const struct view *view, struct vectors *out) {
    const struct options *o = view->options;
    out->rows = (int)rows(view);
    out->per_head = true;
    out->side[VECTORS_QUERY] = o->terms != P2C;
    out->side[VECTORS_KEY] = o->terms != C2P;
}

/* make_log_bucket_position of the released code: distances end at max_distance - 1, one row short of the table's end on
 * the left, as on the right. */
static double bucket(const struct options *o, double distance) {
    const long exact = o->buckets / 2;
    const double far = fabs(distance);
    if (far <= (double)exact) return distance;
    return copysign(ceil(log_steps(far, exact, o->max_distance - 1, exact - 1)) + (double)exact, distance);
}

/* Row clip(distance + k, 0, 2k-1); causal models have distances >= 0 only and rows from k on. */
static void row_of(const struct view *view, int n, const double *distance, int *row) {
    const struct options *o = view->options;
    const double k = (double)side_rows(view), first = view->causal ? 0 : -k;
    for (int i = 0; i < n; i++) {
        const double d = o->buckets ? bucket(o, distance[i]) : distance[i];
        row[i] = (int)(fmin(fmax(d, first), k - 1) - first);
    }
}

static struct heads_shape shape(const struct view *view) {
    return (struct heads_shape){.R = (int)rows(view), .C = view->width, .H = view->heads, .D = view->head_size};
}

static int projection(enum vector_side side) { return side == VECTORS_QUERY ? KEYS : QUERIES; }

static void table(const struct view *view, enum vector_side side, real *out) {
    const struct heads_shape s = shape(view);
    const real *x = view->param[POSITIONS], *w = view->param[projection(side)];
    memset(out, 0, sizeof *out * (size_t)((long)s.R * s.H * s.D));
    for (int c = 0; c < s.C; c++)
        for (int r = 0; r < s.R; r++) heads_add(&s, r, c, x[(long)r * s.C + c], w, out);
}

static void table_grad(const struct view *view, enum vector_side side, const real *dout) {
    const struct heads_shape s = shape(view);
    const int tensor = projection(side);
    const real *x = view->param[POSITIONS], *w = view->param[tensor];
    for (int c = 0; c < s.C; c++)
        for (int r = 0; r < s.R; r++) {
            const long at = (long)r * s.C + c;
            view->grad[POSITIONS][at] += heads_grad(&s, r, c, x[at], w, dout, view->grad[tensor]);
        }
}

/* 1/sqrt(D) becomes 1/sqrt(n D) for n terms, the content's own among them. */
static double score_scale(const struct view *view) {
    const struct options *o = view->options;
    return 1 / sqrt(o->terms == BOTH ? 3 : 2);
}

const struct encoder encoder_deberta = {
    .name = "deberta",
    .title = "DeBERTa's disentangled attention",
    .family = FAMILY_relative,
    .formula = "score[i][j] = (q_i . k_j + q_i . K P[r] + k_j . Q P[r]) / sqrt(3D), r = min(i-j, k-1)",
    .source = "He et al. 2021, arXiv 2006.03654; indices as in the released code, which looks both terms up by "
              "i-j where the paper has j-i for the second",
    .differs =
        "no dropout on the table and no bias in the projections; no absolute positions before the head; released "
        "models with buckets (versions 2 and 3) norm the table and take the content's projections for it, which "
        "this one does not",
    .at_eval = "distances of k-1 and more share one row; with buckets, those of max_distance-1 and more",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = params,
    .score_scale = &(const struct score_scale_atom){.factor = score_scale},
    .vectors = &(const struct vectors_atom){.of = vectors, .row = row_of, .table = table, .table_grad = table_grad},
};
