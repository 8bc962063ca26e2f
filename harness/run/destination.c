#include "run/destination.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "run/attempt.h"
#include "run/record.h"
#include "run/resume.h"
#include "run/versions.h"
#include "run/work_dir.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct destination {
    struct store *store; /* NULL: a folder */
    char *work;
    char suite[128], *labels; /* NULL: not known */
    int lock;                 /* -1: none */
};

static struct destination *destination_new(char *work) {
    struct destination *o = mem_zero(1, sizeof *o);
    o->work = work;
    o->lock = -1;
    return o;
}

void destination_close(struct destination *o) {
    if (!o) return;
    store_close(o->store);
    if (o->lock >= 0) close(o->lock);
    mem_free(o->work);
    mem_free(o->labels);
    mem_free(o);
}

struct store *destination_store(const struct destination *o) {
    return o->store;
}
const char *destination_work(const struct destination *o) { return o->work; }

static bool make_directory(struct destination *o, const char *kind, struct error *err) {
    char *path = path_join(o->work, kind);
    bool ok = dir_make(path, err);
    mem_free(path);
    return ok;
}

static const char *const kinds[] = {"plan", "checkpoint", "attempt", "spool", "model", "log"};
enum { KINDS = sizeof kinds / sizeof *kinds };

static bool make_directories(struct destination *o, struct error *err) {
    for (size_t i = 0; i < KINDS; i++)
        if (!make_directory(o, kinds[i], err)) return false;
    return true;
}

/* Under the lock: ends workers that outlived their scheduler, and removes half-written files of killed processes. */
static bool clear_away(struct destination *o, struct error *err) {
    char *dir = path_join(o->work, "attempt"), **names;
    int n;
    bool ok = dir_list(dir, ".attempt", &names, &n, err);
    for (int i = 0; i < n; i++) {
        char *path = path_join(dir, names[i]);
        struct attempt old;
        if (attempt_read(path, &old)) attempt_end(&old);
        mem_free(path);
    }
    dir_free(names, n);
    mem_free(dir);
    for (size_t i = 0; i < KINDS; i++) {
        char *kind = path_join(o->work, kinds[i]);
        dir_sweep(kind);
        mem_free(kind);
    }
    return ok;
}

/* The result file of the run with this id. */
static bool read_file(const char *path, const char *id, struct run_record *record, struct error *err) {
    if (!result_file_read(path, record, err)) return false;
    if (strcmp(record->id, id) == 0) return true;
    error_set(err, "%s belongs to another run, %.12s", path, record->id);
    return error_is(err, ERROR_DAMAGED);
}

static void set_aside(const char *path, const struct error *why) {
    struct text aside = {0};
    text_add(&aside, "%s.damaged", path);
    log_warn("%s; it is kept as %s", why->text, text_of(&aside));
    if (rename(path, text_of(&aside)) != 0) log_warn("cannot rename %s", path);
    text_free(&aside);
}

/* Whether it is the same failure, and not a later one of the same run. */
static bool stored_failure(struct destination *o, const struct run_record *record) {
    char at[32];
    snprintf(at, sizeof at, "%lld", (long long)record->finished_us);
    const char *const bound[] = {record->id, at};
    struct table *t = store_query(
        o->store, "SELECT 1 FROM run WHERE id = ?1 AND status = 'failed' AND finished_us = CAST(?2 AS INTEGER)", bound,
        2, NULL);
    const bool found = t && table_rows(t) > 0;
    table_free(t);
    return found;
}

bool destination_take_failure(struct destination *o, const struct run_record *record, struct error *err) {
    if (o->store)
        return stored_failure(o, record) || (store_ingest(o->store, record, err) &&
                                             store_event(o->store, record->id, "failed", record->reason, err));
    char *path = work_file(o->work, "failed", record->id, ".json");
    bool ok = result_file_write(path, record, err);
    mem_free(path);
    return ok;
}

/* If the tables refuse the failure as well, it is only reported. */
static enum taking keep_refused(struct destination *o, const char *path, struct run_record *record, struct error *err) {
    struct error why;
    run_record_fail(record, err->text);
    log_error("%s; the results stay in %s", err->text, path);
    if (destination_take_failure(o, record, &why) || why.kind != ERROR_PLAIN) return TAKING_REFUSED;
    *err = why;
    return TAKING_ERROR;
}

