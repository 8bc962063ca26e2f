/* rm and tag: remove or rename what is stored. */
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "cli/command.h"
#include "results/store.h"
#include "run/work_dir.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct flag rm_flags[] = {FLAG_DB, {"yes", 'y', NULL, NULL, "do not ask"}, {0}};
static const struct flag tag_flags[] = {FLAG_DB, {0}};

/* What is to go: a row for each run. */
static struct table *runs_of_suite(struct store *store, const char *name, struct error *err) {
    return store_query(
        store,
        "SELECT DISTINCT run FROM suite_run WHERE suite = ?1 AND run NOT IN (SELECT run FROM suite_run WHERE suite "
        "<> ?1)",
        &name, 1, err);
}

static bool has_suite(struct store *store, const char *name) {
    struct table *t = store_query(store, "SELECT 1 FROM suite WHERE name = ?1", &name, 1, NULL);
    const bool found = t && table_rows(t) > 0;
    table_free(t);
    return found;
}

static bool agreed(const struct call *call, const char *what) {
    char line[16] = "";
    if (flag_given(call, "yes")) return true;
    if (!isatty(STDIN_FILENO)) return false;
    printf("remove %s with all evaluations and models? [y/N] ", what);
    fflush(stdout);
    return fgets(line, sizeof line, stdin) && (*line == 'y' || *line == 'Y');
}

static bool remove_run(const struct call *call, struct store *store, const char *id, struct error *err) {
    if (!store_remove(store, id, err)) return false;
    char *work = work_dir_of(flag_value(call, "db"));
    work_forget(work, id);
    mem_free(work);
    return true;
}

static bool remove_suite(const struct call *call, struct store *store, const char *name, struct error *err) {
    char what[256];
    struct table *runs = runs_of_suite(store, name, err);
    if (!runs) return false;
    const int n = table_rows(runs);
    snprintf(what, sizeof what, "suite '%s' and the %d run%s that no other suite has", name, n, n == 1 ? "" : "s");
    bool ok = agreed(call, what) ||
              error_set(err, "nothing was removed; --yes removes without being asked, as where there is no terminal");
    for (int i = 0; ok && i < n; i++) ok = remove_run(call, store, table_at(runs, i, 0), err);
    ok = ok && store_remove_suite(store, name, err);
    if (ok) log_info("removed suite '%s' and %d run%s", name, n, n == 1 ? "" : "s");
    table_free(runs);
    return ok;
}

static bool remove_runs(const struct call *call, struct store *store, struct error *err) {
    char what[64], (*id)[RUN_ID_SIZE] = mem_zero((size_t)call->n, sizeof *id);
    bool ok = true;
    for (int i = 0; ok && i < call->n; i++)
        ok = store_find_run(store, call->argument[i], id[i], err) ||
             error_prefix(err, "'%s' is neither a run nor a suite of %s", call->argument[i], flag_value(call, "db"));
    snprintf(what, sizeof what, "%d run%s", call->n, call->n == 1 ? "" : "s");
    ok =
        ok && (agreed(call, what) ||
               error_set(err, "nothing was removed; --yes removes without being asked, as where there is no terminal"));
    for (int i = 0; ok && i < call->n; i++) ok = remove_run(call, store, id[i], err);
    if (ok) log_info("removed %s", what);
    mem_free(id);
    return ok;
}

/* Only what is there is opened for writing: opening would make a database. */
static struct store *open_there(const struct call *call, struct error *err) {
    const char *path = flag_value(call, "db");
    if (file_exists(path)) return store_open(path, err);
    return store_open_readonly(path, err);
}

/* Takes the lock of those who run into the database: what they work on would come back, or be missed at the end. */
static int cmd_rm(const struct call *call) {
    const char *database = flag_value(call, "db");
    const bool there = file_exists(database);
    struct error err = {0};
    const int lock = there ? work_lock(database, &err) : -1;
    struct store *store = there && lock < 0 ? NULL : open_there(call, &err);
    const bool suite = store && call->n == 1 && has_suite(store, call->argument[0]);
    const bool ok =
        store && (suite ? remove_suite(call, store, call->argument[0], &err) : remove_runs(call, store, &err));
    store_close(store);
    if (lock >= 0) close(lock);
    return ok ? EXIT_OK : report_error(&err);
}

/* What tables call arms; what changes with the runs and labels of a suite. */
static struct table *names_of(struct store *store, struct error *err) {
    return store_query(store,
                       "SELECT a.suite, m.task, a.arm, a.version, a.name FROM suite_arm a JOIN arm m ON m.id = a.arm "
                       "ORDER BY a.suite, a.arm, a.version, a.name",
                       NULL, 0, err);
}

static bool same_arm(const struct table *was, int i, const struct table *now, int k) {
    for (int c = 0; c < 4; c++)
        if (strcmp(table_at(was, i, c), table_at(now, k, c)) != 0) return false;
    return true;
}

static void say_names(const struct table *was, const struct table *now) {
    for (int i = 0; i < table_rows(was); i++)
        for (int k = 0; k < table_rows(now); k++)
            if (same_arm(was, i, now, k) && strcmp(table_at(was, i, 4), table_at(now, k, 4)) != 0)
                log_info("%s, %s: '%s' is called '%s' now", table_at(was, i, 0), table_at(was, i, 1),
                         table_at(was, i, 4), table_at(now, k, 4));
}

static bool label_run(struct store *store, const char *id, const char *label, struct error *err) {
    struct table *was = names_of(store, err), *now = NULL;
    const bool ok = was && store_label_arm(store, id, label, err) && (now = names_of(store, err)) != NULL;
    if (ok) say_names(was, now);
    table_free(was);
    table_free(now);
    return ok;
}

static int cmd_tag(const struct call *call) {
    struct error err = {0};
    char id[RUN_ID_SIZE];
    struct store *store = open_there(call, &err);
    const bool ok =
        store && store_find_run(store, call->argument[0], id, &err) && label_run(store, id, call->argument[1], &err);
    store_close(store);
    return ok ? EXIT_OK : report_error(&err);
}

const struct command command_rm = {
    .name = "rm",
    .arguments = "RUN... | SUITE-NAME",
    .summary = "remove runs, or a suite with the runs that no other suite has",
    .text =
        "  lexbench rm 3fa9c1\n  lexbench rm quickstart --yes\n\nRemoves trainings with their evaluations and models. "
        "Asks first, unless --yes is given.",
    .least = 1,
    .most = -1,
    FLAGS(rm_flags),
    .run = cmd_rm};
const struct command command_tag = {
    .name = "tag",
    .arguments = "RUN LABEL",
    .summary = "rename a run's arm",
    .text =
        "  lexbench tag 3fa9c1 'rope, low rate'\n\nThe new label applies to all runs "
        "that differ from this one only in their seed, in every suite that has them. Says what else is called "
        "differently then: names state the settings in which "
        "arms differ. A label that is another arm's name, or states a setting that the run does not have, is refused.",
    .least = 2,
    .most = 2,
    FLAGS(tag_flags),
    .run = cmd_tag};
