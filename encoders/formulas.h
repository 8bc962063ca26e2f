/* What the schemes from a formula share: the text of the formula, what it learns and its constants, read from options;
 * the learned numbers as tensors; and what names stand for in a hook.
 *
 * of     the formula (base/formula.h), of the names that its kind of scheme knows, those that it learns and its
 *        constants
 * learn  [m=2^(-8*h/H) per head least 0, w[32]=0 std 0.02]: each with its initial value, a formula of h, H, D, L, layer
 *        and k (the place in a list, from 0); one number, or a list of so many. Behind it stand, in any order, `per
 * head` and `per layer` (one for each; else one for all), `least` and `most` (bounds that training keeps), `std` (a
 *        normal number of this deviation is added to the initial value)
 * with   [b=10000, c=2*pi]: constants
 *
 * h counts heads and `layer` layers from 1, as papers do: ALiBi's slopes are 2^(-8*h/H).
 */
#ifndef LEXBENCH_FORMULAS_H
#define LEXBENCH_FORMULAS_H
#include "base/formula.h"
#include "encoders/encoder.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* The options, or their first members. */
struct formula_options {
    char of[OPTION_TEXT_SIZE], learn[OPTION_TEXT_SIZE], with[OPTION_TEXT_SIZE];
};
#define FORMULA_ROWS_OF(of_default, learn_default, names)                                                              \
    OPTION_ROW("of", OPTION_TEXT, offsetof(struct formula_options, of), of_default, 0, 0, NULL, "",                    \
               "the formula, of " names ", what is learned and constants"),                                            \
        OPTION_ROW(                                                                                                    \
            "learn", OPTION_TEXT, offsetof(struct formula_options, learn), learn_default, 0, 0, NULL, "",              \
            "what is learned, as [m=1 per head least 0, w[32]=0 std 0.02]: initial values of h, H, D, L, layer "       \
            "and k, and how they are shared and bounded"),                                                             \
        OPTION_ROW("with", OPTION_TEXT, offsetof(struct formula_options, with), "", 0, 0, NULL, "",                    \
                   "constants, as [b=10000, c=2*pi]")

enum { FORMULA_LIST_MAX = 512, FORMULA_NAMES_MAX = 48, FORMULA_CONSTANTS_MAX = 16 };

struct formula_learned {
    struct formula init;
    long size; /* of a list; 0: one number */
    bool per_head, per_layer;
    double least, most, std;
};

/* A scheme's options as read. */
struct formula_terms {
    struct formula of;
    int n_names, own, learns; /* names of the formula: the kind's own, what it learns, constants */
    struct formula_name name[FORMULA_NAMES_MAX];
    struct formula_learned learned[PARAMS_MAX];
};

/* What names stand for in one head, while a hook works. */
struct formula_values {
    struct formula_input in[FORMULA_NAMES_MAX];
    double value[PARAMS_MAX][FORMULA_LIST_MAX], grad[PARAMS_MAX][FORMULA_LIST_MAX];
};

/* ---- reading ---- */

static inline bool formulas_word(const char **at, const char *word) {
    const size_t n = strlen(word);
    *at += strspn(*at, " ");
    if (strncmp(*at, word, n) != 0 || isalnum((unsigned char)(*at)[n]) || (*at)[n] == '_') return false;
    *at += n;
    return true;
}

static inline bool formulas_sign(const char *start, const char **at, char sign, struct error *err) {
    *at += strspn(*at, " ");
    if (**at == sign) return (*at)++, true;
    return **at ? formula_error(start, *at, err, "'%c' is expected at '%.12s'", sign, *at)
                : formula_error(start, *at, err, "the text ends where '%c' is expected", sign);
}

/* An expression of numbers and constants. */
static inline bool formulas_number(const char *start, const char **at, const struct formula_name *names, int n,
                                   double *out, struct error *err) {
    struct formula f;
    if (!formula_read_at(start, at, names, n, &f, err)) return false;
    formula_values(&f, NULL, 1, out);
    return true;
}

