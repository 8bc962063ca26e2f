/* Untied positional encoding: positions meet positions under projections of their own, apart from the content; and the
 * same with T5's buckets added. */
#include "base/vec.h"
#include "encoders/atom/bias.h"
#include "encoders/atom/position_vectors.h"
#include "encoders/atom/score_scale.h"
#include "encoders/buckets.h"
#include "encoders/rows.h"
#include <math.h>
#include <string.h>

struct options {
    int table, past;
    long rows;
    double init_std;
    long buckets, max_distance; /* tupe-r */
};
enum { LEARNED, SINUSOIDAL };
enum { CLAMP, RANDOM };
/* Tensors: gain and bias of the norm, then projection and its bias for queries and for keys; the table when it is
 * learned, and last tupe-r's buckets. */
enum { GAIN, SHIFT, QUERY, QUERY_BIAS, KEY, KEY_BIAS, TABLE };

#define AT(member) offsetof(struct options, member)
#define OPTIONS                                                                                                        \
    OPTION_ROW("table", OPTION_CHOICE, AT(table), "learned", 0, 0, "learned|sinusoidal", NULL,                         \
               "what is normalised and projected: a learned vector per position, or sinusoids"),                       \
        OPTION_ROW("rows", OPTION_INT, AT(rows), "0", 0, ROWS_MOST, NULL, "positions",                                 \
                   ROWS_HELP "; of a learned table only"),                                                             \
        OPTION_ROW(                                                                                                    \
            "past", OPTION_CHOICE, AT(past), "random", 0, 0, "clamp|random", NULL,                                     \
            "a position that training did not reach reads the last row that it reached, or an untrained random row"),  \
        OPTION_ROW("init_std", OPTION_REAL, AT(init_std), "0.02", 0, 10, NULL, "", "initial values N(0, init_std^2)")
static const struct option options[] = {OPTIONS, {0}};
static const struct option bucket_options[] = {
    OPTIONS,
    {"buckets", OPTION_INT, AT(buckets), "32", 2, 4096, NULL, "", "as of t5; one table for the model"},
    {"max_distance", OPTION_INT, AT(max_distance), "128", 2, 1000000, NULL, "tokens", "as of t5"},
    {0}};

static long rows(const struct view *view) { return rows_of(view, ((const struct options *)view->options)->rows); }

/* Without a learned table the number means nothing, and stays what it always was. */
static void derive(const struct view *view, void *to) {
    struct options *o = to;
    o->rows = o->table == SINUSOIDAL && !o->rows ? ROWS_LEAST : rows(view);
}

static int common_params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    const long size = (long)view->heads * view->head_size;
    out[GAIN] = (struct param_spec){.name = "norm.weight", .cols = view->width};
    out[SHIFT] = (struct param_spec){.name = "norm.bias", .cols = view->width};
    out[QUERY] = (struct param_spec){
        .name = "query.weight", .rows = view->width, .cols = size, .decay = true, .init_std = o->init_std};
    out[QUERY_BIAS] = (struct param_spec){.name = "query.bias", .cols = size};
    out[KEY] = out[QUERY];
    out[KEY].name = "key.weight";
    out[KEY_BIAS] = out[QUERY_BIAS];
    out[KEY_BIAS].name = "key.bias";
    if (o->table == SINUSOIDAL) return TABLE;
    out[TABLE] = (struct param_spec){.name = "table", .rows = rows(view), .cols = view->width, .init_std = o->init_std};
    return TABLE + 1;
}

static void init(const struct view *view, int k, struct rng *rng, real *out) {
    (void)rng;
    for (int c = 0; k == GAIN && c < view->width; c++) out[c] = 1;
}

static bool check(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    if (o->table == LEARNED) return rows_check(view, o->rows, err);
    return view->width % 2 == 0 || error_set(err, "sinusoids need an even model.width, not %d", view->width);
}

/* Where the vector of one position comes from: between two rows of the table where the position is between them. */
struct entry {
    long low, high;
    real part;  /* of the high row */
    real scale; /* of its norm */
};

static struct entry entry_of(const struct view *view, double position) {
    const struct options *o = view->options;
    const long count = rows(view), trained = rows_trained(view, o->rows);
    const double last = (double)((o->past == CLAMP && view->evaluating ? trained : count) - 1),
                 at = fmin(fmax(position, 0), last);
    struct entry e = {.low = (long)at};
    e.high = e.low + 1 < count ? e.low + 1 : e.low;
    e.part = (real)(at - (double)e.low);
    return e;
}

