#include "run/profile.h"
#include "base/guard.h"
#include "base/memory.h"
#include "encoders/atom/rotary.h"
#include "model/model.h"
#include "run/plugins.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct tensor *tensor_named(const struct model *m, const char *name) {
    const struct tensor *list;
    const int n = model_tensors(m, &list);
    for (int i = 0; i < n; i++)
        if (strcmp(list[i].name, name) == 0) return &list[i];
    BUG("the model has no tensor %s", name);
}

/* q = k = one vector with q.k / sqrt(D) = 1 for every token: no weights, the same bias everywhere. */
static void make_alike(struct model *m, const struct model_config *c) {
    long count;
    real *p = model_parameters(m, &count);
    const struct tensor *weight = tensor_named(m, "layer.0.attention.qkv.weight"),
                        *bias = tensor_named(m, "layer.0.attention.qkv.bias");
    const double each = pow((double)(c->width / c->heads), -0.25);
    memset(p + weight->offset, 0, sizeof *p * (size_t)weight->size);
    for (long k = 0; k < 2 * c->width; k++) p[bias->offset + k] = (real)each;
}

/* q = k = the residual stream, which is the scheme's vectors when token embeddings are zero. */
static void make_transparent(struct model *m, const struct model_config *c) {
    long count;
    real *p = model_parameters(m, &count);
    const struct tensor *weight = tensor_named(m, "layer.0.attention.qkv.weight"),
                        *embedding = tensor_named(m, "token_embedding.weight");
    memset(p + embedding->offset, 0, sizeof *p * (size_t)embedding->size);
    memset(p + weight->offset, 0, sizeof *p * (size_t)weight->size);
    for (long k = 0; k < c->width; k++)
        p[weight->offset + k * 3 * c->width + k] = p[weight->offset + k * 3 * c->width + c->width + k] = 1;
}

/* Convolutions of mixers pass their own token on, so that queries and keys stay alike. */
static void pass_on(struct model *m, const struct scheme *scheme, long width) {
    const struct tensor *list;
    long count;
    const int n = model_tensors(m, &list);
    real *p = model_parameters(m, &count);
    for (int i = 0; i < scheme->n; i++)
        for (int k = 0; scheme->part[i].encoder->mixer && k < n; k++) {
            char name[sizeof list->name];
            snprintf(name, sizeof name, "layer.0.scheme.%s.convolution", scheme->part[i].encoder->name);
            if (strcmp(list[k].name, name) != 0) continue;
            for (long c = 0; c < list[k].size; c++) p[list[k].offset + c] = c < 3 * width;
        }
}

static bool adds_vectors(const struct scheme *scheme) {
    for (int i = 0; i < scheme->n; i++)
        if (scheme->part[i].encoder->embed) return true;
    return false;
}

/* One sequence of the same token; only its last row is an answer, but the first layer's queries are all rows. */
static real *attention_of(struct model *m, const struct model_config *c, const struct scheme *scheme,
                          const struct profile_shape *s) {
    const int T = s->length, start[2] = {0, T}, answer_row[1] = {T - 1}, target[1] = {0};
    int *token = mem_zero((size_t)T, sizeof *token);
    double *position = mem_zero((size_t)T, sizeof *position);
    int *number = mem_zero((size_t)T, sizeof *number);
    real *weights = mem_zero((size_t)s->heads * (size_t)T * (size_t)T, sizeof *weights);
    struct rng rng = rng_open(s->seed, "probe/position", 0, 0);
    struct view about = model_view(c, s->train_length, s->seed);
    about.evaluating = true;
    scheme_positions(scheme, &about, &rng, T, position, number);
    const struct batch batch = {.sequences = 1,
                                .rows = T,
                                .answers = 1,
                                .start = start,
                                .token = token,
                                .position = position,
                                .number = number,
                                .answer_row = answer_row,
                                .target = target};
    model_reserve(m, false, T, T);
    model_attention(m, &batch, 0, weights);
    mem_free(token);
    mem_free(position);
    mem_free(number);
    return weights;
}

static struct table *weights_table(const real *weights, const struct profile_shape *s) {
    static const char *const headers[] = {"head", "distance", "weight"};
    const long T = s->length;
    struct table *table = table_new(3, headers);
    for (long h = 0; h < s->heads; h++) {
        const real *last = weights + (h * T + T - 1) * T;
        for (long j = T - 1; j >= 0; j--) {
            table_number(table, (double)h, "%.0f");
            table_number(table, (double)(T - 1 - j), "%.0f");
            table_number(table, (double)last[j] * (double)T, "%.4g");
        }
    }
    return table;
}

static struct table *profile(const char *expression, const struct profile_shape *s, struct error *err) {
    struct scheme scheme;
    struct model_config c;
    if (!scheme_parse(expression, &scheme, err)) return NULL;
    options_default(model_options, &c);
    c.layers = 2;
    c.heads = s->heads;
    c.width = s->width;
    struct model *m = model_new(&c, &scheme, 4, (struct exposure){.tokens = s->train_length}, s->seed, err);
    if (!m) return NULL;
    (adds_vectors(&scheme) ? make_transparent : make_alike)(m, &c);
    pass_on(m, &scheme, c.width);
    real *weights = attention_of(m, &c, &scheme, s);
    struct table *table = weights_table(weights, s);
    mem_free(weights);
    model_free(m);
    return table;
}

/* What profile is asked, for a try in another process. */
struct question {
    const char *expression;
    const struct profile_shape *shape;
};

static void try_profile(void *to) {
    const struct question *q = to;
    struct error err;
    table_free(profile(q->expression, q->shape, &err));
}

struct table *profile_scheme(const char *expression, const struct profile_shape *s, struct error *err) {
    struct question q = {expression, s};
    if (plugins_play(expression) && !guard_try(try_profile, &q, plugins_seconds(), err))
        return error_prefix(err, "%s was tried, with the code of a plugin", expression), NULL;
    return profile(expression, s, err);
}

static bool stands_alone(const char *expression) {
    struct scheme scheme;
    struct model_config c;
    struct error err;
    options_default(model_options, &c);
    struct model *m = scheme_parse(expression, &scheme, &err)
                          ? model_outline(&c, &scheme, 4, (struct exposure){.tokens = 64}, 1, &err)
                          : NULL;
    model_free(m);
    return m != NULL;
}

void profile_expression(const struct encoder *e, char out[PROFILE_EXPRESSION_SIZE]) {
    static const char *const partners[] = {"", "alibi+", "rope+"};
    const bool needs_turns = e->positions && !(e->rotary && e->rotary->frequencies);
    for (int k = needs_turns ? 2 : 0; k < 3; k++) {
        snprintf(out, PROFILE_EXPRESSION_SIZE, "%s%s", partners[k], e->name);
        if (stands_alone(out)) return;
    }
}
