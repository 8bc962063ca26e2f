/* Levels of x86-64 processors, as the psABI names them, and the builds of the program for them.
 *
 * A package brings the program for several levels: the one that is called, which runs on the least of them, and beside
 * it one for each higher level. The called one looks at the processor and becomes the best that it can run. Everything
 * behind that is the other program's business: its code's fingerprint has its own flags, and its workers are itself.
 *
 * The one file that `make static` builds has the same programs as parts, each with names of its own (Makefile,
 * "part.o"). Such a program becomes another by calling its main, and its workers take the same way as it did. */
#ifndef LEXBENCH_LEVEL_H
#define LEXBENCH_LEVEL_H
#include "base/error.h"

/* From the lowest to the highest; LEVEL_OTHER, of processors that are no x86-64, is below all. */
enum level { LEVEL_OTHER, LEVEL_1, LEVEL_3, LEVEL_4, LEVELS };

/* "x86-64-v3"; of LEVEL_OTHER "arm64" on such a processor, on others "other". */
const char *level_name(enum level level);
/* What the program was built for, and what the processor has. */
enum level level_built(void);
enum level level_of_processor(void);

/* What is there to choose from. */
struct level_choice {
    enum level built, processor; /* of the program that was called; of the processor */
    bool there[LEVELS];          /* a program for this level stands beside the one that was called */
    const char *wanted;          /* by LEXBENCH_LEVEL; NULL or "": the best */
};
/* The level to run at; `built` where the called program stays. False with an error when `wanted` is no level, is more
 * than the processor has, or has no program. */
bool level_choose(const struct level_choice *choice, enum level *out, struct error *err);

/* Becomes the program of the level that the processor has, or that LEXBENCH_LEVEL names, if that is another one;
 * returns true where this one stays. Where LEXBENCH_LEVEL names less than the processor has, OpenBLAS is held to that
 * level too, unless OPENBLAS_CORETYPE is set already: numbers and times are those of a processor of that level. False
 * with an error as level_choose has it, or when the other program does not start. */
bool level_start(int argc, char **argv, struct error *err);
/* The program has the one in double as a part: started again with the variable LEVEL_REAL set to "double" it is that
 * one. */
#define LEVEL_REAL "LEXBENCH_REAL"
bool level_has_double(void);

/* Where OpenBLAS took kernels of another kind of processor because it does not know this one: begins again with
 * OPENBLAS_CORETYPE set to kernels that this processor runs, as fast as the program's own. core: what OpenBLAS calls
 * its kernels. Returns true where nothing is to be done, false with an error if the program does not start. */
bool level_help_library(const char *core, char **argv, struct error *err);

/* The value of OPENBLAS_CORETYPE where it is set and not what the two above set: OpenBLAS may then take other kernels
 * than those it has for the processor. NULL otherwise. */
const char *level_foreign_core(void);
/* Begins again without that value: returns true where there is none, false with an error if it does not start. */
bool level_without_foreign_core(char **argv, struct error *err);
#endif