static void raw(const struct view *view, const struct entry *e, double position, real *x) {
    const struct options *o = view->options;
    const int C = view->width, half = C / 2;
    if (o->table == LEARNED) {
        const real *low = view->param[TABLE] + e->low * C, *high = view->param[TABLE] + e->high * C;
        for (int c = 0; c < C; c++) x[c] = (1 - e->part) * low[c] + e->part * high[c];
        return;
    }
    for (int c = 0; c < half; c++) {
        const double angle = position * pow(10000, -2.0 * c / C);
        x[c] = (real)sin(angle);
        x[half + c] = (real)cos(angle);
    }
}

/* z [C]: the vector of a position, normed, before gain and shift. */
static struct entry normed(const struct view *view, double position, real *z) {
    const int C = view->width;
    struct entry e = entry_of(view, position);
    raw(view, &e, position, z);
    const real mean = vec_sum(z, C) / (real)C;
    for (int c = 0; c < C; c++) z[c] -= mean;
    e.scale = 1 / vec_sqrt(vec_dot(z, z, C) / (real)C + (real)1e-5);
    vec_scale(z, e.scale, C);
    return e;
}

/* Rows of all heads side by side, [H D], from and to [H][n][D]. */
static void take_row(const struct view *view, int n, int r, const real *from, real *row) {
    const int D = view->head_size;
    for (int h = 0; h < view->heads; h++) memcpy(row + h * D, from + ((long)h * n + r) * D, sizeof *row * (size_t)D);
}
static void put_row(const struct view *view, int n, int r, const real *row, real *to) {
    const int D = view->head_size;
    for (int h = 0; h < view->heads; h++) memcpy(to + ((long)h * n + r) * D, row + h * D, sizeof *row * (size_t)D);
}

static void place_vectors(const struct view *view, bool key, int n, const double *position, real *out) {
    const int size = view->heads * view->head_size;
    const real *w = view->param[key ? KEY : QUERY], *bias = view->param[key ? KEY_BIAS : QUERY_BIAS];
    real z[WIDTH_MAX], row[WIDTH_MAX];
    for (int r = 0; r < n; r++) {
        normed(view, position[r], z);
        memcpy(row, bias, sizeof *row * (size_t)size);
        for (int c = 0; c < view->width; c++)
            vec_axpy(row, z[c] * view->param[GAIN][c] + view->param[SHIFT][c], w + (long)c * size, size);
        put_row(view, n, r, row, out);
    }
}

/* d of a raw vector is added to the rows it was read from. */
static void give_raw(const struct view *view, const struct entry *e, const real *d) {
    const struct options *o = view->options;
    const int C = view->width;
    if (o->table != LEARNED) return;
    vec_axpy(view->grad[TABLE] + e->low * C, 1 - e->part, d, C);
    vec_axpy(view->grad[TABLE] + e->high * C, e->part, d, C);
}

/* d of the row that stands behind norm and projection to both; dy[C]: of what was projected. */
static void projection_grad(const struct view *view, const real *z, const real *drow, const real *w, real *dw,
                            real *dy) {
    const int size = view->heads * view->head_size;
    for (int c = 0; c < view->width; c++) {
        dy[c] = vec_dot(w + (long)c * size, drow, size);
        vec_axpy(dw + (long)c * size, z[c] * view->param[GAIN][c] + view->param[SHIFT][c], drow, size);
    }
}

/* dx = scale (dz - mean(dz) - z mean(dz z)) with z = (x - mean) scale and dz = gain dy, the backward pass of the norm.
 */
static void norm_grad(const struct view *view, const struct entry *e, const real *z, const real *dy) {
    const int C = view->width;
    real d[WIDTH_MAX];
    for (int c = 0; c < C; c++) {
        view->grad[GAIN][c] += dy[c] * z[c];
        view->grad[SHIFT][c] += dy[c];
        d[c] = view->param[GAIN][c] * dy[c];
    }
    const real mean = vec_sum(d, C) / (real)C, along = vec_dot(d, z, C) / (real)C;
    for (int c = 0; c < C; c++) d[c] = e->scale * (d[c] - mean - z[c] * along);
    give_raw(view, e, d);
}

static bool all_zero(const real *x, int n) {
    for (int i = 0; i < n; i++)
        if (x[i] != 0) return false;
    return true;
}

