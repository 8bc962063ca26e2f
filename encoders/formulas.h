/* What the schemes from a formula share: a kept reading of their options (base/formula_terms.h has what these say), the
 * learned numbers as tensors, and what names stand for in a hook. A header, since no scheme depends on another one's
 * file (harness/run/code.sh).
 *
 * h counts heads and `layer` layers from 1, as papers do: ALiBi's slopes are 2^(-8*h/H).
 */
#ifndef LEXBENCH_FORMULAS_H
#define LEXBENCH_FORMULAS_H
#include "base/formula_terms.h"
#include "encoders/encoder.h"
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define FORMULA_ROWS_OF(of_default, learn_default, names)                                                              \
    OPTION_ROW("of", OPTION_TEXT | OPTION_IDENTITY, offsetof(struct formula_options, of), of_default, 0, 0, NULL, "",  \
               "the formula, of " names ", what is learned and constants"),                                            \
        OPTION_ROW(                                                                                                    \
            "learn", OPTION_TEXT, offsetof(struct formula_options, learn), learn_default, 0, 0, NULL, "",              \
            "what is learned, as [m=1 per head least 0, w[32]=0 std 0.02]: initial values of h, H, D, L, layer "       \
            "and k, and how they are shared and bounded"),                                                             \
        OPTION_ROW("with", OPTION_TEXT, offsetof(struct formula_options, with), "", 0, 0, NULL, "",                    \
                   "constants, as [b=10000, c=2*pi]")

/* Formulas are computed so many numbers at a time. */
enum { FORMULA_CHUNK = 256 };
_Static_assert((int)FORMULA_LEARNED_MAX == (int)PARAMS_MAX, "a learned name is a tensor");

/* What names stand for in one head, while a hook works. */
struct formula_values {
    struct formula_input in[FORMULA_NAMES_MAX];
    double value[PARAMS_MAX][FORMULA_LIST_MAX], grad[PARAMS_MAX][FORMULA_LIST_MAX];
};

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
    if (!formula_terms_read(o, own, n, &kept[next].terms, NULL)) return NULL;
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

/* Runs compute in single precision, whatever a formula has in between. */
static inline bool formulas_is_finite(double x) { return fabs(x) <= FLT_MAX; }
static inline const char *formulas_infinite(double x) {
    return isnan(x) ? "nan" : isfinite(x) ? "beyond 3.4e38" : x > 0 ? "inf" : "-inf";
}

/* Checks go as far as training and evaluation do: in tokens, and in places after maps of positions. */
static inline long formulas_tokens(const struct view *view) {
    return view->eval_length > view->train_length ? view->eval_length : view->train_length;
}
static inline long formulas_places(const struct view *view) {
    return view->eval_places > view->train_length ? view->eval_places : view->train_length;
}
/* view: NULL where x is no place. */
static inline const char *formulas_beyond(const struct view *view, double x) {
    return view && fabs(x) > view->train_length ? ", beyond training, where evaluation goes" : "";
}

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
                    if (formulas_is_finite(x) && x >= t->learned[k].least && x <= t->learned[k].most) continue;
                    return error_set(err, "learn: '%s' would start at %g, which is no number within its bounds",
                                     t->name[t->own + k].name, x);
                }
    return true;
}

/* How every kind of formula answers about its numbers: KIND_terms, KIND_params, KIND_init and KIND_project, from the
 * table of its own names. */
#define FORMULA_HOOKS(kind, names)                                                                                     \
    static const struct formula_terms *kind##_terms(const struct view *view) {                                         \
        return formulas_of(view->options, names, sizeof(names) / sizeof *(names));                                     \
    }                                                                                                                  \
    static int kind##_params(const struct view *view, struct param_spec *out) {                                        \
        return formulas_params(view, kind##_terms(view), out);                                                         \
    }                                                                                                                  \
    static void kind##_init(const struct view *view, int k, struct rng *rng, real *out) {                              \
        formulas_start(view, kind##_terms(view), k, rng, out);                                                         \
    }                                                                                                                  \
    static void kind##_project(const struct view *view) { formulas_project(view, kind##_terms(view)); }

/* ---- along one name ---- */

/* Values of f at n numbers x, which stand for the name `along`, and what uses them. */
static inline void formulas_along(const struct formula_terms *t, struct formula_values *v, int along, const double *x,
                                  int n, double *out) {
    v->in[along].of = x;
    formula_values(&t->of, v->in, n, out);
}

static inline void formulas_along_grad(const struct formula_terms *t, struct formula_values *v, int along,
                                       const double *x, int n, const double *d) {
    v->in[along].of = x;
    formula_gradient(&t->of, v->in, n, d);
}

static inline bool formulas_finite_at(const struct view *view, const char *name, double x, double value,
                                      struct error *err) {
    return formulas_is_finite(value) || error_set(err, "of: the formula is %s at %s = %g%s, and must be finite",
                                                  formulas_infinite(value), name, x, formulas_beyond(view, x));
}

static inline bool formulas_finite_along(const struct view *view, const struct formula_terms *t,
                                         struct formula_values *v, int along, long first, long last,
                                         struct error *err) {
    for (long k = first; k <= last; k = formulas_next_tried(k, last)) {
        const double x = (double)k;
        double value;
        formulas_along(t, v, along, &x, 1, &value);
        if (!formulas_finite_at(view, t->name[along].name, x, value, err)) return false;
    }
    return true;
}

/* What serves the whole model learns numbers for all of it. */
static inline bool formulas_check_shared(const struct formula_terms *t, bool heads, struct error *err) {
    for (int k = 0; k < t->learns; k++) {
        const char *name = t->name[t->own + k].name;
        if (t->learned[k].per_layer)
            return error_set(err, "learn: '%s' cannot be per layer: the formula serves all layers", name);
        if (t->learned[k].per_head && !heads)
            return error_set(err, "learn: '%s' cannot be per head: the formula serves all heads", name);
    }
    return true;
}
#endif
