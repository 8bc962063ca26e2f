#include "run/evaluate.h"
#include "base/clock.h"
#include "base/memory.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* One evaluation's tools: batches of up to EVALUATION_ROWS tokens, or of one long sequence. */
struct bench {
    struct model *model;
    struct batch_maker *maker;
    struct answer *answer;
};

static struct bench open_bench(struct model *model, const struct run_config *config, const struct task_choice *choice,
                               const struct scheme *scheme, int n) {
    const int longest = task_max_tokens(choice, n), rows = longest > EVALUATION_ROWS ? longest : EVALUATION_ROWS;
    model_reserve(model, false, rows, longest);
    return (struct bench){.model = model,
                          .maker = batch_maker_new(config, choice, scheme, rows),
                          .answer = mem_zero((size_t)rows, sizeof(struct answer))};
}

static void close_bench(struct bench *b) {
    batch_maker_free(b->maker);
    mem_free(b->answer);
}

static bool example_exact(const struct bench *b, const struct batch *batch, const struct example_info *e, int answers) {
    for (int k = e->first_answer; k < e->first_answer + answers; k++)
        if (b->answer[k].best != batch->target[k]) return false;
    return true;
}

double evaluate_fit(struct model *model, const struct run_config *config, const struct task_choice *choice,
                    const struct scheme *scheme) {
    struct bench b = open_bench(model, config, choice, scheme, (int)config->train.longest);
    const long examples = config->train.fit_examples;
    long right = 0;
    for (long first = 0; first < examples;) {
        int made;
        const struct batch *batch = batch_fit(b.maker, first, examples - first, &made);
        model_evaluate(model, batch, b.answer);
        for (int i = 0; i < made; i++) {
            const struct example_info *e = &batch_examples(b.maker)[i];
            right += example_exact(&b, batch, e, e->answers);
        }
        first += made;
    }
    close_bench(&b);
    return (double)right / (double)examples;
}

/* Sums that become an eval_row. */
struct tally {
    double loss, first_error;
    long wrong, tokens;
};

static void count_example(const struct bench *b, const struct batch *batch, const struct example_info *e,
                          struct eval_row *row, struct tally *t) {
    const bool exact = example_exact(b, batch, e, e->answers);
    int first_wrong = -1;
    for (int k = 0; k < e->answers; k++) {
        const struct answer *a = &b->answer[e->first_answer + k];
        bool right = a->best == batch->target[e->first_answer + k];
        row->answers_right += right;
        t->loss += a->loss;
        if (!right && first_wrong < 0) first_wrong = k;
        if (k >= POSITIONS_MAX) continue;
        row->position_seen[k]++;
        row->position_right[k] += right;
        if (k >= row->n_position) row->n_position = k + 1;
    }
    if (first_wrong >= 0) t->first_error += first_wrong, t->wrong++;
    row->answers += e->answers;
    row->exact += exact;
    row->exact_no_eos += example_exact(b, batch, e, e->answers - e->eos);
    row->depth_seen[e->depth]++;
    row->depth_exact[e->depth] += exact;
    t->tokens += e->T;
}

static bool evaluate_length(struct model *model, const struct run_config *config, const struct task_choice *choice,
                            const struct scheme *scheme, int n, struct eval_row *row, stop_check stop) {
    struct bench b = open_bench(model, config, choice, scheme, n);
    struct tally tally = {0};
    const double begin = clock_seconds();
    bool stopped = false;
    while (row->examples < config->eval.examples && !stopped) {
        int made;
        const struct batch *batch = batch_test(b.maker, n, row->examples, config->eval.examples - row->examples, &made);
        model_evaluate(model, batch, b.answer);
        for (int i = 0; i < made; i++) count_example(&b, batch, &batch_examples(b.maker)[i], row, &tally);
        row->examples += made;
        stopped = stop && stop();
    }
    row->seconds = clock_seconds() - begin;
    row->loss = tally.loss / (double)row->answers;
    row->tokens = (tally.tokens + row->examples / 2) / row->examples;
    row->first_error = tally.wrong ? tally.first_error / (double)tally.wrong : (double)NAN;
    close_bench(&b);
    return !stopped;
}

static struct eval_row *new_row(struct run_record *record, const char *variant, int n, const struct run_config *config,
                                const struct task_choice *choice) {
    const size_t size = sizeof *record->eval;
    record->eval = mem_grow(record->eval, size * (size_t)record->n_eval, size * (size_t)(record->n_eval + 1));
    struct eval_row *row = &record->eval[record->n_eval++];
    *row = (struct eval_row){.length = n, .multiple = (double)n / (double)config->train.longest};
    snprintf(row->variant, sizeof row->variant, "%s", variant);
    row->position_right = mem_zero(POSITIONS_MAX, sizeof(long));
    row->position_seen = mem_zero(POSITIONS_MAX, sizeof(long));
    row->chance = choice->task->chance(choice->options, n);
    row->chance_token = choice->task->chance_token(choice->options, n);
    return row;
}

bool evaluate_variant(struct model *model, const struct run_config *config, const struct task_choice *choice,
                      const char *variant, struct run_record *record, stop_check stop, struct error *err) {
    struct scheme scheme;
    if (!scheme_parse(*variant ? variant : config->scheme, &scheme, err)) return false;
    if (!model_set_variant(model, *variant ? &scheme : NULL, err)) return error_prefix(err, "variant '%s'", variant);
    for (int i = 0; i < config->eval.lengths.n; i++) {
        int n = (int)config->eval.lengths.value[i];
        struct eval_row *row = new_row(record, variant, n, config, choice);
        if (!evaluate_length(model, config, choice, &scheme, n, row, stop)) return error_set(err, "interrupted");
        bool depths = false;
        for (int d = 1; d < DEPTHS; d++) depths |= row->depth_seen[d] > 0;
        row->n_depth = depths ? DEPTHS : 0;
    }
    return true;
}

bool evaluate_all(struct model *model, const struct run_config *config, const struct task_choice *choice,
                  struct run_record *record, stop_check stop, struct error *err) {
    if (!evaluate_variant(model, config, choice, "", record, stop, err)) return false;
    char list[OPTION_TEXT_SIZE], *rest = list;
    snprintf(list, sizeof list, "%s", config->eval.variants);
    for (char *variant; (variant = strsep(&rest, ";")) != NULL;) {
        variant += strspn(variant, " ");
        if (*variant && !evaluate_variant(model, config, choice, variant, record, stop, err)) return false;
    }
    struct error ignored;
    return model_set_variant(model, NULL, &ignored);
}
