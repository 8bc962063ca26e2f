#include "run/task_set.h"
#include "base/guard.h"
#include "base/labels.h"
#include "base/plugin_mark.h"
#include <limits.h>
#include <string.h>

static bool unknown_task(const char *name, struct error *err) {
    const char *names[TASK_LIST_MAX];
    int n = 0;
    for (; task_list[n]; n++) names[n] = task_list[n]->name;
    const char *close = text_closest(name, names, n);
    if (close)
        return error_set(err, "unknown task '%s'; did you mean '%s'? ('lexbench list tasks' lists all)", name, close);
    return error_set(err, "unknown task '%s'; 'lexbench list tasks' lists all, with --plugin FILE also a plugin's",
                     name);
}

/* The task as the build of a plugin with this mark has it, where several are loaded; else what has the name. */
static const struct task *find_build(const char *name, const char *mark) {
    for (const struct task *const *task = task_list; *task; task++)
        if (strcmp((*task)->name, name) == 0 && (*task)->plugin && strcmp((*task)->plugin, mark) == 0) return *task;
    return task_find(name);
}

/* One task from the front of an expression; *rest is what follows. */
static bool parse_part(const char *expression, struct task_choice *out, const char **rest, struct error *err) {
    char name[64], inside[OPTION_TEXT_SIZE], mark[PLUGIN_MARK_SIZE];
    memset(out, 0, sizeof *out);
    if (!expression_split(expression, name, inside, rest, err)) return false;
    out->task = plugin_next(inside, mark) ? find_build(name, mark) : task_find(name);
    if (!plugin_agrees(inside, out->task ? out->task->plugin : NULL, err)) return error_prefix(err, "task %s", name);
    if (!out->task) return unknown_task(name, err);
    if (!out->task->options)
        return !inside[0] || error_set(err, "task %s has no options, but '%s' was given", name, inside);
    options_default(out->task->options, out->options);
    if (!options_parse(out->task->options, out->options, inside, err)) return error_prefix(err, "task %s", name);
    guard_at("check", "task", out->task->name);
    const bool ok = !out->task->check || out->task->check(out->options, err) || error_prefix(err, "task %s", name);
    guard_at(NULL, NULL, NULL);
    return ok;
}

bool task_parse(const char *expression, struct task_choice *out, struct error *err) {
    const char *rest;
    if (!parse_part(expression, out, &rest, err)) return false;
    return !*rest || error_set(err, "task '%s': nothing may follow at '%s'", expression, rest);
}

void task_write(const struct task_choice *choice, bool all, struct text *out) {
    struct text options = {0};
    if (choice->task->options) options_write(choice->task->options, choice->options, all, &options);
    text_add(out, "%s", choice->task->name);
    if (options.size) text_add(out, "(%s)", text_of(&options));
    text_free(&options);
}

int task_max_tokens(const struct task_choice *choice, int n) { return choice->task->max_tokens(choice->options, n); }

bool task_check(const struct task_choice *choice, int n, const struct example *example, struct error *err) {
    const char *name = choice->task->name;
    const int room = task_max_tokens(choice, n), vocabulary = choice->task->vocabulary(choice->options);
    if (example->T < 1 || example->T > room)
        return error_set(err, "task %s: an example of length %d has %d tokens, max_tokens() says %d", name, n,
                         example->T, room);
    for (int t = 0; t < example->T; t++) {
        const int token = example->token[t], target = example->target[t];
        if (token < 0 || token >= vocabulary)
            return error_set(err, "task %s: token %d at place %d of length %d, vocabulary() says %d", name, token, t, n,
                             vocabulary);
        if (target < TARGET_NONE || target >= vocabulary)
            return error_set(err, "task %s: answer %d at place %d of length %d, vocabulary() says %d", name, target, t,
                             n, vocabulary);
    }
    return true;
}

void task_draw(const struct task_choice *choice, int n, struct rng *rng, struct example *out) {
    struct error err;
    choice->task->generate(choice->options, n, rng, out);
    if (!task_check(choice, n, out, &err)) die("%s", err.text);
}

/* The task's expression identifies its results. */
static bool is_new(const struct task_set *set, int part, struct error *err) {
    struct text own = {0}, other = {0};
    bool ok = true;
    task_write(&set->part[part], true, &own);
    for (int k = 0; ok && k < part; k++) {
        text_clear(&other);
        task_write(&set->part[k], true, &other);
        if (strcmp(text_of(&own), text_of(&other)) == 0)
            ok = error_set(err, "task %s occurs twice among those trained together", set->part[part].task->name);
    }
    text_free(&own);
    text_free(&other);
    return ok;
}

