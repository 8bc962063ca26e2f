/* A small network of the distance, divided by the query's position once that is beyond a threshold. */
#include "base/vec.h"
#include "encoders/atom/bias.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    long threshold, hidden;
    bool per_layer;
};
/* Tensors: of the network x -> W2 relu(w1 x + b1) + b2, the factor c in the logarithms and m on the threshold. */
enum { W1, B1, W2, B2, FACTOR, MULTIPLIER };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"threshold", OPTION_INT, AT(threshold), "0", 0, 1000000, NULL, "tokens",
     "L0: up to this query position all distances are divided alike; 0: the training length (paper: 512)"},
    {"hidden", OPTION_INT, AT(hidden), "32", 1, 1024, NULL, "", "units of the network"},
    {"per_layer", OPTION_BOOL, AT(per_layer), "true", 0, 0, NULL, NULL,
     "a network for every layer; false: one for the model (the paper's FIRE-S)"},
    {0}};

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[W1] = (struct param_spec){.name = "hidden.weight", .cols = o->hidden, .per_layer = o->per_layer, .decay = true};
    out[B1] = (struct param_spec){.name = "hidden.bias", .cols = o->hidden, .per_layer = o->per_layer};
    out[W2] = (struct param_spec){
        .name = "out.weight", .rows = view->heads, .cols = o->hidden, .per_layer = o->per_layer, .decay = true};
    out[B2] = (struct param_spec){.name = "out.bias", .cols = view->heads, .per_layer = o->per_layer};
    out[FACTOR] = (struct param_spec){.name = "factor", .cols = 1, .per_layer = o->per_layer};
    out[MULTIPLIER] = (struct param_spec){.name = "multiplier", .cols = 1, .per_layer = o->per_layer};
    return MULTIPLIER + 1;
}

/* Linear layers as PyTorch starts them: uniform within 1/sqrt(inputs). */
static void init(const struct view *view, int k, struct rng *rng, real *out) {
    const struct options *o = view->options;
    const long size = k == W2 ? view->heads * o->hidden : k == B2 ? view->heads : k <= B1 ? o->hidden : 1;
    const double bound = k == W2 || k == B2 ? 1 / sqrt((double)o->hidden) : 1;
    for (long i = 0; i < size; i++)
        out[i] = (real)(k == FACTOR ? 0.1 : k == MULTIPLIER ? 1 : bound * (2 * rng_uniform(rng) - 1));
}

static double factor(const struct view *view) { return fabs((double)view->param[FACTOR][0]); }

static double threshold(const struct view *view) {
    const struct options *o = view->options;
    const long tokens = o->threshold ? o->threshold : view->train_length;
    return fabs((double)view->param[MULTIPLIER][0] * (double)tokens);
}

static bool by_row(const struct view *view, double position) { return position > threshold(view); }

/* ln(c M + 1) with M the larger of position and threshold; epsilon as in the released listing. */
static double divisor(const struct view *view, double position) {
    return log1p(factor(view) * fmax(position, threshold(view))) + 1e-6;
}

static void divisor_grad(const struct view *view, double position, double d) {
    const struct options *o = view->options;
    const double c = factor(view), most = fmax(position, threshold(view)), slope = d / (c * most + 1);
    const double tokens = (double)(o->threshold ? o->threshold : view->train_length);
    view->grad[FACTOR][0] += (real)(slope * most * copysign(1, (double)view->param[FACTOR][0]));
    if (threshold(view) > position)
        view->grad[MULTIPLIER][0] += (real)(slope * c * tokens * copysign(1, (double)view->param[MULTIPLIER][0]));
}

static void number(const struct view *view, int n, const double *distance, real *out) {
    const double c = factor(view);
    for (int k = 0; k < n; k++) out[k] = (real)log1p(c * fabs(distance[k]));
}

static void number_grad(const struct view *view, int n, const double *distance, const real *d) {
    const double c = factor(view);
    double sum = 0;
    for (int k = 0; k < n; k++) sum += (double)d[k] * fabs(distance[k]) / (c * fabs(distance[k]) + 1);
    view->grad[FACTOR][0] += (real)(view->param[FACTOR][0] < 0 ? -sum : sum);
}

