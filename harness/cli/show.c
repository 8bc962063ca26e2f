#include "base/hash.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/number_table.h"
#include "cli/command.h"
#include "cli/language.h"
#include "results/store.h"
#include "run/attention.h"
#include "run/formulas.h"
#include "run/plugins.h"
#include "run/suite.h"
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct flag show_flags[] = {
    FLAG_DB,
    {"format", 0, TABLE_FORMAT_NAMES, "table", "of a run; tsv: its evaluations, json: also the run"},
    {"attention", 0, NULL, NULL, "of a run: what its heads look at, a row for each"},
    {"length", 0, "N", NULL, "of these examples (default: the longest of training)"},
    {"formulas", 0, "FILE", NULL, "of encoder: a suite, or a file of its own, whose formulas are known by name"},
    {"languages", 0, "FILE", NULL, "of language: a suite whose languages are known by name"},
    {0}};

static void heading(const char *name, const char *title) {
    fputs(log_colour(STDOUT_FILENO, LOG_BOLD), stdout);
    print_text(name);
    printf("%s%s", log_reset(STDOUT_FILENO), *title ? "  " : "");
    print_text(title);
    printf("\n\n");
}

static void paragraph(const char *name, const char *text) {
    if (!text || !*text) return;
    printf("%s\n", name);
    struct text indented = {0};
    int column = 0;
    for (const char *word = text; *word;) {
        int size = (int)strcspn(word, " ");
        if (column == 0 || column + size > 92)
            text_add(&indented, "%s  ", column ? "\n" : ""), column = 2;
        else
            text_add(&indented, " "), column++;
        text_add(&indented, "%.*s", size, word);
        column += size;
        word += size;
        while (*word == ' ') word++;
    }
    printf("%s\n\n", text_of(&indented));
    text_free(&indented);
}

/* Is an option set to something else than its default? */
static bool are_set(const struct option *row, const void *options) {
    struct text set = {0};
    if (row) options_write(row, options, false, &set);
    const bool any = set.size > 0;
    text_free(&set);
    return any;
}

/* The options as set, and their defaults. */
static void show_options(const struct option *row, const void *options) {
    if (!row || !row->name) return;
    _Static_assert((int)TASK_OPTIONS_SIZE >= (int)ENCODER_OPTIONS_SIZE, "room for either");
    _Alignas(16) char plain[TASK_OPTIONS_SIZE];
    options_default(row, plain);
    printf("Options\n");
    for (; row->name; row++) {
        const char *fallback = *row->fallback ? row->fallback : "[]";
        struct text value = {0}, usual = {0};
        option_value(row, options, &value);
        option_value(row, plain, &usual);
        if (strcmp(text_of(&value), text_of(&usual)) == 0)
            printf("  %s=%s", row->name, fallback);
        else
            printf("  %s=%s instead of %s", row->name, text_of(&value), fallback);
        text_free(&value);
        text_free(&usual);
        if (row->choices)
            printf("   %s", row->choices);
        else if (row->min != 0 || row->max != 0)
            printf("   %g to %g", row->min, row->max);
        if (row->unit && *row->unit) printf("   [%s]", row->unit);
        printf("\n      %s\n", row->help);
    }
    printf("\n");
}

/* Parameters the scheme adds to the default model. */
static void show_parameters(const char *name) {
    struct model_config config;
    struct scheme with, without;
    struct error err;
    options_default(model_options, &config);
    if (!scheme_parse(name, &with, &err) || !scheme_parse(encoder_list[0]->name, &without, &err)) return;
    const struct exposure trained = {.tokens = 64};
    struct model *a = model_outline(&config, &with, 100, trained, 1, &err),
                 *b = model_outline(&config, &without, 100, trained, 1, &err);
    if (a && b) {
        printf("Parameters\n  %ld in a model of %ld layers, width %ld, %ld heads, trained on up to 64 tokens (%ld "
               "without)\n\n",
               model_parameter_count(a) - model_parameter_count(b), config.layers, config.width, config.heads,
               model_parameter_count(b));
        const struct tensor *list;
        int n = model_tensors(a, &list);
        for (int i = 0; i < n; i++)
            if (strstr(list[i].name, "scheme."))
                printf("  %s [%ld%s%ld]%s\n", list[i].name, list[i].shape[0], list[i].rank == 2 ? " x " : ", ",
                       list[i].shape[1],
                       list[i].frozen  ? ", never trained"
                       : list[i].decay ? ", decays"
                                       : "");
        if (model_parameter_count(a) != model_parameter_count(b)) printf("\n");
    }
    model_free(a);
    model_free(b);
}

