/* Soft cap: what it takes off a content score is a term like any other that is added to it. */
#include "encoders/atom/score_cap.h"
#include "model/atom.h"
#include "model/plain.h"

static real cap_of(const struct cell *c) {
    const int part = part_of(c->m, ATOM_score_cap);
    const struct view view = part_view(c->m, part, c->layer, false);
    return (real)c->m->scheme.part[part].encoder->score_cap->cap(&view);
}

static real capped(real s, real cap) { return cap * vec_tanh1(s / cap); }

static void scores(const struct cell *c, const struct band *b, const real *content, real *out) {
    const real cap = cap_of(c);
    for (int i = 0; i < b->n; i++)
        for (int k = 0; k < b->pieces; k++)
            for (long j = i * b->stride + b->keys[k].from; j < i * b->stride + b->keys[k].to; j++) {
                const real s = content[j];
                out[j] += capped(s, cap) - s;
            }
}

/* The slope of the cap is 1 - tanh^2; the 1 is the content's own. */
static void scores_backward(const struct cell *c, const struct band *b, const real *d, real *content) {
    const real cap = cap_of(c);
    for (int i = 0; i < b->n; i++)
        for (int k = 0; k < b->pieces; k++)
            for (long j = (long)i * c->T + b->keys[k].from; j < (long)i * c->T + b->keys[k].to; j++) {
                const real t = vec_tanh1(content[j] / cap);
                content[j] = -d[j] * t * t;
            }
}

/* ---- plain ---- */

static void plain_scores(const struct plain *s, int head) {
    const int part = part_of(s->m, ATOM_score_cap);
    const struct view view = part_view(s->m, part, s->layer, false);
    const double cap = s->m->scheme.part[part].encoder->score_cap->cap(&view);
    for (int k = 0; k < s->T * s->T; k++) s->added[head][k] += cap * tanh(s->score[head][k] / cap) - s->score[head][k];
}

static const struct plain_atom plain = {.scores = plain_scores};

const struct atom atom_score_cap = {.plain = &plain,
                                    .traits = ATOM_CONTENT | ATOM_BOUNDED | ATOM_TILES,
                                    .alone = "cap scores",
                                    .scores = scores,
                                    .scores_backward = scores_backward};
