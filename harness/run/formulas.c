#include "run/formulas.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "encoders/atom/bias.h"
#include "encoders/encoder.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORMULAS_MAX = 256, FORMULA_KINDS = 5, PIECES_MAX = 32, FILE_MAX = 1 << 20 };

struct formula_entry {
    const char *name, *title; /* copies */
    const char *text;
};
struct formulas {
    int n;
    struct formula_entry of[FORMULAS_MAX];
};

static const char *const entry_keys[] = {"title",       "bias",      "mask",  "angle",    "embed",
                                         "temperature", "positions", "learn", "constants"};
static const char *const learn_keys[] = {"init", "per", "least", "most", "std", "size"};
#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

/* Which text of an option came from which value of the file. */
struct origin {
    const char *bytes; /* the file */
    int n;
    struct {
        char option[8]; /* of, learn, with */
        int at, size;   /* where it stands in the option's text */
        const struct yaml *node;
    } piece[PIECES_MAX];
};

/* ---- places in the file ---- */

static const char *place_of(const char *bytes, const struct yaml *node) {
    for (int line = 1; line < node->line && bytes; line++) {
        bytes = strchr(bytes, '\n');
        if (bytes) bytes++;
    }
    return bytes && (int)strcspn(bytes, "\n") >= node->column ? bytes + node->column - 1 : NULL;
}

/* At a column of a value, from 1: in the file's own columns where the value stands there as it is. */
static bool value_error(const char *bytes, const struct yaml *node, int column, const char *why, struct error *err) {
    const char *source = place_of(bytes, node);
    struct yaml at = *node;
    if (source && (*source == '"' || *source == '\'')) source++, at.column++;
    const size_t before = (size_t)column - 1;
    if (!source || strlen(node->text) < before || strncmp(source, node->text, before) != 0)
        return yaml_error(node, err, "column %d of the text: %s", column, why);
    at.column += column - 1;
    return yaml_error(&at, err, "%s", why);
}

/* What a scheme says of its options, "of: column 7: ...", at the place in the file. false: it names no column. */
static bool is_placed(const struct origin *o, const struct error *why, struct error *err) {
    char option[8];
    int column, used = 0;
    if (sscanf(why->text, "%7[a-z]: column %d: %n", option, &column, &used) != 2 || !used) return false;
    for (int i = 0; i < o->n; i++) {
        const int from = o->piece[i].at, end = from + o->piece[i].size;
        if (strcmp(o->piece[i].option, option) != 0 || column - 1 < from || column - 1 > end) continue;
        value_error(o->bytes, o->piece[i].node, column - from, why->text + used, err);
        return true;
    }
    return false;
}

static void put_value(struct text *out, const char *option, const struct yaml *node, struct origin *o) {
    if (o->n < PIECES_MAX) {
        snprintf(o->piece[o->n].option, sizeof o->piece[o->n].option, "%s", option);
        o->piece[o->n].at = (int)out->size, o->piece[o->n].size = (int)strlen(node->text);
        o->piece[o->n++].node = node;
    }
    for (const char *c = node->text; *c; c++) text_add(out, "%c", (unsigned char)*c < 32 ? ' ' : *c);
}

/* ---- words ---- */

static bool in_word(char c) { return isalnum((unsigned char)c) || c == '_'; }

/* Does the text have this name? */
static bool names(const char *text, const char *name) {
    const size_t size = strlen(name);
    for (const char *at = text; size && (at = strstr(at, name)) != NULL; at++)
        if ((at == text || !in_word(at[-1])) && !in_word(at[size])) return true;
    return false;
}

/* Without blanks that separate nothing: two ways of setting a formula are one run. */
static void add_tight(struct text *out, const char *text) {
    for (const char *c = text; *c; c++) {
        const bool needed = c > text && (in_word(c[-1]) || c[-1] == ')') && in_word(c[strspn(c, " ")]);
        if (*c != ' ' || needed) text_add(out, "%c", *c);
    }
}

/* ---- reading a formula ---- */

