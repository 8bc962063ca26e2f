/* Turning queries and keys once more, with plain loops in double (plain.h). */
#include "base/bf16.h"
#include "encoders/atom/branches.h"
#include "encoders/atom/rotary.h"
#include "model/atom/branches.h"
#include "model/atom/rotary.h"
#include "model/plain.h"

/* A part's hook (NULL: nothing) on its heads of all[H][P]. */
static void plain_ask(const struct plain *s, int part, void (*hook)(const struct view *, double *), double *all) {
    const struct model *m = s->m;
    const struct view view = part_view(m, part, s->layer, false);
    const int P = m->pairs;
    double of_part[WIDTH_MAX];
    if (!hook) return;
    for (int h = 0; h < m->H; h++)
        for (int p = 0; part_has_head(m, part, h) && p < P; p++)
            of_part[part_own_head(m, part, h) * P + p] = all[h * P + p];
    hook(&view, of_part);
    for (int h = 0; h < m->H; h++)
        for (int p = 0; part_has_head(m, part, h) && p < P; p++)
            all[h * P + p] = of_part[part_own_head(m, part, h) * P + p];
}

/* A trained part tapers when the variants behind it have spoken. */
static void plain_frequencies(const struct plain *s, double *theta) {
    const struct model *m = s->m;
    int trained = -1;
    EACH_PART(m, i, hooks, rotary) {
        const bool variant = m->scheme.part[i].encoder->variant;
        if (!hooks->frequencies || !part_acts(m, i) || !part_stands(m, i, s->layer)) continue;
        if (!variant && trained >= 0) plain_ask(s, trained, m->scheme.part[trained].encoder->rotary->taper, theta);
        if (!variant) trained = i;
        plain_ask(s, i, hooks->frequencies, theta);
    }
    if (trained >= 0) plain_ask(s, trained, m->scheme.part[trained].encoder->rotary->taper, theta);
}

static void plain_phases(const struct plain *s, double *phi) {
    EACH_PART(s->m, i, hooks, rotary)
    if (part_acts(s->m, i) && part_stands(s->m, i, s->layer)) plain_ask(s, i, hooks->key_phases, phi);
}

/* Of a head: rows are not rounded here, whose slopes would be none. */
static struct rotary_rounding plain_rounding(const struct plain *s, int head) {
    struct rotary_rounding all = {0};
    EACH_PART(s->m, i, hooks, rotary) {
        const struct view view = part_view(s->m, i, s->layer, false);
        struct rotary_rounding one = {0};
        if (!hooks->rounding || !part_stands(s->m, i, s->layer) || !part_has_head(s->m, i, head)) continue;
        hooks->rounding(&view, &one);
        all.angles |= one.angles, all.tables |= one.tables;
    }
    return all;
}
static double plain_bf16(bool rounds, double x) { return rounds ? (double)bf16_round((float)x) : x; }

static bool plain_covers(const struct model *m, int part) {
    const struct rotary_atom *hooks = m->scheme.part[part].encoder->rotary;
    const struct view view = part_view(m, part, -1, false);
    struct rotary_rounding rounding = {0};
    if (hooks->rounding) hooks->rounding(&view, &rounding);
    return !rounding.rows;
}

/* Pair p of a head as it lies in a form: (a, b) -> (a C - b S, b C + a S). Polar pairs stand side by side there. */
static void plain_turn(const struct model *m, double *x, int p, double cosine, double sine) {
    const int next = m->layout == ROTARY_HALF ? 1 : 2, other = m->layout == ROTARY_HALF ? m->D / 2 : 1;
    double *a = x + p * next, *b = a + other, was = *a;
    *a = was * cosine - *b * sine;
    *b = *b * cosine + was * sine;
}

static double *plain_row(const struct plain *s, int form, bool key, int head, int t) {
    return key ? plain_key(s, form, head, t) : plain_query(s, form, head, t);
}

static void plain_turn_frequencies(const struct plain *s, int form, int branch, bool key) {
    const struct model *m = s->m;
    const int P = m->pairs;
    double *theta = plain_numbers(m->H * P), *phi = plain_numbers(m->H * P);
    plain_frequencies(s, theta);
    if (key) plain_phases(s, phi);
    for (int t = 0; t < s->T; t++)
        for (int k = 0; k < m->H * P; k++) {
            const struct rotary_rounding r = plain_rounding(s, k / P);
            const double position = plain_bf16(r.angles, plain_pair_position(s, branch, key, k % P, t)),
                         angle = plain_bf16(r.angles, position * plain_bf16(r.angles, theta[k])) + phi[k];
            plain_turn(m, plain_row(s, form, key, k / P, t), k % P, plain_bf16(r.tables, cos(angle)),
                       plain_bf16(r.tables, sin(angle)));
        }
    mem_free(theta);
    mem_free(phi);
}

static void plain_turn_maps(const struct plain *s, int form, int branch, bool key) {
    const struct model *m = s->m;
    const int P = m->pairs;
    double *position = plain_numbers(s->T);
    for (int t = 0; t < s->T; t++) position[t] = plain_position(s, branch, key, t);
    EACH_PART(m, i, hooks, rotary) {
        const struct view view = part_view(m, i, s->layer, false);
        const real *cosine = s->given, *sine = cosine + (long)s->T * view.heads * P;
        if (!hooks->rotate || !part_acts(m, i) || !part_stands(m, i, s->layer)) continue;
        hooks->rotate(&view, key, s->T, position, s->given, s->given + (long)s->T * view.heads * P);
        for (int h = 0; h < m->H; h++)
            for (int k = 0; part_has_head(m, i, h) && k < s->T * P; k++) {
                const long at = (long)part_own_head(m, i, h) * s->T * P + k;
                plain_turn(m, plain_row(s, form, key, h, k / P), k % P, (double)cosine[at], (double)sine[at]);
            }
    }
    mem_free(position);
}

/* Where pairs are polar, each branch has one more form, of pairs (softplus(x), 0), behind all of them. */
static void plain_radii(struct plain *s, int form) {
    const struct plain_form *to = plain_add_form(s, 2 * s->m->D), *from = &s->form[form];
    for (long k = 0; k < (long)s->T * s->m->C; k++) {
        to->query[2 * k] = log1p(exp(from->query[k]));
        to->key[2 * k] = log1p(exp(from->key[k]));
    }
}

static bool plain_polar(const struct model *m) { return m->layout_part >= 0 && m->layout == ROTARY_POLAR; }

static void plain_rows(struct plain *s) {
    const int branches = s->forms, first = plain_polar(s->m) ? branches : 0;
    for (int b = 0; b < branches; b++) {
        if (plain_polar(s->m)) plain_radii(s, b);
        for (int key = 0; key < 2; key++) {
            plain_turn_frequencies(s, first + b, b, key);
            plain_turn_maps(s, first + b, b, key);
        }
    }
}

/* In heads with polar pairs these are met. */
static bool plain_product(const struct plain *s, int head, int form, int i, int j, double *out) {
    const struct model *m = s->m;
    bool polar = false;
    int first = 0;
    EACH_PART(m, p, hooks, rotary)
    polar |= plain_polar(m) && hooks->layout && part_stands(m, p, s->layer) && part_has_head(m, p, head);
    while (polar && s->form[first].size == m->D) first++;
    if (polar) *out = plain_dot(2 * m->D, plain_query(s, first + form, head, i), plain_key(s, first + form, head, j));
    return polar;
}

const struct plain_atom rotary_plain = {.covers = plain_covers, .rows = plain_rows, .product = plain_product};
