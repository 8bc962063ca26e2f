/* Queries and keys of one length: scores cannot grow without bound. */
#include "encoders/atom/qk_norm.h"
#include "encoders/encoder.h"

struct options {
    int kind;
    bool keys_only;
    double scale;
};
enum { HEAD, OWN, WIDTH, UNIT };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"kind", OPTION_CHOICE, AT(kind), "head", 0, 0, "head|head-own|width|l2", NULL,
     "RMS norm over the numbers of a head with one gain for all heads, with a gain of each head's own, or over all "
     "heads "
     "together; or to length 1, with a learned factor on scores"},
    {"keys_only", OPTION_BOOL, AT(keys_only), "false", 0, 0, NULL, NULL, "leave queries as they are"},
    {"scale", OPTION_REAL, AT(scale), "10", 0, 1000, NULL, "", "l2: the factor on cosines at first"},
    {0}};
#undef AT

static const struct options *options_of(const struct view *view) { return view->options; }

static bool check(const struct view *view, struct error *err) {
    return options_of(view)->kind != WIDTH || view->heads * view->head_size == view->width ||
           error_set(err, "kind=width norms all heads together, so it cannot be placed with @heads");
}

static long gains(const struct view *view) {
    const int kind = options_of(view)->kind;
    return kind == UNIT ? 0 : kind == HEAD ? view->head_size : (long)view->heads * view->head_size;
}

/* Keys' gain, then queries' gain; or the factor on scores alone. */
static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = options_of(view);
    if (o->kind == UNIT) {
        out[0] = (struct param_spec){.name = "scale", .cols = view->heads, .per_layer = true};
        return o->keys_only ? 0 : 1;
    }
    out[0] = (struct param_spec){.name = "key_gain", .cols = gains(view), .per_layer = true};
    out[1] = (struct param_spec){.name = "query_gain", .cols = gains(view), .per_layer = true};
    return o->keys_only ? 1 : 2;
}

static void init(const struct view *view, int k, struct rng *rng, real *out) {
    const struct options *o = options_of(view);
    (void)k, (void)rng;
    for (long c = 0; c < (o->kind == UNIT ? view->heads : gains(view)); c++)
        out[c] = o->kind == UNIT ? (real)o->scale : 1;
}

static void norm(const struct view *view, struct qk_norm *out) {
    const struct options *o = options_of(view);
    *out = (struct qk_norm){.width = o->kind == WIDTH,
                            .unit = o->kind == UNIT,
                            .query = !o->keys_only,
                            .epsilon = 1e-6,
                            .gains = gains(view)};
    if (!view->param) return;
    if (o->kind == UNIT) {
        out->scale = o->keys_only ? NULL : view->param[0];
        out->dscale = view->grad && !o->keys_only ? view->grad[0] : NULL;
        return;
    }
    for (int key = o->keys_only ? 1 : 0; key < 2; key++) {
        out->gain[key] = view->param[key ? 0 : 1];
        out->dgain[key] = view->grad ? view->grad[key ? 0 : 1] : NULL;
    }
}

const struct encoder encoder_qk_norm = {
    .name = "qk-norm",
    .title = "Norm of queries and keys",
    .family = FAMILY_attention,
    .formula =
        "q, k -> gain q / rms(q), gain k / rms(k) of each head, before any rotation; kind=l2: score = g cos(q, k)",
    .source =
        "Henry et al. 2020 (l2); RMS norm per head as in the code of Qwen3 and Gemma 3, over all heads as in OLMo 2",
    .differs = "gains are stored as they are and do not decay; l2 begins at 10 as x-transformers, not at a number that "
               "follows from the lengths of sequences",
    .at_eval = "nothing is set; |score| stays below sqrt(D) max|gain gain|, so no key's weight among n can come near 1 "
               "when n grows",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = params,
    .init = init,
    .qk_norm = &(const struct qk_norm_atom){.of = norm},
};
