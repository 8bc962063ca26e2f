#include "base/file.h"
#include "cli/command.h"
#include "plots/plot.h"
#include "plots/report.h"
#include "results/store.h"
#include <stdio.h>
#include <string.h>

static const struct flag results_flags[] = {
    FLAG_DB, FLAG_FORMAT, {"all", 0, NULL, NULL, "every evaluation of every run instead of the summary"}, {0}};
static const struct flag report_flags[] = {
    FLAG_DB,
    {"out", 'o', "DIR", "report", "where to write"},
    {"formats", 0, "svg,png,pdf", "svg,png,pdf", "of the charts; the page has them as SVG inside in any case"},
    {0}};
static const struct flag db_flags[] = {FLAG_DB, {0}};

static int print_and_free(struct table *t, enum table_format format, struct error *err) {
    if (!t) return report_error(err);
    const int rows = table_rows(t);
    table_print(t, format, stdout);
    table_free(t);
    return rows ? EXIT_OK : EXIT_NOTHING;
}

static int cmd_results(const struct call *call) {
    struct error err = {0};
    enum table_format format;
    char suite[SUITE_NAME_SIZE];
    const char *name = suite;
    if (!flag_format(call, &format, &err)) return report_error(&err);
    struct store *store = open_suite(call, suite, &err);
    if (!store) return report_error(&err);
    int code;
    if (flag_given(call, "all"))
        code = print_and_free(store_query(store,
                                          "SELECT substr(run_id, 1, 10) AS run, task, label, seed, variant, length, "
                                          "multiple, examples, exact, exact_low, exact_high, exact_no_eos, "
                                          "token_accuracy, loss, chance, fit, fitted FROM v_eval WHERE suite = ?1",
                                          &name, 1, &err),
                              format, &err);
    else if (format == TABLE_TEXT)
        code = summary_print(store, suite, stdout, &err) ? EXIT_OK : report_error(&err);
    else
        code = print_and_free(summary_table(store, suite, &err), format, &err);
    store_close(store);
    return code;
}

const struct command command_results = {
    .name = "results",
    .arguments = "[SUITE-NAME | FILE [key=value...]]",
    .summary = "the summary table, or every evaluation with --all",
    .text = "  lexbench results\n  lexbench results quickstart --all --format tsv",
    .least = 0,
    .most = -1,
    FLAGS(results_flags),
    .run = cmd_results,
};

static int cmd_report(const struct call *call) {
    struct error err = {0};
    const char *out = flag_value(call, "out");
    char suite[SUITE_NAME_SIZE];
    unsigned formats;
    if (!plot_formats_parse(flag_value(call, "formats"), &formats, &err)) return report_error(&err);
    struct store *store = open_suite(call, suite, &err);
    bool ok = store && report_write(store, suite, out, formats, &err);
    store_close(store);
    if (!ok) return report_error(&err);
    printf("%s/report.html\n%s/report.md\n", out, out);
    return EXIT_OK;
}

const struct command command_report = {
    .name = "report",
    .arguments = "SUITE-NAME | FILE [key=value...]",
    .summary = "one HTML page, the same in Markdown, and the charts",
    .text = "  lexbench report quickstart --out report",
    .least = 1,
    .most = -1,
    FLAGS(report_flags),
    .run = cmd_report,
};

static int check(struct store *store, struct error *err) {
    struct text report = {0};
    bool ok = store_check(store, &report, err);
    fputs(text_of(&report), stdout);
    text_free(&report);
    if (!ok) return report_error(err);
    printf("ok\n");
    return EXIT_OK;
}

static int fingerprint(struct store *store, struct error *err) {
    char hash[RUN_ID_SIZE];
    if (!store_fingerprint(store, hash, err)) return report_error(err);
    printf("%s\n", hash);
    return EXIT_OK;
}

static int cmd_db(const struct call *call) {
    struct error err = {0};
    const char *what = call->argument[0];
    if ((call->n == 2) != (strcmp(what, "backup") == 0))
        return error_set(&err, "usage: lexbench db %s", call->command->arguments), report_error(&err);
    /* Opening for writing is what upgrades; it would also make a database where there is none. */
    const bool upgrade = strcmp(what, "upgrade") == 0 && file_exists(flag_value(call, "db"));
    struct store *store = (upgrade ? store_open : store_open_readonly)(flag_value(call, "db"), &err);
    if (!store) return report_error(&err);
    int code;
    if (upgrade)
        code = EXIT_OK;
    else if (strcmp(what, "check") == 0)
        code = check(store, &err);
    else if (strcmp(what, "fingerprint") == 0)
        code = fingerprint(store, &err);
    else
        code = store_backup(store, call->argument[1], &err) ? EXIT_OK : report_error(&err);
    store_close(store);
    return code;
}

const struct command command_db = {
    .name = "db",
    .arguments = "check | fingerprint | backup FILE | upgrade",
    .summary = "look after the database",
    .text = "  lexbench db check\n  lexbench db backup copy.db\n  lexbench db upgrade",
    .words = "check|fingerprint|backup|upgrade",
    .least = 1,
    .most = 2,
    FLAGS(db_flags),
    .run = cmd_db,
};
