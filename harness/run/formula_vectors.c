#include "run/formula_vectors.h"
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
    double step; /* half a unit of the last digit that `is` has behind its point; 0: it has none */
};

/* 0.00005 of -0.7124; a number without digits behind a point is meant as it stands. */
static double half_unit(const char *number) {
    const char *point = strchr(number, '.'), *power = strpbrk(number, "eE");
    const size_t digits = point ? strspn(point + 1, "0123456789") : 0;
    return digits ? 0.5 * pow(10, (power ? atof(power + 1) : 0) - (double)digits) : 0;
}

static bool read_place(const struct yaml *node, int place, double *out, struct error *err) {
    const bool number = node->kind == YAML_SCALAR && text_to_double(node->text, out);
    if (!number || *out < places[place].least || *out > places[place].most ||
        (places[place].whole && *out != floor(*out)))
        return yaml_error(node, err, "%s is a %snumber from %g to %g", places[place].name,
                          places[place].whole ? "whole " : "", places[place].least, places[place].most);
    return true;
}

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
        if (value && !read_place(value, k, &out->at[k], err)) return false;
        if (value && k == AT_is) out->step = half_unit(value->text);
    }
    if (out->given[AT_is] == out->given[AT_seen])
        return yaml_error(node, err,
                          "a vector says what the formula is ('is'), or whether a mask shows a key ('seen')");
    if (out->at[AT_h] > out->at[AT_H] || out->at[AT_k] >= out->at[AT_D] / 2 ||
        out->at[AT_c] >= out->at[AT_H] * out->at[AT_D])
        return yaml_error(node, err, "there are %g heads of %g channels", out->at[AT_H], out->at[AT_D]);
    return true;
}

/* ---- the number of a scheme at a vector's place ---- */

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

/* The angle nearest to the one that is wanted which turns as the scheme does. */
static double of_angle(const struct encoder *e, const struct view *view, const struct vector *v) {
    const long size = (long)view->heads * view->pairs, at = (long)(v->at[AT_h] - 1) * view->pairs + (long)v->at[AT_k];
    real *cosine = mem_zero((size_t)(2 * size), sizeof *cosine), *sine = cosine + size;
    e->rotary->rotate(view, false, 1, &v->at[AT_p], cosine, sine);
    const double wanted = v->at[AT_is], turn = atan2((double)sine[at], (double)cosine[at]);
    mem_free(cosine);
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

/* What is meant follows from the names that the vector has. */
static bool is_meant(const struct vector *v, const struct encoder *e,
                     double (**of)(const struct encoder *, const struct view *, const struct vector *)) {
    const bool p = v->given[AT_p], k = v->given[AT_k], c = v->given[AT_c], n = v->given[AT_n];
    *of = v->given[AT_seen]                       ? e->mask && e->mask->shows ? of_mask : NULL
          : p && k && e->rotary                   ? of_angle
          : p && c && e->embed                    ? of_embed
          : p && !k && !c && e->positions         ? of_positions
          : n && !p && e->temperature             ? of_temperature
          : v->given[AT_d] && !n && !p && e->bias ? of_bias
                                                  : NULL;
    return *of != NULL;
}

/* What a vector came to. */
struct outcome {
    double got, wanted, apart, bar; /* the last two as shares of what is wanted, where it is above 1 */
};

static struct outcome outcome_of(const struct vector *v, double got) {
    static const double least = 1e-6;
    const double wanted = v->at[v->given[AT_seen] ? AT_seen : AT_is], scale = fmax(1, fabs(wanted));
    /* A number that lies just on the border is rounded to what is written. */
    return (struct outcome){got, wanted, fabs(got - wanted) / scale, fmax(1.000001 * v->step / scale, least)};
}

static bool try_vector(const struct vector *v, const struct scheme *scheme, struct outcome *out, struct error *err) {
    double (*of)(const struct encoder *, const struct view *, const struct vector *);
    for (int i = 0; i < scheme->n; i++) {
        const struct encoder *e = scheme->part[i].encoder;
        const struct view view = {.options = scheme->part[i].options,
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
                                  .evaluating = true};
        struct error why;
        if (!is_meant(v, e, &of)) continue;
        if (e->check && !e->check(&view, &why)) return yaml_error(v->node, err, "%s", why.text);
        *out = outcome_of(v, of(e, &view, v));
        return true;
    }
    return yaml_error(v->node, err,
                      "the formula has nothing of this kind: bias has d (and i), angle p and k, embed p and c, "
                      "temperature n, positions p, and a mask 'seen'");
}

static void write_miss(const struct vector *v, const struct outcome *o, char *out, size_t size) {
    const struct yaml *node = v->node;
    struct text all = {0};
    text_add(&all, "%s:%d:%d: {", node->file, node->line, node->column);
    for (int k = 0; k < node->n; k++)
        text_add(&all, "%s%s: %s", k ? ", " : "", node->child[k].key, node->child[k].text);
    text_add(&all, "}: got %.9g, wanted %.9g", o->got, o->wanted);
    snprintf(out, size, "%s", text_of(&all));
    text_free(&all);
}

bool formula_vectors_worse(double worst, double bar, const struct formula_vectors *than) {
    return !than->n || !(worst / bar <= than->worst / than->bar); /* NaN is the worst and stays */
}

bool formula_vectors_try(const struct yaml *entry, const char *expression, struct formula_vectors *out,
                         struct error *err) {
    const struct yaml *list = yaml_get(entry, "vectors");
    struct scheme scheme;
    struct error why;
    *out = (struct formula_vectors){0};
    if (!list) return true;
    if (list->kind != YAML_LIST) return yaml_error(list, err, "vectors is a list of maps, such as [{d: 4, is: -0.5}]");
    if (!scheme_parse(expression, &scheme, &why)) return yaml_error(entry, err, "%s", why.text);
    for (int i = 0; i < list->n; i++) {
        struct vector v;
        struct outcome o = {0};
        if (!read_vector(&list->child[i], &v, err) || !try_vector(&v, &scheme, &o, err)) return false;
        if (!isnan(out->worst) && formula_vectors_worse(o.apart, o.bar, out)) {
            out->worst = o.apart, out->bar = o.bar;
            if (!(o.apart <= o.bar)) write_miss(&v, &o, out->miss, sizeof out->miss);
        }
        out->n++;
    }
    return true;
}
