/* Rotary embedding whose pairs turn, per head, by powers of a number that each token's content gives. */
#include "encoders/atom/channels.h"
#include "encoders/atom/turns.h"
#include "encoders/gate.h"
#include "encoders/rotary.h"

struct options {
    struct rotary_options rotary;
    int start;
    double init_std;
};
enum { ROPE, PLAIN };
enum { WEIGHT, BIAS }; /* tensors */

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"start", OPTION_CHOICE, AT(start), "rope", 0, 0, "rope|plain", NULL,
     "rope: a learned bias under the softplus lets weights of 0 be rope; plain, as in the paper: there is none, and "
     "weights of 0 turn pair p by 0.59^p"},
    {"base", OPTION_REAL, AT(rotary.base), "10000", 1.0001, 1e12, NULL, "", "of the rope that start=rope means"},
    {"layout", OPTION_CHOICE, AT(rotary.layout), "half", 0, 0, "half|interleaved", NULL,
     "pairs (p, p+D/2) or (2p, 2p+1)"},
    {"init_std", OPTION_REAL, AT(init_std), "0.02", 0, 10, NULL, "", "initial weights N(0, init_std^2)"},
    {0}};

static bool biased(const struct view *view) { return ((const struct options *)view->options)->start == ROPE; }
static int inputs(const struct view *view) { return view->heads; }

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[WEIGHT] = gate_weight(view, o->init_std);
    out[BIAS] = (struct param_spec){.name = "bias", .cols = view->heads, .per_layer = true};
    return biased(view) ? 2 : 1;
}

/* The number whose softplus is y > 0; far out, where e^y would overflow, the two are equal. */
static double softplus_inverse(double y) { return y > 40 ? y : log(expm1(y)); }

/* 1 / (softplus(b) + 1) is the frequency of rope's second pair, whose powers are those of the others. */
static void init(const struct view *view, int k, struct rng *rng, real *out) {
    const struct options *o = view->options;
    for (long i = 0; k == WEIGHT && i < (long)view->width * view->heads; i++)
        out[i] = (real)(o->init_std * rng_normal(rng));
    for (int h = 0; k == BIAS && h < view->heads; h++)
        out[h] = (real)softplus_inverse(1 / rotary_frequency(o->rotary.base, view->head_size, 1) - 1);
}

static double logit(const struct view *view, const real *in, int h) {
    return (double)in[h] + (biased(view) ? (double)view->param[BIAS][h] : 0);
}
static double frequency(double z) { return 1 / (1 - log_sigmoid(-z)); } /* softplus(z) = -log sigmoid(-z) */

/* Pair p of head h of token t: the sum of f^p over the tokens up to t. */
static void make(const struct view *view, int T, const real *in, double *out) {
    const int P = view->pairs, n = view->heads * P;
    for (int t = 0; t < T; t++, in += view->heads, out += n)
        for (int h = 0; h < view->heads; h++) {
            const double f = frequency(logit(view, in, h));
            double power = 1;
            for (int c = h * P; c < (h + 1) * P; c++, power *= f) out[c] = power + (t ? out[c - n] : 0);
        }
}

/* Tokens from the last to the first; after: the gradient of a token's own turn, which all later angles hold. */
static void grad(const struct view *view, int T, const real *in, const double *out, const double *dout, real *din) {
    const int P = view->pairs, H = view->heads;
    double after[WIDTH_MAX / 2] = {0};
    (void)out;
    for (int t = T - 1; t >= 0; t--)
        for (int h = 0; h < H; h++) {
            const double z = logit(view, in + (long)t * H, h), f = frequency(z);
            double df = 0, power = 1; /* f^(p-1) */
            for (int p = 0; p < P; p++) {
                after[h * P + p] += dout[((long)t * H + h) * P + p];
                df += p * power * after[h * P + p];
                power *= p ? f : 1;
            }
            const double dz = -f * f * sigmoid_of(z) * df;
            din[(long)t * H + h] = (real)dz;
            if (biased(view)) view->grad[BIAS][h] += (real)dz;
        }
}

const struct encoder encoder_carope = {
    .name = "carope",
    .title = "Context-aware rotary embedding",
    .family = FAMILY_content,
    .formula =
        "q_t, k_t turned by Phi_t, pair p of Phi_t = sum_{n<=t} f_n^p, f_n = 1 / (softplus(w_h . x_n + b_h) + 1)",
    .source = "CARoPE 2025, arXiv 2507.23083; its text, as no official code was found",
    .differs = "b is this program's: the paper, which has none, says that training starts at rope, and weights alone "
               "cannot be that (start=plain: without b)",
    .at_eval = "nothing is set; sums go on, so angles reach values that training never showed, as with rope",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .channels = &(const struct channels_atom){.inputs = inputs, .make = make, .grad = grad},
    .turns = &(const struct turns_atom){.layout = rotary_layout},
};
