/* Gates that forget: a key fades by the product of the gates of the tokens after it. */
#include "encoders/atom/channels.h"
#include "encoders/atom/gates.h"
#include "encoders/encoder.h"
#include "encoders/gate.h"
#include <math.h>

struct options {
    int gate;
    double bias, shortest, longest, init_std;
    bool scaled;
};
enum { FULL, BIAS, FIXED };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"gate", OPTION_CHOICE, AT(gate), "full", 0, 0, "full|bias|fixed", NULL,
     "from the token and a bias; a learned bias alone (a slope per head, as ALiBi's); a fixed slope"},
    {"bias", OPTION_REAL, AT(bias), "0", -20, 20, NULL, "",
     "gate=full: initial bias; 0 halves a key's weight at every token at first"},
    {"shortest", OPTION_REAL, AT(shortest), "2", 0.01, 1e9, NULL, "tokens",
     "gate=bias|fixed: the first head forgets to 1/e in so many tokens; heads are spaced evenly in the logarithm"},
    {"longest", OPTION_REAL, AT(longest), "128", 0.01, 1e9, NULL, "tokens", "gate=bias|fixed: and the last head"},
    {"scaled", OPTION_BOOL, AT(scaled), "false", 0, 0, NULL, NULL, "multiply gates by 1/sqrt(D) as the content"},
    {"init_std", OPTION_REAL, AT(init_std), "0.02", 0, 10, NULL, "", "initial gate weights N(0, init_std^2)"},
    {0}};
#undef AT

static bool check(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    return o->shortest <= o->longest ||
           error_set(err, "shortest=%g is above longest=%g; swap them", o->shortest, o->longest);
}

static bool full(const struct view *view) { return ((const struct options *)view->options)->gate == FULL; }
static int channel_inputs(const struct view *view) { return full(view) ? view->heads : 0; }
/* The bias stands behind the weight where there is one. */
static int bias_at(const struct view *view) { return full(view) ? 1 : 0; }

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    const int at = bias_at(view);
    out[0] = gate_weight(view, o->init_std);
    out[at] = (struct param_spec){
        .name = "bias", .rows = 1, .cols = view->heads, .per_layer = true, .frozen = o->gate == FIXED};
    return at + 1;
}

/* Head h forgets to 1/e in `time` tokens when log f = -1/time, and f = sigmoid(a) with a = -log(exp(1/time) - 1). */
static double bias_of(const struct options *o, int h, int heads) {
    if (o->gate == FULL) return o->bias;
    const double share = heads > 1 ? (double)h / (heads - 1) : 0;
    return -log(expm1(1 / (o->shortest * pow(o->longest / o->shortest, share))));
}

static void init_gates(const struct view *view, int k, struct rng *rng, double sign, real *out) {
    const struct options *o = view->options;
    if (k == bias_at(view)) {
        for (int h = 0; h < view->heads; h++) out[h] = (real)(sign * bias_of(o, h, view->heads));
        return;
    }
    for (long i = 0; i < (long)view->width * view->heads; i++) out[i] = (real)(o->init_std * rng_normal(rng));
}

static struct gate gate_of(const struct view *view, double sign) {
    const struct options *o = view->options;
    return (struct gate){.sign = sign, .scale = o->scaled ? 1 / sqrt(view->head_size) : 1};
}

static void channels_of(const struct view *view, double sign, int T, const real *in, double *out) {
    const struct gate g = gate_of(view, sign);
    gates_sum(&g, T, view->heads, full(view) ? in : NULL, view->heads, view->param[bias_at(view)], out, view->heads);
}

static void channels_grad(const struct view *view, double sign, int T, const real *in, const double *dout, real *din) {
    const struct gate g = gate_of(view, sign);
    gates_sum_grad(&g, T, view->heads, full(view) ? in : NULL, view->heads, view->param[bias_at(view)], dout,
                   view->heads, full(view) ? din : NULL, view->grad[bias_at(view)]);
}

static void fox_init(const struct view *view, int k, struct rng *rng, real *out) { init_gates(view, k, rng, 1, out); }
static void fox_channel(const struct view *view, int T, const real *in, double *out) {
    channels_of(view, 1, T, in, out);
}
static void fox_grad(const struct view *view, int T, const real *in, const double *out, const double *dout, real *din) {
    (void)out;
    channels_grad(view, 1, T, in, dout, din);
}
static void cable_init(const struct view *view, int k, struct rng *rng, real *out) {
    init_gates(view, k, rng, -1, out);
}
static void cable_channel(const struct view *view, int T, const real *in, double *out) {
    channels_of(view, -1, T, in, out);
}
static void cable_grad(const struct view *view, int T, const real *in, const double *out, const double *dout,
                       real *din) {
    (void)out;
    channels_grad(view, -1, T, in, dout, din);
}

const struct encoder encoder_fox = {
    .name = "fox",
    .title = "Forgetting transformer",
    .family = FAMILY_content,
    .formula = "score[i][j] = q_i . k_j / sqrt(D) + c_i - c_j, c_t = sum_{n<=t} log sigmoid(w_h . x_n + b_h)",
    .source = "Lin et al. 2025 (ICLR), arXiv 2503.02130; code zhixuan-lin/forgetting-transformer",
    .differs = "the gate alone; the output gate, norms and shifts of its Pro block are other parts",
    .at_eval = "nothing is set; heads whose gates stay below one have a window that the content chooses",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = params,
    .init = fox_init,
    .channels = &(const struct channels_atom){.inputs = channel_inputs, .make = fox_channel, .grad = fox_grad},
    .gates = &(const struct gates_atom){.by_channels = true},
};

const struct encoder encoder_cable = {
    .name = "cable",
    .title = "Context-aware biases",
    .family = FAMILY_content,
    .formula = "score[i][j] = q_i . k_j / sqrt(D) + c_i - c_j, c_t = -sum_{n<=t} softplus(w_h . x_n + b_h)",
    .source = "Veisi et al. 2025, arXiv 2503.08067; code axiomlab/Cable",
    .differs =
        "the released code leaves out 1/sqrt(D); here all schemes have it. The same family as fox with the sign of "
        "the logit turned round",
    .at_eval = "nothing is set; the penalty goes on growing with every token",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = params,
    .init = cable_init,
    .channels = &(const struct channels_atom){.inputs = channel_inputs, .make = cable_channel, .grad = cable_grad},
    .gates = &(const struct gates_atom){.by_channels = true},
};
