#include "run/entries.h"
#include "model/scheme.h"
#include "run/plugins.h"
#include "run/task_set.h"
#include <stdio.h>
#include <string.h>

static bool write_scheme(const char *expression, struct text *out) {
    struct scheme scheme;
    if (!scheme_parse(expression, &scheme, NULL)) return false;
    scheme_write(&scheme, false, out);
    return true;
}

/* A plugin's task runs its code where it is read: it is known by the words that stand there. */
static bool write_task(const char *expression, struct text *out) {
    struct task_set set;
    if (plugins_play(expression) || !task_set_parse(expression, &set, NULL)) return false;
    task_set_write(&set, false, out);
    return true;
}

/* Where ", layers=2" begins, behind all brackets; else the end. */
static size_t settings_at(const char *name) {
    size_t n = 0;
    for (int depth = 0; name[n]; n++) {
        depth += strchr("([", name[n]) != NULL;
        depth -= strchr(")]", name[n]) != NULL;
        if (depth == 0 && name[n] == ',' && name[n + 1] == ' ') break;
    }
    return n;
}

void name_as_label(const char *name, bool of_task, struct text *out) {
    const size_t size = settings_at(name);
    struct text expression = {0}, label = {0};
    text_bytes(&expression, name, size);
    const bool written = strpbrk(name, "(@") && (of_task ? write_task : write_scheme)(text_of(&expression), &label);
    text_add(out, "%s%s", text_of(written ? &label : &expression), name + size);
    text_free(&expression);
    text_free(&label);
}

/* Are they one expression, written in two ways? */
static bool is_same(const char *a, const char *b, bool of_task) {
    if (!strpbrk(a, "(@")) return false; /* nothing of it could be written in another way */
    struct text x = {0}, y = {0};
    name_as_label(a, of_task, &x);
    name_as_label(b, of_task, &y);
    const bool same = strcmp(text_of(&x), text_of(&y)) == 0;
    text_free(&x);
    text_free(&y);
    return same;
}

/* A chosen subset, "rope;alibi": does it have exactly this name? */
static bool in_list(const char *list, const char *name) {
    if (!name) return false;
    size_t size = strlen(name);
    for (const char *at = list; *at; at += strcspn(at, ";"), at += *at == ';')
        if (strcspn(at, ";") == size && strncmp(at, name, size) == 0) return true;
    return false;
}

const char *entry_text(const struct yaml *entry, const char *key) {
    if (entry->kind == YAML_SCALAR) return entry->text;
    const struct yaml *node = yaml_get(entry, key);
    return node && node->kind == YAML_SCALAR ? node->text : NULL;
}

/* An entry's label, or else its expression. */
static const char *entry_name(const struct yaml *entry, const char *key) {
    const char *label = entry->kind == YAML_MAP ? entry_text(entry, "label") : NULL;
    return label ? label : entry_text(entry, key);
}

/* Does the list have the expression in another way of writing it, by a word that is no entry's own name? */
static bool means_in_list(const char *list, const struct yaml *all, const char *key, const char *expression) {
    bool means = false;
    for (const char *at = list; *at && !means; at += strcspn(at, ";"), at += *at == ';') {
        struct text word = {0};
        bool named = false;
        text_bytes(&word, at, strcspn(at, ";"));
        for (int i = 0; i < all->n && !named; i++) named = strcmp(text_of(&word), entry_name(&all->child[i], key)) == 0;
        means = !named && is_same(text_of(&word), expression, strcmp(key, "task") == 0);
        text_free(&word);
    }
    return means;
}

/* "sort" names "sort(symbols=40)" too. */
static bool is_name_of(const char *word, size_t size, const char *expression) {
    return strncmp(expression, word, size) == 0 &&
           (expression[size] == '\0' || (expression[size] == '(' && !memchr(word, '(', size)));
}

static bool is_word(const char *word, size_t size, const char *name) {
    return strlen(name) == size && strncmp(word, name, size) == 0;
}

