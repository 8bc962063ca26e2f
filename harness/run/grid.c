#include "run/grid.h"
#include "run/idle.h"
#include <stdio.h>
#include <string.h>

/* Expressions have commas of their own. */
static bool has_expressions(const struct yaml *list) {
    return list->key && (strcmp(list->key, "variants") == 0 || strcmp(list->key, "tasks") == 0);
}

bool setting_text(const struct yaml *node, struct text *out, struct error *err) {
    const char *between = has_expressions(node) ? ";" : ",";
    text_clear(out);
    if (node->kind == YAML_SCALAR) return text_add(out, "%s", node->text), true;
    if (node->kind == YAML_MAP) return yaml_error(node, err, "a setting is a value or a list of values, not a map");
    for (int i = 0; i < node->n; i++) {
        if (node->child[i].kind != YAML_SCALAR)
            return yaml_error(&node->child[i], err, "an element must be a value, not a list or a map");
        text_add(out, "%s%s", i ? between : "", node->child[i].text);
    }
    return true;
}

/* ---- options of tasks and schemes as settings ---- */

static bool no_option(const char *key, const char *what, const char *expression, const struct option *table,
                      struct error *err) {
    const char *names[64], *option = strchr(key, '.') + 1;
    int n = 0;
    for (const struct option *row = table; row && row->name && n < 64; row++) names[n++] = row->name;
    const char *close = text_closest(option, names, n);
    if (close)
        return error_set(err, "unknown setting '%s' of %s %s; did you mean '%.*s.%s'?", key, what, expression,
                         (int)(option - key) - 1, key, close);
    return error_set(err, "unknown setting '%s': %s %s has no such option", key, what, expression);
}

static bool keep_expression(const struct text *text, char out[OPTION_TEXT_SIZE], struct error *err) {
    if (text->size >= OPTION_TEXT_SIZE)
        return error_set(err, "%.60s... is longer than %d characters", text_of(text), OPTION_TEXT_SIZE - 1);
    memcpy(out, text_of(text), text->size + 1);
    return true;
}

static bool put_task_option(struct run_config *config, const char *key, const char *value, struct error *err) {
    const char *option = strchr(key, '.') + 1;
    struct task_set set;
    struct text text = {0};
    bool found = false;
    if (!task_set_parse(config->task, &set, err)) return false;
    for (int k = 0; k < set.n; k++) {
        const struct option *table = set.part[k].task->options;
        if (!table || !option_find(table, option)) continue;
        found = true;
        if (!options_set(table, set.part[k].options, option, value, err)) return error_prefix(err, "task");
    }
    if (!found) return no_option(key, "task", config->task, set.part[0].task->options, err);
    task_set_write(&set, false, &text);
    /* Combinations of options are checked when the expression is read. */
    const bool ok = keep_expression(&text, config->task, err) && task_set_parse(config->task, &set, err);
    text_free(&text);
    return ok;
}

static bool put_scheme_option(struct run_config *config, const char *key, const char *value, struct error *err) {
    const char *option = strchr(key, '.') + 1;
    struct scheme scheme;
    struct text text = {0};
    int k = 0;
    if (!scheme_parse(config->scheme, &scheme, err)) return false;
    while (k < scheme.n && !(scheme.part[k].encoder->options && option_find(scheme.part[k].encoder->options, option)))
        k++;
    if (k == scheme.n) return no_option(key, "scheme", config->scheme, scheme.part[0].encoder->options, err);
    if (!options_set(scheme.part[k].encoder->options, scheme.part[k].options, option, value, err))
        return error_prefix(err, "scheme");
    scheme_write(&scheme, false, &text);
    const bool ok = keep_expression(&text, config->scheme, err) && scheme_parse(config->scheme, &scheme, err);
    text_free(&text);
    return ok;
}

/* A setting, also "task.OPTION" (of each task in the configuration that has it) and "scheme.OPTION" (of the first
 * component that has it). */
static bool put_setting(struct run_config *config, const char *key, const char *value, struct error *err) {
    if (strncmp(key, "task.", 5) == 0) return put_task_option(config, key, value, err);
    if (strncmp(key, "scheme.", 7) == 0) return put_scheme_option(config, key, value, err);
    return config_set(config, key, value, err);
}

