/* Every database as a record to download, from which whoever doubts a page can judge and draw its results again. */
#include "base/file.h"
#include "base/memory.h"
#include "site/internal.h"
#include <string.h>
#include <sys/stat.h>

enum { STRETCHES = 25 }; /* of a training's curve, which keeps its extremes */

static bool write_record(struct site_database *d, const char *path, struct error *err) {
    struct stat info;
    if (!store_export(d->store, NULL, STRETCHES, path, err)) return false;
    if (stat(path, &info) != 0) return error_io(err, "cannot read %s", path);
    d->size = (double)info.st_size;
    store_close(d->store);
    d->store = store_open_readonly(path, err);
    return d->store != NULL;
}

bool site_records(struct site_content *s, struct error *err) {
    char *folder = path_join(s->draft, "data");
    bool ok = dir_make(folder, err);
    for (int i = 0; ok && i < s->n_databases; i++) {
        char *path = path_join(s->draft, s->database[i].record);
        ok = write_record(&s->database[i], path, err);
        mem_free(path);
    }
    mem_free(folder);
    return ok;
}
