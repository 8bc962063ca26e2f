/* Biases from a formula that the user writes: over distance, as a table, or of the positions of query and key too, row
 * by row. */
#include "encoders/atom/bias.h"
#include "encoders/formulas.h"

/* ---- over distance ---- */

enum { NAME_d, DISTANCE_NAMES = NAME_d + 6 };
static const struct formula_name distance_names[DISTANCE_NAMES] = {
    {"d", FORMULA_ALONG, 0, 0}, {"h", FORMULA_FIXED, 0, 0}, {"H", FORMULA_FIXED, 0, 0},
    {"D", FORMULA_FIXED, 0, 0}, {"L", FORMULA_FIXED, 0, 0}, {"layer", FORMULA_FIXED, 0, 0}};

FORMULA_HOOKS(distance, distance_names)

static void bias(const struct view *view, int n, const double *distance, real *table) {
    const struct formula_terms *t = distance_terms(view);
    struct formula_values v;
    double value[FORMULA_CHUNK];
    for (int h = 0; h < view->heads; h++) {
        formulas_begin(view, t, h, &v);
        for (int from = 0; from < n; from += FORMULA_CHUNK) {
            const int width = n - from < FORMULA_CHUNK ? n - from : FORMULA_CHUNK;
            v.in[NAME_d].of = distance + from;
            formula_values(&t->of, v.in, width, value);
            for (int k = 0; k < width; k++) *table++ = (real)value[k];
        }
    }
}

static void bias_grad(const struct view *view, int n, const double *distance, const real *dtable) {
    const struct formula_terms *t = distance_terms(view);
    struct formula_values v;
    double d[FORMULA_CHUNK];
    for (int h = 0; h < view->heads; h++) {
        formulas_begin_grad(view, t, h, &v);
        for (int from = 0; from < n; from += FORMULA_CHUNK) {
            const int width = n - from < FORMULA_CHUNK ? n - from : FORMULA_CHUNK;
            for (int k = 0; k < width; k++) d[k] = (double)*dtable++;
            v.in[NAME_d].of = distance + from;
            formula_gradient(&t->of, v.in, width, d);
        }
        formulas_end_grad(view, t, h, &v);
    }
}

/* Infinite biases would make NaN of scores: refused where training or evaluation would meet them, at initial
 * values. */
static bool finite_at(const struct view *view, int head, double distance, double value, const char *remedy,
                      struct error *err) {
    return formulas_is_finite(value) ||
           error_set(err, "of: the formula is %s at d = %g (head %d of layer %d)%s, and a bias must be finite%s",
                     formulas_infinite(value), distance, head + 1, view->layer + 1, formulas_beyond(view, distance),
                     remedy);
}

/* For a distance before which the formula was finite at the same distance to the other side. */
static const char ABS_REMEDY[] = ": write abs(d), because d is negative for keys ahead";

/* What helps at d = 0: only where the formula is finite at 1. */
static const char *zero_remedy(const struct formula_terms *t, struct formula_values *v) {
    const double one = 1;
    double value;
    v->in[NAME_d].of = &one;
    formula_values(&t->of, v->in, 1, &value);
    return formulas_is_finite(value) ? ": write d+1 or max(d,1) for d there" : "";
}

static bool distances_finite(const struct view *view, const struct formula_terms *t, struct error *err) {
    const long last = formulas_places(view) - 1;
    struct formula_values v;
    for (int h = 0; h < view->heads; h++) {
        formulas_begin(view, t, h, &v);
        for (long k = 0; k <= last; k = formulas_next_tried(k, last)) {
            const double d[] = {(double)k, (double)-k};
            const int n = view->causal ? 1 : 2;
            double value[2];
            v.in[NAME_d].of = d;
            formula_values(&t->of, v.in, n, value);
            for (int side = 0; side < n; side++) {
                if (formulas_is_finite(value[side])) continue;
                const char *remedy = side ? ABS_REMEDY : k ? "" : zero_remedy(t, &v);
                return finite_at(view, h, d[side], value[side], remedy, err);
            }
        }
    }
    return true;
}

