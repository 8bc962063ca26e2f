/* Loops over rows of numbers that the compiler turns into vector instructions.
 *
 * Reductions run in LANES partial sums in a fixed order: vectorised without -ffast-math, and the same bits every time.
 * exp is a polynomial without branches (float) so that loops over it vectorise; the double build uses libm.
 */
#ifndef LEXBENCH_VEC_H
#define LEXBENCH_VEC_H
#include "base/real.h"
#include <math.h>
#include <stdint.h>
#include <string.h>
#ifdef __AVX2__
#include <immintrin.h>
#endif

/* As many numbers of float as a register has where registers are widest, and 8 on all other processors: gcc keeps a
 * vector that is wider than the registers in memory, and compares it number by number. So sums are ordered differently
 * on the two kinds of processor. */
#ifdef __AVX512F__
#define LANES_ARE_16
enum { LANES = 16 };
#else
enum { LANES = 8 };
#endif

/* Square root in the type of the model, without a detour through double. */
#ifdef LX_REAL_DOUBLE
static inline real vec_sqrt(real x) { return sqrt(x); }
#else
static inline real vec_sqrt(real x) { return sqrtf(x); }
#endif

/* LANES numbers in registers, for loops that the compiler would take apart otherwise: rows of a few vectors whose last
 * one is not full. Arithmetic reads as on numbers; comparing gives masks of 0 and -1. */
typedef real lanes __attribute__((vector_size(sizeof(real) * LANES)));
#ifdef LX_REAL_DOUBLE
typedef int64_t lanes_mask __attribute__((vector_size(sizeof(real) * LANES)));
#else
typedef int32_t lanes_mask __attribute__((vector_size(sizeof(real) * LANES)));
#endif

/* They may lie anywhere. Through a pointer and not by memcpy, so that compilers know that a store changes reals alone
 * and need not read everything else again. */
typedef real lanes_anywhere __attribute__((vector_size(sizeof(real) * LANES), aligned(sizeof(real))));
static inline lanes lanes_load(const real *x) { return *(const lanes_anywhere *)x; }
static inline void lanes_store(real *x, lanes v) { *(lanes_anywhere *)x = v; }

/* Asks for n numbers that will be read, or written, before long. */
static inline void lanes_fetch(const real *x, long n) {
    for (long i = 0; i < n; i += 64 / (long)sizeof *x) __builtin_prefetch(x + i);
}
static inline void lanes_fetch_to_write(const real *x, long n) {
    for (long i = 0; i < n; i += 64 / (long)sizeof *x) __builtin_prefetch(x + i, 1);
}

/* The first k of them and zeros, k <= LANES; and k of them to where only so many may be written. */
static inline lanes lanes_load_part(const real *x, int k) {
    if (k == LANES) return lanes_load(x);
    real part[LANES] = {0};
    memcpy(part, x, sizeof *x * (size_t)k);
    return lanes_load(part);
}
static inline void lanes_store_part(real *x, int k, lanes v) {
    if (k == LANES)
        lanes_store(x, v);
    else
        memcpy(x, &v, sizeof *x * (size_t)k);
}
/* How many of the numbers that are left the next vector has. */
static inline int lanes_of(long left) { return left < LANES ? (int)left : LANES; }

static inline lanes lanes_pick(lanes_mask mask, lanes yes, lanes no) {
    return (lanes)((mask & (lanes_mask)yes) | (~mask & (lanes_mask)no));
}

/* The larger and the smaller of each, and the second where one is NaN: one instruction, which gcc 12 does not find by
 * itself. */
static inline lanes lanes_max(lanes a, lanes b) {
#if defined LX_REAL_DOUBLE || !defined __AVX2__
    return lanes_pick(a > b, a, b);
#elif defined __AVX512F__
    return (lanes)_mm512_max_ps((__m512)a, (__m512)b);
#else
    return (lanes)_mm256_max_ps((__m256)a, (__m256)b);
#endif
}
static inline lanes lanes_min(lanes a, lanes b) {
#if defined LX_REAL_DOUBLE || !defined __AVX2__
    return lanes_pick(a < b, a, b);
#elif defined __AVX512F__
    return (lanes)_mm512_min_ps((__m512)a, (__m512)b);
#else
    return (lanes)_mm256_min_ps((__m256)a, (__m256)b);
#endif
}
/* What depends on how many there are: the places of all; one turned by half, a quarter ... of them; one moved by k
 * places towards the end (LATER) or the start (SOONER), zeros coming in; and the two halves of a perfect shuffle. */
