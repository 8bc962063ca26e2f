#include "run/golden.h"
#include "base/memory.h"
#include "base/rng.h"
#include "encoders/atom/bias.h"
#include "encoders/atom/embed.h"
#include "encoders/atom/mask.h"
#include "encoders/atom/positions.h"
#include "encoders/atom/rotary.h"
#include "encoders/atom/temperature.h"
#include "model/scheme.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a vector may say, with what holds where it does not, and bounds. */
enum { AT_d, AT_i, AT_j, AT_p, AT_k, AT_c, AT_n, AT_h, AT_layer, AT_H, AT_D, AT_L, AT_is, AT_seen, PLACES };
static const struct {
    const char *name;
    double fallback, least, most;
    bool whole;
} places[PLACES] = {{"d", 0, -1e6, 1e6, false},    {"i", 0, 0, 1e6, true},   {"j", 0, 0, 1e6, true},
                    {"p", 0, 0, 1e9, false},       {"k", 0, 0, 511, true},   {"c", 0, 0, 4095, true},
                    {"n", 1, 1, 4096, true},       {"h", 1, 1, 64, true},    {"layer", 1, 1, 64, true},
                    {"H", 4, 1, 64, true},         {"D", 16, 2, 1024, true}, {"L", 64, 1, 1e6, true},
                    {"is", 0, -1e30, 1e30, false}, {"seen", 0, 0, 1, true}};

struct vector {
    const struct yaml *node;
    double at[PLACES];
    bool given[PLACES];
    int numbers, next; /* of a list that `is` has (else 1), and how many of them were read */
    double step;       /* half a unit of the last digit that `is` has behind its point; 0: it has none */
};

/* 0.00005 of -0.7124; a number without digits behind a point is meant as it stands. */
static double half_unit(const char *number) {
    const char *point = strchr(number, '.'), *power = strpbrk(number, "eE");
    const size_t digits = point ? strspn(point + 1, "0123456789") : 0;
    return digits ? 0.5 * pow(10, (power ? atof(power + 1) : 0) - (double)digits) : 0;
}

/* The number at a place, or the one that is wanted there. */
static bool read_place(const struct yaml *node, int place, double *out, struct error *err) {
    const bool number = node->kind == YAML_SCALAR && text_to_double(node->text, out);
    if (!number || *out < places[place].least || *out > places[place].most ||
        (places[place].whole && *out != floor(*out)))
        return yaml_error(node, err, "%s is a %snumber from %g to %g%s", places[place].name,
                          places[place].whole ? "whole " : "", places[place].least, places[place].most,
                          place == AT_is ? ", or a list of them" : "");
    return true;
}

/* Numbers of a list are those of this place and of the next ones: pairs, channels, or heads. */
static int list_place(const struct vector *v) { return v->given[AT_k] ? AT_k : v->given[AT_c] ? AT_c : AT_h; }

/* The one that is in use of the numbers of `is`. */
static const struct yaml *wanted_of(const struct vector *v) {
    const struct yaml *is = yaml_get(v->node, "is");
    return is && is->kind == YAML_LIST ? &is->child[v->next] : is;
}

static bool check_vector(const struct vector *v, struct error *err) {
    if (v->given[AT_is] == v->given[AT_seen])
        return yaml_error(v->node, err,
                          "a vector says what the scheme gives ('is'), or whether a mask shows a key ('seen')");
    if (v->at[AT_h] > v->at[AT_H] || v->at[AT_k] >= v->at[AT_D] / 2 || v->at[AT_c] >= v->at[AT_H] * v->at[AT_D])
        return yaml_error(v->node, err, "there are %g heads of %g channels", v->at[AT_H], v->at[AT_D]);
    return true;
}

/* Everything but `is`. */
static bool read_vector(const struct yaml *node, struct vector *out, struct error *err) {
    const char *names[PLACES];
    for (int k = 0; k < PLACES; k++) names[k] = places[k].name;
    *out = (struct vector){.node = node};
    if (node->kind != YAML_MAP) return yaml_error(node, err, "a vector is a map, such as {d: 4, is: -0.5}");
    if (!yaml_only(node, names, PLACES, err)) return false;
    for (int k = 0; k < PLACES; k++) {
        const struct yaml *value = yaml_get(node, names[k]);
        out->at[k] = places[k].fallback;
        out->given[k] = value != NULL;
        if (value && k != AT_is && !read_place(value, k, &out->at[k], err)) return false;
    }
    const struct yaml *is = yaml_get(node, "is");
    out->numbers = is && is->kind == YAML_LIST ? is->n : 1;
    return out->numbers > 0 || yaml_error(is, err, "the list has no number");
}

