/* A causal depth-wise convolution over the residual stream: position by neighbourhood. */
#include "encoders/encoder.h"
#include <math.h>
#include <string.h>

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

static bool stands(const struct view *view) {
    const struct options *o = view->options;
    long at = o->at < view->layers ? o->at : view->layers - 1;
    return view->layer == at || (o->every && view->layer > at);
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

static void stream(const struct view *view, int T, const real *x, real *y) {
    const struct options *o = view->options;
    const int C = view->width;
    for (int t = 0; t < T; t++) {
        real *row = y + (long)t * C;
        for (int c = 0; c < C; c++) row[c] = x[(long)t * C + c] + view->param[1][c];
        for (int n = 0; n < o->kernel && n <= t; n++) {
            const real *w = view->param[0] + (long)n * C, *from = x + (long)(t - n) * C;
            for (int c = 0; c < C; c++) row[c] += w[c] * from[c];
        }
    }
}

static void stream_grad(const struct view *view, int T, const real *x, const real *dy, real *dx) {
    const struct options *o = view->options;
    const int C = view->width;
    memcpy(dx, dy, sizeof *dx * (size_t)T * (size_t)C);
    for (int t = 0; t < T; t++) {
        const real *d = dy + (long)t * C;
        for (int c = 0; c < C; c++) view->grad[1][c] += d[c];
        for (int n = 0; n < o->kernel && n <= t; n++) {
            const real *w = view->param[0] + (long)n * C, *from = x + (long)(t - n) * C;
            real *dw = view->grad[0] + (long)n * C, *to = dx + (long)(t - n) * C;
            for (int c = 0; c < C; c++) {
                dw[c] += d[c] * from[c];
                to[c] += d[c] * w[c];
            }
        }
    }
}

const struct encoder encoder_cpe = {
    .name = "cpe",
    .title = "Conditional positional encoding, causal and one-dimensional",
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
    .stream_at = stands,
    .stream = stream,
    .stream_grad = stream_grad,
};
