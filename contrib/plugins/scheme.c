/* A scheme of one's own: a bias that falls with the logarithm of the distance, as fast as each head learns.
 *
 *   lexbench plugin build new-name.c
 *   lexbench prove new-name --plugin new-name.so
 *   lexbench run --tasks sort --schemes 'new-name;alibi' --seeds 1..3 --plugin new-name.so
 *
 * encoders/encoder.h says what a scheme may give, encoders/atom/NAME.h what each kind of term is told and returns. They
 * lie beside run/plugin.h ('lexbench plugin headers' says where). Hooks do not allocate and keep no state.
 */
#include "encoders/atom/bias.h"
#include "run/plugin.h"
#include <math.h>

/* Options, in parentheses behind the name: new-name(start=0.5). A table describes the struct. */
struct options {
    double start;
};
static const struct option options[] = {
    {"start", OPTION_REAL, offsetof(struct options, start), "1", 0, 100, NULL, "", "the initial slope of every head"},
    {0}};

/* What is learned: a slope per head, in every layer. */
static int params(const struct view *view, struct param_spec *out) {
    out[0] = (struct param_spec){.name = "slope", .cols = view->heads, .per_layer = true};
    return 1;
}

static void init(const struct view *view, int tensor, struct rng *rng, real *out) {
    const struct options *o = view->options;
    (void)tensor, (void)rng;
    for (int h = 0; h < view->heads; h++) out[h] = (real)o->start;
}

/* The table [heads][n] for n distances; negative distances occur in models that are not causal. */
static void bias(const struct view *view, int n, const double *distance, real *table) {
    for (int h = 0; h < view->heads; h++)
        for (int k = 0; k < n; k++) *table++ = -view->param[0][h] * (real)log1p(fabs(distance[k]));
}

/* The gradient of the table comes in; what follows for the slopes is ADDED to view->grad. */
static void bias_grad(const struct view *view, int n, const double *distance, const real *dtable) {
    for (int h = 0; h < view->heads; h++) {
        double sum = 0;
        for (int k = 0; k < n; k++) sum -= log1p(fabs(distance[k])) * (double)*dtable++;
        view->grad[0][h] += (real)sum;
    }
}

/* Numbers that the scheme has to give, worked out by hand or taken from a paper: 'lexbench prove' compares. At distance
 * 3 a slope of 1 takes away log(1 + 3); keys, and how many digits count: docs/formulas.md, `vectors`. */
static const struct golden golden[] = {
    {"", "d: 3, is: -1.386294", "by hand"}, {"start=0.5", "d: 3, h: 2, is: -0.693147", "by hand"}, {0}};

static const struct encoder scheme = {
    .name = "new-name",
    .title = "Learned logarithmic bias",
    .family = FAMILY_bias, /* 'lexbench list families' */
    .formula = "score[i][j] = q_i . k_j / sqrt(D) - m_h log(1 + |i-j|), m_h learned",
    .source = "my own",
    .differs = "",
    .at_eval = "nothing is set; the bias goes on falling with the learned slope",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION, /* 'lexbench prove' holds it to these */
    .golden = golden,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .bias = &(const struct bias_atom){.table = bias, .grad = bias_grad},
};

LEXBENCH_PLUGIN(.name = "new-name", .schemes = {&scheme});
