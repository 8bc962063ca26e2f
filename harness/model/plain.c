/* What the plain formulae of atoms are given. It lies below them, and the frame that walks them (reference.c) above. */
#include "model/plain.h"
#include <math.h>
#include <stdlib.h>

double *plain_numbers(long n) { return mem_zero((size_t)n, sizeof(double)); }

const double *plain_theta(const struct plain *s, const real *p) { return p ? s->theta + (p - s->m->block) : NULL; }

double plain_dot(int n, const double *x, const double *y) {
    double sum = 0;
    for (int d = 0; d < n; d++) sum += x[d] * y[d];
    return sum;
}

bool plain_sees(const struct plain *s, int head, int i, int j) {
    const struct mask mask = s->m->mask[s->layer][head];
    if (s->m->config.causal && j > i) return false;
    const bool near = !mask.window || labs((long)i - j) < mask.window;
    const bool beside = !mask.block || labs(i / mask.block - j / mask.block) <= 1;
    return (near && beside) || j < mask.sinks;
}

bool plain_weighs(const struct plain *s, int head, int i, int j) {
    EACH_ATOM(at, &s->m->stands[s->layer])
    if (at->atom->plain->hides && at->heads >> head & 1 && at->atom->plain->hides(s, head, i, j)) return false;
    return plain_sees(s, head, i, j);
}

double plain_distance(const struct plain *s, int i, int j) {
    const double d = s->position[i] - s->position[j];
    return s->m->config.causal ? fabs(d) : d;
}

double plain_scale(const struct plain *s, int head) { return s->m->score_scale[s->layer][head] / sqrt(s->m->D); }

double *plain_query(const struct plain *s, int form, int head, int i) {
    const struct plain_form *f = &s->form[form];
    return f->query + ((long)i * s->m->H + head) * f->size;
}
double *plain_key(const struct plain *s, int form, int head, int j) {
    const struct plain_form *f = &s->form[form];
    return f->key + ((long)j * s->m->H + head) * f->size;
}

struct plain_form *plain_add_form(struct plain *s, int size) {
    REQUIRE(s->forms < PLAIN_FORMS);
    struct plain_form *f = &s->form[s->forms++];
    const long n = (long)s->T * s->m->H * size;
    *f = (struct plain_form){size, plain_numbers(n), plain_numbers(n)};
    return f;
}
