#include "run/scheduler.h"
#include "base/beside.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "run/attempt.h"
#include "run/choose.h"
#include "run/destination.h"
#include "run/gauge.h"
#include "run/plugins.h"
#include "run/record.h"
#include "run/train.h"
#include "run/work_dir.h"
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { JOBS_MAX = 256, HEARTBEAT_COLUMNS = 160 };
static const double HEARTBEAT_SECONDS = 60;

/* A worker process. */
struct job {
    pid_t pid;    /* 0: free */
    int progress; /* read end of its pipe; -1: closed */
    const struct run_plan *plan;
    char name[400];       /* describe() */
    char line[1100];      /* of progress, not yet complete */
    char complaint[1000]; /* "": none */
    size_t used;
    struct progress last;
    char phase[16];
    double began;
    long from; /* the step it began at: 0, or that of its checkpoint; -1: not reported yet */
};

struct scheduler {
    struct suite *suite;
    const struct schedule_options *options;
    struct schedule_result *result;
    struct destination *destination;
    const char *work; /* the destination's directory */
    struct job job[JOBS_MAX];
    int jobs, running, next; /* next plan to check */
    double began, spoke;
    double skipped;     /* training steps that were done before this call */
    bool stopping;      /* no further run is begun */
    bool told;          /* workers were sent a signal */
    struct error error; /* the first that stops everything */
};

static volatile sig_atomic_t interrupts;

/* A second Ctrl-C is intended. Other signals arrive more than once when a batch system signals every process of a task
 * and its script passes signals on. */
static void on_interrupt(int signal) {
    if (interrupts == 0 || signal == SIGINT) interrupts++;
}

/* SIGCHLD only has to wake up poll(). */
static void on_child(int signal) { (void)signal; }

static void catch_signals(void) {
    struct sigaction action = {.sa_handler = on_interrupt};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGUSR1, &action, NULL);
    struct sigaction child = {.sa_handler = on_child};
    sigaction(SIGCHLD, &child, NULL);
}

static void describe(const struct run_plan *plan, char *out, size_t size) {
    snprintf(out, size, "%s/%s seed %ld", plan->task_short, plan->label, plan->config.seed);
}

static void child_main(struct scheduler *s, const char *plan_path, pid_t parent, int progress, int log) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) _exit(EXIT_INTERRUPTED);
    setpgid(0, 0); /* Ctrl-C reaches the scheduler, which tells its workers */
    setenv("OPENBLAS_NUM_THREADS", "1", 1);
    setenv("OMP_NUM_THREADS", "1", 1);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    if (progress == 3)
        fcntl(3, F_SETFD, 0);
    else
        dup2(progress, 3);
    execl("/proc/self/exe", "lexbench", "work", "--", plan_path, s->work, (char *)NULL);
    _exit(127);
}

static bool start_job(struct scheduler *s, struct job *job, const struct run_plan *plan, struct error *err) {
    char *plan_path = work_file(s->work, "plan", plan->id, ".plan"),
         *log_path = work_file(s->work, "log", plan->id, ".log");
    struct text text = {0};
    int pipes[2] = {-1, -1}, log = -1;
    plan_write(plan, &text);
    bool ok = destination_prepare(s->destination, plan, err) && file_write(plan_path, text_of(&text), text.size, err);
    text_free(&text);
    if (ok && pipe2(pipes, O_CLOEXEC) != 0) ok = error_io(err, "cannot open a pipe");
    if (ok) ok = (log = file_open_own(log_path, O_WRONLY | O_TRUNC, err)) >= 0;
    const pid_t self = getpid(), pid = ok ? fork() : -1;
    if (ok && pid < 0) ok = error_io(err, "cannot start a process");
    if (pid == 0) child_main(s, plan_path, self, pipes[1], log);
    if (pipes[1] >= 0) close(pipes[1]);
    if (log >= 0) close(log);
    if (!ok && pipes[0] >= 0) close(pipes[0]);
    mem_free(plan_path);
    mem_free(log_path);
    if (!ok) return false;
    fcntl(pipes[0], F_SETFL, O_NONBLOCK);
    *job = (struct job){
        .pid = pid, .progress = pipes[0], .plan = plan, .began = clock_seconds(), .phase = "start", .from = -1};
    describe(plan, job->name, sizeof job->name);
    s->running++;
    return true;
}

