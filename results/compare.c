/* Two snapshots compared. */
#include "results/compare.h"
#include "base/memory.h"
#include "results/identity.h"
#include "results/pairing.h"
#include "results/watch.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct gate_rules gate_default = {
    .alpha = 0.05, .least_effect = 0.01, .least_seeds = 5, .slower = 1.25, .more_instructions = 1.02};

static const char *const class_names[CELL_CLASSES] = {"regressed",    "missing",          "new",      "settings differ",
                                                      "inconclusive", "some seeds moved", "improved", "no seed moved"};
const char *cell_class_name(enum cell_class class) { return class_names[class]; }

/* ---- the statistical layer ---- */

static int ascending(const void *a, const void *b) {
    const long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

/* All seeds of the cells, each once, ascending. */
static long *seeds_of(const struct compared_cell *cell, int n, int *seeds) {
    int all = 0, used = 0;
    for (int i = 0; i < n; i++) all += cell[i].pairs;
    long *list = mem_zero((size_t)all + 1, sizeof *list);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < cell[i].pairs; k++) list[used++] = cell[i].seed[k];
    qsort(list, (size_t)all, sizeof *list, ascending);
    *seeds = 0;
    for (int i = 0; i < all; i++)
        if (i == 0 || list[i] != list[i - 1]) list[(*seeds)++] = list[i];
    return list;
}

/* Corrected p-values: the family is every cell with enough pairs, a seed is flipped in all of them together. */
static void test_family(struct compared_cell *cell, int n, const struct gate_rules *gate) {
    int seeds, series = 0;
    long *seed = seeds_of(cell, n, &seeds);
    double *x = mem_zero((size_t)n * (size_t)seeds * 2 + 1, sizeof *x), *p = mem_zero((size_t)n * 2 + 1, sizeof *p);
    int *place = mem_zero((size_t)n + 1, sizeof *place);
    for (int i = 0; i < n; i++) {
        place[i] = cell[i].pairs >= gate->least_seeds ? series++ : -1;
        for (int k = 0; place[i] >= 0 && k < cell[i].pairs; k++) {
            const long *at = bsearch(&cell[i].seed[k], seed, (size_t)seeds, sizeof *seed, ascending);
            x[place[i] * seeds + (at - seed)] = cell[i].was[k] - cell[i].now[k];
        }
    }
    sign_flip_family(x, series, seeds, p);
    for (int i = 0; i < n; i++) cell[i].p_worse = place[i] >= 0 ? p[place[i]] : (double)NAN;
    for (int i = 0; i < series * seeds; i++) x[i] = -x[i];
    sign_flip_family(x, series, seeds, p);
    for (int i = 0; i < n; i++) cell[i].p_better = place[i] >= 0 ? p[place[i]] : (double)NAN;
    mem_free(seed);
    mem_free(x);
    mem_free(p);
    mem_free(place);
}

static const double SLACK = 1e-12;

static void describe_cell(struct compared_cell *k, const struct gate_rules *gate) {
    double *d = mem_zero((size_t)k->pairs + 1, sizeof *d);
    k->least = k->greatest = (double)NAN;
    k->moved = 0;
    for (int i = 0; i < k->pairs; i++) {
        d[i] = k->now[i] - k->was[i];
        k->least = fmin(k->least, d[i]);
        k->greatest = fmax(k->greatest, d[i]);
        k->moved += fabs(d[i]) >= gate->least_effect - SLACK;
    }
    k->mean_was = mean_of(k->was, k->pairs);
    k->mean_now = mean_of(k->now, k->pairs);
    k->effect = mean_of(d, k->pairs);
    k->deviation = deviation_of(d, k->pairs);
    mem_free(d);
}

void test_cells(struct compared_cell *cell, int n, const struct gate_rules *gate) {
    for (int i = 0; i < n; i++) describe_cell(&cell[i], gate);
    test_family(cell, n, gate);
}

bool cell_regressed(const struct compared_cell *k, const struct gate_rules *gate) {
    return k->pairs >= gate->least_seeds && k->effect <= -gate->least_effect + SLACK && k->p_worse <= gate->alpha;
}

