#include "plots/study.h"
#include "base/labels.h"
#include "base/memory.h"
#include <math.h>
#include <string.h>

int column_of(const struct table *rows, const char *name) {
    for (int c = 0; c < table_columns(rows); c++)
        if (strcmp(table_header(rows, c), name) == 0) return c;
    return -1;
}

double number_at(const struct table *rows, int row, const char *column) {
    const int c = column_of(rows, column);
    return c >= 0 ? table_value(rows, row, c) : (double)NAN;
}

const char *text_at(const struct table *rows, int row, const char *column) {
    int c = column_of(rows, column);
    return c < 0 ? "" : table_at(rows, row, c);
}

static char *whole_name(const char *label, const char *variant) {
    struct text name = {0};
    if (strncmp(variant, label, strlen(label)) == 0) variant += strlen(label);
    text_add(&name, "%s%s%s", label, *variant ? " > " : "", variant);
    return name.data;
}

static bool read_about(struct study *study, struct error *err) {
    struct table *t = store_query(study->store, "SELECT about FROM suite WHERE name = ?1", &study->suite, 1, err);
    if (!t) return false;
    bool there = table_rows(t) == 1;
    if (there) study->about = mem_text(table_at(t, 0, 0));
    table_free(t);
    if (there) return true;
    error_set(err, "the database has no suite '%s'; 'lexbench list suites' shows what it has", study->suite);
    err->exit_code = EXIT_NOTHING;
    return false;
}

static bool read_tasks(struct study *study, struct error *err) {
    struct table *t = store_query(
        study->store, "SELECT task FROM v_run_task WHERE suite = ?1 GROUP BY task ORDER BY min(ordinal), min(place)",
        &study->suite, 1, err);
    if (!t) return false;
    study->n_tasks = table_rows(t);
    study->task = mem_zero((size_t)study->n_tasks, sizeof *study->task);
    for (int r = 0; r < study->n_tasks; r++) study->task[r] = mem_text(table_at(t, r, 0));
    study->task_name = labels_shortened((const char *const *)study->task, study->n_tasks, NAME_CHARACTERS);
    table_free(t);
    if (study->n_tasks) return true;
    error_set(err, "suite '%s' has no finished run yet", study->suite);
    err->exit_code = EXIT_NOTHING;
    return false;
}

static void name_series(struct study *study) {
    const int n = study->n_series;
    char **whole = mem_zero((size_t)n + 1, sizeof *whole);
    for (int i = 0; i < n; i++) whole[i] = whole_name(study->series[i].label, study->series[i].variant);
    char **names = labels_shortened((const char *const *)whole, n, NAME_CHARACTERS);
    for (int i = 0; i < n; i++) study->series[i].name = mem_text(names[i]);
    labels_free(names, n);
    labels_free(whole, n);
}

static bool read_series(struct study *study, struct error *err) {
    static const char sql[] =
        "SELECT label, variant FROM (SELECT label, '' AS variant, ordinal FROM v_run WHERE suite = ?1 UNION ALL "
        "SELECT label, variant, ordinal FROM v_eval WHERE suite = ?1 AND variant <> '') GROUP BY label, variant "
        "ORDER BY min(ordinal), variant";
    struct table *t = store_query(study->store, sql, &study->suite, 1, err);
    if (!t) return false;
    study->n_series = table_rows(t);
    study->series = mem_zero((size_t)study->n_series, sizeof *study->series);
    for (int r = 0; r < study->n_series; r++) {
        const char *label = table_at(t, r, 0), *variant = table_at(t, r, 1);
        study->series[r] = (struct series){.label = mem_text(label), .variant = mem_text(variant)};
    }
    table_free(t);
    name_series(study);
    return true;
}

bool study_open(struct store *store, const char *suite, struct study *out, struct error *err) {
    struct error own; /* the exit code is set through it, so it must exist */
    if (!err) err = &own;
    *out = (struct study){.store = store, .suite = suite};
    bool ok = read_about(out, err) && read_tasks(out, err) && read_series(out, err);
    if (!ok) study_close(out);
    return ok;
}

void study_close(struct study *study) {
    for (int i = 0; i < study->n_series; i++) {
        mem_free(study->series[i].label);
        mem_free(study->series[i].variant);
        mem_free(study->series[i].name);
    }
    labels_free(study->task_name, study->n_tasks);
    labels_free(study->task, study->n_tasks);
    mem_free(study->series);
    mem_free(study->about);
    *study = (struct study){0};
}

const char *study_task_name(const struct study *study, const char *task) {
    for (int t = 0; t < study->n_tasks; t++)
        if (strcmp(study->task[t], task) == 0) return study->task_name[t];
    return task;
}

int study_style(const struct study *study, const char *label, const char *variant) {
    for (int i = 0; i < study->n_series; i++)
        if (strcmp(study->series[i].label, label) == 0 && strcmp(study->series[i].variant, variant) == 0) return i + 1;
    return 0;
}
