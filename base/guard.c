#include "base/guard.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

/* No code that exit is called with by itself. */
enum { CAME_BACK = 111 };

/* Says nothing of itself: the parent does. */
static _Noreturn void child_main(void (*call)(void *), void *to, long seconds) {
    static const int deadly[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGPROF};
    const struct itimerval limit = {.it_value = {.tv_sec = seconds}};
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) signal(deadly[i], SIG_DFL);
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    setitimer(ITIMER_PROF, &limit, NULL);
    call(to);
    _exit(CAME_BACK);
}

bool guard_try(void (*call)(void *), void *to, long seconds, struct error *err) {
    int status;
    const pid_t pid = fork();
    if (pid < 0) return error_io(err, "cannot start a process");
    if (pid == 0) child_main(call, to, seconds);
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) return error_io(err, "cannot wait for a process");
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
        return error_set(err, "it took more than %ld seconds of processor time", seconds);
    if (WIFSIGNALED(status))
        return error_set(err, "it crashed by signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
    return WEXITSTATUS(status) == CAME_BACK || error_set(err, "it ended the program with code %d", WEXITSTATUS(status));
}
