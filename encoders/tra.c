/* Keys with scores of 0 and below are dropped, and distance counts the kept ones alone. */
#include "encoders/atom/channels.h"
#include "encoders/atom/normaliser.h"
#include "encoders/atom/qk_norm.h"
#include "encoders/encoder.h"
#include "encoders/gate.h"

struct options {
    double bias, init_std;
};
enum { WEIGHT, BIAS };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"bias", OPTION_REAL, AT(bias), "0", -20, 20, NULL, "",
     "initial bias of the gates; 0: every kept key halves the weight of those behind it at first"},
    {"init_std", OPTION_REAL, AT(init_std), "0.02", 0, 10, NULL, "", "initial gate weights N(0, init_std^2)"},
    {0}};
#undef AT

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[WEIGHT] = gate_weight(view, o->init_std);
    out[BIAS] = (struct param_spec){.name = "bias", .rows = 1, .cols = view->heads, .per_layer = true};
    return 2;
}

static void init(const struct view *view, int k, struct rng *rng, real *out) {
    const struct options *o = view->options;
    (void)k, (void)rng;
    for (int h = 0; h < view->heads; h++) out[h] = (real)o->bias;
}

static int inputs(const struct view *view) { return view->heads; }

static void make(const struct view *view, int T, const real *in, double *out) {
    const int heads = view->heads;
    for (long k = 0; k < (long)T * heads; k++)
        out[k] = log_sigmoid((double)in[k] + (double)view->param[BIAS][k % heads]);
}

static void grad(const struct view *view, int T, const real *in, const double *out, const double *dout, real *din) {
    const int heads = view->heads;
    (void)out;
    for (long k = 0; k < (long)T * heads; k++) {
        const double d = dout[k] * sigmoid_of(-(double)in[k] - (double)view->param[BIAS][k % heads]);
        din[k] = (real)d;
        view->grad[BIAS][k % heads] += (real)d;
    }
}

static void norm(const struct view *view, struct qk_norm *out) {
    (void)view;
    *out = (struct qk_norm){.query = true, .epsilon = 1e-6};
}

static void normaliser(const struct view *view, struct normaliser *out) {
    (void)view;
    out->kind = NORMALISER_THRESHOLD;
}

const struct encoder encoder_tra = {
    .name = "tra",
    .title = "Threshold relative attention",
    .family = FAMILY_content,
    .formula = "w_i = softmax over keys with s_ij > 0 of s_ij + sum_{j<=n<=i, s_in > 0} log sigmoid(w_h . x_n + b_h), "
               "q and k brought to a mean square of 1; no such key: nothing",
    .source = "Opper et al. 2025, arXiv 2503.23174; the authors' notebook TRA_FFL of the MOSS workshop 2025",
    .differs = "gates start as those of fox, not from a uniform distribution; no dropout of scores. What other schemes "
               "add to scores counts for the threshold",
    .at_eval = "nothing is set; distance counts kept keys, so keys that are dropped push nothing away",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .channels = &(const struct channels_atom){.inputs = inputs, .make = make, .grad = grad},
    .qk_norm = &(const struct qk_norm_atom){.of = norm},
    .normaliser = &(const struct normaliser_atom){.of = normaliser, .gates = true},
};
