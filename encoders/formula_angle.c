/* Angles of a rotation, from a formula of position and pair. */
#include "base/vec.h"
#include "encoders/atom/rotary.h"
#include "encoders/formulas.h"

struct angle_options {
    struct formula_options formula;
    int layout;
};
enum { ANGLE_p, ANGLE_k, ANGLE_NAMES = ANGLE_k + 5 };
static const struct formula_name angle_names[ANGLE_NAMES] = {{"p", FORMULA_ALONG, 0, 0}, {"k", FORMULA_FIXED, 0, 0},
                                                             {"h", FORMULA_FIXED, 0, 0}, {"H", FORMULA_FIXED, 0, 0},
                                                             {"D", FORMULA_FIXED, 0, 0}, {"L", FORMULA_FIXED, 0, 0}};

FORMULA_HOOKS(angle, angle_names)

static enum rotary_layout angle_layout(const struct view *view) {
    return ((const struct angle_options *)view->options)->layout == 0 ? ROTARY_HALF : ROTARY_INTERLEAVED;
}

/* As built-in rotations are computed, so that a formula of the same angles has their bits; angles that this arithmetic
 * does not reduce exactly go to the library's functions. */
static void turn_by(double angle, real *cosine, real *sine) {
    if (fabs(angle) < 1e6)
        vec_turn1(angle, cosine, sine);
    else
        *cosine = (real)cos(angle), *sine = (real)sin(angle);
}

static void turn(const struct view *view, bool key, int n, const double *position, real *cosine, real *sine) {
    (void)key;
    const struct formula_terms *t = angle_terms(view);
    const int pairs = view->pairs;
    struct formula_values v;
    double angle[FORMULA_CHUNK];
    for (int h = 0; h < view->heads; h++, cosine += (long)n * pairs, sine += (long)n * pairs) {
        formulas_begin(view, t, h, &v);
        for (int pair = 0; pair < pairs; pair++)
            for (int from = 0; from < n; from += FORMULA_CHUNK) {
                const int width = n - from < FORMULA_CHUNK ? n - from : FORMULA_CHUNK;
                v.in[ANGLE_k].number = pair;
                formulas_along(t, &v, ANGLE_p, position + from, width, angle);
                for (int i = 0; i < width; i++) {
                    const long at = (long)(from + i) * pairs + pair;
                    turn_by(angle[i], cosine + at, sine + at);
                }
            }
    }
}

static void turn_grad(const struct view *view, bool key, int n, const double *position, const real *dcosine,
                      const real *dsine) {
    (void)key;
    const struct formula_terms *t = angle_terms(view);
    const int pairs = view->pairs;
    struct formula_values v;
    double angle[FORMULA_CHUNK];
    for (int h = 0; h < view->heads; h++, dcosine += (long)n * pairs, dsine += (long)n * pairs) {
        formulas_begin_grad(view, t, h, &v);
        for (int pair = 0; pair < pairs; pair++)
            for (int from = 0; from < n; from += FORMULA_CHUNK) {
                const int width = n - from < FORMULA_CHUNK ? n - from : FORMULA_CHUNK;
                v.in[ANGLE_k].number = pair;
                formulas_along(t, &v, ANGLE_p, position + from, width, angle);
                for (int i = 0; i < width; i++) {
                    const long at = (long)(from + i) * pairs + pair;
                    angle[i] = (double)dsine[at] * cos(angle[i]) - (double)dcosine[at] * sin(angle[i]);
                }
                formulas_along_grad(t, &v, ANGLE_p, position + from, width, angle);
            }
        formulas_end_grad(view, t, h, &v);
    }
}

static bool angle_check(const struct view *view, struct error *err) {
    struct formula_terms t;
    struct formula_values v;
    struct view at = *view;
    at.param = NULL;
    if (!formula_terms_read(view->options, angle_names, ANGLE_NAMES, &t, err) ||
        !formulas_check_shared(&t, true, err) || !formulas_check(view, &t, err))
        return false;
    for (int h = 0; h < view->heads; h++) {
        formulas_begin(&at, &t, h, &v);
        for (int pair = 0; pair < view->head_size / 2; pair++) {
            v.in[ANGLE_k].number = pair;
            if (!formulas_finite_along(view, &t, &v, ANGLE_p, 0, formulas_places(view), err)) return false;
        }
    }
    return true;
}
static const struct option angle_options[] = {FORMULA_ROWS_OF("p*10000^(-2*k/D)/(1+p/s)", "[s=64 least 1]",
                                                              "p (position), k (pair of channels, from 0), h, H, D, L"),
                                              {"layout", OPTION_CHOICE, offsetof(struct angle_options, layout), "half",
                                               0, 0, "half|interleaved", NULL, "pairs (k, k+D/2) or (2k, 2k+1)"},
                                              {0}};

const struct encoder encoder_formula_angle = {
    .name = "formula-angle",
    .title = "Rotation by angles of a formula",
    .family = FAMILY_rotary,
    .formula = "q_i -> R(f(i)) q_i, k_j -> R(f(j)) k_j, f the formula `of` of position and pair; by default turns "
               "that slow down",
    .source = "the formula of whoever writes it",
    .differs = "",
    .at_eval = "nothing is set; variants that rescale frequencies (pi, ntk ...) do not reach these angles",
    .claims = CLAIM_USES_POSITION,
    .options = angle_options,
    .options_size = sizeof(struct angle_options),
    .check = angle_check,
    .params = angle_params,
    .init = angle_init,
    .project = angle_project,
    .rotary = &(const struct rotary_atom){.layout = angle_layout, .rotate = turn, .rotate_grad = turn_grad},
};
