#include "run/worker.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "run/attempt.h"
#include "run/plugins.h"
#include "run/train.h"
#include "run/versions.h"
#include "run/work_dir.h"
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { PROGRESS_FD = 3 };
/* From the signal to the end when one step, or one batch of a long evaluation, takes longer than that. */
static const struct itimerval DEADLINE = {.it_value = {.tv_sec = 1}};
static bool somebody_listens; /* to progress */
static volatile sig_atomic_t stop_asked;

static void ask_stop(int signal) {
    (void)signal;
    if (!stop_asked) setitimer(ITIMER_REAL, &DEADLINE, NULL);
    stop_asked = 1;
}

/* Everything saved is in files that appear whole or not at all, so exiting here loses only the work since the last
 * checkpoint, whatever is going on. */
static void leave(int signal) {
    (void)signal;
    _exit(EXIT_INTERRUPTED);
}

/* ---- code of others ---- */

static volatile sig_atomic_t ended;

/* Exit codes mean something to the scheduler, but not those of a plugin that ends the process. */
static void note_exit(void) {
    static const char words[] = "a plugin ended the process\n";
    if (ended) return;
    if (write(STDERR_FILENO, words, sizeof words - 1) < 0) _exit(EXIT_IO);
    _exit(EXIT_INTERNAL);
}

static void watch_plugins(void) {
    if (plugins_count()) atexit(note_exit);
    plugins_limit();
}

/* Asked between steps and between batches. */
static bool asked(void) { return plugins_pulse() || stop_asked; }

/* For other processes: step, rate and remaining time, at most twice a second, and whenever the phase changes. */
static struct {
    char *path;
    char phase[16];
    double shown, began;
    long from; /* the step this attempt began at */
} window;

static void show(const struct progress *p) {
    static const double EVERY = 0.5;
    const double now = clock_seconds();
    const bool other_phase = strcmp(window.phase, p->phase) != 0;
    if (other_phase) {
        snprintf(window.phase, sizeof window.phase, "%s", p->phase);
        window.began = now;
        window.from = p->step;
    }
    if (!other_phase && now - window.shown < EVERY) return;
    window.shown = now;
    struct looked_at at = {.step = p->step, .steps = p->steps, .loss = p->loss, .left = (double)NAN};
    snprintf(at.phase, sizeof at.phase, "%s", p->phase);
    if (p->step > window.from) {
        at.rate = (double)(p->step - window.from) / (now - window.began);
        at.left = (double)(p->steps - p->step) / at.rate;
    }
    attempt_show(window.path, &at);
}

static void tell(void *to, const struct progress *p) {
    (void)to;
    show(p);
    if (!somebody_listens) return;
    char line[160];
    int size = snprintf(line, sizeof line, "%s %ld %ld %g %g\n", p->phase, p->step, p->steps, p->loss, p->fit);
    if (write(PROGRESS_FD, line, (size_t)size) < 0) stop_asked = 1; /* nobody listens: the scheduler is gone */
}

static void note(const char *words) {
    fprintf(stderr, "%s\n", words);
    if (somebody_listens) dprintf(PROGRESS_FD, "note %s\n", words);
}

