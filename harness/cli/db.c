/* db: check, fingerprint, back up, merge and upgrade databases. */
#include "base/file.h"
#include "base/log.h"
#include "cli/command.h"
#include "results/store.h"
#include "run/merge.h"
#include "run/models.h"
#include <stdio.h>
#include <string.h>

static const struct flag db_flags[] = {FLAG_DB,
                                       {"no-models", 0, NULL, NULL, "backup: without the trained models"},
                                       {"suite", 0, "NAME", NULL, "export: only the runs of this suite (default: all)"},
                                       {0}};

/* A missing model is no error: its run can be trained again, or was only kept for its numbers. */
static bool say_models(struct store *store, const char *database, struct error *err) {
    struct text ids = {0};
    const int missing = models_missing(store, database, &ids, err);
    if (missing > 0)
        printf("the model%s of %d run%s %s missing (%s): they cannot be exported, and evaluating them further trains "
               "them again\n",
               missing == 1 ? "" : "s", missing, missing == 1 ? "" : "s", missing == 1 ? "is" : "are", text_of(&ids));
    text_free(&ids);
    return missing >= 0;
}

static bool check(const struct call *call, struct store *store, struct error *err) {
    struct text report = {0};
    const bool ok = store_check(store, &report, err);
    fputs(text_of(&report), stdout);
    text_free(&report);
    if (!ok || !say_models(store, flag_value(call, "db"), err)) return false;
    printf("ok\n");
    return true;
}

static bool fingerprint(struct store *store, struct error *err) {
    char hash[RUN_ID_SIZE];
    if (!store_fingerprint(store, hash, err)) return false;
    printf("%s\n", hash);
    return true;
}

/* The models first: a copy that was interrupted is begun again under the same name. */
static bool backup(const struct call *call, struct store *store, struct error *err) {
    const char *database = flag_value(call, "db"), *to = call->argument[1];
    struct text gone = {0};
    int copied = 0;
    if (file_exists(to)) return error_set(err, "%s is there already; name another file", to);
    if (!flag_given(call, "no-models") && !models_copy(store, database, to, &copied, err)) return false;
    if (!store_backup(store, to, err)) return false;
    log_info("%s and %d model%s beside it", to, copied, copied == 1 ? "" : "s");
    if (!flag_given(call, "no-models")) models_gone(database, &gone);
    if (gone.size) log_warn("%s", text_of(&gone));
    text_free(&gone);
    return true;
}

static bool export(const struct call *call, struct store *store, struct error *err) {
    const char *to = call->argument[1], *suite = flag_value(call, "suite");
    if (!store_export(store, suite, 0, to, err)) return false;
    struct store *record = store_open_readonly(to, err);
    const bool told = record && fingerprint(record, err);
    store_close(record);
    return told;
}

static void say_conflict(const char *line) { log_warn("%s", line); }

static int merge(const struct call *call, struct error *err) {
    struct merge_report r;
    const char *from = call->argument[1], *into = flag_value(call, "db");
    if (store_is_record(from))
        return error_set(err, "%s is a record, which lacks what a merge compares; merge the database it was made from",
                         from),
               report_error(err);
    if (!merge_databases(from, into, say_conflict, &r, err)) return report_error(err);
    log_info("%d run%s: %d new, %d stored before; %d new evaluations, %d model%s, %d with other numbers than are "
             "stored; results in %s",
             r.runs, r.runs == 1 ? "" : "s", r.new_trainings, r.stored_before, r.new_cells, r.models,
             r.models == 1 ? "" : "s", r.conflicts, into);
    if (r.apart_cells)
        log_warn("%d of the new evaluations were made by other code than the others of their arms here; tables show "
                 "each code in a row of its own",
                 r.apart_cells);
    return r.conflicts ? EXIT_SOME_FAILED : EXIT_OK;
}

static bool takes_name(const char *what) {
    return strcmp(what, "backup") == 0 || strcmp(what, "export") == 0 || strcmp(what, "merge") == 0;
}

static int look_after(const struct call *call, struct store *store, struct error *err) {
    const char *what = call->argument[0];
    bool ok = true;
    if (strcmp(what, "check") == 0)
        ok = check(call, store, err);
    else if (strcmp(what, "fingerprint") == 0)
        ok = fingerprint(store, err);
    else if (strcmp(what, "backup") == 0)
        ok = backup(call, store, err);
    else if (strcmp(what, "export") == 0)
        ok = export(call, store, err);
    return ok ? EXIT_OK : report_error(err);
}

static int cmd_db(const struct call *call) {
    struct error err = {0};
    const char *what = call->argument[0], *database = flag_value(call, "db");
    if ((call->n == 2) != takes_name(what))
        return error_set(&err, "usage: lexbench db %s", call->command->arguments), report_error(&err);
    if (strcmp(what, "merge") == 0) return merge(call, &err);
    /* Opening for writing is what upgrades; it would also make a database where there is none. */
    const bool upgrade = strcmp(what, "upgrade") == 0 && file_exists(database);
    struct store *store = (upgrade ? store_open : store_open_readonly)(database, &err);
    if (!store) return report_error(&err);
    const int code = look_after(call, store, &err);
    store_close(store);
    return code;
}

const struct command command_db = {
    .name = "db",
    .arguments = "check | fingerprint | backup FILE | export FILE.zst [--suite NAME] | merge FROM | upgrade",
    .summary = "check, back up, export, upgrade or merge databases",
    .text =
        "  lexbench db check\n  lexbench db backup copy.db\n  lexbench db export --suite quickstart "
        "quickstart.sqlite.zst\n  "
        "lexbench db merge colleague.db\n  lexbench db upgrade\n\nThe trained models are beside the database, in "
        "DB.work/model, copies of their plugins in DB.work/plugin: backup and merge copy both, and "
        "check says which models are missing. Move that folder with the database.\n\nexport writes a record: what "
        "tables, "
        "charts and claims read of a suite, in one small file without models, and prints its fingerprint. "
        "Commands that read take it as --db; 'zstd -d' makes a database of it.\n\nmerge adds everything that FROM has: "
        "runs with their evaluations, suites, which codes were found to be the same, verdicts. New evaluations of "
        "a stored run are added, and those of more examples replace those of fewer; one with other numbers than "
        "are stored is reported and left out (exit code 4). Merging again is harmless.",
    .words = "check|fingerprint|backup|export|merge|upgrade",
    .least = 1,
    .most = 2,
    FLAGS(db_flags),
    .run = cmd_db,
};
