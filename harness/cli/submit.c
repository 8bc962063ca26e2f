/* A suite on several machines: submit, slice (what a task runs), collect. */
#include "run/submit.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/command.h"
#include "results/store.h"
#include "run/campaign.h"
#include "run/choose.h"
#include "run/collect.h"
#include "run/estimate.h"
#include "run/scheduler.h"
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct flag submit_flags[] = {
    {"slurm", 0, NULL, NULL, "submit a job array to Slurm"},
    {"parallel", 0, NULL, NULL, "run the slices with GNU parallel"},
    {"dir", 0, "FOLDER", NULL, "the campaign's folder, on a file system that all machines share (SUITE.campaign here)"},
    {"db", 0, "PATH", NULL,
     "timings are taken from it, and results collected into it (none: FOLDER/results.db; with --parallel lexbench.db)"},
    {"minutes", 0, "M", "45", "minutes that a slice should take"},
    {"run-minutes", 0, "M", "5", "minutes that a run takes if no run of its arm is stored"},
    {"cpus", 0, "N", "4", "processors of a task, one run on each"},
    {"array-max", 0, "N", NULL, "MaxArraySize, where scontrol cannot tell it (1001)"},
    {"partition", 0, "NAME", NULL, "for sbatch"},
    {"account", 0, "NAME", NULL, "for sbatch"},
    {"time", 0, "LIMIT", NULL, "for sbatch; default: twice the expected time of a slice plus ten minutes"},
    {"modules", 0, "NAMES", NULL, "environment modules to load in a task, separated by spaces"},
    {"sbatch", 0, "OPTIONS", NULL, "more options for sbatch, such as '--qos=short --mem=4G'"},
    {"hosts", 0, "HOSTS", NULL, "for GNU parallel, such as 'ada,grace,:' (: is this machine)"},
    {"dry-run", 'n', NULL, NULL, "print the scripts and commands; write and start nothing"},
    {0}};
static const struct flag slice_flags[] = {FLAG_JOBS,
                                          {"retry", 0, NULL, NULL, "also runs whose attempts died too often"},
                                          {"quiet", 'q', NULL, NULL, "only errors"},
                                          {0}};
static const struct flag collect_flags[] = {
    {"db", 0, "PATH", "lexbench.db", "the database, on a local disk"},
    {"copy", 0, "FILE", NULL, "instead: make the database in $TMPDIR and put the finished file there"},
    {"models", 0, NULL, NULL, "copy the trained parameters too, for 'lexbench export'"},
    {0}};

enum { ARRAY_MAX_USUAL = 1001 };

static bool flag_positive(const struct call *call, const char *name, double *out, struct error *err) {
    const char *value = flag_value(call, name);
    return (text_to_double(value, out) && *out > 0) ||
           error_set(err, "--%s needs a number above 0, not '%s'", name, value);
}

static bool flag_count(const struct call *call, const char *name, long *out, struct error *err) {
    const char *value = flag_value(call, name);
    return (text_to_long(value, out) && *out >= 1) ||
           error_set(err, "--%s needs a whole number from 1 on, not '%s'", name, value);
}

/* ---- submit ---- */

struct order {
    const struct call *call;
    struct submission to;
    struct text folder, time;
    char program[PATH_MAX], home[PATH_MAX];
    long cpus, slices;
    double slice_minutes; /* what a slice will take */
};

static void order_free(struct order *o) {
    text_free(&o->folder);
    text_free(&o->time);
}

/* SUITE.campaign in the current directory, for suites/SUITE.yaml. */
static void default_folder(const char *suite, struct text *out) {
    const char *slash = strrchr(suite, '/'), *name = slash ? slash + 1 : suite, *dot = strrchr(name, '.');
    text_add(out, "%.*s.campaign", dot && dot != name ? (int)(dot - name) : (int)strlen(name), name);
}

static bool find_places(struct order *o, struct error *err) {
    const char *dir = flag_value(o->call, "dir");
    const ssize_t n = readlink("/proc/self/exe", o->program, sizeof o->program - 1);
    if (n < 0) return error_io(err, "cannot find this program's own file");
    o->program[n] = '\0';
    if (!getcwd(o->home, sizeof o->home)) return error_io(err, "cannot find the current directory");
    if (!dir || dir[0] != '/') text_add(&o->folder, "%s/", o->home);
    if (dir)
        text_add(&o->folder, "%s", dir);
    else
        default_folder(o->call->argument[0], &o->folder);
    return true;
}

static const char *database_of(const struct order *o) {
    const char *db = flag_value(o->call, "db");
    return db ? db : "lexbench.db";
}