/* Does the list name the expression by its plain name, with a word that is not an entry itself? */
static bool named_in_list(const char *list, const struct yaml *all, const char *key, const char *expression) {
    for (const char *at = list; *at; at += strcspn(at, ";"), at += *at == ';') {
        const size_t size = strcspn(at, ";");
        bool exact = size == 0 || !is_name_of(at, size, expression);
        for (int i = 0; i < all->n && !exact; i++)
            exact = is_word(at, size, entry_name(&all->child[i], key)) ||
                    is_word(at, size, entry_text(&all->child[i], key));
        if (!exact) return true;
    }
    return false;
}

bool entry_chosen(const char *list, const struct yaml *all, const struct yaml *entry, const char *key) {
    const char *expression = entry_text(entry, key), *name = entry_name(entry, key);
    if (!list || in_list(list, name) || named_in_list(list, all, key, expression)) return true;
    for (int i = 0; name != expression && i < all->n; i++)
        if (strcmp(entry_name(&all->child[i], key), expression) == 0) return false;
    return in_list(list, expression) || means_in_list(list, all, key, expression);
}

bool arm_chosen(const char *list, const struct axes *axes, const struct yaml *all, const struct yaml *scheme, long arm,
                const struct run_config *config) {
    if (entry_chosen(list, all, scheme, "scheme")) return true;
    struct text name = {0};
    const char *entry = entry_name(scheme, "scheme");
    const bool labelled = entry != entry_text(scheme, "scheme"); /* a label means nothing: it is spelled so */
    text_add(&name, "%s", entry);
    axes_name(axes, arm, config, &name);
    const bool yes = in_list(list, text_of(&name)) || (!labelled && means_in_list(list, all, "scheme", text_of(&name)));
    text_free(&name);
    return yes;
}

void entry_names_add(const struct yaml *list, const char *key, struct entry_names *out) {
    for (int i = 0; i < list->n && out->n + 2 <= ENTRY_NAMES_MAX; i++) {
        out->of[out->n++] = entry_name(&list->child[i], key);
        out->of[out->n++] = entry_text(&list->child[i], key);
    }
}

/* "rope, layers=1": an entry's name followed by that of one of its arms. */
static bool names_arm(const struct axes *axes, const char *word, const struct entry_names *names) {
    for (int i = 0; i < names->n; i++) {
        const size_t size = strlen(names->of[i]);
        if (strncmp(word, names->of[i], size) == 0 && word[size] == ',' && axes_may_have(axes, word + size))
            return true;
    }
    const size_t size = settings_at(word);
    struct text plain = {0};
    bool same = false;
    text_bytes(&plain, word, size);
    for (int i = 0; i < names->n && !same; i++) same = is_same(text_of(&plain), names->of[i], false);
    text_free(&plain);
    return same && axes_may_have(axes, word + size);
}

/* The name that was meant, if need be without its options: "sort" for "sorrt", where the list has "sort(symbols=40)".
 */
static const char *closest_name(const char *word, const struct entry_names *names) {
    const char *close = text_closest(word, names->of, names->n);
    for (int i = 0; i < names->n && !close; i++) {
        char bare[64];
        const char *const plain = bare;
        snprintf(bare, sizeof bare, "%.*s", (int)strcspn(names->of[i], "("), names->of[i]);
        if (text_closest(word, &plain, 1)) close = names->of[i];
    }
    return close;
}

bool entry_names_check(const struct entry_names *names, const char *list_key, const char *list, const char *what,
                       const struct axes *axes, struct error *err) {
    char word[256];
    for (const char *at = list; at && *at; at += strcspn(at, ";"), at += *at == ';') {
        bool known = names->n + 2 > ENTRY_NAMES_MAX;
        snprintf(word, sizeof word, "%.*s", (int)strcspn(at, ";"), at);
        for (int i = 0; i < names->n && !known; i++)
            known =
                is_name_of(word, strlen(word), names->of[i]) || is_same(word, names->of[i], strcmp(what, "task") == 0);
        if (known || !*word || (axes && names_arm(axes, word, names))) continue;
        const char *close = closest_name(word, names);
        return error_set(
            err,
            "%s=: the suite has no %s '%s'%s%s%s; %s= chooses from the list in the suite's file: add it there, "
            "or see 'lexbench validate' for what it has",
            list_key, what, word, close ? "; did you mean '" : "", close ? close : "", close ? "'?" : "", list_key);
    }
    return true;
}