/* ---- reading ---- */

static bool key_error(const struct yaml *node, struct error *err, const char *text) {
    struct yaml at = *node;
    at.line = node->key_line;
    at.column = node->key_column;
    return yaml_error(&at, err, "%s", text);
}

static bool check_key(const struct axes *axes, const struct yaml *list, struct error *err) {
    const char *key = list->key;
    struct run_config plain;
    struct error why;
    for (int i = 0; i < axes->n; i++)
        if (strcmp(axes->axis[i].key, key) == 0) return key_error(list, err, "this setting has a list already");
    if (strcmp(key, "scheme") == 0 || strcmp(key, "task") == 0 || strcmp(key, "seed") == 0)
        return key_error(list, err, "schemes, tasks and seeds are lists of the suite itself");
    if (strncmp(key, "evaluate.", 9) == 0)
        return key_error(list, err, "what is evaluated makes no other arm; list it in the section 'evaluate'");
    if (strncmp(key, "task.", 5) == 0 || strncmp(key, "scheme.", 7) == 0) return true;
    config_default(&plain);
    if (config_set(&plain, key, "", &why) || !strstr(why.text, "unknown setting")) return true;
    return key_error(list, err, why.text);
}

static bool same_value(const char *a, const char *b) {
    double x, y;
    return strcmp(a, b) == 0 || (text_to_double(a, &x) && text_to_double(b, &y) && !(x < y) && !(x > y));
}

static bool add_value(struct axis *axis, const char *value, const struct yaml *node, struct error *err) {
    bool ok = true;
    if (axis->n == AXIS_VALUES_MAX) ok = error_set(err, "%s: more than %d values", axis->key, AXIS_VALUES_MAX);
    if (ok && strlen(value) >= AXIS_VALUE_SIZE)
        ok = error_set(err, "%s: a value has at most %d characters", axis->key, AXIS_VALUE_SIZE - 1);
    for (int i = 0; ok && i < axis->n; i++)
        if (same_value(axis->value[i], value)) ok = error_set(err, "%s has the value %s twice", axis->key, value);
    if (!ok && node) {
        const struct error why = *err;
        yaml_error(node, err, "%s", why.text);
    }
    if (!ok) return false;
    axis->node[axis->n] = node;
    snprintf(axis->value[axis->n++], AXIS_VALUE_SIZE, "%s", value);
    return true;
}

static bool read_axis(const struct yaml *list, struct axis *axis, struct error *err) {
    struct text text = {0}, value = {0};
    bool ok = true;
    *axis = (struct axis){.key = list->key, .name = list->key, .list = list};
    if (list->kind != YAML_LIST) return yaml_error(list, err, "%s must be a list of values, such as [1, 2]", list->key);
    if (list->n == 0) return yaml_error(list, err, "%s: the list is empty", list->key);
    for (int i = 0; ok && i < list->n; i++) {
        const struct yaml *node = &list->child[i];
        text_clear(&value);
        ok = setting_text(node, &text, err);
        text_add(&value, node->kind == YAML_LIST ? "[%s]" : "%s", text_of(&text));
        ok = ok && add_value(axis, text_of(&value), node, err);
    }
    text_free(&text);
    text_free(&value);
    axis->listed = axis->n;
    return ok;
}

static const char *last_word(const char *key) {
    const char *dot = strrchr(key, '.');
    return dot ? dot + 1 : key;
}

static void name_axes(struct axes *axes) {
    for (int i = 0; i < axes->n; i++) {
        int alike = 0;
        for (int k = 0; k < axes->n; k++)
            alike += strcmp(last_word(axes->axis[i].key), last_word(axes->axis[k].key)) == 0;
        axes->axis[i].name = alike > 1 ? axes->axis[i].key : last_word(axes->axis[i].key);
    }
}

