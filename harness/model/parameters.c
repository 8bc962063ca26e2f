/* What there is to learn: one block, described by the lists in internal.h and by the scheme's own specs. */
#include "base/rng.h"
#include "model/internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TENSOR_ALIGN = 16 }; /* numbers; the gaps stay zero */

static struct tensor *add_tensor(struct model *m, const char *name, long rows, long cols, bool decay) {
    m->tensor =
        mem_grow(m->tensor, sizeof *m->tensor * (size_t)m->n_tensors, sizeof *m->tensor * (size_t)(m->n_tensors + 1));
    struct tensor *t = &m->tensor[m->n_tensors++];
    memset(t, 0, sizeof *t);
    snprintf(t->name, sizeof t->name, "%s", name);
    t->rank = rows ? 2 : 1;
    t->shape[0] = rows ? rows : cols;
    t->shape[1] = rows ? cols : 1;
    t->size = (rows ? rows : 1) * cols;
    t->offset = m->parameters;
    t->decay = decay;
    m->parameters += (t->size + TENSOR_ALIGN - 1) / TENSOR_ALIGN * TENSOR_ALIGN;
    return t;
}

/* The n-th part of the same scheme gets ".2", ".3", so that names stay unique. */
static void part_name(const struct model *m, int part, char *out, size_t size) {
    int same = 1;
    for (int i = 0; i < part; i++) same += m->scheme.part[i].encoder == m->scheme.part[part].encoder;
    if (same == 1)
        snprintf(out, size, "scheme.%s", m->scheme.part[part].encoder->name);
    else
        snprintf(out, size, "scheme.%s.%d", m->scheme.part[part].encoder->name, same);
}

static int part_specs(const struct model *m, int part, struct param_spec *out) {
    const struct encoder *encoder = m->scheme.part[part].encoder;
    if (!encoder->params) return 0;
    struct view view = tables_view(m, part, -1, false);
    int n = encoder->params(&view, out);
    REQUIRE(n >= 0 && n <= PARAMS_MAX);
    return n;
}

static void lay_out_part(struct model *m, int part, int layer) {
    struct param_spec spec[PARAMS_MAX];
    int n = part_specs(m, part, spec);
    m->part_params[part] = n;
    m->part_learns[part] = false;
    for (int k = 0; k < n; k++) m->part_learns[part] |= !spec[k].frozen;
    char prefix[64], name[160];
    part_name(m, part, prefix, sizeof prefix);
    for (int k = 0; k < n; k++) {
        m->part_per_layer[part][k] = spec[k].per_layer;
        if (spec[k].per_layer != (layer >= 0)) continue;
        if (layer >= 0 && !part_placed(m, part, layer)) continue;
        if (layer >= 0)
            snprintf(name, sizeof name, "layer.%d.%s.%s", layer, prefix, spec[k].name);
        else
            snprintf(name, sizeof name, "%s.%s", prefix, spec[k].name);
        add_tensor(m, name, spec[k].rows, spec[k].cols, spec[k].decay)->frozen = spec[k].frozen;
    }
}

/* Names what the columns of the lists in internal.h speak of. */
#define SIZES                                                                                                          \
    const long C = m->C, F = m->F, V = m->vocabulary, up = m->up;                                                      \
    const bool bias = m->config.bias, layer_norm = m->config.norm == NORM_LAYER, tied = m->config.tied,                \
               pre_norm = m->config.place == PLACE_PRE;                                                                \
    (void)C, (void)F, (void)V, (void)up, (void)bias, (void)layer_norm, (void)tied, (void)pre_norm