/* Network of number / divisor: the division goes into the first weight. */
static void row(const struct view *view, int head, double position, int n, const real *x, real *out) {
    const struct options *o = view->options;
    const double inverse = 1 / divisor(view, position);
    const real *w2 = view->param[W2] + head * o->hidden, b2 = view->param[B2][head];
    for (int k = 0; k < n; k++) out[k] += b2;
    for (long u = 0; u < o->hidden; u++) {
        const real a = (real)((double)view->param[W1][u] * inverse), b = view->param[B1][u], w = w2[u];
        for (int k = 0; k < n; k++) {
            const real y = a * x[k] + b;
            out[k] += w * (y > 0 ? y : 0);
        }
    }
}

/* Sums of d and d x where unit a x + b is active; dx += w a d there. */
static void unit_grad(int n, real a, real b, real w, const real *x, const real *d, real *dx, double *sum,
                      double *along) {
    real s[LANES] = {0}, sx[LANES] = {0};
    for (int from = 0; from < n; from += LANES) {
        const int width = n - from < LANES ? n - from : LANES;
        for (int l = 0; l < width; l++) {
            const int k = from + l;
            const real on = a * x[k] + b > 0 ? d[k] : 0;
            s[l] += on;
            sx[l] += on * x[k];
            dx[k] += w * a * on;
        }
    }
    *sum = *along = 0;
    for (int l = 0; l < LANES; l++) *sum += (double)s[l], *along += (double)sx[l];
}

static void row_grad(const struct view *view, int head, double position, int n, const real *x, const real *d,
                     real *dx) {
    const struct options *o = view->options;
    const double inverse = 1 / divisor(view, position);
    double dinverse = 0, all = 0;
    for (int k = 0; k < n; k++) all += (double)d[k];
    view->grad[B2][head] += (real)all;
    for (long u = 0; u < o->hidden; u++) {
        const double w1 = (double)view->param[W1][u], b = (double)view->param[B1][u],
                     w = (double)view->param[W2][head * o->hidden + u];
        double sum, along;
        unit_grad(n, (real)(w1 * inverse), (real)b, (real)w, x, d, dx, &sum, &along);
        view->grad[W2][head * o->hidden + u] += (real)(w1 * inverse * along + b * sum);
        view->grad[W1][u] += (real)(w * along * inverse);
        view->grad[B1][u] += (real)(w * sum);
        dinverse += w * w1 * along;
    }
    divisor_grad(view, position, -dinverse * inverse * inverse);
}

enum { CHUNK = 64 };

static void bias(const struct view *view, int n, const double *distance, real *table) {
    real x[CHUNK];
    for (int from = 0; from < n; from += CHUNK) {
        const int width = n - from < CHUNK ? n - from : CHUNK;
        number(view, width, distance + from, x);
        for (int h = 0; h < view->heads; h++) {
            real *out = table + (long)h * n + from;
            for (int k = 0; k < width; k++) out[k] = 0;
            row(view, h, 0, width, x, out);
        }
    }
}

static void bias_grad(const struct view *view, int n, const double *distance, const real *dtable) {
    real x[CHUNK];
    for (int from = 0; from < n; from += CHUNK) {
        const int width = n - from < CHUNK ? n - from : CHUNK;
        real dx[CHUNK] = {0};
        number(view, width, distance + from, x);
        for (int h = 0; h < view->heads; h++) row_grad(view, h, 0, width, x, dtable + (long)h * n + from, dx);
        number_grad(view, width, distance + from, dx);
    }
}

const struct encoder encoder_fire = {
    .name = "fire",
    .title = "Functional interpolation (FIRE)",
    .family = FAMILY_bias,
    .formula =
        "score[i][j] = q_i . k_j / sqrt(D) + f_h(ln(c (i-j) + 1) / ln(c max(i, m L0) + 1)), f: 1 -> 32 relu -> H",
    .source = "Li et al. 2024, arXiv 2310.04418, section 4; listing as reproduced in the DAPE repository",
    .differs =
        "L0 is the training length unless given (paper: 512, far above these lengths); i counts from the position of "
        "the first token, wherever a map of positions puts it",
    .at_eval = "nothing is set; queries beyond the threshold squeeze all distances into the range seen in training, so "
               "the same distance means less there",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .bias = &(const struct bias_atom){.table = bias,
                                      .grad = bias_grad,
                                      .by_row = by_row,
                                      .number = number,
                                      .number_grad = number_grad,
                                      .row = row,
                                      .row_grad = row_grad},
};
