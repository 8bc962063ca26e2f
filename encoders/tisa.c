/* A bias over distance that is a sum of bells, learned per head and layer. */
#include "encoders/atom/bias.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    long kernels;
    int offsets;
};
enum { BOTH, PAST };
enum { HEIGHT, SHARPNESS, OFFSET }; /* tensors */

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"kernels", OPTION_INT, AT(kernels), "5", 1, 256, NULL, "", "K: bells per head"},
    {"offsets", OPTION_CHOICE, AT(offsets), "both", 0, 0, "both|past", NULL,
     "initial o from N(0, 5^2); or minus its magnitude, so that all bells of a causal model stand where keys are"},
    {0}};

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    static const char *const names[] = {"height", "sharpness", "offset"};
    for (int k = HEIGHT; k <= OFFSET; k++)
        out[k] = (struct param_spec){.name = names[k], .rows = view->heads, .cols = o->kernels, .per_layer = true};
    return 3;
}

static void init(const struct view *view, int k, struct rng *rng, real *out) {
    const struct options *o = view->options;
    for (long i = 0; i < view->heads * o->kernels; i++) {
        const double x = rng_normal(rng);
        out[i] = (real)(k != OFFSET ? 0.1 + 0.01 * x : o->offsets == PAST ? -5 * fabs(x) : 5 * x);
    }
}

/* One bell: a exp(-|s| y^2), y = o - (j-i). */
struct bell {
    double height, sharpness, offset;
};

static struct bell bell_of(const struct view *view, long i) {
    return (struct bell){(double)view->param[HEIGHT][i], (double)view->param[SHARPNESS][i],
                         (double)view->param[OFFSET][i]};
}

static void bias(const struct view *view, int n, const double *distance, real *table) {
    const struct options *o = view->options;
    for (long h = 0; h < view->heads; h++)
        for (int k = 0; k < n; k++) {
            double sum = 0;
            for (long i = h * o->kernels; i < (h + 1) * o->kernels; i++) {
                const struct bell b = bell_of(view, i);
                const double y = b.offset + distance[k];
                sum += b.height * exp(-fabs(b.sharpness) * y * y);
            }
            *table++ = (real)sum;
        }
}

static void bias_grad(const struct view *view, int n, const double *distance, const real *dtable) {
    const struct options *o = view->options;
    for (long i = 0; i < view->heads * o->kernels; i++) {
        const struct bell b = bell_of(view, i);
        const real *d = dtable + i / o->kernels * n;
        double dheight = 0, dsharpness = 0, doffset = 0;
        for (int k = 0; k < n; k++) {
            const double y = b.offset + distance[k], along = (double)d[k] * exp(-fabs(b.sharpness) * y * y);
            dheight += along;
            dsharpness -= along * b.height * y * y;
            doffset -= along * b.height * 2 * fabs(b.sharpness) * y;
        }
        view->grad[HEIGHT][i] += (real)dheight;
        view->grad[SHARPNESS][i] += (real)(b.sharpness < 0 ? -dsharpness : dsharpness);
        view->grad[OFFSET][i] += (real)doffset;
    }
}

const struct encoder encoder_tisa = {
    .name = "tisa",
    .title = "Translation-invariant attention",
    .family = FAMILY_bias,
    .formula = "score[i][j] = q_i . k_j / sqrt(D) + sum_{k<K} a_hk exp(-|s_hk| (o_hk - (j-i))^2), a, s, o learned per "
               "layer",
    .source = "Wennberg and Henter 2021 (TISA); code ulmewennberg/tisa",
    .differs = "made for bidirectional models; in a causal one half of the initial bells stand where no key is "
               "(offsets=past: none)",
    .at_eval = "nothing is set; far keys have a bias of 0, so they compete as they do without positions",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .bias = &(const struct bias_atom){.table = bias, .grad = bias_grad},
};
