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

double evaluate_fit(struct model *model, const struct run_config *config, const struct task_set *set,
                    const struct scheme *scheme, double *part, bool *finite) {
    struct bench b = bench_open(model, config, set, scheme, (int)config->train.longest);
    const long examples = config->train.fit_examples;
    long right[TASKS_MAX] = {0}, seen[TASKS_MAX] = {0}, all = 0;
    int made;
    *finite = true;
    for (long first = 0; first < examples; first += made) {
        const struct batch *batch = batch_fit(b.maker, first, examples - first, &made);
        model_evaluate(model, batch, b.answer);
        for (int k = 0; k < batch->answers; k++) *finite &= b.answer[k].finite;
        for (int i = 0; i < made; i++) {
            const struct example_info *e = &batch_examples(b.maker)[i];
            right[e->part] += example_exact(&b, batch, e, e->answers);
            seen[e->part]++;
        }
    }
    bench_close(&b);
    for (int k = 0; k < set->n; k++) {
        part[k] = seen[k] ? (double)right[k] / (double)seen[k] : (double)NAN;
        all += right[k];
    }
    return (double)all / (double)examples;
}