/* What the component computes; of one whose formula the user writes (`of`), with what was written. */
static void show_formula(const struct part *part) {
    const struct encoder *e = part->encoder;
    const struct option *of = e->options ? option_find(e->options, "of") : NULL;
    struct text words = {0}, value = {0};
    text_add(&words, "%s", e->formula);
    if (of && are_set(e->options, part->options)) {
        option_value(of, part->options, &value);
        text_add(&words, "; here f = %s", text_of(&value));
    }
    paragraph("Formula", text_of(&words));
    text_free(&words);
    text_free(&value);
}

/* What brought it; NULL: it is built in. */
static void show_plugin(const char *mark) {
    const struct loaded_plugin *p = mark ? plugins_of(mark) : NULL;
    if (p) printf("Plugin\n  %s\n  SHA-256 %s\n\n", p->path, p->hash);
}

static void show_part(const struct part *part) {
    const struct encoder *e = part->encoder;
    const unsigned claims = encoder_claims(e, part->options);
    const struct scheme alone = {.n = 1, .part = {*part}};
    struct text expression = {0};
    scheme_write(&alone, false, &expression);
    heading(text_of(&expression), e->title);
    printf("Family\n  %s: %s\n\n", family_name(e->family), family_what(e->family));
    show_formula(part);
    paragraph("Source", e->source);
    show_plugin(e->plugin);
    paragraph("Differs from the source", e->differs);
    paragraph("In evaluation", e->at_eval);
    show_options(e->options, part->options);
    show_parameters(text_of(&expression));
    printf("Claims, %s%s\n  %s; %s%s\n", e->plugin ? "which 'lexbench prove' tries" : "each proved by the tests",
           !e->plugin && are_set(e->options, part->options)
               ? " for its defaults; 'lexbench prove' tries it with these options"
               : "",
           claims & CLAIM_SHIFT_INVARIANT ? "shifting all positions changes nothing"
                                          : "outputs change when all positions are shifted",
           claims & CLAIM_USES_POSITION ? "uses positions" : "uses no position numbers",
           claims & CLAIM_CONTROL ? "; a control, expected to do badly" : "");
    text_free(&expression);
}

/* The expression with the formulas of a file (NULL: none) in place of their names. */
static bool write_out(const char *file, const char *expression, struct text *out, struct error *err) {
    struct formulas *f = file ? formulas_load(file, err) : NULL;
    const bool ok = !file || (f && formulas_expand(f, expression, out, err));
    if (!file) text_add(out, "%s", expression);
    for (int i = 0; ok && f && i < formulas_count(f); i++)
        if (strcmp(formulas_name(f, i), expression) == 0) {
            heading(expression, formulas_title(f, i));
            printf("Expression\n  %s\n\n", formulas_text(f, i));
        }
    formulas_free(f);
    return ok;
}

/* What a component reads numbers from has to be there, or what is shown would be of none. */
static bool check_files(const struct scheme *scheme, struct error *err) {
    for (int i = 0; i < scheme->n; i++) {
        const struct part *part = &scheme->part[i];
        const struct option *file = part->encoder->options ? option_find(part->encoder->options, "file") : NULL;
        struct text name = {0};
        if (file) option_value(file, part->options, &name);
        const bool ok = !name.size || number_table_read(text_of(&name), "", err);
        text_free(&name);
        if (!ok) return error_prefix(err, "scheme %s", part->encoder->name);
    }
    return true;
}

/* Each component of an expression, with its options. */
static int show_encoder(const char *file, const char *expression, struct error *err) {
    struct text whole = {0};
    struct scheme scheme;
    const bool ok = write_out(file, expression, &whole, err) && scheme_parse(text_of(&whole), &scheme, err) &&
                    check_files(&scheme, err);
    text_free(&whole);
    if (!ok) return report_error(err);
    for (int i = 0; i < scheme.n; i++) {
        if (i) printf("\n");
        show_part(&scheme.part[i]);
    }
    return EXIT_OK;
}

