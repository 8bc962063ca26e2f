/* export and predict: write a trained model to a file, and run one on token ids, so that anyone can check it. */
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "cli/command.h"
#include "model/checkpoint.h"
#include "results/store.h"
#include "run/batch.h"
#include "run/model_file.h"
#include "run/models.h"
#include "run/work_dir.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct flag export_flags[] = {FLAG_DB, {0}};
static const struct flag predict_flags[] = {
    {"logits", 0, NULL, NULL, "print all logits of every position too"},
    {"length", 0, "N", NULL, "instead of TOKENS: the run's test examples of length N"},
    {"examples", 0, "COUNT", "10", "the number of these examples"},
    {0}};
enum { TOKENS_MAX = 1 << 20 };
static const size_t MODEL_BYTES_MAX = (size_t)4 << 30;

/* The file as the run left it, after the reader and its checksum found nothing wrong, and it is this run's. */
static bool copy_checked(const char *from, const char *id, const char *config, const char *to, struct error *err) {
    struct safetensors file;
    char *bytes = NULL;
    size_t size;
    if (!model_file_read(from, id, config, &file, err)) return false;
    safetensors_free(&file);
    bool ok = file_read(from, MODEL_BYTES_MAX, &bytes, &size, err) && file_write(to, bytes, size, err);
    mem_free(bytes);
    return ok;
}

static bool say_missing(const char *database, const char *id, const char *path, struct error *err) {
    struct text gone = {0};
    models_gone(database, &gone);
    if (gone.size)
        error_set(err, "%s", text_of(&gone));
    else
        error_set(err,
                  "the parameters of run %.12s are not there (%s); they stay in the work directory of the machine that "
                  "trained it",
                  id, path);
    text_free(&gone);
    return false;
}

static int cmd_export(const struct call *call) {
    struct error err = {0};
    char id[RUN_ID_SIZE];
    struct store *store = store_open_readonly(flag_value(call, "db"), &err);
    bool found = store && store_find_run(store, call->argument[0], id, &err);
    const char *key = id;
    struct table *config = found ? store_query(store, "SELECT config FROM run WHERE id = ?1", &key, 1, &err) : NULL;
    store_close(store);
    if (!config) return report_error(&err);
    char *work = work_dir_of(flag_value(call, "db")), *path = work_file(work, "model", id, ".safetensors");
    bool ok = file_exists(path) || say_missing(flag_value(call, "db"), id, path, &err);
    ok = ok && copy_checked(path, id, table_at(config, 0, 0), call->argument[1], &err);
    table_free(config);
    mem_free(work);
    mem_free(path);
    return ok ? EXIT_OK : report_error(&err);
}

const struct command command_export = {
    .name = "export",
    .arguments = "RUN FILE",
    .summary = "export a run's parameters as safetensors",
    .text = "  lexbench export 3fa9c1 model.safetensors\n\nThe file has every parameter by name, and the configuration "
            "in its metadata.",
    .least = 2,
    .most = 2,
    FLAGS(export_flags),
    .run = cmd_export,
};

struct predictor {
    struct model *model;
    struct run_config config;
    struct scheme scheme;
    struct task_set set;
    int vocabulary;
    bool all;      /* logits */
    int sequences; /* printed so far */
    bool begun;    /* the header is printed */
};

/* The model that a file's configuration describes, with its parameters. */
static bool load_model(struct predictor *p, const char *path, struct error *err) {
    struct safetensors file;
    if (!safetensors_read(path, &file, err)) return false;
    const char *text = safetensors_meta(&file, "config");
    bool ok = text || error_set(err, "%s has no configuration in its metadata: it was not exported by lexbench", path);
    ok = ok && config_read(text, &p->config, err) && task_set_parse(p->config.task, &p->set, err) &&
         scheme_parse(p->config.scheme, &p->scheme, err);
    if (ok) {
        p->vocabulary = task_set_vocabulary(&p->set);
        p->model = model_new(&p->config.model, &p->scheme, p->vocabulary, train_exposure(&p->config, &p->set),
                             (uint64_t)p->config.seed, err);
        ok = p->model && checkpoint_load(&file, p->model, false, err);
        if (ok) model_set_progress(p->model, 1);
    }
    safetensors_free(&file);
    return ok;
}

