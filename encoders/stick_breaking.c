/* Each key takes its share of what keys nearer to the query left: recency without any position. */
#include "encoders/atom/normaliser.h"
#include "encoders/encoder.h"

struct options {
    bool attend_current;
    bool remainder;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"attend_current", OPTION_BOOL, AT(attend_current), "false", 0, 0, NULL, NULL,
     "a token is a key of its own query; else keys stand strictly before it"},
    {"remainder", OPTION_BOOL, AT(remainder), "true", 0, 0, NULL, NULL,
     "what is left of the stick goes to a learned vector per head (initially 0); else nowhere"},
    {0}};

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[0] = (struct param_spec){.name = "remainder", .rows = view->heads, .cols = view->head_size, .per_layer = true};
    return o->remainder ? 1 : 0;
}

static void normaliser(const struct view *view, struct normaliser *out) {
    const struct options *o = view->options;
    out->kind = NORMALISER_STICK;
    out->attend_current = o->attend_current;
}

static real *remainder_vectors(const struct view *view, bool grad) {
    const struct options *o = view->options;
    if (!o->remainder) return NULL;
    return grad ? view->grad[0] : view->param[0];
}

const struct encoder encoder_stick_breaking = {
    .name = "stick-breaking",
    .title = "Stick-breaking attention",
    .family = FAMILY_softmax,
    .formula = "w_ij = b_ij prod_{j<n<i} (1 - b_in), b_ij = sigmoid(s_ij), j < i; out_i = sum_j w_ij v_j + (1 - sum_j "
               "w_ij) r_h",
    .source = "Tan et al. 2025 (ICLR), code shawntan/stickbreaking-attention; r_h as in IBM/dolomite-engine",
    .differs = "no group norm over the heads' outputs",
    .at_eval = "nothing is set; keys behind a used up stick weigh nothing at any length",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .normaliser = &(const struct normaliser_atom){.of = normaliser, .remainder = remainder_vectors},
};
