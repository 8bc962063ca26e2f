/* Loops: the layers several times with the same weights (Universal Transformer, Dehghani et al. 2019; with the
 * embedding added to what enters each loop, Yang et al. 2024, arXiv 2311.12424). What works on answer rows elsewhere
 * works on all rows here. With an injection what enters the first loop is the embedding e, and every further one h + e,
 * or h + e W, h being what left the loop before.
 *
 * Sequences of a group may need different numbers of loops. A loop is run over the sequences up to the last one that
 * needs it: sequences that come by falling length leave the work as they are done; others are computed on, and what
 * comes of that is not looked at.
 *
 * In evaluation the scheme may say that what the model gives decides which of a sequence's loops counts (loops_stop.c).
 *
 * In training only the activations of one loop are kept, and what entered each: on the way back each loop but the last
 * is computed once more. With grad_loops a sequence's way back ends before its first loops: its rows have a gradient of
 * 0 there, while others go on.
 */
#include "base/rng.h"
#include "base/vec.h"
#include "model/atom.h"
#include "model/math/blas.h"
#include <limits.h>
#include <math.h>
#include <string.h>

void loops_check(struct model *m) {
    m->looped = m->config.loops > 1 || m->config.loops_by == LOOPS_LENGTH;
    EACH_ATOM(at, &m->anywhere) m->looped |= at->atom->loops != NULL;
    m->all_rows |= m->looped;
}

int loops_over(const struct model *m, int tokens) {
    const struct model_config *c = &m->config;
    long loops = c->loops;
    if (c->loops_by == LOOPS_DRAWN && m->loops_drawn) loops = m->loops_drawn;
    if (c->loops_by == LOOPS_LENGTH) loops = (loops * tokens + m->train_length - 1) / m->train_length;
    EACH_ATOM(at, &m->anywhere) if (at->atom->loops) loops = at->atom->loops(m, tokens, (int)loops);
    return loops > 1 ? (int)loops : 1;
}

void loops_draw(struct model *m) {
    const struct model_config *c = &m->config;
    m->loops_drawn = 0;
    if (c->loops_by != LOOPS_DRAWN) return;
    struct rng rng = rng_open(m->seed, "loops", (uint64_t)m->step, 0);
    m->loops_drawn = (int)c->loops_from + (int)rng_below(&rng, (uint32_t)(c->loops - c->loops_from + 1));
}

/* [rows][C] of what is worked on, in rooms of that shape. */
static size_t bytes(const struct model *m, int rows) { return sizeof(real) * (size_t)rows * (size_t)m->C; }
static real *rows_at(const struct model *m, real *x, int row) { return x + (long)row * m->C; }

void loops_size(struct model *m, struct arena *arena, long N) {
    const size_t size = (size_t)N * (size_t)m->C;
    const bool back = m->training && !m->evaluating;
    m->loops.embedded = take(arena, true, size);
    m->loops.out = take(arena, true, size);
    m->loops.before = take(arena, m->evaluating, size);
    m->loops.surest = m->evaluating ? arena_take(arena, (size_t)N, sizeof *m->loops.surest) : NULL;
    m->loops.done = m->evaluating ? arena_take(arena, (size_t)N, sizeof *m->loops.done) : NULL;
    m->loops.counted = m->evaluating ? arena_take(arena, (size_t)N, sizeof *m->loops.counted) : NULL;
    m->loops.entry = take(arena, back, size * (size_t)loops_over(m, m->room_longest));
    m->loops.dout = take(arena, back, size);
    m->loops.dembedded = take(arena, back, size);
}

static int loops_of(const struct model *m, const struct group *g, int sequence) {
    return loops_over(m, g->start[sequence + 1] - g->start[sequence]);
}

static int most_loops(const struct model *m, const struct group *g) {
    int most = 1;
    for (int s = 0; s < g->sequences; s++) most = loops_of(m, g, s) > most ? loops_of(m, g, s) : most;
    return most;
}

static bool over(const struct model *m, const struct group *g, int sequence, int loop) {
    return loops_of(m, g, sequence) <= loop || (m->loops.done && m->loops.done[sequence]);
}

/* The sequences up to the last one that needs the loop. */
static struct group looping(const struct model *m, const struct group *g, int loop) {
    struct group part = *g;
    while (part.sequences && over(m, g, part.sequences - 1, loop)) part.sequences--;
    part.rows = g->start[part.sequences];
    part.answers = g->answer_start[part.sequences];
    return part;
}

