/* Position interpolation for biases over distance: a variant of evaluation that shrinks distances to those trained. */
#include "encoders/atom/bias.h"
#include "encoders/rotary.h"

struct options {
    double scale;
};

static const struct option options[] = {{"scale", OPTION_REAL, offsetof(struct options, scale), "0", 0, 1e6, NULL, "",
                                         "s; 0: longest sequence evaluated over training length"},
                                        {0}};

static double stretch(const struct view *view) {
    return 1 / rotary_scale(view, ((const struct options *)view->options)->scale);
}

const struct encoder encoder_bias_pi = {
    .name = "bias-pi",
    .title = "Position interpolation for biases",
    .family = FAMILY_extension,
    .formula = "bias(d) -> bias(d / s): alibi's slopes m_h -> m_h / s",
    .source = "Al-Khateeb et al. 2023, arXiv 2310.13017, known here from its abstract and summaries",
    .differs =
        "the paper has ALiBi; here biases over distance of any other scheme (kerple-log, bam ...) are met at the "
        "same distances",
    .at_eval =
        "a variant of evaluation for schemes with a bias over distance (alibi+bias-pi); up to the training length "
        "nothing changes",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .variant = true,
    .options = options,
    .options_size = sizeof(struct options),
    .bias = &(const struct bias_atom){.stretch = stretch},
};
