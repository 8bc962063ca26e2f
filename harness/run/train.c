/* The training loop. Everything that decides a number is named by the step, so a run that stops and goes on gives the
 * same bits: the checkpoint holds parameters, moments, the step and what was measured so far, and nothing else is
 * needed.
 */
#include "run/train.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "model/checkpoint.h"
#include "run/untrained.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CURVE_POINTS = 200 };
static const double CHECKPOINT_SECONDS = 30, REPORT_SECONDS = 0.3;

double learning_rate(const struct train_config *t, long step) {
    if (step < t->warmup) return t->lr * (double)(step + 1) / (double)t->warmup;
    if (t->schedule == SCHEDULE_CONSTANT || t->steps <= t->warmup) return t->lr;
    const double done = (double)(step - t->warmup) / (double)(t->steps - t->warmup);
    const double shape = t->schedule == SCHEDULE_LINEAR ? 1 - done : 0.5 * (1 + cos(M_PI * done));
    return t->lr * (t->lr_floor + (1 - t->lr_floor) * shape);
}

struct trainer {
    const struct run_plan *plan;
    const struct run_hooks *hooks;
    struct run_record *record;
    struct task_choice choice;
    struct scheme scheme;
    struct model *model;
    struct batch_maker *maker;
    long step;      /* done */
    long streak;    /* measurements in a row at the level */
    double seconds; /* of training, in earlier attempts */
    double begun, saved, reported;
    bool trained; /* nothing is left to train */
};

void record_begin(const struct run_plan *plan, struct run_record *r) {
    memset(r, 0, sizeof *r);
    struct text config = {0};
    config_write(&plan->config, &config);
    snprintf(r->id, sizeof r->id, "%s", plan->id);
    snprintf(r->suite, sizeof r->suite, "%s", plan->suite);
    snprintf(r->scheme, sizeof r->scheme, "%s", plan->scheme_short);
    snprintf(r->label, sizeof r->label, "%s", plan->label);
    snprintf(r->task, sizeof r->task, "%s", plan->task_short);
    r->ordinal = plan->ordinal;
    r->seed = plan->config.seed;
    r->train_length = plan->config.train.longest;
    r->config = mem_text(text_of(&config));
    r->fit = (double)NAN;
    r->fit_step = -1;
    r->fit_examples = plan->config.train.fit_examples;
    r->attempt = 1;
    r->started_us = clock_utc_us();
    host_fill(&r->host);
    text_free(&config);
}

static bool stopping(const struct trainer *t) { return t->hooks->stop && t->hooks->stop(); }

static void report(struct trainer *t, const char *phase, bool now) {
    if (!t->hooks->report || (!now && clock_seconds() - t->reported < REPORT_SECONDS)) return;
    t->reported = clock_seconds();
    const struct curve_point *last = t->record->n_curve ? &t->record->curve[t->record->n_curve - 1] : NULL;
    struct progress p = {.step = t->step,
                         .steps = t->plan->config.train.steps,
                         .loss = last ? last->loss : (double)NAN,
                         .fit = t->record->fit,
                         .phase = phase};
    t->hooks->report(t->hooks->to, &p);
}

static void add_point(struct run_record *r, struct curve_point point) {
    const size_t size = sizeof *r->curve;
    r->curve = mem_grow(r->curve, size * (size_t)r->n_curve, size * (size_t)(r->n_curve + 1));
    r->curve[r->n_curve++] = point;
}

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
        add_point(r, p);
    }
    return true;
}

