/* Queries and keys turned by angles that grow with position, so that their product depends on distance. */
#include "encoders/encoder.h"
#include <math.h>

struct options {
    double base;
    int layout;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"base", OPTION_REAL, AT(base), "10000", 1.0001, 1e12, NULL, "", "wavelengths run from 2 pi to 2 pi base^(1-2/D)"},
    {"layout", OPTION_CHOICE, AT(layout), "half", 0, 0, "half|interleaved", NULL,
     "pairs (p, p+D/2) as in Llama, or (2p, 2p+1) as in RoFormer; equal up to a permutation of the head's dimensions"},
    {0}};

static enum rotary_layout layout(const struct view *view) {
    return ((const struct options *)view->options)->layout == 0 ? ROTARY_HALF : ROTARY_INTERLEAVED;
}

static void rotate(const struct view *view, bool key, int n, const double *position, real *cosine, real *sine) {
    (void)key;
    const struct options *o = view->options;
    const int half = view->head_size / 2;
    for (int h = 0; h < view->heads; h++)
        for (int i = 0; i < n; i++)
            for (int p = 0; p < half; p++) {
                double angle = position[i] * pow(o->base, -2.0 * p / view->head_size);
                *cosine++ = (real)cos(angle);
                *sine++ = (real)sin(angle);
            }
}

const struct encoder encoder_rope = {
    .name = "rope",
    .title = "Rotary position embedding",
    .formula = "q_i -> R(i w) q_i, k_j -> R(j w) k_j, w_p = base^(-2p/D): the score depends on i-j",
    .source = "Su et al. 2021, arXiv 2104.09864, eq. 15",
    .differs = "",
    .at_eval = "nothing is set; slow pairs reach angles that training never showed",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .layout = layout,
    .rotate = rotate,
};
