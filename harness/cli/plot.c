#include "plots/plot.h"
#include "base/memory.h"
#include "cli/command.h"
#include "model/scheme.h"
#include "run/claim_state.h"
#include "run/profile.h"
#include <stdio.h>
#include <string.h>

static const struct flag plot_flags[] = {
    FLAG_DB,
    {"out", 'o', "DIR", "charts", "where to write"},
    {"formats", 0, "svg,png,pdf", "svg,png,pdf", "of the charts"},
    FLAG_CLAIMS,
    {"heads", 0, "N", "4", "plot scheme: heads of the model"},
    {"trained", 0, "TOKENS", "64", "plot scheme: training length of the model, in tokens"},
    {"length", 0, "TOKENS", "256", "plot scheme: tokens of the sequence"},
    {0}};

/* A whole number of 1..most from a flag. */
static bool flag_count(const struct call *call, const char *name, long most, long *out, struct error *err) {
    const struct option row[] = {{name, OPTION_INT, 0, "1", 1, (double)most, NULL, NULL, ""}, {0}};
    return options_set(row, out, name, flag_value(call, name), err);
}

enum { HEAD_SIZE = 16 };

static bool scheme_charts(const struct call *call, unsigned formats, struct error *err) {
    const char *expression = call->argument[1];
    long heads, trained, length;
    if (!flag_count(call, "heads", HEADS_MAX, &heads, err) || !flag_count(call, "trained", 4096, &trained, err) ||
        !flag_count(call, "length", 4096, &length, err))
        return false;
    const struct profile_shape shape = {
        .heads = heads, .width = heads * HEAD_SIZE, .train_length = (int)trained, .length = (int)length, .seed = 1};
    struct table *rows = profile_scheme(expression, &shape, err);
    if (!rows) return false;
    bool ok = plot_scheme(rows, expression, (double)trained, flag_value(call, "out"), expression, formats, err);
    table_free(rows);
    return ok;
}

static bool suite_charts(const struct call *call, unsigned formats, struct error *err) {
    char suite[SUITE_NAME_SIZE];
    struct store *store = open_suite(call, suite, err);
    struct table *stale = store ? stale_by_folder(store, flag_value(call, "db"), flag_value(call, "claims")) : NULL;
    bool ok = store && plots_write(store, suite, stale, flag_value(call, "out"), formats, err);
    table_free(stale);
    store_close(store);
    return ok;
}

static int cmd_plot(const struct call *call) {
    struct error err = {0};
    unsigned formats;
    const bool scheme = call->n == 2 && strcmp(call->argument[0], "scheme") == 0;
    if (!plot_formats_parse(flag_value(call, "formats"), &formats, &err) ||
        !(scheme ? scheme_charts : suite_charts)(call, formats, &err))
        return report_error(&err);
    printf("%s\n", flag_value(call, "out"));
    return EXIT_OK;
}

const struct command command_plot = {
    .name = "plot",
    .arguments = "SUITE-NAME | FILE [key=value...] | scheme EXPRESSION",
    .summary = "charts as SVG, PNG and PDF, with their data and gnuplot files",
    .text = "  lexbench plot quickstart --out charts\n  lexbench plot scheme 'alibi+window(size=64)'\n\nThe chart of a "
            "scheme is its attention profile: the weight that the last token of an untrained model gives to every "
            "distance when all tokens are alike (if the scheme adds vectors to the tokens, only these vectors are "
            "used), relative to equal shares.",
    .least = 1,
    .most = -1,
    FLAGS(plot_flags),
    .run = cmd_plot,
};
