/* A small model under a scheme, shaken away from initial values that hide a wrong sign, a batch with the scheme's own
 * positions, and what can be asked of both: for the tests of schemes on a whole model.
 */
#ifndef LEXBENCH_FIXTURE_BATTERY_H
#define LEXBENCH_FIXTURE_BATTERY_H
#include "base/memory.h"
#include "base/rng.h"
#include "encoders/atom/bias.h"
#include "encoders/atom/rotary.h"
#include "model/model.h"
#include "run/battery.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { VOCABULARY = BATTERY_VOCABULARY, ROWS_MAX = BATTERY_ROWS, TRAIN_LENGTH = BATTERY_LENGTH };

#ifdef LX_REAL_DOUBLE
static const double CLOSE = 1e-9;
#else
static const double CLOSE = 1e-4;
#endif

static struct battery_sample all;

static inline struct scheme parsed(const char *expression) {
    struct scheme scheme;
    struct error err;
    if (!scheme_parse(expression, &scheme, &err)) fail_msg("%s: %s", expression, err.text);
    return scheme;
}

static inline bool gives_frequencies(const struct encoder *e) { return e->rotary && e->rotary->frequencies; }
/* Means something only behind a scheme that turns pairs. */
static inline bool needs_rotation(const struct encoder *e) {
    return e->branches || (e->rotary && e->rotary->needs_frequencies);
}

/* The same behind one that has biases over distance. */
static inline bool needs_bias(const struct encoder *e) { return e->bias && e->bias->stretch; }

/* What gives it something to change. */
static inline const char *ground_of(const struct encoder *e) {
    return needs_rotation(e) ? "rope+" : needs_bias(e) ? "alibi+" : "";
}

/* Position maps do nothing by themselves, nor do changes of turns, so they are tried with schemes that hear them. */
static inline void expression_of(const struct encoder *e, char out[128]) {
    const char *partner = e->positions && !gives_frequencies(e) ? "rope+learned+" : ground_of(e);
    snprintf(out, 128, "%s%s", partner, e->name);
}

static inline void fill(struct battery_sample *s, const struct scheme *scheme, bool evaluating, const int *lengths,
                        int n, int stride) {
    battery_fill(s, scheme, evaluating, lengths, n, stride);
}

static inline void shake(struct model *m) { battery_shake(m); }

static inline struct model *model_with(const struct model_config *c, const struct scheme *scheme) {
    struct error err;
    struct model *m = battery_model(c, scheme, &err);
    if (!m) fail_msg("%s", err.text);
    return m;
}

static inline struct model *make(const struct scheme *scheme, bool causal) {
    const struct model_config c = battery_config(causal);
    struct model *m = model_with(&c, scheme);
    shake(m);
    return m;
}

static inline real *logits_of(struct model *m, const struct batch *b, int longest) {
    return battery_logits(m, b, longest);
}

static inline double difference(const real *a, const real *b, long n) { return battery_difference(a, b, n); }

/* A scheme that cannot be in the battery's model fails the test, with the reason. */
static inline void expect_model(const struct scheme *scheme, bool causal) { model_free(make(scheme, causal)); }

#ifdef LX_REAL_DOUBLE
/* On the batch of `all`. */
static inline double gradient_error_of(struct model *m) { return battery_gradient_of(m, &all.batch); }

static inline double gradient_error(const struct scheme *scheme, bool causal) {
    expect_model(scheme, causal);
    return battery_gradient(scheme, causal);
}
#endif

static inline double blocks_difference(const struct scheme *scheme, bool causal, int T) {
    expect_model(scheme, causal);
    return battery_blocks(scheme, causal, T);
}

/* Tensors of the same name. */
static inline void copy_shared(struct model *from, struct model *to) {
    const struct tensor *a, *b;
    long count;
    for (int i = 0, n = model_tensors(from, &a); i < n; i++)
        for (int k = 0, other = model_tensors(to, &b); k < other; k++)
            if (strcmp(a[i].name, b[k].name) == 0)
                memcpy(model_parameters(to, &count) + b[k].offset, model_parameters(from, &count) + a[i].offset,
                       sizeof(real) * (size_t)a[i].size);
}

static inline double apart(struct model *a, struct model *b, const struct scheme *scheme) {
    const int T = TRAIN_LENGTH;
    fill(&all, scheme, true, &T, 1, 1);
    real *la = logits_of(a, &all.batch, T), *lb = logits_of(b, &all.batch, T);
    double worst = difference(la, lb, (long)T * VOCABULARY);
    mem_free(la);
    mem_free(lb);
    return worst;
}
static inline bool causal_holds(const struct scheme *scheme) { return battery_causal(scheme); }

static inline bool causal_only(const struct scheme *scheme) {
    for (int i = 0; i < scheme->n; i++)
        if (encoder_claims(scheme->part[i].encoder, scheme->part[i].options) & CLAIM_CAUSAL_ONLY) return true;
    return false;
}

/* How far the logits of two expressions are apart, each at its own positions unless some are given. */
static inline double between(const char *a, const char *b, const double *position, int T, bool causal) {
    struct scheme sa = parsed(a), sb = parsed(b);
    const struct model_config c = battery_config(causal);
    fill(&all, &sa, true, &T, 1, 1);
    if (position) memcpy(all.position, position, sizeof(double) * (size_t)T);
    struct model *ma = model_with(&c, &sa), *mb = model_with(&c, &sb);
    real *la = logits_of(ma, &all.batch, T);
    if (!position) fill(&all, &sb, true, &T, 1, 1);
    real *lb = logits_of(mb, &all.batch, T);
    double worst = difference(la, lb, (long)T * VOCABULARY);
    mem_free(la);
    mem_free(lb);
    model_free(ma);
    model_free(mb);
    return worst;
}

static inline real *tensor(struct model *m, const char *format, int layer) {
    char name[96];
    const struct tensor *list;
    long count;
    snprintf(name, sizeof name, format, layer);
    for (int i = 0, n = model_tensors(m, &list); i < n; i++)
        if (strcmp(list[i].name, name) == 0) return model_parameters(m, &count) + list[i].offset;
    fail_msg("no tensor %s", name);
    return NULL;
}
#endif
