/* Bytes made small and back, in Zstandard's format (RFC 8878): what `zstd -d` reads. */
#ifndef LEXBENCH_COMPRESS_H
#define LEXBENCH_COMPRESS_H
#include "base/error.h"
#include <stddef.h>

/* A frame that states its size and has a checksum; mem_free *out. The same bytes give the same frame with the same
 * version of the library. */
bool bytes_compress(const void *bytes, size_t size, char **out, size_t *out_size, struct error *err);
/* The other way. Refused: what is not one whole frame that states its size, or more than `limit` bytes. */
bool bytes_decompress(const void *bytes, size_t size, size_t limit, char **out, size_t *out_size, struct error *err);
#endif