#ifdef LANES_ARE_16
#define LANES_PLACES             0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
#define LANES_TURNED_8(v)        __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7)
#define LANES_TURNED_4(v)        __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3)
#define LANES_TURNED_2(v)        __builtin_shufflevector(v, v, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1)
#define LANES_LATER_1(v, z)      __builtin_shufflevector(v, z, 16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)
#define LANES_LATER_2(v, z)      __builtin_shufflevector(v, z, 16, 16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)
#define LANES_LATER_4(v, z)      __builtin_shufflevector(v, z, 16, 16, 16, 16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
#define LANES_LATER_8(v, z)      __builtin_shufflevector(v, z, 16, 16, 16, 16, 16, 16, 16, 16, 0, 1, 2, 3, 4, 5, 6, 7)
#define LANES_SOONER_1(v, z)     __builtin_shufflevector(v, z, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
#define LANES_SOONER_2(v, z)     __builtin_shufflevector(v, z, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 16)
#define LANES_SOONER_4(v, z)     __builtin_shufflevector(v, z, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 16, 16, 16)
#define LANES_SOONER_8(v, z)     __builtin_shufflevector(v, z, 8, 9, 10, 11, 12, 13, 14, 15, 16, 16, 16, 16, 16, 16, 16, 16)
#define LANES_SHUFFLED_LOW(a, b) __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define LANES_SHUFFLED_HIGH(a, b)                                                                                      \
    __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
#else
#define LANES_PLACES              0, 1, 2, 3, 4, 5, 6, 7
#define LANES_TURNED_4(v)         __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3)
#define LANES_TURNED_2(v)         __builtin_shufflevector(v, v, 2, 3, 0, 1, 2, 3, 0, 1)
#define LANES_LATER_1(v, z)       __builtin_shufflevector(v, z, 8, 0, 1, 2, 3, 4, 5, 6)
#define LANES_LATER_2(v, z)       __builtin_shufflevector(v, z, 8, 8, 0, 1, 2, 3, 4, 5)
#define LANES_LATER_4(v, z)       __builtin_shufflevector(v, z, 8, 8, 8, 8, 0, 1, 2, 3)
#define LANES_SOONER_1(v, z)      __builtin_shufflevector(v, z, 1, 2, 3, 4, 5, 6, 7, 8)
#define LANES_SOONER_2(v, z)      __builtin_shufflevector(v, z, 2, 3, 4, 5, 6, 7, 8, 8)
#define LANES_SOONER_4(v, z)      __builtin_shufflevector(v, z, 4, 5, 6, 7, 8, 8, 8, 8)
#define LANES_SHUFFLED_LOW(a, b)  __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define LANES_SHUFFLED_HIGH(a, b) __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
#endif

/* The first k of them. */
static inline lanes_mask lanes_first(int k) {
    const lanes_mask place = {LANES_PLACES};
    return place < k;
}

/* Halves on halves. */
static inline real lanes_sum(lanes v) {
#ifdef LANES_ARE_16
    v += LANES_TURNED_8(v);
#endif
    v += LANES_TURNED_4(v);
    v += LANES_TURNED_2(v);
    return v[0] + v[1];
}
static inline lanes lanes_larger(lanes a, lanes b) { return lanes_pick(b > a, b, a); }
static inline real lanes_most(lanes v) {
#ifdef LANES_ARE_16
    v = lanes_larger(v, LANES_TURNED_8(v));
#endif
    v = lanes_larger(v, LANES_TURNED_4(v));
    v = lanes_larger(v, LANES_TURNED_2(v));
    return v[1] > v[0] ? v[1] : v[0];
}

/* LANES rows of LANES numbers, transposed: as many perfect shuffles as LANES can be halved. */
static inline void lanes_transpose(lanes x[LANES]) {
    lanes y[LANES];
    for (int turns = LANES; turns > 1; turns /= 2) {
        for (int i = 0; i < LANES / 2; i++) {
            const lanes a = x[i], b = x[i + LANES / 2];
            y[2 * i] = LANES_SHUFFLED_LOW(a, b);
            y[2 * i + 1] = LANES_SHUFFLED_HIGH(a, b);
        }
        memcpy(x, y, sizeof y);
    }
}