static bool want_value(const struct yaml *node, const char *what, struct error *err) {
    return node->kind == YAML_SCALAR || yaml_error(node, err, "%s is a text or a number", what);
}

/* `per: head`, `per: [head, layer]` */
static bool add_sharing(const struct yaml *per, struct text *out, struct error *err) {
    const int n = per->kind == YAML_LIST ? per->n : 1;
    for (int i = 0; i < n; i++) {
        const struct yaml *of = per->kind == YAML_LIST ? &per->child[i] : per;
        if (!want_value(of, "per", err)) return false;
        if (strcmp(of->text, "all") == 0) continue;
        if (strcmp(of->text, "head") != 0 && strcmp(of->text, "layer") != 0)
            return yaml_error(of, err, "per is head, layer, all or [head, layer], not '%s'", of->text);
        text_add(out, " per %s", of->text);
    }
    return true;
}

static bool add_learned(const struct yaml *node, struct text *out, struct origin *o, struct error *err) {
    const struct yaml *init = node;
    if (node->kind == YAML_MAP) {
        if (!yaml_only(node, learn_keys, COUNT(learn_keys), err)) return false;
        init = yaml_get(node, "init");
        if (!init) return yaml_error(node, err, "'%s' needs its initial value: init", node->key);
    }
    if (!want_value(init, "an initial value", err)) return false;
    text_add(out, "%s%s", out->size > 1 ? "," : "", node->key);
    const struct yaml *size = yaml_get(node->kind == YAML_MAP ? node : NULL, "size");
    if (size) {
        if (!want_value(size, "size", err)) return false;
        text_add(out, "[");
        put_value(out, "learn", size, o);
        text_add(out, "]");
    }
    text_add(out, "=");
    put_value(out, "learn", init, o);
    if (node->kind != YAML_MAP) return true;
    const struct yaml *per = yaml_get(node, "per");
    if (per && !add_sharing(per, out, err)) return false;
    for (int k = 2; k < 5; k++) {
        const struct yaml *bound = yaml_get(node, learn_keys[k]);
        if (!bound) continue;
        if (!want_value(bound, learn_keys[k], err)) return false;
        text_add(out, " %s ", learn_keys[k]);
        put_value(out, "learn", bound, o);
    }
    return true;
}

/* The options of one scheme of the formula. */
struct options_text {
    struct text of, learn, with;
};

static void free_options(struct options_text *t) {
    text_free(&t->of);
    text_free(&t->learn);
    text_free(&t->with);
}

static bool add_names(const struct yaml *entry, struct options_text *t, struct origin *o, struct error *err) {
    const struct yaml *learn = yaml_get(entry, "learn"), *constants = yaml_get(entry, "constants");
    text_add(&t->learn, "[");
    for (int i = 0; learn && i < learn->n; i++)
        if (names(text_of(&t->of), learn->child[i].key) && !add_learned(&learn->child[i], &t->learn, o, err))
            return false;
    text_add(&t->learn, "]");
    if (t->learn.size == 2) text_clear(&t->learn);
    for (int i = 0; constants && i < constants->n; i++) {
        if (!want_value(&constants->child[i], "a constant", err)) return false;
        text_add(&t->with, "%s%s=", i ? "," : "[", constants->child[i].key);
        put_value(&t->with, "with", &constants->child[i], o);
    }
    if (t->with.size) text_add(&t->with, "]");
    return true;
}

static bool set_option(const struct encoder *e, void *options, const char *name, const struct text *text,
                       const struct yaml *entry, struct error *err) {
    struct error why;
    if (!option_find(e->options, name)) return true;
    return options_set(e->options, options, name, text_of(text), &why) || yaml_error(entry, err, "%s", why.text);
}

enum { TRIED = 64, TRIED_HEADS = 4 }; /* tokens and heads of the model that formulas are tried in */

