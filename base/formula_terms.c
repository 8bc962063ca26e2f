#include "base/formula_terms.h"
#include <ctype.h>
#include <math.h>
#include <string.h>

static bool skip_word(const char **at, const char *word) {
    const size_t n = strlen(word);
    *at += strspn(*at, " ");
    if (strncmp(*at, word, n) != 0 || isalnum((unsigned char)(*at)[n]) || (*at)[n] == '_') return false;
    *at += n;
    return true;
}

static bool skip_sign(const char *start, const char **at, char sign, struct error *err) {
    *at += strspn(*at, " ");
    if (**at == sign) return (*at)++, true;
    return **at ? formula_error(start, *at, err, "'%c' is expected at '%.12s'", sign, *at)
                : formula_error(start, *at, err, "the text ends where '%c' is expected", sign);
}

/* An expression of numbers and constants. */
static bool read_number(const char *start, const char **at, const struct formula_name *names, int n, double *out,
                        struct error *err) {
    struct formula f;
    if (!formula_read_at(start, at, names, n, &f, err)) return false;
    formula_values(&f, NULL, 1, out);
    return true;
}

static bool read_new_name(struct formula_terms *t, const char *start, const char **at, const char *what,
                          struct formula_name *out, struct error *err) {
    *at += strspn(*at, " ");
    const char *from = *at;
    if (!formula_read_name(start, at, out->name, err)) return false;
    if (formula_reserved(out->name))
        return formula_error(start, from, err, "'%s' is a name that every formula has; take another for %s", out->name,
                             what);
    for (int i = 0; i < t->n_names; i++)
        if (strcmp(t->name[i].name, out->name) == 0)
            return formula_error(start, from, err, "the name '%s' stands for something else already; take another",
                                 out->name);
    return t->n_names < FORMULA_NAMES_MAX || formula_error(start, from, err, "there are too many names");
}

/* "[item, item]", each by `item`; an empty text has none. */
static bool read_list(struct formula_terms *t, const char *text, const char *option,
                      bool (*item)(struct formula_terms *, const char *, const char **, struct error *),
                      struct error *err) {
    const char *at = text;
    bool ok = true;
    if (!text[strspn(text, " ")]) return true;
    ok = skip_sign(text, &at, '[', err);
    do ok = ok && item(t, text, &at, err), at += ok ? strspn(at, " ") : 0;
    while (ok && *at == ',' && at++);
    ok = ok && skip_sign(text, &at, ']', err) &&
         (!*at || formula_error(text, at, err, "nothing is expected behind the list"));
    return ok || error_prefix(err, "%s", option);
}

static bool read_constant(struct formula_terms *t, const char *start, const char **at, struct error *err) {
    struct formula_name name = {.kind = FORMULA_NUMBER};
    if (!read_new_name(t, start, at, "a constant", &name, err) || !skip_sign(start, at, '=', err)) return false;
    const char *from = *at + strspn(*at, " ");
    if (!read_number(start, at, t->name + t->own, t->n_names - t->own, &name.number, err)) return false;
    if (!isfinite(name.number))
        return formula_error(start, from, err, "the constant '%s' is no finite number", name.name);
    if (t->n_names - t->own == FORMULA_CONSTANTS_MAX)
        return formula_error(start, from, err, "there are more than %d constants", FORMULA_CONSTANTS_MAX);
    t->name[t->n_names++] = name;
    return true;
}

/* per head, per layer, least 0, most 2, std 0.02 */
static bool read_manner(struct formula_terms *t, struct formula_learned *l, const char *start, const char **at,
                        struct error *err) {
    const struct formula_name *constants = t->name + t->own + t->learns;
    const int n = t->n_names - t->own - t->learns;
    for (;;) {
        if (skip_word(at, "per")) {
            const bool head = skip_word(at, "head");
            if (!head && !skip_word(at, "layer"))
                return formula_error(start, *at, err, "'per' needs head or layer, not '%.12s'", *at);
            *(head ? &l->per_head : &l->per_layer) = true;
            continue;
        }
        double *const number = skip_word(at, "least")  ? &l->least
                               : skip_word(at, "most") ? &l->most
                               : skip_word(at, "std")  ? &l->std
                                                       : NULL;
        if (!number) break;
        const char *from = *at;
        if (!read_number(start, at, constants, n, number, err)) return false;
        if (!isfinite(*number) || (number == &l->std && *number < 0))
            return formula_error(start, from, err, "this is no number that can stand here");
    }
    *at += strspn(*at, " ");
    if (!(l->least < l->most)) return formula_error(start, *at, err, "least must be below most");
    return !**at || **at == ',' || **at == ']' ||
           formula_error(start, *at, err,
                         "expected 'per head', 'per layer', 'least', 'most', 'std', ',' or ']', not "
                         "'%.12s'",
                         *at);
}

