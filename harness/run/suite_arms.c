/* The arms of a suite: their labels, which no two of a task share, and their runs, one a seed, none of which the suite
 * may have twice. */
#include "base/hash.h"
#include "base/memory.h"
#include "run/idle.h"
#include "run/suite_grid.h"
#include <stdio.h>
#include <string.h>

static bool read_seed_offset(const struct yaml *scheme, long *offset, struct error *err) {
    const struct yaml *node = scheme->kind == YAML_MAP ? yaml_get(scheme, "seed_offset") : NULL;
    *offset = 0;
    if (!node) return true;
    if (!suite_want(node, YAML_SCALAR, "seed_offset", err)) return false;
    return (text_to_long(node->text, offset) && *offset >= 0 && *offset <= SEED_MAX) ||
           yaml_error(node, err, "seed_offset is an integer from 0 on, at most %d, not '%s'", SEED_MAX, node->text);
}

void suite_forget_runs(struct suite *s) {
    mem_free(s->run);
    s->run = NULL;
    s->n_runs = 0;
}

static bool same_run(const struct suite *s, int run, const struct run_plan *plan) {
    return strcmp(s->run[run].id, plan->id) == 0;
}

static bool same_name(const struct suite *s, int at, const struct run_plan *plan) {
    return strcmp(s->plan[at].label, plan->label) == 0 && strcmp(s->plan[at].task_short, plan->task_short) == 0;
}

static uint64_t label_hash(const struct run_plan *plan) {
    return text_hash(text_hash(0, plan->label), plan->task_short);
}

/* Where the same one stands, or would. */
static int *slot_of(const struct suite *s, const struct slots *slots, uint64_t hash, const struct run_plan *plan,
                    bool (*same)(const struct suite *s, int at, const struct run_plan *plan)) {
    for (;; hash++) {
        int *slot = &slots->of[hash & (uint64_t)(slots->n - 1)];
        if (*slot == 0 || same(s, *slot - 1, plan)) return slot;
    }
}

static void make_slots(struct slots *slots, long entries) {
    for (slots->n = 64; slots->n < 2 * entries;) slots->n *= 2;
    slots->of = mem_zero((size_t)slots->n, sizeof *slots->of);
}

void grid_make_room(struct grid *g, long runs) {
    const long arms = runs / g->seeds.n, plans = g->arms_only ? arms : runs;
    make_slots(&g->runs, runs);
    make_slots(&g->arms, arms);
    g->suite->run = mem_zero((size_t)runs, sizeof *g->suite->run);
    g->suite->plan = mem_zero((size_t)plans, sizeof *g->suite->plan);
}

/* What tells two entries apart has to do something in one of them. */
static bool run_twice(const struct run_plan *other, const struct run_plan *plan, const struct yaml *scheme,
                      struct error *err) {
    const unsigned idle = other->config.idle | plan->config.idle;
    for (int k = 0; idle_key(k); k++)
        if (idle & 1u << k)
            return yaml_error(scheme, err,
                              "the suite has this run twice (as '%s' and '%s'): %s does nothing there, since it counts "
                              "where %s; leave one of them out",
                              other->label, plan->label, idle_key(k), idle_counts_where(k));
    return yaml_error(scheme, err,
                      "the suite has this run twice (as '%s' and '%s'); evaluating it differently does not make it "
                      "another run: put both into one entry",
                      other->label, plan->label);
}

/* arm: where the arm's first plan stands, or will. */
static bool add_run(struct grid *g, int arm, struct run_plan *plan, const struct sha256_head *head,
                    const struct yaml *scheme, struct error *err) {
    struct suite *s = g->suite;
    plan->ordinal = ORDINAL_STEP * (g->at + 1) + plan->config.seed;
    plan_identify_arm(plan, head);
    int *slot = slot_of(s, &g->runs, text_hash(0, plan->id), plan, same_run);
    if (*slot) return run_twice(&s->plan[s->run[*slot - 1].arm], plan, scheme, err);
    if (s->n && plan->config.eval.precision != s->plan[0].config.eval.precision)
        return yaml_error(scheme, err,
                          "'%s' is to be evaluated in another precision than '%s', and tables would have both side by "
                          "side: set evaluate.precision for the whole suite, or make two suites",
                          plan->label, s->plan[0].label);
    if (!g->arms_only || s->n == arm) s->plan[s->n++] = *plan;
    struct suite_run *run = &s->run[s->n_runs++];
    *run = (struct suite_run){.arm = arm, .seed = plan->config.seed, .ordinal = plan->ordinal};
    memcpy(run->id, plan->id, sizeof run->id);
    *slot = s->n_runs;
    return true;
}

