#include "run/work_dir.h"
#include "base/file.h"
#include "base/memory.h"
#include "results/store.h"
#include "run/resume.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

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

/* A path that was mistyped is no new database: its directory must be there. */
static bool has_directory(const char *database, struct error *err) {
    const char *slash = strrchr(database, '/');
    if (!slash || slash == database) return true;
    char *directory = mem_text(database);
    directory[slash - database] = '\0';
    const bool there = file_exists(directory);
    if (!there)
        error_set(err, "there is no directory %s for the database %s; make it, or name another database with --db",
                  directory, database);
    mem_free(directory);
    return there;
}

int work_lock(const char *database, struct error *err) {
    if (!has_directory(database, err)) return -1;
    char *work = work_dir_of(database), *path = path_join(work, "lock");
    int lock = dir_make(work, err) ? file_open_own(path, O_RDWR, err) : -1;
    mem_free(work);
    mem_free(path);
    if (lock < 0 || flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
    close(lock);
    error_set(err, "another lexbench is running into %s; wait for it, or choose another database with --db", database);
    return -1;
}

void work_drop(const char *work_dir, const char *kind, const char *id, const char *suffix) {
    char *path = work_file(work_dir, kind, id, suffix);
    struct error ignored;
    file_remove(path, &ignored);
    mem_free(path);
}

void work_tidy(const char *work_dir, const char *id) {
    char *checkpoint = work_file(work_dir, "checkpoint", id, "");
    checkpoint_drop(checkpoint);
    mem_free(checkpoint);
    work_drop(work_dir, "attempt", id, ".attempt");
    work_drop(work_dir, "attempt", id, ".progress");
    work_drop(work_dir, "plan", id, ".plan");
    work_drop(work_dir, "log", id, ".log");
}

void work_forget(const char *work_dir, const char *id) {
    work_tidy(work_dir, id);
    work_drop(work_dir, "spool", id, TRAINING_SUFFIX);
    work_drop(work_dir, "spool", id, ".json");
    work_drop(work_dir, "model", id, ".safetensors");
}
