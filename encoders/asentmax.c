/* Entmax whose rows are sharpened with their length by a learned law: sparse weights that stay sparse over more keys.
 */
#include "encoders/atom/normaliser.h"
#include "encoders/atom/temperature.h"
#include "encoders/length_law.h"

struct options {
    double alpha;
    double offset;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"alpha", OPTION_REAL, AT(alpha), "1.5", 1.001, 2, NULL, "", "of entmax; 2: sparsemax"},
    {"offset", OPTION_REAL, AT(offset), "1", -100, 100, NULL, "", "the factor that does not depend on length"},
    {0}};

static int params(const struct view *view, struct param_spec *out) {
    length_law_params(view, out);
    return 2;
}

static void init(const struct view *view, int t, struct rng *rng, real *out) {
    (void)t;
    length_law_init(view, rng, out);
}

static void temperature(const struct view *view, int n, real *factor) {
    const struct options *o = view->options;
    length_law_factor(view, o->offset, n, factor);
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
    .temperature = &(const struct temperature_atom){.factor = temperature, .grad = length_law_grad},
    .normaliser = &(const struct normaliser_atom){.of = normaliser},
};
