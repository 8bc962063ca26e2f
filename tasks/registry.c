/* The table of tasks, made from list.h. */
#include "tasks/task.h"
#include <string.h>

#define TASK(name) extern const struct task task_##name;
#include "tasks/list.h"
#undef TASK

const struct task *const task_list[] = {
#define TASK(name) &task_##name,
#include "tasks/list.h"
#undef TASK
    NULL};

const char *const metric_names[] = {[METRIC_EXACT] = "exact", [METRIC_TOKEN] = "token", [METRIC_LOSS] = "loss"};

int task_count(void) { return (int)(sizeof task_list / sizeof *task_list) - 1; }

const struct task *task_find(const char *name) {
    for (const struct task *const *task = task_list; *task; task++)
        if (strcmp((*task)->name, name) == 0) return *task;
    return NULL;
}
