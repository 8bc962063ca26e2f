/* A night: run what is missing at this revision, judge it against the baseline, write a report. */
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "cli/gate.h"
#include "run/host.h"
#include "run/scheduler.h"
#include <stdio.h>
#include <string.h>

static const struct flag nightly_flags[] = {
    FLAG_DIR,
    {"baseline", 0, "NAME", NULL, "what to judge against (default: named as the suite)"},
    {"revision", 0, "NAME", NULL, "revision of the program (default: that it was built from)"},
    FLAG_JOBS,
    {"retry", 0, NULL, NULL, "also runs whose attempts died too often"},
    FLAGS_GATE,
    {"fresh", 0, "N", "2", "seeds of the baseline's reserve to watch by; 0: none"},
    {"out", 'o', "DIR", NULL, "where to write the report (default: DIR/report)"},
    {"selftest", 0, NULL, NULL, "test whether the gate fires when it should, and only then"},
    FLAG_FORMAT,
    {"quiet", 'q', NULL, NULL, "only warnings and errors"},
    {0}};

struct night_call {
    const struct call *call;
    struct gate_rules gate;
    enum table_format format;
    char revision[64];
    struct suite suite;
    struct store *ledger;
};

bool night_revision(const struct call *call, char out[64], struct error *err) {
    struct host_info host;
    host_fill(&host);
    const bool given = flag_given(call, "revision");
    const char *name = given ? flag_value(call, "revision") : host.revision;
    const size_t size = strlen(name);
    if (!given && (strcmp(name, "unknown") == 0 || (size > 6 && strcmp(name + size - 6, "-dirty") == 0)))
        return error_set(err,
                         "this program was built from files that no revision names (%s), and nights are kept by "
                         "revision; commit and build again, or name it with --revision NAME",
                         name);
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    if (size == 0 || size >= 64 || *name == '.' || name[strspn(name, allowed)] || strcmp(name, "nightly") == 0)
        return error_set(
            err,
            "'%s' cannot be a revision's name, which has 1 to %zu letters, digits, '.', '_', '-', and not 'nightly'",
            name, (size_t)63);
    return snprintf(out, 64, "%s", name) > 0;
}

char *night_database(const struct call *call, const char *revision) {
    struct text name = {0};
    text_add(&name, "%s.db", revision);
    char *path = path_join(flag_value(call, "dir"), text_of(&name));
    text_free(&name);
    return path;
}

bool night_take(const struct suite *suite, const char *revision, const char *database, struct snapshot *out,
                struct error *err) {
    const char **ids = mem_zero((size_t)suite->n + 1, sizeof *ids);
    for (int i = 0; i < suite->n; i++) ids[i] = suite->plan[i].id;
    struct store *store = store_open_readonly(database, err);
    const bool ok = store && snapshot_take(store, suite->name, revision, ids, suite->n, out, err);
    store_close(store);
    mem_free(ids);
    return ok;
}

/* Into the ledger. */
static bool take(struct night_call *n, const char *database, struct snapshot *out, struct error *err) {
    if (!night_take(&n->suite, n->revision, database, out, err)) return false;
    if (snapshot_keep(n->ledger, out, err)) return true;
    snapshot_free(out);
    return false;
}

static bool keep_verdict(struct night_call *n, const struct comparison *c, struct error *err) {
    const struct night night = {.snapshot = c->b->id,
                                .baseline = c->a->id,
                                .code = c->code,
                                .regressed = c->count[CELL_REGRESSED],
                                .improved = c->count[CELL_IMPROVED],
                                .unchanged = c->count[CELL_NONE_MOVED],
                                .noise = c->count[CELL_SOME_MOVED],
                                .inconclusive = c->count[CELL_INCONCLUSIVE],
                                .missing = c->count[CELL_MISSING] + c->count[CELL_NEW] + c->count[CELL_SETTINGS],
                                .failed = c->failed,
                                .changed = c->changed,
                                .slower = c->slower,
                                .declined = c->watch ? c->watch->driving : 0};
    return night_keep(n->ledger, &night, err);
}

static bool leave_report(struct night_call *n, const struct comparison *c, const char *was, struct error *err) {
    const struct call *call = n->call;
    struct text command = {0}, now = {0};
    char *own = path_join(flag_value(call, "dir"), "report");
    const char *out = flag_given(call, "out") ? flag_value(call, "out") : own;
    text_add(&now, "revision %s: suite %s", n->revision, n->suite.name);
    text_add(&command, "lexbench nightly ");
    text_shell(&command, call->argument[0]);
    text_add(&command, " --dir ");
    text_shell(&command, flag_value(call, "dir"));
    const struct gate_report report = {.comparison = c,
                                       .was = was,
                                       .now = text_of(&now),
                                       .command = text_of(&command),
                                       .ledger = n->ledger,
                                       .formats = PLOT_ALL};
    const bool ok = gate_report_write(&report, out, err);
    if (ok) log_info("%s/report.html", out);
    mem_free(own);
    text_free(&command);
    text_free(&now);
    return ok;
}

