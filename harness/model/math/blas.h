/* The one door to matrix products: row-major, one thread per process; by our own kernel (kernel.h) where that is
 * faster, else by OpenBLAS. */
#ifndef LEXBENCH_BLAS_H
#define LEXBENCH_BLAS_H
#include "base/real.h"
#include <stdbool.h>

/* c[m][n] = alpha op(a) op(b) + beta c. op(a) is [m][k]: a itself with row stride lda, or, with ta, the transpose of
 * a[k][m]; likewise b with tb. beta == 0 never reads c. Nothing is done when m, n or k is 0 (with k == 0 and beta == 0,
 * c is zeroed). */
void blas_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b, int ldb,
               real beta, real *c, int ldc);
/* y[n][out] = x[n][in] W + bias[out] (NULL: none) + add[n][out] (NULL: none). in is above 0. */
void blas_linear(int n, int in, int out, const real *x, const real *weight, int ldw, const real *bias, const real *add,
                 real *y);
/* From now on both round their operands to bf16 before they multiply (bf16.h), or no longer do; returns whether they
 * did.
 */
bool blas_round_operands(bool on);
/* OpenBLAS's product whatever the size, to measure beside it; m, n and k above 0. */
void blas_library_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b,
                       int ldb, real beta, real *c, int ldc);

/* The kind of processor for which the library chose its kernels, in its own words: "Haswell". */
const char *blas_core(void);
/* Where matrix products run: library, kernel name, threads (always 1). */
void blas_describe(char *out, int size);
#endif