/* Handles a file that could not be read or stored. */
static enum taking not_kept(struct destination *o, const char *path, struct run_record *record, struct error *err) {
    switch (err->kind) {
    case ERROR_DAMAGED:
    case ERROR_CONFLICT: return set_aside(path, err), TAKING_DAMAGED;
    case ERROR_REFUSED: return keep_refused(o, path, record, err);
    case ERROR_EARLY:
    case ERROR_NEWER: return TAKING_EARLY;
    case ERROR_BUSY: return TAKING_LATER;
    case ERROR_PLAIN: break;
    }
    return TAKING_ERROR;
}

/* A worker continues from what is stored, so that its rows are not all its own. Where each is stored, it has done them
 * anew, and the last one counts. */
static int newest_row(struct destination *o, const struct run_record *r) {
    for (int i = r->n_eval - 1; o->store && i >= 0; i--) {
        struct eval_row *row = &r->eval[i];
        const struct asked_cell cell = {r->part[row->part].task, row->variant, row->length, row->examples};
        bool stored = true;
        if (store_has_cells(o->store, r->id, &cell, 1, &stored, NULL) && !stored) return i;
    }
    return r->n_eval - 1;
}

/* A result file in the work directory: a training, or evaluations. It is removed only after the store has it.
 */
static enum taking take_spooled(struct destination *o, const char *id, const char *suffix, struct run_record *record,
                                struct error *err) {
    char *path = work_file(o->work, "spool", id, suffix);
    enum taking taking = TAKING_KEPT;
    bool ok = read_file(path, id, record, err);
    if (ok) record->newest = newest_row(o, record);
    if (ok && o->store) ok = store_ingest(o->store, record, err) && file_remove(path, err);
    if (!ok) taking = not_kept(o, path, record, err);
    mem_free(path);
    return taking;
}

static bool is_spooled(const struct destination *o, const char *id, const char *suffix) {
    char *path = work_file(o->work, "spool", id, suffix);
    const bool there = file_exists(path);
    mem_free(path);
    return there;
}

/* One file of the spool; its evaluations complete a run. */
static bool take_leftover(struct destination *o, const char *id, const char *suffix, struct error *err) {
    struct run_record record = {0};
    struct error why;
    const enum taking taking = take_spooled(o, id, suffix, &record, &why);
    const bool ok = taking != TAKING_LATER && taking != TAKING_ERROR;
    if (taking == TAKING_KEPT && !record.trained) work_tidy(o->work, id);
    if (taking == TAKING_EARLY) log_warn("%s", why.text);
    if (!ok) *err = why;
    run_record_free(&record);
    return ok;
}

/* Cuts the suffix off a file's name, if it has it and an id is left. */
static bool cut_suffix(char *name, const char *suffix) {
    const size_t n = strlen(name), m = strlen(suffix);
    if (n <= m || strcmp(name + n - m, suffix) != 0) return false;
    name[n - m] = '\0';
    const bool id = run_id_is_valid(name);
    if (!id) name[n - m] = *suffix;
    return id;
}

static bool take_leftovers(struct destination *o, const char *suffix, struct error *err) {
    char *spool = path_join(o->work, "spool"), **names;
    int n;
    bool ok = dir_list(spool, suffix, &names, &n, err);
    for (int i = 0; ok && i < n; i++)
        if (cut_suffix(names[i], suffix)) ok = take_leftover(o, names[i], suffix, err);
    dir_free(names, n);
    mem_free(spool);
    return ok;
}

/* Result files that an earlier scheduler did not store: trainings first, since evaluations belong to them. */
static bool ingest_leftovers(struct destination *o, struct error *err) {
    return take_leftovers(o, TRAINING_SUFFIX, err) && take_leftovers(o, ".json", err);
}

struct destination *destination_database(const char *database, const struct suite *suite, struct error *err) {
    struct destination *o = destination_new(work_dir_of(database));
    snprintf(o->suite, sizeof o->suite, "%s", suite->name);
    if (suite->labels) o->labels = mem_text(suite->labels);
    if ((o->lock = work_lock(database, err)) >= 0 && make_directories(o, err) &&
        (o->store = store_open(database, err)) != NULL && clear_away(o, err) && ingest_leftovers(o, err))
        return o;
    destination_close(o);
    return NULL;
}

