#include "base/file.h"
#include "base/memory.h"
#include "base/packed.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *path_join(const char *a, const char *b) {
    size_t n = strlen(a), m = strlen(b);
    char *path = mem_zero(n + m + 2, 1);
    memcpy(path, a, n);
    if (n && a[n - 1] != '/') path[n++] = '/';
    memcpy(path + n, b, m);
    return path;
}

static bool write_all(int fd, const char *bytes, size_t size) {
    while (size) {
        ssize_t n = write(fd, bytes, size);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        bytes += n;
        size -= (size_t)n;
    }
    return true;
}

#define DRAFT_MARK ".tmp-"

static bool sync_directory(const char *path) {
    char *directory = mem_text(path), *slash = strrchr(directory, '/');
    if (slash) *(slash == directory ? slash + 1 : slash) = '\0';
    int fd = open(slash ? directory : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    mem_free(directory);
    if (fd < 0) return false;
    bool ok = fsync(fd) == 0 || errno == EINVAL; /* some file systems cannot sync a directory */
    close(fd);
    return ok;
}

static mode_t usual_mode(void) {
    mode_t mask = umask(0);
    umask(mask);
    return 0644 & ~mask;
}

bool file_draft_open(struct file_draft *draft, const char *path, struct error *err) {
    const size_t room = strlen(path) + 16;
    draft->path = path;
    draft->name = mem_zero(room, 1);
    snprintf(draft->name, room, "%s" DRAFT_MARK "XXXXXX", path);
    draft->fd = mkostemp(draft->name, O_CLOEXEC);
    if (draft->fd >= 0) return true;
    error_io(err, "cannot create a file beside %s", path);
    mem_free(draft->name);
    return false;
}

void file_draft_drop(struct file_draft *draft) {
    close(draft->fd);
    unlink(draft->name);
    mem_free(draft->name);
}

/* Closes the descriptor whatever happens. A failed fsync is never tried again: the kernel may have dropped the bytes
 * and would call the second one good. */
static bool settle(struct file_draft *draft) {
    const bool ok = fchmod(draft->fd, usual_mode()) == 0 && fsync(draft->fd) == 0;
    const int reason = errno;
    if (close(draft->fd) != 0 && ok) return false;
    errno = reason;
    return ok;
}

static long long draft_size(const struct file_draft *draft) {
    struct stat info;
    return stat(draft->name, &info) == 0 ? (long long)info.st_size : 0;
}

bool file_draft_commit(struct file_draft *draft, struct error *err) {
    bool ok = settle(draft) || error_io(err, "cannot make %lld bytes of %s durable", draft_size(draft), draft->path);
    if (ok && rename(draft->name, draft->path) != 0)
        ok = error_io(err, "cannot rename a temporary file to %s", draft->path);
    else if (ok && !sync_directory(draft->path))
        ok = error_io(err, "cannot make %s durable", draft->path);
    if (!ok) unlink(draft->name);
    mem_free(draft->name);
    return ok;
}

bool file_write(const char *path, const void *bytes, size_t size, struct error *err) {
    struct file_draft draft;
    if (!file_draft_open(&draft, path, err)) return false;
    if (write_all(draft.fd, bytes, size)) return file_draft_commit(&draft, err);
    error_io(err, "cannot write %zu bytes to %s", size, path);
    file_draft_drop(&draft);
    return false;
}

bool file_publish(const char *path, const void *bytes, size_t size, struct error *err) {
    struct file_draft draft;
    if (!file_draft_open(&draft, path, err)) return false;
    if (write_all(draft.fd, bytes, size) && fchmod(draft.fd, usual_mode()) == 0 && rename(draft.name, path) == 0) {
        close(draft.fd);
        mem_free(draft.name);
        return true;
    }
    error_io(err, "cannot write %zu bytes to %s", size, path);
    file_draft_drop(&draft);
    return false;
}

static bool read_all(int fd, char *bytes, size_t size) {
    while (size) {
        ssize_t n = read(fd, bytes, size);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        if (n == 0) return errno = EIO, false;
        bytes += n;
        size -= (size_t)n;
    }
    return true;
}

bool file_not_opened(const char *path, struct error *err) {
    if (errno == ENOENT || errno == ENOTDIR) return error_set(err, "there is no file %s", path);
    return error_io(err, "cannot open %s", path);
}

static bool read_packed(const char *path, size_t limit, char **bytes, size_t *size, struct error *err) {
    const struct packed_file *file = packed_find(path);
    if (!file) return errno = ENOENT, file_not_opened(path, err);
    const size_t there = (size_t)(file->end - file->bytes);
    if (there > limit) return error_set(err, "%s has %zu bytes, more than the %zu that are read", path, there, limit);
    *size = there;
    *bytes = mem_zero(there + 1, 1);
    memcpy(*bytes, file->bytes, there);
    return true;
}

bool file_read(const char *path, size_t limit, char **bytes, size_t *size, struct error *err) {
    if (packed_path(path)) {
        *bytes = NULL;
        *size = 0;
        return read_packed(path, limit, bytes, size, err);
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe is refused below, not waited for */
    struct stat info;
    *bytes = NULL;
    *size = 0;
    if (fd < 0) return file_not_opened(path, err);
    bool ok = fstat(fd, &info) == 0 || error_io(err, "cannot examine %s", path);
    if (ok && !S_ISREG(info.st_mode)) ok = error_set(err, "%s is not a file", path);
    if (ok && (size_t)info.st_size > limit)
        ok = error_set(err, "%s has %lld bytes, more than the %zu that are read", path, (long long)info.st_size, limit);
    if (ok) {
        *size = (size_t)info.st_size;
        *bytes = mem_zero(*size + 1, 1);
        ok = read_all(fd, *bytes, *size) || error_io(err, "cannot read %zu bytes of %s", *size, path);
        if (!ok) mem_free(*bytes), *bytes = NULL;
    }
    close(fd);
    return ok;
}

int file_open_own(const char *path, int flags, struct error *err) {
    struct stat info;
    const int fd = open(path, flags | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644);
    if (fd < 0 && (errno == ELOOP || errno == ENXIO))
        return error_set(err, "%s is a link or a pipe where a file of lexbench belongs; remove it", path), -1;
    if (fd < 0) return error_io(err, "cannot open %s", path), -1;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) return fd;
    close(fd);
    return error_set(err, "%s is not a file; remove it", path), -1;
}

static bool pour(int from, int to) {
    enum { SIZE = 1 << 18 };
    char *bytes = mem_zero(SIZE, 1);
    ssize_t n;
    bool ok = true;
    while (ok && ((n = read(from, bytes, SIZE)) > 0 || (n < 0 && errno == EINTR)))
        if (n > 0) ok = write_all(to, bytes, (size_t)n);
    mem_free(bytes);
    return ok && n == 0;
}

bool file_copy(const char *from, const char *to, struct error *err) {
    struct file_draft draft;
    struct stat info;
    const int source = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe is refused, not waited for */
    if (source < 0) return file_not_opened(from, err);
    bool ok = (fstat(source, &info) == 0 && S_ISREG(info.st_mode)) || error_set(err, "%s is not a file", from);
    ok = ok && file_draft_open(&draft, to, err);
    if (ok && !pour(source, draft.fd)) {
        ok = error_io(err, "cannot copy %s to %s", from, to);
        file_draft_drop(&draft);
    } else if (ok) {
        ok = file_draft_commit(&draft, err);
    }
    close(source);
    return ok;
}

bool file_exists(const char *path) {
    return packed_path(path) ? packed_find(path) || packed_in(path) : access(path, F_OK) == 0;
}

bool dir_exists(const char *path) {
    struct stat info;
    return packed_path(path) ? packed_in(path) != NULL : stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool file_remove(const char *path, struct error *err) {
    return unlink(path) == 0 || errno == ENOENT || error_io(err, "cannot remove %s", path);
}

static bool make_one(const char *path) {
    struct stat info;
    if (mkdir(path, 0777) == 0) return true;
    if (errno != EEXIST) return false;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode)) return true;
    return errno = ENOTDIR, false;
}

