#include "run/batch.h"
#include "base/memory.h"
#include <stdio.h>
#include <string.h>

enum stream { TRAIN, FIT, TEST, STREAMS };

struct batch_maker {
    const struct run_config *config;
    const struct task_choice *choice;
    const struct scheme *scheme;
    int train_tokens, rows, examples;
    struct rng content[STREAMS], place[STREAMS], length[STREAMS];
    int *start, *token, *wanted, *hint, *number, *answer_row, *target;
    double *position;
    struct example_info *info;
    struct batch batch;
};

int train_tokens(const struct run_config *config, const struct task_choice *choice) {
    return task_max_tokens(choice, (int)config->train.longest);
}

static void open_streams(struct batch_maker *m) {
    static const char *const names[STREAMS] = {"train", "fit", "test"};
    const uint64_t seed = (uint64_t)m->config->seed;
    for (int s = 0; s < STREAMS; s++) {
        char purpose[128];
        snprintf(purpose, sizeof purpose, "%s/%s", names[s], m->choice->task->name);
        m->content[s] = rng_open(seed, purpose, 0, 0);
        snprintf(purpose, sizeof purpose, "%s/position", names[s]);
        m->place[s] = rng_open(seed, purpose, 0, 0);
        snprintf(purpose, sizeof purpose, "%s/length", names[s]);
        m->length[s] = rng_open(seed, purpose, 0, 0);
    }
}

struct batch_maker *batch_maker_new(const struct run_config *config, const struct task_choice *choice,
                                    const struct scheme *scheme, int rows) {
    struct batch_maker *m = mem_zero(1, sizeof *m);
    m->config = config;
    m->choice = choice;
    m->scheme = scheme;
    m->train_tokens = train_tokens(config, choice);
    m->rows = rows;
    m->examples = rows; /* a sequence has at least one token */
    const size_t n = (size_t)rows + 1;
    m->start = mem_zero(n, sizeof(int));
    m->token = mem_zero(n, sizeof(int));
    m->wanted = mem_zero(n, sizeof(int));
    m->hint = mem_zero(n, sizeof(int));
    m->number = mem_zero(n, sizeof(int));
    m->answer_row = mem_zero(n, sizeof(int));
    m->target = mem_zero(n, sizeof(int));
    m->position = mem_zero(n, sizeof(double));
    m->info = mem_zero(n, sizeof *m->info);
    open_streams(m);
    return m;
}

void batch_maker_free(struct batch_maker *m) {
    if (!m) return;
    mem_free(m->start);
    mem_free(m->token);
    mem_free(m->wanted);
    mem_free(m->hint);
    mem_free(m->number);
    mem_free(m->answer_row);
    mem_free(m->target);
    mem_free(m->position);
    mem_free(m->info);
    mem_free(m);
}

void batch_set_scheme(struct batch_maker *m, const struct scheme *scheme) { m->scheme = scheme; }
const struct example_info *batch_examples(const struct batch_maker *m) { return m->info; }

static void begin(struct batch_maker *m) {
    m->batch = (struct batch){.start = m->start,
                              .token = m->token,
                              .number = m->number,
                              .position = m->position,
                              .answer_row = m->answer_row,
                              .target = m->target};
}

static void note_answers(struct batch_maker *m, struct example_info *info, int row0) {
    struct batch *b = &m->batch;
    info->first_answer = b->answers;
    info->eos = false;
    for (int t = 0; t < info->T; t++) {
        int wanted = m->wanted[row0 + t];
        if (wanted == TARGET_NONE || (wanted == TOKEN_EOS && !m->config->train.score_eos)) continue;
        m->answer_row[b->answers] = row0 + t;
        m->target[b->answers++] = wanted;
        info->eos = wanted == TOKEN_EOS;
    }
    info->answers = b->answers - info->first_answer;
}

static void add_example(struct batch_maker *m, enum stream stream, int n, uint64_t a, uint64_t i) {
    struct batch *b = &m->batch;
    const int row0 = b->rows;
    struct rng content = rng_at(&m->content[stream], a, i), place = rng_at(&m->place[stream], a, i);
    struct example example = {
        .token = m->token + row0, .target = m->wanted + row0, .group = m->hint + row0, .held_out = stream == TEST};
    m->choice->task->generate(m->choice->options, n, &content, &example);
    REQUIRE(example.T > 0 && row0 + example.T <= m->rows);
    scheme_positions(m->scheme, stream != TRAIN, (long)a, m->train_tokens, &place, example.T, m->hint + row0,
                     m->position + row0, m->number + row0);
    struct example_info *info = &m->info[b->sequences];
    *info = (struct example_info){.row = row0, .depth = example.depth, .n = n, .T = example.T};
    m->start[b->sequences++] = row0;
    b->rows += example.T;
    m->start[b->sequences] = b->rows;
    note_answers(m, info, row0);
}

static int draw_length(const struct batch_maker *m, enum stream stream, uint64_t a, uint64_t i) {
    const struct train_config *t = &m->config->train;
    struct rng rng = rng_at(&m->length[stream], a, i);
    if (t->lengths == LENGTHS_FIXED) return (int)t->longest;
    if (t->lengths == LENGTHS_LIST) return (int)t->length_list.value[rng_below(&rng, (uint32_t)t->length_list.n)];
    return (int)(t->shortest + (long)rng_below(&rng, (uint32_t)(t->longest - t->shortest) + 1));
}

const struct batch *batch_train(struct batch_maker *m, long step) {
    begin(m);
    for (long i = 0; i < m->config->train.batch; i++)
        add_example(m, TRAIN, draw_length(m, TRAIN, (uint64_t)step, (uint64_t)i), (uint64_t)step, (uint64_t)i);
    return &m->batch;
}

static bool fits(const struct batch_maker *m, int n) {
    return m->batch.rows + task_max_tokens(m->choice, n) <= m->rows && m->batch.sequences < m->examples;
}

const struct batch *batch_fit(struct batch_maker *m, long first, long count, int *made) {
    begin(m);
    for (*made = 0; *made < count; (*made)++) {
        int n = draw_length(m, FIT, 0, (uint64_t)(first + *made));
        if (!fits(m, n)) break;
        add_example(m, FIT, n, 0, (uint64_t)(first + *made));
    }
    return &m->batch;
}

const struct batch *batch_test(struct batch_maker *m, int n, long first, long count, int *made) {
    begin(m);
    for (*made = 0; *made < count && fits(m, n); (*made)++)
        add_example(m, TEST, n, (uint64_t)n, (uint64_t)(first + *made));
    return &m->batch;
}
