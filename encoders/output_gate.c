/* Heads that can shut: what a head gives is multiplied by a gate that the token sets. */
#include "encoders/atom/output_gate.h"
#include "encoders/atom/channels.h"
#include "encoders/encoder.h"

struct options {
    int form;
    double init_std;
};
enum { ELEMENTWISE, HEAD };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {{"form", OPTION_CHOICE, AT(form), "elementwise", 0, 0, "elementwise|head", NULL,
                                         "a gate for every number of a head, or one for a head"},
                                        {"init_std", OPTION_REAL, AT(init_std), "0.02", 0, 10, NULL, "",
                                         "initial weights N(0, init_std^2); 0: every gate begins at one half"},
                                        {0}};
#undef AT

static bool per_head(const struct view *view) { return ((const struct options *)view->options)->form == HEAD; }
static int inputs(const struct view *view) { return view->heads * (per_head(view) ? 1 : view->head_size); }

static int params(const struct view *view, struct param_spec *out) {
    out[0] = (struct param_spec){.name = "weight",
                                 .rows = view->width,
                                 .cols = inputs(view),
                                 .per_layer = true,
                                 .decay = true,
                                 .init_std = ((const struct options *)view->options)->init_std};
    return 1;
}

static void logits(const struct view *view, int T, const real *in, double *out) {
    for (long k = 0; k < (long)T * inputs(view); k++) out[k] = (double)in[k];
}

static void logits_grad(const struct view *view, int T, const real *in, const double *out, const double *dout,
                        real *din) {
    (void)in, (void)out;
    for (long k = 0; k < (long)T * inputs(view); k++) din[k] = (real)dout[k];
}

const struct encoder encoder_output_gate = {
    .name = "output-gate",
    .title = "Gated attention output",
    .family = FAMILY_attention,
    .formula = "o_h -> o_h sigmoid(x W_g) before the output projection, one gate per number or per head",
    .source = "Qiu et al. 2025, arXiv 2505.06708; code qiuzh20/gated_attention",
    .differs = "",
    .at_eval = "nothing is set; a head can shut without a key that collects its weight",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .channels = &(const struct channels_atom){.inputs = inputs, .make = logits, .grad = logits_grad},
    .output_gate = &(const struct output_gate_atom){.per_head = per_head},
};