static void pass_on(const struct job *job, const char *words) { log_warn("%s: %s", job->name, words); }

static void read_line(struct job *job) {
    struct progress p = {0};
    if (strncmp(job->line, "note ", 5) == 0) pass_on(job, job->line + 5);
    if (strncmp(job->line, "error ", 6) == 0) snprintf(job->complaint, sizeof job->complaint, "%s", job->line + 6);
    char phase[16];
    if (sscanf(job->line, "%15s %ld %ld %lg %lg", phase, &p.step, &p.steps, &p.loss, &p.fit) != 5) return;
    memcpy(job->phase, phase, sizeof phase);
    if (job->from < 0) job->from = p.step;
    job->last = p;
}

static void read_progress(struct job *job) {
    char bytes[512];
    ssize_t n;
    while ((n = read(job->progress, bytes, sizeof bytes)) > 0)
        for (ssize_t i = 0; i < n; i++) {
            if (bytes[i] != '\n' && job->used < sizeof job->line - 1) {
                job->line[job->used++] = bytes[i];
                continue;
            }
            job->line[job->used] = '\0';
            job->used = 0;
            read_line(job);
        }
    if (n == 0) {
        close(job->progress);
        job->progress = -1;
    }
}

/* The last lines of a worker's log, on one line. */
static void log_tail(struct scheduler *s, const char *id, char *out, size_t size) {
    char *path = work_file(s->work, "log", id, ".log"), *bytes;
    size_t n;
    out[0] = '\0';
    if (file_read(path, 1 << 20, &bytes, &n, NULL)) {
        while (n && bytes[n - 1] == '\n') bytes[--n] = '\0';
        size_t from = n > size - 1 ? n - (size - 1) : 0;
        for (size_t i = from; i < n; i++)
            if (bytes[i] == '\n') bytes[i] = ' ';
        snprintf(out, size, "%s", bytes + from);
        mem_free(bytes);
    }
    mem_free(path);
}

/* The failure goes into the destination where that can take it now; the run is done again in any case. */
static bool fail(struct scheduler *s, const struct run_plan *plan, const char *reason, struct error *err) {
    struct run_record record;
    struct error why;
    char name[400];
    record_begin(plan, &record);
    record.finished_us = clock_utc_us();
    run_record_fail(&record, reason);
    describe(plan, name, sizeof name);
    log_error("failed: %s: %s", name, record.reason);
    s->result->failed++;
    if (s->options->fail_fast) s->stopping = true;
    bool ok = destination_take_failure(s->destination, &record, &why);
    if (!ok && why.kind != ERROR_PLAIN) ok = true, log_warn("the failure is not stored: %s", why.text);
    if (!ok) *err = why;
    run_record_free(&record);
    return ok;
}

static bool take_failure(struct scheduler *s, const struct run_plan *plan, int status, struct error *err) {
    char tail[300], reason[500];
    log_tail(s, plan->id, tail, sizeof tail);
    if (WIFSIGNALED(status))
        snprintf(reason, sizeof reason, "killed by signal %d (%s)%s%s", WTERMSIG(status), strsignal(WTERMSIG(status)),
                 *tail ? ": " : "", tail);
    else
        snprintf(reason, sizeof reason, "exit code %d%s%s", WEXITSTATUS(status), *tail ? ": " : "", tail);
    return fail(s, plan, reason, err);
}

static int finished(const struct scheduler *s) {
    const struct schedule_result *r = s->result;
    return r->held_before + r->done + r->evaluated + r->untrained + r->diverged + r->failed + r->waiting;
}

