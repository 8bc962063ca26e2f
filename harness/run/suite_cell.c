/* The settings of one cell of a suite's grid: what defaults, the file's sections, entries, the grid and the command
 * line say of it, one after the other, and where the file is to blame when they do not go together. */
#include "run/formulas.h"
#include "run/idle.h"
#include "run/plugins.h"
#include "run/suite_grid.h"
#include <stdio.h>
#include <string.h>

static const char *const section_names[] = {"model", "train", "evaluate"};

static bool apply_section(struct run_config *config, const char *section, const struct yaml *map, struct error *err) {
    struct text value = {0};
    bool ok = suite_want(map, YAML_MAP, section, err);
    for (int i = 0; ok && i < map->n; i++) {
        const struct yaml *node = &map->child[i];
        char key[160];
        snprintf(key, sizeof key, "%s.%s", section, node->key);
        struct error why;
        ok = setting_text(node, &value, err);
        if (ok && !config_set(config, key, text_of(&value), &why)) {
            struct yaml at = *node;
            if (strstr(why.text, "unknown setting")) at.line = node->key_line, at.column = node->key_column;
            ok = yaml_error(&at, err, "%s", why.text);
        }
    }
    text_free(&value);
    return ok;
}

static bool apply_sections(struct run_config *config, const struct yaml *map, struct error *err) {
    for (int i = 0; i < COUNT(section_names); i++) {
        const struct yaml *section = yaml_get(map, section_names[i]);
        if (section && !apply_section(config, section_names[i], section, err)) return false;
    }
    return true;
}

/* key=value of the command line. */
static bool split_override(const char *text, char key[160], const char **value, struct error *err) {
    const char *equals = strchr(text, '=');
    if (!equals || equals == text || equals - text >= 160)
        return error_set(err, "'%s' is not of the form key=value, such as train.steps=100", text);
    snprintf(key, 160, "%.*s", (int)(equals - text), text);
    *value = equals + 1;
    return true;
}

static bool is_grid_key(const char *key) {
    return strcmp(key, "seeds") == 0 || strcmp(key, "schemes") == 0 || strcmp(key, "tasks") == 0 ||
           strcmp(key, "name") == 0 || strcmp(key, "label") == 0;
}

const char *grid_override(const struct grid *g, const char *wanted) {
    const char *found = NULL, *value = NULL;
    char key[160];
    for (int i = 0; i < g->n_overrides; i++)
        if (split_override(g->overrides[i], key, &value, NULL) && strcmp(key, wanted) == 0) found = value;
    return found;
}

bool grid_apply_overrides(struct grid *g, struct run_config *config, struct error *err) {
    for (int i = 0; i < g->n_overrides; i++) {
        char key[160];
        const char *value = NULL;
        if (!split_override(g->overrides[i], key, &value, err)) return false;
        if (is_grid_key(key) || axes_find(&g->axes, key) || axes_find(&g->choose, key)) continue;
        if (strcmp(key, "seed") == 0) return error_set(err, "override %s: say seeds=%s", g->overrides[i], value);
        if (!config_set(config, key, value, err)) return error_prefix(err, "override %s", g->overrides[i]);
    }
    return true;
}

/* A setting of a section that a message names first: "train.longest=..." or "evaluate.tasks: ..."; NULL: none. */
static const struct yaml *setting_named(const struct yaml *map, const char *message) {
    for (int i = 0; map->kind == YAML_MAP && i < COUNT(section_names); i++) {
        const struct yaml *section = yaml_get(map, section_names[i]);
        const size_t size = strlen(section_names[i]);
        if (!section || strncmp(message, section_names[i], size) != 0 || message[size] != '.') continue;
        for (int k = 0; k < section->n; k++) {
            const char *key = section->child[k].key;
            const size_t length = strcspn(message + size + 1, "=:; ,");
            if (key && strlen(key) == length && strncmp(message + size + 1, key, length) == 0)
                return &section->child[k];
        }
    }
    return NULL;
}

/* Where the file says what a message is about, if it names a setting; else the scheme's entry. */
static const struct yaml *node_of_error(const struct grid *g, const struct yaml *task, const struct yaml *scheme,
                                        const char *message) {
    const struct yaml *const maps[] = {scheme, task, g->root};
    char key[160];
    snprintf(key, sizeof key, "%.*s", (int)strcspn(message, "=:; ,"), message);
    if (grid_override(g, key)) return scheme;
    for (int i = 0; i < COUNT(maps); i++) {
        const struct yaml *found = setting_named(maps[i], message);
        if (found) return found;
    }
    return scheme;
}

