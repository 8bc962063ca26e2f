/* What a run saves to resume from. A checkpoint has parameters, moments, the step and what was measured so far;
 * nothing else is needed, since everything that decides a number is named by the step.
 */
#include "run/resume.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "model/checkpoint.h"
#include "run/host.h"
#include "run/trainer.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 2 };

/* The curve as text for the checkpoint: exact, one point a line. */
static void write_curve(const struct run_record *r, struct text *out) {
    for (int i = 0; i < r->n_curve; i++)
        text_add(out, "%ld %a %a %a %a\n", r->curve[i].step, r->curve[i].loss, r->curve[i].grad_norm, r->curve[i].lr,
                 r->curve[i].fit);
}

static bool read_curve(struct run_record *r, const char *text) {
    while (*text) {
        struct curve_point p;
        char *end;
        p.step = strtol(text, &end, 10);
        p.loss = strtod(end, &end);
        p.grad_norm = strtod(end, &end);
        p.lr = strtod(end, &end);
        p.fit = strtod(end, &end);
        if (*end != '\n') return false;
        text = end + 1;
        run_record_add_point(r, &p);
    }
    return true;
}

static char *slot_path(const char *stem, int slot) {
    struct text path = {0};
    text_add(&path, "%s.%d.safetensors", stem, slot);
    return path.data;
}

static char *rows_path(const char *stem) {
    struct text path = {0};
    text_add(&path, "%s.json", stem);
    return path.data;
}

bool checkpoint_there(const char *stem) {
    bool there = false;
    for (int slot = 0; slot < SLOTS; slot++) {
        char *path = slot_path(stem, slot);
        there |= file_exists(path);
        mem_free(path);
    }
    return there;
}

void checkpoint_drop(const char *stem) {
    char *paths[SLOTS + 1] = {rows_path(stem)};
    struct error ignored;
    for (int slot = 0; slot < SLOTS; slot++) paths[1 + slot] = slot_path(stem, slot);
    for (int i = 0; i < SLOTS + 1; i++) file_remove(paths[i], &ignored), mem_free(paths[i]);
}

bool trainer_save(struct trainer *t, struct error *err) {
    if (!t->hooks->checkpoint) return true;
    const struct run_record *r = t->record;
    char step[32], streak[32], fit_step[32], fit[64], seconds[64], instructions[64], attempt[32], started[32];
    struct text curve = {0}, fits = {0}, code = {0};
    host_code(&code);
    write_curve(r, &curve);
    for (int k = 0; k < r->n_parts; k++) text_add(&fits, "%a ", r->part[k].fit);
    snprintf(step, sizeof step, "%ld", t->step);
    snprintf(streak, sizeof streak, "%ld", t->streak);
    snprintf(fit_step, sizeof fit_step, "%ld", r->fit_step);
    snprintf(fit, sizeof fit, "%a", r->fit);
    snprintf(seconds, sizeof seconds, "%a", t->seconds + clock_seconds() - t->begun);
    snprintf(instructions, sizeof instructions, "%a", t->instructions);
    snprintf(attempt, sizeof attempt, "%ld", r->attempt);
    snprintf(started, sizeof started, "%lld", (long long)r->started_us);
    const struct st_meta meta[] = {{"config", r->config},   {"code", text_of(&code)},       {"step", step},
                                   {"streak", streak},      {"fit_step", fit_step},         {"fit", fit},
                                   {"seconds", seconds},    {"instructions", instructions}, {"attempt", attempt},
                                   {"started_us", started}, {"curve", text_of(&curve)},     {"fits", text_of(&fits)}};
    char *path = slot_path(t->hooks->checkpoint, t->slot);
    bool ok = checkpoint_write(path, t->model, true, meta, sizeof meta / sizeof *meta, err);
    mem_free(path);
    text_free(&curve);
    text_free(&fits);
    text_free(&code);
    t->saved = clock_seconds();
    if (ok) t->slot = (t->slot + 1) % SLOTS, t->kept = t->step;
    return ok;
}

