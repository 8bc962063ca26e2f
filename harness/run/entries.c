#include "run/entries.h"
#include <stdio.h>
#include <string.h>

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
    const char *expression = entry_text(entry, key);
    if (!list || in_list(list, entry_name(entry, key)) || named_in_list(list, all, key, expression)) return true;
    for (int i = 0; i < all->n; i++)
        if (strcmp(entry_name(&all->child[i], key), expression) == 0) return false;
    return in_list(list, expression);
}

bool arm_chosen(const char *list, const struct axes *axes, const struct yaml *all, const struct yaml *scheme,
                long arm) {
    if (entry_chosen(list, all, scheme, "scheme")) return true;
    struct text name = {0};
    text_add(&name, "%s", entry_name(scheme, "scheme"));
    axes_name(axes, arm, &name);
    const bool yes = in_list(list, text_of(&name));
    text_free(&name);
    return yes;
}

int arms_chosen(const char *list, const struct axes *axes, const struct yaml *all, const struct yaml *scheme) {
    int n = 0;
    for (long arm = 0; arm < axes_arms(axes); arm++) n += arm_chosen(list, axes, all, scheme, arm);
    return n;
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
        if (strncmp(word, names->of[i], size) == 0 && word[size] == ',' && axes_have(axes, word + size)) return true;
    }
    return false;
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
        for (int i = 0; i < names->n && !known; i++) known = is_name_of(word, strlen(word), names->of[i]);
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
