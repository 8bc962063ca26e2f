#include "base/compress.h"
#include "base/memory.h"
#include <zstd.h>

enum { LEVEL = 19 }; /* records are written once and kept for years */

bool bytes_compress(const void *bytes, size_t size, char **out, size_t *out_size, struct error *err) {
    const size_t room = ZSTD_compressBound(size);
    ZSTD_CCtx *context = ZSTD_createCCtx();
    if (!context) return error_set(err, "no memory to compress %zu bytes", size);
    *out = mem_zero(room, 1);
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, LEVEL);
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    *out_size = ZSTD_compress2(context, *out, room, bytes, size);
    ZSTD_freeCCtx(context);
    if (!ZSTD_isError(*out_size)) return true;
    mem_free(*out);
    return error_set(err, "cannot compress %zu bytes: %s", size, ZSTD_getErrorName(*out_size));
}

bool bytes_decompress(const void *bytes, size_t size, size_t limit, char **out, size_t *out_size, struct error *err) {
    const unsigned long long whole = ZSTD_getFrameContentSize(bytes, size);
    if (whole == ZSTD_CONTENTSIZE_ERROR) return error_set(err, "not a file that zstd made");
    if (whole == ZSTD_CONTENTSIZE_UNKNOWN) return error_set(err, "its size is not stated; compress it as one file");
    if (whole > limit) return error_set(err, "%llu bytes, more than the %zu that are read", whole, limit);
    *out = mem_zero((size_t)whole + 1, 1);
    *out_size = ZSTD_decompress(*out, (size_t)whole, bytes, size);
    if (!ZSTD_isError(*out_size) && *out_size == whole) return true;
    const char *why = ZSTD_isError(*out_size) ? ZSTD_getErrorName(*out_size) : "it ends early";
    mem_free(*out);
    return error_set(err, "damaged: %s", why);
}
