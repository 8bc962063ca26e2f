/* Rotary embedding whose angles come from what was read: every token turns what follows it by angles of its own. */
#include "base/vec.h"
#include "encoders/atom/channels.h"
#include "encoders/atom/turns.h"
#include "encoders/gate.h"
#include "encoders/rotary.h"

struct options {
    struct rotary_options rotary;
    long rank, kernel;
    bool gate, bias;
};
enum { KERNEL_MAX = 8, ANGLES_MAX = WIDTH_MAX / 2 };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"base", OPTION_REAL, AT(rotary.base), "500000", 1.0001, 1e12, NULL, "", "pair p turns base^(-2p/D) times its sum"},
    {"layout", OPTION_CHOICE, AT(rotary.layout), "half", 0, 0, "half|interleaved", NULL,
     "pairs (p, p+D/2) or (2p, 2p+1)"},
    {"rank", OPTION_INT, AT(rank), "32", 1, 1024, NULL, "", "R: numbers between the two projections"},
    {"kernel", OPTION_INT, AT(kernel), "4", 1, KERNEL_MAX, NULL, "tokens", "width of the causal convolution"},
    {"gate", OPTION_BOOL, AT(gate), "false", 0, 0, NULL, NULL, "each head's turn times sigmoid(g . x + b)"},
    {"bias", OPTION_BOOL, AT(bias), "false", 0, 0, NULL, NULL,
     "a learned part e^b of every turn, 1 in the beginning: rope is what is left where the input says nothing"},
    {0}};
#undef AT

/* Inputs per token: [H][P] what is convolved and, with gates, [H] logits; channels: [H][P] angles. */
static int angles(const struct view *view) { return view->heads * view->pairs; }
static int inputs(const struct view *view) {
    const struct options *o = view->options;
    return angles(view) + (o->gate ? view->heads : 0);
}
/* Columns of the first projection: [R] and the logits. */
static long downs(const struct view *view) {
    const struct options *o = view->options;
    return o->rank + (o->gate ? view->heads : 0);
}

enum { DOWN, UP, CONVOLUTION, GATE };
/* The bias stands behind the gate's, if that is there. */
static int bias_place(const struct view *view) { return GATE + ((const struct options *)view->options)->gate; }

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    const int n = angles(view);
    out[DOWN] =
        (struct param_spec){.name = "down", .rows = view->width, .cols = downs(view), .per_layer = true, .decay = true};
    out[UP] = (struct param_spec){.name = "up", .rows = o->rank, .cols = n, .per_layer = true, .decay = true};
    out[CONVOLUTION] = (struct param_spec){.name = "convolution", .rows = o->kernel, .cols = n, .per_layer = true};
    int k = GATE;
    if (o->gate) out[k++] = (struct param_spec){.name = "gate", .cols = view->heads, .per_layer = true};
    if (o->bias) out[k++] = (struct param_spec){.name = "bias", .cols = n, .per_layer = true};
    return k;
}

/* The framework's rule for projections and convolutions: uniform within 1/sqrt(what one output reads). */
static void init(const struct view *view, int k, struct rng *rng, real *out) {
    const struct options *o = view->options;
    const long reads[] = {view->width, o->rank, o->kernel};
    const long size[] = {view->width * downs(view), o->rank * angles(view), o->kernel * angles(view)};
    for (long i = 0; k < GATE && i < size[k]; i++) out[i] = (real)((2 * rng_uniform(rng) - 1) / sqrt((double)reads[k]));
}

/* What the norm leaves has about the length sqrt(D) in each head's slice; the paper's input has length 1. */
static double scale(const struct view *view) { return 1 / sqrt(view->head_size); }

/* Both projections are one matrix U V / sqrt(D), made once per step, with the columns of the logits beside it. */
static void channel_weight(const struct view *view, real *out) {
    const struct options *o = view->options;
    const int n = angles(view), logits = inputs(view) - n;
    const real *down = view->param[DOWN];
    for (int c = 0; c < view->width; c++, down += o->rank + logits, out += n + logits) {
        memset(out, 0, sizeof *out * (size_t)n);
        for (long r = 0; r < o->rank; r++) vec_axpy(out, (real)scale(view) * down[r], view->param[UP] + r * n, n);
        memcpy(out + n, down + o->rank, sizeof *out * (size_t)logits);
    }
}

static void channel_weight_grad(const struct view *view, const real *dweight) {
    const struct options *o = view->options;
    const int n = angles(view), logits = inputs(view) - n;
    const real *down = view->param[DOWN];
    real *ddown = view->grad[DOWN];
    for (int c = 0; c < view->width; c++, down += o->rank + logits, ddown += o->rank + logits, dweight += n + logits) {
        for (long r = 0; r < o->rank; r++) {
            ddown[r] += (real)scale(view) * vec_dot(dweight, view->param[UP] + r * n, n);
            vec_axpy(view->grad[UP] + r * n, (real)scale(view) * down[r], dweight, n);
        }
        vec_add(ddown + o->rank, dweight + n, logits);
    }
}

static double gate_of(const struct view *view, const real *in, int head) {
    const struct options *o = view->options;
    if (!o->gate) return 1;
    return sigmoid_of(scale(view) * (double)in[angles(view) + head] + (double)view->param[GATE][head]);
}

static double constant_of(const struct view *view, int c) {
    const struct options *o = view->options;
    return o->bias ? exp((double)view->param[bias_place(view)][c]) : 0;
}