static long meta_long(const struct safetensors *file, const char *key) {
    const char *text = safetensors_meta(file, key);
    return text ? strtol(text, NULL, 10) : 0;
}

static double meta_double(const struct safetensors *file, const char *key) {
    const char *text = safetensors_meta(file, key);
    return text ? strtod(text, NULL) : 0;
}

static bool take_up(struct trainer *t, const struct safetensors *file, struct error *err) {
    struct run_record *r = t->record;
    const char *curve = safetensors_meta(file, "curve"), *started = safetensors_meta(file, "started_us"),
               *instructions = safetensors_meta(file, "instructions"); /* NULL: of an older program */
    bool ok = (curve && started && read_curve(r, curve)) || error_set(err, "its training curve is not readable");
    if (!ok || !checkpoint_load(file, t->model, true, err)) return r->n_curve = 0, false;
    t->step = t->kept = meta_long(file, "step");
    t->streak = meta_long(file, "streak");
    t->seconds = meta_double(file, "seconds");
    t->instructions = instructions ? strtod(instructions, NULL) : (double)NAN;
    r->fit_step = meta_long(file, "fit_step");
    r->fit = meta_double(file, "fit");
    char *fits = (char *)safetensors_meta(file, "fits");
    for (int k = 0; fits && k < r->n_parts; k++) r->part[k].fit = strtod(fits, &fits);
    r->attempt = meta_long(file, "attempt") + 1;
    r->started_us = strtoll(started, NULL, 10);
    return true;
}

static void leave_behind(const char *path, const struct error *why) {
    struct error ignored;
    fprintf(stderr, "%s; this checkpoint is removed\n", why->text);
    file_remove(path, &ignored);
}

/* Only the program and kind of processor that made a checkpoint may resume from it: half a run each of two programs, or
 * of two kinds of processor, would have the bits of neither. Checkpoints of older programs do not name them. */
static bool same_code(const char *path, const char *then, struct error *err) {
    struct text now = {0};
    host_code(&now);
    const char *a = then ? then : "", *b = text_of(&now);
    while (*a && strcspn(a, "\n") == strcspn(b, "\n") && strncmp(a, b, strcspn(a, "\n")) == 0)
        a += strcspn(a, "\n") + 1, b += strcspn(b, "\n") + 1;
    const bool same = then && !*a && !*b;
    const char *was = *a ? a : "not said";
    if (!same)
        error_set(err, "%s was made by another program or on another kind of processor (%.*s; now: %.*s)", path,
                  (int)strcspn(was, "\n"), was, (int)strcspn(b, "\n"), b);
    text_free(&now);
    return same;
}

/* A sound checkpoint of this configuration. */
static bool read_slot(const struct trainer *t, const char *path, struct safetensors *file) {
    struct error why;
    if (!file_exists(path)) return false;
    bool ok = safetensors_read(path, file, &why);
    const char *config = ok ? safetensors_meta(file, "config") : NULL;
    if (ok && !file->sealed) ok = error_set(&why, "%s has no checksum", path);
    if (ok && (!config || strcmp(config, t->record->config) != 0))
        ok = error_set(&why, "%s belongs to another configuration", path);
    ok = ok && same_code(path, safetensors_meta(file, "code"), &why);
    if (ok) return true;
    leave_behind(path, &why);
    safetensors_free(file);
    return false;
}

/* They belong to the parameters of the checkpoint. */
static void drop_rows(const char *stem) {
    struct error ignored;
    char *path = rows_path(stem);
    file_remove(path, &ignored);
    mem_free(path);
}

