/* Factors on the scores of a query that grow with the number of keys it sees, against a softmax that goes flat. */
#include "encoders/atom/temperature.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    struct real_list factors;
    int form;
    double amount, base, init, bias_init;
    bool training, bias;
};

#define AT(member) offsetof(struct options, member)

/* Row of a factor that does not depend on the head. */
static void spread(const struct view *view, int n, double (*value)(const struct view *, int seen), real *factor) {
    for (int h = 0; h < view->heads; h++)
        for (int k = 0; k < n; k++) factor[h * n + k] = (real)value(view, k + 1);
}

enum { FORM_MAX, FORM_PLAIN, FORM_SHIFTED, FORM_LENGTH };

static double logn_value(const struct view *view, int seen) {
    const struct options *o = view->options;
    const double L = fmax(view->train_length, 2), base = o->base > 1 ? o->base : L;
    if (!view->evaluating && !o->training) return 1;
    switch (o->form) {
    case FORM_MAX: return fmax(1, log(seen) / log(base));
    case FORM_PLAIN: return log(seen) / log(base);
    case FORM_SHIFTED: return log(base + seen) / log(base);
    default: return 1 + o->amount * log(fmax(1, view->length / L));
    }
}

static void logn(const struct view *view, int n, real *factor) { spread(view, n, logn_value, factor); }

static const struct option logn_options[] = {
    {"form", OPTION_CHOICE, AT(form), "max", 0, 0, "max|plain|shifted|length", NULL,
     "max(1, ln n / ln a); ln n / ln a; ln(a+n) / ln a (SWAN); 1 + amount ln(N/L) for all rows (DroPE)"},
    {"base", OPTION_REAL, AT(base), "0", 0, 1e9, NULL, "keys", "a; 0: the training length"},
    {"amount", OPTION_REAL, AT(amount), "0.412", 0, 100, NULL, "",
     "of form=length; the paper fitted 0.412 for its own model"},
    {"training", OPTION_BOOL, AT(training), "false", 0, 0, NULL, NULL, "in training too"},
    {0}};

const struct encoder encoder_logn = {
    .name = "logn",
    .title = "Logarithmic length scaling",
    .family = FAMILY_softmax,
    .formula = "q_i k_j -> q_i k_j max(1, ln n_i / ln L), n_i keys that query i sees, L the training length",
    .source =
        "Su 2021 (kexue.fm/archives/8823), bojone/rerope; shifted: Puvvada et al. 2025, arXiv 2504.08719; length: "
        "Gelberg et al. 2025 (DroPE), arXiv 2512.12167",
    .differs = "n_i counts visible keys, so a window keeps it small; the shifted form is read from the paper's words",
    .at_eval = "acts in evaluation only, unless training=true; rows of at most L keys stay as they are (form=max)",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = logn_options,
    .options_size = sizeof(struct options),
    .temperature = &(const struct temperature_atom){.factor = logn},
};

/* Of a head: the factor given, or one for all that grows with the length. */
static void head_scale(const struct view *view, int n, real *factor) {
    const struct options *o = view->options;
    const double all = 1 + o->amount * log(fmax(1, (double)view->length / view->train_length));
    for (int h = 0; h < view->heads; h++)
        for (int k = 0; k < n; k++) factor[h * n + k] = (real)(o->factors.n ? o->factors.value[h] : all);
}

static bool check_factors(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    return o->factors.n == 0 || o->factors.n == view->heads ||
           error_set(err, "factors has %d values, but the component stands in %d heads; give one for each",
                     o->factors.n, view->heads);
}

static const struct option head_options[] = {
    {"amount", OPTION_REAL, AT(amount), "0.29", 0, 100, NULL, "",
     "a; 0.29 gives 1.2 at twice the training length, a uniform factor of the paper's figures"},
    {"factors", OPTION_REALS, AT(factors), "", 1, 1000, NULL, "",
     "lambda of each head, found on data that is not the test's, and taken as they are at every length; none: 1 + a "
     "ln(N/L) for all"},
    {0}};

