/* Files that stand inside the program: what ships with it, in the one file that `make static` builds. They are read by
 * path like other files (base/file.h), as lexbench:/suites/quickstart.yaml, and cannot be written. */
#ifndef LEXBENCH_PACKED_H
#define LEXBENCH_PACKED_H
#include <stdbool.h>
#include <stddef.h>

/* The folder that all of them are in. */
#define PACKED_FOLDER "lexbench:"

struct packed_file {
    const char *name;        /* "suites/quickstart.yaml" */
    const char *bytes, *end; /* its first byte, and the zero byte behind its last */
};
/* Sorted by name; ended by a row without a name. packaging/packed.sh makes it; other programs have none. */
extern const struct packed_file packed_files[] __attribute__((weak));

/* There are such files. */
bool packed_any(void);
/* The path is one of such a file or folder, whether or not it is there. */
bool packed_path(const char *path);
/* The file of a path; NULL: there is none. */
const struct packed_file *packed_find(const char *path);
/* The first file that lies in the folder of this path, or below it; NULL: there is no such folder. */
const struct packed_file *packed_in(const char *folder);
/* What the file is called in that folder: behind it, without a slash in front; NULL where it lies elsewhere. */
const char *packed_name_in(const struct packed_file *file, const char *folder);
#endif
