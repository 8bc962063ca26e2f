#include "run/fit.h"
#include "base/memory.h"
#include <math.h>

struct bench bench_open(struct model *model, const struct run_config *config, const struct task_set *set,
                        const struct scheme *scheme, int n) {
    const int longest = task_set_tokens(set, n), rows = longest > EVALUATION_ROWS ? longest : EVALUATION_ROWS;
    model_reserve(model, false, rows, longest);
    return (struct bench){.model = model,
                          .maker = batch_maker_new(config, set, scheme, rows),
                          .answer = mem_zero((size_t)rows, sizeof(struct answer)),
                          .at = mem_zero((size_t)rows, sizeof(int))};
}

void bench_close(struct bench *b) {
    batch_maker_free(b->maker);
    mem_free(b->answer);
    mem_free(b->at);
}

bool example_exact(const struct bench *b, const struct batch *batch, const struct example_info *e, int answers) {
    for (int k = e->first_answer; k < e->first_answer + answers; k++)
        if (b->answer[k].best != batch->target[k]) return false;
    return true;
}

/* Nats per answer of the best predictor of examples of length n. */
static double least_loss(const struct task_choice *of, double stated, int n) {
    if (of->task->optimum) return of->task->optimum(of->options, n);
    return stated > 0 ? stated : (double)NAN;
}

void fit_add(const struct bench *b, const struct batch *batch, const struct example_info *e,
             const struct task_choice *of, double stated, struct fit_sums *s) {
    s->examples++;
    s->exact += example_exact(b, batch, e, e->answers);
    s->answers += e->answers;
    for (int k = e->first_answer; k < e->first_answer + e->answers; k++) {
        s->right += b->answer[k].best == batch->target[k];
        s->loss += b->answer[k].loss;
    }
    if (of->task->metric == METRIC_LOSS) s->least += least_loss(of, stated, e->n) * e->answers;
}

double fit_of(enum task_metric metric, const struct fit_sums *s) {
    switch (metric) {
    case METRIC_EXACT: return (double)s->exact / (double)s->examples;
    case METRIC_TOKEN: return (double)s->right / (double)s->answers;
    case METRIC_LOSS: {
        const double fit = exp((s->least - s->loss) / (double)s->answers); /* NaN: the least is not known */
        return fit > 1 ? 1 : fit;
    }
    }
    BUG("no metric %d", (int)metric);
}

/* Over all examples: for exact match the share of examples, whatever their task. */
static double fit_of_all(const struct task_set *set, const struct fit_sums *sums, const double *part, long examples) {
    double all = 0;
    for (int k = 0; k < set->n; k++)
        if (sums[k].examples)
            all +=
                set->part[k].task->metric == METRIC_EXACT ? (double)sums[k].exact : part[k] * (double)sums[k].examples;
    return all / (double)examples;
}

double evaluate_fit(struct model *model, const struct run_config *config, const struct task_set *set,
                    const struct scheme *scheme, double *part, bool *finite) {
    struct bench b = bench_open(model, config, set, scheme, (int)config->train.longest);
    const long examples = config->train.fit_examples;
    struct fit_sums sums[TASKS_MAX] = {0};
    int made;
    *finite = true;
    for (long first = 0; first < examples; first += made) {
        const struct batch *batch = batch_fit(b.maker, first, examples - first, &made);
        model_evaluate(model, batch, b.answer);
        for (int k = 0; k < batch->answers; k++) *finite &= b.answer[k].finite;
        for (int i = 0; i < made; i++) {
            const struct example_info *e = &batch_examples(b.maker)[i];
            fit_add(&b, batch, e, &set->part[e->part], config->train.protocol.fit_loss, &sums[e->part]);
        }
    }
    bench_close(&b);
    for (int k = 0; k < set->n; k++)
        part[k] = sums[k].examples ? fit_of(set->part[k].task->metric, &sums[k]) : (double)NAN;
    return fit_of_all(set, sums, part, examples);
}