bool axes_read(const struct yaml *map, struct axes *out, struct error *err) {
    if (map->kind != YAML_MAP)
        return yaml_error(map, err, "a map of settings and their values is wanted, such as {model.layers: [1, 2]}");
    for (int i = 0; i < map->n; i++) {
        if (out->n == AXES_MAX) return yaml_error(&map->child[i], err, "more than %d settings", AXES_MAX);
        if (!check_key(out, &map->child[i], err) || !read_axis(&map->child[i], &out->axis[out->n], err)) return false;
        out->n++;
    }
    name_axes(out);
    return true;
}

struct axis *axes_find(struct axes *axes, const char *key) {
    for (int i = 0; i < axes->n; i++)
        if (strcmp(axes->axis[i].key, key) == 0) return &axes->axis[i];
    return NULL;
}

/* As the file spells a value, so that an arm has one name. */
static const char *as_listed(const struct axis *file, const char *word) {
    for (int i = 0; i < file->n; i++)
        if (same_value(file->value[i], word)) return file->value[i];
    return word;
}

bool axis_choose(struct axis *axis, const char *values, struct error *err) {
    const struct axis file = *axis;
    char word[256];
    axis->n = 0;
    for (const char *at = values; *at; at += strcspn(at, ";"), at += *at == ';') {
        at += strspn(at, " ");
        snprintf(word, sizeof word, "%.*s", (int)strcspn(at, ";"), at);
        if (*word && !add_value(axis, as_listed(&file, word), NULL, err)) return false;
    }
    return axis->n > 0 || error_set(err, "override %s=: the value is missing", axis->key);
}

/* ---- combinations ---- */

long axes_arms(const struct axes *axes) {
    long n = 1;
    for (int i = 0; i < axes->n; i++) n *= axes->axis[i].n;
    return n;
}

/* Which value of axis i combination k has. */
static int value_index(const struct axes *axes, long k, int i) {
    for (int j = axes->n - 1; j > i; j--) k /= axes->axis[j].n;
    return (int)(k % axes->axis[i].n);
}

bool axes_apply(const struct axes *axes, long k, struct run_config *config, struct error *err) {
    for (int i = 0; i < axes->n; i++) {
        const struct axis *axis = &axes->axis[i];
        const int v = value_index(axes, k, i);
        struct error why;
        if (put_setting(config, axis->key, axis->value[v], &why)) continue;
        if (strstr(why.text, "unknown setting")) return key_error(axis->list, err, why.text);
        if (axis->node[v]) return yaml_error(axis->node[v], err, "%s", why.text);
        return error_set(err, "override %s=%s: %s", axis->key, axis->value[v], why.text);
    }
    return true;
}

void axes_name(const struct axes *axes, long k, const struct run_config *config, struct text *out) {
    for (int i = 0; i < axes->n; i++) {
        const struct axis *axis = &axes->axis[i];
        const char *idle = config ? idle_value(config, axis->key) : NULL;
        if (axis->listed > 1)
            text_add(out, ", %s=%s", axis->name, idle ? as_listed(axis, idle) : axis->value[value_index(axes, k, i)]);
    }
}

/* Behind ", name=value" of the axis; NULL: the name does not go on so. */
static const char *behind_value(const char *name, const struct axis *axis, const char *value) {
    struct text own = {0};
    text_add(&own, ", %s=%s", axis->name, value);
    const bool has = strncmp(name, text_of(&own), own.size) == 0 && (!name[own.size] || name[own.size] == ',');
    const char *behind = has ? name + own.size : NULL;
    text_free(&own);
    return behind;
}

/* Of any value, or of the default of a setting that may do nothing. */
static const char *behind_axis(const char *name, const struct axis *axis) {
    const char *behind =
        setting_counts_where(axis->key) ? behind_value(name, axis, as_listed(axis, config_fallback(axis->key))) : NULL;
    for (int v = 0; v < axis->n && !behind; v++) behind = behind_value(name, axis, axis->value[v]);
    return behind;
}

bool axes_may_have(const struct axes *axes, const char *name) {
    for (int i = 0; name && i < axes->n; i++)
        if (axes->axis[i].listed > 1) name = behind_axis(name, &axes->axis[i]);
    return name && !*name;
}
