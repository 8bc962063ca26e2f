/* A penalty that grows linearly with distance, with a slope per head: fixed, or learned from there. */
#include "encoders/atom/bias.h"
#include "encoders/encoder.h"
#include "encoders/slope.h"
#include <math.h>

struct options {
    int slopes;
    struct real_list list;
};
enum { OFFICIAL, GEOMETRIC };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {{"slopes", OPTION_CHOICE, AT(slopes), "official", 0, 0, "official|geometric",
                                         NULL,
                                         "the paper's code (interleaves two lists when the number of heads is no power "
                                         "of two), or 2^(-8h/H) for any number"},
                                        {"list", OPTION_REALS, AT(list), "", 0, 1000, NULL, "1/token",
                                         "the slopes themselves, one per head, instead of a rule"},
                                        {0}};

static double slope(const struct options *o, int h, int H) {
    if (o->list.n) return o->list.value[h];
    return o->slopes == GEOMETRIC ? geometric_slope(h, H) : alibi_slope(h, H);
}

static bool check(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    return o->list.n == 0 || o->list.n == view->heads ||
           error_set(err, "list has %d slopes for %d heads; give one per head", o->list.n, view->heads);
}

static void bias(const struct view *view, int n, const double *distance, real *table) {
    for (int h = 0; h < view->heads; h++)
        for (int k = 0; k < n; k++) *table++ = (real)(-slope(view->options, h, view->heads) * fabs(distance[k]));
}

static const struct golden golden[] = {
    {"", "d: 3, H: 1, is: [-0.01171875]", NULL},
    {"", "d: 3, H: 2, is: [-0.1875, -0.01171875]", NULL},
    {"", "d: 3, H: 3, is: [-0.1875, -0.01171875, -0.75]", NULL},
    {"", "d: 3, H: 4, is: [-0.75, -0.1875, -0.046875, -0.01171875]", NULL},
    {"", "d: 3, H: 6, is: [-0.75, -0.1875, -0.046875, -0.01171875, -1.5, -0.375]", NULL},
    {"", "d: 3, H: 8, is: [-1.5, -0.75, -0.375, -0.1875, -0.09375, -0.046875, -0.0234375, -0.01171875]", NULL},
    {"slopes=geometric", "d: 3, H: 6, is: [-1.190551, -0.472470, -0.1875, -0.074409, -0.029529, -0.011719]", "by hand"},
    {0}};

const struct encoder encoder_alibi = {
    .name = "alibi",
    .title = "Attention with linear biases",
    .family = FAMILY_bias,
    .formula = "score[i][j] = q_i . k_j / sqrt(D) - m_h |i-j|, m_h = 2^(-8h/H), h = 1..H",
    .source = "Press et al. 2022, arXiv 2108.12409, section 3; slopes as in its code",
    .differs =
        "the code adds m_h j to every row, which softmax cannot tell from -m_h (i-j); bidirectional models use |i-j|",
    .at_eval = "nothing is set; the penalty goes on growing, so far keys fade. With 1 or 2 heads the slopes are nearly "
               "flat (1/256; 1/16, 1/256)",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .golden = golden,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .bias = &(const struct bias_atom){.table = bias},
};

struct learned_options {
    struct options start; /* of the slopes */
    bool per_layer;
};

#define LEARNED_AT(member) offsetof(struct learned_options, member)
static const struct option learned_options[] = {{"slopes", OPTION_CHOICE, LEARNED_AT(start.slopes), "official", 0, 0,
                                                 "official|geometric", NULL, "initial slopes, as those of alibi"},
                                                {"list", OPTION_REALS, LEARNED_AT(start.list), "", -1000, 1000, NULL,
                                                 "1/token", "the initial slopes themselves, one per head"},
                                                {"per_layer", OPTION_BOOL, LEARNED_AT(per_layer), "false", 0, 0, NULL,
                                                 NULL, "slopes for every layer instead of one set for the model"},
                                                {0}};

static int learned_params(const struct view *view, struct param_spec *out) {
    const struct learned_options *o = view->options;
    out[0] = (struct param_spec){.name = "slope", .cols = view->heads, .per_layer = o->per_layer};
    return 1;
}

static void learned_init(const struct view *view, int k, struct rng *rng, real *out) {
    (void)k, (void)rng;
    const struct learned_options *o = view->options;
    for (int h = 0; h < view->heads; h++) out[h] = (real)slope(&o->start, h, view->heads);
}

static void learned_bias(const struct view *view, int n, const double *distance, real *table) {
    for (int h = 0; h < view->heads; h++)
        for (int k = 0; k < n; k++) *table++ = -view->param[0][h] * (real)fabs(distance[k]);
}

static void learned_bias_grad(const struct view *view, int n, const double *distance, const real *dtable) {
    for (int h = 0; h < view->heads; h++) {
        double sum = 0;
        for (int k = 0; k < n; k++) sum -= fabs(distance[k]) * (double)dtable[(long)h * n + k];
        view->grad[0][h] += (real)sum;
    }
}

const struct encoder encoder_alibi_learned = {
    .name = "alibi-learned",
    .title = "Linear biases with learned slopes",
    .family = FAMILY_bias,
    .formula = "score[i][j] = q_i . k_j / sqrt(D) - m_h |i-j|, m_h learned",
    .source = "Press et al. 2022, arXiv 2108.12409, with its slopes as parameters",
    .differs = "slopes are free: one that training makes negative favours far keys",
    .at_eval = "nothing is set; the penalty goes on with the learned slope",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = learned_options,
    .options_size = sizeof(struct learned_options),
    .check = check,
    .params = learned_params,
    .init = learned_init,
    .bias = &(const struct bias_atom){.table = learned_bias, .grad = learned_bias_grad},
};
