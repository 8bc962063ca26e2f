/* Messages go to stderr, data to stdout. A terminal has one progress line at its bottom; messages are printed above it.
 * Control characters in messages are shown as text (text_terminal). */
#ifndef LEXBENCH_LOG_H
#define LEXBENCH_LOG_H
#include <stdbool.h>
enum log_colour { LOG_PLAIN, LOG_RED, LOG_GREEN, LOG_YELLOW, LOG_DIM, LOG_BOLD };
void log_quiet(bool quiet); /* drop log_info; errors stay */
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));  /* "warning: ..." */
void log_error(const char *format, ...) __attribute__((format(printf, 1, 2))); /* "lexbench: ..." */
int log_columns(void);               /* the width of a progress line: the terminal's less one */
bool log_is_terminal(void);          /* stderr is a terminal and TERM is not dumb */
void log_progress(const char *line); /* terminal only: redraw, cut to its width, no newline; NULL erases it */
/* Escape sequence for stdout (fd 1) or stderr (fd 2), "" when that stream is no terminal, NO_COLOR is set or TERM=dumb.
 */
const char *log_colour(int fd, enum log_colour colour);
const char *log_reset(int fd);
#endif
