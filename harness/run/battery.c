#include "run/battery.h"
#include "base/memory.h"
#include "base/rng.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

void battery_fill(struct battery_sample *s, const struct scheme *scheme, bool evaluating, const int *lengths, int n,
                  int stride) {
    const struct model_config c = battery_config(true);
    struct view about = model_view(&c, s->train_length ? s->train_length : BATTERY_LENGTH, 5);
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
            s->token[rows] = (int)rng_below(&rng, BATTERY_VOCABULARY);
            if (t % stride && t != lengths[i] - 1) continue;
            s->answer_row[answers] = rows;
            s->target[answers++] = (int)rng_below(&rng, BATTERY_VOCABULARY);
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

struct model_config battery_config(bool causal) {
    struct model_config c;
    options_default(model_options, &c);
    c.width = 16;
    c.heads = 2;
    c.mlp = 2;
    c.init_std = 0.3;
    c.causal = causal;
    return c;
}

struct model *battery_model(const struct model_config *c, const struct scheme *scheme, struct error *err) {
    return model_new(c, scheme, BATTERY_VOCABULARY, (struct exposure){.tokens = BATTERY_LENGTH}, 5, err);
}

struct model_config battery_config_of(const struct scheme *scheme, bool causal) {
    static const int heads[] = {2, 1, 4, 8, 16};
    struct model_config c = battery_config(causal);
    for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
        c.heads = heads[k];
        c.width = 8 * heads[k];
        struct model *m = battery_model(&c, scheme, NULL);
        model_free(m);
        if (m) return c;
    }
    return battery_config(causal);
}

void battery_shake(struct model *m) {
    const struct tensor *list;
    long count;
    int tensors = model_tensors(m, &list);
    real *p = model_parameters(m, &count);
    struct rng rng = rng_open(2, "test/battery/shake", 0, 0);
    for (int i = 0; i < tensors; i++)
        for (long k = 0; k < list[i].size && !list[i].frozen; k++)
            p[list[i].offset + k] += (real)(0.1 * rng_normal(&rng));
}

real *battery_logits(struct model *m, const struct batch *b, int longest) {
    real *out = mem_zero((size_t)b->answers * BATTERY_VOCABULARY, sizeof *out);
    model_reserve(m, false, b->rows, longest);
    model_logits(m, b, out);
    return out;
}

double battery_difference(const real *a, const real *b, long n) {
    double worst = 0;
    for (long i = 0; i < n; i++) {
        if (!isfinite((double)a[i]) || !isfinite((double)b[i])) return INFINITY;
        worst = fmax(worst, fabs((double)a[i] - (double)b[i]));
    }
    return worst;
}

/* A batch, and a shaken model of the scheme. */
struct trial {
    struct battery_sample *s;
    struct model *m;
};

/* false: the scheme cannot be in such a model. */
static bool begin(struct trial *t, const struct scheme *scheme, bool causal) {
    const struct model_config c = battery_config_of(scheme, causal);
    t->m = battery_model(&c, scheme, NULL);
    if (!t->m) return false;
    battery_shake(t->m);
    t->s = mem_zero(1, sizeof *t->s);
    return true;
}

static void end(struct trial *t) {
    model_free(t->m);
    mem_free(t->s);
}

/* ---- gradients ---- */

/* The loss at *p = value; stays: whether the scheme left it there. */
static double loss_at(struct model *m, const struct batch *b, real *p, double value, bool *stays) {
    *p = (real)value;
    const double loss = model_gradient(m, b);
    *stays = *p == (real)value;
    return loss;
}

double battery_slope(struct model *m, const struct batch *b, real *p, double h) {
    const double keep = (double)*p;
    bool stays, above, below;
    const double up = loss_at(m, b, p, keep + h, &above), down = loss_at(m, b, p, keep - h, &below);
    double slope = (up - down) / (2 * h);
    if (!above || !below) {
        const double side = above ? h : -h, middle = loss_at(m, b, p, keep, &stays),
                     far = loss_at(m, b, p, keep + 2 * side, &stays);
        slope = (4 * (above ? up : down) - 3 * middle - far) / (2 * side);
    }
    *p = (real)keep;
    return slope;
}

/* Relative, by the better of two steps: the one that suits most is too long where a term bends strongly, as bells do
 * that are nearly flat and far away. */
static double gradient_error(struct model *m, const struct batch *b, real *p, double analytic) {
    double least = INFINITY;
    for (double h = 1e-5; h > 5e-7 && least > 1e-6; h /= 10) {
        const double numeric = battery_slope(m, b, p, h),
                     error = fabs(numeric - analytic) / fmax(fabs(numeric) + fabs(analytic), 1e-3);
        if (isnan(error)) return NAN;
        least = fmin(least, error);
    }
    return least;
}

/* Where a bound of the scheme puts *p back on one side: the error a little beside it. A bound may be a kink, as where a
 * mask begins to open, and then no number is the slope there. */
