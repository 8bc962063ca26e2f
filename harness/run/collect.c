#include "run/collect.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "run/choose.h"
#include "run/destination.h"
#include "run/models.h"
#include "run/work_dir.h"
#include <string.h>

struct collector {
    const struct campaign *campaign;
    struct destination *destination;
    struct collected *out;
    bool models;
};

static bool count_taking(struct collector *c, enum taking taking, int *count) {
    switch (taking) {
    case TAKING_KEPT: ++*count; return true;
    case TAKING_REFUSED: c->out->failed++; return true;
    case TAKING_EARLY:
    case TAKING_DAMAGED: c->out->missing++; return true;
    case TAKING_LATER:
    case TAKING_ERROR: break;
    }
    return false;
}

/* One result file. */
static enum taking collect_file(struct collector *c, const struct run_plan *plan, const char *folder, const char *kind,
                                const char *suffix, struct error *err) {
    char *path = work_file(folder, kind, plan->id, suffix);
    const enum taking taking = destination_collect(c->destination, plan, path, err);
    mem_free(path);
    if (taking == TAKING_EARLY) log_warn("%s", err->text);
    return taking;
}

/* The training first, if it is there, since the evaluations belong to it. */
static enum taking collect_results(struct collector *c, const struct run_plan *plan, const char *folder,
                                   struct error *err) {
    char *path = work_file(folder, "spool", plan->id, TRAINING_SUFFIX);
    const bool there = file_exists(path);
    mem_free(path);
    const enum taking training = there ? collect_file(c, plan, folder, "spool", TRAINING_SUFFIX, err) : TAKING_KEPT;
    return training == TAKING_KEPT ? collect_file(c, plan, folder, "spool", ".json", err) : training;
}

static bool collect_run(struct collector *c, const struct run_plan *plan, const char *folder, struct error *err) {
    enum held held;
    struct error why;
    bool ok;
    if (!destination_holds(c->destination, plan, &held, err)) return false;
    if (held == HELD_WHOLE) {
        c->out->stored_before++;
        return !c->models || model_copy(folder, destination_work(c->destination), plan->id, NULL, err);
    }
    switch (campaign_state(folder, plan->id)) {
    case WORK_HANDED_OVER:
        ok = count_taking(c, collect_results(c, plan, folder, &why), &c->out->stored_now);
        if (ok) return !c->models || model_copy(folder, destination_work(c->destination), plan->id, NULL, err);
        break;
    case WORK_FAILED:
        ok = count_taking(c, collect_file(c, plan, folder, "failed", ".json", &why), &c->out->failed);
        if (ok) return true;
        break;
    default: c->out->missing++; return true;
    }
    *err = why;
    return false;
}

static bool collect_slices(struct collector *c, struct error *err) {
    const struct campaign *from = c->campaign;
    bool ok = true;
    for (int k = 1; ok && k <= from->slices; k++) {
        char *folder = campaign_slice_folder(from, k);
        for (int i = k - 1; ok && i < from->suite.n; i += from->slices)
            ok = collect_run(c, from->dealt[i], folder, err);
        mem_free(folder);
    }
    return ok;
}

bool campaign_collect(const struct campaign *campaign, const char *database, bool models, struct collected *out,
                      struct error *err) {
    *out = (struct collected){.runs = campaign->suite.n};
    const double begin = clock_seconds();
    struct collector c = {.campaign = campaign, .out = out, .models = models};
    c.destination = destination_database(database, &campaign->suite, err);
    const bool ok = c.destination && destination_add_suite(c.destination, &campaign->suite, err) &&
                    choose_keep(&campaign->suite, destination_store(c.destination), err) && collect_slices(&c, err);
    destination_close(c.destination);
    out->seconds = clock_seconds() - begin;
    return ok;
}
