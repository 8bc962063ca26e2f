/* Forget gates: c_t = sum over n <= t of log sigmoid(a_n), one per head. Shared by FoX, CABLE and PaTH-FoX. */
#ifndef LEXBENCH_GATE_H
#define LEXBENCH_GATE_H
#include "encoders/view.h"
#include <math.h>

/* log sigmoid(a), without overflow on either side. */
static inline double log_sigmoid(double a) { return fmin(a, 0) - log1p(exp(-fabs(a))); }
static inline double sigmoid_of(double a) { return 1 / (1 + exp(-a)); }

/* From what enters attention to a logit per head. */
static inline struct param_spec gate_weight(const struct view *view, double init_std) {
    return (struct param_spec){.name = "weight",
                               .rows = view->width,
                               .cols = view->heads,
                               .per_layer = true,
                               .decay = true,
                               .init_std = init_std};
}

/* How logits become gates. */
struct gate {
    double sign;  /* -1: sigmoid(-a), as CABLE writes it */
    double scale; /* of c */
};

static inline double gate_logit(const struct gate *g, const real *in, int width, const real *bias, int t, int h) {
    return g->sign * ((in ? (double)in[(long)t * width + h] : 0) + (double)bias[h]);
}

/* Heads' gates of one sequence: out[t * stride + h] = scale * c_t. in: [T][width] where head h's logit stands in column
 * h, or NULL; bias: [heads]. */
static inline void gates_sum(const struct gate *g, int T, int heads, const real *in, int width, const real *bias,
                             double *out, int stride) {
    for (int h = 0; h < heads; h++) {
        double sum = 0;
        for (int t = 0; t < T; t++) {
            sum += log_sigmoid(gate_logit(g, in, width, bias, t, h));
            out[(long)t * stride + h] = g->scale * sum;
        }
    }
}

/* The backward pass: da_t = sign * scale * sigmoid(-a_t) * sum over n >= t of dc_n; din is written where given, dbias
 * added to. */
static inline void gates_sum_grad(const struct gate *g, int T, int heads, const real *in, int width, const real *bias,
                                  const double *dout, int stride, real *din, real *dbias) {
    for (int h = 0; h < heads; h++) {
        double after = 0, all = 0;
        for (int t = T - 1; t >= 0; t--) {
            after += dout[(long)t * stride + h];
            const double d = g->sign * g->scale * after * sigmoid_of(-gate_logit(g, in, width, bias, t, h));
            if (din) din[(long)t * width + h] = (real)d;
            all += d;
        }
        dbias[h] += (real)all;
    }
}
#endif