/* r: the training, or the evaluations if there is no training. */
static void say_done(struct scheduler *s, const struct run_record *r, const struct run_record *evaluations) {
    char span[24], far[160] = "";
    const struct eval_row *last = evaluations->n_eval ? &evaluations->eval[evaluations->newest] : NULL;
    clock_span(r->seconds + evaluations->eval_seconds, span);
    if (last)
        snprintf(far, sizeof far, ", exact %.3f at %.3gx%s%.80s", (double)last->exact / (double)last->examples,
                 last->multiple, *last->variant ? " under " : "", last->variant);
    if (r->status == RUN_DIVERGED)
        log_info("[%d/%d] %s/%s seed %ld diverged: %s", finished(s), s->result->total, r->task, r->label, r->seed,
                 r->reason);
    else if (!r->trained)
        log_info("[%d/%d] %s/%s seed %ld: evaluated%s (%s)", finished(s), s->result->total, r->task, r->label, r->seed,
                 far, span);
    else
        log_info("[%d/%d] %s/%s seed %ld: %sfit %.3f%s (%s)", finished(s), s->result->total, r->task, r->label, r->seed,
                 s->options->fit_elsewhere ? ""
                 : r->fitted               ? "fitted, "
                                           : "not fitted, ",
                 r->fit, far, span);
}

static void count_result(struct scheduler *s, const struct run_record *r, const struct run_record *evaluations) {
    if (r->status == RUN_DIVERGED)
        s->result->diverged++;
    else if (r->trained)
        s->result->done++;
    else
        s->result->evaluated++;
    say_done(s, r, evaluations);
}

static bool take_result(struct scheduler *s, const struct run_plan *plan, struct error *err) {
    struct run_record training = {0}, evaluations = {0};
    struct error why;
    bool ok = true;
    switch (destination_take(s->destination, plan, &training, &evaluations, &why)) {
    case TAKING_KEPT: count_result(s, training.id[0] ? &training : &evaluations, &evaluations); break;
    case TAKING_REFUSED:
        s->result->failed++;
        if (s->options->fail_fast) s->stopping = true;
        break;
    case TAKING_EARLY:
    case TAKING_DAMAGED: ok = fail(s, plan, why.text, err); break;
    case TAKING_LATER:
        s->result->waiting++;
        log_warn("%s; a finished run stays handed over in %s/spool, and the next call stores it", why.text, s->work);
        break;
    case TAKING_ERROR: *err = why, ok = false; break;
    }
    run_record_free(&training);
    run_record_free(&evaluations);
    return ok;
}

/* In a shared folder another machine may have finished first and removed its files. */
static bool done_elsewhere(struct scheduler *s, const struct run_plan *plan) {
    enum held held = HELD_NOT;
    return destination_holds(s->destination, plan, &held, NULL) && held == HELD_WHOLE;
}

static bool end_job(struct scheduler *s, struct job *job, int status, struct error *err) {
    const struct run_plan *plan = job->plan;
    if (job->progress >= 0) read_progress(job);
    if (job->progress >= 0) close(job->progress);
    job->pid = 0;
    s->running--;
    if (job->from > 0) s->skipped += (double)job->from;
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_OK) return take_result(s, plan, err);
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_INTERRUPTED) {
        s->result->interrupted = s->stopping = true;
        return true;
    }
    if (s->told && WIFSIGNALED(status)) return s->result->interrupted = true;
    if (done_elsewhere(s, plan)) return take_result(s, plan, err);
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_IO) {
        s->stopping = true;
        error_set(err, "%s; run the same command again when there is room: it resumes", job->complaint);
        err->exit_code = EXIT_IO;
        return false;
    }
    return take_failure(s, plan, status, err);
}

static bool reap(struct scheduler *s, struct error *err) {
    int status;
    pid_t pid;
    bool ok = true;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        for (int i = 0; i < s->jobs; i++)
            if (s->job[i].pid == pid) ok = end_job(s, &s->job[i], status, err) && ok;
    return ok;
}

