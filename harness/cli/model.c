/* export and predict: write a trained model to a file, and run one on token ids, so that anyone can check it. */
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "cli/command.h"
#include "results/store.h"
#include "run/batch.h"
#include "run/loaded_model.h"
#include "run/model_file.h"
#include "run/models.h"
#include "run/work_dir.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct flag export_flags[] = {
    FLAG_DB, {"initial", 0, NULL, NULL, "the parameters that the training began with"}, {0}};
static const struct flag predict_flags[] = {
    {"logits", 0, NULL, NULL, "print all logits of every position too"},
    {"length", 0, "N", NULL, "instead of TOKENS: the run's test examples of length N"},
    {"examples", 0, "COUNT", "10", "the number of these examples"},
    {0}};
enum { TOKENS_MAX = 1 << 20 };

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

/* What a run is known by: its id, and its configuration as text. */
struct stored {
    char id[RUN_ID_SIZE];
    struct text config;
};

static bool find_stored(const char *database, const char *prefix, struct stored *out, struct error *err) {
    struct store *store = store_open_readonly(database, err);
    const char *key = out->id;
    struct table *t = store && store_find_run(store, prefix, out->id, err)
                          ? store_query(store, "SELECT config FROM run WHERE id = ?1", &key, 1, err)
                          : NULL;
    if (t) text_add(&out->config, "%s", table_at(t, 0, 0));
    table_free(t);
    store_close(store);
    return t != NULL;
}

bool is_model_file(const char *word) {
    static const char end[] = ".safetensors";
    const size_t n = strlen(word), m = sizeof end - 1;
    return n > m && strcmp(word + n - m, end) == 0;
}

/* Where the parameters of a stored run are, checked; mem_free *path, whatever is returned. */
static bool find_parameters(const char *database, const struct stored *run, char **path, struct error *err) {
    struct safetensors file = {0};
    char *work = work_dir_of(database);
    *path = work_file(work, "model", run->id, ".safetensors");
    mem_free(work);
    const bool ok = (file_exists(*path) || say_missing(database, run->id, *path, err)) &&
                    model_file_read(*path, run->id, text_of(&run->config), &file, err);
    safetensors_free(&file);
    return ok;
}

bool open_model(const char *database, const char *word, struct loaded_model *out, struct error *err) {
    *out = (struct loaded_model){0};
    if (is_model_file(word)) return loaded_model_read(word, out, err);
    struct stored run = {0};
    char *path = NULL;
    const bool ok = find_stored(database, word, &run, err) && find_parameters(database, &run, &path, err) &&
                    loaded_model_read(path, out, err);
    text_free(&run.config);
    mem_free(path);
    return ok;
}

/* A model that was not trained here is known by its whole file, which therefore stays as it is. */
static bool export_trained(const char *database, const struct stored *run, const char *to, struct error *err) {
    struct loaded_model m = {0};
    char *path;
    bool ok = find_parameters(database, run, &path, err);
    if (ok && strstr(text_of(&run->config), "\nweights = "))
        ok = file_copy(path, to, err);
    else
        ok = ok && loaded_model_read(path, &m, err) && loaded_model_write(&m, run->id, to, err);
    loaded_model_free(&m);
    mem_free(path);
    return ok;
}

static bool export_initial(const struct stored *run, const char *to, struct error *err) {
    struct loaded_model m;
    const bool ok = loaded_model_initial(text_of(&run->config), &m, err) && loaded_model_write(&m, NULL, to, err);
    loaded_model_free(&m);
    return ok;
}

static bool export_run(const struct call *call, const char *to, struct error *err) {
    const char *database = flag_value(call, "db");
    struct stored run = {0};
    bool ok = find_stored(database, call->argument[0], &run, err);
    if (ok && strstr(text_of(&run.config), "\npredictions = "))
        ok = error_set(err, "run %.12s is of predictions; its model is where they were made", run.id);
    if (ok && flag_given(call, "initial"))
        ok = export_initial(&run, to, err);
    else if (ok)
        ok = export_trained(database, &run, to, err);
    text_free(&run.config);
    return ok;
}

/* A file that was written elsewhere, with what its configuration leaves to defaults and its author did not describe. */
static bool export_file(const char *path, const char *to, struct error *err) {
    struct loaded_model m;
    const bool ok = loaded_model_read(path, &m, err) && loaded_model_write(&m, NULL, to, err);
    loaded_model_free(&m);
    return ok;
}

static int cmd_export(const struct call *call) {
    const char *what = call->argument[0], *to = call->argument[1];
    struct error err = {0};
    const bool ok = is_model_file(what) ? export_file(what, to, &err) : export_run(call, to, &err);
    return ok ? EXIT_OK : report_error(&err);
}

const struct command command_export = {
    .name = "export",
    .arguments = "RUN | MODEL.safetensors FILE",
    .summary = "export a run's parameters as safetensors",
    .text =
        "  lexbench export 3fa9c1 model.safetensors\n  lexbench export 3fa9c1 start.safetensors --initial\n  lexbench "
        "export theirs.safetensors described.safetensors\n\nThe file has every parameter by name, and in its metadata "
        "the configuration, as text and as JSON, and the "
        "special tokens: docs/model-file.md says all that is needed to compute the same logits elsewhere.",
    .least = 2,
    .most = 2,
    FLAGS(export_flags),
    .run = cmd_export,
};

