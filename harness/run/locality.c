#include "run/locality.h"
#include "base/memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int bin_of(int distance) {
    int bin = 0;
    while (distance >> bin) bin++;
    return bin;
}

long locality_sum(const real *w, int H, int Q, int T, const int *row, double *bin, double *near, long *far) {
    long counted = 0;
    for (long k = 0; k < (long)H * Q; k++, w += T) {
        const int here = row[k % Q];
        double total = 0, close = 0;
        bool looks_far = false;
        for (int j = 0; j < T; j++) total += w[j];
        if (total <= 0) continue;
        for (int j = 0; j < T; j++) {
            const int distance = abs(here - j);
            bin[bin_of(distance)] += w[j] / total;
            if (distance < LOCALITY_TOKENS) close += w[j] / total;
            looks_far |= distance >= LOCALITY_TOKENS && j <= here;
        }
        counted++;
        if (!looks_far) continue;
        *near += close;
        ++*far;
    }
    return counted;
}

struct sums {
    double bin[LOCALITY_BINS], near;
    long counted, far;
};

static void add_layer(struct model *model, const struct batch *b, int layer, int layers, int heads, real *weights,
                      int *row, struct sums *s) {
    const bool last = layer == layers - 1;
    const int T = b->rows, Q = last ? b->answers : T;
    for (int q = 0; q < Q; q++) row[q] = last ? b->answer_row[q] : q;
    model_attention(model, b, layer, weights);
    s->counted += locality_sum(weights, heads, Q, T, row, s->bin, &s->near, &s->far);
}

static void report(const struct sums *s, int layers, const struct eval_row *at, struct run_record *record) {
    double near = 0;
    int known = 0;
    for (int l = 0; l < layers; l++) {
        char name[32];
        snprintf(name, sizeof name, "layer %d", l + 1);
        for (int k = 0; s[l].counted && k < LOCALITY_BINS; k++)
            if (s[l].bin[k] > 0)
                run_record_add_measured(record, at, "attention", name, k ? 1 << (k - 1) : 0,
                                        s[l].bin[k] / (double)s[l].counted);
        if (s[l].far == 0) continue;
        run_record_add_measured(record, at, "near", name, LOCALITY_TOKENS, s[l].near / (double)s[l].far);
        near += s[l].near / (double)s[l].far;
        known++;
    }
    if (known) run_record_add_measured(record, at, "near", "all", LOCALITY_TOKENS, near / known);
}

static void measure_length(struct model *model, const struct run_config *config, const struct task_set *set,
                           const struct scheme *scheme, const struct eval_row *at, struct run_record *record) {
    const int T = task_set_tokens(set, (int)at->length), L = (int)config->model.layers, H = (int)config->model.heads;
    if ((double)T * T * L * H > LOCALITY_WEIGHTS) return;
    struct batch_maker *maker = batch_maker_new(config, set, scheme, T);
    struct sums *s = mem_zero((size_t)L, sizeof *s);
    real *weights = mem_zero((size_t)H * (size_t)T * (size_t)T, sizeof *weights);
    int *row = mem_zero((size_t)T, sizeof *row), made;
    model_reserve(model, false, T, T);
    for (long k = 0; k < LOCALITY_EXAMPLES; k++) {
        const struct batch *b = batch_test(maker, (int)at->part, (int)at->length, k, 1, &made);
        for (int l = 0; l < L; l++) add_layer(model, b, l, L, H, weights, row, &s[l]);
    }
    report(s, L, at, record);
    batch_maker_free(maker);
    mem_free(s);
    mem_free(weights);
    mem_free(row);
}

static bool is_measured(const struct run_record *record, const struct eval_row *at) {
    for (int i = 0; i < record->n_measured; i++) {
        const struct measured *m = &record->measured[i];
        if (m->part == at->part && m->length == at->length && !*m->variant) return true;
    }
    return false;
}

void locality_measure(struct model *model, const struct run_config *config, const struct task_set *set,
                      const struct scheme *scheme, struct run_record *record) {
    for (int i = 0; i < record->n_eval; i++)
        if (record->eval[i].part < set->n && !*record->eval[i].variant && !is_measured(record, &record->eval[i]))
            measure_length(model, config, set, scheme, &record->eval[i], record);
}
