#include "base/file.h"
#include "base/memory.h"
#include "cli/command.h"
#include "plots/outcome.h"
#include "plots/plot.h"
#include "plots/report.h"
#include "results/pivot.h"
#include "run/claim_state.h"
#include "run/task_set.h"
#include <stdio.h>
#include <string.h>

static const struct flag results_flags[] = {
    FLAG_DB,
    FLAG_FORMAT,
    {"interval", 0, NULL, NULL,
     "the range over seeds in each cell, and its number of runs where not all were evaluated there"},
    {"cells", 0, NULL, NULL, "a row per scheme and multiple: runs, mean, range, mean of fitted runs, best"},
    {"all", 0, NULL, NULL, "every evaluation of every run instead of the summary"},
    {"by", 0, "SETTING", NULL, "a row per value of a setting (train.lr, task.symbols), or of scheme, label or seed"},
    {"against", 0, "SETTING", NULL, "with --by: a column per value of another setting, instead of per multiple"},
    {"at", 0, "MULTIPLE", NULL,
     "with --against: this multiple of the training length (default: the largest that most runs have)"},
    {"reach", 0, NULL, NULL,
     "how far each scheme carries on each task, and how many of its runs fitted; for programs a row for each"},
    {"finding", 0, NULL, NULL, "what came out, in the sentences that the report begins with"},
    {"choices", 0, NULL, NULL, "what was tried for settings that the suite chooses, and which value was chosen"},
    {0}};
static const struct flag report_flags[] = {
    FLAG_DB,
    {"out", 'o', "DIR", NULL, "where to write (default: report/SUITE)"},
    {"formats", 0, "svg,png,pdf", "svg,png,pdf", "of the charts; the page has them as SVG inside in any case"},
    FLAG_CLAIMS,
    {0}};

/* name is the table's in LaTeX, behind the suite's; t is freed. */
static int print_and_free(struct table *t, enum table_format format, const char *suite, const char *name,
                          const char *caption, struct error *err) {
    if (!t) return report_error(err);
    const int rows = table_rows(t);
    if (!table_format_is_data(format)) table_leave_out_empty(t, "loops"); /* most models have none */
    struct text whole = {0};
    text_add(&whole, "%s %s", suite, name);
    table_caption(t, text_of(&whole), "Suite %s: %s", suite, caption);
    table_print(t, format, stdout);
    text_free(&whole);
    table_free(t);
    return rows ? EXIT_OK : EXIT_NOTHING;
}

/* A sentence a line. */
static int print_finding(struct store *store, const char *suite, struct error *err) {
    struct dataset dataset;
    struct outcome outcome = {0};
    bool ok = dataset_open(store, suite, NULL, &dataset, err);
    if (ok) {
        summary_mark(&dataset.summary);
        ok = outcome_read(&dataset, &outcome, err);
        dataset_close(&dataset);
    }
    for (int i = 0; ok && i < outcome.n; i++) print_folded(text_of(&outcome.sentence[i]));
    outcome_free(&outcome);
    return ok ? EXIT_OK : report_error(err);
}

/* Means and numbers of runs over one or two settings. */
static int print_pivot(const struct call *call, struct store *store, const char *suite, enum table_format format,
                       struct error *err) {
    struct pivot pivot = {flag_value(call, "by"), flag_value(call, "against"), 0};
    const char *word = flag_value(call, "at");
    struct pivot_note note;
    if (!pivot.by) return error_set(err, "--against and --at need --by SETTING"), report_error(err);
    if (word && (!text_to_double(word, &pivot.at) || pivot.at <= 0))
        return error_set(err, "--at is a multiple of the training length, such as 2, not '%s'", word),
               report_error(err);
    struct table *t = pivot_table(store, suite, &pivot, &note, err);
    struct text caption = {0};
    if (t && pivot.against)
        text_add(&caption,
                 "means at %gx over n runs, in the task's metric: a row per %s, a column per %s, runs fitted or not.",
                 note.at, pivot.by, pivot.against);
    else if (t)
        text_add(&caption,
                 "means over n runs, in the task's metric: a row per %s, a column per multiple of the training length, "
                 "runs fitted or not.",
                 pivot.by);
    const int code = print_and_free(t, format, suite, "by", text_of(&caption), err);
    if (code == EXIT_OK && format == TABLE_TEXT) {
        putchar('\n');
        print_text("Suite "), print_text(suite), printf(": "), print_text(text_of(&caption)), putchar('\n');
    }
    text_free(&caption);
    if (code != EXIT_OK || format != TABLE_TEXT) return code;
    if (note.examples_most)
        printf("(at one length runs were evaluated on %ld to %ld examples; --cells and --all say which)\n",
               note.examples_least, note.examples_most);
    return code;
}

static int print_reach(struct store *store, const char *suite, enum table_format format, struct error *err) {
    struct text words = {0};
    struct table *t = reach_results(store, suite, table_format_is_data(format), &words, err);
    const int code = print_and_free(t, format, suite, "reach", text_of(&words), err);
    if (code == EXIT_OK && format == TABLE_TEXT) putchar('\n'), print_folded(text_of(&words));
    text_free(&words);
    return code;
}

