/* Files, the durable way: a file appears whole under its name or not at all. */
#ifndef LEXBENCH_FILE_H
#define LEXBENCH_FILE_H
#include "base/error.h"
#include <stddef.h>

/* Temporary file beside path, every write checked, fsync, rename, fsync of the directory. On any error the old file
 * stays and the temporary one is removed. The message names path and bytes. */
bool file_write(const char *path, const void *bytes, size_t size, struct error *err);
/* Whole file into *bytes (mem_free it), NUL-terminated beyond *size. Files above `limit` bytes are refused. */
bool file_read(const char *path, size_t limit, char **bytes, size_t *size, struct error *err);
bool file_exists(const char *path);
bool file_remove(const char *path, struct error *err); /* a file that is not there is fine */
bool dir_make(const char *path, struct error *err);    /* with parents; there already is fine */
/* Names (not paths) in a directory that end with suffix, sorted; free with dir_free. A missing directory has none. */
bool dir_list(const char *path, const char *suffix, char ***names, int *n, struct error *err);
void dir_free(char **names, int n);
char *path_join(const char *a, const char *b); /* a/b, mem_free it */
#endif
