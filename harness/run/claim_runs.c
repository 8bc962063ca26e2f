#include "run/claim_runs.h"
#include "base/memory.h"
#include "run/choose.h"
#include <stdio.h>
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

static struct shelved *shelve(struct suite_shelf *shelf, const char *path, const char *const *overrides, int n) {
    struct text key = {0};
    text_add(&key, "%s\n", path);
    for (int i = 0; i < n; i++) text_add(&key, "%s\n", overrides[i]);
    struct shelved *s = find(shelf, text_of(&key));
    if (!s) {
        s = mem_zero(1, sizeof *s);
        s->key = mem_text(text_of(&key));
        if (!suite_load(path, overrides, n, &s->suite, &s->why) ||
            !choose_from_database(&s->suite, shelf->database, path, s->suite.overrides, &s->why))
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

static bool load_part(struct suite_shelf *shelf, const struct claim *c, const struct scale_suite *s, int cell,
                      const struct suite **part, struct error *err) {
    const char **overrides = mem_zero((size_t)s->n_set + 2, sizeof *overrides);
    struct text task = {0}, scheme = {0};
    text_add(&task, "tasks=%s", claim_expression(s, c->cell[cell].task));
    text_add(&scheme, "schemes=%s", claim_expression(s, c->cell[cell].label));
    overrides[0] = text_of(&task);
    overrides[1] = text_of(&scheme);
    for (int i = 0; i < s->n_set; i++) overrides[i + 2] = s->set[i];
    const struct shelved *found = shelve(shelf, s->path, overrides, s->n_set + 2);
    mem_free(overrides);
    text_free(&task);
    text_free(&scheme);
    *part = &found->suite;
    return found->suite.n > 0 ? check_one_arm(c, s, cell, *part, err) : no_part(c, s, cell, &found->why, err);
}

/* ---- does the suite evaluate what the checks ask? ---- */

static bool has_length(const struct run_config *c, struct span at) {
    for (int i = 0; i < c->eval.lengths.n; i++) {
        const double multiple = (double)c->eval.lengths.value[i] / (double)c->train.longest;
        if (multiple > at.from + 1e-9 && multiple <= at.to + 1e-9) return true;
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

static bool covers(const struct claim *c, const struct scale_suite *s, const struct check *k,
                   const struct check_side *side, struct span at, const struct suite *part, struct error *err) {
    const struct run_config *config = &part->plan[0].config;
    const bool lengths = k->metric == MEASURE_AREA    ? has_area(config)
                         : measures[k->metric].of_run ? true
                         : k->kind == CHECK_FITS      ? true
                                                      : has_length(config, at);
    if (lengths && has_variant(config, side->variant)) return true;
    const char *variants = *config->eval.variants ? config->eval.variants : "none";
    return error_set(err, "%s:%d:%d: %s does not evaluate '%s' on task '%s' %s the check '%s' asks for%s%s", c->path,
                     k->place.line, k->place.column, s->path, c->cell[side->cell].label, c->cell[side->cell].task,
                     lengths ? "under the variant that" : "at the lengths that", k->text,
                     lengths ? "; its variants: " : "", lengths ? variants : "");
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

bool claim_parts(struct suite_shelf *shelf, const struct claim *c, enum claim_scale scale, const struct suite **part,
                 struct error *err) {
    const struct scale_suite *s = &c->scale[scale];
    if (!s->path) return error_set(err, "%s: the claim has no %s scale", c->path, claim_scale_name(scale));
    for (int i = 0; i < c->n_cells; i++)
        if (!load_part(shelf, c, s, i, &part[i], err)) return false;
    return check_covered(c, s, part, err);
}

void claim_cell_runs(const struct claim *c, const struct suite *const *part, struct cell_runs *runs) {
    for (int i = 0; i < c->n_cells; i++) {
        runs[i].n = part[i]->n;
        runs[i].id = mem_zero((size_t)part[i]->n, sizeof *runs[i].id);
        for (int k = 0; k < part[i]->n; k++) memcpy(runs[i].id[k], part[i]->plan[k].id, sizeof *runs[i].id);
        const struct int_list *lengths = &part[i]->plan[0].config.eval.lengths;
        runs[i].n_lengths = lengths->n;
        runs[i].length = mem_zero((size_t)lengths->n, sizeof *runs[i].length);
        memcpy(runs[i].length, lengths->value, sizeof *runs[i].length * (size_t)lengths->n);
    }
}

void claim_cell_runs_free(const struct claim *c, struct cell_runs *runs) {
    for (int i = 0; i < c->n_cells; i++) mem_free(runs[i].id), mem_free(runs[i].length);
}

static struct run_plan *find_plan(struct suite *s, const char *id) {
    for (int i = 0; i < s->n; i++)
        if (strcmp(s->plan[i].id, id) == 0) return &s->plan[i];
    return NULL;
}

/* A run that two claims need is evaluated for both. */
bool claim_add_plans(const struct claim *c, const struct suite *const *part, struct suite *out, struct error *err) {
    for (int i = 0; i < c->n_cells; i++)
        for (int k = 0; k < part[i]->n; k++) {
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