/* Its attempts died too often, in this call and earlier ones. */
static bool worn_out(const struct scheduler *s, const struct run_plan *plan) {
    char *path = work_file(s->work, "attempt", plan->id, ".attempt"), name[400];
    struct attempt last;
    bool yes = attempt_read(path, &last) && last.tries >= ATTEMPTS_MAX && !s->options->retry;
    mem_free(path);
    if (!yes) return false;
    describe(plan, name, sizeof name);
    log_error("left alone: %s: its last %ld attempts died; --retry tries again", name, last.tries);
    return true;
}

/* It has a result file that could not be stored: training it again would give the same one, or overwrite one that a
 * newer lexbench wrote. */
static bool refused(const struct scheduler *s, const struct run_plan *plan) {
    char name[400];
    if (s->options->retry || !destination_refused(s->destination, plan)) return false;
    describe(plan, name, sizeof name);
    log_error("left alone: %s: the database refused its result file; --retry trains it again", name);
    return true;
}

/* The next plan that is to be run. NULL: none is left, or err. */
static const struct run_plan *next_plan(struct scheduler *s, bool *ok, struct error *err) {
    while (s->next < s->suite->n) {
        struct run_plan *plan = &s->suite->plan[s->next];
        enum held held;
        if (!destination_holds(s->destination, plan, &held, err)) return *ok = false, NULL;
        s->next++;
        if (plan->again) held = plan->trained ? HELD_TRAINING : HELD_NOT;
        plan->trained = held == HELD_TRAINING;
        if (held != HELD_NOT) s->skipped += (double)plan->config.train.steps;
        if (held == HELD_NOT && s->options->evaluate_only && !plan->config.weights[0])
            s->result->untrained++;
        else if (held == HELD_WHOLE)
            s->result->held_before++;
        else if (refused(s, plan) || worn_out(s, plan))
            s->result->failed++;
        else
            return plan;
    }
    return NULL;
}

static bool is_late(const struct scheduler *s) { return s->options->until > 0 && clock_seconds() >= s->options->until; }

static bool fill_jobs(struct scheduler *s, struct error *err) {
    bool ok = true;
    for (int i = 0; ok && i < s->jobs && !s->stopping; i++) {
        if (s->job[i].pid) continue;
        const struct run_plan *plan = next_plan(s, &ok, err);
        if (!plan) break;
        s->result->late = s->stopping = is_late(s);
        if (!s->stopping) ok = start_job(s, &s->job[i], plan, err);
    }
    return ok;
}

/* How much is done is counted in training steps over all runs. */
static void take_measure(const struct scheduler *s, struct gauge *g) {
    double all = 0, done = 0, before = s->skipped;
    for (int k = 0; k < s->suite->n; k++) {
        const double steps = (double)s->suite->plan[k].config.train.steps;
        all += steps;
        if (k < s->next) done += steps;
    }
    for (int i = 0; i < s->jobs; i++) {
        const struct job *job = &s->job[i];
        if (!job->pid) continue;
        const long from = job->from > 0 ? job->from : 0;
        const double spent = clock_seconds() - job->began;
        done += (double)(job->last.step - job->plan->config.train.steps);
        before += (double)from;
        if (spent > 0.5 && job->last.step > from) g->rate += (double)(job->last.step - from) / spent;
    }
    const double made = done - before, spent = clock_seconds() - s->began;
    g->share = all > 0 ? done / all : 0;
    g->left = made > 0 && spent > 2 ? spent / made * (all - done) : (double)NAN;
}

static void progress_line(struct scheduler *s, int columns, struct text *out) {
    struct gauge_run run[JOBS_MAX];
    struct gauge g = {.finished = finished(s), .total = s->result->total, .failed = s->result->failed, .run = run};
    take_measure(s, &g);
    for (int i = 0; i < s->jobs; i++) {
        const struct job *job = &s->job[i];
        if (job->pid)
            run[g.n_runs++] = (struct gauge_run){job->name, job->phase, job->last.step, job->plan->config.train.steps,
                                                 job->last.steps ? job->last.loss : (double)NAN};
    }
    gauge_write(&g, columns, out);
}

