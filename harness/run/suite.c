#include "run/suite.h"
#include "base/beside.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/shipped.h"
#include "run/formulas.h"
#include "run/idle.h"
#include "run/languages.h"
#include "run/plan.h"
#include "run/plugins.h"
#include "run/suite_grid.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const suite_keys[] = {"name",    "about", "model", "train",    "evaluate",  "grid",   "choose",
                                         "schemes", "tasks", "seeds", "formulas", "languages", "plugins"};
static const char *const scheme_keys[] = {"scheme", "label", "seed_offset", "model", "train", "evaluate"};
static const char *const task_keys[] = {"task", "schemes", "model", "train", "evaluate"};

bool suite_want(const struct yaml *node, enum yaml_kind kind, const char *what, struct error *err) {
    static const char *const names[] = {"a value", "a list", "a map"};
    if (node->kind == kind) return true;
    return yaml_error(node, err, "%s must be %s, not %s", what, names[kind], names[node->kind]);
}

static bool seed_twice(long seed, const struct yaml *node, struct error *err) {
    return node ? yaml_error(node, err, "seeds: the seed %ld is there twice; remove one", seed)
                : error_set(err, "override seeds=: the seed %ld is there twice; remove one", seed);
}

static bool read_seeds(struct grid *g, struct error *err) {
    static const struct option row = {"seeds", OPTION_INTS, 0, "1", 0, SEED_MAX, NULL, "", "seeds"};
    static const struct option none = {0};
    const struct option table[] = {row, none};
    const struct yaml *node = yaml_get(g->root, "seeds");
    const char *override = grid_override(g, "seeds");
    struct text value = {0};
    struct error why;
    options_default(table, &g->seeds);
    bool ok = true;
    if (override)
        ok = options_set(table, &g->seeds, "seeds", override, err);
    else if (node)
        ok = setting_text(node, &value, err) &&
             (options_set(table, &g->seeds, "seeds", text_of(&value), &why) || yaml_error(node, err, "%s", why.text));
    text_free(&value);
    for (int i = 0; ok && i < g->seeds.n; i++)
        for (int k = 0; ok && k < i; k++)
            if (g->seeds.value[k] == g->seeds.value[i]) ok = seed_twice(g->seeds.value[i], override ? NULL : node, err);
    if (!ok || g->seeds.n > 0) return ok;
    return node && !override ? yaml_error(node, err, "seeds: the list is empty")
                             : error_set(err, "override seeds=: the list is empty");
}

static bool check_entry(const struct yaml *entry, const char *key, const char *const *keys, int n, struct error *err) {
    if (entry->kind == YAML_LIST)
        return yaml_error(entry, err, "an entry is an expression or a map with '%s', not a list", key);
    if (entry->kind == YAML_MAP && !yaml_only(entry, keys, n, err)) return false;
    return entry_text(entry, key) || yaml_error(entry, err, "the key '%s' is missing", key);
}

static bool check_list(const struct yaml *list, const char *what, const char *key, const char *const *keys, int n,
                       struct error *err) {
    if (!suite_want(list, YAML_LIST, what, err)) return false;
    if (list->n == 0) return yaml_error(list, err, "%s: the list is empty", what);
    for (int k = 0; k < list->n; k++)
        if (!check_entry(&list->child[k], key, keys, n, err)) return false;
    return true;
}

static bool check_schemes(const struct yaml *list, struct error *err) {
    return check_list(list, "schemes", "scheme", scheme_keys, COUNT(scheme_keys), err);
}

/* A task's own schemes replace the suite's. */
static const struct yaml *schemes_of(const struct grid *g, const struct yaml *task) {
    const struct yaml *own = task->kind == YAML_MAP ? yaml_get(task, "schemes") : NULL;
    return own ? own : g->schemes;
}

