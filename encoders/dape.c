/* A small network per layer that sees the scores and the biases of all heads and corrects them: positions adapt to what
 * is there. The second version also sees neighbouring keys. */
#include "encoders/atom/across.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    long hidden;
    long kernel; /* the first version has no such option: 0 stands for 1 */
};

static int kernel_of(const struct view *view) {
    const struct options *o = view->options;
    return o->kernel ? (int)o->kernel : 1;
}

static int inputs(const struct view *view) { return view->biased ? 2 * view->heads : view->heads; }

#define AT(member) offsetof(struct options, member)
#define HIDDEN                                                                                                         \
    { "hidden", OPTION_INT, AT(hidden), "32", 1, 1024, NULL, "", "hidden units" }
static const struct option options[] = {HIDDEN, {0}};
static const struct option options_v2[] = {
    HIDDEN, {"kernel", OPTION_INT, AT(kernel), "3", 1, 31, NULL, "keys", "of both convolutions; odd"}, {0}};

static bool check(const struct view *view, struct error *err) {
    if (kernel_of(view) % 2 == 0) return error_set(err, "kernel=%d must be odd", kernel_of(view));
    return true;
}

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    const long k = kernel_of(view);
    out[0] = (struct param_spec){
        .name = "first.weight", .rows = k * o->hidden, .cols = inputs(view), .per_layer = true, .decay = true};
    out[1] = (struct param_spec){.name = "first.bias", .cols = o->hidden, .per_layer = true};
    out[2] = (struct param_spec){
        .name = "second.weight", .rows = k * view->heads, .cols = o->hidden, .per_layer = true, .decay = true};
    out[3] = (struct param_spec){.name = "second.bias", .cols = view->heads, .per_layer = true};
    return 4;
}

/* Uniform in +-1 / sqrt(fan in), the default of linear layers and convolutions in the source's framework. */
static void init(const struct view *view, int t, struct rng *rng, real *out) {
    const struct options *o = view->options;
    const int k = kernel_of(view), fan_in = k * (t < 2 ? inputs(view) : (int)o->hidden);
    const long outputs = t < 2 ? o->hidden : view->heads, n = t % 2 ? outputs : outputs * fan_in;
    for (long i = 0; i < n; i++) out[i] = (real)((2 * rng_uniform(rng) - 1) / sqrt(fan_in));
}

static void across(const struct view *view, struct across *out) {
    const struct options *o = view->options;
    *out = (struct across){.hidden = (int)o->hidden, .kernel = kernel_of(view), .leak = (real)0.01};
    for (int t = 0; t < 2 && view->layer >= 0; t++) {
        out->weight[t] = view->param[2 * t];
        out->bias[t] = view->param[2 * t + 1];
        out->dweight[t] = view->grad ? view->grad[2 * t] : NULL;
        out->dbias[t] = view->grad ? view->grad[2 * t + 1] : NULL;
    }
}

const struct encoder encoder_dape = {
    .name = "dape",
    .title = "Data-adaptive positional encoding",
    .family = FAMILY_content,
    .formula =
        "score_ij = s_ij + b_ij + W2 f(W1 [s_ij; b_ij] + c1) + c2 over all heads, s the content, b what the parts it "
        "is joined to add, f leaky ReLU",
    .source = "Zheng et al. 2024 (NeurIPS), arXiv 2405.14722; code chuanyang-Zheng/DAPE",
    .differs = "joined to nothing it maps the content scores alone",
    .at_eval =
        "the same network; biases at unseen distances leave the range it was trained on unless their scheme bounds "
        "them",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .across = &(const struct across_atom){.network = across},
};

const struct encoder encoder_dape_v2 = {
    .name = "dape-v2",
    .title = "Data-adaptive encoding, convolved",
    .family = FAMILY_content,
    .formula = "score_ij = s_ij + b_ij + conv2 f(conv1 [s; b])_ij, convolutions of 1 x k along the keys over all heads",
    .source = "Zheng et al. 2025 (ACL), arXiv 2410.04798; code chuanyang-Zheng/DAPE",
    .differs =
        "keys after the query are 0 before both convolutions (the code: before the first only, so that a row depends "
        "on how many tokens follow it)",
    .at_eval = "as dape",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options_v2,
    .options_size = sizeof(struct options),
    .check = check,
    .params = params,
    .init = init,
    .across = &(const struct across_atom){.network = across},
};
