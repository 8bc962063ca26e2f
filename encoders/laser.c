/* The logarithm of weighed exponentials: a gradient that reaches every key by how much its value takes part. */
#include "encoders/atom/laser.h"
#include "encoders/encoder.h"

struct options {
    double clamp;
};

static const struct option options[] = {{"clamp", OPTION_REAL, offsetof(struct options, clamp), "15", 0.1, 40, NULL, "",
                                         "values are brought between -clamp and clamp, by its tanh(v / clamp)"},
                                        {0}};

static double clamp(const struct view *view) { return ((const struct options *)view->options)->clamp; }

const struct encoder encoder_laser = {
    .name = "laser",
    .title = "Attention with exponential values",
    .family = FAMILY_attention,
    .formula = "o_i = ln sum_j w_ij e^u_j in every channel, u = c tanh(v / c)",
    .source = "Duvvuri and Dhillon 2024, arXiv 2411.03493; squashed values as in x-transformers",
    .differs =
        "values are squashed by tanh, as x-transformers does with 15, so that their exponentials fit into numbers and "
        "no largest value over the sequence is needed, by whose rounding early rows would depend on later tokens",
    .at_eval = "nothing is set; weights spread evenly over n keys leave an output at most ln n below the largest value",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .laser = &(const struct laser_atom){.clamp = clamp},
};
