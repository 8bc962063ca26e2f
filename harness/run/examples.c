#include "run/examples.h"
#include "base/hash.h"
#include "base/memory.h"
#include "run/fit.h"
#include <string.h>

const char *const split_names[SPLITS] = {[SPLIT_TEST] = "test", [SPLIT_FIT] = "fit", [SPLIT_TRAIN] = "train"};

struct example_reader {
    const struct run_config *config;
    struct task_set set;
    struct scheme scheme;
    struct example_range range;
    struct batch_maker *maker;
    const struct batch *batch; /* NULL: before the first */
    int made, at;              /* examples of the batch, and the next of them */
    long first;                /* id of the batch's first example */
    long next;                 /* the example, or step of training, that the next batch begins with */
    int lead;                  /* tokens in front of an example's <bos> */
    int *scored;               /* [rows] */
};

static long examples_per_step(const struct run_config *c) { return c->train.batch * c->train.protocol.pack; }

static int rows_of(const struct example_reader *r) {
    const long n = r->range.split == SPLIT_TEST ? r->range.n : r->config->train.longest;
    const int longest = task_set_tokens(&r->set, (int)n);
    if (r->range.split == SPLIT_TRAIN) return train_rows(r->config, &r->set);
    return longest > EVALUATION_ROWS ? longest : EVALUATION_ROWS;
}

struct example_reader *example_reader_new(const struct run_config *config, const struct example_range *range,
                                          struct error *err) {
    int unused;
    if (config->train.protocol.pack_as == PACK_OPEN) {
        error_set(err, "train.pack_as=open puts several examples into one sequence, which a list of examples cannot "
                       "say; leave train.pack_as masked");
        return NULL;
    }
    struct example_reader *r = mem_zero(1, sizeof *r);
    r->config = config;
    r->range = *range;
    r->next = range->first;
    if (!task_set_parse(config->task, &r->set, err) || !scheme_parse(config->scheme, &r->scheme, err)) {
        mem_free(r);
        return NULL;
    }
    if (range->split == SPLIT_TEST)
        r->range.count = task_tests(&r->set.part[range->part], range->n, range->first + range->count) - range->first;
    r->lead = task_set_lead(&r->set, &unused);
    const int rows = rows_of(r);
    r->maker = batch_maker_new(config, &r->set, &r->scheme, rows);
    r->scored = mem_zero((size_t)rows, sizeof *r->scored);
    return r;
}

void example_reader_free(struct example_reader *r) {
    if (!r) return;
    batch_maker_free(r->maker);
    mem_free(r->scored);
    mem_free(r);
}

/* The next batch. false: the range has ended. */
static bool draw(struct example_reader *r) {
    const long left = r->range.first + r->range.count - r->next;
    if (left <= 0) return false;
    r->at = 0;
    r->first = r->next;
    switch (r->range.split) {
    case SPLIT_TEST: r->batch = batch_test(r->maker, r->range.part, r->range.n, r->next, left, &r->made); break;
    case SPLIT_FIT: r->batch = batch_fit(r->maker, r->next, left, &r->made); break;
    case SPLIT_TRAIN:
        r->batch = batch_train(r->maker, r->next);
        r->made = (int)examples_per_step(r->config);
        r->first = r->next * r->made;
        r->next++;
        return true;
    case SPLITS: BUG("no split");
    }
    r->next += r->made;
    return true;
}

static void add_numbers(struct text *out, const int *value, int n, const char *between) {
    for (int i = 0; i < n; i++) text_add(out, "%s%d", i ? between : "", value[i]);
}

/* As many digits as say which number it is. */
static void add_values(struct text *out, const struct example_view *e, const char *between) {
    for (int t = 0; t < e->T; t++) text_add(out, "%s%.9g", t ? between : "", (double)e->value[t]);
}

static void set_key(const struct example_reader *r, struct example_view *e) {
    struct text text = {0};
    char hash[XXH128_HEX];
    text_add(&text, "%s\n%ld %s %d %d %ld\n", r->config->task, r->config->seed, split_names[e->split], e->part, e->n,
             e->id);
    add_numbers(&text, e->token, e->T, " ");
    if (e->value) text_add(&text, "\n"), add_values(&text, e, " ");
    text_add(&text, "\n");
    add_numbers(&text, e->scored, e->answers, " ");
    text_add(&text, "\n");
    add_numbers(&text, e->answer, e->answers, " ");
    xxh128_hex(text_of(&text), text.size, hash);
    memcpy(e->key, hash, EXAMPLE_KEY_SIZE - 1);
    e->key[EXAMPLE_KEY_SIZE - 1] = '\0';
    text_free(&text);
}

