#include "run/plan.h"
#include "base/beside.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/yaml.h"
#include "results/identity.h"
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Names are never cut, because two could become equal. at: the name's place in the file; NULL: in no file. */
static bool keep_name(const char *what, const char *text, char *out, size_t size, const struct yaml *at,
                      struct error *err) {
    if (strlen(text) >= size)
        return at ? yaml_error(at, err, "%s is longer than %zu bytes: %.60s...", what, size - 1, text)
                  : error_set(err, "%s is longer than %zu bytes: %.60s...", what, size - 1, text);
    memcpy(out, text, strlen(text) + 1);
    return true;
}

bool plan_name(struct run_plan *plan, const char *label, const struct yaml *task, const struct yaml *entry,
               struct error *err) {
    struct scheme scheme;
    struct task_set set;
    struct text text = {0};
    char part[sizeof plan->task_short];
    if (!scheme_parse(plan->config.scheme, &scheme, NULL) || !task_set_parse(plan->config.task, &set, NULL))
        BUG("a resolved configuration does not parse");
    scheme_underive(&scheme, train_exposure(&plan->config, &set));
    scheme_write(&scheme, false, &text);
    bool ok = keep_name("the scheme's expression", text_of(&text), plan->scheme_short, sizeof plan->scheme_short, entry,
                        err) &&
              keep_name(label ? "the label" : "the scheme's expression is its label and",
                        label ? label : text_of(&text), plan->label, sizeof plan->label, entry, err);
    text_clear(&text);
    task_set_write(&set, false, &text);
    ok = ok && keep_name("the task's expression", text_of(&text), plan->task_short, sizeof plan->task_short, task, err);
    for (int k = 0; ok && k < set.n; k++) {
        text_clear(&text);
        task_set_name(&set, k, &text);
        ok = keep_name("the name of a task among several", text_of(&text), part, sizeof part, task, err);
    }
    text_free(&text);
    return ok;
}

struct sha256_head *plan_head(const struct run_config *config) {
    struct text shared = {0};
    config_write_shared(config, &shared);
    struct sha256_head *head = sha256_head(text_of(&shared), shared.size);
    text_free(&shared);
    return head;
}

void plan_identify_arm(struct run_plan *plan, const struct sha256_head *head) {
    struct text seed = {0};
    config_write_seed(&plan->config, &seed);
    sha256_with_tail(head, text_of(&seed), seed.size, plan->id);
    text_free(&seed);
}

void plan_identify(struct run_plan *plan) {
    struct sha256_head *head = plan_head(&plan->config);
    plan_identify_arm(plan, head);
    mem_free(head);
}

void plan_arm(const struct run_plan *plan, char out[SHA256_HEX]) {
    struct text config = {0};
    config_write_training(&plan->config, &config);
    arm_id(text_of(&config), out);
    text_free(&config);
}

/* A plan is the configuration with lines of its own in front. */
struct plan_line {
    const char *key;
    size_t offset, size;
};
static const struct plan_line plan_lines[] = {
    {"plan.suite", offsetof(struct run_plan, suite), sizeof((struct run_plan *)0)->suite},
    {"plan.label", offsetof(struct run_plan, label), sizeof((struct run_plan *)0)->label},
    {"plan.scheme", offsetof(struct run_plan, scheme_short), sizeof((struct run_plan *)0)->scheme_short},
    {"plan.task", offsetof(struct run_plan, task_short), sizeof((struct run_plan *)0)->task_short},
};
enum { PLAN_LINES = sizeof plan_lines / sizeof *plan_lines };

void plan_write(const struct run_plan *plan, struct text *out) {
    for (int i = 0; i < PLAN_LINES; i++) {
        text_add(out, "%s = ", plan_lines[i].key);
        text_tsv(out, (const char *)plan + plan_lines[i].offset);
        text_add(out, "\n");
    }
    text_add(out, "plan.beside = ");
    text_tsv(out, beside_folder());
    text_add(out,
             "\nplan.ordinal = %ld\nplan.trained = %d\nplan.again = %d\nplan.probe = %d\nplan.probe_evaluations = %d\n",
             plan->ordinal, plan->trained, plan->again, plan->probe, plan->probe_evaluations);
    config_write(&plan->config, out);
}

static bool set_plan(void *to, const char *key, const char *value, struct error *err) {
    struct run_plan *plan = to;
    if (strcmp(key, "plan.ordinal") == 0)
        return text_to_long(value, &plan->ordinal) || error_set(err, "plan.ordinal is not a number");
    if (strcmp(key, "plan.beside") == 0) return beside_set(value), true;
    if (strcmp(key, "plan.trained") == 0) return plan->trained = strcmp(value, "1") == 0, true;
    if (strcmp(key, "plan.again") == 0) return plan->again = strcmp(value, "1") == 0, true;
    if (strcmp(key, "plan.probe_evaluations") == 0) return plan->probe_evaluations = strcmp(value, "1") == 0, true;
    if (strcmp(key, "plan.probe") == 0) return plan->probe = strcmp(value, "1") == 0, true;
    for (int i = 0; i < PLAN_LINES; i++) {
        if (strcmp(key, plan_lines[i].key) != 0) continue;
        if (strlen(value) >= plan_lines[i].size) return error_set(err, "%s is too long", key);
        memcpy((char *)plan + plan_lines[i].offset, value, strlen(value) + 1);
        return true;
    }
    return config_set_line(&plan->config, key, value, err);
}

bool plan_read(const char *text, struct run_plan *out, struct error *err) {
    struct text canonical = {0};
    memset(out, 0, sizeof *out);
    config_default(&out->config);
    if (!config_lines(text, set_plan, out, err)) return false;
    config_write_training(&out->config, &canonical);
    sha256_hex(text_of(&canonical), canonical.size, out->id);
    text_free(&canonical);
    return true;
}
