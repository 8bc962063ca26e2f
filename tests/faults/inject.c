/* Faults at the n-th call, preloaded into the program under test (LD_PRELOAD):
 *   INJECT="KIND N"    enospc: from the n-th call on there is no room; eio, eintr, short: the n-th call fails once;
 *                      nomem: the n-th allocation fails; kill: the process is killed at the n-th call;
 *                      trace: nothing fails, every call is written to INJECT_MARK
 *   INJECT_COMMAND     only in the process whose first argument is this word; empty: in all
 *   INJECT_MARK        a file that appears when the fault was met: without it the step passed undisturbed
 * Counted are calls on regular files and directories; what goes to terminals and pipes is left alone.
 */
#undef _FORTIFY_SOURCE /* defines some of these itself */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kind { NONE, ENOSPC_FROM, EIO_ONCE, EINTR_ONCE, SHORT, NOMEM, KILL, TRACE };
static const char *const kind_names[] = {"", "enospc", "eio", "eintr", "short", "nomem", "kill", "trace"};
enum call { C_OPEN, C_CREATE, C_READ, C_WRITE, C_SYNC, C_RENAME, C_CLOSE, C_TRUNCATE };
static const char *const call_names[] = {"open", "create", "read", "write", "fsync", "rename", "close", "truncate"};

/* Which calls a kind of fault can meet. */
static const unsigned met[] = {
    [ENOSPC_FROM] = 1u << C_CREATE | 1u << C_WRITE | 1u << C_SYNC | 1u << C_RENAME | 1u << C_TRUNCATE,
    [EIO_ONCE] = 1u << C_READ | 1u << C_WRITE | 1u << C_SYNC | 1u << C_RENAME | 1u << C_CLOSE | 1u << C_TRUNCATE,
    [EINTR_ONCE] = 1u << C_READ | 1u << C_WRITE,
    [SHORT] = 1u << C_READ | 1u << C_WRITE,
    [KILL] = 1u << C_CREATE | 1u << C_WRITE | 1u << C_SYNC | 1u << C_RENAME | 1u << C_CLOSE | 1u << C_TRUNCATE,
    [TRACE] = ~0u,
};

static enum kind kind;
static long wanted, count;
static bool armed;

static void note(const char *text, size_t size) {
    const char *path = getenv("INJECT_MARK");
    const int fd = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND, 0644) : -1;
    if (fd < 0) return;
    syscall(SYS_write, fd, text, size);
    syscall(SYS_close, fd);
}

static bool file_like(int fd) {
    struct stat info;
    return fd > 2 && fstat(fd, &info) == 0 && (S_ISREG(info.st_mode) || S_ISDIR(info.st_mode));
}

static void trace(enum call call, int fd, const char *path) {
    char line[1200], link[64], target[512] = "", here[512] = "";
    const int before = errno;
    if (path && *path != '/' && !getcwd(here, sizeof here)) here[0] = '\0';
    if (fd >= 0) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        const ssize_t n = readlink(link, target, sizeof target - 1);
        target[n > 0 ? n : 0] = '\0';
    }
    const int size =
        snprintf(line, sizeof line, "%s %s%s%s\n", call_names[call], here, *here ? "/" : "", path ? path : target);
    note(line, (size_t)size);
    errno = before;
}

/* 0: go on; -1: fail with errno set; 1: do half. */
static int fault(enum call call, int fd, const char *path) {
    if (!armed || kind == NONE || kind == NOMEM || !(met[kind] & 1u << call)) return 0;
    if (fd >= 0 && !file_like(fd)) return 0;
    if (kind == TRACE) return trace(call, fd, path), 0;
    count++;
    if (count != wanted && !(kind == ENOSPC_FROM && count > wanted)) return 0;
    if (count == wanted) note("met\n", 4);
    switch (kind) {
    case ENOSPC_FROM: return errno = ENOSPC, -1;
    case EIO_ONCE: return errno = EIO, -1;
    case EINTR_ONCE: return errno = EINTR, -1;
    case SHORT: return 1;
    case KILL: return kill(getpid(), SIGKILL);
    default: return 0;
    }
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static mode_t mode_of(int flags, va_list args) { return flags & (O_CREAT | O_TMPFILE) ? (mode_t)va_arg(args, int) : 0; }

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...) {                                                                       \
        va_list args;                                                                                                  \
        va_start(args, flags);                                                                                         \
        const mode_t mode = mode_of(flags, args);                                                                      \
        va_end(args);                                                                                                  \
        if (fault(flags & O_CREAT ? C_CREATE : C_OPEN, -1, path)) return -1;                                           \
        return REAL(name)(path, flags, mode);                                                                          \
    }