/* Names of formulas in variants, which the command line may give; those of the file are written out already. */
static bool write_out_variants(const struct grid *g, struct run_config *c, struct error *err) {
    struct text text = {0};
    const bool ok = formulas_expand(g->formulas, c->eval.variants, &text, err) &&
                    config_set(c, "evaluate.variants", text_of(&text), err);
    text_free(&text);
    return ok || error_prefix(err, "evaluate.variants");
}

/* What the grid and the command line say of an arm: the latter wins. */
static bool set_arm(struct grid *g, long arm, long value, struct run_config *c, struct error *err) {
    return axes_apply(&g->axes, arm, c, err) && axes_apply(&g->choose, value, c, err) &&
           grid_apply_overrides(g, c, err);
}

/* An arm before it is made, in a process of its own. */
struct trial {
    struct grid *g;
    long arm, value;
    struct run_config config;
};

static void try_arm(void *to) {
    struct trial *t = to;
    struct error ignored;
    if (!set_arm(t->g, t->arm, t->value, &t->config, &ignored)) return;
    write_out_variants(t->g, &t->config, &ignored);
    config_resolve(&t->config, &ignored);
}

/* False: the code of a plugin that plays there breaks. */
static bool holds(struct grid *g, long arm, long value, const struct run_config *c, struct error *err) {
    struct trial trial = {.g = g, .arm = arm, .value = value, .config = *c};
    bool plays = plugins_play_in(c);
    for (int i = 0; i < g->n_overrides; i++) plays |= plugins_play(g->overrides[i]);
    return !plays || plugins_try_call(c, try_arm, &trial, err);
}

/* What all say of a cell, one after the other; its values are not checked together yet. */
static bool set_settings(struct grid *g, const struct yaml *task, const struct yaml *scheme, long arm, long value,
                         struct run_config *c, struct error *err) {
    struct error why;
    struct task_set set;
    struct scheme parsed;
    config_default(c);
    c->eval.possible_only = g->possible_only;
    if (!config_set(c, "scheme", entry_text(scheme, "scheme"), &why)) return yaml_error(scheme, err, "%s", why.text);
    if (!config_set(c, "task", entry_text(task, "task"), &why)) return yaml_error(task, err, "%s", why.text);
    if (!apply_sections(c, g->root, err)) return false;
    if (task->kind == YAML_MAP && !apply_sections(c, task, err)) return false;
    if (scheme->kind == YAML_MAP && !apply_sections(c, scheme, err)) return false;
    g->broke = !holds(g, arm, value, c, &why);
    if (g->broke) return yaml_error(scheme, err, "%s", why.text);
    if (!set_arm(g, arm, value, c, err)) return false;
    if (!scheme_parse(c->scheme, &parsed, &why)) return yaml_error(scheme, err, "%s", why.text);
    return task_set_parse(c->task, &set, &why) || yaml_error(task, err, "%s", why.text);
}

static unsigned idle_in(const struct run_config *c) {
    struct task_set set;
    REQUIRE(task_set_parse(c->task, &set, NULL));
    return idle_settings(c, &set);
}

/* What is left out of a cell has to do nothing under every other value that may be chosen, too: the arm is one arm
 * whichever it is. A value that is no good has its say when it is tried. */
static unsigned idle_under_all(struct grid *g, const struct yaml *task, const struct yaml *scheme, long arm, long value,
                               const struct run_config *c) {
    unsigned idle = idle_in(c);
    const bool broke = g->broke;
    for (long v = 0; v < axes_arms(&g->choose); v++) {
        struct run_config other;
        struct error ignored;
        if (v != value && set_settings(g, task, scheme, arm, v, &other, &ignored)) idle &= idle_in(&other);
    }
    g->broke = broke;
    return idle;
}

bool grid_set_cell(struct grid *g, const struct yaml *task, const struct yaml *scheme, long arm, long value,
                   struct run_config *c, struct error *err) {
    struct error why;
    if (!set_settings(g, task, scheme, arm, value, c, err)) return false;
    const bool written = write_out_variants(g, c, &why);
    if (written) config_leave_out(c, idle_under_all(g, task, scheme, arm, value, c));
    if (written && config_resolve(c, &why)) return true;
    struct text name = {0};
    axes_name(&g->axes, arm, NULL, &name);
    const char *formula;
    const struct yaml *refused =
        formulas_refused(g->formulas, g->root, c, entry_text(scheme, "scheme"), why.text, &formula);
    if (refused)
        yaml_error(refused, err, "formula '%s': %s (task %s%s)", formula, why.text, entry_text(task, "task"),
                   text_of(&name));
    else
        yaml_error(node_of_error(g, task, scheme, why.text), err, "%s (scheme %s, task %s%s)", why.text,
                   entry_text(scheme, "scheme"), entry_text(task, "task"), text_of(&name));
    text_free(&name);
    return false;
}
