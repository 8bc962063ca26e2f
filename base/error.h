/* Three kinds of failure (see ARCHITECTURE.md, "Errors").
 *   BUG()        a state that cannot happen: prints file and line, aborts.
 *   die()        the program cannot go on (out of memory): prints, exits 70.
 *   struct error a caller's mistake or an outside failure: the function returns false and fills the text, which names
 * the file, the line and the remedy. The caller decides; nothing is printed.
 */
#ifndef LEXBENCH_ERROR_H
#define LEXBENCH_ERROR_H
#include <stdbool.h>

/* Exit codes of the program, all of them. */
enum {
    EXIT_OK = 0,
    EXIT_CLAIM = 1,       /* a claim or a regression check fails */
    EXIT_USAGE = 2,       /* usage or configuration */
    EXIT_NOTHING = 3,     /* nothing to judge */
    EXIT_SOME_FAILED = 4, /* some runs failed, the rest is stored */
    EXIT_INTERNAL = 70,
    EXIT_IO = 74,         /* I/O or disk full */
    EXIT_INTERRUPTED = 75 /* interrupted, resumable */
};

/* The kinds of error that callers handle differently. */
enum error_kind {
    ERROR_PLAIN,
    ERROR_DAMAGED, /* a file has the wrong content, and waiting will not help */
    ERROR_BUSY,    /* another program holds a lock; it may succeed later */
    ERROR_REFUSED, /* the database is sound but refuses this one row */
    ERROR_EARLY,   /* what it belongs to is not stored yet */
    ERROR_NEWER,   /* a newer lexbench wrote it; only that version can read it */
    ERROR_CONFLICT /* the database holds something else under the same name */
};

struct error {
    int exit_code; /* what main() should exit with: EXIT_USAGE unless error_io() set it */
    enum error_kind kind;
    char text[1000]; /* one line, no newline at the end, truncated safely */
};

/* Fill err (may be NULL) and return false, so that `return error_set(err, ...)` reads well. */
bool error_set(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same for input and output: appends ": strerror(errno)" and sets EXIT_IO. */
bool error_io(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Say what kind of error the text is. Returns false. */
bool error_is(struct error *err, enum error_kind kind);
/* Put "prefix: " in front of the text that is there. Returns false. */
bool error_prefix(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define BUG(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
/* Always on, also in release builds; not for inner loops. */
#define REQUIRE(condition)                                                                                             \
    do {                                                                                                               \
        if (!(condition)) BUG("requirement failed: %s", #condition);                                                   \
    } while (0)
_Noreturn void bug_at(const char *file, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));
#endif
