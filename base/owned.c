#include "base/owned.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char first_line[] = "# Files that lexbench wrote. It removes those that it does not write again, and no "
                                 "others.\n";
enum { MANIFEST_MOST = 64 << 20 };

struct names {
    char **name;
    int n;
};
static void names_add(struct names *list, const char *name) {
    /* Room doubles: a power of two is full. */
    if ((list->n & (list->n - 1)) == 0)
        list->name = mem_grow(list->name, sizeof *list->name * (size_t)list->n,
                              sizeof *list->name * (list->n ? 2 * (size_t)list->n : 1));
    list->name[list->n++] = mem_text(name);
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }
static void names_sort(struct names *list) {
    if (list->n) qsort(list->name, (size_t)list->n, sizeof *list->name, by_name);
}
static bool names_have(char *const *name, int n, const char *wanted) {
    return n && bsearch(&wanted, name, (size_t)n, sizeof *name, by_name);
}

/* ---- the manifest ---- */

/* A path that stays within the folder: others' files are out of reach whatever a manifest says. */
static bool is_inside(const char *path) {
    if (!*path || *path == '/') return false;
    for (const char *part = path; part; part = strchr(part, '/'), part += part != NULL) {
        const size_t size = strcspn(part, "/");
        if (size == 0 || (size <= 2 && strncmp(part, "..", size) == 0)) return false;
    }
    return true;
}

static bool read_manifest(struct owned *o, struct error *err) {
    char *text;
    size_t size;
    struct names list = {0};
    if (!file_read(o->manifest, MANIFEST_MOST, &text, &size, err)) return false;
    bool ok = strncmp(text, first_line, sizeof first_line - 1) == 0 ||
              error_set(err, "%s is not a list of files that lexbench wrote; move it away", o->manifest);
    char *rest = ok ? text + sizeof first_line - 1 : NULL;
    for (char *line; ok && (line = strsep(&rest, "\n")) != NULL;) {
        if (!*line) continue;
        ok = is_inside(line) ||
             error_set(err, "%s names '%s', which is outside of the folder; remove that line", o->manifest, line);
        if (ok) names_add(&list, line);
    }
    names_sort(&list);
    o->file = list.name;
    o->n = list.n;
    mem_free(text);
    return ok;
}

static bool write_manifest(const struct owned *o, const struct names *list, struct error *err) {
    struct text out = {0};
    text_add(&out, "%s", first_line);
    for (int i = 0; i < list->n; i++)
        if (i == 0 || strcmp(list->name[i], list->name[i - 1]) != 0) text_add(&out, "%s\n", list->name[i]);
    const bool ok = file_write(o->manifest, text_of(&out), out.size, err);
    text_free(&out);
    return ok;
}

/* ---- opening ---- */