/* The label of an entry, or its expression, without the grid's settings. */
static void entry_label(const struct yaml *scheme, const struct run_plan *plan, struct text *out) {
    const char *label = scheme->kind == YAML_MAP ? entry_text(scheme, "label") : NULL;
    struct scheme plain;
    if (label)
        text_add(out, "%s", label);
    else if (scheme_parse(entry_text(scheme, "scheme"), &plain, NULL))
        scheme_write(&plain, false, out);
    else
        text_add(out, "%s", plan->scheme_short);
}

/* The entry's label, or its expression; then the one given as `label=` (NULL: none), instead of it where one scheme is
 * chosen and after it where there are several; then the settings in which the arms of the grid differ. */
static bool label_plan(const struct grid *g, const struct yaml *task, const struct yaml *scheme, long arm,
                       const char *given, struct run_plan *plan, struct error *err) {
    const struct yaml *label = scheme->kind == YAML_MAP ? yaml_get(scheme, "label") : NULL;
    if (given && !text_is_utf8(given)) return error_set(err, "label=: the label is not UTF-8");
    if (given && !*given) return error_set(err, "label= gives no label; write a word after it, or leave it out");
    if (!plan_name(plan, label && label->kind == YAML_SCALAR ? label->text : NULL, task, scheme, err)) return false;
    if (!given && g->axes.n + g->choose.n == 0) return true;
    struct text text = {0};
    if (!given || g->schemes_chosen > 1) {
        if (g->axes.n + g->choose.n)
            entry_label(scheme, plan, &text);
        else
            text_add(&text, "%s", plan->label);
    }
    if (given) text_add(&text, "%s%s", text.size ? ", " : "", given);
    axes_name(&g->axes, arm, &plan->config, &text);
    const bool fits =
        text.size < sizeof plan->label || yaml_error(scheme, err, "the label '%.60s...' is longer than %zu characters",
                                                     text_of(&text), sizeof plan->label - 1);
    if (fits) snprintf(plan->label, sizeof plan->label, "%s", text_of(&text));
    text_free(&text);
    return fits;
}

/* A label names one arm of a task: two under one label would be read as replicates in tables. The next plan that is
 * added is the arm's first. */
static bool take_label(struct grid *g, const struct run_plan *plan, const struct yaml *scheme, struct error *err) {
    int *slot = slot_of(g->suite, &g->arms, label_hash(plan), plan, same_name);
    if (*slot)
        return yaml_error(scheme, err,
                          "two arms of task %s have the label '%s', and tables could not tell them apart; give one "
                          "of them another ('label: ...')",
                          plan->task_short, plan->label);
    *slot = g->suite->n + 1;
    return true;
}

/* The arm whose plans were made last, under each of the values to choose from. */
static bool add_choice(struct grid *g, const struct yaml *task, const struct yaml *scheme, long arm,
                       const struct run_plan *plan, struct error *err) {
    struct suite *s = g->suite;
    const int n = s->n_choices;
    if ((n & (n - 1)) == 0)
        s->choice = mem_grow(s->choice, sizeof *s->choice * (size_t)n, sizeof *s->choice * (size_t)(n ? 2 * n : 1));
    struct choice *c = &s->choice[s->n_choices++];
    *c = (struct choice){.first = s->n - g->seeds.n, .n_plans = g->seeds.n, .chosen = -1};
    c->candidate = mem_zero((size_t)s->n_values, sizeof *c->candidate);
    for (int v = 0; v < s->n_values; v++) {
        struct run_plan *p = &c->candidate[v];
        if (!grid_set_cell(g, task, scheme, arm, v, &p->config, err) || !plan_name(p, plan->label, task, scheme, err))
            return false;
    }
    return true;
}

