#include "model/checkpoint.h"
#include "base/memory.h"
#include <stdio.h>
#include <string.h>

/* Tensors under their own names, and once more under a prefix for each moment. */
static const char *const MOMENT_PREFIX[] = {"", "adam.m/", "adam.v/"};

static void blocks_of(struct model *model, bool moments, real *block[3]) {
    long count;
    block[0] = model_parameters(model, &count);
    block[1] = block[2] = NULL;
    if (moments) model_moments(model, &block[1], &block[2]);
}

bool checkpoint_write(const char *path, struct model *model, bool moments, const struct st_meta *meta, int n_meta,
                      struct error *err) {
    const struct tensor *list;
    const int n = model_tensors(model, &list), copies = moments ? 3 : 1;
    real *block[3];
    blocks_of(model, moments, block);
    struct st_tensor *tensor = mem_zero((size_t)(n * copies), sizeof *tensor);
    char(*name)[128] = mem_zero((size_t)(n * copies), sizeof *name);
    for (int copy = 0; copy < copies; copy++)
        for (int i = 0; i < n; i++) {
            int k = copy * n + i;
            snprintf(name[k], sizeof name[k], "%s%s", MOMENT_PREFIX[copy], list[i].name);
            tensor[k] = (struct st_tensor){.name = name[k],
                                           .dtype = REAL_SAFETENSORS,
                                           .rank = list[i].rank,
                                           .shape = {list[i].shape[0], list[i].shape[1]},
                                           .data = block[copy] + list[i].offset,
                                           .bytes = sizeof(real) * (size_t)list[i].size};
        }
    bool ok = safetensors_write(path, tensor, n * copies, meta, n_meta, err);
    mem_free(tensor);
    mem_free(name);
    return ok;
}

/* The file's tensor of this name, if it has the model's type and shape; else NULL and err. */
static const struct st_tensor *matching(const struct safetensors *file, const char *prefix, const struct tensor *t,
                                        struct error *err) {
    char name[128];
    snprintf(name, sizeof name, "%s%s", prefix, t->name);
    const struct st_tensor *from = safetensors_find(file, name);
    if (!from) {
        error_set(err, "tensor '%s' is missing: the file belongs to another model or scheme", name);
        return NULL;
    }
    bool same = strcmp(from->dtype, REAL_SAFETENSORS) == 0 && from->rank == t->rank &&
                from->bytes == sizeof(real) * (size_t)t->size;
    for (int k = 0; same && k < t->rank; k++) same = from->shape[k] == t->shape[k];
    if (!same) error_set(err, "tensor '%s' has another type or shape than the model's", name);
    return same ? from : NULL;
}

bool checkpoint_load(const struct safetensors *file, struct model *model, bool moments, struct error *err) {
    const struct tensor *list;
    const int n = model_tensors(model, &list), copies = moments ? 3 : 1;
    real *block[3];
    blocks_of(model, moments, block);
    if (file->n != n * copies)
        return error_set(err, "the file holds %d tensors where the model has %d: it belongs to another model or scheme",
                         file->n, n * copies);
    const struct st_tensor **from = mem_zero((size_t)(n * copies), sizeof *from);
    bool ok = true;
    for (int k = 0; ok && k < n * copies; k++)
        ok = (from[k] = matching(file, MOMENT_PREFIX[k / n], &list[k % n], err)) != NULL;
    for (int k = 0; ok && k < n * copies; k++) memcpy(block[k / n] + list[k % n].offset, from[k]->data, from[k]->bytes);
    mem_free(from);
    return ok;
}