static bool take_lock(struct owned *o, struct error *err) {
    o->lock = open(o->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (o->lock < 0) return error_io(err, "cannot open the directory %s", o->dir);
    if (flock(o->lock, LOCK_EX | LOCK_NB) == 0) return true;
    return errno == EWOULDBLOCK ? error_set(err, "another process writes to %s; wait for it", o->dir)
                                : error_io(err, "cannot lock %s", o->dir);
}

static bool begin_manifest(struct owned *o, struct error *err) {
    char **there;
    int n;
    file_sweep(o->manifest);
    if (file_exists(o->manifest)) return read_manifest(o, err);
    if (!dir_list(o->dir, "", &there, &n, err)) return false;
    dir_free(there, n);
    const char *name = strrchr(o->manifest, '/') + 1;
    if (n)
        return error_set(err,
                         "%s has files and no %s, so they are not of an earlier call; name an empty folder or a new "
                         "one",
                         o->dir, name);
    const struct names none = {0};
    return write_manifest(o, &none, err);
}

bool owned_open(struct owned *o, const char *dir, const char *manifest, struct error *err) {
    struct text draft = {0};
    text_add(&draft, ".%s.draft", manifest);
    *o = (struct owned){.dir = mem_text(dir),
                        .manifest = path_join(dir, manifest),
                        .draft = path_join(dir, text_of(&draft)),
                        .lock = -1};
    text_free(&draft);
    if (!dir_make(dir, err) || !take_lock(o, err) || !begin_manifest(o, err)) return false;
    dir_remove(o->draft);
    return dir_make(o->draft, err);
}

void owned_close(struct owned *o) {
    if (o->lock >= 0) {
        dir_remove(o->draft);
        close(o->lock);
    }
    dir_free(o->file, o->n);
    mem_free(o->dir);
    mem_free(o->manifest);
    mem_free(o->draft);
}

/* ---- committing ---- */

/* Adds the files below root/within, as paths within root. */
static bool list_files(const char *root, const char *within, struct names *out, struct error *err) {
    char *path = path_join(root, within);
    DIR *dir = opendir(path);
    if (!dir) error_io(err, "cannot open the directory %s", path);
    bool ok = dir != NULL;
    for (struct dirent *entry; ok && (entry = readdir(dir)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        char *name = *within ? path_join(within, entry->d_name) : mem_text(entry->d_name);
        char *whole = path_join(root, name);
        struct stat info;
        ok = lstat(whole, &info) == 0 || error_io(err, "cannot examine %s", whole);
        if (ok && S_ISDIR(info.st_mode))
            ok = list_files(root, name, out, err);
        else if (ok)
            names_add(out, name);
        mem_free(whole);
        mem_free(name);
    }
    if (dir) closedir(dir);
    mem_free(path);
    return ok;
}

/* No part of the path but the last is a link, through which it would leave the folder. */
static bool has_real_folders(const struct owned *o, const char *name, struct error *err) {
    char *path = path_join(o->dir, name);
    struct stat info;
    bool ok = true;
    for (char *slash = path + strlen(o->dir); ok && (slash = strchr(slash + 1, '/')) != NULL;) {
        *slash = '\0';
        if (lstat(path, &info) == 0 && !S_ISDIR(info.st_mode))
            ok = error_set(err, "%s is no folder, and a folder belongs there; move it away", path);
        *slash = '/';
    }
    mem_free(path);
    return ok;
}

static bool is_free(const struct owned *o, const char *name, struct error *err) {
    struct stat info;
    char *path = path_join(o->dir, name);
    const bool taken = lstat(path, &info) == 0 && (S_ISDIR(info.st_mode) || !names_have(o->file, o->n, name));
    const bool ok = !taken || error_set(err, "%s is there and not of an earlier call; move it away", path);
    mem_free(path);
    return ok && has_real_folders(o, name, err);
}

static bool make_folder_of(const char *path, struct error *err) {
    char *folder = mem_text(path);
    *strrchr(folder, '/') = '\0';
    const bool ok = dir_make(folder, err);
    mem_free(folder);
    return ok;
}

static bool move(const struct owned *o, const char *name, struct error *err) {
    char *from = path_join(o->draft, name), *to = path_join(o->dir, name);
    const bool ok = make_folder_of(to, err) && (rename(from, to) == 0 || error_io(err, "cannot move a file to %s", to));
    mem_free(from);
    mem_free(to);
    return ok;
}

/* With the folders above it that are empty then. */
static bool drop(const struct owned *o, const char *name, struct error *err) {
    if (!has_real_folders(o, name, err)) return false;
    char *path = path_join(o->dir, name);
    const size_t root = strlen(o->dir);
    const bool ok = file_remove(path, err);
    for (char *slash; ok && (slash = strrchr(path, '/')) != NULL && (size_t)(slash - path) > root;) {
        *slash = '\0';
        if (rmdir(path) != 0) break;
    }
    mem_free(path);
    return ok;
}

/* The manifest first names old and new files, so that whatever is in the folder when the process is killed is in it. */
static bool replace(const struct owned *o, const struct names *now, struct error *err) {
    struct names both = {0};
    for (int i = 0; i < o->n; i++) names_add(&both, o->file[i]);
    for (int i = 0; i < now->n; i++) names_add(&both, now->name[i]);
    names_sort(&both);
    bool ok = write_manifest(o, &both, err);
    dir_free(both.name, both.n);
    for (int i = 0; ok && i < now->n; i++) ok = move(o, now->name[i], err);
    for (int i = 0; ok && i < o->n; i++)
        if (!names_have(now->name, now->n, o->file[i])) ok = drop(o, o->file[i], err);
    return ok && write_manifest(o, now, err);
}

bool owned_commit(struct owned *o, struct error *err) {
    struct names now = {0};
    bool ok = list_files(o->draft, "", &now, err);
    names_sort(&now);
    for (int i = 0; ok && i < now.n; i++) ok = is_free(o, now.name[i], err);
    ok = ok && replace(o, &now, err);
    dir_free(now.name, now.n);
    return ok;
}