/* The next number of `is`: false at the end, and where it cannot be read (err). */
static bool read_number(struct vector *v, struct error *err) {
    const struct yaml *wanted = wanted_of(v);
    if (wanted && !read_place(wanted, AT_is, &v->at[AT_is], err)) return false;
    if (wanted) v->step = half_unit(wanted->text);
    if (v->next++) v->at[list_place(v)]++;
    return check_vector(v, err);
}

/* ---- the number of a scheme at a vector's place ---- */

typedef double number_of(const struct encoder *e, const struct view *view, const struct vector *v);

static double of_bias(const struct encoder *e, const struct view *view, const struct vector *v) {
    real table[64], number = (real)v->at[AT_d], out = 0;
    const int head = (int)v->at[AT_h] - 1;
    if (!e->bias->row) return e->bias->table(view, 1, &v->at[AT_d], table), (double)table[head];
    e->bias->row(view, head, v->at[AT_i], 1, &number, &out);
    return (double)out;
}

static double of_mask(const struct encoder *e, const struct view *view, const struct vector *v) {
    const double query = v->given[AT_i] ? v->at[AT_i] : v->at[AT_j] + v->at[AT_d],
                 key = v->given[AT_j] ? v->at[AT_j] : query - v->at[AT_d];
    bool seen;
    e->mask->shows(view, (int)v->at[AT_h] - 1, query, 1, &key, &seen);
    return seen;
}

static double turn_by_tables(const struct encoder *e, const struct view *view, double position, long at) {
    const long size = (long)view->heads * view->pairs;
    real *cosine = mem_zero((size_t)(2 * size), sizeof *cosine), *sine = cosine + size;
    e->rotary->rotate(view, false, 1, &position, cosine, sine);
    const double turn = atan2((double)sine[at], (double)cosine[at]);
    mem_free(cosine);
    return turn;
}

static double turn_by_frequency(const struct encoder *e, const struct view *view, double position, long at) {
    double *theta = mem_zero((size_t)view->heads * (size_t)view->pairs, sizeof *theta);
    e->rotary->frequencies(view, theta);
    if (e->rotary->taper) e->rotary->taper(view, theta);
    const double turn = position * theta[at];
    mem_free(theta);
    return turn;
}

/* The angle nearest to the one that is wanted which turns as the scheme does. */
static double of_angle(const struct encoder *e, const struct view *view, const struct vector *v) {
    const long at = (long)(v->at[AT_h] - 1) * view->pairs + (long)v->at[AT_k];
    const double wanted = v->at[AT_is];
    const double turn = (e->rotary->rotate ? turn_by_tables : turn_by_frequency)(e, view, v->at[AT_p], at);
    return wanted + remainder(turn - wanted, 2 * acos(-1));
}

static double of_embed(const struct encoder *e, const struct view *view, const struct vector *v) {
    real *out = mem_zero((size_t)view->width, sizeof *out);
    e->embed->table(view, 1, &v->at[AT_p], out);
    const double value = (double)out[(long)v->at[AT_c]];
    mem_free(out);
    return value;
}

static double of_temperature(const struct encoder *e, const struct view *view, const struct vector *v) {
    const int n = (int)v->at[AT_n];
    real *out = mem_zero((size_t)n * (size_t)view->heads, sizeof *out);
    e->temperature->factor(view, n, out);
    const double value = (double)out[((long)v->at[AT_h] - 1) * n + n - 1];
    mem_free(out);
    return value;
}

static double of_positions(const struct encoder *e, const struct view *view, const struct vector *v) {
    struct rng rng = rng_open(1, "vectors", 0, 0);
    double position = v->at[AT_p];
    e->positions->map(view, &rng, 1, &position);
    return position;
}

static bool biases(const struct encoder *e) { return e->bias && (e->bias->table || e->bias->row); }
static bool turns(const struct encoder *e) {
    return e->rotary && !e->rotary->needs_frequencies && (e->rotary->rotate || e->rotary->frequencies);
}

