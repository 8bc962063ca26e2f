#include "run/languages.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { LANGUAGES_MAX = 256, FILE_MAX = 1 << 20 };
#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

struct languages {
    int n;
    struct named_language of[LANGUAGES_MAX];
};

static const char *const entry_keys[] = {"expression", "states", "ends", "positions", "dot_depth", "source"};

/* ---- a table of states ---- */

/* The letters of all rows, in ascending order, each once. */
static bool find_letters(const struct yaml *states, char letters[LANGUAGE_LETTERS + 1], struct error *err) {
    int n = 0;
    for (int c = 1; c < 128; c++)
        for (int s = 0; s < states->n; s++) {
            const char letter[] = {(char)c, '\0'};
            if (!yaml_get(&states->child[s], letter)) continue;
            if (n == LANGUAGE_LETTERS)
                return yaml_error(states, err, "a language has at most %d different letters", LANGUAGE_LETTERS);
            letters[n++] = (char)c;
            break;
        }
    letters[n] = '\0';
    return n > 0 || yaml_error(states, err, "no state has a letter");
}

static bool check_row(const struct yaml *row, struct error *err) {
    if (row->kind != YAML_MAP)
        return yaml_error(row, err, "state '%s' has letters with the state that each leads to", row->key);
    for (int i = 0; i < row->n; i++) {
        const char *letter = row->child[i].key;
        if (strlen(letter) != 1 || !isalnum((unsigned char)*letter))
            return yaml_error(&row->child[i], err, "'%s' is no letter: one of a-z, A-Z and 0-9", letter);
        if (row->child[i].kind != YAML_SCALAR)
            return yaml_error(&row->child[i], err, "letter '%s' of state '%s' leads to a state's name", letter,
                              row->key);
    }
    return true;
}

static int number_of(const struct yaml *states, const char *name) {
    for (int s = 0; s < states->n; s++)
        if (strcmp(states->child[s].key, name) == 0) return s;
    return -1;
}

static bool add_number(const struct yaml *states, const struct yaml *name, const char *before, struct text *out,
                       struct error *err) {
    const int number = name->kind == YAML_SCALAR ? number_of(states, name->text) : -1;
    if (number < 0)
        return yaml_error(name, err, "there is no state '%s'", name->kind == YAML_SCALAR ? name->text : "of that kind");
    text_add(out, "%s%d", before, number);
    return true;
}

static bool write_table(const struct yaml *states, const struct yaml *ends, struct text *out, struct error *err) {
    char letters[LANGUAGE_LETTERS + 1];
    if (states->kind != YAML_MAP) return yaml_error(states, err, "states has names with letters");
    if (!ends || ends->kind != YAML_LIST || !ends->n)
        return yaml_error(states, err, "a table of states needs the list of those where a word may end: ends");
    for (int s = 0; s < states->n; s++)
        if (!check_row(&states->child[s], err)) return false;
    if (!find_letters(states, letters, err)) return false;
    text_add(out, "table:%s", letters);
    for (int s = 0; s < states->n; s++)
        for (int c = 0; letters[c]; c++) {
            const char letter[] = {letters[c], '\0'};
            const struct yaml *to = yaml_get(&states->child[s], letter);
            if (!to)
                return yaml_error(&states->child[s], err, "state '%s' has no letter '%s': every state has all of %s",
                                  states->child[s].key, letter, letters);
            if (!add_number(states, to, c ? "." : ":", out, err)) return false;
        }
    for (int i = 0; i < ends->n; i++)
        if (!add_number(states, &ends->child[i], i ? "." : ":", out, err)) return false;
    return true;
}

/* ---- entries ---- */