static enum cell_class classify(const struct compared_cell *k, const struct gate_rules *gate) {
    const double least = gate->least_effect - SLACK;
    if (cell_regressed(k, gate)) return CELL_REGRESSED;
    if (k->others) return CELL_SETTINGS;
    if (k->lost) return CELL_MISSING;
    if (k->pairs == 0) return CELL_NEW;
    if (k->pairs < gate->least_seeds) return CELL_INCONCLUSIVE;
    if (k->effect >= least && k->p_better <= gate->alpha) return CELL_IMPROVED;
    if (fabs(k->effect) >= least) return CELL_INCONCLUSIVE;
    return k->moved ? CELL_SOME_MOVED : CELL_NONE_MOVED;
}

static int needed(const struct compared_cell *k, const struct gate_rules *gate, int family) {
    if (k->pairs == 0 || (k->class != CELL_INCONCLUSIVE && k->class != CELL_SOME_MOVED)) return 0;
    const double effect = fmax(fabs(k->effect), gate->least_effect);
    const int seeds = seeds_needed(effect, k->deviation, gate->alpha / family);
    return seeds == SEEDS_UNKNOWN ? seeds : (int)fmax(fmax(seeds, gate->least_seeds), k->pairs + 1);
}

void judge_cells(struct compared_cell *cell, int n, const struct gate_rules *gate) {
    int family = 0;
    for (int i = 0; i < n; i++) family += cell[i].pairs >= gate->least_seeds;
    test_cells(cell, n, gate);
    for (int i = 0; i < n; i++) {
        cell[i].class = classify(&cell[i], gate);
        cell[i].seeds_needed = needed(&cell[i], gate, family ? family : 1);
    }
}

/* ---- the exact layer ---- */

/* The kind of processor, by what decides bits: clouds give one name to several generations, and several to one. */
static bool same_kind(const struct snapshot_run *a, const struct snapshot_run *b) {
    return strcmp(a->blas, b->blas) == 0;
}

/* Counts of instructions are compared on the very same kind. */
static bool same_machine(const struct snapshot_run *a, const struct snapshot_run *b) {
    return same_kind(a, b) && strcmp(a->processor, b->processor) == 0;
}

/* Whether a revision identifies the program: a modified or unknown one does not. */
static bool names_program(const char *revision) {
    const size_t size = strlen(revision);
    return strcmp(revision, "unknown") != 0 && (size < 6 || strcmp(revision + size - 6, "-dirty") != 0);
}

static bool same_program(const struct snapshot_run *a, const struct snapshot_run *b) {
    return names_program(a->revision) && strcmp(a->revision, b->revision) == 0 && strcmp(a->flags, b->flags) == 0 &&
           strcmp(a->compiler, b->compiler) == 0;
}

static bool finished(const struct snapshot_run *run) { return run->status == RUN_DONE || run->status == RUN_DIVERGED; }

static void compare_bits(struct comparison *c, const struct named_runs *a) {
    c->run = mem_zero((size_t)c->b->n_runs + 1, sizeof *c->run);
    for (int r = 0; r < c->b->n_runs; r++) {
        const struct snapshot_run *now = &c->b->run[r];
        const struct snapshot_run *then = same_run(a, now);
        if (!then || !finished(now) || !finished(then)) continue;
        struct compared_run *k = &c->run[c->n_runs++];
        *k = (struct compared_run){.was = (int)(then - c->a->run), .now = r};
        k->training = strcmp(then->training, now->training) != 0;
        const enum cells_bits cells = same_cells(c->a, k->was, c->b, r);
        const bool differs = k->training || cells != CELLS_SAME;
        const bool other = *then->config && *now->config ? other_settings(then, now) : strcmp(then->id, now->id) != 0;
        k->class = other                   ? BITS_OTHER_SETTINGS
                   : !same_kind(then, now) ? BITS_OTHER_MACHINE
                   : differs               ? BITS_CHANGED
                                           : BITS_SAME;
        k->broken = k->class == BITS_CHANGED && (k->training || cells == CELLS_OTHER) && same_program(then, now);
        c->changed += k->class == BITS_CHANGED;
        c->broken += k->broken;
        c->same_bits += k->class == BITS_SAME;
        c->other_machine += k->class == BITS_OTHER_MACHINE;
        c->other_settings += k->class == BITS_OTHER_SETTINGS;
    }
}

