#include "plots/plot.h"
#include "base/memory.h"
#include "cli/command.h"
#include "model/scheme.h"
#include "run/attention.h"
#include "run/claim_state.h"
#include "run/entries.h"
#include "run/profile.h"
#include "run/task_set.h"
#include <stdio.h>
#include <string.h>

static const struct flag plot_flags[] = {
    {"db", 0, "PATH...", "lexbench.db", "the database; the runs of several are drawn together"},
    {"out", 'o', "DIR", "charts", "where to write; a suite's charts go to charts/SUITE if it is not given"},
    {"figure", 0, "lengths,overview,heatmap,grid,ranking,training,place,depth,attention,mixture,verdicts", NULL,
     "only these"},
    {"x", 0, "SETTING", NULL, "--figure grid: the axis, such as train.longest, task.symbols"},
    {"y", 0, "SETTING", NULL, "--figure grid: the other axis, of a heat map; else curves over --x"},
    {"at", 0, "2x|LENGTH", "2x", "--figure grid, attention: where the runs are compared"},
    {"outline", 0, "FORMULA", NULL, "--figure grid: of x, '2*x': where theory says that y ends"},
    {"schemes", 0, "LABEL,...", NULL, "only these, in one colour each; 'A;B' where labels have commas"},
    {"highlight", 0, "LABEL,...", NULL,
     "of lines: these in colour beside the best, the worst and the first, the others grey"},
    {"tasks", 0, "TASK,...", NULL, "only these: sort, or sort(symbols=48)"},
    FLAGS_LOOK,
    {"interval", 0, "median|seeds|none", "median", "of bands: 95 % of the median, least to greatest seed, or no band"},
    {"format", 0, "svg,png,pdf,eps,cairolatex,tikz", "pdf", "of the charts"},
    FLAG_CLAIMS,
    {"formulas", 0, "FILE", NULL, "plot scheme: a suite, or a file of its own, whose formulas are known by name"},
    {"heads", 0, "N", "4", "plot scheme: heads of the model; without it as many as a table of numbers has, if not 4"},
    {"trained", 0, "TOKENS", "64", "plot scheme: training length of the model, in tokens"},
    {"length", 0, "N", NULL, "plot attention: length of the examples; plot scheme: tokens of the sequence"},
    {0}};

/* A whole number of 1..most from a flag. */
static bool flag_count(const struct call *call, const char *name, long most, long *out, struct error *err) {
    const struct option row[] = {{name, OPTION_INT, 0, "1", 1, (double)most, NULL, NULL, ""}, {0}};
    return options_set(row, out, name, flag_value(call, name), err);
}

enum { HEAD_SIZE = 16 };

bool flag_look(const struct call *call, struct plot_style *out, struct error *err) {
    const char *height = flag_value(call, "height"), *font = flag_value(call, "font");
    *out = plot_style_paper;
    out->task_label = task_set_label;
    out->name_as_label = name_as_label;
    out->title = flag_value(call, "title");
    out->grey = flag_given(call, "grey");
    return plot_width_parse(flag_value(call, "width"), out, err) && (!height || plot_height_parse(height, out, err)) &&
           (!font || plot_font_parse(font, out, err));
}

static bool read_style(const struct call *call, struct plot_style *out, struct error *err) {
    if (!flag_look(call, out, err)) return false;
    out->x = flag_value(call, "x");
    out->y = flag_value(call, "y");
    out->at = flag_value(call, "at");
    out->outline = flag_value(call, "outline");
    out->figure = flag_given(call, "figure") || !out->x ? flag_value(call, "figure") : "grid";
    out->scheme = flag_value(call, "schemes");
    out->highlight = flag_value(call, "highlight");
    out->task = flag_value(call, "tasks");
    return plot_interval_parse(flag_value(call, "interval"), out, err);
}

static bool read_length(const struct call *call, long fallback, long *out, struct error *err) {
    *out = fallback;
    return !flag_given(call, "length") || flag_count(call, "length", 4096, out, err);
}

/* Of as many heads as the scheme has numbers for, where the command line does not say how many. */
static struct table *profile_of(const struct call *call, const char *expression, struct profile_shape shape,
                                struct error *err) {
    enum { HEADS_TRIED = 16 };
    struct table *rows = profile_scheme(expression, &shape, err);
    for (int heads = 1; !rows && !flag_given(call, "heads") && heads <= HEADS_TRIED; heads++) {
        shape.heads = heads, shape.width = heads * HEAD_SIZE;
        rows = profile_scheme(expression, &shape, NULL);
    }
    return rows;
}

static bool scheme_charts(const struct call *call, const struct plot_style *style, unsigned formats,
                          struct error *err) {
    const char *expression = call->argument[1];
    long heads, trained, length;
    if (!flag_count(call, "heads", HEADS_MAX, &heads, err) || !flag_count(call, "trained", 4096, &trained, err) ||
        !read_length(call, 256, &length, err))
        return false;
    const struct profile_shape shape = {
        .heads = heads, .width = heads * HEAD_SIZE, .train_length = (int)trained, .length = (int)length, .seed = 1};
    struct text whole = {0};
    struct table *rows =
        flag_formulas(call, expression, &whole, err) ? profile_of(call, text_of(&whole), shape, err) : NULL;
    text_free(&whole);
    if (!rows) return blame_formula(call, expression, err);
    bool ok = plot_scheme(rows, expression, (double)trained, style, flag_value(call, "out"), expression, formats, err);
    table_free(rows);
    return ok;
}

enum { ATTENTION_EXAMPLES = 16, MAP_TOKENS = 96 };

