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

enum { LANES = 16 };

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

static inline lanes lanes_load(const real *x) {
    lanes v;
    memcpy(&v, x, sizeof v);
    return v;
}
static inline void lanes_store(real *x, lanes v) { memcpy(x, &v, sizeof v); }

static inline lanes lanes_pick(lanes_mask mask, lanes yes, lanes no) {
    return (lanes)((mask & (lanes_mask)yes) | (~mask & (lanes_mask)no));
}
/* The first k of them. */
static inline lanes_mask lanes_first(int k) {
    const lanes_mask place = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    return place < k;
}

/* Halves on halves: op joins v with itself turned by 8, 4, 2, 1 lanes. */
#define LANES_TURNED(v, ...) __builtin_shufflevector(v, v, __VA_ARGS__)
static inline real lanes_sum(lanes v) {
    v += LANES_TURNED(v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
    v += LANES_TURNED(v, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3);
    v += LANES_TURNED(v, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1);
    return v[0] + v[1];
}
static inline real lanes_most(lanes v) {
    lanes other = LANES_TURNED(v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
    v = lanes_pick(other > v, other, v);
    other = LANES_TURNED(v, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3);
    v = lanes_pick(other > v, other, v);
    other = LANES_TURNED(v, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1);
    v = lanes_pick(other > v, other, v);
    return v[1] > v[0] ? v[1] : v[0];
}

/* Sums of the lanes before each, and behind each. */
static inline lanes lanes_before(lanes v) {
    const lanes none = {0};
    v = __builtin_shufflevector(v, none, 16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    v += __builtin_shufflevector(v, none, 16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    v += __builtin_shufflevector(v, none, 16, 16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
    v += __builtin_shufflevector(v, none, 16, 16, 16, 16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    v += __builtin_shufflevector(v, none, 16, 16, 16, 16, 16, 16, 16, 16, 0, 1, 2, 3, 4, 5, 6, 7);
    return v;
}
static inline lanes lanes_behind(lanes v) {
    const lanes none = {0};
    v = __builtin_shufflevector(v, none, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    v += __builtin_shufflevector(v, none, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    v += __builtin_shufflevector(v, none, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 16);
    v += __builtin_shufflevector(v, none, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 16, 16, 16);
    v += __builtin_shufflevector(v, none, 8, 9, 10, 11, 12, 13, 14, 15, 16, 16, 16, 16, 16, 16, 16, 16);
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
    x = lanes_pick(x < -most, -most, x);
    return lanes_exp_inside(lanes_pick(x > most, most, x));
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

/* 2 atanh(t) to about 1 ulp for |t| <= 1/3: its series up to t^15. */
static inline real vec_twice_atanh(real t) {
    const real s = t * t;
    real p = (real)(2.0 / 15);
    p = p * s + (real)(2.0 / 13);
    p = p * s + (real)(2.0 / 11);
    p = p * s + (real)(2.0 / 9);
    p = p * s + (real)(2.0 / 7);
    p = p * s + (real)(2.0 / 5);
    p = p * s + (real)(2.0 / 3);
    return t * (p * s + 2);
}

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

/* ln(1 + e^x) and its slope, the sigmoid, from one exponential and one division. */
#ifdef LX_REAL_DOUBLE
static inline void vec_softplus_slope1(real x, real *y, real *slope) {
    *y = vec_softplus1(x), *slope = vec_sigmoid1(x);
}
#else
static inline void vec_softplus_slope1(real x, real *y, real *slope) {
    const float e = vec_exp1(x < 0 ? x : -x), over = 1 / ((1 + e) * (2 + e));
    *y = (x > 0 ? x : 0) + vec_twice_atanh(e * (1 + e) * over);
    *slope = (x < 0 ? e : 1) * (2 + e) * over;
}
#endif
#endif
