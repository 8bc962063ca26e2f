#include "run/attempt.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const double PATIENCE_SECONDS = 3;

/* Field 22 of /proc/PID/stat, counted from the end of the name, which may have blanks and parentheses. 0: no such
 * process, or one that has ended and waits for its parent. */
static unsigned long long started_at(long pid) {
    char path[64], line[1024], state;
    unsigned long long started;
    snprintf(path, sizeof path, "/proc/%ld/stat", pid);
    FILE *f = fopen(path, "re");
    const size_t size = f ? fread(line, 1, sizeof line - 1, f) : 0;
    if (f) fclose(f);
    line[size] = '\0';
    const char *behind = strrchr(line, ')');
    const int found =
        behind ? sscanf(behind + 1, " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
                        &state, &started)
               : 0;
    return found == 2 && state != 'Z' && state != 'X' ? started : 0;
}

static void boot_id(char out[64]) {
    FILE *f = fopen("/proc/sys/kernel/random/boot_id", "re");
    if (!f || fscanf(f, "%63s", out) != 1) snprintf(out, 64, "unknown");
    if (f) fclose(f);
}

bool attempt_read(const char *path, struct attempt *out) {
    char *text;
    size_t size;
    struct error ignored;
    *out = (struct attempt){0};
    if (!file_exists(path) || !file_read(path, 4096, &text, &size, &ignored)) return false;
    const int found =
        sscanf(text, "tries %ld\npid %ld\nstarted %llu\nboot %63s", &out->tries, &out->pid, &out->started, out->boot);
    mem_free(text);
    return found == 4 && out->tries > 0 && out->pid > 0;
}

bool attempt_show(const char *path, const struct looked_at *at) {
    char line[160];
    const int size = snprintf(line, sizeof line, "%s %ld %ld %.6g %.6g %.6g\n", at->phase, at->step, at->steps,
                              at->loss, at->rate, at->left);
    return file_publish(path, line, (size_t)size, NULL);
}

bool attempt_look(const char *path, struct looked_at *out) {
    char *text;
    size_t size;
    *out = (struct looked_at){0};
    if (!file_exists(path) || !file_read(path, 4096, &text, &size, NULL)) return false;
    const int found = sscanf(text, "%15s %ld %ld %lg %lg %lg", out->phase, &out->step, &out->steps, &out->loss,
                             &out->rate, &out->left);
    mem_free(text);
    return found == 6;
}

bool attempt_alive(const struct attempt *attempt) {
    char boot[64];
    boot_id(boot);
    return strcmp(boot, attempt->boot) == 0 && attempt->started && started_at(attempt->pid) == attempt->started;
}

bool attempt_begin(const char *path, long *tries, struct error *err) {
    struct attempt before, now = {.pid = getpid()};
    now.tries = attempt_read(path, &before) ? before.tries + 1 : 1;
    now.started = started_at(now.pid);
    boot_id(now.boot);
    struct text text = {0};
    text_add(&text, "tries %ld\npid %ld\nstarted %llu\nboot %s\n", now.tries, now.pid, now.started, now.boot);
    bool ok = file_write(path, text_of(&text), text.size, err);
    text_free(&text);
    *tries = now.tries;
    return ok;
}

static bool gone_within(const struct attempt *attempt, double seconds) {
    const struct timespec nap = {.tv_nsec = 20 * 1000 * 1000};
    for (const double end = clock_seconds() + seconds; attempt_alive(attempt); nanosleep(&nap, NULL))
        if (clock_seconds() > end) return false;
    return true;
}

void attempt_end(const struct attempt *attempt) {
    if (!attempt_alive(attempt)) return;
    kill((pid_t)attempt->pid, SIGTERM);
    if (gone_within(attempt, PATIENCE_SECONDS)) return;
    kill((pid_t)attempt->pid, SIGKILL);
    gone_within(attempt, PATIENCE_SECONDS);
}
