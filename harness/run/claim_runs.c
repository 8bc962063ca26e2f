#include "run/claim_runs.h"
#include "base/memory.h"
#include "run/choose.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The runs of a claim's cell, or why there are none. */
struct shelved {
    char *key; /* path and overrides, a line each */
    struct suite suite;
    struct error why;
    struct shelved *next;
};
struct suite_shelf {
    char *database;
    struct shelved *first;
};

struct suite_shelf *suite_shelf_new(const char *database) {
    struct suite_shelf *shelf = mem_zero(1, sizeof *shelf);
    shelf->database = mem_text(database);
    return shelf;
}

void suite_shelf_free(struct suite_shelf *shelf) {
    for (struct shelved *s = shelf->first, *next; s; s = next) {
        next = s->next;
        suite_free(&s->suite);
        mem_free(s->key);
        mem_free(s);
    }
    mem_free(shelf->database);
    mem_free(shelf);
}

static struct shelved *find(struct suite_shelf *shelf, const char *key) {
    for (struct shelved *s = shelf->first; s; s = s->next)
        if (strcmp(s->key, key) == 0) return s;
    return NULL;
}

/* What the user would write: seeds are the claim's business. They come last. */
static void forget_seeds(char *overrides) {
    char *seeds = NULL;
    for (char *at = overrides; at && (at = strstr(at, " seeds=")) != NULL; at++) seeds = at;
    if (seeds) *seeds = '\0';
}

static struct shelved *shelve(struct suite_shelf *shelf, const char *path, const char *const *overrides, int n) {
    struct text key = {0};
    text_add(&key, "%s\n", path);
    for (int i = 0; i < n; i++) text_add(&key, "%s\n", overrides[i]);
    struct shelved *s = find(shelf, text_of(&key));
    if (!s) {
        s = mem_zero(1, sizeof *s);
        s->key = mem_text(text_of(&key));
        const bool loaded = suite_load_chosen(path, overrides, n, &s->suite, &s->why);
        if (loaded) forget_seeds(s->suite.overrides);
        if (!loaded || !choose_from_database(&s->suite, shelf->database, path, s->suite.overrides, &s->why))
            s->suite.n = 0;
        s->next = shelf->first;
        shelf->first = s;
    }
    text_free(&key);
    return s;
}

/* Reports that the suite has no such runs, with the line of the claim's file that asks for them. */
static bool no_part(const struct claim *c, const struct scale_suite *s, int cell, const struct error *why,
                    struct error *err) {
    const struct claim_cell *k = &c->cell[cell];
    struct file_place at = {s->line, s->column};
    if (strncmp(why->text, "schemes=", 8) == 0) at = k->label_place;
    if (strncmp(why->text, "tasks=", 6) == 0) at = k->task_place;
    if (strstr(why->text, "no run is left"))
        return error_set(err, "%s:%d:%d: %s has no scheme '%s' on task '%s'", c->path, k->label_place.line,
                         k->label_place.column, s->path, claim_expression(s, k->label), claim_expression(s, k->task));
    return error_set(err, "%s:%d:%d: %s%s%s", c->path, at.line, at.column, at.line == s->line ? "" : s->path,
                     at.line == s->line ? "" : ": ", why->text);
}

/* A cell's runs are replicates. A scheme of a grid has many arms; a claim names one of them. */
static bool check_one_arm(const struct claim *c, const struct scale_suite *s, int cell, const struct suite *part,
                          struct error *err) {
    const struct claim_cell *k = &c->cell[cell];
    for (int i = 1; i < part->n; i++)
        if (strcmp(part->plan[i].label, part->plan[0].label) != 0)
            return error_set(err, "%s:%d:%d: '%s' on task '%s' is several arms in %s; name one, such as '%s'", c->path,
                             k->label_place.line, k->label_place.column, k->label, k->task, s->path,
                             part->plan[0].label);
    return true;
}

/* The suite's runs of a task under one scheme (NULL: under all that it has there) and these seeds (NULL: its own). */
static const struct shelved *shelve_runs(struct suite_shelf *shelf, const struct scale_suite *s, const char *task,
                                         const char *scheme, const struct seed_range *seeds) {
    struct text word[3] = {0};
    const char **overrides = mem_zero((size_t)s->n_set + 3, sizeof *overrides);
    int n = 0;
    text_add(&word[0], "tasks=%s", claim_expression(s, task));
    overrides[n++] = text_of(&word[0]);
    if (scheme) text_add(&word[1], "schemes=%s", claim_expression(s, scheme)), overrides[n++] = text_of(&word[1]);
    for (int i = 0; i < s->n_set; i++) overrides[n++] = s->set[i];
    if (seeds)
        text_add(&word[2], "seeds=%d..%d", seeds->first, seeds->first + seeds->n - 1),
            overrides[n++] = text_of(&word[2]);
    const struct shelved *found = shelve(shelf, s->path, overrides, n);
    mem_free(overrides);
    for (int i = 0; i < 3; i++) text_free(&word[i]);
    return found;
}

