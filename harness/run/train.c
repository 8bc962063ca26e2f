/* The training loop. Everything that decides a number is named by the step, so that a run that stops and resumes
 * (resume.c) gives the same bits.
 */
#include "run/train.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "model/checkpoint.h"
#include "run/code.h"
#include "run/model_file.h"
#include "run/record.h"
#include "run/trainer.h"
#include "run/untrained.h"
#include <math.h>
#include <stdio.h>
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

static bool open_trainer(struct trainer *t, struct error *err) {
    const struct run_config *c = &t->plan->config;
    if (!task_set_parse(c->task, &t->set, err) || !scheme_parse(c->scheme, &t->scheme, err)) return false;
    const int longest = train_tokens(c, &t->set);
    t->model = model_new(&c->model, &t->scheme, task_set_vocabulary(&t->set), train_exposure(c, &t->set),
                         (uint64_t)c->seed, err);
    if (!t->model) return false;
    model_set_precision(t->model, (enum precision)c->train.precision);
    t->record->train_tokens = longest;
    code_of_training(&t->scheme, &t->set, t->record->code);
    if (t->plan->probe && !code_probe(t->plan, t->record->probe, err)) return false;
    t->record->parameters = model_parameter_count(t->model);
    t->maker = batch_maker_new(c, &t->set, &t->scheme, train_rows(c, &t->set));
    return true;
}

static void close_trainer(struct trainer *t) {
    model_free(t->model);
    batch_maker_free(t->maker);
}

static void reserve_training(struct trainer *t) { model_reserve(t->model, true, 0, (int)t->record->train_tokens); }

static bool take_progress(struct trainer *t) {
    return model_set_progress(t->model, (double)t->step / (double)t->plan->config.train.steps);
}

static void forget_fit(struct trainer *t) {
    t->streak = 0;
    t->record->fit_step = -1;
}

/* Components with @until must have ended before a run may stop early. */
static bool fitted_enough(const struct trainer *t) {
    const struct train_config *c = &t->plan->config.train;
    return c->stop_when_fitted && t->streak >= c->fit_times &&
           (double)t->step / (double)c->steps >= scheme_settled(&t->scheme);
}

/* what: of the step to come is not finite. */
static void diverged(struct trainer *t, const char *what) {
    struct run_record *r = t->record;
    r->status = RUN_DIVERGED;
    snprintf(r->reason, sizeof r->reason, "at step %ld the %s is not finite", t->step, what);
    t->trained = true;
}

/* The fit after `step` steps, of the whole and of each task. */
static void take_fit(struct trainer *t, double fit, const double *part) {
    const struct train_config *c = &t->plan->config.train;
    for (int k = 0; k < t->set.n; k++) t->record->part[k].fit = part[k];
    t->record->fit = fit;
    t->streak = fit >= c->fit_level ? t->streak + 1 : 0;
    if (t->streak == 0)
        forget_fit(t);
    else if (t->record->fit_step < 0)
        t->record->fit_step = t->step;
}

/* Measure the fit after `step` steps; sets the streak. It is short and never interrupted, so that a stop always finds
 * whole steps to save. A loss that is not finite is reported here, since there may be no next step to find it. */
static void measure_fit(struct trainer *t, struct curve_point *point) {
    double part[TASKS_MAX];
    bool finite;
    point->fit = evaluate_fit(t->model, &t->plan->config, &t->set, &t->scheme, part, &finite);
    reserve_training(t);
    take_fit(t, point->fit, part);
    if (!finite) diverged(t, "loss");
}

/* The count so far; only differences are meaningful. */
static double instructions(const struct trainer *t) {
    return t->hooks->instructions ? counter_read(t->hooks->instructions) : (double)NAN;
}

