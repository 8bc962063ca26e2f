/* Rotary embedding whose angles come from what was read: every token turns what follows it by angles of its own. */
#include "encoders/gate.h"
#include "encoders/rotary.h"

struct options {
    struct rotary_options rotary;
    long rank, kernel;
    bool gate, bias;
};
enum { KERNEL_MAX = 8, ANGLES_MAX = 2048 };

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

/* Inputs per token: [R] and, with gates, [H] logits; channels: [H][P] angles. */
static int inputs(const struct view *view) {
    const struct options *o = view->options;
    return (int)o->rank + (o->gate ? view->heads : 0);
}
static int angles(const struct view *view) { return view->heads * view->pairs; }

enum { DOWN, UP, CONVOLUTION, GATE };
/* The bias stands behind the gate's, if that is there. */
static int bias_place(const struct view *view) { return GATE + ((const struct options *)view->options)->gate; }

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    const int n = angles(view);
    out[DOWN] = (struct param_spec){
        .name = "down", .rows = view->width, .cols = inputs(view), .per_layer = true, .decay = true};
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
    const long size[] = {(long)view->width * inputs(view), o->rank * angles(view), o->kernel * angles(view)};
    for (long i = 0; k < GATE && i < size[k]; i++) out[i] = (real)((2 * rng_uniform(rng) - 1) / sqrt((double)reads[k]));
}

/* What the norm leaves has about the length sqrt(D) in each head's slice; the paper's input has length 1. */
static double scale(const struct view *view) { return 1 / sqrt(view->head_size); }

enum { BLOCK = 16 };

/* sum over r of x[r] up[r][n], `wide` columns from the first one on; a block of them stays in registers. */
static inline void columns(long rank, const real *x, real scale, const real *up, int n, int wide, real *out) {
    real sum[BLOCK] = {0};
    for (long r = 0; r < rank; r++)
        for (int k = 0; k < wide; k++) sum[k] += scale * x[r] * up[r * n + k];
    for (int k = 0; k < wide; k++) out[k] = sum[k];
}

/* f_t before the convolution. */
static void projected(const struct view *view, const real *in, real *f) {
    const struct options *o = view->options;
    const int n = angles(view);
    int c = 0;
    for (; c + BLOCK <= n; c += BLOCK) columns(o->rank, in, (real)scale(view), view->param[UP] + c, n, BLOCK, f + c);
    if (c < n) columns(o->rank, in, (real)scale(view), view->param[UP] + c, n, n - c, f + c);
}

