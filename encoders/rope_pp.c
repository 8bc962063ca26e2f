/* Rotary embedding with its imaginary part: besides the real part of the product of turned pairs, which is RoPE's
 * score, other heads score by the imaginary one. */
#include "encoders/atom/head_source.h"
#include "encoders/atom/rotary.h"
#include "encoders/rotary.h"

struct options {
    struct rotary_options rotary;
    int heads;
};
enum { PAIRED, APART };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    ROTARY_ROWS(struct options),
    {"heads", OPTION_CHOICE, AT(heads), "paired", 0, 0, "paired|apart", NULL,
     "heads 2h and 2h+1 share queries, keys and values and take one part each (the source's EH, imag1); or the second "
     "half of heads takes the imaginary part of its own (imagh)"},
    {0}};

static bool paired(const struct view *view) { return ((const struct options *)view->options)->heads == PAIRED; }

static bool check(const struct view *view, struct error *err) {
    if (view->heads < 2) return error_set(err, "needs 2 heads or more, one for each part of the product");
    return !paired(view) || view->heads % 2 == 0 ||
           error_set(err, "pairs heads, and %d is odd; give an even number or heads=apart", view->heads);
}

static void frequencies(const struct view *view, double *theta) {
    const struct options *o = view->options;
    const int pairs = view->head_size / 2;
    for (int h = 0; h < view->heads; h++)
        for (int p = 0; p < pairs; p++) theta[h * pairs + p] += rotary_frequency(o->rotary.base, view->head_size, p);
}

static bool imaginary(const struct view *view, int h) { return paired(view) ? h % 2 : h >= (view->heads + 1) / 2; }

/* Keys turned a quarter further make the real part of a product its imaginary part. */
static void key_phases(const struct view *view, double *phi) {
    for (int h = 0; h < view->heads; h++)
        for (int p = 0; imaginary(view, h) && p < view->pairs; p++) phi[h * view->pairs + p] += M_PI / 2;
}

static int source(const struct view *view, int h) { return paired(view) ? h - h % 2 : h; }

const struct encoder encoder_rope_pp = {
    .name = "rope-pp",
    .title = "RoPE++: the imaginary part too",
    .family = FAMILY_rotary,
    .formula = "z = sum_p q_p conj(k_p) exp(sqrt(-1) (i-j) w_p), pairs as complex numbers; score Re z / sqrt(D) in "
               "even heads, Im z / sqrt(D) in odd ones",
    .source = "RoPE++, arXiv 2512.07525; code OpenMOSS/rope_pp",
    .differs = "columns of projections that no head reads stay in the model, without a gradient, where the source "
               "saves them; its EC, which doubles the heads' outputs and the output projection instead, is left out",
    .at_eval = "nothing is set; slow pairs reach angles that training never showed",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .head_source = &(const struct head_source_atom){.source = source},
    .rotary =
        &(const struct rotary_atom){.layout = rotary_layout, .frequencies = frequencies, .key_phases = key_phases},
};