static void catch_signals(void) {
    struct sigaction action = {.sa_handler = ask_stop};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGUSR1, &action, NULL);
    struct sigaction deadline = {.sa_handler = leave};
    sigaction(SIGALRM, &deadline, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* To the log, and to the scheduler in case a full disk loses the log. */
static int complain(const struct error *err) {
    fprintf(stderr, "%s\n", err->text);
    if (somebody_listens) dprintf(PROGRESS_FD, "error %s\n", err->text);
    return err->exit_code ? err->exit_code : EXIT_INTERNAL;
}

/* LEXBENCH_CHECKPOINT_SECONDS, for machines that are preempted often; 0 (usual): not set, or not a number. */
static double checkpoint_seconds(void) {
    const char *word = getenv("LEXBENCH_CHECKPOINT_SECONDS");
    double seconds;
    return word && text_to_double(word, &seconds) && seconds > 0 ? seconds : 0;
}

/* It ended, was stopped, or the disk was full, which is not the run's fault: the count of its attempts starts again. */
static bool in_order(int code) { return code == EXIT_OK || code == EXIT_INTERRUPTED || code == EXIT_IO; }

/* The result file of a training is written when it is done, before its evaluation, which can be repeated from it. */
static bool deliver_training(void *to, const struct run_record *record, struct error *err) {
    return result_file_write(to, record, err);
}

/* Writes the evaluations of a run; this file says that all requested ones are done. */
static bool deliver_evaluations(const char *spool, struct run_record *record, struct error *err) {
    record->trained = false;
    return result_file_write(spool, record, err);
}

/* Adds the probes of such evaluations that are not stored yet. */
static bool finish(const struct run_plan *plan, struct run_record *record, const char *spool, struct error *err) {
    return (!plan->probe_evaluations || record->status != RUN_DONE || probe_evaluations(plan, record, err)) &&
           deliver_evaluations(spool, record, err);
}

static int attempt(const struct run_plan *plan, struct run_hooks *hooks, const char *attempt_path, const char *spool) {
    struct error err = {0};
    struct run_record record = {0};
    int code;
    if (!attempt_begin(attempt_path, &hooks->tries, &err)) return complain(&err);
    switch (run_plan(plan, hooks, &record, &err)) {
    case RUN_END_COMPLETE: code = finish(plan, &record, spool, &err) ? EXIT_OK : complain(&err); break;
    case RUN_END_STOPPED: code = EXIT_INTERRUPTED; break;
    default: code = complain(&err);
    }
    file_remove(window.path, NULL);
    if (in_order(code)) file_remove(attempt_path, &err);
    run_record_free(&record);
    return code;
}

static int work(const struct run_plan *plan, const char *work_dir) {
    char *checkpoint = work_file(work_dir, "checkpoint", plan->id, ""),
         *model = work_file(work_dir, "model", plan->id, ".safetensors"),
         *spool = work_file(work_dir, "spool", plan->id, ".json"),
         *training = work_file(work_dir, "spool", plan->id, TRAINING_SUFFIX),
         *trying = work_file(work_dir, "attempt", plan->id, ".attempt");
    window.path = work_file(work_dir, "attempt", plan->id, ".progress");
    struct counter instructions = counter_open(COUNTED_INSTRUCTIONS);
    struct run_hooks hooks = {.stop = asked,
                              .report = tell,
                              .to = training,
                              .note = note,
                              .trained = deliver_training,
                              .checkpoint = checkpoint,
                              .checkpoint_seconds = checkpoint_seconds(),
                              .model = model,
                              .instructions = &instructions};
    const int code = attempt(plan, &hooks, trying, spool);
    counter_close(&instructions);
    mem_free(checkpoint);
    mem_free(model);
    mem_free(spool);
    mem_free(training);
    mem_free(trying);
    mem_free(window.path);
    return code;
}

static int read_and_work(const char *plan_path, const char *work_dir) {
    struct error err = {0};
    struct run_plan plan;
    char *text;
    size_t size;
    if (!file_read(plan_path, 1 << 20, &text, &size, &err)) return complain(&err);
    bool ok = plan_read(text, &plan, &err);
    mem_free(text);
    if (!ok) return error_prefix(&err, "%s", plan_path), complain(&err);
    plugins_blame_those_of(&plan.config);
    return work(&plan, work_dir);
}

int worker_main(const char *plan_path, const char *work_dir) {
    somebody_listens = fcntl(PROGRESS_FD, F_GETFD) >= 0;
    catch_signals();
    watch_plugins();
    const int code = read_and_work(plan_path, work_dir);
    ended = 1;
    return code;
}
