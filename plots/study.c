#include "plots/study.h"
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

/* Bytes of the first `most` characters of UTF-8 text. */
static size_t cut(const char *text, int most) {
    size_t n = 0;
    for (; text[n]; n++)
        if (((unsigned char)text[n] & 0xC0) != 0x80 && most-- == 0) break;
    return n;
}

char *shortened(const char *text, int most) {
    size_t kept = cut(text, most);
    bool whole = !text[kept];
    struct text out = {0};
    if (!whole) kept = cut(text, most - 1);
    text_add(&out, "%.*s%s", (int)kept, text, whole ? "" : "…");
    return out.data;
}

static char *legend_name(const char *label, const char *variant) {
    struct text name = {0};
    if (strncmp(variant, label, strlen(label)) == 0) variant += strlen(label);
    text_add(&name, "%s%s%s", label, *variant ? " > " : "", variant);
    char *out = shortened(text_of(&name), NAME_CHARACTERS);
    text_free(&name);
    return out;
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
    table_free(t);
    if (study->n_tasks) return true;
    error_set(err, "suite '%s' has no finished run yet", study->suite);
    err->exit_code = EXIT_NOTHING;
    return false;
}

static bool read_series(struct study *study, struct error *err) {
    static const char sql[] =
        "SELECT label, variant FROM (SELECT label, '' AS variant, ordinal FROM v_run WHERE suite = ?1 UNION ALL "
        "SELECT label, variant, ordinal FROM v_eval WHERE suite = ?1) GROUP BY label, variant ORDER BY min(ordinal), "
        "variant";
    struct table *t = store_query(study->store, sql, &study->suite, 1, err);
    if (!t) return false;
    study->n_series = table_rows(t);
    study->series = mem_zero((size_t)study->n_series, sizeof *study->series);
    for (int r = 0; r < study->n_series; r++) {
        const char *label = table_at(t, r, 0), *variant = table_at(t, r, 1);
        study->series[r] = (struct series){mem_text(label), mem_text(variant), legend_name(label, variant)};
    }
    table_free(t);
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
    for (int i = 0; i < study->n_tasks; i++) mem_free(study->task[i]);
    mem_free(study->series);
    mem_free(study->task);
    mem_free(study->about);
    *study = (struct study){0};
}

int study_style(const struct study *study, const char *label, const char *variant) {
    for (int i = 0; i < study->n_series; i++)
        if (strcmp(study->series[i].label, label) == 0 && strcmp(study->series[i].variant, variant) == 0) return i + 1;
    return 0;
}
