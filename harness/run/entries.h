/* The entries of a suite's lists `schemes` and `tasks`, and which of them the command line chooses: schemes= and tasks=
 * give words with semicolons between them, here called `list`; NULL chooses everything. An entry is an expression, or a
 * map that has it under a key, "scheme" or "task".
 */
#ifndef LEXBENCH_ENTRIES_H
#define LEXBENCH_ENTRIES_H
#include "run/grid.h"

/* A name as labels have it: where it is the expression of a scheme (of_task: of a task), options stand in the order of
 * their tables and defaults are left out; ", layers=2" behind it stays. What is none stays as it is. So two ways to
 * write one expression are one name. */
void name_as_label(const char *name, bool of_task, struct text *out);
const char *entry_text(const struct yaml *entry, const char *key); /* NULL: it has none */
/* An entry of the list `all` is chosen by its name, which is its label or else its expression. Its expression chooses
 * it too, however its options are ordered, as does the word before its parenthesis, unless another entry of `all` has
 * that name. */
bool entry_chosen(const char *list, const struct yaml *all, const struct yaml *entry, const char *key);
/* An arm is chosen with its entry, or by its own name, "rope, layers=1", as axes_name makes it with or without the
 * arm's configuration. */
bool arm_chosen(const char *list, const struct axes *axes, const struct yaml *all, const struct yaml *scheme, long arm,
                const struct run_config *config);

/* The words that choose entries: labels and expressions. */
enum { ENTRY_NAMES_MAX = 512 };
struct entry_names {
    int n;
    const char *of[ENTRY_NAMES_MAX];
};
void entry_names_add(const struct yaml *list, const char *key, struct entry_names *out);
/* Each word of the list that list_key= gave must be one of the names, or the name of an arm (axes: NULL is no arms): a
 * typing error would silently leave out runs. what: "scheme" or "task". */
bool entry_names_check(const struct entry_names *names, const char *list_key, const char *list, const char *what,
                       const struct axes *axes, struct error *err);
#endif
