#include "base/rng.h"
#include <Random123/philox.h>
#include <math.h>
#include <sha2.h>
#include <string.h>

struct rng rng_open(uint64_t seed, const char *purpose, uint64_t a, uint64_t b) {
    SHA2_CTX sha;
    uint8_t digest[SHA256_DIGEST_LENGTH], bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = (uint8_t)(seed >> 8 * i);
    SHA256Init(&sha);
    SHA256Update(&sha, bytes, sizeof bytes);
    SHA256Update(&sha, (const uint8_t *)purpose, strlen(purpose));
    SHA256Final(digest, &sha);
    struct rng named = {0};
    for (int i = 0; i < 8; i++) named.key[i / 4] |= (uint32_t)digest[i] << 8 * (i % 4);
    return rng_at(&named, a, b);
}

struct rng rng_at(const struct rng *named, uint64_t a, uint64_t b) {
    return (struct rng){
        .key = {named->key[0], named->key[1]},
        .counter = {0, (uint32_t)a, (uint32_t)b, (uint32_t)(a >> 32) * 0x9E3779B9u ^ (uint32_t)(b >> 32)}};
}

static void next_block(struct rng *rng) {
    philox4x32_ctr_t counter = {{rng->counter[0]++, rng->counter[1], rng->counter[2], rng->counter[3]}};
    philox4x32_key_t key = {{rng->key[0], rng->key[1]}};
    counter = philox4x32_R(10, counter, key);
    memcpy(rng->block, counter.v, sizeof rng->block);
    rng->left = 4;
}

uint32_t rng_word(struct rng *rng) {
    if (rng->left == 0) next_block(rng);
    return rng->block[4 - rng->left--];
}

uint32_t rng_below(struct rng *rng, uint32_t n) {
    const uint32_t unfair = (0u - n) % n; /* 2^32 mod n: the words below it are dropped */
    uint32_t word;
    do word = rng_word(rng);
    while (word < unfair);
    return word % n;
}

double rng_uniform(struct rng *rng) {
    uint64_t high = rng_word(rng) >> 5, low = rng_word(rng) >> 6;
    return ((double)high * 67108864.0 + (double)low) / 9007199254740992.0;
}

double rng_normal(struct rng *rng) {
    double u = 1 - rng_uniform(rng), angle = 6.283185307179586 * rng_uniform(rng);
    return sqrt(-2 * log(u)) * cos(angle);
}

void rng_shuffle(struct rng *rng, int *items, int n) {
    for (int i = n - 1; i > 0; i--) {
        int j = (int)rng_below(rng, (uint32_t)i + 1), keep = items[i];
        items[i] = items[j];
        items[j] = keep;
    }
}

void rng_sample(struct rng *rng, int n, int k, int *out, int *work) {
    for (int i = 0; i < n; i++) work[i] = i;
    for (int i = 0; i < k; i++) {
        int j = i + (int)rng_below(rng, (uint32_t)(n - i)), keep = work[i];
        work[i] = work[j];
        work[j] = keep;
        out[i] = work[i];
    }
}