/* Does it differ from layer to layer? */
static bool layered(const struct formula_terms *t) {
    bool differs = false;
    for (int i = 0; i < t->own; i++) differs |= strcmp(t->name[i].name, "layer") == 0 && formula_uses(&t->of, i);
    for (int k = 0; k < t->learns; k++) differs |= t->learned[k].per_layer;
    return differs;
}

static bool each_layer(const struct view *view, const struct formula_terms *t,
                       bool (*finite)(const struct view *, const struct formula_terms *, struct error *),
                       struct error *err) {
    bool ok = formulas_check(view, t, err);
    struct view at = *view;
    at.param = NULL;
    for (at.layer = 0; ok && at.layer < (layered(t) ? view->layers : 1); at.layer++) ok = finite(&at, t, err);
    return ok;
}

static bool check(const struct view *view, struct error *err) {
    struct formula_terms t;
    return formula_terms_read(view->options, distance_names, DISTANCE_NAMES, &t, err) &&
           each_layer(view, &t, distances_finite, err);
}

static const struct option distance_options[] = {
    FORMULA_ROWS_OF("-m*sqrt(abs(d))", "[m=2^(-8*h/H) per head least 0]", "d = i-j, h, H, D, L, layer"), {0}};

const struct encoder encoder_formula_bias = {
    .name = "formula-bias",
    .title = "Bias over distance, by a formula",
    .family = FAMILY_bias,
    .formula = "score[i][j] = q_i . k_j / sqrt(D) + f(i-j), f the formula `of`; by default -m_h sqrt|i-j|, m learned",
    .source = "the formula of whoever writes it",
    .differs = "",
    .at_eval = "nothing is set; the formula goes on beyond the distances of training",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = distance_options,
    .options_size = sizeof(struct formula_options),
    .check = check,
    .params = distance_params,
    .init = distance_init,
    .project = distance_project,
    .bias = &(const struct bias_atom){.table = bias, .grad = bias_grad},
};

/* ---- row by row ---- */

enum { NAME_row_d, NAME_j, NAME_i, NAME_n, ROW_NAMES = NAME_n + 6 };
static const struct formula_name row_names[ROW_NAMES] = {
    {"d", FORMULA_ALONG, 0, 0}, {"j", FORMULA_ALONG, 0, 0}, {"i", FORMULA_FIXED, 0, 0},
    {"n", FORMULA_FIXED, 0, 0}, {"h", FORMULA_FIXED, 0, 0}, {"H", FORMULA_FIXED, 0, 0},
    {"D", FORMULA_FIXED, 0, 0}, {"L", FORMULA_FIXED, 0, 0}, {"layer", FORMULA_FIXED, 0, 0}};

FORMULA_HOOKS(row, row_names)

/* A row's keys, FORMULA_CHUNK at a time. */
struct row {
    double d[FORMULA_CHUNK], j[FORMULA_CHUNK], value[FORMULA_CHUNK];
};

static void see_query(struct formula_values *v, double position) {
    v->in[NAME_i].number = position;
    v->in[NAME_n].number = position + 1;
}

static void see_keys(struct formula_values *v, struct row *r, double position, int n, const real *distance) {
    for (int k = 0; k < n; k++) {
        r->d[k] = (double)distance[k];
        r->j[k] = position - r->d[k];
    }
    v->in[NAME_row_d].of = r->d;
    v->in[NAME_j].of = r->j;
}

static bool by_row(const struct view *view, double position) {
    (void)view, (void)position;
    return true;
}

static void number(const struct view *view, int n, const double *distance, real *out) {
    (void)view;
    for (int k = 0; k < n; k++) out[k] = (real)distance[k];
}

static void row(const struct view *view, int head, double position, int n, const real *distance, real *out) {
    const struct formula_terms *t = row_terms(view);
    struct formula_values v;
    struct row r;
    formulas_begin(view, t, head, &v);
    see_query(&v, position);
    for (int from = 0; from < n; from += FORMULA_CHUNK) {
        const int width = n - from < FORMULA_CHUNK ? n - from : FORMULA_CHUNK;
        see_keys(&v, &r, position, width, distance + from);
        formula_values(&t->of, v.in, width, r.value);
        for (int k = 0; k < width; k++) out[from + k] += (real)r.value[k];
    }
}