/* Sums of the lanes before each, and behind each. */
static inline lanes lanes_before(lanes v) {
    const lanes none = {0};
    v = LANES_LATER_1(v, none);
    v += LANES_LATER_1(v, none);
    v += LANES_LATER_2(v, none);
    v += LANES_LATER_4(v, none);
#ifdef LANES_ARE_16
    v += LANES_LATER_8(v, none);
#endif
    return v;
}
static inline lanes lanes_behind(lanes v) {
    const lanes none = {0};
    v = LANES_SOONER_1(v, none);
    v += LANES_SOONER_1(v, none);
    v += LANES_SOONER_2(v, none);
    v += LANES_SOONER_4(v, none);
#ifdef LANES_ARE_16
    v += LANES_SOONER_8(v, none);
#endif
    return v;
}

static inline real vec_sum(const real *x, int n) {
    lanes sum = {0};
    real rest = 0;
    int i = 0;
    for (; i + LANES <= n; i += LANES) sum += lanes_load(x + i);
    for (; i < n; i++) rest += x[i];
    return lanes_sum(sum) + rest;
}

static inline real vec_dot(const real *x, const real *y, int n) {
    lanes sum = {0};
    real rest = 0;
    int i = 0;
    for (; i + LANES <= n; i += LANES) sum += lanes_load(x + i) * lanes_load(y + i);
    for (; i < n; i++) rest += x[i] * y[i];
    return lanes_sum(sum) + rest;
}

/* Largest of x[0..n), n >= 1. NaN may be skipped: the sums that follow carry it on. */
static inline real vec_max(const real *x, int n) {
    real lane[LANES];
    for (int l = 0; l < LANES; l++) lane[l] = x[0];
    int i = 0;
    for (; i + LANES <= n; i += LANES)
        for (int l = 0; l < LANES; l++) lane[l] = x[i + l] > lane[l] ? x[i + l] : lane[l];
    for (; i < n; i++) lane[0] = x[i] > lane[0] ? x[i] : lane[0];
    real best = lane[0];
    for (int l = 1; l < LANES; l++) best = lane[l] > best ? lane[l] : best;
    return best;
}

static inline void vec_add(real *y, const real *x, int n) {
    for (int i = 0; i < n; i++) y[i] += x[i];
}

static inline void vec_axpy(real *y, real a, const real *x, int n) {
    for (int i = 0; i < n; i++) y[i] += a * x[i];
}

static inline void vec_scale(real *y, real a, int n) {
    for (int i = 0; i < n; i++) y[i] *= a;
}

/* Where exponentials end: e^-64 = 2e-28 of a sum cannot be told from nothing in float. Numbers much smaller would be
 * denormal, or make denormal products, which some processors compute a hundred times more slowly; compilers multiply
 * by the clamped value too, whether or not any element needs it. */
#define VEC_EXP_MOST ((real)64)

#ifdef LX_REAL_DOUBLE
static inline real vec_exp1(real x) { return exp(x); }
static inline lanes lanes_exp(lanes x) {
    for (int l = 0; l < LANES; l++) x[l] = exp(x[l]);
    return x;
}
#else
/* e^x to about 1 ulp for |x| <= VEC_EXP_MOST, of one number or of many: x = n ln 2 + r, |r| <= ln 2 / 2, minimax
 * polynomial for e^r, 2^n put into the exponent bits. */
#define DEFINE_EXP(name, number, word)                                                                                 \
    static inline number name(number x) {                                                                              \
        const float shift = 12582912.0f; /* 1.5 * 2^23: adding it rounds to an integer in the low bits */              \
        const number t = x * 1.44269504088896341f + shift, k = t - shift;                                              \
        number r = x - k * 0.693359375f;                                                                               \
        r = r + k * 2.12194440e-4f;                                                                                    \
        number p = r * 1.9875691500e-4f + 1.3981999507e-3f;                                                            \
        p = p * r + 8.3334519073e-3f;                                                                                  \
        p = p * r + 4.1665795894e-2f;                                                                                  \
        p = p * r + 1.6666665459e-1f;                                                                                  \
        p = p * r + 5.0000001201e-1f;                                                                                  \
        p = p * r * r + r + 1.0f;                                                                                      \
        word n, bits;                                                                                                  \
        memcpy(&n, &t, sizeof n);                                                                                      \
        memcpy(&bits, &p, sizeof bits);                                                                                \
        bits += n << 23;                                                                                               \
        memcpy(&p, &bits, sizeof p);                                                                                   \
        return p;                                                                                                      \
    }