void trainer_resume(struct trainer *t) {
    struct safetensors file[SLOTS] = {0};
    char *path[SLOTS];
    struct error why;
    int best = -1;
    t->kept = -1;
    if (!t->hooks->checkpoint) return;
    const bool there = checkpoint_there(t->hooks->checkpoint);
    for (int slot = 0; slot < SLOTS; slot++) {
        path[slot] = slot_path(t->hooks->checkpoint, slot);
        if (!read_slot(t, path[slot], &file[slot])) continue;
        if (best < 0 || meta_long(&file[slot], "step") > meta_long(&file[best], "step")) best = slot;
    }
    if (best >= 0 && take_up(t, &file[best], &why))
        t->slot = (best + 1) % SLOTS;
    else if (best >= 0)
        error_prefix(&why, "%s", path[best]), leave_behind(path[best], &why);
    if (there && t->kept < 0) fprintf(stderr, "there is no sound checkpoint: the run begins again at step 0\n");
    if (t->kept < 0) drop_rows(t->hooks->checkpoint);
    for (int slot = 0; slot < SLOTS; slot++) safetensors_free(&file[slot]), mem_free(path[slot]);
}

/* ---- evaluation ---- */

bool rows_keep(const char *stem, const struct run_record *record, struct error *err) {
    char *path = rows_path(stem);
    struct run_record rows = *record;
    rows.trained = false;
    rows.status = RUN_INTERRUPTED;
    const bool ok = result_file_write(path, &rows, err);
    mem_free(path);
    return ok;
}

bool rows_read(const char *stem, const char *id, struct run_record *out) {
    struct error ignored;
    char *path = rows_path(stem);
    bool ok = file_exists(path) && result_file_read(path, out, &ignored);
    mem_free(path);
    if (!ok || strcmp(out->id, id) == 0) return ok;
    run_record_free(out);
    *out = (struct run_record){0};
    return false;
}

bool trainer_keep_rows(struct trainer *t, struct error *err) {
    if (!t->hooks->checkpoint) return true;
    const bool ok = rows_keep(t->hooks->checkpoint, t->record, err);
    t->saved = clock_seconds();
    return ok;
}

/* The same task in another record's list of parts; -1: it is not there. */
static long part_here(const struct run_record *r, const struct run_record *old, long part) {
    if (part < 0) return -1;
    for (int k = 0; k < r->n_parts; k++)
        if (strcmp(r->part[k].task, old->part[part].task) == 0) return k;
    return -1;
}

/* What was measured at cells; what was measured of the model as a whole is measured again. */
static void take_measured(struct run_record *r, const struct run_record *old, const struct measured *m) {
    struct eval_row at = {.part = part_here(r, old, m->part), .length = m->length};
    if (m->length == 0 || at.part < 0) return;
    memcpy(at.variant, m->variant, sizeof at.variant);
    run_record_add_measured(r, &at, m->name, m->series, m->x, m->value);
}

/* Restore rows of tasks that this record has; their details continue to count. */
static void take_rows(struct run_record *r, struct run_record *old) {
    r->eval = old->eval;
    for (int i = 0; i < old->n_eval; i++) {
        struct eval_row row = old->eval[i];
        row.part = part_here(r, old, row.part);
        if (row.part < 0) {
            eval_row_free(&row);
            continue;
        }
        const size_t size = sizeof(long) * (size_t)row.n_position;
        row.position_right = mem_grow(row.position_right, size, sizeof(long) * POSITIONS_MAX);
        row.position_seen = mem_grow(row.position_seen, size, sizeof(long) * POSITIONS_MAX);
        r->eval[r->n_eval++] = row;
    }
    old->eval = NULL;
    old->n_eval = 0;
    for (int i = 0; i < old->n_measured; i++) take_measured(r, old, &old->measured[i]);
}

void trainer_take_rows(struct trainer *t) {
    struct run_record old;
    if (!t->hooks->checkpoint || !rows_read(t->hooks->checkpoint, t->record->id, &old)) return;
    t->record->eval_seconds = old.eval_seconds;
    take_rows(t->record, &old);
    run_record_free(&old);
}
