#include "base/file.h"
#include "base/memory.h"
#include "cli/command.h"
#include "encoders/encoder.h"
#include "results/store.h"
#include "run/suite.h"
#include "tasks/task.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct flag list_flags[] = {FLAG_FORMAT, FLAG_DB, {0}};

/* What a scheme acts on, by its hooks (encoders/encoder.h): a row per word, so that none comes twice. Only a scheme
 * without any of these hooks acts on nothing; a hook that is missing here shows as "none" (tests/test_user.sh). */
static void kind_of(const struct encoder *e, struct text *out) {
    const struct {
        const char *word;
        bool acts;
    } kinds[] = {
        {"positions", e->positions},
        {"embedding", e->embed || e->numbers},
        {"stream", e->stream},
        {"rotation", e->frequencies || e->key_phases || e->rotate || e->branches || e->turns},
        {"score", e->bias || e->bias_by_row || e->vectors || e->query_offset || e->place_vectors || e->score_scale ||
                      e->counted || e->across || e->slopes || e->gates || e->forgets || e->reflections || e->selects},
        {"temperature", e->temperature},
        {"keys+values", e->shifts},
        {"mask", e->mask},
        {"normaliser", e->normaliser || e->remainder || e->sink},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].acts) text_add(out, "%s%s", out->size ? "+" : "", kinds[i].word);
    if (!out->size) text_add(out, "none");
}

static void option_names(const struct option *row, struct text *out) {
    for (; row && row->name; row++) {
        text_add(out, "%s%s=", out->size ? "," : "", row->name);
        text_add(out, "%s", *row->fallback ? row->fallback : "[]");
    }
}

static struct table *encoders(void) {
    const char *const headers[] = {"name", "acts on", "options", "title"};
    struct table *t = table_new(4, headers);
    for (int i = 0; encoder_list[i]; i++) {
        struct text kind = {0}, options = {0};
        kind_of(encoder_list[i], &kind);
        option_names(encoder_list[i]->options, &options);
        table_cell(t, "%s", encoder_list[i]->name);
        table_cell(t, "%s", text_of(&kind));
        table_cell(t, "%s", text_of(&options));
        table_cell(t, "%s", encoder_list[i]->title);
        text_free(&kind);
        text_free(&options);
    }
    return t;
}

static struct table *tasks(void) {
    const char *const headers[] = {"name", "options", "title"};
    struct table *t = table_new(3, headers);
    for (int i = 0; task_list[i]; i++) {
        struct text options = {0};
        option_names(task_list[i]->options, &options);
        table_cell(t, "%s", task_list[i]->name);
        table_cell(t, "%s", text_of(&options));
        table_cell(t, "%s", task_list[i]->title);
        text_free(&options);
    }
    return t;
}

static struct table *suites(struct error *err) {
    const char *const headers[] = {"file", "name", "runs", "about"};
    char **names;
    int n;
    if (!dir_list("suites", ".yaml", &names, &n, err)) return NULL;
    struct table *t = table_new(4, headers);
    for (int i = 0; i < n; i++) {
        char *path = path_join("suites", names[i]);
        struct suite suite;
        struct error why;
        table_cell(t, "%s", path);
        if (suite_load(path, NULL, 0, &suite, &why)) {
            table_cell(t, "%s", suite.name);
            table_number(t, suite.n, "%.0f");
            table_cell(t, "%.80s", suite.about);
            suite_free(&suite);
        } else {
            table_cell(t, "-");
            table_number(t, (double)NAN, "%.0f");
            table_cell(t, "not valid: %s", why.text);
        }
        mem_free(path);
    }
    dir_free(names, n);
    return t;
}

static struct table *runs(const char *database, struct error *err) {
    struct store *store = store_open_readonly(database, err);
    if (!store) return NULL;
    struct table *t = store_query(
        store, "SELECT substr(run_id, 1, 10) AS run, suite, task, label, seed, status, fit, steps, seconds FROM v_run",
        NULL, 0, err);
    store_close(store);
    return t;
}

static int cmd_list(const struct call *call) {
    struct error err = {0};
    enum table_format format;
    const char *what = call->argument[0];
    if (!flag_format(call, &format, &err)) return report_error(&err);
    struct table *t = NULL;
    if (strcmp(what, "encoders") == 0)
        t = encoders();
    else if (strcmp(what, "tasks") == 0)
        t = tasks();
    else if (strcmp(what, "suites") == 0)
        t = suites(&err);
    else
        t = runs(flag_value(call, "db"), &err);
    if (!t) return report_error(&err);
    table_print(t, format, stdout);
    table_free(t);
    return EXIT_OK;
}

const struct command command_list = {
    .name = "list",
    .arguments = "encoders|tasks|suites|runs",
    .summary = "list what there is",
    .text = "  lexbench list encoders\n  lexbench list tasks --format tsv",
    .words = "encoders|tasks|suites|runs",
    .least = 1,
    .most = 1,
    FLAGS(list_flags),
    .run = cmd_list,
};
