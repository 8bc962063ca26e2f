/* export and predict: a trained model leaves the house, and anyone can check what it says. */
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "cli/command.h"
#include "model/checkpoint.h"
#include "results/store.h"
#include "run/scheduler.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct flag export_flags[] = {FLAG_DB, {0}};
const struct flag predict_flags[] = {{"logits", 0, NULL, NULL, "all logits of every position instead of the arg-max"},
                                     {0}};
enum { TOKENS_MAX = 1 << 20 };

int cmd_export(const struct call *call) {
    struct error err = {0};
    char id[RUN_ID_SIZE];
    struct store *store = store_open_readonly(flag_value(call, "db"), &err);
    bool found = store && store_find_run(store, call->argument[0], id, &err);
    store_close(store);
    if (!found) return report_error(&err);
    char *work = work_dir_of(flag_value(call, "db")), *path = work_file(work, "model", id, ".safetensors");
    struct safetensors file;
    bool ok = file_exists(path) || error_set(&err,
                                             "the parameters of run %.12s are not there (%s); they stay in the work "
                                             "directory of the machine that trained it",
                                             id, path);
    ok = ok && safetensors_read(path, &file, &err);
    if (ok) {
        ok = safetensors_write(call->argument[1], file.tensor, file.n, file.meta + 1, file.n_meta - 1, &err);
        safetensors_free(&file);
    }
    mem_free(work);
    mem_free(path);
    return ok ? EXIT_OK : report_error(&err);
}

/* The model that a file's configuration describes, with its parameters. */
static struct model *load_model(const char *path, struct run_config *config, struct scheme *scheme, int *vocabulary,
                                struct error *err) {
    struct safetensors file;
    struct task_choice choice;
    struct model *model = NULL;
    if (!safetensors_read(path, &file, err)) return NULL;
    const char *text = safetensors_meta(&file, "config");
    bool ok = text || error_set(err, "%s has no configuration in its metadata: it was not exported by lexbench", path);
    ok = ok && config_read(text, config, err) && task_parse(config->task, &choice, err) &&
         scheme_parse(config->scheme, scheme, err);
    if (ok) {
        *vocabulary = choice.task->vocabulary(choice.options);
        model = model_new(&config->model, scheme, *vocabulary, task_max_tokens(&choice, (int)config->train.longest),
                          (uint64_t)config->seed, err);
    }
    if (model && !checkpoint_load(&file, model, false, err)) {
        model_free(model);
        model = NULL;
    }
    safetensors_free(&file);
    return model;
}

/* One line of token ids; returns how many, -1 with err. */
static int read_tokens(const char *name, int line, char *text, int vocabulary, int *token, struct error *err) {
    int n = 0;
    for (char *word = strtok(text, " \t\r\n"); word; word = strtok(NULL, " \t\r\n")) {
        long id;
        if (!text_to_long(word, &id) || id < 0 || id >= vocabulary) {
            error_set(err, "%s:%d: '%.40s' is no token id from 0 to %d", name, line, word, vocabulary - 1);
            return -1;
        }
        if (n == TOKENS_MAX) return error_set(err, "%s:%d: more than %d tokens", name, line, TOKENS_MAX), -1;
        token[n++] = (int)id;
    }
    return n;
}

static void print_row(int sequence, int t, const real *logit, int V, bool all) {
    int best = 0;
    for (int v = 1; v < V; v++)
        if (logit[v] > logit[best]) best = v;
    printf("%d\t%d\t", sequence, t);
    if (!all) printf("%d\n", best);
    for (int v = 0; all && v < V; v++) printf("%.9g%c", (double)logit[v], v == V - 1 ? '\n' : '\t');
}

struct predictor {
    struct model *model;
    struct run_config config;
    struct scheme scheme;
    int vocabulary;
    bool all;
};

static void predict(struct predictor *p, int sequence, const int *token, int T) {
    const int start[] = {0, T};
    double *position = mem_zero((size_t)T, sizeof *position);
    int *row = mem_zero((size_t)T, sizeof *row), *target = mem_zero((size_t)T, sizeof *target);
    real *logits = mem_zero((size_t)T * (size_t)p->vocabulary, sizeof *logits);
    struct rng rng = rng_open((uint64_t)p->config.seed, "predict/position", (uint64_t)sequence, 0);
    for (int t = 0; t < T; t++) row[t] = t;
    model_reserve(p->model, false, T, T);
    scheme_positions(&p->scheme, true, T, &rng, T, position);
    struct batch batch = {.sequences = 1,
                          .rows = T,
                          .answers = T,
                          .start = start,
                          .token = token,
                          .position = position,
                          .answer_row = row,
                          .target = target};
    model_logits(p->model, &batch, logits);
    for (int t = 0; t < T; t++) print_row(sequence, t, logits + (long)t * p->vocabulary, p->vocabulary, p->all);
    mem_free(position);
    mem_free(row);
    mem_free(target);
    mem_free(logits);
}

static int predict_all(struct predictor *p, const char *name, FILE *in) {
    struct error err = {0};
    int *token = mem_zero(TOKENS_MAX, sizeof *token), sequence = 0, T = 0;
    char *line = NULL;
    size_t room = 0;
    printf(p->all ? "sequence\tposition\tlogits\n" : "sequence\tposition\tbest\n");
    for (int number = 1; T >= 0 && getline(&line, &room, in) > 0; number++) {
        T = read_tokens(name, number, line, p->vocabulary, token, &err);
        if (T > 0) predict(p, sequence++, token, T);
    }
    free(line);
    mem_free(token);
    return T < 0 ? report_error(&err) : EXIT_OK;
}

int cmd_predict(const struct call *call) {
    struct error err = {0};
    struct predictor p = {.all = flag_given(call, "logits")};
    const char *name = call->n > 1 ? call->argument[1] : "-";
    p.model = load_model(call->argument[0], &p.config, &p.scheme, &p.vocabulary, &err);
    if (!p.model) return report_error(&err);
    FILE *in = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");
    int code = in ? predict_all(&p, name, in) : (error_io(&err, "cannot open %s", name), report_error(&err));
    if (in && in != stdin) fclose(in);
    model_free(p.model);
    return code;
}