static bool read_initial(struct formula_terms *t, struct formula_learned *l, const char *start, const char **at,
                         struct error *err) {
    struct formula_name names[INIT_NAMES + FORMULA_CONSTANTS_MAX] = {
        {"k", FORMULA_FIXED, 0, 0}, {"h", FORMULA_FIXED, 0, 0}, {"H", FORMULA_FIXED, 0, 0},
        {"D", FORMULA_FIXED, 0, 0}, {"L", FORMULA_FIXED, 0, 0}, {"layer", FORMULA_FIXED, 0, 0}};
    const int constants = t->n_names - t->own - t->learns;
    memcpy(names + INIT_NAMES, t->name + t->own + t->learns, sizeof *names * (size_t)constants);
    return formula_read_at(start, at, names, INIT_NAMES + constants, &l->init, err);
}

static bool read_learned(struct formula_terms *t, const char *start, const char **at, struct error *err) {
    struct formula_name name = {.kind = FORMULA_LEARNED};
    struct formula_learned l = {.least = -INFINITY, .most = INFINITY};
    *at += strspn(*at, " ");
    const char *from = *at;
    if (!read_new_name(t, start, at, "a learned number", &name, err)) return false;
    if (**at == '[') {
        double size;
        (*at)++;
        const char *digits = *at;
        if (!read_number(start, at, NULL, 0, &size, err) || !skip_sign(start, at, ']', err)) return false;
        if (!(size >= 1 && size <= FORMULA_LIST_MAX) || size != floor(size))
            return formula_error(start, digits, err, "a list has 1 to %d numbers", FORMULA_LIST_MAX);
        name.size = (int)(l.size = (long)size);
    }
    if (!skip_sign(start, at, '=', err) || !read_initial(t, &l, start, at, err)) return false;
    if (!read_manner(t, &l, start, at, err)) return false;
    if (!l.per_head && formula_uses(&l.init, INIT_h))
        return formula_error(start, from, err, "'%s' starts differently in each head, so it needs 'per head'",
                             name.name);
    if (!l.per_layer && formula_uses(&l.init, INIT_layer))
        return formula_error(start, from, err, "'%s' starts differently in each layer, so it needs 'per layer'",
                             name.name);
    if (!name.size && formula_uses(&l.init, INIT_k))
        return formula_error(start, from, err, "k counts the numbers of a list: write %s[32]=...", name.name);
    if (t->learns == FORMULA_LEARNED_MAX)
        return formula_error(start, from, err, "more than %d names are learned", FORMULA_LEARNED_MAX);
    const int at_name = t->own + t->learns;
    memmove(t->name + at_name + 1, t->name + at_name, sizeof name * (size_t)(t->n_names - at_name));
    t->name[at_name] = name;
    t->n_names++;
    t->learned[t->learns++] = l;
    return true;
}

bool formula_terms_read(const struct formula_options *o, const struct formula_name *own, int n, struct formula_terms *t,
                        struct error *err) {
    memset(t, 0, sizeof *t);
    memcpy(t->name, own, sizeof *own * (size_t)n);
    t->own = t->n_names = n;
    if (!read_list(t, o->with, "with", read_constant, err)) return false;
    if (!read_list(t, o->learn, "learn", read_learned, err)) return false;
    if (!formula_read(o->of, t->name, t->n_names, &t->of, err)) return error_prefix(err, "of");
    for (int k = 0; k < t->learns; k++)
        if (!formula_uses(&t->of, t->own + k))
            return error_set(
                err, "learn: '%s' is learned, but the formula does not read it; remove it (learn= learns nothing)",
                t->name[t->own + k].name);
    return true;
}
