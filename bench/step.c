/* Speed of a training step and of an evaluation beside sgemm's own rate at the same products, in one run, with the
 * correctness figure (tiled against untiled logits) on the same row. GFLOP/s count useful work: 6 x parameters of the
 * layers x tokens + 3 x L x H x 4 x T x T x D a sequence for training, as design documents of the field do; the head
 * counts on the rows it runs on.
 *
 *   build/bench/step [seconds per figure]
 */
#include "base/clock.h"
#include "base/memory.h"
#include "base/rng.h"
#include "model/blas.h"
#include "model/model.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct shape {
    long width, layers, heads;
    int T, B;
};
enum { VOCABULARY = 64, REPEATS = 5 };

struct data {
    struct batch batch;
    int *start, *token, *answer_row, *target;
    double *position;
};

/* Full sequences, every row an answer. */
static struct data make_data(int T, int B) {
    const int N = T * B;
    struct data d = {.start = mem_zero((size_t)B + 1, sizeof(int)),
                     .token = mem_zero((size_t)N, sizeof(int)),
                     .answer_row = mem_zero((size_t)N, sizeof(int)),
                     .target = mem_zero((size_t)N, sizeof(int)),
                     .position = mem_zero((size_t)N, sizeof(double))};
    struct rng rng = rng_open(1, "bench", 0, 0);
    for (int s = 0; s <= B; s++) d.start[s] = s * T;
    for (int r = 0; r < N; r++) {
        d.token[r] = (int)rng_below(&rng, VOCABULARY);
        d.target[r] = (int)rng_below(&rng, VOCABULARY);
        d.answer_row[r] = r;
        d.position[r] = r % T;
    }
    d.batch = (struct batch){.sequences = B,
                             .rows = N,
                             .answers = N,
                             .start = d.start,
                             .token = d.token,
                             .position = d.position,
                             .answer_row = d.answer_row,
                             .target = d.target};
    return d;
}

static void free_data(struct data *d) {
    mem_free(d->start);
    mem_free(d->token);
    mem_free(d->answer_row);
    mem_free(d->target);
    mem_free(d->position);
}

/* sgemm at a layer's products (forward, dx, dW of qkv, out, up, down), rows in groups as the model has them. */
static double sgemm_rate(const struct shape *s, double seconds) {
    const int C = (int)s->width, n = MODEL_GROUP_ROWS / s->T * s->T + (MODEL_GROUP_ROWS % s->T ? s->T : 0);
    const int in[] = {C, C, C, 4 * C}, out[] = {3 * C, C, 4 * C, C};
    real *x = mem_zero((size_t)n * 4 * (size_t)C, sizeof(real)),
         *w = mem_zero(16 * (size_t)C * (size_t)C, sizeof(real)),
         *y = mem_zero((size_t)n * 4 * (size_t)C, sizeof(real));
    double best = 0, end = clock_seconds() + seconds;
    do {
        double flops = 0, begin = clock_seconds();
        for (int layer = 0; layer < 4; layer++)
            for (int k = 0; k < 4; k++) {
                blas_gemm(false, false, n, out[k], in[k], 1, x, in[k], w, out[k], 0, y, out[k]);
                blas_gemm(false, true, n, in[k], out[k], 1, y, out[k], w, out[k], 0, x, in[k]);
                blas_gemm(true, false, in[k], out[k], n, 1, x, in[k], y, out[k], 1, w, out[k]);
                flops += 6.0 * n * in[k] * out[k];
            }
        double rate = flops / (clock_seconds() - begin) / 1e9;
        if (rate > best) best = rate;
    } while (clock_seconds() < end);
    mem_free(x);
    mem_free(w);
    mem_free(y);
    return best;
}

static double forward_flops(const struct shape *s) {
    const double N = (double)s->T * s->B, C = (double)s->width, D = C / (double)s->heads;
    double layer = 2 * 12 * C * C * N + (double)s->heads * 4 * s->T * s->T * D * s->B;
    return layer * (double)s->layers + 2 * C * VOCABULARY * N;
}