static void show_progress(struct scheduler *s) {
    struct text line = {0};
    if (log_is_terminal()) {
        progress_line(s, log_columns(), &line);
        log_progress(text_of(&line));
    } else if (clock_seconds() - s->spoke > HEARTBEAT_SECONDS) {
        s->spoke = clock_seconds();
        progress_line(s, HEARTBEAT_COLUMNS, &line);
        log_info("%s", text_of(&line));
    }
    text_free(&line);
}

static void tell_jobs(struct scheduler *s, int signal) {
    s->told = true;
    for (int i = 0; i < s->jobs; i++)
        if (s->job[i].pid) kill(s->job[i].pid, signal);
}

/* The first interrupt asks workers to save and exit, the second kills them. */
static void heed_interrupts(struct scheduler *s, int *heeded) {
    const int now = interrupts;
    if (now == *heeded) return;
    if (*heeded == 0) {
        log_progress(NULL);
        log_info("interrupted: saving %d run%s; again to stop at once", s->running, s->running == 1 ? "" : "s");
    }
    tell_jobs(s, now > 1 ? SIGKILL : SIGTERM);
    *heeded = now;
    s->stopping = s->result->interrupted = true;
}

static void wait_for_news(struct scheduler *s) {
    struct pollfd fds[JOBS_MAX];
    nfds_t n = 0;
    for (int i = 0; i < s->jobs; i++)
        if (s->job[i].pid && s->job[i].progress >= 0)
            fds[n++] = (struct pollfd){.fd = s->job[i].progress, .events = POLLIN};
    poll(fds, n, 200);
    for (int i = 0; i < s->jobs; i++)
        if (s->job[i].pid && s->job[i].progress >= 0) read_progress(&s->job[i]);
}

static bool loop(struct scheduler *s, struct error *err) {
    int heeded = 0;
    bool ok = fill_jobs(s, err);
    if (!ok) s->stopping = true;
    while (s->running) {
        wait_for_news(s);
        heed_interrupts(s, &heeded);
        struct error *to = ok ? err : &s->error; /* the first error is reported */
        if (!reap(s, to) || (!s->stopping && !fill_jobs(s, to))) {
            if (ok) tell_jobs(s, SIGTERM);
            ok = false;
            s->stopping = true;
        }
        if (s->running && !heeded) show_progress(s); // an interrupted run is no measure of what is left
    }
    log_progress(NULL);
    return ok;
}

static int default_jobs(const struct schedule_options *o, int plans) {
    long n = o->jobs > 0 ? o->jobs : sysconf(_SC_NPROCESSORS_ONLN);
    if (n > JOBS_MAX) n = JOBS_MAX;
    if (n > plans) n = plans;
    return n < 1 ? 1 : (int)n;
}

/* Where nothing is to be trained: whether there is anything to evaluate. *any: a run is stored, or a model is there. */
static bool any_trained(struct store *store, const struct suite *suite, bool *any, struct error *err) {
    bool ok = true;
    *any = false;
    for (int i = 0; ok && !*any && i < suite->n; i++)
        ok = suite->plan[i].config.weights[0] ? (*any = true) : store_holds(store, suite->plan[i].id, any, err);
    return ok;
}

/* A suite of which nothing is trained is not in the database because somebody asked for its evaluations. */
static bool store_suite(struct scheduler *s, struct store *store, struct error *err) {
    bool wanted = true;
    return (!s->options->evaluate_only || any_trained(store, s->suite, &wanted, err)) &&
           (!wanted || destination_add_suite(s->destination, s->suite, err));
}

static bool schedule(struct scheduler *s, struct error *err) {
    const struct schedule_options *o = s->options;
    catch_signals();
    s->destination = o->folder ? destination_folder(o->folder, err) : destination_database(o->database, s->suite, err);
    if (!s->destination) return false;
    s->work = destination_work(s->destination);
    if (!plugins_hand_over(s->work, err)) return false;
    struct store *store = destination_store(s->destination);
    const struct settling way = {o->other, o->evaluate_only};
    return (!store || (store_suite(s, store, err) && settle_codes(store, s->suite, &way, &s->result->other, err))) &&
           loop(s, err);
}

