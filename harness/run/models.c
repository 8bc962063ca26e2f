#include "run/models.h"
#include "base/file.h"
#include "base/memory.h"
#include "run/plugins.h"
#include "run/work_dir.h"

static const char MODEL[] = "model", SUFFIX[] = ".safetensors";

bool model_copy(const char *from_work, const char *to_work, const char *id, int *copied, struct error *err) {
    char *from = work_file(from_work, MODEL, id, SUFFIX), *to = work_file(to_work, MODEL, id, SUFFIX);
    const bool needed = file_exists(from) && !file_exists(to), ok = !needed || file_copy(from, to, err);
    if (needed && ok && copied) ++*copied;
    mem_free(from);
    mem_free(to);
    return ok;
}

static bool make_folder(const char *work, struct error *err) {
    char *folder = path_join(work, MODEL);
    const bool ok = dir_make(folder, err);
    mem_free(folder);
    return ok;
}

/* Some model is there, of whatever run. */
static bool has_models(const char *work) {
    char *folder = path_join(work, MODEL), **names;
    int n = 0;
    if (dir_list(folder, SUFFIX, &names, &n, NULL)) dir_free(names, n);
    mem_free(folder);
    return n > 0;
}

bool models_copy(struct store *store, const char *database, const char *to, int *copied, struct error *err) {
    char *from_work = work_dir_of(database), *to_work = work_dir_of(to);
    struct table *runs = store_trained(store, err);
    bool ok = runs && (!has_models(from_work) || make_folder(to_work, err));
    *copied = 0;
    for (int i = 0; ok && i < table_rows(runs); i++) {
        const char *id = table_at(runs, i, 0);
        ok = !run_id_is_valid(id) || model_copy(from_work, to_work, id, copied, err);
    }
    ok = ok && plugins_keep_also(from_work, to_work, err);
    table_free(runs);
    mem_free(from_work);
    mem_free(to_work);
    return ok;
}

int models_missing(struct store *store, const char *database, struct text *ids, struct error *err) {
    enum { NAMED = 5 };
    struct table *runs = store_trained(store, err);
    char *work = work_dir_of(database);
    int missing = 0;
    for (int i = 0; runs && i < table_rows(runs); i++) {
        const char *id = table_at(runs, i, 0);
        if (!run_id_is_valid(id)) continue;
        char *path = work_file(work, MODEL, id, SUFFIX);
        if (!file_exists(path) && missing++ < NAMED) text_add(ids, "%s%.10s", ids->size ? ", " : "", id);
        mem_free(path);
    }
    if (missing > NAMED) text_add(ids, ", ...");
    mem_free(work);
    const bool ok = runs != NULL;
    table_free(runs);
    return ok ? missing : -1;
}

void models_gone(const char *database, struct text *out) {
    char *work = work_dir_of(database);
    struct store *store = has_models(work) ? NULL : store_open_readonly(database, NULL);
    struct table *runs = store ? store_trained(store, NULL) : NULL;
    if (runs && table_rows(runs))
        text_add(out, "the models of %s are not beside it: they are looked for in %s/%s", database, work, MODEL);
    table_free(runs);
    store_close(store);
    mem_free(work);
}
