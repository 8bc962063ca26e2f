/* Names of formulas, in place of which stand the schemes that they mean: in expressions and in suites. */
#include "base/memory.h"
#include "encoders/encoder.h"
#include "run/config.h"
#include "run/formula_entry.h"
#include "run/formulas.h"
#include <stdio.h>
#include <string.h>

/* ---- expressions ---- */

/* Its number, or -1. */
static int find(const struct formulas *f, const char *name, size_t size) {
    for (int i = 0; i < formulas_count(f); i++)
        if (strlen(formulas_name(f, i)) == size && strncmp(formulas_name(f, i), name, size) == 0) return i;
    return -1;
}

/* Where the component ends: at a + or ; outside of parentheses. */
static size_t component_size(const char *at) {
    int depth = 0;
    size_t i = 0;
    for (; at[i] && (depth > 0 || (at[i] != '+' && at[i] != ';')); i++) depth += (at[i] == '(') - (at[i] == ')');
    return i;
}

/* A name that is neither a scheme nor a formula, but much like a formula's. */
static bool meant(const struct formulas *f, const char *name, size_t size, struct error *err) {
    const char *known[FORMULAS_MAX];
    char word[64];
    snprintf(word, sizeof word, "%.*s", (int)size, name);
    if (encoder_find(word)) return true;
    const int n = formulas_count(f);
    for (int i = 0; i < n; i++) known[i] = formulas_name(f, i);
    const char *close = n ? text_closest(word, known, n) : NULL;
    return !close || error_set(err, "unknown scheme '%s'; did you mean the formula '%s'?", word, close);
}

/* Every scheme of the formula stands where its name does. */
static void put_formula(const char *formula, const char *placement, size_t size, struct text *out) {
    for (const char *at = formula; *at;) {
        const size_t n = component_size(at);
        text_bytes(out, at, n);
        text_bytes(out, placement, size);
        at += n;
        if (*at) text_bytes(out, at++, 1);
    }
}

/* written: how many names of formulas there were. */
static bool expand(const struct formulas *f, const char *expression, struct text *out, int *written,
                   struct error *err) {
    *written = 0;
    for (const char *at = expression; *at;) {
        at += strspn(at, " ");
        const size_t all = component_size(at);
        const size_t name = strcspn(at, "(+@ ,;)");
        const int formula = find(f, at, name);
        if (formula < 0 && !meant(f, at, name, err)) return false;
        if (formula < 0) {
            text_bytes(out, at, all);
        } else if (at[name] == '(') {
            return error_set(err, "%s is a formula, which has no options", formulas_name(f, formula));
        } else {
            size_t placement = all - name;
            while (placement && at[name + placement - 1] == ' ') placement--;
            put_formula(formulas_text(f, formula), at + name, placement, out);
            ++*written;
        }
        at += all;
        if (*at) text_bytes(out, at++, 1);
    }
    return true;
}

struct golden_outcome formulas_vectors_of(const struct formulas *f, const char *expression) {
    struct golden_outcome all = {0};
    for (const char *at = expression; *at; at += *at != '\0') {
        at += strspn(at, " ");
        const int formula = find(f, at, strcspn(at, "(+@ ,;)"));
        if (formula >= 0) {
            const struct golden_outcome own = formulas_vectors(f, formula);
            golden_join(&all, &own);
        }
        at += component_size(at);
    }
    return all;
}

bool formulas_expand(const struct formulas *f, const char *expression, struct text *out, struct error *err) {
    int written;
    return expand(f, expression, out, &written, err);
}

/* ---- a suite ---- */

/* changed: whether it has a formula. */
static bool expand_value(const struct formulas *f, struct yaml *node, bool *changed, struct error *err) {
    struct text out = {0};
    struct error why;
    int written;
    const bool ok = expand(f, node->text, &out, &written, &why);
    *changed = ok && written > 0;
    if (*changed) yaml_set_text(node, text_of(&out));
    text_free(&out);
    return ok || yaml_error(node, err, "%s", why.text);
}

static struct yaml *child(struct yaml *map, const char *key) {
    return map->kind == YAML_MAP ? (struct yaml *)yaml_get(map, key) : NULL;
}