static bool load_part(struct suite_shelf *shelf, const struct claim *c, const struct scale_suite *s, int cell,
                      const struct seed_range *seeds, const struct suite **part, struct error *err) {
    const struct shelved *found = shelve_runs(shelf, s, c->cell[cell].task, c->cell[cell].label, seeds);
    *part = &found->suite;
    return found->suite.n > 0 ? check_one_arm(c, s, cell, *part, err) : no_part(c, s, cell, &found->why, err);
}

/* ---- does the suite evaluate what the checks ask? ---- */

static bool has_length(const struct run_config *c, struct span at) {
    for (int i = 0; i < c->eval.lengths.n; i++) {
        const double multiple = (double)c->eval.lengths.value[i] / (double)c->train.longest;
        if (span_has(at, multiple)) return true;
    }
    return false;
}

/* The curve from 1x to 3x needs points at or beyond both ends. */
static bool has_area(const struct run_config *c) {
    return has_length(c, (struct span){0, 1}) && has_length(c, (struct span){3 - 1e-6, 1e9});
}

static bool has_variant(const struct run_config *c, const char *variant) {
    const size_t size = strlen(variant);
    if (size == 0) return true;
    for (const char *at = c->eval.variants; *at; at += strcspn(at, ";"), at += *at == ';') {
        at += strspn(at, " ");
        if (strcspn(at, ";") == size && strncmp(at, variant, size) == 0) return true;
    }
    return false;
}

/* Is the run evaluated on this task besides its own? Of its own the mean is meant, without a name. */
static bool has_part(const struct run_config *c, const char *part) {
    char task[OPTION_TEXT_SIZE];
    bool has = !*part;
    for (int i = 0; !has && config_other_task(c, i, task); i++) has = strcmp(task, part) == 0;
    return has;
}

/* A multiple in as few digits as still mean this length when a claim asks for it. */
static void add_multiple(double multiple, struct text *out) {
    char word[32];
    for (int digits = 3; digits <= 17; digits++) {
        snprintf(word, sizeof word, "%.*g", digits, multiple);
        const double read = strtod(word, NULL);
        if (span_has((struct span){0, read}, multiple) && span_has((struct span){0, multiple}, read)) break;
    }
    text_add(out, "%sx", word);
}

/* "; it evaluates 0.6x, 1x, 1.6x of a training length of 5": lengths are whole, so that 1.5x may be none of them. */
static void add_lengths(const struct run_config *c, struct text *out) {
    text_add(out, "; it evaluates");
    for (int i = 0; i < c->eval.lengths.n; i++) {
        text_add(out, "%s", i ? ", " : " ");
        add_multiple((double)c->eval.lengths.value[i] / (double)c->train.longest, out);
    }
    text_add(out, " of a training length of %ld", (long)c->train.longest);
}

static bool covers(const struct claim *c, const struct scale_suite *s, const struct check *k,
                   const struct check_side *side, struct span at, const struct suite *part, struct error *err) {
    const struct run_config *config = &part->plan[0].config;
    const bool lengths = k->metric == MEASURE_AREA    ? has_area(config)
                         : measures[k->metric].of_run ? true
                         : k->kind == CHECK_FITS      ? true
                                                      : has_length(config, at);
    const bool variant = has_variant(config, side->variant);
    if (lengths && variant && has_part(config, side->part)) return true;
    struct text has = {0};
    if (!lengths)
        add_lengths(config, &has);
    else if (!variant)
        text_add(&has, "; its variants: %s", *config->eval.variants ? config->eval.variants : "none");
    else
        text_add(&has, "; its further tasks: %s", *config->eval.tasks ? config->eval.tasks : "none");
    error_set(err, "%s:%d:%d: %s does not evaluate '%s' on task '%s' %s the check '%s' asks for%s", c->path,
              k->place.line, k->place.column, s->path, c->cell[side->cell].label, c->cell[side->cell].task,
              !lengths   ? "at the lengths that"
              : !variant ? "under the variant that"
                         : "on the further task that",
              k->text, text_of(&has));
    text_free(&has);
    return false;
}

static bool check_covered(const struct claim *c, const struct scale_suite *s, const struct suite *const *part,
                          struct error *err) {
    for (int i = 0; i < c->n_checks; i++) {
        const struct check *k = &c->check[i];
        for (int t = 0; t < k->n; t++) {
            const struct check_side *a = &k->on[t].a, *b = &k->on[t].b;
            if (!covers(c, s, k, a, a->at, part[a->cell], err) || !covers(c, s, k, b, b->at, part[b->cell], err))
                return false;
            if (k->against && (!covers(c, s, k, a, k->baseline, part[a->cell], err) ||
                               !covers(c, s, k, b, k->baseline, part[b->cell], err)))
                return false;
        }
    }
    return true;
}