/* One step and what is measured after it. */
static void one_step(struct trainer *t) {
    const struct train_config *c = &t->plan->config.train;
    const double lr = learning_rate(c, t->step);
    struct step_report report;
    const double before = instructions(t);
    model_train_step(t->model, batch_train(t->maker, t->step), &c->optimiser, lr, t->step, &report);
    const double counted = instructions(t) - before;
    struct curve_point point = {
        .step = t->step, .loss = report.loss, .grad_norm = report.grad_norm, .lr = lr, .fit = (double)NAN};
    if (!report.finite) {
        run_record_add_point(t->record, &point);
        diverged(t, isfinite(report.loss) ? "gradient" : "loss");
        return;
    }
    t->step++;
    t->instructions += counted;
    if (take_progress(t)) forget_fit(t); /* it belonged to another model */
    const bool last = t->step == c->steps, measured = last || t->step % c->fit_every == 0;
    const long spacing = c->steps / CURVE_POINTS > 1 ? c->steps / CURVE_POINTS : 1;
    if (measured) measure_fit(t, &point);
    if (measured || (t->step - 1) % spacing == 0) run_record_add_point(t->record, &point);
    t->trained |= last || fitted_enough(t);
}

/* Heads are numbered through all layers, from 1. */
static void note_share(void *to, const char *series, int of, int layer, int head, double value) {
    const struct trainer *t = to;
    const double x = (double)layer * (double)t->plan->config.model.heads + head + 1;
    const struct eval_row task = {.part = scheme_tasks(&t->scheme) > 1 ? of : -1};
    run_record_add_measured(t->record, &task, "mixture", series, x, value);
}

static void note_untrained(struct trainer *t) {
    struct text text = {0};
    untrained_describe(t->model, &text);
    snprintf(t->record->untrained, sizeof t->record->untrained, "%s", text_of(&text));
    text_free(&text);
}

/* A single task is fitted by the run's rule, one of several by the last measurement. */
static void note_fits(struct trainer *t) {
    const struct train_config *c = &t->plan->config.train;
    struct run_record *r = t->record;
    r->fitted = r->status == RUN_DONE && t->streak >= c->fit_times;
    for (int k = 0; k < t->set.n; k++)
        r->part[k].fitted = t->set.n == 1 ? r->fitted : r->status == RUN_DONE && r->part[k].fit >= c->fit_level;
}

/* A model that comes from elsewhere was measured once. */
static void note_foreign_fits(struct trainer *t, double fit, const double *part) {
    const double level = t->plan->config.train.fit_level;
    struct run_record *r = t->record;
    r->fit = fit;
    r->fitted = fit >= level;
    for (int k = 0; k < t->set.n; k++) r->part[k].fit = part[k], r->part[k].fitted = part[k] >= level;
}

enum loop_end { LOOP_DONE, LOOP_STOPPED, LOOP_ERROR };

static enum loop_end train_loop(struct trainer *t, struct error *err) {
    t->begun = t->saved = clock_seconds();
    reserve_training(t);
    take_progress(t);
    t->trained = t->step >= t->plan->config.train.steps || fitted_enough(t);
    while (!t->trained) {
        if (stopping(t)) return trainer_save(t, err) ? LOOP_STOPPED : LOOP_ERROR;
        if (clock_seconds() - t->saved > t->hooks->checkpoint_seconds && !trainer_save(t, err)) return LOOP_ERROR;
        one_step(t);
        report(t, "train", false);
    }
    note_untrained(t);
    t->record->steps = t->step;
    t->record->seconds = t->seconds + clock_seconds() - t->begun;
    t->record->instructions = t->instructions;
    note_fits(t);
    return LOOP_DONE;
}

/* What a reader cannot derive from the configuration alone: L in tokens, which follows from the task. */
static bool keep_model(struct trainer *t, struct error *err) {
    char tokens[16];
    snprintf(tokens, sizeof tokens, "%ld", (long)t->record->train_tokens);
    const struct st_meta meta[] = {{"config", t->record->config}, {"run", t->record->id}, {"train_tokens", tokens}};
    const int n = sizeof meta / sizeof *meta;
    return !t->hooks->model || checkpoint_write(t->hooks->model, t->model, false, meta, n, err);
}

/* ---- evaluation, which can be interrupted too ---- */

