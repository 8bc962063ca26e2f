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

const struct flag list_flags[] = {FLAG_FORMAT, FLAG_DB, {0}};

static void kind_of(const struct encoder *e, struct text *out) {
    const struct {
        bool has;
        const char *word;
    } hooks[] = {
        {e->positions, "positions"},
        {e->embed, "embedding"},
        {e->numbers, "embedding"},
        {e->stream, "stream"},
        {e->frequencies, "rotation"},
        {e->rotate || e->branches, "rotation"},
        {e->bias, "score"},
        {e->vectors, "score"},
        {e->place_vectors, "score"},
        {e->temperature, "temperature"},
        {e->counted || e->across || e->slopes || e->gates || e->forgets || e->reflections || e->selects, "score"},
        {e->shifts, "keys+values"},
        {e->mask, "mask"},
        {e->sink || e->normaliser, "normaliser"}};
    for (size_t i = 0; i < sizeof hooks / sizeof *hooks; i++)
        if (hooks[i].has) text_add(out, "%s%s", out->size ? "+" : "", hooks[i].word);
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

int cmd_list(const struct call *call) {
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
