/* The table of tasks, made from list.h. */
#include "tasks/task.h"
#include <string.h>

#define TASK(name) extern const struct task task_##name;
#include "tasks/list.h"
#undef TASK

const struct task *task_list[TASK_LIST_MAX + 1] = {
#define TASK(name) &task_##name,
#include "tasks/list.h"
#undef TASK
};

const char *const metric_names[] = {[METRIC_EXACT] = "exact", [METRIC_TOKEN] = "token", [METRIC_LOSS] = "loss"};

int task_count(void) {
    int n = 0;
    while (task_list[n]) n++;
    return n;
}

bool task_register(const struct task *task) {
    const int n = task_count();
    if (n < TASK_LIST_MAX) task_list[n] = task;
    return n < TASK_LIST_MAX;
}

const struct task *task_find(const char *name) {
    for (const struct task *const *task = task_list; *task; task++)
        if (strcmp((*task)->name, name) == 0) return *task;
    return NULL;
}
