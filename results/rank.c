#include "results/rank.h"
#include "base/memory.h"
#include "base/rng.h"
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

/* Cell (task, arm) has runs[cell] scores, from score[cell] on; arms are told by their names, as schemes are in charts.
 */
struct grid {
    int tasks, labels;
    const char **label;
    double **score, *all;
    int *runs;
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
    const size_t cells = (size_t)r->ranked * (size_t)g->labels + 1;
    g->runs = mem_zero(cells, sizeof *g->runs);
    g->score = mem_zero(cells, sizeof *g->score);
    double *next = g->all = mem_zero(runs + 1, sizeof *g->all);
    for (int t = 0; t < r->tasks; t++) {
        const struct rank_task *task = &r->task[t];
        if (!task->n) continue;
        for (int k = 0; k < s->n; k++) {
            const struct summary_row *row = &s->row[k];
            if (!is_of(row, task->name)) continue;
            const int cell = g->tasks * g->labels + find_label(g, row->label);
            g->score[cell] = next, g->runs[cell] = row->evaluated;
            add_scores(row, task, next);
            next += row->evaluated;
        }
        g->tasks++;
    }
}

static bool stands_everywhere(const struct grid *g, int label) {
    for (int t = 0; t < g->tasks; t++)
        if (!g->runs[t * g->labels + label]) return false;
    return g->tasks > 0;
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
            g->score[to] = g->score[cell];
        }
    for (int k = 0; k < kept; k++) g->label[k] = g->label[from[k]];
    g->labels = kept;
    mem_free(from);
}

static void free_grid(struct grid *g) {
    mem_free(g->label);
    mem_free(g->score);
    mem_free(g->all);
    mem_free(g->runs);
}

/* ---- ranks ---- */

/* Mean rank of each arm over the tasks; rng: of resampled runs. scratch: room for two numbers of each arm. */
static void mean_ranks(const struct grid *g, struct rng *rng, double *scratch, double *rank) {
    double *score = scratch, *own = scratch + g->labels;
    for (int l = 0; l < g->labels; l++) rank[l] = 0;
    for (int t = 0; t < g->tasks; t++) {
        for (int l = 0; l < g->labels; l++) {
            const int cell = t * g->labels + l, n = g->runs[cell];
            double sum = 0;
            for (int k = 0; k < n; k++) sum += g->score[cell][rng ? (int)rng_below(rng, (uint32_t)n) : k];
            score[l] = sum / n;
        }
        average_ranks(score, g->labels, TIE, own);
        for (int l = 0; l < g->labels; l++) rank[l] += own[l] / g->tasks;
    }
}

static double mean_score(const struct grid *g, int label) {
    double sum = 0;
    for (int t = 0; t < g->tasks; t++) {
        const int cell = t * g->labels + label;
        sum += mean_of(g->score[cell], g->runs[cell]);
    }
    return sum / g->tasks;
}

static void rank_grid(const struct grid *g, struct rank_row *rows) {
    const size_t n = (size_t)g->labels;
    double *rank = mem_zero(n, sizeof *rank), *own = mem_zero(n, sizeof *own), *scratch = mem_zero(2 * n, sizeof *own),
           *sample = mem_zero(n * RESAMPLES, sizeof *sample);
    mean_ranks(g, NULL, scratch, rank);
    for (int b = 0; b < RESAMPLES; b++) {
        struct rng rng = rng_open(1, "statistics/rank", (uint64_t)b, 0);
        mean_ranks(g, &rng, scratch, own);
        for (int l = 0; l < g->labels; l++) sample[(long)l * RESAMPLES + b] = own[l];
    }
    for (int l = 0; l < g->labels; l++) {
        double *s = sample + (long)l * RESAMPLES;
        rows[l] = (struct rank_row){.label = g->label[l],
                                    .rank = rank[l],
                                    .score = mean_score(g, l),
                                    .interval = {quantile(s, RESAMPLES, 0.025), quantile(s, RESAMPLES, 0.975)}};
    }
    mem_free(rank);
    mem_free(own);
    mem_free(scratch);
    mem_free(sample);
}

static int best_first(const void *a, const void *b) {
    const struct rank_row *x = a, *y = b;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    return strcmp(x->label, y->label);
}

void rank_arms(const struct summary *summary, struct ranking *out) {
    struct grid g = {0};
    *out = (struct ranking){0};
    list_tasks(summary, out);
    fill_grid(summary, out, &g);
    keep_complete(&g);
    out->n = g.labels;
    out->row = mem_zero((size_t)g.labels + 1, sizeof *out->row);
    if (g.labels) rank_grid(&g, out->row);
    if (g.labels) qsort(out->row, (size_t)out->n, sizeof *out->row, best_first);
    free_grid(&g);
}

void ranking_free(struct ranking *ranking) {
    for (int t = 0; t < ranking->tasks; t++) mem_free(ranking->task[t].multiple);
    mem_free(ranking->task);
    mem_free(ranking->row);
    *ranking = (struct ranking){0};
}
