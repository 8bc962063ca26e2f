/* Sparse weights: scores below a threshold weigh exactly nothing, so a longer context need not dilute. */
#include "encoders/atom/normaliser.h"
#include "encoders/encoder.h"

struct options {
    double alpha;
};

static const struct option options[] = {{"alpha", OPTION_REAL, offsetof(struct options, alpha), "1.5", 1.001, 2, NULL,
                                         "", "towards 1: softmax; 2: sparsemax"},
                                        {0}};

static void normaliser(const struct view *view, struct normaliser *out) {
    const struct options *o = view->options;
    out->kind = NORMALISER_ENTMAX;
    out->alpha = o->alpha;
}

const struct encoder encoder_entmax = {
    .name = "entmax",
    .title = "Sparse attention weights",
    .family = FAMILY_softmax,
    .formula = "w_ij = [(alpha-1) s_ij - t_i]+^(1/(alpha-1)), t_i such that sum_j w_ij = 1",
    .source = "Peters, Niculae, Martins 2019, arXiv 1905.05702, eq. 10; in attention: Correia et al. 2019",
    .differs = "alpha is fixed, the same for all heads; t is found by Newton's method to machine precision",
    .at_eval = "nothing is set; any number of keys below the threshold changes nothing",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .normaliser = &(const struct normaliser_atom){.of = normaliser},
};