/* Does a head's query at `position` see none of its keys? */
static bool is_blind(const struct encoder *e, const struct view *view, int position) {
    double distance[TRIED];
    real number[TRIED], table[TRIED_HEADS * TRIED] = {0};
    const int n = position + 1;
    for (int k = 0; k < n; k++) number[k] = (real)(distance[k] = k);
    if (!e->bias->row) e->bias->table(view, n, distance, table);
    for (int h = 0; h < view->heads; h++) {
        bool sees = false;
        if (e->bias->row) e->bias->row(view, h, position, n, number, table + h * n);
        for (int k = 0; k < n; k++) sees |= (double)table[h * n + k] > -5e8;
        if (!sees) return true;
    }
    return false;
}

/* Scores without a visible key leave equal shares, which is seldom meant. */
static void warn_of_blind(const struct encoder *e, const struct view *view, const struct yaml *entry) {
    const struct yaml *mask = yaml_get(entry, "mask");
    int first = -1, blind = 0;
    for (int i = 0; mask && e->bias && i < TRIED; i++) {
        if (!is_blind(e, view, i)) continue;
        if (blind++ == 0) first = i;
    }
    if (blind)
        log_warn(
            "%s:%d:%d: the mask of '%s' hides all keys of %d of the first %d queries (i = %d at first), which then "
            "weigh all of them alike; d = 0 is the query itself",
            mask->file, mask->line, mask->column, entry->key, blind, TRIED, first);
}

/* In some model, for what is wrong in any: the scheme's own check is asked again in the suite's. */
static bool check_options(const struct encoder *e, const struct yaml *entry, const struct options_text *t,
                          const struct origin *o, struct error *err) {
    _Alignas(16) char options[ENCODER_OPTIONS_SIZE] = {0};
    struct error why;
    const struct view view = {.options = options,
                              .layers = 4,
                              .heads = TRIED_HEADS,
                              .head_size = 16,
                              .pairs = 8,
                              .width = 64,
                              .train_length = TRIED,
                              .train_places = TRIED,
                              .length = TRIED,
                              .causal = true};
    options_default(e->options, options);
    if (!set_option(e, options, "of", &t->of, entry, err) || !set_option(e, options, "learn", &t->learn, entry, err) ||
        !set_option(e, options, "with", &t->with, entry, err))
        return false;
    if (!e->check(&view, &why)) return !is_placed(o, &why, err);
    warn_of_blind(e, &view, entry);
    return true;
}

static void write_options(const struct encoder *e, const struct options_text *t, struct text *out) {
    text_add(out, "%s%s(of=", out->size ? "+" : "", e->name);
    add_tight(out, text_of(&t->of));
    if (option_find(e->options, "learn")) {
        text_add(out, ",learn=");
        add_tight(out, text_of(&t->learn));
    }
    if (t->with.size) {
        text_add(out, ",with=");
        add_tight(out, text_of(&t->with));
    }
    text_add(out, ")");
}

/* bias, and mask, which is a bias that no score outweighs. */
static bool put_scores(const struct yaml *entry, struct text *of, struct origin *o, struct error *err) {
    const struct yaml *bias = yaml_get(entry, "bias"), *mask = yaml_get(entry, "mask");
    if ((bias && !want_value(bias, "bias", err)) || (mask && !want_value(mask, "mask", err))) return false;
    if (bias) {
        text_add(of, mask ? "(" : "");
        put_value(of, "of", bias, o);
        text_add(of, mask ? ")+" : "");
    }
    if (mask) {
        text_add(of, "if((");
        put_value(of, "of", mask, o);
        text_add(of, ")>0,0,-1e9)");
    }
    return true;
}

static bool is_row_formula(const struct yaml *entry, const char *text) {
    static const char *const row_names[] = {"i", "j", "n"};
    bool rows = false;
    for (int i = 0; i < COUNT(row_names); i++)
        rows |= names(text, row_names[i]) && !yaml_get(yaml_get(entry, "learn"), row_names[i]) &&
                !yaml_get(yaml_get(entry, "constants"), row_names[i]);
    return rows;
}

