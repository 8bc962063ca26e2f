/* Every token reflects the keys before it along a direction of its own: position is what happened on the way. */
#include "encoders/atom/channels.h"
#include "encoders/atom/gates.h"
#include "encoders/atom/householder.h"
#include "encoders/encoder.h"
#include "encoders/gate.h"
#include <math.h>

struct options {
    long kernel;
    double strength, bias, init_std;
    bool scaled;
};
enum { KERNEL_MAX = 16, HEAD_SIZE_MAX = 1024 };

#define AT(member) offsetof(struct options, member)
#define PATH_OPTIONS                                                                                                   \
    OPTION_ROW("kernel", OPTION_INT, AT(kernel), "3", 1, KERNEL_MAX, NULL, "tokens",                                   \
               "width of the causal convolution that makes directions"),                                               \
        OPTION_ROW(                                                                                                    \
            "strength", OPTION_REAL, AT(strength), "0", -100, 100, NULL, "",                                           \
            "initial bias s of b = 2 sigmoid(s): 0 erases a key's part along the direction, -100 leaves keys alone"),  \
        OPTION_ROW("init_std", OPTION_REAL, AT(init_std), "0.02", 0, 10, NULL, "", "initial weights N(0, init_std^2)")
static const struct option path_options[] = {PATH_OPTIONS, {0}};
static const struct option path_fox_options[] = {
    PATH_OPTIONS,
    {"bias", OPTION_REAL, AT(bias), "0", -20, 20, NULL, "", "initial bias of the forget gate's logit"},
    {"scaled", OPTION_BOOL, AT(scaled), "true", 0, 0, NULL, NULL,
     "multiply gates by 1/sqrt(D) (the released kernel) instead of adding them as they are (the formula)"},
    {0}};
#undef AT

static bool check(const struct view *view, struct error *err) {
    return view->head_size <= HEAD_SIZE_MAX ||
           error_set(err, "works with heads of up to %d, not %d", HEAD_SIZE_MAX, view->head_size);
}

/* Inputs per token: [forget logits H] [strength logits H] [directions H D]; channels likewise. */
struct layout {
    int H, D, gates, K;
};
static struct layout layout_of(const struct view *view, bool fox) {
    const int gates = fox ? view->heads : 0;
    return (struct layout){view->heads, view->head_size, gates, gates + view->heads * (1 + view->head_size)};
}
static int path_channels(const struct view *view) { return layout_of(view, false).K; }
static int fox_channels(const struct view *view) { return layout_of(view, true).K; }

enum { WEIGHT, CONVOLUTION, STRENGTH, GATE_BIAS };

static int params_of(const struct view *view, bool fox, struct param_spec *out) {
    const struct options *o = view->options;
    const struct layout l = layout_of(view, fox);
    out[WEIGHT] = (struct param_spec){
        .name = "weight", .rows = view->width, .cols = l.K, .per_layer = true, .decay = true, .init_std = o->init_std};
    out[CONVOLUTION] =
        (struct param_spec){.name = "convolution", .rows = o->kernel, .cols = l.H * l.D, .per_layer = true};
    out[STRENGTH] = (struct param_spec){.name = "strength", .rows = 1, .cols = l.H, .per_layer = true};
    out[GATE_BIAS] = (struct param_spec){.name = "gate", .rows = 1, .cols = l.H, .per_layer = true};
    return fox ? 4 : 3;
}
static int path_params(const struct view *view, struct param_spec *out) { return params_of(view, false, out); }
static int fox_params(const struct view *view, struct param_spec *out) { return params_of(view, true, out); }

/* The framework's rule for convolutions: uniform within 1/sqrt(kernel). */
static void init_of(const struct view *view, int k, bool fox, struct rng *rng, real *out) {
    const struct options *o = view->options;
    const struct layout l = layout_of(view, fox);
    const double bound = 1 / sqrt((double)o->kernel);
    if (k == WEIGHT)
        for (long i = 0; i < (long)view->width * l.K; i++) out[i] = (real)(o->init_std * rng_normal(rng));
    if (k == CONVOLUTION)
        for (long i = 0; i < o->kernel * l.H * l.D; i++) out[i] = (real)(bound * (2 * rng_uniform(rng) - 1));
    for (int h = 0; k >= STRENGTH && h < l.H; h++) out[h] = (real)(k == STRENGTH ? o->strength : o->bias);
}
static void path_init(const struct view *view, int k, struct rng *rng, real *out) { init_of(view, k, false, rng, out); }
static void fox_init(const struct view *view, int k, struct rng *rng, real *out) { init_of(view, k, true, rng, out); }

/* Before SiLU: number c of the direction at token t. */
static double convolved(const struct view *view, const struct layout *l, int t, const real *in, int c) {
    const struct options *o = view->options;
    const real *column = in + l->gates + l->H + c;
    double sum = 0;
    for (int n = 0; n < o->kernel && n <= t; n++)
        sum += (double)view->param[CONVOLUTION][(long)n * l->H * l->D + c] * (double)column[(long)(t - n) * l->K];
    return sum;
}

/* So that a direction of zeros has one too (and a gradient). */
static const double NORM_EPSILON = 1e-12;

/* v = SiLU(x) of one head in place; returns |v|. slope, where given: SiLU'(x). */
static double silu_norm(int D, double *x, double *slope) {
    double square = NORM_EPSILON;
    for (int d = 0; d < D; d++) {
        const double s = sigmoid_of(x[d]), v = x[d] * s;
        if (slope) slope[d] = s * (1 + x[d] * (1 - s));
        square += v * v;
        x[d] = v;
    }
    return sqrt(square);
}

