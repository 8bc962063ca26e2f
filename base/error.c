#include "base/error.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The arguments may point into err->text itself ("outer: %s", err->text), so these compose in a buffer of their own. */

bool error_set(struct error *err, const char *format, ...) {
    if (!err) return false;
    char text[sizeof err->text];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    memcpy(err->text, text, strlen(text) + 1);
    err->exit_code = EXIT_USAGE;
    err->kind = ERROR_PLAIN;
    return false;
}

bool error_is(struct error *err, enum error_kind kind) {
    if (err) err->kind = kind;
    return false;
}

/* Adds at the end, cut where the text is full. */
static void append(struct error *err, const char *tail) {
    const size_t used = strlen(err->text), more = strnlen(tail, sizeof err->text - 1 - used);
    memcpy(err->text + used, tail, more);
    err->text[used + more] = '\0';
}

static void join(struct error *err, const char *head, const char *tail) {
    memcpy(err->text, head, strlen(head) + 1);
    append(err, ": ");
    append(err, tail);
}

bool error_io(struct error *err, const char *format, ...) {
    const int reason = errno;
    if (!err) return false;
    char text[sizeof err->text];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    join(err, text, strerror(reason));
    err->exit_code = EXIT_IO;
    err->kind = ERROR_PLAIN;
    return false;
}

bool error_prefix(struct error *err, const char *format, ...) {
    if (!err) return false;
    char prefix[sizeof err->text], old[sizeof err->text];
    va_list args;
    va_start(args, format);
    vsnprintf(prefix, sizeof prefix, format, args);
    va_end(args);
    memcpy(old, err->text, sizeof old);
    join(err, prefix, old);
    return false;
}

void bug_at(const char *file, int line, const char *format, ...) {
    fprintf(stderr, "lexbench: bug at %s:%d: ", file, line);
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputs("\nThis cannot happen; please report it with the command you ran.\n", stderr);
    abort();
}

void die(const char *format, ...) {
    fputs("lexbench: ", stderr);
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    fflush(NULL);
    _exit(EXIT_INTERNAL); /* without what exit calls, which takes it for a plugin's (run/worker.c) */
}