/* So many slices that each takes the wanted time, but no more than an array may have tasks, and none without a run for
 * each of its processors. */
static bool cut_slices(struct order *o, const struct suite *suite, struct error *err) {
    double minutes, run_minutes;
    struct estimate estimate;
    long most = LONG_MAX;
    if (!flag_positive(o->call, "minutes", &minutes, err) ||
        !flag_positive(o->call, "run-minutes", &run_minutes, err) ||
        !suite_estimate(suite, database_of(o), 60 * run_minutes, &estimate, err))
        return false;
    if (flag_given(o->call, "slurm")) {
        if (flag_given(o->call, "array-max")) {
            if (!flag_count(o->call, "array-max", &most, err)) return false;
        } else if ((most = submission_array_limit()) == 0) {
            most = ARRAY_MAX_USUAL;
        }
        most = most > 2 ? most - 1 : 1; /* indices go from 1 to MaxArraySize - 1 */
    }
    const double total = estimate.seconds / 60 / (double)o->cpus;
    const long full = (suite->n + o->cpus - 1) / o->cpus;
    o->slices = total / minutes < (double)full ? (long)ceil(total / minutes) : full;
    if (o->slices > most) o->slices = most;
    o->slice_minutes = total / (double)o->slices;
    log_info("%d runs, timings of %d are stored: about %.3g processor hours in %ld slice%s of %.3g minutes", suite->n,
             estimate.known, estimate.seconds / 3600, o->slices, o->slices == 1 ? "" : "s", o->slice_minutes);
    return true;
}

/* Slices know only the campaign's file, so the suite's choices are settled before: from an existing campaign, else from
 * the database. */
static bool settle_choices(const struct order *o, struct suite *suite, struct error *err) {
    const char *folder = text_of(&o->folder);
    if (suite->n_choices == 0) return true;
    if (!campaign_there(folder))
        return choose_from_database(suite, database_of(o), o->call->argument[0], suite->overrides, err);
    struct campaign c;
    if (!campaign_open(folder, &c, err)) return false;
    suite_free(suite);
    *suite = c.suite;
    c.suite = (struct suite){0};
    campaign_close(&c);
    return true;
}

static bool fill_order(struct order *o, const struct call *call, struct suite *suite, struct error *err) {
    *o = (struct order){.call = call};
    if (flag_given(call, "slurm") == flag_given(call, "parallel"))
        return error_set(err, "give one of --slurm and --parallel");
    if (!flag_count(call, "cpus", &o->cpus, err) || !find_places(o, err) || !settle_choices(o, suite, err) ||
        !cut_slices(o, suite, err))
        return false;
    text_add(&o->time, "%.0f", ceil(2 * o->slice_minutes) + 10);
    o->to = (struct submission){.program = o->program,
                                .folder = text_of(&o->folder),
                                .home = o->home,
                                .database = flag_value(call, "db"),
                                .partition = flag_value(call, "partition"),
                                .account = flag_value(call, "account"),
                                .modules = flag_value(call, "modules"),
                                .time = flag_given(call, "time") ? flag_value(call, "time") : text_of(&o->time),
                                .site = flag_value(call, "sbatch"),
                                .hosts = flag_value(call, "hosts"),
                                .cpus = (int)o->cpus};
    return submission_check(&o->to, err);
}

static void print_command(const struct words *words) {
    struct text line = {0};
    words_write(words, &line);
    printf("%s", text_of(&line));
    text_free(&line);
}

static void dry_run(const struct order *o) {
    struct text script = {0};
    struct words first = {0}, second = {0};
    char slices[32];
    const bool slurm = flag_given(o->call, "slurm");
    snprintf(slices, sizeof slices, "1-%ld", o->slices);
    submission_task_script(&o->to, &script);
    printf("==> %s/task.sh <==\n%s\n", o->to.folder, text_of(&script));
    if (slurm) {
        text_clear(&script);
        submission_collect_script(&o->to, &script);
        printf("==> %s/collect.sh <==\n%s\n", o->to.folder, text_of(&script));
        submission_array(&o->to, slices, &first);
        submission_collector(&o->to, "JOB", &second);
    } else {
        submission_parallel(&o->to, slices, &first);
    }
    printf("==> commands <==\n");
    print_command(&first);
    if (slurm) print_command(&second);
    words_free(&first);
    words_free(&second);
    text_free(&script);
}

static bool write_script(const struct order *o, const char *name,
                         void (*make)(const struct submission *, struct text *), struct error *err) {
    struct text script = {0};
    char *path = path_join(o->to.folder, name);
    make(&o->to, &script);
    bool ok = file_write(path, text_of(&script), script.size, err);
    text_free(&script);
    mem_free(path);
    return ok;
}

