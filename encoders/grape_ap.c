/* Forget gates that every query chooses for itself, between a vector of its own and turned ones of the tokens passed.
 */
#include "base/vec.h"
#include "encoders/atom/channels.h"
#include "encoders/atom/forget.h"
#include "encoders/encoder.h"
#include "encoders/slope.h"

struct options {
    long size;
    bool slopes;
    double init_std;
};

enum { MOST = 1024 };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"size", OPTION_INT, AT(size), "8", 2, MOST, NULL, "", "numbers of a head's vectors; even"},
    {"slopes", OPTION_BOOL, AT(slopes), "true", 0, 0, NULL, NULL,
     "log gates times the slopes of ALiBi; false: as they are in every head"},
    {"init_std", OPTION_REAL, AT(init_std), "0", 0, 10, NULL, "", "initial weights N(0, init_std^2); 0: 1/(2 sqrt(C))"},
    {0}};
#undef AT

static int size(const struct view *view) { return (int)((const struct options *)view->options)->size; }

static bool check(const struct view *view, struct error *err) {
    return size(view) % 2 == 0 || error_set(err, "size=%d is odd, but pairs are turned; make it even", size(view));
}

static int channel_inputs(const struct view *view) { return view->heads * size(view); }

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[0] = (struct param_spec){.name = "weight",
                                 .rows = view->width,
                                 .cols = channel_inputs(view),
                                 .per_layer = true,
                                 .decay = true,
                                 .init_std = o->init_std > 0 ? o->init_std : 0.5 / sqrt(view->width)};
    return 1;
}

/* 1 over the root mean square, with what keeps torch's from dividing by zero. */
static real inverse_rms(int E, const real *p) {
    real square = 0;
    for (int e = 0; e < E; e++) square += p[e] * p[e];
    return 1 / vec_sqrt(square / (real)E + (real)1.1920929e-7);
}

/* Pairs (e, e + E/2) by the angle with this cosine and sine, the other way round. */
static void turn(int E, real cosine, real sine, real *x) {
    for (int e = 0; e < E / 2; e++) {
        const real a = x[e], b = x[e + E / 2];
        x[e] = a * cosine + b * sine;
        x[e + E / 2] = b * cosine - a * sine;
    }
}

static void channel(const struct view *view, int T, const real *in, double *out) {
    const int E = size(view), P = channel_inputs(view);
    real cosine, sine, key[MOST];
    for (int t = 0; t < T; t++, out += 2 * P) {
        vec_turn1(t, &cosine, &sine);
        for (int at = 0; at < P; at += E, in += E) {
            const real scale = inverse_rms(E, in);
            for (int e = 0; e < E; e++) out[at + e] = (double)(in[e] / (real)E), key[e] = in[e] * scale;
            turn(E, cosine, sine, key);
            for (int e = 0; e < E; e++) out[P + at + e] = (double)key[e];
        }
    }
}

/* key = turned u, u = p r, r = 1/rms: dp = r (du - u (u . du) / E). */
static void channel_grad(const struct view *view, int T, const real *in, const double *out, const double *dout,
                         real *din) {
    const int E = size(view), P = channel_inputs(view);
    (void)out;
    real cosine, sine, du[MOST];
    for (int t = 0; t < T; t++, dout += 2 * P) {
        vec_turn1(t, &cosine, &sine);
        for (int at = 0; at < P; at += E, in += E, din += E) {
            const real scale = inverse_rms(E, in);
            real along = 0;
            for (int e = 0; e < E; e++) du[e] = (real)dout[P + at + e];
            turn(E, cosine, -sine, du);
            for (int e = 0; e < E; e++) along += in[e] * du[e];
            along *= scale * scale / (real)E;
            for (int e = 0; e < E; e++) din[e] = (real)dout[at + e] / (real)E + scale * (du[e] - in[e] * along);
        }
    }
}

static int forgets(const struct view *view, double *factor) {
    const struct options *o = view->options;
    for (int h = 0; h < view->heads; h++) factor[h] = o->slopes ? alibi_slope(h, view->heads) : 1;
    return size(view);
}

const struct encoder encoder_grape_ap = {
    .name = "grape-ap",
    .title = "GRAPE, additive along the path",
    .family = FAMILY_content,
    .formula = "score[i][j] = q_i . k_j / sqrt(D) + m_h sum_{j<n<=i} log sigmoid(p_i . R_n rms(p_n) / E), p = W x, R_n "
               "turns all pairs by n radians, m_h the slopes of ALiBi",
    .source = "Zhang et al. 2026 (ICLR), arXiv 2512.07805; code model-architectures/GRAPE",
    .differs = "as in the code, where only the passed token is normed and turned, by its index; no norm of q and k",
    .at_eval = "nothing is set; the penalty goes on growing with every token",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = params,
    .channels = &(const struct channels_atom){.inputs = channel_inputs, .make = channel, .grad = channel_grad},
    .forget = &(const struct forget_atom){.size = forgets},
};
