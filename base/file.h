/* Durable files: a file appears whole under its name or not at all. */
#ifndef LEXBENCH_FILE_H
#define LEXBENCH_FILE_H
#include "base/error.h"
#include <stddef.h>

/* A draft: a temporary file beside its target, through which this program creates all of its files. Fill it through fd,
 * or let a library fill it by its name; then commit it or drop it, once. */
struct file_draft {
    const char *path; /* the target; the caller's */
    char *name;
    int fd;
};
bool file_draft_open(struct file_draft *draft, const char *path, struct error *err);
/* fsync, rename, fsync of the directory. On any error the old file stays and the draft is removed. */
bool file_draft_commit(struct file_draft *draft, struct error *err);
void file_draft_drop(struct file_draft *draft);
/* Remove the drafts that killed processes left in a directory. The caller knows that nobody else writes there. */
void dir_sweep(const char *path);
/* The same for the drafts of one file. */
void file_sweep(const char *path);
/* Temporary file beside path, every write checked, fsync, rename, fsync of the directory. On any error the old file
 * stays and the temporary one is removed. The message names path and bytes. */
bool file_write(const char *path, const void *bytes, size_t size, struct error *err);
/* The same without waiting for the disk: readers find the whole file or none, but it may be lost when the machine
 * stops. */
bool file_publish(const char *path, const void *bytes, size_t size, struct error *err);
/* Why the file could not be opened, from errno. A file that is not there is usage: whoever named it made a slip. Any
 * other reason is input and output. Returns false. */
bool file_not_opened(const char *path, struct error *err);
/* The bytes of a file of any size under another name, made durable like file_write's. */
bool file_copy(const char *from, const char *to, struct error *err);
/* Whole file, also a packed one, into *bytes (mem_free it), NUL-terminated beyond *size. Files above `limit` bytes are
 * refused. */
bool file_read(const char *path, size_t limit, char **bytes, size_t *size, struct error *err);
/* Opens a file, creating it if needed (flags: those of open besides O_CREAT). A link is not followed, and anything but
 * a regular file (a pipe would block) is refused. Returns the descriptor; -1: err. */
int file_open_own(const char *path, int flags, struct error *err);
bool file_exists(const char *path); /* a file or a folder; of packed ones (base/packed.h) too, as below */
bool dir_exists(const char *path);
bool file_remove(const char *path, struct error *err); /* a file that is not there is fine */
bool dir_make(const char *path, struct error *err);    /* with parents; one that exists is fine */
/* Names (not paths) in a directory that end with suffix, sorted; free with dir_free. A missing directory has none. */
bool dir_list(const char *path, const char *suffix, char ***names, int *n, struct error *err);
void dir_free(char **names, int n);
/* A new private directory in $TMPDIR or /tmp; mem_free its path, dir_remove it. NULL: err. */
char *dir_temporary(struct error *err);
void dir_remove(const char *path); /* with all that is in it, as far as it can be removed; links are not followed */
char *path_join(const char *a, const char *b); /* a/b, mem_free it */
#endif