static bool check_name(const struct yaml *entry, struct error *err) {
    struct known_language known;
    struct yaml at = *entry;
    char text[200];
    at.line = at.key_line, at.column = at.key_column;
    if (!entry->key[0] || entry->key[strspn(entry->key, "abcdefghijklmnopqrstuvwxyz0123456789-")] ||
        strlen(entry->key) > 40)
        return yaml_error(&at, err, "a language's name has up to 40 of a-z, 0-9 and -, not '%.60s'", entry->key);
    return !language_known(entry->key, &known, text, sizeof text) ||
           yaml_error(&at, err, "'%s' is a built-in language; take another name", entry->key);
}

/* A scalar of the entry, "" where there is none. */
static bool read_word(const struct yaml *entry, const char *key, char **out, struct error *err) {
    const struct yaml *node = yaml_get(entry, key);
    if (node && node->kind != YAML_SCALAR) return yaml_error(node, err, "%s is a text", key);
    *out = mem_text(node ? node->text : "");
    return true;
}

static bool check_words(const struct yaml *entry, const struct named_language *l, struct error *err) {
    char *end;
    const long depth = strtol(l->dot_depth, &end, 10);
    if (*l->positions && strcmp(l->positions, "yes") != 0 && strcmp(l->positions, "no") != 0)
        return yaml_error(yaml_get(entry, "positions"), err, "positions is yes or no: in C-RASP with positions or not");
    if (*l->dot_depth && (*end || depth < 0))
        return yaml_error(yaml_get(entry, "dot_depth"), err, "dot_depth is a whole number");
    return (!*l->positions && !*l->dot_depth) || *l->source ||
           yaml_error(entry, err, "'%s' says what is not computed here, which needs a source", entry->key);
}

static bool write_text(const struct yaml *entry, struct text *out, struct error *err) {
    const struct yaml *expression = yaml_get(entry, "expression"), *states = yaml_get(entry, "states");
    if (!expression == !states)
        return yaml_error(entry, err, "'%s' has an expression, or states with ends: one of them", entry->key);
    if (states) return write_table(states, yaml_get(entry, "ends"), out, err);
    if (yaml_get(entry, "ends")) return yaml_error(yaml_get(entry, "ends"), err, "ends belongs to states");
    if (expression->kind != YAML_SCALAR) return yaml_error(expression, err, "an expression is a text");
    text_add(out, "%s", expression->text);
    return true;
}

static void free_entry(struct named_language *l) {
    mem_free(l->name);
    mem_free(l->text);
    mem_free(l->positions);
    mem_free(l->dot_depth);
    mem_free(l->source);
}

static bool read_entry(const struct yaml *entry, struct languages *l, struct error *err) {
    struct named_language *own = &l->of[l->n++];
    struct language language;
    struct text text = {0};
    struct error why;
    bool ok = check_name(entry, err) &&
              (entry->kind == YAML_MAP || yaml_error(entry, err, "'%s' needs an expression or states", entry->key)) &&
              yaml_only(entry, entry_keys, COUNT(entry_keys), err) && write_text(entry, &text, err) &&
              read_word(entry, "positions", &own->positions, err) &&
              read_word(entry, "dot_depth", &own->dot_depth, err) && read_word(entry, "source", &own->source, err) &&
              check_words(entry, own, err);
    if (ok && !language_read(text_of(&text), &language, &why)) ok = yaml_error(entry, err, "%s", why.text);
    own->name = mem_text(entry->key);
    own->text = mem_text(text_of(&text));
    text_free(&text);
    return ok;
}

struct languages *languages_read_section(const struct yaml *root, struct error *err) {
    const struct yaml *section = root->kind == YAML_MAP ? yaml_get(root, "languages") : NULL;
    struct languages *l = mem_zero(1, sizeof *l);
    bool ok = !section || section->kind == YAML_MAP ||
              yaml_error(section, err, "languages has names with an expression or states each");
    if (ok && section && section->n > LANGUAGES_MAX)
        ok = yaml_error(section, err, "more than %d languages", LANGUAGES_MAX);
    for (int i = 0; ok && section && i < section->n; i++) ok = read_entry(&section->child[i], l, err);
    if (ok) return l;
    languages_free(l);
    return NULL;
}