/* The scheme of a kind, if the formula has it. */
static bool add_kind(const struct yaml *entry, const char *kind, const char *scheme, const char *bytes,
                     struct text *out, struct error *err) {
    const bool scores = strcmp(kind, "bias") == 0;
    const struct yaml *node = yaml_get(entry, kind);
    struct options_text t = {0};
    struct origin o = {.bytes = bytes};
    if (!node && !(scores && yaml_get(entry, "mask"))) return true;
    bool ok = scores || want_value(node, kind, err);
    if (ok && scores) ok = put_scores(entry, &t.of, &o, err);
    if (ok && !scores) put_value(&t.of, "of", node, &o);
    const struct encoder *e =
        encoder_find(scores && ok && is_row_formula(entry, text_of(&t.of)) ? "formula-rows" : scheme);
    REQUIRE(e);
    ok = ok && add_names(entry, &t, &o, err) && check_options(e, entry, &t, &o, err);
    if (ok) write_options(e, &t, out);
    free_options(&t);
    return ok;
}

/* Each learned number belongs to one scheme: a second one would learn another of the same name. */
static bool check_learned(const struct yaml *entry, struct error *err) {
    static const char *const readers[][2] = {
        {"bias", "mask"}, {"angle", "angle"}, {"embed", "embed"}, {"temperature", "temperature"}};
    const struct yaml *learn = yaml_get(entry, "learn");
    if (learn && learn->kind != YAML_MAP) return yaml_error(learn, err, "learn has names with initial values");
    for (int i = 0; learn && i < learn->n; i++) {
        int read = 0;
        for (int k = 0; k < COUNT(readers); k++) {
            const struct yaml *a = yaml_get(entry, readers[k][0]), *b = yaml_get(entry, readers[k][1]);
            read += (a && a->text && names(a->text, learn->child[i].key)) ||
                    (b && b->text && names(b->text, learn->child[i].key));
        }
        struct yaml at = learn->child[i];
        at.line = at.key_line, at.column = at.key_column;
        if (read == 0) return yaml_error(&at, err, "'%s' is learned, but no formula reads it; remove it", at.key);
        if (read > 1)
            return yaml_error(&at, err, "'%s' is read by two kinds, and each learns its own: give it two names",
                              at.key);
    }
    return true;
}

static bool check_name(const struct yaml *entry, struct error *err) {
    struct yaml at = *entry;
    at.line = at.key_line, at.column = at.key_column;
    if (!entry->key[0] || entry->key[strspn(entry->key, "abcdefghijklmnopqrstuvwxyz0123456789-")] ||
        strlen(entry->key) > 40)
        return yaml_error(&at, err, "a formula's name has up to 40 of a-z, 0-9 and -, not '%.60s'", entry->key);
    return !encoder_find(entry->key) || yaml_error(&at, err, "'%s' is a built-in scheme; take another name", at.key);
}

static bool read_formula(const struct yaml *entry, const char *bytes, struct formulas *f, struct error *err) {
    static const char *const kinds[FORMULA_KINDS][2] = {{"positions", "formula-positions"},
                                                        {"embed", "formula-embed"},
                                                        {"angle", "formula-angle"},
                                                        {"temperature", "formula-temperature"},
                                                        {"bias", "formula-bias"}};
    struct text text = {0};
    if (!check_name(entry, err) || !yaml_only(entry, entry_keys, COUNT(entry_keys), err)) return false;
    const struct yaml *title = yaml_get(entry, "title"), *constants = yaml_get(entry, "constants");
    if (title && !want_value(title, "title", err)) return false;
    if (constants && constants->kind != YAML_MAP) return yaml_error(constants, err, "constants has names with numbers");
    bool ok = check_learned(entry, err);
    for (int k = 0; ok && k < FORMULA_KINDS; k++) ok = add_kind(entry, kinds[k][0], kinds[k][1], bytes, &text, err);
    if (ok && !text.size)
        ok = yaml_error(entry, err, "'%s' has no formula; give bias, mask, angle, embed, temperature or positions",
                        entry->key);
    if (ok)
        f->of[f->n++] =
            (struct formula_entry){mem_text(entry->key), mem_text(title ? title->text : ""), mem_text(text_of(&text))};
    text_free(&text);
    return ok;
}

