/* No positional encoding at all: the causal mask is the only sign of order. */
#include "encoders/encoder.h"

const struct encoder encoder_nope = {
    .name = "nope",
    .title = "No positional encoding",
    .family = FAMILY_control,
    .formula = "score[i][j] = q_i . k_j / sqrt(D)",
    .source = "Haviv et al. 2022; Kazemnejad et al. 2023, arXiv 2305.19466",
    .differs = "",
    .at_eval = "nothing: there is nothing to extend; attention thins out as sequences grow",
    .claims = CLAIM_SHIFT_INVARIANT,
};