static bool write_scripts(const struct order *o, struct error *err) {
    char *log = path_join(o->to.folder, "log");
    bool ok = dir_make(log, err) && write_script(o, "task.sh", submission_task_script, err) &&
              write_script(o, "collect.sh", submission_collect_script, err);
    mem_free(log);
    return ok;
}

/* What sbatch --parsable prints: the job's number, perhaps ";cluster". */
static bool submit_job(const struct words *words, char job[32], struct error *err) {
    struct text said = {0};
    bool ok = words_run(words, &said, NULL, err);
    if (ok && sscanf(text_of(&said), "%31[0-9]", job) != 1)
        ok = error_set(err, "sbatch printed no job number but '%.100s'", text_of(&said));
    text_free(&said);
    return ok;
}

static bool submit_slurm(const struct order *o, const char *slices, struct error *err) {
    struct words array = {0}, collector = {0};
    char job[32], after[32];
    submission_array(&o->to, slices, &array);
    bool ok = submit_job(&array, job, err);
    if (ok) {
        submission_collector(&o->to, job, &collector);
        ok = submit_job(&collector, after, err) || error_prefix(err, "job %s is submitted, its collector is not", job);
    }
    if (ok) {
        log_info("job %s has slices %s; job %s collects after it; 'lexbench status %s' shows progress, 'scancel %s' "
                 "cancels it",
                 job, slices, after, o->to.folder, job);
        printf("%s\n", job);
    }
    words_free(&array);
    words_free(&collector);
    return ok;
}

static void say_collected(const struct collected *r, const struct campaign *c, const char *where) {
    char span[24];
    struct text open = {0};
    clock_span(r->seconds, span);
    log_info("%d runs: %d collected now, %d stored before, %d failed, %d missing; %s; results in %s", r->runs,
             r->stored_now, r->stored_before, r->failed, r->missing, span, where);
    if ((r->failed || r->missing) && campaign_unfinished(c, &open))
        log_info("slices %s are not done; 'lexbench submit' of the same suite starts them again", text_of(&open));
    text_free(&open);
}

static int collected_code(const struct collected *r) {
    return r->failed ? EXIT_SOME_FAILED : r->missing ? EXIT_NOTHING : EXIT_OK;
}

static int collect_into(const struct campaign *c, const char *database, bool models, struct error *err) {
    struct collected result;
    if (!campaign_collect(c, database, models, &result, err)) return report_error(err);
    say_collected(&result, c, database);
    return collected_code(&result);
}

/* Ctrl-C stops the working machines; the result files they wrote are collected all the same. */
static int submit_parallel(const struct order *o, const struct campaign *c, const char *slices, struct error *err) {
    struct words words = {0};
    int code = EXIT_OK;
    submission_parallel(&o->to, slices, &words);
    signal(SIGINT, SIG_IGN);
    bool ok = words_run(&words, NULL, &code, err);
    words_free(&words);
    if (!ok) return report_error(err);
    if (code) log_warn("not all slices ended well (GNU parallel exits with %d)", code);
    return collect_into(c, o->to.database ? o->to.database : "lexbench.db", false, err);
}

static int submit(const struct order *o, const struct suite *suite, struct error *err) {
    struct campaign c;
    struct text slices = {0};
    if (!campaign_begin(o->to.folder, o->call->argument[0], o->call->argument + 1, o->call->n - 1, suite,
                        (int)o->slices, &c, err))
        return report_error(err);
    int code = EXIT_OK;
    if (campaign_unfinished(&c, &slices) == 0)
        log_info("every run is handed over; 'lexbench collect %s' stores them", o->to.folder);
    else if (!write_scripts(o, err))
        code = report_error(err);
    else if (flag_given(o->call, "slurm"))
        code = submit_slurm(o, text_of(&slices), err) ? EXIT_OK : report_error(err);
    else
        code = submit_parallel(o, &c, text_of(&slices), err);
    text_free(&slices);
    campaign_close(&c);
    return code;
}

static int cmd_submit(const struct call *call) {
    struct error err = {0};
    struct suite suite;
    struct order order;
    int code = EXIT_OK;
    if (!load_suite(call->argument[0], call->argument + 1, call->n - 1, &suite, &err)) return report_error(&err);
    if (!fill_order(&order, call, &suite, &err))
        code = report_error(&err);
    else if (flag_given(call, "dry-run"))
        dry_run(&order);
    else
        code = submit(&order, &suite, &err);
    order_free(&order);
    suite_free(&suite);
    return code;
}