static bool save_checkpoint(struct trainer *t, struct error *err) {
    if (!t->hooks->checkpoint) return true;
    const struct run_record *r = t->record;
    char step[32], streak[32], fit_step[32], fit[64], seconds[64], attempt[32], started[32];
    struct text curve = {0};
    write_curve(r, &curve);
    snprintf(step, sizeof step, "%ld", t->step);
    snprintf(streak, sizeof streak, "%ld", t->streak);
    snprintf(fit_step, sizeof fit_step, "%ld", r->fit_step);
    snprintf(fit, sizeof fit, "%a", r->fit);
    snprintf(seconds, sizeof seconds, "%a", t->seconds + clock_seconds() - t->begun);
    snprintf(attempt, sizeof attempt, "%ld", r->attempt);
    snprintf(started, sizeof started, "%lld", (long long)r->started_us);
    const struct st_meta meta[] = {
        {"config", r->config}, {"step", step},       {"streak", streak},      {"fit_step", fit_step},    {"fit", fit},
        {"seconds", seconds},  {"attempt", attempt}, {"started_us", started}, {"curve", text_of(&curve)}};
    bool ok = checkpoint_write(t->hooks->checkpoint, t->model, true, meta, sizeof meta / sizeof *meta, err);
    text_free(&curve);
    t->saved = clock_seconds();
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
    const char *config = safetensors_meta(file, "config"), *curve = safetensors_meta(file, "curve");
    if (!config || strcmp(config, r->config) != 0) return error_set(err, "it belongs to another configuration");
    if (!checkpoint_load(file, t->model, true, err)) return false;
    if (!curve || !read_curve(r, curve)) return error_set(err, "its training curve is not readable");
    t->step = meta_long(file, "step");
    t->streak = meta_long(file, "streak");
    t->seconds = meta_double(file, "seconds");
    r->fit_step = meta_long(file, "fit_step");
    r->fit = meta_double(file, "fit");
    r->attempt = meta_long(file, "attempt") + 1;
    r->started_us = strtoll(safetensors_meta(file, "started_us"), NULL, 10);
    return true;
}

/* From the checkpoint, if there is a sound one; a damaged one is said and left behind: the run begins again, which
 * gives the same bits. */
static bool resume(struct trainer *t, struct error *err) {
    struct safetensors file;
    struct error why;
    if (!t->hooks->checkpoint || !file_exists(t->hooks->checkpoint)) return true;
    if (safetensors_read(t->hooks->checkpoint, &file, &why)) {
        bool ok = take_up(t, &file, &why);
        safetensors_free(&file);
        if (ok) return true;
    }
    fprintf(stderr, "checkpoint %s is not used: %s; the run begins again\n", t->hooks->checkpoint, why.text);
    if (!file_remove(t->hooks->checkpoint, err)) return false;
    return error_set(err, "restart");
}

static bool open_trainer(struct trainer *t, struct error *err) {
    const struct run_config *c = &t->plan->config;
    if (!task_parse(c->task, &t->choice, err) || !scheme_parse(c->scheme, &t->scheme, err)) return false;
    const int longest = train_tokens(c, &t->choice);
    t->model = model_new(&c->model, &t->scheme, t->choice.task->vocabulary(t->choice.options), longest,
                         (uint64_t)c->seed, err);
    if (!t->model) return false;
    t->record->train_tokens = longest;
    t->record->parameters = model_parameter_count(t->model);
    t->maker = batch_maker_new(c, &t->choice, &t->scheme, (int)(c->train.batch * longest));
    return true;
}

static void close_trainer(struct trainer *t) {
    model_free(t->model);
    batch_maker_free(t->maker);
}

static void reserve_training(struct trainer *t) { model_reserve(t->model, true, 0, (int)t->record->train_tokens); }

/* Measure the fit after `step` steps; sets the streak. It is short and never interrupted, so that a stop always finds
 * whole steps to save. */
static void measure_fit(struct trainer *t, struct curve_point *point) {
    const struct train_config *c = &t->plan->config.train;
    double fit = evaluate_fit(t->model, &t->plan->config, &t->choice, &t->scheme);
    reserve_training(t);
    point->fit = t->record->fit = fit;
    t->streak = fit >= c->fit_level ? t->streak + 1 : 0;
    if (t->streak == 0)
        t->record->fit_step = -1;
    else if (t->record->fit_step < 0)
        t->record->fit_step = t->step;
}

static void diverged(struct trainer *t, const struct step_report *report) {
    struct run_record *r = t->record;
    r->status = RUN_DIVERGED;
    snprintf(r->reason, sizeof r->reason, "at step %ld the %s is not finite", t->step,
             isfinite(report->loss) ? "gradient" : "loss");
    t->trained = true;
}

