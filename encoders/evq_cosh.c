/* Rotary embedding whose frequencies are spaced by the quantiles of a cosh density: more fast pairs, fewer slow ones.
 */
#include "encoders/atom/rotary.h"
#include "encoders/rotary.h"

struct options {
    struct rotary_options rotary;
    double tau;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"base", OPTION_REAL, AT(rotary.base), "10000", 1.0001, 1e12, NULL, "",
     "frequencies lie between 1 and 1/base, at the middles of their shares"},
    {"layout", OPTION_CHOICE, AT(rotary.layout), "half", 0, 0, "half|interleaved", NULL,
     "pairs (p, p+D/2) or (2p, 2p+1)"},
    {"tau", OPTION_REAL, AT(tau), "-1", -1, 100, NULL, "",
     "how far the spacing leaves the even one; 0: even on a logarithmic scale, at (k+1/2)/P instead of rope's k/P; -1: "
     "D/sqrt(L)"},
    {0}};

/* Below it the formula is its limit to all digits that count, and its quotient has none left. */
static const double EVEN = 1e-6;

/* The power of the base of pair k of n: 1 - asinh((1-u) sinh(tau)) / tau at the middle u of its share. */
static double exponent(double tau, int k, int n) {
    const double rest = 1 - (k + 0.5) / n;
    return tau > EVEN ? 1 - asinh(rest * sinh(tau)) / tau : 1 - rest;
}

static void frequencies(const struct view *view, double *theta) {
    const struct options *o = view->options;
    const int pairs = view->head_size / 2;
    const double tau = o->tau < 0 ? view->head_size / sqrt(view->train_length) : o->tau;
    for (int h = 0; h < view->heads; h++)
        for (int k = 0; k < pairs; k++) theta[h * pairs + k] += pow(o->rotary.base, -exponent(tau, k, pairs));
}

/* tau = 16/sqrt(64) = 2; its limit 0 is geometric with ratio base^-(1/P) from base^-(1/2P) on. */
static const struct golden golden[] = {
    {"",
     "p: 1000, k: 0, D: 16, L: 64, is: [751.382462, 400.857981, 194.806695, 83.7260117, 30.4706174, 8.8155464, "
     "1.87270779, 0.281554305]",
     NULL},
    {"tau=0",
     "p: 1000, k: 0, D: 16, is: [562.341325, 177.827941, 56.2341325, 17.7827941, 5.62341325, 1.77827941, "
     "0.562341325, 0.177827941]",
     NULL},
    {0}};

const struct encoder encoder_evq_cosh = {
    .name = "evq-cosh",
    .title = "Rotation spaced by cosh quantiles",
    .family = FAMILY_rotary,
    .formula = "rope with w_k = base^(-x), x = 1 - asinh((1-u) sinh(tau)) / tau, u = (k + 1/2)/P, tau = D/sqrt(L) (L: "
               "training length)",
    .source = "EVQ-Cosh, code misaya-yang/hybrid-rope",
    .differs = "base 10000 as rope has here, where the code has 500000",
    .at_eval = "nothing is set; tau keeps the training length. The source means it to be extended by a variant "
               "(evq-cosh+yarn)",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .golden = golden,
    .options = options,
    .options_size = sizeof(struct options),
    .rotary = &(const struct rotary_atom){.layout = rotary_layout, .frequencies = frequencies},
};
