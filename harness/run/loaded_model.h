/* A model from its configuration and parameters, outside of any training: for commands that run it or write it to a
 * file that others read (docs/model-file.md).
 */
#ifndef LEXBENCH_LOADED_MODEL_H
#define LEXBENCH_LOADED_MODEL_H
#include "run/config.h"

struct loaded_model {
    struct model *model; /* at the end of its training: parts with @until are left out */
    struct text text;    /* the configuration as it was given */
    struct run_config config;
    struct scheme scheme;
    struct task_set set;
    int vocabulary;
};
/* The model of a file, as its `config` describes it and with its parameters; loaded_model_free *out, whatever is
 * returned. */
bool loaded_model_read(const char *path, struct loaded_model *out, struct error *err);
/* The model that a training of this configuration (its text) begins with. */
bool loaded_model_initial(const char *config, struct loaded_model *out, struct error *err);
void loaded_model_free(struct loaded_model *m);

/* Writes the parameters with the configuration as it was given, the id of the run that they are from (NULL: of none),
 * and a description of all that a reader needs besides the parameters, as JSON. */
bool loaded_model_write(const struct loaded_model *m, const char *run, const char *path, struct error *err);
#endif