static inline bool formulas_new_name(struct formula_terms *t, const char *start, const char **at, const char *what,
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
static inline bool formulas_list(struct formula_terms *t, const char *text, const char *option,
                                 bool (*item)(struct formula_terms *, const char *, const char **, struct error *),
                                 struct error *err) {
    const char *at = text;
    bool ok = true;
    if (!text[strspn(text, " ")]) return true;
    ok = formulas_sign(text, &at, '[', err);
    do ok = ok && item(t, text, &at, err), at += ok ? strspn(at, " ") : 0;
    while (ok && *at == ',' && at++);
    ok = ok && formulas_sign(text, &at, ']', err) &&
         (!*at || formula_error(text, at, err, "nothing is expected behind the list"));
    return ok || error_prefix(err, "%s", option);
}

static inline bool formulas_constant(struct formula_terms *t, const char *start, const char **at, struct error *err) {
    struct formula_name name = {.kind = FORMULA_NUMBER};
    if (!formulas_new_name(t, start, at, "a constant", &name, err) || !formulas_sign(start, at, '=', err)) return false;
    const char *from = *at + strspn(*at, " ");
    if (!formulas_number(start, at, t->name + t->own, t->n_names - t->own, &name.number, err)) return false;
    if (!isfinite(name.number))
        return formula_error(start, from, err, "the constant '%s' is no finite number", name.name);
    if (t->n_names - t->own == FORMULA_CONSTANTS_MAX)
        return formula_error(start, from, err, "there are more than %d constants", FORMULA_CONSTANTS_MAX);
    t->name[t->n_names++] = name;
    return true;
}

/* per head, per layer, least 0, most 2, std 0.02 */
static inline bool formulas_manner(struct formula_terms *t, struct formula_learned *l, const char *start,
                                   const char **at, struct error *err) {
    const struct formula_name *constants = t->name + t->own + t->learns;
    const int n = t->n_names - t->own - t->learns;
    for (;;) {
        if (formulas_word(at, "per")) {
            const bool head = formulas_word(at, "head");
            if (!head && !formulas_word(at, "layer"))
                return formula_error(start, *at, err, "'per' needs head or layer, not '%.12s'", *at);
            *(head ? &l->per_head : &l->per_layer) = true;
            continue;
        }
        double *const number = formulas_word(at, "least")  ? &l->least
                               : formulas_word(at, "most") ? &l->most
                               : formulas_word(at, "std")  ? &l->std
                                                           : NULL;
        if (!number) break;
        const char *from = *at;
        if (!formulas_number(start, at, constants, n, number, err)) return false;
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

/* Names of initial values, in this order; constants stand behind them. */
enum { INIT_k, INIT_h, INIT_H, INIT_D, INIT_L, INIT_layer, INIT_NAMES };

static inline bool formulas_init(struct formula_terms *t, struct formula_learned *l, const char *start, const char **at,
                                 struct error *err) {
    struct formula_name names[INIT_NAMES + FORMULA_CONSTANTS_MAX] = {
        {"k", FORMULA_FIXED, 0, 0}, {"h", FORMULA_FIXED, 0, 0}, {"H", FORMULA_FIXED, 0, 0},
        {"D", FORMULA_FIXED, 0, 0}, {"L", FORMULA_FIXED, 0, 0}, {"layer", FORMULA_FIXED, 0, 0}};
    const int constants = t->n_names - t->own - t->learns;
    memcpy(names + INIT_NAMES, t->name + t->own + t->learns, sizeof *names * (size_t)constants);
    return formula_read_at(start, at, names, INIT_NAMES + constants, &l->init, err);
}

static inline bool formulas_learned(struct formula_terms *t, const char *start, const char **at, struct error *err) {
    struct formula_name name = {.kind = FORMULA_LEARNED};
    struct formula_learned l = {.least = -INFINITY, .most = INFINITY};
    *at += strspn(*at, " ");
    const char *from = *at;
    if (!formulas_new_name(t, start, at, "a learned number", &name, err)) return false;
    if (**at == '[') {
        double size;
        (*at)++;
        const char *digits = *at;
        if (!formulas_number(start, at, NULL, 0, &size, err) || !formulas_sign(start, at, ']', err)) return false;
        if (!(size >= 1 && size <= FORMULA_LIST_MAX) || size != floor(size))
            return formula_error(start, digits, err, "a list has 1 to %d numbers", FORMULA_LIST_MAX);
        name.size = (int)(l.size = (long)size);
    }
    if (!formulas_sign(start, at, '=', err) || !formulas_init(t, &l, start, at, err)) return false;
    if (!formulas_manner(t, &l, start, at, err)) return false;
    if (!l.per_head && formula_uses(&l.init, INIT_h))
        return formula_error(start, from, err, "'%s' starts differently in each head, so it needs 'per head'",
                             name.name);
    if (!l.per_layer && formula_uses(&l.init, INIT_layer))
        return formula_error(start, from, err, "'%s' starts differently in each layer, so it needs 'per layer'",
                             name.name);
    if (!name.size && formula_uses(&l.init, INIT_k))
        return formula_error(start, from, err, "k counts the numbers of a list: write %s[32]=...", name.name);
    if (t->learns == PARAMS_MAX) return formula_error(start, from, err, "more than %d names are learned", PARAMS_MAX);
    const int at_name = t->own + t->learns;
    memmove(t->name + at_name + 1, t->name + at_name, sizeof name * (size_t)(t->n_names - at_name));
    t->name[at_name] = name;
    t->n_names++;
    t->learned[t->learns++] = l;
    return true;
}

static inline bool formulas_read(const struct formula_options *o, const struct formula_name *own, int n,
                                 struct formula_terms *t, struct error *err) {
    memset(t, 0, sizeof *t);
    memcpy(t->name, own, sizeof *own * (size_t)n);
    t->own = t->n_names = n;
    if (!formulas_list(t, o->with, "with", formulas_constant, err)) return false;
    if (!formulas_list(t, o->learn, "learn", formulas_learned, err)) return false;
    if (!formula_read(o->of, t->name, t->n_names, &t->of, err)) return error_prefix(err, "of");
    for (int k = 0; k < t->learns; k++)
        if (!formula_uses(&t->of, t->own + k))
            return error_set(
                err, "learn: '%s' is learned, but the formula does not read it; remove it (learn= learns nothing)",
                t->name[t->own + k].name);
    return true;
}

/* Hooks read the text whenever they are called, often for a single row: the last few texts that were read are kept.
 * The own names must be a static table. NULL: the text cannot be read, which `check` refuses with the reason. */
static inline const struct formula_terms *formulas_of(const struct formula_options *o, const struct formula_name *own,
                                                      int n) {
    enum { KEPT = 8 };
    static _Thread_local struct {
        const struct formula_name *own;
        struct formula_options options;
        struct formula_terms terms;
    } kept[KEPT];
    static _Thread_local int next;
    for (int i = 0; i < KEPT; i++)
        if (kept[i].own == own && strcmp(kept[i].options.of, o->of) == 0 &&
            strcmp(kept[i].options.learn, o->learn) == 0 && strcmp(kept[i].options.with, o->with) == 0)
            return &kept[i].terms;
    kept[next].own = NULL;
    if (!formulas_read(o, own, n, &kept[next].terms, NULL)) return NULL;
    kept[next].own = own, kept[next].options = *o;
    const struct formula_terms *t = &kept[next].terms;
    next = (next + 1) % KEPT;
    return t;
}

/* ---- numbers ---- */

static inline long formulas_size(const struct formula_learned *l) { return l->size ? l->size : 1; }

static inline double formulas_initial(const struct view *view, const struct formula_terms *t, int k, int head,
                                      long element) {
    const struct formula_input in[INIT_NAMES + FORMULA_CONSTANTS_MAX] = {
        [INIT_k] = {.number = (double)element},    [INIT_h] = {.number = head + 1},
        [INIT_H] = {.number = view->heads},        [INIT_D] = {.number = view->head_size},
        [INIT_L] = {.number = view->train_length}, [INIT_layer] = {.number = view->layer + 1}};
    double value;
    formula_values(&t->learned[k].init, in, 1, &value);
    return value;
}

static inline double formulas_fixed(const struct view *view, int head, const char *name) {
    return strcmp(name, "h") == 0       ? head + 1
           : strcmp(name, "H") == 0     ? view->heads
           : strcmp(name, "D") == 0     ? view->head_size
           : strcmp(name, "C") == 0     ? view->width
           : strcmp(name, "L") == 0     ? view->train_length
           : strcmp(name, "layer") == 0 ? view->layer + 1
                                        : 0;
}

/* Where the numbers of a head stand in tensor k. */
static inline long formulas_offset(const struct formula_learned *l, int head) {
    return l->per_head ? head * formulas_size(l) : 0;
}

/* What names stand for: fixed numbers of the model, and learned ones, or their initial values while there are no
 * parameters. What the kind knows besides is the caller's to fill in. */
static inline void formulas_begin(const struct view *view, const struct formula_terms *t, int head,
                                  struct formula_values *v) {
    for (int i = 0; i < t->own; i++)
        v->in[i] = (struct formula_input){.number = formulas_fixed(view, head, t->name[i].name)};
    for (int k = 0; k < t->learns; k++) {
        const struct formula_learned *l = &t->learned[k];
        for (long e = 0; e < formulas_size(l); e++)
            v->value[k][e] = view->param ? (double)view->param[k][formulas_offset(l, head) + e]
                                         : formulas_initial(view, t, k, head, e);
        v->in[t->own + k] = (struct formula_input){.of = v->value[k]};
    }
}

static inline void formulas_begin_grad(const struct view *view, const struct formula_terms *t, int head,
                                       struct formula_values *v) {
    formulas_begin(view, t, head, v);
    for (int k = 0; k < t->learns; k++) {
        memset(v->grad[k], 0, sizeof(double) * (size_t)formulas_size(&t->learned[k]));
        v->in[t->own + k].grad = v->grad[k];
    }
}

static inline void formulas_end_grad(const struct view *view, const struct formula_terms *t, int head,
                                     const struct formula_values *v) {
    for (int k = 0; k < t->learns; k++) {
        real *grad = view->grad[k] + formulas_offset(&t->learned[k], head);
        for (long e = 0; e < formulas_size(&t->learned[k]); e++) grad[e] += (real)v->grad[k][e];
    }
}

/* ---- hooks ---- */

/* Names point into the terms, which must be those of formulas_of. */
static inline int formulas_params(const struct view *view, const struct formula_terms *t, struct param_spec *out) {
    for (int k = 0; k < t->learns; k++) {
        const struct formula_learned *l = &t->learned[k];
        out[k] = (struct param_spec){.name = t->name[t->own + k].name,
                                     .rows = l->per_head && l->size ? view->heads : 0,
                                     .cols = l->size       ? l->size
                                             : l->per_head ? view->heads
                                                           : 1,
                                     .per_layer = l->per_layer};
    }
    return t->learns;
}

static inline double formulas_bounded(const struct formula_learned *l, double x) {
    return fmin(fmax(x, l->least), l->most);
}

static inline void formulas_start(const struct view *view, const struct formula_terms *t, int k, struct rng *rng,
                                  real *out) {
    const struct formula_learned *l = &t->learned[k];
    for (int h = 0; h < (l->per_head ? view->heads : 1); h++)
        for (long e = 0; e < formulas_size(l); e++) {
            const double noise = l->std > 0 ? l->std * rng_normal(rng) : 0;
            *out++ = (real)formulas_bounded(l, formulas_initial(view, t, k, h, e) + noise);
        }
}

static inline void formulas_project(const struct view *view, const struct formula_terms *t) {
    for (int k = 0; k < t->learns; k++) {
        const struct formula_learned *l = &t->learned[k];
        if (!isfinite(l->least) && !isfinite(l->most)) continue;
        for (long e = 0; e < formulas_size(l) * (l->per_head ? view->heads : 1); e++)
            view->param[k][e] = (real)formulas_bounded(l, (double)view->param[k][e]);
    }
}

static inline const char *formulas_infinite(double x) { return isnan(x) ? "nan" : x > 0 ? "inf" : "-inf"; }

/* Numbers from 0 on at which a check tries a formula: all small ones, some of the larger ones, and the last. */
static inline long formulas_next_tried(long k, long last) {
    const long next = k < 64 ? k + 1 : k + k / 8;
    return k < last && next > last ? last : next;
}

/* Initial values are numbers within their bounds, in every head and layer. */
static inline bool formulas_check(const struct view *view, const struct formula_terms *t, struct error *err) {
    for (int k = 0; k < t->learns; k++)
        for (int layer = 0; layer < (t->learned[k].per_layer ? view->layers : 1); layer++)
            for (int h = 0; h < (t->learned[k].per_head ? view->heads : 1); h++)
                for (long e = 0; e < formulas_size(&t->learned[k]); e++) {
                    struct view at = *view;
                    at.layer = layer;
                    const double x = formulas_initial(&at, t, k, h, e);
                    if (isfinite(x) && x >= t->learned[k].least && x <= t->learned[k].most) continue;
                    return error_set(err, "learn: '%s' would start at %g, which is no number within its bounds",
                                     t->name[t->own + k].name, x);
                }
    return true;
}
#endif