static void show_example(const struct task_choice *choice, int n) {
    const int room = task_max_tokens(choice, n) + TASK_SLACK;
    struct example e = {.token = mem_zero((size_t)room, sizeof(int)),
                        .target = mem_zero((size_t)room, sizeof(int)),
                        .value = mem_zero((size_t)room, sizeof(float))};
    struct rng rng = rng_open(1, "show", 0, 0);
    task_draw(choice, n, &rng, &e);
    printf("An example (n = %d; tokens, %sbelow them what must be predicted)\n ", n,
           task_valued(choice) ? "their numbers, " : "");
    for (int t = 0; t < e.T; t++) printf(" %4d", e.token[t]);
    printf("\n ");
    for (int t = 0; task_valued(choice) && t < e.T; t++) printf(" %4.2f", (double)e.value[t]);
    if (task_valued(choice)) printf("\n ");
    for (int t = 0; t < e.T; t++) printf(e.target[t] == TARGET_NONE ? "    ." : " %4d", e.target[t]);
    printf("\n");
    mem_free(e.token);
    mem_free(e.target);
    mem_free(e.value);
}

static const char *metric_words(enum task_metric metric) {
    switch (metric) {
    case METRIC_EXACT: return "exact match: every answer of an example";
    case METRIC_TOKEN: return "share of right answers";
    case METRIC_LOSS: return "loss in nats per answer";
    }
    BUG("no metric %d", (int)metric);
}

static int show_task(const char *expression, struct error *err) {
    struct task_choice choice;
    if (!task_parse(expression, &choice, err)) return report_error(err);
    const struct task *t = choice.task;
    heading(t->name, t->title);
    paragraph("Format", t->format);
    paragraph("Length", t->length);
    struct text stock = {0};
    if (t->stock) t->stock(choice.options, &stock), paragraph("Stock", text_of(&stock));
    text_free(&stock);
    paragraph("Metric", metric_words(t->metric));
    paragraph("Chance", t->chance_is);
    paragraph("Source", t->source);
    show_plugin(t->plugin);
    paragraph("Differs from the source", t->differs);
    show_options(t->options, choice.options);
    int n = t->shortest(choice.options) > 6 ? t->shortest(choice.options) : 6;
    show_example(&choice, n < t->longest(choice.options) ? n : t->longest(choice.options));
    return EXIT_OK;
}

static void print_fact(const char *name, const char *value) {
    printf("%-13s ", name);
    print_text(value);
    printf("\n");
}

/* A wide row, transposed: a line per column. */
static void print_facts(const struct table *t) {
    for (int row = 0; row < table_rows(t); row++)
        for (int column = 0; column < table_columns(t); column++)
            print_fact(table_header(t, column), table_at(t, row, column));
}

static void print_run(const char *id, const char *config, const struct table *run, const struct table *event,
                      struct table *evaluation, enum table_format format) {
    if (!table_format_is_data(format)) table_leave_out_empty(evaluation, "loops");
    table_caption(evaluation, "run",
                  "Run %.10s: its evaluations, in shares of examples unless the column says otherwise.", id);
    if (format == TABLE_TEXT) {
        printf("run %s\n\n", id);
        print_text(config);
        printf("\n");
        print_facts(run);
        for (int i = 0; i < table_rows(event); i++) print_fact(table_at(event, i, 0), table_at(event, i, 1));
        printf("\n");
        table_print(evaluation, format, stdout);
    } else if (format == TABLE_JSON) {
        printf("{\"run\": ");
        table_print(run, format, stdout);
        printf(", \"event\": ");
        table_print(event, format, stdout);
        printf(", \"evaluation\": ");
        table_print(evaluation, format, stdout);
        printf("}\n");
    } else {
        table_print(evaluation, format, stdout);
    }
}