/* A label of the suite is stored for another scheme too. */
static bool say_namesake(struct destination *o, const struct run_plan *plan, struct error *err) {
    struct text scheme = {0};
    const bool ok =
        store_namesake(o->store, plan->suite, plan->task_short, plan->label, plan->scheme_short, &scheme, err);
    if (ok && scheme.size)
        log_info("the label '%s' is in suite %s that of another scheme on %s too, %s; tables name both by what differs",
                 plan->label, plan->suite, plan->task_short, text_of(&scheme));
    text_free(&scheme);
    return ok;
}

/* A stored run's arm gets another label than it had. *said: that there was such a run. */
static bool say_renamed(struct destination *o, const struct run_plan *plan, bool *said, struct error *err) {
    struct text was = {0};
    const bool ok = store_earlier_label(o->store, plan->suite, plan->id, plan->label, o->labels, &was, err);
    *said = was.size > 0;
    if (ok && *said)
        log_info("what suite %s called '%s' on %s is called '%s' from now on", plan->suite, text_of(&was),
                 plan->task_short, plan->label);
    text_free(&was);
    return ok;
}

/* What the suite's labels do to names that are stored: once for each arm. Plans of an arm are adjacent. Labels that are
 * not known come from the store. */
static bool say_labels(struct destination *o, const struct suite *suite, struct error *err) {
    bool ok = true, said = false;
    for (int i = 0; ok && o->labels && i < suite->n; i++) {
        const struct run_plan *plan = &suite->plan[i], *last = i ? plan - 1 : NULL;
        const bool first =
            !last || strcmp(last->label, plan->label) != 0 || strcmp(last->task_short, plan->task_short) != 0;
        if (first) said = false, ok = say_namesake(o, plan, err);
        if (ok && !said) ok = say_renamed(o, plan, &said, err);
    }
    return ok;
}

bool destination_add_suite(struct destination *o, const struct suite *suite, struct error *err) {
    return say_labels(o, suite, err) && store_add_suite(o->store, suite->name, suite->about, suite->text, err) &&
           (!suite->overrides || store_add_command(o->store, suite->name, suite->overrides, err));
}

struct destination *destination_folder(const char *folder, struct error *err) {
    struct destination *o = destination_new(mem_text(folder));
    if (make_directories(o, err) && make_directory(o, "failed", err)) return o;
    destination_close(o);
    return NULL;
}

/* ---- what is stored ---- */

struct asked {
    struct asked_cell *cell;
    int n;
};

static bool is_asked(const struct asked *a, const char *task, const char *variant, long length) {
    for (int i = 0; i < a->n; i++)
        if (a->cell[i].length == length && strcmp(a->cell[i].variant, variant) == 0 &&
            strcmp(a->cell[i].task, task) == 0)
            return true;
    return false;
}

static void ask(struct asked *a, const char *task, const char *variant, long length, long examples) {
    const size_t size = sizeof *a->cell, n = (size_t)a->n;
    if (is_asked(a, task, variant, length)) return;
    if ((n & (n - 1)) == 0) a->cell = mem_grow(a->cell, size * n, size * (n ? 2 * n : 1));
    a->cell[a->n++] = (struct asked_cell){mem_text(task), mem_text(variant), length, examples};
}

static bool ask_tasks(struct asked *a, const struct run_config *c, const char *tasks, struct error *err) {
    struct task_set set;
    struct text task = {0};
    char variant[OPTION_TEXT_SIZE];
    if (!task_set_parse(tasks, &set, err)) return false;
    for (int k = 0; k < set.n; k++) {
        text_clear(&task);
        task_set_name(&set, k, &task);
        for (int v = 0; config_nth_variant(c, v, variant); v++)
            for (int i = 0; i < c->eval.lengths.n; i++)
                ask(a, text_of(&task), variant, c->eval.lengths.value[i],
                    task_tests(&set.part[k], (int)c->eval.lengths.value[i], c->eval.examples));
    }
    text_free(&task);
    return true;
}

struct asked *asked_of(const struct run_config *c, struct error *err) {
    struct asked *a = mem_zero(1, sizeof *a);
    char other[OPTION_TEXT_SIZE];
    bool ok = ask_tasks(a, c, c->task, err);
    for (int i = 0; ok && config_other_task(c, i, other); i++) ok = ask_tasks(a, c, other, err);
    if (ok) return a;
    asked_free(a);
    return NULL;
}

void asked_free(struct asked *a) {
    for (int i = 0; a && i < a->n; i++) {
        mem_free(a->cell[i].task);
        mem_free(a->cell[i].variant);
    }
    if (a) mem_free(a->cell);
    mem_free(a);
}