static double tiled_difference(struct model *m, const struct batch *b, int T) {
    real *a = mem_zero((size_t)b->answers * VOCABULARY, sizeof(real)),
         *u = mem_zero((size_t)b->answers * VOCABULARY, sizeof(real));
    model_reserve(m, false, b->rows, T);
    model_logits(m, b, a);
    model_logits_kept(m, b, u);
    double worst = 0;
    for (long i = 0; i < (long)b->answers * VOCABULARY; i++) worst = fmax(worst, fabs((double)a[i] - (double)u[i]));
    mem_free(a);
    mem_free(u);
    return worst;
}

static double time_steps(struct model *m, const struct batch *b, int T, double seconds, long *count) {
    struct optimiser_config o;
    options_default(optimiser_options, &o);
    struct step_report report;
    model_reserve(m, true, 0, T);
    model_train_step(m, b, &o, 1e-4, 0, &report);
    double best = 1e9, end = clock_seconds() + seconds;
    for (*count = 1; clock_seconds() < end || *count < REPEATS; (*count)++) {
        double begin = clock_seconds();
        model_train_step(m, b, &o, 1e-4, *count, &report);
        best = fmin(best, clock_seconds() - begin);
    }
    return best;
}

static double time_evaluation(struct model *m, const struct batch *b, int T, double seconds) {
    struct answer *out = mem_zero((size_t)b->answers, sizeof *out);
    model_reserve(m, false, b->rows, T);
    model_evaluate(m, b, out);
    double best = 1e9, end = clock_seconds() + seconds;
    do {
        double begin = clock_seconds();
        model_evaluate(m, b, out);
        best = fmin(best, clock_seconds() - begin);
    } while (clock_seconds() < end);
    mem_free(out);
    return best;
}

static void bench(const struct shape *s, const char *expression, double seconds) {
    struct model_config c;
    struct scheme scheme;
    struct error err;
    options_default(model_options, &c);
    c.width = s->width;
    c.layers = s->layers;
    c.heads = s->heads;
    if (!scheme_parse(expression, &scheme, &err)) die("%s", err.text);
    struct model *m = model_new(&c, &scheme, VOCABULARY, s->T, 1, &err);
    if (!m) die("%s", err.text);
    struct data d = make_data(s->T, s->B);
    long steps;
    double step = time_steps(m, &d.batch, s->T, seconds, &steps), gemm = sgemm_rate(s, seconds / 2);
    double evaluation = time_evaluation(m, &d.batch, s->T, seconds / 2);
    double rate = 3 * forward_flops(s) / step / 1e9;
    printf("%-10s %5ld %3ld %3ld %4d %4d  %8.2f ms %7.1f %7.1f  %4.2f  %8.2f ms %7.1f  %.1e\n", expression, s->width,
           s->layers, s->heads, s->T, s->B, 1e3 * step, rate, gemm, rate / gemm, 1e3 * evaluation,
           forward_flops(s) / evaluation / 1e9, tiled_difference(m, &d.batch, s->T));
    fflush(stdout);
    free_data(&d);
    model_free(m);
}

int main(int argc, char **argv) {
    const struct shape shapes[] = {{64, 2, 4, 40, 32}, {128, 4, 4, 64, 64}, {256, 4, 8, 64, 32}};
    const double seconds = argc > 1 ? atof(argv[1]) : 2;
    char blas[128];
    blas_describe(blas, sizeof blas);
    printf("%s; real = %s; minimum over repeats; GFLOP/s of useful work\n", blas, REAL_NAME);
    printf("%-10s %5s %3s %3s %4s %4s  %11s %7s %7s  %4s  %11s %7s  %s\n", "scheme", "width", "L", "H", "T", "B",
           "train step", "GFLOP/s", "sgemm", "of", "evaluation", "GFLOP/s", "tiled-untiled");
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        for (const struct encoder *const *e = encoder_list; *e; e++) bench(&shapes[i], (*e)->name, seconds);
    printf("peak memory %.0f MB\n", (double)mem_peak_rss() / 1e6);
    return 0;
}
