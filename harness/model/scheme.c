#include "model/scheme.h"
#include "base/guard.h"
#include "base/plugin_mark.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool unknown_scheme(const char *name, struct error *err) {
    const char *names[ENCODER_LIST_MAX];
    int n = 0;
    for (; encoder_list[n]; n++) names[n] = encoder_list[n]->name;
    const char *close = text_closest(name, names, n);
    return error_set(err,
                     "unknown scheme '%s'%s%s%s ('lexbench list encoders' lists all; a formula's name is known in the "
                     "suite that has it, and with --formulas FILE, a plugin's with --plugin FILE)",
                     name, close ? "; did you mean '" : "", close ? close : "", close ? "'?" : "");
}

/* "0-2,5" up to the next '+' or '@' into a bit set. */
static bool read_places(const char **at, const char *what, int limit, uint64_t *bits, struct error *err) {
    const char *p = *at;
    *bits = 0;
    do {
        int first, last, used = 0;
        if (sscanf(p, "%d%n", &first, &used) != 1 || first < 0)
            return error_set(err, "@%s needs numbers such as @%s=0-2,5", what, what);
        p += used;
        last = first;
        if (*p == '-') {
            if (sscanf(p + 1, "%d%n", &last, &used) != 1)
                return error_set(err, "@%s: the range %d- has no end", what, first);
            p += 1 + used;
        }
        if (last < first || last >= limit)
            return error_set(err, "@%s=%d-%d is out of order or above %d", what, first, last, limit - 1);
        for (int i = first; i <= last; i++) *bits |= (uint64_t)1 << i;
    } while (*p == ',' && p++);
    *at = p;
    return true;
}

static bool read_until(const char **at, struct part *part, struct error *err) {
    char *end;
    if (strncmp(*at, "never", 5) == 0) {
        part->until = 0;
        *at += 5;
        return true;
    }
    part->until = strtod(*at, &end);
    if (end == *at || !(part->until > 0 && part->until < 1))
        return error_set(err, "@until needs a share of the training steps between 0 and 1, such as @until=0.875");
    *at = end;
    return true;
}

static bool read_placement(const char **at, struct part *part, struct error *err) {
    while (**at == '@') {
        const char *p = *at + 1;
        if (strncmp(p, "until=", 6) == 0) {
            *at = p + 6;
            if (!read_until(at, part, err)) return false;
            continue;
        }
        bool layers = strncmp(p, "layers=", 7) == 0;
        if (!layers && strncmp(p, "heads=", 6) != 0)
            return error_set(err, "after '@' write layers=..., heads=... or until=..., not '%.20s'", p);
        p += layers ? 7 : 6;
        if (!read_places(&p, layers ? "layers" : "heads", layers ? LAYERS_MAX : HEADS_MAX,
                         layers ? &part->layers : &part->heads, err))
            return false;
        *at = p;
    }
    return true;
}

static int stands(const struct scheme *scheme, const struct encoder *encoder) {
    int times = 0;
    for (int i = 0; i < scheme->n; i++) times += scheme->part[i].encoder == encoder;
    return times;
}

static const struct part *first_of(const struct scheme *scheme, const struct encoder *encoder) {
    int i = 0;
    while (scheme->part[i].encoder != encoder) i++;
    return &scheme->part[i];
}

/* The part of this encoder, where it stands once in both. */
static const struct part *only_part(const struct scheme *variant, const struct scheme *trained,
                                    const struct encoder *encoder) {
    return stands(variant, encoder) == 1 && stands(trained, encoder) == 1 ? first_of(trained, encoder) : NULL;
}

/* The trained part that the variant's inherits from: not where it is another formula, or of another file; NULL: none.
 */
static const struct part *heritage_of(const struct scheme *variant, const struct scheme *trained,
                                      const struct encoder *encoder) {
    const struct part *from = only_part(variant, trained, encoder);
    return from && (!encoder->options ||
                    options_same_identity(encoder->options, first_of(variant, encoder)->options, from->options))
               ? from
               : NULL;
}

/* What a variant inherits from. */
struct heritage {
    const struct scheme *plain, *trained; /* the variant as it reads alone; the trained scheme */
};

/* What a part is before anything is read of it. */
static void begin_part(const struct encoder *encoder, const struct heritage *from, struct part *part) {
    const struct part *trained = from ? heritage_of(from->plain, from->trained, encoder) : NULL;
    memset(part, 0, sizeof *part);
    if (trained) {
        *part = *trained;
        return;
    }
    part->encoder = encoder;
    part->layers = part->heads = ~(uint64_t)0;
    if (encoder->options) options_default(encoder->options, part->options);
}

