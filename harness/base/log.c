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

/* Bytes of the first `columns` characters: a UTF-8 character is never cut. */
static int fitting(const char *line, int columns) {
    int i = 0;
    for (; line[i]; i++) {
        const bool begins = ((unsigned char)line[i] & 0xC0) != 0x80;
        if (begins && columns-- == 0) break;
    }
    return i;
}

static void draw_progress(struct text *out) {
    struct winsize size;
    int width = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col - 1 : 79;
    if (progress[0]) text_add(out, "\r%.*s\033[K", fitting(progress, width), progress);
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
    text_add(&out, "%s\n", message);
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
    snprintf(progress, sizeof progress, "%s", line ? line : "");
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
