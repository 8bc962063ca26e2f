/* Canon layers: short causal convolutions beside the residual path, wherever a block has a linear map. */
#include "encoders/atom/stream.h"
#include "encoders/convolution.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    long kernel;
    bool a, b, c, d, residual;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"kernel", OPTION_INT, AT(kernel), "4", 1, 64, NULL, "tokens", "taps, the current token included"},
    {"a", OPTION_BOOL, AT(a), "true", 0, 0, NULL, NULL, "on what enters attention, after its norm"},
    {"b", OPTION_BOOL, AT(b), "true", 0, 0, NULL, NULL, "on queries, keys and values as they are projected"},
    {"c", OPTION_BOOL, AT(c), "true", 0, 0, NULL, NULL, "on what enters the MLP, after its norm"},
    {"d", OPTION_BOOL, AT(d), "true", 0, 0, NULL, NULL, "on the MLP's hidden numbers, before the activation"},
    {"residual", OPTION_BOOL, AT(residual), "true", 0, 0, NULL, NULL,
     "x + convolution(x); false: the convolution alone"},
    {0}};
#undef AT

static const char *const names[SITES] = {[SITE_ATTENTION] = "a",
                                         [SITE_QUERY] = "b.query",
                                         [SITE_KEY_VALUE] = "b.keyvalue",
                                         [SITE_MLP] = "c",
                                         [SITE_HIDDEN] = "d"};

static bool stands(const struct view *view, enum site site) {
    const struct options *o = view->options;
    const bool at[SITES] = {
        [SITE_ATTENTION] = o->a, [SITE_QUERY] = o->b, [SITE_KEY_VALUE] = o->b, [SITE_MLP] = o->c, [SITE_HIDDEN] = o->d};
    return at[site];
}

static int width(const struct view *view, enum site site) {
    return site == SITE_KEY_VALUE ? 2 * view->width : site == SITE_HIDDEN ? view->hidden : view->width;
}

/* The tensor of a site: one for each that stands, in their order. */
static int tensor_of(const struct view *view, enum site site) {
    int k = 0;
    for (int before = 0; before < (int)site; before++) k += stands(view, (enum site)before);
    return k;
}

static bool check(const struct view *view, struct error *err) {
    return tensor_of(view, SITES) > 0 || error_set(err, "stands nowhere; leave one of a, b, c, d true");
}

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    for (int site = 0; site < SITES; site++)
        if (stands(view, (enum site)site))
            out[tensor_of(view, (enum site)site)] = (struct param_spec){
                .name = names[site], .rows = o->kernel, .cols = width(view, (enum site)site), .per_layer = true};
    return tensor_of(view, SITES);
}

/* The framework's rule for convolutions: uniform within 1/sqrt(kernel). */
static void init(const struct view *view, int k, struct rng *rng, real *out) {
    const struct options *o = view->options;
    const double bound = 1 / sqrt((double)o->kernel);
    for (int site = 0; site < SITES; site++) {
        if (!stands(view, (enum site)site) || tensor_of(view, (enum site)site) != k) continue;
        const long n = o->kernel * width(view, (enum site)site);
        for (long i = 0; i < n; i++) out[i] = (real)(bound * (2 * rng_uniform(rng) - 1));
    }
}

static void stream(const struct view *view, enum site site, int T, const real *x, real *y) {
    const struct options *o = view->options;
    convolve(T, width(view, site), (int)o->kernel, view->param[tensor_of(view, site)], NULL, o->residual, x, y);
}

static void stream_grad(const struct view *view, enum site site, int T, const real *x, real *d) {
    const struct options *o = view->options;
    const int k = tensor_of(view, site);
    convolve_grad(T, width(view, site), (int)o->kernel, view->param[k], o->residual, x, d, view->grad[k]);
}

const struct encoder encoder_canon = {
    .name = "canon",
    .title = "Canon layers",
    .family = FAMILY_conv,
    .formula =
        "x_t += sum_n w[n] * x_{t-n}, n = 0..K-1, per channel, at the entry of attention (a), on q, k, v (b), at "
        "the entry of the MLP (c) and on its hidden numbers (d); x before the start is 0",
    .source = "Allen-Zhu 2025, Physics of Language Models 4.1; code facebookresearch/PhysicsLM4",
    .differs = "",
    .at_eval = "nothing is set; away from the start it is the same everywhere, so no length is new to it",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = params,
    .init = init,
    .stream = &(const struct stream_atom){.at = stands, .map = stream, .grad = stream_grad},
};
