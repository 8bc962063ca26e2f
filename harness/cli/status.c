#include "base/file.h"
#include "base/memory.h"
#include "cli/command.h"
#include "results/store.h"
#include "run/scheduler.h"
#include "run/train.h"
#include <stdio.h>

const struct flag validate_flags[] = {FLAG_FORMAT, {0}};

/* What a run of a suite is at, by what is stored and what lies in the work directory; never by a stored "running". */
static const char *state_of(struct store *store, const char *work, const char *id) {
    enum run_status status;
    if (store && store_run_status(store, id, &status)) return run_status_name(status);
    char *spool = work_file(work, "spool", id, ".json"), *checkpoint = work_file(work, "checkpoint", id, "");
    const char *state = file_exists(spool) ? "handed over" : checkpoint_there(checkpoint) ? "under way" : "to do";
    mem_free(spool);
    mem_free(checkpoint);
    return state;
}

static struct table *plan_table(const struct suite *suite, struct store *store, const char *work) {
    const char *const headers[] = {"run", "task", "scheme", "seed", "steps", "state"};
    struct table *t = table_new(work ? 6 : 5, headers);
    for (int i = 0; i < suite->n; i++) {
        const struct run_plan *p = &suite->plan[i];
        table_cell(t, "%.10s", p->id);
        table_cell(t, "%s", p->task_short);
        table_cell(t, "%s", p->label);
        table_number(t, (double)p->config.seed, "%.0f");
        table_number(t, (double)p->config.train.steps, "%.0f");
        if (work) table_cell(t, "%s", state_of(store, work, p->id));
    }
    return t;
}

static int suite_status(const struct call *call, enum table_format format, struct error *err) {
    struct suite suite;
    if (!load_suite(call->argument[0], call->argument + 1, call->n - 1, &suite, err)) return report_error(err);
    char *work = work_dir_of(flag_value(call, "db"));
    struct store *store = store_open_readonly(flag_value(call, "db"), err);
    struct table *t = plan_table(&suite, store, work);
    table_print(t, format, stdout);
    table_free(t);
    store_close(store);
    mem_free(work);
    suite_free(&suite);
    return EXIT_OK;
}

int cmd_status(const struct call *call) {
    struct error err = {0};
    enum table_format format;
    if (!flag_format(call, &format, &err)) return report_error(&err);
    if (call->n) return suite_status(call, format, &err);
    struct store *store = store_open_readonly(flag_value(call, "db"), &err);
    if (!store) return report_error(&err);
    struct table *t = store_query(
        store,
        "SELECT suite, count(*) AS runs, sum(status = 'done') AS done, sum(fitted) AS fitted, sum(status = 'diverged') "
        "AS diverged, "
        "sum(status = 'failed') AS failed, round(sum(seconds + eval_seconds)) AS seconds FROM v_run GROUP BY suite",
        NULL, 0, &err);
    store_close(store);
    if (!t) return report_error(&err);
    table_print(t, format, stdout);
    table_free(t);
    return EXIT_OK;
}

int cmd_validate(const struct call *call) {
    struct error err = {0};
    struct suite suite;
    enum table_format format;
    if (!flag_format(call, &format, &err)) return report_error(&err);
    if (!load_suite(call->argument[0], call->argument + 1, call->n - 1, &suite, &err)) return report_error(&err);
    struct table *t = plan_table(&suite, NULL, NULL);
    table_print(t, format, stdout);
    table_free(t);
    suite_free(&suite);
    return EXIT_OK;
}
