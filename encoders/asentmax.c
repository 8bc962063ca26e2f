/* Entmax whose rows are sharpened with their length by a learned law: sparse weights that stay sparse over more keys.
 */
#include "encoders/atom/normaliser.h"
#include "encoders/atom/temperature.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    double alpha;
    double offset;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"alpha", OPTION_REAL, AT(alpha), "1.5", 1.001, 2, NULL, "", "of entmax; 2: sparsemax"},
    {"offset", OPTION_REAL, AT(offset), "1", -100, 100, NULL, "", "the factor that does not depend on length"},
    {0}};

/* Per head: b_h, g_h. */
static int params(const struct view *view, struct param_spec *out) {
    out[0] = (struct param_spec){.name = "slope", .cols = view->heads, .per_layer = true};
    out[1] = (struct param_spec){.name = "power", .cols = view->heads, .per_layer = true, .init_std = 0.1};
    return 2;
}

static void init(const struct view *view, int t, struct rng *rng, real *out) {
    (void)t;
    for (int h = 0; h < view->heads; h++) out[h] = (real)(0.1 + 0.9 * rng_uniform(rng));
}

static void temperature(const struct view *view, int n, real *factor) {
    const struct options *o = view->options;
    for (int h = 0; h < view->heads; h++)
        for (int k = 0; k < n; k++)
            factor[(long)h * n + k] =
                (real)(o->offset + (double)view->param[0][h] * pow(log(k + 2.0), (double)view->param[1][h]));
}

static void temperature_grad(const struct view *view, int n, const real *dfactor) {
    for (int h = 0; h < view->heads; h++) {
        double dslope = 0, dpower = 0;
        for (int k = 0; k < n; k++) {
            const double length = log(k + 2.0), power = pow(length, (double)view->param[1][h]),
                         d = (double)dfactor[(long)h * n + k];
            dslope += d * power;
            dpower += d * (double)view->param[0][h] * power * log(length);
        }
        view->grad[0][h] += (real)dslope;
        view->grad[1][h] += (real)dpower;
    }
}

static void normaliser(const struct view *view, struct normaliser *out) {
    const struct options *o = view->options;
    out->kind = NORMALISER_ENTMAX;
    out->alpha = o->alpha;
}

const struct encoder encoder_asentmax = {
    .name = "asentmax",
    .title = "Adaptive scalable entmax",
    .family = FAMILY_softmax,
    .formula = "w_i = entmax((d + b_h (ln(n_i + 1))^g_h) s_i), n_i the keys the query sees, b_h and g_h learned",
    .source = "Vasylenko et al. 2026 (ICLR), arXiv 2506.16640; code deep-spin/asentmax",
    .differs =
        "b and g are learned per layer and head (the code's \"learn\"), not taken from the token; biases are not "
        "scaled",
    .at_eval = "the law goes on beyond the training length",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .temperature = &(const struct temperature_atom){.factor = temperature, .grad = temperature_grad},
    .normaliser = &(const struct normaliser_atom){.of = normaliser},
};
