/* One run in a process of its own. */
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "run/scheduler.h"
#include "run/train.h"
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PROGRESS_FD = 3 };
static volatile sig_atomic_t stop_asked;

static void ask_stop(int signal) {
    (void)signal;
    stop_asked = 1;
}

static bool asked(void) { return stop_asked; }

static void tell(void *to, const struct progress *p) {
    (void)to;
    char line[160];
    int size = snprintf(line, sizeof line, "%s %ld %ld %g %g\n", p->phase, p->step, p->steps, p->loss, p->fit);
    if (write(PROGRESS_FD, line, (size_t)size) < 0) stop_asked = 1; /* nobody listens: the scheduler is gone */
}

static void catch_signals(void) {
    struct sigaction action = {.sa_handler = ask_stop};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGUSR1, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

char *work_dir_of(const char *database) {
    size_t n = strlen(database);
    char *path = mem_zero(n + 6, 1);
    snprintf(path, n + 6, "%s.work", database);
    return path;
}

char *work_file(const char *work_dir, const char *kind, const char *id, const char *suffix) {
    size_t n = strlen(work_dir) + strlen(kind) + strlen(id) + strlen(suffix) + 4;
    char *path = mem_zero(n, 1);
    snprintf(path, n, "%s/%s/%s%s", work_dir, kind, id, suffix);
    return path;
}

static int complain(const struct error *err) {
    fprintf(stderr, "%s\n", err->text);
    return err->exit_code ? err->exit_code : EXIT_INTERNAL;
}

static int work(const struct run_plan *plan, const char *work_dir) {
    struct error err = {0};
    struct run_record record = {0};
    char *checkpoint = work_file(work_dir, "checkpoint", plan->id, ".safetensors"),
         *model = work_file(work_dir, "model", plan->id, ".safetensors"),
         *spool = work_file(work_dir, "spool", plan->id, ".json");
    struct run_hooks hooks = {.stop = asked, .report = tell, .checkpoint = checkpoint, .model = model};
    int code;
    switch (run_plan(plan, &hooks, &record, &err)) {
    case RUN_END_COMPLETE: code = handover_write(spool, &record, &err) ? EXIT_OK : complain(&err); break;
    case RUN_END_STOPPED: code = EXIT_INTERRUPTED; break;
    default: code = complain(&err);
    }
    run_record_free(&record);
    mem_free(checkpoint);
    mem_free(model);
    mem_free(spool);
    return code;
}

int worker_main(const char *plan_path, const char *work_dir) {
    struct error err = {0};
    struct run_plan plan;
    char *text;
    size_t size;
    catch_signals();
    if (!file_read(plan_path, 1 << 20, &text, &size, &err)) return complain(&err);
    bool ok = plan_read(text, &plan, &err);
    mem_free(text);
    if (!ok) return error_prefix(&err, "%s", plan_path), complain(&err);
    return work(&plan, work_dir);
}