/* The scheme as the build of a plugin with this mark has it, where several are loaded; else what has the name. */
static const struct encoder *find_build(const char *name, const char *mark) {
    for (const struct encoder *const *e = encoder_list; *e; e++)
        if (strcmp((*e)->name, name) == 0 && (*e)->plugin && strcmp((*e)->plugin, mark) == 0) return *e;
    return encoder_find(name);
}

static bool read_part(const char **at, const struct heritage *from, struct part *part, struct error *err) {
    char name[64], inside[OPTION_TEXT_SIZE], mark[PLUGIN_MARK_SIZE];
    if (!expression_split(*at, name, inside, at, err)) return false;
    const struct encoder *encoder = plugin_next(inside, mark) ? find_build(name, mark) : encoder_find(name);
    if (!plugin_agrees(inside, encoder ? encoder->plugin : NULL, err)) return error_prefix(err, "scheme %s", name);
    if (!encoder) return unknown_scheme(name, err);
    begin_part(encoder, from, part);
    if (part->encoder->options) {
        if (!options_parse(part->encoder->options, part->options, inside, err))
            return error_prefix(err, "scheme %s", name);
    } else if (inside[0]) {
        return error_set(err, "scheme %s has no options, but '%s' was given", name, inside);
    }
    return read_placement(at, part, err);
}

static void number_parts(struct scheme *scheme) {
    for (int i = 0; i < scheme->n; i++) {
        scheme->part[i].nth = 1;
        for (int k = 0; k < i; k++) scheme->part[i].nth += scheme->part[k].encoder == scheme->part[i].encoder;
    }
}

static bool read_parts(const char *expression, const struct heritage *from, struct scheme *out, struct error *err) {
    memset(out, 0, sizeof *out);
    const char *at = expression;
    for (;;) {
        if (out->n == SCHEME_PARTS_MAX)
            return error_set(err, "scheme '%s' has more than %d parts", expression, SCHEME_PARTS_MAX);
        if (!read_part(&at, from, &out->part[out->n++], err))
            return strchr(expression, '+') ? error_prefix(err, "in '%s'", expression) : false;
        while (*at == ' ') at++;
        if (*at == '\0') break;
        if (*at == ',')
            return error_set(err,
                             "in '%s': schemes are separated by ';', not by ',' (quote them: 'rope;alibi'); a "
                             "suite's file has each in an entry of its own",
                             expression);
        if (*at != '+') return error_set(err, "in '%s': expected '+' or the end at '%s'", expression, at);
        at++;
        while (*at == ' ') at++;
    }
    number_parts(out);
    return true;
}

bool scheme_parse(const char *expression, struct scheme *out, struct error *err) {
    return read_parts(expression, NULL, out, err);
}

bool scheme_parse_variant(const char *expression, const struct scheme *trained, struct scheme *out, struct error *err) {
    struct scheme plain;
    if (!scheme_parse(expression, &plain, err)) return false;
    const struct heritage from = {&plain, trained};
    if (!read_parts(expression, &from, out, err)) return false;
    scheme_match(out, trained);
    return true;
}

bool part_equal(const struct part *a, const struct part *b) {
    return a->encoder == b->encoder && a->layers == b->layers && a->heads == b->heads && a->until == b->until &&
           (!a->encoder->options || options_equal(a->encoder->options, a->options, b->options));
}

bool scheme_equal(const struct scheme *a, const struct scheme *b) {
    bool equal = a->n == b->n;
    for (int i = 0; equal && i < a->n; i++) equal = part_equal(&a->part[i], &b->part[i]);
    return equal;
}

static bool has_number(const struct scheme *scheme, const struct encoder *encoder, int nth) {
    for (int i = 0; i < scheme->n; i++)
        if (scheme->part[i].encoder == encoder && scheme->part[i].nth == nth) return true;
    return false;
}

void scheme_match(struct scheme *variant, const struct scheme *trained) {
    for (int i = 0; i < variant->n; i++) variant->part[i].nth = 0;
    for (int i = 0; i < variant->n; i++) {
        struct part *part = &variant->part[i];
        const bool only = only_part(variant, trained, part->encoder) != NULL;
        for (int k = 0; k < trained->n && !part->nth; k++) {
            const struct part *as = &trained->part[k];
            if (only ? as->encoder != part->encoder : !part_equal(part, as)) continue;
            if (!has_number(variant, part->encoder, as->nth)) part->nth = as->nth;
        }
    }
    /* Parts that were not trained get numbers behind those that were. */
    for (int i = 0; i < variant->n; i++) {
        int nth = stands(trained, variant->part[i].encoder) + 1;
        if (variant->part[i].nth) continue;
        while (has_number(variant, variant->part[i].encoder, nth)) nth++;
        variant->part[i].nth = nth;
    }
}

