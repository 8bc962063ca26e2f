#include "run/batch.h"
#include "base/memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum stream { TRAIN, FIT, TEST, STREAMS };

/* An example of a step, and its length. */
struct drawn {
    long i;
    int n;
};

struct batch_maker {
    const struct run_config *config;
    const struct task_set *set;
    int lead, first_task; /* tokens before <bos> and the first of those that name a task */
    const struct scheme *scheme;
    struct view about;   /* what the scheme's positions know about the model */
    int rows, examples;  /* examples: of the last batch */
    struct drawn *order; /* [examples of a step] of a training batch; NULL: as they are numbered */
    struct rng content[STREAMS][TASKS_MAX], positions[STREAMS], lengths[STREAMS], tasks[STREAMS], choice_of_set, offset;
    int *start, *token, *wanted, *hint, *number, *answer_row, *target;
    int *task; /* [sequences] the task of each, where there are several */
    double *position;
    float *value; /* NULL: no task has any */
    struct example_info *info;
    struct batch batch;
};

static void open_streams(struct batch_maker *m) {
    static const char *const names[STREAMS] = {"train", "fit", "test"};
    const uint64_t seed = (uint64_t)m->config->seed;
    for (int s = 0; s < STREAMS; s++) {
        char purpose[128];
        for (int k = 0; k < m->set->n; k++) {
            snprintf(purpose, sizeof purpose, "%s/%s", names[s], m->set->part[k].task->name);
            m->content[s][k] = rng_open(seed, purpose, 0, 0);
        }
        snprintf(purpose, sizeof purpose, "%s/task", names[s]);
        m->tasks[s] = rng_open(seed, purpose, 0, 0);
        snprintf(purpose, sizeof purpose, "%s/position", names[s]);
        m->positions[s] = rng_open(seed, purpose, 0, 0);
        snprintf(purpose, sizeof purpose, "%s/length", names[s]);
        m->lengths[s] = rng_open(seed, purpose, 0, 0);
    }
    m->choice_of_set = rng_open(seed, "train/choice", 0, 0);
    m->offset = rng_open(seed, "train/offset", 0, 0);
}

struct batch_maker *batch_maker_new(const struct run_config *config, const struct task_set *set,
                                    const struct scheme *scheme, int rows) {
    struct batch_maker *m = mem_zero(1, sizeof *m);
    m->config = config;
    m->set = set;
    m->lead = task_set_lead(set, &m->first_task);
    m->scheme = scheme;
    m->about = model_view(&config->model, train_tokens(config, set), (uint64_t)config->seed);
    m->rows = rows;
    const size_t n = (size_t)rows + 1 + TASK_SLACK;
    m->start = mem_zero(n, sizeof(int));
    m->token = mem_zero(n, sizeof(int));
    m->wanted = mem_zero(n, sizeof(int));
    m->hint = mem_zero(n, sizeof(int));
    m->number = mem_zero(n, sizeof(int));
    m->answer_row = mem_zero(n, sizeof(int));
    m->target = mem_zero(n, sizeof(int));
    m->task = mem_zero(n, sizeof(int));
    m->position = mem_zero(n, sizeof(double));
    if (task_set_valued(set)) m->value = mem_zero(n, sizeof(float));
    m->info = mem_zero(n, sizeof *m->info);
    if (config->model.loops_by == LOOPS_LENGTH && config->train.protocol.pack_as == PACK_MASKED)
        m->order = mem_zero((size_t)(config->train.batch * config->train.protocol.pack), sizeof *m->order);
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
    mem_free(m->task);
    mem_free(m->position);
    mem_free(m->value);
    mem_free(m->info);
    mem_free(m->order);
    mem_free(m);
}

const struct example_info *batch_examples(const struct batch_maker *m) { return m->info; }