/* One line of token ids; returns how many, -1 with err. */
static int read_tokens(const char *name, int line, char *text, int vocabulary, int *token, struct error *err) {
    int n = 0;
    for (char *word = strtok(text, " \t\r\n"); word; word = strtok(NULL, " \t\r\n")) {
        long id;
        if (!text_to_long(word, &id) || id < 0 || id >= vocabulary) {
            error_set(err, "%s:%d: '%.40s' is not a token id from 0 to %d", name, line, word, vocabulary - 1);
            return -1;
        }
        if (n == TOKENS_MAX) {
            error_set(err, "%s:%d: more than %d tokens", name, line, TOKENS_MAX);
            return -1;
        }
        token[n++] = (int)id;
    }
    return n;
}

static void print_position(const struct predictor *p, int t, int token, int target, const real *logit) {
    int best = 0;
    for (int v = 1; v < p->vocabulary; v++)
        if (logit[v] > logit[best]) best = v;
    printf("%d\t%d\t%d\t", p->sequences, t, token);
    if (target == TARGET_NONE)
        printf("-\t%d", best);
    else
        printf("%d\t%d", target, best);
    for (int v = 0; p->all && v < p->vocabulary; v++) printf("\t%.9g", (double)logit[v]);
    putchar('\n');
}

/* Once, in front of the first row: an error alone prints nothing to standard output. */
static void print_header(struct predictor *p) {
    if (p->begun) return;
    p->begun = true;
    printf("sequence\tposition\ttoken\ttarget\tbest");
    for (int v = 0; p->all && v < p->vocabulary; v++) printf("\tlogit_%d", v);
    putchar('\n');
}

/* A batch of one sequence, every row looked at, in the room for `longest` tokens that schemes are told of. target: [T]
 * or NULL. */
static void predict(struct predictor *p, int longest, struct batch batch, const int *target) {
    print_header(p);
    const int T = batch.rows;
    int *row = mem_zero((size_t)T, sizeof *row), *unused = mem_zero((size_t)T, sizeof *unused);
    real *logits = mem_zero((size_t)T * (size_t)p->vocabulary, sizeof *logits);
    for (int t = 0; t < T; t++) row[t] = t;
    batch.answers = T, batch.answer_row = row, batch.target = unused;
    model_reserve(p->model, false, longest, longest);
    model_logits(p->model, &batch, logits);
    for (int t = 0; t < T; t++)
        print_position(p, t, batch.token[t], target ? target[t] : TARGET_NONE, logits + (long)t * p->vocabulary);
    p->sequences++;
    mem_free(row);
    mem_free(unused);
    mem_free(logits);
}

/* Positions as the scheme gives them in evaluation; schemes that draw them do so from a stream of their own. Of several
 * tasks, the first token names the one whose weights are used. */
static void predict_tokens(struct predictor *p, int T, const int *token) {
    const int start[] = {0, T}, task = task_set_named(&p->set, token[0]);
    double *position = mem_zero((size_t)T, sizeof *position);
    struct rng rng = rng_open((uint64_t)p->config.seed, "predict/position", (uint64_t)p->sequences, 0);
    int *number = mem_zero((size_t)T, sizeof *number);
    struct view about = model_view(&p->config.model, train_tokens(&p->config, &p->set), (uint64_t)p->config.seed);
    about.evaluating = true;
    scheme_positions(&p->scheme, &about, &rng, T, position, number);
    const struct batch batch = {.sequences = 1,
                                .rows = T,
                                .start = start,
                                .token = token,
                                .position = position,
                                .number = number,
                                .task = scheme_tasks(&p->scheme) > 1 ? &task : NULL};
    predict(p, T, batch, NULL);
    mem_free(position);
    mem_free(number);
}