bool stored_of_run(struct store *store, const char *id, const struct asked *asked, bool *there, enum run_status *status,
                   enum held *held, struct error *err) {
    bool all = true;
    *held = HELD_NOT;
    if (!store_run_status(store, id, there, status, err)) return false;
    if (!*there || (*status != RUN_DONE && *status != RUN_DIVERGED)) return true;
    if (*status == RUN_DONE && !store_has_cells(store, id, asked->cell, asked->n, &all, err)) return false;
    *held = all ? HELD_WHOLE : HELD_TRAINING;
    return true;
}

/* Adds a stored run to this suite. */
static bool holds_stored(struct destination *o, const struct run_plan *plan, enum held *held, struct error *err) {
    enum run_status status = RUN_FAILED;
    bool there;
    struct asked *asked = asked_of(&plan->config, err);
    const bool ok = asked && stored_of_run(o->store, plan->id, asked, &there, &status, held, err);
    asked_free(asked);
    return ok &&
           (*held == HELD_NOT || store_link(o->store, o->suite, plan->id, plan->label, plan->ordinal, o->labels, err));
}

bool destination_holds(struct destination *o, const struct run_plan *plan, enum held *held, struct error *err) {
    if (o->store) return holds_stored(o, plan, held, err);
    *held = is_spooled(o, plan->id, ".json") ? HELD_WHOLE : HELD_NOT;
    return true;
}

/* Evaluations that wait for a training which is not stored. */
static bool waits_for_training(const struct destination *o, const char *id) {
    char *path = work_file(o->work, "spool", id, ".json");
    struct run_record record = {0};
    struct error ignored;
    bool there = true;
    const bool waits = result_file_read(path, &record, &ignored) && !record.trained &&
                       store_holds(o->store, id, &there, &ignored) && !there;
    run_record_free(&record);
    mem_free(path);
    return waits;
}

/* Evaluations alone keep nobody from training the run that they belong to: it gives them again. */
bool destination_refused(const struct destination *o, const struct run_plan *plan) {
    return o->store && (is_spooled(o, plan->id, TRAINING_SUFFIX) ||
                        (is_spooled(o, plan->id, ".json") && !waits_for_training(o, plan->id)));
}

/* Writes the stored evaluations of a run, or what an earlier attempt made of them, where a worker will read them. */
bool destination_prepare(struct destination *o, const struct run_plan *plan, struct error *err) {
    char *stem = work_file(o->work, "checkpoint", plan->id, "");
    struct run_record record = {0};
    bool ok = true;
    if (o->store && plan->trained) {
        if (!rows_read(stem, plan->id, &record)) {
            record_begin(plan, &record);
            ok = store_read_cells(o->store, plan->id, &record, err);
        }
        ok = ok && drop_other_cells(o->store, plan, &record, err) && rows_keep(stem, &record, err);
        run_record_free(&record);
    }
    mem_free(stem);
    return ok;
}

/* ---- result files of workers ---- */

enum taking destination_take(struct destination *o, const struct run_plan *plan, struct run_record *training,
                             struct run_record *evaluations, struct error *err) {
    enum taking taking = TAKING_KEPT;
    if (is_spooled(o, plan->id, TRAINING_SUFFIX)) taking = take_spooled(o, plan->id, TRAINING_SUFFIX, training, err);
    if (taking == TAKING_KEPT) taking = take_spooled(o, plan->id, ".json", evaluations, err);
    if (taking == TAKING_KEPT) work_tidy(o->work, plan->id);
    if (taking == TAKING_KEPT && !o->store) work_drop(o->work, "failed", plan->id, ".json");
    return taking;
}

static bool store_collected(struct destination *o, const struct run_record *record, struct error *err) {
    return record->status == RUN_FAILED ? destination_take_failure(o, record, err)
                                        : store_ingest(o->store, record, err);
}

enum taking destination_collect(struct destination *o, const struct run_plan *plan, const char *path,
                                struct error *err) {
    REQUIRE(o->store);
    struct run_record record = {0};
    const bool ok = read_file(path, plan->id, &record, err) && store_collected(o, &record, err) &&
                    store_link(o->store, o->suite, plan->id, plan->label, plan->ordinal, o->labels, err);
    const enum taking taking = ok ? TAKING_KEPT : not_kept(o, path, &record, err);
    run_record_free(&record);
    return taking;
}
