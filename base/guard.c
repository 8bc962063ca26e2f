#include "base/guard.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

/* No code that exit is called with by itself. */
enum { CAME_BACK = 111 };

/* Where the child is, in memory that it shares with its parent; "": not known. NULL: this is no such child. */
static struct place { char text[160]; } * place;

void guard_at(const char *hook, const char *kind, const char *name) {
    if (!place) return;
    if (hook)
        snprintf(place->text, sizeof place->text, " in %s() of the %s %s", hook, kind, name);
    else
        place->text[0] = '\0';
}

/* Says nothing on the terminal: the parent does. `words` takes its messages. */
static _Noreturn void child_main(void (*call)(void *), void *to, long seconds, int words, struct place *here) {
    static const int deadly[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGPROF};
    const struct itimerval limit = {.it_value = {.tv_sec = seconds}};
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) signal(deadly[i], SIG_DFL);
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nowhere, STDOUT_FILENO);
    dup2(words, STDERR_FILENO);
    setitimer(ITIMER_PROF, &limit, NULL);
    place = here;
    call(to);
    _exit(CAME_BACK);
}

/* The first line of what the child writes until it ends; "" where that is nothing. */
static void hear(int from, char *out, size_t size) {
    char rest[512];
    size_t used = 0;
    for (;;) {
        const ssize_t got = used + 1 < size ? read(from, out + used, size - 1 - used) : read(from, rest, sizeof rest);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        if (used + 1 < size) used += (size_t)got;
    }
    out[used] = '\0';
    out[strcspn(out, "\n")] = '\0';
}

/* How the child ended. */
static bool came_back(int status, long seconds, const char *words, const char *where, struct error *err) {
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
        return error_set(err, "it took more than %ld seconds of processor time%s", seconds, where);
    if (WIFSIGNALED(status))
        return error_set(err, "it crashed by signal %d (%s)%s", WTERMSIG(status), strsignal(WTERMSIG(status)), where);
    return WEXITSTATUS(status) == CAME_BACK || error_set(err, "it ended the program with code %d%s%s%s",
                                                         WEXITSTATUS(status), where, *words ? ": " : "", words);
}

static bool try_in_child(void (*call)(void *), void *to, long seconds, struct place *here, struct error *err) {
    int status, ends[2];
    char words[400];
    if (pipe2(ends, O_CLOEXEC) != 0) return error_io(err, "cannot make a pipe");
    const pid_t pid = fork();
    if (pid == 0) child_main(call, to, seconds, ends[1], here);
    close(ends[1]);
    if (pid > 0) hear(ends[0], words, sizeof words);
    close(ends[0]);
    if (pid < 0) return error_io(err, "cannot start a process");
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) return error_io(err, "cannot wait for a process");
    here->text[sizeof here->text - 1] = '\0'; /* the child may have written anything */
    return came_back(status, seconds, words, here->text, err);
}

bool guard_try(void (*call)(void *), void *to, long seconds, struct error *err) {
    struct place *here = mmap(NULL, sizeof *here, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (here == MAP_FAILED) return error_io(err, "cannot get memory to share");
    const bool ok = try_in_child(call, to, seconds, here, err);
    munmap(here, sizeof *here);
    return ok;
}
