/* Regular languages by name, which a suite has under the key `languages`:
 *
 *   languages:
 *     steps: {expression: '(ab|aabb)*'}
 *     turns: {states: {even: {a: odd, b: even}, odd: {a: even, b: odd}}, ends: [even]}
 *
 * A name stands for an expression or a table of states (base/language.h), and may be used as the option `language` of a
 * task in the suite's lists and grid: what decides a run's id is the text behind it. docs/suites.md has the keys.
 */
#ifndef LEXBENCH_RUN_LANGUAGES_H
#define LEXBENCH_RUN_LANGUAGES_H
#include "base/yaml.h"

struct languages;

/* Those of `root`; where it has no such key, there are none. NULL: err says which cannot be, by file, line and column.
 */
struct languages *languages_read_section(const struct yaml *root, struct error *err);
/* Those of a suite, or of a file with the key `languages`. */
struct languages *languages_load(const char *path, struct error *err);
void languages_free(struct languages *l);

struct named_language {
    char *name, *text; /* text: as `regular(language=TEXT)` takes it */
    /* What was said of the language and cannot be computed, with where it is from: "" where nothing was. */
    char *positions, *dot_depth, *source;
};
/* NULL: there is none of that name. */
const struct named_language *languages_find(const struct languages *l, const char *name);

/* The texts in place of the names in the suite's tasks and in the grid's task.language. */
void languages_apply(const struct languages *l, struct yaml *root);
/* An expression of tasks, or a list of some, with the languages themselves in place of their names; the caller frees
 * it. */
char *languages_write_out(const struct languages *l, const char *expression);
#endif
