/* Pairs the runs and cells of two snapshots. */
#include "results/pairing.h"
#include "base/memory.h"
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where the runs of this name and at least this seed begin. */
static int first_run(const struct named_runs *side, const struct snapshot_run *name, long seed) {
    struct snapshot_run wanted = *name;
    const struct snapshot_run *key = &wanted;
    wanted.seed = seed;
    int first = 0;
    for (int end = side->s->n_runs; first < end;) {
        const int middle = (first + end) / 2;
        if (snapshot_run_order(&side->run[middle], &key) < 0)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

static bool same_name(const struct snapshot_run *a, const struct snapshot_run *b) {
    return strcmp(a->task, b->task) == 0 && strcmp(a->label, b->label) == 0;
}

int runs_of(const struct named_runs *side, const struct snapshot_run *name, int *first) {
    int end = *first = first_run(side, name, LONG_MIN);
    while (end < side->s->n_runs && same_name(side->run[end], name)) end++;
    return end - *first;
}

const struct snapshot_run *same_run(const struct named_runs *side, const struct snapshot_run *run) {
    const int at = first_run(side, run, run->seed);
    return at < side->s->n_runs && snapshot_run_order(&side->run[at], &run) == 0 ? side->run[at] : NULL;
}

/* A cell of a run. Entries of one array are ordered by cell, those of the same cell by place. */
struct entry {
    const struct snapshot_run *run;
    const struct snapshot_cell *cell;
};

static int compare_cells(const struct entry *a, const struct entry *b) {
    const int names[] = {strcmp(a->run->task, b->run->task), strcmp(a->run->label, b->run->label),
                         strcmp(a->cell->variant, b->cell->variant)};
    for (int i = 0; i < 3; i++)
        if (names[i]) return names[i];
    return (a->cell->length > b->cell->length) - (a->cell->length < b->cell->length);
}

static int entry_order(const void *a, const void *b) {
    const struct entry *x = *(struct entry *const *)a, *y = *(struct entry *const *)b;
    const int cells = compare_cells(x, y);
    return cells ? cells : (x > y) - (x < y);
}

static int add_entries(struct entry *out, const struct snapshot *s) {
    for (int i = 0; i < s->n_cells; i++) out[i] = (struct entry){&s->run[s->cell[i].run], &s->cell[i]};
    return s->n_cells;
}

/* Every cell of a side, once. */
static void collect_cells(struct comparison *c) {
    const size_t most = (size_t)(c->a->n_cells + c->b->n_cells) + 1;
    struct entry *all = mem_zero(most, sizeof *all), **sorted = mem_zero(most, sizeof(struct entry *));
    bool *again = mem_zero(most, sizeof *again);
    int n = add_entries(all, c->b);
    n += add_entries(all + n, c->a);
    for (int i = 0; i < n; i++) sorted[i] = &all[i];
    qsort(sorted, (size_t)n, sizeof *sorted, entry_order);
    for (int i = 1; i < n; i++) again[sorted[i] - all] = compare_cells(sorted[i - 1], sorted[i]) == 0;
    c->cell = mem_zero(most, sizeof *c->cell);
    for (int i = 0; i < n; i++)
        if (!again[i])
            c->cell[c->n_cells++] = (struct compared_cell){.task = all[i].run->task,
                                                           .label = all[i].run->label,
                                                           .variant = all[i].cell->variant,
                                                           .length = all[i].cell->length,
                                                           .multiple = all[i].cell->multiple};
    mem_free(all);
    mem_free(sorted);
    mem_free(again);
}

/* Cells come by run: the first of a run by halving. */
static int first_cell(const struct snapshot *s, int run) {
    int first = 0;
    for (int end = s->n_cells; first < end;) {
        const int middle = (first + end) / 2;
        if (s->cell[middle].run < run)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

static const struct snapshot_cell *cell_of_run(const struct snapshot *s, int run, const char *variant, long length) {
    for (int i = first_cell(s, run); i < s->n_cells && s->cell[i].run == run; i++)
        if (s->cell[i].length == length && strcmp(s->cell[i].variant, variant) == 0) return &s->cell[i];
    return NULL;
}

enum cells_bits same_cells(const struct snapshot *a, int was, const struct snapshot *b, int now) {
    enum cells_bits found = CELLS_SAME;
    if (strcmp(a->run[was].evaluation, b->run[now].evaluation) == 0) return CELLS_SAME;
    for (int i = first_cell(b, now); i < b->n_cells && b->cell[i].run == now; i++) {
        const struct snapshot_cell *cell = &b->cell[i], *then = cell_of_run(a, was, cell->variant, cell->length);
        if (!then) continue;
        if (!*then->bits || !*cell->bits)
            found = CELLS_UNKNOWN;
        else if (then->examples == cell->examples && strcmp(then->bits, cell->bits) != 0)
            return CELLS_OTHER;
    }
    return found;
}

/* The score of a run in a cell; a diverged run has no evaluation and scores 0. NaN: no result. */
static double score(const struct snapshot *s, const struct snapshot_run *run, const struct compared_cell *k) {
    const struct snapshot_cell *cell = cell_of_run(s, (int)(run - s->run), k->variant, k->length);
    if (cell) return cell->score;
    return run->status == RUN_DIVERGED ? 0 : (double)NAN;
}

static void pair_seeds(const struct named_runs *a, const struct named_runs *b, bool allow, struct compared_cell *k) {
    const struct snapshot_run name = {.task = k->task, .label = k->label};
    int first;
    const int before = runs_of(a, &name, &first);
    k->was = mem_zero((size_t)before + 1, sizeof *k->was);
    k->now = mem_zero((size_t)before + 1, sizeof *k->now);
    k->seed = mem_zero((size_t)before + 1, sizeof *k->seed);
    for (int i = first; i < first + before; i++) {
        const double was = score(a->s, a->run[i], k);
        if (isnan(was)) continue;
        const struct snapshot_run *other = same_run(b, a->run[i]);
        const double now = other ? score(b->s, other, k) : (double)NAN;
        if (isnan(now)) {
            k->lost++;
            k->failed += other && other->status == RUN_FAILED;
            continue;
        }
        if (!allow && other_settings(a->run[i], other)) {
            k->others++;
            continue;
        }
        k->was[k->pairs] = was, k->now[k->pairs] = now;
        k->seed[k->pairs++] = a->run[i]->seed;
    }
    const int after = runs_of(b, &name, &first);
    for (int i = first; i < first + after; i++) k->gained += !isnan(score(b->s, b->run[i], k));
    k->gained -= k->pairs + k->others;
}

struct named_runs named_runs_of(const struct snapshot *s) {
    return (struct named_runs){s, snapshot_by_name(s)};
}
void named_runs_free(struct named_runs *side) { mem_free(side->run); }

void pair_cells(struct comparison *c, const struct named_runs *a, const struct named_runs *b) {
    collect_cells(c);
    for (int i = 0; i < c->n_cells; i++) pair_seeds(a, b, c->gate.allow_settings, &c->cell[i]);
}