/* What enters a loop behind the first. */
static void enter(struct model *m, const struct group *g) {
    memcpy(m->acts[0].x, m->loops.out, bytes(m, g->rows));
    if (m->config.inject == INJECT_ADD) vec_add(m->acts[0].x, m->loops.embedded, g->rows * m->C);
    if (m->config.inject == INJECT_LINEAR)
        blas_gemm(false, false, g->rows, m->C, m->C, 1, m->loops.embedded, m->C, m->p.inject_weight, m->C, 1,
                  m->acts[0].x, m->C);
    round_rows(m, ROUNDING_STREAM, g->rows, m->C, m->C, m->acts[0].x);
}

/* Sequences for which the loop counts leave. */
static void leave(struct model *m, const struct group *g, int loop, const struct loops_stop *stop) {
    for (int s = 0; s < g->sequences; s++) {
        if (over(m, g, s, loop) || !loops_count(m, g, s, loops_of(m, g, s) == loop + 1, stop)) continue;
        memcpy(rows_at(m, m->x_all, g->start[s]), rows_at(m, m->loops.out, g->start[s]),
               bytes(m, g->start[s + 1] - g->start[s]));
        if (m->loops.counted) m->loops.counted[s] = loop + 1;
    }
}

static real *entry_of(const struct model *m, int loop) { return m->loops.entry + (long)loop * m->room_rows * m->C; }

void loops_forward(struct model *m, const struct group *g) {
    struct loops_stop stop = {.until = LOOPS_ALL};
    EACH_ATOM(at, &m->anywhere) if (at->atom->loops_stop) at->atom->loops_stop(m, &stop);
    memcpy(m->loops.embedded, m->acts[0].x, bytes(m, g->rows));
    if (m->loops.done) memset(m->loops.done, 0, sizeof *m->loops.done * (size_t)g->sequences);
    for (int loop = 0, most = most_loops(m, g); loop < most; loop++) {
        const struct group part = looping(m, g, loop);
        m->loop = loop;
        if (loop && stop.until == LOOPS_STILL) memcpy(m->loops.before, m->loops.out, bytes(m, part.rows));
        if (loop) enter(m, &part);
        if (m->loops.entry) memcpy(entry_of(m, loop), m->acts[0].x, bytes(m, part.rows));
        layers_forward(m, &part);
        leave(m, &part, loop, &stop);
    }
}

/* From which of its loops on a sequence has gradients. */
static int first_learned(const struct model *m, int loops) {
    const int k = (int)m->config.grad_loops;
    return k && k < loops ? loops - k : 0;
}

static int first_of_all(const struct model *m, const struct group *g) {
    int first = INT_MAX;
    for (int s = 0; s < g->sequences; s++) {
        const int own = first_learned(m, loops_of(m, g, s));
        first = own < first ? own : first;
    }
    return first;
}

/* m->dx has the gradient to what left the loop where a later one followed; elsewhere it comes from behind the last loop
 * of a sequence, or is 0 where that was an earlier one, or where the loop is too early for a gradient. */
static void meet(struct model *m, const struct group *g, int loop) {
    for (int s = 0; s < g->sequences; s++) {
        const int loops = loops_of(m, g, s), row = g->start[s], n = g->start[s + 1] - row;
        if (loops == loop + 1) memcpy(rows_at(m, m->dx, row), rows_at(m, m->loops.dout, row), bytes(m, n));
        if (loops <= loop || loop < first_learned(m, loops)) memset(rows_at(m, m->dx, row), 0, bytes(m, n));
    }
}

/* From m->dx, the gradient to what entered the loop, to the embedding's. */
static void injected_backward(struct model *m, const struct group *g, int loop) {
    if (loop && m->config.inject == INJECT_LINEAR)
        linear_backward(g->rows, m->C, m->C, (struct operand){m->loops.embedded, NULL}, m->p.inject_weight, m->C,
                        (struct operand){m->dx, NULL}, true, m->loops.dembedded, m->g.inject_weight, NULL);
    else
        vec_add(m->loops.dembedded, m->dx, g->rows * m->C);
}

void loops_backward(struct model *m, const struct group *g) {
    const int most = most_loops(m, g), first = first_of_all(m, g);
    const bool injects = m->config.inject != INJECT_NONE;
    memcpy(m->loops.dout, m->dx, bytes(m, g->rows));
    memset(m->loops.dembedded, 0, bytes(m, g->rows));
    for (int loop = most - 1; loop >= first; loop--) {
        const struct group part = looping(m, g, loop);
        m->loop = loop;
        if (loop < most - 1) {
            memcpy(m->acts[0].x, entry_of(m, loop), bytes(m, part.rows));
            layers_forward(m, &part);
        }
        meet(m, &part, loop);
        layers_backward(m, &part);
        if (injects) injected_backward(m, &part, loop);
    }
    m->loop = 0;
    if (injects || first) memcpy(m->dx, m->loops.dembedded, bytes(m, g->rows));
}
