#include "results/rank.h"
#include "base/memory.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double TIE = 0.02; /* differences in exact match below this are ties */

/* ---- tasks and their common multiples ---- */

static bool is_loss(const struct summary_row *row) { return strcmp(row->metric, "loss") == 0; }

static bool is_of(const struct summary_row *row, const char *task) {
    return !*row->variant && row->evaluated && strcmp(row->task, task) == 0;
}

static bool is_beyond(double multiple) { return multiple > 1 && multiple <= RANK_MULTIPLE; }

/* Whether the ranking is about the task, and would rank it if its runs had a multiple in common. */
static bool may_rank(const struct summary *s, const char *task) {
    bool counts = false, beyond = false;
    for (int k = 0; k < s->n; k++) {
        const struct summary_row *row = &s->row[k];
        if (strcmp(row->task, task) != 0) continue;
        counts |= is_loss(row) || row->fitted > 0;
        for (int m = 0; m < s->multiples; m++)
            beyond |= !*row->variant && is_beyond(s->multiple[m]) && row->cell[m].n > 0;
    }
    return counts && beyond;
}

static bool is_listed(const struct ranking *r, const char *task) {
    for (int t = 0; t < r->tasks; t++)
        if (strcmp(r->task[t].name, task) == 0) return true;
    return false;
}

static void list_tasks(const struct summary *s, struct ranking *r) {
    r->task = mem_zero((size_t)s->n + 1, sizeof *r->task);
    for (int k = 0; k < s->n; k++) {
        const char *name = s->row[k].task;
        if (is_listed(r, name) || !may_rank(s, name)) continue;
        struct rank_task *task = &r->task[r->tasks++];
        *task =
            (struct rank_task){.name = name, .multiple = mem_zero((size_t)s->multiples + 1, sizeof *task->multiple)};
        for (int m = 0; m < s->multiples; m++)
            if (is_beyond(s->multiple[m]) && summary_all_have(s, name, m)) task->multiple[task->n++] = m;
        r->ranked += task->n > 0;
    }
}

/* ---- scores of every run ---- */

/* Cell (task, arm) has the scores of its runs; arms are told by their names, as schemes are in charts. */
struct ranked_runs {
    int n;
    const struct seed_value *run; /* [n] whose seeds they are */
    double *score;                /* [n] */
};
struct grid {
    int tasks, labels, seeds;
    const char **label;
    struct ranked_runs *cell;
    double *all;
    long *seed; /* [seeds] that every cell has */
};

static int find_label(const struct grid *g, const char *label) {
    int l = 0;
    while (l < g->labels && strcmp(g->label[l], label) != 0) l++;
    return l;
}

/* The runs of a row come in the same order at every multiple that all of them have. */
static void add_scores(const struct summary_row *row, const struct rank_task *task, double *score) {
    for (int i = 0; i < row->evaluated; i++) {
        for (int k = 0; k < task->n; k++) {
            const double value = row->cell[task->multiple[k]].run[i].value;
            score[i] += is_loss(row) ? exp(-value) : value;
        }
        score[i] /= task->n;
    }
}

static void fill_grid(const struct summary *s, const struct ranking *r, struct grid *g) {
    size_t runs = 0;
    g->label = mem_zero((size_t)s->n + 1, sizeof *g->label);
    for (int k = 0; k < s->n; k++) {
        const int at = find_label(g, s->row[k].label);
        g->label[at] = s->row[k].label;
        g->labels += at == g->labels;
        runs += (size_t)s->row[k].evaluated;
    }
    g->cell = mem_zero((size_t)r->ranked * (size_t)g->labels + 1, sizeof *g->cell);
    double *next = g->all = mem_zero(runs + 1, sizeof *g->all);
    for (int t = 0; t < r->tasks; t++) {
        const struct rank_task *task = &r->task[t];
        if (!task->n) continue;
        for (int k = 0; k < s->n; k++) {
            const struct summary_row *row = &s->row[k];
            if (!is_of(row, task->name)) continue;
            g->cell[g->tasks * g->labels + find_label(g, row->label)] =
                (struct ranked_runs){row->evaluated, row->cell[task->multiple[0]].run, next};
            add_scores(row, task, next);
            next += row->evaluated;
        }
        g->tasks++;
    }
}

static bool stands_everywhere(const struct grid *g, int label) {
    for (int t = 0; t < g->tasks; t++)
        if (!g->cell[t * g->labels + label].n) return false;
    return g->tasks > 0;
}