const struct encoder encoder_head_scale = {
    .name = "head-scale",
    .title = "Head-wise attention scale",
    .family = FAMILY_extension,
    .formula = "q_i k_j -> lambda_h q_i k_j, lambda_h >= 1",
    .source = "Wang et al. 2024, arXiv 2404.12224; AntNLP/nope_head_scale",
    .differs = "the fit of lambda, 200 steps on sequences of the target length with all else frozen, is the user's "
               "(option factors, per layer with @layers); by itself lambda is the same for all heads and follows the "
               "length",
    .at_eval = "a variant of evaluation (nope+head-scale), for models whose attention spreads as sequences grow",
    .claims = CLAIM_SHIFT_INVARIANT,
    .variant = true,
    .options = head_options,
    .options_size = sizeof(struct options),
    .check = check_factors,
    .temperature = &(const struct temperature_atom){.factor = head_scale},
};

static double llama4_value(const struct view *view, int seen) {
    const struct options *o = view->options;
    const double F = o->base > 0 ? o->base : view->train_length;
    return 1 + o->amount * log(floor(seen / F) + 1);
}

static void llama4(const struct view *view, int n, real *factor) { spread(view, n, llama4_value, factor); }

static const struct option llama4_options[] = {
    {"amount", OPTION_REAL, AT(amount), "0.1", 0, 100, NULL, "", "a"},
    {"floor", OPTION_REAL, AT(base), "0", 0, 1e9, NULL, "keys", "F, 8192 in the source; 0: the training length"},
    {0}};

const struct encoder encoder_llama4_temperature = {
    .name = "llama4-temperature",
    .title = "Stepwise logarithmic temperature",
    .family = FAMILY_softmax,
    .formula = "q_i k_j -> q_i k_j (1 + a ln(floor(n_i / F) + 1)), n_i keys that query i sees",
    .source = "Llama 4 (Meta 2025), code of its layers without positions",
    .differs = "F is the training length unless given; n_i counts visible keys instead of positions",
    .at_eval = "the same formula; with F the training length it begins to act at its end",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = llama4_options,
    .options_size = sizeof(struct options),
    .temperature = &(const struct temperature_atom){.factor = llama4},
};

static int ssmax_params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[0] = (struct param_spec){.name = "s", .cols = view->heads, .per_layer = true};
    out[1] = (struct param_spec){.name = "b", .cols = view->heads, .per_layer = true};
    return o->bias ? 2 : 1;
}

static void ssmax_init(const struct view *view, int k, struct rng *rng, real *out) {
    (void)rng;
    const struct options *o = view->options;
    const double s = o->init >= 0 ? o->init : 1 / log(fmax(view->train_length, 2));
    for (int h = 0; h < view->heads; h++) out[h] = (real)(k == 0 ? s : o->bias_init);
}

static void ssmax(const struct view *view, int n, real *factor) {
    const struct options *o = view->options;
    for (int h = 0; h < view->heads; h++)
        for (int k = 0; k < n; k++)
            factor[h * n + k] = view->param[0][h] * (real)log(k + 1) + (o->bias ? view->param[1][h] : 0);
}

static void ssmax_grad(const struct view *view, int n, const real *dfactor) {
    const struct options *o = view->options;
    for (int h = 0; h < view->heads; h++)
        for (int k = 0; k < n; k++) {
            view->grad[0][h] += dfactor[h * n + k] * (real)log(k + 1);
            if (o->bias) view->grad[1][h] += dfactor[h * n + k];
        }
}

static const struct option ssmax_options[] = {
    {"init", OPTION_REAL, AT(init), "-1", -1, 100, NULL, "", "initial s; -1: 1 / ln L, so that a full row starts at 1"},
    {"bias", OPTION_BOOL, AT(bias), "false", 0, 0, NULL, NULL, "a learned b is added"},
    {"bias_init", OPTION_REAL, AT(bias_init), "0", -100, 100, NULL, "", "initial b"},
    {0}};

const struct encoder encoder_ssmax = {
    .name = "ssmax",
    .title = "Scalable softmax",
    .family = FAMILY_softmax,
    .formula = "q_i k_j -> q_i k_j (s ln n_i + b), s learned per layer and head, n_i keys that query i sees",
    .source = "Nakanishi 2025, arXiv 2501.19399",
    .differs = "n_i counts visible keys; the initial s follows from the training length (implementations differ)",
    .at_eval = "nothing is set",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = ssmax_options,
    .options_size = sizeof(struct options),
    .params = ssmax_params,
    .init = ssmax_init,
    .temperature = &(const struct temperature_atom){.factor = ssmax, .grad = ssmax_grad},
};
