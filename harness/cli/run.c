#include "base/clock.h"
#include "base/log.h"
#include "cli/command.h"
#include "run/scheduler.h"

const struct flag run_flags[] = {FLAG_DB,
                                 FLAG_JOBS,
                                 {"fail-fast", 0, NULL, NULL, "stop at the first run that fails"},
                                 {"retry", 0, NULL, NULL, "runs whose attempts died too often, too"},
                                 {"quiet", 'q', NULL, NULL, "only errors"},
                                 {0}};

static void say_end(const struct schedule_result *r, const char *database) {
    char span[24];
    clock_span(r->seconds, span);
    log_info("%d run%s: %d done now, %d stored before, %d diverged, %d failed; %s; results in %s", r->total,
             r->total == 1 ? "" : "s", r->done, r->held_before, r->diverged, r->failed, span, database);
}

int cmd_run(const struct call *call) {
    struct suite suite;
    struct error err = {0};
    struct schedule_result result;
    struct schedule_options options = {.database = flag_value(call, "db"),
                                       .fail_fast = flag_given(call, "fail-fast"),
                                       .retry = flag_given(call, "retry")};
    if (!flag_jobs(call, &options.jobs, &err)) return report_error(&err);
    log_quiet(flag_given(call, "quiet"));
    if (!load_suite(call->argument[0], call->argument + 1, call->n - 1, &suite, &err)) return report_error(&err);
    int code = run_suite(&suite, &options, &result, &err);
    suite_free(&suite);
    if (err.text[0]) return report_error(&err);
    say_end(&result, options.database);
    if (result.interrupted) log_info("interrupted; the same command goes on where it stopped");
    return code;
}

int cmd_work(const struct call *call) { return worker_main(call->argument[0], call->argument[1]); }
