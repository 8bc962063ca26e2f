/* A learned vector for every distance, met by the query. */
#include "encoders/atom/vectors.h"
#include "encoders/encoder.h"
#include <math.h>
#include <string.h>

struct options {
    long rows;
    bool share_heads, values;
};
enum { KEYS, VALUES }; /* tensors */

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"rows", OPTION_INT, AT(rows), "0", 0, 65536, NULL, "distances",
     "distances 0..rows-1 have a vector, farther ones none; 0: as many as the training length"},
    {"share_heads", OPTION_BOOL, AT(share_heads), "false", 0, 0, NULL, NULL,
     "one set of vectors for all heads of a layer"},
    {"values", OPTION_BOOL, AT(values), "false", 0, 0, NULL, NULL, "a value term of the same form too"},
    {0}};

static int near_rows(const struct view *view) {
    const struct options *o = view->options;
    return (int)(o->rows ? o->rows : view->train_length);
}
static int learned_rows(const struct view *view) { return view->causal ? near_rows(view) : 2 * near_rows(view) - 1; }
static int tables(const struct view *view) {
    const struct options *o = view->options;
    return o->share_heads ? 1 : view->heads;
}

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[KEYS] = (struct param_spec){.name = "keys",
                                    .rows = (long)tables(view) * learned_rows(view),
                                    .cols = view->head_size,
                                    .per_layer = true,
                                    .init_std = 1 / sqrt(view->head_size)};
    out[VALUES] = out[KEYS];
    out[VALUES].name = "values";
    return o->values ? 2 : 1;
}

/* A row of zeros stands before and after the learned ones, for what lies beyond them (before: bidirectional only). */
static int first_learned(const struct view *view) { return view->causal ? 0 : 1; }

static void vectors(const struct view *view, struct vectors *out) {
    const struct options *o = view->options;
    out->rows = first_learned(view) + learned_rows(view) + 1;
    out->per_head = !o->share_heads;
    out->side[VECTORS_QUERY] = true;
    out->side[VECTORS_VALUE] = o->values;
}

static void row_of(const struct view *view, int n, const double *distance, int *row) {
    const int near = near_rows(view), zero = view->causal ? 0 : near;
    for (int i = 0; i < n; i++) row[i] = (int)fmin(fmax(distance[i], -near), near) + zero;
}

static long learned_size(const struct view *view) { return (long)learned_rows(view) * view->head_size; }

static void table(const struct view *view, enum vector_side side, real *out) {
    const long size = learned_size(view), before = (long)first_learned(view) * view->head_size,
               room = before + size + view->head_size;
    const real *param = view->param[side == VECTORS_QUERY ? KEYS : VALUES];
    memset(out, 0, sizeof *out * (size_t)(tables(view) * room));
    for (int t = 0; t < tables(view); t++)
        memcpy(out + t * room + before, param + t * size, sizeof *out * (size_t)size);
}

static void table_grad(const struct view *view, enum vector_side side, const real *dout) {
    const long size = learned_size(view), before = (long)first_learned(view) * view->head_size,
               room = before + size + view->head_size;
    real *grad = view->grad[side == VECTORS_QUERY ? KEYS : VALUES];
    for (int t = 0; t < tables(view); t++)
        for (long k = 0; k < size; k++) grad[t * size + k] += dout[t * room + before + k];
}

const struct encoder encoder_music = {
    .name = "music",
    .title = "Relative keys (Music Transformer)",
    .family = FAMILY_relative,
    .formula = "score[i][j] = q_i . (k_j + E[i-j]) / sqrt(D), a vector E per head and distance, 0 beyond the table",
    .source = "Huang et al. 2019, arXiv 1809.04281; as in tensor2tensor's dot_product_self_attention_relative_v2",
    .differs = "the skewing of the paper is a trick of memory and not needed here",
    .at_eval = "distances of `rows` and more have no term at all",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .vectors = &(const struct vectors_atom){.of = vectors, .row = row_of, .table = table, .table_grad = table_grad},
};