/* Whether the arm is another one of the entry's grid, by a setting that does nothing in one of them. */
static bool is_alike(const struct grid *g, const struct run_plan *plan, long seed_offset) {
    struct run_plan first = *plan;
    if (g->axes.n == 0) return false;
    first.config.seed = g->seeds.value[0] + seed_offset;
    plan_identify(&first);
    const int run = *slot_of(g->suite, &g->runs, text_hash(0, first.id), &first, same_run) - 1;
    if (run < 0 || g->suite->run[run].ordinal < ORDINAL_STEP * (g->entry + 1)) return false;
    return plan->config.idle || g->suite->plan[g->suite->run[run].arm].config.idle;
}

/* Does the arm have the run of a plan? */
static bool has_run(const struct run_plan *plan, const struct run_plan *arm) {
    struct run_plan same = *arm;
    same.config.seed = plan->config.seed;
    plan_identify(&same);
    return strcmp(plan->id, same.id) == 0;
}

bool grid_make_plans(struct grid *g, const struct yaml *task, const struct yaml *scheme, long arm, struct error *err) {
    struct run_plan plan = {0};
    long offset;
    if (!grid_set_cell(g, task, scheme, arm, 0, &plan.config, err) || !read_seed_offset(scheme, &offset, err))
        return false;
    if (!label_plan(g, task, scheme, arm, grid_override(g, "label"), &plan, err)) return false;
    if (is_alike(g, &plan, offset)) return g->suite->n_alike++, true;
    text_add(&g->labels, "%s\n", plan.label);
    snprintf(plan.suite, sizeof plan.suite, "%s", g->suite->name); /* as large */
    if (!take_label(g, &plan, scheme, err)) return false;
    struct sha256_head *head = plan_head(&plan.config);
    const int first = g->suite->n;
    bool ok = true;
    for (int i = 0; ok && i < g->seeds.n; i++) {
        plan.config.seed = g->seeds.value[i] + offset;
        ok = choose_allows_seed(g->suite, plan.config.seed, yaml_get(g->root, "choose"), err) &&
             add_run(g, first, &plan, head, scheme, err);
    }
    mem_free(head);
    if (!ok) return false;
    return g->suite->n_values == 0 || add_choice(g, task, scheme, arm, &plan, err);
}

bool grid_note_label(struct grid *g, const struct yaml *task, const struct yaml *scheme, long arm, struct error *err) {
    struct run_plan plan = {0};
    if (!grid_set_cell(g, task, scheme, arm, 0, &plan.config, NULL) ||
        !label_plan(g, task, scheme, arm, NULL, &plan, NULL))
        return true;
    text_add(&g->labels, "%s\n", plan.label);
    const int taken = *slot_of(g->suite, &g->arms, label_hash(&plan), &plan, same_name) - 1;
    if (taken < 0 || has_run(&g->suite->plan[taken], &plan)) return true;
    return yaml_error(scheme, err,
                      "the label '%s' is this entry's on task %s, and another arm would have it too%s; give that one "
                      "another label",
                      plan.label, plan.task_short, grid_override(g, "label") ? " by label= of the command line" : "");
}

void suite_list_runs(struct suite *s) {
    if (s->run) return;
    s->run = mem_zero((size_t)s->n + 1, sizeof *s->run);
    for (int i = 0, arm = 0; i < s->n; i++) {
        const struct run_plan *plan = &s->plan[i];
        if (!same_name(s, arm, plan)) arm = i;
        s->run[i] = (struct suite_run){.arm = arm, .seed = plan->config.seed, .ordinal = plan->ordinal};
        memcpy(s->run[i].id, plan->id, sizeof s->run[i].id);
    }
    s->n_runs = s->n;
}