/* One step and what is measured after it. */
static void one_step(struct trainer *t) {
    const struct train_config *c = &t->plan->config.train;
    const double lr = learning_rate(c, t->step);
    struct step_report report;
    model_train_step(t->model, batch_train(t->maker, t->step), &c->optimiser, lr, t->step, &report);
    struct curve_point point = {
        .step = t->step, .loss = report.loss, .grad_norm = report.grad_norm, .lr = lr, .fit = (double)NAN};
    if (!report.finite) {
        add_point(t->record, point);
        diverged(t, &report);
        return;
    }
    t->step++;
    const bool last = t->step == c->steps, measured = last || t->step % c->fit_every == 0;
    const long spacing = c->steps / CURVE_POINTS > 1 ? c->steps / CURVE_POINTS : 1;
    if (measured) measure_fit(t, &point);
    if (measured || (t->step - 1) % spacing == 0) add_point(t->record, point);
    t->trained = last || (c->stop_when_fitted && t->streak >= c->fit_times);
}

static void note_untrained(struct trainer *t) {
    struct text text = {0};
    untrained_describe(t->model, &text);
    snprintf(t->record->untrained, sizeof t->record->untrained, "%s", text_of(&text));
    text_free(&text);
}

enum loop_end { LOOP_DONE, LOOP_STOPPED, LOOP_ERROR };

static enum loop_end train_loop(struct trainer *t, struct error *err) {
    t->begun = t->saved = clock_seconds();
    reserve_training(t);
    t->trained = t->step >= t->plan->config.train.steps ||
                 (t->plan->config.train.stop_when_fitted && t->streak >= t->plan->config.train.fit_times);
    while (!t->trained) {
        if (stopping(t)) return save_checkpoint(t, err) ? LOOP_STOPPED : LOOP_ERROR;
        if (clock_seconds() - t->saved > CHECKPOINT_SECONDS && !save_checkpoint(t, err)) return LOOP_ERROR;
        one_step(t);
        report(t, "train", false);
    }
    note_untrained(t);
    t->record->steps = t->step;
    t->record->seconds = t->seconds + clock_seconds() - t->begun;
    t->record->fitted = t->record->status == RUN_DONE && t->streak >= t->plan->config.train.fit_times;
    return LOOP_DONE;
}

static bool keep_model(struct trainer *t, struct error *err) {
    const struct st_meta meta[] = {{"config", t->record->config}, {"run", t->record->id}};
    return !t->hooks->model || checkpoint_write(t->hooks->model, t->model, false, meta, 2, err);
}

/* A diverged model is not evaluated: it has no numbers to speak of. */
static enum run_end finish(struct trainer *t, struct error *err) {
    if (!save_checkpoint(t, err)) return RUN_END_ERROR;
    report(t, "evaluate", true);
    const double begin = clock_seconds();
    if (t->record->status == RUN_DONE &&
        !evaluate_all(t->model, &t->plan->config, &t->choice, t->record, t->hooks->stop, err))
        return stopping(t) ? RUN_END_STOPPED : RUN_END_ERROR;
    if (!keep_model(t, err)) return RUN_END_ERROR;
    t->record->eval_seconds = clock_seconds() - begin;
    t->record->peak_rss = (long)mem_peak_rss();
    t->record->finished_us = clock_utc_us();
    return RUN_END_COMPLETE;
}

static enum run_end attempt(struct trainer *t, struct error *err) {
    if (!open_trainer(t, err) || !resume(t, err)) return RUN_END_ERROR;
    switch (train_loop(t, err)) {
    case LOOP_STOPPED: return RUN_END_STOPPED;
    case LOOP_ERROR: return RUN_END_ERROR;
    case LOOP_DONE: return finish(t, err);
    }
    BUG("unknown end of the training loop");
}

enum run_end run_plan(const struct run_plan *plan, const struct run_hooks *hooks, struct run_record *record,
                      struct error *err) {
    for (;;) {
        struct trainer t = {.plan = plan, .hooks = hooks, .record = record};
        const bool had_checkpoint = hooks->checkpoint && file_exists(hooks->checkpoint);
        record_begin(plan, record);
        enum run_end end = attempt(&t, err);
        close_trainer(&t);
        bool again = end == RUN_END_ERROR && had_checkpoint && !file_exists(hooks->checkpoint);
        if (!again) return end;
        run_record_free(record);
    }
}