static bool check_lists(const struct grid *g, struct error *err) {
    if (!g->tasks) return yaml_error(g->root, err, "the key 'tasks' is missing");
    if (!check_list(g->tasks, "tasks", "task", task_keys, COUNT(task_keys), err)) return false;
    if (g->schemes && !check_schemes(g->schemes, err)) return false;
    for (int k = 0; k < g->tasks->n; k++) {
        const struct yaml *list = schemes_of(g, &g->tasks->child[k]);
        if (!list) return yaml_error(g->root, err, "the key 'schemes' is missing");
        if (list != g->schemes && !check_schemes(list, err)) return false;
    }
    return true;
}

static bool check_choices(const struct grid *g, struct error *err) {
    struct entry_names tasks = {0}, schemes = {0};
    entry_names_add(g->tasks, "task", &tasks);
    for (int t = 0; t < g->tasks->n; t++) entry_names_add(schemes_of(g, &g->tasks->child[t]), "scheme", &schemes);
    return entry_names_check(&tasks, "tasks", grid_override(g, "tasks"), "task", NULL, err) &&
           entry_names_check(&schemes, "schemes", grid_override(g, "schemes"), "scheme", &g->axes, err);
}

static bool task_chosen(const struct grid *g, const struct yaml *task) {
    return entry_chosen(grid_override(g, "tasks"), g->tasks, task, "task");
}

static bool may_be_idle(const struct axes *axes) {
    for (int i = 0; i < axes->n; i++)
        if (setting_counts_where(axes->axis[i].key)) return true;
    return false;
}

/* By the name of its values, or by the one that it has in tables, where a setting that does nothing has its default. */
static bool is_called_for(struct grid *g, const struct yaml *task, const struct yaml *schemes,
                          const struct yaml *scheme, long arm) {
    const char *list = grid_override(g, "schemes");
    struct run_config c;
    if (arm_chosen(list, &g->axes, schemes, scheme, arm, NULL)) return true;
    return may_be_idle(&g->axes) && grid_set_cell(g, task, scheme, arm, 0, &c, NULL) &&
           arm_chosen(list, &g->axes, schemes, scheme, arm, &c);
}

static bool is_chosen(struct grid *g, const struct yaml *task, const struct yaml *schemes, const struct yaml *scheme,
                      long arm) {
    return task_chosen(g, task) && is_called_for(g, task, schemes, scheme, arm);
}

static int arms_chosen(struct grid *g, const struct yaml *task, const struct yaml *schemes, const struct yaml *scheme) {
    int n = 0;
    for (long arm = 0; arm < axes_arms(&g->axes); arm++) n += is_called_for(g, task, schemes, scheme, arm);
    return n;
}

/* Plans are made before the first run begins, and stay in memory. */
static bool make_room_for_all(struct grid *g, struct error *err) {
    long runs = 0;
    for (int t = 0; t < g->tasks->n; t++) {
        const struct yaml *task = &g->tasks->child[t], *schemes = schemes_of(g, task);
        if (!task_chosen(g, task)) continue;
        for (int k = 0; k < schemes->n; k++)
            runs += (long)g->seeds.n * arms_chosen(g, task, schemes, &schemes->child[k]);
    }
    if (runs > SUITE_RUNS_MAX)
        return yaml_error(g->root, err, "the suite has %ld runs, more than the %d that one suite may have: split it",
                          runs, SUITE_RUNS_MAX);
    grid_make_room(g, runs);
    return true;
}

static void count_schemes(struct grid *g) {
    for (int t = 0; t < g->tasks->n; t++) {
        const struct yaml *task = &g->tasks->child[t], *schemes = schemes_of(g, task);
        int n = 0;
        for (int k = 0; k < schemes->n; k++) n += arms_chosen(g, task, schemes, &schemes->child[k]) > 0;
        if (n > g->schemes_chosen) g->schemes_chosen = n;
    }
}

static bool read_grid(struct grid *g, struct error *err) {
    const struct yaml *node = yaml_get(g->root, "grid");
    if (node && !axes_read(node, &g->axes, err)) return false;
    for (int i = 0; i < g->axes.n; i++) {
        const char *given = grid_override(g, g->axes.axis[i].key);
        if (given && !axis_choose(&g->axes.axis[i], given, err)) return false;
    }
    const long arms = axes_arms(&g->axes);
    return arms <= SUITE_RUNS_MAX ||
           yaml_error(node, err, "the grid has %ld arms, more than the %d runs that one suite may have", arms,
                      SUITE_RUNS_MAX);
}

