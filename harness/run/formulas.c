#include "run/formulas.h"
#include "base/beside.h"
#include "base/file.h"
#include "base/memory.h"
#include "run/formula_entry.h"
#include "run/formula_place.h"
#include <string.h>

enum { FILE_MAX = 1 << 20 };

struct formula {
    const char *name, *title; /* copies */
    const char *text;
    struct golden_outcome vectors;
};
struct formulas {
    struct yaml *root; /* of their own file, for errors about what it says; NULL: they are a suite's */
    int n;
    struct formula of[FORMULAS_MAX];
};

static bool add_formula(const struct yaml *entry, const char *bytes, struct formulas *f, struct error *err) {
    struct text text = {0};
    struct golden_outcome vectors;
    const bool ok =
        formula_entry_read(entry, bytes, &text, err) && golden_of_formula(entry, text_of(&text), &vectors, err);
    const struct yaml *title = ok ? yaml_get(entry, "title") : NULL;
    if (ok)
        f->of[f->n++] = (struct formula){mem_text(entry->key), mem_text(title ? title->text : ""),
                                         mem_text(text_of(&text)), vectors};
    text_free(&text);
    return ok;
}

/* Entries do not depend on each other: one error has what is wrong with all, as far as its text reaches. */
static bool add_formulas(const struct yaml *section, const char *bytes, struct formulas *f, struct error *err) {
    enum { SAID_MOST = 10 };
    struct text all = {0};
    int wrong = 0;
    for (int i = 0; i < section->n && wrong < SAID_MOST; i++) {
        struct error why;
        if (add_formula(&section->child[i], bytes, f, &why)) continue;
        text_add(&all, "%s%s", wrong++ ? "; and " : "", why.text);
    }
    if (wrong) error_set(err, "%s", text_of(&all));
    text_free(&all);
    return wrong == 0;
}

struct formulas *formulas_read_section(const struct yaml *root, const char *bytes, struct error *err) {
    const struct yaml *section = yaml_get(root, "formulas");
    struct formulas *f = mem_zero(1, sizeof *f);
    bool ok = !section || section->kind == YAML_MAP ||
              yaml_error(section, err, "formulas has names with formulas, or is a file's name");
    if (ok && section && section->n > FORMULAS_MAX)
        ok = yaml_error(section, err, "more than %d formulas", FORMULAS_MAX);
    ok = ok && (!section || add_formulas(section, bytes, f, err));
    if (ok) return f;
    formulas_free(f);
    return NULL;
}

void formulas_free(struct formulas *f) {
    for (int i = 0; f && i < f->n; i++) {
        mem_free((char *)f->of[i].name);
        mem_free((char *)f->of[i].title);
        mem_free((char *)f->of[i].text);
    }
    if (f) yaml_release(f->root);
    mem_free(f);
}

const struct yaml *formulas_section(const struct formulas *f) { return f->root ? yaml_get(f->root, "formulas") : NULL; }
int formulas_count(const struct formulas *f) { return f->n; }
const char *formulas_name(const struct formulas *f, int i) { return f->of[i].name; }
const char *formulas_title(const struct formulas *f, int i) { return f->of[i].title; }
const char *formulas_text(const struct formulas *f, int i) { return f->of[i].text; }
struct golden_outcome formulas_vectors(const struct formulas *f, int i) {
    return f->of[i].vectors;
}

/* ---- files ---- */

/* A file of its own has nothing but formulas. */
static bool is_file_of_formulas(const struct yaml *root, struct error *err) {
    static const char *const only[] = {"formulas"};
    if (root->kind != YAML_MAP)
        return yaml_error(root, err, "a file of formulas has the key 'formulas' and nothing else");
    const struct yaml *section = yaml_get(root, "formulas");
    if (!yaml_only(root, only, 1, err)) return false;
    if (!section) return yaml_error(root, err, "the key 'formulas' is missing");
    return section->kind == YAML_MAP ||
           yaml_error(section, err, "formulas has names with formulas: a file of them names no other file");
}

static struct formulas *read_file(const char *path, char **text, struct error *err) {
    size_t size;
    struct formulas *f = NULL;
    if (!file_read(path, FILE_MAX, text, &size, err)) return NULL;
    struct yaml *root = yaml_parse(path, *text, size, err);
    if (root && is_file_of_formulas(root, err)) f = formulas_read_section(root, *text, err);
    if (f)
        f->root = root;
    else
        yaml_release(root), mem_free(*text), *text = NULL;
    return f;
}

static char *beside(const char *path, const char *name) {
    const char *slash = name[0] == '/' ? NULL : strrchr(path, '/');
    struct text out = {0};
    if (slash) text_bytes(&out, path, (size_t)(slash - path) + 1);
    text_add(&out, "%s", name);
    char *found = mem_text(text_of(&out));
    text_free(&out);
    return found;
}

/* The line `formulas: FILE` becomes the file's text. */
static bool inline_file(const struct yaml *section, const char *path, const char *file, char **text,
                        struct error *err) {
    struct yaml key = *section;
    key.line = section->key_line, key.column = section->key_column;
    const char *line = formula_place(*text, &key), *end = line ? line + strcspn(line, "\n") : NULL;
    if (!line || key.column != 1 || section->line != key.line)
        return yaml_error(section, err, "'formulas: FILE' stands in a line of its own, at its beginning");
    struct text whole = {0};
    text_bytes(&whole, *text, (size_t)(line - *text));
    text_add(&whole, "%s%s", file, end);
    struct yaml *again = yaml_parse(path, text_of(&whole), whole.size, err);
    if (again) {
        mem_free(*text);
        *text = mem_text(text_of(&whole));
    }
    yaml_release(again);
    text_free(&whole);
    return again || error_prefix(err, "with the formulas' file in its place");
}

struct formulas *formulas_of_suite(const struct yaml *root, const char *path, char **text, struct error *err) {
    const struct yaml *section = root->kind == YAML_MAP ? yaml_get(root, "formulas") : NULL;
    if (!section || section->kind != YAML_SCALAR) return formulas_read_section(root, *text, err);
    char *name = beside(path, section->text), *file = NULL;
    struct formulas *f = read_file(name, &file, err);
    if (!f && err && strncmp(err->text, name, strlen(name)) != 0) yaml_error(section, err, "%s", err->text);
    if (f && !inline_file(section, path, file, text, err)) {
        formulas_free(f);
        f = NULL;
    }
    mem_free(file);
    mem_free(name);
    return f;
}

struct formulas *formulas_load(const char *path, struct error *err) {
    char *text = NULL;
    size_t size;
    struct formulas *f = NULL;
    if (!file_read(path, FILE_MAX, &text, &size, err)) return NULL;
    char *folder = folder_of(path);
    beside_set(folder); /* where tables of numbers are looked for */
    mem_free(folder);
    struct yaml *root = yaml_parse(path, text, size, err);
    if (root && root->kind == YAML_MAP && yaml_get(root, "formulas"))
        f = formulas_of_suite(root, path, &text, err);
    else if (root)
        yaml_error(root, err, "the key 'formulas' is missing");
    if (f && !f->root)
        f->root = root;
    else
        yaml_release(root);
    mem_free(text);
    return f;
}
