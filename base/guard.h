/* Code of others, tried in a process of its own before this one runs it. */
#ifndef LEXBENCH_GUARD_H
#define LEXBENCH_GUARD_H
#include "base/error.h"

/* Makes the call in a child process. true: it came back there, whatever it said. false: it did not, and err says
 * whether it crashed, ended the process (and what it said first) or took more than so many seconds of processor time.
 */
bool guard_try(void (*call)(void *), void *to, long seconds, struct error *err);
/* What is called next, such as "check" of "scheme mine": where the child does not come back, err says so. NULL: nothing
 * any more that somebody would look for. Nothing happens in a process that is not such a child. */
void guard_at(const char *hook, const char *kind, const char *name);
#endif
