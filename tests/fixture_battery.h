/* A small model under a scheme, shaken away from initial values that hide a wrong sign, a batch with the scheme's own
 * positions, and what can be asked of both: for the tests of schemes on a whole model.
 */
#ifndef LEXBENCH_FIXTURE_BATTERY_H
#define LEXBENCH_FIXTURE_BATTERY_H
#include "base/memory.h"
#include "base/rng.h"
#include "encoders/atom/rotary.h"
#include "model/model.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { VOCABULARY = 13, ROWS_MAX = 4096, TRAIN_LENGTH = 24 };

#ifdef LX_REAL_DOUBLE
static const double CLOSE = 1e-9;
#else
static const double CLOSE = 1e-4;
#endif

struct sample {
    struct batch batch;
    int start[64], token[ROWS_MAX], answer_row[ROWS_MAX], target[ROWS_MAX];
    double position[ROWS_MAX];
    int hint[ROWS_MAX], number[ROWS_MAX], task[64];
};
static struct sample all;

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

/* Position maps do nothing by themselves, nor do changes of turns, so they are tried with schemes that hear them. */
static inline void expression_of(const struct encoder *e, char out[128]) {
    const char *partner = e->positions && !gives_frequencies(e) ? "rope+learned+" : needs_rotation(e) ? "rope+" : "";
    snprintf(out, 128, "%s%s", partner, e->name);
}

static inline struct model_config battery_config(bool causal) {
    struct model_config c;
    options_default(model_options, &c);
    c.width = 16;
    c.heads = 2;
    c.mlp = 2;
    c.init_std = 0.3;
    c.causal = causal;
    return c;
}

/* Sequences of random tokens with the scheme's own positions; every stride-th row and the last of each is an answer. */
static inline void fill(struct sample *s, const struct scheme *scheme, bool evaluating, const int *lengths, int n,
                        int stride) {
    const struct model_config c = battery_config(true);
    struct view about = model_view(&c, TRAIN_LENGTH, 5);
    struct rng rng = rng_open(1, "test/battery", 0, 0);
    int rows = 0, answers = 0;
    for (int i = 0; i < n; i++) {
        struct rng place = rng_open(1, "test/battery/position", (uint64_t)i, 0);
        s->start[i] = rows;
        s->task[i] = i % scheme_tasks(scheme);
        for (int t = 0; t < lengths[i]; t++)
            s->hint[rows + t] = t % 9; /* a task's places: none, separator, 2, 3, ... */
        about.evaluating = evaluating;
        about.hint = s->hint + rows;
        scheme_positions(scheme, &about, &place, lengths[i], s->position + rows, s->number + rows);
        for (int t = 0; t < lengths[i]; t++, rows++) {
            s->token[rows] = (int)rng_below(&rng, VOCABULARY);
            if (t % stride && t != lengths[i] - 1) continue;
            s->answer_row[answers] = rows;
            s->target[answers++] = (int)rng_below(&rng, VOCABULARY);
        }
    }
    s->start[n] = rows;
    s->batch = (struct batch){.sequences = n,
                              .rows = rows,
                              .answers = answers,
                              .start = s->start,
                              .token = s->token,
                              .position = s->position,
                              .number = s->number,
                              .answer_row = s->answer_row,
                              .target = s->target,
                              .task = s->task};
}

/* Away from initial values that are zero and would hide a wrong sign. */
static inline void shake(struct model *m) {
    const struct tensor *list;
    long count;
    int tensors = model_tensors(m, &list);
    real *p = model_parameters(m, &count);
    struct rng rng = rng_open(2, "test/battery/shake", 0, 0);
    for (int i = 0; i < tensors; i++)
        for (long k = 0; k < list[i].size && !list[i].frozen; k++)
            p[list[i].offset + k] += (real)(0.1 * rng_normal(&rng));
}

static inline struct model *model_with(const struct model_config *c, const struct scheme *scheme) {
    struct error err;
    struct model *m = model_new(c, scheme, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 5, &err);
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
    real *out = mem_zero((size_t)b->answers * VOCABULARY, sizeof *out);
    model_reserve(m, false, b->rows, longest);
    model_logits(m, b, out);
    return out;
}

