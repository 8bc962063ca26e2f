/* A suite's schemes ranked over its tasks. */
#include "base/memory.h"
#include "base/rng.h"
#include "results/statistics.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Scores of every seed: cell (task, label) has runs[cell] of them. */
struct grid {
    int tasks, labels;
    char (*label)[128];
    double *score; /* [tasks][labels][SEEDS_MAX] */
    int *runs;     /* [tasks][labels] */
};
enum { SEEDS_MAX = 64 };
static const double TIE = 0.02; /* differences in exact match below this are ties */

/* Mean rank of each label over the tasks; pick says which seed stands for place k of a cell. */
static void mean_ranks(const struct grid *g, struct rng *rng, double *rank) {
    double score[256], own[256];
    for (int l = 0; l < g->labels; l++) rank[l] = 0;
    for (int t = 0; t < g->tasks; t++) {
        for (int l = 0; l < g->labels; l++) {
            const int cell = t * g->labels + l, n = g->runs[cell];
            double sum = 0;
            for (int k = 0; k < n; k++)
                sum += g->score[cell * SEEDS_MAX + (rng ? (int)rng_below(rng, (uint32_t)n) : k)];
            score[l] = sum / n;
        }
        average_ranks(score, g->labels, TIE, own);
        for (int l = 0; l < g->labels; l++) rank[l] += own[l] / g->tasks;
    }
}

static int find_or_add(char (*names)[128], int *n, const char *name) {
    for (int i = 0; i < *n; i++)
        if (strcmp(names[i], name) == 0) return i;
    if (*n == 256) return -1;
    snprintf(names[*n], 128, "%s", name);
    return (*n)++;
}

/* rows: task, label, score of one run each. */
static void fill_grid(const struct table *t, struct grid *g) {
    static const int MOST = 256;
    char(*task)[128] = mem_zero((size_t)MOST, sizeof *task);
    g->label = mem_zero((size_t)MOST, sizeof *g->label);
    for (int r = 0; r < table_rows(t); r++)
        find_or_add(task, &g->tasks, table_at(t, r, 0)), find_or_add(g->label, &g->labels, table_at(t, r, 1));
    g->runs = mem_zero((size_t)(g->tasks * g->labels), sizeof *g->runs);
    g->score = mem_zero((size_t)(g->tasks * g->labels) * SEEDS_MAX, sizeof *g->score);
    for (int r = 0; r < table_rows(t); r++) {
        int k = find_or_add(task, &g->tasks, table_at(t, r, 0)),
            l = find_or_add(g->label, &g->labels, table_at(t, r, 1));
        double score;
        if (k < 0 || l < 0 || !table_at_number(t, r, 2, &score)) continue;
        int *n = &g->runs[k * g->labels + l];
        if (*n < SEEDS_MAX) g->score[(k * g->labels + l) * SEEDS_MAX + (*n)++] = score;
    }
    mem_free(task);
}

static bool stands_everywhere(const struct grid *g, int label) {
    for (int t = 0; t < g->tasks; t++)
        if (!g->runs[t * g->labels + label]) return false;
    return true;
}

/* Ranks of different tasks can be averaged only over the same competitors: others are left out. */
static void keep_complete(struct grid *g) {
    int kept = 0, *from = mem_zero((size_t)g->labels + 1, sizeof *from);
    for (int l = 0; l < g->labels; l++)
        if (stands_everywhere(g, l)) from[kept++] = l;
    for (int t = 0; t < g->tasks; t++)
        for (int k = 0; k < kept; k++) {
            const int cell = t * g->labels + from[k], to = t * kept + k;
            g->runs[to] = g->runs[cell];
            memmove(g->score + (long)to * SEEDS_MAX, g->score + (long)cell * SEEDS_MAX, sizeof *g->score * SEEDS_MAX);
        }
    for (int k = 0; k < kept; k++) memmove(g->label[k], g->label[from[k]], sizeof *g->label);
    g->labels = kept;
    mem_free(from);
}

static void rank_grid(const struct grid *g, struct rank_row *rows) {
    double *rank = mem_zero((size_t)g->labels, sizeof *rank),
           *sample = mem_zero((size_t)g->labels * RESAMPLES, sizeof *sample);
    mean_ranks(g, NULL, rank);
    for (int b = 0; b < RESAMPLES; b++) {
        struct rng rng = rng_open(1, "statistics/rank", (uint64_t)b, 0);
        double own[256];
        mean_ranks(g, &rng, own);
        for (int l = 0; l < g->labels; l++) sample[(long)l * RESAMPLES + b] = own[l];
    }
    for (int l = 0; l < g->labels; l++) {
        double sum = 0;
        for (int t = 0; t < g->tasks; t++) {
            const int cell = t * g->labels + l;
            sum += mean_of(g->score + (long)cell * SEEDS_MAX, g->runs[cell]);
        }
        double *s = sample + (long)l * RESAMPLES;
        rows[l] = (struct rank_row){.rank = rank[l],
                                    .score = sum / g->tasks,
                                    .tasks = g->tasks,
                                    .interval = {quantile(s, RESAMPLES, 0.025), quantile(s, RESAMPLES, 0.975)}};
        snprintf(rows[l].label, sizeof rows[l].label, "%s", g->label[l]);
    }
    mem_free(rank);
    mem_free(sample);
}

static int best_first(const void *a, const void *b) {
    const struct rank_row *x = a, *y = b;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    return strcmp(x->label, y->label);
}

bool store_rank(struct store *store, const char *suite, struct rank_row **rows, int *n, struct error *err) {
    struct table *t =
        store_query(store,
                    "SELECT task, label, avg(CASE metric WHEN 'loss' THEN exp(-value) ELSE value END) FROM v_eval e "
                    "WHERE suite = ?1 AND variant = '' AND multiple > 1 AND multiple <= 8 AND (metric = 'loss' OR "
                    "EXISTS (SELECT 1 FROM v_run_task f WHERE f.suite = e.suite AND f.task = e.task AND f.fitted)) "
                    "GROUP BY task, label, run_id ORDER BY min(ordinal)",
                    &suite, 1, err);
    if (!t) return false;
    struct grid g = {0};
    fill_grid(t, &g);
    table_free(t);
    keep_complete(&g);
    *n = g.labels;
    *rows = mem_zero((size_t)g.labels, sizeof **rows);
    if (g.labels) rank_grid(&g, *rows);
    qsort(*rows, (size_t)*n, sizeof **rows, best_first);
    mem_free(g.label);
    mem_free(g.runs);
    mem_free(g.score);
    return true;
}
