/* `lexbench prove TASK`: what examples of a task must hold, as a table on standard output. */
#ifndef LEXBENCH_PROVE_TASK_H
#define LEXBENCH_PROVE_TASK_H
#include "base/error.h"
#include "base/table.h"

/* *failed grows by the tests that fail, each of which is explained on stderr. false: err, which says why there is
 * nothing to try, or that a plugin crashed or did not end. */
bool prove_task(const char *expression, enum table_format format, int *failed, struct error *err);
#endif
