/* GFLOP/s count useful work (model_work): matrix products on the rows that need them, and the visible pairs. Other
 * work, such as masked keys in a query block, lowers the rate.
 */
#include "run/bench.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/rng.h"
#include "model/math/bf16.h"
#include "model/math/blas.h"
#include "model/math/peak.h"
#include "model/math/phase.h"
#include "model/model.h"
#include "model/reference.h"
#include <math.h>
#include <stdlib.h>

const struct bench_shape bench_shapes[] = {{64, 2, 4, 40, 32}, {128, 4, 4, 64, 64}, {256, 4, 8, 64, 32}, {0}};
enum { VOCABULARY = 64, REPEATS = 5, LEAST_REPEATS = 2, SAMPLES = 4096 };

struct data {
    struct batch batch;
    int *start, *token, *answer_row, *target, *number;
    double *position;
};

/* Group ids as a task with numbers has them: HINTED tokens each, then a separator. */
enum { HINTED = 7 };
static void make_hints(int T, int *hint) {
    for (int t = 0; t < T; t++) hint[t] = 1 + (t + 1) % (HINTED + 1);
}

static struct model_config config_of(const struct bench_shape *s) {
    struct model_config c;
    options_default(model_options, &c);
    c.width = s->width;
    c.layers = s->layers;
    c.heads = s->heads;
    return c;
}

/* Positions and numbers as the scheme gives them. */
static void place_rows(struct data *d, const struct scheme *scheme, bool evaluating, const struct bench_shape *shape) {
    const struct model_config c = config_of(shape);
    struct view about = model_view(&c, shape->T, 1);
    about.evaluating = evaluating;
    for (int s = 0; s < d->batch.sequences; s++) {
        const int row0 = d->start[s], T = d->start[s + 1] - row0;
        int *hint = mem_zero((size_t)T, sizeof *hint);
        struct rng rng = rng_open(1, "bench/position", (uint64_t)s, 0);
        make_hints(T, hint);
        about.hint = hint;
        scheme_positions(scheme, &about, &rng, T, d->position + row0, d->number + row0);
        mem_free(hint);
    }
}

/* B sequences of T tokens, every row an answer, as in training or in evaluation by a model trained on T tokens. */
static struct data make_data(const struct scheme *scheme, bool evaluating, const struct bench_shape *shape, int B) {
    const int T = shape->T, N = T * B;
    struct data d = {.start = mem_zero((size_t)B + 1, sizeof(int)),
                     .token = mem_zero((size_t)N, sizeof(int)),
                     .answer_row = mem_zero((size_t)N, sizeof(int)),
                     .target = mem_zero((size_t)N, sizeof(int)),
                     .position = mem_zero((size_t)N, sizeof(double)),
                     .number = mem_zero((size_t)N, sizeof(int))};
    struct rng rng = rng_open(1, "bench", 0, 0);
    for (int s = 0; s <= B; s++) d.start[s] = s * T;
    for (int r = 0; r < N; r++) {
        d.token[r] = (int)rng_below(&rng, VOCABULARY);
        d.target[r] = (int)rng_below(&rng, VOCABULARY);
        d.answer_row[r] = r;
    }
    d.batch = (struct batch){.sequences = B,
                             .rows = N,
                             .answers = N,
                             .start = d.start,
                             .token = d.token,
                             .position = d.position,
                             .number = d.number,
                             .answer_row = d.answer_row,
                             .target = d.target};
    place_rows(&d, scheme, evaluating, shape);
    return d;
}

static void free_data(struct data *d) {
    mem_free(d->start);
    mem_free(d->token);
    mem_free(d->answer_row);
    mem_free(d->target);
    mem_free(d->position);
    mem_free(d->number);
}

