#include "run/score.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/records.h"
#include "run/evaluate.h"
#include "run/examples.h"
#include "run/record.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const size_t FILE_MOST = (size_t)1 << 30;
/* The numbers of a scored run follow from its file and from examples whose keys the file has, whatever the program.
 * What would change them changes this. */
static const char SCORED_BY[RUN_ID_SIZE] = CODE_OF_PREDICTIONS;

struct prediction {
    long line, id;
    int n; /* length */
    enum split split;
    char key[EXAMPLE_KEY_SIZE];
    int first, count; /* of its tokens in struct scoring */
    int losses, first_loss;
};
struct scoring {
    const char *path;
    struct run_config config; /* evaluates what the file has */
    struct task_set set;
    struct prediction *of;
    int n;
    int *token, tokens;
    double *loss;
    int n_losses;
    int tests[OPTION_LIST_MAX]; /* examples of each length of the test */
    struct run_record *record;
};

static void scoring_free(struct scoring *s) {
    mem_free(s->of);
    mem_free(s->token);
    mem_free(s->loss);
}

static bool bad_line(const struct scoring *s, long line, struct error *err, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
static bool bad_line(const struct scoring *s, long line, struct error *err, const char *format, ...) {
    char message[sizeof err->text];
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    return error_set(err, "%s:%ld: %s", s->path, line, message);
}

/* ---- reading ---- */

static bool read_split(const struct records *r, enum split *out, struct error *err) {
    const char *word;
    if (!record_text(r, "split", &word, err)) return false;
    for (int k = 0; k < SPLITS; k++)
        if (k != SPLIT_TRAIN && strcmp(word, split_names[k]) == 0) return *out = (enum split)k, true;
    return records_error(r, err, "the split is test or fit, not '%.20s'", word);
}

static bool read_losses(struct scoring *s, const struct records *r, struct prediction *p, struct error *err) {
    p->first_loss = s->n_losses;
    if (!record_has(r, "losses")) return true;
    if (!record_reals(r, "losses", &s->loss, &s->n_losses, err)) return false;
    p->losses = s->n_losses - p->first_loss;
    for (int k = p->first_loss; k < s->n_losses; k++)
        if (!isfinite(s->loss[k]) || s->loss[k] < 0)
            return records_error(r, err, "a loss is a number of nats from 0 on; these are not");
    return p->losses == p->count ||
           records_error(r, err, "there are %d losses for %d predicted tokens", p->losses, p->count);
}

static bool read_one(struct scoring *s, const struct records *r, struct error *err) {
    if ((s->n & (s->n - 1)) == 0)
        s->of = mem_grow(s->of, sizeof *s->of * (size_t)s->n, sizeof *s->of * (size_t)(s->n ? 2 * s->n : 1));
    struct prediction *p = &s->of[s->n];
    long length;
    const char *key;
    *p = (struct prediction){.line = records_line(r), .first = s->tokens};
    if (!read_split(r, &p->split, err) || !record_integer(r, "length", &length, err) ||
        !record_integer(r, "id", &p->id, err) || !record_text(r, "key", &key, err) ||
        !record_integers(r, "predicted", &s->token, &s->tokens, err))
        return false;
    if (length < 1 || length > LENGTH_MAX)
        return records_error(r, err, "the length is not one from 1 to %d", LENGTH_MAX);
    if (strlen(key) != EXAMPLE_KEY_SIZE - 1)
        return records_error(r, err, "the key is not the one of an example, of %d characters", EXAMPLE_KEY_SIZE - 1);
    p->n = (int)length;
    p->count = s->tokens - p->first;
    memcpy(p->key, key, EXAMPLE_KEY_SIZE);
    s->n++;
    return read_losses(s, r, p, err);
}

static bool read_all(struct scoring *s, const char *bytes, size_t size, struct error *err) {
    struct records *r = records_open(s->path, bytes, size, err);
    enum records_step step = r ? RECORDS_ONE : RECORDS_ERROR;
    while (step == RECORDS_ONE && (step = records_next(r, err)) == RECORDS_ONE)
        if (!read_one(s, r, err)) step = RECORDS_ERROR;
    records_close(r);
    if (step == RECORDS_ERROR) return false;
    return s->n > 0 || error_set(err, "%s has no predictions; docs/data.md says what a line has", s->path);
}

/* ---- which examples they are of ---- */

/* Of one number per example: the fit together, whatever the lengths; the test by length. */
static int group_of(const struct prediction *p) { return p->split == SPLIT_FIT ? 0 : p->n; }

static int by_example(const void *a, const void *b) {
    const struct prediction *p = a, *q = b;
    if (group_of(p) != group_of(q)) return group_of(p) < group_of(q) ? -1 : 1;
    if (p->id != q->id) return p->id < q->id ? -1 : 1;
    return p->line < q->line ? -1 : p->line > q->line;
}

static void say_group(const struct prediction *p, char out[40]) {
    if (p->split == SPLIT_FIT)
        snprintf(out, 40, "the fit");
    else
        snprintf(out, 40, "the test at length %d", p->n);
}

/* Those from `from` on that belong together; their ids count from 0. Returns where the next begin, -1 with err. */
static int check_group(const struct scoring *s, int from, struct error *err) {
    char group[40];
    int to = from;
    say_group(&s->of[from], group);
    for (; to < s->n && group_of(&s->of[to]) == group_of(&s->of[from]); to++) {
        const struct prediction *p = &s->of[to];
        if (p->id == to - from) continue;
        if (to > from && p->id == p[-1].id)
            bad_line(s, p->line, err, "example %ld of %s is there twice, first in line %ld; leave one out", p->id,
                     group, p[-1].line);
        else
            bad_line(s, p->line, err,
                     "example %d of %s is missing, and %ld is there; predict those from 0 on without a gap", to - from,
                     group, p->id);
        return -1;
    }
    return to;
}

/* The lengths of the test that the file has, and how many examples of each; the fit has to be whole. */
static bool check_groups(struct scoring *s, struct error *err) {
    struct eval_config *e = &s->config.eval;
    const long fit = s->config.train.fit_examples;
    long fits = 0;
    *e = (struct eval_config){.examples = 0};
    qsort(s->of, (size_t)s->n, sizeof *s->of, by_example);
    for (int from = 0, to; from < s->n; from = to) {
        if ((to = check_group(s, from, err)) < 0) return false;
        if (s->of[from].split == SPLIT_FIT) {
            fits = to - from;
            continue;
        }
        if (e->lengths.n == OPTION_LIST_MAX)
            return error_set(err, "%s has more than %d lengths of the test", s->path, OPTION_LIST_MAX);
        s->tests[e->lengths.n] = to - from;
        e->lengths.value[e->lengths.n++] = s->of[from].n;
        e->examples = to - from > e->examples ? to - from : e->examples;
    }
    if (fits != fit)
        return error_set(err,
                         "%s has %ld of the %ld examples of the fit (train.fit_examples), which say whether the model "
                         "fits; predict those that 'lexbench examples --split fit' prints too",
                         s->path, fits, fit);
    return e->lengths.n > 0 ||
           error_set(err, "%s has no example of the test; predict those that 'lexbench examples --length ...' prints",
                     s->path);
}

static bool has_length(const struct eval_config *e, long length) {
    for (int k = 0; k < e->lengths.n; k++)
        if (e->lengths.value[k] == length) return true;
    return false;
}

static void add_length(struct text *list, long length) { text_add(list, "%s%ld", list->size ? "," : "", length); }

/* Every length at which the settings evaluate: without one of them a row of the results would have a gap. */
static bool check_lengths(const struct scoring *s, const struct int_list *asked, struct error *err) {
    const struct eval_config *e = &s->config.eval;
    struct text missing = {0}, there = {0};
    for (int k = 0; k < asked->n; k++)
        if (!has_length(e, asked->value[k])) add_length(&missing, asked->value[k]);
    for (int k = 0; k < e->lengths.n; k++) add_length(&there, e->lengths.value[k]);
    const bool ok =
        !missing.size ||
        error_set(err,
                  "%s has no example of the test at length %s, at which its settings evaluate; predict those too, or "
                  "say which lengths it has: evaluate.lengths=%s",
                  s->path, text_of(&missing), text_of(&there));
    text_free(&missing);
    text_free(&there);
    return ok;
}

/* As many at every length, unless the task has fewer there. The lengths are possible. */
static bool check_counts(const struct scoring *s, struct error *err) {
    const struct eval_config *e = &s->config.eval;
    for (int k = 0; k < e->lengths.n; k++) {
        const long there = task_tests(&s->set.part[0], (int)e->lengths.value[k], e->examples);
        if (s->tests[k] != there)
            return error_set(
                err,
                "%s has %d examples of the test at length %ld, and %ld at another: predict the same number "
                "at every length (here %ld)",
                s->path, s->tests[k], e->lengths.value[k], e->examples, there);
    }
    return true;
}

/* ---- judging ---- */

/* One prediction as the answers of a model. */
struct judge {
    struct bench bench; /* without a model */
    struct batch batch; /* the answers of one example */
    struct example_info info;
};

static bool take_answers(const struct scoring *s, const struct prediction *p, const struct example_view *e,
                         struct judge *j, struct error *err) {
    char group[40];
    say_group(p, group);
    if (p->n != e->n || strcmp(p->key, e->key) != 0)
        return bad_line(s, p->line, err,
                        "this is no prediction for example %ld of %s of %s under seed %ld: the example has the key %s; "
                        "print the examples with the same task, seed and settings, and predict those",
                        p->id, group, s->record->task, s->config.seed, e->key);
    if (p->count != e->answers)
        return bad_line(s, p->line, err, "%d tokens are predicted, but the example asks for %d; write -1 for none",
                        p->count, e->answers);
    if (s->n_losses && !p->losses && e->answers)
        return bad_line(s, p->line, err, "there are no losses here, but in other lines; give all or none");
    const int vocabulary = task_set_vocabulary(&s->set);
    for (int k = 0; k < e->answers; k++) {
        const int token = s->token[p->first + k];
        if (token < -1 || token >= vocabulary)
            return bad_line(s, p->line, err, "%d is not a token id from 0 to %d, or -1 for none", token,
                            vocabulary - 1);
        j->bench.answer[k] = (struct answer){
            .best = token, .finite = true, .loss = p->losses ? s->loss[p->first_loss + k] : (double)NAN};
    }
    j->batch.target = e->answer;
    j->batch.answers = e->answers;
    j->info = (struct example_info){.answers = e->answers, .depth = e->depth, .n = e->n, .T = e->T, .eos = e->eos};
    return true;
}

/* Predictions from `from` on, against the examples of a range, one after the other. */
static bool judge_range(struct scoring *s, int from, const struct example_range *range, struct judge *j,
                        void (*take)(struct scoring *s, struct judge *j, void *to), void *to, struct error *err) {
    struct example_reader *reader = example_reader_new(&s->config, range, err);
    struct example_view example;
    bool ok = reader != NULL;
    for (int i = from; ok && example_next(reader, &example); i++) {
        ok = take_answers(s, &s->of[i], &example, j, err);
        if (ok) take(s, j, to);
    }
    example_reader_free(reader);
    return ok;
}

static void take_fit(struct scoring *s, struct judge *j, void *to) {
    fit_add(&j->bench, &j->batch, &j->info, &s->set.part[0], s->config.train.protocol.fit_loss, to);
}

static bool score_fit(struct scoring *s, struct judge *j, struct error *err) {
    const struct example_range range = {.split = SPLIT_FIT, .count = s->config.train.fit_examples};
    struct run_record *r = s->record;
    struct fit_sums sums = {0};
    if (!judge_range(s, 0, &range, j, take_fit, &sums, err)) return false;
    r->part[0].fit = r->fit = fit_of(s->set.part[0].task->metric, &sums);
    r->part[0].fitted = r->fitted = r->fit >= s->config.train.fit_level;
    return true;
}

static void take_test(struct scoring *s, struct judge *j, void *to) {
    struct eval_row *row = to;
    (void)s;
    cell_count(&j->bench, &j->batch, &j->info, row);
    row->examples++;
}

static bool score_length(struct scoring *s, int from, int n, struct judge *j, struct eval_row *row, struct error *err) {
    const struct example_range range = {.split = SPLIT_TEST, .n = n, .count = s->config.eval.examples};
    const double begin = clock_seconds();
    cell_begin(row, "", 0, &s->set.part[0], n, task_set_tokens(&s->set, n), s->config.train.longest);
    row->n_depth = DEPTHS;
    memcpy(row->code, SCORED_BY, sizeof SCORED_BY);
    if (!judge_range(s, from, &range, j, take_test, row, err)) return false;
    if (s->n_losses == 0) row->n_bins = 0;
    cell_end(row);
    cell_add_guesses(&j->bench, &s->set, 0, row);
    row->seconds = 0; /* the model's time is not known, and ours is not the model's */
    s->record->eval_seconds += clock_seconds() - begin;
    return true;
}

static struct judge judge_open(const struct scoring *s, const struct scheme *scheme) {
    int longest = task_set_tokens(&s->set, (int)s->config.train.longest);
    for (int k = 0; k < s->config.eval.lengths.n; k++) {
        const int tokens = task_set_tokens(&s->set, (int)s->config.eval.lengths.value[k]);
        longest = tokens > longest ? tokens : longest;
    }
    const int rows = longest > EVALUATION_ROWS ? longest : EVALUATION_ROWS;
    return (struct judge){.bench = {.maker = batch_maker_new(&s->config, &s->set, scheme, rows),
                                    .answer = mem_zero((size_t)rows, sizeof(struct answer)),
                                    .at = mem_zero((size_t)rows, sizeof(int))}};
}

static bool judge_all(struct scoring *s, struct error *err) {
    struct run_record *r = s->record;
    const struct int_list *lengths = &s->config.eval.lengths;
    struct scheme scheme;
    if (!scheme_parse(s->config.scheme, &scheme, err)) return false;
    struct judge j = judge_open(s, &scheme);
    bool ok = score_fit(s, &j, err);
    r->eval = mem_zero((size_t)lengths->n, sizeof *r->eval);
    int from = (int)s->config.train.fit_examples;
    for (int k = 0; ok && k < lengths->n; from += s->tests[k++])
        ok = score_length(s, from, (int)lengths->value[k], &j, &r->eval[r->n_eval++], err);
    bench_close(&j.bench);
    return ok;
}

/* ---- the run ---- */

static void identify(struct scoring *s, const char *name, const char *hash) {
    struct run_record *r = s->record;
    struct text config = {0};
    write_example_settings(&s->config, false, &config);
    text_add(&config, "predictions_name = %s\nseed = %ld\npredictions = %s\n", name, s->config.seed, hash);
    mem_free(r->config);
    r->config = mem_text(text_of(&config));
    sha256_hex(r->config, config.size, r->id);
    text_free(&config);
}

/* Nothing was trained: no steps, no time, no parameters that we know of. */
static bool begin_record(struct scoring *s, const char *name, const char *hash, struct error *err) {
    struct run_plan plan = {.config = s->config};
    struct run_record *r = s->record;
    if (!plan_name(&plan, name, NULL, NULL, err)) return false;
    record_begin(&plan, r);
    identify(s, name, hash);
    snprintf(r->scheme, sizeof r->scheme, "(predictions)");
    memcpy(r->code, SCORED_BY, sizeof SCORED_BY);
    r->train_tokens = train_tokens(&s->config, &s->set);
    r->status = RUN_DONE;
    r->finished_us = r->started_us;
    return true;
}

static bool check_task(const struct scoring *s, struct error *err) {
    if (s->set.n > 1) return error_set(err, "predictions are of one task; '%.100s' is several", s->config.task);
    return s->set.part[0].task->metric != METRIC_LOSS || s->n_losses ||
           error_set(err, "%s: task %s is judged by its loss; add 'losses' to every line, the nats of each answer",
                     s->path, s->set.part[0].task->name);
}

static bool score(struct scoring *s, const char *bytes, size_t size, const char *name, struct error *err) {
    char hash[SHA256_HEX];
    const struct int_list asked = s->config.eval.lengths;
    sha256_hex(bytes, size, hash);
    if (!task_set_parse(s->config.task, &s->set, err) || !read_all(s, bytes, size, err) || !check_task(s, err) ||
        !check_groups(s, err))
        return false;
    if (!config_resolve(&s->config, err)) return error_prefix(err, "%s", s->path);
    return check_lengths(s, &asked, err) && check_counts(s, err) && begin_record(s, name, hash, err) &&
           judge_all(s, err);
}

bool score_file(const char *path, const struct run_config *config, const char *name, struct run_record *record,
                struct error *err) {
    struct scoring s = {.path = path, .config = *config, .record = record};
    char *bytes = NULL;
    size_t size = 0;
    *record = (struct run_record){0};
    const bool ok = file_read(path, FILE_MOST, &bytes, &size, err) && score(&s, bytes, size, name, err);
    mem_free(bytes);
    scoring_free(&s);
    if (!ok) run_record_free(record);
    return ok;
}
