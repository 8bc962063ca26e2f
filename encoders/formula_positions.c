/* Where a token stands, from a formula of its place, and of a number that training draws. */
#include "encoders/atom/positions.h"
#include "encoders/formulas.h"

enum { PLACE_p, PLACE_u, PLACE_NAMES = PLACE_u + 3 };
static const struct formula_name place_names[PLACE_NAMES] = {
    {"p", FORMULA_ALONG, 0, 0}, {"u", FORMULA_FIXED, 0, 0}, {"T", FORMULA_FIXED, 0, 0}, {"L", FORMULA_FIXED, 0, 0}};

static const struct formula_terms *place_terms(const struct view *view) {
    return formulas_of(view->options, place_names, PLACE_NAMES);
}

static void begin_places(const struct view *view, const struct formula_terms *t, int T, double u,
                         struct formula_values *v) {
    for (int i = 0; i < t->own; i++) v->in[i] = (struct formula_input){.number = view->train_length};
    v->in[PLACE_u].number = u;
    v->in[PLACE_u + 1].number = T;
}

static void place(const struct view *view, struct rng *rng, int T, double *position) {
    const struct formula_terms *t = place_terms(view);
    struct formula_values v;
    double value[FORMULA_CHUNK];
    if (!t) return;
    begin_places(view, t, T, view->evaluating ? 0 : rng_uniform(rng), &v);
    for (int from = 0; from < T; from += FORMULA_CHUNK) {
        const int width = T - from < FORMULA_CHUNK ? T - from : FORMULA_CHUNK;
        formulas_along(t, &v, PLACE_p, position + from, width, value);
        memcpy(position + from, value, sizeof *value * (size_t)width);
    }
}

/* By trial: the largest of some draws and places. A formula that goes further elsewhere is computed all the same, row
 * by row instead of from tables. */
enum { DRAWS = 9 };
static const double PLACES_MOST = 1e6;

static long limit(const struct view *view, long before, int T) {
    const struct formula_terms *t = place_terms(view);
    double largest = 0;
    for (int draw = 0; t && draw < (view->evaluating ? 1 : DRAWS); draw++) {
        struct formula_values v;
        begin_places(view, t, T, (double)draw / (DRAWS - 1), &v);
        for (long k = 0; k <= before - 1; k = formulas_next_tried(k, before - 1)) {
            const double x = (double)k;
            double value;
            formulas_along(t, &v, PLACE_p, &x, 1, &value);
            largest = fmax(largest, value);
        }
    }
    return t ? (long)fmin(ceil(largest), PLACES_MOST) + 1 : before;
}

/* Of one sequence of T tokens. */
static bool places_finite(const struct view *view, const struct formula_terms *t, int T, double u, struct error *err) {
    struct formula_values v;
    begin_places(view, t, T, u, &v);
    return formulas_finite_along(view, t, &v, PLACE_p, 0, T - 1, err);
}

static bool place_check(const struct view *view, struct error *err) {
    struct formula_terms t;
    if (!formula_terms_read(view->options, place_names, PLACE_NAMES, &t, err)) return false;
    for (int draw = 0; draw < DRAWS; draw++)
        if (!places_finite(view, &t, view->train_length, (double)draw / (DRAWS - 1), err)) return false;
    return places_finite(view, &t, (int)formulas_tokens(view), 0, err);
}

static const struct option place_options[] = {
    {"of", OPTION_TEXT | OPTION_IDENTITY, offsetof(struct formula_options, of), "p*(1+u)", 0, 0, NULL, "",
     "the formula, of p (where the token stands so far), u (a number of the sequence, drawn uniformly from 0 to 1 in "
     "training, 0 in evaluation), T (tokens of the sequence), L and constants"},
    {"with", OPTION_TEXT, offsetof(struct formula_options, with), "", 0, 0, NULL, "", "constants, as [b=10000]"},
    {0}};

const struct encoder encoder_formula_positions = {
    .name = "formula-positions",
    .title = "Positions by a formula",
    .family = FAMILY_positions,
    .formula = "position of token t = f(t), f the formula `of`; by default t (1 + u) in training, u uniform",
    .source = "the formula of whoever writes it",
    .differs = "",
    .at_eval = "u is 0",
    .claims = CLAIM_USES_POSITION,
    .options = place_options,
    .options_size = sizeof(struct formula_options),
    .check = place_check,
    .positions = &(const struct positions_atom){.map = place, .limit = limit, .real = true, .uneven = true},
};