static double error_beside_bound(struct model *m, const struct batch *b, real *p, long at, double error) {
    static const double BAR = 1e-6, BESIDE = 0.01;
    const double keep = (double)*p;
    bool above, below;
    if (error <= BAR || isnan(error)) return error;
    loss_at(m, b, p, keep + BESIDE, &above);
    loss_at(m, b, p, keep - BESIDE, &below);
    if (above != below) {
        *p = (real)(above ? keep + BESIDE : keep - BESIDE);
        model_gradient(m, b);
        error = gradient_error(m, b, p, (double)model_gradients(m)[at]);
    }
    *p = (real)keep;
    return error;
}

double battery_gradient_of(struct model *m, const struct batch *b) {
    const struct tensor *list;
    long n;
    const int tensors = model_tensors(m, &list);
    real *p = model_parameters(m, &n);
    model_gradient(m, b);
    double *analytic = mem_zero((size_t)n, sizeof *analytic), worst = 0;
    for (long k = 0; k < n; k++) analytic[k] = (double)model_gradients(m)[k];
    for (int i = 0; i < tensors; i++)
        for (int k = 0; k < 16 && k < list[i].size && !list[i].frozen; k++) {
            const long at = list[i].offset + (list[i].size <= 16 ? k : (long)k * (list[i].size - 1) / 15);
            const double error = error_beside_bound(m, b, &p[at], at, gradient_error(m, b, &p[at], analytic[at]));
            worst = error <= worst ? worst : error; /* NaN stays */
        }
    mem_free(analytic);
    return worst;
}

double battery_gradient(const struct scheme *scheme, bool causal) {
    const int lengths[] = {7, 1, 11, BATTERY_LENGTH, 2};
    struct trial t;
    if (!begin(&t, scheme, causal)) return NAN;
    battery_fill(t.s, scheme, false, lengths, 5, 2);
    model_reserve(t.m, true, 0, BATTERY_LENGTH);
    const double worst = battery_gradient_of(t.m, &t.s->batch);
    end(&t);
    return worst;
}

/* ---- tensors that are not learned ---- */

static bool is_zero(const real *x, long n) {
    for (long k = 0; k < n; k++)
        if (x[k] != 0) return false;
    return true;
}

/* The name without the layer: "layer.1.attention.q" is "attention.q" of every layer. */
static const char *in_any_layer(const char *name) {
    int size = 0;
    sscanf(name, "layer.%*d.%n", &size);
    return name + size;
}

static bool is_namesake(const struct tensor *a, const struct tensor *b) {
    return strcmp(in_any_layer(a->name), in_any_layer(b->name)) == 0;
}

/* Of two models alike but for the tensor and its namesakes, each of its own, since a model keeps tables that nothing is
 * to change. */
static bool changes_logits(const struct scheme *scheme, bool causal, int tensor) {
    const int T = 2 * BATTERY_LENGTH; /* where variants of evaluation act */
    const struct tensor *list;
    struct trial a, b;
    long count;
    if (!begin(&a, scheme, causal)) return false;
    if (!begin(&b, scheme, causal)) return end(&a), false;
    const int n = model_tensors(b.m, &list);
    real *p = model_parameters(b.m, &count);
    for (int i = 0; i < n; i++)
        for (long k = 0; k < list[i].size && is_namesake(&list[i], &list[tensor]); k++)
            p[list[i].offset + k] += (real)(0.1 * (double)(1 + k % 3));
    battery_fill(a.s, scheme, true, &T, 1, 1);
    real *before = battery_logits(a.m, &a.s->batch, T), *after = battery_logits(b.m, &a.s->batch, T);
    const bool changes = battery_difference(before, after, (long)T * BATTERY_VOCABULARY) != 0;
    mem_free(before);
    mem_free(after);
    end(&a);
    end(&b);
    return changes;
}

/* The first of its name, if in no layer one of that name is learned. */
static bool is_unlearned(struct model *m, int tensor) {
    const struct tensor *list;
    const int n = model_tensors(m, &list);
    for (int i = 0; i < n; i++) {
        if (!is_namesake(&list[i], &list[tensor])) continue;
        if (i < tensor || list[i].frozen || !is_zero(model_gradients(m) + list[i].offset, list[i].size)) return false;
    }
    return true;
}

int battery_unlearned(const struct scheme *scheme, bool causal, struct unlearned out[BATTERY_UNLEARNED]) {
    const int lengths[] = {7, 1, 11, BATTERY_LENGTH, 2};
    const struct tensor *list;
    struct trial t;
    int n = 0;
    if (!begin(&t, scheme, causal)) return 0;
    battery_fill(t.s, scheme, false, lengths, 5, 2);
    model_reserve(t.m, true, 0, BATTERY_LENGTH);
    model_gradient(t.m, &t.s->batch);
    const int tensors = model_tensors(t.m, &list);
    for (int i = 0; i < tensors && n < BATTERY_UNLEARNED; i++) {
        if (!is_unlearned(t.m, i)) continue;
        snprintf(out[n].tensor, sizeof out[n].tensor, "%s", in_any_layer(list[i].name));
        out[n++].is_read = changes_logits(scheme, causal, i);
    }
    end(&t);
    return n;
}