typedef uint32_t lanes_word __attribute__((vector_size(sizeof(uint32_t) * LANES)));
DEFINE_EXP(exp_inside, float, uint32_t)
DEFINE_EXP(lanes_exp_inside, lanes, lanes_word)

/* Clamped to +-VEC_EXP_MOST; NaN stays NaN. */
static inline real vec_exp1(real x) {
    x = x < -VEC_EXP_MOST ? -VEC_EXP_MOST : x;
    x = x > VEC_EXP_MOST ? VEC_EXP_MOST : x;
    return exp_inside(x);
}
static inline lanes lanes_exp(lanes x) {
    const lanes most = (lanes){0} + VEC_EXP_MOST;
    return lanes_exp_inside(lanes_min(most, lanes_max(-most, x)));
}
#endif

/* e^x for x <= 0, and 0 where that is below e^-VEC_EXP_MOST; NaN stays NaN. For weights, which are added up with one of
 * 1: to about 1 ulp for x > -6; farther down ln 2 in one number, and one power of r less, cost up to 4. */
#ifdef LX_REAL_DOUBLE
static inline lanes lanes_exp_down(lanes x) { return (lanes)(~(x < -VEC_EXP_MOST) & (lanes_mask)lanes_exp(x)); }
#else
static inline lanes lanes_exp_down(lanes x) {
    const float shift = 12582912.0f; /* as above */
    const lanes t = x * 1.44269504088896341f + shift, k = t - shift, r = x - k * 0.69314718246459961f;
    lanes p = r * 1.3814540002e-3f + 8.3687451268e-3f;
    p = p * r + 4.1668390788e-2f;
    p = p * r + 1.6666520399e-1f;
    p = p * r + 4.9999993432e-1f;
    p = p * r + 1.0f;
    p = p * r + 1.0f;
    lanes_word n, bits;
    memcpy(&n, &t, sizeof n);
    memcpy(&bits, &p, sizeof bits);
    bits += n << 23;
    memcpy(&p, &bits, sizeof p);
    return (lanes)(~(x < -VEC_EXP_MOST) & (lanes_mask)p);
}
#endif

/* y = e^(x - shift), 0 where that is below e^-VEC_EXP_MOST; returns the sum. */
static inline real vec_exp_sum(real *y, const real *x, real shift, int n) {
    for (int i = 0; i < n; i++) {
        const real d = x[i] - shift, e = vec_exp1(d);
        y[i] = d < -VEC_EXP_MOST ? 0 : e;
    }
    return vec_sum(y, n);
}

/* 2 atanh(t) to about 1 ulp for |t| <= 1/3, of one number or of many: its series up to t^15. */
#define DEFINE_TWICE_ATANH(name, number)                                                                               \
    static inline number name(number t) {                                                                              \
        const number s = t * t;                                                                                        \
        number p = s * (real)(2.0 / 15) + (real)(2.0 / 13);                                                            \
        p = p * s + (real)(2.0 / 11);                                                                                  \
        p = p * s + (real)(2.0 / 9);                                                                                   \
        p = p * s + (real)(2.0 / 7);                                                                                   \
        p = p * s + (real)(2.0 / 5);                                                                                   \
        p = p * s + (real)(2.0 / 3);                                                                                   \
        return t * (p * s + 2);                                                                                        \
    }
DEFINE_TWICE_ATANH(vec_twice_atanh, real)

#ifdef LX_REAL_DOUBLE
static inline real vec_log1(real x) { return log(x); }
static inline real vec_softplus1(real x) { return fmax(x, 0) + log1p(exp(-fabs(x))); }
#else
/* ln x for normal x > 0: x = 2^n m with m in [sqrt(1/2), sqrt 2), ln m = 2 atanh((m - 1) / (m + 1)). */
static inline real vec_log1(real x) {
    int32_t bits;
    memcpy(&bits, &x, sizeof bits);
    const int32_t n = (bits - 0x3f3504f3) >> 23; /* 0x3f3504f3 is sqrt(1/2) */
    bits -= (int32_t)((uint32_t)n << 23);
    float m;
    memcpy(&m, &bits, sizeof m);
    const float k = (float)n;
    return vec_twice_atanh((m - 1) / (m + 1)) - k * 2.12194440e-4f + k * 0.693359375f;
}