/* How fast each pair turns with its sum, the same in every head. */
static void fill_frequencies(const struct view *view, double *frequency) {
    const struct options *o = view->options;
    for (int c = 0; c < angles(view); c++)
        frequency[c] =
            c < view->pairs ? rotary_frequency(o->rotary.base, view->head_size, c) : frequency[c - view->pairs];
}

/* f [n] = sum over k of tap_k x_{t-k}, x: the inputs of token t. */
static void convolve(const struct view *view, int t, const real *x, real *f) {
    const struct options *o = view->options;
    const int n = angles(view);
    memset(f, 0, sizeof *f * (size_t)n);
    for (int k = 0; k < o->kernel && k <= t; k++, x -= inputs(view)) {
        const real *tap = view->param[CONVOLUTION] + (long)k * n;
        for (int c = 0; c < n; c++) f[c] += tap[c] * x[c];
    }
}

static void channel(const struct view *view, int T, const real *in, double *out) {
    const int n = angles(view);
    double constant[ANGLES_MAX], frequency[ANGLES_MAX], angle[ANGLES_MAX] = {0};
    real f[ANGLES_MAX];
    fill_frequencies(view, frequency);
    for (int c = 0; c < n; c++) constant[c] = constant_of(view, c);
    for (int t = 0; t < T; t++, in += inputs(view), out += n) {
        convolve(view, t, in, f);
        for (int h = 0, c = 0; h < view->heads; h++) {
            const double g = gate_of(view, in, h);
            for (; c < (h + 1) * view->pairs; c++) angle[c] += frequency[c] * g * ((double)f[c] + constant[c]);
        }
        memcpy(out, angle, sizeof *out * (size_t)n);
    }
}

/* d of the gates' logits, from `after`, d of the angles summed over this token and later ones. */
static void gates_grad(const struct view *view, const real *in, const double *angle, const double *before,
                       const double *after, real *dlogit) {
    for (int h = 0; h < view->heads; h++) {
        const double g = gate_of(view, in, h);
        double along = 0;
        for (int c = h * view->pairs; c < (h + 1) * view->pairs; c++)
            along += after[c] * (angle[c] - (before ? before[c] : 0));
        dlogit[h] = (real)(scale(view) * along * (1 - g));
        view->grad[GATE][h] += (real)(along * (1 - g));
    }
}

/* d of what the gates multiply, and of the bias in it. */
static void gated_grad(const struct view *view, const real *in, const double *frequency, const double *after, real *d) {
    const struct options *o = view->options;
    for (int h = 0, c = 0; h < view->heads; h++) {
        const double g = gate_of(view, in, h);
        for (; c < (h + 1) * view->pairs; c++) d[c] = (real)(after[c] * frequency[c] * g);
    }
    for (int c = 0; o->bias && c < angles(view); c++)
        view->grad[bias_place(view)][c] += d[c] * (real)constant_of(view, c);
}

/* d of what is convolved, and of the taps; later[n]: d of token t + n behind the convolution. */
static void convolution_grad(const struct view *view, int taps, const real *in, real *const *later, real *din) {
    const int n = angles(view);
    memset(din, 0, sizeof *din * (size_t)n);
    for (int k = 0; k < taps; k++) {
        const real *restrict d = later[k], *restrict tap = view->param[CONVOLUTION] + (long)k * n;
        real *restrict dtap = view->grad[CONVOLUTION] + (long)k * n;
        for (int c = 0; c < n; c++) {
            din[c] += d[c] * tap[c];
            dtap[c] += d[c] * in[c];
        }
    }
}

/* Tokens from the last to the first. */
static void channel_grad(const struct view *view, int T, const real *in, const double *out, const double *dout,
                         real *din) {
    const struct options *o = view->options;
    const int n = angles(view), P = inputs(view), K = (int)o->kernel;
    double frequency[ANGLES_MAX], after[ANGLES_MAX] = {0};
    real ring[KERNEL_MAX][ANGLES_MAX], *later[KERNEL_MAX];
    fill_frequencies(view, frequency);
    for (int t = T - 1; t >= 0; t--) {
        const double *angle = out + (long)t * n;
        for (int k = 0; k < K; k++) later[k] = ring[(t + k) % K];
        for (int c = 0; c < n; c++) after[c] += dout[(long)t * n + c];
        if (o->gate) gates_grad(view, in + (long)t * P, angle, t ? angle - n : NULL, after, din + (long)t * P + n);
        gated_grad(view, in + (long)t * P, frequency, after, later[0]);
        convolution_grad(view, K < T - t ? K : T - t, in + (long)t * P, later, din + (long)t * P);
    }
}

const struct encoder encoder_selective_rope = {
    .name = "selective-rope",
    .title = "Selective rotary embedding",
    .family = FAMILY_content,
    .formula = "q_t, k_t turned by Phi_t, pair p of Phi_t = base^(-2p/D) sum_{n<=t} f_n, f = conv(U V x / sqrt(D)); "
               "with gate and bias sigmoid(g . x + b) (f + e^c)",
    .source = "Selective Rotary Position Embedding (ICLR 2026); code timurcarstensen/selective-rope",
    .differs = "x is what the layer's norm leaves, over sqrt(D), instead of each head's slice brought to length 1; "
               "rank 32 and base 500000 as in the released configurations; gates per head only",
    .at_eval = "nothing is set; sums go on, so slow pairs reach angles that training never showed, as with rope",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .channels = &(const struct channels_atom){.inputs = inputs,
                                              .weight = channel_weight,
                                              .weight_grad = channel_weight_grad,
                                              .make = channel,
                                              .grad = channel_grad},
    .turns = &(const struct turns_atom){.layout = rotary_layout},
};