static int run_plans(struct suite *suite, const struct schedule_options *options, struct schedule_result *result,
                     struct error *err) {
    struct scheduler *s = mem_zero(1, sizeof *s);
    *result = (struct schedule_result){.total = suite->n};
    s->suite = suite;
    s->options = options;
    s->result = result;
    s->jobs = default_jobs(options, suite->n);
    s->began = s->spoke = clock_seconds();
    bool ok = schedule(s, err);
    result->seconds = clock_seconds() - s->began;
    destination_close(s->destination);
    mem_free(s);
    if (!ok) return err->exit_code;
    if (result->interrupted || result->waiting) return EXIT_INTERRUPTED;
    return result->failed ? EXIT_SOME_FAILED : EXIT_OK;
}

/* Runs of the suite that are not stored yet. */
static int count_missing(const struct suite *suite, struct store *store) {
    int missing = 0;
    for (int i = 0; i < suite->n; i++) {
        bool held = false;
        missing += !choose_pending(suite, i) && store_holds(store, suite->plan[i].id, &held, NULL) && !held;
    }
    return missing;
}

/* A choice belongs to the code that tried it: what another code fitted decides nothing for runs that this one makes.
 * tried: how many of the trials other code made. */
static bool check_trials(const struct suite *suite, struct store *store, int tried, struct error *err) {
    if (tried == 0) return true;
    const char *were = tried == 1 ? "" : "s";
    if (count_missing(suite, store))
        return error_set(err,
                         "%d training%s by which %s was chosen came from other code, and what is missing would be "
                         "chosen by it; --again does them anew, --keep takes them as they are",
                         tried, were, suite->choice_key);
    log_warn("%d training%s by which %s was chosen came from other code; --again does them anew", tried, were,
             suite->choice_key);
    return true;
}

/* Settles what stored trials decide. Arms that cannot be settled yet are left out. */
static bool take_choices(struct suite *suite, const char *database, int tried, struct error *err) {
    struct store *store = store_open(database, err);
    const bool ok = store && choose_settle(suite, store, err) && check_trials(suite, store, tried, err) &&
                    choose_keep(suite, store, err);
    store_close(store);
    if (ok) choose_drop(suite);
    return ok;
}

static int try_values(const struct suite *suite, const struct schedule_options *options, struct schedule_result *result,
                      struct error *err) {
    struct suite trials;
    choose_trials(suite, &trials);
    log_info("%s: %s is chosen by the fit of %d training%s; those that are stored are not repeated", suite->name,
             suite->choice_key, trials.n, trials.n == 1 ? "" : "s");
    const int code = run_plans(&trials, options, result, err);
    suite_free(&trials);
    return code == EXIT_SOME_FAILED && !options->fail_fast ? EXIT_OK : code;
}

/* First the trials, on seeds of their own, then the suite with the chosen settings. Both skip stored ids, so a call
 * that was interrupted in between is resumed. */
static int run_chosen(struct suite *suite, const struct schedule_options *options, struct schedule_result *result,
                      struct error *err) {
    const int wanted = suite->n;
    *result = (struct schedule_result){.total = wanted};
    REQUIRE(!options->folder); /* a campaign's choices are made before it begins */
    const int tried = options->evaluate_only ? EXIT_OK : try_values(suite, options, result, err);
    if (tried != EXIT_OK) return tried;
    if (!take_choices(suite, options->database, result->other.runs, err)) return err->exit_code;
    const int left = wanted - suite->n, code = run_plans(suite, options, result, err);
    result->total += left;
    if (options->evaluate_only) return result->untrained += left, code;
    result->failed += left;
    return code == EXIT_OK && left ? EXIT_SOME_FAILED : code;
}

int run_suite(struct suite *suite, const struct schedule_options *options, struct schedule_result *result,
              struct error *err) {
    if (suite->folder) beside_set(suite->folder);
    return (suite->n_choices ? run_chosen : run_plans)(suite, options, result, err);
}