/* With a command that is quoted for a shell. */
static void say_no_baseline(const char *name, const char *dir) {
    struct text command = {0};
    text_add(&command, "lexbench baseline save ");
    text_shell(&command, name);
    text_add(&command, " --dir ");
    text_shell(&command, dir);
    log_warn("there is no baseline '%s', so nothing was judged; this makes these results one: %s", name,
             text_of(&command));
    text_free(&command);
}

/* Judge a finished night; the report is on the disk before this returns. */
static int judge(struct night_call *n, const struct snapshot *now, struct error *err) {
    const char *name = flag_given(n->call, "baseline") ? flag_value(n->call, "baseline") : n->suite.name;
    const long id = baseline_find(n->ledger, name);
    struct snapshot was = {.revision = "none"};
    char words[400];
    if (id && !snapshot_load(n->ledger, id, &was, err)) return report_error(err);
    snprintf(words, sizeof words, id ? "baseline %s: revision %s" : "no baseline (%s is not there)", name,
             was.revision);
    struct comparison c;
    struct watch watch = {0};
    compare(&was, now, &n->gate, &c);
    int code = id ? watch_night(n->call, n->ledger, name, n->revision, &c, &watch, err) : EXIT_OK;
    if (code == EXIT_OK) {
        gate_print(&c, flag_given(n->call, "all"), n->format);
        if (!id) say_no_baseline(name, flag_value(n->call, "dir"));
        const bool ok = keep_verdict(n, &c, err) && leave_report(n, &c, words, err);
        code = ok ? c.code : report_error(err);
    }
    comparison_free(&c);
    watch_free(&watch);
    if (id) snapshot_free(&was);
    return code;
}

static int run_and_judge(struct night_call *n, struct error *err) {
    /* A revision's own results, also with edits on it. */
    struct schedule_options options = {.retry = flag_given(n->call, "retry"), .other = OTHER_AGAIN};
    struct schedule_result result;
    if (!flag_jobs(n->call, &options.jobs, err)) return report_error(err);
    char *database = night_database(n->call, n->revision);
    options.database = database;
    int code = run_suite(&n->suite, &options, &result, err);
    struct snapshot now;
    if (err->text[0])
        code = report_error(err);
    else if (code != EXIT_INTERRUPTED && !take(n, database, &now, err))
        code = report_error(err);
    else if (code != EXIT_INTERRUPTED)
        code = judge(n, &now, err), snapshot_free(&now);
    else
        say_interrupted(n->call, &result);
    mem_free(database);
    return code;
}

static int cmd_nightly(const struct call *call) {
    struct error err = {0};
    struct night_call n = {.call = call};
    log_quiet(flag_given(call, "quiet"));
    if (flag_given(call, "selftest")) return gate_selftest(call, &err);
    if (call->n == 0)
        return error_set(&err, "usage: lexbench nightly %s", call->command->arguments), report_error(&err);
    if (!gate_of(call, &n.gate, &err) || !flag_format(call, &n.format, &err) ||
        !night_revision(call, n.revision, &err) ||
        !load_suite(call->argument[0], call->argument + 1, call->n - 1, &n.suite, &err))
        return report_error(&err);
    char *path = ledger_path(call);
    if (dir_make(flag_value(call, "dir"), &err)) n.ledger = store_open(path, &err);
    const int code = n.ledger ? run_and_judge(&n, &err) : report_error(&err);
    store_close(n.ledger);
    mem_free(path);
    suite_free(&n.suite);
    return code;
}

const struct command command_nightly = {
    .name = "nightly",
    .arguments = "SUITE [key=value...]",
    .summary = "run a suite at this revision and judge it against a baseline",
    .text = "  lexbench nightly suites/nightly.yaml\n  lexbench nightly --selftest\n\nResults are in DIR/REVISION.db; "
            "stored runs are not repeated. Exit codes: 0 nothing regressed; 1 a cell regressed, a scheme is slower, or "
            "bits changed that must not; 3 nothing to judge (no baseline, cells that are missing); 4 runs failed; 74 "
            "input or output; 75 interrupted, the same command resumes. The report is on the disk before the command "
            "ends (docs/nightly.md).",
    .least = 0,
    .most = -1,
    FLAGS(nightly_flags),
    .run = cmd_nightly,
};