static struct gate gate_of(const struct view *view) {
    const struct options *o = view->options;
    return (struct gate){.sign = 1, .scale = o->scaled ? 1 / sqrt(view->head_size) : 1};
}

static void channel_of(const struct view *view, bool fox, int T, const real *in, double *out) {
    const struct layout l = layout_of(view, fox);
    const struct gate g = gate_of(view);
    if (fox) gates_sum(&g, T, l.H, in, l.K, view->param[GATE_BIAS], out, l.K);
    for (int t = 0; t < T; t++) {
        double *strength = out + (long)t * l.K + l.gates, *direction = strength + l.H;
        for (int h = 0; h < l.H; h++) {
            double *w = direction + h * l.D;
            for (int d = 0; d < l.D; d++) w[d] = convolved(view, &l, t, in, h * l.D + d);
            const double norm = silu_norm(l.D, w, NULL);
            for (int d = 0; d < l.D; d++) w[d] /= norm;
            strength[h] = 2 * sigmoid_of((double)in[(long)t * l.K + l.gates + h] + (double)view->param[STRENGTH][h]);
        }
    }
}
static void path_channel(const struct view *view, int T, const real *in, double *out) {
    channel_of(view, false, T, in, out);
}
static void fox_channel(const struct view *view, int T, const real *in, double *out) {
    channel_of(view, true, T, in, out);
}

/* w = v / |v|: dv = (dw - (dw . w) w) / |v|; then SiLU and the convolution, which reaches back in time. */
static void direction_grad(const struct view *view, const struct layout *l, int t, int h, const real *in,
                           const double *w, const double *dw, real *din) {
    const struct options *o = view->options;
    double x[HEAD_SIZE_MAX], slope[HEAD_SIZE_MAX], along = 0;
    for (int d = 0; d < l->D; d++) {
        x[d] = convolved(view, l, t, in, h * l->D + d);
        along += w[d] * dw[d];
    }
    const double norm = silu_norm(l->D, x, slope);
    for (int d = 0; d < l->D; d++) {
        const int c = h * l->D + d, column = l->gates + l->H + c;
        const double dx = (dw[d] - along * w[d]) / norm * slope[d];
        for (int n = 0; n < o->kernel && n <= t; n++) {
            const long tap = (long)n * l->H * l->D + c, at = (long)(t - n) * l->K + column;
            view->grad[CONVOLUTION][tap] += (real)(dx * (double)in[at]);
            din[at] += (real)(dx * (double)view->param[CONVOLUTION][tap]);
        }
    }
}

static void grad_of(const struct view *view, bool fox, int T, const real *in, const double *out, const double *dout,
                    real *din) {
    const struct layout l = layout_of(view, fox);
    const struct gate g = gate_of(view);
    for (long i = 0; i < (long)T * l.K; i++) din[i] = 0;
    if (fox) gates_sum_grad(&g, T, l.H, in, l.K, view->param[GATE_BIAS], dout, l.K, din, view->grad[GATE_BIAS]);
    for (int t = 0; t < T; t++)
        for (int h = 0; h < l.H; h++) {
            const long strength = (long)t * l.K + l.gates + h, direction = (long)t * l.K + l.gates + l.H + h * l.D;
            const double b = out[strength], d = dout[strength] * b * (1 - b / 2);
            din[strength] += (real)d;
            view->grad[STRENGTH][h] += (real)d;
            direction_grad(view, &l, t, h, in, out + direction, dout + direction, din);
        }
}
static void path_grad(const struct view *view, int T, const real *in, const double *out, const double *dout,
                      real *din) {
    grad_of(view, false, T, in, out, dout, din);
}
static void fox_grad(const struct view *view, int T, const real *in, const double *out, const double *dout, real *din) {
    grad_of(view, true, T, in, out, dout, din);
}

const struct encoder encoder_path = {
    .name = "path",
    .title = "Accumulated Householder products",
    .family = FAMILY_content,
    .formula = "score[i][j] = q_i . (1 - b_i w_i w_i') ... (1 - b_{j+1} w_{j+1} w_{j+1}') k_j / sqrt(D); "
               "b = 2 sigmoid(B x + s), w = v/|v|, v = SiLU(conv(W x))",
    .source = "Yang et al. 2025 (NeurIPS), arXiv 2505.16381; code fla-org/flash-linear-attention",
    .differs = "W has full rank, as an option of the released layer, instead of rank 32; no norm of q and k",
    .at_eval = "nothing is set; there is no positional parameter, and |1 - b| <= 1 keeps keys from growing",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = path_options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = path_params,
    .init = path_init,
    .channels = &(const struct channels_atom){.inputs = path_channels, .make = path_channel, .grad = path_grad},
    .householder = &(const struct householder_atom){.by_channels = true},
};

const struct encoder encoder_path_fox = {
    .name = "path-fox",
    .title = "PaTH with forget gates",
    .family = FAMILY_content,
    .formula = "score of path, + c_i - c_j, c_t = sum_{n<=t} log sigmoid(w_h . x_n + b_h)",
    .source = "Yang et al. 2025 (NeurIPS), arXiv 2505.16381; gates of Lin et al. 2025",
    .differs = "as path; gates times 1/sqrt(D) as the released kernel has them, which the formula has not (scaled)",
    .at_eval = "nothing is set",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = path_fox_options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = fox_params,
    .init = fox_init,
    .channels = &(const struct channels_atom){.inputs = fox_channels, .make = fox_channel, .grad = fox_grad},
    .gates = &(const struct gates_atom){.by_channels = true},
    .householder = &(const struct householder_atom){.by_channels = true},
};
