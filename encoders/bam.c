/* A power of the distance as penalty, with its scale, exponent and centre learned per head: the log of a generalised
 * Gaussian prior over keys. */
#include "encoders/atom/bias.h"
#include "encoders/encoder.h"
#include "encoders/slope.h"
#include <math.h>

struct options {
    bool centre, bounded;
};
enum { SCALE, SHAPE, CENTRE }; /* tensors */

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"centre", OPTION_BOOL, AT(centre), "true", 0, 0, NULL, NULL,
     "m is learned, as the training script has it; false: 0, as its configuration has it"},
    {"bounded", OPTION_BOOL, AT(bounded), "false", 0, 0, NULL, NULL,
     "s stays at 0 or above: below 0 a token at the centre, where the power has its pole, is cut off"},
    {0}};

/* Keeps the power finite at the centre. */
static const double EPSILON = 1e-5;

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    static const char *const names[] = {"scale", "shape", "centre"};
    for (int k = SCALE; k <= CENTRE; k++) out[k] = (struct param_spec){.name = names[k], .cols = view->heads};
    return o->centre ? 3 : 2;
}

/* ALiBi. */
static void init(const struct view *view, int k, struct rng *rng, real *out) {
    (void)rng;
    for (int h = 0; h < view->heads; h++)
        out[h] = (real)(k == SCALE ? log(alibi_slope(h, view->heads)) : k == SHAPE ? 1 : 0);
}

static void project(const struct view *view) {
    const struct options *o = view->options;
    for (int h = 0; o->bounded && h < view->heads; h++)
        view->param[SHAPE][h] = (real)fmax((double)view->param[SHAPE][h], 0);
}

/* One head's numbers. */
struct prior {
    double scale, shape, centre, slope; /* e^l, s, e^m - e^-m and its derivative */
};

static struct prior prior_of(const struct view *view, int h) {
    const struct options *o = view->options;
    const double m = o->centre ? (double)view->param[CENTRE][h] : 0;
    return (struct prior){.scale = exp((double)view->param[SCALE][h]),
                          .shape = (double)view->param[SHAPE][h],
                          .centre = exp(m) - exp(-m),
                          .slope = exp(m) + exp(-m)};
}

static double radius(struct prior p, double distance) { return fabs(distance + p.centre) + EPSILON; }

static void bias(const struct view *view, int n, const double *distance, real *table) {
    for (int h = 0; h < view->heads; h++) {
        const struct prior p = prior_of(view, h);
        for (int k = 0; k < n; k++) *table++ = (real)(-p.scale * pow(radius(p, distance[k]), p.shape));
    }
}

static void bias_grad(const struct view *view, int n, const double *distance, const real *dtable) {
    const struct options *o = view->options;
    for (int h = 0; h < view->heads; h++) {
        const struct prior p = prior_of(view, h);
        double dscale = 0, dshape = 0, dcentre = 0;
        for (int k = 0; k < n; k++) {
            const double r = radius(p, distance[k]), along = (double)*dtable++ * -p.scale * pow(r, p.shape);
            dscale += along;
            dshape += along * log(r);
            dcentre += along * p.shape / r * copysign(p.slope, distance[k] + p.centre);
        }
        view->grad[SCALE][h] += (real)dscale;
        view->grad[SHAPE][h] += (real)dshape;
        if (o->centre) view->grad[CENTRE][h] += (real)dcentre;
    }
}

const struct encoder encoder_bam = {
    .name = "bam",
    .title = "Bayesian attention mechanism",
    .family = FAMILY_bias,
    .formula =
        "score[i][j] = q_i . k_j / sqrt(D) - e^(l_h) (|i-j + e^(m_h) - e^(-m_h)| + 1e-5)^(s_h), l, s, m learned; "
        "in the beginning alibi (s = 1, m = 0)",
    .source = "Bianchessi et al. (BAM); code ArthurSBianchessi/BAM",
    .differs = "versions of the code have the scale inside the power, as (e^l d)^s; here it stands outside",
    .at_eval = "nothing is set; the penalty goes on with the learned power, ever more slowly where that is below 1",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .project = project,
    .bias = &(const struct bias_atom){.table = bias, .grad = bias_grad},
};