const struct command command_submit = {
    .name = "submit",
    .arguments = "SUITE [key=value...]",
    .summary = "run a suite on a cluster, or on a few machines",
    .text = "  lexbench submit --slurm suite.yaml seeds=1..8 --partition short --dry-run\n  lexbench submit --slurm "
            "suite.yaml --dir /shared/suite.campaign\n  lexbench submit --parallel suite.yaml --hosts "
            "ada,grace,:\n\nThe suite is cut into slices of some 45 minutes, which become the tasks of a job array; a "
            "job after it collects. A task near its time limit saves and goes back into the queue. The same command "
            "again starts the slices that are not done (docs/cluster.md).",
    .least = 1,
    .most = -1,
    FLAGS(submit_flags),
    .run = cmd_submit,
};

/* ---- slice ---- */

static int run_slice(const struct campaign *c, int k, struct schedule_options *options, struct error *err) {
    struct schedule_result result;
    struct suite suite;
    char *folder = campaign_slice_folder(c, k);
    campaign_slice(c, k, &suite);
    options->folder = folder;
    int code = run_suite(&suite, options, &result, err);
    if (err->text[0])
        code = report_error(err);
    else
        log_info("slice %d: %d runs: %d done now, %d handed over before, %d diverged, %d failed", k, result.total,
                 result.done, result.held_before, result.diverged, result.failed);
    suite_free(&suite);
    mem_free(folder);
    return code;
}

static int cmd_slice(const struct call *call) {
    struct error err = {0};
    struct campaign c;
    struct schedule_options options = {.retry = flag_given(call, "retry")};
    long k;
    int code;
    if (!flag_jobs(call, &options.jobs, &err)) return report_error(&err);
    log_quiet(flag_given(call, "quiet"));
    if (!campaign_open(call->argument[0], &c, &err)) return report_error(&err);
    if (text_to_long(call->argument[1], &k) && k >= 1 && k <= c.slices) {
        code = run_slice(&c, (int)k, &options, &err);
    } else {
        error_set(&err, "%s has slices 1 to %d, not '%s'", call->argument[0], c.slices, call->argument[1]);
        code = report_error(&err);
    }
    campaign_close(&c);
    return code;
}

const struct command command_slice = {
    .name = "slice",
    .arguments = "FOLDER K",
    .summary = "run what is missing of a campaign's slice",
    .text = "  lexbench slice suite.campaign 7 -j 4\n\nThe tasks of 'lexbench submit' run this command; any other way "
            "to start it on several machines will do. Finished runs stay in the folder; no database is touched.",
    .least = 2,
    .most = 2,
    FLAGS(slice_flags),
    .run = cmd_slice,
    .without_plugins = true, /* the campaign has its own */
};

/* ---- collect ---- */

/* In a directory of its own, starting from what was collected before. */
static int collect_in(const char *dir, const struct campaign *c, const char *file, struct error *err) {
    struct collected result;
    char *database = path_join(dir, "lexbench.db");
    bool ok = (!file_exists(file) || file_copy(file, database, err)) &&
              campaign_collect(c, database, false, &result, err) && file_copy(database, file, err);
    mem_free(database);
    if (!ok) return report_error(err);
    say_collected(&result, c, file);
    return collected_code(&result);
}

/* For machines without a lasting local disk: the database is made on a temporary one, and the finished file is moved to
 * its place. */
static int collect_copy(const struct campaign *c, const char *file, struct error *err) {
    char *dir = dir_temporary(err);
    if (!dir) return report_error(err);
    const int code = collect_in(dir, c, file, err);
    dir_remove(dir);
    mem_free(dir);
    return code;
}

static int cmd_collect(const struct call *call) {
    struct error err = {0};
    struct campaign c;
    if (!campaign_open(call->argument[0], &c, &err)) return report_error(&err);
    int code;
    if (flag_given(call, "copy") && flag_given(call, "models"))
        error_set(&err, "--models needs a database that stays: --db"), code = report_error(&err);
    else if (flag_given(call, "copy"))
        code = collect_copy(&c, flag_value(call, "copy"), &err);
    else
        code = collect_into(&c, flag_value(call, "db"), flag_given(call, "models"), &err);
    campaign_close(&c);
    return code;
}

const struct command command_collect = {
    .name = "collect",
    .arguments = "FOLDER",
    .summary = "store the results of a campaign's slices",
    .text = "  lexbench collect suite.campaign --db results.db\n  lexbench collect suite.campaign --copy "
            "/shared/results.db\n\nIt may run again, also while tasks are running. Exit code 3: runs are missing; 4: "
            "runs failed.",
    .least = 1,
    .most = 1,
    FLAGS(collect_flags),
    .run = cmd_collect,
    .without_plugins = true, /* the campaign has its own */
};
