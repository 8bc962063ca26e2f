#include "run/evaluate.h"
#include "base/clock.h"
#include "base/memory.h"
#include "run/code.h"
#include "run/locality.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

void cell_count(const struct bench *b, const struct batch *batch, const struct example_info *e, struct eval_row *row) {
    const bool exact = example_exact(b, batch, e, e->answers);
    int first_wrong = -1;
    for (int k = 0; k < e->answers; k++) {
        const struct answer *a = &b->answer[e->first_answer + k];
        bool right = a->best == batch->target[e->first_answer + k];
        row->answers_right += right;
        row->loss_sum += a->loss;
        if (row->n_bins) row->bin_loss[position_bin(k + 1)] += a->loss, row->bin_seen[position_bin(k + 1)]++;
        if (!right && first_wrong < 0) first_wrong = k;
        if (k >= POSITIONS_MAX) continue;
        row->position_seen[k]++;
        row->position_right[k] += right;
        if (k >= row->n_position) row->n_position = k + 1;
    }
    if (first_wrong >= 0) row->first_error_sum += first_wrong;
    row->answers += e->answers;
    row->exact += exact;
    row->exact_no_eos += example_exact(b, batch, e, e->answers - e->eos);
    row->depth_seen[e->depth]++;
    row->depth_exact[e->depth] += exact;
    row->tokens_sum += e->T;
    const int loops = b->answer[e->first_answer].loops;
    row->loops_sum += loops ? loops : (double)NAN;
}

/* A guesser judges an example by those before it. */
static void guess_example(const struct batch *batch, const struct example_info *e, struct guesser *g, int *at) {
    const int *answer = batch->target + e->first_answer, n = e->answers - e->eos;
    for (int i = 0; i < n; i++) at[i] = batch->answer_row[e->first_answer + i] - e->row;
    guesser_judge(g, answer, at, n, batch->token + e->row);
    guesser_learn(g, answer, n);
}

static void add_guess(struct eval_row *row, const char *name, double exact, double token, double loss) {
    REQUIRE(row->n_guess < GUESSES_MAX);
    struct guess *g = &row->guess[row->n_guess++];
    *g = (struct guess){.exact = exact, .token = token, .loss = loss};
    snprintf(g->name, sizeof g->name, "%s", name);
}

/* Draws the row's examples again for the guessers, which need no model; drawing costs little beside judging. A task
 * with random targets has a least loss; with determined targets it is 0 and not stored. */
void cell_add_guesses(const struct bench *b, const struct task_set *set, int part, struct eval_row *row) {
    const struct task_choice *of = &set->part[part];
    struct guesser *g = guesser_new(of->task->vocabulary(of->options), POSITIONS_MAX);
    struct baseline figure[BASELINES];
    int made;
    row->n_guess = 0;
    for (long first = 0; first < row->examples; first += made) {
        const struct batch *batch = batch_test(b->maker, part, (int)row->length, first, row->examples - first, &made);
        for (int i = 0; i < made; i++) guess_example(batch, &batch_examples(b->maker)[i], g, b->at);
    }
    guesser_figures(g, figure);
    for (int k = 0; k < BASELINES; k++)
        add_guess(row, baseline_names[k], figure[k].exact, figure[k].token, figure[k].loss);
    if (of->task->optimum)
        add_guess(row, "optimum", (double)NAN, (double)NAN, of->task->optimum(of->options, (int)row->length));
    guesser_free(g);
}

/* Depths are kept where there are several; a row without them has seen the first tenth only. */
static void open_row(struct eval_row *row) {
    if (row->n_depth == 0) row->depth_seen[0] = row->examples, row->depth_exact[0] = row->exact;
    row->n_depth = DEPTHS;
}

void cell_end(struct eval_row *row) {
    bool depths = false;
    for (int d = 1; d < DEPTHS; d++) depths |= row->depth_seen[d] > 0;
    row->n_depth = depths ? DEPTHS : 0;
}

/* Examples of a block: the largest of 1, 2, 5, 10, 20, 50 ... that fits into EVALUATION_ROWS. Round numbers of examples
 * end with whole blocks. */
static long block_size(int longest) {
    static const long step[] = {2, 5, 10};
    long size = 1;
    for (long decade = 1;; decade *= 10)
        for (int i = 0; i < 3; i++) {
            if (decade * step[i] * longest > EVALUATION_ROWS) return size;
            size = decade * step[i];
        }
}

static bool evaluate_length(struct model *model, const struct run_config *config, const struct task_set *set,
                            const struct scheme *scheme, int part, struct eval_row *row,
                            const struct eval_pause *pause) {
    struct bench b = bench_open(model, config, set, scheme, (int)row->length);
    const long block = block_size(task_set_tokens(set, (int)row->length));
    const long asked = task_tests(&set->part[part], (int)row->length, config->eval.examples);
    bool stopped = false;
    open_row(row);
    while (row->examples < asked && !stopped) {
        const double begin = clock_seconds();
        const long first = row->examples / block * block, end = first + block < asked ? first + block : asked;
        int made;
        const struct batch *batch = batch_test(b.maker, part, (int)row->length, first, block, &made);
        REQUIRE(made == block);
        model_evaluate(model, batch, b.answer);
        for (long i = row->examples; i < end; i++) cell_count(&b, batch, &batch_examples(b.maker)[i - first], row);
        row->examples = end;
        row->seconds += clock_seconds() - begin;
        if (end == asked) cell_end(row);
        if (end == asked && !*row->variant) cell_add_guesses(&b, set, part, row);
        stopped = pause && pause->call(pause->to);
    }
    bench_close(&b);
    return !stopped;
}

