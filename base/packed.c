#include "base/packed.h"
#include <string.h>

bool packed_any(void) { return packed_files && packed_files->name; }

/* What of the path stands behind the folder of all; NULL where it is another path. */
static const char *behind_folder(const char *path) {
    const size_t size = strlen(PACKED_FOLDER);
    if (strncmp(path, PACKED_FOLDER, size) != 0 || (path[size] && path[size] != '/')) return NULL;
    return path + size + strspn(path + size, "/");
}

bool packed_path(const char *path) { return packed_any() && behind_folder(path); }

const struct packed_file *packed_find(const char *path) {
    const char *name = packed_path(path) ? behind_folder(path) : NULL;
    for (const struct packed_file *f = packed_files; name && f->name; f++)
        if (strcmp(f->name, name) == 0) return f;
    return NULL;
}

const char *packed_name_in(const struct packed_file *file, const char *folder) {
    const char *name = behind_folder(folder);
    size_t size = name ? strlen(name) : 0;
    while (size && name[size - 1] == '/') size--;
    if (!name || strncmp(file->name, name, size) != 0 || (size && file->name[size] != '/')) return NULL;
    return file->name + size + (size > 0);
}

const struct packed_file *packed_in(const char *folder) {
    const struct packed_file *f = packed_path(folder) ? packed_files : NULL;
    while (f && f->name && !packed_name_in(f, folder)) f++;
    return f && f->name ? f : NULL;
}
