/* A run of seconds' length, and doing it with interruptions: for the tests of the run room. */
#ifndef LEXBENCH_FIXTURE_RUN_H
#define LEXBENCH_FIXTURE_RUN_H
#include "base/file.h"
#include "base/memory.h"
#include "run/resume.h"
#include "run/suite.h"
#include "run/train.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* The plan's id is that of its settings again. */
static inline void identify(struct run_plan *plan) {
    struct error err;
    struct text text = {0};
    plan_write(plan, &text);
    if (!plan_read(text_of(&text), plan, &err)) fail_msg("%s", err.text);
    text_free(&text);
}

static inline struct run_plan small_plan(const char *scheme, const char *task) {
    struct run_plan plan = {0};
    struct error err;
    static const char *const settings[][2] = {
        {"model.layers", "2"},       {"model.width", "16"},        {"model.heads", "2"},
        {"train.steps", "40"},       {"train.batch", "8"},         {"train.longest", "6"},
        {"train.fit_every", "10"},   {"train.fit_examples", "20"}, {"evaluate.lengths", "3,6,9"},
        {"evaluate.examples", "50"}, {"train.lr", "3e-3"}};
    config_default(&plan.config);
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (!config_set(&plan.config, settings[i][0], settings[i][1], &err)) fail_msg("%s", err.text);
    assert_true(config_set(&plan.config, "scheme", scheme, &err));
    assert_true(config_set(&plan.config, "task", task, &err));
    if (!config_resolve(&plan.config, &err)) fail_msg("%s", err.text);
    snprintf(plan.suite, sizeof plan.suite, "test");
    snprintf(plan.label, sizeof plan.label, "%s", scheme);
    identify(&plan);
    return plan;
}

/* How often `stop` is asked before it says so. */
static long stop_after;
static inline bool stop_now(void) { return stop_after-- == 0; }

/* Attempt after attempt, each stopped as stops[i] says; the last one to its end. */
static inline void train_to_end(const struct run_plan *plan, const char *checkpoint, const char *model,
                                struct run_record *record, const long *stops, int n) {
    struct error err;
    for (int i = 0;; i++) {
        stop_after = i < n ? stops[i] : -1;
        struct run_hooks hooks = {.stop = i < n ? stop_now : NULL, .checkpoint = checkpoint, .model = model};
        enum run_end end = run_plan(plan, &hooks, record, &err);
        if (end == RUN_END_ERROR) fail_msg("%s", err.text);
        if (end == RUN_END_COMPLETE) return;
        assert_true(i < n);
        run_record_free(record);
    }
}
/* A suite from its text. */
static inline bool load_text(const char *text, const char *override, struct suite *suite, struct error *err) {
    char path[] = "/tmp/lexbench-suite-XXXXXX";
    int fd = mkstemp(path);
    assert_int_equal(write(fd, text, strlen(text)), (long)strlen(text));
    close(fd);
    bool ok = suite_load(path, &override, override ? 1 : 0, suite, err);
    unlink(path);
    return ok;
}
#endif
