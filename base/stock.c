#include "base/stock.h"
#include "base/beside.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include <string.h>

static const size_t FILE_MOST = (size_t)1 << 30;
static struct stock *stocks;

const struct stock *stock_find(const char *path, const char *sha256) {
    for (const struct stock *s = stocks; s; s = s->next)
        if (strcmp(s->path, path) == 0 && (!*sha256 || strcmp(s->sha256, sha256) == 0)) return s;
    return NULL;
}

static const struct stock *take(const char *path, const char *found, struct error *err) {
    char *bytes, hash[SHA256_HEX];
    size_t size;
    if (!file_read(found, FILE_MOST, &bytes, &size, err)) return NULL;
    struct stock *s = mem_zero(1, sizeof *s);
    *s = (struct stock){.next = stocks, .path = mem_text(path), .found = mem_text(found), .bytes = bytes, .size = size};
    sha256_hex(bytes, size, hash);
    memcpy(s->sha256, hash, STOCK_HASH);
    return stocks = s;
}

/* The file of this name where it is now, read once. */
static const struct stock *look_up(const char *path, struct error *err) {
    char *found = beside_find(path);
    const struct stock *s = stocks;
    while (s && (strcmp(s->path, path) != 0 || strcmp(s->found, found) != 0)) s = s->next;
    if (!s) s = take(path, found, err);
    if (!s && *path != '/' && *beside_folder() && !file_exists(found))
        error_set(err, "there is no file %s, neither in %s nor in the current directory", path, beside_folder());
    mem_free(found);
    return s;
}

const struct stock *stock_read(const char *path, const char *sha256, struct error *err) {
    const struct stock *s = *sha256 ? stock_find(path, sha256) : NULL;
    if (!s) s = look_up(path, err);
    if (!s || !*sha256 || strcmp(s->sha256, sha256) == 0) return s;
    error_set(err,
              "file=%s is not what it was when it was used: its hash is %s, and asked for is %s. A run keeps the "
              "file's hash, so "
              "what was trained with the old content needs the old file: bring it back, or train with the new one by "
              "'lexbench run' of the suite's file; where sha256 was written by hand, leave sha256 out",
              path, s->sha256, sha256);
    return NULL;
}
