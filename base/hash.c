#include "base/hash.h"
#include <sha2.h>
#include <stdint.h>
#include <stdio.h>
#include <xxhash.h>

static void hex(const uint8_t *bytes, int n, char *out) {
    for (int i = 0; i < n; i++) snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

void sha256_hex(const void *bytes, size_t size, char out[SHA256_HEX]) {
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA2_CTX sha;
    SHA256Init(&sha);
    SHA256Update(&sha, bytes, size);
    SHA256Final(digest, &sha);
    hex(digest, SHA256_DIGEST_LENGTH, out);
}

void xxh128_hex(const void *bytes, size_t size, char out[XXH128_HEX]) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes, size));
    hex(canonical.digest, 16, out);
}