static struct table *read_run(struct store *store, const char *id, struct error *err) {
    return store_query(
        store,
        "SELECT suite, label, task, seed, status, reason, parameters, steps, seconds, instructions, eval_seconds, "
        "attempt, fit, fitted, fit_step, peak_rss, processor, revision FROM v_run WHERE run_id = ?1",
        &id, 1, err);
}

/* What happened to the run, and the choices that made its settings. */
static struct table *read_events(struct store *store, const char *id, struct error *err) {
    return store_query(
        store,
        "SELECT kind, text FROM (SELECT kind, text, at, id FROM event WHERE run = ?1 UNION ALL SELECT "
        "'choice', key || '=' || max(CASE WHEN chosen THEN value END) || ' by fit, of ' || "
        "group_concat(value || ' (seed ' || seed || ': ' || round(fit, 3) || ')', ', '), 0, 0 FROM (SELECT "
        "c.* FROM suite_run s JOIN run r ON r.id = s.run JOIN choice c ON c.suite = s.suite AND c.arm = r.arm "
        "WHERE s.run = ?1 GROUP BY c.suite, c.key, c.value, c.seed ORDER BY c.place) GROUP BY suite, key) ORDER BY at, "
        "id",
        &id, 1, err);
}

static struct table *read_evaluations(struct store *store, const char *id, struct error *err) {
    return store_query(store,
                       "SELECT task, variant, length, multiple, examples, exact, exact_low, exact_high, exact_no_eos, "
                       "token_accuracy, loss, chance, first_error, loops FROM v_eval WHERE run_id = ?1 GROUP BY task, "
                       "variant, length",
                       &id, 1, err);
}

static bool show_stored(struct store *store, const char *id, enum table_format format, struct error *err) {
    struct table *config = store_query(store, "SELECT config FROM run WHERE id = ?1", &id, 1, err),
                 *run = config ? read_run(store, id, err) : NULL, *event = run ? read_events(store, id, err) : NULL,
                 *evaluation = event ? read_evaluations(store, id, err) : NULL;
    if (evaluation) print_run(id, table_at(config, 0, 0), run, event, evaluation, format);
    const bool ok = evaluation != NULL;
    table_free(config);
    table_free(run);
    table_free(event);
    table_free(evaluation);
    return ok;
}

enum { ATTENTION_EXAMPLES = 16 };

static int show_attention(const struct call *call, enum table_format format, struct error *err) {
    struct loaded_model m;
    struct attention a = {0};
    long length = 0;
    if (flag_given(call, "length") && (!text_to_long(flag_value(call, "length"), &length) || length < 1))
        return error_set(err, "--length is a number from 1 on, not '%s'", flag_value(call, "length")),
               report_error(err);
    const bool ok = open_model(flag_value(call, "db"), call->argument[1], &m, err) &&
                    attention_read(&m, length, ATTENTION_EXAMPLES, &a, err);
    if (ok) {
        struct table *t = attention_table(&a);
        struct text how = {0};
        text_add(&how,
                 "Means over the queries of %d examples of length %d. entropy: bits, %.2f if every query shared out "
                 "equally; first: the share of the first token; then the share of keys at each distance.",
                 a.examples, a.length, a.even);
        table_caption(t, "attention", "%s", text_of(&how));
        table_print(t, format, stdout);
        if (format == TABLE_TEXT) putchar('\n'), print_folded(text_of(&how));
        text_free(&how);
        table_free(t);
    }
    attention_free(&a);
    loaded_model_free(&m);
    return ok ? EXIT_OK : report_error(err);
}

static int show_run(const struct call *call, enum table_format format, struct error *err) {
    char id[RUN_ID_SIZE];
    struct store *store = store_open_readonly(flag_value(call, "db"), err);
    if (!store) return report_error(err);
    const bool ok = store_find_run(store, call->argument[1], id, err) && show_stored(store, id, format, err);
    store_close(store);
    return ok ? EXIT_OK : report_error(err);
}