static bool read_choose(struct grid *g, struct error *err) {
    const struct yaml *node = yaml_get(g->root, "choose");
    struct suite *s = g->suite;
    if (!node) return true;
    if (!choose_read(node, &g->choose, &s->choice_seeds, err)) return false;
    struct axis *axis = &g->choose.axis[0];
    const char *given = grid_override(g, axis->key);
    if (axes_find(&g->axes, axis->key))
        return yaml_error(node, err, "%s is in the grid, so it cannot be chosen as well", axis->key);
    if (given && !axis_choose(axis, given, err)) return false;
    if (axis->n == 1) return true;
    snprintf(s->choice_key, sizeof s->choice_key, "%s", axis->key);
    s->n_values = axis->n;
    s->choice_value = mem_zero((size_t)axis->n, sizeof *s->choice_value);
    memcpy(s->choice_value, axis->value, sizeof *s->choice_value * (size_t)axis->n);
    return strlen(s->name) + sizeof CHOICE_SUFFIX <= sizeof s->name ||
           yaml_error(node, err, "the suite's name is too long: what is tried is stored under this name and a suffix");
}

/* An arm that breaks is left out where that is wanted, unless some of it is there already. */
static bool make_plans(struct grid *g, const struct yaml *task, const struct yaml *scheme, long arm,
                       struct error *err) {
    struct suite *s = g->suite;
    const int before = s->n;
    struct error why = {0};
    g->broke = false;
    if (grid_make_plans(g, task, scheme, arm, &why)) return true;
    if (!g->sound_only || !g->broke || s->n > before) {
        if (err) *err = why;
        return false;
    }
    text_add(&g->broken, "%s\n", why.text);
    s->n_broken++;
    return true;
}

/* The runs of an entry on a task, of those of its arms that are chosen. */
static bool expand_entry(struct grid *g, const struct yaml *task, const struct yaml *schemes, const struct yaml *scheme,
                         struct error *err) {
    g->entry = g->at;
    for (long arm = 0; arm < axes_arms(&g->axes); arm++, g->at++)
        if (is_chosen(g, task, schemes, scheme, arm) && !make_plans(g, task, scheme, arm, err)) return false;
    return true;
}

/* The labels of the other arms of an entry. */
static bool note_entry(struct grid *g, const struct yaml *task, const struct yaml *schemes, const struct yaml *scheme,
                       struct error *err) {
    for (long arm = 0; arm < axes_arms(&g->axes); arm++)
        if (!is_chosen(g, task, schemes, scheme, arm) && !grid_note_label(g, task, scheme, arm, err)) return false;
    return true;
}

static bool for_each_entry(struct grid *g,
                           bool (*with)(struct grid *g, const struct yaml *task, const struct yaml *schemes,
                                        const struct yaml *scheme, struct error *err),
                           struct error *err) {
    for (int t = 0; t < g->tasks->n; t++) {
        const struct yaml *task = &g->tasks->child[t], *schemes = schemes_of(g, task);
        for (int k = 0; k < schemes->n; k++)
            if (!with(g, task, schemes, &schemes->child[k], err)) return false;
    }
    return true;
}

static bool expand(struct grid *g, struct error *err) {
    if (!check_choices(g, err) || !make_room_for_all(g, err)) return false;
    count_schemes(g);
    if (!for_each_entry(g, expand_entry, err) || (!g->chosen_only && !for_each_entry(g, note_entry, err))) return false;
    if (!g->chosen_only) g->suite->labels = mem_text(text_of(&g->labels));
    if (g->suite->n_broken) g->suite->broken = mem_text(text_of(&g->broken));
    if (!g->suite->n && g->suite->n_broken)
        return error_set(err, "%.*s", (int)strcspn(g->suite->broken, "\n"), g->suite->broken);
    return g->suite->n > 0 || error_set(err, "no run is left after schemes= and tasks= of the command line");
}