/* ---- the speed layer: instructions where both sides have them, else seconds ---- */

static const char *const unit_names[] = {"seconds", "instructions"};
const char *speed_unit_name(enum speed_unit unit) { return unit_names[unit]; }

/* Room for what a row is judged by. */
struct step_times {
    double *was, *now, *ratio;
};

/* Runs of the same configuration draw the same lengths, and on the same kind of machine their counts can be compared.
 */
static bool judge_instructions(const struct named_runs *a, const struct named_runs *b, const struct snapshot_run *name,
                               struct compared_speed *k, const struct step_times *v) {
    int first, n = 0;
    const int runs = runs_of(b, name, &first);
    for (int i = first; i < first + runs; i++) {
        const struct snapshot_run *now = b->run[i], *was = same_run(a, now);
        const bool counted = was && now->step_instructions > 0 && was->step_instructions > 0;
        if (!counted || !finished(was) || !finished(now) || strcmp(was->id, now->id) != 0 || !same_machine(was, now))
            continue;
        v->was[n] = was->step_instructions, v->now[n] = now->step_instructions;
        v->ratio[n] = v->now[n] / v->was[n];
        n++;
    }
    if (n == 0) return false;
    k->unit = SPEED_INSTRUCTIONS;
    k->runs_was = k->runs_now = n;
    k->was = quantile(v->was, n, 0.5);
    k->now = quantile(v->now, n, 0.5);
    k->ratio = quantile(v->ratio, n, 0.5);
    k->p = k->p_faster = (double)NAN;
    return true;
}

/* The runs on the same processor as `name`. */
static int times_of(const struct named_runs *side, const struct snapshot_run *name, double *out) {
    int first, n = 0;
    const int runs = runs_of(side, name, &first);
    for (int i = first; i < first + runs; i++)
        if (strcmp(side->run[i]->processor, name->processor) == 0 && side->run[i]->step_seconds > 0)
            out[n++] = side->run[i]->step_seconds;
    return n;
}

/* p is not corrected yet. */
static bool judge_seconds(const struct named_runs *a, const struct named_runs *b, const struct snapshot_run *name,
                          struct compared_speed *k, const struct step_times *v) {
    k->unit = SPEED_SECONDS;
    k->runs_was = times_of(a, name, v->was);
    k->runs_now = times_of(b, name, v->now);
    if (k->runs_was == 0 || k->runs_now == 0) return false;
    k->p = mann_whitney(v->now, k->runs_now, v->was, k->runs_was, NULL);
    k->p_faster = mann_whitney(v->was, k->runs_was, v->now, k->runs_now, NULL);
    k->was = quantile(v->was, k->runs_was, 0.5);
    k->now = quantile(v->now, k->runs_now, 0.5);
    k->ratio = k->now / k->was;
    return true;
}

/* Holm's correction over the rows in seconds, of the p at `offset` in struct compared_speed. */
static void correct_speeds(struct comparison *c, size_t offset, const struct step_times *v) {
    int n = 0;
    double **p = mem_zero((size_t)c->n_speeds + 1, sizeof *p);
    for (int i = 0; i < c->n_speeds; i++)
        if (c->speed[i].unit == SPEED_SECONDS) p[n++] = (double *)((char *)&c->speed[i] + offset);
    for (int i = 0; i < n; i++) v->was[i] = *p[i];
    holm(v->was, n, v->now);
    for (int i = 0; i < n; i++) *p[i] = v->now[i];
    mem_free(p);
}

