/* Other things that a formula can say: angles of a rotation, vectors of positions, the temperature of a row, and where
 * a token stands. */
#include "encoders/atom/embed.h"
#include "encoders/atom/positions.h"
#include "encoders/atom/rotary.h"
#include "encoders/atom/temperature.h"
#include "encoders/formulas.h"

enum { CHUNK = 256 };

/* Values of f at n numbers x, which stand for the name `along`, and what uses them. */
static void values(const struct formula_terms *t, struct formula_values *v, int along, const double *x, int n,
                   double *out) {
    v->in[along].of = x;
    formula_values(&t->of, v->in, n, out);
}

static void gradient(const struct formula_terms *t, struct formula_values *v, int along, const double *x, int n,
                     const double *d) {
    v->in[along].of = x;
    formula_gradient(&t->of, v->in, n, d);
}

static bool finite_at(const char *name, double x, double value, struct error *err) {
    return isfinite(value) ||
           error_set(err, "of: the formula is %s at %s = %g, and must be finite", formulas_infinite(value), name, x);
}

static bool finite_along(const struct formula_terms *t, struct formula_values *v, int along, long first, long last,
                         struct error *err) {
    for (long k = first; k <= last; k = formulas_next_tried(k, last)) {
        const double x = (double)k;
        double value;
        values(t, v, along, &x, 1, &value);
        if (!finite_at(t->name[along].name, x, value, err)) return false;
    }
    return true;
}

/* What serves the whole model learns numbers for all of it. */
static bool check_shared(const struct formula_terms *t, bool heads, struct error *err) {
    for (int k = 0; k < t->learns; k++) {
        const char *name = t->name[t->own + k].name;
        if (t->learned[k].per_layer)
            return error_set(err, "learn: '%s' cannot be per layer: the formula serves all layers", name);
        if (t->learned[k].per_head && !heads)
            return error_set(err, "learn: '%s' cannot be per head: the formula serves all heads", name);
    }
    return true;
}

/* ---- angles ---- */

struct angle_options {
    struct formula_options formula;
    int layout;
};
enum { ANGLE_p, ANGLE_k, ANGLE_NAMES = ANGLE_k + 5 };
static const struct formula_name angle_names[ANGLE_NAMES] = {{"p", FORMULA_ALONG, 0, 0}, {"k", FORMULA_FIXED, 0, 0},
                                                             {"h", FORMULA_FIXED, 0, 0}, {"H", FORMULA_FIXED, 0, 0},
                                                             {"D", FORMULA_FIXED, 0, 0}, {"L", FORMULA_FIXED, 0, 0}};

static const struct formula_terms *angle_terms(const struct view *view) {
    return formulas_of(view->options, angle_names, ANGLE_NAMES);
}

static enum rotary_layout angle_layout(const struct view *view) {
    return ((const struct angle_options *)view->options)->layout == 0 ? ROTARY_HALF : ROTARY_INTERLEAVED;
}