/* Tasks in the record's list of tasks from index `first_task` on. */
struct asked {
    const struct task_set *set;
    int first_task;
};

void cell_begin(struct eval_row *row, const char *variant, long part, const struct task_choice *of, int n, int tokens,
                long longest) {
    *row = (struct eval_row){.part = part, .length = n, .multiple = (double)n / (double)longest};
    snprintf(row->variant, sizeof row->variant, "%s", variant);
    row->position_right = mem_zero(POSITIONS_MAX, sizeof(long));
    row->position_seen = mem_zero(POSITIONS_MAX, sizeof(long));
    row->n_bins = of->task->metric == METRIC_LOSS ? position_bin(tokens) + 1 : 0;
    row->bin_loss = mem_zero((size_t)row->n_bins, sizeof(double));
    row->bin_seen = mem_zero((size_t)row->n_bins, sizeof(long));
    row->chance = of->task->chance(of->options, n);
    row->chance_token = of->task->chance_token(of->options, n);
}

static struct eval_row *add_row(struct run_record *record) {
    const size_t size = sizeof *record->eval;
    record->eval = mem_grow(record->eval, size * (size_t)record->n_eval, size * (size_t)(record->n_eval + 1));
    return &record->eval[record->n_eval++];
}

/* The row of this cell: one that is there already, or a new one. A row has one code: nothing is counted on from
 * examples that another one saw. */
static struct eval_row *row_of(struct run_record *record, const char *variant, const struct asked *asked, int part,
                               int n, long examples, const char *code, const struct run_config *config) {
    struct eval_row *row = NULL;
    for (int i = 0; !row && i < record->n_eval; i++) {
        struct eval_row *old = &record->eval[i];
        if (old->part == asked->first_task + part && old->length == n && strcmp(old->variant, variant) == 0) row = old;
    }
    if (row && (row->examples >= examples || strcmp(row->code, code) == 0)) return row;
    if (row)
        eval_row_free(row);
    else
        row = add_row(record);
    cell_begin(row, variant, asked->first_task + part, &asked->set->part[part], n, task_set_tokens(asked->set, n),
               config->train.longest);
    memcpy(row->code, code, sizeof row->code);
    return row;
}

static bool evaluate_tasks(struct model *model, const struct run_config *config, const struct task_set *set,
                           const struct asked *asked, const char *variant, struct run_record *record,
                           const struct eval_pause *pause, struct error *err) {
    struct scheme scheme, trained;
    char code[CODE_SIZE];
    if (!scheme_parse(config->scheme, &trained, err)) return false;
    scheme = trained;
    if (*variant && !config_variant(config, set, variant, &scheme, err)) return false;
    if (!model_set_variant(model, *variant ? &scheme : NULL, err)) return error_prefix(err, "variant '%s'", variant);
    code_of_evaluation(&trained, *variant ? &scheme : NULL, asked->set, (enum precision)config->eval.precision, code);
    const int lengths = config->eval.lengths.n;
    for (int k = 0; k < asked->set->n * lengths; k++) {
        const int n = (int)config->eval.lengths.value[k % lengths], part = k / lengths;
        const long examples = task_tests(&asked->set->part[part], n, config->eval.examples);
        struct eval_row *row = row_of(record, variant, asked, part, n, examples, code, config);
        if (row->examples >= examples) continue;
        if (!evaluate_length(model, config, asked->set, &scheme, part, row, pause))
            return error_set(err, "interrupted");
    }
    return true;
}

static bool evaluate_variant(struct model *model, const struct run_config *config, const struct task_set *set,
                             const char *variant, struct run_record *record, const struct eval_pause *pause,
                             struct error *err) {
    const struct asked own = {set, 0};
    return evaluate_tasks(model, config, set, &own, variant, record, pause, err);
}

static bool evaluate_other_tasks(struct model *model, const struct run_config *config, const struct task_set *set,
                                 const char *variant, struct run_record *record, const struct eval_pause *pause,
                                 struct error *err) {
    char word[OPTION_TEXT_SIZE];
    for (int i = 0; config_other_task(config, i, word); i++) {
        struct task_set other;
        if (!task_set_parse(word, &other, err)) return false;
        const struct asked asked = {&other, set->n + i};
        if (!evaluate_tasks(model, config, set, &asked, variant, record, pause, err)) return false;
    }
    return true;
}

bool evaluate_all(struct model *model, const struct run_config *config, const struct task_set *set,
                  struct run_record *record, const struct eval_pause *pause, struct error *err) {
    char variant[OPTION_TEXT_SIZE];
    model_set_precision(model, (enum precision)config->eval.precision);
    for (int n = 0; config_nth_variant(config, n, variant); n++)
        if (!evaluate_variant(model, config, set, variant, record, pause, err) ||
            !evaluate_other_tasks(model, config, set, variant, record, pause, err))
            return false;
    struct scheme scheme;
    if (!model_set_variant(model, NULL, err) || !scheme_parse(config->scheme, &scheme, err)) return false;
    locality_measure(model, config, set, &scheme, record);
    return true;
}
