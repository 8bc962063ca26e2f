#include "results/rates.h"
#include "base/memory.h"
#include "base/rng.h"
#include <string.h>

/* A pool and one comparison drawn from it. */
struct draw {
    const struct compared_cell **pool; /* cells with all seeds */
    struct compared_cell *cell;        /* [n] the comparison's, pairs in their own arrays */
    int n, seeds;                      /* seeds of the pool */
    int *chosen, *work;                /* [seeds] */
    double *p, *held;                  /* [n] */
    double *diff;                      /* [seeds] */
};

static void draw_open(const struct comparison *pool, int seeds, struct draw *d) {
    *d = (struct draw){.seeds = pool->seeds};
    d->pool = mem_zero((size_t)pool->n_cells + 1, sizeof *d->pool);
    d->cell = mem_zero((size_t)pool->n_cells + 1, sizeof *d->cell);
    for (int i = 0; i < pool->n_cells; i++) {
        if (pool->cell[i].pairs != pool->seeds) continue;
        struct compared_cell *k = &d->cell[d->n];
        d->pool[d->n++] = &pool->cell[i];
        *k = (struct compared_cell){.pairs = seeds};
        k->was = mem_zero((size_t)seeds, sizeof *k->was);
        k->now = mem_zero((size_t)seeds, sizeof *k->now);
        k->seed = mem_zero((size_t)seeds, sizeof *k->seed);
        for (int s = 0; s < seeds; s++) k->seed[s] = s;
    }
    d->chosen = mem_zero((size_t)d->seeds + 1, sizeof *d->chosen);
    d->work = mem_zero((size_t)d->seeds + 1, sizeof *d->work);
    d->p = mem_zero((size_t)d->n + 1, sizeof *d->p);
    d->held = mem_zero((size_t)d->n + 1, sizeof *d->held);
    d->diff = mem_zero((size_t)d->seeds + 1, sizeof *d->diff);
}

static void draw_close(struct draw *d) {
    for (int i = 0; i < d->n; i++) {
        mem_free(d->cell[i].was);
        mem_free(d->cell[i].now);
        mem_free(d->cell[i].seed);
    }
    mem_free(d->pool);
    mem_free(d->cell);
    mem_free(d->chosen);
    mem_free(d->work);
    mem_free(d->p);
    mem_free(d->held);
    mem_free(d->diff);
}

static int needed_seeds(const struct rate *r) { return r->noise == NOISE_SEEDS ? 2 * r->seeds : r->seeds; }

/* Both sides of every cell: the same seeds in all of them. Before is before and after is after: a coin that swapped
 * them would make the false alarms of an exact test right whatever the two builds are. */
static void draw_sides(struct draw *d, const struct rate *r, struct rng *rng) {
    rng_sample(rng, d->seeds, needed_seeds(r), d->chosen, d->work);
    for (int s = 0; s < r->seeds; s++) {
        const int a = d->chosen[s], b = r->noise == NOISE_SEEDS ? d->chosen[r->seeds + s] : a;
        for (int i = 0; i < d->n; i++) d->cell[i].was[s] = d->pool[i]->was[a], d->cell[i].now[s] = d->pool[i]->now[b];
    }
}

/* A cell that can fall so far, by chance; -1: there is none. */
static int choose_cell(const struct draw *d, double depth, struct rng *rng) {
    int able = 0, found = -1;
    for (int i = 0; i < d->n; i++)
        if (d->pool[i]->mean_was >= depth && rng_below(rng, (uint32_t)++able) == 0) found = i;
    return found;
}

static bool falls(const struct draw *d, const struct rate *r, int target, int i) {
    if (r->drop == DROP_CELL) return i == target;
    return strcmp(d->pool[i]->label, d->pool[target]->label) == 0 &&
           strcmp(d->pool[i]->task, d->pool[target]->task) == 0;
}

static void inject(struct draw *d, const struct rate *r, int target) {
    for (int i = 0; i < d->n; i++)
        for (int s = 0; s < r->seeds && falls(d, r, target, i); s++) {
            double *now = &d->cell[i].now[s];
            *now = *now > r->depth ? *now - r->depth : 0;
        }
}

/* Each cell's own exact test, corrected by Holm: what the gate would do without the joint test. */
static void correct_by_holm(struct draw *d, const struct rate *r) {
    for (int i = 0; i < d->n; i++) {
        for (int s = 0; s < r->seeds; s++) d->diff[s] = d->cell[i].was[s] - d->cell[i].now[s];
        d->p[i] = sign_flip(d->diff, r->seeds, NULL);
    }
    holm(d->p, d->n, d->held);
    for (int i = 0; i < d->n; i++) d->cell[i].p_worse = d->held[i];
}

static bool fires(const struct draw *d, const struct rate *r, const struct gate_rules *gate, int target) {
    for (int i = 0; i < d->n; i++)
        if ((r->drop == DROP_NONE || falls(d, r, target, i)) && cell_regressed(&d->cell[i], gate)) return true;
    return false;
}

static void one_comparison(struct draw *d, struct rate *r, const struct gate_rules *gate, struct rng *rng) {
    int target = -1;
    draw_sides(d, r, rng);
    if (r->drop != DROP_NONE) target = choose_cell(d, r->depth, rng);
    if (target >= 0) inject(d, r, target);
    test_cells(d->cell, d->n, gate);
    r->fired += fires(d, r, gate, target);
    correct_by_holm(d, r);
    r->fired_holm += fires(d, r, gate, target);
}

bool gate_rate(const struct comparison *pool, const struct gate_rules *gate, struct rate *r, struct error *err) {
    r->fired = r->fired_holm = 0;
    if (r->seeds < 1 || needed_seeds(r) > pool->seeds)
        return error_set(err,
                         "the two sides share %d seeds, and comparisons of %d need %d; run the suite under more seeds",
                         pool->seeds, r->seeds, needed_seeds(r));
    struct draw d;
    draw_open(pool, r->seeds, &d);
    const struct rng named = rng_open(1, "gate/rates", (uint64_t)(2 * r->seeds + (r->noise == NOISE_SEEDS)), 0);
    bool able = r->drop == DROP_NONE;
    for (int i = 0; i < d.n; i++) able = able || d.pool[i]->mean_was >= r->depth;
    for (int t = 0; able && t < r->times; t++) {
        struct rng rng = rng_at(&named, (uint64_t)t, 0);
        one_comparison(&d, r, gate, &rng);
    }
    draw_close(&d);
    if (!able) return error_set(err, "no cell's mean is as high as a drop of %g", r->depth);
    r->disjoint = pool->seeds / needed_seeds(r);
    r->interval = wilson_of_share((double)r->fired / r->times, r->disjoint);
    return true;
}
