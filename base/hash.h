/* SHA-256 for identities that people quote, XXH3-128 for checksums of files. */
#ifndef LEXBENCH_HASH_H
#define LEXBENCH_HASH_H
#include <stddef.h>
#include <stdint.h>
enum { SHA256_HEX = 65, XXH128_HEX = 33 };
void sha256_hex(const void *bytes, size_t size, char out[SHA256_HEX]); /* lower case, NUL-terminated */
/* Of many texts that begin alike: what they share is read once. Freed with mem_free. */
struct sha256_head *sha256_head(const void *bytes, size_t size);
void sha256_with_tail(const struct sha256_head *head, const void *bytes, size_t size, char out[SHA256_HEX]);
/* For tables in memory: of a text with its ending zero, joined to what was hashed before (0: nothing was). */
uint64_t text_hash(uint64_t before, const char *text);
void xxh128_hex(const void *bytes, size_t size, char out[XXH128_HEX]);
#endif