static void begin(struct batch_maker *m) {
    m->examples = 0;
    m->batch = (struct batch){.start = m->start,
                              .token = m->token,
                              .number = m->number,
                              .value = m->value,
                              .position = m->position,
                              .answer_row = m->answer_row,
                              .target = m->target,
                              .task = scheme_tasks(m->scheme) > 1 ? m->task : NULL};
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

/* An example by the name of its stream. */
struct name {
    enum stream stream;
    uint64_t a, i;
};

/* Draws the task of an example, unless it is given. */
static int draw_part(const struct batch_maker *m, struct name name) {
    struct rng rng = rng_at(&m->tasks[name.stream], name.a, name.i);
    return m->set->n > 1 ? (int)rng_below(&rng, (uint32_t)m->set->n) : 0;
}

/* Appends an example's tokens and answers; at: its number in the batch. */
static void add_example(struct batch_maker *m, long at, struct name name, int part, int n) {
    struct batch *b = &m->batch;
    const struct task_choice *of = &m->set->part[part];
    if (m->lead) {
        m->token[b->rows] = m->first_task + part;
        m->wanted[b->rows] = TARGET_NONE;
        if (m->value) m->value[b->rows] = 0;
        m->hint[b->rows++] = 0;
    }
    const int row0 = b->rows;
    struct rng content = rng_at(&m->content[name.stream][part], name.a, name.i);
    struct example example = {.token = m->token + row0,
                              .target = m->wanted + row0,
                              .group = m->hint + row0,
                              .value = m->value ? m->value + row0 : NULL,
                              .held_out = name.stream == TEST,
                              .fit = name.stream == FIT,
                              .index = (long)name.i};
    task_draw(of, n, &content, &example);
    REQUIRE(row0 + example.T <= m->rows);
    struct example_info *info = &m->info[at];
    m->examples++;
    *info = (struct example_info){.part = part, .row = row0, .depth = example.depth, .n = n, .T = example.T};
    b->rows += example.T;
    note_answers(m, info, row0);
    info->T += m->lead;
}

/* Makes a sequence of what was added since the last one, with its positions. part: the task of its last example. */
static void close_sequence(struct batch_maker *m, struct name name, int part) {
    struct batch *b = &m->batch;
    const int row0 = m->start[b->sequences], T = b->rows - row0;
    struct rng draw = rng_at(&m->positions[name.stream], name.a, name.i);
    m->about.evaluating = name.stream != TRAIN;
    m->about.step = (long)name.a;
    m->about.hint = m->hint + row0;
    scheme_positions(m->scheme, &m->about, &draw, T, m->position + row0, m->number + row0);
    m->task[b->sequences] = part;
    m->start[++b->sequences] = b->rows;
    if (name.stream != TRAIN || m->config->train.protocol.offset == 0) return;
    struct rng rng = rng_at(&m->offset, name.a, name.i);
    const double offset = rng_below(&rng, (uint32_t)m->config->train.protocol.offset + 1);
    for (int t = row0; t < b->rows; t++) m->position[t] += offset;
}

static void add_sequence(struct batch_maker *m, struct name name, int part, int n) {
    add_example(m, m->examples, name, part, n);
    close_sequence(m, name, part);
}

static int draw_length(const struct batch_maker *m, struct name name) {
    const struct train_config *t = &m->config->train;
    struct rng rng = rng_at(&m->lengths[name.stream], name.a, name.i);
    if (t->lengths == LENGTHS_FIXED) return (int)t->longest;
    if (t->lengths == LENGTHS_LIST) return (int)t->length_list.value[rng_below(&rng, (uint32_t)t->length_list.n)];
    const uint32_t lengths = (uint32_t)(t->longest - t->shortest) + 1;
    uint32_t drawn = rng_below(&rng, lengths);
    if (t->lengths == LENGTHS_BIASED) {
        const uint32_t other = rng_below(&rng, lengths);
        drawn = other < drawn ? other : drawn;
    }
    return (int)(t->shortest + (long)drawn);
}

/* Example i of a step: a fresh one, or one of the fixed set. */
static struct name train_name(const struct batch_maker *m, long step, long i) {
    static const uint64_t FIXED = UINT64_MAX; /* in place of a step */
    struct name name = {TRAIN, (uint64_t)step, (uint64_t)i};
    if (m->config->train.protocol.examples == 0) return name;
    struct rng rng = rng_at(&m->choice_of_set, name.a, name.i);
    return (struct name){TRAIN, FIXED, rng_below(&rng, (uint32_t)m->config->train.protocol.examples)};
}

static int longest_first(const void *a, const void *b) {
    const struct drawn *x = a, *y = b;
    if (x->n != y->n) return x->n > y->n ? -1 : 1;
    return x->i < y->i ? -1 : x->i > y->i;
}

/* Sequences that need more loops of the model the longer they are stand by falling length, so that those of a group
 * need about as many. */
static void draw_order(struct batch_maker *m, long step, long count) {
    for (long i = 0; i < count; i++) m->order[i] = (struct drawn){i, draw_length(m, train_name(m, step, i))};
    qsort(m->order, (size_t)count, sizeof *m->order, longest_first);
}

const struct batch *batch_train(struct batch_maker *m, long step) {
    const struct protocol *p = &m->config->train.protocol;
    const long count = m->config->train.batch * p->pack;
    begin(m);
    if (m->order) draw_order(m, step, count);
    for (long k = 0; k < count; k++) {
        const long i = m->order ? m->order[k].i : k;
        const struct name name = train_name(m, step, i);
        const int part = draw_part(m, name);
        add_example(m, i, name, part, draw_length(m, name));
        const bool ends = p->pack_as == PACK_MASKED || (i + 1) % p->pack == 0;
        if (ends) close_sequence(m, (struct name){TRAIN, (uint64_t)step, (uint64_t)i}, part);
    }
    return &m->batch;
}

static bool fits(const struct batch_maker *m, int n) { return m->batch.rows + task_set_tokens(m->set, n) <= m->rows; }

const struct batch *batch_fit(struct batch_maker *m, long first, long count, int *made) {
    begin(m);
    for (*made = 0; *made < count; (*made)++) {
        const struct name name = {FIT, 0, (uint64_t)(first + *made)};
        const int n = draw_length(m, name);
        if (!fits(m, n)) break;
        add_sequence(m, name, draw_part(m, name), n);
    }
    return &m->batch;
}

const struct batch *batch_test(struct batch_maker *m, int part, int n, long first, long count, int *made) {
    begin(m);
    for (*made = 0; *made < count && fits(m, n); (*made)++)
        add_sequence(m, (struct name){TEST, (uint64_t)n, (uint64_t)(first + *made)}, part, n);
    return &m->batch;
}

struct batch batch_sequence(const struct batch *b, int i, int start[2]) {
    const int first = b->start[i], rows = b->start[i + 1] - first;
    start[0] = 0, start[1] = rows;
    return (struct batch){.sequences = 1,
                          .rows = rows,
                          .start = start,
                          .token = b->token + first,
                          .position = b->position + first,
                          .number = b->number ? b->number + first : NULL,
                          .value = b->value ? b->value + first : NULL,
                          .task = b->task ? b->task + i : NULL};
}