/* sgemm at a layer's products (forward, dx, dW of qkv, out, up, down), rows in groups as the model has them. */
static double sgemm_rate(const struct bench_shape *s, double seconds) {
    const int C = (int)s->width, n = (model_group_rows(s->width) + s->T - 1) / s->T * s->T;
    const int in[] = {C, C, C, 4 * C}, out[] = {3 * C, C, 4 * C, C};
    real *x = mem_zero((size_t)n * 4 * (size_t)C, sizeof(real)),
         *w = mem_zero(16 * (size_t)C * (size_t)C, sizeof(real)),
         *y = mem_zero((size_t)n * 4 * (size_t)C, sizeof(real));
    double best = 0, end = clock_seconds() + seconds;
    do {
        double flops = 0, begin = clock_seconds();
        for (int layer = 0; layer < 4; layer++)
            for (int k = 0; k < 4; k++) {
                blas_library_gemm(false, false, n, out[k], in[k], 1, x, in[k], w, out[k], 0, y, out[k]);
                blas_library_gemm(false, true, n, in[k], out[k], 1, y, out[k], w, out[k], 0, x, in[k]);
                blas_library_gemm(true, false, in[k], out[k], n, 1, x, in[k], y, out[k], 1, w, out[k]);
                flops += 6.0 * n * in[k] * out[k];
            }
        best = fmax(best, flops / (clock_seconds() - begin) / 1e9);
    } while (clock_seconds() < end);
    mem_free(x);
    mem_free(w);
    mem_free(y);
    return best;
}

