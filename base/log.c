#include "base/log.h"
#include "base/text.h"
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

static void erase_progress(struct text *out) {
    if (progress[0]) text_add(out, "\r\033[K");
}

int log_columns(void) {
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col - 1 : 79;
}

static void draw_progress(struct text *out) {
    if (progress[0]) text_add(out, "\r%.*s\033[K", (int)text_fitting(progress, log_columns()), progress);
}

/* One write for all of it: nothing flickers, and lines of several processes do not mix. */
static void send(struct text *out) {
    fwrite(text_of(out), 1, out->size, stderr);
    fflush(stderr);
    text_free(out);
}

static void say(const char *prefix, enum log_colour colour, const char *format, va_list args) {
    struct text out = {0};
    char *message = NULL;
    if (vasprintf(&message, format, args) < 0) return;
    erase_progress(&out);
    if (*prefix) text_add(&out, "%s%s%s", log_colour(STDERR_FILENO, colour), prefix, log_reset(STDERR_FILENO));
    text_terminal(&out, message);
    text_add(&out, "\n");
    free(message);
    draw_progress(&out);
    send(&out);
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
    struct text out = {0};
    if (!line) erase_progress(&out);
    struct text shown = {0};
    text_terminal(&shown, line ? line : "");
    snprintf(progress, sizeof progress, "%s", text_of(&shown));
    text_free(&shown);
    draw_progress(&out);
    send(&out);
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
