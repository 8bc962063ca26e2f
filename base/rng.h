/* Counter-based random numbers (Philox4x32-10, Random123). A stream has a name: (seed, purpose, a, b). The same name
 * gives the same numbers whatever was drawn elsewhere, so order of work, number of processes and resuming do not
 * matter, and two purposes ("train/...", "test/...") are disjoint by name. Key = the first 64 bits of SHA-256 over seed
 * and purpose; counter = (a, b as 32 bits each, a running block number).
 */
#ifndef LEXBENCH_RNG_H
#define LEXBENCH_RNG_H
#include <stdint.h>

struct rng {
    uint32_t key[2];
    uint32_t counter[4]; /* [0] block number, [1] a, [2] b, [3] high bits of a and b folded in */
    uint32_t block[4];   /* the last block generated */
    int left;            /* words of it not yet used */
};

/* purpose: a path such as "train/copy"; hashing it costs about a microsecond, so for many (a, b) of one purpose open
 * once and use rng_at(). */
struct rng rng_open(uint64_t seed, const char *purpose, uint64_t a, uint64_t b);
struct rng rng_at(const struct rng *named, uint64_t a, uint64_t b); /* same seed and purpose, another (a, b) */

uint32_t rng_word(struct rng *rng);
uint32_t rng_below(struct rng *rng, uint32_t n);      /* uniform on 0..n-1, exactly (rejection); n >= 1 */
double rng_uniform(struct rng *rng);                  /* [0,1), 53 bits */
double rng_normal(struct rng *rng);                   /* N(0,1), Box-Muller, one of the pair, no carried state */
void rng_shuffle(struct rng *rng, int *items, int n); /* Fisher-Yates */
/* k distinct integers of 0..n-1 in random order; work: n ints of scratch owned by the caller. */
void rng_sample(struct rng *rng, int n, int k, int *out, int *work);
#endif
