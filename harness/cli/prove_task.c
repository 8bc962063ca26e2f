#include "cli/prove_task.h"
#include "base/guard.h"
#include "base/log.h"
#include "base/memory.h"
#include "cli/command.h"
#include "run/plugins.h"
#include "run/task_battery.h"
#include <stdio.h>

static struct example room_for(const struct task_choice *choice, int n) {
    const size_t room = (size_t)task_max_tokens(choice, n) + TASK_SLACK;
    return (struct example){.token = mem_zero(room, sizeof(int)),
                            .target = mem_zero(room, sizeof(int)),
                            .group = mem_zero(room, sizeof(int)),
                            .value = mem_zero(room, sizeof(float))};
}

/* At every length, the first that fails in err; *lengths says how many were tried. */
static bool holds(const struct task_choice *choice, const struct task_test *test, int *lengths, struct error *err) {
    bool ok = true;
    *lengths = 0;
    for (int n; ok && (n = task_tried_length(choice, *lengths)) > 0; (*lengths)++) {
        struct example e = room_for(choice, n);
        ok = test->holds(choice, n, &e, err);
        mem_free(e.token);
        mem_free(e.target);
        mem_free(e.group);
        mem_free(e.value);
    }
    return ok;
}

static bool applies(const struct task_choice *choice, const struct task_test *test) {
    return !test->solver || choice->task->solve;
}

static void try_all(void *to) {
    struct task_choice choice;
    struct error ignored;
    int lengths;
    if (!task_parse(to, &choice, &ignored)) return;
    for (const struct task_test *t = task_tests_all; t->what; t++)
        if (applies(&choice, t)) holds(&choice, t, &lengths, &ignored);
}

static bool add_row(struct table *t, const struct task_choice *choice, const struct task_test *test) {
    struct error err;
    int lengths;
    table_cell(t, "%s", test->what);
    if (!applies(choice, test)) {
        table_cell(t, "n/a");
        table_cell(t, "n/a");
        return true;
    }
    const bool ok = holds(choice, test, &lengths, &err);
    table_number(t, lengths, "%.0f");
    table_cell(t, "%s", ok ? "ok" : "FAILS");
    if (!ok) log_error("%s", err.text);
    return ok;
}

bool prove_task(const char *expression, enum table_format format, int *failed, struct error *err) {
    static const char *const headers[] = {"what is tried", "lengths", "verdict"};
    struct task_choice choice;
    if (plugins_play(expression) && !guard_try(try_all, (char *)expression, plugins_seconds(), err))
        return error_prefix(err, "%s was tried, with the code of a plugin", expression);
    if (!task_parse(expression, &choice, err)) return false;
    struct table *t = table_new(3, headers);
    for (const struct task_test *test = task_tests_all; test->what; test++) *failed += !add_row(t, &choice, test);
    table_print(t, format, stdout);
    table_free(t);
    return true;
}