struct formulas *formulas_read_section(const struct yaml *root, const char *bytes, struct error *err) {
    const struct yaml *section = yaml_get(root, "formulas");
    struct formulas *f = mem_zero(1, sizeof *f);
    bool ok = !section || section->kind == YAML_MAP ||
              yaml_error(section, err, "formulas has names with formulas, or is a file's name");
    if (ok && section && section->n > FORMULAS_MAX)
        ok = yaml_error(section, err, "more than %d formulas", FORMULAS_MAX);
    for (int i = 0; ok && section && i < section->n; i++) ok = read_formula(&section->child[i], bytes, f, err);
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
    mem_free(f);
}

int formulas_count(const struct formulas *f) { return f->n; }
const char *formulas_name(const struct formulas *f, int i) { return f->of[i].name; }
const char *formulas_title(const struct formulas *f, int i) { return f->of[i].title; }
const char *formulas_text(const struct formulas *f, int i) { return f->of[i].text; }

/* ---- files ---- */

/* A file of its own has nothing but formulas. */
static struct formulas *read_file(const char *path, char **text, struct error *err) {
    static const char *const only[] = {"formulas"};
    size_t size;
    struct formulas *f = NULL;
    if (!file_read(path, FILE_MAX, text, &size, err)) return NULL;
    struct yaml *root = yaml_parse(path, *text, size, err);
    if (root && yaml_only(root, only, 1, err)) {
        const struct yaml *section = yaml_get(root, "formulas");
        if (!section)
            yaml_error(root, err, "the key 'formulas' is missing");
        else
            f = formulas_read_section(root, *text, err);
    }
    yaml_release(root);
    if (!f) mem_free(*text), *text = NULL;
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
    const char *line = place_of(*text, &key), *end = line ? line + strcspn(line, "\n") : NULL;
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
    struct yaml *root = yaml_parse(path, text, size, err);
    if (root && root->kind == YAML_MAP && yaml_get(root, "formulas"))
        f = formulas_of_suite(root, path, &text, err);
    else if (root)
        yaml_error(root, err, "the key 'formulas' is missing");
    yaml_release(root);
    mem_free(text);
    return f;
}

/* ---- expressions ---- */

static const struct formula_entry *find(const struct formulas *f, const char *name, size_t size) {
    for (int i = 0; i < f->n; i++)
        if (strlen(f->of[i].name) == size && strncmp(f->of[i].name, name, size) == 0) return &f->of[i];
    return NULL;
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
    for (int i = 0; i < f->n; i++) known[i] = f->of[i].name;
    const char *close = f->n ? text_closest(word, known, f->n) : NULL;
    return !close || error_set(err, "unknown scheme '%s'; did you mean the formula '%s'?", word, close);
}

/* Every scheme of the formula stands where its name does. */
static void put_formula(const struct formula_entry *e, const char *placement, size_t size, struct text *out) {
    for (const char *at = e->text; *at;) {
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
        const struct formula_entry *e = find(f, at, name);
        if (!e && !meant(f, at, name, err)) return false;
        if (!e) {
            text_bytes(out, at, all);
        } else if (at[name] == '(') {
            return error_set(err, "%s is a formula, which has no options", e->name);
        } else {
            size_t placement = all - name;
            while (placement && at[name + placement - 1] == ' ') placement--;
            put_formula(e, at + name, placement, out);
            ++*written;
        }
        at += all;
        if (*at) text_bytes(out, at++, 1);
    }
    return true;
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
    if (!f->n) return true;
    if (!expand_schemes(f, root, err) || !expand_variants(f, root, err)) return false;
    for (int i = 0; tasks && tasks->kind == YAML_LIST && i < tasks->n; i++)
        if (!expand_schemes(f, &tasks->child[i], err) || !expand_variants(f, &tasks->child[i], err)) return false;
    return true;
}