static bool draw_attention(const struct call *call, const struct loaded_model *m, const struct attention *a,
                           const struct plot_style *style, unsigned formats, struct error *err) {
    struct table *shares = attention_shares(a), *map = attention_map(a, MAP_TOKENS);
    struct text title = {0}, name = {0};
    task_set_label(m->config.task, &title);
    text_add(&title, ", ");
    scheme_write(&m->scheme, false, &title);
    text_add(&title, ", at length %d", a->length);
    text_add(&name, "attention %s", call->argument[1]);
    const struct heads_about about = {text_of(&title), a->layers, a->heads, a->answers_from, a->even};
    const bool ok = plot_heads(shares, map, &about, style, flag_value(call, "out"), text_of(&name), formats, err);
    text_free(&title);
    text_free(&name);
    table_free(shares);
    table_free(map);
    return ok;
}

static bool attention_charts(const struct call *call, const struct plot_style *style, unsigned formats,
                             struct error *err) {
    struct loaded_model m = {0};
    struct attention a = {0};
    long length;
    const bool ok =
        read_length(call, 0, &length, err) && open_model(flag_value(call, "db"), call->argument[1], &m, err) &&
        attention_read(&m, length, ATTENTION_EXAMPLES, &a, err) && draw_attention(call, &m, &a, style, formats, err);
    attention_free(&a);
    loaded_model_free(&m);
    return ok;
}

static bool suite_charts(const struct call *call, const struct plot_style *style, unsigned formats, struct error *err) {
    char suite[SUITE_NAME_SIZE] = "";
    struct store *store = open_suites(call, suite, err);
    struct table *stale = store ? stale_by_folder(store, flag_value(call, "db"), flag_value(call, "claims")) : NULL;
    char *out = suite_folder(call, "charts", suite);
    const bool ok = store && plots_write(store, suite, stale, style, out, formats, err);
    mem_free(out);
    table_free(stale);
    store_close(store);
    return ok;
}

/* "plot alibi scheme" are no two suites, and what is drawn of one thing needs its name. */
static bool order_is_right(const struct call *call, struct error *err) {
    static const char *const first[] = {"scheme", "attention"}, *const what[] = {"EXPRESSION", "RUN"};
    for (int w = 0; w < 2; w++)
        if (call->n != 2 && strcmp(call->argument[0], first[w]) == 0)
            return error_set(err, "write 'lexbench plot %s %s', with one %s", first[w], what[w], what[w]);
    if (flag_given(call, "formulas") && strcmp(call->argument[0], first[0]) != 0)
        return error_set(err, "--formulas is for plot scheme: a suite has its formulas in its file");
    for (int w = 0; w < 2; w++)
        if (call->n == 2 && strcmp(call->argument[1], first[w]) == 0 && strcmp(call->argument[0], first[w]) != 0)
            return error_set(err, "did you mean 'lexbench plot %s %s'?", first[w], call->argument[0]);
    return true;
}

static int cmd_plot(const struct call *call) {
    struct error err = {0};
    unsigned formats;
    struct plot_style style = plot_style_paper;
    struct text drawn = {0};
    const bool scheme = call->n == 2 && strcmp(call->argument[0], "scheme") == 0,
               attention = call->n == 2 && strcmp(call->argument[0], "attention") == 0;
    bool ok = order_is_right(call, &err) && plot_formats_parse(flag_value(call, "format"), &formats, &err) &&
              read_style(call, &style, &err);
    style.drawn = &drawn;
    ok = ok && (scheme ? scheme_charts : attention ? attention_charts : suite_charts)(call, &style, formats, &err);
    fputs(text_of(&drawn), stdout);
    text_free(&drawn);
    return ok ? EXIT_OK : report_error(&err);
}

const struct command command_plot = {
    .name = "plot",
    .arguments = "SUITE-NAME... | FILE [key=value...] | scheme EXPRESSION | attention RUN",
    .summary = "charts for a paper, slides or a page, with their data and gnuplot files",
    .text =
        "  lexbench plot quickstart\n"
        "  lexbench plot quickstart --figure lengths --tasks sort --schemes rope,alibi --font 'Times,8'\n"
        "  lexbench plot quickstart --figure overview --width full --format pdf,svg\n"
        "  lexbench plot depths --figure grid --x model.layers --y task.symbols --at 2x\n"
        "  lexbench plot quickstart --figure attention,training --at 1x --highlight alibi\n"
        "  lexbench plot quickstart hybrids --figure lengths --db one.db --db other.db\n"
        "  lexbench plot scheme 'alibi+window(size=64)'\n"
        "  lexbench plot scheme rope+root --formulas own.yaml\n"
        "  lexbench plot attention 3fa9c1 --length 40\n\n"
        "A chart is as wide as a column of a paper, 3.3 inches, and no type in it is below 7 points. The paths of the "
        "charts are printed; a suite's lie "
        "in charts/SUITE, or where --out says, and replace those of the same names there. Beside a chart lie "
        "its numbers (.tsv) and the script that drew it (.gp), whose first lines, title, size and font, are there "
        "to be edited. With --format cairolatex and tikz, LaTeX sets the type: \\input the .tex.\n\nThe chart of a "
        "scheme is its attention profile: the weight that the last token of an untrained model gives to every "
        "distance when all tokens are alike (if the scheme adds vectors to the tokens, only these vectors are "
        "used), relative to equal shares. That of plot attention is of a trained model, of a run or a file: the share "
        "of "
        "attention by distance, its entropy, and the map of one example, for each layer and head; 'lexbench show "
        "run RUN --attention' prints the numbers. --figure attention draws a suite's arms beside each other, from the "
        "shares by distance that its evaluations stored.",
    .least = 1,
    .most = -1,
    FLAGS(plot_flags),
    .run = cmd_plot,
};