bool task_set_parse(const char *expression, struct task_set *out, struct error *err) {
    const char *rest = expression;
    memset(out, 0, sizeof *out);
    do {
        if (out->n == TASKS_MAX) return error_set(err, "at most %d tasks are trained together", TASKS_MAX);
        if (!parse_part(rest, &out->part[out->n], &rest, err) || !is_new(out, out->n, err)) return false;
        out->n++;
    } while (*rest++ == '+');
    if (rest[-1] == ',')
        return error_set(err,
                         "in '%s': tasks are separated by ';', not by ',' (quote them: 'sort;copy'); a suite's "
                         "file has each in an entry of its own",
                         expression);
    if (rest[-1])
        return error_set(err, "task '%s': only +, for a further task, may follow at '%s'", expression, rest - 1);
    return true;
}

void task_set_write(const struct task_set *set, bool all, struct text *out) {
    for (int k = 0; k < set->n; k++) {
        if (k) text_add(out, "+");
        task_write(&set->part[k], all, out);
    }
}

static int common_vocabulary(const struct task_set *set) {
    int most = 0;
    for (int k = 0; k < set->n; k++) {
        const int own = set->part[k].task->vocabulary(set->part[k].options);
        if (own > most) most = own;
    }
    return most;
}

int task_set_vocabulary(const struct task_set *set) { return common_vocabulary(set) + (set->n > 1 ? set->n : 0); }

bool task_valued(const struct task_choice *choice) {
    return choice->task->valued && choice->task->valued(choice->options);
}

bool task_set_valued(const struct task_set *set) {
    bool valued = false;
    for (int k = 0; k < set->n; k++) valued |= task_valued(&set->part[k]);
    return valued;
}

int task_set_lead(const struct task_set *set, int *first) {
    *first = common_vocabulary(set);
    return set->n > 1;
}

int task_set_named(const struct task_set *set, int token) {
    const int part = token - common_vocabulary(set);
    return set->n > 1 && part >= 0 && part < set->n ? part : 0;
}

int task_set_tokens(const struct task_set *set, int n) {
    int most = 0;
    for (int k = 0; k < set->n; k++) {
        const int own = task_max_tokens(&set->part[k], n);
        if (own > most) most = own;
    }
    return most + (set->n > 1);
}

void task_set_lengths(const struct task_set *set, int *least, int *most) {
    *least = 1;
    *most = INT_MAX;
    for (int k = 0; k < set->n; k++) {
        const struct task_choice *c = &set->part[k];
        const int from = c->task->shortest(c->options), to = c->task->longest(c->options);
        if (from > *least) *least = from;
        if (to < *most) *most = to;
    }
}

long task_tests(const struct task_choice *choice, int n, long asked) {
    const long own = choice->task->tests ? choice->task->tests(choice->options, n) : asked;
    return own < asked ? own : asked;
}

void task_set_name(const struct task_set *set, int part, struct text *out) {
    task_write(&set->part[part], false, out);
    if (set->n == 1) return;
    text_add(out, " [");
    task_set_write(set, false, out);
    text_add(out, "]");
}

/* "symbols 120, kind duplicates" of "symbols=120,kind=duplicates". */
static void say_options(const struct task_choice *choice, struct text *out) {
    struct text all = {0}, options = {0};
    options_write(choice->task->options, choice->options, false, &all);
    label_without_hashes(text_of(&all), &options);
    if (options.size) text_add(out, " (");
    for (const char *c = text_of(&options); *c; c++) {
        if (*c == '=')
            text_add(out, " ");
        else
            text_add(out, *c == ',' ? ", " : "%c", *c);
    }
    if (options.size) text_add(out, ")");
    text_free(&options);
    text_free(&all);
}

void task_set_label(const char *expression, struct text *out) {
    struct task_set set;
    struct error err = {0};
    if (!task_set_parse(expression, &set, &err)) return label_without_hashes(expression, out);
    for (int i = 0; i < set.n; i++) {
        text_add(out, "%s%s", i ? "; " : "", set.part[i].task->title);
        if (set.part[i].task->options) say_options(&set.part[i], out);
    }
}