/* What several cells lack is done by several commands: all are named, each once. */
static void add_remedy(struct error *all, const struct error *why) {
    static const char then[] = "; ";
    const size_t before = strlen(all->text), joint = strlen(then), more = strlen(why->text) + 1;
    if (before == 0) {
        *all = *why;
    } else if (!strstr(all->text, why->text) && before + joint + more <= sizeof all->text) {
        memcpy(all->text + before, then, joint);
        memcpy(all->text + before + joint, why->text, more);
    }
}

bool claim_parts(struct suite_shelf *shelf, const struct claim *c, enum claim_scale scale, struct seed_range seeds,
                 const struct suite **part, struct error *err) {
    const struct scale_suite *s = &c->scale[scale];
    if (!s->path) return error_set(err, "%s: the claim has no %s scale", c->path, claim_scale_name(scale));
    struct error all = {0}, why;
    for (int i = 0; i < c->n_cells; i++)
        if (!load_part(shelf, c, s, i, &seeds, &part[i], &why)) add_remedy(&all, &why);
    if (!all.text[0]) return check_covered(c, s, part, err);
    if (err) *err = all;
    return false;
}

bool claim_own_seeds(struct suite_shelf *shelf, const struct claim *c, enum claim_scale scale, int *n,
                     struct error *err) {
    const struct scale_suite *s = &c->scale[scale];
    const struct suite *own;
    if (!load_part(shelf, c, s, 0, NULL, &own, err)) return false;
    *n = own->n;
    const struct seed_range counted = {1, own->n};
    const struct suite *first = &shelve_runs(shelf, s, c->cell[0].task, c->cell[0].label, &counted)->suite;
    for (int i = 0; i < own->n; i++)
        if (first->n != own->n || strcmp(first->plan[i].id, own->plan[i].id) != 0)
            return error_set(err,
                             "%s:%d:%d: %s does not have the seeds 1, 2, 3 ..., and a claim takes seeds in that order; "
                             "write seeds: 1..%d there",
                             c->path, s->line, s->column, s->path, own->n);
    return true;
}

static void fill_runs(const struct run_plan *plan, int n, struct cell_runs *out) {
    out->n = n;
    out->id = mem_zero((size_t)n + 1, sizeof *out->id);
    for (int k = 0; k < n; k++) memcpy(out->id[k], plan[k].id, sizeof *out->id);
    const struct int_list *lengths = &plan->config.eval.lengths;
    out->examples = plan->config.eval.examples;
    out->n_lengths = lengths->n;
    out->length = mem_zero((size_t)lengths->n + 1, sizeof *out->length);
    memcpy(out->length, lengths->value, sizeof *out->length * (size_t)lengths->n);
}

struct cell_runs *claim_cell_runs(const struct claim *c, const struct suite *const *part) {
    struct cell_runs *runs = mem_zero((size_t)c->n_cells + 1, sizeof *runs);
    for (int i = 0; i < c->n_cells; i++) fill_runs(part[i]->plan, part[i]->n, &runs[i]);
    return runs;
}

struct cell_runs *claim_task_runs(struct suite_shelf *shelf, const struct claim *c, enum claim_scale scale, int cell,
                                  struct seed_range seeds, int *n) {
    const struct suite *all = &shelve_runs(shelf, &c->scale[scale], c->cell[cell].task, NULL, &seeds)->suite;
    struct cell_runs *runs = mem_zero((size_t)all->n + 1, sizeof *runs);
    *n = 0;
    for (int first = 0, end; first < all->n; first = end) {
        for (end = first + 1; end < all->n && strcmp(all->plan[end].label, all->plan[first].label) == 0; end++)
            ;
        fill_runs(&all->plan[first], end - first, &runs[(*n)++]);
    }
    return runs;
}

void cell_runs_free(struct cell_runs *runs, int n) {
    for (int i = 0; runs && i < n; i++) mem_free(runs[i].id), mem_free(runs[i].length);
    mem_free(runs);
}

static struct run_plan *find_plan(struct suite *s, const char *id) {
    for (int i = 0; i < s->n; i++)
        if (strcmp(s->plan[i].id, id) == 0) return &s->plan[i];
    return NULL;
}

/* A run that two claims need is evaluated for both. */
bool claim_add_plans(const struct claim *c, const struct suite *const *part, int first, int n, struct suite *out,
                     struct error *err) {
    for (int i = 0; i < c->n_cells; i++)
        for (int k = first; k < first + n && k < part[i]->n; k++) {
            const struct run_plan *p = &part[i]->plan[k];
            struct run_plan *there = find_plan(out, p->id);
            if (there && !config_join_evaluation(&there->config, &p->config, err)) return false;
            if (there) continue;
            out->plan = mem_grow(out->plan, sizeof *p * (size_t)out->n, sizeof *p * (size_t)(out->n + 1));
            out->plan[out->n] = *p;
            snprintf(out->plan[out->n].suite, sizeof p->suite, "%s", out->name);
            out->plan[out->n].ordinal = out->n;
            out->n++;
        }
    return true;
}
