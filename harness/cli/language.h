/* Regular languages as people ask for them: a listing of those that are built in, and the card of one. */
#ifndef LEXBENCH_CLI_LANGUAGE_H
#define LEXBENCH_CLI_LANGUAGE_H
#include "base/table.h"

/* A row for each built-in language. */
struct table *language_table(void);
/* The card of one, by what `regular(language=TEXT)` takes, and its automaton; false: err. file: a suite whose languages
 * are known by name, and what it says of them; NULL: none. */
bool language_show(const char *name, const char *file, struct error *err);
#endif
