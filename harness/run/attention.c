#include "run/attention.h"
#include "base/memory.h"
#include "run/batch.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { WEIGHTS_MAX = 1 << 26 };

static int bin_of(int distance) {
    int bin = 0;
    while (distance >> bin) bin++;
    return bin;
}

static int bin_start(int bin) { return bin ? 1 << (bin - 1) : 0; }

/* Adds one query's weights w[T]; keys that it does not see have none. */
static bool add_query(const real *w, int T, int query, struct attention_head *head) {
    double total = 0;
    for (int key = 0; key < T; key++) total += (double)w[key];
    if (!(total > 0) || !isfinite(total)) return false;
    head->first += (double)w[0] / total;
    for (int key = 0; key < T; key++) {
        const double share = (double)w[key] / total;
        head->share[bin_of(abs(query - key))] += share;
        if (share > 0) head->entropy -= share * log2(share);
    }
    return true;
}

/* The attention of one example in every layer; all its rows are asked for, in the last layer too. */
static void add_example(struct loaded_model *m, struct attention *a, struct batch batch, real *weights, long *counted) {
    const int T = batch.rows, H = a->heads;
    int *row = mem_zero((size_t)T, sizeof *row), *unused = mem_zero((size_t)T, sizeof *unused);
    for (int t = 0; t < T; t++) row[t] = t;
    batch.answers = T, batch.answer_row = row, batch.target = unused;
    for (int layer = 0; layer < a->layers; layer++) {
        model_attention(m->model, &batch, layer, weights);
        for (int h = 0; h < H; h++)
            for (int q = 0; q < T; q++)
                counted[layer * H + h] += add_query(weights + ((long)h * T + q) * T, T, q, &a->of[layer * H + h]);
        float *map = a->map + (long)layer * H * T * T;
        for (long k = 0; a->examples == 0 && k < (long)H * T * T; k++) map[k] = (float)weights[k];
    }
    mem_free(row);
    mem_free(unused);
}

static void finish(struct attention *a, const long *counted, bool causal) {
    for (int k = 0; k < a->layers * a->heads; k++) {
        struct attention_head *head = &a->of[k];
        const double n = counted[k] ? (double)counted[k] : 1;
        head->layer = k / a->heads, head->head = k % a->heads;
        head->entropy /= n, head->first /= n;
        for (int b = 0; b < ATTENTION_BINS; b++) head->share[b] /= n;
    }
    for (int q = 0; q < a->tokens; q++) a->even += log2(causal ? q + 1 : a->tokens) / a->tokens;
}

static bool check_length(const struct loaded_model *m, long length, struct error *err) {
    int least, most;
    task_set_lengths(&m->set, &least, &most);
    if (length < least || length > most)
        return error_set(err, "--length of task %s is a number from %d to %d, not %ld", m->config.task, least, most,
                         length);
    const double T = task_set_tokens(&m->set, (int)length), heads = (double)m->config.model.heads;
    return T * T * heads * (double)m->config.model.layers <= WEIGHTS_MAX ||
           error_set(err, "--length %ld: a sequence of %.0f tokens has more attention weights than are kept", length,
                     T);
}

bool attention_read(struct loaded_model *m, long length, int examples, struct attention *out, struct error *err) {
    *out = (struct attention){.layers = (int)m->config.model.layers, .heads = (int)m->config.model.heads};
    if (length == 0) length = m->config.train.longest;
    if (!check_length(m, length, err)) return false;
    const int T = task_set_tokens(&m->set, (int)length), of = out->layers * out->heads;
    struct batch_maker *maker = batch_maker_new(&m->config, &m->set, &m->scheme, T);
    real *weights = mem_zero((size_t)out->heads * (size_t)T * (size_t)T, sizeof *weights);
    long *counted = mem_zero((size_t)of, sizeof *counted);
    out->of = mem_zero((size_t)of, sizeof *out->of);
    out->map = mem_zero((size_t)of * (size_t)T * (size_t)T, sizeof *out->map);
    out->length = (int)length;
    model_reserve(m->model, false, T, T);
    for (int made; out->examples < examples; out->examples++) {
        const struct batch *batch = batch_test(maker, 0, (int)length, out->examples, 1, &made);
        if (out->examples == 0) out->tokens = batch->rows, out->answers_from = batch->answer_row[0];
        add_example(m, out, *batch, weights, counted);
        const int bins = bin_of(batch->rows - 1) + 1;
        out->bins = bins > out->bins ? bins : out->bins;
    }
    finish(out, counted, m->config.model.causal);
    batch_maker_free(maker);
    mem_free(weights);
    mem_free(counted);
    return true;
}

void attention_free(struct attention *a) {
    mem_free(a->of);
    mem_free(a->map);
    *a = (struct attention){0};
}

struct table *attention_table(const struct attention *a) {
    const char *headers[4 + ATTENTION_BINS] = {"layer", "head", "entropy", "first"};
    char name[ATTENTION_BINS][32];
    for (int b = 0; b < a->bins; b++) {
        const int from = bin_start(b), to = bin_start(b + 1) - 1;
        snprintf(name[b], sizeof name[b], from == to ? "%d" : "%d-%d", from, to);
        headers[4 + b] = name[b];
    }
    struct table *t = table_new(4 + a->bins, headers);
    for (int k = 0; k < a->layers * a->heads; k++) {
        const struct attention_head *head = &a->of[k];
        table_number(t, head->layer + 1, "%.0f");
        table_number(t, head->head + 1, "%.0f");
        table_number(t, head->entropy, "%.2f");
        table_number(t, head->first, "%.3f");
        for (int b = 0; b < a->bins; b++) table_number(t, head->share[b], "%.3f");
    }
    return t;
}

struct table *attention_shares(const struct attention *a) {
    static const char *const headers[] = {"layer", "head", "entropy", "distance", "share"};
    struct table *t = table_new(5, headers);
    for (int k = 0; k < a->layers * a->heads; k++)
        for (int b = 0; b < a->bins; b++) {
            const struct attention_head *head = &a->of[k];
            table_number(t, head->layer + 1, "%.0f");
            table_number(t, head->head + 1, "%.0f");
            table_number(t, head->entropy, "%.4f");
            table_number(t, bin_start(b), "%.0f");
            table_number(t, head->share[b], "%.6g");
        }
    return t;
}

struct table *attention_map(const struct attention *a, int most) {
    static const char *const headers[] = {"layer", "head", "query", "key", "weight"};
    const int T = a->tokens, from = T > most ? T - most : 0;
    struct table *t = table_new(5, headers);
    for (int k = 0; k < a->layers * a->heads; k++)
        for (int query = from; query < T; query++)
            for (int key = from; key < T; key++) {
                table_number(t, a->of[k].layer + 1, "%.0f");
                table_number(t, a->of[k].head + 1, "%.0f");
                table_number(t, query, "%.0f");
                table_number(t, key, "%.0f");
                table_number(t, (double)a->map[((long)k * T + query) * T + key], "%.4g");
            }
    return t;
}
