/* Masks from a formula of the places of query and key. */
#include "encoders/atom/mask.h"
#include "encoders/formulas.h"

enum { MASK_d, MASK_j, MASK_i, MASK_n, MASK_NAMES = MASK_n + 6 };
static const struct formula_name mask_names[MASK_NAMES] = {
    {"d", FORMULA_ALONG, 0, 0}, {"j", FORMULA_ALONG, 0, 0}, {"i", FORMULA_FIXED, 0, 0},
    {"n", FORMULA_FIXED, 0, 0}, {"h", FORMULA_FIXED, 0, 0}, {"H", FORMULA_FIXED, 0, 0},
    {"D", FORMULA_FIXED, 0, 0}, {"L", FORMULA_FIXED, 0, 0}, {"layer", FORMULA_FIXED, 0, 0}};

static const struct formula_terms *mask_terms(const struct view *view) {
    return formulas_of(view->options, mask_names, MASK_NAMES);
}

/* Values at up to FORMULA_CHUNK keys. */
static void mask_values(const struct formula_terms *t, struct formula_values *v, double query, int n, const double *key,
                        double *value) {
    double d[FORMULA_CHUNK];
    for (int k = 0; k < n; k++) d[k] = query - key[k];
    v->in[MASK_d].of = d;
    v->in[MASK_j].of = key;
    v->in[MASK_i].number = query;
    v->in[MASK_n].number = query + 1;
    formula_values(&t->of, v->in, n, value);
}

static void shows(const struct view *view, int head, double query, int n, const double *key, bool *seen) {
    const struct formula_terms *t = mask_terms(view);
    struct formula_values v;
    double value[FORMULA_CHUNK];
    formulas_begin(view, t, head, &v);
    for (int from = 0; from < n; from += FORMULA_CHUNK) {
        const int width = n - from < FORMULA_CHUNK ? n - from : FORMULA_CHUNK;
        mask_values(t, &v, query, width, key + from, value);
        for (int k = 0; k < width; k++) seen[from + k] = value[k] > 0;
    }
}

static bool by_distance(const struct view *view) {
    const struct formula *of = &mask_terms(view)->of;
    return !formula_uses(of, MASK_i) && !formula_uses(of, MASK_j) && !formula_uses(of, MASK_n);
}

/* A comparison with what is no number is false, which nobody means. */
static bool mask_defined(const struct view *view, const struct formula_terms *t, int head, struct error *err) {
    const long last = formulas_tokens(view) - 1;
    struct formula_values v;
    formulas_begin(view, t, head, &v);
    for (long i = 0; i <= last; i = formulas_next_tried(i, last))
        for (long j = 0; j <= (view->causal ? i : last); j = formulas_next_tried(j, view->causal ? i : last)) {
            const double key = (double)j;
            double value;
            mask_values(t, &v, (double)i, 1, &key, &value);
            if (isnan(value))
                return error_set(err,
                                 "of: the formula is no number at d = %ld (i = %ld, j = %ld, head %d of layer %d)%s",
                                 i - j, i, j, head + 1, view->layer + 1, formulas_beyond(view, (double)i));
        }
    return true;
}

static bool mask_check(const struct view *view, struct error *err) {
    struct formula_terms t;
    struct view at = *view;
    if (!formula_terms_read(view->options, mask_names, MASK_NAMES, &t, err)) return false;
    if (!view->causal && formula_uses(&t.of, MASK_n))
        return error_set(err, "of: n, the visible keys of a query, is known in causal models alone");
    bool ok = true;
    for (at.layer = 0; ok && at.layer < view->layers; at.layer++)
        for (int h = 0; ok && h < view->heads; h++) ok = mask_defined(&at, &t, h, err);
    return ok;
}

static const struct option mask_options[] = {
    {"of", OPTION_TEXT | OPTION_IDENTITY, offsetof(struct formula_options, of), "max(abs(d)<4,d/4==floor(d/4))", 0, 0,
     NULL, "",
     "the formula, of d = i-j, i, j (places in the sequence, from 0), n = i+1, h, H, D, L, layer and constants"},
    {"with", OPTION_TEXT, offsetof(struct formula_options, with), "", 0, 0, NULL, "", "constants, as [w=20]"},
    {0}};

const struct encoder encoder_formula_mask = {
    .name = "formula-mask",
    .title = "Mask by a formula",
    .family = FAMILY_mask,
    .formula =
        "key j is seen by query i where f(i, j) > 0, f the formula `of`; by default the 4 nearest keys and every "
        "fourth",
    .source = "the formula of whoever writes it",
    .differs = "",
    .at_eval = "nothing is set; the formula goes on beyond the places of training",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = mask_options,
    .options_size = sizeof(struct formula_options),
    .check = mask_check,
    .mask = &(const struct mask_atom){.shows = shows, .by_distance = by_distance},
};