static void turn(const struct view *view, bool key, int n, const double *position, real *cosine, real *sine) {
    (void)key;
    const struct formula_terms *t = angle_terms(view);
    const int pairs = view->pairs;
    struct formula_values v;
    double angle[CHUNK];
    for (int h = 0; h < view->heads; h++, cosine += (long)n * pairs, sine += (long)n * pairs) {
        formulas_begin(view, t, h, &v);
        for (int pair = 0; pair < pairs; pair++)
            for (int from = 0; from < n; from += CHUNK) {
                const int width = n - from < CHUNK ? n - from : CHUNK;
                v.in[ANGLE_k].number = pair;
                values(t, &v, ANGLE_p, position + from, width, angle);
                for (int i = 0; i < width; i++) {
                    cosine[(long)(from + i) * pairs + pair] = (real)cos(angle[i]);
                    sine[(long)(from + i) * pairs + pair] = (real)sin(angle[i]);
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
    double angle[CHUNK];
    for (int h = 0; h < view->heads; h++, dcosine += (long)n * pairs, dsine += (long)n * pairs) {
        formulas_begin_grad(view, t, h, &v);
        for (int pair = 0; pair < pairs; pair++)
            for (int from = 0; from < n; from += CHUNK) {
                const int width = n - from < CHUNK ? n - from : CHUNK;
                v.in[ANGLE_k].number = pair;
                values(t, &v, ANGLE_p, position + from, width, angle);
                for (int i = 0; i < width; i++) {
                    const long at = (long)(from + i) * pairs + pair;
                    angle[i] = (double)dsine[at] * cos(angle[i]) - (double)dcosine[at] * sin(angle[i]);
                }
                gradient(t, &v, ANGLE_p, position + from, width, angle);
            }
        formulas_end_grad(view, t, h, &v);
    }
}

static bool angle_check(const struct view *view, struct error *err) {
    struct formula_terms t;
    struct formula_values v;
    struct view at = *view;
    at.param = NULL;
    if (!formulas_read(view->options, angle_names, ANGLE_NAMES, &t, err) || !check_shared(&t, true, err) ||
        !formulas_check(view, &t, err))
        return false;
    for (int h = 0; h < view->heads; h++) {
        formulas_begin(&at, &t, h, &v);
        for (int pair = 0; pair < view->head_size / 2; pair++) {
            v.in[ANGLE_k].number = pair;
            if (!finite_along(&t, &v, ANGLE_p, 0, view->train_length, err)) return false;
        }
    }
    return true;
}

static int angle_params(const struct view *view, struct param_spec *out) {
    return formulas_params(view, angle_terms(view), out);
}
static void angle_init(const struct view *view, int k, struct rng *rng, real *out) {
    formulas_start(view, angle_terms(view), k, rng, out);
}
static void angle_project(const struct view *view) { formulas_project(view, angle_terms(view)); }

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

/* ---- vectors of positions ---- */

enum { EMBED_c, EMBED_p, EMBED_NAMES = EMBED_p + 3 };
static const struct formula_name embed_names[EMBED_NAMES] = {
    {"c", FORMULA_ALONG, 0, 0}, {"p", FORMULA_FIXED, 0, 0}, {"C", FORMULA_FIXED, 0, 0}, {"L", FORMULA_FIXED, 0, 0}};

static const struct formula_terms *embed_terms(const struct view *view) {
    return formulas_of(view->options, embed_names, EMBED_NAMES);
}

/* The channels from..from+width-1. */
static int channels(const struct view *view, int from, double c[CHUNK]) {
    const int width = view->width - from < CHUNK ? view->width - from : CHUNK;
    for (int k = 0; k < width; k++) c[k] = from + k;
    return width;
}

static void embed(const struct view *view, int n, const double *position, real *out) {
    const struct formula_terms *t = embed_terms(view);
    struct formula_values v;
    double c[CHUNK], value[CHUNK];
    formulas_begin(view, t, 0, &v);
    for (int i = 0; i < n; i++)
        for (int from = 0; from < view->width; from += CHUNK) {
            const int width = channels(view, from, c);
            v.in[EMBED_p].number = position[i];
            values(t, &v, EMBED_c, c, width, value);
            for (int k = 0; k < width; k++) *out++ = (real)value[k];
        }
}

static void embed_grad(const struct view *view, int n, const double *position, const real *dout) {
    const struct formula_terms *t = embed_terms(view);
    struct formula_values v;
    double c[CHUNK], d[CHUNK];
    formulas_begin_grad(view, t, 0, &v);
    for (int i = 0; i < n; i++)
        for (int from = 0; from < view->width; from += CHUNK) {
            const int width = channels(view, from, c);
            for (int k = 0; k < width; k++) d[k] = (double)*dout++;
            v.in[EMBED_p].number = position[i];
            gradient(t, &v, EMBED_c, c, width, d);
        }
    formulas_end_grad(view, t, 0, &v);
}

static bool embed_check(const struct view *view, struct error *err) {
    struct formula_terms t;
    struct formula_values v;
    struct view at = *view;
    at.param = NULL;
    if (!formulas_read(view->options, embed_names, EMBED_NAMES, &t, err) || !check_shared(&t, false, err) ||
        !formulas_check(view, &t, err))
        return false;
    formulas_begin(&at, &t, 0, &v);
    for (long p = 0; p < view->train_length; p = formulas_next_tried(p, view->train_length - 1)) {
        v.in[EMBED_p].number = (double)p;
        if (!finite_along(&t, &v, EMBED_c, 0, view->width - 1, err)) return error_prefix(err, "position p = %ld", p);
    }
    return true;
}

static int embed_params(const struct view *view, struct param_spec *out) {
    return formulas_params(view, embed_terms(view), out);
}
static void embed_init(const struct view *view, int k, struct rng *rng, real *out) {
    formulas_start(view, embed_terms(view), k, rng, out);
}
static void embed_project(const struct view *view) { formulas_project(view, embed_terms(view)); }

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

/* ---- temperature ---- */

enum { HEAT_n, HEAT_NAMES = HEAT_n + 6 };
static const struct formula_name heat_names[HEAT_NAMES] = {{"n", FORMULA_ALONG, 0, 0}, {"h", FORMULA_FIXED, 0, 0},
                                                           {"H", FORMULA_FIXED, 0, 0}, {"D", FORMULA_FIXED, 0, 0},
                                                           {"L", FORMULA_FIXED, 0, 0}, {"layer", FORMULA_FIXED, 0, 0}};

static const struct formula_terms *heat_terms(const struct view *view) {
    return formulas_of(view->options, heat_names, HEAT_NAMES);
}

/* Numbers of keys, from+1 .. from+width. */
static int keys_seen(int n, int from, double seen[CHUNK]) {
    const int width = n - from < CHUNK ? n - from : CHUNK;
    for (int k = 0; k < width; k++) seen[k] = from + k + 1;
    return width;
}

static void factor(const struct view *view, int n, real *out) {
    const struct formula_terms *t = heat_terms(view);
    struct formula_values v;
    double seen[CHUNK], value[CHUNK];
    for (int h = 0; h < view->heads; h++) {
        formulas_begin(view, t, h, &v);
        for (int from = 0; from < n; from += CHUNK) {
            const int width = keys_seen(n, from, seen);
            values(t, &v, HEAT_n, seen, width, value);
            for (int k = 0; k < width; k++) *out++ = (real)value[k];
        }
    }
}

static void factor_grad(const struct view *view, int n, const real *dfactor) {
    const struct formula_terms *t = heat_terms(view);
    struct formula_values v;
    double seen[CHUNK], d[CHUNK];
    for (int h = 0; h < view->heads; h++) {
        formulas_begin_grad(view, t, h, &v);
        for (int from = 0; from < n; from += CHUNK) {
            const int width = keys_seen(n, from, seen);
            for (int k = 0; k < width; k++) d[k] = (double)*dfactor++;
            gradient(t, &v, HEAT_n, seen, width, d);
        }
        formulas_end_grad(view, t, h, &v);
    }
}

static bool heat_check(const struct view *view, struct error *err) {
    struct formula_terms t;
    struct formula_values v;
    struct view at = *view;
    at.param = NULL;
    bool ok = formulas_read(view->options, heat_names, HEAT_NAMES, &t, err) && formulas_check(view, &t, err);
    for (at.layer = 0; ok && at.layer < view->layers; at.layer++)
        for (int h = 0; ok && h < view->heads; h++) {
            formulas_begin(&at, &t, h, &v);
            ok = finite_along(&t, &v, HEAT_n, 1, view->train_length, err);
        }
    return ok;
}

static int heat_params(const struct view *view, struct param_spec *out) {
    return formulas_params(view, heat_terms(view), out);
}
static void heat_init(const struct view *view, int k, struct rng *rng, real *out) {
    formulas_start(view, heat_terms(view), k, rng, out);
}
static void heat_project(const struct view *view) { formulas_project(view, heat_terms(view)); }

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

/* ---- positions ---- */

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
    double value[CHUNK];
    if (!t) return;
    begin_places(view, t, T, view->evaluating ? 0 : rng_uniform(rng), &v);
    for (int from = 0; from < T; from += CHUNK) {
        const int width = T - from < CHUNK ? T - from : CHUNK;
        values(t, &v, PLACE_p, position + from, width, value);
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
            values(t, &v, PLACE_p, &x, 1, &value);
            largest = fmax(largest, value);
        }
    }
    return t ? (long)fmin(ceil(largest), PLACES_MOST) + 1 : before;
}

static bool place_check(const struct view *view, struct error *err) {
    struct formula_terms t;
    struct formula_values v;
    if (!formulas_read(view->options, place_names, PLACE_NAMES, &t, err)) return false;
    for (int draw = 0; draw < DRAWS; draw++) {
        begin_places(view, &t, view->train_length, (double)draw / (DRAWS - 1), &v);
        if (!finite_along(&t, &v, PLACE_p, 0, view->train_length - 1, err)) return false;
    }
    return true;
}

static const struct option place_options[] = {
    {"of", OPTION_TEXT, offsetof(struct formula_options, of), "p*(1+u)", 0, 0, NULL, "",
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
