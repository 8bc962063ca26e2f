/* The grid of a suite (docs/suites.md): settings with several values each, of which every combination is an arm. */
#ifndef LEXBENCH_GRID_H
#define LEXBENCH_GRID_H
#include "base/yaml.h"
#include "run/config.h"

enum { AXES_MAX = 6, AXIS_VALUES_MAX = 64, AXIS_VALUE_SIZE = 64 };
/* A setting, an option of the task ("task.blocks") or of the scheme ("scheme.base"), and the values it takes. */
struct axis {
    const char *key;         /* of the suite's tree, as the nodes are */
    const char *name;        /* what names of arms call it: the key without its section, where that is clear */
    const struct yaml *list; /* its place in the file */
    int listed;              /* values in the file: several are told apart by name */
    int n;                   /* values in force: those of the file, or what the command line chose */
    const struct yaml *node[AXIS_VALUES_MAX]; /* NULL: of the command line */
    char value[AXIS_VALUES_MAX][AXIS_VALUE_SIZE];
};
struct axes {
    int n;
    struct axis axis[AXES_MAX];
};

/* Reads a map of lists. *out may hold axes already: these are added. False with file:line:column. */
bool axes_read(const struct yaml *map, struct axes *out, struct error *err);
struct axis *axes_find(struct axes *axes, const char *key); /* NULL when it is not there */
/* The command line's values instead of the file's: "3" or "3;4". */
bool axis_choose(struct axis *axis, const char *values, struct error *err);
/* Combinations: 1 where there are no axes. The first axis changes slowest. */
long axes_arms(const struct axes *axes);
/* Applies combination k to a configuration. */
bool axes_apply(const struct axes *axes, long k, struct run_config *config, struct error *err);
/* ", layers=1, blocks=3": what combination k is called behind its scheme; nothing of axes with one value. config: what
 * it was applied to, of which a setting that was left out has its default's name; NULL: by the values alone. */
void axes_name(const struct axes *axes, long k, const struct run_config *config, struct text *out);
/* Could a combination be called so? */
bool axes_may_have(const struct axes *axes, const char *name);

/* A value as the option parser reads it: a scalar, or a list of scalars; expressions have ; between them. */
bool setting_text(const struct yaml *node, struct text *out, struct error *err);
#endif
