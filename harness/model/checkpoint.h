/* Parameters (and, for resuming, the optimiser's moments) as safetensors. */
#ifndef LEXBENCH_CHECKPOINT_H
#define LEXBENCH_CHECKPOINT_H
#include "base/safetensors.h"
#include "model/model.h"
/* moments: also "adam.m/<name>" and "adam.v/<name>". meta: strings for __metadata__. */
bool checkpoint_write(const char *path, struct model *model, bool moments, const struct st_meta *meta, int n_meta,
                      struct error *err);
/* Every tensor of the model must be there with its shape and type, and nothing else; otherwise the model stays as
 * it was. */
bool checkpoint_load(const struct safetensors *file, struct model *model, bool moments, struct error *err);
#endif