struct languages *languages_load(const char *path, struct error *err) {
    char *text;
    size_t size;
    if (!file_read(path, FILE_MAX, &text, &size, err)) return NULL;
    struct yaml *root = yaml_parse(path, text, size, err);
    struct languages *l = root ? languages_read_section(root, err) : NULL;
    yaml_release(root);
    mem_free(text);
    return l;
}

void languages_free(struct languages *l) {
    for (int i = 0; l && i < l->n; i++) free_entry(&l->of[i]);
    mem_free(l);
}

const struct named_language *languages_find(const struct languages *l, const char *name) {
    for (int i = 0; i < l->n; i++)
        if (strcmp(l->of[i].name, name) == 0) return &l->of[i];
    return NULL;
}

/* ---- a suite ---- */

/* The language that the text begins with, if what follows ends a value. */
static const struct named_language *named_at(const struct languages *l, const char *text, size_t *size) {
    char name[64];
    *size = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (*size >= sizeof name || !strchr(" ,)", text[*size])) return NULL; /* strchr finds the end too */
    memcpy(name, text, *size);
    name[*size] = '\0';
    return languages_find(l, name);
}

/* language=NAME, wherever it is an option of the expression. */
char *languages_write_out(const struct languages *l, const char *expression) {
    static const char key[] = "language=";
    struct text out = {0};
    for (const char *at = expression; *at;) {
        const bool begins = at > expression && strchr("(, ", at[-1]) && strncmp(at, key, strlen(key)) == 0;
        size_t size;
        const struct named_language *own = begins ? named_at(l, at + strlen(key), &size) : NULL;
        if (own) {
            text_add(&out, "%s%s", key, own->text);
            at += strlen(key) + size;
        } else {
            text_bytes(&out, at++, 1);
        }
    }
    char *written = mem_text(text_of(&out));
    text_free(&out);
    return written;
}

static void write_out(const struct languages *l, struct yaml *node) {
    char *written = languages_write_out(l, node->text);
    yaml_set_text(node, written);
    mem_free(written);
}

static struct yaml *child(struct yaml *map, const char *key) {
    return map->kind == YAML_MAP ? (struct yaml *)yaml_get(map, key) : NULL;
}

static void write_out_grid(const struct languages *l, struct yaml *values) {
    const struct named_language *own;
    for (int i = 0; i < values->n; i++) write_out_grid(l, &values->child[i]);
    if (values->kind == YAML_SCALAR && (own = languages_find(l, values->text)) != NULL)
        yaml_set_text(values, own->text);
}

static void write_out_all(const struct languages *l, struct yaml *node) {
    if (node->kind == YAML_SCALAR) write_out(l, node);
    for (int i = 0; node->kind == YAML_LIST && i < node->n; i++) write_out_all(l, &node->child[i]);
}

/* evaluate.tasks of the suite, or of an entry and of the schemes in it. */
static void write_out_evaluated(const struct languages *l, struct yaml *map) {
    struct yaml *section = child(map, "evaluate"), *schemes = child(map, "schemes");
    struct yaml *tasks = section ? child(section, "tasks") : NULL;
    if (tasks) write_out_all(l, tasks);
    for (int i = 0; schemes && schemes->kind == YAML_LIST && i < schemes->n; i++)
        write_out_evaluated(l, &schemes->child[i]);
}

void languages_apply(const struct languages *l, struct yaml *root) {
    struct yaml *tasks = child(root, "tasks"), *grid = child(root, "grid");
    struct yaml *varied = grid ? child(grid, "task.language") : NULL;
    for (int i = 0; tasks && tasks->kind == YAML_LIST && i < tasks->n; i++) {
        struct yaml *entry = &tasks->child[i], *node = entry->kind == YAML_SCALAR ? entry : child(entry, "task");
        if (node && node->kind == YAML_SCALAR) write_out(l, node);
        write_out_evaluated(l, entry);
    }
    write_out_evaluated(l, root);
    if (varied) write_out_grid(l, varied);
}
