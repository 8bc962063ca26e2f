#include "base/beside.h"
#include "base/file.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

static char *beside; /* NULL: none */

void beside_set(const char *folder) {
    char *own = *folder ? mem_text(folder) : NULL; /* before the old one goes: it may be that */
    mem_free(beside);
    beside = own;
}

const char *beside_folder(void) { return beside ? beside : ""; }

char *beside_find(const char *path) {
    char *found = beside && *path != '/' ? path_join(beside, path) : mem_text(path);
    if (file_exists(found)) return found;
    mem_free(found);
    return mem_text(path);
}

char *folder_of(const char *path) {
    const char *slash = strrchr(path, '/');
    char *folder = mem_text(slash ? path : ".");
    if (slash) folder[slash == path ? 1 : slash - path] = '\0';
    char *whole = realpath(folder, NULL);
    if (!whole) return folder;
    mem_free(folder);
    folder = mem_text(whole);
    free(whole);
    return folder;
}
