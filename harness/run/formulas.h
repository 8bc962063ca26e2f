/* Formulas by name, which a suite or a file of its own has under the key `formulas`:
 *
 *   formulas:
 *     root: {bias: -m * sqrt(d), learn: {m: {init: 2^(-8*h/H), per: head, least: 0}}}
 *
 * A name stands for a scheme expression, such as formula-bias(of=...,learn=[...]), and may be used wherever a suite has
 * an expression: what decides a run's id is the text behind it. docs/formulas.md has the section's keys.
 */
#ifndef LEXBENCH_RUN_FORMULAS_H
#define LEXBENCH_RUN_FORMULAS_H
#include "base/text.h"
#include "base/yaml.h"
#include "run/golden.h"

enum { FORMULAS_MAX = 256 };
struct formulas;
struct run_config;

/* Those of `root`, which was read from `bytes`; NULL: err says which cannot be, by file, line and column. Where `root`
 * has no such key, there are none. */
struct formulas *formulas_read_section(const struct yaml *root, const char *bytes, struct error *err);
/* Those of a suite, or of a file with nothing but the key `formulas`. */
struct formulas *formulas_load(const char *path, struct error *err);
void formulas_free(struct formulas *f);

const struct yaml *
formulas_section(const struct formulas *f); /* as their file has it; NULL: they are a suite's that runs */
int formulas_count(const struct formulas *f);
const char *formulas_name(const struct formulas *f, int i);
const char *formulas_title(const struct formulas *f, int i);             /* "": none is given */
const char *formulas_text(const struct formulas *f, int i);              /* the expression that the name stands for */
struct golden_outcome formulas_vectors(const struct formulas *f, int i); /* how far it is from its golden vectors */
/* The same of all formulas that an expression names. */
struct golden_outcome formulas_vectors_of(const struct formulas *f, const char *expression);

/* Appends an expression, or several with semicolons between them, with formulas in place of their names. */
bool formulas_expand(const struct formulas *f, const char *expression, struct text *out, struct error *err);
/* The same in all of a suite's schemes and variants; an entry keeps what was written as its label. */
bool formulas_apply(const struct formulas *f, struct yaml *root, struct error *err);

/* The formula of an expression, written out, that the error of its refused configuration is about: the value in the
 * suite, or in the file that it names, that is refused alone as well, with the same words; *name is its formula's.
 * NULL: none of root's section is. */
const struct yaml *formulas_refused(const struct formulas *f, const struct yaml *root, const struct run_config *c,
                                    const char *expression, const char *why, const char **name);

/* The same where no suite has the expression, and a model was refused that has its formulas: err gets the place of the
 * one that is meant, if a single one can be. Returns false. */
bool formulas_blame(const struct formulas *f, const char *expression, struct error *err);

/* `formulas: FILE` in a suite: FILE, found beside the suite; *text becomes the suite with the file's section in its
 * place, so that it needs the file no more. Formulas of the suite itself are read as by formulas_read_section. */
struct formulas *formulas_of_suite(const struct yaml *root, const char *path, char **text, struct error *err);
#endif
