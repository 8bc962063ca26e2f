#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "cli/gate.h"
#include <stdio.h>
#include <string.h>

static const struct flag baseline_flags[] = {
    FLAG_DIR,
    FLAG_DB,
    FLAG_SUITE,
    {"reason", 0, "TEXT", NULL, "why the results are accepted"},
    {"seeds", 0, "N", "64", "reserve: how many it has in the end"},
    {"revision", 0, "NAME", NULL, "reserve: revision of the program (default: that it was built from)"},
    FLAG_JOBS,
    {"retry", 0, NULL, NULL, "reserve: also runs whose attempts died too often"},
    FLAG_FORMAT,
    {"quiet", 'q', NULL, NULL, "only warnings and errors"},
    {0}};

/* The snapshot that the name will refer to: the given side, or else the last night of the given suite, of the suite
 * with that name, or of any. It is kept in the ledger. */
static bool chosen(const struct call *call, struct store *ledger, struct snapshot *out, char *words,
                   struct error *err) {
    if (call->n == 3)
        return side_find(call, call->argument[2], out, words, err) && (out->id || snapshot_keep(ledger, out, err));
    long id = snapshot_newest(ledger, flag_given(call, "suite") ? flag_value(call, "suite") : call->argument[1]);
    if (id == 0 && !flag_given(call, "suite")) id = snapshot_newest(ledger, NULL);
    if (id == 0) {
        error_set(err, "%s has no night yet; run 'lexbench nightly SUITE', or name a database",
                  flag_value(call, "dir"));
        err->exit_code = EXIT_NOTHING;
        return false;
    }
    if (!snapshot_load(ledger, id, out, err)) return false;
    snprintf(words, 400, "revision %s: suite %s", out->revision, out->suite);
    return true;
}

/* save makes a name, accept moves one, and neither does the other's work by mistake. */
static bool may_set(const struct call *call, struct store *ledger, struct error *err) {
    const char *what = call->argument[0], *name = call->argument[1];
    if (!*name || strpbrk(name, "/\n\t"))
        return error_set(err, "a baseline needs a name, without slashes, tabs and line breaks");
    const bool there = baseline_find(ledger, name) != 0, saves = strcmp(what, "save") == 0;
    if (saves && there)
        return error_set(err, "baseline %s is there already; 'lexbench baseline accept %s --reason TEXT' moves it",
                         name, name);
    if (!saves && !there)
        return error_set(err, "there is no baseline %s; 'lexbench baseline save %s' makes it", name, name);
    return saves || (flag_given(call, "reason") && *flag_value(call, "reason")) ||
           error_set(err, "baseline accept needs --reason TEXT: it stays in the ledger with the new baseline");
}

static bool set(const struct call *call, struct store *ledger, struct error *err) {
    struct snapshot s;
    char words[400];
    const char *reason = flag_given(call, "reason") ? flag_value(call, "reason") : "";
    if (!may_set(call, ledger, err) || !chosen(call, ledger, &s, words, err)) return false;
    const bool ok = baseline_set(ledger, call->argument[1], s.id, reason, err);
    if (ok)
        log_info("baseline %s is now %s, %d runs; 'lexbench baseline reserve %s SUITE' lets nights watch for slow "
                 "declines",
                 call->argument[1], words, s.n_runs, call->argument[1]);
    snapshot_free(&s);
    return ok;
}

static int print(struct table *t, enum table_format format, const char *caption, struct error *err) {
    if (!t) return report_error(err);
    const int rows = table_rows(t);
    table_caption(t, "baseline", "%s", caption);
    table_print(t, format, stdout);
    table_free(t);
    return rows ? EXIT_OK : EXIT_NOTHING;
}

static int list(struct store *ledger, enum table_format format, struct error *err) {
    return print(store_query(ledger,
                             "SELECT name, suite, revision, runs, datetime(at / 1000000, 'unixepoch') AS since, "
                             "times_set, reason FROM v_baseline",
                             NULL, 0, err),
                 format, "Baselines: what each name refers to now, and why.", err);
}