/* Ranks of different tasks can be averaged only over the same competitors: others are left out. */
static void keep_complete(struct grid *g) {
    int kept = 0, *from = mem_zero((size_t)g->labels + 1, sizeof *from);
    for (int l = 0; l < g->labels; l++)
        if (stands_everywhere(g, l)) from[kept++] = l;
    for (int t = 0; t < g->tasks; t++)
        for (int k = 0; k < kept; k++) g->cell[t * kept + k] = g->cell[t * g->labels + from[k]];
    for (int k = 0; k < kept; k++) g->label[k] = g->label[from[k]];
    g->labels = kept;
    mem_free(from);
}

/* The place of a seed among the runs of a cell; its n: it is not there. */
static int place_of(const struct ranked_runs *cell, long seed) {
    int i = 0;
    while (i < cell->n && cell->run[i].seed != seed) i++;
    return i;
}

static bool all_have(const struct grid *g, long seed) {
    for (int c = 0; c < g->tasks * g->labels; c++)
        if (place_of(&g->cell[c], seed) == g->cell[c].n) return false;
    return true;
}

/* Schemes are compared within a seed: those that not all of them have say nothing. */
static void find_seeds(struct grid *g) {
    const int n = g->labels ? g->cell[0].n : 0;
    g->seed = mem_zero((size_t)n + 1, sizeof *g->seed);
    for (int i = 0; i < n; i++)
        if (all_have(g, g->cell[0].run[i].seed)) g->seed[g->seeds++] = g->cell[0].run[i].seed;
}

static void free_grid(struct grid *g) {
    mem_free(g->label);
    mem_free(g->cell);
    mem_free(g->all);
    mem_free(g->seed);
}

/* ---- ranks ---- */

/* Mean rank of each arm over the tasks in one seed, into rank[label * seeds]. scratch: room for two numbers of each. */
static void rank_seed(const struct grid *g, long seed, double *scratch, double *rank) {
    double *score = scratch, *own = scratch + g->labels;
    for (int t = 0; t < g->tasks; t++) {
        for (int l = 0; l < g->labels; l++) {
            const struct ranked_runs *cell = &g->cell[t * g->labels + l];
            score[l] = cell->score[place_of(cell, seed)];
        }
        average_ranks(score, g->labels, TIE, own);
        for (int l = 0; l < g->labels; l++) rank[l * g->seeds] += own[l] / g->tasks;
    }
}

static double mean_score(const struct grid *g, int label) {
    double sum = 0;
    for (int t = 0; t < g->tasks; t++) {
        const struct ranked_runs *cell = &g->cell[t * g->labels + label];
        sum += mean_of(cell->score, cell->n);
    }
    return sum / g->tasks;
}

static void rank_grid(const struct grid *g, struct rank_row *rows) {
    const size_t n = (size_t)g->labels;
    double *rank = mem_zero(n * (size_t)g->seeds, sizeof *rank), *scratch = mem_zero(2 * n, sizeof *scratch);
    for (int k = 0; k < g->seeds; k++) rank_seed(g, g->seed[k], scratch, rank + k);
    for (int l = 0; l < g->labels; l++) {
        double *own = rank + l * g->seeds;
        const struct interval interval = bet_median_interval(own, g->seeds);
        rows[l] = (struct rank_row){.label = g->label[l],
                                    .rank = quantile(own, g->seeds, 0.5),
                                    .score = mean_score(g, l),
                                    .interval = interval};
    }
    mem_free(rank);
    mem_free(scratch);
}

static int best_first(const void *a, const void *b) {
    const struct rank_row *x = a, *y = b;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return strcmp(x->label, y->label);
}

void rank_arms(const struct summary *summary, struct ranking *out) {
    struct grid g = {0};
    *out = (struct ranking){0};
    list_tasks(summary, out);
    fill_grid(summary, out, &g);
    keep_complete(&g);
    find_seeds(&g);
    out->seeds = g.seeds;
    out->n = g.seeds ? g.labels : 0;
    out->row = mem_zero((size_t)g.labels + 1, sizeof *out->row);
    if (out->n) rank_grid(&g, out->row);
    if (out->n) qsort(out->row, (size_t)out->n, sizeof *out->row, best_first);
    free_grid(&g);
}

void ranking_free(struct ranking *ranking) {
    for (int t = 0; t < ranking->tasks; t++) mem_free(ranking->task[t].multiple);
    mem_free(ranking->task);
    mem_free(ranking->row);
    *ranking = (struct ranking){0};
}