static void place_vectors_grad(const struct view *view, bool key, int n, const double *position, const real *dout) {
    const int size = view->heads * view->head_size, tensor = key ? KEY : QUERY;
    real z[WIDTH_MAX], drow[WIDTH_MAX], dy[WIDTH_MAX];
    for (int r = 0; r < n; r++) {
        take_row(view, n, r, dout, drow);
        if (all_zero(drow, size)) continue;
        const struct entry e = normed(view, position[r], z);
        vec_add(view->grad[key ? KEY_BIAS : QUERY_BIAS], drow, size);
        projection_grad(view, z, drow, view->param[tensor], view->grad[tensor], dy);
        norm_grad(view, &e, z, dy);
    }
}

static double score_scale(const struct view *view) {
    (void)view;
    return sqrt(0.5);
}

static struct buckets buckets_of(const struct view *view) {
    const struct options *o = view->options;
    return (struct buckets){.count = o->buckets, .max_distance = o->max_distance, .causal = view->causal};
}

static bool check_buckets(const struct view *view, struct error *err) {
    const struct buckets b = buckets_of(view);
    return check(view, err) && buckets_check(&b, err);
}

static int bucket_tensor(const struct view *view) {
    const struct options *o = view->options;
    return o->table == LEARNED ? TABLE + 1 : TABLE;
}

static int bucket_params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    const int n = common_params(view, out);
    out[n] = (struct param_spec){.name = "buckets", .rows = view->heads, .cols = o->buckets, .init_std = o->init_std};
    return n + 1;
}

static void bias(const struct view *view, int n, const double *distance, real *table) {
    const struct buckets buckets = buckets_of(view);
    const real *value = view->param[bucket_tensor(view)];
    for (int k = 0; k < n; k++)
        for (int h = 0; h < view->heads; h++)
            table[(long)h * n + k] = value[h * buckets.count + bucket_of(&buckets, distance[k])];
}

static void bias_grad(const struct view *view, int n, const double *distance, const real *dtable) {
    const struct buckets buckets = buckets_of(view);
    real *grad = view->grad[bucket_tensor(view)];
    for (int k = 0; k < n; k++)
        for (int h = 0; h < view->heads; h++)
            grad[h * buckets.count + bucket_of(&buckets, distance[k])] += dtable[(long)h * n + k];
}

#define SOURCE  "Ke et al. 2021, arXiv 2006.15595; sharing and initial values as in its code"
#define DIFFERS "the special treatment of a class token is left out"
#define AT_EVAL "positions that training did not reach: option `past`"

const struct encoder encoder_tupe = {
    .name = "tupe",
    .title = "Untied absolute positions (TUPE)",
    .family = FAMILY_absolute,
    .formula = "score[i][j] = (q_i . k_j + (LN(P_i) U_Q + u_Q) . (LN(P_j) U_K + u_K)) / sqrt(2D), shared by all layers",
    .source = SOURCE,
    .differs = DIFFERS,
    .at_eval = AT_EVAL,
    .claims = CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .derive = derive,
    .check = check,
    .params = common_params,
    .init = init,
    .score_scale = &(const struct score_scale_atom){.factor = score_scale},
    .position_vectors = &(const struct position_vectors_atom){.table = place_vectors, .grad = place_vectors_grad},
};

const struct encoder encoder_tupe_r = {
    .name = "tupe-r",
    .title = "TUPE with a bias by distance",
    .family = FAMILY_absolute,
    .formula =
        "score[i][j] = (q_i . k_j + (LN(P_i) U_Q + u_Q) . (LN(P_j) U_K + u_K)) / sqrt(2D) + b[head][bucket(i-j)]",
    .source = SOURCE,
    .differs = DIFFERS "; buckets of causal models are T5's",
    .at_eval = AT_EVAL "; buckets that no training distance reached keep their initial value",
    .claims = CLAIM_USES_POSITION,
    .options = bucket_options,
    .options_size = sizeof(struct options),
    .derive = derive,
    .check = check_buckets,
    .params = bucket_params,
    .init = init,
    .score_scale = &(const struct score_scale_atom){.factor = score_scale},
    .position_vectors = &(const struct position_vectors_atom){.table = place_vectors, .grad = place_vectors_grad},
    .bias = &(const struct bias_atom){.table = bias, .grad = bias_grad},
};
