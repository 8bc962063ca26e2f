/* Keys and values that take a share of the token before. */
#include "encoders/atom/channels.h"
#include "encoders/atom/shift.h"
#include "encoders/encoder.h"
#include "encoders/gate.h"

struct options {
    bool keys, values;
    double init_std;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"keys", OPTION_BOOL, AT(keys), "true", 0, 0, NULL, NULL, "shift keys"},
    {"values", OPTION_BOOL, AT(values), "true", 0, 0, NULL, NULL, "shift values"},
    {"init_std", OPTION_REAL, AT(init_std), "0.02", 0, 10, NULL, "",
     "initial weights of the shares N(0, init_std^2); 0: every share begins as one half"},
    {0}};
#undef AT

/* Which of the two are shifted, and at which column of the inputs each begins. */
static bool shifted(const struct view *view, int k) {
    const struct options *o = view->options;
    return k ? o->values : o->keys;
}
static int column(const struct view *view, int k) { return k && shifted(view, 0) ? view->heads : 0; }

static bool check(const struct view *view, struct error *err) {
    return shifted(view, 0) || shifted(view, 1) || error_set(err, "shifts nothing; leave keys or values true");
}

static int channel_inputs(const struct view *view) { return (shifted(view, 0) + shifted(view, 1)) * view->heads; }

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[0] = (struct param_spec){.name = "weight",
                                 .rows = view->width,
                                 .cols = channel_inputs(view),
                                 .per_layer = true,
                                 .decay = true,
                                 .init_std = o->init_std};
    return 1;
}

static void channel(const struct view *view, int T, const real *in, double *out) {
    const int P = channel_inputs(view), H = view->heads;
    for (int t = 0; t < T; t++)
        for (int k = 0; k < 2; k++)
            for (int h = 0; h < H; h++)
                out[((long)t * 2 + k) * H + h] =
                    shifted(view, k) ? sigmoid_of((double)in[(long)t * P + column(view, k) + h]) : 0;
}

static void channel_grad(const struct view *view, int T, const real *in, const double *out, const double *dout,
                         real *din) {
    const int P = channel_inputs(view), H = view->heads;
    (void)in;
    for (int t = 0; t < T; t++)
        for (int k = 0; k < 2; k++)
            for (int h = 0; h < H && shifted(view, k); h++) {
                const long at = ((long)t * 2 + k) * H + h;
                din[(long)t * P + column(view, k) + h] = (real)(dout[at] * out[at] * (1 - out[at]));
            }
}

const struct encoder encoder_token_shift = {
    .name = "token-shift",
    .title = "Token shift of keys and values",
    .family = FAMILY_conv,
    .formula =
        "k_t = a_t k_{t-1} + (1 - a_t) k_t, a_t = sigmoid(w_h . x_t); values likewise with a share of their own; "
        "0 before the start",
    .source = "Lin et al. 2025 (FoX, Pro block), arXiv 2503.02130; code zhixuan-lin/forgetting-transformer",
    .differs = "the shift alone; the norm of keys behind it belongs to the Pro block",
    .at_eval = "nothing is set; away from the start it is the same everywhere, so no length is new to it",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = params,
    .channels = &(const struct channels_atom){.inputs = channel_inputs, .make = channel, .grad = channel_grad},
    .shift = &(const struct shift_atom){.by_channels = true},
};
