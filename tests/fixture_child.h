/* A piece of a test in a process of its own: what ends the program or writes to stderr. */
#ifndef LEXBENCH_FIXTURE_CHILD_H
#define LEXBENCH_FIXTURE_CHILD_H
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Whether this machine gives pseudo terminals; one without /dev/pts does not, and tests that need one say that they are
 * skipped. */
static inline bool terminals(void) {
    const int fd = posix_openpt(O_RDWR | O_NOCTTY);
    const bool there =
        fd >= 0 && grantpt(fd) == 0 && unlockpt(fd) == 0 && ptsname(fd) && access(ptsname(fd), R_OK) == 0;
    if (fd >= 0) close(fd);
    if (!there) print_message("skipped: this machine has no pseudo terminals (is /dev/pts mounted?)\n");
    return there;
}

/* Runs body in a child whose stderr is a pipe or, with columns, a terminal of that width; what it said is in out.
 * Returns the status of wait(). */
static inline int child(void (*body)(void), int columns, char out[4096]) {
    int ends[2] = {-1, -1};
    size_t size = 0;
    if (columns) {
        const struct winsize window = {.ws_row = 24, .ws_col = (unsigned short)columns};
        ends[0] = posix_openpt(O_RDWR | O_NOCTTY);
        assert_true(ends[0] >= 0 && grantpt(ends[0]) == 0 && unlockpt(ends[0]) == 0);
        ends[1] = open(ptsname(ends[0]), O_RDWR | O_NOCTTY);
        assert_int_equal(ioctl(ends[1], TIOCSWINSZ, &window), 0);
    } else
        assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    const pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDERR_FILENO);
        body();
        _exit(0);
    }
    close(ends[1]);
    for (ssize_t n; (n = read(ends[0], out + size, 4095 - size)) > 0;) size += (size_t)n;
    out[size] = '\0';
    close(ends[0]);
    int status = -1;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}
#endif
