/* The temperature of a row, from a formula of the keys that its query sees. */
#include "encoders/atom/temperature.h"
#include "encoders/formulas.h"

enum { HEAT_n, HEAT_NAMES = HEAT_n + 6 };
static const struct formula_name heat_names[HEAT_NAMES] = {{"n", FORMULA_ALONG, 0, 0}, {"h", FORMULA_FIXED, 0, 0},
                                                           {"H", FORMULA_FIXED, 0, 0}, {"D", FORMULA_FIXED, 0, 0},
                                                           {"L", FORMULA_FIXED, 0, 0}, {"layer", FORMULA_FIXED, 0, 0}};

FORMULA_HOOKS(heat, heat_names)

/* Numbers of keys, from+1 .. from+width. */
static int keys_seen(int n, int from, double seen[FORMULA_CHUNK]) {
    const int width = n - from < FORMULA_CHUNK ? n - from : FORMULA_CHUNK;
    for (int k = 0; k < width; k++) seen[k] = from + k + 1;
    return width;
}

static void factor(const struct view *view, int n, real *out) {
    const struct formula_terms *t = heat_terms(view);
    struct formula_values v;
    double seen[FORMULA_CHUNK], value[FORMULA_CHUNK];
    for (int h = 0; h < view->heads; h++) {
        formulas_begin(view, t, h, &v);
        for (int from = 0; from < n; from += FORMULA_CHUNK) {
            const int width = keys_seen(n, from, seen);
            formulas_along(t, &v, HEAT_n, seen, width, value);
            for (int k = 0; k < width; k++) *out++ = (real)value[k];
        }
    }
}

static void factor_grad(const struct view *view, int n, const real *dfactor) {
    const struct formula_terms *t = heat_terms(view);
    struct formula_values v;
    double seen[FORMULA_CHUNK], d[FORMULA_CHUNK];
    for (int h = 0; h < view->heads; h++) {
        formulas_begin_grad(view, t, h, &v);
        for (int from = 0; from < n; from += FORMULA_CHUNK) {
            const int width = keys_seen(n, from, seen);
            for (int k = 0; k < width; k++) d[k] = (double)*dfactor++;
            formulas_along_grad(t, &v, HEAT_n, seen, width, d);
        }
        formulas_end_grad(view, t, h, &v);
    }
}

static bool heat_check(const struct view *view, struct error *err) {
    struct formula_terms t;
    struct formula_values v;
    struct view at = *view;
    at.param = NULL;
    bool ok = formula_terms_read(view->options, heat_names, HEAT_NAMES, &t, err) && formulas_check(view, &t, err);
    for (at.layer = 0; ok && at.layer < view->layers; at.layer++)
        for (int h = 0; ok && h < view->heads; h++) {
            formulas_begin(&at, &t, h, &v);
            ok = formulas_finite_along(view, &t, &v, HEAT_n, 1, formulas_tokens(view), err);
        }
    return ok;
}
static const struct option heat_options[] = {FORMULA_ROWS_OF("s*sqrt(log1p(n))",
                                                             "[s=1/sqrt(log1p(L)) per head per layer]",
                                                             "n (keys that the query sees), h, H, D, L, layer"),
                                             {0}};

const struct encoder encoder_formula_temperature = {
    .name = "formula-temperature",
    .title = "Temperature of a row, by a formula",
    .family = FAMILY_softmax,
    .formula =
        "q_i k_j -> q_i k_j f(n_i), f the formula `of` of the keys that query i sees; by default s sqrt(ln(1+n))",
    .source = "the formula of whoever writes it",
    .differs = "",
    .at_eval = "nothing is set; the formula goes on beyond the lengths of training",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = heat_options,
    .options_size = sizeof(struct formula_options),
    .check = heat_check,
    .params = heat_params,
    .init = heat_init,
    .project = heat_project,
    .temperature = &(const struct temperature_atom){.factor = factor, .grad = factor_grad},
};
