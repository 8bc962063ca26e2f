/* Polar coordinates: what a query and a key say is a radius, where they stand is an angle, and neither changes the
 * other.
 */
#include "encoders/atom/rotary.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    double base;
    int init;
};
enum { INIT_ZERO, INIT_UNIFORM };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"base", OPTION_REAL, AT(base), "10000", 1.0001, 1e12, NULL, "", "wavelengths run from 2 pi to 2 pi base^(1-1/D)"},
    {"init", OPTION_CHOICE, AT(init), "zero", 0, 0, "zero|uniform", NULL,
     "of the phases: zero, or uniform in their range"},
    {0}};

static int params(const struct view *view, struct param_spec *out) {
    out[0] = (struct param_spec){.name = "phase", .rows = view->heads, .cols = view->head_size, .per_layer = true};
    return 1;
}

static void init(const struct view *view, int k, struct rng *rng, real *out) {
    (void)k;
    const struct options *o = view->options;
    for (int c = 0; c < view->heads * view->head_size; c++)
        out[c] = o->init == INIT_UNIFORM ? (real)(-2 * M_PI * rng_uniform(rng)) : 0;
}

/* Phases stay within one turn, -2 pi to 0. */
static void project(const struct view *view) {
    real *phase = view->param[0];
    for (int c = 0; c < view->heads * view->head_size; c++) phase[c] = (real)fmin(fmax((double)phase[c], -2 * M_PI), 0);
}

static enum rotary_layout layout(const struct view *view) {
    (void)view;
    return ROTARY_POLAR;
}

static void frequencies(const struct view *view, double *theta) {
    const struct options *o = view->options;
    const int D = view->head_size;
    for (int h = 0; h < view->heads; h++)
        for (int c = 0; c < D; c++) theta[h * D + c] += pow(o->base, -(double)c / D);
}

static void key_phases(const struct view *view, double *phi) {
    for (int c = 0; c < view->heads * view->head_size; c++) phi[c] += (double)view->param[0][c];
}

static void key_phases_grad(const struct view *view, const double *dphi) {
    for (int c = 0; c < view->heads * view->head_size; c++) view->grad[0][c] += (real)dphi[c];
}

const struct encoder encoder_pope = {
    .name = "pope",
    .title = "Polar coordinate embedding",
    .family = FAMILY_rotary,
    .formula = "score[i][j] = sum_c softplus(q_ic) softplus(k_jc) cos((i-j) w_c - phi_c) / sqrt(D), "
               "w_c = base^(-c/D), c = 0..D-1, phi_c in [-2 pi, 0] learned",
    .source = "Gopalakrishnan et al. 2025, arXiv 2509.10534; code lucidrains/x-transformers (PolarEmbedding)",
    .differs = "phases of its own for each layer (x-transformers shares them among layers); a phase that leaves its "
               "range is put back instead of being clamped where it is used",
    .at_eval = "nothing is set; slow angles reach values that training never showed",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .project = project,
    .rotary = &(const struct rotary_atom){.layout = layout,
                                          .per_layer = true,
                                          .frequencies = frequencies,
                                          .key_phases = key_phases,
                                          .key_phases_grad = key_phases_grad},
};
