/* Rotary embedding whose pairs decay with distance, and a mask by blocks for evaluation. */
#include "encoders/atom/decay.h"
#include "encoders/atom/mask.h"
#include "encoders/atom/rotary.h"
#include "encoders/rotary.h"

struct options {
    struct rotary_options rotary;
    double scale_base, gamma;
    long block;
    bool blockwise;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    ROTARY_ROWS(struct options),
    {"scale_base", OPTION_REAL, AT(scale_base), "0", 0, 1e9, NULL, "tokens",
     "B: pair p decays by z_p over this distance; 0: half the training length"},
    {"gamma", OPTION_REAL, AT(gamma), "0.4", 0, 1000, NULL, "", "z_p = (2p/D + gamma)/(1 + gamma)"},
    {"blockwise", OPTION_BOOL, AT(blockwise), "false", 0, 0, NULL, NULL,
     "in evaluation a query sees keys of its own block and the one before (blockwise causal attention)"},
    {"block", OPTION_INT, AT(block), "0", 0, 1000000, NULL, "tokens", "of a block; 0: half the training length"},
    {0}};

static void frequencies(const struct view *view, double *theta) {
    const struct options *o = view->options;
    const int pairs = view->head_size / 2;
    for (int h = 0; h < view->heads; h++)
        for (int p = 0; p < pairs; p++) theta[h * pairs + p] += rotary_frequency(o->rotary.base, view->head_size, p);
}

static void decay(const struct view *view, double *rate) {
    const struct options *o = view->options;
    const double B = o->scale_base > 0 ? o->scale_base : fmax(view->train_length / 2.0, 1);
    for (int h = 0; h < view->heads; h++)
        for (int p = 0; p < view->head_size / 2; p++)
            *rate++ = -log((2.0 * p / view->head_size + o->gamma) / (1 + o->gamma)) / B;
}

static void mask(const struct view *view, int head, struct mask *out) {
    (void)head;
    const struct options *o = view->options;
    if (!o->blockwise || !view->evaluating) return;
    out->block = o->block ? o->block : view->train_length > 1 ? view->train_length / 2 : 1;
}

static bool check(const struct view *view, struct error *err) {
    (void)view;
    const struct options *o = view->options;
    return o->gamma > 0 || error_set(err, "gamma must be above 0");
}

const struct encoder encoder_xpos = {
    .name = "xpos",
    .title = "Rotation with decay (xPos, LeX)",
    .family = FAMILY_rotary,
    .formula =
        "score[i][j] = sum over pairs p of z_p^((i-j)/B) (R(i w) q_i)_p . (R(j w) k_j)_p / sqrt(D), z_p = (2p/D + "
        "gamma)/(1 + gamma)",
    .source = "Sun et al. 2022, arXiv 2212.10554; microsoft/torchscale",
    .differs =
        "B is half the training length instead of 512 (the paper's half of 1024); the code multiplies queries and "
        "keys by z^(i/B) and z^(-j/B), which is the same but overflows; what else meets queries (vectors, gates) "
        "meets them without",
    .at_eval = "with blockwise=true a query sees its own block and the one before only",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION | CLAIM_CAUSAL_ONLY,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .rotary = &(const struct rotary_atom){.layout = rotary_layout, .frequencies = frequencies},
    .mask = &(const struct mask_atom){.of = mask},
    .decay = &(const struct decay_atom){.rate = decay},
};