/* What the suite was run with beside its text, as comments: the text alone would make other runs. */
static bool add_commands(struct store *store, const char *name, struct text *out, struct error *err) {
    struct table *t = store_commands(store, name, err);
    const int n = t ? table_rows(t) : 0;
    const bool plain = n == 0 || (n == 1 && !*table_at(t, 0, 0));
    if (!plain)
        text_add(out, "%s# Its runs were made from this text by:\n",
                 out->size && out->data[out->size - 1] != '\n' ? "\n" : "");
    for (int i = 0; i < n && !plain; i++) {
        text_add(out, "#   lexbench run FILE ");
        text_tsv(out, table_at(t, i, 0)); /* in one line */
        text_add(out, "\n");
    }
    table_free(t);
    return t != NULL;
}

/* The text that a suite had when it was last run, as a file to go on from. */
static int show_stored_suite(const struct call *call, struct error *err) {
    const char *name = call->argument[1];
    struct store *store = store_open_readonly(flag_value(call, "db"), err);
    struct table *t = store ? store_query(store, "SELECT text FROM suite WHERE name = ?1", &name, 1, err) : NULL;
    const bool there = t && table_rows(t) > 0;
    struct text text = {0};
    if (there) text_add(&text, "%s", table_at(t, 0, 0));
    const bool ok = there && add_commands(store, name, &text, err);
    if (ok) print_text(text_of(&text));
    text_free(&text);
    if (t && !there) {
        error_set(err, "there is no file '%s', and no suite of that name in %s; 'lexbench list suites' lists both",
                  name, flag_value(call, "db"));
        err->exit_code = EXIT_NOTHING;
    }
    table_free(t);
    store_close(store);
    return ok ? EXIT_OK : report_error(err);
}

static int show_suite(const char *path, struct error *err) {
    struct suite suite;
    if (!load_suite(path, NULL, 0, &suite, err)) return report_error(err);
    heading(suite.name, path);
    print_folded(suite.about);
    printf("\n%d runs\n\n", suite.n);
    print_text(suite.text);
    suite_free(&suite);
    return EXIT_OK;
}

static int cmd_show(const struct call *call) {
    struct error err = {0};
    enum table_format format;
    const char *what = call->argument[0], *name = call->argument[1];
    plugins_limit();
    if (!flag_format(call, &format, &err)) return report_error(&err);
    if (flag_given(call, "attention") && strcmp(what, "run") != 0)
        return error_set(&err, "--attention is for show run RUN"), report_error(&err);
    if (flag_given(call, "formulas") && strcmp(what, "encoder") != 0)
        return error_set(&err, "--formulas is for show encoder"), report_error(&err);
    if (flag_given(call, "languages") && strcmp(what, "language") != 0)
        return error_set(&err, "--languages is for show language"), report_error(&err);
    if (strcmp(what, "run") == 0)
        return (flag_given(call, "attention") ? show_attention : show_run)(call, format, &err);
    if (format != TABLE_TEXT)
        return error_set(&err, "show %s prints text; --format is for show run and for listings", what),
               report_error(&err);
    if (strcmp(what, "encoder") == 0) return show_encoder(flag_value(call, "formulas"), name, &err);
    if (strcmp(what, "task") == 0) return show_task(name, &err);
    if (strcmp(what, "language") == 0)
        return language_show(name, flag_value(call, "languages"), &err) ? EXIT_OK : report_error(&err);
    return is_suite_file(name) ? show_suite(name, &err) : show_stored_suite(call, &err);
}

const struct command command_show = {
    .name = "show",
    .arguments = "encoder NAME | task NAME | language NAME | run ID | suite SUITE",
    .summary = "explain one thing",
    .text = "  lexbench show encoder rope\n  lexbench show encoder 'rope(base=500)+alibi'\n"
            "  lexbench show encoder root --formulas own.yaml\n"
            "  lexbench show task "
            "'sort(kind=duplicates)'\n  lexbench show language '(ab|aabb)*'\n  lexbench show run 3fa9c1\n  lexbench "
            "show run "
            "3fa9c1 --attention --length 40 --format csv\n  lexbench show suite suites/quickstart.yaml\n\nWith "
            "--attention the run may be a model's file too. Of a suite that is stored, and no file: the text that it "
            "was last run with, and, as comments, the settings and seeds of the commands that ran it.",
    .words = "encoder|task|language|run|suite",
    .least = 2,
    .most = 2,
    FLAGS(show_flags),
    .run = cmd_show,
};
