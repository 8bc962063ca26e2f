#include "run/record.h"
#include "base/clock.h"
#include "base/memory.h"
#include "run/host.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* A run can be recorded as failed because its task does not parse any more (a file of text that is gone). */
static void note_parts(const struct run_plan *plan, struct run_record *r) {
    struct task_set set;
    struct text name = {0};
    if (!task_set_parse(plan->config.task, &set, NULL)) {
        run_record_add_part(r, plan->task_short, metric_names[METRIC_EXACT]);
        return;
    }
    for (int k = 0; k < set.n; k++) {
        text_clear(&name);
        task_set_name(&set, k, &name);
        run_record_add_part(r, text_of(&name), metric_names[set.part[k].task->metric]);
    }
    char word[OPTION_TEXT_SIZE];
    for (int i = 0; config_other_task(&plan->config, i, word) && task_set_parse(word, &set, NULL); i++) {
        text_clear(&name);
        task_set_name(&set, 0, &name);
        run_record_add_part(r, text_of(&name), metric_names[set.part[0].task->metric])->trained = false;
    }
    text_free(&name);
}

void record_begin(const struct run_plan *plan, struct run_record *r) {
    memset(r, 0, sizeof *r);
    struct text config = {0};
    config_write_training(&plan->config, &config);
    snprintf(r->id, sizeof r->id, "%s", plan->id);
    snprintf(r->suite, sizeof r->suite, "%s", plan->suite);
    snprintf(r->scheme, sizeof r->scheme, "%s", plan->scheme_short);
    snprintf(r->label, sizeof r->label, "%s", plan->label);
    snprintf(r->task, sizeof r->task, "%s", plan->task_short);
    r->ordinal = plan->ordinal;
    r->trained = true;
    r->again = plan->again;
    r->seed = plan->config.seed;
    r->train_length = plan->config.train.longest;
    r->config = mem_text(text_of(&config));
    note_parts(plan, r);
    r->fit = (double)NAN;
    r->fit_step = -1;
    r->fit_examples = plan->config.train.fit_examples;
    r->instructions = (double)NAN;
    r->attempt = 1;
    r->started_us = clock_utc_us();
    host_fill(&r->host);
    text_free(&config);
}
