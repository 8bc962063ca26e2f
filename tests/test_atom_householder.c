/* Key updates by hand, against the specification's example. The atom's file is read in, so that its inside can be
 * asked.
 */
#define atom_householder atom_householder_here
#include "model/atom/householder.c"

#include "fixture_encoders.h"

enum { D = 2, T = 3 };

struct bench {
    struct model model;
    struct state state;
    struct layer_acts acts;
    struct cell cell;
    struct band band;
    real q[T * D], kv[T * 2 * D], keys[D * LANES], score[T * T + LANES];
    double channel[T * (1 + D)];
};

static void set_up(struct bench *b, const double *w, const double *strength, const double *q, const double *k) {
    memset(b, 0, sizeof *b);
    for (int t = 0; t < T; t++) {
        b->channel[t * (1 + D)] = strength[t];
        for (int d = 0; d < D; d++) {
            b->channel[t * (1 + D) + 1 + d] = w[t * D + d];
            b->q[t * D + d] = (real)q[t * D + d];
            b->kv[t * 2 * D + d] = (real)k[t * D + d];
        }
    }
    b->model.C = b->model.D = D;
    b->model.H = 1;
    b->model.config.causal = true;
    b->model.state[ATOM_householder] = &b->state;
    b->state.keys = b->keys;
    b->acts.q = b->q;
    b->acts.kv = b->kv;
    b->cell = (struct cell){.m = &b->model, .acts = &b->acts, .n = T, .T = T, .scale = 1};
    b->state.strength = (struct channel){.stride = 1 + D, .at = b->channel};
    b->state.direction = (struct channel){.stride = 1 + D, .at = b->channel + 1};
    b->band = (struct band){.n = T, .keys = {{0, T}}, .pieces = 1, .score = b->score};
}

/* The specification's example: scores [4]; [.5 .5]; [1.2 1 3]. */
static void reflected_scores(void **state) {
    (void)state;
    static struct bench b;
    set_up(&b, (const double[]){1, 0, .6, .8, 0, 1}, (const double[]){1, .5, 2}, (const double[]){1, 2, .5, -1, 1, 1},
           (const double[]){2, 1, 1, 0, 0, 3});
    copy_keys(&b.cell);
    content(&b.cell, &b.band, b.score);
    near(b.score, (const double[]){4}, 1);
    near(b.score + T, (const double[]){.5, .5}, 2);
    near(b.score + 2 * T, (const double[]){1.2, 1, 3}, 3);
}

/* Key (1, 2) after reflections along (1, 0) with 2 and (.6, .8) with 1: (-1, 2), then (-1.6, 1.2). */
static void turned_keys(void **state) {
    (void)state;
    static struct bench b;
    set_up(&b, (const double[]){1, 0, 1, 0, .6, .8}, (const double[]){0, 2, 1}, (const double[]){1, 1, 1, 0, 0, 1},
           (const double[]){1, 2, 0, 0, 0, 0});
    copy_keys(&b.cell);
    content(&b.cell, &b.band, b.score);
    near(b.score, (const double[]){3}, 1);
    near(b.score + T, (const double[]){-1}, 1);
    near(b.score + 2 * T, (const double[]){1.2}, 1);
    near(&b.keys[0], (const double[]){-1.6}, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(reflected_scores), cmocka_unit_test(turned_keys)};
    return cmocka_run_group_tests_name("key updates", tests, NULL, NULL);
}
