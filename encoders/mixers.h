/* What the mixers share: options, and the tensors that follow from what a mixer says of itself. A scheme's `shape` says
 * everything but the tensors; which of them there are, in which order and what they begin with follows here.
 */
#ifndef LEXBENCH_MIXERS_H
#define LEXBENCH_MIXERS_H
#include "base/rng.h"
#include "encoders/atom/mixer.h"
#include "encoders/encoder.h"
#include <math.h>

/* A member `mixer` of the options of every mixer, and its rows; taps and gate are the scheme's defaults. */
struct mixers_options {
    long taps;
    int gate; /* enum mixer_gate */
    double init_std;
};
#define MIXERS_ROWS(type, default_taps, default_gate)                                                                  \
    OPTION_ROW("taps", OPTION_INT, offsetof(type, mixer.taps), default_taps, 0, 16, NULL, "tokens",                    \
               "width of the causal convolution of queries, keys and values; 0: none"),                                \
        OPTION_ROW("gate", OPTION_CHOICE, offsetof(type, mixer.gate), default_gate, 0, 0, "none|silu|sigmoid", NULL,   \
                   "on what heads give, made from the layer's input"),                                                 \
        OPTION_ROW("init_std", OPTION_REAL, offsetof(type, mixer.init_std), "0.02", 0, 10, NULL, "",                   \
                   "initial weights of decays, strengths and gate N(0, init_std^2)")

/* The same of mixers with the delta rule. */
struct mixers_delta_options {
    struct mixers_options mixer;
    long beta;
};
#define MIXERS_DELTA_ROWS(default_gate)                                                                                \
    MIXERS_ROWS(struct mixers_delta_options, "4", default_gate),                                                       \
        OPTION_ROW("beta", OPTION_INT, offsetof(struct mixers_delta_options, beta), "1", 1, 2, NULL, "",               \
                   "strengths lie between 0 and this: up to 1 a write replaces what stood under its key, up to 2 it "  \
                   "can also turn its sign")

enum mixers_tensor { MIXERS_WEIGHT, MIXERS_TAPS, MIXERS_TAP_BIAS, MIXERS_RATE, MIXERS_BIAS, MIXERS_SKIP, MIXERS_GAIN };

/* A mixer before its tensors, and whether it has the bias of the convolution and the skip of Mamba-2. */
struct mixers_shape {
    struct mixer mixer;
    bool skips;
    double rate_least; /* rates begin uniform between this and 16 */
    double init_std;
};

/* What the options say; the rest is the scheme's. */
static inline void mixers_begin(const struct view *view, const struct mixers_options *o, struct mixers_shape *out) {
    *out = (struct mixers_shape){.mixer = {.taps = (int)o->taps,
                                           .gate = (enum mixer_gate)o->gate,
                                           .scale = 1 / sqrt(view->head_size),
                                           .over = 1,
                                           .most = 1,
                                           .epsilon = 1e-5},
                                 .init_std = o->init_std};
}

/* Queries and keys of length 1 behind SiLU, strengths from the token, and the delta rule. */
static inline void mixers_begin_delta(const struct view *view, struct mixers_shape *out) {
    const struct mixers_delta_options *o = view->options;
    mixers_begin(view, &o->mixer, out);
    out->mixer.feature = FEATURE_SILU;
    out->mixer.unit = out->mixer.delta = true;
    out->mixer.strength = STRENGTH_SIGMOID;
    out->mixer.most = (double)o->beta;
}

static inline bool mixers_has(const struct mixers_shape *s, const struct view *view, enum mixers_tensor tensor) {
    const struct mixer *x = &s->mixer;
    switch (tensor) {
    case MIXERS_WEIGHT: return mixer_inputs(x, view) > 0;
    case MIXERS_TAPS: return x->taps > 0;
    case MIXERS_TAP_BIAS: return x->taps > 0 && s->skips;
    case MIXERS_RATE: return x->decay == MIXER_SOFTPLUS;
    case MIXERS_BIAS: return x->decay == MIXER_SOFTPLUS || x->decay == MIXER_SIGMOID;
    case MIXERS_SKIP: return s->skips;
    default: return true;
    }
}

/* Its place among the part's tensors. */
static inline int mixers_place(const struct mixers_shape *s, const struct view *view, enum mixers_tensor tensor) {
    int place = 0;
    for (int t = 0; t < (int)tensor; t++) place += mixers_has(s, view, (enum mixers_tensor)t);
    return place;
}

static inline struct param_spec mixers_spec(const struct mixers_shape *s, const struct view *view,
                                            enum mixers_tensor tensor) {
    static const char *const names[] = {"weight", "convolution", "convolution.bias", "rate", "bias", "skip", "gain"};
    const struct mixer *x = &s->mixer;
    struct param_spec spec = {.name = names[tensor], .per_layer = true};
    switch (tensor) {
    case MIXERS_WEIGHT:
        spec.rows = view->width, spec.cols = mixer_inputs(x, view), spec.decay = true;
        spec.init_std = s->init_std;
        break;
    case MIXERS_TAPS: spec.rows = x->taps, spec.cols = 3L * view->width; break;
    case MIXERS_TAP_BIAS: spec.cols = 3L * view->width; break;
    case MIXERS_BIAS: spec.cols = mixer_decays(x, view); break;
    case MIXERS_GAIN: spec.cols = x->wide ? view->width : view->head_size; break;
    default: spec.cols = view->heads;
    }
    return spec;
}

