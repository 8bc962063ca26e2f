/* What becomes of what a mixer's recurrence gives: the skip, the norm, the gate. */
#include "model/atom/mixer.h"

/* The sequence's query rows among the tokens of a walk: rows [from, to) of the layer's queries. */
struct queries {
    int from, to;
    bool apart; /* they are answers */
};

static struct queries queries_of(const struct mixer_walk *w) {
    const struct group *g = w->group;
    struct queries q = {.apart = answers_only(w->m, w->layer)};
    if (!q.apart) {
        q.from = g->start[w->s] + w->first;
        q.to = q.from + w->n;
        return q;
    }
    q.from = g->answer_start[w->s];
    while (q.from < g->answer_start[w->s + 1] && g->answer_index[q.from] < w->first) q.from++;
    for (q.to = q.from; q.to < g->answer_start[w->s + 1] && g->answer_index[q.to] < w->first + w->n;) q.to++;
    return q;
}

/* The walk's token, from 0, that query row i belongs to. */
static int token_of(const struct mixer_walk *w, struct queries q, int i) {
    return (q.apart ? w->group->answer_index[i] : i - w->group->start[w->s]) - w->first;
}

static const real *gate_numbers(const struct mixer_walk *w, int t) {
    return w->in + (long)t * w->inputs + w->decays + w->strengths;
}

/* Heads' outputs of a token side by side, with the skip. */
static void gather(const struct mixer_walk *w, int t, real *y) {
    const int D = w->m->D;
    for (int h = 0; h < w->m->H; h++, y += D) {
        memcpy(y, mixer_row(w, w->o.out, h, t), sizeof *y * (size_t)D);
        if (w->x->skip) vec_axpy(y, w->x->skip[h], mixer_row(w, w->o.value, h, t), D);
    }
}

/* factor[n] of a gate, and its slope by the gate's number. */
static void gates(enum mixer_gate gate, int n, const real *z, real *factor, real *slope) {
    for (int c = 0; c < n; c++) factor[c] = vec_sigmoid1(z[c]);
    for (int c = 0; c < n; c++) slope[c] = factor[c] * (1 - factor[c]);
    for (int c = 0; gate == MIXER_SILU && c < n; c++) {
        slope[c] = factor[c] + z[c] * slope[c];
        factor[c] *= z[c];
    }
}

static void open_gate(const struct mixer_walk *w, int t, real *y) {
    real factor[WIDTH_MAX], slope[WIDTH_MAX];
    if (w->x->gate == MIXER_OPEN) return;
    gates(w->x->gate, w->m->C, gate_numbers(w, t), factor, slope);
    for (int c = 0; c < w->m->C; c++) y[c] *= factor[c];
}

/* y[C]: before the gate; d becomes the gradient of that. */
static void open_gate_backward(const struct mixer_walk *w, int t, const real *y, real *d) {
    real factor[WIDTH_MAX], slope[WIDTH_MAX];
    if (w->x->gate == MIXER_OPEN) return;
    real *dz = w->din + (long)t * w->inputs + w->decays + w->strengths;
    gates(w->x->gate, w->m->C, gate_numbers(w, t), factor, slope);
    for (int c = 0; c < w->m->C; c++) {
        dz[c] = d[c] * y[c] * slope[c];
        d[c] *= factor[c];
    }
}

/* Numbers that are normed together. */
static int norm_size(const struct mixer_walk *w) { return w->x->wide ? w->m->C : w->m->D; }

static real inverse_root(const struct mixer *x, int n, const real *y) {
    return 1 / vec_sqrt(vec_dot(y, y, n) / (real)n + (real)x->epsilon);
}

static void norm(const struct mixer_walk *w, real *y) {
    const int n = norm_size(w);
    for (const real *end = y + w->m->C; y < end; y += n) {
        const real i = inverse_root(w->x, n, y);
        for (int c = 0; c < n; c++) y[c] *= i * w->x->gain[c];
    }
}

/* y: before the norm. With i = (mean y^2 + epsilon)^-1/2 and u = gain d: dy = i u - i^3 y mean(y u). */
static void norm_back(const struct mixer_walk *w, const real *y, real *d) {
    const int n = norm_size(w);
    for (const real *end = y + w->m->C; y < end; y += n, d += n) {
        const real i = inverse_root(w->x, n, y);
        for (int c = 0; c < n; c++) w->x->dgain[c] += d[c] * y[c] * i;
        for (int c = 0; c < n; c++) d[c] *= w->x->gain[c];
        const real along = vec_dot(d, y, n) * i * i * i / (real)n;
        for (int c = 0; c < n; c++) d[c] = i * d[c] - along * y[c];
    }
}

void mixer_output(const struct mixer_walk *w) {
    const struct queries q = queries_of(w);
    for (int i = q.from; i < q.to; i++) {
        real *y = w->m->acts[w->layer].mixed + (long)i * w->m->C;
        const int t = token_of(w, q, i);
        gather(w, t, y);
        if (w->x->wide) open_gate(w, t, y);
        norm(w, y);
        if (!w->x->wide) open_gate(w, t, y);
    }
}

static void scatter(const struct mixer_walk *w, int t, const real *d) {
    const int C = w->m->C, D = w->m->D;
    for (int h = 0; h < w->m->H; h++, d += D) {
        memcpy(mixer_row(w, w->dout, h, t), d, sizeof *d * (size_t)D);
        if (!w->x->skip) continue;
        w->x->dskip[h] += vec_dot(d, mixer_row(w, w->o.value, h, t), D);
        vec_axpy(w->dbefore + (long)t * 3 * C + 2 * C + h * D, w->x->skip[h], d, D);
    }
}

void mixer_output_backward(const struct mixer_walk *w) {
    const struct queries q = queries_of(w);
    real y[WIDTH_MAX], between[WIDTH_MAX], d[WIDTH_MAX];
    const size_t C = sizeof(real) * (size_t)w->m->C;
    for (int i = q.from; i < q.to; i++) {
        const int t = token_of(w, q, i);
        memcpy(d, w->m->dmixed + (long)i * w->m->C, C);
        gather(w, t, y);
        memcpy(between, y, C);
        if (w->x->wide) {
            open_gate(w, t, between);
            norm_back(w, between, d);
            open_gate_backward(w, t, y, d);
        } else {
            norm(w, between);
            open_gate_backward(w, t, between, d);
            norm_back(w, y, d);
        }
        scatter(w, t, d);
    }
}
