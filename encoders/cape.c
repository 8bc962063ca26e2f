/* Positions shifted, jittered and stretched at random in training, as a picture is for a vision model. */
#include "encoders/atom/positions.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    double shift, jitter, stretch;
    bool centre;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"shift", OPTION_REAL, AT(shift), "5", 0, 1e6, NULL, "positions", "of a whole sequence, uniform in +- this"},
    {"jitter", OPTION_REAL, AT(jitter), "0.5", 0, 0.5, NULL, "positions",
     "of each token, uniform in +- this; up to 0.5 keeps the order"},
    {"stretch", OPTION_REAL, AT(stretch), "1.03", 1, 100, NULL, "",
     "of a whole sequence: its logarithm is uniform in +- that of this"},
    {"centre", OPTION_BOOL, AT(centre), "false", 0, 0, NULL, NULL, "positions are counted from their mean, always"},
    {0}};

static double around(struct rng *rng, double most) { return most * (2 * rng_uniform(rng) - 1); }

static void positions(const struct view *view, struct rng *rng, int T, double *position) {
    const struct options *o = view->options;
    double mean = 0;
    for (int t = 0; t < T; t++) mean += position[t] / T;
    for (int t = 0; t < T && o->centre; t++) position[t] -= mean;
    if (view->evaluating) return;
    const double shift = around(rng, o->shift), stretch = exp(around(rng, log(o->stretch)));
    for (int t = 0; t < T; t++) position[t] = stretch * (position[t] + shift + around(rng, o->jitter));
}

static long limit(const struct view *view, long before, int T) {
    (void)T;
    const struct options *o = view->options;
    return (long)ceil(((double)before + o->shift + o->jitter) * o->stretch) + 1;
}

const struct encoder encoder_cape = {
    .name = "cape",
    .title = "Continuous augmented positions",
    .family = FAMILY_positions,
    .formula = "position of token t in training: s (t + d + e_t), ln s, d and e_t uniform around 0",
    .source = "Likhomanenko et al. 2021 (CAPE), arXiv 2106.03143; gcambara/cape",
    .differs = "works under any scheme that takes real positions, where the paper has sinusoids only (write "
               "sinusoidal+cape); defaults of shift and stretch are those recalled for translation, not checked",
    .at_eval = "positions are 0, 1, 2, ...; lengths that shift and stretch reached in training are covered",
    .claims = CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .positions = &(const struct positions_atom){.map = positions, .real = true, .limit = limit},
};