static bool predict_file(struct predictor *p, const char *name, FILE *in, struct error *err) {
    int *token = mem_zero(TOKENS_MAX, sizeof *token), T = 0;
    char *line = NULL;
    size_t room = 0;
    for (int number = 1; T >= 0 && getline(&line, &room, in) > 0; number++) {
        T = read_tokens(name, number, line, p->vocabulary, token, err);
        if (T > 0) predict_tokens(p, T, token);
    }
    free(line);
    mem_free(token);
    return T >= 0;
}

/* A test example as the run was evaluated on it: one sequence of the batch of length n. */
static void predict_example(struct predictor *p, const struct batch *batch, const struct example_info *info, int i) {
    const int row0 = batch->start[i];
    int *target = mem_zero((size_t)info->T, sizeof *target);
    for (int t = 0; t < info->T; t++) target[t] = TARGET_NONE;
    for (int k = info->first_answer; k < info->first_answer + info->answers; k++)
        target[batch->answer_row[k] - row0] = batch->target[k];
    int start[2];
    predict(p, task_set_tokens(&p->set, info->n), batch_sequence(batch, i, start), target);
    mem_free(target);
}

/* Examples of every task that the model was trained on, one task after the other. */
static bool predict_examples(struct predictor *p, const char *length, const char *count, struct error *err) {
    int least, most, made;
    long n, examples;
    task_set_lengths(&p->set, &least, &most);
    if (!text_to_long(length, &n) || n < least || n > most)
        return error_set(err, "--length of task %s is a number from %d to %d, not '%s'", p->config.task, least, most,
                         length);
    if (!text_to_long(count, &examples) || examples < 1)
        return error_set(err, "--examples is a number from 1 on, not '%s'", count);
    struct batch_maker *maker = batch_maker_new(&p->config, &p->set, &p->scheme, task_set_tokens(&p->set, (int)n));
    for (int part = 0; part < p->set.n; part++)
        for (long first = 0; first < examples; first += made) {
            const struct batch *batch = batch_test(maker, part, (int)n, first, examples - first, &made);
            for (int i = 0; i < made; i++) predict_example(p, batch, &batch_examples(maker)[i], i);
        }
    batch_maker_free(maker);
    return true;
}

static bool predict_named(struct predictor *p, const char *name, struct error *err) {
    if (scheme_needs_hints(&p->scheme))
        return error_set(err, "the model takes positions from its task, which plain tokens do not have; give --length");
    FILE *in = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");
    if (!in) return error_io(err, "cannot open %s", name);
    bool ok = predict_file(p, name, in, err);
    if (in != stdin) fclose(in);
    return ok;
}

static int cmd_predict(const struct call *call) {
    struct error err = {0};
    struct predictor p = {.all = flag_given(call, "logits")};
    const char *length = flag_value(call, "length");
    if (length && call->n > 1) return error_set(&err, "give TOKENS or --length, not both"), report_error(&err);
    bool ok = load_model(&p, call->argument[0], &err);
    if (ok && length)
        ok = predict_examples(&p, length, flag_value(call, "examples"), &err);
    else if (ok)
        ok = predict_named(&p, call->n > 1 ? call->argument[1] : "-", &err);
    model_free(p.model);
    return ok ? EXIT_OK : report_error(&err);
}

const struct command command_predict = {
    .name = "predict",
    .arguments = "MODEL [TOKENS.tsv]",
    .summary = "run an exported model on token ids",
    .text = "  lexbench predict model.safetensors tokens.tsv\n  printf '0 5 6 1\\n' | lexbench predict "
            "model.safetensors\n  lexbench predict model.safetensors --length 40 --examples 100\n\nEach line of the "
            "input is one sequence of token ids; the output has a line per position: sequence, position, token, "
            "target, arg-max; with --logits all logits follow. With --length the sequences are the first test examples "
            "of that length, those the run was evaluated on; otherwise the target is -.",
    .least = 1,
    .most = 2,
    FLAGS(predict_flags),
    .run = cmd_predict,
};