struct predictor {
    struct loaded_model of;
    bool all;      /* logits */
    int sequences; /* printed so far */
    bool begun;    /* the header is printed */
};

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
    for (int v = 1; v < p->of.vocabulary; v++)
        if (logit[v] > logit[best]) best = v;
    printf("%d\t%d\t%d\t", p->sequences, t, token);
    if (target == TARGET_NONE)
        printf("-\t%d", best);
    else
        printf("%d\t%d", target, best);
    for (int v = 0; p->all && v < p->of.vocabulary; v++) printf("\t%.9g", (double)logit[v]);
    putchar('\n');
}

/* Once, in front of the first row: an error alone prints nothing to standard output. */
static void print_header(struct predictor *p) {
    if (p->begun) return;
    p->begun = true;
    printf("sequence\tposition\ttoken\ttarget\tbest");
    for (int v = 0; p->all && v < p->of.vocabulary; v++) printf("\tlogit_%d", v);
    putchar('\n');
}

/* A batch of one sequence, every row looked at, in the room for `longest` tokens that schemes are told of. target: [T]
 * or NULL. */
static void predict(struct predictor *p, int longest, struct batch batch, const int *target) {
    print_header(p);
    const int T = batch.rows;
    int *row = mem_zero((size_t)T, sizeof *row), *unused = mem_zero((size_t)T, sizeof *unused);
    real *logits = mem_zero((size_t)T * (size_t)p->of.vocabulary, sizeof *logits);
    for (int t = 0; t < T; t++) row[t] = t;
    batch.answers = T, batch.answer_row = row, batch.target = unused;
    model_reserve(p->of.model, false, longest, longest);
    model_logits(p->of.model, &batch, logits);
    for (int t = 0; t < T; t++)
        print_position(p, t, batch.token[t], target ? target[t] : TARGET_NONE, logits + (long)t * p->of.vocabulary);
    p->sequences++;
    mem_free(row);
    mem_free(unused);
    mem_free(logits);
}

/* Positions as the scheme gives them in evaluation; schemes that draw them do so from a stream of their own. Of several
 * tasks, the first token names the one whose weights are used. */
static void predict_tokens(struct predictor *p, int T, const int *token) {
    const int start[] = {0, T}, task = task_set_named(&p->of.set, token[0]);
    double *position = mem_zero((size_t)T, sizeof *position);
    struct rng rng = rng_open((uint64_t)p->of.config.seed, "predict/position", (uint64_t)p->sequences, 0);
    int *number = mem_zero((size_t)T, sizeof *number);
    struct view about =
        model_view(&p->of.config.model, train_tokens(&p->of.config, &p->of.set), (uint64_t)p->of.config.seed);
    about.evaluating = true;
    scheme_positions(&p->of.scheme, &about, &rng, T, position, number);
    const struct batch batch = {.sequences = 1,
                                .rows = T,
                                .start = start,
                                .token = token,
                                .position = position,
                                .number = number,
                                .task = scheme_tasks(&p->of.scheme) > 1 ? &task : NULL};
    predict(p, T, batch, NULL);
    mem_free(position);
    mem_free(number);
}

static bool predict_file(struct predictor *p, const char *name, FILE *in, struct error *err) {
    int *token = mem_zero(TOKENS_MAX, sizeof *token), T = 0;
    char *line = NULL;
    size_t room = 0;
    for (int number = 1; T >= 0 && getline(&line, &room, in) > 0; number++) {
        T = read_tokens(name, number, line, p->of.vocabulary, token, err);
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
    predict(p, task_set_tokens(&p->of.set, info->n), batch_sequence(batch, i, start), target);
    mem_free(target);
}

/* Examples of every task that the model was trained on, one task after the other. */
static bool predict_examples(struct predictor *p, const char *length, const char *count, struct error *err) {
    int least, most, made;
    long n, examples;
    task_set_lengths(&p->of.set, &least, &most);
    if (!text_to_long(length, &n) || n < least || n > most)
        return error_set(err, "--length of task %s is a number from %d to %d, not '%s'", p->of.config.task, least, most,
                         length);
    if (!text_to_long(count, &examples) || examples < 1)
        return error_set(err, "--examples is a number from 1 on, not '%s'", count);
    struct batch_maker *maker =
        batch_maker_new(&p->of.config, &p->of.set, &p->of.scheme, task_set_tokens(&p->of.set, (int)n));
    for (int part = 0; part < p->of.set.n; part++)
        for (long first = 0; first < examples; first += made) {
            const struct batch *batch = batch_test(maker, part, (int)n, first, examples - first, &made);
            for (int i = 0; i < made; i++) predict_example(p, batch, &batch_examples(maker)[i], i);
        }
    batch_maker_free(maker);
    return true;
}

static bool predict_named(struct predictor *p, const char *name, struct error *err) {
    if (scheme_needs_hints(&p->of.scheme))
        return error_set(err, "the model takes positions from its task, which plain tokens do not have; give --length");
    if (task_set_valued(&p->of.set))
        return error_set(err,
                         "the model's tokens come with real numbers, which plain tokens do not have; give --length");
    FILE *in = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");
    if (!in) return file_not_opened(name, err);
    bool ok = predict_file(p, name, in, err);
    if (in != stdin) fclose(in);
    return ok;
}

static int cmd_predict(const struct call *call) {
    struct error err = {0};
    struct predictor p = {.all = flag_given(call, "logits")};
    const char *length = flag_value(call, "length");
    if (length && call->n > 1) return error_set(&err, "give TOKENS or --length, not both"), report_error(&err);
    bool ok = loaded_model_read(call->argument[0], &p.of, &err);
    if (ok && length)
        ok = predict_examples(&p, length, flag_value(call, "examples"), &err);
    else if (ok)
        ok = predict_named(&p, call->n > 1 ? call->argument[1] : "-", &err);
    loaded_model_free(&p.of);
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
