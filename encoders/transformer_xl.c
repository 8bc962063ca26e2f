/* A projection of sinusoids of the distance, met by the query; and a learned vector added to the query for either
 * product. */
#include "encoders/atom/vectors.h"
#include "encoders/encoder.h"
#include "encoders/heads.h"
#include <math.h>
#include <string.h>

struct options {
    long clamp;
    bool untie;
    double init_std;
};
enum { PROJECTION, CONTENT, DISTANCE }; /* tensors: W_R, u, v */

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"clamp", OPTION_INT, AT(clamp), "0", 0, 1000000, NULL, "tokens",
     "distances beyond are taken as this one (the code's clamp_len); 0: none"},
    {"untie", OPTION_BOOL, AT(untie), "false", 0, 0, NULL, NULL, "u and v for every layer instead of one pair"},
    {"init_std", OPTION_REAL, AT(init_std), "0.02", 0, 10, NULL, "", "initial values N(0, init_std^2) of all three"},
    {0}};

static bool check(const struct view *view, struct error *err) {
    return view->width % 2 == 0 || error_set(err, "needs an even model.width, not %d", view->width);
}

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[PROJECTION] = (struct param_spec){.name = "projection",
                                          .rows = view->width,
                                          .cols = (long)view->heads * view->head_size,
                                          .per_layer = true,
                                          .decay = true,
                                          .init_std = o->init_std};
    out[CONTENT] = (struct param_spec){
        .name = "u", .rows = view->heads, .cols = view->head_size, .per_layer = o->untie, .init_std = o->init_std};
    out[DISTANCE] = out[CONTENT];
    out[DISTANCE].name = "v";
    return 3;
}

static int farthest(const struct view *view) {
    const struct options *o = view->options;
    return o->clamp && o->clamp < view->reach ? (int)o->clamp : view->reach;
}
static int first(const struct view *view) { return view->causal ? 0 : -farthest(view); }

static void vectors(const struct view *view, struct vectors *out) {
    out->rows = farthest(view) - first(view) + 1;
    out->per_head = true;
    out->side[VECTORS_QUERY] = true;
}

static void row_of(const struct view *view, int n, const double *distance, int *row) {
    for (int i = 0; i < n; i++) row[i] = (int)fmin(fmax(distance[i], first(view)), farthest(view)) - first(view);
}

static struct heads_shape shape(const struct view *view) {
    return (struct heads_shape){
        .R = farthest(view) - first(view) + 1, .C = view->width, .H = view->heads, .D = view->head_size};
}

/* Of a row of R: all sines, then all cosines. */
static double frequency(const struct view *view, int p) { return pow(10000, -2.0 * p / view->width); }

static void sinusoid(double angle, real *sine, real *cosine) {
    *sine = (real)sin(angle);
    *cosine = (real)cos(angle);
}

static void table(const struct view *view, enum vector_side side, real *out) {
    (void)side;
    const struct heads_shape s = shape(view);
    const real *matrix = view->param[PROJECTION];
    memset(out, 0, sizeof *out * (size_t)((long)s.R * s.H * s.D));
    for (int p = 0; p < s.C / 2; p++) {
        const double w = frequency(view, p);
        for (int r = 0; r < s.R; r++) {
            real sine, cosine;
            sinusoid((first(view) + r) * w, &sine, &cosine);
            heads_add(&s, r, p, sine, matrix, out);
            heads_add(&s, r, p + s.C / 2, cosine, matrix, out);
        }
    }
}

static void table_grad(const struct view *view, enum vector_side side, const real *dout) {
    (void)side;
    const struct heads_shape s = shape(view);
    const real *matrix = view->param[PROJECTION];
    for (int p = 0; p < s.C / 2; p++) {
        const double w = frequency(view, p);
        for (int r = 0; r < s.R; r++) {
            real sine, cosine;
            sinusoid((first(view) + r) * w, &sine, &cosine);
            heads_grad(&s, r, p, sine, matrix, dout, view->grad[PROJECTION]);
            heads_grad(&s, r, p + s.C / 2, cosine, matrix, dout, view->grad[PROJECTION]);
        }
    }
}

static void query_offset(const struct view *view, bool distance, real *out) {
    memcpy(out, view->param[distance ? DISTANCE : CONTENT],
           sizeof *out * (size_t)view->heads * (size_t)view->head_size);
}

static void query_offset_grad(const struct view *view, bool distance, const real *dout) {
    real *grad = view->grad[distance ? DISTANCE : CONTENT];
    for (int k = 0; k < view->heads * view->head_size; k++) grad[k] += dout[k];
}

const struct encoder encoder_transformer_xl = {
    .name = "transformer-xl",
    .title = "Relative terms of Transformer-XL",
    .family = FAMILY_relative,
    .formula = "score[i][j] = ((q_i + u) . k_j + (q_i + v) . r) / sqrt(D), r = W_R [sin((i-j) w), cos((i-j) w)], "
               "w_p = 10000^(-2p/C)",
    .source =
        "Dai et al. 2019, arXiv 1901.02860, section 3.3; layout, sharing and initial values as in its PyTorch code",
    .differs = "no recurrence over segments, no dropout on the sinusoids",
    .at_eval = "nothing is set; slow sinusoids reach phases that were never seen, unless clamp stops them",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = params,
    .vectors = &(const struct vectors_atom){.of = vectors,
                                            .row = row_of,
                                            .table = table,
                                            .table_grad = table_grad,
                                            .query_offset = query_offset,
                                            .query_offset_grad = query_offset_grad},
};
