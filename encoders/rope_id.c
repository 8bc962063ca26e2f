/* Rotary embedding of a part of each head, fast enough that training shows every pair all of its angles. */
#include "encoders/atom/rotary.h"
#include "encoders/rotary.h"

struct options {
    struct rotary_options rotary; /* without a base */
    double share, turns;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"layout", OPTION_CHOICE, AT(rotary.layout), "half", 0, 0, "half|interleaved", NULL,
     "pairs (p, p+D/2) or (2p, 2p+1)"},
    {"share", OPTION_REAL, AT(share), "0.5", 0, 1, NULL, "of the pairs", "pairs that are turned"},
    {"turns", OPTION_REAL, AT(turns), "1", 0.001, 1e6, NULL, "turns",
     "of the slowest of them within the training length"},
    {0}};

/* The slowest turned pair; never faster than the fastest, which turns by 1 per token. */
static double slowest(const struct view *view) {
    const struct options *o = view->options;
    return fmin(1, 2 * M_PI * o->turns / view->train_length);
}

static void frequencies(const struct view *view, double *theta) {
    const struct options *o = view->options;
    const int pairs = view->head_size / 2, turned = (int)(o->share * pairs + 1e-9);
    for (int h = 0; h < view->heads; h++)
        for (int p = 0; p < turned; p++)
            theta[h * pairs + p] += pow(slowest(view), turned > 1 ? (double)p / (turned - 1) : 0);
}

const struct encoder encoder_rope_id = {
    .name = "rope-id",
    .title = "Rotation in distribution",
    .family = FAMILY_rotary,
    .formula =
        "w_p = w^(p/(n-1)) for the n = share D/2 first pairs, w = 2 pi turns / L (L: training length); the others "
        "are not turned",
    .source = "Wertheimer et al. 2026, arXiv 2603.18017, known here from its abstract: high frequencies on a subset of "
              "channels",
    .differs = "the paper's frequencies and share of channels were not found: share, range and spacing are this "
               "program's own, so results are not the paper's",
    .at_eval = "nothing is set; with turns=1 or more each turned pair has met all its angles in training, and the "
               "others see content alone",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .rotary = &(const struct rotary_atom){.layout = rotary_layout, .frequencies = frequencies},
};
