/* A learned bias per head and bucket of distances: exact for near ones, logarithmic beyond. */
#include "encoders/atom/bias.h"
#include "encoders/buckets.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    long buckets, max_distance;
    bool per_layer;
    double init_std;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"buckets", OPTION_INT, AT(buckets), "32", 2, 4096, NULL, "",
     "rows of the table; half of them hold one distance each"},
    {"max_distance", OPTION_INT, AT(max_distance), "128", 2, 1000000, NULL, "tokens",
     "distances from about here on share the last bucket"},
    {"per_layer", OPTION_BOOL, AT(per_layer), "false", 0, 0, NULL, NULL,
     "a table for every layer instead of one for the stack"},
    {"init_std", OPTION_REAL, AT(init_std), "0.02", 0, 10, NULL, "", "initial biases N(0, init_std^2)"},
    {0}};

static struct buckets buckets_of(const struct view *view) {
    const struct options *o = view->options;
    return (struct buckets){.count = o->buckets, .max_distance = o->max_distance, .causal = view->causal};
}

static bool check(const struct view *view, struct error *err) {
    const struct buckets b = buckets_of(view);
    return buckets_check(&b, err);
}

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[0] = (struct param_spec){
        .name = "bias", .rows = view->heads, .cols = o->buckets, .per_layer = o->per_layer, .init_std = o->init_std};
    return 1;
}

static void bias(const struct view *view, int n, const double *distance, real *table) {
    const struct options *o = view->options;
    const struct buckets buckets = buckets_of(view);
    for (int k = 0; k < n; k++) {
        const long b = bucket_of(&buckets, distance[k]);
        for (int h = 0; h < view->heads; h++) table[(long)h * n + k] = view->param[0][h * o->buckets + b];
    }
}

static void bias_grad(const struct view *view, int n, const double *distance, const real *dtable) {
    const struct options *o = view->options;
    const struct buckets buckets = buckets_of(view);
    for (int k = 0; k < n; k++) {
        const long b = bucket_of(&buckets, distance[k]);
        for (int h = 0; h < view->heads; h++) view->grad[0][h * o->buckets + b] += dtable[(long)h * n + k];
    }
}

const struct encoder encoder_t5 = {
    .name = "t5",
    .title = "T5 bucketed bias",
    .family = FAMILY_bias,
    .formula = "score[i][j] = q_i . k_j / sqrt(D) + b[head][bucket(i-j)]",
    .source = "Raffel et al. 2020, arXiv 1910.10683; buckets as in Mesh TensorFlow",
    .differs = "T5 itself leaves out 1/sqrt(D) and folds it into the initial weights; here all schemes have it",
    .at_eval = "nothing is set; buckets that no training distance reached keep their initial value (train length 20: "
               "buckets from 18 on)",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = params,
    .bias = &(const struct bias_atom){.table = bias, .grad = bias_grad},
};
