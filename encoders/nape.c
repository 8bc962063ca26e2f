/* Half of the heads without any position, half with linear biases. */
#include "encoders/atom/bias.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    int slopes;
};
enum { LINEAR, EXPONENTIAL };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {{"slopes", OPTION_CHOICE, AT(slopes), "linear", 0, 0, "linear|exp", NULL,
                                         "slopes of the heads h = 0, 1, .. with a bias: 1/(h+1), or 2^-h"},
                                        {0}};

static double slope(const struct view *view, int h) {
    const struct options *o = view->options;
    if (h >= view->heads / 2) return 0;
    return o->slopes == LINEAR ? 1.0 / (h + 1) : exp2(-h);
}

static bool check(const struct view *view, struct error *err) {
    return view->heads >= 2 || error_set(err, "needs 2 heads or more, one half of them without position");
}

static void bias(const struct view *view, int n, const double *distance, real *table) {
    for (int h = 0; h < view->heads; h++)
        for (int k = 0; k < n; k++) *table++ = (real)(-slope(view, h) * fabs(distance[k]));
}

static const struct golden golden[] = {{"", "d: 1, H: 8, is: [-1.0, -0.5, -0.333333, -0.25, 0.0, 0.0, 0.0, 0.0]", NULL},
                                       {"slopes=exp", "d: 1, H: 4, is: [-1.0, -0.5, 0.0, 0.0]", NULL},
                                       {0}};

const struct encoder encoder_nape = {
    .name = "nape",
    .title = "NoPE and ALiBi heads side by side",
    .family = FAMILY_bias,
    .formula = "score[i][j] = q_i . k_j / sqrt(D) - m_h |i-j|, m_h = 1/h for h = 1..H/2, 0 for the other heads",
    .source = "Vasylenko et al. 2025, arXiv 2506.16640 (ASEntmax), and its code",
    .differs = "the paper pairs it with a length temperature on the heads without position and with entmax; here both "
               "are parts of their own",
    .at_eval = "nothing is set; the biased heads are nearly local, the others see everything alike",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .golden = golden,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .bias = &(const struct bias_atom){.table = bias},
};
