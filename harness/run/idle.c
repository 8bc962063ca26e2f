#include "run/idle.h"
#include <string.h>

static bool has_mlp(const struct run_config *c, const struct task_set *set) { return (void)set, c->model.mlp > 0; }

static bool is_drawn(const struct run_config *c, const struct task_set *set) {
    return (void)set, c->model.loops_by == LOOPS_DRAWN;
}

static bool draws_or_not(const struct run_config *c, const struct task_set *set) {
    return !is_drawn(c, set) || c->model.loops_from != c->model.loops;
}

static bool cuts_gradients(const struct run_config *c, const struct task_set *set) {
    return (void)set, c->model.grad_loops < c->model.loops;
}

static bool has_rounding(const struct run_config *c, const struct task_set *set) {
    return (void)set, c->model.rounding != ROUNDING_NONE;
}

static bool warms_up(const struct run_config *c, const struct task_set *set) {
    return (void)set, c->train.warmup < c->train.steps;
}

static bool falls(const struct run_config *c, const struct task_set *set) {
    return warms_up(c, set) && c->train.schedule != SCHEDULE_CONSTANT;
}

static bool has_list(const struct run_config *c, const struct task_set *set) {
    return (void)set, c->train.lengths == LENGTHS_LIST;
}

static bool has_longest(const struct run_config *c, const struct task_set *set) { return !has_list(c, set); }

static bool has_range(const struct run_config *c, const struct task_set *set) {
    return (void)set, c->train.lengths == LENGTHS_UNIFORM || c->train.lengths == LENGTHS_BIASED;
}

static bool packs(const struct run_config *c, const struct task_set *set) {
    return (void)set, c->train.protocol.pack > 1;
}

static bool asks_for_least(const struct task *task) { return task->metric == METRIC_LOSS && !task->optimum; }

static bool lacks_least(const struct run_config *c, const struct task_set *set) {
    (void)c;
    for (int k = 0; k < set->n; k++)
        if (asks_for_least(set->part[k].task)) return true;
    return false;
}

static bool has_fit(const struct run_config *c, const struct task_set *set) {
    for (int k = 0; k < set->n; k++)
        if (!asks_for_least(set->part[k].task) || c->train.protocol.fit_loss > 0) return true;
    return false;
}

static bool measures_before_end(const struct run_config *c, const struct task_set *set) {
    return has_fit(c, set) && c->train.fit_every < c->train.steps;
}

/* A row may ask for what rows before it have left out. What an evaluation may use is no row, since one may be asked for
 * after the training: model.inject counts under a variant that runs the layers again. */
static const struct {
    const char *key;
    bool (*counts)(const struct run_config *config, const struct task_set *set);
    const char *where;
} rows[] = {
    {"model.activation", has_mlp, "model.mlp is above 0"},
    {"model.loops_by", draws_or_not, "what is drawn from has several numbers"},
    {"model.loops_from", is_drawn, "model.loops_by=drawn"},
    {"model.grad_loops", cuts_gradients, "it is below model.loops"},
    {"model.rounding_in", has_rounding, "model.rounding is not none"},
    {"train.lr_floor", falls, "train.schedule is not constant and train.warmup ends before the training"},
    {"train.schedule", warms_up, "train.warmup ends before the training"},
    {"train.shortest", has_range, "train.lengths is uniform or biased"},
    {"train.longest", has_longest, "train.lengths is not list"},
    {"train.length_list", has_list, "train.lengths=list"},
    {"train.pack_as", packs, "train.pack is above 1"},
    {"train.fit_loss", lacks_least, "the task's metric is loss and its least loss is not known"},
    {"train.fit_level", has_fit, "the fit is measured (see fit_loss)"},
    {"train.fit_times", has_fit, "the fit is measured (see fit_loss)"},
    {"train.stop_when_fitted", measures_before_end, "the fit is measured before the last step"},
};
enum { ROWS = sizeof rows / sizeof *rows };

const char *idle_key(int k) { return k < ROWS ? rows[k].key : NULL; }
const char *idle_counts_where(int k) { return rows[k].where; }

const char *setting_counts_where(const char *key) {
    for (int k = 0; k < ROWS; k++)
        if (strcmp(rows[k].key, key) == 0) return rows[k].where;
    return NULL;
}

const char *idle_value(const struct run_config *c, const char *key) {
    for (int k = 0; k < ROWS; k++)
        if ((c->idle & 1u << k) && strcmp(rows[k].key, key) == 0) return config_fallback(key);
    return NULL;
}

static void set_default(struct run_config *c, int k) {
    struct error bug = {0};
    if (!config_set(c, rows[k].key, config_fallback(rows[k].key), &bug)) BUG("%s: %s", rows[k].key, bug.text);
}

unsigned idle_settings(const struct run_config *c, const struct task_set *set) {
    struct run_config plain = *c;
    unsigned idle = 0;
    for (int k = 0; k < ROWS; k++) {
        if (!config_has_default(&plain, rows[k].key) && rows[k].counts(&plain, set)) continue;
        idle |= 1u << k;
        set_default(&plain, k);
    }
    return idle;
}

void config_leave_out(struct run_config *c, unsigned idle) {
    c->idle = 0;
    for (int k = 0; k < ROWS; k++) {
        if (!(idle & 1u << k) || config_has_default(c, rows[k].key)) continue;
        c->idle |= 1u << k;
        set_default(c, k);
    }
}
