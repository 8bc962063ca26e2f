/* What there is to learn: one block, described by the lists in internal.h and by the scheme's own specs. */
#include "base/guard.h"
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

/* NULL: none has this name. */
static const struct tensor *find_tensor(const struct model *m, const char *name) {
    for (int i = 0; i < m->n_tensors; i++)
        if (strcmp(m->tensor[i].name, name) == 0) return &m->tensor[i];
    return NULL;
}

/* Where the tensor of this name stands in a block. */
static real *place_of(const struct model *m, real *block, const char *name) {
    const struct tensor *t = find_tensor(m, name);
    if (!t) BUG("no tensor is named %s", name);
    return block + t->offset;
}

static int part_specs(const struct model *m, int part, struct param_spec *out) {
    const struct encoder *encoder = m->scheme.part[part].encoder;
    if (!encoder->params) return 0;
    struct view view = part_view(m, part, -1, false);
    guard_at("params", "scheme", encoder->name);
    int n = encoder->params(&view, out);
    guard_at(NULL, NULL, NULL);
    REQUIRE(n >= 0 && n <= PARAMS_MAX);
    return n;
}

/* A tensor that a part of the scheme in force owns. It is known by its name alone, so that it is found again wherever
 * in an expression the part stands. */
struct owned {
    char name[96];
    int part, layer, k; /* layer -1: it serves the whole model */
    const struct param_spec *spec;
};

static void name_owned(const struct model *m, struct owned *o) {
    const struct part *part = &m->scheme.part[o->part];
    char layer[32] = "", nth[16] = "";
    if (o->layer >= 0) snprintf(layer, sizeof layer, "layer.%d.", o->layer);
    if (part->nth > 1) snprintf(nth, sizeof nth, ".%d", part->nth);
    const int size =
        snprintf(o->name, sizeof o->name, "%sscheme.%s%s.%s", layer, part->encoder->name, nth, o->spec->name);
    REQUIRE(size < (int)sizeof o->name);
}

/* Those of all parts that serve one layer, or the whole model. */
static void each_owned(struct model *m, int layer, void (*visit)(struct model *m, const struct owned *o, void *to),
                       void *to) {
    for (int part = 0; part < m->scheme.n; part++) {
        struct param_spec spec[PARAMS_MAX];
        const int n = part_specs(m, part, spec);
        for (int k = 0; k < n; k++) {
            if (spec[k].per_layer != (layer >= 0) || (layer >= 0 && !part_placed(m, part, layer))) continue;
            struct owned o = {.part = part, .layer = layer, .k = k, .spec = &spec[k]};
            name_owned(m, &o);
            visit(m, &o, to);
        }
    }
}

static void add_owned(struct model *m, const struct owned *o, void *to) {
    (void)to;
    struct tensor *t = add_tensor(m, o->name, o->spec->rows, o->spec->cols, o->spec->decay);
    t->frozen = o->spec->frozen;
    t->until = m->scheme.part[o->part].until;
}

void parameters_note(struct model *m) {
    for (int part = 0; part < m->scheme.n; part++) {
        struct param_spec spec[PARAMS_MAX];
        const int n = part_specs(m, part, spec);
        m->part_learns[part] = false;
        for (int k = 0; k < n; k++) m->part_learns[part] |= !spec[k].frozen;
    }
}

/* Names what the columns of the lists in internal.h speak of. */
#define SIZES                                                                                                          \
    const long C = m->C, F = m->F, V = m->vocabulary, up = m->up;                                                      \
    const bool bias = m->config.bias, layer_norm = m->config.norm == NORM_LAYER, tied = m->config.tied,                \
               pre_norm = m->config.place == PLACE_PRE, mlp = m->F > 0, valued = m->valued,                            \
               injected = m->config.inject == INJECT_LINEAR;                                                           \
    (void)C, (void)F, (void)V, (void)up, (void)bias, (void)layer_norm, (void)tied, (void)pre_norm, (void)mlp,          \
        (void)valued, (void)injected

void parameters_lay_out(struct model *m) {
    SIZES;
#define X(field, name, rows, cols, decay, init, condition)                                                             \
    if (condition) add_tensor(m, name, rows, cols, decay);
    MODEL_TENSORS(X)
#undef X
    each_owned(m, -1, add_owned, NULL);
    for (int layer = 0; layer < m->L; layer++) {
        char full[96];
#define X(field, name, rows, cols, decay, init, condition)                                                             \
    if (condition) snprintf(full, sizeof full, "layer.%d.%s", layer, name), add_tensor(m, full, rows, cols, decay);
        LAYER_TENSORS(X)
#undef X
        each_owned(m, layer, add_owned, NULL);
    }
}

/* What tensors are bound to: pointers into a block. */
struct binding {
    struct model_tensors *tensors;
    real *block;
};

static void bind_owned(struct model *m, const struct owned *o, void *to) {
    const struct binding *b = to;
    real *at = place_of(m, b->block, o->name);
    if (o->layer >= 0) {
        b->tensors->layer[o->layer].part[o->part][o->k] = at;
        return;
    }
    b->tensors->part[o->part][o->k] = at;
    for (int layer = 0; layer < m->L; layer++) b->tensors->layer[layer].part[o->part][o->k] = at;
}