/* What is chosen is chosen of whole plans. Whoever asked for these has no use of runs that are listed apart, and may
 * change them. */
static bool expand_for(struct grid *g, struct error *err) {
    g->arms_only &= g->suite->n_values == 0;
    if (!expand(g, err)) return false;
    if (!g->arms_only) suite_forget_runs(g->suite);
    return true;
}

static bool read_name(const struct yaml *root, const char *key, char *out, size_t size, struct error *err) {
    const struct yaml *node = yaml_get(root, key);
    if (!node) return true;
    if (!suite_want(node, YAML_SCALAR, key, err)) return false;
    if (strlen(node->text) >= size) return yaml_error(node, err, "%s is longer than %zu characters", key, size - 1);
    snprintf(out, size, "%s", node->text);
    for (char *c = out; *c; c++)
        if ((unsigned char)*c < 32 && !(*c == '\n' && strcmp(key, "name") == 0)) *c = ' ';
    return true;
}

/* A suite without a name has its file's. */
static bool name_of_file(const char *path, char *out, size_t size, struct error *err) {
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path, *dot = strrchr(base, '.');
    const size_t n = dot && dot != base ? (size_t)(dot - base) : strlen(base);
    char shown[256];
    text_utf8(base, shown, sizeof shown);
    if (!text_is_utf8(base))
        return error_set(
            err, "the name of the file %s is not UTF-8, and a suite without a name has its file's; add 'name: ...'",
            shown);
    if (n >= size)
        return error_set(err, "%s: a suite without a name has its file's, of at most %zu bytes; add 'name: ...'", shown,
                         size - 1);
    memcpy(out, base, n);
    out[n] = '\0';
    return true;
}

static bool ends_with_suffix(const char *name) {
    const size_t n = strlen(name), m = strlen(CHOICE_SUFFIX);
    return n >= m && strcmp(name + n - m, CHOICE_SUFFIX) == 0;
}

static bool load(const char *path, struct grid *g, struct error *err) {
    if (!suite_want(g->root, YAML_MAP, "a suite", err) || !yaml_only(g->root, suite_keys, COUNT(suite_keys), err))
        return false;
    struct suite *s = g->suite;
    if (!read_name(g->root, "name", s->name, sizeof s->name, err) ||
        !read_name(g->root, "about", s->about, sizeof s->about, err))
        return false;
    const char *name = grid_override(g, "name");
    if (name && (!*name || strlen(name) >= sizeof s->name || strpbrk(name, "/\n")))
        return error_set(err, "name=%s: a suite's name has 1 to %zu characters and no slash", name, sizeof s->name - 1);
    if (name) snprintf(s->name, sizeof s->name, "%s", name);
    if (!s->name[0] && !name_of_file(path, s->name, sizeof s->name, err)) return false;
    if (!text_is_utf8(s->name)) return error_set(err, "name=: the suite's name is not UTF-8");
    if (ends_with_suffix(s->name))
        return yaml_error(
            yaml_get(g->root, "name") ? yaml_get(g->root, "name") : g->root, err,
            "a suite's name does not end with '%s': what is tried for a choice is stored under such a name",
            CHOICE_SUFFIX);
    if (strchr(s->name, '/') || strchr(s->name, '\n') || strcmp(s->name, ".") == 0 || strcmp(s->name, "..") == 0)
        return yaml_error(yaml_get(g->root, "name") ? yaml_get(g->root, "name") : g->root, err,
                          "a suite's name has no slash and no line break: files and folders are called by it");
    g->schemes = yaml_get(g->root, "schemes");
    g->tasks = yaml_get(g->root, "tasks");
    return check_lists(g, err) && read_seeds(g, err) && read_grid(g, err) && read_choose(g, err) && expand_for(g, err);
}

char *suite_words_of(const char *const *overrides, int n) {
    struct text words = {0};
    for (int i = 0; i < n; i++) {
        const char *equals = strchr(overrides[i], '=');
        const size_t key = equals ? (size_t)(equals - overrides[i]) + 1 : 0;
        if (i) text_add(&words, " ");
        text_bytes(&words, overrides[i], key);
        text_shell(&words, overrides[i] + key);
    }
    char *out = mem_text(text_of(&words));
    text_free(&words);
    return out;
}