static inline double difference(const real *a, const real *b, long n) {
    double worst = 0;
    for (long i = 0; i < n; i++) {
        if (!isfinite((double)a[i]) || !isfinite((double)b[i])) return INFINITY;
        worst = fmax(worst, fabs((double)a[i] - (double)b[i]));
    }
    return worst;
}

#ifdef LX_REAL_DOUBLE
/* The loss at *p = value; stays: whether the scheme left it there. */
static inline double loss_at(struct model *m, real *p, double value, bool *stays) {
    *p = value;
    double loss = model_gradient(m, &all.batch);
    *stays = *p == value;
    return loss;
}

/* Central difference, or a one-sided one of the same order where a bound of the scheme puts the parameter back. */
static inline double numeric_gradient(struct model *m, real *p) {
    const double keep = *p, h = 1e-5;
    bool stays, above, below;
    const double up = loss_at(m, p, keep + h, &above), down = loss_at(m, p, keep - h, &below);
    double slope = (up - down) / (2 * h);
    if (!above || !below) {
        const double side = above ? h : -h, middle = loss_at(m, p, keep, &stays),
                     far = loss_at(m, p, keep + 2 * side, &stays);
        slope = (4 * (above ? up : down) - 3 * middle - far) / (2 * side);
    }
    *p = keep;
    return slope;
}

/* The largest error of up to 16 numbers of every tensor that is trained, on the batch of `all`. */
static inline double gradient_error_of(struct model *m) {
    const struct tensor *list;
    long n;
    const int tensors = model_tensors(m, &list);
    real *p = model_parameters(m, &n);
    model_gradient(m, &all.batch);
    double *analytic = mem_zero((size_t)n, sizeof *analytic), worst = 0;
    memcpy(analytic, model_gradients(m), sizeof *analytic * (size_t)n);
    for (int i = 0; i < tensors; i++)
        for (int k = 0; k < 16 && !list[i].frozen; k++) {
            long at = list[i].offset + (list[i].size <= 16 ? k % list[i].size : (long)k * (list[i].size - 1) / 15);
            double numeric = numeric_gradient(m, &p[at]), size = fabs(numeric) + fabs(analytic[at]);
            worst = fmax(worst, fabs(numeric - analytic[at]) / fmax(size, 1e-3));
        }
    mem_free(analytic);
    return worst;
}

static inline double gradient_error(const struct scheme *scheme, bool causal) {
    const int lengths[] = {7, 1, 11, 24, 2};
    fill(&all, scheme, false, lengths, 5, 2);
    struct model *m = make(scheme, causal);
    model_reserve(m, true, 0, TRAIN_LENGTH);
    const double worst = gradient_error_of(m);
    model_free(m);
    return worst;
}
#endif

static inline double blocks_difference(const struct scheme *scheme, bool causal, int T) {
    fill(&all, scheme, true, &T, 1, T > 300 ? 31 : 1);
    struct model *m = make(scheme, causal);
    real *blocks = logits_of(m, &all.batch, T),
         *whole = mem_zero((size_t)all.batch.answers * VOCABULARY, sizeof *whole);
    model_logits_kept(m, &all.batch, whole);
    double worst = difference(blocks, whole, (long)all.batch.answers * VOCABULARY);
    mem_free(blocks);
    mem_free(whole);
    model_free(m);
    return worst;
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
static inline bool causal_holds(const struct scheme *scheme) {
    const int T = 40, at = 23;
    fill(&all, scheme, true, &T, 1, 1);
    struct model *m = make(scheme, true);
    real *before = logits_of(m, &all.batch, T);
    all.token[at] = (all.token[at] + 1) % VOCABULARY;
    real *after = logits_of(m, &all.batch, T);
    bool same = memcmp(before, after, sizeof *before * (size_t)at * VOCABULARY) == 0;
    bool noticed = difference(before + at * VOCABULARY, after + at * VOCABULARY, VOCABULARY) > 1e-6;
    mem_free(before);
    mem_free(after);
    model_free(m);
    return same && noticed;
}

static inline bool causal_only(const struct scheme *scheme) {
    for (int i = 0; i < scheme->n; i++)
        if (scheme->part[i].encoder->claims & CLAIM_CAUSAL_ONLY) return true;
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
