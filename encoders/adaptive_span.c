/* A soft window per head whose width is learned. */
#include "encoders/atom/bias.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    long max_span, ramp;
    double init, penalty;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"max_span", OPTION_INT, AT(max_span), "0", 0, 1000000, NULL, "tokens",
     "the widest span that can be learned; 0: the training length"},
    {"ramp", OPTION_INT, AT(ramp), "32", 1, 1000000, NULL, "tokens", "how far the mask takes from 1 to 0"},
    {"init", OPTION_REAL, AT(init), "0", 0, 1, NULL, "", "initial span as a part of max_span"},
    {"penalty", OPTION_REAL, AT(penalty), "0", 0, 1000, NULL, "1/token",
     "loss per token of the layer's mean span; enters the gradient only, not the loss reported"},
    {0}};

static const real HIDDEN = (real)-1e30;

static double widest(const struct view *view) {
    const struct options *o = view->options;
    return (double)(o->max_span ? o->max_span : view->train_length);
}

/* clamp((z S - d) / ramp + 1, 0, 1), and nothing beyond S keys */
static double mask_at(const struct view *view, double z, double distance) {
    const struct options *o = view->options;
    if (fabs(distance) >= widest(view)) return 0;
    return fmin(fmax((z * widest(view) - fabs(distance)) / (double)o->ramp + 1, 0), 1);
}

static int params(const struct view *view, struct param_spec *out) {
    out[0] = (struct param_spec){.name = "span", .cols = view->heads, .per_layer = true};
    return 1;
}

static void init(const struct view *view, int k, struct rng *rng, real *out) {
    (void)k, (void)rng;
    const struct options *o = view->options;
    for (int h = 0; h < view->heads; h++) out[h] = (real)o->init;
}

static void project(const struct view *view) {
    for (int h = 0; h < view->heads; h++) view->param[0][h] = (real)fmin(fmax((double)view->param[0][h], 0), 1);
}

/* Multiplying a weight by the mask before the sum is adding ln mask to its score. */
static void bias(const struct view *view, int n, const double *distance, real *table) {
    for (int h = 0; h < view->heads; h++)
        for (int k = 0; k < n; k++) {
            const double mask = mask_at(view, (double)view->param[0][h], distance[k]);
            *table++ = mask > 0 ? (real)log(mask) : HIDDEN;
        }
}

static void bias_grad(const struct view *view, int n, const double *distance, const real *dtable) {
    const struct options *o = view->options;
    for (int h = 0; h < view->heads; h++) {
        double sum = o->penalty * widest(view) / view->heads;
        for (int k = 0; k < n; k++, dtable++) {
            const double mask = mask_at(view, (double)view->param[0][h], distance[k]);
            if (mask > 0 && mask < 1) sum += (double)*dtable * widest(view) / ((double)o->ramp * mask);
        }
        view->grad[0][h] += (real)sum;
    }
}

static unsigned claims(const void *of) {
    const double penalty = ((const struct options *)of)->penalty;
    return CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION | (penalty > 0 ? CLAIM_OWN_GRADIENT : 0);
}

const struct encoder encoder_adaptive_span = {
    .name = "adaptive-span",
    .title = "Adaptive attention span",
    .family = FAMILY_mask,
    .formula = "w_ij ~ m(i-j) e^(q_i . k_j / sqrt(D)), m(d) = clamp((z_h S - d) / R + 1, 0, 1) for d < S, else 0; z "
               "learned in [0,1]",
    .source = "Sukhbaatar et al. 2019, arXiv 1905.07799; initial values as in its code",
    .differs =
        "the S keys are the current token and those before it, where the paper and its code leave the current one "
        "out and count from the one before, so that every m(d) there is this one's m(d-1); the code's relative "
        "position vectors are no part of it: write music+adaptive-span; it also divides by the sum + 1e-8",
    .at_eval = "nothing is set; a head never sees further than its span and the ramp, nor more than max_span keys, at "
               "any length",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .claims_under = claims,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .project = project,
    .bias = &(const struct bias_atom){.table = bias, .grad = bias_grad},
};