static bool load_plugin(const struct yaml *node, struct error *err) {
    struct error why;
    if (!suite_want(node, YAML_SCALAR, "a plugin", err)) return false;
    char *path = beside_find(node->text);
    const bool ok = plugins_load(path, &why) || yaml_error(node, err, "%s", why.text);
    mem_free(path);
    return ok;
}

/* `plugins: FILE` or a list of files, beside the suite. */
static bool load_plugins(const struct yaml *root, struct error *err) {
    const struct yaml *node = root->kind == YAML_MAP ? yaml_get(root, "plugins") : NULL;
    bool ok = true;
    if (!node || plugins_are_copies()) return true;
    if (node->kind != YAML_LIST) return load_plugin(node, err);
    for (int i = 0; ok && i < node->n; i++) ok = load_plugin(&node->child[i], err);
    return ok;
}

/* Names of formulas, in place of which their schemes stand from here on; text is the suite's. NULL: err. */
static struct formulas *write_out_formulas(struct yaml *root, const char *path, char **text, struct error *err) {
    struct formulas *f = formulas_of_suite(root, path, text, err);
    if (!f || formulas_apply(f, root, err)) return f;
    formulas_free(f);
    return NULL;
}

/* The same of languages, also in the settings of the command line, which choose from the suite's tasks by the words
 * that stand in its file. */
static bool write_out_languages(struct yaml *root, struct grid *g, struct error *err) {
    struct languages *l = languages_read_section(root, err);
    if (!l) return false;
    languages_apply(l, root);
    char **written = mem_zero((size_t)g->n_overrides, sizeof *written);
    for (int i = 0; i < g->n_overrides; i++) written[i] = languages_write_out(l, g->overrides[i]);
    g->overrides = (const char *const *)written;
    languages_free(l);
    return true;
}

static void free_texts(const char *const *texts, int n) {
    for (int i = 0; i < n; i++) mem_free((char *)texts[i]);
    mem_free((void *)texts);
}

/* What is read, beside whole plans: evaluations at possible lengths only, arms, what is chosen, or what does not break.
 */
enum way { WHOLE, POSSIBLE_ONLY, ARMS_ONLY, CHOSEN_ONLY, SOUND_ONLY };

static bool parse(const char *path, char *text, size_t size, const char *const *overrides, int n_overrides,
                  enum way way, struct suite *out, struct error *err) {
    memset(out, 0, sizeof *out);
    out->text = text;
    out->overrides = suite_words_of(overrides, n_overrides);
    out->folder = folder_of(path);
    beside_set(out->folder);
    struct yaml *root = yaml_parse(path, text, size, err);
    struct grid g = {.root = root,
                     .overrides = overrides,
                     .n_overrides = n_overrides,
                     .suite = out,
                     .possible_only = way == POSSIBLE_ONLY,
                     .arms_only = way == ARMS_ONLY,
                     .chosen_only = way == CHOSEN_ONLY,
                     .sound_only = way == SOUND_ONLY};
    struct formulas *formulas =
        root && load_plugins(root, err) ? write_out_formulas(root, path, &out->text, err) : NULL;
    g.formulas = formulas;
    const bool ok = formulas && write_out_languages(root, &g, err) && load(path, &g, err);
    if (g.overrides != overrides) free_texts(g.overrides, n_overrides);
    formulas_free(formulas);
    mem_free(g.runs.of);
    mem_free(g.arms.of);
    text_free(&g.labels);
    text_free(&g.broken);
    yaml_release(root);
    if (!ok) suite_free(out);
    return ok;
}

bool suite_parse(const char *path, char *text, size_t size, const char *const *overrides, int n_overrides,
                 struct suite *out, struct error *err) {
    return parse(path, text, size, overrides, n_overrides, WHOLE, out, err);
}

