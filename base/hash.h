/* SHA-256 for identities that people quote, XXH3-128 for checksums of files. */
#ifndef LEXBENCH_HASH_H
#define LEXBENCH_HASH_H
#include <stddef.h>
enum { SHA256_HEX = 65, XXH128_HEX = 33 };
void sha256_hex(const void *bytes, size_t size, char out[SHA256_HEX]); /* lower case, NUL-terminated */
void xxh128_hex(const void *bytes, size_t size, char out[XXH128_HEX]);
#endif
