/* Matrix products whose operands are rounded to bf16, the upper half of a float: 8 digits of a mantissa instead of 24,
 * and the exponents of float. Products and sums are in `real`.
 *
 * Where the processor multiplies pairs of bf16 (AVX512-BF16), this takes about half the time of a product in float;
 * elsewhere the same operands are multiplied in float, which is slower than not to round. Both give the same bits: for
 * each pair of k the second product is added before the first, each with one rounding, as vdpbf16ps does, and numbers
 * below the smallest normal float count as 0. The instruction is tried once against the other way, and left alone where
 * it gives something else. */
#ifndef LEXBENCH_MATH_BF16_H
#define LEXBENCH_MATH_BF16_H
#include "model/math/blas.h"
#include "model/math/kernel.h"
#include <stdint.h>

/* To the nearest bf16, ties to even: its bits. NaN stays one, what is too large becomes infinite, and what is no normal
 * float 0. */
uint16_t bf16_bits(float x);
/* The same as a number; base/bf16.h rounds without leaving out what is no normal float. */
real bf16_operand(real x);

/* As kernel_gemm, for every size above 0. */
void bf16_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b, int ldb,
               real beta, real *c, int ldc, struct product_add add);
/* The same without the instruction, for tests. */
void bf16_gemm_plain(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b, int ldb,
                     real beta, real *c, int ldc, struct product_add add);

/* op(a) and op(b) of a product whose operands may be rounded already; beta as ever, alpha is 1. */
void bf16_gemm_operands(bool ta, bool tb, int m, int n, int k, struct operand a, int lda, struct operand b, int ldb,
                        real beta, real *c, int ldc, struct product_add add);

/* As blas_pack and blas_gemm_packed (blas.h). The product is refused (false) where its rows begin or end in the middle
 * of a pair: a product with b itself has them. */
void bf16_pack(bool tb, const real *b, int ldb, struct packed *to);
bool bf16_gemm_packed(int m, real alpha, const real *a, int lda, const struct packed *b, struct extent rows,
                      struct extent columns, real beta, real *c, int ldc);

/* Until the next call, what lies in these `size` numbers does not change: where b of a product lies there, it is
 * rounded and put in place once, for all products that it is in. NULL: there are none. */
void bf16_keep(const real *from, long size);

/* Whether pairs of bf16 are multiplied by an instruction of the processor, and in words, for people: why or why not. */
bool bf16_fast(void);
const char *bf16_describe(void);
/* As peak_rate (peak.h), of that instruction; only where bf16_fast. */
double bf16_peak_rate(double seconds);
#endif
