#include "base/shipped.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/packed.h"
#include "base/text.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef LEXBENCH_PREFIX
#define LEXBENCH_PREFIX "/usr/local"
#endif

/* The first of the places that has `what` in it. Places that begin with a slash are as they are, others are seen from
 * the program's folder. out: PATH_MAX bytes. */
static void first_place(const char *const *places, const char *what, char *out) {
    char self[PATH_MAX] = "";
    const ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
    char *slash = size > 0 ? strrchr(self, '/') : NULL;
    if (slash) *slash = '\0';
    for (; *places; places++) {
        struct text place = {0}, full = {0};
        text_add(&place, "%s%s%s", **places == '/' ? "" : self, **places == '/' ? "" : "/", *places);
        text_add(&full, "%s/%s", text_of(&place), what);
        const bool there = access(text_of(&full), R_OK) == 0 && realpath(text_of(&place), out);
        text_free(&place);
        text_free(&full);
        if (there) return;
    }
    out[0] = '\0';
}

const char *shipped_dir(void) {
    static const char *const places[] = {
        "../share/lexbench", "..", "../../../share/lexbench", "../../..", LEXBENCH_PREFIX "/share/lexbench", NULL};
    static char dir[PATH_MAX];
    if (!dir[0]) first_place(places, "results/claims", dir);
    if (!dir[0] && packed_any()) snprintf(dir, sizeof dir, "%s", PACKED_FOLDER);
    return dir;
}

const char *shipped_pages(void) {
    static const char *const places[] = {"../share/doc/lexbench",
                                         "..",
                                         "../../../share/doc/lexbench",
                                         "../../..",
                                         LEXBENCH_PREFIX "/share/doc/lexbench",
                                         NULL};
    static char dir[PATH_MAX];
    if (!dir[0]) first_place(places, "docs/suites.md", dir);
    return dir;
}

const char *shipped_headers(void) {
    static const char *const places[] = {"../include/lexbench",
                                         "..",
                                         "../../../include/lexbench",
                                         "../../..",
                                         LEXBENCH_PREFIX "/include/lexbench",
                                         NULL};
    static char dir[PATH_MAX];
    if (!dir[0]) first_place(places, "encoders/encoder.h", dir);
    return dir;
}

char *shipped_find(const char *path) {
    if (*path == '/' || file_exists(path) || !*shipped_dir()) return mem_text(path);
    char *shipped = path_join(shipped_dir(), path);
    if (file_exists(shipped)) return shipped;
    mem_free(shipped);
    return mem_text(path);
}