static void row_grad(const struct view *view, int head, double position, int n, const real *distance, const real *dout,
                     real *dnumber) {
    (void)dnumber; /* distances are not learned */
    const struct formula_terms *t = row_terms(view);
    struct formula_values v;
    struct row r;
    formulas_begin_grad(view, t, head, &v);
    see_query(&v, position);
    for (int from = 0; from < n; from += FORMULA_CHUNK) {
        const int width = n - from < FORMULA_CHUNK ? n - from : FORMULA_CHUNK;
        see_keys(&v, &r, position, width, distance + from);
        for (int k = 0; k < width; k++) r.value[k] = (double)dout[from + k];
        formula_gradient(&t->of, v.in, width, r.value);
    }
    formulas_end_grad(view, t, head, &v);
}

/* The table and its gradient, which no row reads. */
static void no_table(const struct view *view, int n, const double *distance, real *table) {
    (void)distance;
    memset(table, 0, sizeof *table * (size_t)n * (size_t)view->heads);
}

static void no_grad(const struct view *view, int n, const double *distance, const real *d) {
    (void)view, (void)n, (void)distance, (void)d;
}

static bool row_finite(const struct view *view, const struct formula_terms *t, struct formula_values *v, int head,
                       long i, struct error *err) {
    const long last = view->causal ? i : formulas_places(view) - 1;
    see_query(v, (double)i);
    for (long k = 0; k <= last; k = formulas_next_tried(k, last)) {
        const real distance[] = {(real)k, (real)-k};
        const int n = view->causal ? 1 : 2;
        struct row r;
        see_keys(v, &r, (double)i, n, distance);
        formula_values(&t->of, v->in, n, r.value);
        for (int side = 0; side < n; side++)
            if (!finite_at(view, head, r.d[side], r.value[side], "", err)) return error_prefix(err, "query i = %ld", i);
    }
    return true;
}

static bool rows_finite(const struct view *view, const struct formula_terms *t, struct error *err) {
    const long last = formulas_places(view) - 1;
    struct formula_values v;
    for (int h = 0; h < view->heads; h++) {
        formulas_begin(view, t, h, &v);
        for (long i = 0; i <= last; i = formulas_next_tried(i, last))
            if (!row_finite(view, t, &v, h, i, err)) return false;
    }
    return true;
}

static bool row_check(const struct view *view, struct error *err) {
    struct formula_terms t;
    if (!formula_terms_read(view->options, row_names, ROW_NAMES, &t, err)) return false;
    if (!view->causal && formula_uses(&t.of, NAME_n))
        return error_set(err, "of: n, the visible keys of a query, is known in causal models alone");
    return each_layer(view, &t, rows_finite, err);
}

static const struct option row_options[] = {
    FORMULA_ROWS_OF("-m*log1p(abs(d))/log1p(max(i,1))", "[m=2*h/H per head least 0]",
                    "d = i-j, i, j (from the sequence's first token), n = i+1 (visible keys), h, H, D, L, layer"),
    {0}};

const struct encoder encoder_formula_rows = {
    .name = "formula-rows",
    .title = "Bias of query and key, by a formula",
    .family = FAMILY_bias,
    .formula =
        "score[i][j] = q_i . k_j / sqrt(D) + f(i, j), f the formula `of`; by default -m_h ln(1 + |i-j|) / ln(1 + i)",
    .source = "the formula of whoever writes it",
    .differs = "",
    .at_eval = "nothing is set; the formula goes on beyond the positions of training",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = row_options,
    .options_size = sizeof(struct formula_options),
    .check = row_check,
    .params = row_params,
    .init = row_init,
    .project = row_project,
    .bias = &(const struct bias_atom){.keeps = true,
                                      .table = no_table,
                                      .grad = no_grad,
                                      .by_row = by_row,
                                      .number = number,
                                      .number_grad = no_grad,
                                      .row = row,
                                      .row_grad = row_grad},
};
