#include "run/formula_entry.h"
#include "base/log.h"
#include "base/number_table.h"
#include "encoders/atom/mask.h"
#include "encoders/encoder.h"
#include "run/formula_place.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *const entry_keys[] = {"title",       "bias",      "mask",  "angle",     "embed",
                                         "temperature", "positions", "learn", "constants", "vectors"};
static const char *const learn_keys[] = {"init", "per", "least", "most", "std", "size"};
#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

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

static bool add_learned(const struct yaml *node, struct text *out, struct formula_origin *o, struct error *err) {
    const struct yaml *init = node;
    if (node->kind == YAML_MAP) {
        if (!yaml_only(node, learn_keys, COUNT(learn_keys), err)) return false;
        init = yaml_get(node, "init");
        if (!init) return yaml_error(node, err, "'%s' needs its initial value: init", node->key);
    }
    if (!want_value(init, "an initial value", err)) return false;
    if (out->size > 1) text_add(out, ",");
    formula_put_key(out, "learn", node, o);
    const struct yaml *size = yaml_get(node->kind == YAML_MAP ? node : NULL, "size");
    if (size) {
        if (!want_value(size, "size", err)) return false;
        text_add(out, "[");
        formula_put_value(out, "learn", size, o);
        text_add(out, "]");
    }
    text_add(out, "=");
    formula_put_value(out, "learn", init, o);
    if (node->kind != YAML_MAP) return true;
    const struct yaml *per = yaml_get(node, "per");
    if (per && !add_sharing(per, out, err)) return false;
    for (int k = 2; k < 5; k++) {
        const struct yaml *bound = yaml_get(node, learn_keys[k]);
        if (!bound) continue;
        if (!want_value(bound, learn_keys[k], err)) return false;
        text_add(out, " %s ", learn_keys[k]);
        formula_put_value(out, "learn", bound, o);
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

static bool add_names(const struct yaml *entry, struct options_text *t, struct formula_origin *o, struct error *err) {
    const struct yaml *learn = yaml_get(entry, "learn"), *constants = yaml_get(entry, "constants");
    text_add(&t->learn, "[");
    for (int i = 0; learn && i < learn->n; i++)
        if (names(text_of(&t->of), learn->child[i].key) && !add_learned(&learn->child[i], &t->learn, o, err))
            return false;
    text_add(&t->learn, "]");
    if (t->learn.size == 2) text_clear(&t->learn);
    for (int i = 0; constants && i < constants->n; i++) {
        if (!want_value(&constants->child[i], "a constant", err)) return false;
        text_add(&t->with, i ? "," : "[");
        formula_put_key(&t->with, "with", &constants->child[i], o);
        text_add(&t->with, "=");
        formula_put_value(&t->with, "with", &constants->child[i], o);
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

/* Does a head's query at a place see none of its keys? */
static bool is_blind(const struct encoder *e, const struct view *view, int query) {
    double key[TRIED];
    bool seen[TRIED];
    for (int k = 0; k <= query; k++) key[k] = k;
    for (int h = 0; h < view->heads; h++) {
        bool sees = false;
        e->mask->shows(view, h, query, query + 1, key, seen);
        for (int k = 0; k <= query; k++) sees |= seen[k];
        if (!sees) return true;
    }
    return false;
}

/* The output of a query that sees no key is 0, which is seldom meant. */
static void warn_of_blind(const struct encoder *e, const struct view *view, const struct yaml *entry) {
    const struct yaml *mask = yaml_get(entry, "mask");
    int first = -1, blind = 0;
    for (int i = 0; e->mask && i < TRIED; i++) {
        if (!is_blind(e, view, i)) continue;
        if (blind++ == 0) first = i;
    }
    if (blind)
        log_warn("%s:%d:%d: the mask of '%s' hides all keys of %d of the first %d queries (i = %d at first), whose "
                 "output is then 0; d = 0 is the query itself",
                 mask->file, mask->line, mask->column, entry->key, blind, TRIED, first);
}

/* The kinds whose formulas may learn. */
static const char *const readers[] = {"bias", "angle", "embed", "temperature"};

static bool reads(const struct yaml *entry, const char *kind, const char *name) {
    const struct yaml *node = yaml_get(entry, kind);
    return node && node->text && names(node->text, name);
}

static int times_read(const struct yaml *entry, const char *name) {
    int n = 0;
    for (int k = 0; k < COUNT(readers); k++) n += reads(entry, readers[k], name);
    return n;
}

/* Which of the learned names that no formula reads an unknown name was to be: the only one, or one that is like it. */
static const char *meant_learned(const struct yaml *entry, const char *name) {
    enum { TRIED_NAMES = 16 };
    const struct yaml *learn = yaml_get(entry, "learn");
    const char *unread[TRIED_NAMES];
    int n = 0;
    for (int i = 0; learn && i < learn->n && n < TRIED_NAMES; i++)
        if (times_read(entry, learn->child[i].key) == 0) unread[n++] = learn->child[i].key;
    return n == 1 ? unread[0] : n ? text_closest(name, unread, n) : NULL;
}

/* What other kinds call their own; in a bias it has no meaning. */
static bool is_position(const struct encoder *e, const char *name) {
    return strcmp(name, "p") == 0 && (strcmp(e->name, "formula-bias") == 0 || strcmp(e->name, "formula-rows") == 0);
}

/* A bias becomes one of rows by reading one of their names, so those are known to it, too. */
static void add_row_names(const struct encoder *e, struct error *why) {
    char *end = strrchr(why->text, ')');
    if (strcmp(e->name, "formula-bias") != 0 || !strstr(why->text, "(known: ") || !end || end[1]) return;
    snprintf(end, sizeof why->text - (size_t)(end - why->text), ", i, j, n)");
}

/* An unknown name that is like no other is most often a learned number that is written otherwise, or a number that was
 * to be learned, or to be fixed. */
static void say_how_to_name(const struct encoder *e, const struct yaml *entry, struct error *why) {
    static const char before[] = "unknown name '";
    char word[64];
    const char *name = strstr(why->text, before), *known = strstr(why->text, " (known:");
    if (!name || !known || strncmp(why->text, "of:", 3) != 0 || strstr(why->text, "did you mean")) return;
    name += strlen(before);
    const int size = (int)strcspn(name, "'");
    struct text all = {0};
    text_bytes(&all, why->text, (size_t)(known - why->text));
    snprintf(word, sizeof word, "%.*s", size, name);
    const char *learned = option_find(e->options, "learn") ? meant_learned(entry, word) : NULL;
    if (is_position(e, word) && !learned)
        text_add(&all, "; p is known to angle, embed and positions, and a bias has d, the distance i-j");
    else if (learned)
        text_add(&all, "; did you mean '%s'?", learned);
    else if (option_find(e->options, "learn"))
        text_add(&all, "; a learned number needs `learn: {%.*s: 1}`, a fixed one `constants: {%.*s: 1}`", size, name,
                 size, name);
    else
        text_add(&all, "; a number that is fixed needs `constants: {%.*s: 1}`", size, name);
    text_add(&all, "%s", known);
    error_set(why, "%s", text_of(&all));
    text_free(&all);
}

/* In some model, for what is wrong in any: the scheme's own check is asked again in the suite's. */
static bool check_options(const struct encoder *e, const struct yaml *entry, const struct options_text *t,
                          const struct formula_origin *o, struct error *err) {
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
    if (!e->check(&view, &why)) {
        say_how_to_name(e, entry, &why);
        add_row_names(e, &why);
        return !formula_is_placed(o, &why, err);
    }
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

static bool is_row_formula(const struct yaml *entry, const char *text) {
    static const char *const row_names[] = {"i", "j", "n"};
    bool rows = false;
    for (int i = 0; i < COUNT(row_names); i++)
        rows |= names(text, row_names[i]) && !yaml_get(yaml_get(entry, "learn"), row_names[i]) &&
                !yaml_get(yaml_get(entry, "constants"), row_names[i]);
    return rows;
}

/* ---- a table from a file ---- */

static const char TABLE_SCHEME[] = "bias-table";
static const char *const table_keys[] = {"table", "beyond"};

/* {table: FILE, beyond: zero}; the hash of the file makes its numbers part of the run's id. What is not given is
 * written out, too: a variant would have it from another table, that of the trained scheme. */
static bool add_table(const struct yaml *node, struct text *out, struct error *err) {
    _Alignas(16) char options[ENCODER_OPTIONS_SIZE] = {0};
    const struct encoder *e = encoder_find(TABLE_SCHEME);
    struct error why;
    if (!yaml_only(node, table_keys, COUNT(table_keys), err)) return false;
    const struct yaml *file = yaml_get(node, "table"), *beyond = yaml_get(node, "beyond");
    if (!file) return yaml_error(node, err, "bias is a text or a number, or {table: FILE}");
    if (!want_value(file, "table", err) || (beyond && !want_value(beyond, "beyond", err))) return false;
    if (!*file->text || file->text[strcspn(file->text, "()[],")])
        return yaml_error(file, err, "table is the name of a file, without brackets and commas");
    options_default(e->options, options);
    if (beyond && !options_set(e->options, options, beyond->key, beyond->text, &why))
        return yaml_error(beyond, err, "%s", why.text);
    const struct number_table *t = number_table_read(file->text, "", &why);
    if (!t) return yaml_error(file, err, "%s", why.text);
    text_add(out, "%s%s(file=%s,sha256=%s", out->size ? "+" : "", TABLE_SCHEME, file->text, t->stock->sha256);
    text_add(out, ",beyond=%s)", beyond ? beyond->text : option_find(e->options, "beyond")->fallback);
    return true;
}

/* ---- all kinds ---- */

/* The scheme of a kind, if the formula has it. */
static bool add_kind(const struct yaml *entry, const char *kind, const char *scheme, const char *bytes,
                     struct text *out, struct error *err) {
    const struct yaml *node = yaml_get(entry, kind);
    struct options_text t = {0};
    struct formula_origin o = {.bytes = bytes};
    if (!node) return true;
    if (node->kind == YAML_MAP && strcmp(kind, "bias") == 0) return add_table(node, out, err);
    if (!want_value(node, kind, err)) return false;
    formula_put_value(&t.of, "of", node, &o);
    const bool rows = strcmp(kind, "bias") == 0 && is_row_formula(entry, text_of(&t.of));
    const struct encoder *e = encoder_find(rows ? "formula-rows" : scheme);
    REQUIRE(e);
    const bool ok = add_names(entry, &t, &o, err) && check_options(e, entry, &t, &o, err);
    if (ok) write_options(e, &t, out);
    free_options(&t);
    return ok;
}

static struct yaml at_key(const struct yaml *node) {
    struct yaml at = *node;
    at.line = at.key_line, at.column = at.key_column;
    return at;
}

/* Each learned number belongs to one scheme: a second one would learn another of the same name. */
static bool check_learned(const struct yaml *entry, struct error *err) {
    const struct yaml *learn = yaml_get(entry, "learn");
    if (learn && learn->kind != YAML_MAP) return yaml_error(learn, err, "learn has names with initial values");
    for (int i = 0; learn && i < learn->n; i++) {
        const struct yaml at = at_key(&learn->child[i]);
        if (reads(entry, "mask", at.key))
            return yaml_error(&at, err, "a mask has no slope, so '%s' cannot be learned there; make it a constant",
                              at.key);
        if (reads(entry, "positions", at.key))
            return yaml_error(&at, err, "positions learn nothing, so '%s' cannot be learned there; make it a constant",
                              at.key);
        if (times_read(entry, at.key) > 1)
            return yaml_error(&at, err, "'%s' is read by two kinds, and each learns its own: give it two names",
                              at.key);
    }
    return true;
}

/* Asked last: where a formula has an unknown name, that is what is wrong. */
static bool check_read(const struct yaml *entry, struct error *err) {
    const struct yaml *learn = yaml_get(entry, "learn");
    for (int i = 0; learn && i < learn->n; i++) {
        const struct yaml at = at_key(&learn->child[i]);
        if (times_read(entry, at.key) == 0)
            return yaml_error(&at, err, "'%s' is learned, but no formula reads it; remove it", at.key);
    }
    return true;
}

static bool check_name(const struct yaml *entry, struct error *err) {
    const struct yaml at = at_key(entry);
    if (!entry->key[0] || entry->key[strspn(entry->key, "abcdefghijklmnopqrstuvwxyz0123456789-")] ||
        strlen(entry->key) > 40)
        return yaml_error(&at, err, "a formula's name has up to 40 of a-z, 0-9 and -, not '%.60s'", entry->key);
    const struct encoder *e = encoder_find(entry->key);
    return !e ||
           yaml_error(&at, err, "'%s' is a %s scheme; take another name", at.key, e->plugin ? "plugin's" : "built-in");
}

/* In the order of the expression. */
static const char *const kinds[][2] = {{"positions", "formula-positions"}, {"embed", "formula-embed"},
                                       {"angle", "formula-angle"},         {"temperature", "formula-temperature"},
                                       {"bias", "formula-bias"},           {"mask", "formula-mask"}};

const struct yaml *formula_entry_value(const struct yaml *entry, const char *scheme) {
    if (strcmp(scheme, "formula-rows") == 0 || strcmp(scheme, TABLE_SCHEME) == 0) return yaml_get(entry, "bias");
    for (int k = 0; k < COUNT(kinds); k++)
        if (strcmp(scheme, kinds[k][1]) == 0) return yaml_get(entry, kinds[k][0]);
    return NULL;
}

bool formula_entry_read(const struct yaml *entry, const char *bytes, struct text *expression, struct error *err) {
    if (!check_name(entry, err) || !yaml_only(entry, entry_keys, COUNT(entry_keys), err)) return false;
    const struct yaml *title = yaml_get(entry, "title"), *constants = yaml_get(entry, "constants");
    if (title && !want_value(title, "title", err)) return false;
    if (constants && constants->kind != YAML_MAP) return yaml_error(constants, err, "constants has names with numbers");
    bool ok = check_learned(entry, err);
    for (int k = 0; ok && k < COUNT(kinds); k++) ok = add_kind(entry, kinds[k][0], kinds[k][1], bytes, expression, err);
    return ok && check_read(entry, err) &&
           (expression->size ||
            yaml_error(entry, err, "'%s' has no formula; give bias, mask, angle, embed, temperature or positions",
                       entry->key));
}
