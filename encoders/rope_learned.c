/* Rotary embedding whose frequencies are learned, on a logarithmic scale. */
#include "encoders/atom/rotary.h"
#include "encoders/rotary.h"

struct options {
    struct rotary_options rotary;
    double slowness;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {ROTARY_ROWS(struct options),
                                        {"slowness", OPTION_REAL, AT(slowness), "16", 0.01, 1000, NULL, "",
                                         "w_p = exp(l_p / slowness): the larger, the slower the frequencies learn"},
                                        {0}};

static int params(const struct view *view, struct param_spec *out) {
    out[0] = (struct param_spec){.name = "log_frequency", .cols = view->head_size / 2, .per_layer = true};
    return 1;
}

static void init(const struct view *view, int k, struct rng *rng, real *out) {
    (void)k, (void)rng;
    const struct options *o = view->options;
    for (int p = 0; p < view->head_size / 2; p++)
        out[p] = (real)(o->slowness * log(rotary_frequency(o->rotary.base, view->head_size, p)));
}

static double frequency(const struct view *view, int p) {
    return exp((double)view->param[0][p] / ((const struct options *)view->options)->slowness);
}

static void frequencies(const struct view *view, double *theta) {
    const int pairs = view->head_size / 2;
    for (int h = 0; h < view->heads; h++)
        for (int p = 0; p < pairs; p++) theta[h * pairs + p] += frequency(view, p);
}

static void frequencies_grad(const struct view *view, const double *dtheta) {
    const int pairs = view->head_size / 2;
    const double slowness = ((const struct options *)view->options)->slowness;
    for (int h = 0; h < view->heads; h++)
        for (int p = 0; p < pairs; p++)
            view->grad[0][p] += (real)(dtheta[h * pairs + p] * frequency(view, p) / slowness);
}

const struct encoder encoder_rope_learned = {
    .name = "rope-learned",
    .title = "Rotation with learned frequencies",
    .family = FAMILY_rotary,
    .formula = "rope with w_p = exp(l_p / 16), l_p learned per layer, initially 16 ln base^(-2p/D)",
    .source = "Zhang et al. 2025 (GRAPE), arXiv 2512.07805, and its code (non-contextual, multiplicative)",
    .differs = "no norm of queries and keys after turning",
    .at_eval = "nothing is set; frequencies moved only as far as the training lengths could tell",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .rotary = &(const struct rotary_atom){.layout = rotary_layout,
                                          .per_layer = true,
                                          .frequencies = frequencies,
                                          .frequencies_grad = frequencies_grad},
};