void parameters_lay_out(struct model *m) {
    SIZES;
#define X(field, name, rows, cols, decay, init, condition)                                                             \
    if (condition) add_tensor(m, name, rows, cols, decay);
    MODEL_TENSORS(X)
#undef X
    for (int part = 0; part < m->scheme.n; part++) lay_out_part(m, part, -1);
    for (int layer = 0; layer < m->L; layer++) {
        char full[96];
#define X(field, name, rows, cols, decay, init, condition)                                                             \
    if (condition) snprintf(full, sizeof full, "layer.%d.%s", layer, name), add_tensor(m, full, rows, cols, decay);
        LAYER_TENSORS(X)
#undef X
        for (int part = 0; part < m->scheme.n; part++) lay_out_part(m, part, layer);
    }
}

void parameters_bind(struct model *m, struct model_tensors *t, real *block) {
    SIZES;
    const struct tensor *next = m->tensor;
    memset(t, 0, sizeof *t);
#define X(field, name, rows, cols, decay, init, condition)                                                             \
    if (condition) t->field = block + (next++)->offset;
    MODEL_TENSORS(X)
    for (int part = 0; part < m->scheme.n; part++)
        for (int k = 0; k < m->part_params[part]; k++)
            if (!m->part_per_layer[part][k]) t->part[part][k] = block + (next++)->offset;
#undef X
#define X(field, name, rows, cols, decay, init, condition)                                                             \
    if (condition) t->layer[layer].field = block + (next++)->offset;
    for (int layer = 0; layer < m->L; layer++) {
        LAYER_TENSORS(X)
        for (int part = 0; part < m->scheme.n; part++)
            for (int k = 0; k < m->part_params[part]; k++) {
                if (!m->part_per_layer[part][k])
                    t->layer[layer].part[part][k] = t->part[part][k];
                else if (part_placed(m, part, layer))
                    t->layer[layer].part[part][k] = block + (next++)->offset;
            }
    }
#undef X
    REQUIRE(next == m->tensor + m->n_tensors);
}

static void fill_normal(struct rng *rng, double std, long n, real *out) {
    for (long i = 0; i < n; i++) out[i] = (real)(std * rng_normal(rng));
}

static void init_shared(struct model *m, const struct tensor *t, enum init_kind kind) {
    real *out = m->block + t->offset;
    if (kind == INIT_ONES)
        for (long i = 0; i < t->size; i++) out[i] = 1;
    if (kind != INIT_NORMAL && kind != INIT_BRANCH) return;
    char purpose[128];
    snprintf(purpose, sizeof purpose, "init/%s", t->name);
    struct rng rng = rng_open(m->seed, purpose, 0, 0);
    double std = m->config.init_std;
    if (kind == INIT_BRANCH) std /= sqrt(2.0 * m->L);
    fill_normal(&rng, std, t->size, out);
}

static const struct tensor *init_part(struct model *m, int part, int layer, const struct tensor *t) {
    struct param_spec spec[PARAMS_MAX];
    int n = part_specs(m, part, spec);
    for (int k = 0; k < n; k++) {
        if (spec[k].per_layer != (layer >= 0) || (layer >= 0 && !part_placed(m, part, layer))) continue;
        char purpose[128];
        snprintf(purpose, sizeof purpose, "init/%s", t->name);
        struct rng rng = rng_open(m->seed, purpose, 0, 0);
        struct view view = tables_view(m, part, layer, false);
        if (spec[k].init_std > 0)
            fill_normal(&rng, spec[k].init_std, t->size, m->block + t->offset);
        else if (m->scheme.part[part].encoder->init)
            m->scheme.part[part].encoder->init(&view, k, &rng, m->block + t->offset);
        t++;
    }
    return t;
}

void parameters_init(struct model *m) {
    SIZES;
    const struct tensor *t = m->tensor;
#define X(field, name, rows, cols, decay, init, condition)                                                             \
    if (condition) init_shared(m, t++, init);
    MODEL_TENSORS(X)
    for (int part = 0; part < m->scheme.n; part++) t = init_part(m, part, -1, t);
    for (int layer = 0; layer < m->L; layer++) {
        LAYER_TENSORS(X)
        for (int part = 0; part < m->scheme.n; part++) t = init_part(m, part, layer, t);
    }
#undef X
}
