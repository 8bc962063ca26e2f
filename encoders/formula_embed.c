/* Vectors of positions, from a formula of position and channel. */
#include "encoders/atom/embed.h"
#include "encoders/formulas.h"

enum { EMBED_c, EMBED_p, EMBED_NAMES = EMBED_p + 3 };
static const struct formula_name embed_names[EMBED_NAMES] = {
    {"c", FORMULA_ALONG, 0, 0}, {"p", FORMULA_FIXED, 0, 0}, {"C", FORMULA_FIXED, 0, 0}, {"L", FORMULA_FIXED, 0, 0}};

FORMULA_HOOKS(embed, embed_names)

/* The channels from..from+width-1. */
static int channels(const struct view *view, int from, double c[FORMULA_CHUNK]) {
    const int width = view->width - from < FORMULA_CHUNK ? view->width - from : FORMULA_CHUNK;
    for (int k = 0; k < width; k++) c[k] = from + k;
    return width;
}

static void embed(const struct view *view, int n, const double *position, real *out) {
    const struct formula_terms *t = embed_terms(view);
    struct formula_values v;
    double c[FORMULA_CHUNK], value[FORMULA_CHUNK];
    formulas_begin(view, t, 0, &v);
    for (int i = 0; i < n; i++)
        for (int from = 0; from < view->width; from += FORMULA_CHUNK) {
            const int width = channels(view, from, c);
            v.in[EMBED_p].number = position[i];
            formulas_along(t, &v, EMBED_c, c, width, value);
            for (int k = 0; k < width; k++) *out++ = (real)value[k];
        }
}

static void embed_grad(const struct view *view, int n, const double *position, const real *dout) {
    const struct formula_terms *t = embed_terms(view);
    struct formula_values v;
    double c[FORMULA_CHUNK], d[FORMULA_CHUNK];
    formulas_begin_grad(view, t, 0, &v);
    for (int i = 0; i < n; i++)
        for (int from = 0; from < view->width; from += FORMULA_CHUNK) {
            const int width = channels(view, from, c);
            for (int k = 0; k < width; k++) d[k] = (double)*dout++;
            v.in[EMBED_p].number = position[i];
            formulas_along_grad(t, &v, EMBED_c, c, width, d);
        }
    formulas_end_grad(view, t, 0, &v);
}

static bool embed_check(const struct view *view, struct error *err) {
    struct formula_terms t;
    struct formula_values v;
    struct view at = *view;
    at.param = NULL;
    if (!formula_terms_read(view->options, embed_names, EMBED_NAMES, &t, err) ||
        !formulas_check_shared(&t, false, err) || !formulas_check(view, &t, err))
        return false;
    formulas_begin(&at, &t, 0, &v);
    for (long p = 0; p < formulas_places(view); p = formulas_next_tried(p, formulas_places(view) - 1)) {
        v.in[EMBED_p].number = (double)p;
        if (!formulas_finite_along(NULL, &t, &v, EMBED_c, 0, view->width - 1, err))
            return error_prefix(err, "position p = %ld%s", p, formulas_beyond(view, (double)p));
    }
    return true;
}
static const struct option embed_options[] = {FORMULA_ROWS_OF("a*sin(p*10000^(-c/C)+f[c])",
                                                              "[a=0.02, f[512]=0 std 1.6]",
                                                              "p (position), c (channel, from 0), C (channels), L"),
                                              {0}};

const struct encoder encoder_formula_embed = {
    .name = "formula-embed",
    .title = "Position vectors by a formula",
    .family = FAMILY_absolute,
    .formula = "x_t[c] += f(t, c), f the formula `of` of position and channel; by default waves of learned phases",
    .source = "the formula of whoever writes it",
    .differs = "",
    .at_eval = "nothing is set; the formula goes on beyond the positions of training",
    .claims = CLAIM_USES_POSITION,
    .options = embed_options,
    .options_size = sizeof(struct formula_options),
    .check = embed_check,
    .params = embed_params,
    .init = embed_init,
    .project = embed_project,
    .embed = &(const struct embed_atom){.table = embed, .grad = embed_grad},
};
