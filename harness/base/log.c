#include "base/log.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool quiet;
static char progress[512]; /* the line that stands at the bottom */

static bool plain_terminal(void) {
    const char *term = getenv("TERM");
    return !term || strcmp(term, "dumb") == 0;
}

bool log_is_terminal(void) { return isatty(STDERR_FILENO) && !plain_terminal(); }

void log_quiet(bool on) { quiet = on; }

static void erase_progress(void) {
    if (progress[0]) fputs("\r\033[K", stderr);
}

static void draw_progress(void) {
    struct winsize size;
    int width = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col - 1 : 79;
    if (progress[0]) fprintf(stderr, "\r%.*s\033[K", width, progress);
    fflush(stderr);
}

static void say(const char *prefix, enum log_colour colour, const char *format, va_list args) {
    erase_progress();
    if (*prefix) fprintf(stderr, "%s%s%s", log_colour(STDERR_FILENO, colour), prefix, log_reset(STDERR_FILENO));
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    draw_progress();
}

void log_info(const char *format, ...) {
    if (quiet) return;
    va_list args;
    va_start(args, format);
    say("", LOG_PLAIN, format, args);
    va_end(args);
}

void log_warn(const char *format, ...) {
    va_list args;
    va_start(args, format);
    say("warning: ", LOG_YELLOW, format, args);
    va_end(args);
}

void log_error(const char *format, ...) {
    va_list args;
    va_start(args, format);
    say("lexbench: ", LOG_RED, format, args);
    va_end(args);
}

void log_progress(const char *line) {
    if (quiet || !log_is_terminal()) return;
    if (!line) erase_progress();
    snprintf(progress, sizeof progress, "%s", line ? line : "");
    draw_progress();
}

static bool coloured(int fd) {
    const char *no = getenv("NO_COLOR");
    return isatty(fd) && !plain_terminal() && !(no && *no);
}

const char *log_colour(int fd, enum log_colour colour) {
    static const char *const codes[] = {"", "\033[31m", "\033[32m", "\033[33m", "\033[2m", "\033[1m"};
    return coloured(fd) ? codes[colour] : "";
}

const char *log_reset(int fd) { return coloured(fd) ? "\033[0m" : ""; }