/* The snapshots that the name referred to, then the cells of the current one. */
static int show(const struct call *call, struct store *ledger, enum table_format format, struct error *err) {
    const char *name = call->argument[1];
    if (!baseline_find(ledger, name)) {
        error_set(err, "there is no baseline %s; 'lexbench baseline list' lists them", name);
        err->exit_code = EXIT_NOTHING;
        return report_error(err);
    }
    if (format == TABLE_TEXT) {
        print(store_query(ledger,
                          "SELECT datetime(b.at / 1000000, 'unixepoch') AS since, s.suite, s.revision, b.reason FROM "
                          "baseline b JOIN snapshot s ON s.id = b.snapshot WHERE b.name = ?1 ORDER BY b.at DESC",
                          &name, 1, err),
              format, "", err);
        putchar('\n');
    }
    struct text caption = {0};
    text_add(&caption, "Baseline %s: each cell's score over its seeds, the mean, the least and the greatest.", name);
    const int code =
        print(store_query(ledger,
                          "SELECT c.task, c.label, c.variant, c.length, c.multiple, count(*) AS seeds, avg(c.score) "
                          "AS mean, min(c.score) AS low, max(c.score) AS high FROM v_baseline b JOIN snapshot_cell "
                          "c ON c.snapshot = b.snapshot "
                          "JOIN snapshot_run r USING (snapshot, task, label, seed) WHERE b.name = ?1 GROUP BY "
                          "c.task, c.label, c.variant, c.length ORDER BY min(r.ordinal), c.variant, c.length",
                          &name, 1, err),
              format, text_of(&caption), err);
    text_free(&caption);
    return code;
}

static bool check_usage(const struct call *call, struct error *err) {
    const char *what = call->argument[0];
    static const struct {
        const char *word;
        int least, most;
    } use[] = {{"list", 1, 1}, {"show", 2, 2}, {"save", 2, 3}, {"accept", 2, 3}, {"reserve", 3, ARGUMENTS_MAX}};
    bool fits = false;
    for (size_t i = 0; i < sizeof use / sizeof *use; i++)
        fits |= strcmp(what, use[i].word) == 0 && call->n >= use[i].least && call->n <= use[i].most;
    return fits || error_set(err, "usage: lexbench baseline %s", call->command->arguments);
}

static int cmd_baseline(const struct call *call) {
    struct error err = {0};
    enum table_format format;
    const char *what = call->argument[0];
    log_quiet(flag_given(call, "quiet"));
    if (!flag_format(call, &format, &err) || !check_usage(call, &err)) return report_error(&err);
    const bool reads = strcmp(what, "list") == 0 || strcmp(what, "show") == 0;
    char *path = ledger_path(call);
    struct store *ledger = NULL;
    if (reads && !file_exists(path)) {
        error_set(&err,
                  "there is no %s yet; 'lexbench nightly SUITE' and 'lexbench baseline save NAME DATABASE' make it",
                  path);
        err.exit_code = EXIT_NOTHING;
    } else if (reads || dir_make(flag_value(call, "dir"), &err)) {
        ledger = (reads ? store_open_readonly : store_open)(path, &err);
    }
    mem_free(path);
    if (!ledger) return report_error(&err);
    const int code = strcmp(what, "list") == 0      ? list(ledger, format, &err)
                     : strcmp(what, "show") == 0    ? show(call, ledger, format, &err)
                     : strcmp(what, "reserve") == 0 ? reserve_train(call, ledger, &err)
                     : set(call, ledger, &err)      ? EXIT_OK
                                                    : report_error(&err);
    store_close(ledger);
    return code;
}

const struct command command_baseline = {
    .name = "baseline",
    .arguments = "save NAME [FROM] | accept NAME [FROM] --reason TEXT | reserve NAME SUITE [key=value...] | list | "
                 "show NAME",
    .summary = "name results to compare with",
    .text = "  lexbench baseline save nightly\n  lexbench baseline accept nightly --reason 'ALiBi counts from 1 now'\n"
            "  lexbench baseline save paper lexbench.db --suite copy-unique\n\n"
            "FROM is a database, a revision, a baseline or a suite of --db; by default the last night. reserve trains "
            "fresh seeds with the baseline's own program, for nights to be watched by (docs/nightly.md); called again "
            "with a larger --seeds, it adds to them.",
    .words = "save|accept|reserve|list|show",
    .least = 1,
    .most = -1,
    FLAGS(baseline_flags),
    .run = cmd_baseline,
};
