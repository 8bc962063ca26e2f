#include "run/work_dir.h"
#include "base/memory.h"
#include "results/store.h"
#include <stdio.h>
#include <string.h>

char *work_dir_of(const char *database) {
    size_t n = strlen(database);
    char *path = mem_zero(n + 6, 1);
    snprintf(path, n + 6, "%s.work", database);
    return path;
}

char *work_file(const char *work_dir, const char *kind, const char *id, const char *suffix) {
    REQUIRE(run_id_is_valid(id));
    size_t n = strlen(work_dir) + strlen(kind) + strlen(id) + strlen(suffix) + 4;
    char *path = mem_zero(n, 1);
    snprintf(path, n, "%s/%s/%s%s", work_dir, kind, id, suffix);
    return path;
}
