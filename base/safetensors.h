/* The safetensors format, read and written strictly: 8-byte little-endian header size (at most 1 MiB), a JSON header
 * that starts with
 * '{', then the data; offsets contiguous, no holes, no overlap, no duplicate names, sizes checked without overflow.
 * https://github.com/huggingface/safetensors
 */
#ifndef LEXBENCH_SAFETENSORS_H
#define LEXBENCH_SAFETENSORS_H
#include "base/error.h"
#include <stddef.h>

struct st_tensor {
    const char *name;
    const char *dtype; /* "F32", "F64", "I64" */
    int rank;          /* 0..4 */
    long shape[4];
    const void *data; /* row-major; from a file it is not aligned for its type: memcpy it */
    size_t bytes;
};
struct st_meta {
    const char *key, *value;
};
/* Written with file_write (durable, whole or not at all). The writer adds a metadata entry ST_SEAL, the checksum of the
 * whole file, which the reader checks when the file has it. */
#define ST_SEAL "xxh128_file"
bool safetensors_write(const char *path, const struct st_tensor *tensors, int n, const struct st_meta *meta, int n_meta,
                       struct error *err);
struct safetensors {
    int n, n_meta;
    bool sealed;              /* written by this program and unchanged (checksum) */
    struct st_tensor *tensor; /* data points into block */
    struct st_meta *meta;
    char *block; /* the whole file */
    void *names; /* owner of the strings */
};
bool safetensors_read(const char *path, struct safetensors *out, struct error *err);
void safetensors_free(struct safetensors *st);
const struct st_tensor *safetensors_find(const struct safetensors *st, const char *name); /* NULL when absent */
const char *safetensors_meta(const struct safetensors *st, const char *key);              /* NULL when absent */
#endif