OPEN(open)
OPEN(open64)

int mkostemp(char *template, int flags) { return fault(C_CREATE, -1, template) ? -1 : REAL(mkostemp)(template, flags); }
int mkdir(const char *path, mode_t mode) {
    return access(path, F_OK) != 0 && fault(C_CREATE, -1, path) ? -1 : REAL(mkdir)(path, mode);
}

#define TRANSFER(name, call, bytes_type, parameters, arguments)                                                        \
    ssize_t name(int fd, bytes_type bytes, size_t size parameters) {                                                   \
        const int what = fault(call, fd, NULL);                                                                        \
        if (what < 0) return -1;                                                                                       \
        if (what > 0 && size > 1) size /= 2;                                                                           \
        return REAL(name)(fd, bytes, size arguments);                                                                  \
    }
#define NOTHING
#define AT       , off_t at
#define AT_VALUE , at
TRANSFER(write, C_WRITE, const void *, NOTHING, NOTHING)
TRANSFER(read, C_READ, void *, NOTHING, NOTHING)
TRANSFER(pwrite, C_WRITE, const void *, AT, AT_VALUE)
TRANSFER(pread, C_READ, void *, AT, AT_VALUE)
TRANSFER(pwrite64, C_WRITE, const void *, AT, AT_VALUE)
TRANSFER(pread64, C_READ, void *, AT, AT_VALUE)

int fsync(int fd) { return fault(C_SYNC, fd, NULL) ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return fault(C_SYNC, fd, NULL) ? -1 : REAL(fdatasync)(fd); }
int rename(const char *from, const char *to) { return fault(C_RENAME, -1, to) ? -1 : REAL(rename)(from, to); }
int ftruncate(int fd, off_t size) { return fault(C_TRUNCATE, fd, NULL) ? -1 : REAL(ftruncate)(fd, size); }
int ftruncate64(int fd, off_t size) { return fault(C_TRUNCATE, fd, NULL) ? -1 : REAL(ftruncate64)(fd, size); }

/* A close that fails has closed all the same. */
int close(int fd) {
    const int what = fault(C_CLOSE, fd, NULL), reason = errno;
    const int code = REAL(close)(fd);
    if (what == 0) return code;
    errno = reason;
    return -1;
}

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

static bool no_memory(void) {
    if (!armed || kind != NOMEM || ++count != wanted) return false;
    note("met\n", 4);
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size) { return no_memory() ? NULL : __libc_malloc(size); }
void *calloc(size_t n, size_t size) { return no_memory() ? NULL : __libc_calloc(n, size); }
void *realloc(void *block, size_t size) { return no_memory() ? NULL : __libc_realloc(block, size); }
void *aligned_alloc(size_t align, size_t size) { return no_memory() ? NULL : __libc_memalign(align, size); }

/* Libraries set themselves up before main: what they do there is not the program's. */
static int (*program)(int, char **, char **);

static int armed_main(int argc, char **argv, char **environment) {
    const char *order = getenv("INJECT"), *command = getenv("INJECT_COMMAND");
    char word[16] = "";
    if (order && sscanf(order, "%15s %ld", word, &wanted) >= 1)
        for (size_t k = 1; k < sizeof kind_names / sizeof *kind_names; k++)
            if (strcmp(kind_names[k], word) == 0) kind = (enum kind)k;
    armed = kind != NONE && (!command || !*command || (argc > 1 && strcmp(argv[1], command) == 0));
    return program(argc, argv, environment);
}

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*rtld_fini)(void), void *stack_end) {
    program = main;
    int (*start)(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void), void (*)(void), void *) =
        (__typeof__(start))dlsym(RTLD_NEXT, "__libc_start_main");
    return start(armed_main, argc, argv, init, fini, rtld_fini, stack_end);
}
