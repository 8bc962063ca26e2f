/* Exact tests. */
#include "base/memory.h"
#include "base/rng.h"
#include "results/statistics.h"
#include <math.h>
#include <string.h>

/* Sums in another order differ in their last bits; what is that near counts as equal. */
static double slack(const double *x, int n) {
    double scale = 0;
    for (int i = 0; i < n; i++) scale += fabs(x[i]);
    return 1e-12 * scale;
}

/* Every sign pattern: those whose sum is at least `least`, with `sum` of the signs drawn so far. */
static long count_patterns(const double *x, int n, double sum, double least) {
    if (n == 0) return sum >= least;
    return count_patterns(x + 1, n - 1, sum + x[0], least) + count_patterns(x + 1, n - 1, sum - x[0], least);
}

static long count_drawn_flips(const double *x, int n, double least) {
    const struct rng named = rng_open(1, "statistics/flip", 0, 0);
    long hits = 0;
    for (int b = 0; b < SHUFFLES; b++) {
        struct rng rng = rng_at(&named, (uint64_t)b, 0);
        double sum = 0;
        uint32_t bits = 0;
        for (int i = 0; i < n; i++, bits >>= 1) {
            if (i % 32 == 0) bits = rng_word(&rng);
            sum += bits & 1 ? x[i] : -x[i];
        }
        hits += sum >= least;
    }
    return hits;
}

double sign_flip(const double *x, int n, bool *exact) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += x[i];
    const double least = sum - slack(x, n);
    const bool all = n <= FLIPS_EXACT;
    if (exact) *exact = all;
    if (all) return (double)count_patterns(x, n, 0, least) / (double)(1L << n);
    return (double)(count_drawn_flips(x, n, least) + 1) / (SHUFFLES + 1);
}

/* The series of a family that have a value other than 0, each divided by the root of its sum of squares. */
struct family {
    int n, series;
    double *x;        /* [series][n] */
    double *observed; /* [series]: sums as they are */
    long *hits;       /* [series]: patterns whose largest sum reaches them */
};

static void count_pattern(struct family *f, const double *sign) {
    double most = -INFINITY;
    for (int k = 0; k < f->series; k++) {
        double sum = 0;
        for (int i = 0; i < f->n; i++) sum += sign[i] * f->x[k * f->n + i];
        most = fmax(most, sum);
    }
    for (int k = 0; k < f->series; k++) f->hits[k] += most >= f->observed[k] - 1e-9;
}

static void count_all_patterns(struct family *f, double *sign) {
    for (long b = 0; b < 1L << f->n; b++) {
        for (int i = 0; i < f->n; i++) sign[i] = b >> i & 1 ? -1 : 1;
        count_pattern(f, sign);
    }
}

static void count_drawn_patterns(struct family *f, double *sign) {
    const struct rng named = rng_open(1, "statistics/family", 0, 0);
    for (int b = 0; b < SHUFFLES; b++) {
        struct rng rng = rng_at(&named, (uint64_t)b, 0);
        for (int i = 0; i < f->n; i++) sign[i] = rng_below(&rng, 2) ? -1 : 1;
        count_pattern(f, sign);
    }
}

/* place[k]: where series k stands in the family; -1: all zeros. */
static void join_family(struct family *f, const double *x, int series, int *place) {
    for (int k = 0; k < series; k++, x += f->n) {
        double squares = 0;
        for (int i = 0; i < f->n; i++) squares += x[i] * x[i];
        place[k] = squares > 0 ? f->series++ : -1;
        for (int i = 0; squares > 0 && i < f->n; i++) {
            f->x[place[k] * f->n + i] = x[i] / sqrt(squares);
            f->observed[place[k]] += x[i] / sqrt(squares);
        }
    }
}

void sign_flip_family(const double *x, int series, int n, double *p) {
    struct family f = {.n = n,
                       .x = mem_zero((size_t)series * (size_t)n + 1, sizeof *f.x),
                       .observed = mem_zero((size_t)series + 1, sizeof *f.observed),
                       .hits = mem_zero((size_t)series + 1, sizeof *f.hits)};
    int *place = mem_zero((size_t)series + 1, sizeof *place);
    double *sign = mem_zero((size_t)n + 1, sizeof *sign);
    const bool all = n <= FAMILY_EXACT;
    join_family(&f, x, series, place);
    if (f.series) (all ? count_all_patterns : count_drawn_patterns)(&f, sign);
    for (int k = 0; k < series; k++)
        p[k] = place[k] < 0 ? 1
               : all        ? (double)f.hits[place[k]] / (double)(1L << n)
                            : (double)(f.hits[place[k]] + 1) / (SHUFFLES + 1);
    mem_free(f.x);
    mem_free(f.observed);
    mem_free(f.hits);
    mem_free(place);
    mem_free(sign);
}

/* Ways to take k of n; stops growing above SPLITS_EXACT. */
static double choose(int n, int k) {
    double ways = 1;
    for (int i = 0; i < k && ways <= SPLITS_EXACT; i++) ways = ways * (n - i) / (i + 1);
    return ways;
}

/* Every choice of k of rank[0..n-1]: those whose sum is at least `least`. */
static long count_splits(const double *rank, int n, int k, double sum, double least) {
    if (k == 0) return sum >= least;
    if (n < k) return 0;
    return count_splits(rank + 1, n - 1, k - 1, sum + rank[0], least) + count_splits(rank + 1, n - 1, k, sum, least);
}

static long count_drawn_splits(const double *rank, int n, int k, double least) {
    const struct rng named = rng_open(1, "statistics/split", 0, 0);
    int *chosen = mem_zero((size_t)n * 2, sizeof *chosen);
    long hits = 0;
    for (int b = 0; b < SHUFFLES; b++) {
        struct rng rng = rng_at(&named, (uint64_t)b, 0);
        double sum = 0;
        rng_sample(&rng, n, k, chosen, chosen + n);
        for (int i = 0; i < k; i++) sum += rank[chosen[i]];
        hits += sum >= least;
    }
    mem_free(chosen);
    return hits;
}

double mann_whitney(const double *x, int n, const double *y, int m, bool *exact) {
    const int all = n + m;
    double *both = mem_zero((size_t)all * 2 + 1, sizeof *both), *rank = both + all, sum = 0;
    for (int i = 0; i < all; i++) both[i] = i < n ? -x[i] : -y[i - n]; /* rank 1 is the least value */
    average_ranks(both, all, 0, rank);
    for (int i = 0; i < n; i++) sum += rank[i];
    const double ways = choose(all, n), least = sum - 1e-9;
    if (exact) *exact = ways <= SPLITS_EXACT;
    const double p = ways <= SPLITS_EXACT ? (double)count_splits(rank, all, n, 0, least) / ways
                                          : (double)(count_drawn_splits(rank, all, n, least) + 1) / (SHUFFLES + 1);
    mem_free(both);
    return p;
}