/* ---- logits ---- */

double battery_blocks(const struct scheme *scheme, bool causal, int T) {
    struct trial t;
    if (!begin(&t, scheme, causal)) return NAN;
    battery_fill(t.s, scheme, true, &T, 1, T > 300 ? 31 : 1);
    const long n = (long)t.s->batch.answers * BATTERY_VOCABULARY;
    real *blocks = battery_logits(t.m, &t.s->batch, T), *whole = mem_zero((size_t)n, sizeof *whole);
    model_logits_kept(t.m, &t.s->batch, whole);
    const double worst = battery_difference(blocks, whole, n);
    mem_free(blocks);
    mem_free(whole);
    end(&t);
    return worst;
}

double battery_ragged(const struct scheme *scheme) {
    enum { SEQUENCES = 4, LONGEST = 30 };
    const int lengths[SEQUENCES] = {9, 1, LONGEST, 17};
    struct trial t;
    if (!begin(&t, scheme, true)) return NAN;
    struct battery_sample *one = mem_zero(1, sizeof *one), *all = t.s;
    battery_fill(all, scheme, true, lengths, SEQUENCES, 1);
    real *together = battery_logits(t.m, &all->batch, LONGEST);
    double worst = 0;
    for (int s = 0; s < SEQUENCES; s++) {
        const size_t n = (size_t)lengths[s];
        battery_fill(one, scheme, true, &lengths[s], 1, 1);
        memcpy(one->token, all->token + all->start[s], sizeof(int) * n);
        memcpy(one->position, all->position + all->start[s], sizeof(double) * n);
        one->task[0] = all->task[s];
        memcpy(one->number, all->number + all->start[s], sizeof(int) * n);
        real *alone = battery_logits(t.m, &one->batch, LONGEST);
        worst = fmax(worst, battery_difference(alone, together + (long)all->start[s] * BATTERY_VOCABULARY,
                                               (long)n * BATTERY_VOCABULARY));
        mem_free(alone);
    }
    mem_free(together);
    mem_free(one);
    end(&t);
    return worst;
}

static double shifted(double position, double by) { return position + by; }
static double nearer(double position, double by) { return floor(position / by); }

/* The largest difference of a logit when positions move. */
static double when_moved(const struct scheme *scheme, bool causal, double (*move)(double position, double by),
                         double by) {
    const int T = 2 * BATTERY_LENGTH; /* where variants of evaluation act */
    struct trial t;
    if (!begin(&t, scheme, causal)) return NAN;
    battery_fill(t.s, scheme, true, &T, 1, 1);
    real *before = battery_logits(t.m, &t.s->batch, T);
    for (int k = 0; k < T; k++) t.s->position[k] = move(t.s->position[k], by);
    real *after = battery_logits(t.m, &t.s->batch, T);
    const double worst = battery_difference(before, after, (long)T * BATTERY_VOCABULARY);
    mem_free(before);
    mem_free(after);
    end(&t);
    return worst;
}

double battery_shift(const struct scheme *scheme, bool causal, double by) {
    return when_moved(scheme, causal, shifted, by);
}

double battery_nearer(const struct scheme *scheme, bool causal) { return when_moved(scheme, causal, nearer, 2); }

bool battery_causal(const struct scheme *scheme) {
    const int T = 40, at = 23;
    struct trial t;
    if (!begin(&t, scheme, true)) return false;
    battery_fill(t.s, scheme, true, &T, 1, 1);
    real *before = battery_logits(t.m, &t.s->batch, T);
    t.s->token[at] = (t.s->token[at] + 1) % BATTERY_VOCABULARY;
    real *after = battery_logits(t.m, &t.s->batch, T);
    const bool same = memcmp(before, after, sizeof *before * (size_t)at * BATTERY_VOCABULARY) == 0,
               noticed = battery_difference(before + at * BATTERY_VOCABULARY, after + at * BATTERY_VOCABULARY,
                                            BATTERY_VOCABULARY) > 1e-6;
    mem_free(before);
    mem_free(after);
    end(&t);
    return same && noticed;
}

double battery_far(const struct scheme *scheme, bool causal) {
    const int T = 64 * BATTERY_LENGTH;
    struct trial t;
    if (!begin(&t, scheme, causal)) return NAN;
    battery_fill(t.s, scheme, true, &T, 1, 31);
    real *logits = battery_logits(t.m, &t.s->batch, T);
    double largest = 0;
    for (long k = 0; k < (long)t.s->batch.answers * BATTERY_VOCABULARY; k++)
        largest = isfinite((double)logits[k]) ? fmax(largest, fabs((double)logits[k])) : INFINITY;
    mem_free(logits);
    end(&t);
    return largest;
}