/* What is meant follows from the names that the vector has. NULL: the encoder has nothing of the kind. */
static number_of *meant(const struct vector *v, const struct encoder *e) {
    const bool p = v->given[AT_p], k = v->given[AT_k], c = v->given[AT_c], n = v->given[AT_n];
    return v->given[AT_seen]                         ? e->mask && e->mask->shows ? of_mask : NULL
           : p && k && turns(e)                      ? of_angle
           : p && c && e->embed                      ? of_embed
           : p && !k && !c && e->positions           ? of_positions
           : n && !p && e->temperature               ? of_temperature
           : v->given[AT_d] && !n && !p && biases(e) ? of_bias
                                                     : NULL;
}

/* The model that a vector is about. */
static struct view view_of(const struct vector *v, const void *options) {
    return (struct view){.options = options,
                         .layer = (int)v->at[AT_layer] - 1,
                         .layers = (int)v->at[AT_layer],
                         .heads = (int)v->at[AT_H],
                         .head_size = (int)v->at[AT_D],
                         .pairs = (int)v->at[AT_D] / 2,
                         .width = (int)(v->at[AT_H] * v->at[AT_D]),
                         .train_length = (int)v->at[AT_L],
                         .train_places = (int)v->at[AT_L],
                         .length = (int)v->at[AT_L],
                         .causal = v->at[AT_d] >= 0,
                         .seed = 1,
                         .evaluating = true};
}

/* A scheme's tensors with their initial values, in place of a model. */
struct learnt {
    int n;
    real *param[PARAMS_MAX];
};

/* Numbers that a model would draw stay at 0, their mean; those of `init` come from a stream of the vectors. */
static void learnt_begin(const struct encoder *e, struct view *view, struct learnt *l) {
    struct param_spec spec[PARAMS_MAX];
    l->n = e->params ? e->params(view, spec) : 0;
    for (int k = 0; k < l->n; k++) {
        struct rng rng = rng_open(1, "vectors", (uint64_t)k, 0);
        const long size = (spec[k].rows ? spec[k].rows : 1) * spec[k].cols;
        l->param[k] = mem_zero((size_t)(size > 0 ? size : 1), sizeof(real));
        if (e->init && spec[k].init_std == 0) e->init(view, k, &rng, l->param[k]);
    }
    view->param = l->n ? l->param : NULL;
    if (e->project && l->n) e->project(view);
}

static void learnt_end(struct learnt *l) {
    for (int k = 0; k < l->n; k++) mem_free(l->param[k]);
}

/* What the encoder gives under these options. false: its check refuses them. */
static bool try_encoder(const struct vector *v, const struct part *part, number_of *of, double *got,
                        struct error *err) {
    _Alignas(16) char options[ENCODER_OPTIONS_SIZE];
    const struct encoder *e = part->encoder;
    struct view view = view_of(v, options);
    struct learnt l;
    struct error why;
    memcpy(options, part->options, sizeof options);
    if (e->derive) e->derive(&view, options);
    if (e->check && !e->check(&view, &why)) return yaml_error(v->node, err, "%s", why.text);
    learnt_begin(e, &view, &l);
    *got = of(e, &view, v);
    learnt_end(&l);
    return true;
}

/* Of the first part of the scheme that has what the vector is about. */
static bool try_scheme(const struct vector *v, const struct scheme *scheme, double *got, struct error *err) {
    for (int i = 0; i < scheme->n; i++) {
        number_of *of = meant(v, scheme->part[i].encoder);
        if (of) return try_encoder(v, &scheme->part[i], of, got, err);
    }
    return yaml_error(v->node, err,
                      "there is nothing of this kind: bias has d (and i), angle p and k, embed p and c, temperature n, "
                      "positions p, and a mask 'seen'");
}

/* ---- and what it should be ---- */

static bool is_worse(const struct golden_outcome *a, const struct golden_outcome *than) {
    if (!a->n || !than->n) return a->n > 0;
    return !isnan(than->worst) && !(a->worst / a->bar <= than->worst / than->bar); /* NaN is the worst and stays */
}

void golden_join(struct golden_outcome *all, const struct golden_outcome *own) {
    const int n = all->n + own->n;
    if (is_worse(own, all)) *all = *own;
    all->n = n;
}

static void write_miss(const struct vector *v, const char *where, double got, double wanted, char *out, size_t size) {
    struct text all = {0};
    int n = 0;
    text_add(&all, "%s: {", where);
    for (int k = 0; k < PLACES; k++)
        if (v->given[k] || (v->numbers > 1 && k == list_place(v)))
            text_add(&all, "%s%s: %.10g", n++ ? ", " : "", places[k].name, v->at[k]);
    text_add(&all, "}: got %.9g, wanted %.9g", got, wanted);
    snprintf(out, size, "%s", text_of(&all));
    text_free(&all);
}

