#include "base/clock.h"
#include "base/log.h"
#include "cli/command.h"
#include "run/scheduler.h"
#include "run/worker.h"
#include <string.h>

static const struct flag run_flags[] = {FLAG_DB,
                                        FLAGS_WORDS,
                                        FLAG_JOBS,
                                        {"fail-fast", 0, NULL, NULL, "stop at the first run that fails"},
                                        FLAG_AGAIN,
                                        FLAG_KEEP,
                                        {"retry", 0, NULL, NULL, "also runs whose attempts died too often"},
                                        {"quiet", 'q', NULL, NULL, "only errors"},
                                        {0}};

static void say_end(const struct schedule_result *r, const char *database) {
    char span[24];
    clock_span(r->seconds, span);
    struct text only = {0};
    if (r->evaluated) text_add(&only, "%d only evaluated, ", r->evaluated);
    log_info("%d run%s: %d done now, %s%d stored before, %d diverged, %d failed; %s; results in %s", r->total,
             r->total == 1 ? "" : "s", r->done, text_of(&only), r->held_before, r->diverged, r->failed, span, database);
    text_free(&only);
    if (r->waiting)
        log_warn("%d run%s done and not stored, since the database was locked; the same command stores %s", r->waiting,
                 r->waiting == 1 ? " is" : "s are", r->waiting == 1 ? "it" : "them");
}

void say_other_code(const struct others *other, const char *anew) {
    if (other->runs)
        log_warn("%d of them were made by other code; %s anew, --keep takes them as they are", other->runs, anew);
    if (other->cells)
        log_warn("%d stored evaluation%s made by other code; --again does them anew, --keep takes them as they are",
                 other->cells, other->cells == 1 ? " was" : "s were");
}

/* An arm that cannot be set up has no run that could fail: it is told, and counts as failed. */
static void say_broken(const struct suite *suite) {
    for (const char *line = suite->broken; line && *line; line += strcspn(line, "\n") + 1)
        log_error("left out: %.*s", (int)strcspn(line, "\n"), line);
}

/* Of a suite without a file: the commands that show it. */
static void say_where(const struct call *call, const char *name) {
    struct text database = {0};
    if (flag_given(call, "db")) text_add(&database, " --db "), text_shell(&database, flag_value(call, "db"));
    log_info("'lexbench results %s%s' shows them, 'lexbench report %s%s' makes a page", name, text_of(&database), name,
             text_of(&database));
    text_free(&database);
}

static int cmd_run(const struct call *call) {
    struct suite suite;
    struct error err = {0};
    struct schedule_result result;
    struct schedule_options options = {.database = flag_value(call, "db"),
                                       .fail_fast = flag_given(call, "fail-fast"),
                                       .other = flag_other_code(call),
                                       .retry = flag_given(call, "retry")};
    if (!flag_jobs(call, &options.jobs, &err)) return report_error(&err);
    log_quiet(flag_given(call, "quiet"));
    if (!load_called_sound(call, &suite, &err)) return report_error(&err);
    say_dropped(&suite);
    say_idle(&suite);
    say_broken(&suite);
    say_precision(&suite);
    if (!has_suite_file(call)) log_info("the suite is stored as %s", suite.name);
    int code = run_suite(&suite, &options, &result, &err);
    if (code == EXIT_OK && suite.n_broken) code = EXIT_SOME_FAILED;
    if (!err.text[0]) say_end(&result, options.database);
    if (!err.text[0] && !has_suite_file(call)) say_where(call, suite.name);
    suite_free(&suite);
    if (err.text[0]) return report_error(&err);
    say_other_code(&result.other, "--again does them");
    if (result.interrupted) say_interrupted(call, &result);
    return code;
}

const struct command command_run = {
    .name = "run",
    .arguments = "[SUITE] [key=value...]",
    .summary = "train and evaluate what a suite lists and the database lacks",
    .text = "  lexbench run suites/quickstart.yaml\n  lexbench run suites/quickstart.yaml seeds=1..5 train.steps=4000 "
            "'schemes=rope;alibi'\n  lexbench run --tasks sort --schemes 'rope;alibi' --seeds 1..3\n\nWithout a "
            "suite's file --tasks and --schemes make one, with the model and the lengths of suites/quickstart.yaml; "
            "it says the name under which it is stored, and results, plot and report find it by that name. With a "
            "file they choose among what it lists.\n\nStored runs are not repeated; interrupted ones resume where they "
            "were, with the "
            "same results. Ctrl-C saves and exits with 75; the same command resumes. key=value overrides any setting "
            "of the suite (docs/suites.md).",
    .least = 0,
    .most = -1,
    FLAGS(run_flags),
    .run = cmd_run,
};

static const struct flag work_flags[] = {{0}};
static int cmd_work(const struct call *call) { return worker_main(call->argument[0], call->argument[1]); }

const struct command command_work = {
    .name = "work",
    .arguments = "PLAN WORKDIR",
    .summary = "one run (internal)",
    .text = "",
    .least = 2,
    .most = 2,
    .hidden = true,
    FLAGS(work_flags),
    .run = cmd_work,
};
