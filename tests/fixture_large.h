/* A database as a large campaign leaves it, filled without training anything, and what a command costs on it. */
#ifndef LEXBENCH_FIXTURE_LARGE_H
#define LEXBENCH_FIXTURE_LARGE_H
#include "base/error.h"
#include "base/file.h"
#include "base/memory.h"
#include "results/rows.h"
#include "run/record.h"
#include "run/suite.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LARGE_SEEDS = 50 };

/* Tasks x schemes x 50 seeds, at least `runs`, each evaluated at eight lengths. */
static inline bool large_suite(const char *path, long runs, struct suite *out, struct error *err) {
    long side = 1;
    while (side * side * LARGE_SEEDS < runs) side++;
    struct text text = {0};
    text_add(&text,
             "name: large\nmodel: {layers: 1, width: 16, heads: 1}\ntrain: {steps: 200, longest: 20}\n"
             "evaluate: {multiples: [0.5, 1, 1.5, 2, 3, 4, 6, 8], examples: 20}\nseeds: 1..%d\nschemes:\n",
             LARGE_SEEDS);
    for (long i = 0; i < side; i++) text_add(&text, "  - rope(base=%ld)\n", 1000 + i);
    text_add(&text, "tasks:\n");
    for (long i = 0; i < side; i++) text_add(&text, "  - copy(symbols=%ld)\n", 200 + i);
    const bool ok = file_write(path, text_of(&text), text.size, err) && suite_load(path, NULL, 0, out, err);
    text_free(&text);
    return ok;
}

/* A run of the plan as it might have ended: one in eleven did not fit, and one in a hundred diverged. */
static inline void large_record(const struct run_plan *plan, long n, struct run_record *r) {
    const struct eval_config *eval = &plan->config.eval;
    record_begin(plan, r);
    r->status = n % 100 == 99 ? RUN_DIVERGED : RUN_DONE;
    r->steps = plan->config.train.steps;
    r->train_tokens = 2 * plan->config.train.longest + 3;
    r->fitted = r->part[0].fitted = n % 11 != 10;
    r->fit = r->part[0].fit = r->fitted ? 1 - (double)(n % 7) / 256 : 0.5;
    r->finished_us = r->started_us + 1;
    r->n_eval = r->status == RUN_DONE ? eval->lengths.n : 0;
    r->eval = mem_zero((size_t)r->n_eval, sizeof *r->eval);
    for (int i = 0; i < r->n_eval; i++) {
        const long length = eval->lengths.value[i], examples = eval->examples;
        const long exact = (examples + n % 5) / (1 + i);
        r->eval[i] = (struct eval_row){.length = length,
                                       .multiple = (double)length / (double)r->train_length,
                                       .examples = examples,
                                       .exact = exact < examples ? exact : examples,
                                       .exact_no_eos = exact < examples ? exact : examples,
                                       .answers = examples * length,
                                       .answers_right = examples * length / (1 + i),
                                       .tokens_sum = examples * (2 * length + 3),
                                       .loss_sum = (double)(i + n % 3),
                                       .chance_token = 0.1};
    }
}

/* Every plan as a stored run, in one transaction. */
static inline bool large_fill(const char *database, const struct suite *suite, struct error *err) {
    struct store *store = store_open(database, err);
    if (!store) return false;
    bool ok = store_begin(store, err) && put_suite(store, suite->name, "", suite->text, err);
    for (int i = 0; ok && i < suite->n; i++) {
        const struct run_plan *plan = &suite->plan[i];
        struct run_record r;
        large_record(plan, i, &r);
        ok = take_record(store, &r, err) && put_link(store, suite->name, r.id, r.label, r.ordinal, err);
        run_record_free(&r);
    }
    ok = store_end(store, ok, err);
    store_close(store);
    return ok;
}

/* Processor time of a command whose answer nobody reads; -1: it failed. */
static inline double large_seconds(const char *const *command) {
    struct rusage used;
    int status;
    fflush(NULL);
    const pid_t pid = fork();
    if (pid == 0) {
        const int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        execv(command[0], (char *const *)command);
        _exit(127);
    }
    if (wait4(pid, &status, 0, &used) != pid || status != 0) return -1;
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

/* What people ask of a database: of all of it, of a suite by its name, and of a suite by its file. */
enum { LARGE_COMMANDS = 8, LARGE_WORDS = 4 };
static const char *const large_command[LARGE_COMMANDS][LARGE_WORDS] = {
    {"status"},
    {"status", "large.yaml"},
    {"results"},
    {"results", "large"},
    {"results", "large.yaml"},
    {"results", "--format", "json"},
    {"results", "--cells"},
    {"versus", "rope(base=1000)", "rope(base=1001)"}};

/* In the current folder, which has large.yaml and large.db. */
static inline double large_ask(const char *program, int command) {
    const char *words[LARGE_WORDS + 4] = {program};
    int n = 1;
    while (n <= LARGE_WORDS && large_command[command][n - 1]) words[n] = large_command[command][n - 1], n++;
    words[n++] = "--db", words[n] = "large.db";
    return large_seconds(words);
}
#endif