static void judge(const struct vector *v, const char *where, double got, struct golden_outcome *all) {
    static const double least = 1e-6;
    const double wanted = v->at[v->given[AT_seen] ? AT_seen : AT_is], scale = fmax(1, fabs(wanted));
    /* A number that lies just on the border is rounded to what is written. */
    struct golden_outcome own = {
        .n = 1, .worst = fabs(got - wanted) / scale, .bar = fmax(1.000001 * v->step / scale, least)};
    if (!(own.worst <= own.bar)) write_miss(v, where, got, wanted, own.miss, sizeof own.miss);
    golden_join(all, &own);
}

/* All numbers of a vector. */
static bool try_vector(const struct yaml *node, const struct scheme *scheme, const char *where,
                       struct golden_outcome *all, struct error *err) {
    struct vector v;
    if (!read_vector(node, &v, err)) return false;
    while (v.next < v.numbers) {
        double got;
        if (!read_number(&v, err) || !try_scheme(&v, scheme, &got, err)) return false;
        judge(&v, where, got, all);
    }
    return true;
}

bool golden_of_formula(const struct yaml *entry, const char *expression, struct golden_outcome *out,
                       struct error *err) {
    const struct yaml *list = yaml_get(entry, "vectors");
    struct scheme scheme;
    struct error why;
    *out = (struct golden_outcome){0};
    if (!list) return true;
    if (list->kind != YAML_LIST) return yaml_error(list, err, "vectors is a list of maps, such as [{d: 4, is: -0.5}]");
    if (!scheme_parse(expression, &scheme, &why)) return yaml_error(entry, err, "%s", why.text);
    bool ok = true;
    for (int i = 0; ok && i < list->n; i++) {
        const struct yaml *node = &list->child[i];
        char where[512];
        snprintf(where, sizeof where, "%s:%d:%d", node->file, node->line, node->column);
        ok = try_vector(node, &scheme, where, out, err);
    }
    return ok;
}

/* ---- of a scheme in C ---- */

static bool read_options(const struct encoder *e, const char *list, struct part *out, struct error *err) {
    *out = (struct part){.encoder = e};
    if (!e->options) return !list || !*list || error_set(err, "there are no options");
    options_default(e->options, out->options);
    return options_parse(e->options, out->options, list, err);
}

/* Numbers of one row; where: "alibi(slopes=geometric)". */
static bool try_golden(const struct encoder *e, const struct golden *g, const char *where, struct golden_outcome *all,
                       struct error *err) {
    struct scheme scheme = {.n = 1};
    struct golden_outcome own = {0};
    struct text says = {0};
    text_add(&says, "{%s}", g->says ? g->says : "");
    struct yaml *node = yaml_parse(where, text_of(&says), says.size, err);
    const bool ok =
        node && read_options(e, g->options, &scheme.part[0], err) && try_vector(node, &scheme, where, &own, err);
    yaml_release(node);
    text_free(&says);
    if (own.miss[0]) {
        const size_t used = strlen(own.miss);
        snprintf(own.miss + used, sizeof own.miss - used, " (%s)", g->source ? g->source : e->source);
    }
    golden_join(all, &own);
    return ok;
}

bool golden_of_encoder(const struct encoder *e, struct golden_outcome *out, struct error *err) {
    *out = (struct golden_outcome){0};
    bool ok = true;
    for (const struct golden *g = e->golden; ok && g && g->says; g++) {
        char where[128];
        const bool plain = !g->options || !*g->options;
        snprintf(where, sizeof where, plain ? "%.60s" : "%.60s(%.60s)", e->name, g->options);
        ok = try_golden(e, g, where, out, err) ||
             error_prefix(err, "golden vector %d of scheme %s", (int)(g - e->golden) + 1, e->name);
    }
    return ok;
}

bool golden_of_scheme(const struct scheme *scheme, struct golden_outcome *out, struct error *err) {
    *out = (struct golden_outcome){0};
    for (int i = 0; i < scheme->n; i++) {
        struct golden_outcome own;
        bool again = false;
        for (int k = 0; k < i; k++) again |= scheme->part[k].encoder == scheme->part[i].encoder;
        if (again) continue;
        if (!golden_of_encoder(scheme->part[i].encoder, &own, err)) return false;
        golden_join(out, &own);
    }
    return true;
}
