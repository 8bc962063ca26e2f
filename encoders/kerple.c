/* Kernelised relative biases: minus a conditionally positive definite function of the distance, with two learned
 * numbers p and a per head. */
#include "encoders/atom/bias.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    bool per_layer;
    int init;
};
enum { UNIFORM, STRATIFIED };
enum { P, A }; /* tensors */

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"per_layer", OPTION_BOOL, AT(per_layer), "false", 0, 0, NULL, NULL,
     "p and a for every layer instead of one set for the model"},
    {"init", OPTION_CHOICE, AT(init), "uniform", 0, 0, "uniform|stratified", NULL,
     "p from U(0,2) and a from U(0,1), each head alone; or the h-th of H equal parts of the same ranges for head h, so "
     "that few heads do not all start with almost no bias"},
    {0}};

static const double LEAST = 0.01;

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[P] = (struct param_spec){.name = "p", .cols = view->heads, .per_layer = o->per_layer};
    out[A] = (struct param_spec){.name = "a", .cols = view->heads, .per_layer = o->per_layer};
    return 2;
}

static void init(const struct view *view, int k, struct rng *rng, real *out) {
    const struct options *o = view->options;
    const double range = k == P ? 2 : 1;
    for (int h = 0; h < view->heads; h++) {
        double u = rng_uniform(rng);
        out[h] = (real)(range * (o->init == STRATIFIED ? (h + u) / view->heads : u));
    }
}

static void clamp(const struct view *view, int k, double most) {
    for (int h = 0; h < view->heads; h++) view->param[k][h] = (real)fmin(fmax((double)view->param[k][h], LEAST), most);
}

static void project_log(const struct view *view) {
    clamp(view, P, INFINITY);
    clamp(view, A, INFINITY);
}

static void project_power(const struct view *view) {
    clamp(view, P, 2);
    clamp(view, A, INFINITY);
}

static void bias_log(const struct view *view, int n, const double *distance, real *table) {
    for (int h = 0; h < view->heads; h++) {
        const double p = (double)view->param[P][h], a = (double)view->param[A][h];
        for (int k = 0; k < n; k++) *table++ = (real)(-p * log1p(a * fabs(distance[k])));
    }
}

static void bias_log_grad(const struct view *view, int n, const double *distance, const real *dtable) {
    for (int h = 0; h < view->heads; h++) {
        const double p = (double)view->param[P][h], a = (double)view->param[A][h];
        double dp = 0, da = 0;
        for (int k = 0; k < n; k++) {
            const double d = fabs(distance[k]), g = (double)*dtable++;
            dp -= g * log1p(a * d);
            da -= g * p * d / (1 + a * d);
        }
        view->grad[P][h] += (real)dp;
        view->grad[A][h] += (real)da;
    }
}

static void bias_power(const struct view *view, int n, const double *distance, real *table) {
    for (int h = 0; h < view->heads; h++) {
        const double p = (double)view->param[P][h], a = (double)view->param[A][h];
        for (int k = 0; k < n; k++) *table++ = (real)(-a * pow(fabs(distance[k]), p));
    }
}

static void bias_power_grad(const struct view *view, int n, const double *distance, const real *dtable) {
    for (int h = 0; h < view->heads; h++) {
        const double p = (double)view->param[P][h], a = (double)view->param[A][h];
        double dp = 0, da = 0;
        for (int k = 0; k < n; k++) {
            const double d = fabs(distance[k]), g = (double)*dtable++;
            if (d == 0) continue;
            const double power = pow(d, p);
            da -= g * power;
            dp -= g * a * power * log(d);
        }
        view->grad[P][h] += (real)dp;
        view->grad[A][h] += (real)da;
    }
}

#define SOURCE  "Chi et al. 2022, arXiv 2205.09921; bounds, initial values and sharing as in its code"
#define DIFFERS "the code's optional multiplicative kernel is left out"

const struct encoder encoder_kerple_log = {
    .name = "kerple-log",
    .title = "KERPLE, logarithmic",
    .family = FAMILY_bias,
    .formula = "score[i][j] = q_i . k_j / sqrt(D) - p_h ln(1 + a_h |i-j|), p, a >= 0.01",
    .source = SOURCE,
    .differs = DIFFERS,
    .at_eval = "nothing is set; the penalty grows ever more slowly, so far keys keep weight",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .project = project_log,
    .bias = &(const struct bias_atom){.table = bias_log, .grad = bias_log_grad},
};

const struct encoder encoder_kerple_power = {
    .name = "kerple-power",
    .title = "KERPLE, power",
    .family = FAMILY_bias,
    .formula = "score[i][j] = q_i . k_j / sqrt(D) - a_h |i-j|^p_h, a >= 0.01, 0.01 <= p <= 2",
    .source = SOURCE,
    .differs = DIFFERS,
    .at_eval = "nothing is set; the penalty goes on growing with the learned power",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .project = project_power,
    .bias = &(const struct bias_atom){.table = bias_power, .grad = bias_power_grad},
};
