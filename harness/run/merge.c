#include "run/merge.h"
#include "base/file.h"
#include "base/memory.h"
#include "run/models.h"
#include "run/plugins.h"
#include "run/work_dir.h"
#include <string.h>
#include <sys/stat.h>

static bool same_file(const char *a, const char *b) {
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

static void say_lines(struct text *lines, void (*said)(const char *line)) {
    for (char *at = strtok(lines->data, "\n"); at; at = strtok(NULL, "\n")) said(at);
}

struct merge {
    struct store *from, *into;
    char *from_work, *into_work;
    void (*said)(const char *line);
    struct merge_report *report;
};

/* The results first: a model without them would belong to no run. */
static bool merge_run(struct merge *m, const char *id, struct error *err) {
    struct merged one;
    bool ok = store_merge_run(m->into, m->from, id, &one, err);
    if (ok && one.conflicts) say_lines(&one.conflict, m->said);
    text_free(&one.conflict);
    if (!ok) return false;
    m->report->new_trainings += one.new_training;
    m->report->stored_before += one.stored && !one.new_training;
    m->report->new_cells += one.new_cells;
    m->report->apart_cells += one.apart_cells;
    m->report->conflicts += one.conflicts;
    return !one.stored || model_copy(m->from_work, m->into_work, id, &m->report->models, err);
}

static bool merge_runs(struct merge *m, struct error *err) {
    struct table *runs = store_query(m->from, "SELECT id FROM run ORDER BY id", NULL, 0, err);
    bool ok = runs && store_merge_rest(m->into, m->from, err);
    for (int i = 0; ok && i < table_rows(runs); i++) {
        const char *id = table_at(runs, i, 0);
        ok = run_id_is_valid(id) || error_set(err, "'%s' is not a run's id; 'lexbench db check' says more", id);
        ok = ok && merge_run(m, id, err);
        m->report->runs++;
    }
    table_free(runs);
    return ok && plugins_keep_also(m->from_work, m->into_work, err);
}

bool merge_databases(const char *from, const char *into, void (*said)(const char *line), struct merge_report *out,
                     struct error *err) {
    struct merge m = {.said = said, .report = out};
    *out = (struct merge_report){0};
    if (same_file(from, into)) return error_set(err, "%s and %s are one database", from, into);
    if (!(m.from = store_open_readonly(from, err))) return false;
    m.into = store_open(into, err);
    m.from_work = work_dir_of(from), m.into_work = work_dir_of(into);
    char *folder = path_join(m.into_work, "model");
    const bool ok = m.into && dir_make(folder, err) && merge_runs(&m, err);
    mem_free(folder);
    mem_free(m.from_work);
    mem_free(m.into_work);
    store_close(m.into);
    store_close(m.from);
    return ok;
}