static int ascending(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct timing {
    double least, median; /* seconds */
};
static struct timing timing_of(double *sample, int n) {
    qsort(sample, (size_t)n, sizeof *sample, ascending);
    return (struct timing){sample[0], sample[n / 2]};
}

static struct timing time_steps(struct model *m, const struct batch *b, double seconds) {
    struct optimiser_config o;
    struct step_report report;
    double sample[SAMPLES], end = 0;
    int n = 0;
    options_default(optimiser_options, &o);
    for (long step = 0; n < REPEATS || (clock_seconds() < end && n < SAMPLES); step++) {
        const double begin = clock_seconds();
        model_train_step(m, b, &o, 1e-4, step, &report);
        if (step) sample[n++] = clock_seconds() - begin;
        if (!step) end = clock_seconds() + seconds; /* the first one warms up */
    }
    return timing_of(sample, n);
}

/* Shares of a step by phase; apart from the timing, since the clock itself costs a little. */
static void measure_phases(struct model *m, const struct batch *b, double share[PHASES]) {
    struct optimiser_config o;
    struct step_report report;
    double sum = 0;
    options_default(optimiser_options, &o);
    for (int p = 0; p < PHASES; p++) share[p] = 0;
    phase_clock(share);
    for (long step = 0; step < REPEATS; step++) model_train_step(m, b, &o, 1e-4, step, &report);
    phase_switch(PHASE_OTHER);
    phase_clock(NULL);
    for (int p = 0; p < PHASES; p++) sum += share[p];
    for (int p = 0; p < PHASES; p++) share[p] /= sum;
}

/* difference, unless NULL: to the plain reference. */
static struct timing time_evaluation(struct model *m, const struct batch *b, int T, double seconds,
                                     double *difference) {
    struct answer *out = mem_zero((size_t)b->answers, sizeof *out);
    double sample[SAMPLES];
    int n = 0;
    model_reserve(m, false, b->rows, T);
    model_evaluate(m, b, out);
    for (double end = clock_seconds() + seconds; n < LEAST_REPEATS || (clock_seconds() < end && n < SAMPLES);) {
        const double begin = clock_seconds();
        model_evaluate(m, b, out);
        sample[n++] = clock_seconds() - begin;
    }
    if (difference) *difference = reference_compare_evaluation(m, b, out);
    mem_free(out);
    return timing_of(sample, n);
}

static const enum phase shown[] = {
    PHASE_PRODUCTS, PHASE_ATTENTION_PRODUCTS, PHASE_ATTENTION, PHASE_NORM, PHASE_ACTIVATION,
    PHASE_LOSS,     PHASE_OPTIMISER,          PHASE_SCHEME,    PHASE_OTHER};
enum { SHOWN = sizeof shown / sizeof *shown };

static struct table *step_table(void) {
    enum { FIGURES = 16 };
    const char *header[FIGURES + SHOWN + 2] = {"scheme",   "width",   "layers",       "heads", "T",       "B",
                                               "step ms",  "median",  "GFLOP/s",      "peak",  "of peak", "sgemm",
                                               "of sgemm", "eval ms", "eval GFLOP/s", "MB"};
    for (int k = 0; k < SHOWN; k++) header[FIGURES + k] = phase_names[shown[k]];
    header[FIGURES + SHOWN] = "loss diff";
    header[FIGURES + SHOWN + 1] = "grad diff";
    return table_new(FIGURES + SHOWN + 2, header);
}

struct table *bench_table(enum bench_kind kind) {
    static const char *const evaluation[] = {"scheme",  "width",    "layers",  "heads",    "T",
                                             "eval ms", "median",   "GFLOP/s", "peak",     "of peak",
                                             "sgemm",   "of sgemm", "MB",      "loss diff"};
    static const char *const beside[] = {"scheme", "width",   "layers",    "heads", "T",
                                         "B",      "step ms", "beside ms", "ratio", "median"};
    static const char *const evaluation_beside[] = {"scheme", "width",   "layers",    "heads", "T",
                                                    "B",      "eval ms", "beside ms", "ratio", "median"};
    switch (kind) {
    case BENCH_STEP: return step_table();
    case BENCH_EVALUATION: return table_new(14, evaluation);
    case BENCH_BESIDE: return table_new(10, beside);
    case BENCH_EVALUATION_BESIDE: return table_new(10, evaluation_beside);
    }
    BUG("kind of bench %d", kind);
}

/* A rate beside the processor's and the library's best in the same run. */
static void add_rate(struct table *t, double rate, const struct bench_shape *s, enum precision precision,
                     double seconds) {
    const bool fast = precision == PRECISION_BF16 && bf16_fast();
    const double peak = fast ? bf16_peak_rate(seconds / 4) : peak_rate(seconds / 4), sgemm = sgemm_rate(s, seconds / 2);
    table_number(t, rate, "%.1f");
    table_number(t, peak, "%.1f");
    table_number(t, rate / peak, "%.2f");
    table_number(t, sgemm, "%.1f");
    table_number(t, rate / sgemm, "%.2f");
}

static void add_timing(struct table *t, struct timing timing) {
    table_number(t, 1e3 * timing.least, "%.2f");
    table_number(t, 1e3 * timing.median, "%.2f");
}

static void bench_step(struct table *t, const struct scheme *scheme, struct model *m, const struct bench_shape *s,
                       enum precision precision, double seconds) {
    struct data d = make_data(scheme, false, s, s->B), few = make_data(scheme, false, s, 2),
                asked = make_data(scheme, true, s, s->B);
    double share[PHASES];
    model_reserve(m, true, 0, s->T);
    const size_t bytes = model_bytes(m);
    const struct agreement agreement = reference_compare(m, &few.batch);
    const struct timing step = time_steps(m, &d.batch, seconds);
    measure_phases(m, &d.batch, share);
    const struct timing evaluation = time_evaluation(m, &asked.batch, s->T, seconds / 2, NULL);
    table_number(t, s->B, "%.0f");
    add_timing(t, step);
    add_rate(t, 3 * model_work(m, &d.batch) / step.least / 1e9, s, precision, seconds);
    table_number(t, 1e3 * evaluation.least, "%.2f");
    table_number(t, model_work(m, &asked.batch) / evaluation.least / 1e9, "%.1f");
    table_number(t, (double)bytes / 1e6, "%.1f");
    for (int k = 0; k < SHOWN; k++) table_number(t, share[shown[k]], "%.3f");
    table_number(t, agreement.loss, "%.1e");
    table_number(t, agreement.gradient, "%.1e");
    free_data(&d);
    free_data(&few);
    free_data(&asked);
}

static void bench_evaluation(struct table *t, const struct scheme *scheme, struct model *m, const struct bench_shape *s,
                             enum precision precision, double seconds) {
    struct data d = make_data(scheme, true, s, 1);
    double difference = NAN;
    const struct timing timing =
        time_evaluation(m, &d.batch, s->T, seconds, s->T <= BENCH_COMPARED ? &difference : NULL);
    add_timing(t, timing);
    add_rate(t, model_work(m, &d.batch) / timing.least / 1e9, s, precision, seconds);
    table_number(t, (double)model_bytes(m) / 1e6, "%.1f");
    table_number(t, difference, "%.1e");
    free_data(&d);
}

static struct model *model_of(const char *expression, const struct bench_shape *s, enum precision precision,
                              struct scheme *scheme, struct error *err) {
    const struct model_config c = config_of(s);
    if (!scheme_parse(expression, scheme, err)) return NULL;
    struct model *m = model_new(&c, scheme, VOCABULARY, (struct exposure){.tokens = s->T}, 1, err);
    if (m) model_set_precision(m, precision);
    return m;
}

static void add_head(struct table *table, const char *expression, const struct bench_shape *s,
                     enum precision precision) {
    const double size[] = {(double)s->width, (double)s->layers, (double)s->heads, s->T};
    table_cell(table, "%s%s", expression, precision == PRECISION_BF16 ? " in bf16" : "");
    for (int k = 0; k < 4; k++) table_number(table, size[k], "%.0f");
}

bool bench_scheme(struct table *table, enum bench_kind kind, const char *expression, const struct bench_shape *s,
                  enum precision precision, double seconds, struct error *err) {
    struct scheme scheme;
    struct model *m = model_of(expression, s, precision, &scheme, err);
    if (!m) return false;
    add_head(table, expression, s, precision);
    (kind == BENCH_STEP ? bench_step : bench_evaluation)(table, &scheme, m, s, precision, seconds);
    model_free(m);
    return true;
}

/* A scheme's model and data, for work in turns: training steps, or evaluations of one sequence. */
struct contender {
    struct scheme scheme;
    struct model *model;
    struct data data;
    struct answer *answers; /* of an evaluation; NULL where steps are timed */
    double sample[SAMPLES];
};

static bool open_contender(struct contender *side, bool evaluation, const char *expression, const struct bench_shape *s,
                           enum precision precision, struct error *err) {
    side->model = model_of(expression, s, precision, &side->scheme, err);
    if (!side->model) return false;
    side->data = make_data(&side->scheme, evaluation, s, s->B);
    model_reserve(side->model, !evaluation, evaluation ? side->data.batch.rows : 0, s->T);
    if (evaluation) side->answers = mem_zero((size_t)side->data.batch.answers, sizeof *side->answers);
    return true;
}

static void close_contender(struct contender *side) {
    if (side->model) free_data(&side->data);
    model_free(side->model);
    mem_free(side->answers);
    mem_free(side);
}

/* Processor seconds of one turn. */
static double one_turn(struct contender *side, long step) {
    struct optimiser_config o;
    struct step_report report;
    options_default(optimiser_options, &o);
    const double begin = clock_cpu_seconds();
    if (side->answers)
        model_evaluate(side->model, &side->data.batch, side->answers);
    else
        model_train_step(side->model, &side->data.batch, &o, 1e-4, step, &report);
    return clock_cpu_seconds() - begin;
}

static void add_ratio(struct table *t, const struct bench_shape *s, struct contender *a, struct contender *b,
                      double seconds) {
    double ratio[SAMPLES], end = 0;
    int n = 0;
    for (long step = 0; n < REPEATS || (clock_seconds() < end && n < SAMPLES); step++) {
        a->sample[n] = one_turn(a, step);
        b->sample[n] = one_turn(b, step);
        ratio[n] = a->sample[n] / b->sample[n];
        if (step) n++; /* the first ones warm up */
        if (!step) end = clock_seconds() + seconds;
    }
    const double own = timing_of(a->sample, n).least, other = timing_of(b->sample, n).least;
    table_number(t, s->B, "%.0f");
    table_number(t, 1e3 * own, "%.2f");
    table_number(t, 1e3 * other, "%.2f");
    table_number(t, own / other, "%.2f");
    table_number(t, timing_of(ratio, n).median, "%.2f");
}

bool bench_beside(struct table *table, enum bench_kind kind, const char *expression, const char *other,
                  const struct bench_shape *shape, enum precision precision, double seconds, struct error *err) {
    const bool evaluation = kind == BENCH_EVALUATION_BESIDE;
    struct bench_shape s = *shape;
    struct contender *a = mem_zero(1, sizeof *a), *b = mem_zero(1, sizeof *b);
    if (evaluation) s.B = 1;
    const bool ok = open_contender(a, evaluation, expression, &s, precision, err) &&
                    open_contender(b, evaluation, other, &s, PRECISION_FLOAT, err);
    if (ok) {
        add_head(table, expression, &s, precision);
        add_ratio(table, &s, a, b, seconds);
    }
    close_contender(a);
    close_contender(b);
    return ok;
}
