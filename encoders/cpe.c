/* A causal depth-wise convolution over the residual stream: position by neighbourhood. */
#include "encoders/atom/stream.h"
#include "encoders/convolution.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    long kernel, at;
    bool every;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"kernel", OPTION_INT, AT(kernel), "3", 1, 64, NULL, "tokens", "taps, the current token included"},
    {"at", OPTION_INT, AT(at), "1", 0, 31, NULL, "",
     "stands before this layer (0: right after the embedding); the last layer of shallower models"},
    {"every", OPTION_BOOL, AT(every), "false", 0, 0, NULL, NULL, "stands before every layer from `at` on"},
    {0}};

static bool stands(const struct view *view, enum site site) {
    const struct options *o = view->options;
    long at = o->at < view->layers ? o->at : view->layers - 1;
    return site == SITE_ENTRY && (view->layer == at || (o->every && view->layer > at));
}

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[0] = (struct param_spec){.name = "weight",
                                 .rows = o->kernel,
                                 .cols = view->width,
                                 .per_layer = true,
                                 .init_std = sqrt(2.0 / (double)o->kernel)};
    out[1] = (struct param_spec){.name = "bias", .cols = view->width, .per_layer = true};
    return 2;
}

static void stream(const struct view *view, enum site site, int T, const real *x, real *y) {
    const struct options *o = view->options;
    const int C = view->width;
    (void)site;
    convolve(T, C, (int)o->kernel, view->param[0], view->param[1], 1, x, y);
}

static void stream_grad(const struct view *view, enum site site, int T, const real *x, real *d) {
    const struct options *o = view->options;
    const int C = view->width;
    (void)site;
    for (int t = 0; t < T; t++)
        for (int c = 0; c < C; c++) view->grad[1][c] += d[(long)t * C + c];
    convolve_grad(T, C, (int)o->kernel, view->param[0], 1, x, d, view->grad[0]);
}

const struct encoder encoder_cpe = {
    .name = "cpe",
    .title = "Conditional positional encoding",
    .family = FAMILY_conv,
    .formula = "x_t += b + sum_n w[n] * x_{t-n}, n = 0..K-1, per channel; x before the start is 0",
    .source = "Chu et al. 2021 (CPVT, PEG), arXiv 2102.10882; initial values as in the Twins release",
    .differs = "the paper's 3x3 convolution over an image becomes a causal one over the sequence; it stands once, "
               "after the first block; with "
               "one layer before it",
    .at_eval = "nothing is set; away from the border it is the same everywhere, so no length is new to it",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .stream = &(const struct stream_atom){.at = stands, .map = stream, .grad = stream_grad},
};