static void classify_speed(struct compared_speed *k, const struct gate_rules *gate) {
    const bool counted = k->unit == SPEED_INSTRUCTIONS;
    const double factor = counted ? gate->more_instructions : gate->slower;
    k->slower = factor > 0 && k->ratio >= factor && (counted || k->p <= gate->alpha);
    k->faster = factor > 0 && k->ratio * factor <= 1 && (counted || k->p_faster <= gate->alpha);
}

/* A row for each task and label of b, in b's order. */
static void compare_speed(struct comparison *c, const struct named_runs *a, const struct named_runs *b) {
    const size_t most = (size_t)(c->a->n_runs + c->b->n_runs) + 1;
    double *room = mem_zero(3 * most, sizeof *room);
    const struct step_times values = {room, room + most, room + 2 * most};
    bool *judged = mem_zero((size_t)c->b->n_runs + 1, sizeof *judged); /* by the first of a name's runs */
    c->speed = mem_zero((size_t)c->b->n_runs + 1, sizeof *c->speed);
    for (int r = 0; r < c->b->n_runs; r++) {
        const struct snapshot_run *name = &c->b->run[r];
        struct compared_speed k = {.task = name->task, .label = name->label};
        int first;
        runs_of(b, name, &first);
        if (judged[first]) continue;
        judged[first] = true;
        const struct snapshot_run *was = same_run(a, name);
        if (was && !c->gate.allow_settings && other_settings(was, name)) continue;
        if ((c->gate.more_instructions > 0 && judge_instructions(a, b, name, &k, &values)) ||
            judge_seconds(a, b, name, &k, &values))
            c->speed[c->n_speeds++] = k;
    }
    correct_speeds(c, offsetof(struct compared_speed, p), &values);
    correct_speeds(c, offsetof(struct compared_speed, p_faster), &values);
    for (int i = 0; i < c->n_speeds; i++) {
        classify_speed(&c->speed[i], &c->gate);
        c->slower += c->speed[i].slower;
        c->faster += c->speed[i].faster;
    }
    mem_free(room);
    mem_free(judged);
}

/* ---- together ---- */

static int exit_code(const struct comparison *c) {
    const int unjudged = c->count[CELL_MISSING] + c->count[CELL_NEW] + c->count[CELL_SETTINGS];
    if (c->count[CELL_REGRESSED] || c->slower || c->broken || (c->gate.exact && c->changed)) return EXIT_CLAIM;
    if (c->failed) return EXIT_SOME_FAILED;
    if (c->n_cells == 0 || unjudged || (c->gate.strict && c->count[CELL_INCONCLUSIVE])) return EXIT_NOTHING;
    return EXIT_OK;
}

/* Both sides have the cell of the same runs, with the same scores. */
static bool same_numbers(const struct compared_cell *k) {
    for (int i = 0; i < k->pairs; i++)
        if (k->was[i] != k->now[i]) return false;
    return k->pairs && !k->lost && !k->gained && !k->others;
}

void compare(const struct snapshot *a, const struct snapshot *b, const struct gate_rules *gate,
             struct comparison *out) {
    *out = (struct comparison){.a = a, .b = b, .gate = *gate};
    struct named_runs was = named_runs_of(a), now = named_runs_of(b);
    pair_cells(out, &was, &now);
    judge_cells(out->cell, out->n_cells, gate);
    compare_bits(out, &was);
    out->identical = out->n_cells && out->same_bits == a->n_runs && out->same_bits == b->n_runs;
    for (int i = 0; i < out->n_cells; i++) out->identical &= same_numbers(&out->cell[i]);
    for (int i = 0; i < out->n_cells; i++) {
        if (out->identical) out->cell[i].class = CELL_NONE_MOVED, out->cell[i].seeds_needed = 0;
        out->count[out->cell[i].class]++;
        if (out->cell[i].pairs > out->seeds) out->seeds = out->cell[i].pairs;
    }
    for (int r = 0; r < b->n_runs; r++) out->failed += !finished(&b->run[r]);
    compare_speed(out, &was, &now);
    named_runs_free(&was);
    named_runs_free(&now);
    out->code = exit_code(out);
}