bool dir_make(const char *path, struct error *err) {
    char *part = mem_text(path);
    bool ok = true;
    for (char *p = part + 1; ok && *path; p++) {
        if (*p && *p != '/') continue;
        char keep = *p;
        *p = '\0';
        ok = make_one(part) || error_io(err, "cannot make the directory %s", part);
        *p = keep;
        if (!keep) break;
    }
    mem_free(part);
    return ok;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static bool ends_with(const char *name, const char *suffix) {
    size_t n = strlen(name), m = strlen(suffix);
    return n >= m && strcmp(name + n - m, suffix) == 0;
}

/* Room doubles: a power of two is full. */
static void add_name(const char *name, char ***names, int *n) {
    if ((*n & (*n - 1)) == 0)
        *names = mem_grow(*names, sizeof **names * (size_t)*n, sizeof **names * (*n ? 2 * (size_t)*n : 1));
    (*names)[(*n)++] = mem_text(name);
}

static void list_packed(const char *path, const char *suffix, char ***names, int *n) {
    for (const struct packed_file *f = packed_files; f->name; f++) {
        const char *name = packed_name_in(f, path);
        if (name && !strchr(name, '/') && ends_with(name, suffix)) add_name(name, names, n);
    }
}

bool dir_list(const char *path, const char *suffix, char ***names, int *n, struct error *err) {
    *names = NULL;
    *n = 0;
    if (packed_path(path)) return list_packed(path, suffix, names, n), true;
    DIR *dir = opendir(path);
    if (!dir) return errno == ENOENT || error_io(err, "cannot open the directory %s", path);
    for (struct dirent *entry; errno = 0, (entry = readdir(dir)) != NULL;) {
        if (entry->d_name[0] != '.' && ends_with(entry->d_name, suffix)) add_name(entry->d_name, names, n);
    }
    bool ok = errno == 0 || error_io(err, "cannot read the directory %s", path);
    closedir(dir);
    if (*n) qsort(*names, (size_t)*n, sizeof **names, by_name);
    if (!ok) dir_free(*names, *n), *names = NULL, *n = 0;
    return ok;
}

void dir_sweep(const char *path) {
    char **names;
    int n;
    struct error ignored;
    if (!dir_list(path, "", &names, &n, &ignored)) return;
    for (int i = 0; i < n; i++) {
        char *draft = strstr(names[i], DRAFT_MARK) ? path_join(path, names[i]) : NULL;
        if (draft) file_remove(draft, &ignored);
        mem_free(draft);
    }
    dir_free(names, n);
}

void file_sweep(const char *path) {
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    const size_t room = strlen(base) + sizeof DRAFT_MARK;
    char *mark = mem_zero(room, 1), *dir = mem_text(path), **names;
    int n;
    struct error ignored;
    snprintf(mark, room, "%s" DRAFT_MARK, base);
    dir[slash ? slash + 1 - path : 0] = '\0';
    if (dir_list(*dir ? dir : ".", "", &names, &n, &ignored)) {
        for (int i = 0; i < n; i++) {
            char *draft = path_join(*dir ? dir : ".", names[i]);
            if (strncmp(names[i], mark, strlen(mark)) == 0) file_remove(draft, &ignored);
            mem_free(draft);
        }
        dir_free(names, n);
    }
    mem_free(mark);
    mem_free(dir);
}

void dir_free(char **names, int n) {
    for (int i = 0; i < n; i++) mem_free(names[i]);
    mem_free(names);
}

char *dir_temporary(struct error *err) {
    const char *place = getenv("TMPDIR");
    char *path = path_join(place && *place ? place : "/tmp", "lexbench-XXXXXX");
    if (mkdtemp(path)) return path;
    error_io(err, "cannot make a directory %s", path);
    mem_free(path);
    return NULL;
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *place) {
    (void)info, (void)kind, (void)place;
    remove(path);
    return 0;
}

void dir_remove(const char *path) { nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS); }