/* Each of these is a table of its own. */
static bool check_flags(const struct call *call, struct error *err) {
    static const char *const tables[] = {"reach", "finding", "choices", "by", "all", "cells"};
    const char *first = NULL;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        if (!flag_given(call, tables[i])) continue;
        if (first)
            return error_set(err, "--%s and --%s each print something of their own; ask for one of them", first,
                             tables[i]);
        first = tables[i];
    }
    if (flag_given(call, "at") && !flag_given(call, "against"))
        return error_set(err, "--at stands beside --against SETTING; without it there is a column per multiple");
    return true;
}

static int cmd_results(const struct call *call) {
    struct error err = {0};
    enum table_format format;
    char suite[SUITE_NAME_SIZE];
    const char *name = suite;
    if (!check_flags(call, &err) || !flag_format(call, &format, &err)) return report_error(&err);
    struct store *store = open_suite(call, suite, &err);
    if (!store) return report_error(&err);
    int code;
    const struct summary_look look = {table_width(stdout), flag_given(call, "interval"), format};
    if (flag_given(call, "finding"))
        code = print_finding(store, suite, &err);
    else if (flag_given(call, "reach"))
        code = print_reach(store, suite, format, &err);
    else if (flag_given(call, "choices"))
        code = print_and_free(store_choices(store, suite, &err), format, suite, "choices",
                              "what was tried for settings that the suite chooses, by fit.", &err);
    else if (flag_given(call, "by") || flag_given(call, "against") || flag_given(call, "at"))
        code = print_pivot(call, store, suite, format, &err);
    else if (flag_given(call, "all"))
        code = print_and_free(
            store_query(store,
                        table_format_is_data(format)
                            ? "SELECT * FROM v_eval WHERE suite = ?1"
                            : "SELECT substr(run_id, 1, 10) AS run, task, label, seed, variant, length, "
                              "multiple, examples, exact, exact_low, exact_high, exact_no_eos, "
                              "token_accuracy, loss, chance, fit, fitted, loops FROM v_eval WHERE suite = ?1",
                        &name, 1, &err),
            format, suite, "all", "every evaluation of every run.", &err);
    else if (flag_given(call, "cells"))
        code = print_and_free(summary_cells(store, suite, &err), format, suite, "cells",
                              "a row per scheme and multiple of the training length.", &err);
    else if (!table_format_is_data(format))
        code = summary_print(store, suite, &look, stdout, &err) ? EXIT_OK : report_error(&err);
    else
        code =
            print_and_free(summary_table(store, suite, format == TABLE_JSON, &err), format, suite, "summary", "", &err);
    if (!table_format_is_data(format)) say_edited(store, suite);
    store_close(store);
    return code;
}

const struct command command_results = {
    .name = "results",
    .arguments = "[SUITE-NAME | FILE [key=value...]]",
    .summary = "the summary table, or every evaluation with --all",
    .text = "  lexbench results\n  lexbench results --interval\n  lexbench results --by train.lr\n"
            "  lexbench results --reach\n  lexbench results --by model.layers --against task.symbols --at 2\n  "
            "lexbench results quickstart --cells "
            "--format json\n"
            "  lexbench results quickstart --all --format tsv",
    .least = 0,
    .most = -1,
    FLAGS(results_flags),
    .run = cmd_results,
};

static int cmd_report(const struct call *call) {
    struct error err = {0};
    char suite[SUITE_NAME_SIZE] = "";
    unsigned formats;
    if (!plot_formats_parse(flag_value(call, "formats"), &formats, &err)) return report_error(&err);
    struct plot_style style = plot_style_screen;
    style.task_label = task_set_label;
    struct store *store = open_suite(call, suite, &err);
    struct table *stale = store ? stale_by_folder(store, flag_value(call, "db"), flag_value(call, "claims")) : NULL;
    int failed = 0;
    char *out = suite_folder(call, "report", suite);
    const bool ok = store && report_write(store, suite, stale, &style, out, formats, &failed, &err);
    if (ok) printf("%s/report.html\n%s/report.md\n", out, out);
    mem_free(out);
    table_free(stale);
    store_close(store);
    if (!ok) return report_error(&err);
    return failed ? EXIT_SOME_FAILED : EXIT_OK;
}

const struct command command_report = {
    .name = "report",
    .arguments = "SUITE-NAME | FILE [key=value...]",
    .summary = "one HTML page, the same in Markdown, and the charts",
    .text = "  lexbench report quickstart\n  lexbench report quickstart --out page\n\nThe page and the charts lie in "
            "report/SUITE, or where --out says; their paths are printed. A chart that cannot be drawn is a warning, "
            "the page says "
            "why, and "
            "the exit code is 4.",
    .least = 1,
    .most = -1,
    FLAGS(report_flags),
    .run = cmd_report,
};