static double gate_of(const struct view *view, const real *in, int head) {
    const struct options *o = view->options;
    if (!o->gate) return 1;
    return sigmoid_of(scale(view) * (double)in[o->rank + head] + (double)view->param[GATE][head]);
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

/* In place, from the last token to the first: out_t = sum over n of tap_n out_{t-n}. */
static void convolve(const struct view *view, int T, double *out) {
    const struct options *o = view->options;
    const real *tap = view->param[CONVOLUTION];
    const int n = angles(view);
    for (int t = T - 1; t >= 0; t--)
        for (int back = 0; back < o->kernel && back <= t; back++)
            for (int c = 0; c < n; c++) {
                double *at = out + (long)t * n + c;
                *at = (back ? *at : 0) + (double)tap[(long)back * n + c] * at[-(long)back * n];
            }
}

static void channel(const struct view *view, int T, const real *in, double *out) {
    const int n = angles(view), P = inputs(view);
    real f[ANGLES_MAX];
    double constant[ANGLES_MAX], frequency[ANGLES_MAX];
    fill_frequencies(view, frequency);
    for (int c = 0; c < n; c++) constant[c] = constant_of(view, c);
    for (int t = 0; t < T; t++) {
        projected(view, in + (long)t * P, f);
        for (int c = 0; c < n; c++) out[(long)t * n + c] = (double)f[c];
    }
    convolve(view, T, out);
    for (int t = 0; t < T; t++)
        for (int h = 0; h < view->heads; h++) {
            const double g = gate_of(view, in + (long)t * P, h);
            for (int c = h * view->pairs; c < (h + 1) * view->pairs; c++) {
                double *at = out + (long)t * n + c;
                *at = frequency[c] * g * (*at + constant[c]) + (t ? at[-n] : 0);
            }
        }
}

static real dot(int n, const real *x, const real *y) {
    enum { SUMS = 8 };
    real part[SUMS] = {0}, sum = 0;
    int i = 0;
    for (; i + SUMS <= n; i += SUMS)
        for (int k = 0; k < SUMS; k++) part[k] += x[i + k] * y[i + k];
    for (; i < n; i++) sum += x[i] * y[i];
    for (int k = 0; k < SUMS; k++) sum += part[k];
    return sum;
}

/* d of f_t to the projections. */
static void projected_grad(const struct view *view, const real *in, const real *df, real *din) {
    const struct options *o = view->options;
    const real *up = view->param[UP];
    const int n = angles(view);
    for (long r = 0; r < o->rank; r++) {
        const real x = (real)scale(view) * in[r];
        real *dup = view->grad[UP] + r * n;
        din[r] = (real)scale(view) * dot(n, df, up + r * n);
        for (int c = 0; c < n; c++) dup[c] += x * df[c];
    }
}

/* d of what the gates multiply, from `after`, d of the angles summed over this token and later ones. */
static void gated_grad(const struct view *view, const real *in, const double *frequency, const double *angle,
                       const double *before, const double *after, double *d, real *din) {
    const struct options *o = view->options;
    for (int h = 0; h < view->heads; h++) {
        const double g = gate_of(view, in, h);
        double along = 0;
        for (int c = h * view->pairs; c < (h + 1) * view->pairs; c++) {
            d[c] = after[c] * frequency[c] * g;
            along += after[c] * (angle[c] - (before ? before[c] : 0));
            if (o->bias) view->grad[bias_place(view)][c] += (real)(d[c] * constant_of(view, c));
        }
        if (!o->gate) continue;
        din[o->rank + h] = (real)(scale(view) * along * (1 - g));
        view->grad[GATE][h] += (real)(along * (1 - g));
    }
}

/* Tokens from the last to the first; later[n]: d of token t + n behind the convolution. */
static void channel_grad(const struct view *view, int T, const real *in, const double *out, const double *dout,
                         real *din) {
    const struct options *o = view->options;
    const int n = angles(view), P = inputs(view), K = (int)o->kernel;
    double frequency[ANGLES_MAX], after[ANGLES_MAX], later[KERNEL_MAX][ANGLES_MAX];
    real f[ANGLES_MAX], df[ANGLES_MAX];
    fill_frequencies(view, frequency);
    for (int c = 0; c < n; c++) after[c] = 0;
    for (int t = T - 1; t >= 0; t--) {
        const double *angle = out + (long)t * n;
        double *d = later[t % K];
        for (int c = 0; c < n; c++) after[c] += dout[(long)t * n + c], df[c] = 0;
        gated_grad(view, in + (long)t * P, frequency, angle, t ? angle - n : NULL, after, d, din + (long)t * P);
        projected(view, in + (long)t * P, f);
        for (int k = 0; k < K && t + k < T; k++) {
            const double *dk = later[(t + k) % K];
            const real *tap = view->param[CONVOLUTION] + (long)k * n;
            real *dtap = view->grad[CONVOLUTION] + (long)k * n;
            for (int c = 0; c < n; c++) {
                df[c] += (real)dk[c] * tap[c];
                dtap[c] += (real)dk[c] * f[c];
            }
        }
        projected_grad(view, in + (long)t * P, df, din + (long)t * P);
    }
}

const struct encoder encoder_selective_rope = {
    .name = "selective-rope",
    .title = "Selective rotary position embedding",
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
    .layout = rotary_layout,
    .channel_inputs = inputs,
    .channels = angles,
    .channel = channel,
    .channel_grad = channel_grad,
    .turns = true,
};