static bool pause_evaluation(void *to) {
    struct trainer *t = to;
    const double now = clock_seconds();
    t->record->eval_seconds += now - t->begun;
    t->begun = now;
    t->stopped = stopping(t);
    const bool keep = t->stopped || now - t->saved > t->hooks->checkpoint_seconds;
    report(t, "evaluate", false);
    return (keep && !trainer_keep_rows(t, &t->trouble)) || t->stopped;
}

static enum run_end evaluate(struct trainer *t, struct error *err) {
    const struct eval_pause pause = {pause_evaluation, t};
    trainer_take_rows(t);
    t->begun = clock_seconds();
    report(t, "evaluate", true);
    if (evaluate_all(t->model, &t->plan->config, &t->set, t->record, &pause, err)) return RUN_END_COMPLETE;
    if (!t->trouble.text[0]) return t->stopped ? RUN_END_STOPPED : RUN_END_ERROR;
    *err = t->trouble;
    return RUN_END_ERROR;
}

/* A diverged model is not evaluated. */
static enum run_end evaluate_done(struct trainer *t, struct error *err) {
    const enum run_end end = t->record->status == RUN_DONE ? evaluate(t, err) : RUN_END_COMPLETE;
    if (end == RUN_END_COMPLETE) t->record->peak_rss = (long)mem_peak_rss();
    return end;
}

/* The training is complete: its model and its result file are written, and what follows can be repeated from both. A
 * diverged model is not written, since it would pass for a trained one: another attempt diverges again. */
static enum run_end finish(struct trainer *t, struct error *err) {
    struct run_record *r = t->record;
    if (r->status == RUN_DONE && t->kept != t->step && !trainer_save(t, err)) return RUN_END_ERROR;
    if (r->status == RUN_DONE) model_learned(t->model, note_share, t);
    r->peak_rss = (long)mem_peak_rss();
    r->finished_us = clock_utc_us();
    /* A training that is repeated for its model must give the stored numbers; only its evaluations are new. */
    r->again = t->plan->again && !t->plan->trained;
    if (!keep_model(t, err) || (t->hooks->trained && !t->hooks->trained(t->hooks->to, r, err))) return RUN_END_ERROR;
    r->again = t->plan->again;
    return evaluate_done(t, err);
}

static bool load_model(struct trainer *t, struct error *err) {
    struct safetensors file;
    if (!model_file_read(t->hooks->model, t->record->id, t->record->config, &file, err)) return false;
    const bool ok = checkpoint_load(&file, t->model, false, err);
    safetensors_free(&file);
    if (ok) model_set_progress(t->model, 1);
    return ok;
}

/* Loads the model of a stored training. If it is missing or damaged, the training is repeated and must give the stored
 * numbers. */
static bool load_trained(struct trainer *t) {
    struct error why;
    if (!t->hooks->model || !file_exists(t->hooks->model))
        error_set(&why, "the model of this run is not there any more");
    else if (load_model(t, &why))
        return true;
    char words[sizeof why.text + 40];
    snprintf(words, sizeof words, "%s; the run is trained again", why.text);
    if (t->hooks->note) t->hooks->note(words);
    return false;
}

/* Parameters that were not trained here, and cannot be: their fit is measured, and they count as a training of no
 * steps. Of one that is stored only the parameters are wanted. */
static bool take_foreign(struct trainer *t, struct error *err) {
    struct run_record *r = t->record;
    double part[TASKS_MAX];
    bool finite;
    if (!load_model(t, err)) {
        const struct error why = *err;
        return error_set(err, "%s; 'lexbench evaluate' of the model's file brings it back", why.text);
    }
    r->trained = !t->plan->trained;
    if (!r->trained) return true;
    const double fit = evaluate_fit(t->model, &t->plan->config, &t->set, &t->scheme, part, &finite);
    if (!finite) return error_set(err, "%s: the model's losses are not finite numbers", t->hooks->model);
    note_foreign_fits(t, fit, part);
    r->steps = 0;
    r->finished_us = clock_utc_us();
    return !t->hooks->trained || t->hooks->trained(t->hooks->to, r, err);
}

