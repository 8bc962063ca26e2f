/* Forget gates that every query chooses for itself, between a vector of its own and turned ones of the tokens passed.
 */
#include "encoders/encoder.h"
#include "encoders/slope.h"

struct options {
    long size;
    bool slopes;
    double init_std;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"size", OPTION_INT, AT(size), "8", 2, 1024, NULL, "", "numbers of a head's vectors; even"},
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
static int channels(const struct view *view) { return 2 * view->heads * size(view); }

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
static double inverse_rms(int E, const real *p) {
    double square = 0;
    for (int e = 0; e < E; e++) square += (double)p[e] * (double)p[e];
    return 1 / sqrt(square / E + 1.1920929e-7);
}

/* Pairs (e, e + E/2) by -angle. */
static void turn(int E, double angle, double *x) {
    const double c = cos(angle), s = sin(angle);
    for (int e = 0; e < E / 2; e++) {
        const double a = x[e], b = x[e + E / 2];
        x[e] = a * c + b * s;
        x[e + E / 2] = b * c - a * s;
    }
}

static void channel(const struct view *view, int T, const real *in, double *out) {
    const int E = size(view), P = channel_inputs(view);
    for (int t = 0; t < T; t++)
        for (int at = 0; at < P; at += E) {
            const real *p = in + (long)t * P + at;
            double *query = out + (long)t * 2 * P + at, *key = query + P;
            const double scale = inverse_rms(E, p);
            for (int e = 0; e < E; e++) {
                query[e] = (double)p[e] / E;
                key[e] = (double)p[e] * scale;
            }
            turn(E, t, key);
        }
}

/* key = turned u, u = p r, r = 1/rms: dp = r (du - u (u . du) / E). */
static void channel_grad(const struct view *view, int T, const real *in, const double *out, const double *dout,
                         real *din) {
    const int E = size(view), P = channel_inputs(view);
    (void)out;
    for (int t = 0; t < T; t++)
        for (int at = 0; at < P; at += E) {
            const real *p = in + (long)t * P + at;
            const double *dquery = dout + (long)t * 2 * P + at, *dkey = dquery + P, scale = inverse_rms(E, p);
            double du[1024], along = 0;
            for (int e = 0; e < E; e++) du[e] = dkey[e];
            turn(E, -t, du);
            for (int e = 0; e < E; e++) along += (double)p[e] * scale * du[e] / E;
            for (int e = 0; e < E; e++)
                din[(long)t * P + at + e] = (real)(dquery[e] / E + scale * (du[e] - (double)p[e] * scale * along));
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
    .channel_inputs = channel_inputs,
    .channels = channels,
    .channel = channel,
    .channel_grad = channel_grad,
    .forgets = forgets,
};
