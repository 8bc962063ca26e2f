/* What the file of a plugin includes: schemes, tasks and atoms that the program loads (docs/plugins.md).
 *
 *   #include "run/plugin.h"
 *   static const struct encoder mine = {.name = "mine", ...};
 *   LEXBENCH_PLUGIN(.name = "own", .schemes = {&mine});
 *
 * `lexbench plugin build` compiles it twice, for the program in float and for the one in double.
 */
#ifndef LEXBENCH_PLUGIN_H
#define LEXBENCH_PLUGIN_H
#include "encoders/encoder.h"
#include "plugin_interface.h"
#include "tasks/task.h"

enum { PLUGIN_SCHEMES_MAX = 16, PLUGIN_TASKS_MAX = 16, PLUGIN_ATOMS_MAX = 4 };

/* A kind of term of its own. Its schemes name it in `own` (encoders/encoder.h); model/atom.h says what it may do. */
struct plugin_atom {
    const char *name;
    const char *acts_on;     /* what listings call it, as in encoders/atoms.h */
    const char *before;      /* the atom before which its work belongs; NULL: after all */
    const struct atom *atom; /* model/atom.h */
    int *number;             /* filled in: where m->state and EACH_OWN_PART find it */
};

struct plugin {
    /* The first two members stay where they are: they are read before it is known what the others mean. */
    const char *interface;      /* of the headers it was compiled with */
    const char *atom_interface; /* likewise, with those of the model; looked at where it has atoms */
    const char *name;           /* up to 40 of a-z, 0-9, - and _; part of the id of its runs, with the file's hash */
    const struct encoder *schemes[PLUGIN_SCHEMES_MAX];
    const struct task *tasks[PLUGIN_TASKS_MAX];
    struct plugin_atom atoms[PLUGIN_ATOMS_MAX];
};

/* The symbol of a file, and that of the same file for the other size of real numbers. */
#ifdef LX_REAL_DOUBLE
#define PLUGIN_SYMBOL       lexbench_plugin_double
#define PLUGIN_OTHER_SYMBOL lexbench_plugin_float
#else
#define PLUGIN_SYMBOL       lexbench_plugin_float
#define PLUGIN_OTHER_SYMBOL lexbench_plugin_double
#endif

#define LEXBENCH_PLUGIN(...)                                                                                           \
    extern const struct plugin PLUGIN_SYMBOL;                                                                          \
    __attribute__((visibility("default"))) const struct plugin PLUGIN_SYMBOL = {                                       \
        .interface = PLUGIN_INTERFACE, .atom_interface = PLUGIN_ATOM_INTERFACE, __VA_ARGS__}
#endif
