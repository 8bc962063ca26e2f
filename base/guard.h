/* Code of others, tried in a process of its own before this one runs it. */
#ifndef LEXBENCH_GUARD_H
#define LEXBENCH_GUARD_H
#include "base/error.h"

/* Makes the call in a child process. true: it came back there, whatever it said. false: it did not, and err says
 * whether it crashed, ended the process (and what it said first) or took more than so many seconds of processor time.
 */
bool guard_try(void (*call)(void *), void *to, long seconds, struct error *err);
#endif
