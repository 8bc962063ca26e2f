/* What a large campaign costs besides training: reading its suite, handing runs over, collecting them; files and bytes.
 *
 * One run is really done; its record, with other ids and seeds, stands in for every other one, so files and rows have
 * their real size. usage: collect [RUNS [FOLDER [LARGE]]]: the folder is on the disk that is to be
 * measured; LARGE is the number of runs of a suite that is only read. */
#include "run/collect.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "results/store.h"
#include "run/campaign.h"
#include "run/scheduler.h"
#include "run/train.h"
#include "run/work_dir.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SEEDS = 50, PER_SLICE = 100 };

static struct error err;

static void check(bool ok) {
    if (ok) return;
    fprintf(stderr, "%s\n", err.text);
    exit(EXIT_IO);
}

static void row(const char *what, double value, const char *unit) { printf("%-44s %10.4g %s\n", what, value, unit); }

/* Tasks x schemes x 50 seeds, at least `runs`. Rows as a usual run has them: 200 points of the curve, eight lengths
 * with accuracy by position. */
static void write_suite(const char *path, long runs) {
    long side = 1;
    while (side * side * SEEDS < runs) side++;
    struct text text = {0};
    text_add(&text,
             "model: {layers: 1, width: 16, heads: 1}\n"
             "train: {steps: 200, batch: 4, longest: 20, fit_every: 100, fit_examples: 10}\n"
             "evaluate: {multiples: [0.5, 1, 1.5, 2, 3, 4, 6, 8], examples: 20}\nseeds: 1..%d\nschemes:\n",
             SEEDS);
    for (long i = 0; i < side; i++) text_add(&text, "  - rope(base=%ld)\n", 1000 + i);
    text_add(&text, "tasks:\n");
    for (long i = 0; i < side; i++) text_add(&text, "  - copy(symbols=%ld)\n", 200 + i);
    check(file_write(path, text_of(&text), text.size, &err));
    text_free(&text);
}

static void rename_record(struct run_record *r, const struct run_plan *plan) {
    struct text config = {0};
    config_write_training(&plan->config, &config);
    mem_free(r->config);
    r->config = config.data;
    memcpy(r->id, plan->id, sizeof r->id);
    snprintf(r->label, sizeof r->label, "%s", plan->label);
    snprintf(r->scheme, sizeof r->scheme, "%s", plan->scheme_short);
    snprintf(r->task, sizeof r->task, "%s", plan->task_short);
    r->seed = plan->config.seed;
    r->ordinal = plan->ordinal;
}

static void hand_over(const struct campaign *c, long runs, struct run_record *r, double *bytes) {
    for (int k = 1; k <= c->slices; k++) {
        char *folder = campaign_slice_folder(c, k), *spool = path_join(folder, "spool");
        check(dir_make(spool, &err));
        for (int i = k - 1; i < runs; i += c->slices) {
            char *path = work_file(folder, "spool", c->dealt[i]->id, ".json");
            struct stat info;
            rename_record(r, c->dealt[i]);
            check(result_file_write(path, r, &err));
            if (stat(path, &info) == 0) *bytes += (double)info.st_size;
            mem_free(path);
        }
        mem_free(spool);
        mem_free(folder);
    }
}

static void collect(const char *what, const struct campaign *c, const char *database) {
    struct collected out;
    const double begin = clock_cpu_seconds();
    check(campaign_collect(c, database, false, &out, &err));
    const int runs = out.stored_now ? out.stored_now : out.stored_before;
    row(what, (double)runs / out.seconds, "runs a second");
    row("  processor time of that, a run", 1e3 * (clock_cpu_seconds() - begin) / runs, "ms");
}

static void open_campaign(const char *folder, long runs, struct campaign *c) {
    char *suite = path_join(folder, "suite.yaml");
    check(dir_make(folder, &err));
    write_suite(suite, runs);
    check(campaign_begin(folder, suite, NULL, 0, NULL, (int)((runs + PER_SLICE - 1) / PER_SLICE), c, &err));
    mem_free(suite);
}

static void read_only(const char *folder, long runs) {
    struct campaign c;
    const double begin = clock_cpu_seconds();
    open_campaign(folder, runs, &c);
    row("a large suite", c.suite.n, "runs");
    row("  processor time to read it", clock_cpu_seconds() - begin, "s");
    row("  memory of that", (double)mem_peak_rss() / 1e6, "MB");
    campaign_close(&c);
    dir_remove(folder);
}

int main(int argc, char **argv) {
    const long runs = argc > 1 ? atol(argv[1]) : 2000;
    const char *folder = argc > 2 ? argv[2] : "collect-bench";
    const struct run_hooks none = {0};
    struct campaign c;
    struct run_record record = {0};
    struct stat info;
    double bytes = 0;
    if (argc > 3) read_only(folder, atol(argv[3]));
    char *database = path_join(folder, "results.db");
    open_campaign(folder, runs, &c);
    if (run_plan(c.dealt[0], &none, &record, &err) != RUN_END_COMPLETE) check(false);
    const double begin = clock_seconds();
    hand_over(&c, runs, &record, &bytes);
    row("handed over", (double)runs, "runs");
    row("  rate", (double)runs / (clock_seconds() - begin), "runs a second");
    row("  a result file", bytes / (double)runs / 1e3, "kB");
    collect("collected", &c, database);
    collect("collected again (all are stored)", &c, database);
    if (stat(database, &info) != 0) return EXIT_IO;
    row("the database, a run", (double)info.st_size / (double)runs / 1e3, "kB");
    run_record_free(&record);
    campaign_close(&c);
    mem_free(database);
    dir_remove(folder);
    return 0;
}
