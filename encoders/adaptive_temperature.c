/* At evaluation, rows of high entropy are sharpened: a remedy for softmax going flat over more keys than in training.
 */
#include "encoders/atom/normaliser.h"
#include "encoders/encoder.h"

struct options {
    double threshold;
    struct real_list polynomial;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"threshold", OPTION_REAL, AT(threshold), "0.5", 0, 100, NULL, "nats", "rows of at most this entropy stay"},
    {"polynomial", OPTION_REALS, AT(polynomial), "-0.037,0.481,-2.3,4.917,-1.791", 0, 0, NULL, "",
     "coefficients of the factor in the entropy, the highest power first"},
    {0}};

static bool check(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    if (o->polynomial.n > NORMALISER_COEFFICIENTS)
        return error_set(err, "polynomial has %d coefficients; at most %d", o->polynomial.n, NORMALISER_COEFFICIENTS);
    return true;
}

static void normaliser(const struct view *view, struct normaliser *out) {
    const struct options *o = view->options;
    out->kind = NORMALISER_ADAPTIVE;
    out->threshold = o->threshold;
    for (int k = 0; k < o->polynomial.n; k++)
        out->coefficient[NORMALISER_COEFFICIENTS - o->polynomial.n + k] = o->polynomial.value[k];
}

const struct encoder encoder_adaptive_temperature = {
    .name = "adaptive-temperature",
    .title = "Adaptive temperature by entropy",
    .family = FAMILY_extension,
    .formula = "w_i = softmax(f(E_i) s_i), E_i the entropy of softmax(s_i), f = max(1, polynomial) above the threshold",
    .source = "Velickovic et al. 2024, arXiv 2410.01104; polynomial as in deep-spin/asentmax",
    .differs = "",
    .at_eval = "training uses softmax; evaluation sharpens rows by their entropy",
    .claims = CLAIM_SHIFT_INVARIANT,
    .variant = true,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .normaliser = &(const struct normaliser_atom){.of = normaliser},
};