void comparison_free(struct comparison *c) {
    for (int i = 0; i < c->n_cells; i++) {
        mem_free(c->cell[i].was);
        mem_free(c->cell[i].now);
        mem_free(c->cell[i].seed);
    }
    mem_free(c->cell);
    mem_free(c->run);
    mem_free(c->speed);
    memset(c, 0, sizeof *c);
}

/* ---- in words ---- */

/* The value of a key; NULL: the text has no such line. */
static bool value_in(const char *config, const char *wanted, struct text *value) {
    struct text key = {0};
    bool found = false;
    for (const char *at = config; !found && next_setting(&at, &key, value);) found = strcmp(text_of(&key), wanted) == 0;
    text_free(&key);
    return found;
}

static void add_difference(const char *key, const char *was, const char *now, struct text *out) {
    struct text line = {0};
    text_add(&line, "%s %s -> %s", key, was, now);
    if (!out->size || !strstr(text_of(out), text_of(&line)))
        text_add(out, "%s%s", out->size ? ", " : "", text_of(&line));
    text_free(&line);
}

/* Lines of `now` that `was` has otherwise, or not at all, which is its default; and those that only `was` has. */
static void add_settings(const char *was, const char *now, struct text *out) {
    struct text key = {0}, value = {0}, other = {0};
    for (const char *at = now; next_setting(&at, &key, &value);) {
        const bool there = value_in(was, text_of(&key), &other);
        if (!there || strcmp(text_of(&other), text_of(&value)) != 0)
            add_difference(text_of(&key), there ? text_of(&other) : "default", text_of(&value), out);
    }
    for (const char *at = was; next_setting(&at, &key, &value);)
        if (!value_in(now, text_of(&key), &other)) add_difference(text_of(&key), text_of(&value), "default", out);
    text_free(&key);
    text_free(&value);
    text_free(&other);
}

void comparison_settings(const struct comparison *c, struct text *out) {
    struct text all = {0};
    for (int i = 0; i < c->n_runs; i++) {
        const struct snapshot_run *was = &c->a->run[c->run[i].was], *now = &c->b->run[c->run[i].now];
        if (c->run[i].class == BITS_OTHER_SETTINGS && all.size < 200) add_settings(was->config, now->config, &all);
    }
    text_add(out, "%s", text_of(&all));
    text_free(&all);
}

static void add_count(struct text *out, int n, const char *one, const char *many) {
    if (n) text_add(out, "%s%d %s", out->size ? ", " : "", n, n == 1 ? one : many);
}

/* "a slow decline of copy/alibi" */
static void add_declines(struct text *out, const struct watch *watch) {
    if (!watch || !watch->alarm) return;
    text_add(out, "%sa slow decline of", out->size ? ", " : "");
    for (int i = 0; i < watch->driving && i < 5; i++)
        text_add(out, "%s %s/%s%s%s", i ? "," : "", watch->series[i].task, watch->series[i].label,
                 *watch->series[i].variant ? " > " : "", watch->series[i].variant);
    if (watch->driving > 5) text_add(out, " and %d more", watch->driving - 5);
}

void comparison_verdict(const struct comparison *c, char *out, size_t size) {
    struct text words = {0};
    add_count(&words, c->count[CELL_REGRESSED], "cell regressed", "cells regressed");
    add_declines(&words, c->watch);
    add_count(&words, c->slower, "scheme is slower", "schemes are slower");
    add_count(&words, c->broken, "run has other bits at the same revision",
              "runs have other bits at the same revision");
    if (c->gate.exact) add_count(&words, c->changed - c->broken, "run has other bits", "runs have other bits");
    add_count(&words, c->failed, "run failed", "runs failed");
    if (c->count[CELL_SETTINGS]) {
        text_add(&words, "%ssettings differ: ", words.size ? ", " : "");
        comparison_settings(c, &words);
    }
    add_count(&words, c->count[CELL_MISSING], "cell is missing", "cells are missing");
    add_count(&words, c->count[CELL_NEW], "cell has no baseline", "cells have no baseline");
    add_count(&words, c->count[CELL_INCONCLUSIVE], "cell is inconclusive", "cells are inconclusive");
    if (c->n_cells == 0) text_add(&words, "%sno cells to compare", words.size ? ", " : "");
    snprintf(out, size, "%s",
             words.size     ? text_of(&words)
             : c->identical ? "the results are identical, bit for bit"
                            : "nothing regressed");
    text_free(&words);
}

