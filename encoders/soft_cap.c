/* Scores that level off. */
#include "encoders/atom/score_cap.h"
#include "encoders/encoder.h"

struct options {
    double cap;
};

static const struct option options[] = {
    {"cap", OPTION_REAL, offsetof(struct options, cap), "50", 0.001, 1e6, NULL, "", "the largest content score"}, {0}};

static double cap(const struct view *view) { return ((const struct options *)view->options)->cap; }

const struct encoder encoder_soft_cap = {
    .name = "soft-cap",
    .title = "Soft cap of scores",
    .family = FAMILY_attention,
    .formula = "s -> c tanh(s / c) of the content score, before biases",
    .source = "Gemma 2 (2024); x-transformers has it after biases",
    .differs = "before biases, so that these keep their meaning",
    .at_eval = "nothing is set",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .score_cap = &(const struct score_cap_atom){.cap = cap},
};