static inline int mixers_params(const struct mixers_shape *s, const struct view *view, struct param_spec *out) {
    int n = 0;
    for (int t = MIXERS_WEIGHT; t <= MIXERS_GAIN; t++)
        if (mixers_has(s, view, (enum mixers_tensor)t)) out[n++] = mixers_spec(s, view, (enum mixers_tensor)t);
    return n;
}

/* Biases under softplus begin where steps run from .001 to .1, evenly by their logarithm over heads; numbers of a key
 * draw theirs. */
static inline double mixers_step_bias(const struct mixers_shape *s, const struct view *view, int k, struct rng *rng) {
    const double share = s->mixer.per_channel ? rng_uniform(rng) : (k + 0.5) / view->heads,
                 step = 0.001 * pow(100, share);
    return step + log(-expm1(-step));
}

static inline double mixers_initial(const struct mixers_shape *s, const struct view *view, enum mixers_tensor tensor,
                                    long k, struct rng *rng) {
    switch (tensor) {
    case MIXERS_TAPS: return (2 * rng_uniform(rng) - 1) / sqrt(s->mixer.taps);
    case MIXERS_RATE: return log(fmax(0.01, s->rate_least + (16 - s->rate_least) * rng_uniform(rng)));
    case MIXERS_BIAS: return s->mixer.decay == MIXER_SOFTPLUS ? mixers_step_bias(s, view, (int)k, rng) : 0;
    case MIXERS_SKIP:
    case MIXERS_GAIN: return 1;
    default: return 0;
    }
}

/* Of the part's tensor number k. */
static inline void mixers_init(const struct mixers_shape *s, const struct view *view, int k, struct rng *rng,
                               real *out) {
    int tensor = MIXERS_WEIGHT;
    while (!mixers_has(s, view, (enum mixers_tensor)tensor) || mixers_place(s, view, (enum mixers_tensor)tensor) != k)
        tensor++;
    const struct param_spec spec = mixers_spec(s, view, (enum mixers_tensor)tensor);
    for (long i = 0; i < (spec.rows ? spec.rows : 1) * spec.cols; i++)
        out[i] = (real)mixers_initial(s, view, (enum mixers_tensor)tensor, i, rng);
}

/* A tensor's numbers or its gradient; NULL: there are none. */
static inline real *mixers_of(const struct mixers_shape *s, const struct view *view, real *const *from,
                              enum mixers_tensor tensor) {
    return from && mixers_has(s, view, tensor) ? from[mixers_place(s, view, tensor)] : NULL;
}

static inline void mixers_bind(const struct mixers_shape *s, const struct view *view, struct mixer *out) {
    real *const *p = view->param, *const *g = view->grad;
    *out = s->mixer;
    out->tap = mixers_of(s, view, p, MIXERS_TAPS), out->dtap = mixers_of(s, view, g, MIXERS_TAPS);
    out->tap_bias = mixers_of(s, view, p, MIXERS_TAP_BIAS), out->dtap_bias = mixers_of(s, view, g, MIXERS_TAP_BIAS);
    out->rate = mixers_of(s, view, p, MIXERS_RATE), out->drate = mixers_of(s, view, g, MIXERS_RATE);
    out->bias = mixers_of(s, view, p, MIXERS_BIAS), out->dbias = mixers_of(s, view, g, MIXERS_BIAS);
    out->skip = mixers_of(s, view, p, MIXERS_SKIP), out->dskip = mixers_of(s, view, g, MIXERS_SKIP);
    out->gain = mixers_of(s, view, p, MIXERS_GAIN), out->dgain = mixers_of(s, view, g, MIXERS_GAIN);
}

/* The hooks of a scheme whose `shape` fills in a struct mixers_shape. */
#define MIXERS_HOOKS(shape)                                                                                            \
    static int params(const struct view *view, struct param_spec *out) {                                               \
        struct mixers_shape s;                                                                                         \
        shape(view, &s);                                                                                               \
        return mixers_params(&s, view, out);                                                                           \
    }                                                                                                                  \
    static void init(const struct view *view, int k, struct rng *rng, real *out) {                                     \
        struct mixers_shape s;                                                                                         \
        shape(view, &s);                                                                                               \
        mixers_init(&s, view, k, rng, out);                                                                            \
    }                                                                                                                  \
    static void mixer(const struct view *view, struct mixer *out) {                                                    \
        struct mixers_shape s;                                                                                         \
        shape(view, &s);                                                                                               \
        mixers_bind(&s, view, out);                                                                                    \
    }
#endif
