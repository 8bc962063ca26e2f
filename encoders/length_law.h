/* The factor on the scores of a row that ASEntmax learns from the number of keys: d + b (ln(n + 1))^g, b and g per
 * layer and head, the first two tensors of a part. Vasylenko et al. 2026, arXiv 2506.16640.
 */
#ifndef LEXBENCH_LENGTH_LAW_H
#define LEXBENCH_LENGTH_LAW_H
#include "encoders/encoder.h"
#include <math.h>

static inline void length_law_params(const struct view *view, struct param_spec out[2]) {
    out[0] = (struct param_spec){.name = "slope", .cols = view->heads, .per_layer = true};
    out[1] = (struct param_spec){.name = "power", .cols = view->heads, .per_layer = true, .init_std = 0.1};
}

/* Of the slopes; powers start as init_std says. */
static inline void length_law_init(const struct view *view, struct rng *rng, real *slope) {
    for (int h = 0; h < view->heads; h++) slope[h] = (real)(0.1 + 0.9 * rng_uniform(rng));
}

/* As temperature_atom has them. offset: d, which does not depend on the length. */
static inline void length_law_factor(const struct view *view, double offset, int n, real *factor) {
    for (int h = 0; h < view->heads; h++)
        for (int k = 0; k < n; k++)
            factor[(long)h * n + k] =
                (real)(offset + (double)view->param[0][h] * pow(log(k + 2.0), (double)view->param[1][h]));
}

static inline void length_law_grad(const struct view *view, int n, const real *dfactor) {
    for (int h = 0; h < view->heads; h++) {
        double dslope = 0, dpower = 0;
        for (int k = 0; k < n; k++) {
            const double length = log(k + 2.0), power = pow(length, (double)view->param[1][h]),
                         d = (double)dfactor[(long)h * n + k];
            dslope += d * power;
            dpower += d * (double)view->param[0][h] * power * log(length);
        }
        view->grad[0][h] += (real)dslope;
        view->grad[1][h] += (real)dpower;
    }
}
#endif