bool example_next(struct example_reader *r, struct example_view *out) {
    if (r->at == r->made && !draw(r)) return false;
    const struct example_info *info = &batch_examples(r->maker)[r->at];
    const struct batch *b = r->batch;
    const int row0 = info->row - r->lead;
    for (int k = 0; k < info->answers; k++) r->scored[k] = b->answer_row[info->first_answer + k] - row0;
    *out = (struct example_view){.split = r->range.split,
                                 .part = info->part,
                                 .n = info->n,
                                 .id = r->first + r->at,
                                 .step = r->range.split == SPLIT_TRAIN ? r->next - 1 : 0,
                                 .T = info->T,
                                 .token = b->token + row0,
                                 .position = b->position + row0,
                                 .value = b->value ? b->value + row0 : NULL,
                                 .answers = info->answers,
                                 .scored = r->scored,
                                 .answer = b->target + info->first_answer,
                                 .depth = info->depth,
                                 .eos = info->eos};
    set_key(r, out);
    r->at++;
    return true;
}

/* ---- as text ---- */

static const struct example_setting {
    const char *name; /* in the section train */
    bool training;    /* decides examples of the training only */
} example_settings[] = {{"batch", true},        {"lengths", false},   {"shortest", false},     {"longest", false},
                        {"length_list", false}, {"score_eos", false}, {"fit_examples", false}, {"fit_level", false},
                        {"offset", true},       {"examples", true},   {"pack", true},          {"pack_as", true},
                        {"fit_loss", false}};

static bool decides_examples(const char *name, bool training) {
    for (size_t i = 0; i < sizeof example_settings / sizeof *example_settings; i++)
        if (strcmp(name, example_settings[i].name) == 0) return training || !example_settings[i].training;
    return false;
}

void write_example_settings(const struct run_config *config, bool training, struct text *out) {
    for (const struct config_section *s = config_sections; s->name; s++)
        for (const struct option *row = s->table; row->name; row++) {
            const void *section = (const char *)config + s->offset;
            if (strcmp(s->name, "train") != 0 || !decides_examples(row->name, training) || !option_counts(row, section))
                continue;
            text_add(out, "%s.%s = ", s->name, row->name);
            option_value(row, section, out);
            text_add(out, "\n");
        }
    text_add(out, "task = %s\n", config->task);
}

/* The tokens up to here are the prompt, where answers are written one by one. */
static int answer_from(const struct example_view *e) { return e->answers ? e->scored[0] + 1 : e->T; }

static bool counts_up(const struct example_view *e) {
    for (int t = 0; t < e->T; t++)
        if (e->position[t] != t) return false;
    return true;
}

static void add_positions(struct text *out, const struct example_view *e, const char *between) {
    for (int t = 0; t < e->T; t++) {
        text_add(out, "%s", t ? between : "");
        text_number(out, e->position[t]);
    }
}

static void add_list(struct text *out, const char *name, const int *value, int n) {
    text_add(out, ",\"%s\":[", name);
    add_numbers(out, value, n, ",");
    text_add(out, "]");
}

void example_json(const struct example_view *e, int parts, int vocabulary, struct text *out) {
    text_add(out, "{\"id\":%ld,\"split\":\"%s\",\"length\":%d,\"key\":\"%s\"", e->id, split_names[e->split], e->n,
             e->key);
    if (parts > 1) text_add(out, ",\"part\":%d", e->part);
    if (e->split == SPLIT_TRAIN) text_add(out, ",\"step\":%ld", e->step);
    text_add(out, ",\"vocabulary\":%d", vocabulary);
    add_list(out, "tokens", e->token, e->T);
    text_add(out, ",\"answer_from\":%d", answer_from(e));
    add_list(out, "answer", e->answer, e->answers);
    add_list(out, "scored", e->scored, e->answers);
    if (!counts_up(e)) {
        text_add(out, ",\"positions\":[");
        add_positions(out, e, ",");
        text_add(out, "]");
    }
    if (e->value) {
        text_add(out, ",\"values\":[");
        add_values(out, e, ",");
        text_add(out, "]");
    }
    text_add(out, "}\n");
}

void example_tsv_header(struct text *out) {
    text_add(
        out,
        "id\tsplit\tlength\tkey\tpart\tstep\tvocabulary\ttokens\tanswer_from\tanswer\tscored\tpositions\tvalues\n");
}

void example_tsv(const struct example_view *e, int vocabulary, struct text *out) {
    text_add(out, "%ld\t%s\t%d\t%s\t%d\t%ld\t%d\t", e->id, split_names[e->split], e->n, e->key, e->part, e->step,
             vocabulary);
    add_numbers(out, e->token, e->T, " ");
    text_add(out, "\t%d\t", answer_from(e));
    add_numbers(out, e->answer, e->answers, " ");
    text_add(out, "\t");
    add_numbers(out, e->scored, e->answers, " ");
    text_add(out, "\t");
    if (!counts_up(e)) add_positions(out, e, " ");
    text_add(out, "\t");
    if (e->value) add_values(out, e, " ");
    text_add(out, "\n");
}
