/* Weights that fall as a power of how far a score lies below a level, not exponentially: heavy tails, or none at all
 * within a window.
 */
#include "encoders/atom/normaliser.h"
#include "encoders/atom/temperature.h"
#include "encoders/length_law.h"
#include <math.h>

struct options {
    double power, window, offset;
    bool scaled;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"power", OPTION_REAL, AT(power), "4", 0.1, 64, NULL, "", "q; far above: softmax's largest key alone"},
    {"window", OPTION_REAL, AT(window), "0", 0, 1000, NULL, "",
     "d: keys whose score lies more than about d below the largest weigh nothing; 0: all weigh something"},
    {"scaled", OPTION_BOOL, AT(scaled), "false", 0, 0, NULL, NULL,
     "scores are multiplied by asentmax's factor, offset + b_h (ln(n + 1))^g_h of n keys, b_h and g_h learned"},
    {"offset", OPTION_REAL, AT(offset), "1", -100, 100, NULL, "", "scaled: the factor that does not depend on length"},
    {0}};

/* Weights are what is above the cut d^-q, in float: a cut of 10^4 leaves them three digits. */
static const double CUT_MOST = 1e4;

static bool check(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    const double cut = o->window > 0 ? pow(o->window, -o->power) : 0;
    if (cut <= CUT_MOST) return true;
    return error_set(err,
                     "window=%g with power=%g cuts weights at window^-power = %.3g, and above %g their digits "
                     "are lost: take a window of at least %.3g",
                     o->window, o->power, cut, CUT_MOST, pow(CUT_MOST, -1 / o->power));
}

static const struct options *options_of(const struct view *view) { return view->options; }

static int params(const struct view *view, struct param_spec *out) {
    length_law_params(view, out);
    return options_of(view)->scaled ? 2 : 0;
}

static void init(const struct view *view, int t, struct rng *rng, real *out) {
    (void)t;
    length_law_init(view, rng, out);
}

static void temperature(const struct view *view, int n, real *factor) {
    if (options_of(view)->scaled)
        length_law_factor(view, options_of(view)->offset, n, factor);
    else
        for (long k = 0; k < (long)view->heads * n; k++) factor[k] = 1;
}

static void normaliser(const struct view *view, struct normaliser *out) {
    out->kind = NORMALISER_STIELTJES;
    out->power = options_of(view)->power;
    out->window = options_of(view)->window;
}

const struct encoder encoder_stieltjes = {
    .name = "stieltjes",
    .title = "Stieltjes attention weights",
    .family = FAMILY_softmax,
    .formula = "w_ij = [(l_i - s_ij)^-q - d^-q]+, l_i > max s_i such that sum_j w_ij = 1; no d: (l_i - s_ij)^-q",
    .source = "code jtaylor-eng/asentmax (stieltjes_eager.py) and gulkoa/softmax-is-meh",
    .differs = "l is found by Newton's method on a power of the sum, from the left and to machine precision, where the "
               "code halves an interval 12 times and ends after 30 steps",
    .at_eval = "nothing is set; without a window l grows as n^(1/q) with n equal keys, and weights get flatter",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = params,
    .init = init,
    .temperature = &(const struct temperature_atom){.factor = temperature, .grad = length_law_grad},
    .normaliser = &(const struct normaliser_atom){.of = normaliser},
};