static void write_places(const char *what, uint64_t bits, int limit, struct text *out) {
    if (bits == ~(uint64_t)0) return;
    text_add(out, "@%s=", what);
    const char *comma = "";
    for (int first = 0; first < limit; first++) {
        if (!(bits >> first & 1)) continue;
        int last = first;
        while (last + 1 < limit && (bits >> (last + 1) & 1)) last++;
        if (last == first)
            text_add(out, "%s%d", comma, first);
        else
            text_add(out, "%s%d-%d", comma, first, last);
        comma = ",";
        first = last;
    }
}

/* over: the part may be read onto this one; NULL: onto defaults. */
static void write_part(const struct part *part, bool all, const struct part *over, struct text *out) {
    const struct option *table = part->encoder->options;
    struct text options = {0};
    text_add(out, "%s", part->encoder->name);
    if (table && over)
        options_write_over(table, part->options, over->options, &options);
    else if (table)
        options_write(table, part->options, all, &options);
    if (options.size) text_add(out, "(%s)", text_of(&options));
    text_free(&options);
    write_places("layers", part->layers, LAYERS_MAX, out);
    write_places("heads", part->heads, HEADS_MAX, out);
    if (part->until == 0 && !(over && over->until > 0)) return;
    text_add(out, "@until=");
    if (part->until > 0)
        text_number(out, part->until);
    else
        text_add(out, "never");
}

void scheme_write(const struct scheme *scheme, bool all, struct text *out) {
    for (int i = 0; i < scheme->n; i++) {
        text_add(out, "%s", i ? "+" : "");
        write_part(&scheme->part[i], all, NULL, out);
    }
}

void scheme_write_variant(const struct scheme *variant, const struct scheme *trained, struct text *out) {
    for (int i = 0; i < variant->n; i++) {
        text_add(out, "%s", i ? "+" : "");
        write_part(&variant->part[i], false, heritage_of(variant, trained, variant->part[i].encoder), out);
    }
}

/* What derived options know: lengths alone, since an expression has them in any model. */
static struct view lengths_view(const struct part *part, bool evaluating, int train_length, int T) {
    return (struct view){
        .options = part->options, .layer = -1, .train_length = train_length, .length = T, .evaluating = evaluating};
}

long scheme_train_places(const struct scheme *scheme, struct exposure exposure) {
    return scheme_places(scheme, false, exposure.tokens, exposure.tokens) + exposure.offset;
}

/* places: that training reaches. */
static void derive_part(struct part *part, struct exposure exposure, long places) {
    struct view view = lengths_view(part, false, exposure.tokens, exposure.tokens);
    view.train_places = places;
    guard_at("derive", "scheme", part->encoder->name);
    if (part->encoder->derive) part->encoder->derive(&view, part->options);
    guard_at(NULL, NULL, NULL);
}

void scheme_derive(struct scheme *scheme, struct exposure exposure) {
    const long places = scheme_train_places(scheme, exposure);
    for (int i = 0; i < scheme->n; i++) derive_part(&scheme->part[i], exposure, places);
}

static void underive_option(struct part *part, const struct option *row, struct exposure exposure, long places) {
    struct part plain = *part;
    struct text now = {0}, derived = {0};
    struct error err;
    option_value(row, part->options, &now);
    if (!options_set(part->encoder->options, plain.options, row->name, row->fallback, &err)) BUG("%s", err.text);
    derive_part(&plain, exposure, places);
    option_value(row, plain.options, &derived);
    if (strcmp(text_of(&now), text_of(&derived)) == 0 &&
        !options_set(part->encoder->options, part->options, row->name, row->fallback, &err))
        BUG("%s", err.text);
    text_free(&now);
    text_free(&derived);
}

void scheme_underive(struct scheme *scheme, struct exposure exposure) {
    const long places = scheme_train_places(scheme, exposure);
    for (int i = 0; i < scheme->n; i++) {
        struct part *part = &scheme->part[i];
        if (!part->encoder->derive) continue;
        for (const struct option *row = part->encoder->options; row->name; row++)
            underive_option(part, row, exposure, places);
    }
}

double scheme_settled(const struct scheme *scheme) {
    double last = 0;
    for (int i = 0; i < scheme->n; i++) last = fmax(last, scheme->part[i].until);
    return last;
}

bool scheme_needs_hints(const struct scheme *scheme) {
    for (int i = 0; i < scheme->n; i++)
        if (scheme->part[i].encoder->needs_hints) return true;
    return false;
}

int scheme_tasks(const struct scheme *scheme) {
    int most = 1;
    for (int i = 0; i < scheme->n; i++) {
        const struct view view = {.options = scheme->part[i].options};
        const int own = scheme->part[i].encoder->tasks ? scheme->part[i].encoder->tasks(&view) : 1;
        if (own > most) most = own;
    }
    return most;
}