/* evaluate.variants */
static bool expand_variants(const struct formulas *f, struct yaml *map, struct error *err) {
    struct yaml *section = child(map, "evaluate"), *node = section ? child(section, "variants") : NULL;
    bool changed, ok = true;
    if (!node) return true;
    if (node->kind == YAML_SCALAR) return expand_value(f, node, &changed, err);
    for (int i = 0; ok && i < node->n; i++)
        if (node->child[i].kind == YAML_SCALAR) ok = expand_value(f, &node->child[i], &changed, err);
    return ok;
}

static bool expand_entry(const struct formulas *f, struct yaml *entry, struct error *err) {
    struct yaml *node = entry->kind == YAML_SCALAR ? entry : child(entry, "scheme");
    bool changed = false;
    if (!node || node->kind != YAML_SCALAR) return true;
    char *written = mem_text(node->text);
    const bool ok = expand_value(f, node, &changed, err);
    if (changed && node == entry) yaml_into_map(entry, "scheme");
    if (changed && !child(entry, "label")) yaml_add(entry, "label", written);
    mem_free(written);
    return ok && expand_variants(f, entry, err);
}

static bool expand_schemes(const struct formulas *f, struct yaml *map, struct error *err) {
    struct yaml *list = child(map, "schemes");
    for (int i = 0; list && list->kind == YAML_LIST && i < list->n; i++)
        if (!expand_entry(f, &list->child[i], err)) return false;
    return true;
}

bool formulas_apply(const struct formulas *f, struct yaml *root, struct error *err) {
    struct yaml *tasks = child(root, "tasks");
    if (!formulas_count(f)) return true;
    if (!expand_schemes(f, root, err) || !expand_variants(f, root, err)) return false;
    for (int i = 0; tasks && tasks->kind == YAML_LIST && i < tasks->n; i++)
        if (!expand_schemes(f, &tasks->child[i], err) || !expand_variants(f, &tasks->child[i], err)) return false;
    return true;
}

/* ---- a suite's errors ---- */

/* Is a configuration refused with these words when the scheme is the formula alone? */
static bool refused_alone(const struct run_config *c, const char *formula, const char *why) {
    struct run_config alone = *c;
    struct error own;
    return config_set(&alone, "scheme", formula, &own) && config_set(&alone, "evaluate.variants", "", &own) &&
           !config_resolve(&alone, &own) && strcmp(own.text, why) == 0;
}

const struct yaml *formulas_refused(const struct formulas *f, const struct yaml *root, const struct run_config *c,
                                    const char *expression, const char *why, const char **name) {
    const struct yaml *own = formulas_section(f), *section = own ? own : yaml_get(root, "formulas");
    char scheme[64];
    if (sscanf(why, "scheme %63[a-z-]:", scheme) != 1 || !section || section->kind != YAML_MAP) return NULL;
    for (int i = 0; i < formulas_count(f); i++) {
        const struct yaml *value = formula_entry_value(yaml_get(section, formulas_name(f, i)), scheme);
        *name = formulas_name(f, i);
        if (value && strstr(expression, formulas_text(f, i)) && refused_alone(c, formulas_text(f, i), why))
            return value;
    }
    return NULL;
}

bool formulas_blame(const struct formulas *f, const char *expression, struct error *err) {
    const struct yaml *section = formulas_section(f), *found = NULL;
    char scheme[64];
    int n = 0, which = 0;
    if (sscanf(err->text, "scheme %63[a-z-]:", scheme) != 1 || !section) return false;
    for (const char *at = expression; *at; at += *at != '\0') {
        at += strspn(at, " ");
        const int formula = find(f, at, strcspn(at, "(+@ ,;)"));
        const struct yaml *value =
            formula < 0 ? NULL : formula_entry_value(yaml_get(section, formulas_name(f, formula)), scheme);
        if (value) n++, found = value, which = formula;
        at += component_size(at);
    }
    if (n != 1) return false;
    const struct error why = *err;
    return yaml_error(found, err, "formula '%s': %s", formulas_name(f, which), why.text);
}