/* ln(1 + e^x), precise where it is small: ln(1 + e) = 2 atanh(e / (2 + e)). */
static inline real vec_softplus1(real x) {
    const float e = vec_exp1(x < 0 ? x : -x);
    return (x > 0 ? x : 0) + vec_twice_atanh(e / (2 + e));
}
#endif

/* Cosine and sine of an angle in radians, to about 1 ulp for |angle| up to 1e6: the quarter of the turn comes off in
 * double, what is left, |r| <= pi/4, goes through the series up to r^9. */
#ifdef LX_REAL_DOUBLE
static inline void vec_turn1(double angle, real *cosine, real *sine) { *cosine = cos(angle), *sine = sin(angle); }
#else
static inline void vec_turn1(double angle, real *cosine, real *sine) {
    const double shift = 6755399441055744.0; /* 1.5 * 2^52: adding it rounds to an integer in the low bits */
    const double t = angle * (2 / M_PI) + shift, k = t - shift;
    const float r = (float)(angle - k * 1.5707963267341256 - k * 6.077100506506192e-11), z = r * r;
    int64_t quarter;
    memcpy(&quarter, &t, sizeof quarter);
    float s = z * (1 / 362880.0f) - 1 / 5040.0f, c = z * (1 / 40320.0f) - 1 / 720.0f;
    s = s * z + 1 / 120.0f;
    s = s * z - 1 / 6.0f;
    s = s * z * r + r;
    c = c * z + 1 / 24.0f;
    c = c * z - 0.5f;
    c = c * z + 1;
    const float a = quarter & 1 ? s : c, b = quarter & 1 ? c : s;
    *cosine = (quarter + 1) & 2 ? -a : a;
    *sine = quarter & 2 ? -b : b;
}
#endif

static inline real vec_sigmoid1(real x) { return 1 / (1 + vec_exp1(-x)); }
static inline lanes lanes_sigmoid(lanes x) { return (real)1 / ((real)1 + lanes_exp(-x)); }

/* tanh(x), where x is small by its series: 2 sigmoid(2 x) - 1 has lost the digits that a large factor would bring back
 * up. */
static inline real vec_tanh1(real x) {
    const real y = x * x, most = sizeof(real) == sizeof(float) ? (real)0.1 : (real)0.004,
               series = x * (1 - y * ((real)(1.0 / 3) - y * ((real)(2.0 / 15) - y * (real)(17.0 / 315)))),
               far = 2 * vec_sigmoid1(2 * x) - 1;
    return x < most && -x < most ? series : far;
}

/* ln(1 + e^x) and its slope, the sigmoid, from one exponential and one division. */
#ifdef LX_REAL_DOUBLE
static inline void vec_softplus_slope1(real x, real *y, real *slope) {
    *y = vec_softplus1(x), *slope = vec_sigmoid1(x);
}
static inline lanes lanes_softplus(lanes x, lanes *slope) {
    lanes y;
    for (int l = 0; l < LANES; l++) y[l] = vec_softplus1(x[l]), (*slope)[l] = vec_sigmoid1(x[l]);
    return y;
}
#else
static inline void vec_softplus_slope1(real x, real *y, real *slope) {
    const float e = vec_exp1(x < 0 ? x : -x), over = 1 / ((1 + e) * (2 + e));
    *y = (x > 0 ? x : 0) + vec_twice_atanh(e * (1 + e) * over);
    *slope = (x < 0 ? e : 1) * (2 + e) * over;
}
DEFINE_TWICE_ATANH(lanes_twice_atanh, lanes)
static inline lanes lanes_softplus(lanes x, lanes *slope) {
    const lanes one = (lanes){0} + 1, e = lanes_exp(-lanes_max(x, -x)), over = one / ((1 + e) * (2 + e));
    *slope = lanes_pick(x < 0, e, one) * (2 + e) * over;
    return lanes_max(x, (lanes){0}) + lanes_twice_atanh(e * (1 + e) * over);
}
#endif
#endif