static enum run_end attempt(struct trainer *t, struct error *err) {
    if (!open_trainer(t, err)) return RUN_END_ERROR;
    if (t->plan->config.weights[0]) return take_foreign(t, err) ? evaluate_done(t, err) : RUN_END_ERROR;
    if (t->plan->trained && load_trained(t)) {
        t->record->trained = false;
        t->step = t->plan->config.train.steps;
        return evaluate_done(t, err);
    }
    trainer_resume(t);
    if (t->record->attempt < t->hooks->tries) t->record->attempt = t->hooks->tries;
    switch (train_loop(t, err)) {
    case LOOP_STOPPED: return RUN_END_STOPPED;
    case LOOP_ERROR: return RUN_END_ERROR;
    case LOOP_DONE: return finish(t, err);
    }
    BUG("unknown end of the training loop");
}

enum run_end run_plan(const struct run_plan *plan, const struct run_hooks *hooks, struct run_record *record,
                      struct error *err) {
    struct run_hooks own = *hooks;
    if (own.checkpoint_seconds <= 0) own.checkpoint_seconds = CHECKPOINT_SECONDS;
    struct trainer t = {.plan = plan, .hooks = &own, .record = record};
    record_begin(plan, record);
    const enum run_end end = attempt(&t, err);
    close_trainer(&t);
    return end;
}

/* ---- the rule of the fit, for probes ---- */

static void write_fits(const struct trainer *t, struct text *out) {
    const struct run_record *r = t->record;
    text_add(out, " %d", r->fitted);
    for (int k = 0; k < t->set.n; k++) text_add(out, " %d", r->part[k].fitted);
}

/* What is said of a run that ends now. */
static void write_end(struct trainer *t, struct text *out) {
    text_add(out, "%ld %ld %ld %d", t->step, t->streak, t->record->fit_step, fitted_enough(t));
    t->record->status = RUN_DIVERGED;
    note_fits(t), write_fits(t, out);
    t->record->status = RUN_DONE;
    note_fits(t), write_fits(t, out);
    text_add(out, "\n");
}

/* So many measurements in a row, the other task's fit beside them. */
static void try_fit(struct trainer *t, double fit, long times, struct text *out) {
    const double part[2] = {fit, 1 - fit};
    for (; times > 0; times--) {
        t->step += t->plan->config.train.fit_every;
        take_fit(t, fit, part);
        write_end(t, out);
    }
}

static void try_curve(struct trainer *t, struct text *out) {
    const struct train_config *c = &t->plan->config.train;
    const double level = c->fit_level, below = nextafter(level, -1);
    const double once[] = {0, below, level, below, 1, (double)NAN, level};
    forget_fit(t);
    for (size_t i = 0; i < sizeof once / sizeof *once; i++) try_fit(t, once[i], 1, out);
    try_fit(t, level, c->fit_times + 1, out);
    forget_fit(t);
    try_fit(t, 1, c->fit_times, out);
    try_fit(t, below, 1, out);
    t->step = c->steps; /* whatever @until says, its components have ended */
    try_fit(t, level, c->fit_times, out);
    const double apart[2] = {level, below};
    note_foreign_fits(t, below, apart), write_fits(t, out);
    note_foreign_fits(t, level, apart), write_fits(t, out);
}

void fit_rule_write(const struct run_plan *plan, struct text *out) {
    struct run_plan own = *plan;
    struct run_part part[2] = {{.trained = true}, {.trained = true}};
    own.config.train.stop_when_fitted = true;
    for (int tasks = 1; tasks <= 2; tasks++) {
        struct run_record record = {.status = RUN_DONE, .part = part, .n_parts = tasks};
        struct trainer t = {.plan = &own, .record = &record, .set = {.n = tasks}};
        if (!scheme_parse(own.config.scheme, &t.scheme, NULL)) BUG("a resolved configuration does not parse");
        try_curve(&t, out);
    }
}