bool suite_parse_sound(const char *path, char *text, size_t size, const char *const *overrides, int n_overrides,
                       struct suite *out, struct error *err) {
    return parse(path, text, size, overrides, n_overrides, SOUND_ONLY, out, err);
}

/* All that comes from standard input. */
static bool read_stdin(char **text, size_t *size, struct error *err) {
    struct text all = {0};
    char part[4096];
    for (size_t n; all.size <= SUITE_BYTES_MAX && (n = fread(part, 1, sizeof part, stdin)) > 0;)
        text_bytes(&all, part, n);
    bool ok = !ferror(stdin) || error_io(err, "cannot read standard input");
    if (ok && all.size > SUITE_BYTES_MAX)
        ok = error_set(err, "standard input has more than %d bytes: that is not a suite", SUITE_BYTES_MAX);
    if (ok) *text = mem_text(text_of(&all)), *size = all.size;
    text_free(&all);
    return ok;
}

static bool read_and_parse(const char *path, const char *const *overrides, int n_overrides, enum way way,
                           struct suite *out, struct error *err) {
    char *text = NULL;
    size_t size;
    memset(out, 0, sizeof *out);
    if (strcmp(path, "-") == 0)
        return read_stdin(&text, &size, err) && parse("stdin", text, size, overrides, n_overrides, way, out, err);
    char *found = shipped_find(path);
    const bool ok = file_read(found, SUITE_BYTES_MAX, &text, &size, err) &&
                    parse(found, text, size, overrides, n_overrides, way, out, err);
    mem_free(found);
    return ok;
}

bool suite_load(const char *path, const char *const *overrides, int n_overrides, struct suite *out, struct error *err) {
    return read_and_parse(path, overrides, n_overrides, WHOLE, out, err);
}

bool suite_load_sound(const char *path, const char *const *overrides, int n_overrides, struct suite *out,
                      struct error *err) {
    return read_and_parse(path, overrides, n_overrides, SOUND_ONLY, out, err);
}

bool suite_load_possible(const char *path, const char *const *overrides, int n_overrides, struct suite *out,
                         struct error *err) {
    return read_and_parse(path, overrides, n_overrides, POSSIBLE_ONLY, out, err);
}

bool suite_load_arms(const char *path, const char *const *overrides, int n_overrides, struct suite *out,
                     struct error *err) {
    return read_and_parse(path, overrides, n_overrides, ARMS_ONLY, out, err);
}

bool suite_load_chosen(const char *path, const char *const *overrides, int n_overrides, struct suite *out,
                       struct error *err) {
    return read_and_parse(path, overrides, n_overrides, CHOSEN_ONLY, out, err);
}

void suite_free(struct suite *suite) {
    mem_free(suite->text);
    mem_free(suite->overrides);
    mem_free(suite->folder);
    mem_free(suite->labels);
    mem_free(suite->broken);
    mem_free(suite->plan);
    mem_free(suite->run);
    choose_forget(suite);
    mem_free(suite->choice_value);
    memset(suite, 0, sizeof *suite);
}

static bool plan_of(const char *text, const char *const *settings, int n, bool possible_only, const char *suite,
                    const char *label, struct run_plan *out, struct error *err) {
    struct grid g = {.overrides = settings, .n_overrides = n};
    memset(out, 0, sizeof *out);
    if (!config_read(text, &out->config, err) || !grid_apply_overrides(&g, &out->config, err)) return false;
    out->config.eval.possible_only = possible_only;
    if (!plugins_try(&out->config, err) || !config_resolve(&out->config, err)) return false;
    plan_identify(out);
    snprintf(out->suite, sizeof out->suite, "%s", suite);
    return plan_name(out, label, NULL, NULL, err);
}

bool plan_of_config(const char *text, const char *const *settings, int n, const char *suite, const char *label,
                    struct run_plan *out, struct error *err) {
    return plan_of(text, settings, n, false, suite, label, out, err);
}

bool plan_of_possible(const char *text, const char *const *settings, int n, const char *suite, const char *label,
                      struct run_plan *out, struct error *err) {
    return plan_of(text, settings, n, true, suite, label, out, err);
}