void parameters_bind(struct model *m, struct model_tensors *t, real *block) {
    SIZES;
    struct binding binding = {t, block};
    memset(t, 0, sizeof *t);
#define X(field, name, rows, cols, decay, init, condition)                                                             \
    if (condition) t->field = place_of(m, block, name);
    MODEL_TENSORS(X)
#undef X
    each_owned(m, -1, bind_owned, &binding);
    for (int layer = 0; layer < m->L; layer++) {
        char full[96];
#define X(field, name, rows, cols, decay, init, condition)                                                             \
    if (condition)                                                                                                     \
        snprintf(full, sizeof full, "layer.%d.%s", layer, name), t->layer[layer].field = place_of(m, block, full);
        LAYER_TENSORS(X)
#undef X
        each_owned(m, layer, bind_owned, &binding);
    }
}

static bool same_shape(const struct tensor *a, const struct tensor *b) {
    return a->shape[0] == b->shape[0] && a->shape[1] == b->shape[1];
}

static void list_tensor(struct text *list, const struct tensor *t) {
    if (list->size < 300)
        text_add(list, "%s%s", list->size ? ", " : "", t->name);
    else if (!strstr(text_of(list), ", ..."))
        text_add(list, ", ...");
}

bool parameters_fit(const struct model *trained, const struct model *variant, struct error *err) {
    struct text more = {0}, less = {0};
    const struct tensor *other = NULL;
    for (int i = 0; i < variant->n_tensors; i++) {
        const struct tensor *t = find_tensor(trained, variant->tensor[i].name);
        if (!t)
            list_tensor(&more, &variant->tensor[i]);
        else if (!same_shape(t, &variant->tensor[i]))
            other = &variant->tensor[i];
    }
    for (int i = 0; i < trained->n_tensors; i++)
        if (trained->tensor[i].until == 0 && !find_tensor(variant, trained->tensor[i].name))
            list_tensor(&less, &trained->tensor[i]);
    const bool fits = !more.size && !less.size && !other;
    if (more.size || less.size)
        error_set(
            err,
            "the variant has other parameters than the trained scheme, so the model cannot be evaluated under it%s%s"
            "%s%s",
            more.size ? "; not trained: " : "", text_of(&more), less.size ? "; trained, and not in the variant: " : "",
            text_of(&less));
    else if (other)
        error_set(err, "the variant has %s as %ld x %ld, and it was trained as %ld x %ld", other->name, other->shape[0],
                  other->shape[1], find_tensor(trained, other->name)->shape[0],
                  find_tensor(trained, other->name)->shape[1]);
    text_free(&more);
    text_free(&less);
    return fits;
}

static void fill_normal(struct rng *rng, double std, long n, real *out) {
    for (long i = 0; i < n; i++) out[i] = (real)(std * rng_normal(rng));
}

static void init_shared(struct model *m, const char *name, enum init_kind kind) {
    const struct tensor *t = find_tensor(m, name);
    real *out = m->block + t->offset;
    if (kind == INIT_ONES)
        for (long i = 0; i < t->size; i++) out[i] = 1;
    if (kind == INIT_IDENTITY)
        for (long i = 0; i < t->size; i += t->shape[1] + 1) out[i] = 1;
    if (kind != INIT_NORMAL && kind != INIT_BRANCH) return;
    char purpose[128];
    snprintf(purpose, sizeof purpose, "init/%s", t->name);
    struct rng rng = rng_open(m->seed, purpose, 0, 0);
    double std = m->config.init_std;
    if (kind == INIT_BRANCH) /* as many are added up */
        std /= sqrt(2.0 * m->L * (m->config.inject == INJECT_NONE ? (double)m->config.loops : 1));
    fill_normal(&rng, std, t->size, out);
}

static void init_owned(struct model *m, const struct owned *o, void *to) {
    (void)to;
    const struct tensor *t = find_tensor(m, o->name);
    const struct encoder *encoder = m->scheme.part[o->part].encoder;
    char purpose[128];
    snprintf(purpose, sizeof purpose, "init/%s", o->name);
    struct rng rng = rng_open(m->seed, purpose, 0, 0);
    struct view view = part_view(m, o->part, o->layer, false);
    if (o->spec->init_std > 0)
        fill_normal(&rng, o->spec->init_std, t->size, m->block + t->offset);
    else if (encoder->init)
        encoder->init(&view, o->k, &rng, m->block + t->offset);
}

void parameters_init(struct model *m) {
    SIZES;
#define X(field, name, rows, cols, decay, init, condition)                                                             \
    if (condition) init_shared(m, name, init);
    MODEL_TENSORS(X)
#undef X
    each_owned(m, -1, init_owned, NULL);
    for (int layer = 0; layer < m->L; layer++) {
        char full[96];
#define X(field, name, rows, cols, decay, init, condition)                                                             \
    if (condition) snprintf(full, sizeof full, "layer.%d.%s", layer, name), init_shared(m, full, init);
        LAYER_TENSORS(X)
#undef X
        each_owned(m, layer, init_owned, NULL);
    }
}
