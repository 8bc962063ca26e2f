#include "base/hash.h"
#include "base/memory.h"
#include <sha2.h>
#include <stdint.h>
#include <string.h>
#include <xxhash.h>

static void hex(const uint8_t *bytes, int n, char *out) {
    static const char digit[] = "0123456789abcdef";
    for (int i = 0; i < n; i++) *out++ = digit[bytes[i] >> 4], *out++ = digit[bytes[i] & 15];
    *out = '\0';
}

struct sha256_head {
    SHA2_CTX sha;
};

struct sha256_head *sha256_head(const void *bytes, size_t size) {
    struct sha256_head *head = mem_zero(1, sizeof *head);
    SHA256Init(&head->sha);
    SHA256Update(&head->sha, bytes, size);
    return head;
}

void sha256_with_tail(const struct sha256_head *head, const void *bytes, size_t size, char out[SHA256_HEX]) {
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA2_CTX sha = head->sha;
    SHA256Update(&sha, bytes, size);
    SHA256Final(digest, &sha);
    hex(digest, SHA256_DIGEST_LENGTH, out);
}

void sha256_hex(const void *bytes, size_t size, char out[SHA256_HEX]) {
    struct sha256_head head;
    SHA256Init(&head.sha);
    sha256_with_tail(&head, bytes, size, out);
}

uint64_t text_hash(uint64_t before, const char *text) { return XXH3_64bits_withSeed(text, strlen(text) + 1, before); }

void xxh128_hex(const void *bytes, size_t size, char out[XXH128_HEX]) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes, size));
    hex(canonical.digest, 16, out);
}