double may_move(int n) { return n > 0 ? 1 - pow(0.05, 1.0 / n) : 1; }

/* "no seed moved by 0.01 or more; with 8 seeds, up to 31 % of seeds may" */
static void add_reach(const struct comparison *c, int seeds, struct text *out) {
    text_add(out, "no seed moved by %g or more; with %d seed%s, up to %.0f %% of seeds may", c->gate.least_effect,
             seeds, seeds == 1 ? "" : "s", 100 * may_move(seeds));
}

void comparison_reach(const struct comparison *c, char *out, size_t size) {
    struct text words = {0};
    const int still = c->count[CELL_NONE_MOVED];
    int fewest = c->seeds;
    for (int i = 0; i < c->n_cells; i++)
        if (c->cell[i].class == CELL_NONE_MOVED && c->cell[i].pairs < fewest) fewest = c->cell[i].pairs;
    text_add(&words, "in %d cell%s ", still, still == 1 ? "" : "s");
    add_reach(c, fewest, &words);
    snprintf(out, size, "%s", still ? text_of(&words) : "");
    text_free(&words);
}

static void needs(const struct compared_cell *k, char *out, size_t size) {
    if (k->seeds_needed == 0)
        out[0] = '\0';
    else if (k->seeds_needed >= SEEDS_UNKNOWN)
        snprintf(out, size, "; no number of seeds would show it");
    else
        snprintf(out, size, "; needs about %d seeds", k->seeds_needed);
}

void compared_cell_words(const struct comparison *c, const struct compared_cell *k, char *out, size_t size) {
    char more[64], change[160] = "";
    needs(k, more, sizeof more);
    if (k->pairs)
        snprintf(change, sizeof change, "score %.4f to %.4f, %+.4f (by seed %+.4f to %+.4f) over %d seeds", k->mean_was,
                 k->mean_now, k->effect, k->least, k->greatest, k->pairs);
    switch (k->class) {
    case CELL_REGRESSED: snprintf(out, size, "%s, p %.4f for all cells", change, k->p_worse); break;
    case CELL_IMPROVED: snprintf(out, size, "%s, p %.4f for all cells", change, k->p_better); break;
    case CELL_MISSING:
        snprintf(out, size, "%d of %d seeds have no result now%s", k->lost, k->lost + k->pairs,
                 k->failed ? " (runs failed)" : "");
        break;
    case CELL_NEW: snprintf(out, size, "the baseline has nothing of it; accept a new one"); break;
    case CELL_SETTINGS:
        snprintf(out, size, "%d seed%s under other settings; --allow-settings compares them", k->others,
                 k->others == 1 ? "" : "s");
        break;
    case CELL_INCONCLUSIVE:
        if (k->pairs < c->gate.least_seeds)
            snprintf(out, size, "%s: too few, at least %d%s", change, c->gate.least_seeds, more);
        else
            snprintf(out, size, "%s, p %.4f for all cells: may be chance%s", change,
                     k->effect < 0 ? k->p_worse : k->p_better, more);
        break;
    case CELL_SOME_MOVED:
        snprintf(out, size, "%s: %d moved by %g or more%s", change, k->moved, c->gate.least_effect, more);
        break;
    default: {
        struct text still = {0};
        add_reach(c, k->pairs, &still);
        snprintf(out, size, "%s: %s", change, text_of(&still));
        text_free(&still);
    }
    }
}

void compared_speed_words(const struct compared_speed *k, char *out, size_t size) {
    char p[32] = "";
    if (k->unit == SPEED_SECONDS) snprintf(p, sizeof p, ", p %.4f", k->p);
    snprintf(out, size, "%.3f times the %s per step: %.4g, was %.4g%s", k->ratio, speed_unit_name(k->unit), k->now,
             k->was, p);
}
